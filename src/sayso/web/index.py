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

from sayso.records import Event, Status

QUICK_S = 0.4
"""An index that took less than this to read is read again before the answer."""

KEPT_DAYS = 4
"""Days besides today whose index is kept."""


@dataclass(slots=True)
class Row:
    """An event in a list: what can be filtered and sorted by. ``event`` is the whole record."""

    event: Event
    words: str  # lower case, for the filter of words
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
        headline(e).casefold(),
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

    def passes(self, r: Row) -> bool:
        e = r.event
        return (
            (not self.actor or any(a in self.actor for a in e.actors))
            and (not self.recipient or any(a in self.recipient for a in e.recipients))
            and (not self.party or not r.parties.isdisjoint(self.party))
            and (not self.flow or (self.flow == "any" and e.flow is not None) or (e.flow is not None and e.flow.value == self.flow))
            and (not self.event or e.event == self.event)
            and (not self.status or self._status(e))
            and (not self.item or any(_below(c, self.item) for c in r.classes) or self.item.casefold() in r.words)
            and (not self.words or all(w in r.words for w in self.words.casefold().split()))
            and (not self.since or (r.last is not None and r.last >= self.since))
            and (not self.until or (r.day is not None and r.day <= self.until))
            and (not self.disputed or bool(e.disputes or e.denied_by))
            and (not self.kind or self._kind(e))
        )

    def _status(self, e: Event) -> bool:
        return e.status.value == self.status or (self.status == "denied" and bool(e.denied_by))

    def _kind(self, e: Event) -> bool:
        from sayso.web.network import kind_of

        return kind_of(e) == self.kind


def _below(class_: str, wanted: str) -> bool:
    return class_ == wanted or class_.startswith(wanted + ".") or f".{wanted}." in f".{class_}."


@dataclass(slots=True)
class _Held:
    index: Index
    state: object
    seconds: float


@dataclass(slots=True)
class Shelf:
    """The indexes of a ledger by day. ``load(as_of)`` reads the events; ``state()`` is cheap and changes with the ledger."""

    load: Callable[[date | None], Iterable[Event]]
    state: Callable[[], object]
    _held: OrderedDict[date | None, _Held] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _busy: set[date | None] = field(default_factory=set)

    def get(self, as_of: date | None, *, fresh: bool = False) -> Index:
        """The index of a day; ``fresh``: not one from before the last change, however long that takes."""
        state = self.state()
        with self._lock:
            held = self._held.get(as_of)
            if held is not None and (held.state == state or (held.seconds > QUICK_S and not fresh)):
                self._held.move_to_end(as_of)
                if held.state != state and as_of not in self._busy:
                    self._busy.add(as_of)
                    threading.Thread(target=self._again, args=(as_of,), daemon=True, name="sayso-index").start()
                return held.index
            return self._read(as_of, state)

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
