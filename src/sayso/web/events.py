"""One event as a page shows it: fields with who agrees, claims side by side, origins as a tree, judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.ledger.passages import passage
from sayso.records import Claim, Document, Event, FieldView, Member, Origin
from sayso.web import phrases, queries, verdicts
from sayso.web.claims import beside
from sayso.web.desk import Desk

SIDE_BY_SIDE = 12
"""Claims in the table at once; the others are in the tree of origins."""

ROWS = ("who", "to whom", "goods", "when", "where", "status")


@dataclass(frozen=True, slots=True)
class Column:
    """A claim in the table: ``cells`` by row, ``odd`` the rows in which it disagrees with the first one."""

    member: Member
    origin: str
    copies: int
    cells: dict[str, Any]
    odd: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A report in the tree, with those that copy it."""

    member: Member
    document: Document | None
    copies: tuple[tuple[Member, Document | None], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """An origin and the reports that have it from there."""

    origin: Origin
    via: tuple[tuple[str, tuple[Leaf, ...]], ...]  # publisher, its reports


Pairs = dict[str, tuple[Claim, Document]]


def branches(e: Event, pairs: Pairs) -> list[Branch]:
    """The origins of an event, those that count first, each with who printed it; copies are folded below what they copy."""
    by_document: dict[str, list[Member]] = {}
    for m in e.members:
        if m.copy_of:
            by_document.setdefault(m.copy_of, []).append(m)

    def document(m: Member) -> Document | None:
        return pairs[m.id][1] if m.id in pairs else None

    found = []
    told: set[str] = set()
    for o in sorted(e.origins, key=lambda o: (not o.independent, o.party, o.since or date.max, o.key)):
        mine = [m for m in e.members if m.origin == o.key]
        groups: dict[str, list[Leaf]] = {}
        seen: set[str] = set()
        for m in mine:
            if (m.copy_of and any(x.document == m.copy_of for x in e.members)) or m.document in seen:
                continue
            seen.add(m.document)
            copies = tuple((c, document(c)) for c in by_document.get(m.document, ()) if c.id not in told)
            told |= {c.id for c, _ in copies}
            groups.setdefault(m.publisher or "publisher not known", []).append(Leaf(m, document(m), copies))
        found.append(Branch(o, tuple((p, tuple(leaves)) for p, leaves in groups.items())))
    return found


def columns(e: Event, pairs: Pairs) -> list[Column]:
    """Claims side by side, copies folded, one for each origin first."""
    names = {o.key: o.name for o in e.origins}
    mine = [m for m in e.members if not m.copy_of and m.id in pairs]
    first_of: set[str] = set()
    mine.sort(key=lambda m: (m.published or date.max, m.id))
    leading = [m for m in mine if not (m.origin in first_of or first_of.add(m.origin))]  # type: ignore[func-returns-value]
    ordered = [*leading, *(m for m in mine if m not in leading)][:SIDE_BY_SIDE]
    made: list[Column] = []
    disputed = _disputed_claims(e)
    for m in ordered:
        claim, document = pairs[m.id]
        copies = sum(1 for c in e.members if c.copy_of == m.document)
        words = passage(claim, document.text).text
        odd = frozenset(row for row in ROWS if m.id in disputed.get(row, ()))
        made.append(Column(m, names.get(m.origin, m.origin), copies, beside(claim, document), odd, words))
    return made


_ROW_OF = {"actors": "who", "recipients": "to whom", "time": "when", "place": "where", "status": "status"}


def _disputed_claims(e: Event) -> dict[str, set[str]]:
    """Rows of the table in which claims give a value that another one excludes."""
    found: dict[str, set[str]] = {}
    for f in e.fields:
        if f.disputed:
            row = "goods" if f.name.startswith("quantity") else _ROW_OF.get(f.name, f.name)
            found.setdefault(row, set()).update(c for v in f.values[1:] for c in v.claims)
    return found


def ordered_fields(e: Event) -> Sequence[FieldView]:
    """Disputed fields first, then those with several values."""
    return sorted(e.fields, key=lambda f: (not f.disputed, len(f.values) < 2))


def whole(desk: Desk, e: Event, as_of: date | None) -> dict[str, Any]:
    """Everything the page of an event shows."""
    pairs = queries.claims_by_id(desk.store, e.claims[:400])
    return {
        "title": phrases.headline(e),
        "event": e,
        "fields": ordered_fields(e),
        "names": {o.key: o.name for o in e.origins},
        "columns": columns(e, pairs),
        "rows": ROWS,
        "branches": branches(e, pairs),
        "folded": sum(1 for m in e.members if m.copy_of),
        "correctable": phrases.CORRECTABLE,
        "pairs": pairs,
        "verdicts": verdicts.shown(desk.store, e.id, "event"),
        "readonly": desk.readonly,
    }
