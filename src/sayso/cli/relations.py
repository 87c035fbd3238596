"""`sayso relations`: the dealings of two parties, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.analysis import (
    AsOfOption,
    DatasetOption,
    PeriodOption,
    PictureOption,
    acts_of,
    flat,
    ids,
    party,
    period,
    picture,
    who,
    write,
)
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, settings

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.acts import Act
    from sayso.analysis.relations import Relation
    from sayso.analysis.series import Period

FirstArgument = Annotated[str | None, typer.Argument(metavar="[A]", help="A party: Iran, IRN, Tehran.", show_default=False)]
SecondArgument = Annotated[str | None, typer.Argument(metavar="[B]", help="The other party.", show_default=False)]


def relations(
    a: FirstArgument = None,
    b: SecondArgument = None,
    period_: PeriodOption = "month",
    as_of: AsOfOption = None,
    dataset: DatasetOption = None,
    limit: LimitOption = None,
    picture_: PictureOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Cooperation and conflict of two parties, verbal and material, by period; of one or none: all pairs at a glance.

    Events weigh by their independent origins, sums are brought to average reporting; `net` adds PLOVER scores (−10 to +10 an event).
    """
    from sayso.analysis.relations import relation
    from sayso.analysis.series_charts import relation_chart
    from sayso.analysis.turning import turning_points

    set_ = settings(format=format, ledger=ledger)
    unit = period(period_)
    acts = acts_of(ledger, dataset, as_of)
    if not acts:
        return
    if a is None or b is None:
        _pairs(acts, None if a is None else party(a, acts), unit, set_.format, set_.rows if limit is None else limit)
        return
    one, two = party(a, acts), party(b, acts)
    found = relation(acts, one, two, period=unit)
    if picture_:
        points = turning_points(acts, period=unit, party=one, other=two).points
        picture(picture_, relation_chart(found, points))
    rows = (flat(cell, actor=side.actor, recipient=side.recipient) for side in found.sides for cell in side.cells)
    if write(set_.format, found, rows):
        return
    if not found.events:
        output.say(f"No dealings between {who(one)} and {who(two)} that count.")
    else:
        output.console().print(_table(found))
    for status, events in found.open:
        output.say(f"{status}, not counted: {len(events)} ({ids(events, 3)})")
    if found.unread:
        output.say(f"of no PLOVER type, not counted: {len(found.unread)} ({ids(found.unread, 3)})")


def _table(found: Relation) -> Table:
    table = output.table(
        (found.period.value, {"no_wrap": True}),
        ("who → whom", {"no_wrap": True}),
        ("kind", {"no_wrap": True}),
        ("events", {"justify": "right"}),
        ("rate", {"justify": "right"}),
        ("net", {"justify": "right"}),
        ("event", {"style": "cyan", "ratio": 1}),
    )
    rows = ((c.start, n, c) for n, side in enumerate(found.sides) for c in side.cells)
    for start, n, c in sorted(rows, key=lambda row: row[:2]):
        side = found.sides[n]
        table.add_row(
            output.text(found.period.called(start)),
            output.text(f"{who(side.actor)} → {who(side.recipient)}"),
            output.text(c.quad.words, "red" if c.quad.hostile else "green"),
            output.text(len(c.events)),
            output.text(f"{c.rate:.1f}"),
            output.text(f"{c.net:+.0f}"),
            output.text(ids(c.events, 3)),
        )
    return table


def _pairs(acts: list[Act], only: str | None, unit: Period, form: str, rows: int) -> None:
    from sayso.analysis.relations import summaries
    from sayso.analysis.scores import Quad
    from sayso.analysis.series import gather, parties_of

    found = [s for s in summaries(gather(acts, unit, keep=parties_of(acts))) if only is None or only in (s.a, s.b)]
    if write(form, found, (flat(s) for s in found)):
        return
    table = output.table(("pair", {}), ("events", {"justify": "right"}), *((q.words, {"justify": "right"}) for q in Quad), ("mean", {}))
    shown = found[:rows] if rows else found
    for s in shown:
        weights = dict(s.weights)
        cells = [output.text(f"{weights[q]:.0f}" if q in weights else "") for q in Quad]
        table.add_row(output.text(f"{who(s.a)} – {who(s.b)}"), output.text(s.events), *cells, output.text(f"{s.mean:+.1f}"))
    output.console().print(table)
    if len(shown) < len(found):
        output.say(f"{len(shown):,} of {len(found):,} pairs; --limit 0 shows all.")
