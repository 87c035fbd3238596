"""Towards whom next? The ranker on acts, with the terms of each score in words and the past events behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from sayso.acts import Act, Ground
from sayso.analysis.outlook.candidates import AGES, BACKGROUND, COUNTS, FEATURES, RANKS, TABLES, Batch, Questions, background
from sayso.analysis.outlook.forecasts import say_kind
from sayso.analysis.outlook.history import Facts, Index, Memory
from sayso.analysis.outlook.ranker import Ranker, Scored, learn
from sayso.analysis.outlook.series import Series

_INVERSE = " (the other way)"
_EVENTS = 10  # past events a ground names at most


@dataclass(frozen=True, slots=True)
class Likely:
    """A party and the probability that it is the next one, given that the act happens towards somebody; the terms, weightiest first."""

    party: str
    probability: float
    reasons: tuple[Ground, ...]


def whom(
    acts: Iterable[Act], actor: str, kind: str, *, as_of: date | None = None, days: int = 150, epochs: int = 2, limit: int = 10
) -> list[Likely]:
    """Towards whom ``actor`` does ``kind`` next ("ASSAULT", "flow transfer"), learned from the acts up to ``as_of``.

    Empty where the actor or the kind is not among the acts.
    """
    series = Series(a for a in acts if as_of is None or a.day <= as_of)
    who, what = series.number(actor), series.kind_number(kind)
    if who is None or what is None:
        return []
    facts = Facts(series.actor, series.kind, series.recipient, series.day, len(series.parties), len(series.kinds))
    index = Index(facts)
    ranker = learn(facts, days=days, epochs=epochs, index=index)
    memory = Memory(index)
    memory.learn_until(int(series.day.max()) + 1)
    empty = np.zeros(0, np.int64)
    batch = Batch(memory, Questions(np.array([who]), np.array([what]), empty, empty))
    scored = ranker.score(batch)
    share = np.exp(scored.candidate - scored.log_z[0])
    names = [say_kind(k) for k in series.kinds] + [say_kind(k) + _INVERSE for k in series.kinds]
    found = []
    for place in np.argsort(-share, kind="stable")[:limit]:
        other = int(batch.object[place])
        same = tuple(series.events(who, other, what, 0, series.days)[:_EVENTS])
        any_kind = [e for k in range(len(series.kinds)) for e in series.events(who, other, k, 0, series.days)[:_EVENTS]]
        past = {"the same": same, "anything": tuple(dict.fromkeys(any_kind))[:_EVENTS]}
        reasons = [
            Ground(rule, round(w, 3), next((past[p] for p in past if rule.startswith((f"{p} before", f"{p} between", f"{p}:"))), ()))
            for rule, w in terms(ranker, scored, int(place), names)
        ]
        found.append(Likely(series.parties[other], float(share[place]), tuple(reasons[:8])))
    return found


def terms(ranker: Ranker, scored: Scored, place: int, names: list[str]) -> list[tuple[str, float]]:
    """What each term adds to the score of the candidate at ``place``, in words, the weightiest first; together they are its score.

    ``names``: of the relations and their inverses.
    """
    w, batch = ranker.weights, scored.batch
    relation = int(batch.asked.relations[batch.question[place]])
    found = []
    material = background(batch.memory, np.array([relation]))[0, int(batch.object[place])]
    for name, x, weight in zip(BACKGROUND, material, w["base"] + w["base of"][relation], strict=True):
        found.append((name, float(x * weight)))
    for name, x, weight in zip(FEATURES, batch.features[:, place], w["feature"] + w["feature of"][relation], strict=True):
        found.append((name, float(x * weight)))
    for name, cells in zip(TABLES, batch.cells, strict=True):
        if (cell := int(cells[place])) >= 0:
            found.append((_cell_words(name, cell), float(w[name][cell] + w[name + " of"][relation, cell])))
    for line in np.flatnonzero(batch.evidence == place):
        weight = sum(float(c[line] * (w["rule"][batch.rule[line], k] + w["any rule"][k])) for k, c in enumerate(batch.curves))
        sign = int(batch.evidence_relation[line])
        n, last = batch.memory.triple[3, batch.evidence_triple[line]], batch.memory.triple_last[batch.evidence_triple[line]]
        days = "day" if round(float(n)) == 1 else "days"
        told = f"after {names[sign]} on {n:.0f} {days}, last {batch.memory.now - last} days before: {names[relation]}"
        found.append((told, weight))
    return sorted((f for f in found if f[1]), key=lambda f: -abs(f[1]))


def _cell_words(table: str, cell: int) -> str:
    what = "the same" if table.startswith("same") else "anything"
    if table.endswith("before"):
        age, often = divmod(cell, len(COUNTS) + 1)
        when = f"at most {AGES[age]} days before" if age < len(AGES) else f"more than {AGES[-1]} days before"
        times = f"up to {COUNTS[often]} times" if often < len(COUNTS) else f"more than {COUNTS[-1]} times"
        return f"{what} between the two, {times}, last {when}"
    rank = f"among the first {RANKS[cell]}" if cell < len(RANKS) else f"behind the first {RANKS[-1]}"
    return f"{what}: {rank} of the subject's {'latest' if table.endswith('latest') else 'most frequent'} partners"
