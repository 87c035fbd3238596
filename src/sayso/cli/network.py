"""`sayso network`: who is with whom and against whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.analysis import AsOfOption, DatasetOption, acts_of, day, flat, ids, plain, who
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, settings

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.analysis.blocs import History
    from sayso.analysis.frustration import Partition
    from sayso.analysis.network import Network

DaysOption = Annotated[int, typer.Option("--days", min=1, metavar="N", help="Days that the network looks back.")]
LevelOption = Annotated[float, typer.Option("--level", metavar="SHARE", help="Share of false ties to expect among the firm ones.")]
SecondsOption = Annotated[float, typer.Option("--seconds", min=0.1, metavar="S", help="The most to spend on the sides; the gap is told.")]
GexfOption = Annotated[
    Path | None, typer.Option("--gexf", metavar="FILE", help="Write the network to FILE for Gephi and others.", show_default=False)
]
HistoryOption = Annotated[bool, typer.Option("--over-time", help="Blocs at the end of each quarter, who moved, who hangs on a patron.")]


def network(
    as_of: AsOfOption = None,
    days: DaysOption = 365,
    level: LevelOption = 0.1,
    seconds: SecondsOption = 30.0,
    over_time: HistoryOption = False,
    gexf: GexfOption = None,
    dataset: DatasetOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """The signed network of a year: firm ties, balance of triads, the two sides with the ties that resist them, and blocs."""
    from sayso.analysis.blocs import blocs_over_time
    from sayso.analysis.network import gexf as to_gexf
    from sayso.analysis.network import network as find

    set_ = settings(format=format, ledger=ledger)
    acts = acts_of(ledger, dataset, as_of)
    if not acts:
        return
    found = find(acts, as_of=day("as-of", as_of), days=days, level=level, seconds=seconds)
    history = blocs_over_time(acts, as_of=day("as-of", as_of), days=days, level=level, seconds=seconds) if over_time else None
    if gexf:
        gexf.write_text(to_gexf(found), encoding="utf-8")
    if set_.format == "json":
        print(output.dumps({**plain(found), "history": plain(history)}, indent=2))
    elif set_.format == "jsonl":
        output.write_lines(flat(t) for t in found.ties)
    elif set_.format == "csv":
        output.write_csv(*output.rows_of_dicts(flat(t) for t in found.ties))
    else:
        _show(found, output.console(), set_.rows if limit is None else limit)
        if history:
            _show_history(history, output.console())


def _names(parties: tuple[str, ...]) -> str:
    return ", ".join(who(p) for p in parties)


def _show(found: Network, console: Console, rows: int) -> None:
    firm = [t for t in found.ties if t.firm]
    console.print(output.text(f"Network {found.first} to {found.as_of}: {len(firm)} firm ties of {len(found.ties)}", "bold"))
    if not firm:
        console.print("No tie is firm: too few events to tell friend from foe.")
        return
    table = output.table(
        ("tie", {}),
        ("net", {"justify": "right"}),
        ("q", {"justify": "right"}),
        ("events", {"justify": "right"}),
        ("event", {"style": "cyan"}),
    )
    for t in firm[: rows or None]:
        style = "green" if t.sign > 0 else "red"
        cells = (f"{t.q:.3f}" if t.q >= 0.001 else "<0.001", len(t.events), ids(t.events))
        table.add_row(output.text(f"{who(t.a)} – {who(t.b)}"), output.text(f"{t.net:+.0f}", style), *map(output.text, cells))
    console.print(table)
    if found.balance is not None and found.expected is not None:
        census = ", ".join(f"{n} {kind}" for kind, n in found.census)
        told = f"Triads: {census}; {found.balance:.0%} balanced, {found.expected:.0%} ± {found.spread:.0%} expected of shuffled signs"
        console.print(output.text(told))
    console.print(output.text(_resistance("Two sides", found.sides)))
    for one, two in found.theatres:
        console.print(output.text(f"  {_names(one)}  against  {_names(two)}" if two else f"  {_names(one)}"))
    _resisting(found.sides, console, rows)
    console.print(output.text(_resistance("Blocs", found.blocs)))
    blocs = [b for b in found.blocs.blocs() if len(b) > 1]
    for members in blocs:
        console.print(output.text(f"  {_names(members)}"))
    alone = tuple(p for p in found.blocs.bloc if not any(p in b for b in blocs))
    if alone:
        console.print(output.text(f"  alone: {_names(alone)}"))
    _resisting(found.blocs, console, rows)


def _resistance(name: str, made: Partition) -> str:
    bound = "exact" if made.exact else f"proven to be at least {made.bound:g} (gap {made.gap:.0%})"
    return f"{name}: {made.cost:g} {'tie resists' if made.cost == 1 else 'ties resist'}, {bound}"


def _resisting(made: Partition, console: Console, rows: int) -> None:
    for e in made.resisting[: rows or None]:
        console.print(output.text(f"  resists: {who(e.a)} {'with' if e.sign > 0 else 'against'} {who(e.b)}", "yellow"))


def _show_history(history: History, console: Console) -> None:
    console.print()
    for s in history.snapshots:
        told = "; ".join(f"[{n}] {_names(m)}" for n, m in s.blocs if len(m) > 1) or "no bloc of two or more"
        console.print(output.text(f"{s.as_of}: {told}"))
    for m in history.moves:
        console.print(
            output.text(
                f"{who(m.party)} moved between {m.before} and {m.after}: from {_names(m.left)} to {_names(m.joined)} [{ids(m.events)}]"
            )
        )
    for p in history.proxies:
        told = f"{who(p.party)} gets {p.share:.0%} of its known flows ({len(p.flows)}) from {who(p.patron)}, "
        told += f"and is at odds with {_names(p.against)}"
        console.print(output.text(f"{told} [{ids((*p.flows, *p.hostile), 3)}]"))
