"""Texts that tell the past from their own dates, and the year of a date in them that prints none."""

from __future__ import annotations

from datetime import date

from sayso.measures.when import days
from sayso.measures.when.atoms import Atom
from sayso.measures.when.days import Period

# A text is a history when it names at least so many years, this share of them before the year of publication, and hardly counts from
# its publication: at most one "yesterday", "last week" or "on Monday" to so many dates. All 22 narratives of WikiWars are histories
# by this, and of 840 news texts of PolNeAR 12 (obituaries and looks back).
_YEARS, _SHARE, _DATES_PER_DEIXIS = 5, 0.8, 8
# A year so far from its neighbours is a glance aside.
_STRAY_YEARS = 4
# … unless the text stays there for more dates than these.
_STRAY_RUN = 2
# A date without a year keeps the year of the last date told, unless crossing New Year brings it so many months nearer.
# Tried 0 to 8, and weights for going back, on WikiWars: 88.6 to 89.1 % of the values right.
_CROSS_MONTHS = 6


def is_history(atoms: list[Atom], published: date | None) -> bool:
    """Whether a text tells the past from its own dates, not from its publication (None = not known, then any year may be old)."""
    years = [a.year for a in atoms if a.shape == "calendar" and a.year is not None]
    old = sum(1 for y in years if published is None or y < published.year)
    without = sum(1 for a in atoms if a.shape == "calendar" and a.month is not None and a.year is None and a.year_from is None)
    deictic = sum(1 for a in atoms if (a.shape == "shift" and a.base == "published") or (a.weekday is not None and a.day is None))
    return len(years) >= _YEARS and old >= _SHARE * len(years) and deictic * _DATES_PER_DEIXIS <= len(years) + without


def strays(atoms: list[Atom]) -> set[int]:
    """The atoms, by ``id()``, whose years a history only glances at: further than ``_STRAY_YEARS`` from the year named before and
    from the one named after. The dates that follow do not count from them."""
    named = [(a, a.year) for a in atoms if a.shape == "calendar" and a.year is not None]
    found: set[int] = set()
    before: int | None = None
    for k, (atom, year) in enumerate(named):
        others = [(n, y) for n, (_, y) in enumerate(named[k:]) if abs(y - year) > 1]
        run, after = others[0] if others else (len(named) - k, None)
        leaves = before is not None and abs(year - before) > _STRAY_YEARS
        returns = after is None or (before is not None and abs(before - after) <= _STRAY_YEARS < abs(year - after))
        if leaves and returns and run <= _STRAY_RUN:
            found.add(id(atom))
        else:
            before = year
    return found


def nearest_year(focus: Period, month: int, day: int | None = None) -> int:
    """The year of a month told after ``focus``: its year, or one beside it where that is nearer by ``_CROSS_MONTHS`` months;
    29 February looks for its leap year."""
    year = focus.year or 0
    at = focus.month or 6
    reach = range(-4, 5) if (month, day) == (2, 29) else (0, 1, -1)
    gaps = {year + k: abs(12 * k + month - at) + (_CROSS_MONTHS if k else 0) for k in reach}
    if day is not None:
        gaps = {y: gap for y, gap in gaps.items() if days.of_ymd(y, month, day) is not None} or gaps
    return min(gaps, key=lambda y: gaps[y])
