"""The small words of the grammars (``lexicons/measures/grammar.yaml``)."""

from __future__ import annotations

from functools import cache

from sayso.lexicons import load


@cache
def small_words(kind: str) -> frozenset[str]:
    """The words of one kind: "function", "before_month", "abbreviations" …"""
    found: dict[str, list[str]] = load("measures/grammar.yaml")
    return frozenset(map(str, found[kind]))
