"""Where a series of counts changes: a negative binomial cost, and exact search for the best cut into stretches.

The counts of stretch i are negative binomial with mean ``rate × exposure`` and one size ``r`` for the whole series (variance mean +
mean²/r). The cost of a stretch is its negative log-likelihood at its own rate (events over exposure) without the terms that every cut
shares. The search is dynamic programming over all cuts (Jackson and others 2005): exact, a few milliseconds for a hundred periods. The
same cost runs in ruptures (PELT, ``jump=1``: its default looks at every fifth point only), and both give the same cuts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sayso.errors import SettingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHORTEST = 2
"""Periods of the shortest stretch: one loud month is an event, not a change."""

LEAST_RATE = 1e-3
"""Events a period below which a rate is not told from none."""

POISSON = 1e6
"""The size at which a negative binomial is a Poisson for all purposes."""

Engine = Literal["exact", "ruptures"]


def size_of(counts: Sequence[float] | Floats, exposure: Sequence[float] | Floats) -> float:
    """The size r of the counts, estimated from neighbouring periods, so that a change of level does not look like noise.

    With neighbours of one rate, half the squared difference estimates the variance and the product estimates the squared mean:
    1/r = (variance − mean)/mean². Never above what neighbours further apart say (two and three periods): a series that drifts in waves
    has smooth neighbours, and their difference alone would call its waves changes.
    """
    return float(sizes_of(np.asarray(counts, dtype=float)[None], np.asarray(exposure, dtype=float))[0])


def sizes_of(counts: Floats, exposure: Floats) -> Floats:
    """:func:`size_of` for each row."""
    rate = counts / exposure
    noise = rate / exposure
    excess = np.zeros(len(counts))
    for lag in range(1, min(4, counts.shape[1])):
        level = (rate[:, lag:] * rate[:, :-lag]).mean(1)
        spread = ((rate[:, lag:] - rate[:, :-lag]) ** 2 - noise[:, lag:] - noise[:, :-lag]).mean(1) / 2
        excess = np.maximum(excess, np.where(level > 0, spread / np.maximum(level, 1e-9), 0.0))
    sizes: Floats = np.minimum(POISSON, 1 / np.maximum(excess, 1 / POISSON))
    return sizes


class NegativeBinomial:
    """The cost of stretches of one series: ``error(start, end)`` for periods ``start`` to ``end`` (exclusive)."""

    def __init__(self, counts: Sequence[float] | Floats, exposure: Sequence[float] | Floats | None = None, size: float | None = None):
        self.counts = np.asarray(counts, dtype=float)
        self.exposure = np.ones_like(self.counts) if exposure is None else np.asarray(exposure, dtype=float)
        self.size = size_of(self.counts, self.exposure) if size is None else size

    def error(self, start: int, end: int) -> float:
        y, e, r = self.counts[start:end], self.exposure[start:end], self.size
        total = float(y.sum())
        rate = max(total / float(e.sum()), LEAST_RATE)
        return float(((y + r) * np.log1p(rate * e / r)).sum() - total * np.log(rate))

    def rate(self, start: int, end: int) -> float:
        """Events a period at average reporting."""
        return float(self.counts[start:end].sum() / self.exposure[start:end].sum())


def cuts(cost: NegativeBinomial, penalty: float, *, engine: Engine = "exact", shortest: int = SHORTEST) -> tuple[int, ...]:
    """The first periods of the stretches after the first, in the cut that costs least with ``penalty`` for each change."""
    if len(cost.counts) < 2 * shortest:
        return ()
    if engine == "ruptures":
        return _by_ruptures(cost, penalty, shortest)
    n = len(cost.counts)
    best = [-penalty] + [np.inf] * n
    came = [0] * (n + 1)
    for end in range(shortest, n + 1):
        for start in (0, *range(shortest, end - shortest + 1)):
            if start + shortest > end:
                continue
            total = best[start] + cost.error(start, end) + penalty
            if total < best[end] - 1e-9:
                best[end], came[end] = total, start
    found, at = [], came[n]
    while at:
        found.append(at)
        at = came[at]
    return tuple(reversed(found))


def _by_ruptures(cost: NegativeBinomial, penalty: float, shortest: int) -> tuple[int, ...]:
    try:
        import ruptures
    except ImportError as error:
        raise SettingError(
            "The search engine “ruptures” is not installed (it does not support Python 3.14 and later)",
            "Use the engine “exact”, which gives the same cuts, or install sayso[analysis] on an earlier Python.",
        ) from error

    class Cost(ruptures.base.BaseCost):  # type: ignore[misc]
        model = "negative-binomial"
        min_size = shortest

        def fit(self, signal: Any) -> Cost:
            self.signal = signal
            return self

        def error(self, start: int, end: int) -> float:
            return cost.error(start, end)

    found = ruptures.Pelt(custom_cost=Cost(), min_size=shortest, jump=1).fit(cost.counts.reshape(-1, 1)).predict(pen=penalty)
    return tuple(int(k) for k in found[:-1])


GRID = 240
"""Rates at which the cost of many series is tabulated; between them it is linear in the log rate (error below 0.03 of log-likelihood)."""

CELLS = 4_000_000
"""Cells of the tabulated cost that are held at once (about 100 MB with its intermediate values)."""


def gains(counts: Floats, exposure: Floats, size: Floats, penalty: float, shortest: int = SHORTEST) -> Floats:
    """For each row of ``counts``: how much cheaper the best cut is than no cut, after the penalties; 0 where no cut pays.

    ``size``: of each row.
    """
    rows, n = counts.shape
    if n < 2 * shortest:
        return np.zeros(rows)
    if rows > 1 and rows * n * GRID > CELLS:
        half = rows // 2
        parts = [gains(counts[at], exposure, size[at], penalty, shortest) for at in (slice(None, half), slice(half, None))]
        return np.concatenate(parts)
    sums = np.concatenate([np.zeros((rows, 1)), counts.cumsum(1)], 1)
    reach = np.concatenate([[0.0], exposure.cumsum()])
    top = max(float((counts / exposure).max()), 2 * LEAST_RATE)
    low, high = np.log(LEAST_RATE), np.log(top)
    grid = np.exp(np.linspace(low, high, GRID))
    logs = np.log1p(grid[None, None, :] * exposure[None, :, None] / size[:, None, None])
    table = np.concatenate([np.zeros((rows, 1, GRID)), np.cumsum((counts + size[:, None])[:, :, None] * logs, 1)], 1)
    best = np.full((rows, n + 1), np.inf)
    best[:, 0] = -penalty
    pick = np.arange(rows)[:, None]
    whole = np.zeros(rows)
    for end in range(shortest, n + 1):
        starts = np.array([0, *range(shortest, end - shortest + 1)])
        total = sums[:, end, None] - sums[:, starts]
        rate = np.maximum(total / (reach[end] - reach[starts])[None], LEAST_RATE)
        place = (np.log(rate) - low) / (high - low) * (GRID - 1)
        left = np.clip(place.astype(int), 0, GRID - 2)
        part = place - left
        at = starts[None, :]
        first = table[pick, end, left] - table[pick, at, left]
        second = table[pick, end, left + 1] - table[pick, at, left + 1]
        cost = first * (1 - part) + second * part - total * np.log(rate)
        best[:, end] = (best[:, starts] + cost + penalty).min(1)
        if end == n:
            whole = cost[:, 0]
    gained: Floats = np.maximum(0.0, whole - best[:, n])
    return gained
