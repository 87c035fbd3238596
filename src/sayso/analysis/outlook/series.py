"""Acts as the outlook sees them: kinds of acts, days, pairs, in arrays that answer "how often and when last" by binary search.

A kind is a PLOVER type ("ASSAULT"), a flow of arms ("flow transfer", and for each class of goods "flow transfer weapon.uav"), or one of
these planned ("AID planned"). Planned acts are signs of what may come; they are never an answer. Denied and possible acts are neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sayso.acts import Act
from sayso.analysis.outlook.history import Flags, Ints, distinct
from sayso.records import Status

PLANNED = " planned"
_COUNTED = {Status.ACTUAL: "", Status.PLANNED: PLANNED}


def kinds(act: Act) -> Iterator[str]:
    """The kinds of one act; none for denied and possible ones."""
    ending = _COUNTED.get(act.status)
    if ending is None:
        return
    if act.event:
        yield act.event + ending
    if act.flow:
        yield f"flow {act.flow}{ending}"
        for path in {p for c in act.classes for p in _above(c)}:
            yield f"flow {act.flow} {path}{ending}"


def _above(class_: str) -> Iterator[str]:
    parts = class_.split(".")
    for i in range(1, len(parts) + 1):
        yield ".".join(parts[:i])


@dataclass(frozen=True, slots=True)
class Counted:
    """How often before a day, and how many days ago last (10⁶: never)."""

    n: Ints
    age: Ints


class Tally:
    """Days of groups, each (group, day) once: "how often before" and "when last" by binary search."""

    def __init__(self, groups: Ints, days: Ints, span: int) -> None:
        self._span = span
        self.keys = distinct(np.sort(groups * span + days))

    def before(self, groups: Ints, day: Ints | int, within: int | None = None) -> Counted:
        """For each group: on how many days before ``day`` (no more than ``within`` days before it), and the age of the last."""
        base = groups * self._span
        end = base + np.clip(day, 0, self._span - 1)
        low = np.searchsorted(self.keys, base if within is None else np.maximum(base, end - within))
        high = np.searchsorted(self.keys, end)
        n = high - low
        last = self.keys[np.maximum(high - 1, 0)] if len(self.keys) else end
        return Counted(n, np.where(n > 0, end - last, 10**6))

    def happened(self, groups: Ints, day: Ints | int, window: int) -> Flags:
        """Whether a day of each group is ``day`` or one of the ``window - 1`` days after it."""
        base = groups * self._span
        low = np.searchsorted(self.keys, base + np.clip(day, 0, self._span - 1))
        high = np.searchsorted(self.keys, base + np.clip(np.asarray(day) + window, 0, self._span - 1))
        found: Flags = high > low
        return found


class Series:
    """The acts between two parties. Parties and kinds are numbered in alphabetical order; days from the first act."""

    def __init__(self, acts: Iterable[Act]) -> None:
        kept = [a for a in acts if a.recipient and a.recipient != a.actor]
        self.parties = sorted({a.actor for a in kept} | {str(a.recipient) for a in kept})
        self._party = {p: i for i, p in enumerate(self.parties)}
        rows = [(a.actor, str(a.recipient), kind, a.day.toordinal(), a.id) for a in kept for kind in sorted(set(kinds(a)))]
        self.kinds = sorted({r[2] for r in rows})
        self._kind = {k: i for i, k in enumerate(self.kinds)}
        self.origin = min((r[3] for r in rows), default=1)
        self.days = max((r[3] for r in rows), default=0) - self.origin + 1
        self._span = 1 << int(self.days + 400).bit_length()
        table = [(self._party[a], self._party[b], self._kind[k], d - self.origin) for a, b, k, d, _ in rows]
        self.actor, self.recipient, self.kind, self.day = np.array(table, np.int64).reshape(-1, 4).T
        planned = np.array([k.endswith(PLANNED) for k in self.kinds], bool)
        done = ~planned[self.kind] if len(self.kind) else np.zeros(0, bool)
        a, b, k, d = self.actor, self.recipient, self.kind, self.day
        self.same = Tally(self.key(a, b, k), d, self._span)
        self.pair = Tally(self.pair_key(a, b)[done], d[done], self._span)
        self.by_actor = Tally(self.party_key(a, k), d, self._span)
        self.by_recipient = Tally(self.party_key(b, k), d, self._span)
        order = np.argsort(self.key(a, b, k) * self._span + d, kind="stable")
        self._event_key = (self.key(a, b, k) * self._span + d)[order]
        self._events = [rows[i][4] for i in order]

    def pair_key(self, actor: Ints, recipient: Ints) -> Ints:
        found: Ints = actor * max(1, len(self.parties)) + recipient
        return found

    def key(self, actor: Ints, recipient: Ints, kind: Ints) -> Ints:
        """One number for a pair and a kind."""
        found: Ints = self.pair_key(actor, recipient) * max(1, len(self.kinds)) + kind
        return found

    def party_key(self, party: Ints, kind: Ints) -> Ints:
        found: Ints = party * max(1, len(self.kinds)) + kind
        return found

    def number(self, party: str) -> int | None:
        """The number of a party; None where no act has it."""
        return self._party.get(party)

    def kind_number(self, kind: str) -> int | None:
        """The number of a kind; None where no act is of it."""
        return self._kind.get(kind)

    def day_of(self, day: date) -> int:
        return day.toordinal() - self.origin

    def pairs_before(self, day: int, within: int) -> tuple[Ints, Ints]:
        """Pairs with an act either way on the ``within`` days before ``day``, both ways."""
        live = (self.day < day) & (self.day >= day - within)
        a, b = self.actor[live], self.recipient[live]
        key = distinct(np.sort(np.concatenate([self.pair_key(a, b), self.pair_key(b, a)])))
        return key // max(1, len(self.parties)), key % max(1, len(self.parties))

    def events(self, actor: int, recipient: int, kind: int, first: int, last: int) -> list[str]:
        """Ids of the acts of a pair and kind from day ``first`` to day ``last``, the latest first, each once."""
        base = int(self.key(np.array(actor), np.array(recipient), np.array(kind))) * self._span
        low = np.searchsorted(self._event_key, base + max(0, first))
        high = np.searchsorted(self._event_key, base + min(max(0, last), self._span - 1), "right")
        return list(dict.fromkeys(reversed(self._events[low:high])))


def window(as_of: date, days: int) -> tuple[date, date]:
    """The first and last day of a window that begins the day after ``as_of``."""
    return as_of + timedelta(days=1), as_of + timedelta(days=days)
