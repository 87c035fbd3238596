"""Words that loosen a figure, and what they do to its bounds (``lexicons/measures/hedges.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sayso.lexicons import load
from sayso.measures.words import Words

Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]

# Kinds that only stress a figure or add it to another; a hedge may stand outside of them ("at least another 20").
STRESS = frozenset({"exact", "more"})
# What the kinds are called in records, and what they do in words.
HEDGE_OF_KIND = {
    "approximate": "approximate",
    "nearly": "approximate",
    "above": "lower",
    "from": "lower",
    "below": "upper",
    "upto": "upper",
}
RULE_OF_KIND = {
    "approximate": "N - 10 % to N + 10 %",
    "nearly": "0.9 N to N",
    "above": "N + 1 and up",
    "from": "N and up",
    "below": "0 to N - 1",
    "upto": "0 to N",
}
# Words that stress a figure without being part of it, unless a hedge stands before them.
_LOOSE = frozenset({("only",), ("just",), ("all",), ("further",)})


@dataclass(frozen=True, slots=True)
class _Hedges:
    before: Phrases  # by the phrase's last word, longest first
    after: Phrases  # by the phrase's first word, longest first


@cache
def _hedges() -> _Hedges:
    raw = load("measures/hedges.yaml")

    def by(end: int, kinds: dict[str, list[str]]) -> Phrases:
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind, phrases in kinds.items():
            for phrase in phrases:
                words = tuple(Words(phrase).low)
                found.setdefault(words[end], []).append((words, kind))
        return {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in found.items()}

    return _Hedges(by(-1, raw["before"]), by(0, raw["after"]))


def ends_hedge(word: str) -> bool:
    """Some hedge that stands before a figure ends with this word."""
    return word in _hedges().before


def hedge_before(words: Words, i: int) -> tuple[int, str | None]:
    """The hedge that ends right before token ``i``: its first token and kind; ``(i, None)`` where there is none."""
    before, first, kind = _hedges().before, i, None
    while True:
        match = next(((phrase, k) for phrase, k in before.get(words.at(first - 1), ()) if words.before(first, phrase)), None)
        if match is None:
            return first, kind
        phrase, this = match
        if this not in STRESS and kind is not None and kind not in STRESS:
            return first, kind
        if phrase in _LOOSE and kind is None:
            outer, outer_kind = hedge_before(words, first - 1)
            return (outer, outer_kind) if outer_kind is not None and outer_kind not in STRESS else (i, None)
        first -= len(phrase)
        kind = this if kind is None or kind in STRESS else kind


def hedge_after(words: Words, j: int) -> tuple[int, str | None]:
    """The hedge that begins at token ``j``: the token after it and its kind; ``(j, None)`` where there is none."""
    for phrase, kind in _hedges().after.get(words.at(j), ()):
        after = words.at(j + len(phrase))
        if not words.has(j, phrase) or (phrase[-1] in {"more", "less", "fewer"} and after == "than"):
            continue
        if phrase[0] == "at" and (after[:1].isalnum() or after in {"$", "€", "£"}):
            continue  # "… 20, at least 15 of them": the words belong to the next figure
        return j + len(phrase), kind
    return j, None


def bounds(low: Decimal | None, high: Decimal | None, kind: str | None) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a figure under a hedge."""
    if kind == "approximate" and low is not None and high is not None:
        return low * Decimal("0.9"), high * Decimal("1.1")
    if kind == "nearly" and low is not None and high is not None:
        return low * Decimal("0.9"), high
    if kind == "above" and low is not None:
        return low + 1, None
    if kind == "from" and low is not None:
        return low, None
    if kind == "below" and high is not None:
        return Decimal(0), max(high - 1, Decimal(0))
    if kind == "upto" and high is not None:
        return Decimal(0), high
    return low, high
