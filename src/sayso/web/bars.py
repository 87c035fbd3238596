"""Bars and timelines as numbers for SVG: bounds drawn on a scale, the sure part solid, the range light, an open end dashed.

Figures of arms run from one to hundreds of thousands, so the scale is the logarithm of the number plus one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import log10

WIDTH = 200.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Positions on a scale of :data:`WIDTH`: solid from 0 to ``sure``, light to ``end``, dashed to the edge where ``open``."""

    sure: float
    end: float
    open: bool
    open_low: bool


def bar(low: int | None, high: int | None, most: int) -> Bar | None:
    """The bar of inclusive bounds where ``most`` fills the scale; None where there is no number."""
    if low is None and high is None:
        return None
    scale = WIDTH * 0.9 / log10(max(most, 1) + 1.0001)

    def at(n: int) -> float:
        return round(max(2.0, log10(max(n, 0) + 1) * scale), 1)

    if high is None:
        assert low is not None
        return Bar(at(low), at(low), True, False)
    if low is None:
        return Bar(0.0, at(high), False, True)
    return Bar(at(low), at(high), False, False)


def largest(pairs: Iterable[tuple[int | None, int | None]]) -> int:
    """The largest number of all bounds, at least 1."""
    return max((n for pair in pairs for n in pair if n is not None), default=1) or 1


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a timeline: ``day`` its first day; counts above and below the line with their heights."""

    day: date
    up: int
    down: int
    x: float
    width: float
    up_height: float
    down_height: float
    label: str = ""

    @property
    def key(self) -> str:
        return f"{self.day:%Y-%m}"

    @property
    def last(self) -> date:
        return _next(self.day) - _DAY


_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


MONTHS = 120
"""Months of a timeline at most; of a longer one the last ones are drawn."""

OUTLIERS = 0.03
"""So large a share of the events at the front, far from the others, may be left out, so that one old date does not flatten the rest."""


def timeline(up: Iterable[date], down: Iterable[date] = (), *, width: float = 900.0, height: float = 60.0) -> list[Month]:
    """Counts by month from the first to the last month, empty months too."""
    counts: dict[date, list[int]] = {}
    for which, found in enumerate((up, down)):
        for day in found:
            counts.setdefault(day.replace(day=1), [0, 0])[which] += 1
    if not counts:
        return []
    months, month, last = [], _begin(counts), max(counts)
    while month <= last:
        months.append(month)
        month = _next(month)
    months = months[-MONTHS:]
    step = width / max(len(months), 12)
    most = max(max(counts[m]) for m in months if m in counts)
    scale = height / most
    found_months = []
    for n, m in enumerate(months):
        a, b = counts.get(m, [0, 0])
        # Years where there are many months, else every third month; the first one where a year does not stand too near.
        label = str(m.year) if m.month == 1 else ""
        if not label and len(months) <= 30 and (m.month - 1) % 3 == 0:
            label = f"{m:%b}"
        if n == 0 and not label and all(x.month != 1 for x in months[1 : max(2, len(months) // 12)]):
            label = f"{m:%b %Y}"
        height_up, height_down = (round(c * scale, 1) if c else 0.0 for c in (a, b))
        found_months.append(Month(m, a, b, round(n * step, 2), round(step * 0.78, 2), height_up, height_down, label))
    return found_months


def _begin(counts: dict[date, list[int]]) -> date:
    """The first month that is drawn."""
    total = sum(a + b for a, b in counts.values())
    left = 0
    for month in sorted(counts):
        left += sum(counts[month])
        if left > total * OUTLIERS:
            return month
    return min(counts)
