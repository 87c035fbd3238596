"""How many, how much, when: counts, sums of money and times, each with its words, its bounds and its reason.

The grammars work on their own light tokens (:mod:`sayso.measures.words`) and never on the tree, so they hold where the parse does
not; :meth:`Measures.quantity_of` uses the tree to say which count belongs to a noun.

    measure(doc, published)       everything, for a parsed text
    quantities(text)              counts only, without a parse
    money(text)
    times(text, published)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sayso.language.plain import plain
from sayso.measures.counts import counts
from sayso.measures.heads import quantity_of
from sayso.measures.money import sums
from sayso.measures.when import Timex, read_times, spans
from sayso.measures.words import Words
from sayso.records import Money, Quantity, TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.language.plain import Parse, Token

__all__ = ["Measures", "Timex", "expressions", "measure", "money", "quantities", "times"]


@dataclass(frozen=True, slots=True)
class Measures:
    """What one text measures: counts, sums of money and times, each sorted by where it begins.

    Counts and sums never overlap. One time may hold another: "since the siege began on 2 March" dates what has happened since, and
    the "2 March" in it dates the beginning."""

    quantities: tuple[Quantity, ...]
    money: tuple[Money, ...]
    times: tuple[TimeSpan, ...]
    _at: dict[int, Quantity] = field(default_factory=dict, repr=False, compare=False)

    def quantity_of(self, head: Token) -> Quantity | None:
        """The count that belongs to the noun headed by ``head``: its numeral, what it hangs from, its article; else None."""
        return quantity_of(head, self._at)


def _all(words: Words, published: date | None) -> tuple[tuple[Quantity, ...], tuple[Money, ...], tuple[TimeSpan, ...]]:
    taken = bytearray(len(words))
    when, found = spans(words, published)
    for timex in found:
        if timex.kind != "ref":
            taken[timex.i : timex.j] = b"\1" * (timex.j - timex.i)
    much = tuple(sums(words, taken))
    many = tuple(counts(words, taken))
    return many, much, when


def measure(doc: Doc | Parse, published: date | None) -> Measures:
    """Counts, money and times of a parsed text. ``published`` anchors relative times; None leaves them open."""
    doc = plain(doc)
    words = Words(doc.text)
    starts = [token.idx for token in doc]
    tags = [token.tag_ for token in doc]
    words.tags = [tags[max(bisect_right(starts, start) - 1, 0)] for start in words.start] if starts else None
    many, much, when = _all(words, published)
    at: dict[int, Quantity] = {}
    for found in many:
        k = bisect_left(starts, found.start)
        if k and starts[k - 1] + len(doc[k - 1].text) > found.start:
            k -= 1
        while k < len(starts) and starts[k] < found.end:
            at[k] = found
            k += 1
    return Measures(many, much, when, at)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The counts of a text (articles excepted: they need the parse)."""
    return _all(Words(text), None)[0]


def money(text: str) -> tuple[Money, ...]:
    """The sums of money of a text."""
    return _all(Words(text), None)[1]


def times(text: str, published: date | None) -> tuple[TimeSpan, ...]:
    """The times of a text that can date an event, as first and last day; ``published`` anchors the relative ones."""
    return _all(Words(text), published)[2]


def expressions(text: str, published: date | None) -> tuple[Timex, ...]:
    """Every time expression of a text, also those that date no event ("now", "former"), with its TIMEX2 value."""
    return tuple(read_times(Words(text), published)[0])
