"""Items of a text: spans as annotators mark them, classes, designations and origins.

The documents are split by a plain tokenizer with hyphens apart, as the language room splits them; some carry hand-made tags.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.identity.weapons import class_of, find_items

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


@cache
def vocab() -> Vocab:
    from spacy.lang.en import English

    return English().vocab


def make(text: str, tags: dict[str, str] | None = None) -> Doc:
    """A document with hyphens as words of their own; ``tags`` gives some words their tag, the others NN."""
    from spacy.tokens import Doc

    words = re.findall(r"U\.S\.|\w+(?:[.,]\w+)*|\s{2,}|\n|[^\w\s]", text)
    spaces, at = [], 0
    kept: list[str] = []
    for word in words:
        start = text.index(word, at)
        if kept and start > at:
            spaces[-1] = True
        kept.append(word)
        spaces.append(False)
        at = start + len(word)
    doc = Doc(vocab(), words=kept, spaces=spaces)
    if tags is not None:
        for token in doc:
            token.tag_ = tags.get(token.text, "NN")
    return doc


def items(text: str, tags: dict[str, str] | None = None) -> list[tuple[str, str, str | None, str | None]]:
    return [(m.text, m.class_, m.designation, m.origin) for m in find_items(make(text, tags)).all]


# From the manual and in the shape of current events; invented words.
TABLE: list[tuple[str, list[tuple[str, str, str | None, str | None]]]] = [
    ("Iran sent thousands of drones.", [("thousands of drones", "weapon.uav", None, None)]),
    ("They fired three missiles.", [("three missiles", "weapon.missile", None, None)]),
    ("It shot down more than 300 Shahed-136 drones.", [("more than 300 Shahed-136 drones", "weapon.uav.loitering", "Shahed-136", None)]),
    ("at least six ballistic missiles", [("at least six ballistic missiles", "weapon.missile.ballistic", None, None)]),
    ("a number of missiles", [("a number of missiles", "weapon.missile", None, None)]),
    ("between 30 and 40 tanks from the army", [("between 30 and 40 tanks", "weapon.armour.tank", None, None)]),
    ("an Iranian ballistic missile", [("an Iranian ballistic missile", "weapon.missile.ballistic", None, "IRN")]),
    ("147 Ukrainian drones", [("147 Ukrainian drones", "weapon.uav", None, "UKR")]),
    ("a Saudi Arabian reconnaissance drone", [("a Saudi Arabian reconnaissance drone", "weapon.uav.recon", None, "SAU")]),
    ("a U.S. F-15E fighter jet", [("a U.S. F-15E fighter jet", "weapon.aircraft.fighter", "F-15E", "USA")]),
    ("Iranian-made drones", [("Iranian-made drones", "weapon.uav", None, "IRN")]),
    ("U.S.-supplied missiles", [("missiles", "weapon.missile", None, None)]),
    (
        "Iranian aircraft and helicopters",
        [("Iranian aircraft", "weapon.aircraft", None, "IRN"), ("helicopters", "weapon.aircraft.helicopter", None, "IRN")],
    ),
    ("a Russian drone strike", [("drone", "weapon.uav", None, None)]),
    ("an overnight Russian missile and drone attack", [("missile", "weapon.missile", None, None), ("drone", "weapon.uav", None, None)]),
    ("an Iranian weapons shipment", [("Iranian weapons", "weapon", None, "IRN")]),
    ("all weapons shipments", [("weapons", "weapon", None, None)]),
    ("five Patriot missile defense systems", [("five Patriot missile defense systems", "weapon.air-defence", "Patriot", None)]),
    ("two Patriot batteries", [("two Patriot batteries", "weapon.air-defence", "Patriot", None)]),
    ("Germany will send Patriots", [("Patriots", "weapon.air-defence", "Patriot", None)]),
    ("Hellfire air-to-surface missiles", [("Hellfire air-to-surface missiles", "weapon.missile", "Hellfire", None)]),
    ("44 Leopard 2A8 tanks", [("44 Leopard 2A8 tanks", "weapon.armour.tank", "Leopard 2A8", None)]),
    ("S-400 missiles", [("S-400 missiles", "weapon.air-defence", "S-400", None)]),
    ("155mm artillery shells", [("155mm artillery shells", "weapon.ammunition.shell", None, None)]),
    ("one-way attack drones", [("one-way attack drones", "weapon.uav.loitering", None, None)]),
    ("short-range ballistic missiles", [("short-range ballistic missiles", "weapon.missile.ballistic.short-range", None, None)]),
    (
        "ballistic and cruise missiles",
        [("ballistic", "weapon.missile.ballistic", None, None), ("cruise missiles", "weapon.missile.cruise", None, None)],
    ),
    ("loitering munitions (Shahed-136)", [("loitering munitions (Shahed-136)", "weapon.uav.loitering", "Shahed-136", None)]),
    ("HIMARS long-range rocket systems", [("HIMARS long-range rocket systems", "weapon.artillery.rocket", "HIMARS", None)]),
    ("the USS Abraham Lincoln", [("the USS Abraham Lincoln", "weapon.ship", None, None)]),
    ("an Arleigh Burke-class destroyer", [("an Arleigh Burke-class destroyer", "weapon.ship", "Arleigh Burke-class", None)]),
    ("a Kilo-class submarine", [("a Kilo-class submarine", "weapon.ship.submarine", "Kilo-class", None)]),
    ("drone engines", [("drone engines", "component.engine", None, None)]),
    ("missile technology", [("missile technology", "technology", None, None)]),
    ("dual-use chips", [("dual-use chips", "component.electronics", None, None)]),
    ("military advisers", [("military advisers", "personnel", None, None)]),
    ("glide bombs", [("glide bombs", "weapon.ammunition", None, None)]),
    ("a roadside bomb", [("a roadside bomb", "weapon.explosive", None, None)]),
    ("machine guns", [("machine guns", "weapon.small-arms", None, None)]),
    ("other missiles and ammunition", [("other missiles", "weapon.missile", None, None), ("ammunition", "weapon.ammunition", None, None)]),
    ("its fighter jets", [("fighter jets", "weapon.aircraft.fighter", None, None)]),
    ("12 Skeldrax patrol boats", [("12 Skeldrax patrol boats", "weapon.ship", "Skeldrax", None)]),
    ("the XQ-77K cruise missile", [("the XQ-77K cruise missile", "weapon.missile.cruise", "XQ-77K", None)]),
    (
        "weapons, vehicles and ammunition",
        [("weapons", "weapon", None, None), ("vehicles", "equipment", None, None), ("ammunition", "weapon.ammunition", None, None)],
    ),
]

NONE = [
    "a water tank burst",
    "the think tank said",
    "a shell company in Dubai",
    "Shell company officials",
    "the missile defence minister",
    "a low-cost carrier",
    "he raised his arms",
    "arms control talks",
    "The Falcon 9 rocket put a satellite into orbit",
    "a coal mine collapse",
    "a suicide bomber struck",
    "counter-drone rules",
    "anti-drone rules",
    "national security adviser",
    "the leopard escaped from the zoo",
    "true patriots voted",
    "New York Jets",
    "A 37-year-old man was attacked",
    "Stacey Abrams spoke",
    "the bullet train",
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[t[0] for t in TABLE])
def test_items_with_span_class_designation_and_origin(text: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_item(text: str) -> None:
    assert items(text) == []


def test_a_verb_is_no_weapon() -> None:
    assert items("The army shells the town", {"shells": "VBZ", "The": "DT", "the": "DT"}) == []


def test_a_drone_that_strikes_is_not_a_modifier() -> None:
    assert items("A Russian drone strikes a house", {"strikes": "VBZ", "Russian": "JJ", "A": "DT", "a": "DT"}) == [
        ("A Russian drone", "weapon.uav", None, "RUS")
    ]


def test_a_service_before_the_weapon_is_its_owner_and_no_origin() -> None:
    tags = {"Three": "CD", "U.S.": "NNP", "Air": "NNP", "Force": "NNP", "-": "HYPH", "jets": "NNS"}
    text = "Three U.S. Air Force F-15E fighter jets"
    assert items(text, tags) == [(text, "weapon.aircraft.fighter", "F-15E", None)]


def test_a_person_named_like_a_weapon_is_a_person() -> None:
    from spacy.tokens import Span

    doc = make("The army honoured Abrams")
    doc.ents = (Span(doc, 3, 4, label="PER"),)
    assert find_items(doc).all == ()


def test_the_item_is_found_from_its_head_and_from_its_count() -> None:
    doc = make("thousands of Iranian drones")
    found = find_items(doc)
    for index in (0, 3):
        item = found.at(doc[index])
        assert item is not None
        assert (item.text, item.class_, item.origin, item.quantity) == ("thousands of Iranian drones", "weapon.uav", "IRN", None)
    assert found.at(doc[1]) is None


def test_no_item_is_found_from_the_noun_that_it_modifies() -> None:
    doc = make("a drone strike on Kyiv")
    found = find_items(doc)
    assert found.at(doc[2]) is None
    modifier = found.mention(doc[1])
    assert modifier is not None
    assert modifier.modifier


def test_goods_whose_noun_stands_with_the_next_item() -> None:
    doc = make("ballistic and cruise missiles")
    assert [item.class_ for item in find_items(doc).elided_at(doc[3])] == ["weapon.missile.ballistic"]


def test_the_maker_of_a_model_is_known_but_is_no_origin() -> None:
    mention = find_items(make("Shahed-136 drones")).all[0]
    assert (mention.maker, mention.origin) == ("IRN", None)


def test_every_item_says_why() -> None:
    mention = find_items(make("Iranian kamikaze drones")).all[0]
    assert "generic.yaml" in mention.why
    assert "Iranian" in mention.why


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("loitering munitions", "weapon.uav.loitering"),
        ("F-16C", "weapon.aircraft.fighter"),
        ("155mm shells", "weapon.ammunition.shell"),
        ("bananas", None),
    ],
)
def test_class_of_a_phrase(text: str, class_: str | None) -> None:
    assert class_of(text) == class_


PARTS = [
    "Iranian",
    "drones",
    "and",
    "missiles",
    "Shahed",
    "-",
    "136",
    "a",
    "three",
    "of",
    "thousands",
    "(",
    ")",
    '"',
    "the",
    "U.S.",
    "made",
]
MORE = [
    "attack",
    "\n",
    "ballistic",
    "cruise",
    "tank",
    "arms",
    "155mm",
    "F-16C",
    "systems",
    ",",
    "'s",
    "at",
    "least",
    "Kilo-class",
    "submarine",
    "é",
    "–",
]
WORDS = st.lists(st.sampled_from([*PARTS, *MORE, "more than"]), max_size=14).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=50)))
def test_any_text_is_read_and_spans_are_its_parts(text: str) -> None:
    from spacy.lang.en import English

    doc = _english(English)(text)
    for m in find_items(doc).all:
        assert doc.text[m.start : m.end] == m.text
        assert 0 <= m.i <= m.core[0] <= m.head < m.j <= len(doc)


@cache
def _english(kind: type) -> Any:
    return kind()
