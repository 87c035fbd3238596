"""Whether the words around a trigger speak of what a ledger is about, or of private crime, accidents, sport, markets.

A logistic model over words and pairs of neighbouring words, learned from the sections under which the Current Events portal files its
items. It decides nothing: its log-odds are one sign among others when a draft is accepted (:mod:`sayso.claims.accept`). The weights are
made by ``python -m training.claims.scope``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from math import fsum, sqrt  # fsum: a set has no order of its own, and a sum of floats has
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+|\d+")
LIMIT = 6.0
"""Log-odds are cut here: the model is surer than it is right."""


def signs(text: str) -> set[str]:
    """Lower-case words and pairs of neighbours; any number is "#"."""
    words = ["#" if w[0].isdigit() else w for w in _WORD.findall(text.lower())]
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


@cache
def weights() -> dict[str, float]:
    """The shipped weights by sign; "" is the intercept. Empty where there are none."""
    path = Path(__file__).parent / "model" / "scope.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def log_odds(found: Iterable[str], by: dict[str, float]) -> float:
    """Log-odds in [−LIMIT, LIMIT] that a text with these signs is in scope; 0 without weights. Long texts weigh each sign less."""
    known = [by[s] for s in found if s in by]
    if not by:
        return 0.0
    return max(-LIMIT, min(LIMIT, by[""] + fsum(known) / sqrt(max(1, len(known)))))
