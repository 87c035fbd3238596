"""The lexicon of time words, ready for the grammar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sayso.lexicons import load
from sayso.measures.words import Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Season:
    first: int
    last: int
    edtf: int
    timex: str


Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # by the first token, longest first


@dataclass(frozen=True, slots=True)
class Tables:
    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    seasons: dict[str, Season]
    units: dict[str, str]
    dayparts: dict[str, str]
    parts: dict[str, str]
    holidays: Phrases
    named: Phrases
    refs: dict[str, tuple[tuple[tuple[str, ...], str | None], ...]]
    names: frozenset[str]
    events: frozenset[str]
    habits: dict[str, str]
    openers: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]


def _phrases(raw: dict[str, T]) -> dict[str, tuple[tuple[tuple[str, ...], T], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for phrase, value in raw.items():
        tokens = tuple(Words(phrase).low)
        found.setdefault(tokens[0], []).append((tokens, value))
    return {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in found.items()}


@cache
def tables() -> Tables:
    raw = load("measures/timewords.yaml")
    return Tables(
        raw["months"],
        raw["short_months"],
        raw["weekdays"],
        raw["short_weekdays"],
        {k: Season(v["months"][0], v["months"][1], v["edtf"], v["timex"]) for k, v in raw["seasons"].items()},
        raw["units"],
        raw["dayparts"],
        raw["parts"],
        _phrases(raw["holidays"]),
        _phrases(raw["named"]),
        _phrases(raw["refs"]),
        frozenset(raw["names"]),
        frozenset(raw["events"]),
        raw["habits"],
        frozenset(raw["openers"]),
        frozenset(raw["future"]),
        frozenset(raw["past"]),
    )
