"""Turning points: when the dealings of two parties changed their pace, by how much, and through which events.

Each directed pair and each of the four kinds of dealings, and all dealings of a pair together, is a series of event counts a period
(independent origins do not enter here: a count model needs counts). How much was reported in a period is its exposure, without the
pair's own events. A series is cut where a negative binomial cost says so (:mod:`sayso.analysis.turning_search`); whether that could be
chance is asked of series simulated at one steady rate with the same spread (parametric bootstrap); and because hundreds of series are
asked at once, the share of false ones among those shown is held down over all of them (Benjamini and Hochberg,
``scipy.stats.false_discovery_control``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sayso.acts import Act
from sayso.analysis.scores import Quad, score
from sayso.analysis.series import Dealings, Pair, Period, fetch, gather, parties_of, same, unordered, weight_of
from sayso.analysis.turning_search import POISSON, Engine, NegativeBinomial, cuts, gains, sizes_of
from sayso.errors import SettingError

if TYPE_CHECKING:
    from sayso.ledger import Store

FEWEST = 8
"""Events of a series below which nothing is asked of it."""

PENALTY = 1.5
"""Cost of a change in units of log(periods). At 84 steady periods 0–2 % of series show a change before any test (benchmarks, relations)."""

WITHIN = 1.92
"""Half the 95 % quantile of chi-squared with one degree of freedom: how much worse a date may fit and still be possible."""


ONE_KIND = 0.8
"""Share of a pair's events in one kind above which its dealings as a whole are no series of their own: they would tell the same twice."""


