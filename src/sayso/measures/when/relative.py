"""Expressions that count from somewhere ("last week", "two days later") and those that do not ("three years", "daily")."""

from __future__ import annotations

from sayso.measures.counts import hedge_before
from sayso.measures.numerals import numeral
from sayso.measures.when.absolute import month_name, ordinal, small
from sayso.measures.when.atoms import Atom
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

_DASHES = frozenset({"-", "‑", "–"})
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
_AFTER = {
    "later": 1,
    "after": 1,
    "afterwards": 1,
    "afterward": 1,
    "following": 1,
    "hence": 1,
    "earlier": -1,
    "before": -1,
    "prior": -1,
    "previously": -1,
    "beforehand": -1,
}
_APPROX = {
    "approximate": "APPROX",
    "nearly": "LESS_THAN",
    "above": "MORE_THAN",
    "from": "EQUAL_OR_MORE",
    "below": "LESS_THAN",
    "upto": "EQUAL_OR_LESS",
}
_VAGUE = {"many", "few", "some", "numerous", "recent"}
_PREFIX = frozenset(
    {
        "only",
        "just",
        "mere",
        "barely",
        "full",
        "long",
        "whole",
        "entire",
        "consecutive",
        "successive",
        "straight",
        "more",
        "further",
        "additional",
        "brutal",
        "bloody",
        "short",
        "extra",
    }
)


def unit_at(words: Words, i: int) -> str | None:
    """The unit of time at token ``i``; "second" and "season" only where nothing else can be meant."""
    word = words.at(i)
    unit = tables().units.get(word)
    if unit == "s" and word == "second" and (words.at(i - 1) in {"the", "a", "its", "their", "his"} or small(words, i - 1) is None):
        return None
    if unit == "Q" and word in {"quarter", "quarters"} and words.at(i + 1) == "of":
        return None
    return unit


def amount(words: Words, i: int) -> tuple[float | None, float | None, int] | None:
    """How many units, at token ``i``: bounds (None = the words do not say) and the token after; None where there is no amount."""
    word = words.at(i)
    if word in {"a", "an"}:
        num = numeral(words, i)
        if num is not None:
            low, high = (None, None) if num.vague or num.hedge == "vague" else (_bounds(num.low), _bounds(num.high))
            return low, high, _skip_of(words, num.j)
        if words.at(i + 1) in {"few", "couple", "number"}:
            return None, None, i + 2
        if words.at(i + 1) == "half" or words.at(i + 1) == "single":
            return (0.5 if words.at(i + 1) == "half" else 1), (0.5 if words.at(i + 1) == "half" else 1), i + 2
        if words.at(i + 1) == "full" and unit_at(words, i + 2):
            return 1, 1, i + 2
        return 1, 1, i + 1
    if word in _VAGUE:
        j = i + 1
        while words.at(j) in {"more", "of"}:
            j += 1
        return None, None, j
    if word == "half":
        j = i + 2 if words.at(i + 1) in {"a", "an"} else i + 1
        return (0.5, 0.5, j) if unit_at(words, j) else None
    num = numeral(words, i)
    if num is None:
        return None
    low, high = (None, None) if num.vague else (_bounds(num.low), _bounds(num.high))
    j = num.j
    if words.at(j) in {"to", "or"} or (words.at(j) in _DASHES and words.glued(j)):
        second = numeral(words, j + 1)
        if (
            second is not None
            and not second.vague
            and not num.vague
            and num.low is not None
            and second.high is not None
            and second.high > num.low
        ):
            high, j = _bounds(second.high), second.j
    if words.has(j, ("and", "a", "half")) and low is not None:
        low, high, j = low + 0.5, low + 0.5, j + 3
    elif words.has(j, ("and", "half")) and low is not None:
        low, high, j = low + 0.5, low + 0.5, j + 2
    if words.has(j, ("-", "plus")) or words.has(j, ("plus",)):
        low, high, j = low, None, j + (2 if words.at(j) == "-" else 1)
    return low, high, _skip_of(words, j)


def _skip_of(words: Words, j: int) -> int:
    return j + 1 if words.at(j) == "of" and unit_at(words, j + 1) else j


