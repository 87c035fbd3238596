"""How many: counts, their hedges and their bounds, by the table in the codebook.

A count is a numeral, the hedges around it, and nothing that makes it something else: no ordinal, calibre, distance, range, year,
date, clock time, model number, resolution number, age, score or sum of money. Percentages and shares are kept as words with open
bounds and hedge "share".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache

from sayso.lexicons import load
from sayso.measures.numerals import Numeral, is_digits, numeral, tables
from sayso.measures.words import Words
from sayso.records import Quantity

_DASHES = frozenset({"-", "–", "—", "‑", "−"})
_WORDS_OF_KIND = {
    "approximate": "N - 10 % to N + 10 %",
    "nearly": "0.9 N to N",
    "above": "N + 1 and up",
    "from": "N and up",
    "below": "0 to N - 1",
    "upto": "0 to N",
}
_HEDGE_OF_KIND = {
    "approximate": "approximate",
    "nearly": "approximate",
    "above": "lower",
    "from": "lower",
    "below": "upper",
    "upto": "upper",
}


@dataclass(frozen=True, slots=True)
class _Lexicon:
    before: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # by the phrase's last word, longest first
    after: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # by the phrase's first word, longest first
    units: frozenset[str]
    after_name: frozenset[str]
    after_noun: frozenset[str]
    compound: frozenset[str]
    things: frozenset[str]
    containers: frozenset[str]


@cache
def lexicon() -> _Lexicon:
    hedges, counts = load("measures/hedges.yaml"), load("measures/counts.yaml")
    before: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    after: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in hedges["before"].items():
        for phrase in phrases:
            words = tuple(Words(phrase).low)
            before.setdefault(words[-1], []).append((words, kind))
    for kind, phrases in hedges["after"].items():
        for phrase in phrases:
            words = tuple(Words(phrase).low)
            after.setdefault(words[0], []).append((words, kind))

    def ordered(d: dict[str, list[tuple[tuple[str, ...], str]]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        return {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in d.items()}

    return _Lexicon(
        ordered(before),
        ordered(after),
        *(frozenset(map(str, counts[k])) for k in ("units", "after_name", "after_noun", "compound", "things", "containers")),
    )


def hedge_before(words: Words, i: int) -> tuple[int, str | None]:
    """The hedge that ends right before token ``i``: its first token and kind; ``(i, None)`` where there is none.

    Stress words are stepped over, so that "at least another 20" is found to be a lower bound."""
    lex, first, kind = lexicon(), i, None
    while True:
        for phrase, k in lex.before.get(words.at(first - 1), ()):
            if words.before(first, phrase):
                break
        else:
            return first, kind
        if kind not in (None, "exact", "more") and k not in ("exact", "more"):
            return first, kind
        if k in ("exact", "more") and phrase in (("only",), ("just",), ("all",), ("further",)) and kind is None and first == i:
            # Stress without bounds of its own: not part of the figure unless a hedge stands before it.
            outer, outer_kind = hedge_before(words, first - 1)
            return (outer, outer_kind) if outer_kind not in (None, "exact", "more") else (i, None)
        first -= len(phrase)
        kind = k if kind in (None, "exact", "more") else kind


def hedge_after(words: Words, j: int) -> tuple[int, str | None]:
    """The hedge that begins at token ``j``: the token after it and its kind; ``(j, None)`` where there is none."""
    for phrase, kind in lexicon().after.get(words.at(j), ()):
        if words.has(j, phrase):
            return j + len(phrase), kind
    return j, None


def bounds(low: Decimal | None, high: Decimal | None, kind: str | None) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a figure under a hedge."""
    if kind == "approximate" and low is not None and high is not None:
        return low * Decimal("0.9"), high * Decimal("1.1")
    if kind == "nearly" and low is not None and high is not None:
        return low * Decimal("0.9"), high
    if kind == "above" and low is not None:
        return low + 1, None
    if kind == "from" and low is not None:
        return low, None
    if kind == "below" and high is not None:
        return Decimal(0), max(high - 1, Decimal(0))
    if kind == "upto" and high is not None:
        return Decimal(0), high
    return low, high


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral with its hedges, as tokens ``i`` to ``j`` (half-open); used for counts and for money alike."""

    i: int
    j: int
    numerals: tuple[Numeral, ...]
    low: Decimal | None
    high: Decimal | None
    hedge: str
    why: str


def whole(low: Decimal | None, high: Decimal | None) -> tuple[int | None, int | None]:
    """Bounds rounded inwards to whole numbers: "around 205" is 185 to 225."""
    lo = None if low is None else int(low.to_integral_value(ROUND_CEILING))
    hi = None if high is None else int(high.to_integral_value(ROUND_FLOOR))
    if lo is not None and hi is not None and lo > hi:
        hi = lo
    return lo, hi


def _range_after(words: Words, first: Numeral) -> Numeral | None:
    """The second figure of a range that began with ``first``: "30-40", "30 to 40", "two or three"; None where there is none."""
    j = first.j
    mark = words.at(j)
    if mark in _DASHES:
        if mark in {"-", "‑"} and not (words.glued(j) and words.glued(j + 1)):
            return None
    elif mark not in {"to", "or", "through"}:
        return None
    second = numeral(words, j + 1)
    if second is None or second.vague or first.vague or not second.whole or first.low is None or second.low is None:
        return None
    if mark == "or" and not first.low < second.low <= first.low * 2 + 2:
        return None
    if first.low >= second.low:
        # "1 to 2 million" prints the scale once.
        scaled = _share_scale(words, first, second)
        return second if scaled is not None and scaled < second.low else None
    return second


def _share_scale(words: Words, first: Numeral, second: Numeral) -> Decimal | None:
    """The first figure of "1 to 2 million" under the scale of the second, or None."""
    last = words.at(second.j - 1)
    scale = tables().scales.get(last) or (tables().short[last][0] if last in tables().short else None)
    if first.low is None or not scale or first.j - first.i != 1:
        return None
    return first.low * scale


def figure(words: Words, i: int) -> Figure | None:
    """The figure whose numeral begins at token ``i``, with its hedges and range; None where no numeral begins there."""
    between = words.at(i - 1) in {"between", "from"} or (words.at(i - 1) in lexicon().before and words.at(i - 2) in {"between", "from"})
    num = numeral(words, i, joined=not between)
    if num is None:
        return None
    first, kind = hedge_before(words, num.i)
    if num.i == i and words.at(first - 1) == "between" and words.at(num.j) == "and":
        at = num.j + 1
        while words.at(at) in lexicon().before and numeral(words, at) is None and at < num.j + 4:
            at += 1
        second = numeral(words, at)
        if second is not None and num.low is not None and second.high is not None:
            low = num.low if num.low <= second.high else num.low
            scaled = _share_scale(words, num, second) if num.bare and not second.bare else None
            low = scaled if scaled is not None and scaled <= second.high else low
            if low <= second.high:
                return Figure(first - 1, second.j, (num, second), low, second.high, "range", "a range “between N and M”: N to M")
    second = _range_after(words, num)
    if second is not None and num.low is not None and second.high is not None:
        low = num.low
        scaled = _share_scale(words, num, second) if num.bare and not second.bare else None
        low = scaled if scaled is not None and scaled < second.high else low
        start = first if kind else num.i
        if not kind and words.at(num.i - 1) == "from" and words.at(num.j) == "to":
            start = num.i - 1
        why = "a range: N to M" + ("; the hedge before it is kept in the words" if kind else "")
        after, _ = hedge_after(words, second.j)
        return Figure(start, after, (num, second), low, second.high, "range", why)
    after, later = hedge_after(words, num.j)
    if later is not None and later == "from" and words.at(num.j) == "at":
        later, after = (later, after) if words.at(after) in {"", ".", ",", ";", ")"} else (None, num.j)
    if later is not None:
        kind, end = later, after
    else:
        end = num.j
    low_, high_ = bounds(num.low, num.high, kind)
    if kind in _HEDGE_OF_KIND:
        hedge, why = (
            _HEDGE_OF_KIND[kind],
            f"“{words.slice(first, num.i).strip() or words.slice(num.j, end)}”: {_WORDS_OF_KIND[kind]}" if kind else "",
        )
        if first == num.i:
            why = f"“{words.slice(num.j, end)}”: {_WORDS_OF_KIND[kind]}"
    elif num.hedge == "vague":
        hedge, why = "vague", f"“{words.slice(num.i, num.j)}” by the codebook's table of vague numbers"
    else:
        hedge, why = "exact", "in addition to an earlier figure" if kind == "more" else "the figure itself"
    return Figure(first, end, (num,), low_, high_, hedge, why)


def _named(words: Words, i: int) -> bool:
    """The figure at ``i`` is part of a name or designator: "Su-35", "T-72", "S300", "Resolution 2249", "Leopard 2"."""
    lex = lexicon()
    prev = words.at(i - 1)
    if words.glued(i):
        if prev[-1:].isalpha() and not (i >= 2 and words.at(i - 1) in {"s"} and words.at(i - 2) in {"'", "’"}):
            return True
        if (
            prev in _DASHES
            and words.glued(i - 1)
            and words.at(i - 2)[-1:].isalpha()
            and words.at(i - 2) not in {"than", "to", "and", "mid", "pre", "post"}
        ):
            return numeral(words, i - 2) is None
        if prev in {"#", "№", "/", "\\", "&", "_", "@", ":", "."}:
            return True
    if prev in lex.after_noun or ((prev in lex.after_name or prev.removesuffix("s") in lex.after_name) and words.capital(i - 1)):
        return True
    if prev in {"and", "or", ",", "to", "–", "-"} and words.low[i][0].isdecimal() and words.at(i - 2)[:1].isdecimal() and _named(words, i - 2):
        return True  # "Flights 7 and 8"
    if words.capital(i - 1) and prev.isalpha() and words.low[i].isdecimal():
        if words.at(i - 2) == "&" and words.glued(i - 1):
            return True  # "S&P 500"
        if words.raw[i - 1].isupper() and 1 < len(prev) < 5 and words.at(i + 1) == "-" and words.glued(i + 1) and words.glued(i + 2):
            return True  # "ATR 72-500"
        if len(words.low[i]) == 1 and i - 1 > words.sentence(i)[0]:
            return True  # "Switch 2", "Leopard 2": counts this small are written as words
    return prev == "." and words.at(i - 2) in {"no", "nos", "art", "res"}


def _followed(words: Words, j: int) -> str | None:
    """What makes a figure that ends before token ``j`` no count: "unit", "ordinal", "name", "fraction"; None if nothing does."""
    lex = lexicon()
    nxt = words.at(j)
    if words.glued(j) and nxt:
        if nxt in {"st", "nd", "rd", "th"}:
            return "ordinal"
        if nxt in {"%", "°", "′"}:
            return "unit"
        if nxt in {"/", ":", "’", "'"} and words.glued(j + 1) and words.at(j + 1)[:1].isalnum():
            return "name"
        if nxt.isalpha() and nxt not in {"x"}:
            return "unit" if nxt in lex.units else "name"
    if nxt in _DASHES and words.glued(j) and words.glued(j + 1):
        tail = words.at(j + 1)
        if tail in lex.units or tail in lex.compound:
            return "unit"
        if tail in tables().scales or tail == "plus":
            return None
        if tail.isalpha() and (words.raw[j + 1][0].isupper() or len(tail) == 1):
            return "name"
    if nxt in lex.units and not (len(nxt) < 3 and (words.raw[j] == "M" or (words.glued(j + 1) and words.at(j + 1)[:1].isalnum()))):
        # "14 M113" counts carriers; "20 point drones" is no English; "24 second-hand tanks" is.
        hyphened = words.at(j + 1) in _DASHES and words.glued(j + 1)
        return None if nxt in {"second", "point", "square", "day", "hot"} and hyphened else "unit"
    return None


def _is_year(words: Words, num: Numeral, hedged: bool) -> bool:
    """A bare four-digit figure that reads as a year."""
    if not num.bare or num.j - num.i != 1 or len(words.low[num.i]) != 4 or num.low is None or not 1900 <= num.low < 2100:
        return False
    ahead = [words.at(num.j + k) for k in range(3)]
    return not (
        any(w in lexicon().things for w in ahead) if not hedged else ahead[0].endswith("s") or any(w in lexicon().things for w in ahead)
    )


def _score(words: Words, num: Numeral) -> bool:
    """One side of "a vote of 14–1", "won 3-2": two figures joined by a dash that do not rise."""
    left = words.at(num.i - 1) in _DASHES and words.glued(num.i) and is_digits(words.at(num.i - 2))
    right = words.at(num.j) in _DASHES and words.glued(num.j) and is_digits(words.at(num.j + 1)) and words.glued(num.j + 1)
    if right and num.low is not None:
        other = numeral(words, num.j + 1)
        cue = any(
            words.at(num.i - k) in {"vote", "voted", "votes", "voting", "won", "beat", "beats", "defeat", "defeats", "score", "draw"}
            for k in range(1, 6)
        )
        return other is None or other.low is None or other.low <= num.low or cue
    return left


def counts(words: Words, taken: bytearray) -> list[Quantity]:
    """Every count of the text in order. ``taken`` marks the tokens that already belong to a date or a sum of money."""
    from sayso.measures.kinds import measure_of

    t = tables()
    found: list[Quantity] = []
    i, n = 0, len(words)
    while i < n:
        word = words.low[i]
        if taken[i] or not (word[0].isdecimal() or word in t.starters):
            i += 1
            continue
        share = _share(words, i)
        if share is not None:
            first, j = share
            found.append(_quantity(words, first, j, None, None, "share", None, "a share: kept in words, with open bounds"))
            i = j
            continue
        fig = figure(words, i)
        if fig is None:
            i += 1
            continue
        end = max(num.j for num in fig.numerals)
        if not _counts(words, fig, taken):
            i = end
            continue
        low, high = whole(fig.low, fig.high)
        first = fig.i
        while first < fig.numerals[0].i and taken[first]:
            first += 1
        measure, said = measure_of(words, first, fig.j)
        why = fig.why + (f"; {measure}: {said}" if measure else "")
        found.append(_quantity(words, first, fig.j, low, high, fig.hedge, measure, why))
        i = max(end, fig.j)
    return found


def _quantity(words: Words, i: int, j: int, low: int | None, high: int | None, hedge: str, measure: str | None, why: str) -> Quantity:
    return Quantity(words.start[i], words.end[j - 1], words.slice(i, j), low, high, hedge, measure, why)


def _counts(words: Words, fig: Figure, taken: bytearray) -> bool:
    """Whether the figure is a count, and not a name, a size, a year, an age, a score or half of a date."""
    last = fig.numerals[-1]
    for num in fig.numerals:
        if any(taken[num.i : num.j]) or not num.whole or _named(words, num.i):
            return False
        if num.bare and (_score(words, num) and len(fig.numerals) == 1):
            return False
    if _followed(words, last.j) is not None:
        return False
    num = fig.numerals[0]
    if len(fig.numerals) == 1 and _is_year(words, num, fig.hedge != "exact"):
        return False
    # ", 45," after a name is an age.
    if (
        num.bare
        and words.at(num.i - 1) == ","
        and words.at(num.j) in {",", "."}
        and words.capital(num.i - 2)
        and num.low is not None
        and num.low < 110
    ):
        return False
    if num.j - num.i == 1 and words.low[num.i] == "one":
        # "one another", "no one", "one day", "the one who": no count.
        if words.at(num.i - 1) in {"no", "any", "every", "this", "that", "which", "each"} or words.at(num.j) in {
            "another",
            "can",
            "must",
            "should",
            "day",
            "time",
        }:
            return False
    return True


def _share(words: Words, i: int) -> tuple[int, int] | None:
    """A percentage or fraction that begins at token ``i``: its first token (with hedges) and the token after it, or None."""
    word = words.low[i]
    fractions = load_fractions()
    if word[0].isdecimal() and is_digits(word):
        j = i + 1
        second = j + 1 if words.at(j) in _DASHES or words.at(j) in {"to", "or"} else 0
        if second and words.at(second)[:1].isdecimal() and words.at(second + 1) in {"%", "percent", "per"}:
            j = second + 1
        if words.at(j) in {"%", "percent", "pc"} or words.has(j, ("per", "cent")) or words.has(j, ("percentage", "points")):
            j += 2 if words.at(j) in {"per", "percentage"} else 1
            return hedge_before(words, i)[0], j
        return None
    if word in tables().ones or word in tables().tens or word in {"a", "half"}:
        num = numeral(words, i)
        if num is not None and (words.at(num.j) in {"percent", "%"} or words.has(num.j, ("per", "cent"))):
            return hedge_before(words, i)[0], num.j + (2 if words.at(num.j) == "per" else 1)
        if word == "half":
            if numeral(words, i) is not None or (words.at(i + 1) in _DASHES):
                return None
            return (hedge_before(words, i)[0], i + 1) if words.at(i + 1) in {"of", "the", "its", "their", "his", "her", "all"} else None
        at = i + 2 if words.at(i + 1) == "-" else i + 1
        if words.at(at) in fractions and words.at(at + 1) == "of" and (word != "a" or words.at(at) != "second"):
            return hedge_before(words, i)[0], at + 1
    return None


@cache
def load_fractions() -> frozenset[str]:
    return frozenset(load("measures/numbers.yaml")["fractions"])
