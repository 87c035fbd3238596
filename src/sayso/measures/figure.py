"""A figure with its hedges and its range: what counts are made of, before it is asked whether it counts anything."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from sayso.measures.hedges import HEDGE_OF_KIND, RULE_OF_KIND, bounds, ends_hedge, hedge_after, hedge_before
from sayso.measures.numerals import Numeral, numeral, tables
from sayso.measures.vocabulary import DASHES
from sayso.measures.words import Words


@dataclass(frozen=True, slots=True)
class Figure:
    """One or two numerals with what hedges them, as tokens ``i`` to ``j`` (half-open). ``low``/``high`` are not yet whole numbers."""

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


def scale_of(words: Words, num: Numeral) -> int | None:
    """The scale a numeral ends with ("million"), or None."""
    t, last = tables(), words.at(num.j - 1)
    return t.scales.get(last) or (t.short[last][0] if last in t.short else None)


def shared_scale(words: Words, first: Numeral, second: Numeral) -> Decimal | None:
    """The lower end of a range that prints its scale once: 1,000,000 for "1 to 2 million"; else None."""
    scale = scale_of(words, second)
    if first.low is None or second.high is None or not scale or not first.bare or second.bare:
        return None
    return first.low * scale if first.low * scale <= second.high else None


def figure(words: Words, i: int) -> Figure | None:
    """The figure whose numeral begins at token ``i``, with its hedges and range; None where no numeral begins there."""
    between = words.at(i - 1) == "between" or (ends_hedge(words.at(i - 1)) and words.at(hedge_before(words, i)[0] - 1) == "between")
    num = numeral(words, i, joined=not between)
    if num is None:
        return None
    return (_between(words, num) if between else None) or _range(words, num) or _single(words, num)


def _between(words: Words, num: Numeral) -> Figure | None:
    """ "Between N and M", also with a hedge on either ("between 800 and more than 1,000")."""
    if words.at(num.j) != "and" or num.low is None:
        return None
    at = next((k for k in range(num.j + 1, num.j + 5) if numeral(words, k) is not None), num.j)
    second = numeral(words, at)
    if second is None or second.high is None or hedge_before(words, at)[0] != num.j + 1:
        return None
    low = shared_scale(words, num, second) or num.low
    if low > second.high:
        return None
    start = hedge_before(words, num.i)[0] - 1
    return Figure(start, second.j, (num, second), low, second.high, "range", "a range, “between N and M”: N to M")


def _range(words: Words, num: Numeral) -> Figure | None:
    """ "N to M", "N–M", "two or three"."""
    mark = words.at(num.j)
    dashed = mark in DASHES and not (mark in {"-", "‑"} and not (words.glued(num.j) and words.glued(num.j + 1)))
    if not dashed and mark not in {"to", "or", "through"}:
        return None
    second = numeral(words, num.j + 1)
    if second is None or second.vague or num.vague or not second.whole or num.low is None or second.high is None:
        return None
    low = shared_scale(words, num, second) or num.low
    if low >= second.high or (mark == "or" and second.high > num.low * 2 + 2):
        return None
    first, kind = hedge_before(words, num.i)
    start = first if kind else num.i - 1 if words.at(num.i - 1) == "from" and mark == "to" else num.i
    why = "a range: N to M" + ("; the hedge before it is kept in the words" if kind else "")
    return Figure(start, hedge_after(words, second.j)[0], (num, second), low, second.high, "range", why)


def _single(words: Words, num: Numeral) -> Figure:
    """One numeral; a hedge after it outranks one before it."""
    first, kind = hedge_before(words, num.i)
    end, later = hedge_after(words, num.j)
    said = words.text[words.start[first] : words.start[num.i]].strip()
    if later is not None:
        kind, said = later, words.slice(num.j, end)
    low, high = bounds(num.low, num.high, kind)
    if kind in HEDGE_OF_KIND:
        hedge, why = HEDGE_OF_KIND[kind], f"“{said}”: {RULE_OF_KIND[kind]}"
    elif num.hedge == "vague":
        hedge, why = "vague", f"“{words.slice(num.i, num.j)}” by the codebook's table of vague numbers"
    else:
        hedge, why = "exact", "in addition to an earlier figure" if kind == "more" else "the figure itself"
    return Figure(first, end, (num,), low, high, hedge, why)
