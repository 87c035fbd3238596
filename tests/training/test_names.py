"""Names for a treebank that has none: the tree gives the stretch, a list of forms gives the type."""

from __future__ import annotations

import pytest

from training.corpora import Text, ewt_kinds, typed_names

KINDS = {
    "Bank of Iraq": "organization",
    "Bank": "none",
    "Iraq": "place",
    "Al Qaeda": "organization",
    "Kay": "person",
    "Jordan": "unclear",
}

# word, tag, head (1-based, 0 = root), relation
CASES = {
    "an of-phrase belongs to the name where the list knows the long form": (
        [("the", "DT", 2, "det"), ("Bank", "NNP", 0, "root"), ("of", "IN", 4, "case"), ("Iraq", "NNP", 2, "nmod")],
        ["O", "B-ORG", "I-ORG", "I-ORG"],
    ),
    "else its parts are names of their own": (
        [("offices", "NNS", 0, "root"), ("of", "IN", 3, "case"), ("Al", "NNP", 4, "compound"), ("Qaeda", "NNP", 1, "nmod")],
        ["O", "O", "B-ORG", "I-ORG"],
    ),
    "a title stays outside": (
        [("Dr.", "NNP", 2, "nmod:desc"), ("Kay", "NNP", 3, "nsubj"), ("left", "VBD", 0, "root")],
        ["O", "B-PER", "O"],
    ),
    "nothing is learnt from a form that names different things": (
        [("Jordan", "NNP", 2, "nsubj"), ("won", "VBD", 0, "root")],
        ["?", "O"],
    ),
}


@pytest.mark.parametrize("rows, labels", CASES.values(), ids=CASES)
def test_stretch_and_type(rows: list[tuple[str, str, int, str]], labels: list[str]) -> None:
    text = Text("x", "ewt")
    for i, (word, tag, head, relation) in enumerate(rows):
        text.words.append(word)
        text.lemmas.append(word.lower())
        text.xpos.append(tag)
        text.heads.append(head - 1)
        text.deprels.append(relation)
        text.sentences.append(int(i == 0))
    assert typed_names(text, KINDS) == labels


def test_each_form_has_one_type() -> None:
    kinds = ewt_kinds()
    assert set(kinds.values()) == {"person", "organization", "place", "unclear", "none"}
    assert kinds["Al Qaeda"] == "organization"
