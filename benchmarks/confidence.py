"""Is a claim's confidence worth its number? The reliability curve, cross-validated by document, and the fit of the weights.

    python -m benchmarks.confidence --data DATA

A claim is right when its event or flow, actors, recipients and status are (the strict measure). The weights are fitted by
``python -m training.claims`` on claims of texts that no trained part saw; here they are fitted anew on the published annotations, fold by
fold, and the shipped ones are scored on ``claims/dev.jsonl``, which nothing was trained on.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from .claims import documents, ours, scorer
from .common import Table, data_folder, parser

FOLDS = 5
#: Strength of the pull of all weights to zero; the events with few examples need it.
RIDGE = 1.0
WEIGHTS = Path(__file__).parent.parent / "src" / "sayso" / "lexicons" / "cues" / "confidence.yaml"
HEADER = """# Weights of the signs behind a claim's confidence: log odds that an annotator gives the same event or flow, parties and status.
# Written by `python -m training.claims`; do not edit by hand.
#
# intercept   log odds of a claim without any known sign
# weights     sign in words -> its weight; a sign that is not listed weighs nothing
"""


def observations(paths: list[Path]) -> list[tuple[str, tuple[str, ...], float, bool]]:
    """Document, signs, confidence given and whether it was right, for every claim found in the texts."""
    from sayso.language import analyze_many

    score = scorer()
    out = []
    texts = [t for p in paths for t in documents(p)]
    for (document, gold), doc in zip(texts, analyze_many([d.text for d, _ in texts]), strict=True):
        found = ours(document, doc)
        wanted, got = [score.read_claim(c) for c in gold], [score.read_claim(c) for c in found]
        right = {j for i, j in score.pair(wanted, got) if score.strict(wanted[i], got[j])}
        for n, claim in enumerate(found):
            why = next(r["rule"] for r in claim["reasons"] if r["field"] == "confidence")
            out.append((document.id, tuple(why.split("; ")), float(claim["confidence"]), n in right))
    return out


def fit(rows: list[tuple[tuple[str, ...], bool]]) -> tuple[float, dict[str, float]]:
    """Logistic regression with a ridge, by Newton's method (numpy only)."""
    names = sorted({s for signs, _ in rows for s in signs})
    column = {s: i + 1 for i, s in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1
    for n, (signs, _) in enumerate(rows):
        for s in signs:
            x[n, column[s]] = 1
    y = np.array([float(r) for _, r in rows])
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.01
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(ridge), x.T @ (y - p) - ridge * w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return float(w[0]), {s: float(w[i]) for s, i in column.items()}


def predict(model: tuple[float, dict[str, float]], signs: tuple[str, ...]) -> float:
    total = model[0] + sum(model[1].get(s, 0.0) for s in signs)
    return float(1 / (1 + np.exp(-total)))


def curve(pairs: list[tuple[float, bool]], bins: int = 10) -> tuple[float, list[tuple[str, int, float, float]]]:
    """Expected calibration error over equal-width bins, and the bins: range, claims, mean confidence, share right."""
    rows = []
    error = 0.0
    for b in range(bins):
        low, high = b / bins, (b + 1) / bins
        inside = [(c, r) for c, r in pairs if low <= c < high or (b == bins - 1 and c == 1)]
        if inside:
            said, right = sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            error += len(inside) / len(pairs) * abs(said - right)
            rows.append((f"{low:.1f}–{high:.1f}", len(inside), said, right))
    return error, rows


def _fold(document: str) -> int:
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS


def training() -> list[Path]:
    return sorted((Path(__file__).parent.parent / "corpus" / "annotations").glob("*.jsonl"))


def table(data: Path) -> Table:
    seen = observations(training())
    held: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        model = fit([(s, r) for d, s, _, r in seen if _fold(d) != fold])
        held += [(predict(model, s), r) for d, s, _, r in seen if _fold(d) == fold]
    error, rows = curve(held)
    out = Table("Confidence of claims (share of claims that are strictly right)")
    out.add("calibration error, cross-validated", f"{error:.3f}", to_reach="≤ 0.05", reached=error <= 0.05)
    dev, _ = curve([(c, r) for _, _, c, r in observations([data / "claims" / "dev.jsonl"])])
    out.add("calibration error on claims/dev.jsonl", f"{dev:.3f}")
    for span, n, said, right in rows:
        out.add(f"confidence {span} ({n} claims)", f"said {said:.2f}, right {right:.2f}")
    out.notes.append(f"{len(held)} claims in {len({d for d, *_ in seen})} training texts, {FOLDS} folds by document.")
    out.notes.append(
        "The trained parts learned from these texts, so the folds flatter; "
        "`python -m training.claims` prints the figure on texts no part saw (0.032)."
    )
    return out


def store(intercept: float, weights: dict[str, float], path: Path = WEIGHTS) -> None:
    """Writes the weights as the lexicon that ``sayso.claims.confidence`` reads."""
    lines = [HEADER, f"intercept: {intercept:.4f}", "weights:"]
    lines += [f'  "{name}": {value:.4f}' for name, value in sorted(weights.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    print(table(data_folder(parser(__doc__).parse_args().data)).markdown())
