"""Calendar expressions: days, months, years, seasons, quarters, decades, centuries.

Each function reads at a token and returns what it found, or None.
"""

from __future__ import annotations

from sayso.measures.grammar import small_words
from sayso.measures.when.atoms import Atom
from sayso.measures.when.figures import (
    counts_things,
    day_number,
    era,
    month_name,
    ordinal,
    plausible_year,
    small,
    year_number,
)
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

_DASHES = frozenset({"-", "–", "—", "‑", "−", "/"})


def numeric_date(words: Words, i: int) -> Atom | None:
    """ISO dates, and days of figures only: "24/02/2022" and "02/24/2022" by what is possible, day first where both are."""
    word = words.at(i)
    if not word[:1].isdecimal() or len(word) < 6:
        return None
    head, _, clock = word.partition("t")
    sep = "-" if "-" in head else "/" if "/" in head else "." if head.count(".") == 2 else ""
    if not sep:
        return None
    parts = [int(p) for p in head.split(sep)]
    if len(parts) != 3:
        return None
    if len(head.split(sep)[0]) == 4:
        year, month, day = parts
    else:
        first, second, year = parts
        if len(head.split(sep)[2]) == 2:
            year += 2000 if year < 70 else 1900
        month, day = (second, first) if second <= 12 else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2200):
        return None
    atom = Atom(i, i + 1, "calendar", year=year, month=month, day=day)
    if clock:
        atom.clock = "T" + clock[:5]
    return atom


def _year_after(words: Words, j: int, atom: Atom) -> int:
    """Reads the year that follows a day, month or season, in whatever form; returns the token after it."""
    at = j
    if words.at(at) == "," and not words.glued(at + 1):
        at += 1
    if words.at(at) == "of" and at == j:
        at += 1
    found = year_number(words, at, sure=True)
    counted = small(words, at) is not None and found is not None and counts_things(words, at, found[1])
    if found is not None and not counted and (words.at(at - 1) != "," or plausible_year(words, at, found[1])):
        atom.year = found[0]
        return found[1]
    if at == j and words.at(at) == "in":
        found = year_number(words, at + 1, sure=True)
        if found is not None and words.at(found[1]) not in {"people"}:
            atom.year = found[0]
            return found[1]
    if words.at(j) == "of":
        for phrase, base, offset in _YEAR_WORDS:
            if words.has(j + 1, phrase):
                atom.year_from, atom.year_offset = base, offset
                return j + 1 + len(phrase)
    for phrase, offset in ((("this", "year"), 0), (("last", "year"), -1), (("next", "year"), 1)):
        if words.has(j, phrase):
            atom.year_from, atom.year_offset = "published", offset
            return j + 2
    if words.has(j, ("the", "same", "year")) or words.has(j, ("that", "year")):
        atom.year_from = "focus"
        return j + (3 if words.at(j) == "the" else 2)
    if words.has(j, ("the", "following", "year")) or words.has(j, ("the", "next", "year")):
        atom.year_from, atom.year_offset = "focus", 1
        return j + 3
    return j


_YEAR_WORDS: tuple[tuple[tuple[str, ...], str, int], ...] = (
    (("that", "year"), "focus", 0),
    (("the", "same", "year"), "focus", 0),
    (("that", "same", "year"), "focus", 0),
    (("the", "year"), "published", 0),
    (("the", "following", "year"), "focus", 1),
    (("the", "next", "year"), "focus", 1),
    (("the", "previous", "year"), "focus", -1),
    (("this", "year"), "published", 0),
    (("last", "year"), "published", -1),
    (("next", "year"), "published", 1),
)


def _join(words: Words, j: int) -> int | None:
    """The token after a mark or word that joins two days ("13–15", "13 and 14", "5 to 7"), or None."""
    if words.at(j) in _DASHES or words.at(j) in {"to", "and", "or", "through", "until", ","}:
        return j + 1
    return None


def day_month(words: Words, i: int) -> list[Atom] | None:
    """ "13 November [2024]", "the 13th of November", "13–15 November", "13 and 14 November"."""
    first = day_number(words, i)
    if first is None:
        return None
    days, j = [(i, first[1], first[0])], first[1]
    while len(days) < 4:
        at = _join(words, j)
        if at is not None and words.at(at) == "and" and words.at(j) == ",":
            at += 1
        at = at + 1 if at is not None and words.at(at) == "the" else at
        nxt = day_number(words, at) if at is not None else None
        if nxt is None or at is None:
            break
        days.append((at, nxt[1], nxt[0]))
        j = nxt[1]
    at = j + 1 if words.at(j) == "of" else j
    if words.at(at) in {"-", "‑"} and words.glued(at):
        at += 1
    month = month_name(words, at)
    if month is None:
        return None
    last = Atom(days[-1][0], month[1], "calendar", month=month[0], day=days[-1][2])
    last.j = _year_after(words, month[1], last)
    atoms = [
        Atom(a, b, "calendar", month=month[0], day=d, year=last.year, year_from=last.year_from, year_offset=last.year_offset)
        for a, b, d in days[:-1]
    ]
    for atom in (*atoms, last):
        atom.group = i if atoms else -1
    return [*atoms, last]


