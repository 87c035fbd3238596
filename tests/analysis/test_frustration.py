"""The frustration index: equal to trying every partition; planted sides come back; time that runs out is told."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.analysis.frustration import SignedEdge, coalitions, frustration

NAMES = "abcdef"
EDGES = st.lists(
    st.tuples(st.sampled_from(list(combinations(NAMES, 2))), st.sampled_from([1, -1]), st.sampled_from([0.5, 1.0, 2.0])),
    max_size=13,
    unique_by=lambda e: e[0],
).map(lambda rows: [SignedEdge(*pair, sign, weight) for pair, sign, weight in rows])


def _least(edges: list[SignedEdge], blocs: int) -> float:
    nodes = sorted({p for e in edges for p in (e.a, e.b)})
    worlds = (dict(zip(nodes, c, strict=True)) for c in product(range(blocs), repeat=len(nodes)))
    return min(sum(e.weight for e in edges if (w[e.a] == w[e.b]) != (e.sign > 0)) for w in worlds)


@given(EDGES)
@settings(max_examples=60, deadline=None)
def test_the_index_is_that_of_trying_all_partitions(edges: list[SignedEdge]) -> None:
    found = frustration(edges)
    assert found.cost == pytest.approx(_least(edges, 2)) and found.exact
    assert sum(e.weight for e in found.resisting) == pytest.approx(found.cost)


@given(EDGES)
@settings(max_examples=30, deadline=None)
def test_blocs_of_any_number_are_exact_too(edges: list[SignedEdge]) -> None:
    found = coalitions(edges)
    assert found.cost == pytest.approx(_least(edges, 6) if edges else 0) and found.exact
    assert found.cost <= frustration(edges).cost + 1e-9


def planted(nodes: int, edges: int, noise: float, seed: int) -> tuple[list[SignedEdge], dict[str, int]]:
    """Two sides of states; friends inside, enemies across, and a share of the signs turned over."""
    rng = random.Random(seed)
    names = [f"n{i:02}" for i in range(nodes)]
    side = {n: i % 2 for i, n in enumerate(names)}
    drawn = rng.sample(list(combinations(names, 2)), edges)
    return [SignedEdge(a, b, (1 if side[a] == side[b] else -1) * (-1 if rng.random() < noise else 1)) for a, b in drawn], side


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.2])
def test_planted_sides_come_back(noise: float) -> None:
    edges, side = planted(24, 140, noise, seed=11)
    found = frustration(edges)
    wrong = sum(found.bloc[n] != side[n] for n in side)
    assert min(wrong, 24 - wrong) == 0 and found.exact


def test_enemies_of_enemies_need_not_be_friends() -> None:
    """Three camps at war with each other: two sides must frustrate, three blocs need not."""
    edges = [SignedEdge(a, b, -1) for a, b in combinations("xyz", 2)] + [SignedEdge("x", "w", 1)]
    assert frustration(edges).cost == 1 and coalitions(edges).cost == 0
    assert coalitions(edges).blocs() == (("w", "x"), ("y",), ("z",))


def test_blocks_without_a_common_cycle_are_put_together() -> None:
    edges = [SignedEdge("a", "b", -1), SignedEdge("b", "c", 1), SignedEdge("c", "d", -1), SignedEdge("x", "y", 1)]
    found = frustration(edges)
    assert found.cost == 0 and found.bloc["a"] != found.bloc["b"] == found.bloc["c"] != found.bloc["d"]
    assert found.bloc["x"] == found.bloc["y"]


def test_time_that_runs_out_is_told_as_a_gap() -> None:
    edges, _ = planted(60, 500, 0.5, seed=1)
    found = frustration(edges, seconds=0.3)
    assert not found.exact and 0 <= found.bound < found.cost and found.gap == pytest.approx(1 - found.bound / found.cost)


def test_no_edges_no_sides() -> None:
    assert frustration([]).bloc == {} and coalitions([]).blocs() == ()


def test_loops_and_empty_weights_are_nothing() -> None:
    assert frustration([SignedEdge("a", "a", -1), SignedEdge("a", "b", 1, 0.0)]).bloc == {}
