"""`sayso claims`, `sayso transfers`: lists from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.cli import output
from sayso.cli.options import Format, FormatOption, LedgerOption, LimitOption, opened, settings, with_filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.table import Table

    from sayso.ledger import Entry, Filters
    from sayso.records import Claim, Document


def _write(
    form: Format | str,
    things: Iterable[Any],
    to_object: Callable[[Any], dict[str, Any]],
    to_row: Callable[[Any], dict[str, object]],
) -> None:
    if form == "json":
        output.write_json(to_object(t) for t in things)
    elif form == "jsonl":
        output.write_lines(to_object(t) for t in things)
    else:
        output.write_csv(*output.rows_of_dicts(to_row(t) for t in things))


def _nothing(filters: Filters) -> None:
    """Say that nothing passes, and which word may be the reason."""
    from sayso.ledger.filters import several
    from sayso.ledger.names import ids_of, near

    output.say("No claims pass these filters." if filters else "The ledger holds no claims.")
    for word in (w for name in ("actor", "recipient", "party") for w in several(filters.get(name))):
        if not ids_of(word):
            close = near(word)
            output.say(f"“{word}” is no name that sayso knows" + (f"; did you mean {', '.join(close)}?" if close else "."))


@with_filters
def claims(filters: Filters, limit: LimitOption = None, format: FormatOption = None, ledger: LedgerOption = None) -> None:
    """List claims: who does what to whom, and on whose say-so. The latest publication comes first.

    `sayso why ID` takes the first letters of an id.
    """
    from sayso.cli.shapes import claim_object, claim_row

    set_ = settings(format=format, ledger=ledger)
    with opened(ledger) as store:
        rows = set_.rows if limit is None and set_.format == "table" else limit
        pairs = store.listed(reasons=set_.format in ("json", "jsonl"), limit=rows or None, **filters)
        if set_.format != "table":
            _write(set_.format, pairs, lambda p: claim_object(*p), lambda p: claim_row(*p))
            return
        shown = list(pairs)
        if not shown:
            _nothing(filters)
            return
        output.console().print(_claims_table(shown))
        total = store.count(**filters) if len(shown) == rows else len(shown)
        if total > len(shown):
            output.say(f"{len(shown):,} of {total:,} claims; --limit 0 shows all.")


def _claims_table(pairs: Sequence[tuple[Claim, Document]]) -> Table:
    from sayso.ledger.words import item_words, route, says, short, time_words, what

    table = output.table(
        ("claim", {"style": "cyan", "no_wrap": True}),
        ("day", {"no_wrap": True, "min_width": 10}),
        ("who → whom", {"ratio": 3, "min_width": 9}),
        ("what", {"ratio": 5, "min_width": 14}),
        ("status", {"no_wrap": True}),
        ("who says", {"ratio": 4, "min_width": 10}),
    )
    table.expand = True
    for claim, document in pairs:
        items = ", ".join(item_words(i) for i in claim.items) or (claim.money.text if claim.money else "")
        told = time_words(claim.time)
        if not told or told.startswith("“"):
            told = f"({document.published})" if document.published else ""
        table.add_row(
            output.text(short(claim.id)),
            output.text(_lines(told), "dim" if told.startswith("(") else ""),
            output.text(route(claim)),
            output.text(f"{what(claim)}: {items}" if items else f"{what(claim)}: {claim.trigger.text}"),
            output.text(claim.status.value, output.STATUS_STYLE[claim.status.value]),
            output.text(says(claim, document)),
        )
    return table


def _lines(told: str) -> str:
    """Two days below each other."""
    return told.replace("…", "…\n")


@with_filters
def transfers(filters: Filters, limit: LimitOption = None, format: FormatOption = None, ledger: LedgerOption = None) -> None:
    """Transfers of arms as a register: a line an event and kind of goods.

    Batches and running totals are lines of their own; nothing is averaged or added up, copies count once, denials stand beside.
    `sayso why ID` takes the first letters of an event's id; `sayso balances` adds up what may be added.
    """
    from sayso.cli.register_shapes import entry_object, entry_row

    set_ = settings(format=format, ledger=ledger)
    with opened(ledger) as store:
        entries = store.transfers(**filters)
    if set_.format != "table":
        _write(set_.format, entries[:limit] if limit else entries, entry_object, entry_row)
        return
    rows = set_.rows if limit is None else limit
    shown = entries[:rows] if rows else entries
    if not shown:
        _nothing(filters)
        return
    output.console().print(_register_table(shown))
    if len(entries) > len(shown):
        output.say(f"{len(shown):,} of {len(entries):,} lines; --limit 0 shows all.")


def _sides(ids: Sequence[str]) -> str:
    """Codes of states, names of others."""
    from sayso.ledger.names import name_of

    return " + ".join(i if i.isupper() else name_of(i) for i in ids) or "?"


def _register_table(entries: Sequence[Entry]) -> Table:
    from sayso.ledger.words import days, goods, several_words, short

    table = output.table(
        ("route", {"max_width": 18}),
        ("goods", {"ratio": 4}),
        ("numbers", {"ratio": 4}),
        ("stage, days", {"no_wrap": True}),
        ("who says", {"ratio": 5}),
        ("event", {"style": "cyan", "no_wrap": True}),
    )
    table.expand = True
    before: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    for e in entries:
        route = e.supplier, e.receiver
        told = days(e.first, e.last) or (f"({days(e.published_first, e.published_last)})" if e.published_first else "")
        category = f"\n[{e.sipri}]" if e.sipri else ""
        table.add_row(
            output.text(f"{_sides(e.supplier)} → {_sides(e.receiver)}" if route != before else ""),
            output.text(goods(e.class_, e.designation) + category),
            output.text(e.figure_words() or ", ".join(e.money[:2])),
            output.text(e.stage.value, output.STATUS_STYLE[e.stage.value]).append(f"\n{_lines(told)}" if told else "", "default"),
            output.text("\n".join(_behind(e, several_words))),
            output.text(short(e.event)),
        )
        before = route
    return table


def _behind(e: Entry, several_words: Callable[[Iterable[str], int], str]) -> Iterable[str]:
    """ "2 origins: CNN, Iran"; "denied by Iran"; "disputed: quantity"; "3 copies"."""
    count = f"{e.independent_origins} origins: " if e.independent_origins > 1 else ""
    yield count + several_words(e.origins, 3)
    if e.denied_by and e.stage.value != "denied":
        yield f"denied by {several_words(e.denied_by, 2)}"
    fields = dict.fromkeys(d.partition(" ")[0] for d in e.disputes if d != "status")
    if fields:
        yield f"disputed: {', '.join(fields)}"
    if e.copies:
        yield f"{e.copies} copies"
