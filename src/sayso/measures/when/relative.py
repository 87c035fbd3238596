"""Expressions that count from somewhere: "last week", "the next day", "later that month", "the past two years"."""

from __future__ import annotations

from sayso.measures.when.atoms import Atom
from sayso.measures.when.figures import month_name, ordinal, small
from sayso.measures.when.lengths import DASHES, PREFIX, amount, span_of, unit_at
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

# Adjectives that move from a base: direction, base.
_MOVES = {
    "last": (-1, "published"),
    "next": (1, "either"),
    "this": (0, "either"),
    "coming": (1, "published"),
    "upcoming": (1, "published"),
    "past": (-1, "published"),
    "previous": (-1, "focus"),
    "preceding": (-1, "focus"),
    "prior": (-1, "focus"),
    "following": (1, "focus"),
    "subsequent": (1, "focus"),
    "succeeding": (1, "focus"),
    "ensuing": (1, "focus"),
    "same": (0, "focus"),
    "that": (0, "focus"),
    "current": (0, "published"),
    "intervening": (0, "focus"),
    "recent": (-1, "published"),
    "earlier": (-1, "focus"),
}


_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "overnight": 0}


def named_day(words: Words, i: int) -> Atom | None:
    """ "yesterday", "today", "tomorrow evening", "tonight", "overnight", "last night", "the day before yesterday"."""
    t, word = tables(), words.at(i)
    if word == "the" and words.has(i + 1, ("day", "before", "yesterday")):
        return Atom(i, i + 4, "shift", unit="D", low=2, high=2, direction=-1, base="published")
    if word == "the" and words.has(i + 1, ("day", "after", "tomorrow")):
        return Atom(i, i + 4, "shift", unit="D", low=2, high=2, direction=1, base="published")
    if word in {"earlier", "later"} and words.at(i + 1) == "today":
        return Atom(i, i + 2, "shift", unit="D", low=0, high=0, base="published")
    for phrase in (("effective", "immediately"), ("with", "immediate", "effect")):
        if words.has(i, phrase):
            return Atom(i, i + len(phrase), "shift", unit="D", low=0, high=0, base="published")
    if word not in _DAYS:
        return None
    offset = _DAYS[word]
    atom = Atom(i, i + 1, "shift", unit="D", low=abs(offset), high=abs(offset), direction=-1 if offset < 0 else 1, base="published")
    if word == "tonight":
        atom.daypart = "NI"
    if word == "overnight":
        if words.at(i + 1) in DASHES and words.glued(i + 1):
            return None
        atom.daypart, atom.ref = "NI", "overnight"
    elif words.at(i + 1) in t.dayparts:
        atom.daypart, atom.j = t.dayparts[words.at(i + 1)], i + 2
    return atom


_BEFORE_VERB = frozenset({"to", "will", "would", "could", "may", "might", "can", "should", "must", "not"})
_THROUGHOUT = frozenset({"over", "within", "during", "for", "throughout", "through"})


def _clock_part(words: Words, i: int, unit: str | None) -> tuple[str | None, str | None]:
    """Unit and part of the day for a unit that may be one ("morning", "night")."""
    daypart = tables().dayparts.get(words.at(i))
    return ("D", daypart) if daypart and unit in {None, "N"} else (unit, None)


