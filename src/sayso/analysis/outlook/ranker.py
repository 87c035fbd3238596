"""Whom next? A log-linear model over candidates, learned from the history and readable term by term.

The score of a candidate is a sum of terms, each with its words (``whom.terms``); probabilities are a softmax over all entities. The
weights are fitted by walking through the last days of the history, each day judged with what was known before it (a conditional logit,
fitted by AdaGrad steps, one a day). Terms:

- rules "after r′ between the two, r": one weight for each pair of relations, for the last days and for ever;
- tables "how long ago and how often", for the same act and for any act between the two, each with a correction for each relation;
- the features of :mod:`~sayso.analysis.outlook.candidates` and the background, each with a correction for each relation.

Corrections are shrunk towards zero (L2), so that a relation with few facts behaves like the average one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sayso.analysis.outlook.candidates import BACKGROUND, FEATURES, TABLES, Batch, background, questions_of
from sayso.analysis.outlook.history import Facts, Flags, Floats, Index, Ints, Memory, distinct

# Step sizes and shrinkage, chosen on the validation part of ICEWS14.
_STEP = {"base": 0.05, "base of": 0.03, "feature": 0.1, "feature of": 0.05, "rule": 0.1, "any rule": 0.02}
_STEP |= dict.fromkeys(TABLES, 0.1) | {name + " of": 0.05 for name in TABLES}
_SHRINK = {"base of": 1e-3, "feature of": 1e-3, "rule": 5e-4} | {name + " of": 1e-3 for name in TABLES}
_GAIN = 30.0  # gradients are means over a day's answers; AdaGrad's floor of 0.01 wants them at this scale


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of a day's questions. Candidates as in the batch; all other entities have the background's score of their relation.

    ``base`` is (relations, entities), ``row`` the relation's row of each question, ``log_z`` the log of the softmax's sum.
    """

    batch: Batch
    base: Floats
    row: Ints
    candidate: Floats
    candidate_base: Floats
    log_z: Floats

    def of(self, question: Ints, entity: Ints) -> tuple[Floats, Ints, Flags]:
        """The scores of (question, entity), their places among the candidates, and which of them are candidates."""
        key = question * self.batch.memory.index.n_entities + entity
        place = np.searchsorted(self.batch.key, key)
        place = np.minimum(place, max(0, len(self.batch.key) - 1))
        inside = self.batch.key[place] == key if len(self.batch.key) else np.zeros(len(key), bool)
        scores = self.base[self.row[question], entity].copy()
        scores[inside] = self.candidate[place[inside]]
        return scores, place, inside


