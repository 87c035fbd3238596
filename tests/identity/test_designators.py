"""Designators: family, model, variant and calibre; never fuzzy, never inside a word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.identity.designators import find_designations, parse_designation, weapon_of

# Designators as they stand in news and registers: text → family, model, variant, class.
PARSED = [
    ("F-16C Block 52", "F-16 Fighting Falcon", "F-16 Fighting Falcon", "C Block 52", "weapon.aircraft.fighter"),
    ("F16C", "F-16 Fighting Falcon", "F-16 Fighting Falcon", "C", "weapon.aircraft.fighter"),
    ("Su-30MKI", "Su-30", "Su-30MKI", None, "weapon.aircraft.fighter"),
    ("Su‑30SM2", "Su-30", "Su-30", "SM2", "weapon.aircraft.fighter"),
    ("su-35", "Su-35", "Su-35", None, "weapon.aircraft.fighter"),
    ("MiG-29SMT", "MiG-29", "MiG-29", "SMT", "weapon.aircraft.fighter"),
    ("Leopard 2A6", "Leopard", "Leopard 2A6", None, "weapon.armour.tank"),
    ("Leopard 2", "Leopard", "Leopard 2", None, "weapon.armour.tank"),
    ("Leopard 2A9", "Leopard", "Leopard 2", "A9", "weapon.armour.tank"),
    ("R-77", "R-77", "R-77", None, "weapon.missile"),
    ("BM-21", "BM-21 Grad", "BM-21 Grad", None, "weapon.artillery.rocket"),
    ("MQ-9B", "MQ-9", "MQ-9B SkyGuardian", None, "weapon.uav"),
    ("Bayraktar TB2", "Bayraktar", "Bayraktar TB2", None, "weapon.uav"),
    ("S-300PMU-2", "S-300", "S-300PMU-2", None, "weapon.air-defence"),
    ("S-300PT", "S-300", "S-300", "PT", "weapon.air-defence"),
    ("AGM-114 Hellfire", "Hellfire", "AGM-114 Hellfire", None, "weapon.missile.anti-tank"),
    ("9M133 Kornet", "9M133 Kornet", "9M133 Kornet", None, "weapon.missile.anti-tank"),
    ("Type 054A", "Type 054A", "Type 054A", None, "weapon.ship"),
    ("K9 Thunder", "K9 Thunder", "K9 Thunder", None, "weapon.artillery"),
    ("BMP-2", "BMP", "BMP-2", None, "weapon.armour"),
    ("AK-47", "AK-47", "AK-47", None, "weapon.small-arms"),
    ("Mi-17V-5", "Mi-17", "Mi-17", "V-5", "weapon.aircraft.helicopter"),
    ("Shahed-136", "Shahed", "Shahed-136", None, "weapon.uav.loitering"),
    ("Geran-2", "Geran", "Geran-2", None, "weapon.uav.loitering"),
    ("Fatah-II", "Fatah", "Fatah-II", None, "weapon.missile"),
    ("FP-5 Flamingo", "FP-5 Flamingo", "FP-5 Flamingo", None, "weapon.missile.cruise"),
    ("Kilo-class", "Kilo-class", "Kilo-class", None, "weapon.ship.submarine"),
    ("A-4M Skyhawk-2", "A-4 Skyhawk", "A-4 Skyhawk", "M", "weapon.aircraft"),
    ("T-72M1", "T-72", "T-72", "M1", "weapon.armour.tank"),
]

# Models that are in no table, understood by their family or their naming system: text → family, class.
UNKNOWN = [
    ("Shahed-777", "Shahed", "weapon.uav"),
    ("Hwasong-99", "Hwasong", "weapon.missile.ballistic"),
    ("AGM-999", "AGM-999", "weapon.missile"),
    ("9M999", "9M999", "weapon.missile"),
    ("GBU-99", "GBU-99", "weapon.ammunition"),
    ("MQ-99A", "MQ-99", "weapon.uav"),
    ("AN/TPQ-99", "AN/TPQ-99", "weapon.sensor"),
    ("BTR-99", "BTR-99", "weapon.armour"),
]

NOT_DESIGNATORS = [
    "A 37-year-old",
    "MI6",
    "the think tank",
    "COVID-19",
    "in 2024",
    "G7",
    "a leopard",
    "patriots",
    "javelin throw",
    "M23",
    "F-150",
]


@pytest.mark.parametrize(("text", "family", "model", "variant", "class_"), PARSED, ids=[p[0] for p in PARSED])
def test_family_model_and_variant(text: str, family: str, model: str, variant: str | None, class_: str) -> None:
    found = parse_designation(text)
    assert found is not None
    assert (found.text, found.family, found.model, found.variant, found.class_) == (text, family, model, variant, class_)


@pytest.mark.parametrize(("text", "family", "class_"), UNKNOWN, ids=[u[0] for u in UNKNOWN])
def test_an_unknown_model_of_a_known_family_is_understood(text: str, family: str, class_: str) -> None:
    found = parse_designation(text)
    assert found is not None
    assert (found.text, found.family, found.class_, found.known) == (text, family, class_, False)


@pytest.mark.parametrize("text", NOT_DESIGNATORS)
def test_what_is_no_designator(text: str) -> None:
    assert parse_designation(text) is None


def test_leopard_2_is_not_leopard_2a6() -> None:
    plain, later = parse_designation("Leopard 2"), parse_designation("Leopard 2A6")
    assert plain is not None
    assert later is not None
    assert plain.id != later.id
    assert plain.family == later.family


@pytest.mark.parametrize("text", ["Su-35", "Su 35", "Su35", "SU-35", "Su–35", "Su‑35", "Su-35s"])
def test_hyphens_blanks_and_their_absence_are_alike(text: str) -> None:
    found = parse_designation(text)
    assert found is not None
    assert found.id.startswith("su-35")


@pytest.mark.parametrize(
    ("text", "name"), [("AH-1Z Vipers", "AH-1Z Viper"), ("UH-60s", "UH-60"), ("NLAWs", "NLAW"), ("Leopard 2s", "Leopard 2")]
)
def test_a_plural_s_is_not_part_of_the_designation(text: str, name: str) -> None:
    found = parse_designation(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["155mm", "155 mm", "155-mm", "122 millimetre"])
def test_a_calibre_is_a_calibre_and_no_model(text: str) -> None:
    found = parse_designation(text)
    assert found is not None
    assert found.calibre_mm in {155.0, 122.0}
    assert found.name is None


def test_a_ship_by_its_prefix_has_no_model_of_its_own() -> None:
    found = parse_designation("USS Gerald R. Ford. The carrier")
    assert found is not None
    assert (found.text, found.class_, found.name) == ("USS Gerald R. Ford", "weapon.ship", None)


@pytest.mark.parametrize("text", ["XSu-35", "Su-351234", "preF-16"])
def test_a_designator_never_stands_inside_a_word_or_number(text: str) -> None:
    assert parse_designation(text) is None


def test_weapons_of_one_name_are_told_apart_by_their_noun() -> None:
    from sayso.identity.weapons import class_of

    assert class_of("Challenger tanks") == "weapon.armour.tank"
    assert class_of("VT-1 tanks") == "weapon.armour.tank"


def test_the_line_of_the_table_behind_a_variant() -> None:
    found = parse_designation("T-72M1")
    assert found is not None
    line = weapon_of(found)
    assert line is not None
    assert (line.id, line.maker) == ("t-72", "RUS")


PARTS = ["F-16", "Su", "-", "30", "MKI", "Leopard", " ", "2", "A6", "Shahed", "136", "9M", "133", "USS ", "Carney", "155", "mm", "(", ")"]
ODD = [
    "–",
    "s",
    "’s",
    "\n",
    "Type",
    "class",
    "Kilo",
    "AN/TPQ",
    "/",
    ".",
    "Mk",
    "Block",
    "é",
    "İ",
    "ß",
    "ẞ",
    "ﬁ",
    "１",
    "²",
    "\u00a0",
    "\u0301",
    "KN",
]
PIECES = st.lists(st.sampled_from([*PARTS, *ODD, "NATO", "drones"]), max_size=12).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)))
def test_any_text_is_read_and_every_find_is_a_part_of_it(text: str) -> None:
    end = 0
    for found in find_designations(text):
        assert text[found.start : found.end] == found.text
        assert end <= found.start < found.end
        assert found.family
        end = found.end
    parse_designation(text)
