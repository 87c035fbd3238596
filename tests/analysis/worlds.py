"""Planted worlds of acts: what happened is known, and must be found again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import numpy as np

from sayso.acts import Act
from sayso.records import Status

_numbers = count(1)
START = date(2020, 1, 1)


def act(actor: str, recipient: str | None, event: str | None = "ASSAULT", day: date | str = START, **fields: Any) -> Act:
    """An act on ``day`` whose id is its number, unless ``id`` is given."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return Act(
        fields.pop("id", f"e{next(_numbers)}"), day, actor, recipient, event, status=Status(fields.pop("status", "actual")), **fields
    )


def joint(a: str, b: str, event: str = "CONSULT", day: date | str = START, origins: int = 1) -> list[Act]:
    """One event that two parties do together: an act each way, each with half of the weight."""
    id = f"e{next(_numbers)}"
    return [act(x, y, event, day, id=id, weight=origins / 2, joint=True) for x, y in ((a, b), (b, a))]


def month(n: int) -> date:
    """The middle of the ``n``-th month after the start."""
    return date(START.year + n // 12, n % 12 + 1, 15)


def steady(actor: str, recipient: str, event: str, counts: list[int]) -> Iterator[Act]:
    """``counts[n]`` acts in month n, on different days."""
    for n, k in enumerate(counts):
        for i in range(k):
            yield act(actor, recipient, event, month(n) + timedelta(days=i % 13))


def noise(months: int, pairs: int, rate: float, seed: int) -> Iterator[Act]:
    """Pairs of states that deal with each other at one pace: what else was reported."""
    rng = np.random.default_rng(seed)
    states = ["ARG", "BRA", "CHL", "PER", "BOL", "URY", "PRY", "ECU", "COL", "VEN", "GUY", "SUR"]
    for p in range(pairs):
        a, b = states[p % 12], states[(p * 5 + 1) % 12]
        if a != b:
            yield from steady(a, b, ("CONSULT", "ACCUSE", "SANCTION", "AID")[p % 4], rng.poisson(rate, months).tolist())
