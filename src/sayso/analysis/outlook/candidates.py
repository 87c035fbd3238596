"""Whom a question can be answered with, and what the history says about each: the features of a (question, candidate).

A question is (subject, relation): towards whom will the subject do this next? Candidates are those with whom the subject has a history of
any kind, those who are met by the same parties (two steps away), and those to whom similar parties have done the same. All others are
judged by how often the relation meets them at all (:func:`background`). Method: counts and recency as evidence of temporal rules, after
TLogic (Liu and others, AAAI 2022), CountTRuCoLa (2025) and the recurrency baseline of Gastinger and others (IJCAI 2024).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sayso.analysis.outlook.history import HALF_LIVES, Floats, Ints, Memory, distinct, ranges
from sayso.errors import InputError

AGES = np.array([1, 2, 3, 4, 6, 8, 11, 15, 22, 31, 61, 121])
"""Upper ends of the age bins, in days, of the curves "how long ago"; one more bin takes what is older."""
COUNTS = np.array([1, 2, 4, 9])
"""Upper ends of the bins of "how often"; one more bin takes what is above."""
RANKS = np.array([1, 2, 3, 5, 8, 15, 30])
"""Upper ends of the bins of "the how-manieth of the subject's partners"; one more bin takes the rest."""
TABLES: dict[str, int] = {
    "same before": (len(AGES) + 1) * (len(COUNTS) + 1),  # how long ago by how often
    "pair before": (len(AGES) + 1) * (len(COUNTS) + 1),
    "same latest": len(RANKS) + 1,  # the latest partner is the first
    "same most": len(RANKS) + 1,  # the most frequent partner is the first
    "pair latest": len(RANKS) + 1,
    "pair most": len(RANKS) + 1,
}
"""Tables of weights and their sizes: "same" is about the same act, "pair" about any act between the two."""
NEAR = 50
"""Two-step candidates a subject gets beside its own partners, and similar parties that are asked."""
STEPS = 50
"""Of a subject's partners, the strongest that a two-step path may go through."""
_K = range(len(HALF_LIVES))
_SCALE = np.array([4, 4, 4, 1], np.float32)  # keeps log(1 + c) sensitive where a decayed count is below one


def _when(half_life: float) -> str:
    return "ever" if half_life > 1e6 else f"half-life {half_life:g} days"


FEATURES: tuple[str, ...] = (
    *(f"the same before ({_when(h)})" for h in HALF_LIVES),
    *(f"anything between the two before ({_when(h)})" for h in HALF_LIVES),
    "met by the same parties",
    "the same done by similar parties",
    "the same done by similar parties, against the best candidate",
    "met by the same parties, known to each other",
    "the same done by similar parties, known to each other",
    "the same done by similar parties, and by this one",
    "known to each other, by how often the subject does this",
    "within reach, by how often the subject does this",
    "done before, by how often the subject does this",
    "done before, by how often the subject did this lately",
    "share of the subject's same acts (half-life 32 days)",
    "share of the subject's same acts (ever)",
    "share of all the subject's acts (half-life 32 days)",
    "share of all the subject's acts (ever)",
    "share of the candidate's acts that are with the subject (ever)",
)
BACKGROUND: tuple[str, ...] = (
    "how often this is done to the candidate by anyone (half-life 8 days)",
    "how often this is done to the candidate by anyone (half-life 32 days)",
    "how often this is done to the candidate by anyone (ever)",
    "how often anything is done to the candidate (half-life 8 days)",
    "how often anything is done to the candidate (ever)",
    "this was done to the candidate before",
)


def partners(memory: Memory) -> Any:
    """Who meets whom before a day, as a sparse matrix of shares: the :data:`STEPS` strongest partners of each. Acts of the last month
    count most, older ones a little."""
    try:
        import scipy.sparse as sp
    except ImportError as error:
        raise InputError("Ranking whom an act is towards needs scipy, which is not installed", "Install sayso[analysis].") from error

    index = memory.index
    seen = np.flatnonzero(memory.pair_last >= 0)
    weight = _weight(memory.pair, seen)
    row, col = index.pair_subject[seen], index.pair_object[seen]
    total = np.bincount(row, weight, index.n_entities)
    share = (weight / np.maximum(total[row], 1e-9)).astype(np.float32)
    # rank within the subject, strongest first
    order = np.lexsort((-share, row))
    start = np.searchsorted(row[order], np.arange(index.n_entities + 1))
    rank = np.arange(len(order)) - start[row[order]]
    kept = order[rank < STEPS]
    return sp.csr_matrix((share[kept], (row[kept], col[kept])), shape=(index.n_entities, index.n_entities))


def _weight(counts: Floats, places: Ints) -> Floats:
    found: Floats = 0.3 * np.log1p(counts[3, places]) + np.log1p(4 * counts[2, places])
    return found


