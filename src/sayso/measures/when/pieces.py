"""Dates put together from their pieces: weekdays and clock times with the date beside them, days of a month not named."""

from __future__ import annotations

from sayso.measures.grammar import small_words
from sayso.measures.when import absolute
from sayso.measures.when.atoms import Atom
from sayso.measures.when.figures import clock_time, day_number, year_number
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

_DASHES = frozenset({"-", "‑", "–", "—"})


def takes_article(words: Words, atoms: list[Atom]) -> bool:
    """Whether a "the" belongs to the date ("the 19th of October", "the 1980s", "the spring of 1862") or to a noun that the date only
    modifies ("the 21 January meeting", "the November 1972 election", "the Spring Offensive")."""
    first, last = atoms[0], atoms[-1]
    nxt = words.at(last.j)
    free = not nxt.isalpha() or nxt in small_words("function")
    if first.decade is not None or first.century is not None or first.quarter is not None or first.half is not None:
        return True
    if first.season is not None:
        return free
    if first.day is not None:
        return words.at(first.i)[:1].isdecimal() and (free or words.at(first.i + 1) in {"st", "nd", "rd", "th"})
    return False


def trailing(words: Words, atom: Atom) -> None:
    """A clock time or part of the day right after a date: "May 8 1:00AM", "13 November at 10:30 p.m.", "June 5 evening"."""
    t = tables()
    if atom.day is None and atom.weekday is None:
        return
    j = atom.j + 1 if words.at(atom.j) in {"at", ","} else atom.j
    clock = clock_time(words, j)
    if clock is not None and (words.at(atom.j) != "," or ":" in clock[0]):
        atom.clock, atom.j = clock
    elif words.at(atom.j) in t.dayparts:
        atom.daypart, atom.j = t.dayparts[words.at(atom.j)], atom.j + 1


def weekday(words: Words, i: int, at: int) -> list[Atom] | None:
    """ "Monday", "Monday night", "Monday 19 December", "Saturday, June 24, 1950"; abbreviations only with a date or full stop."""
    t = tables()
    word = words.low[at]
    full = word in t.weekdays
    number = t.weekdays[word] if full else t.short_weekdays[word]
    if not words.capital(at):
        return None
    j = at + 1
    if words.at(j) == "." and words.glued(j) and not full:
        j += 1
    daypart = None
    if words.at(j) in t.dayparts:
        daypart, j = t.dayparts[words.at(j)], j + 1
    k = j
    if words.at(k) in {",", "the", "of", "("}:
        k += 1
    if words.at(k) == "the":
        k += 1
    inner = absolute.day_month(words, k) or absolute.month_day(words, k) or _listed(absolute.numeric_date(words, k))
    if inner is not None:
        inner[0].i = i
        inner[0].weekday, inner[0].daypart = number, daypart
        trailing(words, inner[-1])
        return inner
    if not full:
        return None
    found = Atom(at if words.at(i) == "the" and daypart is None else i, j, "calendar", weekday=number, daypart=daypart)
    trailing(words, found)
    return [found]


def _listed(atom: Atom | None) -> list[Atom] | None:
    return None if atom is None else [atom]


def clock(words: Words, i: int, clock: tuple[str, int]) -> list[Atom]:
    """A clock time, with the date that may follow it: "10:30 p.m., March 19", "5 a.m. on 3 October"."""
    t = tables()
    value, j = clock
    k = j + 1 if words.at(j) in {",", "on"} else j
    if words.at(k) == "on":
        k += 1
    if words.at(k) == "the":
        k += 1
    inner = absolute.day_month(words, k) or absolute.month_day(words, k) or (weekday(words, k, k) if words.at(k) in t.weekdays else None)
    if inner is not None:
        if words.at(j) == "on":
            # Two expressions, of which the first takes its day from the second.
            return [Atom(i, j, "shift", unit="D", low=0, high=0, base="atom", of=inner[0], clock=value), *inner]
        inner[0].i = i
        inner[0].clock = value
        return inner
    return [Atom(i, j, "shift", unit="D", low=0, high=0, base="focus", clock=value)]


def holiday(words: Words, i: int, at: int) -> Atom | None:
    """A holiday by name at token ``at`` ("Christmas Eve", "Orthodox Easter"), with its year or part of the day; the days of other
    things ("Genocide Remembrance Day") are not ours to place."""
    t = tables()
    for phrase, rule in t.holidays.get(words.at(at), ()):
        if not words.has(at, phrase) or not words.capital(at):
            continue
        if words.capital(at - 1) and words.at(at - 1).isalpha() and words.at(at - 1) not in small_words("function"):
            return None
        found = Atom(i, at + len(phrase), "calendar", holiday=rule)
        year = year_number(words, found.j, sure=True)
        if year is not None:
            found.year, found.j = year
        elif words.at(found.j) in t.dayparts:
            found.daypart, found.j = t.dayparts[words.at(found.j)], found.j + 1
        return found
    return None


def nth_of_month(words: Words, i: int, at: int) -> Atom | None:
    """ "the 20th", "the 28th of that month": a day of the month the text is in; only where no noun follows."""
    day = day_number(words, at)
    if day is None or day[1] == at + 1:
        return None
    for phrase in (("of", "that", "month"), ("of", "the", "month"), ("of", "the", "same", "month"), ("of", "this", "month")):
        if words.has(day[1], phrase):
            return Atom(i, day[1] + len(phrase), "calendar", day=day[0])
    nxt = words.at(day[1])
    if (
        words.at(i - 1) in {"on", "by", "until", "of", "from", "since", "and", "to"}
        and (not nxt.isalpha() or nxt in {"and", "the", "when", "at", "in", "by", "he", "they", "it", "to", "but"})
        and nxt not in _DASHES
    ):
        return Atom(i, day[1], "calendar", day=day[0])
    return None
