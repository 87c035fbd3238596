"""The pieces of a date: days, months, years, eras, ordinals, clock times, as they are printed.

Each function reads at a token and returns what it found and the token after it, or None.
"""

from __future__ import annotations

from functools import cache

from sayso.lexicons import load
from sayso.measures.grammar import small_words
from sayso.measures.hedges import hedge_before
from sayso.measures.numerals import tables as number_tables
from sayso.measures.vocabulary import vocabulary
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

SUFFIXES = frozenset({"st", "nd", "rd", "th"})


def small(words: Words, i: int) -> int | None:
    """The whole number of at most four plain digits at token ``i``, else None."""
    word = words.at(i)
    return int(word) if word.isdecimal() and word.isascii() and len(word) <= 4 else None


def day_number(words: Words, i: int) -> tuple[int, int] | None:
    """A day of the month: "7", "7th", "seventh" excepted (an ordinal word is too often something else)."""
    value = small(words, i)
    if value is None or not 1 <= value <= 31 or len(words.low[i]) > 2:
        return None
    j = i + 1
    if words.at(j) in SUFFIXES and words.glued(j):
        return value, j + 1
    if (
        words.glued(j)
        and words.at(j)
        and (
            words.at(j).isalnum()
            or words.at(j) in {"%", "°", ":", "/"}
            or (words.at(j) == "." and words.glued(j + 1) and words.at(j + 1).isalnum())
        )
    ):
        return None
    if words.glued(i) and (words.at(i - 1).isalnum() or words.at(i - 1) in {"$", "€", "£", ":", "#", "."}):
        return None
    return value, j


def month_name(words: Words, i: int) -> tuple[int, int] | None:
    """A month: its name, or its abbreviation with a full stop or next to a figure."""
    t, word = tables(), words.at(i)
    if word in t.months:
        if word in {"may", "march"} and not words.raw[i][0].isupper():
            return None
        return t.months[word], i + 1
    if word in t.short_months and words.capital(i):
        dot = words.at(i + 1) == "." and words.glued(i + 1)
        j = i + 2 if dot else i + 1
        if small(words, j) is not None or small(words, i - 1) is not None or (words.at(i - 1) in SUFFIXES):
            return t.short_months[word], j
        if dot and words.at(i - 1) in small_words("before_month"):
            return t.short_months[word], j
    return None


def era(words: Words, j: int) -> tuple[bool, int] | None:
    """ "BC", "B.C.", "BCE", "AD", "CE" at token ``j``: whether it is BC, and the token after it."""
    raw = words.raw[j] if j < len(words) else ""
    if raw in {"BC", "BCE"}:
        return True, j + 1
    if raw in {"AD", "CE"}:
        return False, j + 1
    if raw == "B" and words.at(j + 1) == "." and words.at(j + 2) == "c":
        end = j + 3
        return True, end + 1 if words.at(end) == "." and words.glued(end) and words.glued(j + 2) else end
    return None


def year_number(words: Words, i: int, *, sure: bool = False) -> tuple[int, int] | None:
    """A year at token ``i`` (BC as 0 and less). ``sure``: the words around it already promise one ("November 2024")."""
    value = small(words, i)
    if value is None:
        # '45
        if words.at(i) in {"'", "’", "‘"} and words.glued(i + 1) and not words.glued(i):
            short = words.at(i + 1)
            if short.isdecimal() and len(short) == 2 and not (words.glued(i + 2) and words.at(i + 2) == "s"):
                return 1900 + int(short), i + 2
        return None
    found = era(words, i + 1)
    if found is not None:
        return (1 - value if found[0] else value), found[1]
    if len(words.low[i]) != 4 or not 1000 <= value < 2200:
        return None
    before = words.at(i - 1)
    if words.glued(i) and before not in {"fy", "cy"} and (before.isalnum() or before in {"$", "€", "£", "#", ".", ":"}):
        return None
    if (
        words.glued(i)
        and words.at(i - 1) in {"-", "‑"}
        and words.glued(i - 1)
        and words.at(i - 2)[-1:].isalpha()
        and words.at(i - 2) not in {"mid", "pre", "post", "early", "late"}
        and not sure
    ):
        return None
    j = i + 1
    if (
        words.glued(j)
        and words.at(j)
        and (words.at(j).isalnum() or words.at(j) in {"%", "°"} or (words.at(j) == ":" and words.glued(j + 1)))
    ):
        return None
    return value, j


