"""Hits of a search as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sayso.errors import SettingError
from sayso.ledger.searching import Hit as Found
from sayso.web.desk import Desk
from sayso.web.index import Row, Wanted
from sayso.web.phrases import headline, plural, when

KINDS = {"event": "events", "claim": "claims", "document": "texts"}

MOST = 50
"""Hits of one kind at most."""

FIRST = 6
"""Events shown where everything is searched."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit: where it leads, its title, its words cut into (text, is it a word that was looked for)."""

    kind: str
    href: str
    title: str
    pieces: tuple[tuple[str, bool], ...] = ()
    beside: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def look(desk: Desk, words: str, kind: str | None, as_of: date | None) -> list[Hit]:
    """Events by their headline and the names of who takes part; texts and claims by their words, the best first."""
    found: list[Hit] = []
    if kind in (None, "event"):
        found += [_event(r) for r in _events(desk, words, as_of)[: FIRST if kind is None else MOST]]
    if kind != "event":
        for h in _hits(desk, words, kind, as_of):
            pieces = tuple(_pieces(h.snippet, h.marks))
            beside = ", ".join(str(w) for w in (h.publisher, h.published) if w)
            if h.kind == "claim":
                found.append(Hit("claim", f"/claim/{h.id}", h.title or "claim", pieces, beside))
            else:
                found.append(Hit("text", f"/document/{h.id[:16]}", h.title or h.document, pieces, beside))
    return found


def _hits(desk: Desk, words: str, kind: str | None, as_of: date | None) -> tuple[Found, ...]:
    """None where there is no word in what was asked for (only signs)."""
    try:
        return desk.store.search(words, kind=kind, as_of=as_of, limit=MOST)
    except SettingError:
        return ()


def _events(desk: Desk, words: str, as_of: date | None) -> list[Row]:
    wanted = [w.strip('"*') for w in words.casefold().split()]
    return desk.index(as_of).select(Wanted(words=" ".join(wanted)))


def _event(r: Row) -> Hit:
    e = r.event
    told = f"{when(e)}, {plural(len(e.members), 'claim')}, {plural(e.independent_origins, 'independent origin')}"
    return Hit("event", f"/event/{e.id}", headline(e), (), told)


def _pieces(text: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    found, at = [], 0
    for start, end in marks:
        if start > at:
            found.append((text[at:start], False))
        found.append((text[start:end], True))
        at = end
    return [*found, (text[at:], False)]
