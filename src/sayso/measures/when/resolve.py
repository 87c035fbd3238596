"""From atoms to days: what each expression means on the calendar, and why.

Two kinds of text are read differently, because they mean different things by a date without a year:

- News counts from its publication. "13 November" is the nearest such day before it, or after it where the sentence looks ahead
  or the day is at most a month away; "Monday" is the last Monday up to and including the day of publication, or the next one.
- A history tells its years once and goes on. Where most years that a text names lie well before its publication
  (:func:`is_history`), a date without a year takes the year that brings it nearest to the last date told, forwards rather than back.

Nothing falls back to the publication date in silence: what cannot be placed keeps open bounds and a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.measures.when import days
from sayso.measures.when.atoms import Atom
from sayso.measures.when.days import Period
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

# A text is a history when it names at least so many years, this share of them before the year of publication, and hardly counts from
# its publication: at most one "yesterday", "last week" or "on Monday" to so many dates. Among 1,008 news texts that count from the day
# they appeared none is a history by this; all but one of the 22 narratives of WikiWars are.
_HISTORY_YEARS, _HISTORY_SHARE, _HISTORY_DATES_PER_DEIXIS = 5, 0.8, 8
# History: a year so far from its neighbours is a glance aside.
_STRAY_YEARS = 4
# News: a day without a year that lies at most so many days ahead is ahead, as it would otherwise be eleven months ago.
_SOON_DAYS = 31
# … and with a cue that the sentence looks ahead, unless the day has just passed.
_JUST_PASSED_DAYS = 21
# How many tokens before an expression are looked at for such cues.
_CUE_WINDOW = 25
# History: a date without a year keeps the year of the last date told, unless crossing New Year brings it so many months nearer.
# Tried 0 to 8, and weights for going back, on WikiWars: 88.6 to 89.1 % of the values right.
_CROSS_MONTHS = 6

_DURATION = {"s": ("PT", "S"), "min": ("PT", "M"), "h": ("PT", "H"), "D": ("P", "D"), "N": ("P", "D"), "W": ("P", "W"), "WE": ("P", "WE"), "F": ("P", "W"), "M": ("P", "M"),
             "Q": ("P", "Q"), "S": ("P", "S"), "Y": ("P", "Y"), "DE": ("P", "DE"), "CE": ("P", "CE")}  # fmt: skip
_SET_VALUE = {"D": "XXXX-XX-XX", "N": "XXXX-XX-XXTNI", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "h": "XXXX-XX-XXTXX"}


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression, resolved. ``kind`` is date, time, duration, set or ref; ``value`` and ``mod`` are TIMEX2's VAL and MOD
    (``value`` None where the words give none); ``first``/``last`` are days, both inclusive, None = open; ``unit`` is how fine it is
    ("Y", "M", "D" …); ``amount`` is the number of units of a duration. ``i``/``j`` are token indices, half-open."""

    start: int
    end: int
    text: str
    kind: str
    value: str | None
    mod: str | None
    first: date | None
    last: date | None
    edtf: str | None
    anchor: str
    why: str
    unit: str | None
    i: int
    j: int
    shape: str
    amount: tuple[float | None, float | None] = (None, None)
    direction: int = 0
    part: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a calendar or shift atom comes to."""

    period: Period | None
    anchor: str
    why: str


def is_history(atoms: list[Atom], published: date | None) -> bool:
    """Whether a text tells the past from its own dates, not from its publication; without a publication it can only do that."""
    if published is None:
        return True
    years = [a.year for a in atoms if a.shape == "calendar" and a.year is not None]
    old = sum(1 for y in years if y < published.year)
    without = sum(1 for a in atoms if a.shape == "calendar" and a.month is not None and a.year is None and a.year_from is None)
    deictic = sum(1 for a in atoms if (a.shape == "shift" and a.base == "published") or (a.weekday is not None and a.day is None))
    return len(years) >= _HISTORY_YEARS and old >= _HISTORY_SHARE * len(years) and deictic * _HISTORY_DATES_PER_DEIXIS <= len(years) + without


def _strays(atoms: list[Atom]) -> set[int]:
    """Years that a history only glances at: further than ``_STRAY_YEARS`` from the year named before and the one named after.
    The dates that follow do not count from them. Named by identity."""
    named = [a for a in atoms if a.shape == "calendar" and a.year is not None]
    strays: set[int] = set()
    before: int | None = None
    for k, atom in enumerate(named):
        year = atom.year or 0
        after = next((a.year for a in named[k + 1 :] if a.year is not None and abs(a.year - year) > 1), None)
        run = next((n for n, a in enumerate(named[k:]) if a.year is None or abs(a.year - year) > 1), len(named) - k)
        far = [abs(year - other) > _STRAY_YEARS for other in (before, after) if other is not None]
        if far and all(far) and run <= 2 and (before is None or after is None or abs(before - after) <= _STRAY_YEARS):
            strays.add(id(atom))
        else:
            before = year
    return strays


class Resolver:
    """Resolves the atoms of one text in order; keeps the last date told (``focus``)."""

    def __init__(self, words: Words, atoms: list[Atom], published: date | None) -> None:
        self.words, self.published = words, published
        self.history = is_history(atoms, published)
        self.focus: Period | None = None
        self.day: Period | None = None
        self.focus_at = -1
        self.strays = _strays(atoms) if self.history else set()

    def resolve(self, atom: Atom) -> Timex:
        if atom.shape == "length":
            return self._length(atom)
        if atom.shape == "habit":
            return self._habit(atom)
        if atom.shape == "ref":
            why = "the words point at no day of their own"
            return self._timex(atom, "ref", None if atom.ref == "UNKNOWN" else atom.ref, _Found(None, "none", why))
        if atom.shape == "window":
            return self._window(atom)
        found = self._placed(atom)
        if found.period is not None:
            self._remember(atom, found.period)
        return self._timex(atom, "time" if atom.clock or atom.daypart else "date", None, found)

    def _remember(self, atom: Atom, period: Period) -> None:
        if id(atom) in self.strays:
            return
        if period.unit == "D":
            self.day = period
        if period.unit in {"D", "M", "Y", "S", "W", "WE", "Q", "H"} and not (period.unit in {"DE", "CE"}):
            self.focus, self.focus_at = period, atom.i

    # Where it lies

    def _placed(self, atom: Atom) -> _Found:
        if atom.shape == "calendar" and atom.month is None and atom.year is None:
            if atom.weekday is not None and atom.day is None:
                return self._weekday(atom)
            if atom.day is not None:
                return self._day_of_month(atom)
        return self._place(atom)

    def _place(self, atom: Atom) -> _Found:
        if atom.shape == "shift":
            return self._shift(atom)
        if atom.fixed is not None:
            return _Found(days.of_day(date.fromisoformat(atom.fixed)), "absolute", "a day known by name")
        if atom.decade is not None:
            if atom.bc:
                return _Found(days.of_decade(-(atom.decade + 8)), "absolute", "a decade")
            return _Found(days.of_decade(atom.decade), "absolute", "a decade")
        if atom.century is not None:
            return _Found(
                days.of_century(atom.century, atom.bc) if atom.century > 0 else None,
                "absolute",
                "a century, by general use from its hundred",
            )
        year, anchor, why = self._year(atom)
        if year is None:
            return _Found(None, "none", why)
        if atom.holiday is not None:
            day = days.holiday(atom.holiday, year)
            if day is not None and atom.daypart == "NI" and atom.holiday == "12-25":
                day = days.plus(day, -1)
            return _Found(days.of_day(day) if day else None, anchor, f"a holiday; {why}")
        if atom.season is not None:
            s = tables().seasons[atom.season]
            return _Found(
                days.of_season(year, atom.season, s.first, s.last, s.edtf), anchor, f"a season, by the northern half of the globe; {why}"
            )
        if atom.fiscal:
            return _Found(_fiscal(atom, year), anchor, "a fiscal year of the United States runs from 1 October before to 30 September")
        if atom.quarter is not None:
            return _Found(days.of_months(year, atom.quarter * 3 - 2, atom.quarter * 3, "Q"), anchor, why)
        if atom.half is not None and atom.month is None:
            return _Found(days.of_months(year, atom.half * 6 - 5, atom.half * 6, "H"), anchor, why)
        if atom.month is not None and atom.day is not None:
            period = days.of_ymd(year, atom.month, atom.day)
            return _Found(period, anchor if period else "none", why if period else "the calendar has no such day")
        if atom.month is not None:
            period = days.of_month(year, atom.month)
            if atom.half is not None and period.first is not None and period.last is not None:
                first, last = (
                    (period.first, period.first.replace(day=15)) if atom.half == 1 else (period.first.replace(day=16), period.last)
                )
                period = Period(first, last, "M", days.interval(first, last), year, atom.month)
            return _Found(period, anchor, why)
        return _Found(days.of_year(year), anchor, why)

    def _year(self, atom: Atom) -> tuple[int | None, str, str]:
        """The year of a calendar atom, what it was taken from, and why."""
        if atom.year is not None:
            if atom.short and self.focus is not None and self.focus.year is not None and self.focus.year > 0:
                near = self.focus.year // 100 * 100 + atom.year % 100
                year = min((near - 100, near, near + 100), key=lambda y: abs(y - (self.focus.year if self.focus and self.focus.year else 0)))
                return year, "event", "two digits: the century of the last date told"
            return atom.year, "absolute", "the year stands in the words"
        if atom.year_from == "focus":
            if self.focus is None or self.focus.year is None:
                return None, "none", "no earlier year in the text to count from"
            return self.focus.year + atom.year_offset, "event", "the year of the last date told"
        if atom.year_from == "published":
            base = self._today()
            if base is None:
                return None, "none", "the publication date is not known"
            return base.year + atom.year_offset, "published", "counted from the year of publication"
        if self.history:
            return self._told_year(atom)
        return self._news_year(atom)

    def _today(self) -> date | None:
        """What "this year" and "last month" count from: publication in news, the last date told in a history."""
        if self.history and self.focus is not None and self.focus.first is not None:
            return self.focus.first
        return self.published

    def _told_year(self, atom: Atom) -> tuple[int | None, str, str]:
        focus = self.focus
        if focus is None or focus.year is None:
            return None, "none", "no earlier date in the text names a year"
        if (focus.unit in {"Y", "H", "Q"} or focus.first is None) and (atom.month, atom.day) != (2, 29) or atom.season is not None and focus.unit == "S":
            year = focus.year
        elif atom.season is not None:
            year = _nearest(focus, tables().seasons[atom.season].first)
        elif atom.holiday is not None:
            year = _nearest(focus, int(atom.holiday[:2]) if atom.holiday[:2].isdecimal() else 4)
        elif atom.month is not None:
            year = _nearest(focus, atom.month, atom.day)
        else:
            year = focus.year
        return year, "event", "the text tells a history: the year nearest to the last date told"

    def _news_year(self, atom: Atom) -> tuple[int | None, str, str]:
        published = self.published
        if published is None:
            return None, "none", "no year in the words, and the publication date is not known"
        sentence = self.words.sentence(atom.i)
        if (
            self.focus is not None
            and self.focus.year is not None
            and self.focus_at >= sentence[0]
            and self.focus.year < published.year - 1
            and atom.month is not None
        ):
            year = (
                _nearest(self.focus, atom.month)
                if self.focus.first is not None and self.focus.unit not in {"Y"}
                else self.focus.year
            )
            return year, "event", "the year of the date before it in the sentence"
        if atom.season is not None:
            s = tables().seasons[atom.season]
            return self._side(atom, lambda y: days.of_season(y, atom.season or "", s.first, s.last, s.edtf))
        if atom.holiday is not None:
            rule = atom.holiday
            return self._side(atom, lambda y: days.of_day(d) if (d := days.holiday(rule, y)) else None)
        if atom.quarter is not None:
            q = atom.quarter
            return self._side(atom, lambda y: days.of_months(y, q * 3 - 2, q * 3, "Q"))
        if atom.half is not None and atom.month is None:
            h = atom.half
            return self._side(atom, lambda y: days.of_months(y, h * 6 - 5, h * 6, "H"))
        if atom.month is None:
            return None, "none", "no year in the words"
        month, day = atom.month, atom.day
        return self._side(atom, lambda y: days.of_ymd(y, month, day) if day else days.of_month(y, month))

    def _side(self, atom: Atom, make: object) -> tuple[int | None, str, str]:
        """The year before or after publication in which ``make(year)`` is meant."""
        published = self.published
        assert published is not None
        options: list[tuple[int, Period]] = []
        for year in range(published.year - 4, published.year + 5):
            period = make(year) if days.in_calendar(year) else None  # type: ignore[operator]
            if period is not None and period.first is not None and period.last is not None:
                options.append((year, period))
        back = [(y, p) for y, p in options if p.first is not None and p.first <= published]
        ahead = [(y, p) for y, p in options if p.first is not None and p.first > published]
        if not back and not ahead:
            return None, "none", "the calendar has no such day"
        if not ahead:
            return back[-1][0], "published", "the nearest before publication"
        if not back:
            return ahead[0][0], "published", "the nearest after publication"
        current = back[-1][1]
        if current.last is not None and current.last >= published:
            return back[-1][0], "published", "the one that publication falls in"
        assert ahead[0][1].first is not None and current.last is not None
        gap_ahead, gap_back = (ahead[0][1].first - published).days, (published - current.last).days
        looks = self.direction(atom)
        if looks > 0 and gap_back > _JUST_PASSED_DAYS:
            return ahead[0][0], "published", "the nearest after publication, as the sentence looks ahead"
        if gap_ahead <= _SOON_DAYS and (looks >= 0 or atom.day is not None):
            return ahead[0][0], "published", "the nearest to publication, which lies ahead"
        if atom.month is not None and atom.day is None and looks >= 0 and gap_ahead <= 2 * _SOON_DAYS:
            return ahead[0][0], "published", "the nearest to publication, which lies ahead"
        return back[-1][0], "published", "the nearest before publication"

    def direction(self, atom: Atom) -> int:
        """Whether the words around an expression look ahead (1), back (-1), or neither (0): the nearest cue before it in its sentence."""
        words = self.words
        first, last = words.sentence(atom.i)
        before = words.at(atom.i - 1)
        if before in {"until", "till", "by"} or (before == "before" and atom.weekday is not None):
            return 1
        for k in range(atom.i - 1, max(first, atom.i - _CUE_WINDOW) - 1, -1):
            looks = self._cue(k)
            if looks:
                return looks
        for k in range(atom.j, min(last, atom.j + 8)):
            if words.low[k] in {"will", "shall"} or (words.low[k] == "ll" and words.at(k - 1) in {"'", "’"}):
                return 1
            if words.low[k] in {"was", "were", "had"}:
                return -1
        return 0

    def _cue(self, k: int) -> int:
        """Whether token ``k`` looks ahead (1) or back (-1): a word of the lexicon, or a verb in the past."""
        t, words = tables(), self.words
        word = words.low[k]
        if word == "t" and words.at(k - 1) in {"'", "’"} and words.at(k - 2) == "won":
            return 1
        if word in t.future:
            return 1
        if word == "to" and words.at(k - 1) in {"is", "are", "set", "due", "plans", "expected", "scheduled", "ready", "agrees", "vows", "going"}:
            return 1
        if word in t.past:
            return -1
        tag = words.tag(k)
        past = tag == "VBD" or (tag == "VBN" and words.at(k - 1) in {"have", "has", "had", "been"}) if tag else word.endswith("ed") and len(word) > 4 and words.raw[k][0].islower()
        # "will be raised", "to be delivered": the participle says nothing about when.
        return -1 if past and words.at(k - 1) not in {"be", "being", "is", "are"} else 0

    def _shift(self, atom: Atom) -> _Found:
        base, anchor, why = self._base(atom)
        if base is None:
            return _Found(None, "none", why)
        if atom.weekday is not None:
            return _Found(self._moved_weekday(atom, base), anchor, why)
        if atom.month is not None:
            return _Found(self._moved_month(atom, base), anchor, why)
        if atom.season is not None:
            return _Found(self._moved_season(atom, base), anchor, why)
        if atom.holiday is not None:
            year = base.year + (0 if atom.direction == 0 else atom.direction)
            near = days.holiday(atom.holiday, base.year)
            if near is not None and atom.direction:
                year = base.year if (near < base) == (atom.direction < 0) and near != base else base.year + atom.direction
            day = days.holiday(atom.holiday, year)
            return _Found(days.of_day(day) if day else None, anchor, why)
        return _Found(self._moved_unit(atom, base), anchor, why)

    def _base(self, atom: Atom) -> tuple[date | None, str, str]:
        if atom.base == "atom" and atom.of is not None:
            found = self._placed(atom.of)
            if found.period is None or found.period.first is None:
                return None, "none", found.why
            self._remember(atom.of, found.period)
            day = found.period.last if atom.direction > 0 else found.period.first
            return day, found.anchor, "counted from the date in the words"
        if atom.base == "event":
            return None, "none", "counted from an event whose day the words do not give"
        if atom.base == "published" and not self.history:
            return (
                (self.published, "published", "counted from the day of publication")
                if self.published
                else (None, "none", "the publication date is not known")
            )
        if atom.base == "published":
            if atom.unit == "D" and atom.ref in {None, "overnight"} and self.words.at(atom.i) in {"yesterday", "today", "tomorrow", "tonight"}:
                return None, "none", "in a text that tells a history these words are somebody's, of a day not given"
            if self.focus is not None and self.focus.first is not None:
                return self.focus.first, "event", "the text tells a history: counted from the last date told"
            return (
                (self.published, "published", "counted from the day of publication")
                if self.published
                else (None, "none", "the publication date is not known")
            )
        return self._told(atom)

    def _told(self, atom: Atom) -> tuple[date | None, str, str]:
        """What "the next day", "two years later" and "that month" count from: the last date told; in news, where none is near,
        publication for one step ("the previous day"), and nothing for more."""
        single = atom.unit in {"D", "N", "h", "min", "s"}
        focus = self.day if single and self._day_is_near() else self.focus
        if not self.history and focus is not None and single and (focus.unit != "D" or not self._told_nearby(atom)):
            focus = None
        if focus is not None:
            if atom.unit in {"D", "N"} and focus.unit != "D":
                return None, "none", "the last date told is no single day"
            day = focus.last if atom.direction > 0 else focus.first
            if day is None:
                return None, "none", "the last date told lies before the calendar of this program"
            return day, "event", "counted from the last date told"
        if self.history or self.published is None or atom.ref == "then":
            return None, "none", "no earlier date in the text to count from"
        if atom.direction and (atom.low != 1 or self.words.low[atom.j - 1] in {"later", "earlier", "before", "after"}):
            return None, "none", "counted from something whose day the words do not give"
        if not atom.direction and self.words.low[atom.i] in {"that", "same"} | ({"the"} if self.words.at(atom.i + 1) == "same" else set()):
            return None, "none", "no earlier date in the text to count from"
        return self.published, "published", "no earlier date in the text: counted from the day of publication"

    def _told_nearby(self, atom: Atom) -> bool:
        """The last day told stands in the same sentence or the one before, or it is of these weeks: a report goes through them in order."""
        first, _ = self.words.sentence(atom.i)
        before, _ = self.words.sentence(max(first - 1, 0))
        if self.focus_at >= before or self.published is None or self.focus is None or self.focus.first is None:
            return True
        return abs((self.published - self.focus.first).days) <= _SOON_DAYS

    def _day_is_near(self) -> bool:
        """The last day told is still what the text speaks of: the last date told lies in the same year and month, or is that day."""
        if self.day is None or self.focus is None:
            return False
        if self.focus.unit == "D":
            return True
        if self.focus.unit == "M":
            return (self.focus.year, self.focus.month) == (self.day.year, self.day.month)
        return False

    def _moved_unit(self, atom: Atom, base: date) -> Period | None:
        unit = atom.unit or "D"
        if atom.ref == "then":
            return self.focus
        if atom.ref == "the" and unit == "WE":
            past = days.plus(base, -((base.weekday() + 1) % 7)) if base.weekday() < 5 else base
            day = days.plus(base, 6 - base.weekday()) if self.direction(atom) > 0 else past
            return days.of_weekend(day) if day else None
        if atom.low is None:
            return None
        if atom.low != int(atom.low):
            months = round(atom.low * {"Y": 12, "DE": 120, "CE": 1200}.get(unit, 0))
            if months:
                day = days.shift(base, "M", months * (atom.direction or 1))
                return days.containing(day, "M") if day else None
            return None
        steps = int(atom.low) * (atom.direction or (1 if atom.low else 0))
        if unit in {"s", "min", "h"}:
            hours = steps if unit == "h" else 0
            return days.of_day(base) if abs(hours) < 24 else _day_or_none(days.shift(base, "h", hours))
        if atom.base == "published" and unit == "Y" and atom.low == 1 and self.words.at(atom.j - 1) == "ago" and not self.history:
            # "A year ago" speaks of the day, "three years ago" of the year.
            return _day_or_none(days.shift(base, "Y", steps))
        day = days.shift(base, unit, steps)
        if day is None:
            return None
        if unit in {"DE", "CE"} and atom.direction and self.words.at(atom.j - 1) in {"ago", "earlier", "later", "before", "after", "previously"}:
            return days.containing(day, "Y" if unit == "DE" else "DE")  # "a decade ago" is ten years, not the decade before
        if atom.base == "atom" and unit in {"D", "N", "W"}:
            return days.of_day(day)
        return days.of_day(day) if unit in {"D", "N"} else days.containing(day, unit)

    def _moved_weekday(self, atom: Atom, base: date) -> Period | None:
        weekday = (atom.weekday or 1) - 1
        back = (base.weekday() - weekday) % 7
        if atom.ref in {"last", "past", "previous", "preceding"}:
            return _day_or_none(days.plus(base, -(back or 7)))
        ahead = (weekday - base.weekday()) % 7
        if atom.ref in {"next", "coming", "upcoming", "following", "subsequent"}:
            return _day_or_none(days.plus(base, ahead or 7))
        # "this Friday": the Friday of the week of publication.
        return _day_or_none(days.plus(base, weekday - base.weekday()))

    def _moved_month(self, atom: Atom, base: date) -> Period | None:
        month = atom.month or 1
        year = base.year
        if atom.ref in {"last", "past", "previous", "preceding"}:
            year = base.year if month < base.month else base.year - 1
        elif atom.ref in {"next", "coming", "upcoming", "following"}:
            year = base.year if month > base.month else base.year + 1
        return days.of_month(year, month)

    def _moved_season(self, atom: Atom, base: date) -> Period | None:
        s = tables().seasons[atom.season or "spring"]
        options = [days.of_season(y, atom.season or "", s.first, s.last, s.edtf) for y in range(base.year - 2, base.year + 3)]
        whole = [p for p in options if p.first is not None and p.last is not None]
        if atom.direction < 0:
            before = [p for p in whole if p.last is not None and p.last < base]
            return before[-1] if before else None
        if atom.direction > 0:
            after = [p for p in whole if p.first is not None and p.first > base]
            return after[0] if after else None
        same = [p for p in whole if p.year == base.year]
        return same[0] if same else None

    # What it comes to

    def _weekday(self, atom: Atom) -> _Found:
        weekday = (atom.weekday or 1) - 1
        base, anchor = self.published, "published"
        if self.history:
            base, anchor = (self.focus.last if self.focus and self.focus.unit in {"D", "W"} else None), "event"
        if base is None:
            return _Found(None, "none", "a weekday, and no day to count from")
        back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
        if self.history:
            return _Found(_day_or_none(days.plus(base, ahead)), anchor, "the next such weekday after the last date told")
        if back and self.direction(atom) > 0:
            return _Found(
                _day_or_none(days.plus(base, ahead)), anchor, "the next such weekday after publication, as the sentence looks ahead"
            )
        return _Found(_day_or_none(days.plus(base, -back)), anchor, "the last such weekday up to the day of publication")

    def _day_of_month(self, atom: Atom) -> _Found:
        focus = self.focus
        if focus is None or focus.year is None or focus.month is None or atom.day is None:
            return _Found(None, "none", "no earlier date in the text names a month")
        period = days.of_ymd(focus.year, focus.month, atom.day)
        return _Found(
            period, "event" if period else "none", "a day of the month of the last date told" if period else "the calendar has no such day"
        )

    def _beside(self, atom: Atom, first: date, last: date) -> tuple[date, date]:
        """ "Earlier this year" ends with the day it is counted from, "later that month" begins after it."""
        base = self.published if atom.base == "published" and not self.history else self.day.first if self.day else None
        if base is None or not first <= base <= last:
            return first, last
        if atom.side < 0:
            return first, base
        return (min(days.plus(base, 1) or base, last) if atom.base == "focus" else base), last

    def _window(self, atom: Atom) -> Timex:
        unit, n = atom.unit or "D", atom.high
        value = _duration(unit, atom.low, atom.high)
        if atom.base == "atom" and atom.of is not None:
            found = self._placed(atom.of)
            if found.period is not None:
                self._remember(atom.of, found.period)
            inner = found.period
            if inner is None or inner.first is None or inner.last is None or n is None or n != int(n):
                return self._timex(
                    atom, "duration", value, _Found(None, "none", found.why if inner is None else "the words do not say how many")
                )
            if atom.direction > 0:
                end = days.plus(days.shift(inner.first, unit, int(n)), -1)
                period = Period(inner.first, min(end, inner.last) if end else inner.last, "D", None)
            else:
                start = days.plus(days.shift(inner.last, unit, -int(n)), 1)
                if unit == "M":
                    start = days.shift(inner.last.replace(day=1), "M", 1 - int(n))
                period = Period(max(start, inner.first) if start else inner.first, inner.last, "D", None)
            period = Period(period.first, period.last, "D", days.interval(period.first, period.last), inner.year)
            return self._timex(atom, "duration", value, _Found(period, found.anchor, "the first or last part of the date in the words"))
        if atom.base == "event":
            return self._timex(atom, "duration", value, _Found(None, "none", "part of something whose days the words do not give"))
        focus = self.focus.last if self.focus is not None and (self.focus.unit == "D" or self.history) else None
        base, anchor = (focus, "event") if atom.base == "focus" or self.history else (self.published, "published")
        if base is None and atom.base == "focus" and not self.history:
            base, anchor = self.published, "published"
        if base is None:
            return self._timex(atom, "duration", value, _Found(None, "none", "no day to count from"))
        if n is None and atom.low is not None and atom.direction < 0:
            period = Period(None, base, "D", days.interval(None, base), base.year)
            return self._timex(atom, "duration", value, _Found(period, anchor, "at least so long up to that day: its beginning is open"))
        if n is None or n != int(n) or atom.direction == 0:
            return self._timex(atom, "duration", value, _Found(None, anchor, "the words do not say how many: kept, with open bounds"))
        first, last = _stretch(base, unit, int(n), atom.direction)
        period = Period(first, last, "D", days.interval(first, last), base.year)
        counted = "day of publication" if anchor == "published" else "last date told"
        return self._timex(
            atom,
            "duration",
            value,
            _Found(period, anchor, f"so long up to the {counted}" if atom.direction < 0 else f"so long from the {counted}"),
        )

    def _length(self, atom: Atom) -> Timex:
        return self._timex(
            atom, "duration", _duration(atom.unit or "D", atom.low, atom.high), _Found(None, "none", "how long, not when: bounds left open")
        )

    def _habit(self, atom: Atom) -> Timex:
        unit = atom.unit or "D"
        value = _SET_VALUE.get(unit, "XXXX")
        if self.words.low[atom.i] in {"per", "a", "an"}:
            value = _duration(unit, 1, 1)
        if atom.daypart:
            value = f"XXXX-XX-XXT{atom.daypart}"
        return self._timex(atom, "set", value, _Found(None, "none", "how often, not when: bounds left open"))

    def _timex(self, atom: Atom, kind: str, value: str | None, found: _Found) -> Timex:
        from sayso.measures.when.values import value_of

        words, period = self.words, found.period
        first, last, edtf = (period.first, period.last, period.edtf) if period else (None, None, None)
        why = found.why
        mod = atom.mod or atom.approx
        if period is not None and atom.mod in {"START", "MID", "END"} and period.unit != "D" and first is not None:
            first, last = days.part(period, atom.mod, edge=atom.edge)
            edtf = days.interval(first, last)
            why += f"; of it {'the ' if atom.edge else ''}{ {'START': 'first', 'MID': 'middle', 'END': 'last'}[atom.mod] } part"
        if atom.side and period is not None and first is not None and last is not None:
            first, last = self._beside(atom, first, last)
            edtf = days.interval(first, last)
            why += "; of it the part before that day" if atom.side < 0 else "; of it the part after that day"
        if atom.shape == "shift" and atom.direction < 0 and atom.approx in {"MORE_THAN", "EQUAL_OR_MORE"} and last is not None:
            first, edtf = None, days.interval(None, last)
            why += "; or longer ago"
        if words.at(atom.i - 1) in {"around", "about", "circa", "ca"} and period is not None and edtf and "/" not in edtf and period.unit in {"D", "M", "Y"} and kind == "date":
            edtf += "~"
            why += "; approximate"
        if atom.ref == "overnight" and first is not None:
            first = days.plus(first, -1)
            edtf, why = days.interval(first, last), "the night before: the day before and the day itself"
        if kind in {"date", "time"}:
            value = value_of(atom, period)
        start, end = words.start[atom.i], words.end[atom.j - 1]
        unit = period.unit if period else atom.unit
        return Timex(
            start,
            end,
            words.text[start:end],
            kind,
            value,
            mod,
            first,
            last,
            edtf,
            found.anchor,
            why,
            unit,
            atom.i,
            atom.j,
            atom.shape,
            (atom.low, atom.high),
            atom.direction,
            atom.mod,
        )


def _day_or_none(day: date | None) -> Period | None:
    return days.of_day(day) if day is not None else None


def _stretch(base: date, unit: str, n: int, direction: int) -> tuple[date | None, date | None]:
    """``n`` units up to ``base`` or from it: "the past week" is the seven days up to it; hours count the day they began on."""
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


def _nearest(focus: Period, month: int, day: int | None = None) -> int:
    """The year of a month told after ``focus``: its year, or one beside it where that is nearer by ``_CROSS_MONTHS`` months;
    29 February looks for its leap year."""
    assert focus.year is not None
    at = focus.month or 6
    reach = range(-4, 5) if (month, day) == (2, 29) else (0, 1, -1)
    gaps = {focus.year + k: abs(12 * k + month - at) + (_CROSS_MONTHS if k else 0) for k in reach}
    if day is not None:
        gaps = {year: gap for year, gap in gaps.items() if days.of_ymd(year, month, day) is not None} or gaps
    return min(gaps, key=lambda year: gaps[year])


def _fiscal(atom: Atom, year: int) -> Period | None:
    """A fiscal year of the United States, or a quarter or half of it."""
    if not days.in_calendar(year - 1) or not days.in_calendar(year):
        return None
    start = date(year - 1, 10, 1)
    if atom.quarter is not None or atom.half is not None:
        size = 3 if atom.quarter is not None else 6
        first = days.plus_months(start, ((atom.quarter or atom.half or 1) - 1) * size)
        last = days.plus(days.plus_months(first, size), -1) if first else None
        unit = "Q"
    else:
        first, last, unit = start, date(year, 9, 30), "Y"
    note = f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}" if first and last else None
    return Period(first, last, unit, note, year)


def _duration(unit: str, low: float | None, high: float | None) -> str:
    head, tail = _DURATION[unit]
    amount = high
    if amount is not None and unit == "F":
        amount *= 2
    text = "X" if amount is None else f"{amount:g}" if amount < 1e6 else str(int(amount))
    return f"{head}{text}{tail}"
