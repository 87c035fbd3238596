"""The recurrency baseline for "whom next": the same again, the more recent the likelier; then whoever the relation meets most often.

After Gastinger, Meilicke, Errica, Sztyler, Schuelke and Stuckenschmidt, "History repeats itself" (IJCAI 2024), with one half-life for all
relations instead of one chosen for each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.analysis.outlook.candidates import Batch
from sayso.analysis.outlook.history import Floats
from sayso.analysis.outlook.ranker import Scored


@dataclass(frozen=True, slots=True)
class Recurrency:
    """Scores a batch: 2^(−age / ``half_life``) of the last same act, plus a little for the share of the relation's acts that meet the
    candidate (``relaxed``; 0: recency alone)."""

    half_life: float = 50.0
    relaxed: float = 1e-4

    def __call__(self, batch: Batch) -> Scored:
        memory, index = batch.memory, batch.memory.index
        relations = np.unique(batch.asked.relations)
        base: Floats = np.zeros((len(relations), index.n_entities), np.float32)
        for i, relation in enumerate(relations):
            rows = slice(int(index.object_of_relation[relation]), int(index.object_of_relation[relation + 1]))
            count = memory.by_object[3, rows]
            base[i, index.object_key[rows] % index.n_entities] = self.relaxed * count / max(1.0, float(count.sum()))
        row = np.searchsorted(relations, batch.asked.relations)
        inside = base[row[batch.question], batch.object]
        age = memory.now - memory.triple_last[np.maximum(batch.triple, 0)]
        again = np.where(batch.triple >= 0, np.exp2(-age / self.half_life), 0).astype(np.float32)
        return Scored(batch, base, row, inside + again, inside, np.zeros(len(row), np.float32))
