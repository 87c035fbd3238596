"""What lists, the register, the network and pairs are drawn from: the events of the ledger in memory, as of a day.

Reading 100,000 claims' worth of events takes seconds, filtering them milliseconds. So they are read once and again when the ledger has
changed. Where that is quick it is done before the answer; else the last state is shown while the next one is read in the background.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sayso.records import Event, Status

T = TypeVar("T")

QUICK_S = 0.4
"""An index that took less than this to read is read again before the answer."""

KEPT_PARTS = 60
"""Finished parts of pages that an index keeps."""

KEPT_DAYS = 4
"""Days besides today whose index is kept."""


@dataclass(slots=True)
class Row:
    """An event in a list: what can be filtered and sorted by. ``event`` is the whole record."""

    event: Event
    words: str  # lower case, for the filter of words: the headline, and the names and ids of who takes part
    classes: frozenset[str]
    parties: frozenset[str]
    day: date | None  # first day of the event, else of its reports
    last: date | None

    @property
    def id(self) -> str:
        return self.event.id


def row_of(e: Event) -> Row:
    from sayso.web.phrases import headline

    return Row(
        e,
        f"{headline(e)} {' '.join((*e.actors, *e.recipients, *e.places))}".casefold(),
        frozenset(i.class_ for i in e.items),
        frozenset((*e.actors, *e.recipients)),
        e.first or e.published_first,
        e.last or e.published_last,
    )


class Index:
    """All events as of a day, the latest reports first."""

    def __init__(self, events: Iterable[Event]) -> None:
        found = sorted(events, key=lambda e: e.id)
        found.sort(key=lambda e: e.published_last or e.last or date.min, reverse=True)
        self.rows = [row_of(e) for e in found]
        self.by_id = {r.id: r for r in self.rows}
        self.of_claim = {c: r.id for r in self.rows for c in r.event.claims}
        self._kept: dict[object, Any] = {}

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for this index."""
        if key not in self._kept:
            made = make()
            while len(self._kept) >= KEPT_PARTS:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = made
            return made
        found: T = self._kept[key]
        return found

    @cached_property
    def by_party(self) -> dict[str, list[Row]]:
        """The events of everybody who takes part in one."""
        found: dict[str, list[Row]] = {}
        for r in self.rows:
            for p in r.parties:
                found.setdefault(p, []).append(r)
        return found

    def select(self, wanted: Wanted) -> list[Row]:
        """The events that pass, in the order of the index."""
        rows = self.flows if wanted.flow else self.rows
        sides = [ids for ids in (wanted.actor, wanted.recipient, wanted.party) if ids]
        if sides:
            # One side's own events are few beside all of them; several names of one side are told apart by the test below.
            small = min(sides, key=lambda ids: sum(len(self.by_party.get(i, ())) for i in ids))
            if len(known := [i for i in small if i in self.by_party]) <= 1:
                rows = self.by_party[known[0]] if known else []
        for test in wanted.tests():
            rows = [r for r in rows if test(r)]
        return list(rows)

    @cached_property
    def flows(self) -> list[Row]:
        """The events in which goods flow."""
        return [r for r in self.rows if r.event.flow is not None]

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Parties of flows, those with the most events first."""
        counts: dict[str, int] = {}
        for r in self.rows:
            if r.event.flow is not None:
                for p in r.parties:
                    counts[p] = counts.get(p, 0) + 1
        return tuple(sorted(counts, key=lambda p: (-counts[p], p)))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Everybody who takes part in an event, those with the most first."""
        counts: dict[str, int] = {}
        for r in self.rows:
            for p in r.parties:
                counts[p] = counts.get(p, 0) + 1
        return tuple(sorted(counts, key=lambda p: (-counts[p], p)))

    @cached_property
    def latest(self) -> date | None:
        """The last day of publication."""
        return max((r.event.published_last for r in self.rows if r.event.published_last), default=None)

    @cached_property
    def earliest(self) -> date | None:
        return min((r.event.published_first for r in self.rows if r.event.published_first), default=None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of events, as in the address. Values of one filter are alternatives."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    flow: str | None = None
    event: str | None = None
    status: str | None = None
    item: str | None = None
    words: str | None = None
    since: date | None = None
    until: date | None = None
    disputed: bool = False
    kind: str | None = None  # of the network: see sayso.web.network

    def tests(self) -> list[Callable[[Row], bool]]:
        """One test for each filter that is given."""
        made: list[Callable[[Row], bool]] = []
        if ids := frozenset(self.actor):
            made.append(lambda r: not ids.isdisjoint(r.event.actors))
        if whom := frozenset(self.recipient):
            made.append(lambda r: not whom.isdisjoint(r.event.recipients))
        if party := frozenset(self.party):
            made.append(lambda r: not r.parties.isdisjoint(party))
        if flow := self.flow:
            made.append(lambda r: r.event.flow is not None and flow in ("any", r.event.flow.value))
        if event := self.event:
            made.append(lambda r: r.event.event == event)
        if status := self.status:
            made.append(lambda r: r.event.status.value == status or (status == "denied" and bool(r.event.denied_by)))
        if item := (self.item or "").casefold():
            made.append(lambda r: any(below(c, item) for c in r.classes) or item in r.words)
        if words := (self.words or "").casefold().split():
            made += [_with(w) for w in words]
        if since := self.since:
            made.append(lambda r: r.last is not None and r.last >= since)
        if until := self.until:
            made.append(lambda r: r.day is not None and r.day <= until)
        if self.disputed:
            made.append(lambda r: bool(r.event.disputes or r.event.denied_by))
        if kind := self.kind:
            from sayso.web.network import kind_of

            made.append(lambda r: kind_of(r.event) == kind)
        return made

    def passes(self, r: Row) -> bool:
        return all(test(r) for test in self.tests())


def _with(word: str) -> Callable[[Row], bool]:
    return lambda r: word in r.words


def below(class_: str, wanted: str) -> bool:
    """``class_`` is the wanted class or below it; the last part of a class's path names it, too ("uav")."""
    return class_ == wanted or class_.startswith(wanted + ".") or f".{wanted}." in f".{class_}."


@dataclass(slots=True)
class _Held:
    index: Index
    state: object
    seconds: float


@dataclass(slots=True)
class Shelf:
    """The indexes of a ledger by day. ``load(as_of)`` reads the events; ``state()`` is cheap and changes with the ledger; ``warm(index)``
    makes what most pages need before the index is used."""

    load: Callable[[date | None], Iterable[Event]]
    state: Callable[[], object]
    warm: Callable[[Index], None] = lambda index: None
    _held: OrderedDict[date | None, _Held] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _gates: dict[date | None, threading.Lock] = field(default_factory=dict)
    _busy: set[date | None] = field(default_factory=set)

    def get(self, as_of: date | None, *, fresh: bool = False) -> Index:
        """The index of a day; ``fresh``: not one from before the last change, however long that takes. Those who ask for a day that is
        being read wait for it; other days are not held up."""
        state = self.state()
        with self._lock:
            if index := self._good(as_of, state, fresh):
                return index
            gate = self._gates.setdefault(as_of, threading.Lock())
        with gate:
            with self._lock:
                if index := self._good(as_of, state, fresh):
                    return index
            return self._read(as_of, state)

    def _good(self, as_of: date | None, state: object, fresh: bool) -> Index | None:
        held = self._held.get(as_of)
        if held is None or (held.state != state and (fresh or held.seconds <= QUICK_S)):
            return None
        self._held.move_to_end(as_of)
        if held.state != state and as_of not in self._busy:
            self._busy.add(as_of)
            threading.Thread(target=self._again, args=(as_of,), daemon=True, name="sayso-index").start()
        return held.index

    def peek(self, as_of: date | None, id: str) -> Event | None:
        """An event as the index last knew it."""
        held = self._held.get(as_of)
        row = held.index.by_id.get(id) if held else None
        return row.event if row else None

    def stale(self, as_of: date | None) -> bool:
        """Whether the index of a day is from before the last change."""
        held = self._held.get(as_of)
        return held is not None and held.state != self.state()

    def _read(self, as_of: date | None, state: object) -> Index:
        began = time.monotonic()
        index = Index(self.load(as_of))
        if as_of is None:
            self.warm(index)
        held = _Held(index, state, time.monotonic() - began)
        with self._lock:
            self._held[as_of] = held
            self._held.move_to_end(as_of)
            days = [day for day in self._held if day is not None]
            for day in days[: max(0, len(days) - KEPT_DAYS)]:
                del self._held[day]
        return index

    def _again(self, as_of: date | None) -> None:
        try:
            self._read(as_of, self.state())
        finally:
            self._busy.discard(as_of)


STATUSES = tuple(s.value for s in Status)
