"""Who a noun phrase stands for, by its own words.

The sentences are invented; their trees are those of the encoder's first checkpoint, so a wrong tree among them is a case, too.
"""
# ruff: noqa: E501 (one case, one line)

from __future__ import annotations

from datetime import date

import pytest

from sayso.identity import identify
from tests.identity.trees import tree

# name, tree, names of persons, names of organisations, head of the phrase, (identity, sector) of each entity
CASES = [
    (
        "nationality and office",
        "Iranian/ADJ/amod/2 officials/NOUN/nsubj/3 met/VERB/ROOT/0 in/ADP/case/5 Vienna/PROPN/obl/3 _./PUNCT/punct/3",
        (),
        (),
        "officials",
        [("IRN", "GOV")],
    ),
    (
        "possessor and organ",
        "Ukraine/PROPN/nmod:poss/4 _'s/PART/case/1 military/ADJ/amod/4 shot/NOUN/ROOT/0 down/ADP/compound:prt/4 the/DET/det/7 drones/NOUN/nmod/4 _./PUNCT/punct/4",
        (),
        ("Ukraine",),
        "military",
        [("UKR", "MIL")],
    ),
    (
        "foreign ministry by nationality",
        "The/DET/det/4 Iranian/ADJ/amod/4 foreign/ADJ/amod/4 ministry/NOUN/nsubj/5 denied/VERB/ROOT/0 it/PRON/obj/5 _./PUNCT/punct/5",
        (),
        (),
        "ministry",
        [("IRN", "GOV")],
    ),
    (
        "ministry of intelligence",
        "The/DET/det/3 Iranian/ADJ/amod/3 ministry/NOUN/nsubj/6 of/ADP/case/5 intelligence/PROPN/nmod/3 arrested/VERB/ROOT/0 them/PRON/obj/6 _./PUNCT/punct/6",
        (),
        ("Iranian",),
        "ministry",
        [("IRN", "SPY")],
    ),
    (
        "government of",
        "The/DET/det/2 government/NOUN/nsubj/5 of/ADP/case/4 Venezuela/PROPN/nmod/2 protested/VERB/ROOT/0 _./PUNCT/punct/5",
        (),
        (),
        "government",
        [("VEN", "GOV")],
    ),
    (
        "lawmakers",
        "Russian/ADJ/amod/2 lawmakers/NOUN/nsubj/3 passed/VERB/ROOT/0 the/DET/det/5 bill/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "lawmakers",
        [("RUS", "LEG")],
    ),
    (
        "settlers are civilians",
        "Israeli/ADJ/amod/2 settlers/NOUN/nsubj/3 burned/VERB/ROOT/0 the/DET/det/5 fields/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "settlers",
        [("ISR", "CVL")],
    ),
    (
        "nationals with a number",
        "The/DET/det/2 ship/NOUN/nsubj/3 carried/VERB/ROOT/0 30/NUM/nummod/6 Japanese/ADJ/amod/6 nationals/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "nationals",
        [("JPN", "CVL")],
    ),
    (
        "people by their name",
        "Police/NOUN/nsubj/2 arrested/VERB/ROOT/0 30/NUM/nummod/4 Britons/PROPN/obj/2 in/ADP/case/6 Dubai/PROPN/nmod/4 _./PUNCT/punct/2",
        (),
        (),
        "Britons",
        [("GBR", "CVL")],
    ),
    (
        "one Iranian",
        "An/DET/det/2 Iranian/PROPN/nsubj:pass/4 was/AUX/aux:pass/4 arrested/VERB/ROOT/0 in/ADP/case/6 Berlin/PROPN/obl/4 _./PUNCT/punct/4",
        (),
        (),
        "Iranian",
        [("IRN", "CVL")],
    ),
    (
        "adjective asked for itself",
        "An/DET/det/4 Israeli/ADJ/amod/4 drone/NOUN/compound/4 strike/NOUN/nsubj/5 hit/VERB/ROOT/0 the/DET/det/7 town/NOUN/obj/5 _./PUNCT/punct/5",
        (),
        (),
        "Israeli",
        [("ISR", None)],
    ),
    (
        "two nationalities",
        "Russian/ADJ/amod/4 and/CCONJ/cc/3 Ukrainian/ADJ/conj/1 officials/NOUN/nsubj/5 met/VERB/ROOT/0 on/ADP/case/7 Monday/PROPN/obl/5 _./PUNCT/punct/5",
        (),
        (),
        "officials",
        [("RUS", "GOV"), ("UKR", "GOV")],
    ),
    (
        "hyphenated pair",
        "U.S./PROPN/compound/4 _-/PUNCT/punct/1 _Israeli/ADJ/amod/4 forces/NOUN/nsubj/5 bombed/VERB/ROOT/0 the/DET/det/7 site/NOUN/obj/5 _./PUNCT/punct/5",
        (),
        (),
        "forces",
        [("USA", "MIL"), ("ISR", "MIL")],
    ),
    (
        "backed is not being",
        "Iran/PROPN/compound/4 _-/PUNCT/punct/1 _backed/VERB/amod/4 militias/NOUN/nsubj/5 attacked/VERB/ROOT/0 the/DET/det/7 base/NOUN/obj/5 _./PUNCT/punct/5",
        (),
        ("Iran",),
        "militias",
        [("iran-backed-militias", "REB")],
    ),
    (
        "militants of no group",
        "Pakistani/ADJ/amod/2 militants/NOUN/nsubj/3 crossed/VERB/ROOT/0 the/DET/det/5 border/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "militants",
        [("militants", "REB")],
    ),
    (
        "group and fighters",
        "Houthi/PROPN/compound/2 fighters/NOUN/nsubj/3 boarded/VERB/ROOT/0 the/DET/det/5 ship/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        ("Houthi",),
        "fighters",
        [("houthis", "REB")],
    ),
    (
        "group holds the place",
        "Houthi/PROPN/compound/4 _-/PUNCT/punct/1 _controlled/VERB/amod/4 Sanaa/PROPN/nsubj:pass/6 was/AUX/aux:pass/6 bombed/VERB/ROOT/0 _./PUNCT/punct/6",
        (),
        (),
        "Sanaa",
        [("houthis", "REB")],
    ),
    (
        "hundreds of",
        "Hundreds/NOUN/nsubj/5 of/ADP/case/4 Iranian/ADJ/amod/4 soldiers/NOUN/nmod/1 crossed/VERB/ROOT/0 the/DET/det/7 border/NOUN/obj/5 _./PUNCT/punct/5",
        (),
        (),
        "Hundreds",
        [("IRN", "MIL")],
    ),
    (
        "one of",
        "One/NUM/nsubj:pass/8 of/ADP/case/6 the/DET/det/6 Kenyan/ADJ/amod/6 police/NOUN/compound/6 officers/NOUN/nmod/1 was/AUX/aux:pass/8 killed/VERB/ROOT/0 _./PUNCT/punct/8",
        (),
        (),
        "One",
        [("KEN", "COP")],
    ),
    (
        "title and name in office",
        "U.S./PROPN/nmod:desc/2 President/PROPN/nmod:desc/3 Donald/PROPN/nmod:desc/4 Trump/PROPN/nsubj/5 spoke/VERB/ROOT/0 _./PUNCT/punct/5",
        ("Donald Trump",),
        ("U.S.",),
        "Donald",
        [("USA", "GOV")],
    ),
    (
        "title and unknown name",
        "Dutch/ADJ/amod/3 foreign/ADJ/amod/3 minister/NOUN/nmod:desc/4 Jan/PROPN/nsubj/6 Voorbeeld/PROPN/flat/4 resigned/VERB/ROOT/0 _./PUNCT/punct/6",
        ("Jan Voorbeeld",),
        (),
        "Jan",
        [("NLD", "GOV")],
    ),
    (
        "private role and name",
        "Swedish/ADJ/amod/3 activist/ADJ/amod/3 Karin/PROPN/nsubj:pass/6 Exempel/PROPN/flat/3 was/AUX/aux:pass/6 detained/VERB/ROOT/0 _./PUNCT/punct/6",
        (),
        (),
        "Karin",
        [("karin-exempel", "CVL")],
    ),
    (
        "former office",
        "Former/ADJ/amod/3 Peruvian/ADJ/amod/3 president/PROPN/nsubj:pass/7 Juan/PROPN/appos/3 Ejemplo/PROPN/flat/4 was/AUX/aux:pass/7 convicted/VERB/ROOT/0 _./PUNCT/punct/7",
        ("Juan Ejemplo",),
        (),
        "Juan",
        [("juan-ejemplo", None)],
    ),
    (
        "kind and known name",
        "The/DET/det/3 militant/ADJ/amod/3 group/NOUN/nsubj/5 Hezbollah/PROPN/appos/3 fired/VERB/ROOT/0 rockets/NOUN/obj/5 _./PUNCT/punct/5",
        ("Hezbollah",),
        (),
        "group",
        [("hezbollah", "REB")],
    ),
    (
        "kind and unknown firm",
        "The/DET/det/3 lobbying/NOUN/compound/3 firm/NOUN/compound/5 Sample/PROPN/compound/5 Partners/PROPN/nsubj/6 signed/VERB/ROOT/0 the/DET/det/8 contract/NOUN/obj/6 _./PUNCT/punct/6",
        (),
        ("lobbying",),
        "firm",
        [("sample-partners", "BUS")],
    ),
    (
        "companies of a state",
        "The/DET/det/2 sanctions/NOUN/nsubj/3 hit/VERB/ROOT/0 ten/NUM/nummod/6 Chinese/ADJ/amod/6 companies/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "companies",
        [("CHN", "BUS")],
    ),
    (
        "state media",
        "Iranian/ADJ/amod/3 state/NOUN/compound/3 media/NOUN/nsubj/4 reported/VERB/ROOT/0 the/DET/det/6 attack/NOUN/obj/4 _./PUNCT/punct/4",
        (),
        (),
        "media",
        [("IRN", "MED")],
    ),
    (
        "court in",
        "A/DET/det/2 court/NOUN/nsubj/6 in/ADP/case/5 South/PROPN/amod/5 Sudan/PROPN/nmod/2 convicted/VERB/ROOT/0 him/PRON/obj/6 _./PUNCT/punct/6",
        (),
        (),
        "court",
        [("SSD", "JUD")],
    ),
    (
        "not the troops in",
        "Turkish/ADJ/amod/2 troops/NOUN/nsubj:pass/6 in/ADP/case/4 Syria/PROPN/nmod/2 were/AUX/aux:pass/6 attacked/VERB/ROOT/0 _./PUNCT/punct/6",
        (),
        (),
        "troops",
        [("TUR", "MIL")],
    ),
    (
        "city officials",
        "Kharkiv/PROPN/compound/2 officials/NOUN/nsubj/3 reported/VERB/ROOT/0 explosions/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        ("Kharkiv",),
        "officials",
        [("UKR", "GOV")],
    ),
    (
        "ambassador of",
        "Cuba/PROPN/nmod:poss/3 _'s/PART/case/1 ambassador/NOUN/nsubj:pass/5 was/AUX/aux:pass/5 summoned/VERB/ROOT/0 _./PUNCT/punct/5",
        (),
        (),
        "ambassador",
        [("CUB", "GOV")],
    ),
    (
        "envoy for",
        "The/DET/det/4 U.S./PROPN/compound/4 special/ADJ/amod/4 envoy/NOUN/nsubj/7 for/ADP/case/6 Syria/PROPN/nmod/4 resigned/VERB/ROOT/0 _./PUNCT/punct/7",
        (),
        ("U.S.",),
        "envoy",
        [("USA", "GOV")],
    ),
    (
        "base of another state",
        "The/DET/det/6 U.S./PROPN/compound/6 Al/PROPN/compound/6 Udeid/PROPN/flat/3 Air/PROPN/compound/6 Base/PROPN/nsubj:pass/8 was/AUX/aux:pass/8 hit/VERB/ROOT/0 _./PUNCT/punct/8",
        ("Al Udeid",),
        (),
        "Base",
        [("USA", "MIL")],
    ),
    (
        "ship by its prefix",
        "The/DET/det/4 USS/PROPN/nsubj/5 Abraham/PROPN/compound/4 Lincoln/PROPN/flat/2 entered/VERB/ROOT/0 the/DET/det/7 Gulf/NOUN/obj/5 _./PUNCT/punct/5",
        (),
        ("USS",),
        "USS",
        [("USA", "MIL")],
    ),
    (
        "alliance countries",
        "European/ADJ/amod/2 Union/PROPN/compound/3 countries/NOUN/nsubj/4 agreed/VERB/ROOT/0 _./PUNCT/punct/4",
        (),
        ("European Union",),
        "countries",
        [("eu", "IGO")],
    ),
    (
        "the West",
        "Western/ADJ/amod/2 countries/NOUN/nsubj/3 condemned/VERB/ROOT/0 the/DET/det/5 test/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "countries",
        [("WEST", None)],
    ),
    (
        "opposition is not the state",
        "The/DET/det/3 Iranian/ADJ/amod/3 opposition/NOUN/nsubj/4 called/VERB/ROOT/0 for/ADP/case/6 protests/NOUN/obl/4 _./PUNCT/punct/4",
        (),
        (),
        "opposition",
        [("iranian-opposition", "OPP")],
    ),
    (
        "mercenaries of a state",
        "Colombian/ADJ/amod/2 mercenaries/NOUN/nsubj/3 fought/VERB/ROOT/0 in/ADP/case/5 Sudan/PROPN/obl/3 _./PUNCT/punct/3",
        (),
        (),
        "mercenaries",
        [("COL", "REB")],
    ),
    (
        "things are no actors",
        "Iranian/ADJ/amod/2 drones/NOUN/nsubj/3 hit/VERB/ROOT/0 the/DET/det/5 port/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "drones",
        [],
    ),
    (
        "regime after its fall",
        "The/DET/det/3 Assad/PROPN/compound/3 regime/NOUN/nsubj/4 used/VERB/ROOT/0 gas/NOUN/obj/4 _./PUNCT/punct/4",
        (),
        ("Assad",),
        "regime",
        [("SYR", "GOV")],
    ),
    (
        "member of a group",
        "Members/NOUN/nsubj/4 of/ADP/case/3 Hezbollah/PROPN/nmod/1 crossed/VERB/ROOT/0 the/DET/det/6 river/NOUN/obj/4 _./PUNCT/punct/4",
        (),
        (),
        "Members",
        [("hezbollah", None)],
    ),
]
# … and what is an entity, but not clear which: the slug of its words, with a reason
OPEN = [
    (
        "rank and name of no state",
        "Gen./PROPN/nmod:desc/2 Joe/PROPN/nsubj/4 Sample/PROPN/flat/2 said/VERB/ROOT/0 the/DET/det/6 coalition/NOUN/nsubj/8 would/AUX/aux/8 stay/VERB/ccomp/4 _./PUNCT/punct/4",
        ("Gen. Joe Sample",),
        (),
        "Gen.",
        "joe-sample",
    ),
    (
        "negotiators in a place",
        "Negotiators/NOUN/nsubj/4 in/ADP/case/3 Doha/PROPN/nmod/1 agreed/VERB/ROOT/0 on/ADP/case/7 the/DET/det/7 text/NOUN/obl/4 _./PUNCT/punct/4",
        (),
        (),
        "Negotiators",
        "negotiators",
    ),
    (
        "two states and a government",
        "Iran/PROPN/nsubj/4 and/CCONJ/cc/3 Iraq/PROPN/conj/1 met/VERB/ROOT/0 _./PUNCT/punct/4 || The/DET/det/2 government/NOUN/nsubj/3 fell/VERB/ROOT/0 _./PUNCT/punct/3",
        (),
        (),
        "government",
        "government",
    ),
    (
        "armed people",
        "Gunmen/NOUN/nsubj/2 attacked/VERB/ROOT/0 the/DET/det/4 convoy/NOUN/obj/2 _./PUNCT/punct/2",
        (),
        (),
        "Gunmen",
        "gunmen",
    ),
]
# … whose thing it is
OWNERS = [
    (
        "flag state",
        "A/DET/det/5 Panamanian/ADJ/amod/5 _-/PUNCT/punct/2 _flagged/VERB/amod/5 tanker/NOUN/nsubj:pass/7 was/AUX/aux:pass/7 seized/VERB/ROOT/0 _./PUNCT/punct/7",
        (),
        (),
        "tanker",
        ["PAN"],
    ),
    (
        "registered in",
        "The/DET/det/5 Cameroon/PROPN/compound/4 _-/PUNCT/punct/2 _registered/VERB/amod/5 ship/NOUN/nsubj:pass/8 Shunxin/PROPN/nsubj:pass/8 was/AUX/aux:pass/8 stopped/VERB/ROOT/0 _./PUNCT/punct/8",
        (),
        ("Cameroon",),
        "ship",
        ["CMR"],
    ),
    (
        "nationality of a thing",
        "Drones/NOUN/nsubj/2 hit/VERB/ROOT/0 an/DET/det/5 Iranian/ADJ/amod/5 refinery/NOUN/obj/2 _./PUNCT/punct/2",
        (),
        (),
        "refinery",
        ["IRN"],
    ),
    (
        "possessive",
        "Israel/PROPN/nsubj/2 attacked/VERB/ROOT/0 its/PRON/nmod:poss/5 nuclear/ADJ/amod/5 sites/NOUN/obj/2 _./PUNCT/punct/2",
        ("Israel",),
        (),
        "sites",
        ["ISR"],
    ),
    (
        "made by is not owned by",
        "Ukraine/PROPN/nsubj/2 bought/VERB/ROOT/0 a/DET/det/7 Swedish/ADJ/amod/6 _-/PUNCT/punct/4 _made/VERB/amod/7 howitzer/NOUN/obj/2 _./PUNCT/punct/2",
        (),
        (),
        "howitzer",
        [],
    ),
    (
        "a site in a country",
        "Missiles/NOUN/nsubj/2 hit/VERB/ROOT/0 oil/NOUN/compound/4 facilities/NOUN/obj/2 in/ADP/case/7 Saudi/ADJ/amod/7 Arabia/PROPN/nmod/4 _./PUNCT/punct/2",
        (),
        (),
        "facilities",
        ["SAU"],
    ),
]
# … whether it is people without a state
PEOPLE = [
    (
        "passengers",
        "The/DET/det/2 passengers/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 released/VERB/ROOT/0 _./PUNCT/punct/4",
        (),
        (),
        "passengers",
        True,
    ),
    (
        "civilians",
        "Two/NUM/nummod/2 civilians/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 killed/VERB/ROOT/0 _./PUNCT/punct/4",
        (),
        (),
        "civilians",
        True,
    ),
    (
        "citizens of a state",
        "Two/NUM/nummod/3 Iranian/ADJ/amod/3 citizens/NOUN/nsubj:pass/5 were/AUX/aux:pass/5 killed/VERB/ROOT/0 _./PUNCT/punct/5",
        (),
        (),
        "citizens",
        False,
    ),
    (
        "a thing",
        "Two/NUM/nummod/2 bridges/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 destroyed/VERB/ROOT/0 _./PUNCT/punct/4",
        (),
        (),
        "bridges",
        False,
    ),
]