def month_day(words: Words, i: int) -> list[Atom] | None:
    """ "November 13[, 2024]", "Dec. 7th", "November 13–15, 2024", "November 13 and 14"."""
    month = month_name(words, i)
    if month is None:
        return None
    at = month[1] + 1 if words.at(month[1]) == "the" else month[1]
    first = day_number(words, at)
    if first is None:
        return None
    days, j = [(i, first[1], first[0])], first[1]
    while len(days) < 4:
        nxt_at = _join(words, j)
        if nxt_at is not None and words.at(nxt_at) == "and" and words.at(j) == ",":
            nxt_at += 1
        nxt = day_number(words, nxt_at) if nxt_at is not None else None
        if (
            nxt is None
            or nxt_at is None
            or (
                words.at(nxt[1]).isalpha()
                and (words.at(j) in {"and", ",", "to", "or"})
                and words.at(nxt[1]) not in small_words("after_day")
            )
        ):
            break
        if month_name(words, nxt[1]) is not None and words.at(j) in {"to", "and", "-", "–", ","}:
            break
        days.append((nxt_at, nxt[1], nxt[0]))
        j = nxt[1]
    last = Atom(days[-1][0], j, "calendar", month=month[0], day=days[-1][2])
    last.j = _year_after(words, j, last)
    atoms = [
        Atom(a, b, "calendar", month=month[0], day=d, year=last.year, year_from=last.year_from, year_offset=last.year_offset)
        for a, b, d in days[:-1]
    ]
    for atom in (*atoms, last):
        atom.group = i if atoms else -1
    return [*atoms, last]


def month_alone(words: Words, i: int) -> Atom | None:
    """ "November [2024]", "May" where its place shows that it is the month."""
    found = month_name(words, i)
    if found is None:
        return None
    atom = Atom(i, found[1], "calendar", month=found[0])
    atom.j = _year_after(words, found[1], atom)
    if atom.j > found[1]:
        return atom
    word, before = words.low[i], words.at(i - 1)
    if word in tables().short_months and word not in tables().months and before not in small_words("before_month"):
        return None
    opens = i == words.sentence(i)[0]
    if (
        word == "march"
        and (before not in small_words("before_month") or before in {"the", "that", "this"})
        and words.at(i + 1) in {"to", "on", "of", "for", "against", "by", "through", "in", "was", "and", "."}
    ):
        return None
    if word in {"may", "march", "august", "april", "june"} and before not in small_words("before_month") and before not in _DASHES:
        # "Theresa May", "the Long March", "April Glaspie", "May God help us"
        if word in {"may", "march"} and (opens or not before or words.capital(i - 1) or before == "the"):
            return None
        if words.capital(i - 1) or (words.capital(i + 1) and opens):
            return None
    if (
        word == "may"
        and before in {"the", "and", "or", "to", "this", "that", "each", "every", "on", "for"}
        and words.at(i + 1).isalpha()
        and before not in {"this"}
    ):
        return None if words.capital(i + 1) else atom
    return atom


def season_name(words: Words, i: int) -> Atom | None:
    """ "spring", "the winter of 1941–42", "summer 2023"; "fall" only with a determiner or a year, as it is a verb and a noun too."""
    t, word = tables(), words.at(i)
    if word not in t.seasons or (words.at(i + 1) in t.events and words.capital(i + 1)):
        return None
    atom = Atom(i, i + 1, "calendar", season=word)
    atom.j = _year_after(words, i + 1, atom)
    if atom.year is not None and words.at(atom.j) in _DASHES:
        tail = words.at(atom.j + 1)
        if tail.isdecimal() and len(tail) in {2, 4}:
            atom.j += 2
    if atom.j == i + 1 and word in {"fall", "spring"}:
        if words.at(i + 1) == "of" or words.at(i - 1) not in {
            "the",
            "this",
            "last",
            "next",
            "that",
            "in",
            "early",
            "late",
            "mid",
            "each",
            "every",
            "by",
            "previous",
            "following",
            "of",
        }:
            return None
        if (
            words.at(i - 1) == "the"
            and words.at(i - 2) not in {"in", "by", "during", "until", "of", "since", "throughout", "through"}
            and word == "fall"
        ):
            return None
    return atom