def _bounds(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


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
        if words.at(i + 1) in _DASHES and words.glued(i + 1):
            return None
        atom.daypart, atom.ref = "NI", "overnight"
    elif words.at(i + 1) in t.dayparts:
        atom.daypart, atom.j = t.dayparts[words.at(i + 1)], i + 2
    return atom


def _clock_part(words: Words, i: int, unit: str | None) -> tuple[str | None, str | None]:
    """Unit and part of the day for a unit that may be one ("morning", "night")."""
    daypart = tables().dayparts.get(words.at(i))
    return ("D", daypart) if daypart and unit in {None, "N"} else (unit, None)


def moved(words: Words, i: int) -> Atom | None:
    """ "last week", "the next day", "that same month", "this spring", "next Friday", "the past two years", "the first two months of 1943"."""
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
    if got is not None and (unit_at(words, got[2]) or words.at(got[2]) in _PREFIX):
        if not determined and word in {"following", "preceding", "prior", "same"}:
            return None  # "following 14 weeks of talks": after them
        j = got[2] + 1 if words.at(got[2]) in _PREFIX else got[2]
        if unit_at(words, j):
            return _window(words, i, j, direction, base, got[0], got[1])
    if words.at(j) in _MOVES and small(words, j) is None and unit_at(words, j + 1) is None and words.at(j) != "recent":
        return None
    unit = unit_at(words, j)
    plural = words.at(j).endswith("s") and unit is not None
    if plural and not determined and word in {"following", "preceding", "subsequent", "succeeding", "ensuing"}:
        return None  # "following days of clashes": after them
    unit_, daypart = _clock_part(words, j, unit)
    if plural and word not in {"this", "that"}:
        return _window(words, i, j, direction, base, None, None)
    if plural or unit == "s":
        return None
    if unit_ is not None:
        if word in {"past", "recent"} or (word in {"coming"} and not determined):
            if not determined and word in {"past", "recent"} and words.at(i - 1) not in {"over", "in", "during", "within"}:
                return None
            return _window(words, i, j, direction, base, 1, 1)
        if word == "last" and determined and unit_ in {"W", "M", "Y", "D"} and words.at(j + 1) == "of":
            return _span_of(words, i, j + 1, -1, unit_, 1, 1)
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
    if words.at(j) in t.seasons and not (word == "that" and not determined and words.at(j) in {"fall", "spring"}):
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
    if words.at(j + 1) in _DASHES and words.glued(j + 1):
        return None
    return Atom(i, j + 1, "window", unit=unit, low=low, high=high, direction=direction, base=base)


def _span_of(words: Words, i: int, j: int, side: int, unit: str, low: float | None, high: float | None) -> Atom:
    """ "the last week of October": the end of what follows "of"; the reader fills in ``of``."""
    return Atom(i, j, "window", unit=unit, low=low, high=high, direction=side, base="atom")


def edge_of(words: Words, i: int) -> Atom | None:
    """ "the first two months of", "the last week of", "the final days of": a window at the edge of what follows."""
    at = i + 1 if words.at(i) in {"the", "its", "their"} else i
    word = words.at(at)
    side = {"first": 1, "opening": 1, "early": 1, "initial": 1, "last": -1, "final": -1, "closing": -1}.get(word)
    if side is None:
        return None
    j, low, high = at + 1, 1.0, 1.0
    got = amount(words, j) if words.at(j) not in {"a", "an"} else None
    if got is not None and unit_at(words, got[2]):
        low, high, j = got[0], got[1], got[2]  # type: ignore[assignment]
    elif unit_at(words, j) and words.at(j).endswith("s"):
        low, high = None, None  # type: ignore[assignment]
    unit = unit_at(words, j)
    if unit is None or words.at(j + 1) != "of":
        return None
    return _span_of(words, i, j + 1, side, unit, low, high)


def counted(words: Words, i: int) -> Atom | None:
    """An amount of units and what follows it: "three weeks ago", "two days later", "21 days after" (the reader fills in ``of``),
    "three years", "nine-month", "a few days"."""
    at = i
    while words.at(at) in {"the", "another", "only", "just", "every", "its", "more", "a"} and at < i + 3:
        if words.at(at) == "a" and words.at(at + 1) not in {"mere", "further", "full", "period"}:
            break
        at += 1
        if words.at(at) in {"mere", "further", "full"}:
            at += 1
    got = amount(words, at)
    if got is None:
        return None
    low, high, j = got
    if words.at(j) in _DASHES and words.glued(j) and words.glued(j + 1):
        unit = unit_at(words, j + 1)
        if unit is None or words.low[at] in {"a", "an"}:
            return None
        end = j + 2
        if words.at(end) in _DASHES and words.at(end + 1) in {"long", "old"}:
            end += 2
        elif words.at(end) == "long":
            end += 1
        return Atom(at, end, "length", unit=unit, low=low, high=high)
    while words.at(j) in _PREFIX and (unit_at(words, j + 1) or words.at(j + 1) in _PREFIX):
        j += 1
    unit = unit_at(words, j)
    if unit is None or (unit == "S" and words.at(j) == "season"):
        return None
    if unit == "Q" and (low is None or words.low[at] in {"a", "an", "one", "three"}):
        return None  # "some quarters", "three quarters of it"
    if words.low[at] in {"a", "an"} and j == at + 1 and words.at(j).endswith("s") and words.at(j) not in {"days"}:
        return None
    j += 1
    half = words.has(j, ("and", "a", "half"))
    if half and low is not None:
        low, high, j = low + 0.5, low + 0.5, j + 3
    if words.at(j) in {"'", "’"} and words.at(j + 1) in {"s", "time"}:
        j += 2 if words.at(j + 1) == "s" and words.at(j + 2) == "time" else 1 if words.at(j + 1) == "time" else 0
        j += 1 if words.at(j) == "time" else 0
    if words.at(j) in {"-", "‑"} and words.at(j + 1) in {"long", "old"} and words.glued(j):
        j += 2
    elif words.at(j) == "long" or (words.at(j) == "old" and unit == "Y") or words.has(j, ("of", "age")):
        j += 2 if words.at(j) == "of" else 1
        first, kind = hedge_before(words, at)
        return Atom(first, j, "length", unit=unit, low=low, high=high, approx=_APPROX.get(kind or ""))
    tail = words.at(j)
    first, kind = hedge_before(words, at)
    if kind == "more" or kind == "exact":
        kind = None
    if words.at(first - 1) in {"the", "every"} and first == at:
        pass
    atom = Atom(first if kind else i, j, "length", unit=unit, low=low, high=high, approx=_APPROX.get(kind or ""))
    if tail == "ago" or (tail == "from" and words.at(j + 1) == "now") or words.has(j, ("into", "the", "future")):
        atom.shape, atom.base, atom.direction = "shift", "published", -1 if tail == "ago" else 1
        atom.j = j + 1 if tail == "ago" else j + 2 if tail == "from" else j + 3
        return atom
    if tail in _AFTER and tail != "following" and not (tail in {"before", "after", "following"} and words.at(atom.i - 1) in {"for", "lasted", "last", "within"}):
        atom.shape, atom.base, atom.direction = "shift", "focus", _AFTER[tail]
        atom.j = j + 1
        if tail == "prior" and words.at(j + 1) == "to":
            atom.j = j + 2
        return atom
    if tail in {"previous"}:
        atom.shape, atom.base, atom.direction, atom.j = "shift", "focus", -1, j + 1
        return atom
    return atom


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


def habit(words: Words, i: int) -> Atom | None:
    """ "every day", "each year", "per month", "daily", "annually", "50 a month", "twice a week"."""
    t, word = tables(), words.at(i)
    if word in t.habits:
        return Atom(i, i + 1, "habit", unit=t.habits[word])
    if word in {"every", "each", "per"}:
        at = i + 1
        got = amount(words, at) if words.at(at) not in {"a", "an"} else None
        if got is not None and unit_at(words, got[2]):
            return Atom(i, got[2] + 1, "habit", unit=unit_at(words, got[2]), low=got[0], high=got[1])
        if words.at(at) == "other":
            at += 1
        unit = unit_at(words, at)
        weekday = t.weekdays.get(words.at(at))
        daypart = t.dayparts.get(words.at(at))
        if unit or weekday or daypart or words.at(at) in t.seasons:
            return Atom(i, at + 1, "habit", unit=unit or ("D" if weekday or daypart else "S"), low=1, high=1, daypart=daypart)
        return None
    if word in {"a", "an"} and unit_at(words, i + 1) and not words.at(i + 1).endswith("s"):
        before = words.at(i - 1)
        if (
            before in {"once", "twice", "times"}
            or (before and before[0].isdecimal())
            or before in {"barrels", "rounds", "shells", "drones", "missiles", "units", "people", "tons", "tonnes"}
        ):
            return Atom(i, i + 2, "habit", unit=unit_at(words, i + 1), low=1, high=1)
    return None


def bare_units(words: Words, i: int) -> Atom | None:
    """Units without an amount: "for months", "weeks-long", "years of conflict"; only plurals, and "day" is no time by itself."""
    t, word = tables(), words.at(i)
    unit = t.units.get(word)
    if unit is None or unit in {"s", "Q", "S", "WE"}:
        return None
    if words.at(i + 1) in {"-", "‑"} and words.at(i + 2) == "long" and not word.endswith("s"):
        return Atom(i, i + 3, "length", unit=unit, low=1, high=1)
    if word in {"month", "year"} and words.has(i + 1, ("'", "s", "end")) or words.has(i + 1, ("’", "s", "end")):
        return Atom(i, i + 4, "shift", unit=unit, low=0, high=0, base="focus", mod="END", edge=True)
    if word == "year" and words.has(i + 1, ("-", "end")):
        return Atom(i, i + 3, "shift", unit=unit, low=0, high=0, base="focus", mod="END", edge=True)
    if not word.endswith("s") or word in {"seconds", "moments", "quarters", "weekends", "nights"}:
        return None
    j = i + 1
    if words.at(j) in {"-", "‑"} and words.at(j + 1) == "long":
        return Atom(i, j + 2, "length", unit=unit)
    tail = words.at(j)
    if tail == "ago":
        return Atom(i, j + 1, "shift", unit=unit, direction=-1, base="published", ref="bare")
    if tail in {"later", "earlier", "afterwards", "before", "after"}:
        return Atom(i, j + 1, "shift", unit=unit, direction=_AFTER[tail], base="focus", ref="bare")
    if words.at(i - 1) in {
        "for",
        "of",
        "in",
        "take",
        "last",
        "lasted",
        "after",
        "within",
        "over",
        "throughout",
        "spent",
        "took",
    } and tail not in {"'", "’"}:
        return Atom(i, j, "length", unit=unit)
    return None
