"""The sentences a claim stands in."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.passages import passage, sentences
from tests.builders import DRONES, claim, document, drones


@pytest.mark.parametrize(
    "parts",
    [
        ["Iran sent drones.", "Russia denied it."],
        ["The U.S. sent tanks to Gen. Smith on Jan. 5.", "He thanked them."],
        ["“We did not send drones.”", "That was all, he said."],
        ["Did it?", "Yes!", "No."],
        ["A headline without an end", "The text begins."],
        ["J. Smith spoke in the U.K. about 2.5 million rounds.", "Nobody listened."],
        ["It fired 3.", "The end."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    text = "\n".join(parts) if "headline" in parts[0] else " ".join(parts)
    assert [text[a:b] for a, b in sentences(text)] == parts


@given(st.text(st.sampled_from("aB. \n”?!\t"), max_size=80))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    bounds = sentences(text)
    assert all(a < b for a, b in bounds)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(bounds))
    covered = "".join(text[a:b] for a, b in bounds)
    assert "".join(covered.split()) == "".join(text.split())


def test_a_passage_is_the_claims_own_sentence() -> None:
    assert passage(drones()[1], DRONES.text).text == "The last shipment to Russia by Iran included about 450 drones, officials told CNN."


def test_a_passage_holds_all_parts_of_the_claim() -> None:
    doc = document("Iran has drones. Nobody knew. It sent them to Russia. The end.")
    found = passage(claim("sent", doc, items=["drones=weapon.uav"], recipient=["Russia=RUS"]), doc.text)
    assert found.text == "Iran has drones. Nobody knew. It sent them to Russia."
    assert doc.text[found.start : found.end] == found.text


def test_a_text_without_sentences_is_cut_at_words() -> None:
    doc = document("word " * 2000 + "sent " + "word " * 2000)
    found = passage(claim("sent", doc), doc.text)
    assert "sent" in found.text and len(found.text) < 3000
    assert set(found.text.split()) == {"word", "sent"}