def moved(words: Words, i: int) -> Atom | None:
    """ "last week", "the next day", "that same month", "this spring", "next Friday", "the past two years"."""
    t = tables()
    at = i + 1 if words.at(i) in {"the", "these", "those", "its", "their", "our"} else i
    word = words.at(at)
    if word == "very" and words.at(at + 1) in _MOVES:
        at, word = at + 1, words.at(at + 1)
    if word in {"that", "this", "the"} and words.at(at + 1) in {"same", "very", "past", "coming", "last"}:
        at, word = at + 1, words.at(at + 1)
        if word == "very":
            word = "same"
    if word not in _MOVES:
        return None
    if word == "last" and words.at(at - 1) in _BEFORE_VERB:
        return None  # "scheduled to last 45 minutes"
    direction, base = _MOVES[word]
    determined = at > i
    j = at + 1
    if word == "same" and words.at(j) == "very":
        j += 1
    if base == "either":
        base = "focus" if determined and word == "next" else "published"
    if word in {"past", "coming"} and words.at(j) == "few":
        low, high, j = None, None, j + 1
        return _window(words, i, j, direction, base, low, high)
    got = amount(words, j) if words.at(j) not in {"a", "an", "half"} else None
    if got is not None and (unit_at(words, got[2]) or words.at(got[2]) in PREFIX):
        if not determined and word in {"following", "preceding", "prior", "same"}:
            return None  # "following 14 weeks of talks": after them
        j = got[2] + 1 if words.at(got[2]) in PREFIX else got[2]
        if unit_at(words, j):
            return _window(words, i, j, direction, base, got[0], got[1])
    if words.at(j) in _MOVES and small(words, j) is None and unit_at(words, j + 1) is None and words.at(j) != "recent":
        return None
    unit = unit_at(words, j)
    if unit == "S":
        return None  # "next season" is sport's
    plural = words.at(j).endswith("s") and unit is not None
    if plural and not determined and word in {"following", "preceding", "subsequent", "succeeding", "ensuing"}:
        return None  # "following days of clashes": after them
    unit_, daypart = _clock_part(words, j, unit)
    if plural and word not in {"this", "that"}:
        return _window(words, i, j, direction, base, None, None)
    if plural or unit == "s":
        return None
    if unit_ is not None:
        if word == "past" and unit_ == "WE":
            return Atom(i, j + 1, "shift", unit="WE", low=1, high=1, direction=-1, base="published")
        if word in {"past", "recent"} or (word in {"coming"} and not determined):
            if not determined and word in {"past", "recent"} and words.at(i - 1) not in {"over", "in", "during", "within"}:
                return None
            return _window(words, i, j, direction, base, 1, 1)
        if word in {"next", "coming"} and determined and words.at(i - 1) in _THROUGHOUT and daypart is None:
            return _window(words, i, j, 1, "published", 1, 1)  # "over the next decade": ten years from now
        if word == "last" and determined and unit_ in {"W", "M", "Y", "D"} and words.at(j + 1) == "of":
            return span_of(words, i, j + 1, -1, unit_, 1, 1)
        if word == "last" and determined and unit_ not in {"N"} and daypart is None:
            # "over the last week", "the last year": the stretch up to now; "last week" is the calendar week.
            return _window(words, i, j, direction, base, 1, 1)
        atom = Atom(
            i,
            j + 1,
            "shift",
            unit=unit_,
            low=1 if direction else 0,
            high=1 if direction else 0,
            direction=direction,
            base=base,
            daypart=daypart,
        )
        if word in {"this", "current"} and unit_ in {"DE", "CE", "h", "min", "s"} and unit_ not in {"DE", "CE"}:
            return None
        if word == "last" and daypart == "NI":
            atom.ref = "last night"
        if direction == 0 and word in {"that", "same"} and words.at(j + 1) in t.dayparts and unit_ == "D":
            atom.daypart, atom.j = t.dayparts[words.at(j + 1)], j + 2
        return atom
    weekday = t.weekdays.get(words.at(j))
    if weekday is not None:
        atom = Atom(
            i,
            j + 1,
            "shift",
            weekday=weekday,
            unit="D",
            direction=direction,
            base="published",
            low=abs(direction),
            high=abs(direction),
            ref=word,
        )
        if words.at(j + 1) in t.dayparts:
            atom.daypart, atom.j = t.dayparts[words.at(j + 1)], j + 2
        return atom
    month = month_name(words, j) if words.capital(j) else None
    if month is not None and (small(words, month[1]) is None):
        return Atom(
            i,
            month[1],
            "shift",
            month=month[0],
            unit="M",
            direction=direction,
            base=base if word != "that" else "focus",
            low=abs(direction),
            high=abs(direction),
            ref=word,
        )
    if (
        words.at(j) in t.seasons
        and not (words.at(j + 1) in t.events and words.capital(j + 1))
        and not (word == "that" and not determined and words.at(j) in {"fall", "spring"})
    ):
        return Atom(
            i,
            j + 1,
            "shift",
            season=words.at(j),
            unit="S",
            direction=direction,
            base=base,
            low=abs(direction),
            high=abs(direction),
            ref=word,
        )
    for phrase, rule in t.holidays.get(words.at(j), ()):
        if words.has(j, phrase):
            return Atom(
                i,
                j + len(phrase),
                "shift",
                holiday=rule,
                unit="D",
                direction=direction,
                base=base,
                low=abs(direction),
                high=abs(direction),
                ref=word,
            )
    return None


