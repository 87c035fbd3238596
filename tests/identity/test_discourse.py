"""Pronouns and definite descriptions within one text.

The sentences are invented; their trees are those of the encoder's first checkpoint, so a wrong tree among them is a case, too.
"""
# ruff: noqa: E501 (one case, one line)

from __future__ import annotations

from datetime import date

import pytest

from sayso.identity import identify
from tests.identity.trees import tree

# name, tree, names of persons, names of organisations, the pronoun or head asked for (its last occurrence), identities
CASES = [
    (
        "it inside a report is who reports",
        "The/DET/det/2 UAE/PROPN/nsubj/3 reports/VERB/ROOT/0 that/SCONJ/mark/7 it/PRON/nsubj/7 has/AUX/aux/7 intercepted/VERB/ccomp/3 two/NUM/nummod/9 missiles/NOUN/obj/7 _./PUNCT/punct/3",
        (),
        ("UAE",),
        "it",
        ["ARE"],
    ),
    (
        "possessive of its clause",
        "Russia/PROPN/nsubj/2 lost/VERB/ROOT/0 its/PRON/nmod:poss/4 drones/NOUN/obj/2 in/ADP/case/7 the/DET/det/7 raid/NOUN/obl/2 _./PUNCT/punct/2",
        (),
        (),
        "its",
        ["RUS"],
    ),
    (
        "its organ",
        "Poland/PROPN/nsubj/2 said/VERB/ROOT/0 its/PRON/nmod:poss/5 air/NOUN/compound/5 force/NOUN/nsubj/7 had/AUX/aux/7 shot/VERB/ccomp/2 down/ADP/case/10 the/DET/det/10 drones/NOUN/obl/7 _./PUNCT/punct/2",
        (),
        ("Poland",),
        "force",
        ["POL"],
    ),
    (
        "they of a group",
        "The/DET/det/2 Houthis/PROPN/nsubj/3 said/VERB/ROOT/0 they/PRON/nsubj/6 had/AUX/aux/6 fired/VERB/ccomp/3 three/NUM/nummod/8 missiles/NOUN/obj/6 _./PUNCT/punct/3",
        (),
        ("Houthis",),
        "they",
        ["houthis"],
    ),
    (
        "they of coordinated states",
        "Armenia/PROPN/nsubj/4 and/CCONJ/cc/3 Azerbaijan/PROPN/conj/1 said/VERB/ROOT/0 they/PRON/nsubj/7 would/AUX/aux/7 withdraw/VERB/ccomp/4 _./PUNCT/punct/4",
        (),
        (),
        "they",
        ["ARM", "AZE"],
    ),
    (
        "he is the person before",
        "Ukrainian/ADJ/amod/2 president/NOUN/nmod:desc/3 Volodymyr/PROPN/nsubj/5 Zelenskyy/PROPN/flat/3 met/VERB/ROOT/0 Emmanuel/PROPN/obj/5 Macron/PROPN/flat/6 _./PUNCT/punct/5 || He/PRON/nsubj/2 thanked/VERB/ROOT/0 the/DET/det/5 French/ADJ/amod/5 president/PROPN/obj/2 _./PUNCT/punct/2",
        ("Emmanuel Macron",),
        (),
        "He",
        ["UKR"],
    ),
    (
        "not the accuser",
        "Iran/PROPN/nsubj/2 warned/VERB/ROOT/0 Israel/PROPN/iobj/2 and/CCONJ/cc/5 accused/VERB/conj/2 it/PRON/obj/5 of/ADP/case/8 sabotage/NOUN/obl/5 _./PUNCT/punct/2",
        ("Iran",),
        (),
        "it",
        ["ISR"],
    ),
    (
        "the country of a report",
        "Jordan/PROPN/nsubj/2 says/VERB/ROOT/0 that/SCONJ/mark/6 a/DET/det/5 missile/NOUN/nsubj/6 fell/VERB/ccomp/2 in/ADP/case/9 the/DET/det/9 country/NOUN/obl/6 _./PUNCT/punct/2",
        ("Jordan",),
        (),
        "country",
        ["JOR"],
    ),
    (
        "the country that is not the subject",
        "The/DET/det/3 United/ADJ/amod/3 States/PROPN/nsubj/4 sanctioned/VERB/ROOT/0 several/ADJ/amod/7 Rwandan/ADJ/amod/7 officials/NOUN/obj/4 over/ADP/case/12 the/DET/det/10 country/NOUN/nmod:poss/12 _'s/PART/case/10 support/NOUN/obl/4 for/ADP/case/15 the/DET/det/15 rebels/NOUN/nmod/12 _./PUNCT/punct/4",
        (),
        ("United States", "Rwandan"),
        "country",
        ["RWA"],
    ),
    (
        "the group",
        "Israel/PROPN/nsubj/2 struck/VERB/ROOT/0 Hamas/PROPN/compound/4 depots/NOUN/obj/2 and/CCONJ/cc/6 accused/VERB/conj/2 the/DET/det/9 militant/ADJ/amod/9 group/NOUN/obj/6 of/SCONJ/mark/11 breaking/VERB/advcl/6 the/DET/det/13 truce/NOUN/obj/11 _./PUNCT/punct/2",
        ("Israel",),
        ("Hamas",),
        "group",
        ["hamas"],
    ),
    (
        "the military of the report's state",
        "The/DET/det/4 Kuwaiti/PROPN/compound/4 defence/NOUN/compound/4 ministry/NOUN/nsubj/5 says/VERB/ROOT/0 that/SCONJ/mark/9 the/DET/det/12 military/ADJ/nsubj/9 shot/VERB/ccomp/5 down/ADP/compound:prt/9 13/NUM/nummod/12 missiles/NOUN/obl/9 _./PUNCT/punct/5",
        (),
        ("Kuwaiti defence ministry",),
        "military",
        ["KWT"],
    ),
    (
        "soldiers where it happens",
        "Militants/NOUN/nsubj/2 killed/VERB/ROOT/0 three/NUM/nummod/4 soldiers/NOUN/obj/2 in/ADP/case/7 Borno/PROPN/compound/7 State/PROPN/nmod/4 _,/PUNCT/punct/9 Nigeria/PROPN/nmod:unmarked/7 _./PUNCT/punct/2",
        (),
        (),
        "soldiers",
        ["NGA"],
    ),
    (
        "police of the only state",
        "Police/NOUN/nsubj/2 arrested/VERB/ROOT/0 two/NUM/nummod/4 men/NOUN/obj/2 in/ADP/case/6 Lyon/PROPN/obl/2 _,/PUNCT/punct/8 France/PROPN/nmod:unmarked/6 _./PUNCT/punct/2",
        (),
        (),
        "Police",
        ["FRA"],
    ),
    (
        "his country",
        "Miguel/PROPN/nsubj/5 Díaz/PROPN/flat/1 _-/PUNCT/punct/4 _Canel/PROPN/flat/1 said/VERB/ROOT/0 his/PRON/nmod:poss/7 country/NOUN/nsubj/9 would/AUX/aux/9 resist/VERB/ccomp/5 _./PUNCT/punct/5",
        ("Miguel Díaz-Canel",),
        (),
        "country",
        ["CUB"],
    ),
    (
        "both countries",
        "Pakistan/PROPN/nsubj/4 and/CCONJ/cc/3 Afghanistan/PROPN/conj/1 traded/VERB/ROOT/0 fire/NOUN/obj/4 _./PUNCT/punct/4 || Both/DET/det/2 countries/NOUN/nsubj/3 closed/VERB/ROOT/0 the/DET/det/5 border/NOUN/obj/3 _./PUNCT/punct/3",
        (),
        (),
        "countries",
        ["AFG", "PAK"],
    ),
    (
        "relative pronoun",
        "Iranian/ADJ/amod/2 officials/NOUN/nsubj/8 who/PRON/nsubj/4 spoke/VERB/acl:relcl/2 to/ADP/case/7 the/DET/det/7 agency/NOUN/obl/4 denied/VERB/ROOT/0 it/PRON/obj/8 _./PUNCT/punct/8",
        (),
        (),
        "who",
        ["IRN"],
    ),
    (
        "the island",
        "China/PROPN/nsubj/2 held/VERB/ROOT/0 drills/NOUN/obj/2 around/ADP/case/5 Taiwan/PROPN/nmod/3 _./PUNCT/punct/2 || Jets/NOUN/nsubj/2 circled/VERB/ROOT/0 the/DET/det/4 island/NOUN/obj/2 _./PUNCT/punct/2",
        (),
        (),
        "island",
        ["TWN"],
    ),
    (
        "the secretary",
        "Defense/NOUN/compound/2 Secretary/PROPN/nmod:desc/3 Ash/PROPN/nsubj/5 Carter/PROPN/flat/3 met/VERB/ROOT/0 Haider/PROPN/obj/5 al/PROPN/flat/6 _-/PUNCT/punct/9 _Abadi/PROPN/flat/6 in/ADP/case/11 Baghdad/PROPN/obl/5 _./PUNCT/punct/5 || The/DET/det/2 secretary/NOUN/nsubj/3 praised/VERB/ROOT/0 the/DET/det/5 plan/NOUN/obj/3 _./PUNCT/punct/3",
        ("Ash Carter", "Haider al-Abadi"),
        (),
        "secretary",
        ["USA"],
    ),
    (
        "the Islamic Republic",
        "The/DET/det/3 Islamic/ADJ/amod/3 Republic/PROPN/nsubj/4 tested/VERB/ROOT/0 a/DET/det/6 missile/NOUN/obj/4 _./PUNCT/punct/4",
        (),
        ("Islamic Republic",),
        "Republic",
        ["IRN"],
    ),
]


