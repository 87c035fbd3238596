"""Steps over the calendar: from a day to "next Friday", "last summer", "three weeks ago", "the past week"; and the period that a
calendar expression names once its year is known. No state, no text."""

from __future__ import annotations

from datetime import date

from sayso.measures.when import days
from sayso.measures.when.atoms import Atom
from sayso.measures.when.days import Period
from sayso.measures.when.tables import tables

_BACK = frozenset({"last", "past", "previous", "preceding"})
_ON = frozenset({"next", "coming", "upcoming", "following", "subsequent"})


def day_or_none(day: date | None) -> Period | None:
    return days.of_day(day) if day is not None else None


def named(atom: Atom, year: int) -> tuple[Period | None, str]:
    """The period a calendar atom names in ``year``, and the rule where there is one to tell."""
    if atom.holiday is not None:
        day = days.holiday(atom.holiday, year)
        if day is not None and atom.daypart == "NI" and atom.holiday == "12-25":
            day = days.plus(day, -1)  # Christmas night is the night before Christmas Day
        return day_or_none(day), "a holiday"
    if atom.season is not None:
        return season(atom.season, year), "a season, by the northern half of the globe"
    if atom.fiscal:
        return fiscal(atom, year), "a fiscal year of the United States runs from 1 October before to 30 September"
    if atom.quarter is not None:
        return days.of_months(year, atom.quarter * 3 - 2, atom.quarter * 3, "Q"), ""
    if atom.month is None:
        return (days.of_months(year, atom.half * 6 - 5, atom.half * 6, "H") if atom.half is not None else days.of_year(year)), ""
    if atom.day is not None:
        period = days.of_ymd(year, atom.month, atom.day)
        return period, "" if period else "the calendar has no such day"
    month = days.of_month(year, atom.month)
    if atom.half is not None and month.first is not None and month.last is not None:
        first, last = (month.first, month.first.replace(day=15)) if atom.half == 1 else (month.first.replace(day=16), month.last)
        return Period(first, last, "M", days.interval(first, last), year, atom.month), ""
    return month, ""


def season(name: str, year: int) -> Period:
    s = tables().seasons[name]
    return days.of_season(year, name, s.first, s.last, s.edtf)


def fiscal(atom: Atom, year: int) -> Period | None:
    """A fiscal year of the United States, or a quarter or half of it."""
    if not days.in_calendar(year - 1) or not days.in_calendar(year):
        return None
    first: date | None = date(year - 1, 10, 1)
    last: date | None = date(year, 9, 30)
    unit, part = "Y", atom.quarter or atom.half
    if part is not None:
        size, unit = (3 if atom.quarter is not None else 6), "Q"
        first = days.plus_months(date(year - 1, 10, 1), (part - 1) * size)
        last = days.plus(days.plus_months(first, size), -1) if first else None
    note = f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}" if first and last else None
    return Period(first, last, unit, note, year)


def to_weekday(atom: Atom, base: date) -> Period | None:
    """ "Last Monday" lies before ``base``, "next Monday" after it, "this Friday" in its week."""
    weekday = (atom.weekday or 1) - 1
    if atom.ref in _BACK:
        return day_or_none(days.plus(base, -((base.weekday() - weekday) % 7 or 7)))
    if atom.ref in _ON:
        return day_or_none(days.plus(base, (weekday - base.weekday()) % 7 or 7))
    return day_or_none(days.plus(base, weekday - base.weekday()))


def to_month(atom: Atom, base: date) -> Period:
    """ "Last June" is the June before the month of ``base``, "next June" the one after it, "this June" that of its year."""
    month, year = atom.month or 1, base.year
    if atom.ref in _BACK:
        year -= month >= base.month
    elif atom.ref in _ON:
        year += month <= base.month
    return days.of_month(year, month)


def to_season(atom: Atom, base: date) -> Period | None:
    """ "Last summer" is the last that has ended, "next summer" the next to begin, "this summer" that of the year."""
    name = atom.season or "spring"
    options = [p for p in (season(name, y) for y in range(base.year - 2, base.year + 3)) if p.first is not None and p.last is not None]
    if atom.direction < 0:
        return next((p for p in reversed(options) if p.last is not None and p.last < base), None)
    if atom.direction > 0:
        return next((p for p in options if p.first is not None and p.first > base), None)
    return next((p for p in options if p.year == base.year), None)


