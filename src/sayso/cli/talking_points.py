"""`sayso talking-points`: what voices say again and again, and denials against what they deny."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, opened, settings, with_filters

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.analysis.talking_points import Denial, TalkingPoint
    from sayso.ledger import Filters

HolderOption = Annotated[
    str | None, typer.Option("--holder", metavar="WHO", help="Only what this voice says: Iran, IRN, reuters.", show_default=False)
]
DeniedOption = Annotated[bool, typer.Option("--denials", help="Denials against the claims that they deny, instead of talking points.")]


@with_filters
def talking_points(
    filters: Filters,
    holder: HolderOption = None,
    denials: DeniedOption = False,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """What one voice says in document after document, quoted or paraphrased: first appearance, spread, and who carried it.

    Copies are no recurrence; they are counted as reach. --denials sets each denial against the claims that it denies.
    """
    from sayso.analysis.narratives.of_ledger import denied, points

    set_ = settings(format=format, ledger=ledger)
    with opened(ledger) as store:
        found: tuple[Any, ...] = denied(store, filters) if denials else points(store, filters, holder=holder)
    to_object = _denial_object if denials else _point_object
    if set_.format == "json":
        output.write_json(map(to_object, found))
    elif set_.format == "jsonl":
        output.write_lines(map(to_object, found))
    elif set_.format == "csv":
        output.write_csv(*output.rows_of_dicts(_flat(to_object(p)) for p in found))
    elif not found:
        output.say("Nobody denies anything." if denials else "No voice says one thing in two documents that are no copies.")
    else:
        rows = set_.rows if limit is None else limit
        shown = found[:rows] if rows else found
        output.console().print((_denials_table if denials else _points_table)(shown))
        if len(found) > len(shown):
            output.say(f"{len(shown):,} of {len(found):,} lines; --limit 0 shows all.")


def _flat(told: dict[str, Any]) -> dict[str, object]:
    """Lists as words, spans and claims as how many there are."""
    flat: dict[str, object] = {}
    for key, value in told.items():
        if isinstance(value, list):
            flat[key] = len(value) if value and isinstance(value[0], dict) and "start" in value[0] else "; ".join(map(_word, value))
        else:
            flat[key] = value
    return flat


def _word(value: Any) -> str:
    return " ".join(str(v) for v in value.values() if v is not None) if isinstance(value, dict) else str(value)


def _point_object(p: TalkingPoint) -> dict[str, Any]:
    return {
        "holder": p.holder,
        "name": p.name,
        "kind": p.kind,
        "says": p.says,
        "words": p.words,
        "first": str(p.first) if p.first else None,
        "last": str(p.last) if p.last else None,
        "documents": p.documents,
        "reach": p.reach,
        "recurrence": p.recurrence,
        "events": list(p.events),
        "publishers": list(p.publishers),
        "spread": [{"month": m, "documents": n} for m, n in p.spread],
        "instances": [
            {
                "document": i.document,
                "publisher": i.publisher,
                "published": str(i.published) if i.published else None,
                "start": i.start,
                "end": i.end,
                "text": i.text,
                "claims": list(i.claims),
                "copy": i.copy,
            }
            for i in p.instances
        ],
    }


def _denial_object(d: Denial) -> dict[str, Any]:
    def voices(found: Any) -> list[dict[str, str | None]]:
        return [{"name": name, "since": str(day) if day else None} for name, day in found]

    return {
        "event": d.event,
        "first_said": str(d.first_said) if d.first_said else None,
        "first_denied": str(d.first_denied) if d.first_denied else None,
        "said_by": voices(d.said_by),
        "denied_by": voices(d.denied_by),
        "claims": list(d.claims),
        "denials": list(d.denials),
    }


def _points_table(found: tuple[TalkingPoint, ...]) -> Table:
    table = output.table(
        ("who", {"ratio": 2, "min_width": 8}),
        ("what", {"ratio": 6, "min_width": 14}),
        ("days", {"no_wrap": True}),
        ("documents", {"justify": "right"}),
        ("carried by", {"ratio": 2, "min_width": 8}),
    )
    table.expand = True
    from sayso.ledger.words import several_words

    for p in found:
        count = f"{p.documents}" + (f" (+{p.reach - p.documents} copies)" if p.reach > p.documents else "")
        what = f"“{p.words}”" if p.kind == "quoted" else p.says
        days = f"{p.first}" + (f"\n{p.last}" if p.last != p.first else "")
        table.add_row(*(output.text(w) for w in (p.name, what, days, count, several_words(p.publishers, 3))))
    return table


def _denials_table(found: tuple[Denial, ...]) -> Table:
    from sayso.ledger.words import several_words, short

    table = output.table(
        ("denied", {"no_wrap": True}),
        ("by", {"ratio": 3, "min_width": 8}),
        ("said", {"no_wrap": True}),
        ("by", {"ratio": 4, "min_width": 8}),
        ("event", {"style": "cyan", "no_wrap": True}),
    )
    table.expand = True
    for d in found:
        no, yes = (several_words([name for name, _ in voices], 3) for voices in (d.denied_by, d.said_by))
        cells = (d.first_denied or "", no, d.first_said or "", yes or "nobody in the ledger", short(d.event))
        table.add_row(*(output.text(w) for w in cells))
    return table