@pytest.mark.parametrize(("words", "people", "organisations", "head", "want"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_mention_is_resolved_within_the_text(words, people, organisations, head, want):
    doc = tree(words, people, organisations)
    ids = identify(doc, date(2016, 7, 1) if "Carter" in words else date(2025, 6, 1))
    token = [t for t in doc if t.text == head][-1]
    actors = ids.actors(token)
    assert sorted(a.id for a in actors if a.unresolved is None) == sorted(want)
    assert ids.why(token)


def test_two_candidates_equally_near_are_left_open_and_named():
    words = "Iran/PROPN/nsubj/4 and/CCONJ/cc/3 Iraq/PROPN/conj/1 met/VERB/ROOT/0 _./PUNCT/punct/4 || The/DET/det/2 government/NOUN/nsubj/3 fell/VERB/ROOT/0"
    doc = tree(words)
    (actor,) = identify(doc, date(2025, 6, 1)).actors(doc[6])
    assert actor.unresolved is not None
    assert set(actor.unresolved.candidates) == {"IRN", "IRQ"}


def test_an_expletive_is_nobody():
    doc = tree("It/PRON/expl/3 is/AUX/cop/3 clear/ADJ/ROOT/0 that/SCONJ/mark/6 Iran/PROPN/nsubj/6 won/VERB/csubj/3")
    assert identify(doc, None).actors(doc[0]) == ()


def test_reported_we_is_the_speaker():
    """ "We" inside reported words is the speaker's side."""
    from dataclasses import dataclass

    from spacy.tokens import Doc

    from sayso.records import Span

    @dataclass
    class Link:
        source: tuple[Span, ...]
        content: tuple[Span, ...]

    doc = tree("Iran/PROPN/nsubj/2 said/VERB/ROOT/0 _:/PUNCT/punct/2 we/PRON/nsubj/5 won/VERB/ccomp/2")
    held = Doc.has_extension("attributions")
    if not held:
        Doc.set_extension("attributions", default=())
    try:
        doc._.attributions = (Link((Span(0, 4, "Iran"),), (Span(11, 17, "we won"),)),)
        assert [a.id for a in identify(doc, None).actors(doc[3])] == ["IRN"]
    finally:
        if not held:
            Doc.remove_extension("attributions")
