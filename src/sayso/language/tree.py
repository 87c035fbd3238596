"""Arc scores to a proper tree: one root, no cycle, the highest total score.

Invariant: every sentence comes back with exactly one root and every word reachable from it. Greedy heads are kept where they already
form such a tree (some 95 % of sentences); else the maximum arborescence after Chu and Liu (1965) and Edmonds (1967), the root's arcs
lowered by a constant larger than any gain, which makes the root single (Zmigrod, Vieira and Cotterell 2020 discuss the pitfalls).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PENALTY = 1e4  # larger than any sum of logits a sentence can hold


def is_tree(heads: NDArray[np.int64]) -> bool:
    """``heads`` (n + 1,) with position 0 the artificial root (its own entry ignored): one root, all words reachable?"""
    if int(np.count_nonzero(heads[1:] == 0)) != 1:
        return False
    state = [0] * len(heads)  # 0 new, 1 on the path, 2 safe
    state[0] = 2
    for start in range(1, len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return False
        for p in path:
            state[p] = 2
    return True


def decode(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Heads of a sentence from ``scores`` (n, n + 1): row = word, column 0 = root, column k = word k − 1 as head.

    Returns (n,) with 0 = root and k = word k − 1. A sentence of one word hangs on the root.
    """
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -np.inf)  # [dependent, head]
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    heads = full.argmax(1)
    heads[0] = 0
    if not is_tree(heads):
        full[1:, 0] -= _PENALTY
        heads = _arborescence(full)
    out: NDArray[np.int64] = heads[1:].astype(np.int64)
    return out


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    colour = [0] * len(heads)
    colour[0] = 2
    for start in range(1, len(heads)):
        path, at = [], start
        while colour[at] == 0:
            colour[at] = 1
            path.append(at)
            at = int(heads[at])
        if colour[at] == 1:
            return path[path.index(at) :]
        for p in path:
            colour[p] = 2
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Maximum arborescence rooted at 0 over a dense matrix [dependent, head] of scores."""
    heads: NDArray[np.int64] = scores.argmax(1).astype(np.int64)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(heads), bool)
    inside[cycle] = True
    ring = np.array(cycle)
    rest = np.flatnonzero(~inside)  # the root is position 0 here too
    kept = scores[cycle, heads[cycle]]
    size = len(rest) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    # Into the contracted cycle: the best word to enter at, given what it costs to break the cycle there.
    entering = scores[np.ix_(ring, rest)] - kept[:, None]
    small[-1, :-1] = entering.max(0)
    enter_at = entering.argmax(0)
    leaving = scores[np.ix_(rest, ring)]
    small[:-1, -1] = leaving.max(1)
    leave_from = leaving.argmax(1)
    small[0, :] = -np.inf
    found = _arborescence(small)
    out: NDArray[np.int64] = heads.copy()
    for k, node in enumerate(rest):
        if k:
            out[node] = cycle[leave_from[k]] if found[k] == size - 1 else rest[found[k]]
    entry = int(found[-1])
    out[cycle[enter_at[entry]]] = rest[entry]
    return out
