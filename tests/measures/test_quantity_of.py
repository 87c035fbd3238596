"""Which count belongs to a noun, on parses made by hand (so that no encoder is needed)."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sayso.measures import measure

VOCAB = Vocab()
POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "CD": "NUM",
    "DT": "DET",
    "IN": "ADP",
    "JJ": "ADJ",
    "VBD": "VERB",
    "VB": "VERB",
    "VBZ": "VERB",
}
POS |= {"MD": "AUX", "CC": "CCONJ", "HYPH": "PUNCT", "TO": "PART", "VBN": "VERB", "RB": "ADV", "JJR": "ADJ", "PDT": "DET", ",": "PUNCT"}


def parse(rows: str) -> Doc:
    """A document from lines of "word tag head dependency"; heads count words from 1 and 0 is the root. A word that begins with "_"
    stands right after the one before it."""
    lines = [line.split() for line in rows.strip().splitlines()]
    words = [line[0].lstrip("_") for line in lines]
    spaces = [k + 1 == len(lines) or not lines[k + 1][0].startswith("_") for k in range(len(lines))]
    heads = [int(line[2]) - 1 if int(line[2]) else k for k, line in enumerate(lines)]
    tags = [line[1] for line in lines]
    deps = [line[3] for line in lines]
    return Doc(VOCAB, words=words, spaces=spaces, tags=tags, pos=[POS.get(t, "X") for t in tags], heads=heads, deps=deps)


def count(rows: str, word: str) -> tuple[str, int | None, int | None] | None:
    doc = parse(rows)
    head = next(token for token in doc if token.text == word)
    found = measure(doc, None).quantity_of(head)
    return None if found is None else (found.text, found.low, found.high)


CASES = {
    "a numeral before its noun": ("sent VBD 0 root\n450 CD 3 nummod\ndrones NNS 1 obj", "drones", ("450", 450, 450)),
    "a hedge before it": (
        "sent VBD 0 root\nabout IN 3 advmod\n450 CD 4 nummod\ndrones NNS 1 obj",
        "drones",
        ("about 450", 405, 495),
    ),
    "the figure heads the phrase": (
        "sent VBD 0 root\nthousands NNS 1 obj\nof IN 4 case\ndrones NNS 2 nmod",
        "drones",
        ("thousands", 2000, 9999),
    ),
    "the figure itself as head": (
        "sent VBD 0 root\nthousands NNS 1 obj\nof IN 4 case\ndrones NNS 2 nmod",
        "thousands",
        ("thousands", 2000, 9999),
    ),
    "a container and its goods": (
        "A DT 2 det\nbatch NN 6 nsubj\nof IN 5 case\n450 CD 5 nummod\ndrones NNS 2 nmod\narrived VBD 0 root",
        "drones",
        ("450", 450, 450),
    ),
    "the container counts what it holds": (
        "A DT 2 det\nbatch NN 6 nsubj\nof IN 5 case\n450 CD 5 nummod\ndrones NNS 2 nmod\narrived VBD 0 root",
        "batch",
        ("450", 450, 450),
    ),
    "a container of a bare plural says nothing": (
        "A DT 2 det\nbatch NN 5 nsubj\nof IN 4 case\ndrones NNS 2 nmod\narrived VBD 0 root",
        "drones",
        None,
    ),
    "the part and not the whole": (
        "downed VBD 0 root\nat IN 3 case\nleast JJS 4 advmod\n10 CD 1 obj\nof IN 8 case\nthe DT 8 det\n30 CD 8 nummod\ndrones NNS 4 nmod",
        "drones",
        ("at least 10", 10, None),
    ),
    "the article counts one": ("downed VBD 0 root\na DT 3 det\ndrone NN 1 obj", "drone", ("a", 1, 1)),
    "a single": ("downed VBD 0 root\na DT 4 det\nsingle JJ 4 amod\ndrone NN 1 obj", "drone", ("a single", 1, 1)),
    "another": ("downed VBD 0 root\nanother DT 3 det\ndrone NN 1 obj", "drone", ("another", 1, 1)),
    "the definite article counts nothing": ("downed VBD 0 root\nthe DT 3 det\ndrone NN 1 obj", "drone", None),
    "a bare plural": ("sent VBD 0 root\ndrones NNS 1 obj", "drones", None),
    "a noun that only modifies": ("A DT 3 det\ndrone NN 3 compound\nstrike NN 4 nsubj\nkilled VBD 0 root", "drone", None),
    "an article that belongs to the last noun": (
        "launches VBZ 0 root\na DT 3 det\nmissile NN 1 obj\nand CC 6 cc\ndrone NN 6 compound\nattack NN 3 conj",
        "missile",
        None,
    ),
    "a number bound by a hyphen": (
        "a DT 4 det\n40 CD 4 nummod\n_- HYPH 4 punct\n_drone NN 5 compound\nattack NN 0 root",
        "drone",
        ("40", 40, 40),
    ),
    "the pronoun stands for one": ("downed VBD 0 root\nthe DT 4 det\nfourth JJ 4 amod\none NN 1 obj", "one", ("one", 1, 1)),
    "both": ("sank VBD 0 root\nboth DT 3 det\nships NNS 1 obj", "ships", ("both", 2, 2)),
    "a wrong parse is put right by the words": (
        "sent VBD 0 root\n32 CD 1 obj\nmodern JJ 1 dep\nbattle NN 5 compound\ntanks NNS 1 dep",
        "tanks",
        ("32", 32, 32),
    ),
    "the article hangs on a modifier": (
        "downed VBD 0 root\nan DT 3 det\nAmerican JJ 4 amod\nUAV NN 1 obj",
        "UAV",
        ("an", 1, 1),
    ),
    "a figure of the noun before is not ours": (
        "sent VBD 0 root\n450 CD 3 nummod\ndrones NNS 1 obj\nand CC 5 cc\nmissiles NNS 3 conj",
        "missiles",
        None,
    ),
    "joined modifiers share their figure": (
        "224 CD 5 nummod\nartillery NN 5 compound\nand CC 4 cc\nmortar NN 2 conj\nsystems NNS 0 root",
        "systems",
        ("224", 224, 224),
    ),
    "the number of": (
        "the DT 2 det\nnumber NN 5 nsubj\nof IN 4 case\nmunitions NNS 2 nmod\nreached VBD 0 root\n6,602 CD 5 obj",
        "munitions",
        ("6,602", 6602, 6602),
    ),
    "a designator is no count": (
        "sent VBD 0 root\nSu NNP 4 compound\n_- HYPH 4 punct\n_35 CD 5 nummod\nfighters NNS 1 obj",
        "fighters",
        None,
    ),
}


@pytest.mark.parametrize(("rows", "word", "expected"), CASES.values(), ids=CASES)
def test_the_count_of_a_noun(rows: str, word: str, expected: tuple[str, int | None, int | None] | None) -> None:
    assert count(rows, word) == expected


UP_TO = {
    "the past says that some did": ("fired VBD 0 root\nup IN 4 advmod\nto IN 4 case\n50 CD 5 nummod\nmissiles NNS 1 obj", None),
    "the future does not": ("will MD 2 aux\nsend VB 0 root\nup IN 5 advmod\nto IN 5 case\n50 CD 6 nummod\nmissiles NNS 2 obj", 0),
    "nor does a noun": ("up IN 3 advmod\nto IN 3 case\n50 CD 4 nummod\nmissiles NNS 0 root", 0),
}


@pytest.mark.parametrize(("rows", "low"), UP_TO.values(), ids=UP_TO)
def test_up_to_has_no_lower_bound_where_some_did(rows: str, low: int | None) -> None:
    found = count(rows, "missiles")
    assert found is not None
    assert found[1:] == (low, 50)


def test_measures_are_sorted_and_quote_the_text() -> None:
    doc = parse("Iran NNP 2 nsubj\nsent VBD 0 root\n450 CD 4 nummod\ndrones NNS 2 obj\nin IN 6 case\n2022 CD 2 obl")
    found = measure(doc, None)
    assert [q.text for q in found.quantities] == ["450"]
    assert [t.text for t in found.times] == ["2022"]
    assert found.money == ()
    assert all(doc.text[x.start : x.end] == x.text for x in (*found.quantities, *found.times))