def plausible_year(words: Words, i: int, j: int) -> bool:
    """Whether a bare four-digit figure reads as a year in its place."""
    value = small(words, i)
    if value is None:
        return True
    if era(words, i + 1) is not None:
        return True
    lex, before = vocabulary(), words.at(i - 1)
    after = "" if j >= len(words) or "\n" in words.text[words.end[j - 1] : words.start[j]] else words.low[j]
    if after in lex.units and after not in small_words("after_year"):
        return False
    if before in lex.after_noun or (before in lex.after_name and words.capital(i - 1)):
        return before == "year"
    if after in number_tables().scales:
        return False
    if counts_things(words, i, j):
        return False
    if before in {"over", "than", "least", "nearly", "almost", "to", "some", "approximately", "roughly"}:
        first, kind = hedge_before(words, i)
        if kind not in (None, "exact"):
            # "from 2014 up to 2016", "since at least 2020"
            return (before == "to" and words.at(i - 2).isdecimal()) or words.at(first - 1) in {"since", "until", "from", "by", "in"}
    return value >= 1800 or before in small_words("before_year") or before in tables().months


def counts_things(words: Words, i: int, j: int) -> bool:
    """A bare four-digit figure that counts what follows it ("2000 drones"): the next word, or the one after it, is a thing one counts."""
    things = vocabulary().things
    if words.at(i - 1) in tables().months or words.at(i - 1) in tables().seasons:
        return False
    hedged = hedge_before(words, i)[1] not in (None, "exact")
    if words.at(j)[:1].isdecimal() and words.at(i - 1) not in small_words("before_year") and not words.at(i - 1).isdecimal():
        return True  # "provided 2000 155mm shells"
    for k in (j, j + 1):
        if k >= len(words) or not words.low[k].isalpha() or "\n" in words.text[words.end[k - 1] : words.start[k]]:
            return False
        if words.low[k] in things:
            return hedged or k == j or not (words.at(i - 1) in small_words("before_year") or words.at(i - 1).isdecimal())
        if words.low[k] in tables().months or words.low[k] in {"the", "a", "and", "in", "to", "of", "by", "for", "with", "when", "as"}:
            return False
    return False


def clock_time(words: Words, i: int) -> tuple[str, int] | None:
    """A time of day as "T10:30" and the token after it: "10:30 p.m.", "5:34 AM", "19:00 hr", "03:00hrs", "11 a.m.", "noon" excepted."""
    hour = small(words, i)
    if hour is None or hour > 24 or (words.glued(i) and (words.at(i - 1).isalnum() or words.at(i - 1) == ":")):
        return None
    minute, j = None, i + 1
    if words.at(j) == ":" and words.glued(j) and words.glued(j + 1):
        minute = small(words, j + 1)
        if minute is None or minute > 59 or len(words.low[j + 1]) != 2:
            return None
        j += 2
        if words.at(j) == ":" and words.glued(j) and words.glued(j + 1) and small(words, j + 1) is not None:
            return None  # "2:15:41" is how long somebody ran
    half, k = None, j
    if words.at(k) in {"am", "pm"}:
        half, k = words.low[k], k + 1
    elif words.at(k) in {"a", "p"} and words.at(k + 1) == "." and words.at(k + 2) == "m" and words.glued(k + 2):
        half, k = words.low[k] + "m", k + 3
        if (
            words.at(k) == "."
            and words.glued(k)
            and (
                k + 1 >= len(words)
                or words.raw[k + 1][0].islower()
                or words.at(k + 1) in {",", ")", ";"}
                or words.low[k + 1][0].isdecimal()
                or words.low[k + 1] in {*tables().months, *tables().short_months}
                or words.low[k + 1] in tables().weekdays
            )
        ):
            k += 1
    elif words.at(k) == "o" and words.at(k + 1) in {"'", "’"} and words.at(k + 2) == "clock":
        k += 3
    elif words.at(k) in {"hr", "hrs", "hours"} and minute is not None:
        k += 1
    elif words.at(k) in {"gmt", "utc", "est", "local"} and minute is not None:
        pass
    elif minute is None:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"T{hour:02d}" + (f":{minute:02d}" if minute is not None else ":00" if half else ""), k


def ordinal(words: Words, i: int) -> tuple[int, int] | None:
    """An ordinal in digits or words ("19th", "nineteenth", "twenty-first"): its value and the token after it."""
    value, t = small(words, i), number_tables()
    if value is not None:
        return (value, i + 2) if words.at(i + 1) in SUFFIXES and words.glued(i + 1) else None
    ordinals = load_ordinals()
    word = words.at(i)
    if word in ordinals:
        return ordinals[word], i + 1
    if word in t.tens and words.at(i + 1) == "-" and words.at(i + 2) in ordinals and ordinals[words.at(i + 2)] < 10:
        return t.tens[word] + ordinals[words.at(i + 2)], i + 3
    return None


@cache
def load_ordinals() -> dict[str, int]:
    found: dict[str, int] = load("measures/numbers.yaml")["ordinals"]
    return found
