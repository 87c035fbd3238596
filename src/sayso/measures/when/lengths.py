"""Amounts of time: "three years", "nine-month", "three weeks ago", "every day", "the first two months of"."""

from __future__ import annotations

from decimal import Decimal

from sayso.measures.hedges import hedge_before
from sayso.measures.numerals import numeral
from sayso.measures.when.atoms import Atom
from sayso.measures.when.figures import small
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

DASHES = frozenset({"-", "‑", "–"})


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


PREFIX = frozenset(
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
    if words.at(j) in {"to", "or"} or (words.at(j) in DASHES and words.glued(j)):
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


def _bounds(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


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
    if unit is None or words.at(j + 1) != "of" or (word == "early" and unit == "h"):
        return None
    return span_of(words, i, j + 1, side, unit, low, high)


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
    if words.at(j) in DASHES and words.glued(j) and words.glued(j + 1):
        unit = unit_at(words, j + 1)
        if unit is None or words.low[at] in {"a", "an"}:
            return None
        end = j + 2
        if words.at(end) in DASHES and words.at(end + 1) in {"long", "old"}:
            end += 2
        elif words.at(end) == "long":
            end += 1
        return Atom(at, end, "length", unit=unit, low=low, high=high)
    while words.at(j) in PREFIX and (unit_at(words, j + 1) or words.at(j + 1) in PREFIX):
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
    if (
        tail in _AFTER
        and tail != "following"
        and not (tail in {"before", "after", "following"} and words.at(atom.i - 1) in {"for", "lasted", "last", "within"})
    ):
        atom.shape, atom.base, atom.direction = "shift", "focus", _AFTER[tail]
        atom.j = j + 1
        if tail == "prior" and words.at(j + 1) == "to":
            atom.j = j + 2
        return atom
    if tail in {"previous"}:
        atom.shape, atom.base, atom.direction, atom.j = "shift", "focus", -1, j + 1
        return atom
    return atom


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
    if (word in {"month", "year"} and words.has(i + 1, ("'", "s", "end"))) or words.has(i + 1, ("’", "s", "end")):
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


def span_of(words: Words, i: int, j: int, side: int, unit: str, low: float | None, high: float | None) -> Atom:
    """ "the last week of October": the end of what follows "of"; the reader fills in ``of``."""
    return Atom(i, j, "window", unit=unit, low=low, high=high, direction=side, base="atom")
