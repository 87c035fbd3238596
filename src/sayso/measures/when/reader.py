"""From tokens to atoms: at each token that may begin a time expression, the longest reading wins."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sayso.measures.numerals import tables as number_tables
from sayso.measures.when import absolute, figures, lengths, pieces, relative
from sayso.measures.when.atoms import Atom
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "one"})
_MARKS = frozenset({"'", "’", "‘"})


@cache
def _openers() -> frozenset[str]:
    """Words that may begin an expression, by themselves or after a determiner; every other token is passed over at once."""
    t, n = tables(), number_tables()
    kinds = (t.months, t.short_months, t.weekdays, t.short_weekdays, t.seasons, t.units, t.dayparts, t.parts, t.holidays, t.named, t.refs)
    numbers = (n.ones, n.tens, n.scales, n.plural, n.vague, figures.load_ordinals())
    second = {phrase[1] for entries in t.refs.values() for phrase, _ in entries if len(phrase) > 1}
    return frozenset().union(t.habits, t.openers, second, *kinds, *numbers)


def read(words: Words) -> list[Atom]:
    """Every time expression of the text, in order and without overlap."""
    openers = _openers()
    found: list[Atom] = []
    i, n = 0, len(words)
    while i < n:
        word = words.low[i]
        if word in _DETERMINERS:
            nxt = words.at(i + 1)
            if nxt not in openers and not nxt[:1].isdecimal() and not (word == "one" and nxt):
                i += 1
                continue
        elif word in _MARKS:
            if not words.at(i + 1)[:1].isdecimal():
                i += 1
                continue
        elif not (word in openers or word[0].isdecimal()):
            i += 1
            continue
        atoms = _at(words, i)
        if atoms:
            found.extend(atoms)
            i = max(atoms[-1].j, i + 1)
        else:
            i += 1
    return found


def _at(words: Words, i: int) -> list[Atom] | None:
    """The longest reading at token ``i``."""
    t = tables()
    word = words.low[i]
    at = i + 1 if word == "the" else i
    for phrase, day in t.named.get(words.at(at), ()):
        if words.has(at, phrase) and (words.capital(at) or not words.at(at).isalpha()):
            # The date's own words; what names the event after it ("attacks") is left to the event.
            end = at + len([p for p in phrase if p in t.months or p in {"/", "-", "d", "day", "th"} or p.isdecimal()])
            return [Atom(at, end, "calendar", fixed=day)]
    best: list[Atom] | None = None
    for candidate in (
        _dated(words, i),
        _single(lengths.counted, words, i),
        _single(lengths.habit, words, i),
        _single(relative.nth, words, i),
        _single(lengths.bare_units, words, i),
        _refs(words, i),
    ):
        if candidate and (best is None or candidate[-1].j > best[-1].j):
            best = candidate
    return best


def _single(reader: Callable[[Words, int], Atom | None], words: Words, i: int) -> list[Atom] | None:
    atom = reader(words, i)
    if atom is None:
        return None
    if atom.shape == "shift" and atom.base == "focus" and words.at(atom.j - 1) in {"after", "before", "to", "following"}:
        return _attach(words, atom)
    return [atom]


def _attach(words: Words, atom: Atom) -> list[Atom] | None:
    """ "21 days after August 7": what follows is the base; else the words point at an event and keep no date of their own."""
    inner = _dated(words, atom.j)
    if inner and inner[0].dated and len(inner) == 1:
        atom.base, atom.of, atom.j = "atom", inner[0], inner[0].j
        return [atom]
    nxt = words.at(atom.j)
    if nxt in {"", ".", ",", ";", ":", ")", "and", "but", "that"} or words.at(atom.j - 1) not in {"after", "before", "to", "following"}:
        return [atom]
    # The base is an event ("three days after the attack"): the amount stays, open.
    atom.base = "event"
    return [atom]


def _refs(words: Words, i: int) -> list[Atom] | None:
    word = words.low[i]
    if word in {"daytime", "nighttime"} or (word == "night" and words.at(i - 1) in {"at", "by"}):
        return [Atom(i, i + 1, "ref", ref=f"XXXX-XX-XXT{tables().dayparts[word]}")]
    if word == "this" and words.at(i + 1) == "time" and words.at(i - 1) in {"", ",", ".", ";", "-", "–", "—", "("}:
        return None  # "…, this time led by": not when, but for which time
    if word == "recently" and words.at(i - 1) == "as":
        return None
    for phrase, value in tables().refs.get(words.low[i], ()):
        if words.has(i, phrase):
            if (
                phrase[-1] in {"past", "future", "present"}
                and len(phrase) == 2
                and words.at(i + 2).isalpha()
                and words.at(i + 2) not in {"of", "and", "is", "was", "that", "to", "as", "or", "for", "by", "in"}
            ):
                continue
            return [Atom(i, i + len(phrase), "ref", ref=value or "UNKNOWN")]
    return None


def _dated(words: Words, i: int, depth: int = 0) -> list[Atom] | None:
    """A date with what may stand before it: parts ("early", "the end of"), parts of the day ("the night of")."""
    if depth > 3 or i >= len(words):
        return None
    t, at = tables(), i
    word = words.low[at]
    if word == "very" and words.at(at + 1) in t.parts:
        at += 1
    if words.at(at) == "the":
        at += 1
    word = words.at(at)
    if word in {"week", "weekend"} and at > i and words.at(at + 1) == "of":
        inner = _dated(words, at + 2, depth + 1)
        if inner and len(inner) == 1 and inner[0].shape == "calendar" and inner[0].day is not None:
            unit = "W" if word == "week" else "WE"
            return [Atom(i, inner[0].j, "shift", unit=unit, low=0, high=0, base="atom", of=inner[0])]
    # "later that month" and the like come first: they begin with words that are parts too.
    later = relative.later_in(words, at)
    if later is not None:
        later.i = i
        return [later]
    window = lengths.edge_of(words, i)
    if window is not None:
        inner = _dated(words, window.j + 1, depth + 1)
        if inner and inner[0].dated and len(inner) == 1:
            window.of, window.j = inner[0], inner[0].j
            return [window]
        portion = absolute.portion(words, at)
        if portion is None:
            window.base = "event"
            return [window]
    if word in t.parts:
        got = _part(words, i, at, depth)
        if got is not None:
            return got
    if word == "eve" and words.at(at + 1) == "of":
        inner = _dated(words, at + 2, depth + 1)
        if inner and inner[0].dated and len(inner) == 1:
            return [Atom(i, inner[0].j, "shift", unit="D", low=1, high=1, direction=-1, base="atom", of=inner[0])]
    if word in {"rest", "remainder", "whole", "turn"} and words.at(at + 1) == "of":
        inner = _dated(words, at + 2, depth + 1)
        if inner and inner[0].shape in {"calendar", "shift"} and len(inner) == 1:
            inner[0].i = i
            return inner
    if word in t.dayparts or (word == "early" and (words.at(at + 1) in t.dayparts or words.at(at + 1) == "hours")):
        got = _of_day(words, i, at, depth)
        if got is not None:
            return got
    return _core(words, i)


def _part(words: Words, i: int, at: int, depth: int) -> list[Atom] | None:
    """ "early 2023", "mid-May", "late in 1957", "the end of April", "early next week", "the late 1980s"."""
    t = tables()
    word = words.low[at]
    mod, j, edge = t.parts[word], at + 1, False
    if word in {"early", "late", "mid"}:
        if (words.at(j) in lengths.DASHES and words.glued(j)) or words.at(j) in {"in", "on", "of"}:
            j += 1
        elif words.at(j) == "part" and words.at(j + 1) == "of":
            j += 2
        elif word != "mid" and (words.at(j) in t.dayparts or (word == "early" and words.at(j) == "hours")):
            got = _of_day(words, i, at, depth)
            if got is not None:
                return got
    elif words.at(j) == "of":
        j, edge = j + 1, True
    else:
        return None
    if words.at(j) in {"the", "this", "that"} and lengths.unit_at(words, j + 1) in {"D", "W", "M", "Y", "DE", "CE"}:
        unit = lengths.unit_at(words, j + 1)
        if not words.at(j + 1).endswith("s") or words.at(j + 1) == "century":
            base = "focus" if words.at(j) == "that" else "published"
            return [Atom(i, j + 2, "shift", unit=unit, low=0, high=0, base=base, mod=mod, edge=edge)]
    if words.at(j) in {"the"} and words.at(j + 1) in t.seasons:
        j += 1
    inner = _dated(words, j, depth + 1)
    if not inner or inner[0].shape not in {"calendar", "shift"} or inner[0].clock:
        return None
    first = inner[0]
    if first.mod is not None and first.mod != mod:
        return None
    first.i = i
    if first.day is None and first.fixed is None and first.weekday is None:
        first.mod, first.edge = mod, edge
    elif first.day is not None:
        first.mod = mod
    return inner


def _of_day(words: Words, i: int, at: int, depth: int) -> list[Atom] | None:
    """ "the night of 20 June 1791", "the early morning hours of November 1", "that afternoon" is read elsewhere."""
    t = tables()
    j = at + 1 if words.at(at) in {"early", "late", "mid"} else at
    daypart = "MO" if words.at(j) in {"hour", "hours"} else t.dayparts[words.at(j)]  # "the early hours of"
    end = j + 1
    if words.at(end) in {"hours", "hour"}:
        end += 1
    if words.at(end) in {"of", "on"} and words.at(end) == "of":
        inner = _dated(words, end + 1, depth + 1)
        if (
            inner
            and inner[-1].shape in {"calendar", "shift"}
            and inner[-1].month is None
            and inner[-1].weekday is None
            and inner[-1].unit not in {"D", None}
        ):
            return None
        if inner and inner[0].shape in {"calendar", "shift"}:
            for atom in inner:
                atom.daypart = daypart
            inner[0].i = i
            return inner
        day = figures.day_number(words, end + 2 if words.at(end + 1) == "the" else end + 1)
        if day is not None:
            return [Atom(i, day[1], "calendar", day=day[0], daypart=daypart)]
    if (at != i or words.at(at) == "early") and (
        words.at(at - 1) == "the"
        and words.at(end) not in {"of"}
        and daypart in {"MO", "AF", "EV", "NI"}
        and words.at(i - 1) in {"in", "during", "by", "until"}
    ):
        return [Atom(i, end, "shift", unit="D", low=0, high=0, base="focus", daypart=daypart)]
    return None


def _core(words: Words, i: int) -> list[Atom] | None:
    """A date without prefixes; a leading "the" belongs to it."""
    t = tables()
    at = i + 1 if words.at(i) == "the" else i
    word = words.at(at)
    if not word:
        return None
    atoms: list[Atom] | None = None
    numeric = absolute.numeric_date(words, at)
    if numeric is not None:
        return [numeric]
    if word in t.weekdays or word in t.short_weekdays:
        return pieces.weekday(words, i, at)
    if word[0].isdecimal():
        clock = figures.clock_time(words, at)
        if clock is not None:
            return pieces.clock(words, i, clock)
        atoms = absolute.day_month(words, at)
        if atoms is None and at > i:
            nth = pieces.nth_of_month(words, i, at)
            if nth is not None:
                return [nth]
    if (atoms is None and word in t.short_months) or word in t.months:
        atoms = absolute.month_day(words, at)
        if atoms is None:
            month = absolute.month_alone(words, at)
            atoms = [month] if month is not None else None
    if atoms is None:
        portion = absolute.portion(words, at) or absolute.century(words, at)
        atoms = [portion] if portion is not None else None
    if atoms is None and word in t.seasons:
        season = absolute.season_name(words, at)
        atoms = [season] if season is not None else None
    if atoms is None and word[0].isdecimal():
        printed = figures.year_number(words, at)
        of_year = pieces.holiday(words, printed[1], printed[1]) if printed is not None else None
        if printed is not None and of_year is not None and of_year.year is None:
            of_year.i, of_year.year = i, printed[0]
            return [of_year]
    if atoms is None and (word[0].isdecimal() or word in _MARKS):
        if word[0].isdecimal() and words.at(at + 1) in t.seasons and figures.year_number(words, at):
            year = figures.year_number(words, at)
            return [Atom(i, at + 2, "calendar", season=words.at(at + 1), year=year[0])] if year else None
        atoms = absolute.years(words, at)
        if atoms and at > i and words.at(i) == "the" and atoms[0].decade is None:
            atoms[0].i = at
            return None if i != at else atoms
    if atoms is None and word in {"year", "years"} and figures.year_number(words, at + 1):
        atoms = absolute.years(words, at + 1)
    if atoms is None:
        holiday = pieces.holiday(words, i, at)
        if holiday is not None:
            return [holiday]
    if atoms:
        last = atoms[-1]
        if last.day is not None and last.year is None and words.at(last.j) in t.names and words.capital(last.j):
            return None
        pieces.trailing(words, last)
        if at > i and pieces.takes_article(words, atoms):
            atoms[0].i = i
        return atoms
    for reader in (relative.named_day, relative.day_around, relative.moved, relative.the_weekend, relative.then):
        atom = reader(words, i)
        if atom is not None:
            if atom.base == "atom" and atom.of is None:
                inner = _dated(words, atom.j + 1)
                if inner and inner[0].dated:
                    atom.of, atom.j = inner[0], inner[0].j
                else:
                    atom.base = "event"
            if reader is relative.day_around:
                return _attach(words, atom)
            return [atom]
    return None