class Ranker:
    """The fitted weights: ``weights[name]`` as in the table of terms; (relation, …) for the corrections ("… of")."""

    def __init__(self, n_relations: int) -> None:
        m = self.n_relations = 2 * n_relations
        zeros = {
            "base": (len(BACKGROUND),),
            "feature": (len(FEATURES),),
            "any rule": (2,),
            "base of": (m, len(BACKGROUND)),
            "feature of": (m, len(FEATURES)),
            "rule": (m * m, 2),
        }
        zeros |= {name: (size,) for name, size in TABLES.items()}
        zeros |= {name + " of": (m, size) for name, size in TABLES.items()}
        self.weights = {name: np.zeros(shape, np.float32) for name, shape in zeros.items()}
        self.weights["base"][:] = (0.3, 0.3, 0.5, 0.1, 0.2, 0.5)
        self._sum = {name: np.full(shape, 1e-2, np.float32) for name, shape in zeros.items()}

    def score(self, batch: Batch) -> Scored:
        """Scores of a batch."""
        return self._score(batch)[0]

    def _score(self, batch: Batch) -> tuple[Scored, Floats]:
        w, relations = self.weights, batch.asked.relations
        distinct, row = np.unique(relations, return_inverse=True)
        material = background(batch.memory, distinct)
        base = np.einsum("ref,rf->re", material, w["base"] + w["base of"][distinct])
        q, r = batch.question, relations[batch.question]
        inside = base[row[q], batch.object]
        rule = w["rule"][batch.rule]
        evidence = np.zeros(len(batch.rule), np.float32)
        for k, curve in enumerate(batch.curves):
            evidence += curve * (rule[:, k] + w["any rule"][k])
        scores = inside.copy()
        for relation, span in batch.spans:
            scores[span] += (w["feature"] + w["feature of"][relation]) @ batch.features[:, span]
        scores += np.bincount(batch.evidence, evidence, len(q)).astype(np.float32)
        for name, cell in zip(TABLES, batch.cells, strict=True):
            scores += np.where(cell >= 0, w[name][cell] + w[name + " of"][r, cell], np.float32(0))
        # the softmax runs over all entities: the background's sum, with the candidates' share of it replaced
        n = len(relations)
        top = base.max(1)[row] if len(base) else np.zeros(n, np.float32)
        highest = top.copy()
        np.maximum.at(highest, q, scores)
        spread = np.exp(base - base.max(1, keepdims=True)) if len(base) else base
        rest = np.maximum(spread.sum(1)[row] - np.bincount(q, spread[row[q], batch.object], n), 1e-9) * np.exp(top - highest)
        z = rest + np.bincount(q, np.exp(scores - highest[q]), n)
        return Scored(batch, base, row, scores, inside, (highest + np.log(z)).astype(np.float32)), material

    def step(self, batch: Batch) -> float:
        """One step of fitting on a day's questions; gives the mean log loss of their answers before the step."""
        scored, material = self._score(batch)
        asked, q = batch.asked, batch.question
        right, place, inside = scored.of(asked.asked, asked.answers)
        loss = float((scored.log_z[asked.asked] - right).mean())
        answers = np.bincount(asked.asked, minlength=len(asked.subjects)).astype(np.float32)
        gain = _GAIN / len(asked.asked)
        # d loss / d score: share of the softmax less the answer, for candidates and for the background of each relation
        lost = (answers[q] * np.exp(scored.candidate - scored.log_z[q])).astype(np.float32)
        np.add.at(lost, place[inside], -1)
        # a relation's background is shared by its questions: exp(base - log_z) summed over them
        top = scored.base.max(1)
        share = np.bincount(scored.row, answers * np.exp(top[scored.row] - scored.log_z), len(top)).astype(np.float32)
        base_lost = np.exp(scored.base - top[:, None]) * share[:, None]
        at = (scored.row[q], batch.object)
        np.add.at(base_lost, at, lost - answers[q] * np.exp(scored.candidate_base - scored.log_z[q]))
        out = ~inside
        np.add.at(base_lost, (scored.row[asked.asked[out]], asked.answers[out]), -1)
        by_base = np.einsum("re,ref->rf", base_lost, material) * gain
        distinct = np.unique(asked.relations)
        self._update("base", slice(None), by_base.sum(0))
        self._update("base of", distinct, by_base)
        lost *= gain
        if len(q):
            self._step_candidates(batch, lost)
        return loss

    def _step_candidates(self, batch: Batch, lost: Floats) -> None:
        r = batch.asked.relations[batch.question]
        relations = np.array([relation for relation, _ in batch.spans])
        by_relation = np.stack([batch.features[:, span] @ lost[span] for _, span in batch.spans])
        self._update("feature", slice(None), by_relation.sum(0))
        self._update("feature of", relations, by_relation)
        for name, cell in zip(TABLES, batch.cells, strict=True):
            on, size = cell >= 0, TABLES[name]
            table = np.bincount(r[on] * size + cell[on], lost[on], self.n_relations * size).reshape(-1, size).astype(np.float32)
            self._update(name, slice(None), table.sum(0))
            self._update(name + " of", relations, table[relations])
        share = lost[batch.evidence]
        rule = distinct(np.sort(batch.rule))
        at = np.searchsorted(rule, batch.rule)
        change = np.stack([np.bincount(at, share * c, len(rule)) for c in batch.curves], 1).astype(np.float32)
        self._update("rule", rule, change)
        self._update("any rule", slice(None), change.sum(0))

    def _update(self, name: str, at: slice | Ints, change: Floats) -> None:
        w, s = self.weights[name], self._sum[name]
        change = change + _SHRINK.get(name, 0) * w[at]
        s[at] += change * change
        w[at] -= _STEP[name] * change / np.sqrt(s[at])

    def save(self, path: Path) -> None:
        """Write the weights as a compressed NumPy archive; :func:`load` reads it."""
        kept: dict[str, Any] = {k.replace(" ", "_"): v.astype(np.float16) if k == "rule" else v for k, v in self.weights.items()}
        head = json.dumps({"features": FEATURES, "background": BACKGROUND, "relations": self.n_relations})
        np.savez_compressed(path, head=np.array(head), **kept)


def load(path: Path) -> Ranker:
    """The weights of :meth:`Ranker.save`; a ValueError where they belong to other features."""
    with np.load(path) as kept:
        head = json.loads(str(kept["head"]))
        if tuple(head["features"]) != FEATURES or tuple(head["background"]) != BACKGROUND:
            raise ValueError("the weights were learned with other features; learn them again")
        made = Ranker(head["relations"] // 2)
        for name in made.weights:
            made.weights[name] = kept[name.replace(" ", "_")].astype(np.float32)
    return made


def learn(
    facts: Facts,
    *,
    days: int = 150,
    epochs: int = 2,
    most: int | None = None,
    parts: int = 1,
    index: Index | None = None,
    until: int | None = None,
) -> Ranker:
    """Fit on the last ``days`` days before ``until`` (None: all), each judged with what was known before it, ``epochs`` times over.

    ``most`` and ``parts``: for large histories, each day gives ``parts`` steps of at most ``most`` questions drawn from it.
    """
    index = index or Index(facts)
    ranker = Ranker(facts.n_relations)
    known = index.days if until is None else index.days[index.days < until]
    if not len(known):
        return ranker
    first = int(known[max(0, len(known) - days)])
    for _ in range(epochs):
        memory = Memory(index)
        memory.learn_until(first)
        for day in known[known >= first]:
            memory.learn_until(int(day))
            for part in range(parts):
                asked = questions_of(memory, int(day), most, part)
                if len(asked.subjects):
                    ranker.step(Batch(memory, asked))
            memory.learn(int(day))
    return ranker