def years(words: Words, i: int) -> list[Atom] | None:
    """A year, a span of years ("1939–1945", "2014-15"), a decade ("the 1990s", "the 470s BC")."""
    word = words.at(i)
    if (
        word in {"'", "’", "‘"}
        and words.glued(i + 1)
        and words.at(i + 1).isdecimal()
        and words.at(i + 2) == "s"
        and words.glued(i + 2)
        and len(words.at(i + 1)) == 2
    ):
        return [Atom(i, i + 3, "calendar", decade=1900 + int(words.at(i + 1)))]
    value = small(words, i)
    if (
        value is not None
        and words.at(i + 1) == "s"
        and words.glued(i + 1)
        and value % 10 == 0
        and len(word) in {3, 4}
        and not words.glued(i)
    ):
        found = era(words, i + 2)
        if found is not None and found[0]:
            return [Atom(i, found[1], "calendar", decade=value, bc=True)]
        if len(word) == 4:
            return [Atom(i, i + 2, "calendar", decade=value)]
        return None
    if value is not None and words.at(i + 1) in _DASHES and not words.glued(i):
        # "492–490 BC" prints its era once.
        second = year_number(words, i + 2)
        if second is not None and second[0] < 1 and era(words, i + 3) is not None and value >= 1 - second[0]:
            return [Atom(i, i + 1, "calendar", year=1 - value), Atom(i + 2, second[1], "calendar", year=second[0])]
    got = year_number(words, i)
    if got is None or not plausible_year(words, i, got[1]):
        return None
    year, j = got
    atoms = [Atom(i, j, "calendar", year=year, short=words.low[i] in {"'", "’", "‘"})]
    if words.at(j) in _DASHES and (words.glued(j) or words.at(j) in {"–", "—"}):
        tail = words.at(j + 1)
        end = small(words, j + 1)
        if end is not None and not (words.glued(j + 2) and words.at(j + 2).isalnum()) and words.at(j + 2) not in _DASHES:
            second = year_number(words, j + 1)
            if second is not None and second[0] > year:
                atoms.append(Atom(j + 1, second[1], "calendar", year=second[0]))
            elif len(tail) == 2 and year >= 1000 and year % 100 < end:
                atoms.append(Atom(j + 1, j + 2, "calendar", year=year // 100 * 100 + end))
    return atoms


_NTH = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
    "final": -1,
    "latter": 2,
    "closing": -1,
    "opening": 1,
}


def century(words: Words, i: int) -> Atom | None:
    """ "the 19th century", "nineteenth-century", "the 4th century BC"."""
    found = ordinal(words, i)
    if found is None:
        return None
    j = found[1] + 1 if words.at(found[1]) in {"-", "‑"} else found[1]
    if words.at(j) not in {"century", "centuries"}:
        return None
    bc = era(words, j + 1)
    return Atom(i, bc[1] if bc else j + 1, "calendar", century=found[0], bc=bool(bc and bc[0]))


def portion(words: Words, i: int) -> Atom | None:
    """Quarters and halves of a year, and fiscal years: "Q1 2024", "the first quarter of 2024", "H2 2008", "FY2024", "fiscal year 2024"."""
    word = words.at(i)
    if word in {"q", "h"} and words.raw[i].isupper() and words.glued(i + 1):
        number = small(words, i + 1)
        if number is not None and 1 <= number <= (4 if word == "q" else 2) and not (words.glued(i + 2) and words.at(i + 2).isalnum()):
            atom = Atom(i, i + 2, "calendar", quarter=number if word == "q" else None, half=number if word == "h" else None)
            atom.j = _year_after(words, i + 2, atom)
            return atom
        return None
    if word in {"fy", "fiscal"}:
        at = i + 2 if words.at(i + 1) in {"year", "-"} else i + 1
        found = year_number(words, at, sure=True)
        if found is None:
            short = words.at(at)
            if word == "fy" and short.isdecimal() and len(short) == 2:
                return Atom(i, at + 1, "calendar", year=2000 + int(short), fiscal=True)
            return None
        return Atom(i, found[1], "calendar", year=found[0], fiscal=True)
    nth = _NTH.get(word)
    at = i + 1
    if nth is None:
        got = ordinal(words, i)
        nth, at = got if got is not None else (None, i)
    if nth is None or words.at(at) not in {"quarter", "half"}:
        return None
    quarter = words.at(at) == "quarter"
    if nth == -1:
        nth = 4 if quarter else 2
    if not 1 <= nth <= (4 if quarter else 2):
        return None
    j = at + 1
    if words.has(j, ("of", "fiscal", "year")):
        found = year_number(words, j + 3, sure=True)
        if found is None:
            return None
        return Atom(i, found[1], "calendar", quarter=nth if quarter else None, half=None if quarter else nth, year=found[0], fiscal=True)
    atom = Atom(i, j, "calendar", quarter=nth if quarter else None, half=None if quarter else nth)
    atom.j = _year_after(words, j, atom)
    if atom.j == j and words.at(j) == "of" and not quarter:
        # "the second half of March", "the first half of the 1990s"
        inner = month_alone(words, j + 1)
        if inner is not None:
            inner.i, inner.half = i, nth
            return inner
    if atom.j == j and (not quarter or words.at(j) == "of"):
        return None
    return atom
