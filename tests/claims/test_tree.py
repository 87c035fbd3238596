"""Who is the subject, what is the object: each construction on a tree made by hand."""

from __future__ import annotations

import pytest

from sayso.claims.tree import case_of, conjuncts, deep_object, deep_subject, is_passive, mark_of, phrase

from .trees import tree

CASES = {
    "active": ("Iran/PROPN/nsubj>2 sent/VERB/root>0 drones/NOUN/obj>2", "sent", "Iran", "drones"),
    "passive with agent": (
        "drones/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 sent/VERB/root>0/VBN by/ADP/case>5 Iran/PROPN/obl:agent>3",
        "sent",
        "Iran",
        "drones",
    ),
    "passive without agent": ("drones/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 sent/VERB/root>0/VBN", "sent", None, "drones"),
    "subject shared by coordinated verbs": (
        "Navy/PROPN/nsubj>2 boards/VERB/root>0/VBZ and/CCONJ/cc>4 seizes/VERB/conj>2/VBZ tanker/NOUN/obj>4",
        "seizes",
        "Navy",
        "tanker",
    ),
    "object shared by coordinated verbs": (
        "Navy/PROPN/nsubj>2 boards/VERB/root>0/VBZ and/CCONJ/cc>4 seizes/VERB/conj>2/VBZ tanker/NOUN/obj>4",
        "boards",
        "Navy",
        "tanker",
    ),
    "control by the subject": (
        "Berlin/PROPN/nsubj>2 agreed/VERB/root>0 to/PART/mark>4 send/VERB/xcomp>2/VB tanks/NOUN/obj>4",
        "send",
        "Berlin",
        "tanks",
    ),
    "control by the object": (
        "Trump/PROPN/nsubj>2 orders/VERB/root>0/VBZ navy/NOUN/obj>2 to/PART/mark>5 fire/VERB/xcomp>2/VB",
        "fire",
        "navy",
        None,
    ),
    "control through a preposition": (
        "He/PRON/nsubj>2 calls/VERB/root>0/VBZ on/ADP/case>4 Hezbollah/PROPN/obl>2 to/PART/mark>6 disarm/VERB/xcomp>2/VB",
        "disarm",
        "Hezbollah",
        None,
    ),
    "charge after of": (
        "Israel/PROPN/nsubj>2 accuses/VERB/root>0/VBZ Hamas/PROPN/obj>2 of/SCONJ/mark>5 firing/VERB/advcl>2/VBG",
        "firing",
        "Hamas",
        None,
    ),
    "adverbial participle": (
        "Russia/PROPN/nsubj>2 attacks/VERB/root>0/VBZ Kyiv/PROPN/obj>2 killing/VERB/advcl>2/VBG nine/NUM/obj>4",
        "killing",
        "Russia",
        "nine",
    ),
    "relative clause, subject gap": (
        "missile/NOUN/root>0 that/PRON/nsubj>3 hit/VERB/acl:relcl>1 Kyiv/PROPN/obj>3",
        "hit",
        "missile",
        "Kyiv",
    ),
    "relative clause, object gap": ("drones/NOUN/root>0 Iran/PROPN/nsubj>3 sent/VERB/acl:relcl>1", "sent", "Iran", "drones"),
    "reduced passive clause": (
        "drones/NOUN/root>0 launched/VERB/acl>1/VBN by/ADP/case>4 Iran/PROPN/obl:agent>2",
        "launched",
        "Iran",
        "drones",
    ),
    "reduced active clause": ("militants/NOUN/root>0 fighting/VERB/acl>1/VBG", "fighting", "militants", None),
    "the plan to do something": (
        "Israel/PROPN/nmod:poss>3 's/PART/case>1 decision/NOUN/root>0 to/PART/mark>5 invade/VERB/acl>3/VB Gaza/PROPN/obj>5",
        "invade",
        "Israel",
        "Gaza",
    ),
    "who signs the order imposes": (
        "Trump/PROPN/nsubj>2 signs/VERB/root>0/VBZ order/NOUN/obj>2 imposing/VERB/acl>3/VBG tariffs/NOUN/obj>4",
        "imposing",
        "Trump",
        "tariffs",
    ),
    "who meets the sanctions did it": (
        "US/PROPN/nsubj>2 imposes/VERB/root>0/VBZ sanctions/NOUN/obj>2 on/ADP/case>5 army/NOUN/nmod>3 for/SCONJ/mark>7 "
        "supporting/VERB/advcl>2/VBG M23/PROPN/obj>7",
        "supporting",
        "army",
        "M23",
    ),
    "an object taken for an oblique": (
        "strikes/NOUN/nsubj>2 kill/VERB/root>0/VBP at/ADP/case>6 least/ADJ/advmod>5 seven/NUM/nummod>6 people/NOUN/obl>2",
        "kill",
        "strikes",
        "people",
    ),
}


@pytest.mark.parametrize(("spec", "verb", "subject", "obj"), CASES.values(), ids=CASES)
def test_subject_and_object(spec: str, verb: str, subject: str | None, obj: str | None) -> None:
    """The deep subject and object of one verb."""
    doc = tree(spec)
    token = next(t for t in doc if t.text == verb)
    who, what = deep_subject(token), deep_object(token)
    assert (who.token.text if who else None) == subject
    assert (what.token.text if what else None) == obj


def test_the_road_is_told() -> None:
    """A claim can say which road led to its actor."""
    doc = tree(CASES["control by the subject"][0])
    found = deep_subject(doc[3])
    assert found is not None
    assert found.road == "subject of “agreed”, which governs “send”"


def test_preposition_is_shared_by_coordination() -> None:
    doc = tree("strikes/NOUN/root>0 on/ADP/case>3 Kyiv/PROPN/nmod>1 and/CCONJ/cc>5 Odesa/PROPN/conj>3")
    assert [case_of(t) for t in conjuncts(doc[2])] == ["on", "on"]


def test_at_least_is_no_place() -> None:
    doc = tree("strikes/NOUN/nsubj>2 kill/VERB/root>0 at/ADP/case>6 least/ADJ/advmod>5 seven/NUM/nummod>6 people/NOUN/obl>2")
    assert case_of(doc[5]) == ""


def test_fixed_prepositions_are_whole() -> None:
    doc = tree("said/VERB/root>0 according/ADP/case>4 to/ADP/fixed>2 Davis/PROPN/obl>1")
    assert case_of(doc[3]) == "according to"


def test_mark() -> None:
    doc = tree("blocked/VERB/root>0 if/SCONJ/mark>3 attacked/VERB/advcl>1")
    assert mark_of(doc[2]) == "if"


def test_past_tense_is_not_passive() -> None:
    """A past participle with a subject of its own is active ("after Israel recognised …", tagged VBN)."""
    doc = tree("left/VERB/root>0 after/SCONJ/mark>4 Israel/PROPN/nsubj>4 recognised/VERB/advcl>1/VBN Somaliland/PROPN/obj>4")
    assert not is_passive(doc[3])


def test_phrase_leaves_clauses_out() -> None:
    doc = tree("the/DET/det>3 last/ADJ/amod>3 shipment/NOUN/root>0 sent/VERB/acl>3/VBN to/ADP/case>6 Russia/PROPN/obl>4")
    assert phrase(doc[2]) == (0, 3)
