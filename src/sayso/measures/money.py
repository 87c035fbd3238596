"""Sums of money: amount, currency, bounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sayso.lexicons import load
from sayso.measures.hedges import bounds, hedge_after, hedge_before
from sayso.measures.numerals import Numeral, numeral, tables
from sayso.measures.words import Words
from sayso.records import Money

_DASHES = frozenset({"-", "–", "—", "‑"})


@dataclass(frozen=True, slots=True)
class _Lexicon:
    symbols: dict[str, tuple[tuple[tuple[str, ...], str | None], ...]]  # by the last token, longest first
    codes: dict[str, str]
    words: dict[str, tuple[tuple[tuple[str, ...], str | None], ...]]  # by the first token, longest first
    national: dict[tuple[str, ...], dict[str, str]]


@cache
def lexicon() -> _Lexicon:
    raw = load("measures/money.yaml")
    symbols: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for mark, code in raw["symbols"].items():
        tokens = tuple(Words(mark).low)
        symbols.setdefault(tokens[-1], []).append((tokens, code))
    nouns: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for phrase, code in raw["words"].items():
        tokens = tuple(Words(phrase).low)
        nouns.setdefault(tokens[0], []).append((tokens, code))
    codes = {c.lower(): "CNY" if c == "RMB" else c for c in raw["codes"]}
    return _Lexicon(
        {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in symbols.items()},
        codes,
        {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in nouns.items()},
        {tuple(k.split()): v for k, v in raw["national"].items()},
    )


def _mark_before(words: Words, i: int) -> tuple[int, str | None] | None:
    """The currency mark or code that ends right before token ``i``: its first token and ISO code."""
    lex = lexicon()
    for tokens, code in lex.symbols.get(words.at(i - 1), ()):
        if words.before(i, tokens) and all(words.glued(k) for k in range(i - len(tokens) + 1, i)):
            if len(tokens) > 1 and any(t.isalpha() for t in tokens) and words.raw[i - len(tokens)].islower():
                continue
            return i - len(tokens), code
    code_ = lex.codes.get(words.at(i - 1))
    return (i - 1, code_) if code_ and words.raw[i - 1].isupper() else None


def _noun_after(words: Words, j: int) -> tuple[int, str | None] | None:
    """The currency noun, code or mark at token ``j``: the token after it and its ISO code (None = the words do not say which)."""
    lex = lexicon()
    at = j
    if words.at(at) == "of":
        at += 1
    if words.at(at) in _DASHES and words.glued(at):
        at += 1
    for size in (2, 1):
        nation = lex.national.get(tuple(words.low[at : at + size]))
        if nation is None and size == 1 and words.has(at, ("u", ".", "s", ".")):
            nation, size = lex.national[("us",)], 4
        if nation is not None:
            noun = words.at(at + size)
            for name, code in nation.items():
                if noun in {name, name + "s"} or (noun in lex.words and noun.rstrip("s") == name):
                    return at + size + 1, code
    for tokens, code_ in lex.words.get(words.at(at), ()):
        if words.has(at, tokens):
            return at + len(tokens), code_
    code2 = lex.codes.get(words.at(at))
    if code2 and words.raw[at].isupper():
        return at + 1, code2
    if at == j and words.at(j) in {"€", "£", "₽", "₴", "$", "¥", "₩", "₺", "₹"} and not words.at(j + 1)[:1].isdecimal():
        return j + 1, lex.symbols[words.at(j)][-1][1]
    return None


@dataclass(frozen=True, slots=True)
class _Sum:
    i: int
    j: int
    num: Numeral
    code: str | None
    marked: bool


def _sum(words: Words, i: int) -> _Sum | None:
    """The sum whose numeral begins at token ``i``, or None."""
    mark = _mark_before(words, i)
    num = numeral(words, i, money=True)
    if num is None:
        return None
    first = mark[0] if mark else num.i
    noun = _noun_after(words, num.j)
    if noun is not None and num.bare and words.low[noun[0] - 1] in {"pound", "pounds"} and words.at(num.j) in {"-", "pound", "pounds"}:
        noun = None  # "500-pound bombs", "2,000 pounds of explosives": without a scale it is a weight
    if noun is not None:
        # "$3 million USD"; "a 2.6 billion-dollar sale"
        return _Sum(first, noun[0], num, mark[1] if mark else noun[1], True)
    return _Sum(first, num.j, num, mark[1], True) if mark else _Sum(num.i, num.j, num, None, False)


def sums(words: Words, taken: bytearray) -> list[Money]:
    """Every sum of money of the text in order; their tokens are marked in ``taken``."""
    t = tables()
    found: list[Money] = []
    i, n = 0, len(words)
    while i < n:
        word = words.low[i]
        if taken[i] or not (word[0].isdecimal() or word in t.starters):
            i += 1
            continue
        one = _sum(words, i)
        if one is None:
            i += 1
            continue
        pair = _second(words, one)
        if pair is None and not one.marked:
            i = max(one.j, i + 1)
            continue
        if any(taken[one.i : one.j]) or (pair and any(taken[pair.i : pair.j])):
            i = max(one.j, i + 1)
            continue
        money, first, last = _money(words, one, pair, taken)
        for k in range(first, last):
            taken[k] = 1
        found.append(money)
        i = last
    return found


def _second(words: Words, one: _Sum) -> _Sum | None:
    """The upper end of a range of money: "$1–2 billion", "between $1 billion and $2 billion", "€50 to €60 million"."""
    join = words.at(one.j)
    if join not in _DASHES and join not in {"to", "and"}:
        return None
    if join == "and" and words.at(hedge_before(words, one.i)[0] - 1) != "between":
        return None
    at = one.j + 1
    while at < len(words) and at <= one.j + 4 and not (words.low[at][0].isdecimal() or words.low[at] in tables().starters):
        if words.low[at].isalpha() and words.low[at] not in lexicon().codes and words.low[at] not in {"us", "a", "c"}:
            return None
        at += 1
    two = _sum(words, at) if at < len(words) else None
    if two is None or (two.i != one.j + 1) or not (one.marked or two.marked) or (one.code and two.code and one.code != two.code):
        return None
    if one.num.low is None or two.num.high is None or one.num.vague or two.num.vague:
        return None
    return two if (_scaled(words, one, two) or one.num.low) <= two.num.high else None


def _scaled(words: Words, one: _Sum, two: _Sum) -> Decimal | None:
    """The lower end of "$1–2 billion", which prints its scale once."""
    if not one.num.bare or two.num.bare or one.num.low is None:
        return None
    last = words.at(two.num.j - 1)
    scale = tables().scales.get(last) or (tables().short[last][0] if last in tables().short else None)
    return one.num.low * scale if scale else None


def _money(words: Words, one: _Sum, two: _Sum | None, taken: bytearray) -> tuple[Money, int, int]:
    first, kind = hedge_before(words, one.i)
    while first < one.i and any(taken[first : one.i]):
        first += 1
    if two is not None and one.num.low is not None:
        low: Decimal | None = _scaled(words, one, two) or one.num.low
        high, amount, last = two.num.high, None, two.j
        if words.at(first - 1) == "between":
            first -= 1
    else:
        last, later = hedge_after(words, one.j)
        if later is None or (later == "from" and words.at(one.j) == "at"):
            last = one.j
        else:
            kind = later
        low, high = bounds(one.num.low, one.num.high, "from" if kind == "above" else kind)
        if kind == "below":
            low, high = Decimal(0), one.num.high
        amount = None if one.num.vague else one.num.low
    code = one.code or (two.code if two else None)
    text = words.slice(first, last)
    return Money(words.start[first], words.end[last - 1], text, _plain(amount), code, _plain(low), _plain(high)), first, last


def _plain(value: Decimal | None) -> Decimal | None:
    """The same amount without trailing zeros or an exponent: 1600000000, not 1.6E+9."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value < 10**20 else value.normalize()
