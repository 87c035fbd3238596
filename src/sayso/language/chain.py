"""The best tag sequence under a linear chain: Viterbi (1967), vectorised over tags."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FORBIDDEN = -1e4


def bio_steps(labels: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Transitions (from, to) and starts that only let ``I-x`` follow ``B-x`` or ``I-x``; all else costs nothing."""
    n = len(labels)
    step, start = np.zeros((n, n), np.float32), np.zeros(n, np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            start[j] = FORBIDDEN
            for i, before in enumerate(labels):
                if before[2:] != label[2:] or before == "O":
                    step[i, j] = FORBIDDEN
    return step, start


def viterbi(scores: NDArray[np.float32], step: NDArray[np.float32], start: NDArray[np.float32]) -> NDArray[np.int64]:
    """Best sequences for a stack of score tables: ``scores`` (s, n, tags) → (s, n)."""
    s, n, _ = scores.shape
    best = start + scores[:, 0]
    back = np.empty((n, s, scores.shape[2]), np.int64)
    for i in range(1, n):
        ways = best[:, :, None] + step
        back[i] = ways.argmax(1)
        best = ways.max(1) + scores[:, i]
    out = np.empty((s, n), np.int64)
    out[:, -1] = best.argmax(1)
    rows = np.arange(s)
    for i in range(n - 1, 0, -1):
        out[:, i - 1] = back[i][rows, out[:, i]]
    return out


def runs(tags: NDArray[np.int64], labels: list[str]) -> list[tuple[str, int, int]]:
    """The spans of a BIO sequence as (type, first word, past the last)."""
    out: list[tuple[str, int, int]] = []
    for i, t in enumerate(tags):
        label = labels[t]
        if label == "O":
            continue
        if label.startswith("I-") and out and out[-1][0] == label[2:] and out[-1][2] == i:
            out[-1] = (label[2:], out[-1][1], i + 1)
        else:
            out.append((label[2:], i, i + 1))
    return out