def _window(words: Words, i: int, j: int, direction: int, base: str, low: float | None, high: float | None) -> Atom | None:
    unit = unit_at(words, j)
    if unit is None:
        return None
    if words.at(j + 1) in DASHES and words.glued(j + 1):
        return None
    return Atom(i, j + 1, "window", unit=unit, low=low, high=high, direction=direction, base=base)


def day_around(words: Words, i: int) -> Atom | None:
    """ "the day before", "the day after", "the week before", "the year after": one unit from the last date or from what follows."""
    at = i + 1 if words.at(i) == "the" else i
    unit = unit_at(words, at)
    if unit is None or words.at(at).endswith("s") or at == i:
        return None
    tail = words.at(at + 1)
    if tail not in {"before", "after", "following", "prior"}:
        return None
    return Atom(i, at + 2, "shift", unit=unit, low=1, high=1, direction=1 if tail in {"after", "following"} else -1, base="focus")


def nth(words: Words, i: int) -> Atom | None:
    """ "a fifth consecutive day", "the second week", "the third evening": counted in something whose days the words do not give."""
    at = i + 1 if words.at(i) in {"the", "a", "its", "their"} else i
    got = ordinal(words, at)
    if got is None or at == i:
        return None
    j = got[1]
    while words.at(j) in {"consecutive", "straight", "successive", "full", "or"}:
        j += 1
    unit = unit_at(words, j)
    daypart = tables().dayparts.get(words.at(j))
    if (unit not in {"D", "W", "M", "Y", "N"} and daypart is None) or words.at(j).endswith("s"):
        return None
    return Atom(i, j + 1, "shift", unit="D" if daypart else unit, base="event", daypart=daypart, ref="bare")


def later_in(words: Words, i: int) -> Atom | None:
    """ "later that month", "earlier this year", "later in the day", "early next week" is read elsewhere."""
    word = words.at(i)
    if word not in {"later", "earlier"}:
        return None
    j = i + 1
    if words.at(j) in {"in", "on", "during"}:
        j += 1
    if words.at(j) in {"that", "this", "the"}:
        det = words.at(j)
        at = j + 2 if words.at(j + 1) == "same" else j + 1
        unit = unit_at(words, at)
        part_unit, daypart = _clock_part(words, at, unit)
        if words.at(at) in tables().seasons and words.at(at) != "fall":
            base = "published" if det == "this" else "focus"
            return Atom(i, at + 1, "shift", season=words.at(at), unit="S", low=0, high=0, base=base, side=_side(word), ref="that")
        if part_unit is not None and not words.at(at).endswith("s"):
            base = "published" if det == "this" or (det == "the" and part_unit == "D") else "focus"
            side = 0 if part_unit == "D" else _side(word)
            return Atom(i, at + 1, "shift", unit=part_unit, low=0, high=0, base=base, daypart=daypart, side=side)
    return None


def _side(word: str) -> int:
    return 1 if word == "later" else -1


def the_weekend(words: Words, i: int) -> Atom | None:
    """ "Over the weekend": the one just past, or the coming one where the sentence looks ahead."""
    if words.has(i, ("the", "weekend")):
        return Atom(i, i + 2, "shift", unit="WE", low=0, high=0, base="published", ref="the")
    return None


def then(words: Words, i: int) -> Atom | None:
    """What "since" reaches back to without a date: "since then" (the last date told), "since the onset of …" (an event)."""
    if words.at(i - 1) != "since":
        return None
    if words.at(i) == "then":
        return Atom(i, i + 1, "shift", base="focus", ref="then")
    if words.at(i) == "the" and words.at(i + 1) in _BEGINNINGS:
        return Atom(i, i + 2, "shift", base="event", unit="D", ref="bare")
    return None


_BEGINNINGS = frozenset({"start", "beginning", "onset", "outbreak", "launch", "invasion", "war", "ceasefire", "revolution", "coup"})
