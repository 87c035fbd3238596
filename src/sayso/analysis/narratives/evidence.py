"""Events as evidence. What is affirmed of an event and what is denied of it are two pieces of evidence, each with its own voices; so are
reports that give it days which exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log2

from sayso.analysis.narratives.cards import Pattern
from sayso.events.features import fold
from sayso.ledger.register import spread
from sayso.records import Event, EventItem, Member, Status

PARTY_WEIGHT = 0.25
"""What a row weighs that only parties to the event, holders of a card or origins without independence stand behind."""

DOUBT = {4: 0.7, 5: 0.4, 6: 0.7}
"""Factors for a credibility of doubtful, improbable and cannot be judged. Better grades are 1: corroboration is in the origins already."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin behind one piece of evidence. ``counts``: it is independent and no party to the event. ``since``: its first publication."""

    key: str
    name: str
    kind: str
    party: bool
    counts: bool
    since: date | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What voices say of one event with one status. ``first``, ``last``: the days that its claims give it.
    ``items``: the goods that they name, with their bounds. ``copies``:
    claims that only repeat another text; they lend no weight."""

    id: str
    event: Event
    status: Status
    first: date | None
    last: date | None
    items: tuple[EventItem, ...]
    voices: tuple[Voice, ...]
    claims: tuple[str, ...]
    copies: int
    since: date | None

    @property
    def month(self) -> str | None:
        """The month of the first report, as 2022-11."""
        return f"{self.since:%Y-%m}" if self.since else None

    def weight(self, without: frozenset[str] = frozenset(), holders: frozenset[str] = frozenset()) -> float:
        """1 + log2 of the origins that count (one 1, two 2, four 3), ``PARTY_WEIGHT`` where none does, 0 where nobody is left; lowered by
        doubt. ``without``: origins left out. ``holders``: origins that hold a card, which do not count."""
        left = [v for v in self.voices if v.key not in without]
        if not left:
            return 0.0
        counted = sum(v.counts and v.key not in holders for v in left)
        # The grade is of the event as told; a denial is not doubtful because the event is.
        doubt = 1.0 if self.status is Status.DENIED else DOUBT.get(self.event.credibility, 1.0)
        return (1 + log2(counted) if counted else PARTY_WEIGHT) * doubt


def evidence(events: Iterable[Event]) -> Iterator[Evidence]:
    """One piece of evidence for each event, status that its claims give it, and stretch of days that others of them exclude."""
    for event in events:
        times = _times(event)
        for status in Status:
            said = [m for m in event.members if m.status is status]
            groups = _by_time(said, times)
            for (first, last), own in groups:
                yield _piece(event, status, own, first, last, apart=len(groups) > 1)


_DAYS = re.compile(r"(\d{4}-\d\d-\d\d|…)(?: – (\d{4}-\d\d-\d\d|…))?")
Days = tuple[date | None, date | None]


def _times(event: Event) -> dict[str, Days]:
    """The days that each claim gives the event, from the event's field "time"; claims without days are left out. An event that has days
    and no such field has them from a person: they hold for all its claims."""
    if (event.first or event.last) and not any(f.name == "time" for f in event.fields):
        return dict.fromkeys(event.claims, (event.first, event.last))
    found: dict[str, Days] = {}
    for value in (v for f in event.fields if f.name == "time" for v in f.values):
        if told := _DAYS.fullmatch(value.text):
            first, last = (None if w == "…" else date.fromisoformat(w) for w in (told[1], told[2] or told[1]))
            found |= dict.fromkeys(value.claims, (first, last))
    return found


def _by_time(said: Sequence[Member], times: Mapping[str, Days]) -> list[tuple[Days, list[Member]]]:
    """The claims by stretches of days that do not meet; within a group the days are what all its times have in common. A claim without
    days of its own goes to the last stretch that had begun when it was published."""
    groups: list[tuple[Days, list[Member]]] = []
    dated = sorted((m for m in said if m.id in times), key=lambda m: (times[m.id][0] or date.min, times[m.id][1] or date.max, m.id))
    for m in dated:
        first, last = times[m.id]
        if groups:
            (a, b), own = groups[-1]
            if (first or date.min) <= (b or date.max):
                groups[-1] = (max(filter(None, (a, first)), default=None), min(filter(None, (b, last)), default=None)), [*own, m]
                continue
        groups.append(((first, last), [m]))
    bare = [m for m in said if m.id not in times]
    if bare and not groups:
        return [((None, None), bare)]
    for m in bare:
        begun = [n for n, ((first, _), _) in enumerate(groups) if first is None or m.published is None or first <= m.published]
        groups[begun[-1] if begun else 0][1].append(m)
    return groups


def _piece(event: Event, status: Status, said: list[Member], first: date | None, last: date | None, *, apart: bool) -> Evidence:
    # A text that repeats another speaks with the other's voice; where the ledger has nothing but copies, the first of them stands for it.
    own = [m for m in said if m.copy_of is None]
    speaking = own or sorted(said, key=lambda m: (m.published or date.max, m.id))[:1]
    by_origin: dict[str, list[Member]] = {}
    for m in speaking:
        by_origin.setdefault(m.origin, []).append(m)
    voices = []
    for o in event.origins:
        mine = by_origin.get(o.key, [])
        if mine:
            since = min((m.published for m in mine if m.published), default=None)
            claims = tuple(sorted(m.id for m in mine))
            voices.append(Voice(o.key, o.name, o.kind, o.party, o.independent and not o.party, since, claims))
    return Evidence(
        id=f"{event.id}/{status.value}" + (f"/{first or last}" if apart else ""),
        event=event,
        status=status,
        first=first,
        last=last,
        items=_items(event, status, {m.id for m in said}),
        voices=tuple(sorted(voices, key=lambda v: (v.since or date.max, v.key))),
        claims=tuple(m.id for m in said),
        copies=len(said) - len(speaking),
        since=min((m.published for m in said if m.published), default=None),
    )


def _items(event: Event, status: Status, said: set[str]) -> tuple[EventItem, ...]:
    found = []
    for item in event.items:
        if own := tuple(c for c in item.claims if c in said):
            low, high = spread(event, item, status)
            found.append(replace(item, low=low, high=high, claims=own))
    return tuple(found)


def _under(class_: str, tops: Iterable[str]) -> bool:
    return any(class_ == top or class_.startswith(top + ".") for top in tops)


def matches(pattern: Pattern, piece: Evidence) -> bool:
    """Whether the evidence is among what the pattern describes. What is not told (goods, a number) does not match a field that asks."""
    e = piece.event
    if pattern.status and piece.status.value not in pattern.status:
        return False
    if pattern.event and e.event not in pattern.event:
        return False
    if pattern.mode and e.mode not in pattern.mode:
        return False
    if pattern.flow and (e.flow is None or e.flow.value not in pattern.flow):
        return False
    if pattern.actor and not set(pattern.actor) & set(e.actors):
        return False
    if pattern.recipient and not set(pattern.recipient) & set(e.recipients):
        return False
    if pattern.party and not set(pattern.party) & {*e.actors, *e.recipients}:
        return False
    if pattern.source and not set(pattern.source) & {v.key for v in piece.voices}:
        return False
    if pattern.place and not _named(pattern.place, e.places):
        return False
    if pattern.not_place and _named(pattern.not_place, e.places):
        return False
    return _goods_match(pattern, piece) and _times_match(pattern, piece)


def _named(words: Iterable[str], places: Iterable[str]) -> bool:
    """Whether one of the places carries one of the names, as whole words."""
    told = [f" {' '.join(fold(p).replace('-', ' ').split())} " for p in places]
    return any(f" {' '.join(fold(w).replace('-', ' ').split())} " in p for w in words for p in told)


def _goods_match(pattern: Pattern, piece: Evidence) -> bool:
    if not (pattern.class_ or pattern.designation or pattern.at_least is not None or pattern.at_most is not None):
        return True
    named = {d.casefold() for d in pattern.designation}
    return any(
        (not pattern.class_ or _under(i.class_, pattern.class_))
        and (not named or (i.designation or "").casefold() in named)
        and (pattern.at_least is None or (i.low is not None and i.low >= pattern.at_least))
        and (pattern.at_most is None or (i.high is not None and i.high <= pattern.at_most))
        for i in piece.items
    )


def _times_match(pattern: Pattern, piece: Evidence) -> bool:
    """An event that may lie on either side of a day matches neither side."""
    first = piece.first or (None if piece.last else piece.since)
    last = piece.last or (None if piece.first else piece.since)
    if pattern.since and (first is None or first < pattern.since):
        return False
    return not (pattern.until and (last is None or last > pattern.until))
