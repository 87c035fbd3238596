"""The decoded tree is a proper tree, and the best one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.tree import decode, is_tree


def brute_force(scores: np.ndarray) -> float:
    """The best total score over all single-rooted trees, by trying them all."""
    n = scores.shape[0]
    best = -np.inf
    for heads in product(range(n + 1), repeat=n):
        if any(h == i + 1 for i, h in enumerate(heads)) or not is_tree(np.array([0, *heads])):
            continue
        best = max(best, sum(scores[i, h] for i, h in enumerate(heads)))
    return best


scores = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n).map(
        lambda rows: np.array(rows, np.float32)
    )
)


@given(scores)
def test_every_score_table_gives_the_best_single_rooted_tree(table: np.ndarray) -> None:
    heads = decode(table)
    assert is_tree(np.array([0, *heads]))
    assert sum(table[i, h] for i, h in enumerate(heads)) == pytest.approx(brute_force(table))


@given(st.integers(6, 40), st.integers(0, 2**32 - 1))
def test_longer_sentences_stay_trees(n: int, seed: int) -> None:
    table = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert is_tree(np.array([0, *decode(table)]))


@pytest.mark.parametrize(
    ("heads", "tree"),
    [([0, 0], True), ([0, 0, 0], False), ([0, 2, 1], False), ([0, 2, 0], True), ([0, 2, 3, 2], False)],
    ids=["one word", "two roots", "a cycle without a root", "a chain", "a cycle beside nothing"],
)
def test_what_a_tree_is(heads: list[int], tree: bool) -> None:
    assert is_tree(np.array(heads)) is tree
