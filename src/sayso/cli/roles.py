"""`sayso roles`: who supplies, who depends, who changed places."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli import output
from sayso.cli.analysis import AsOfOption, DatasetOption, PartyOption, acts_of, day, flat, ids, party, who, write
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, settings

DepthOption = Annotated[int, typer.Option("--depth", min=1, metavar="N", help="Levels of item classes told apart (weapon.uav is 2).")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Transfers on that day or later.", show_default=False)]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Transfers on that day or earlier.", show_default=False)]


def roles(
    party_: PartyOption = None,
    depth: DepthOption = 2,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    dataset: DatasetOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Who supplies and who receives, by item class; who depends on one supplier; and who arms whom now who was armed before.

    Counts transfers that happened, not items. The index runs from −1 (only receives) to +1 (only supplies).
    """
    from sayso.analysis.roles import ALL
    from sayso.analysis.roles import roles as find

    set_ = settings(format=format, ledger=ledger)
    acts = acts_of(ledger, dataset, as_of)
    if not acts:
        return
    found = find(acts, depth=depth, first=day("since", since), last=day("until", until), party=party(party_, acts) if party_ else None)
    rows = [
        *(flat(p, what="position") for p in found.positions),
        *(flat(d, what="dependence") for d in found.dependences),
        *(flat(r, what="reversal") for r in found.reversals),
    ]
    keys = {k: None for row in rows for k in row}
    if write(set_.format, found, ({k: row.get(k) for k in keys} for row in rows)):
        return
    if not found.positions:
        output.say("No transfers that happened are known.")
        return
    console, most = output.console(), set_.rows if limit is None else limit
    table = output.table(
        ("party", {}),
        ("class", {}),
        ("index", {"justify": "right"}),
        ("out", {"justify": "right"}),
        ("in", {"justify": "right"}),
        ("event", {"style": "cyan"}),
    )
    for p in found.positions[: most or None]:
        events = (*p.supplied, *p.received)
        figures = (f"{p.index:+.2f}", f"{p.out:.1f}", f"{p.in_:.1f}", ids(events))
        table.add_row(output.text(who(p.party)), output.text(p.class_), *map(output.text, figures))
    console.print(table)
    if found.dependences:
        table = output.table(
            ("receiver", {}), ("class", {}), ("largest supplier", {}), ("share", {"justify": "right"}), ("event", {"style": "cyan"})
        )
        for d in found.dependences[: most or None]:
            if d.class_ != ALL or len(d.suppliers) > 1 or len(d.suppliers[0][2]) > 1:
                share = f"{d.share:.0%} (at least {d.low:.0%})"
                cells = (who(d.receiver), d.class_, who(d.supplier), share, ids(d.suppliers[0][2]))
                table.add_row(*map(output.text, cells))
        console.print()
        console.print(table)
    for r in found.reversals:
        console.print()
        console.print(output.text(f"{r.words} [{ids((*r.before[0], *r.after[0]), 4)}]"))
    for status, events in found.beside:
        output.say(f"{status}, not counted: {len(events)} ({ids(events, 3)})")