@dataclass(frozen=True, slots=True)
class Series:
    """Event counts a period of one kind of dealings (None: dealings of any kind). ``mutual``: both directions are one series, because
    they are the same events (talks, agreements) or because the kind does not matter. ``acts``: one for each event, by day; ``at``: its
    period; ``force``: weight × score, how much it says."""

    actor: str
    recipient: str
    quad: Quad | None
    mutual: bool
    counts: tuple[int, ...]
    exposure: tuple[float, ...]
    acts: tuple[Act, ...]
    at: tuple[int, ...]
    force: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A change of pace. ``at`` is the first day of the first period at the new pace; it may lie as early as ``earliest``, as late as
    ``latest`` (likelihood interval, 95 %). ``before``/``after``: events a period at average reporting, in the stretches that begin at
    ``since`` and end with ``until``. ``p``: could a steady series look like this; ``q``: the same, corrected for all series asked.
    ``events``: those of the new stretch after a rise, of the old one after a fall; ``leading``: the weightiest of them.
    """

    actor: str
    recipient: str
    quad: Quad | None
    mutual: bool
    at: date
    earliest: date
    latest: date
    before: float
    after: float
    since: date
    until: date
    period: Period
    p: float
    q: float
    gain: float
    events: tuple[str, ...]
    leading: tuple[str, ...]

    @property
    def rise(self) -> bool:
        return self.after > self.before

    @property
    def kind(self) -> str:
        return self.quad.words if self.quad else "dealings of any kind"

    @property
    def words(self) -> str:
        arrow = "↔" if self.mutual else "→"
        pace = f"from {self.before:.1f} to {self.after:.1f} events a {self.period.value}"
        return f"{self.kind} {self.actor}{arrow}{self.recipient} {pace} since {self.period.called(self.at)}"


@dataclass(frozen=True, slots=True)
class Turning:
    """All turning points found, the strongest first, of ``asked`` series; ``level`` is the false discovery rate held to."""

    points: tuple[TurningPoint, ...]
    asked: int
    level: float
    period: Period
    starts: tuple[date, ...]


def series_of(dealings: Dealings, *, fewest: int = FEWEST) -> tuple[Series, ...]:
    """The series with at least ``fewest`` events. Two directions that share half of their events are one mutual series."""
    found: list[Series] = []
    scored = dict(unordered(dealings))
    for (a, b), contacts in dealings.contacts.items():
        if len(contacts) < fewest:
            continue
        every = scored.get((a, b), ())
        own = _counted(contacts.values(), dealings)
        exposure = dealings.exposure(own)
        most = 0
        for quad in Quad:
            forth, back = ({same(d.act): d.act for d in every if d.score.quad is quad and d.act.actor == who} for who in (a, b))
            together = forth | back
            most = max(most, len(together))
            if 2 * len(forth.keys() & back.keys()) >= max(1, len(together)):
                sides = [((a, b), together, True)]
            else:
                sides = [((a, b), forth, False), ((b, a), back, False)]
            found += [_series(pair, quad, mutual, side, exposure, dealings) for pair, side, mutual in sides if len(side) >= fewest]
        if most < ONE_KIND * len(contacts):
            found.append(_series((a, b), None, True, contacts, exposure, dealings))
    return tuple(found)


def _counted(acts: Iterable[Act], dealings: Dealings) -> list[int]:
    counts = [0] * len(dealings.starts)
    for act in acts:
        counts[dealings.index(act.day)] += 1
    return counts


def _series(
    pair: Pair, quad: Quad | None, mutual: bool, events: Mapping[str, Act], exposure: tuple[float, ...], dealings: Dealings
) -> Series:
    acts = tuple(sorted(events.values(), key=lambda a: (a.day, a.id)))
    force = tuple(weight_of(a) * abs(s.value if (s := score(a)) else 0.0) for a in acts)
    at = tuple(dealings.index(a.day) for a in acts)
    return Series(*pair, quad, mutual, tuple(_counted(acts, dealings)), exposure, acts, at, force)


def chance(cost: NegativeBinomial, penalty: float, *, draws: int, seed: int) -> float:
    """The share of steady series that gain as much from cutting as this one does (p), by parametric bootstrap.

    They have its mean rate, its exposures and its overall variance, and are looked at in the same way (size, cuts). Where none of
    ``draws`` reaches it, the tail of what they do gain is taken as exponential (after Knijnenburg and others 2009, who fit a generalised
    Pareto), so that p can be below 1/draws.
    """
    observed = float(gains(cost.counts[None], cost.exposure, np.array([cost.size]), penalty)[0])
    if observed <= 0:
        return 1.0
    y, e = cost.counts, cost.exposure
    mean = y.sum() / e.sum()
    excess = float(np.mean((y - mean * e) ** 2 - y) / np.mean((mean * e) ** 2))
    size = min(POISSON, 1 / excess) if excess > 0 else POISSON
    rng = np.random.default_rng(seed)
    drawn = rng.negative_binomial(size, size / (size + mean * e), (draws, len(y))).astype(float)
    simulated = gains(drawn, e, sizes_of(drawn, e), penalty)
    reached = int((simulated >= observed - 1e-9).sum())
    p = (1 + reached) / (1 + draws)
    if reached == 0:
        positive = simulated[simulated > 0]
        # A log-likelihood ratio falls off at least with rate 1 per unit; the mean of what was gained by chance may say it falls slower.
        mean_gain = max(float(positive.mean()), 1.0) if len(positive) else 1.0
        p = min(p, (1 + len(positive)) / (1 + draws) * float(np.exp(-observed / mean_gain)))
    return min(1.0, p)


def turning_points(
    acts: Iterable[Act],
    *,
    period: Period = Period.MONTH,
    first: date | None = None,
    last: date | None = None,
    level: float = 0.05,
    party: str | None = None,
    other: str | None = None,
    fewest: int = FEWEST,
    draws: int = 199,
    engine: Engine = "exact",
    seed: int = 1,
) -> Turning:
    """The turning points of all pairs (or of those with ``party``, and ``other``) at a false discovery rate of ``level``.

    All series of the acts take part in the correction, also those that are not asked to be shown, so a pair's turning points do not
    depend on who asks. Raises :class:`SettingError` for a level outside (0, 1).
    """
    from scipy.stats import false_discovery_control

    if not 0 < level < 1:
        raise SettingError(f"The false discovery rate {level} is not between 0 and 1", "Give a share such as 0.05.")
    known = list(acts)
    dealings = gather(known, period, first=first, last=last, keep=parties_of(known))
    asked = series_of(dealings, fewest=fewest)
    penalty = PENALTY * float(np.log(max(2, len(dealings.starts))))
    costs = [NegativeBinomial(s.counts, s.exposure) for s in asked]
    chances = [chance(c, penalty, draws=draws, seed=seed) for c in costs]
    corrected = false_discovery_control(chances) if chances else []
    points = [
        point
        for s, c, p, q in zip(asked, costs, chances, corrected, strict=True)
        if q <= level and (party is None or party in (s.actor, s.recipient)) and (other is None or other in (s.actor, s.recipient))
        for point in _points(s, c, dealings, float(p), float(q), cuts(c, penalty, engine=engine))
    ]
    points.sort(key=lambda t: (-t.gain, t.at, t.actor, t.recipient))
    return Turning(tuple(points), len(asked), level, period, dealings.starts)


def _points(series: Series, cost: NegativeBinomial, dealings: Dealings, p: float, q: float, found: Sequence[int]) -> Iterable[TurningPoint]:
    bounds = [0, *found, len(series.counts)]
    starts = dealings.starts
    for left, at, right in zip(bounds, bounds[1:], bounds[2:], strict=False):
        before, after = cost.rate(left, at), cost.rate(at, right)
        fits = {k: cost.error(left, k) + cost.error(k, right) for k in range(left + 1, right)}
        likely = [k for k, value in fits.items() if value <= fits[at] + WITHIN]
        low, high = (at, right) if after > before else (left, at)
        behind = [i for i, when in enumerate(series.at) if low <= when < high]
        # The weightiest first; among equals those next to the change.
        near = sorted(behind, key=lambda i: (-series.force[i], abs(series.at[i] - at), i))
        yield TurningPoint(
            series.actor,
            series.recipient,
            series.quad,
            series.mutual,
            starts[at],
            starts[min(likely)],
            starts[max(likely)],
            before,
            after,
            starts[left],
            dealings.period.after(starts[right - 1]),
            dealings.period,
            p,
            q,
            cost.error(left, right) - fits[at],
            tuple(series.acts[i].id for i in behind),
            tuple(series.acts[i].id for i in near[:5]),
        )


def turning_points_in(ledger: Store, *, dataset: str | None = None, as_of: date | None = None, **options: object) -> Turning:
    """:func:`turning_points` of a ledger's own events as they were known on ``as_of``, or of the imported table ``dataset``."""
    return turning_points(fetch(ledger, dataset=dataset, as_of=as_of), **options)  # type: ignore[arg-type]
