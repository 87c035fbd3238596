"""Calendar arithmetic: periods, shifts, parts of periods, and their notation by EDTF.

Years are astronomical (1 BC is 0, 490 BC is -489). Python's dates begin in year 1, so what lies before has notation but no days.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

# From coarse to fine; "S" season, "Q" quarter, "H" half a year.
ORDER = ("CE", "DE", "Y", "H", "Q", "S", "M", "W", "D")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: first and last day (None = open or before year 1), its unit, and its EDTF notation.
    ``year``, ``month`` and ``day`` are what it fixes; ``year`` may be 0 or less (BC)."""

    first: date | None
    last: date | None
    unit: str
    edtf: str | None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None


def iso_year(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def in_calendar(year: int) -> bool:
    return 1 <= year <= MAXYEAR


def of_day(day: date) -> Period:
    return Period(day, day, "D", day.isoformat(), day.year, day.month, day.day)


def of_ymd(year: int, month: int, day: int) -> Period | None:
    if not in_calendar(year):
        return Period(None, None, "D", f"{iso_year(year)}-{month:02d}-{day:02d}", year, month, day)
    try:
        return of_day(date(year, month, day))
    except ValueError:
        return None


def of_month(year: int, month: int) -> Period:
    note = f"{iso_year(year)}-{month:02d}"
    if not in_calendar(year):
        return Period(None, None, "M", note, year, month)
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "M", note, year, month)


def of_year(year: int) -> Period:
    if not in_calendar(year):
        return Period(None, None, "Y", iso_year(year), year)
    return Period(date(year, 1, 1), date(year, 12, 31), "Y", iso_year(year), year)


def of_years(first: int, last: int, unit: str, note: str) -> Period:
    low = date(first, 1, 1) if in_calendar(first) else None
    high = date(last, 12, 31) if in_calendar(last) else None
    return Period(low, high, unit, note, None)


def of_decade(start: int) -> Period:
    """The decade that begins with year ``start`` (AD)."""
    return of_years(start, start + 9, "DE", f"{start // 10:03d}X" if start >= 0 else f"{iso_year(start)}/{iso_year(start + 9)}")


def of_century(number: int, bc: bool = False) -> Period:
    """The ``number``-th century; by general use the 20th runs from 1900 to 1999."""
    if bc:
        return of_years(-(number * 100 - 1), -(number - 1) * 100, "CE", f"{iso_year(-(number * 100 - 1))}/{iso_year(-(number - 1) * 100)}")
    start = (number - 1) * 100
    return of_years(max(start, 1), start + 99, "CE", f"{number - 1:02d}XX")


def of_season(year: int, name: str, first: int, last: int, code: int) -> Period:
    """A season by the year it begins in: winter runs into the next year."""
    note = f"{iso_year(year)}-{code}"
    if not in_calendar(year) or not in_calendar(year + 1):
        return Period(None, None, "S", note, year, None, None, name)
    end = year + 1 if last < first else year
    return Period(date(year, first, 1), date(end, last, monthrange(end, last)[1]), "S", note, year, None, None, name)


def of_months(year: int, first: int, last: int, unit: str) -> Period:
    """A quarter or half, which EDTF writes as an interval of months."""
    note = f"{iso_year(year)}-{first:02d}/{iso_year(year)}-{last:02d}"
    if not in_calendar(year):
        return Period(None, None, unit, note, year)
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), unit, note, year, first)


def of_week(day: date) -> Period:
    """Monday to Sunday of the week that holds ``day``."""
    monday = plus(day, -day.weekday())
    sunday = plus(monday, 6) if monday else None
    return Period(monday, sunday, "W", interval(monday, sunday), day.year)


def of_weekend(day: date) -> Period:
    """Saturday and Sunday of the week that holds ``day``."""
    saturday = plus(day, 5 - day.weekday())
    sunday = plus(day, 6 - day.weekday())
    return Period(saturday, sunday, "WE", interval(saturday, sunday), day.year)


