"""Narratives and talking points of a ledger: which events and claims bear on them, fetched and handed on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from sayso.analysis.narratives.cards import Card, contests
from sayso.analysis.narratives.matrix import Matrix, assess

if TYPE_CHECKING:
    from sayso.analysis.talking_points import Denial, TalkingPoint
    from sayso.ledger import Filters, Store

Day = date | str | None
Moment = datetime | date | str | None


def _parties(cards: Sequence[Card]) -> list[str]:
    """Who must take part in an event for it to bear on the cards; empty where a pattern leaves it open."""
    found: set[str] = set()
    for pattern in (p for c in cards for p in c.scope):
        named = {*pattern.actor, *pattern.recipient, *pattern.party}
        if not named:
            return []
        found |= named
    return sorted(found)


def matrices(store: Store, cards: Sequence[Card], *, as_of: Day = None, recorded_by: Moment = None) -> tuple[Matrix, ...]:
    """A matrix for each contest among the cards, on what was published by ``as_of`` and recorded by ``recorded_by``."""
    from sayso.ledger.filters import day

    found = []
    for rivals in contests(cards):
        asked: Filters = {"as_of": as_of, "recorded_by": recorded_by}
        if parties := _parties(rivals):
            asked["party"] = parties
        found.append(assess(rivals, store.events(**asked), as_of=day("as_of", as_of)))
    return tuple(found)


def points(store: Store, filters: Filters, *, holder: str | None = None, at_least: int = 2) -> tuple[TalkingPoint, ...]:
    """The talking points among the claims that pass ``filters``; ``holder``: an id or a name."""
    from sayso.analysis.talking_points import talking_points
    from sayso.ledger.names import ids_of

    texts = {d.sha256: d for d in store.documents()}
    pairs = [(claim, texts[document.sha256]) for claim, document in store.listed(**filters)]
    found = talking_points(pairs, store.events(**filters), at_least=at_least)
    if holder is None:
        return found
    keys = ids_of(holder) or {holder, "-".join(holder.lower().split())}
    return tuple(p for p in found if p.holder in keys or holder.casefold() in p.name.casefold())


def denied(store: Store, filters: Filters) -> tuple[Denial, ...]:
    """The denials among the events that pass ``filters``, against what they deny."""
    from sayso.analysis.talking_points import denials

    return denials(store.events(**filters))