def at(words, people, organisations, head):
    doc = tree(words, people, organisations)
    return identify(doc, date(2025, 6, 1)), [t for t in doc if t.text == head][-1]


@pytest.mark.parametrize(("words", "people", "organisations", "head", "want"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_phrase_stands_for_its_entities(words, people, organisations, head, want):
    ids, token = at(words, people, organisations, head)
    actors = ids.actors(token)
    assert [(a.id, a.sector) for a in actors if a.unresolved is None] == want
    for a in actors:
        assert a.text == ids.doc.text[a.start : a.end]
        assert ids.why(token), "every identity says why"


@pytest.mark.parametrize(("words", "people", "organisations", "head", "slug"), [c[1:] for c in OPEN], ids=[c[0] for c in OPEN])
def test_what_is_not_clear_stays_open_with_a_reason(words, people, organisations, head, slug):
    ids, token = at(words, people, organisations, head)
    (actor,) = ids.actors(token)
    assert actor.id == slug
    assert actor.unresolved is not None
    assert actor.unresolved.reason


@pytest.mark.parametrize(("words", "people", "organisations", "head", "want"), [c[1:] for c in OWNERS], ids=[c[0] for c in OWNERS])
def test_a_thing_has_an_owner_by_nationality_flag_or_possessor(words, people, organisations, head, want):
    ids, token = at(words, people, organisations, head)
    assert [a.id for a in ids.owner(token) if a.unresolved is None] == want


@pytest.mark.parametrize(("words", "people", "organisations", "head", "want"), [c[1:] for c in PEOPLE], ids=[c[0] for c in PEOPLE])
def test_people_without_a_state_are_told_apart(words, people, organisations, head, want):
    ids, token = at(words, people, organisations, head)
    assert ids.people(token) is want


def test_the_day_decides_what_a_leader_stands_for():
    """Biden is the USA in 2022 and a person in 2026."""
    doc = tree("Joe/PROPN/nsubj/3 Biden/PROPN/flat/1 spoke/VERB/ROOT/0", ("Joe Biden",))
    assert [(a.id, a.sector) for a in identify(doc, date(2022, 5, 1)).actors(doc[0])] == [("USA", "GOV")]
    assert [(a.id, a.sector) for a in identify(doc, date(2026, 5, 1)).actors(doc[0])] == [("joe-biden", None)]


def test_a_title_in_the_words_outweighs_the_day():
    """ "President Joe Biden" is the USA whenever it is printed; his bare surname follows in the same text."""
    words = "President/PROPN/nmod:desc/2 Joe/PROPN/nsubj/4 Biden/PROPN/flat/2 spoke/VERB/ROOT/0 _./PUNCT/punct/4 || Biden/PROPN/nsubj/2 left/VERB/ROOT/0"
    doc = tree(words, ("Joe Biden",))
    ids = identify(doc, date(2026, 5, 1))
    assert [a.id for a in ids.actors(doc[1])] == ["USA"]
    assert [a.id for a in ids.actors(doc[5])] == ["USA"]
    former = tree("Former/ADJ/amod/2 president/NOUN/nmod:desc/3 Joe/PROPN/nsubj/5 Biden/PROPN/flat/3 spoke/VERB/ROOT/0", ("Joe Biden",))
    assert [a.id for a in identify(former, date(2022, 5, 1)).actors(former[2])] == ["joe-biden"]


@pytest.mark.parametrize(
    ("words", "head", "want"),
    [
        ("Turkish/ADJ/amod/2 allies/NOUN/nsubj/3 agreed/VERB/ROOT/0", "allies", "TUR"),
        ("Turkey/PROPN/nmod:poss/3 _'s/PART/case/1 allies/NOUN/nsubj/4 agreed/VERB/ROOT/0", "allies", None),
        ("Russia/PROPN/nsubj/2 attacked/VERB/ROOT/0 its/PRON/nmod:poss/5 western/ADJ/amod/5 neighbour/NOUN/obj/2", "neighbour", None),
    ],
    ids=["nationality", "possessor", "pronoun"],
)
def test_an_ally_is_another_than_whose_ally_it_is(words, head, want):
    doc = tree(words)
    (actor,) = identify(doc, date(2025, 6, 1)).actors(next(t for t in doc if t.text == head))
    assert (actor.id if actor.unresolved is None else None) == want


def test_a_surname_is_the_person_introduced_before():
    words = (
        "Dutch/ADJ/amod/3 foreign/ADJ/amod/3 minister/NOUN/nmod:desc/4 Jan/PROPN/nsubj/6 Voorbeeld/PROPN/flat/4 resigned/VERB/ROOT/0 _./PUNCT/punct/6"
        " || Voorbeeld/PROPN/nsubj/2 denied/VERB/ROOT/0 it/PRON/obj/2"
    )
    doc = tree(words, ("Jan Voorbeeld",))
    ids = identify(doc, date(2025, 6, 1))
    assert [(a.id, a.sector) for a in ids.actors(doc[7])] == [("NLD", "GOV")]
