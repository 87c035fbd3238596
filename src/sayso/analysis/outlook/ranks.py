"""How good a ranking is: mean reciprocal rank by the protocol of Gastinger and others (ECML PKDD 2023).

Single step (facts of earlier test days are known), both directions (inverse relations), time-aware filter (other answers of the
same day are left out), and average ranks for ties: a model that gives all entities one score gets the middle of the list, never the top.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.analysis.outlook.candidates import Batch, questions_of
from sayso.analysis.outlook.history import Index, Memory
from sayso.analysis.outlook.ranker import Scored


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over all answers, in [0, 1]; ``loss`` is the mean log loss in nats."""

    mrr: float
    hits1: float
    hits3: float
    hits10: float
    loss: float
    answers: int


def ranks(scored: Scored) -> NDArray[np.float64]:
    """The filtered rank of each answer of the batch, 1 is best; ties share their mean rank."""
    batch = scored.batch
    asked, answers = batch.asked.asked, batch.asked.answers
    right, _, _ = scored.of(asked, answers)
    ordered = np.sort(scored.base, axis=1)
    bound = np.searchsorted(batch.question, np.arange(len(batch.asked.subjects) + 1))
    found = np.empty(len(asked))
    for i, (q, score) in enumerate(zip(asked, right, strict=True)):
        row, span = ordered[scored.row[q]], slice(bound[q], bound[q + 1])
        score_in, base_in = scored.candidate[span], scored.candidate_base[span]
        high = np.searchsorted(row, score, "right")
        above = len(row) - high - (base_in > score).sum() + (score_in > score).sum()
        equal = high - np.searchsorted(row, score, "left") - (base_in == score).sum() + (score_in == score).sum()
        others = right[_group(asked, q)]
        above -= (others > score).sum()
        equal -= (others == score).sum()  # the answer itself is one of them
        found[i] = above + 1 + equal / 2
    return found


def _group(asked: NDArray[np.int64], q: np.int64) -> NDArray[np.int64]:
    return np.flatnonzero(asked == q)


def judge(index: Index, score: Callable[[Batch], Scored], first: int, last: int) -> Quality:
    """Walk through the days from ``first`` up to, but not with, ``last``; each is ranked, then learned."""
    memory = Memory(index)
    memory.learn_until(first)
    every, loss = [], 0.0
    for day in index.days[(index.days >= first) & (index.days < last)]:
        memory.learn_until(int(day))
        scored = score(Batch(memory, questions_of(memory, int(day))))
        asked = scored.batch.asked
        every.append(ranks(scored))
        loss += float((scored.log_z[asked.asked] - scored.of(asked.asked, asked.answers)[0]).sum())
        memory.learn(int(day))
    rank = np.concatenate(every)
    one, three, ten = (float((rank <= k).mean()) for k in (1, 3, 10))
    return Quality(float((1 / rank).mean()), one, three, ten, loss / len(rank), len(rank))
