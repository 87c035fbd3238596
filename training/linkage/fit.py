"""From judged pairs to weights: logistic regression over the levels, held near a first estimate by Fellegi and Sunter.

Levels are not independent: parties, place and time of two strikes in one war agree by chance all the time. Weights estimated one
comparison at a time (m / u) count such agreement twice, and expectation maximisation without any judged pair settles on another
class than "one event" (here: "the same predicate"). A regression on pairs that people judged does neither; where few were judged the
first estimate holds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log, log2

import numpy as np
from scipy.optimize import minimize

from sayso.events.features import Features
from sayso.events.levels import COMPARISONS

START = np.cumsum([0, *(len(c.levels) for c in COMPARISONS)])
SIZE = int(START[-1])
LN2 = log(2)


@dataclass(frozen=True, slots=True)
class Judged:
    """Two claims, whether they are one event, how many such pairs they stand for, and which collection they are of (each has a prior of
    its own, and only that of the first is shipped)."""

    a: Features
    b: Features
    same: bool
    weight: float = 1.0
    of: int = 0


def vector(a: Features, b: Features) -> np.ndarray:
    """1 for each level that holds."""
    out = np.zeros(SIZE)
    for n, c in enumerate(COMPARISONS):
        level = c.level(a, b)
        if level is not None:
            out[START[n] + level] = 1
    return out


def fit(
    pairs: Sequence[Judged], first: Sequence[float], prior: float, hold: float = 0.15, firm: Collection[int] = ()
) -> tuple[float, list[float]]:
    """(prior, weights of all levels) in bits. ``first``: the first estimate; ``hold``: how strongly it is held, per level;
    ``firm``: levels that are held ten times as strongly."""
    x = np.array([vector(p.a, p.b) for p in pairs])
    y = np.array([p.same for p in pairs], dtype=float)
    w = np.array([p.weight for p in pairs])
    of = np.array([p.of for p in pairs])
    groups = int(of.max()) + 1
    own = np.zeros((len(pairs), groups))
    own[np.arange(len(pairs)), of] = 1
    design = np.hstack([own, x])
    start = np.array([prior] * groups + list(first))

    strength = np.full(len(start), float(hold))
    strength[:groups] *= 0.1
    strength[[groups + i for i in firm]] *= 10

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = design @ theta * LN2
        p = 1 / (1 + np.exp(-np.clip(z, -40, 40)))
        gap = theta - start
        held = strength * gap
        value = float(-(w * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum() + (held * gap).sum() / 2)
        return value, design.T @ (w * (p - y)) * LN2 + held

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return float(found.x[0]), [float(v) for v in found.x[groups:]]


def by_level(values: Sequence[float]) -> dict[str, list[float]]:
    """The weights by comparison."""
    return {c.name: list(values[START[n] : START[n + 1]]) for n, c in enumerate(COMPARISONS)}


def bits(levels: dict[str, Sequence[tuple[float, float]]]) -> list[float]:
    """log2(m / u) of all levels in order."""
    return [log2(m / u) for c in COMPARISONS for m, u in levels[c.name]]
