"""Turning points: planted changes are found with their date, pace and events; steady series stay quiet."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.analysis.scores import Quad
from sayso.analysis.series import Period
from sayso.analysis.turning import Turning, turning_points
from sayso.analysis.turning_search import NegativeBinomial, cuts, gains, size_of
from sayso.errors import SettingError

from .worlds import act, joint, month, noise, steady


def _found(counts: list[int], event: str = "AID", **options: object) -> Turning:
    acts = [*steady("IRN", "RUS", event, counts), *noise(len(counts), 8, 2.0, seed=4)]
    return turning_points(acts, party="IRN", **options)  # type: ignore[arg-type]


def test_a_planted_change_is_found_with_date_pace_and_events() -> None:
    counts = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 2, 4, 3, 2, 5, 3, 4, 2, 3]
    [point] = _found(counts).points
    assert point.at == month(12).replace(day=1)
    assert (round(point.before, 1), round(point.after, 1)) == (0.2, 3.0)
    assert point.words == "material cooperation IRN→RUS from 0.2 to 3.0 events a month since 2021-01"
    assert point.rise and len(point.events) == sum(counts[12:]) and set(point.leading) <= set(point.events)
    assert point.earliest <= point.at <= point.latest and point.q <= 0.05


def test_a_fall_names_the_events_that_stopped() -> None:
    counts = [4, 3, 5, 4, 3, 4, 5, 3, 4, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    [point] = _found(counts).points
    assert not point.rise and len(point.events) == sum(counts[:10])


def test_steady_series_have_no_turning_point() -> None:
    rng = np.random.default_rng(7)
    acts = [a for n in range(6) for a in steady("IRN", ["RUS", "SYR", "IRQ", "YEM", "LBN", "CHN"][n], "AID", rng.poisson(3, 30).tolist())]
    found = turning_points(acts)
    assert found.points == () and found.asked == 6


def test_more_reporting_is_no_more_dealing() -> None:
    """All pairs double when twice as much is reported: nobody has turned."""
    rng = np.random.default_rng(3)
    pace = [1.0] * 15 + [2.0] * 15
    routes = [
        ("USA", "CHN"),
        ("FRA", "DEU"),
        ("IRN", "RUS"),
        ("IND", "PAK"),
        ("JPN", "KOR"),
        ("BRA", "ARG"),
        ("EGY", "SDN"),
        ("POL", "UKR"),
    ]
    acts = [a for who, whom in routes for a in steady(who, whom, "AID", [int(rng.poisson(6 * p)) for p in pace])]
    assert turning_points(acts).points == ()


def test_talks_are_one_series_and_not_one_each_way() -> None:
    acts = [a for n in range(12, 24) for i in range(3) for a in joint("IRN", "RUS", "CONSULT", month(n).replace(day=3 + i))]
    found = turning_points([*acts, *noise(24, 8, 2.0, seed=4)], party="IRN")
    [point] = found.points
    assert point.mutual and (point.actor, point.recipient) == ("IRN", "RUS") and point.quad is Quad.VERBAL_COOPERATION


def test_the_answer_does_not_depend_on_who_is_asked_for() -> None:
    acts = [*steady("IRN", "RUS", "AID", [0] * 12 + [4] * 12), *noise(24, 12, 2.0, seed=2)]
    every, one = turning_points(acts), turning_points(acts, party="RUS")
    assert one.points == tuple(p for p in every.points if "RUS" in (p.actor, p.recipient)) != ()
    assert one.asked == every.asked


def test_weeks() -> None:
    acts = [act("ISR", "hamas", "ASSAULT", f"2014-{m:02}-{d:02}") for m in (7, 8) for d in range(1, 29, 2)]
    acts += [act("USA", "CHN", "CONSULT", f"2014-{m:02}-{d:02}") for m in range(1, 13) for d in range(1, 29, 3)]
    found = turning_points(acts, period=Period.WEEK, party="ISR")
    assert next(p.period.called(p.at) for p in sorted(found.points, key=lambda p: p.at)) == "week of 2014-06-30"


def test_a_level_that_is_no_share_is_told() -> None:
    with pytest.raises(SettingError, match="false discovery rate"):
        turning_points([], level=1.5)


# ---- the search

COUNTS = st.lists(st.integers(0, 12), min_size=4, max_size=9)


@given(COUNTS, st.floats(0.3, 50), st.floats(0.5, 6))
@settings(max_examples=60, deadline=None)
def test_no_cut_is_better_than_the_one_found(counts: list[int], size: float, penalty: float) -> None:
    """Dynamic programming against every cut there is."""
    cost = NegativeBinomial(counts, None, size)
    n = len(counts)

    def total(inner: tuple[int, ...]) -> float:
        bounds = (0, *inner, n)
        return sum(cost.error(a, b) for a, b in pairwise(bounds)) + penalty * len(inner)

    every = [c for c in map(_bits, range(2**n)) if all(b - a >= 2 for a, b in zip((0, *c), (*c, n), strict=True))]
    assert total(cuts(cost, penalty)) == pytest.approx(min(map(total, every)), abs=1e-6)


def _bits(k: int) -> tuple[int, ...]:
    return tuple(i for i in range(k.bit_length()) if k >> i & 1)


@given(COUNTS, st.floats(0.3, 50))
@settings(max_examples=40, deadline=None)
def test_many_series_at_once_gain_what_one_gains(counts: list[int], size: float) -> None:
    """The tabulated cost of the bootstrap is the exact one but for rounding."""
    exposure = np.linspace(0.7, 1.3, len(counts))
    cost = NegativeBinomial(counts, exposure, size)
    found = cuts(cost, 1.0)
    bounds = (0, *found, len(counts))
    best = cost.error(0, len(counts)) - sum(cost.error(a, b) for a, b in pairwise(bounds)) - len(found)
    quick = gains(np.array([counts], dtype=float), exposure, np.array([size]), 1.0)[0]
    assert quick == pytest.approx(max(0.0, best), abs=0.05)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="ruptures does not install on Python 3.14")
@pytest.mark.may_skip("ruptures does not install on Python 3.14")
@pytest.mark.parametrize("seed", range(5))
def test_ruptures_finds_the_same_cuts(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = np.concatenate([rng.poisson(2, 25), rng.poisson(7, 20), rng.poisson(1, 15)]).astype(float)
    cost = NegativeBinomial(counts)
    assert cuts(cost, 6.0, engine="ruptures") == cuts(cost, 6.0) != ()


def test_without_ruptures_its_engine_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ruptures", None)
    with pytest.raises(SettingError, match=r"Use the engine “exact”"):
        cuts(NegativeBinomial([1, 2, 3, 4, 5]), 1.0, engine="ruptures")


def test_a_change_of_level_is_not_taken_for_noise() -> None:
    rng = np.random.default_rng(5)
    counts = np.concatenate([rng.poisson(2, 60), rng.poisson(12, 60)]).astype(float)
    assert size_of(counts, np.ones(120)) > 8  # the overall variance would say 2
