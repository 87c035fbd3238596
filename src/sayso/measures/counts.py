"""How many: counts, their hedges and their bounds, by the table in the codebook.

A count is a figure with the hedges around it, and nothing that makes it something else: no ordinal, calibre, distance, range, year,
date, clock time, model number, resolution number, age, score or sum of money. Percentages and shares are kept as words with open
bounds and hedge "share".
"""

from __future__ import annotations

from sayso.measures.figure import Figure, figure, whole
from sayso.measures.grammar import small_words
from sayso.measures.hedges import hedge_before
from sayso.measures.kinds import measure_of
from sayso.measures.numerals import Numeral, is_digits, numeral, tables
from sayso.measures.vocabulary import DASHES, vocabulary
from sayso.measures.words import Words
from sayso.records import Quantity

# "No one", "this one", "one another", "one day": no count.
_BEFORE_PRONOUN = frozenset({"no", "any", "every", "this", "that", "which", "each"})
_AFTER_PRONOUN = frozenset({"another", "can", "must", "should", "day", "time"})
# Units that are something else with a hyphen after them: "24 second-hand tanks".
_HYPHENED = frozenset({"second", "point", "square", "day", "hot"})
_WHOSE = frozenset({"of", "the", "its", "their", "his", "her", "all"})


def counts(words: Words, taken: bytearray) -> list[Quantity]:
    """Every count of the text in order. ``taken`` marks the tokens that already belong to a date or a sum of money."""
    starters = tables().starters
    found: list[Quantity] = []
    i, n = 0, len(words)
    while i < n:
        word = words.low[i]
        if taken[i] or not (word[0].isdecimal() or word in starters):
            i += 1
            continue
        share = _share(words, i)
        if share is not None:
            first, j = share
            text = words.slice(first, j)
            why = "a share: kept in words, with open bounds"
            found.append(Quantity(words.start[first], words.end[j - 1], text, None, None, "share", None, why))
            i = j
            continue
        fig = figure(words, i)
        if fig is None:
            i += 1
            continue
        end = fig.numerals[-1].j
        if _counts(words, fig, taken):
            found.append(_quantity(words, fig, taken))
            end = max(end, fig.j)
        i = end
    return found


def _quantity(words: Words, fig: Figure, taken: bytearray) -> Quantity:
    first = fig.i
    while any(taken[first : fig.numerals[0].i]):
        first += 1
    low, high = whole(fig.low, fig.high)
    measure, said = measure_of(words, first, fig.j)
    why = fig.why + (f"; {measure}: {said}" if measure else "")
    return Quantity(words.start[first], words.end[fig.j - 1], words.slice(first, fig.j), low, high, fig.hedge, measure, why)


def _counts(words: Words, fig: Figure, taken: bytearray) -> bool:
    """Whether the figure is a count, and not a name, a size, a year, an age, a score or half of a date."""
    single = len(fig.numerals) == 1
    for num in fig.numerals:
        if any(taken[num.i : num.j]) or not num.whole or _named(words, num.i) or (single and num.bare and _score(words, num)):
            return False
    if _followed(words, fig.numerals[-1].j) or (single and _is_year(words, fig)):
        return False
    num = fig.numerals[0]
    after = words.at(num.j)
    if num.bare and words.at(num.i - 1) == "," and after in {",", "."} and words.capital(num.i - 2) and (num.low or 0) < 110:
        return False  # "John Smith, 45, said": an age
    pronoun = num.j - num.i == 1 and words.low[num.i] == "one"
    if pronoun and (
        words.tag(num.i) not in {"", "CD"} or (words.at(num.i - 1) == "the" and after in small_words("function") and after != "of")
    ):
        return False  # "a nuclear one", "the one that"
    return not (pronoun and (words.at(num.i - 1) in _BEFORE_PRONOUN or after in _AFTER_PRONOUN))


def _named(words: Words, i: int) -> bool:
    """The figure at ``i`` is part of a name or designator: "Su-35", "T-72", "S300", "Resolution 2249", "Leopard 2"."""
    v, prev = vocabulary(), words.at(i - 1)
    if words.glued(i):
        if prev[-1:].isalpha() and not (prev == "s" and words.at(i - 2) in {"'", "’"}):
            return True
        if prev in DASHES and words.glued(i - 1) and words.at(i - 2)[-1:].isalpha() and words.at(i - 2) not in {"than", "to", "and"}:
            return numeral(words, i - 2) is None
        if prev in {"#", "№", "/", "\\", "&", "_", "@", ":", "."}:
            return True
        if prev == "(" and words.glued(i - 1) and words.at(i - 2)[:1].isdecimal():
            return True  # "7–6(7–3)"
        if prev in DASHES and words.glued(i - 1) and words.at(i - 2)[:1].isdecimal() and words.at(i + 1) in DASHES and words.glued(i + 1):
            return True  # "888-847-6592"
    if prev in v.after_noun or ((prev in v.after_name or prev.removesuffix("s") in v.after_name) and words.capital(i - 1)):
        return True
    listed = prev in {"and", "or", ",", "to", *DASHES} and words.low[i][0].isdecimal() and words.at(i - 2)[:1].isdecimal()
    if listed and _named(words, i - 2):
        return True  # "Flights 7 and 8"
    if words.capital(i - 1) and prev.isalpha() and words.low[i].isdecimal():
        if words.at(i - 2) == "&" and words.glued(i - 1):
            return True  # "S&P 500"
        if words.raw[i - 1].isupper() and 1 < len(prev) < 5 and words.at(i + 1) == "-" and words.glued(i + 1) and words.glued(i + 2):
            return True  # "ATR 72-500"
        if len(words.low[i]) == 1 and i - 1 > words.sentence(i)[0]:
            return True  # "Switch 2", "Leopard 2": counts this small are written as words
    if words.capital(i - 1) and words.low[i].isdecimal() and _titled(words, i):
        return True
    if prev == "as" and words.at(i - 2) in {"young", "old"}:
        return True
    if prev == "day" and words.at(i - 2) in {"on", "by", "until", "since", "of", "into"}:
        return True  # "on day 12 of the war"
    return prev == "." and words.at(i - 2) in {"no", "nos", "art", "res"}