@dataclass(frozen=True, slots=True)
class Questions:
    """(subject, relation) of each question, sorted by relation, and the answers that came true: the question and object of each."""

    subjects: Ints
    relations: Ints
    asked: Ints
    answers: Ints


def questions_of(memory: Memory, day: int, most: int | None = None, part: int = 0) -> Questions:
    """The questions that the facts of ``day`` answer; at most ``most``, drawn with the day as seed; ``part`` 1, 2 … are the next."""
    index, rows = memory.index, memory.index.facts_of(day)
    key, asked = np.unique(index.relation[rows] * index.n_entities + index.subject[rows], return_inverse=True)
    answers = index.object[rows]
    if most is not None and len(key) > most:
        drawn = np.zeros(len(key), bool)
        drawn[np.random.default_rng(day).permutation(len(key))[part * most : (part + 1) * most]] = True
        kept = drawn[asked]
        asked, answers, key = (np.cumsum(drawn) - 1)[asked[kept]], answers[kept], key[drawn]
    return Questions(key % index.n_entities, key // index.n_entities, asked, answers)


def _rank(group: Ints, value: Floats) -> Ints:
    """The rank of each value within its group, 1 for the highest; equal values share the best of their ranks."""
    order = np.lexsort((-value, group))
    g, v = group[order], value[order]
    first = np.concatenate([[True], g[1:] != g[:-1]]) if len(g) else np.zeros(0, bool)
    fresh = first | np.concatenate([[True], v[1:] != v[:-1]]) if len(g) else first
    place = np.arange(len(g))
    start = np.maximum.accumulate(np.where(first, place, 0))
    rank = np.empty(len(g), np.int64)
    rank[order] = np.maximum.accumulate(np.where(fresh, place, 0)) - start + 1
    return rank


class Batch:
    """Questions of one day with their candidates, sorted by question and object, and the candidates' features.

    ``evidence_*`` has one line for every triple between a question's subject and a candidate, whatever its relation: the places where
    rules of the kind "after r′, r" can fire.
    """

    def __init__(self, memory: Memory, asked: Questions, *, near: int = NEAR) -> None:
        index = memory.index
        self.memory, self.asked = memory, asked
        s, r, n = asked.subjects, asked.relations, index.n_entities
        # every triple the subject has had
        begin = index.triple_of_subject
        owner, triple = ranges(begin[s], begin[s + 1] - begin[s])
        active = memory.triple_last[triple] >= 0
        owner, triple = owner[active], triple[active]
        known = owner * n + index.triple_object[triple]
        own = distinct(known)  # sorted already: triples of a subject are sorted by object
        # two steps away, and done by similar parties
        self._near, near_keys, like_keys, like = self._two_steps(memory, s, r, near)
        key = distinct(np.sort(np.concatenate([own, near_keys, like_keys])))
        self.question, self.object = key // n, key % n
        self.key = key
        self.evidence = np.searchsorted(key, known)
        self.evidence_triple = triple
        self.evidence_relation = index.triple_relation[triple]
        self.rule = r[owner] * index.n_relations + self.evidence_relation
        self.pair = np.full(len(key), -1)
        self.pair[self.evidence] = index.triple_pair[triple]
        self.triple = np.full(len(key), -1)
        same = self.evidence_relation == r[owner]
        self.triple[self.evidence[same]] = triple[same]
        self.like = np.zeros(len(key), np.float32)
        self.like[np.searchsorted(key, like_keys)] = like

    def _two_steps(self, memory: Memory, s: Ints, r: Ints, near: int) -> tuple[Floats, Ints, Ints, Floats]:
        index, n = memory.index, memory.index.n_entities
        empty = np.zeros(0, np.int64)
        subject, self._row = np.unique(s, return_inverse=True)
        if not len(subject):
            return np.zeros((0, n), np.float32), empty, empty, np.zeros(0, np.float32)
        graph = partners(memory)
        two = (graph[subject] @ graph).tocsr()
        met: Floats = two.toarray()
        met[np.arange(len(subject)), subject] = 0  # a party is not similar to itself
        best = []
        for i in range(len(subject)):
            span = slice(two.indptr[i], two.indptr[i + 1])
            cells, strengths = two.indices[span], two.data[span]
            best.append(cells if len(cells) <= near else cells[np.argpartition(-strengths, near - 1)[:near]])
        size = np.array([len(b) for b in best])
        first = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(np.int64)
        question, place = ranges(first[self._row], size[self._row])
        other = np.concatenate(best).astype(np.int64)[place]
        strength = met[self._row[question], other]
        owner, triple = index.done(other, r[question])
        active = memory.triple_last[triple] >= 0
        owner, triple = owner[active], triple[active]
        key = question[owner] * n + index.triple_object[triple]
        like_keys = distinct(np.sort(key))
        at = np.searchsorted(like_keys, key)
        like = np.bincount(at, strength[owner] * _weight(memory.triple, triple), len(like_keys)).astype(np.float32)
        return met, question * n + other, like_keys, like

    @cached_property
    def cells(self) -> tuple[Ints, ...]:
        """For each of :data:`TABLES` the cell of every candidate; -1 where there was no such act."""
        m = self.memory
        found = []
        for places, last, counts in ((self.triple, m.triple_last, m.triple), (self.pair, m.pair_last, m.pair)):
            at = np.maximum(places, 0)
            age, often = np.searchsorted(AGES, m.now - last[at]), np.searchsorted(COUNTS, counts[3, at])
            found.append(np.where(places >= 0, age * (len(COUNTS) + 1) + often, -1))
        for places, last, counts in ((self.triple, m.triple_last, m.triple), (self.pair, m.pair_last, m.pair)):
            on = np.flatnonzero(places >= 0)
            q, at = self.question[on], places[on]
            for value in (last[at].astype(np.float32), counts[3, at]):
                cell = np.full(len(places), -1)
                cell[on] = np.searchsorted(RANKS, _rank(q, value))
                found.append(cell)
        return tuple(found)

    @cached_property
    def spans(self) -> list[tuple[int, slice]]:
        """The candidates of each relation: questions are sorted by relation, so candidates are too."""
        relation = self.asked.relations[self.question]
        start = np.flatnonzero(np.concatenate([[True], relation[1:] != relation[:-1]])) if len(relation) else np.zeros(0, np.int64)
        end = np.append(start[1:], len(relation)) if len(relation) else start
        return [(int(relation[a]), slice(int(a), int(b))) for a, b in zip(start, end, strict=True)]

    @cached_property
    def features(self) -> Floats:
        """One row for each of :data:`FEATURES`, one column a candidate."""
        m, q = self.memory, self.question
        same, pair = (self.triple >= 0).astype(np.float32), (self.pair >= 0).astype(np.float32)
        out = np.empty((len(FEATURES), len(self.key)), np.float32)
        triple, place = np.maximum(self.triple, 0), np.maximum(self.pair, 0)
        for k in _K:
            out[k] = same * np.log1p(_SCALE[k] * m.triple[k, triple])
            out[4 + k] = pair * np.log1p(_SCALE[k] * m.pair[k, place])
        met = np.log(self._near[self._row[q], self.object] + 1e-4) + 9.21
        best = np.zeros(len(self.asked.subjects), np.float32)
        np.maximum.at(best, q, self.like)
        like, against = np.log(self.like + 1e-3) + 6.91, np.log(self.like / (best[q] + 1e-9) + 1e-3) + 6.91
        done = m.times_done(self.asked.subjects, self.asked.relations)
        ever, lately = np.log1p(done[3])[q], np.log1p(4 * done[1])[q]
        n = len(self.asked.subjects)
        columns = [met, like, against, pair * met, pair * like, same * like, pair * ever, ever, same * ever, same * lately]
        for counts, place_, on in ((m.triple, triple, same), (m.pair, place, pair)):
            for k in (2, 3):
                c = on * counts[k, place_]
                columns.append(on * np.log(c / (np.bincount(q, c, n).astype(np.float32)[q] + np.float32(1e-6)) + np.float32(1e-3)))
        columns.append(pair * np.log(m.pair[3, place] / (m.entity[3, self.object] + 1e-6) + np.float32(1e-3)))
        for j, column in enumerate(columns):
            out[8 + j] = column
        return out

    @cached_property
    def curves(self) -> tuple[Floats, ...]:
        """log(1 + count) of every line of evidence: the last days (half-life 8 days), and ever."""
        c = self.memory.triple
        return tuple(np.log1p(_SCALE[k] * c[k, self.evidence_triple]) for k in (1, 3))


def background(memory: Memory, relations: Ints) -> Floats:
    """What is known of every entity whoever asks: (relations, entities, :data:`BACKGROUND`)."""
    index = memory.index
    out = np.zeros((len(relations), index.n_entities, len(BACKGROUND)), np.float32)
    for column, k in ((3, 1), (4, 3)):
        count = memory.entity[k]
        out[:, :, column] = np.log((count + 0.1) / (count.sum() + 1))
    for i, relation in enumerate(relations):
        rows = slice(int(index.object_of_relation[relation]), int(index.object_of_relation[relation + 1]))
        entity = index.object_key[rows] % index.n_entities
        for column, k in ((0, 1), (1, 2), (2, 3)):
            out[i, entity, column] = np.log1p(_SCALE[k] * memory.by_object[k, rows])
        out[i, entity, 5] = memory.object_last[rows] >= 0
    return out