def plus(day: date | None, days: int) -> date | None:
    """``days`` later, or None outside the calendar."""
    if day is None or abs(days) > 4_000_000:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def plus_months(day: date, months: int) -> date | None:
    """The same day of the month, or the month's last day where it has no such day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not in_calendar(year):
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, n: int) -> date | None:
    """``n`` units after ``day`` (before it where negative)."""
    if abs(n) > 100_000:
        return None
    if unit in {"s", "min"}:
        return day
    if unit == "h":
        return plus(day, n // 24 if n >= 0 else -(-n // 24))
    if unit in {"D", "N"}:
        return plus(day, n)
    if unit in {"W", "WE"}:
        return plus(day, 7 * n)
    if unit == "F":
        return plus(day, 14 * n)
    return plus_months(day, n * {"M": 1, "Q": 3, "S": 3, "Y": 12, "DE": 120, "CE": 1200}[unit])


def containing(day: date, unit: str) -> Period:
    """The calendar unit that holds ``day``."""
    if unit == "W":
        return of_week(day)
    if unit == "WE":
        return of_weekend(day)
    if unit == "F":
        first = plus(day, -day.weekday() - 7)
        last = plus(day, 6 - day.weekday())
        return Period(first, last, "W", interval(first, last), day.year)
    if unit == "M":
        return of_month(day.year, day.month)
    if unit == "Q":
        first_month = (day.month - 1) // 3 * 3 + 1
        return of_months(day.year, first_month, first_month + 2, "Q")
    if unit == "Y":
        return of_year(day.year)
    if unit == "DE":
        return of_decade(day.year // 10 * 10)
    if unit == "CE":
        return of_century(day.year // 100 + 1)
    return of_day(day)


def interval(first: date | None, last: date | None) -> str | None:
    """EDTF for a stretch of days; ".." where an end is open; None where both are."""
    if first is None and last is None:
        return None
    if first == last and first is not None:
        return first.isoformat()
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def part(period: Period, mod: str, *, edge: bool = False) -> tuple[date | None, date | None]:
    """The first, middle or last part of a period. Thirds, on whole months where the period is a year and on the 10th and 20th
    where it is a month; with ``edge`` ("the beginning of", "the end of") only the first or last twelfth of a year."""
    if period.first is None or period.last is None:
        return None, None
    first, last = period.first, period.last
    if period.unit == "Y":
        months = {"START": (1, 1), "END": (12, 12), "MID": (5, 8)}[mod] if edge else {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}[mod]
        return date(first.year, months[0], 1), date(first.year, months[1], monthrange(first.year, months[1])[1])
    if period.unit == "M":
        cut = {"START": (1, 10), "MID": (11, 20), "END": (21, last.day)}[mod]
        return first.replace(day=cut[0]), first.replace(day=cut[1])
    if period.unit in {"DE", "CE"}:
        # Early, middle and late by whole years: of a decade 0 to 3, 4 to 6, 7 to 9.
        size = last.year - first.year + 1
        cut_years = {"START": (0, 4), "MID": (4, 7), "END": (7, 10)}[mod]
        low, high = first.year + size * cut_years[0] // 10, first.year + size * cut_years[1] // 10 - 1
        return date(low, 1, 1), date(min(high, last.year), 12, 31)
    if period.unit == "D":
        return first, last
    days = (last - first).days + 1
    third = days // 3
    if mod == "START":
        return first, plus(first, max(third - 1, 0))
    if mod == "END":
        return plus(last, -max(third - 1, 0)), last
    return plus(first, third), plus(last, -third)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday: Meeus's Julian computus, 13 days later in the calendar of today (right from 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year: "12-25", "easter+1", or "nth weekday month" (nth = -1 is the last)."""
    if not in_calendar(year):
        return None
    if rule.startswith("easter"):
        return plus(easter(year), int(rule[6:]))
    if rule.startswith("orthodox"):
        return plus(orthodox_easter(year), int(rule[8:])) if 1900 <= year < 2100 else None
    if " " in rule:
        nth, weekday, month = map(int, rule.split())
        if nth > 0:
            first = date(year, month, 1)
            return plus(first, (weekday - 1 - first.weekday()) % 7 + 7 * (nth - 1))
        end = date(year, month, monthrange(year, month)[1])
        return plus(end, -((end.weekday() - (weekday - 1)) % 7))
    month, day = map(int, rule.split("-"))
    return date(year, month, day)
