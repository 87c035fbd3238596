"""`sayso turning-points`: when dealings changed their pace."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli import output
from sayso.cli.analysis import AsOfOption, DatasetOption, PartyOption, PeriodOption, acts_of, flat, ids, party, period, who, write
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, settings

OtherOption = Annotated[str | None, typer.Option("--other", metavar="WHO", help="And this one.", show_default=False)]
LevelOption = Annotated[float, typer.Option("--level", metavar="SHARE", help="Share of false ones to expect among those shown.")]
FewestOption = Annotated[
    int | None,
    typer.Option("--fewest", min=2, metavar="N", help="Ask nothing of series with fewer events. Default: 8.", show_default=False),
]
EngineOption = Annotated[str, typer.Option("--engine", metavar="NAME", help="exact, or ruptures (not on Python 3.14); they agree.")]


def turning_points(
    party_: PartyOption = None,
    other: OtherOption = None,
    period_: PeriodOption = "month",
    level: LevelOption = 0.05,
    fewest: FewestOption = None,
    engine: EngineOption = "exact",
    as_of: AsOfOption = None,
    dataset: DatasetOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """When two parties' dealings changed their pace, from what to what, and through which events; the strongest first.

    Over-dispersed counts, corrected for how much was reported and for how many series were asked; what could be chance is left out.
    """
    from sayso.analysis.turning import FEWEST
    from sayso.analysis.turning import turning_points as turning
    from sayso.errors import SettingError

    set_ = settings(format=format, ledger=ledger)
    unit = period(period_)
    if engine not in ("exact", "ruptures"):
        raise SettingError(f"There is no search engine “{engine}”", "There are exact and ruptures.")
    acts = acts_of(ledger, dataset, as_of)
    if not acts:
        return
    one, two = (party(w, acts) if w else None for w in (party_, other))
    found = turning(acts, period=unit, level=level, party=one, other=two, fewest=fewest or FEWEST, engine=engine)  # type: ignore[arg-type]
    if write(set_.format, found, (flat(p) for p in found.points)):
        return
    rows = set_.rows if limit is None else limit
    shown = found.points[:rows] if rows else found.points
    if shown:
        table = output.table(
            ("since", {"no_wrap": True}),
            ("between", {"no_wrap": True}),
            ("what", {"ratio": 2}),
            ("before", {"justify": "right"}),
            ("after", {"justify": "right"}),
            ("q", {"justify": "right"}),
            ("driven by", {"style": "cyan", "ratio": 2}),
        )
        for p in shown:
            between = f"{who(p.actor)} {'↔' if p.mutual else '→'} {who(p.recipient)}"
            margin = f"\n({p.earliest} to {p.latest})" if p.earliest != p.latest else ""
            table.add_row(
                output.text(unit.called(p.at) + margin),
                output.text(between),
                output.text(p.kind),
                output.text(f"{p.before:.1f}"),
                output.text(f"{p.after:.1f}"),
                output.text(f"{p.q:.3f}" if p.q >= 0.001 else "<0.001"),
                output.text(ids((*p.leading, *(e for e in p.events if e not in p.leading)), 3)),
            )
        output.console().print(table)
    span = f" from {found.starts[0]}" if found.starts else ""
    output.say(f"{len(found.points)} turning points in {found.asked} series of events a {unit.value}{span}; {level:.0%} may be false.")
