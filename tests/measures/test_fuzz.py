"""Whatever the words, the grammars do not raise, keep their bounds in order, and quote the text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.lexicons import load
from sayso.measures import expressions, money, quantities, times


def _vocabulary() -> list[str]:
    """Every word the lexicons know, and what stands between words in print."""
    found: set[str] = set()

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key != "examples":
                    found.add(str(key))
                    gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)
        elif isinstance(value, str):
            found.add(value)

    for name in ("hedges", "numbers", "counts", "money", "timewords"):
        gather(load(f"measures/{name}.yaml"))
    return sorted(found)


WORDS = st.sampled_from(
    [
        *_vocabulary(),
        "drones",
        "the",
        "a",
        "of",
        "and",
        "to",
        "from",
        "between",
        "until",
        "since",
        "by",
        "ago",
        "later",
        "May",
        "March",
        "Monday",
    ]
)
MARKS = st.sampled_from([" ", " ", " ", " ", "-", "–", ", ", ". ", "/", ":", "'", "’", "\n", "", "(", ")", "%", "$", "€"])
FIGURES = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(0, 10**9).map("{:,}".format),
    st.integers(1, 31).map(str),
    st.integers(0, 2300).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.dates().map(str),
    st.dates().map(lambda d: d.strftime("%d/%m/%Y")),
    st.sampled_from(
        [
            "10:30",
            "24:59",
            "00:00",
            "1990s",
            "'45",
            "½",
            "٣٤",
            "²",
            "1e9",
            "1.2.3",
            "9" * 40,
            "12th",
            "0",
            "00",
            "1,00",
            "1.",
            ".5",
            "31 June",
            "29 February",
        ]
    ),
)
SENTENCES = st.lists(st.tuples(st.one_of(WORDS, FIGURES), MARKS), max_size=14).map(
    lambda pieces: "".join(word + mark for word, mark in pieces)
)
TEXTS = st.one_of(st.text(max_size=200), SENTENCES, SENTENCES.map(str.title), SENTENCES.map(str.upper))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_counts_hold(text: str) -> None:
    last = 0
    for found in quantities(text):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= last
        last = found.end
        assert found.low is None or found.low >= 0
        assert found.low is None or found.high is None or found.low <= found.high
        assert found.hedge in {"exact", "approximate", "lower", "upper", "range", "vague", "share"}
        assert found.measure in {None, "batch", "total", "rate", "stock"}
        assert found.why


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_money_holds(text: str) -> None:
    last = 0
    for found in money(text):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= last
        last = found.end
        assert found.low is None or found.high is None or found.low <= found.high
        assert found.currency is None or len(found.currency) == 3


@settings(max_examples=600, deadline=None)
@given(TEXTS, DAYS)
def test_times_hold(text: str, published: date | None) -> None:
    last = 0
    for found in times(text, published):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= last  # sorted; "since the siege began on 2 March" holds "2 March"
        last = found.start
        assert found.first is None or found.last is None or found.first <= found.last
        assert found.anchor in {"published", "absolute", "event", "none"}
        assert found.anchor != "published" or published is not None
        assert found.why


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS)
def test_expressions_hold(text: str, published: date | None) -> None:
    last = 0
    for found in expressions(text, published):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= last
        last = found.end
        assert found.kind in {"date", "time", "duration", "set", "ref"}
        assert found.first is None or found.last is None or found.first <= found.last


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\u0000", "-", "the", "1", "½", "the 99th century", "century", "'", "a", "mid-", "between and", "from to", "$", "%"],
)
def test_small_texts_are_read_without_complaint(text: str) -> None:
    assert quantities(text) is not None
    assert money(text) is not None
    assert times(text, None) is not None
