"""Every time expression with its TIMEX2 value, as annotated corpora write it."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.measures import expressions

PUBLISHED = date(2025, 7, 10)

VALUES: dict[str, list[tuple[str, str, str | None]]] = {
    "on 22 June 1941": [("22 June 1941", "date", "1941-06-22")],
    "in June 1941": [("June 1941", "date", "1941-06")],
    "in 1941": [("1941", "date", "1941")],
    "the spring of 1916": [("the spring of 1916", "date", "1916-SP")],
    "the second half of 2008": [("the second half of 2008", "date", "2008-H2")],
    "Q3 2023": [("Q3 2023", "date", "2023-Q3")],
    "the 1930s": [("the 1930s", "date", "193")],
    "the 19th century": [("the 19th century", "date", "18")],
    "in 490 BC": [("490 BC", "date", "BC0490")],
    "three weeks ago": [("three weeks ago", "date", "2025-W25")],
    "at 10:30 p.m. on 19 March 2003": [("10:30 p.m.", "time", "2003-03-19T22:30"), ("19 March 2003", "date", "2003-03-19")],
    "the night of 20 June 1791": [("the night of 20 June 1791", "time", "1791-06-20TNI")],
    "for three years": [("three years", "duration", "P3Y")],
    "more than 40 days": [("more than 40 days", "duration", "P40D")],
    "a few months": [("a few months", "duration", "PXM")],
    "a nine-month siege": [("nine-month", "duration", "P9M")],
    "half a century": [("half a century", "duration", "P0.5CE")],
    "every day": [("every day", "set", "XXXX-XX-XX")],
    "per month": [("per month", "set", "P1M")],
    "annually": [("annually", "set", "XXXX")],
    "now and in the future": [("now", "ref", "PRESENT_REF"), ("the future", "ref", "FUTURE_REF")],
    "the former minister": [("former", "ref", "PAST_REF")],
    "a few days later": [("a few days later", "date", "FUTURE_REF")],
    "26–28 May 1944": [("26", "date", "1944-05-26"), ("28 May 1944", "date", "1944-05-28")],
    "1939–1945": [("1939", "date", "1939"), ("1945", "date", "1945")],
}


@pytest.mark.parametrize(("text", "expected"), VALUES.items(), ids=VALUES)
def test_kind_and_value(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(t.text, t.kind, t.value) for t in expressions(text, PUBLISHED)] == expected


MODS = {
    "early 1941": "START",
    "late in 1957": "END",
    "the end of May 1944": "END",
    "mid-1916": "MID",
    "more than three years": "MORE_THAN",
    "nearly a year": "LESS_THAN",
    "about a week": "APPROX",
    "at least 30 days": "EQUAL_OR_MORE",
}


@pytest.mark.parametrize(("text", "mod"), MODS.items(), ids=MODS)
def test_modifiers(text: str, mod: str) -> None:
    assert expressions(text, PUBLISHED)[0].mod == mod
