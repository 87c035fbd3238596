"""Places and the state they belong to.

The sentences are invented; their trees are those of the encoder's first checkpoint, so a wrong tree among them is a case, too.
"""
# ruff: noqa: E501 (one case, one line)

from __future__ import annotations

from datetime import date

import pytest

from sayso.identity import identify
from tests.identity.trees import tree

# name, tree, names of persons, names of organisations, head of the phrase (its last occurrence), identity or None
CASES = [
    (
        "an address",
        "A/DET/det/3 strike/NOUN/compound/3 hit/VERB/ROOT/0 Dobropillia/PROPN/obj/3 _,/PUNCT/punct/7 Donetsk/PROPN/compound/7 Oblast/PROPN/conj/4 _,/PUNCT/punct/9 Ukraine/PROPN/conj/4 _./PUNCT/punct/3",
        (),
        (),
        "Dobropillia",
        "UKR",
    ),
    (
        "an unknown town with its country",
        "A/DET/det/2 strike/NOUN/nsubj/3 hit/VERB/ROOT/0 Nowhereville/PROPN/obj/3 _,/PUNCT/punct/6 Lebanon/PROPN/conj/4 _./PUNCT/punct/3",
        (),
        (),
        "Nowhereville",
        "LBN",
    ),
    (
        "a list is no address",
        "Drones/NOUN/nsubj/2 hit/VERB/ROOT/0 Dubai/PROPN/obj/2 _,/PUNCT/punct/5 Doha/PROPN/conj/3 and/CCONJ/cc/7 Manama/PROPN/conj/3 _./PUNCT/punct/2",
        (),
        (),
        "Dubai",
        "ARE",
    ),
    (
        "a list of states",
        "Missiles/NOUN/nsubj/2 flew/VERB/ROOT/0 over/ADP/case/4 Iraq/PROPN/obl/2 _,/PUNCT/punct/6 Jordan/PROPN/conj/4 and/CCONJ/cc/8 Syria/PROPN/conj/4 _./PUNCT/punct/2",
        (),
        (),
        "Iraq",
        "IRQ",
    ),
    (
        "airspace",
        "The/DET/det/2 jets/NOUN/nsubj/3 entered/VERB/ROOT/0 Iranian/ADJ/amod/5 airspace/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "airspace",
        "IRN",
    ),
    (
        "part of a country",
        "Fighting/VERB/nsubj/2 broke/VERB/ROOT/0 out/ADP/compound:prt/2 in/ADP/case/6 northern/ADJ/amod/6 Israel/PROPN/obl/2 _./PUNCT/punct/2",
        (),
        (),
        "Israel",
        "ISR",
    ),
    (
        "a sea",
        "The/DET/det/2 ship/NOUN/nsubj/3 sank/VERB/ROOT/0 in/ADP/case/7 the/DET/det/7 Red/ADJ/amod/7 Sea/PROPN/obl/3 _./PUNCT/punct/3",
        (),
        (),
        "Sea",
        "red-sea",
    ),
    (
        "a strait",
        "Tankers/PROPN/nsubj/2 left/VERB/ROOT/0 the/DET/det/4 Strait/PROPN/obj/2 of/ADP/case/6 Hormuz/PROPN/nmod/4 _./PUNCT/punct/2",
        (),
        (),
        "Strait",
        "strait-of-hormuz",
    ),
    (
        "parts of a province",
        "They/PRON/nsubj/2 bombed/VERB/ROOT/0 parts/NOUN/obj/2 of/ADP/case/6 Anbar/PROPN/compound/6 Province/PROPN/nmod/3 in/ADP/case/8 Iraq/PROPN/nmod/6 _./PUNCT/punct/2",
        (),
        (),
        "parts",
        "IRQ",
    ),
    (
        "a base in a country",
        "Missiles/NOUN/nsubj/2 hit/VERB/ROOT/0 Engels/PROPN/compound/7 _-/PUNCT/punct/5 _2/NUM/flat/3 air/NOUN/compound/7 base/NOUN/obj/2 in/ADP/case/9 Russia/PROPN/nmod/7 _./PUNCT/punct/2",
        (),
        (),
        "base",
        "RUS",
    ),
    (
        "the country before",
        "Sudan/PROPN/nsubj/2 closed/VERB/ROOT/0 its/PRON/nmod:poss/4 ports/NOUN/obj/2 _./PUNCT/punct/2 || Gunmen/NOUN/nsubj/2 roam/VERB/ROOT/0 the/DET/det/4 country/NOUN/obj/2 _./PUNCT/punct/2",
        (),
        (),
        "country",
        "SDN",
    ),
    (
        "the city before",
        "Troops/NOUN/nsubj/2 entered/VERB/ROOT/0 Goma/PROPN/obj/2 _./PUNCT/punct/2 || Shelling/PROPN/nsubj/2 hit/VERB/ROOT/0 the/DET/det/4 city/NOUN/obj/2 _./PUNCT/punct/2",
        (),
        (),
        "city",
        "COD",
    ),
    ("no place", "The/DET/det/2 minister/NOUN/nsubj/3 resigned/VERB/ROOT/0 _./PUNCT/punct/3", (), (), "minister", None),
]


@pytest.mark.parametrize(("words", "people", "organisations", "head", "want"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_place_belongs_to_its_state(words, people, organisations, head, want):
    doc = tree(words, people, organisations)
    place = identify(doc, date(2025, 6, 1)).place([t for t in doc if t.text == head][-1])
    if want is None:
        assert place is None
    else:
        assert place is not None
        assert place.id == want
        assert place.text == doc.text[place.start : place.end]


def test_an_address_is_one_place():
    words = "It/PRON/nsubj/2 hit/VERB/ROOT/0 Dobropillia/PROPN/obj/2 _,/PUNCT/punct/6 Donetsk/PROPN/compound/6 Oblast/PROPN/appos/3 _,/PUNCT/punct/8 Ukraine/PROPN/appos/3"
    doc = tree(words)
    place = identify(doc, None).place(doc[2])
    assert place is not None
    assert place.text == "Dobropillia, Donetsk Oblast, Ukraine"
