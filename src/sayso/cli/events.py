"""`sayso events`, `sayso disputes`, `sayso history`: what the claims say together."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, opened, settings, with_filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.table import Table

    from sayso.ledger import Dispute, Filters, Store
    from sayso.records import Event, Value

DisputedOption = Annotated[bool, typer.Option("--disputed", help="Only events with values that cannot all hold.")]
_PAGE = 100


@with_filters
def events(
    filters: Filters, disputed: DisputedOption = False, limit: LimitOption = None, format: FormatOption = None, ledger: LedgerOption = None
) -> None:
    """List events: one line for all the claims that speak of one thing, with its origins and what is disputed.

    A filter keeps the events that hold a claim which passes it. `sayso why ID` shows the claims and why they are one event.
    """
    from sayso.cli.event_shapes import event_object, event_row, full_event_object

    set_ = settings(format=format, ledger=ledger)
    rows = (set_.rows if limit is None else limit) if set_.format == "table" else (limit or 0)
    with opened(ledger) as store:
        more = rows + 1 if set_.format == "table" else rows
        found = store.events(disputed=disputed, limit=more if rows else None, **filters)
        if set_.format == "csv":
            output.write_csv(*output.rows_of_dicts(event_row(e) for e in found))
        elif set_.format != "table":
            shape = event_object if set_.format == "jsonl" else full_event_object
            told = (shape(e, papers) for e, papers in _with_papers(store, found))
            (output.write_lines if set_.format == "jsonl" else output.write_json)(told)
        else:
            _show(list(found), rows, filters)


def _with_papers(store: Store, found: Iterable[Event]) -> Iterator[tuple[Event, Any]]:
    source = iter(found)
    while page := list(islice(source, _PAGE)):
        papers = store.papers_of(page)
        yield from ((e, papers) for e in page)


def _show(found: list[Event], rows: int, filters: Filters) -> None:
    if not found:
        output.say("No events pass these filters." if filters else "The ledger holds no events.")
        return
    shown = found[:rows] if rows else found
    output.console().print(_table(shown))
    if len(found) > len(shown):
        output.say(f"The first {len(shown):,} events; --limit 0 shows all.")


def _days(event: Event) -> str:
    from sayso.ledger.words import days

    told = days(event.first, event.last)
    return told.replace("…", "…\n") if told else f"({event.published_first})" if event.published_first else ""


def sides(event: Event) -> str:
    """IRN → RUS, codes for states, names for others."""
    from sayso.ledger.names import name_of

    left = " + ".join(a if a.isupper() else name_of(a) for a in event.actors) or "?"
    right = " + ".join(r if r.isupper() else name_of(r) for r in event.recipients)
    return f"{left} → {right}" if right else left


def what(event: Event) -> str:
    """ "transfer: drones, 405–495 a batch"."""
    from sayso.ledger.words import EVENT_WORDS, bounds, goods

    kind = event.flow.value if event.flow else " ".join(w for w in (EVENT_WORDS.get(event.event or "", event.event), event.mode) if w)
    measures = {"batch": " a batch", "total": " in all", "rate": " (rate)", "stock": " in stock"}
    told = []
    for item in event.items:
        number = bounds(item.low, item.high)
        told.append(
            " ".join(w for w in (number, goods(item.class_, item.designation)) if w)
            + (measures.get(item.measure or "", "") if number else "")
        )
    return f"{kind}: {', '.join(dict.fromkeys(told))}" if told else str(kind)


def counted(number: int, word: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def value_words(value: Value) -> str:
    """The words, with the bounds where they say something else (a person's correction keeps the words it stands on)."""
    from sayso.ledger.words import bounds

    number = bounds(value.low, value.high)
    return value.text if not number or number.replace(",", "") in value.text.replace(",", "") else f"{value.text} ({number})"


def _table(shown: list[Event]) -> Table:
    table = output.table(
        ("event", {"style": "cyan", "no_wrap": True}),
        ("day", {"no_wrap": True, "min_width": 10}),
        ("who → whom", {"ratio": 3, "min_width": 9}),
        ("what", {"ratio": 5, "min_width": 14}),
        ("status", {"no_wrap": True}),
        ("who says", {"ratio": 4, "min_width": 10}),
    )
    table.expand = True
    for event in shown:
        names = {o.key: o.name for o in event.origins}
        origins = [o.name for o in event.origins if o.independent] or [o.name for o in event.origins]
        said = ", ".join(origins[:3]) + (f" and {len(origins) - 3} more" if len(origins) > 3 else "")
        told = output.text(f"{said} ({counted(len(event.members), 'claim')}, {counted(event.independent_origins, 'origin')})")
        if event.disputes:
            told.append(f"\ndisputed: {output.clean(', '.join(event.disputes))}", "yellow")
        if event.denied_by and event.status.value != "denied":
            told.append(f"\ndenied by {output.clean(', '.join(names.get(k, k) for k in event.denied_by))}", "red")
        first = [f"first {f.what}" for f in event.firsts if "first report" in f.why]
        body = output.text(what(event))
        if first:
            body.append(f"\n{', '.join(dict.fromkeys(first))}", "green")
        day = _days(event)
        table.add_row(
            output.text(event.id[:8]),
            output.text(day, "dim" if day.startswith("(") else ""),
            output.text(sides(event)),
            body,
            output.text(f"{event.status.value}\ncredibility {event.credibility}", output.STATUS_STYLE[event.status.value]),
            told,
        )
    return table


@with_filters
def disputes(filters: Filters, limit: LimitOption = None, format: FormatOption = None, ledger: LedgerOption = None) -> None:
    """List what does not agree, to be worked through: the event, the field, its values, who says which, and since when."""
    from sayso.cli.event_shapes import dispute_object, dispute_rows

    set_ = settings(format=format, ledger=ledger)
    rows = (set_.rows if limit is None else limit) if set_.format == "table" else (limit or 0)
    with opened(ledger) as store:
        found = store.disputes(**filters)
        kept = islice(found, rows) if rows else found
        if set_.format == "jsonl":
            output.write_lines(dispute_object(d) for d in kept)
        elif set_.format == "json":
            output.write_json(dispute_object(d) for d in kept)
        elif set_.format == "csv":
            output.write_csv(*output.rows_of_dicts(row for d in kept for row in dispute_rows(d)))
        else:
            shown = list(kept)
            if not shown:
                output.say("Nothing is disputed.")
                return
            output.console().print(_disputes_table(shown))
            if rows and next(found, None) is not None:
                output.say(f"The first {len(shown):,} disputes; --limit 0 shows all.")


def _disputes_table(shown: list[Dispute]) -> Table:
    table = output.table(
        ("event", {"style": "cyan", "no_wrap": True}),
        ("who → whom, what", {"ratio": 4}),
        ("field", {"ratio": 2}),
        ("values, and who says which", {"ratio": 6}),
        ("open since", {"no_wrap": True}),
    )
    table.expand = True
    for d in shown:
        names = {o.key: o.name for o in d.event.origins}
        view = next(f for f in d.event.fields if f.name == d.field)
        values = [
            f"{value_words(v)}: {', '.join(names.get(o, o) for o in v.origins)}" + (f" ({v.since})" if v.since else "") for v in view.values
        ]
        table.add_row(
            output.text(d.event.id[:8]),
            output.text(f"{sides(d.event)}\n{what(d.event)}"),
            output.text(d.field),
            output.text("\n".join(values)).append(f"\n{output.clean(d.rule)}", "dim"),
            output.text(d.since or ""),
        )
    return table


def history(
    id: Annotated[str, typer.Argument(metavar="ID", help="An event's id, or its first letters.", show_default=False)],
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """How an event came to be what it is: day by day what was reported, what changed with it, and what people decided."""
    from sayso.cli.event_shapes import step_object

    form = settings(format=format).format
    with opened(ledger) as store:
        steps = store.history(id)
    if form == "json":
        output.write_json(step_object(s) for s in steps)
    elif form == "jsonl":
        output.write_lines(step_object(s) for s in steps)
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts({**step_object(s), "claims": "; ".join(s.claims)} for s in steps))
    else:
        table = output.table(("day", {"no_wrap": True}), ("what changed", {"ratio": 1}), ("claim", {"style": "cyan", "no_wrap": True}))
        table.expand = True
        for s in steps:
            more = f" +{len(s.claims) - 1}" if len(s.claims) > 1 else ""
            table.add_row(output.text(s.day or "not known"), output.text(s.what), output.text(s.claims[0][:8] + more if s.claims else ""))
        output.console().print(table)
