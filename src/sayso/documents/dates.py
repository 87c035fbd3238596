"""Days as records, feeds and pages print them, and which of them is the day of publication.

A day is read as it is printed: "2022-11-05T23:30:00-05:00" is 5 November, whatever the day was in Greenwich. What is not a whole day (a
year, a month), could be two days ("05/11/2022") or was before there were newspapers is not made into one: the words say why it was refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sayso.documents.normal import sayable
from sayso.records import DateOrigin

_EARLIEST = date(1605, 1, 1)  # the year of the first printed weekly newspaper (Relation, Strasbourg)
_EPOCH = date(1970, 1, 1)  # what a computer writes that was given no time

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ISO = r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
_SHAPES = tuple(
    re.compile(rf"(?<![\w/.-]){shape}(?![\d/-]|\.\d)", re.IGNORECASE)
    for shape in (
        _ISO + r"(?:(?=T\d)|\b)",
        rf"{_DAY}(?:\s+|-|\s+of\s+){_MONTH}(?:\.?,?\s+|-){_YEAR}",
        rf"{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}",
    )
)
_COMPACT = re.compile(r"(?P<year>(?:1[6-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T\d{4,6}.*)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?=$|[\sT,])", re.ASCII)
_PARTIAL = re.compile(rf"(?:{_YEAR}(?:[-/.](?:\d{{1,2}}))?|{_MONTH}\.?,?\s+\d{{4}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A date somebody states: as a day or as printed, with where it was found."""

    words: str | date
    origin: DateOrigin


@dataclass(frozen=True, slots=True)
class Settled:
    """The day of publication, None = unknown, with its origin, and a sentence for each date that was refused or is odd."""

    day: date | None
    origin: DateOrigin
    odd: tuple[str, ...] = ()


def parse_day(words: str) -> date | str:
    """The day that ``words`` name, or in words why they name none. ``words`` is a field that should be a date, not running text."""
    words = words.strip()
    try:
        return date.fromisoformat(words[:10]) if len(words) == 10 or words[10:11] in ("T", " ") else _parse(words)
    except ValueError:
        return _parse(words)


def _parse(words: str) -> date | str:
    shown = f"the date “{sayable(words[:40])}”"
    if not words.isascii():
        words = " ".join(words.split())
    if match := _COMPACT.fullmatch(words):
        return _day(match) or f"{shown} is not a day of the calendar"
    if match := next((m for shape in _SHAPES if (m := shape.search(words))), None):
        return _day(match) or f"{shown} is not a day of the calendar"
    if match := _NUMBERS.match(words):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if (first > 12) != (second > 12) or first == second:
            day, month = (first, second) if first > 12 else (second, first)
            return _calendar(year, month, day) or f"{shown} is not a day of the calendar"
        if first <= 12:
            return f"{shown} can be read as two different days"
        return f"{shown} is not a day of the calendar"
    if _PARTIAL.fullmatch(words):
        return f"{shown} names no day"
    return f"{shown} is not understood"


@dataclass(frozen=True, slots=True)
class Printed:
    """A day in a text, and the offset at which it begins."""

    day: date
    start: int


def find_day(words: str) -> Printed | None:
    """The first day that is written out in a short text ("Posted on Nov. 5, 2022 at 14:05"); None where there is none or it is unclear."""
    first = min((m for shape in _SHAPES for m in shape.finditer(words)), key=lambda m: m.start(), default=None)
    day = _day(first) if first is not None else None
    return Printed(day, first.start()) if first is not None and day is not None else None


def _day(match: re.Match[str]) -> date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else 1 + next(i for i, name in enumerate(_MONTHS) if name.startswith(month[:3].lower()))
    return _calendar(int(match["year"]), number, int(match["day"]))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def path_of(url: str) -> str:
    """The path in an address, of whatever form: archives hold addresses on which ``urlsplit`` raises."""
    return re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", url, flags=re.IGNORECASE | re.DOTALL)


def day_in_address(url: str) -> date | None:
    """The day in the path of an address ("…/2022/11/05/…", "…-2022-11-05…", "…/2022/nov/05/…", "…/20221105…"); None where none is."""
    path = path_of(url)
    for shape in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/_])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/_]){_MONTH}(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)",
    ):
        if (match := re.search(shape, path, re.IGNORECASE)) and (day := _day(match)):
            return day
    return None


def settle(found: Iterable[Found], given: date | None, latest: date, captured: date | None = None) -> Settled:
    """Which of the dates ``found`` (the most trusted first) is the day of publication.

    ``given`` is what the user said; it comes after what the document says of itself and before what was merely seen on a page. A date
    after ``latest`` is kept, and reported, where a record or the user gives it, because there it is a statement and not a guess; elsewhere
    it is refused and reported, as is one after the day on which the document was ``captured``. What is seen on a page are candidates, so
    those that are refused are not worth a report."""
    odd: list[str] = []
    for one in (*(f for f in found if f.origin is not DateOrigin.PAGE), *_said(given), *(f for f in found if f.origin is DateOrigin.PAGE)):
        day = one.words if isinstance(one.words, date) else parse_day(one.words)
        if isinstance(day, datetime):
            day = day.date()
        if isinstance(day, str):
            problem = day
        elif one.words is given and one.origin is DateOrigin.GIVEN:
            return Settled(day, DateOrigin.GIVEN, tuple(odd))
        elif day < _EARLIEST or day == _EPOCH:
            problem = f"the date {day.isoformat()} cannot be that of a publication"
        elif day > latest:
            problem = f"the date {day.isoformat()} lies in the future"
            if one.origin is DateOrigin.GIVEN:
                return Settled(day, one.origin, (*odd, f"{problem} and was kept as it was given"))
        elif captured is not None and day > captured + timedelta(days=1):
            problem = f"the date {day.isoformat()} is later than the capture on {captured.isoformat()}"
        else:
            return Settled(day, one.origin, tuple(odd))
        if one.origin is not DateOrigin.PAGE:
            odd.append(problem)
    return Settled(None, DateOrigin.UNKNOWN, tuple(odd))


def _said(given: date | None) -> tuple[Found, ...]:
    return (Found(given, DateOrigin.GIVEN),) if given is not None else ()
