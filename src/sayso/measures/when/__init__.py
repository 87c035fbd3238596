"""When: time expressions, what they mean on the calendar, and the spans they make.

    read_times(words, published)    every expression, with its TIMEX2 value
    spans(words, published)         the times that can date an event, as first and last day

The grammar (:mod:`.absolute`, :mod:`.relative`, :mod:`.reader`) finds atoms on tokens; :mod:`.resolve` gives them days in the order
of the text; :mod:`.spans` joins them.
"""

from __future__ import annotations

from datetime import date

from sayso.measures.when.reader import read
from sayso.measures.when.resolve import Resolver
from sayso.measures.when.spans import combine
from sayso.measures.when.timex import Timex
from sayso.measures.words import Words
from sayso.records import TimeSpan

__all__ = ["Timex", "read_times", "spans"]


def read_times(words: Words, published: date | None) -> tuple[list[Timex], Resolver]:
    """Every time expression of the text in order, and the resolver that placed them."""
    atoms = read(words)
    resolver = Resolver(words, atoms, published)
    return [resolver.resolve(atom) for atom in atoms], resolver


def spans(words: Words, published: date | None) -> tuple[tuple[TimeSpan, ...], list[Timex]]:
    """The times that can date an event, and the expressions they were made from."""
    found, resolver = read_times(words, published)
    return combine(words, found, published, resolver), found
