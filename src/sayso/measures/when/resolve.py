"""From atoms to days: what each expression means on the calendar, and why.

Two kinds of text are read differently, because they mean different things by a date without a year:

- News counts from its publication. "13 November" is the nearest such day before it, or after it where the sentence looks ahead
  or the day is at most a month away; "Monday" is the last Monday up to and including the day of publication, or the next one.
- A history tells its years once and goes on. Where most years that a text names lie before its publication and it hardly says
  "last week" (:mod:`.history`), a date without a year takes the year that brings it nearest to the last date told.

Nothing falls back to the publication date in silence: what cannot be placed keeps open bounds and a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sayso.measures.when import days, moves
from sayso.measures.when.atoms import Atom
from sayso.measures.when.days import Period
from sayso.measures.when.direction import direction
from sayso.measures.when.history import is_history, nearest_year, strays
from sayso.measures.when.tables import tables
from sayso.measures.when.timex import Found, Timex, nowhere, render
from sayso.measures.when.values import duration_value, set_value
from sayso.measures.words import Words

# News: a day without a year that lies at most so many days ahead is ahead, as it would otherwise be eleven months ago.
_SOON_DAYS = 31
# … and with a cue that the sentence looks ahead it is ahead however far, unless it has just passed.
_JUST_PASSED_DAYS = 21
_UNKNOWN = "the publication date is not known"
_FROM_PUBLICATION = "counted from the day of publication"
_FROM_FOCUS = "counted from the last date told"

Base = tuple[date | None, str, str]  # a day to count from (None = nowhere), what it is, and why
Year = tuple[int | None, str, str]


class Resolver:
    """Resolves the atoms of one text in order. ``focus`` is the last date told, ``day`` the last single day."""

    def __init__(self, words: Words, atoms: list[Atom], published: date | None) -> None:
        self.words, self.published = words, published
        self.history = is_history(atoms, published)
        self.strays = strays(atoms) if self.history else set()
        self.groups: dict[int, Year] = {}
        self.focus: Period | None = None
        self.focus_at = -1
        self.day: Period | None = None

    def resolve(self, atom: Atom) -> Timex:
        """The expression of one atom; atoms must come in the order of the text."""
        words = self.words
        if atom.shape == "length":
            value = duration_value(atom.unit or "D", atom.high)
            return render(words, atom, "duration", value, nowhere("how long, not when: bounds left open"))
        if atom.shape == "habit":
            value = set_value(atom.unit or "D", atom.daypart, words.low[atom.i] in {"per", "a", "an"})
            return render(words, atom, "set", value, nowhere("how often, not when: bounds left open"))
        if atom.shape == "ref":
            return render(
                words, atom, "ref", None if atom.ref == "UNKNOWN" else atom.ref, nowhere("the words point at no day of their own")
            )
        if atom.shape == "window":
            return render(words, atom, "duration", duration_value(atom.unit or "D", atom.high), self._window(atom))
        found = self._placed(atom)
        if found.period is not None:
            self._remember(atom, found.period)
        if atom.side:
            found = self._beside(atom, found)
        return render(words, atom, "time" if atom.clock or atom.daypart else "date", None, found)

    def _remember(self, atom: Atom, period: Period) -> None:
        if id(atom) in self.strays or period.unit in {"DE", "CE"}:
            return
        self.focus, self.focus_at = period, atom.i
        if period.unit == "D":
            self.day = period

    # Places in the calendar

    def _placed(self, atom: Atom) -> Found:
        if atom.shape == "shift":
            return self._shift(atom)
        if atom.fixed is not None:
            return Found(days.of_day(date.fromisoformat(atom.fixed)), "absolute", "a day known by name")
        if atom.decade is not None:
            return Found(days.of_decade(-(atom.decade + 8) if atom.bc else atom.decade), "absolute", "a decade")
        if atom.century is not None:
            period = days.of_century(atom.century, atom.bc) if 0 < atom.century < 100 else None
            return Found(period, "absolute" if period else "none", "a century, by general use from its hundred")
        if atom.month is None and atom.year is None:
            if atom.weekday is not None and atom.day is None:
                return self._weekday(atom)
            if atom.day is not None:
                return self._day_of_month(atom)
        year, anchor, why = self._year(atom)
        if year is None:
            return nowhere(why)
        period, rule = moves.named(atom, year)
        if period is None:
            return nowhere(rule or why)
        return Found(period, anchor, f"{rule}; {why}" if rule else why)

    def _year(self, atom: Atom) -> Year:
        """The year of a calendar atom, what it was taken from, and why."""
        focus = self.focus
        if atom.year is not None:
            told = focus.year if self.history and focus is not None else self.published.year if self.published is not None else None
            if atom.short and told is not None and told > 100:
                short, near = told // 100 * 100 + atom.year % 100, told
                year = min((short - 100, short, short + 100), key=lambda y: abs(y - near))
                return year, "event" if self.history else "published", "two digits: the nearest such year"
            return atom.year, "absolute", "the year stands in the words"
        if atom.year_from == "focus":
            if focus is None or focus.year is None:
                return None, "none", "no earlier year in the text to count from"
            return focus.year + atom.year_offset, "event", "the year of the last date told"
        if atom.year_from == "published":
            base, anchor, why = self._now()
            return (base.year + atom.year_offset if base else None), anchor, why
        if atom.group in self.groups:
            return self.groups[atom.group]
        settled = self._told_year(atom) if self.history else self._news_year(atom)
        if atom.group >= 0:
            self.groups[atom.group] = settled
        return settled

    def _now(self) -> Base:
        """What "this year" and "last month" count from: publication in news, the last date told in a history."""
        if self.history and self.focus is not None and self.focus.first is not None:
            return self.focus.first, "event", f"the text tells a history: {_FROM_FOCUS}"
        if self.published is None:
            return None, "none", _UNKNOWN
        return self.published, "published", _FROM_PUBLICATION

    def _told_year(self, atom: Atom) -> Year:
        """The year of a date in a history."""
        focus = self.focus
        if focus is None or focus.year is None:
            return None, "none", "no earlier date in the text names a year"
        month = atom.month
        if atom.season is not None:
            month = tables().seasons[atom.season].first
        elif atom.holiday is not None:
            month = int(atom.holiday[:2]) if atom.holiday[:2].isdecimal() else 4
        settled = focus.unit in {"Y", "H", "Q"} or focus.first is None or (atom.season is not None and focus.unit == "S")
        keep = month is None or (settled and (atom.month, atom.day) != (2, 29))
        year = focus.year if keep or month is None else nearest_year(focus, month, atom.day)
        return year, "event", "the text tells a history: the year nearest to the last date told"

    def _news_year(self, atom: Atom) -> Year:
        """The year of a date in news: from a date before it in the sentence where that lies years back, else around publication."""
        published, focus = self.published, self.focus
        if focus is not None and focus.year is not None and atom.month is not None and self._background(atom, focus.year):
            year = focus.year if focus.unit == "Y" or focus.first is None else nearest_year(focus, atom.month, atom.day)
            return year, "event", "the year of the date before it in the sentence"
        if published is None:
            return None, "none", f"no year in the words, and {_UNKNOWN}"
        return self._around(atom, published, lambda year: moves.named(atom, year)[0])

    def _background(self, atom: Atom, told: int) -> bool:
        """The sentence has just named a date of years ago (or of any year, where publication is not known), and goes on from it."""
        past = self.published is None or told < self.published.year - 1
        return past and self.focus_at >= self.words.sentence(atom.i)[0]

    def _around(self, atom: Atom, published: date, make: Callable[[int], Period | None]) -> Year:
        """The year before or after publication in which ``make(year)`` is meant."""
        options = [(y, p) for y in range(published.year - 4, published.year + 5) if days.in_calendar(y) and (p := make(y)) is not None]
        spans = [(y, p.first, p.last) for y, p in options if p.first is not None and p.last is not None]
        back = [s for s in spans if s[1] <= published]
        ahead = [s for s in spans if s[1] > published]
        if back and back[-1][2] >= published:
            return back[-1][0], "published", "the one that publication falls in"
        if not back or not ahead:
            only = back[-1:] or ahead[:1]
            return (only[0][0], "published", "the nearest to publication") if only else (None, "none", "the calendar has no such day")
        gap_ahead, gap_back = (ahead[0][1] - published).days, (published - back[-1][2]).days
        looks = direction(self.words, atom.i, atom.j)
        if looks > 0 and gap_back > _JUST_PASSED_DAYS:
            return ahead[0][0], "published", "the nearest after publication, as the sentence looks ahead"
        soon = _SOON_DAYS if atom.day is not None or atom.holiday is not None else 2 * _SOON_DAYS
        if gap_ahead <= soon and (looks >= 0 or atom.day is not None):
            return ahead[0][0], "published", "the nearest to publication, which lies ahead"
        return back[-1][0], "published", "the nearest before publication"

    def _weekday(self, atom: Atom) -> Found:
        weekday = (atom.weekday or 1) - 1
        if self.history:
            told = self.focus.last if self.focus is not None and self.focus.unit in {"D", "W"} else None
            if told is None:
                return nowhere("a weekday, and no day told to count from")
            ahead = days.plus(told, (weekday - told.weekday()) % 7)
            return Found(moves.day_or_none(ahead), "event", "the next such weekday after the last date told")
        base = self.published
        if base is None:
            return nowhere(_UNKNOWN)
        back = (base.weekday() - weekday) % 7
        if back and direction(self.words, atom.i, atom.j, weekday=True) > 0:
            why = "the next such weekday after publication, as the sentence looks ahead"
            return Found(moves.day_or_none(days.plus(base, 7 - back)), "published", why)
        return Found(moves.day_or_none(days.plus(base, -back)), "published", "the last such weekday up to the day of publication")

    def _day_of_month(self, atom: Atom) -> Found:
        focus = self.focus
        if focus is None or focus.year is None or focus.month is None or atom.day is None:
            return nowhere("no earlier date in the text names a month")
        period = days.of_ymd(focus.year, focus.month, atom.day)
        return Found(period, "event", "a day of the month of the last date told") if period else nowhere("the calendar has no such day")

    # Steps from a base

    def _shift(self, atom: Atom) -> Found:
        if atom.ref == "then":
            return Found(self.focus, "event", "the last date told") if self.focus else nowhere("no earlier date in the text to count from")
        before_christ = self._before_christ(atom)
        if before_christ is not None:
            return Found(before_christ, "event", _FROM_FOCUS)
        base, anchor, why = self._base(atom)
        if base is None:
            return nowhere(why)
        if atom.weekday is not None:
            period = moves.to_weekday(atom, base)
        elif atom.month is not None:
            period = moves.to_month(atom, base)
        elif atom.season is not None:
            period = moves.to_season(atom, base)
        elif atom.holiday is not None:
            period = moves.to_holiday(atom, base)
        elif atom.ref == "the" and atom.unit == "WE":
            period = moves.to_weekend(base, direction(self.words, atom.i, atom.j) > 0)
        else:
            period = moves.by_units(atom, base, self.words.low[atom.j - 1], not self.history)
        return Found(period, anchor, why)

    def _before_christ(self, atom: Atom) -> Period | None:
        """Years before the calendar of this program are counted as years only."""
        focus = self.focus
        if (
            atom.base != "focus"
            or focus is None
            or focus.year is None
            or focus.year > 0
            or atom.unit not in {"Y", "DE"}
            or atom.low is None
        ):
            return None
        year = focus.year + int(atom.low * (atom.direction or 1)) * (10 if atom.unit == "DE" else 1)
        return days.of_year(year) if year < 1 else None

    def _base(self, atom: Atom) -> Base:
        if atom.base == "event":
            return None, "none", "counted from an event whose day the words do not give"
        if atom.base == "atom" and atom.of is not None:
            found = self._placed(atom.of)
            if found.period is None or found.period.first is None:
                return None, "none", found.why
            self._remember(atom.of, found.period)
            return (found.period.last if atom.direction > 0 else found.period.first), found.anchor, "counted from the date in the words"
        if atom.base == "published":
            if self.history and atom.unit == "D" and self.words.at(atom.i) in {"yesterday", "today", "tomorrow", "tonight"}:
                return None, "none", "in a text that tells a history these words are somebody's, of a day not given"
            return self._now()
        return self._told(atom)

    def _told(self, atom: Atom) -> Base:
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
            return day, "event" if day else "none", _FROM_FOCUS if day else "the last date told lies before the calendar of this program"
        if self.history or self.published is None:
            return None, "none", "no earlier date in the text to count from"
        if atom.direction and (atom.low != 1 or self.words.low[atom.j - 1] in {"later", "earlier", "before", "after"}):
            return None, "none", "counted from something whose day the words do not give"
        if (not atom.direction and "same" in self.words.low[atom.i : atom.j]) or self.words.low[atom.i] == "that":
            return None, "none", "no earlier date in the text to count from"
        return self.published, "published", f"no earlier date in the text: {_FROM_PUBLICATION}"

    def _told_nearby(self, atom: Atom) -> bool:
        """The last day told stands in the same sentence or the one before, or it is of these weeks: a report goes through them in order."""
        first, _ = self.words.sentence(atom.i)
        before, _ = self.words.sentence(max(first - 1, 0))
        if self.focus_at >= before or self.published is None or self.focus is None or self.focus.first is None:
            return True
        return abs((self.published - self.focus.first).days) <= _SOON_DAYS

    def _day_is_near(self) -> bool:
        """The last day told is still what the text speaks of: the last date told is that day, or the month it lies in."""
        if self.day is None or self.focus is None:
            return False
        return self.focus.unit == "D" or (self.focus.unit == "M" and (self.focus.year, self.focus.month) == (self.day.year, self.day.month))

    def _beside(self, atom: Atom, found: Found) -> Found:
        """ "Earlier this year" ends with the day it is counted from; "later that month" begins after it, "later this year" with it."""
        period = found.period
        if period is None or period.first is None or period.last is None:
            return found
        told = self.day.first if self.day is not None else None
        base = self.published if atom.base == "published" and not self.history else told
        if base is None or not period.first <= base <= period.last:
            return found
        first, last = period.first, period.last
        if atom.side < 0:
            last = base
        else:
            first = min(days.plus(base, 1) or base, last) if atom.base == "focus" else base
        part = Period(first, last, period.unit, days.interval(first, last), period.year, period.month, period.day, period.season)
        return Found(part, found.anchor, f"{found.why}; of it the part {'up to' if atom.side < 0 else 'from'} that day")

    def _window(self, atom: Atom) -> Found:
        """ "The past week", "the next two years", "the first two months of 1943"."""
        unit = atom.unit or "D"
        count = int(atom.high) if atom.high is not None and atom.high == int(atom.high) else None
        if atom.base == "event":
            return nowhere("part of something whose days the words do not give")
        if atom.base == "atom" and atom.of is not None:
            found = self._placed(atom.of)
            if found.period is not None:
                self._remember(atom.of, found.period)
            edge = moves.edge(found.period, unit, count, atom.direction) if found.period is not None else None
            if edge is None:
                return nowhere(found.why if found.period is None else "the words do not say how many")
            return Found(edge, found.anchor, "the first or last part of the date in the words")
        told = self.focus.last if self.focus is not None and (self.focus.unit == "D" or self.history) else None
        base, anchor = (told, "event") if self.history or (atom.base == "focus" and told is not None) else (self.published, "published")
        if base is None:
            return nowhere("no day to count from")
        counted = "day of publication" if anchor == "published" else "last date told"
        if count is None and atom.high is None and atom.low is not None and atom.direction < 0:
            period = Period(None, base, "D", days.interval(None, base), base.year)
            return Found(period, anchor, f"at least so long up to the {counted}: its beginning is open")
        if count is None or atom.direction == 0:
            return Found(None, anchor, "the words do not say how many: kept, with open bounds")
        first, last = moves.stretch(base, unit, count, atom.direction)
        period = Period(first, last, "D", days.interval(first, last), base.year)
        return Found(period, anchor, f"so long {'up to' if atom.direction < 0 else 'from'} the {counted}")
