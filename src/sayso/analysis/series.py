"""Acts sorted by pair and period: the ground of relations, turning points and networks.

Invariants: an event counts once for a pair and period, however many acts it gives; every number can name its events; nothing here
drops an act without counting it (``Dealings.outside``, ``Dealings.unscored``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from math import log2
from typing import TYPE_CHECKING

from sayso.acts import OURS, Act
from sayso.analysis.scores import Score, score
from sayso.errors import SettingError
from sayso.records import Status

if TYPE_CHECKING:
    from sayso.ledger import Store

THIN = 0.10
"""A period with less than this share of the typical volume is not part of the history when it lies at one of its ends."""

GAP = 366
"""Days without events that part a stretch of reporting from background told in passing."""

STEADY = 20.0
"""Events a period added to both sides when volumes are compared, so that a ledger of a few reports is not blown up or shrunk."""

Pair = tuple[str, str]


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    def start(self, day: date) -> date:
        """The first day of the period that ``day`` lies in (weeks begin on Monday)."""
        if self is Period.WEEK:
            return day - timedelta(days=day.weekday())
        month = day.month if self is Period.MONTH else (day.month - 1) // 3 * 3 + 1
        return date(day.year, month, 1)

    def after(self, start: date) -> date:
        """The first day of the next period."""
        step = {Period.WEEK: 7, Period.MONTH: 32, Period.QUARTER: 95}[self]
        return self.start(start + timedelta(days=step))

    def axis(self, first: date, last: date) -> tuple[date, ...]:
        """The first days of all periods from that of ``first`` to that of ``last``."""
        found, at = [], self.start(first)
        while at <= last:
            found.append(at)
            at = self.after(at)
        return tuple(found)

    def called(self, start: date) -> str:
        if self is Period.WEEK:
            return f"week of {start}"
        return f"{start:%Y-%m}" if self is Period.MONTH else f"{start.year}-Q{(start.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Dealing:
    """An act with what it counts: ``at`` is the number of its period, ``weight`` comes from its independent origins."""

    act: Act
    at: int
    score: Score
    weight: float


@dataclass(frozen=True, slots=True)
class Dealings:
    """Acts by directed pair. ``volume``: distinct events of each period, scored or not, the measure of how much was reported.

    ``outside``: events that lie before or after the axis (background told in passing, dates in the future); ``unscored``: acts on the
    axis that count nothing (possible, denied, or of no PLOVER type). ``contacts``: events of each unordered pair (its names in
    alphabetical order) by :func:`same`, whatever they say: scored acts and actual ones of no PLOVER type (statements).
    """

    period: Period
    starts: tuple[date, ...]
    volume: tuple[int, ...]
    pairs: dict[Pair, tuple[Dealing, ...]]
    contacts: dict[Pair, dict[str, Act]]
    outside: int
    unscored: int

    def exposure(self, without: Sequence[int] | None = None) -> tuple[float, ...]:
        """How much was reported in each period, beside the mean: 1 is average, 2 twice as much.

        ``without``: events of each period that are not to count (those of the pair itself, which must not explain itself away).
        """
        counts = [v - (without[i] if without else 0) + STEADY for i, v in enumerate(self.volume)]
        mean = sum(counts) / len(counts) if counts else 1.0
        return tuple(c / mean for c in counts)

    def index(self, day: date) -> int:
        return bisect_right(self.starts, day) - 1


def weight_of(act: Act) -> float:
    """1 for one independent origin, 2 for two, 3 for four: what is confirmed counts more, with falling returns.

    A joint act is one event seen from both sides, so each side has half of it.
    """
    origins = act.weight * 2 if act.joint else act.weight
    full = 1.0 + log2(max(1.0, origins))
    return full / 2 if act.joint else full


def same(act: Act) -> str:
    """What makes two acts of a pair one event: the id of ours, which were put together from their claims; of an imported table, whose
    rows code talks once for each side, the day and the type."""
    return act.id if act.dataset == OURS else f"{act.day} {act.event} {act.mode}"


def axis_of(days: Iterable[date], period: Period) -> tuple[date, ...]:
    """The periods that the acts really cover: thin ends are cut off (a report of today may mention a treaty of 1954).

    An end is thin while its period holds less than :data:`THIN` of the volume of the period in which the median event lies, or while
    more than :data:`GAP` days part it from the rest and it holds less than :data:`THIN` of all events.
    """
    counts: dict[date, int] = defaultdict(int)
    for day in days:
        counts[period.start(day)] += 1
    if not counts:
        return ()
    half, seen, typical = sum(counts.values()) / 2, 0, 0
    for volume in sorted(counts.values()):
        seen += volume
        if seen >= half:
            typical = volume
            break
    full = sorted(start for start, n in counts.items() if n >= THIN * typical)
    stretches = [[full[0]]]
    for before, start in pairwise(full):
        if (start - before).days > GAP:
            stretches.append([])
        stretches[-1].append(start)
    kept = [s for s in stretches if sum(counts[start] for start in s) >= THIN * sum(counts.values())]
    return period.axis(kept[0][0], kept[-1][-1]) if kept else period.axis(full[0], full[-1])


def gather(
    acts: Iterable[Act],
    period: Period = Period.MONTH,
    *,
    first: date | None = None,
    last: date | None = None,
    keep: Callable[[str], bool] | None = None,
) -> Dealings:
    """Sort ``acts`` by directed pair and period. ``first`` and ``last`` bound the history; by default it is what the acts cover.

    ``keep`` says which parties get series of their own; everything counts towards the volume.
    """
    known = list(acts)
    days = {a.id: a.day for a in known}
    starts = axis_of(days.values(), period)
    if first or last:
        low, high = first or (starts[0] if starts else last), last or (starts[-1] if starts else first)
        assert low is not None and high is not None
        if low > high:
            raise SettingError(f"The history would end before it begins ({low} to {high})", "Give the earlier day first.")
        starts = period.axis(low, high)
    end = last or (period.after(starts[-1]) - timedelta(days=1) if starts else None)
    begin = first or (starts[0] if starts else None)

    def within(day: date) -> bool:
        return begin is not None and end is not None and begin <= day <= end

    volume, outside = [0] * len(starts), 0
    for day in days.values():
        if within(day):
            volume[bisect_right(starts, day) - 1] += 1
        else:
            outside += 1
    found: dict[Pair, dict[tuple[str, str], Dealing]] = defaultdict(dict)
    contacts: dict[Pair, dict[str, Act]] = defaultdict(dict)
    unscored = 0
    for act in known:
        if act.recipient is None or not within(act.day):
            continue
        counted = score(act)
        unscored += counted is None
        if keep is not None and not (keep(act.actor) and keep(act.recipient)):
            continue
        if counted is not None or act.status is Status.ACTUAL:
            contacts[min(act.actor, act.recipient), max(act.actor, act.recipient)].setdefault(same(act), act)
        if counted is not None:
            box = found[act.actor, act.recipient]
            box.setdefault((act.id, counted.quad), Dealing(act, bisect_right(starts, act.day) - 1, counted, weight_of(act)))
    ordered = {pair: tuple(sorted(box.values(), key=lambda d: (d.act.day, d.act.id))) for pair, box in sorted(found.items())}
    return Dealings(period, starts, tuple(volume), ordered, dict(sorted(contacts.items())), outside, unscored)


@cache
def _political() -> frozenset[str]:
    from sayso.lexicons import load_folder

    homes = ("countries", "groups", "organisations", "regions")
    return frozenset(
        str(entry["id"])
        for name, content in load_folder("actors").items()
        if name.split("/")[-1].removesuffix(".yaml") in homes
        for entry in content
        if "regions" not in name or entry.get("kind") == "group"
    )


def is_party(actor: str) -> bool:
    """A state, alliance, armed group or organisation of the lexicons: not "gunmen", a person, a firm or a strait."""
    return actor in _political()


def parties_of(acts: Sequence[Act]) -> Callable[[str], bool] | None:
    """Which actors have series of their own: of our own acts those that are known by name; of imported tables all."""
    return is_party if any(a.dataset == OURS for a in acts) else None


def fetch(ledger: Store, *, dataset: str | None = None, as_of: date | None = None) -> list[Act]:
    """The acts of a ledger: of its own events as they were known on ``as_of``, or of the imported table ``dataset``."""
    return [a for a in ledger.acts(dataset=dataset, as_of=as_of) if as_of is None or a.day <= as_of]


def unordered(dealings: Dealings) -> Iterator[tuple[Pair, tuple[Dealing, ...]]]:
    """Both directions of each pair together, in alphabetical order; an event that both directions hold comes once for each."""
    for a, b in sorted({(min(p), max(p)) for p in dealings.pairs}):
        yield (a, b), dealings.pairs.get((a, b), ()) + dealings.pairs.get((b, a), ())
