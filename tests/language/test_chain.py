"""The best tag sequence, and spans read off it."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.chain import bio_steps, runs, viterbi

LABELS = ["O", "B-cue", "I-cue", "B-content", "I-content"]


@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_viterbi_finds_what_trying_all_sequences_finds(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(1, n, 5)).astype(np.float32)
    step, start = rng.normal(size=(5, 5)).astype(np.float32), rng.normal(size=5).astype(np.float32)

    def total(tags: tuple[int, ...]) -> float:
        return float(start[tags[0]] + sum(scores[0, i, t] for i, t in enumerate(tags)) + sum(step[a, b] for a, b in pairwise(tags)))

    assert np.isclose(total(tuple(viterbi(scores, step, start)[0])), max(map(total, product(range(5), repeat=n))), atol=1e-4)


@given(st.integers(1, 20), st.integers(0, 2**32 - 1))
def test_an_inside_tag_never_stands_without_its_beginning(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(3, n, 5)).astype(np.float32) * 5
    for row in viterbi(scores, *bio_steps(LABELS)):
        names = [LABELS[t] for t in row]
        for before, tag in zip(["O", *names], names, strict=False):
            assert not tag.startswith("I-") or before[2:] == tag[2:]


def test_spans_are_read_off_the_tags() -> None:
    tags = np.array([LABELS.index(x) for x in ["B-cue", "I-cue", "O", "B-content", "B-content", "I-content"]])
    assert runs(tags, LABELS) == [("cue", 0, 2), ("content", 3, 4), ("content", 4, 6)]
