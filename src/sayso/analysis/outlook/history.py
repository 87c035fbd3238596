"""The history of acts as arrays: who did which kind of thing to whom on which day, indexed so that a day is handled at once.

Every fact is taken both ways: (A, supply, B) is also (B, supply⁻¹, A), so that asking who does something to B is asking what B has done
to it. Relation ``r`` and its inverse are ``r`` and ``r + n_relations``.

Invariants:
- An :class:`Index` gives places only. It may hold facts of later days, but nothing is counted before :meth:`Memory.learn` has seen it.
- A :class:`Memory` at day ``t`` knows the facts of days before ``t`` and no other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

HALF_LIVES = (2.0, 8.0, 32.0, 1e9)
"""Days after which an act counts half; the last counts every act in full. A ladder of fours: between them the weights interpolate."""
NEVER = -(10**6)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts as four columns of equal length. ``times`` are whole days in any origin; the others are numbers from 0."""

    subjects: Ints
    relations: Ints
    objects: Ints
    times: Ints
    n_entities: int
    n_relations: int

    def __len__(self) -> int:
        return len(self.times)

    def both_ways(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Subjects, relations, objects and times of the facts and their inverses, each once, in order of time."""
        n, m, k = self.n_entities, 2 * self.n_relations, self.n_relations
        origin = int(self.times.min()) if len(self.times) else 0
        there = ((self.times - origin) * m + self.relations) * n + self.subjects
        back = ((self.times - origin) * m + self.relations + k) * n + self.objects
        key = distinct(np.sort(np.concatenate([there * n + self.objects, back * n + self.subjects])))
        return key // n % n, key // (n * n) % m, key % n, key // (n * n * m) + origin


def ranges(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Members of several ranges in one go: the number of the range each belongs to, and the place itself."""
    owner = np.repeat(np.arange(len(starts)), lengths)
    shift = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64), lengths) if len(starts) else owner
    return owner, np.arange(len(owner)) + shift


def distinct(ordered: Ints) -> Ints:
    """The distinct values of a sorted array (much faster than ``np.unique`` on keys of this size)."""
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


class Index:
    """Where each triple, pair, and (relation, object) stands. Triples are sorted by subject, object, relation."""

    def __init__(self, facts: Facts) -> None:
        self.n_entities, self.n_relations = facts.n_entities, 2 * facts.n_relations
        n, m = self.n_entities, self.n_relations
        s, r, o, t = facts.both_ways()
        self.subject, self.relation, self.object, self.time = s, r, o, t
        self.days, first = np.unique(t, return_index=True)
        self.day_start = np.append(first, len(t))
        triple, self.fact_triple = np.unique((s * n + o) * m + r, return_inverse=True)
        self.triple_relation, pair_key = triple % m, triple // m
        pair, self.triple_pair = np.unique(pair_key, return_inverse=True)
        self.pair_subject, self.pair_object = pair // n, pair % n
        triple_subject = pair_key // n
        self.triple_object = pair_key % n
        self.triple_of_subject = np.searchsorted(triple_subject, np.arange(n + 1))
        self.object_key, self.fact_object = np.unique(r * n + o, return_inverse=True)
        self.object_of_relation = np.searchsorted(self.object_key, np.arange(m + 1) * n)
        self.subject_key, self.fact_subject = np.unique(s * m + r, return_inverse=True)
        # the same triples by subject and relation: "what has s done as r, and to whom"
        by_key = triple_subject * m + self.triple_relation
        self.by_subject_relation = np.argsort(by_key, kind="stable")
        self._sorted_key = by_key[self.by_subject_relation]

    def facts_of(self, day: int) -> slice:
        """The facts of a day (an empty slice where it has none)."""
        i = int(np.searchsorted(self.days, day))
        if i == len(self.days) or self.days[i] != day:
            return slice(0, 0)
        return slice(int(self.day_start[i]), int(self.day_start[i + 1]))

    def done(self, subjects: Ints, relations: Ints) -> tuple[Ints, Ints]:
        """For each (subject, relation): the number of the question and the triples it has, one line a triple."""
        key = subjects * self.n_relations + relations
        low, high = np.searchsorted(self._sorted_key, key), np.searchsorted(self._sorted_key, key, side="right")
        owner, place = ranges(low, high - low)
        return owner, self.by_subject_relation[place]


class Memory:
    """What is known at the beginning of day ``now``: counts that halve with age, and the last day of everything."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.now = int(index.days[0]) if len(index.days) else 0
        k = len(HALF_LIVES)
        self.triple = np.zeros((k, len(index.triple_relation)), np.float32)
        self.pair = np.zeros((k, len(index.pair_subject)), np.float32)
        self.by_object = np.zeros((k, len(index.object_key)), np.float32)
        self.by_subject = np.zeros((k, len(index.subject_key)), np.float32)
        self.entity = np.zeros((k, index.n_entities), np.float32)
        self.triple_last = np.full(self.triple.shape[1], NEVER)
        self.pair_last = np.full(self.pair.shape[1], NEVER)
        self.object_last = np.full(self.by_object.shape[1], NEVER)

    def learn(self, day: int) -> None:
        """Take in the facts of ``day`` and stand at the beginning of the next one."""
        index, rows = self.index, self.index.facts_of(day)
        fade = np.array([0.5 ** ((day + 1 - self.now) / h) for h in HALF_LIVES], np.float32)[:, None]
        triple, by_object = index.fact_triple[rows], index.fact_object[rows]
        pair = index.triple_pair[triple]
        for counts, places in (
            (self.triple, triple),
            (self.pair, pair),
            (self.by_object, by_object),
            (self.by_subject, index.fact_subject[rows]),
            (self.entity, index.object[rows]),
        ):
            counts *= fade
            if len(places):
                counts += np.bincount(places, minlength=counts.shape[1]).astype(np.float32)
        self.triple_last[triple] = day
        self.pair_last[pair] = day
        self.object_last[by_object] = day
        self.now = day + 1

    def learn_until(self, day: int) -> None:
        """Take in all facts of days before ``day``."""
        for d in self.index.days[(self.index.days >= self.now) & (self.index.days < day)]:
            self.learn(int(d))
        if day > self.now:
            fade = np.array([0.5 ** ((day - self.now) / h) for h in HALF_LIVES], np.float32)[:, None]
            for counts in (self.triple, self.pair, self.by_object, self.by_subject, self.entity):
                counts *= fade
            self.now = day

    def times_done(self, subjects: Ints, relations: Ints) -> Floats:
        """Decayed counts of (subject, relation) whatever the object, one row a half-life."""
        key = subjects * self.index.n_relations + relations
        if not len(self.index.subject_key):
            return np.zeros((len(HALF_LIVES), len(key)), np.float32)
        place = np.minimum(np.searchsorted(self.index.subject_key, key), len(self.index.subject_key) - 1)
        found: Floats = np.where(self.index.subject_key[place] == key, self.by_subject[:, place], np.float32(0))
        return found
