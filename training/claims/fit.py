"""Two small learners with a ridge, fitted by L-BFGS: a softmax over dense columns, a logistic model over named signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


def softmax(x: NDArray[np.float32], y: NDArray[np.int64], labels: int, ridge: float, steps: int = 120) -> NDArray[np.float32]:
    """Weights (d + 1, labels) for raw columns; the columns are scaled inside, the ridge holds on the scaled ones."""
    mean, scale = x.mean(0), x.std(0) + 1e-3
    data = np.hstack([(x - mean) / scale, np.ones((len(x), 1), np.float32)]).astype(np.float32)
    target = np.eye(labels, dtype=np.float32)[y]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        w = flat.reshape(data.shape[1], labels).astype(np.float32)
        z = data @ w
        z -= z.max(1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(1, keepdims=True)
        value = -np.log(np.maximum(p[np.arange(len(y)), y], 1e-9)).sum() + ridge * float((w[:-1] ** 2).sum()) / 2
        slope = data.T @ (p - target)
        slope[:-1] += ridge * w[:-1]
        return float(value), slope.ravel().astype(np.float64)

    found = minimize(loss, np.zeros(data.shape[1] * labels), jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    w = found.reshape(data.shape[1], labels)
    w[:-1] /= scale[:, None]
    w[-1] -= mean @ w[:-1]
    out: NDArray[np.float32] = w.astype(np.float32)
    return out


def logistic(rows: Sequence[dict[str, float]], right: Sequence[bool], ridge: float, least: int = 3) -> dict[str, float]:
    """Log-odds weights of the signs that stand in at least ``least`` rows."""
    count = Counter(n for r in rows for n in r)
    column = {n: k for k, n in enumerate(sorted(n for n, c in count.items() if c >= least))}
    at, values, ends = [], [], [0]
    for r in rows:
        for n, v in r.items():
            if n in column:
                at.append(column[n])
                values.append(v)
        ends.append(len(at))
    x = csr_matrix((values, at, ends), shape=(len(rows), len(column)))
    y = np.asarray(right, float)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        return float(np.logaddexp(0, z).sum() - (y * z).sum() + ridge * (w @ w) / 2), x.T @ (p - y) + ridge * w

    w = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {n: round(float(w[k]), 4) for n, k in column.items()}
