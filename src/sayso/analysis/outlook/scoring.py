"""What became of forecasts, and how good they were: Brier score, log score, calibration, each beside the recurrency baseline's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from sayso.acts import Act, Forecast, Outcome
from sayso.analysis.outlook.series import Series

_FLOOR = 1e-4  # the log score of a certainty that fails is bounded


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of like probability: how many, their mean probability, and the share that happened."""

    low: float
    high: float
    n: int
    probability: float
    happened: float


@dataclass(frozen=True, slots=True)
class Score:
    """Means over forecasts. Brier and log scores are losses: lower is better. ``ece``: mean distance of probability and share over
    ten bins of equal width, weighted by their numbers. ``skill``: 1 − Brier / Brier of the baseline."""

    n: int
    happened: int
    brier: float
    baseline_brier: float
    log: float
    baseline_log: float
    ece: float
    bins: tuple[Bin, ...]

    @property
    def skill(self) -> float:
        return 1 - self.brier / self.baseline_brier if self.baseline_brier else 0.0


def settle(forecasts: Iterable[Forecast], acts: Iterable[Act], *, known_until: date, now: datetime | None = None) -> list[Outcome]:
    """Outcomes of the forecasts whose window is over: ``known_until`` is the last day whose acts are in the ledger.

    Forecasts of one data set; ``acts`` are of the same. Only acts that happened answer, as those the forecast was made from.
    """
    series, at = Series(acts), now or datetime.now(UTC)
    found = []
    for f in forecasts:
        if f.window_last > known_until:
            continue
        a, b = series.number(f.actor), series.number(f.recipient or "")
        name = f"flow {f.flow}" + (f" {f.class_}" if f.class_ else "") if f.flow else str(f.event)
        kind = series.kind_number(name)
        events: list[str] = []
        if a is not None and b is not None and kind is not None:
            events = series.events(a, b, kind, series.day_of(f.window_first), series.day_of(f.window_last))
        found.append(Outcome(f.id, at, bool(events), tuple(events)))
    return found


def score(probability: Sequence[float], baseline: Sequence[float], happened: Sequence[bool]) -> Score | None:
    """The scores of forecasts and of their baseline; None where there are none."""
    p, b, y = (np.asarray(x, float) for x in (probability, baseline, happened))
    if not len(p):
        return None
    bins = reliability(p, y)
    ece = sum(x.n * abs(x.probability - x.happened) for x in bins) / len(p)
    brier, other = float(((p - y) ** 2).mean()), float(((b - y) ** 2).mean())
    return Score(len(p), int(y.sum()), brier, other, _log(p, y), _log(b, y), ece, bins)


def reliability(p: NDArray[np.float64], y: NDArray[np.float64], bins: int = 10) -> tuple[Bin, ...]:
    """Bins of equal width that hold at least one forecast."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    found = []
    for i in range(bins):
        inside = at == i
        if inside.any():
            found.append(Bin(i / bins, (i + 1) / bins, int(inside.sum()), float(p[inside].mean()), float(y[inside].mean())))
    return tuple(found)


def _log(p: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    q = np.clip(p, _FLOOR, 1 - _FLOOR)
    return float(-(y * np.log(q) + (1 - y) * np.log(1 - q)).mean())