def to_holiday(atom: Atom, base: date) -> Period | None:
    """ "Last Christmas", "next Easter", "this Thanksgiving"."""
    rule, year = atom.holiday or "01-01", base.year
    here = days.holiday(rule, year)
    if here is not None and atom.direction and ((here < base) != (atom.direction < 0) or here == base):
        year += atom.direction
    return day_or_none(days.holiday(rule, year))


def to_weekend(base: date, ahead: bool) -> Period | None:
    """The weekend just past (or running), or the coming one."""
    if ahead or base.weekday() >= 5:
        return days.of_weekend(base)
    last = days.plus(base, -(base.weekday() + 1))
    return days.of_weekend(last) if last else None


def by_units(atom: Atom, base: date, tail: str, news: bool) -> Period | None:
    """So many units from ``base``, as fine as the unit: "three weeks ago" is a week, "two days later" a day. ``tail`` is the last
    word of the expression."""
    unit = atom.unit or "D"
    if atom.low is None:
        return None
    if atom.low != int(atom.low):
        months = round(atom.low * {"Y": 12, "DE": 120, "CE": 1200}.get(unit, 0))
        day = days.shift(base, "M", months * (atom.direction or 1)) if months else None
        return days.containing(day, "M") if day else None
    steps = int(atom.low) * (atom.direction or (1 if atom.low else 0))
    if unit in {"s", "min", "h"}:
        return days.of_day(base) if unit != "h" or abs(steps) < 24 else day_or_none(days.shift(base, "h", steps))
    day = days.shift(base, unit, steps)
    if day is None:
        return None
    if news and atom.base == "published" and unit == "Y" and atom.low == 1 and tail == "ago":
        return days.of_day(day)  # "a year ago" speaks of the day, "three years ago" of the year
    if unit in {"DE", "CE"} and atom.direction and tail in {"ago", "earlier", "later", "before", "after", "previously"}:
        return days.containing(day, "Y" if unit == "DE" else "DE")  # "a decade ago" is ten years, not the decade before
    if unit in {"D", "N"} or (atom.base == "atom" and unit == "W" and steps):
        return days.of_day(day)
    return days.containing(day, unit)


def stretch(base: date, unit: str, n: int, direction: int) -> tuple[date | None, date | None]:
    """``n`` units up to ``base`` or from it: "the past week" is the seven days up to it; hours and a single day count the day they
    began on."""
    if unit in {"s", "min", "h"}:
        whole = -(-n // 24) if unit == "h" else 0
        return (days.plus(base, -whole), base) if direction < 0 else (base, days.plus(base, whole))
    if unit in {"D", "N"}:
        if n == 1:
            return (days.plus(base, -1), base) if direction < 0 else (base, days.plus(base, 1))
        return (days.plus(base, 1 - n), base) if direction < 0 else (base, days.plus(base, n))
    if direction < 0:
        return days.plus(days.shift(base, unit, -n), 1), base
    return base, days.shift(base, unit, n)


def edge(inner: Period, unit: str, n: int | None, direction: int) -> Period | None:
    """The first or last ``n`` units of a period: "the first two months of 1943", "the last week of October"; its first or last part
    where the words do not say how many ("the final weeks of 2024")."""
    if inner.first is None or inner.last is None:
        return None
    if n is None:
        first, last = days.part(inner, "START" if direction > 0 else "END")
        return Period(first, last, "D", days.interval(first, last), inner.year)
    if direction > 0:
        end = days.plus(days.shift(inner.first, unit, n), -1)
        first, last = inner.first, min(end, inner.last) if end else inner.last
    else:
        start = days.shift(inner.last.replace(day=1), "M", 1 - n) if unit == "M" else days.plus(days.shift(inner.last, unit, -n), 1)
        first, last = max(start, inner.first) if start else inner.first, inner.last
    return Period(first, last, "D", days.interval(first, last), inner.year)
