"""Counts behind the weights: which acts are reported all the time, and how often each level holds for pairs of claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.events.features import Features
from sayso.events.levels import COMPARISONS

BANDS = {3: 40, 2: 12, 1: 4}
"""Band → claims of one kind of act between the same parties, among the claims of 20 months of Current Events."""


def routes(records: Sequence[Features]) -> dict[int, list[str]]:
    """Kinds of acts between the same parties, by how common they are; what is in no band is rare."""
    counts = Counter(f"{r.family}|{r.actor_key or ''}|{r.recipient_key or ''}" for r in records)
    out: dict[int, list[str]] = {band: [] for band in BANDS}
    for route, n in sorted(counts.items()):
        band = next((b for b, least in BANDS.items() if n >= least), None)
        if band is not None:
            out[band].append(route)
    return out


def shares(pairs: Iterable[tuple[Features, Features]], add: float = 1.0) -> dict[str, list[float]]:
    """How often each level of each comparison holds among ``pairs``; ``add`` is added to every count, so that none is zero."""
    counts = {c.name: [add] * len(c.levels) for c in COMPARISONS}
    for a, b in pairs:
        for c in COMPARISONS:
            level = c.level(a, b)
            if level is not None:
                counts[c.name][level] += 1
    return {name: [n / sum(found) for n in found] for name, found in counts.items()}
