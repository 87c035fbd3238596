"""The weight of evidence that two claims speak of one event: Fellegi and Sunter (1969), with levels and weights that are shipped.

The weight of a pair is the log2 odds that it is one event: the prior, and for each comparison log2(m / u) of the level that holds,
where m is how often that level is seen in pairs that are one event and u in pairs that are not. Parties that agree weigh
less the more often such acts between them are reported (an adjustment for frequency, in bands, so that it stays explainable).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log2

from sayso.events.comparison import Pick
from sayso.events.features import Features
from sayso.events.levels import COMPARISONS
from sayso.lexicons import load


@dataclass(frozen=True, slots=True)
class PairReason:
    """Why a pair weighs what it weighs: a comparison, the level that holds in words, and its weight in bits."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class PairWeight:
    """Two claims (``a`` < ``b``), and the log2 odds that they are one event; positive = rather one event."""

    a: str
    b: str
    weight: float
    reasons: tuple[PairReason, ...] = ()

    @property
    def probability(self) -> float:
        """The weight as a probability in [0, 1]."""
        return float(1 / (1 + 2.0 ** -max(-500.0, min(500.0, self.weight))))

    def why(self) -> str:
        """The reasons, the heaviest first, one a line."""
        ordered = sorted(self.reasons, key=lambda r: -abs(r.weight))
        return "\n".join(f"{r.weight:+.1f}  {r.comparison}: {r.level}" for r in ordered)


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, so that what is made from it can be kept
class Weights:
    """The parsed ``events/weights.yaml``. ``levels``: comparison → (m, u) of each level; ``prior``: log2 odds that two claims with a key
    in common are one event; ``threshold``: log2 odds above which groups of claims are joined."""

    prior: float
    threshold: float
    levels: dict[str, tuple[tuple[float, float], ...]]

    def bits(self, comparison: str, level: int) -> float:
        """log2(m / u) of a level."""
        m, u = self.levels[comparison][level]
        return float(log2(m / u))


@cache
def shipped() -> Weights:
    """The weights of the package, from the recipe in ``training/linkage``."""
    raw = load("events/weights.yaml")
    levels = {c.name: tuple((float(m), float(u)) for m, u in raw["levels"][c.name]) for c in COMPARISONS}
    wrong = [c.name for c in COMPARISONS if len(levels[c.name]) != len(c.levels)]
    if wrong:
        raise ValueError(f"events/weights.yaml does not fit the comparisons: {', '.join(wrong)}")
    return Weights(
        prior=log2(float(raw["prior"]) / (1 - float(raw["prior"]))),
        threshold=float(raw["threshold"]),
        levels=levels,
    )


def shared_words(a: Features, b: Features, most: int = 6) -> list[str]:
    """Stems that both passages have, the rarest first, no more than ``most``."""
    shared = sorted(set(a.words).intersection(b.words), key=lambda w: (-w.count("+"), w))
    return list(dict.fromkeys(w.rstrip("+") for w in shared))[:most]


def weigh(a: Features, b: Features, weights: Weights | None = None) -> PairWeight:
    """The weight of two claims with its reasons; the order of the two makes no difference."""
    weights = weights or shipped()
    if b.id < a.id:
        a, b = b, a
    reasons = [PairReason("prior", "two claims with a key in common", weights.prior)]
    for comparison in COMPARISONS:
        level = comparison.level(a, b)
        if level is not None:
            words = comparison.levels[level][0]
            if comparison.name == "words" and (shared := shared_words(a, b)):
                words += f": {', '.join(shared)}"
            reasons.append(PairReason(comparison.name, words, weights.bits(comparison.name, level)))
    return PairWeight(a.id, b.id, sum(r.weight for r in reasons), tuple(reasons))


@cache
def _table(weights: Weights, within: bool) -> tuple[tuple[Pick, tuple[float, ...]], ...]:
    held = (c for c in COMPARISONS if c.within in (None, within))
    return tuple((c.pick, tuple(weights.bits(c.name, n) for n in range(len(c.levels)))) for c in held)


def score(a: Features, b: Features, weights: Weights | None = None) -> float:
    """The weight alone, several times faster than :func:`weigh`; equal to it up to rounding."""
    weights = weights or shipped()
    if b.id < a.id:
        a, b = b, a
    total = weights.prior
    for pick, bits in _table(weights, a.document == b.document):
        level = pick(a, b)
        if level is not None:
            total += bits[level]
    return total