def _titled(words: Words, i: int) -> bool:
    """ "Exercise Eager Lion 16", "Operation Dawn 8": a figure at the end of a title that began with a word for such titles."""
    k = i - 1
    while k > i - 5 and words.capital(k) and words.raw[k].isalpha():
        if words.low[k] in {"exercise", "operation", "expedition", "mission", "flight"}:
            return True
        k -= 1
    return False


def _followed(words: Words, j: int) -> bool:
    """What follows a figure that ends before token ``j`` makes it an ordinal, a size, a fraction or a name."""
    v, nxt = vocabulary(), words.at(j)
    if not nxt:
        return False
    if words.glued(j):
        if nxt in {"%", "°", "′"} or (nxt.isalpha() and nxt != "x"):
            return True  # "4th", "155mm", "72B3", "80%"
        if nxt in {"/", ":", "’", "'"} and words.glued(j + 1) and words.at(j + 1)[:1].isalnum():
            return True
    hyphened = words.at(j + 1) in DASHES and words.glued(j + 1)
    if nxt in DASHES and words.glued(j) and words.glued(j + 1):
        tail = words.at(j + 1)
        if tail in v.units or tail in v.compound:
            return True
        if tail.isalpha() and tail not in tables().scales and tail != "plus" and (words.raw[j + 1][0].isupper() or len(tail) == 1):
            return True
    if nxt not in v.units or (nxt in _HYPHENED and hyphened):
        return False
    # "14 M113" counts carriers.
    return not (len(nxt) < 3 and (words.raw[j] == "M" or (words.glued(j + 1) and words.at(j + 1)[:1].isalnum())))


def _is_year(words: Words, fig: Figure) -> bool:
    """A bare four-digit figure that reads as a year, and not as a number of the things that follow."""
    num = fig.numerals[0]
    if not num.bare or len(words.low[num.i]) != 4 or num.low is None or not 1900 <= num.low < 2100:
        return False
    ahead = [words.at(num.j + k) for k in range(3)]
    things = vocabulary().things
    return not (any(word in things for word in ahead) or (fig.hedge != "exact" and ahead[0].endswith("s")))


def _score(words: Words, num: Numeral) -> bool:
    """One side of "a vote of 14–1", "won 3-2": two figures joined by a dash that do not rise, or stand after a word of ballots."""
    if words.at(num.i - 1) in DASHES and words.glued(num.i) and is_digits(words.at(num.i - 2)):
        return True
    if not (words.at(num.j) in DASHES and words.glued(num.j) and words.glued(num.j + 1) and is_digits(words.at(num.j + 1))):
        return False
    other = numeral(words, num.j + 1)
    rises = other is not None and other.low is not None and num.low is not None and other.low > num.low
    return not rises or any(words.at(num.i - k) in small_words("ballots") for k in range(1, 6))


def _share(words: Words, i: int) -> tuple[int, int] | None:
    """A percentage or fraction that begins at token ``i``: its first token (with hedges) and the token after it, or None."""
    word = words.low[i]
    j = 0
    if word[0].isdecimal():
        j = _percent(words, i + 1) if is_digits(word) else 0
        if not j and words.at(i + 1) in {"to", "or", *DASHES} and words.at(i + 2)[:1].isdecimal():
            j = _percent(words, i + 3)
    elif word == "half":
        if words.at(i + 1) in _WHOSE and numeral(words, i) is None:
            j = i + 1
    elif word in tables().ones or word in tables().tens or word == "a":
        num = numeral(words, i)
        j = _percent(words, num.j) if num is not None else 0
        at = i + 2 if words.at(i + 1) == "-" else i + 1
        if not j and words.at(at) in vocabulary().fractions and words.at(at + 1) == "of":
            j = at + 1  # "a third of the fleet", "two-thirds of them"
    return (hedge_before(words, i)[0], j) if j else None


def _percent(words: Words, j: int) -> int:
    """The token after "%", "percent", "per cent" or "percentage points" at ``j``; 0 where there is none."""
    if words.at(j) in {"%", "percent", "pc"}:
        return j + 1
    return j + 2 if words.has(j, ("per", "cent")) or words.has(j, ("percentage", "points")) else 0
