"""The words that keep a number from being a count, and those that hold what is counted (``lexicons/measures/counts.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load

DASHES = frozenset({"-", "–", "—", "‑", "−"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    units: frozenset[str]
    after_name: frozenset[str]
    after_noun: frozenset[str]
    compound: frozenset[str]
    things: frozenset[str]
    containers: frozenset[str]
    fractions: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    raw = load("measures/counts.yaml")
    return Vocabulary(
        units=frozenset(map(str, raw["units"])),
        after_name=frozenset(map(str, raw["after_name"])),
        after_noun=frozenset(map(str, raw["after_noun"])),
        compound=frozenset(map(str, raw["compound"])),
        things=frozenset(raw["things"]),
        containers=frozenset(raw["containers"]),
        fractions=frozenset(load("measures/numbers.yaml")["fractions"]),
    )
