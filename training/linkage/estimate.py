"""Counts behind the weights: how common parties are, and how often each level holds for two claims drawn at random (u)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from sayso.events.features import Features
from sayso.events.levels import COMPARISONS

#: Shares below this are not listed; they are taken for ``rare``.
LEAST = 4


def frequencies(records: Sequence[Features]) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """For actors and recipients: share of claims by key, and the share taken for keys seen fewer than ``LEAST`` times."""
    shares: dict[str, dict[str, float]] = {}
    rare: dict[str, float] = {}
    for name, key in (("actors", "actor_key"), ("recipients", "recipient_key")):
        counts = Counter(k for r in records if (k := getattr(r, key)))
        known = sum(counts.values())
        shares[name] = {k: round(n / known, 6) for k, n in sorted(counts.items()) if n >= LEAST}
        rare[name] = round(LEAST / 2 / known, 6)
    return shares, rare


def by_chance(records: Sequence[Features], pairs: int = 1_000_000, seed: int = 7) -> dict[str, list[float]]:
    """u of every level, from ``pairs`` random pairs of claims of different texts; one added to each count, so that none is zero."""
    draw = random.Random(seed)
    counts = {c.name: [1.0] * len(c.levels) for c in COMPARISONS}
    for _ in range(pairs):
        a, b = draw.sample(records, 2)
        for c in COMPARISONS:
            level = c.pick(a, b)
            if level is not None:
                counts[c.name][level] += 1
    return {name: [n / sum(found) for n in found] for name, found in counts.items()}
