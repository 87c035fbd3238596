"""The weights of :mod:`sayso.claims.scope`:  python -m training.claims.scope --data DATA

Learns from the sections of ``wcep/items.jsonl``: armed conflicts and international relations are in scope; disasters, sports, arts,
science and health are not; business (arms deals among markets) counts half; crime and politics, which hold both, are left out. Annotated
texts are left out as well, so that what the next part sees of them was never learned. Prints how well it tells held-out items apart.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.common import data_folder, parser
from sayso.claims import scope

from .observe import FOLDS, fold_of, paths

WITHIN = ("armed conflicts", "attacks and armed", "international relations")
OUTSIDE = ("disaster", "sports", "arts", "science", "health", "business")
LEAST = 5
"""Items a sign must stand in."""
RIDGE = 0.04
SMALL = 0.15
"""Weights nearer to zero are not kept: the file shrinks to a third, held-out items are told apart as well."""


def main(data: Path) -> None:
    known = {json.loads(row)["id"] for p in [*paths(data), data / "claims/dev.jsonl"] for row in p.read_text(encoding="utf-8").splitlines()}
    found, right, weight, fold = [], [], [], []
    for row in map(json.loads, (data / "wcep/items.jsonl").read_text(encoding="utf-8").splitlines()):
        section = row["section"].lower()
        if row["id"] not in known and section.startswith(WITHIN + OUTSIDE):
            found.append(scope.signs(row["text"]))
            right.append(section.startswith(WITHIN))
            weight.append(0.5 if section.startswith("business") else 1.0)
            fold.append(fold_of(row["id"]))
    y, w, k = np.array(right, float), np.array(weight), np.array(fold)
    held = np.array([scope.log_odds(s, {}) for s in found])
    for f in range(FOLDS):
        by = fit([s for s, x in zip(found, k, strict=True) if x != f], y[k != f], w[k != f])
        held[k == f] = [scope.log_odds(s, by) for s, x in zip(found, k, strict=True) if x == f]
    print(f"{len(y)} items, {y.mean():.2f} in scope; held-out items told apart: {((held > 0) == (y > 0.5)).mean():.3f}")
    by = fit(found, y, w)
    path = Path(scope.__file__).parent / "model" / "scope.json"
    path.write_text(json.dumps(dict(sorted(by.items())), ensure_ascii=False, indent=0), encoding="utf-8")
    print(f"{len(by)} weights, {path.stat().st_size / 1000:.0f} kB")


def fit(found: list[set[str]], y: NDArray[np.float64], weight: NDArray[np.float64]) -> dict[str, float]:
    """Weights by sign for :func:`sayso.claims.scope.log_odds`."""
    count = Counter(s for signs in found for s in signs)
    column = {s: i for i, s in enumerate(sorted(s for s, n in count.items() if n >= LEAST))}
    at = [[column[s] for s in signs if s in column] for signs in found]
    ends = np.cumsum([0, *map(len, at)])
    values = np.concatenate([np.full(len(a), 1 / np.sqrt(max(1, len(a)))) for a in at])
    x = csr_matrix((values, np.concatenate([np.array(a, int) for a in at]), ends), shape=(len(found), len(column)))

    def loss(b: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ b[:-1] + b[-1]
        off = weight * (1 / (1 + np.exp(-z)) - y)
        value = float((weight * (np.logaddexp(0, z) - y * z)).sum() + RIDGE * (b[:-1] @ b[:-1]) / 2)
        return value, np.append(x.T @ off + RIDGE * b[:-1], off.sum())

    b = minimize(loss, np.zeros(len(column) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {"": round(float(b[-1]), 3), **{s: round(float(b[i]), 2) for s, i in column.items() if abs(b[i]) >= SMALL}}


if __name__ == "__main__":
    main(data_folder(parser(__doc__).parse_args().data))
