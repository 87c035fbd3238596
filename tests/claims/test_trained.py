"""The trained parts: what they hear, whom they weigh, what they accept, and that they say why."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import extract, heard, parties
from sayso.claims.heard import NONE, Heard, chances_of, model
from sayso.records import Document

from .test_extract import DAY, pytestmark  # noqa: F401 — the mark skips the module where there is no encoder


def test_the_weights_belong_together() -> None:
    """Labels and columns agree; the first label is no event; the thresholds are chances."""
    found = model()
    assert found is not None
    assert found.labels[0] == NONE
    assert found.states.shape[1] == len(found.labels)
    assert all(0 < v < 1 for v in found.thresholds.values())


def test_the_weights_are_small() -> None:
    """All files of the trained parts together stay under two megabytes."""
    assert sum(p.stat().st_size for p in heard.FOLDER.iterdir()) < 2_000_000


def test_no_sign_names_a_party() -> None:
    """The weights know relations and events, no state or group: what is learned holds for parties never seen."""
    found = model()
    assert found is not None
    signs = " ".join(found.parties)
    assert not [c for c in ("RUS", "UKR", "Russia", "hamas", "Iran") if c in signs.split()]


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_chances_are_chances(words: int, seed: int) -> None:
    """One row a word, each row sums to one."""
    numbers = np.random.default_rng(seed)
    got = chances_of(numbers.normal(size=(words, 5)).astype(np.float32), numbers.normal(size=(6, 4)).astype(np.float32))
    assert got.shape == (words, 4)
    assert np.allclose(got.sum(1), 1, atol=1e-5)


def test_loud_words_are_tokens() -> None:
    """White space has no row; the token that speaks is counted with it."""
    found = Heard((NONE, "ASSAULT"), np.array([[0.9, 0.1], [0.2, 0.8]], np.float32), np.array([0, -1, 1]))
    assert found.loud(0.5) == [2]
    assert found.best(2) == ("ASSAULT", pytest.approx(0.8))
    assert found.chance(1, "ASSAULT") == 0


def test_without_states_the_rules_decide() -> None:
    """A document whose analysis brings no word states still gives its claims."""
    from sayso.language import analyze

    text = "Iran has provided Russia with dozens of drones."
    doc = analyze(text)
    doc._.states = None
    document = Document("test", text, hashlib.sha256(text.encode()).hexdigest(), published=DAY)
    assert [c.trigger.text for c in extract(document, doc)] == ["provided"]


def test_a_weighed_party_says_its_signs() -> None:
    """Whoever comes in by weight has a reason with its chance and the signs that spoke for it."""
    signs = parties.chance(2.0)
    assert signs == pytest.approx(0.8808, abs=1e-3)
    texts = [
        "Ukraine attacks a refinery in Saratov, Russia. The bombing kills two people.",
        "Israel strikes Hezbollah sites in Lebanon, alleging violations of the ceasefire.",
        "Poland refuses a request by the United States to relocate its air defence systems.",
    ]
    from sayso.language import analyze

    for text in texts:
        document = Document("test", text, hashlib.sha256(text.encode()).hexdigest(), published=DAY)
        for claim in extract(document, analyze(text)):
            for reason in claim.reasons:
                if reason.lexicon == "model/weights.json" and reason.field in parties.SIDES:
                    assert "chance" in reason.rule
                    assert reason.span is not None
