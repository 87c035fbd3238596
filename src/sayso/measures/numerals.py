"""Numerals: digits with separators and scales, number words, vague number nouns.

A :class:`Numeral` is only a figure with bounds. Whether it is a count, an amount of money, a part of a date or a name is decided
by the grammars that use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sayso.lexicons import load
from sayso.measures.words import Words


@dataclass(frozen=True, slots=True)
class Numeral:
    """Tokens ``i`` to ``j`` (half-open) as a figure. ``low``/``high`` are its bounds (None = open); ``vague`` where the words
    give no single figure; ``digits`` where it is printed in digits; ``bare`` where it is digits and nothing else."""

    i: int
    j: int
    low: Decimal | None
    high: Decimal | None
    vague: bool = False
    digits: bool = False
    bare: bool = False
    hedge: str | None = None

    @property
    def whole(self) -> bool:
        return all(b is None or b == b.to_integral_value() for b in (self.low, self.high))


@dataclass(frozen=True, slots=True)
class _Tables:
    ones: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    short: dict[str, tuple[int, bool]]
    vague: dict[str, tuple[tuple[tuple[str, ...], int | None, int | None, str, bool], ...]]
    plural: dict[str, tuple[int, int]]
    starters: frozenset[str]


@cache
def tables() -> _Tables:
    raw = load("measures/numbers.yaml")
    vague: dict[str, list[tuple[tuple[str, ...], int | None, int | None, str, bool]]] = {}
    for phrase, entry in raw["vague"].items():
        words = tuple(phrase.split())
        low, high = entry["bounds"]
        vague.setdefault(words[0], []).append((words, low, high, entry.get("hedge", "vague"), bool(entry.get("of"))))
    ordered = {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in vague.items()}
    plural = {k: (v[0], v[1]) for k, v in raw["plural"].items()}
    starters = frozenset(raw["ones"]) | frozenset(raw["tens"]) | frozenset(plural) | frozenset(ordered) | {"a", "an", "half", "dozen"}
    return _Tables(
        raw["ones"],
        raw["tens"],
        raw["scales"],
        {k: (v["value"], bool(v.get("money"))) for k, v in raw["short"].items()},
        ordered,
        plural,
        starters,
    )


def is_digits(word: str) -> bool:
    """A figure in digits (with separators), and no numeric date."""
    return "0" <= word[:1] <= "9" and all("0" <= c <= "9" or c in ",. \u00a0\u202f\u2009" for c in word) and word.count(".") < 2


def digits_value(word: str) -> Decimal:
    return Decimal("".join(c for c in word if c.isdecimal() or c == "."))


def numeral(words: Words, i: int, *, money: bool = False, joined: bool = True) -> Numeral | None:
    """The longest numeral that begins at token ``i``, or None. ``money`` allows the scales that only money takes ("$5m");
    ``joined`` lets "and" stand inside ("a hundred and five"), which it must not after "between"."""
    word = words.at(i)
    if not word:
        return None
    if word[0].isdecimal():
        return _digits(words, i, money) if is_digits(word) else None
    return _in_words(words, i, joined) if word in tables().starters else None


def _digits(words: Words, i: int, money: bool) -> Numeral:
    t = tables()
    value = digits_value(words.low[i])
    j, bare = i + 1, True
    if words.has(j, ("and", "a", "half")):
        if words.at(j + 3) in t.scales:
            value, j, bare = value + Decimal("0.5"), j + 3, False
    elif words.at(j) in {"½", "¼", "¾"} and words.glued(j):
        value, j, bare = value + {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}[words.at(j)], j + 1, False
    while True:
        at = j + 1 if words.at(j) == "-" and words.glued(j) and words.glued(j + 1) else j
        nxt = words.at(at)
        if nxt in t.scales:
            value, j, bare = value * t.scales[nxt], at + 1, False
        elif (
            nxt in t.short
            and (money or not t.short[nxt][1])
            and (at != j or words.glued(j) or nxt in {"bn", "bln", "mln", "mn", "tn", "trn"} or money)
        ):
            value, j, bare = value * t.short[nxt][0], at + 1, False
        else:
            break
    return Numeral(i, j, value, value, digits=True, bare=bare)


def _in_words(words: Words, i: int, joined: bool) -> Numeral | None:
    t = tables()
    word = words.at(i)
    if word in t.vague:
        second = words.at(i + 1)
        for phrase, low, high, hedge, needs_of in t.vague[word]:
            if len(phrase) > 1 and (phrase[1] != second or not words.has(i, phrase)):
                continue
            j = i + len(phrase)
            if needs_of and words.at(j) != "of":
                continue
            scale = j + 1 if words.at(j) == "of" else j
            if words.at(scale) in t.scales and low is not None:
                by = t.scales[words.at(scale)]
                return Numeral(
                    i, scale + 1, Decimal(low * by), Decimal((high + 1) * by - 1) if high is not None else None, vague=True, hedge="vague"
                )
            return Numeral(i, j, _dec(low), _dec(high), vague=hedge == "vague", hedge=hedge)
    if word in t.plural:
        low_, high_ = t.plural[word]
        j = i + 1
        while words.at(j) == "of" and words.at(j + 1) in t.plural:
            unit = t.plural[words.at(j + 1)][0] // 2  # every plural scale begins at two of its unit
            low_, high_, j = low_ * unit, (high_ + 1) * unit - 1, j + 2
        return Numeral(i, j, Decimal(low_), Decimal(high_), vague=True, hedge="vague")
    return _cardinal(words, i, joined)


def _dec(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _cardinal(words: Words, i: int, joined: bool) -> Numeral | None:
    """A number in words: "two", "forty-seven", "half a million", "a dozen", "two and a half million", "one hundred and five"."""
    t = tables()
    j = i
    word = words.at(j)
    if word == "half":
        # "half a million", "half a dozen"; a bare half is a share.
        k = j + 1
        for between in ("-", "a", "an", "-"):
            k += words.at(k) == between
        if words.at(k) in t.scales:
            value = Decimal(t.scales[words.at(k)]) / 2
            return Numeral(i, k + 1, value, value)
        return None
    if word in {"a", "an"}:
        if words.at(j + 1) == "half" and words.at(j + 2) in t.scales:
            value = Decimal(t.scales[words.at(j + 2)]) / 2
            return Numeral(i, j + 3, value, value)
        if words.at(j + 1) not in t.scales:
            return None
        return _scaled(words, i, j + 1, Decimal(1), joined)
    if word == "dozen":
        return Numeral(i, i + 1, Decimal(12), Decimal(12)) if words.at(i + 1) not in {"of"} else None
    group, j = _below_hundred(words, j)
    if j == i:
        return None
    if words.has(j, ("and", "a", "half")) and words.at(j + 3) in t.scales:
        group, j = group + Decimal("0.5"), j + 3
    return _scaled(words, i, j, group, joined)


def _below_hundred(words: Words, j: int) -> tuple[Decimal, int]:
    t = tables()
    word = words.at(j)
    if word in t.tens:
        value, j = t.tens[word], j + 1
        at = j + 1 if words.at(j) in {"-", "‑", "–"} and words.glued(j) else j
        # "forty-seven", "forty seven", but not "forty-one-way"
        if at != j and words.at(at) in t.ones and t.ones[words.at(at)] < 10 and words.glued(at) and words.at(at + 1) != "-":
            return Decimal(value + t.ones[words.at(at)]), at + 1
        if at == j and words.at(j) in t.ones and t.ones[words.at(j)] < 10:
            return Decimal(value + t.ones[words.at(j)]), j + 1
        return Decimal(value), j
    if word in t.ones:
        return Decimal(t.ones[word]), j + 1
    return Decimal(0), j


def _scaled(words: Words, i: int, j: int, group: Decimal, joined: bool) -> Numeral:
    """The rest of a numeral after its first group: scales, and further groups with or without "and"."""
    t = tables()
    total = Decimal(0)
    while True:
        at = j + 1 if words.at(j) == "-" and words.glued(j) and words.at(j + 1) in t.scales else j
        nxt = words.at(at)
        if nxt in t.scales:
            if t.scales[nxt] <= 100:
                group *= t.scales[nxt]
            else:
                total, group = total + group * t.scales[nxt], Decimal(0)
            j = at + 1
            continue
        k = j + 1 if nxt == "and" else j
        if (k > j and not joined) or not (group % 100 == 0 and (total or group)):
            break
        more, after = _below_hundred(words, k)
        # "one thousand and two hundred", but "one hundred and two hundred" are two figures.
        if after == k or (words.at(after) in t.scales and t.scales[words.at(after)] >= (group or total)) or words.at(after) == "of":
            break
        group, j = group + more, after
    value = total + group
    return Numeral(i, j, value, value)
