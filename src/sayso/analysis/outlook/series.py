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
from sayso.analysis.outlook.history import Ints, distinct
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


class Series:
    """The acts between two parties as sorted keys (pair, kind, day). Days are counted from the first act."""

    def __init__(self, acts: Iterable[Act]) -> None:
        kept = [a for a in acts if a.recipient and a.recipient != a.actor]
        self.parties = sorted({a.actor for a in kept} | {str(a.recipient) for a in kept})
        self._party = {p: i for i, p in enumerate(self.parties)}
        rows = [
            (self._party[a.actor], self._party[str(a.recipient)], kind, a.day.toordinal(), a.id) for a in kept for kind in sorted(kinds(a))
        ]
        self.kinds = sorted({r[2] for r in rows})
        self._kind = {k: i for i, k in enumerate(self.kinds)}
        self.origin = min((r[3] for r in rows), default=1)
        self.days = max((r[3] for r in rows), default=0) - self.origin + 1
        # one line for a pair, kind and day: ten reports of one day are one sign
        self._span = 1 << max(1, int(self.days + 400)).bit_length()
        column = np.array([(a, b, self._kind[k], d - self.origin) for a, b, k, d, _ in rows], np.int64).reshape(-1, 4)
        key = self.key(column[:, 0], column[:, 1], column[:, 2]) * self._span + column[:, 3]
        order = np.argsort(key, kind="stable")
        self._events = [rows[i][4] for i in order]
        self._event_key = key[order]
        self.keys = distinct(key[order])
        place = np.searchsorted(self._event_key, self.keys)
        self.actor, self.recipient, self.kind, self.day = (column[order][place, i] for i in range(4))

    def key(self, actor: Ints, recipient: Ints, kind: Ints) -> Ints:
        """One number for a pair and a kind."""
        found: Ints = (actor * max(1, len(self.parties)) + recipient) * max(1, len(self.kinds)) + kind
        return found

    def number(self, party: str) -> int | None:
        """The number of a party; None where no act has it."""
        return self._party.get(party)

    def kind_number(self, kind: str) -> int | None:
        return self._kind.get(kind)

    def date(self, day: int) -> date:
        return date.fromordinal(self.origin + day)

    def day_of(self, day: date) -> int:
        return day.toordinal() - self.origin

    def before(self, keys: Ints, day: Ints, within: int | None = None) -> Counted:
        """Of the lines of each key: how many on days before ``day`` (and no more than ``within`` days before), and the age of the last."""
        base = keys * self._span
        day = np.clip(day, 0, self._span - 1)
        low = np.searchsorted(self.keys, base if within is None else base + np.maximum(0, day - within))
        high = np.searchsorted(self.keys, base + day)
        n = high - low
        last = self.keys[np.maximum(high - 1, 0)] - base if len(self.keys) else np.zeros(len(keys), np.int64)
        return Counted(n, np.where(n > 0, day - last, 10**6))

    def happened(self, keys: Ints, day: Ints, window: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether a line of each key falls on ``day`` or the ``window - 1`` days after it."""
        base = keys * self._span
        low = np.searchsorted(self.keys, base + np.maximum(0, day))
        high = np.searchsorted(self.keys, base + np.minimum(day + window, self._span - 1))
        found: np.ndarray[tuple[int], np.dtype[np.bool_]] = high > low
        return found

    def events(self, actor: int, recipient: int, kind: int, first: int, last: int) -> list[str]:
        """Ids of the acts of a pair and kind from day ``first`` to day ``last``, the latest first, each once."""
        key = int(self.key(np.array(actor), np.array(recipient), np.array(kind))) * self._span
        low = np.searchsorted(self._event_key, key + max(0, first))
        high = np.searchsorted(self._event_key, key + min(last, self._span - 1), "right")
        return list(dict.fromkeys(reversed(self._events[low:high])))


def window(as_of: date, days: int) -> tuple[date, date]:
    """The first and last day of a window that begins the day after ``as_of``."""
    return as_of + timedelta(days=1), as_of + timedelta(days=days)
