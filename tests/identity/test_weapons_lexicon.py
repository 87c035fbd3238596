"""The weapons table and the generic nouns: every entry is whole, and every name of it leads back to it."""

from __future__ import annotations

import re

import pytest

from sayso.identity.arsenal import BESIDE, CLASSES, arsenal, steps
from sayso.identity.designators import find_designations, scan
from sayso.identity.weapons import class_of, parse_designation
from sayso.lexicons import load, load_folder

SIPRI = {
    "aircraft",
    "air-defence",
    "armoured",
    "artillery",
    "engine",
    "missile",
    "naval-weapon",
    "satellite",
    "sensor",
    "ship",
    "other",
    None,
}
UNROCA = {"I", "II", "III", "IVa", "IVb", "Va", "Vb", "VI", "VIIa", "VIIb", "SALW", None}
FIELDS = {"id", "name", "family", "maker", "class", "numbered", "aka", "weak", "beside", "also", "sipri", "unroca", "source", "entries"}
TABLES = sorted(name for name, content in load_folder("weapons").items() if "groups" in content)
HEADS = {
    "weapon.uav": "drone",
    "weapon.missile": "missile",
    "weapon.air-defence": "air defence system",
    "weapon.artillery": "howitzer",
    "weapon.ammunition": "munition",
    "weapon.armour": "armoured vehicle",
    "weapon.aircraft": "aircraft",
    "weapon.ship": "ship",
    "weapon.small-arms": "rifle",
    "weapon.explosive": "bomb",
    "weapon.sensor": "radar",
    "weapon.nuclear": "weapon",
}


def test_the_table_has_at_least_the_promised_designations() -> None:
    assert len(arsenal().weapons) >= 900


@pytest.mark.parametrize("name", TABLES)
def test_entries_use_only_the_fields_of_the_header(name: str) -> None:
    for group in load(name)["groups"]:
        for entry in (group, *group["entries"]):
            assert set(entry) <= FIELDS, entry


def test_every_weapon_is_whole() -> None:
    for weapon in arsenal().weapons:
        assert weapon.class_ in CLASSES, weapon.id
        assert weapon.sipri in SIPRI, weapon.id
        assert weapon.unroca in UNROCA, weapon.id
        assert weapon.maker is None or re.fullmatch(r"[A-Z]{3}", weapon.maker), weapon.id
        assert re.match(r"(Wikipedia: .|SIPRI Arms Transfers Database)", weapon.source), weapon.id
        assert re.fullmatch(r"[a-z0-9+-]+", weapon.id), weapon.id
        assert weapon.family and weapon.name


def test_ids_are_unique() -> None:
    ids = [weapon.id for weapon in arsenal().weapons]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", TABLES)
def test_every_name_leads_back_to_its_weapon(name: str) -> None:
    lost = []
    for weapon in arsenal().weapons:
        if weapon.file != name:
            continue
        for alias in weapon.aliases:
            found = [d for f in scan(alias) for d in ((f.designation, *f.homonyms) if f.designation else ())]
            if not any(d.id == weapon.id or d.id.startswith(f"{weapon.id}-") for d in found):
                lost.append((weapon.id, alias, [d.id for d in found]))
    assert lost == []


def test_names_that_are_words_need_a_noun_beside_them() -> None:
    for weapon in arsenal().weapons:
        for alias in weapon.beside:
            assert all(d.strength == BESIDE for d in find_designations(alias) if d.text == alias and d.id == weapon.id), alias


def test_generic_nouns_have_codebook_classes() -> None:
    for group in load("weapons/generic.yaml")["heads"]:
        assert group["class"] in CLASSES
        assert set(group) <= {"class", "nouns", "weak", "company", "plural", "near", "far"}


@pytest.mark.parametrize("example", load("weapons/generic.yaml")["examples"], ids=lambda e: e["text"])
def test_examples_of_generic_nouns(example: dict[str, str]) -> None:
    assert class_of(example["text"]) == example["class"]


@pytest.mark.parametrize(
    "example", [e for system in load("weapons/systems.yaml")["systems"] for e in system["examples"]], ids=lambda e: e["text"]
)
def test_examples_of_naming_systems(example: dict[str, str]) -> None:
    found = parse_designation(example["text"])
    assert found is not None
    assert found.text == example["text"]
    assert found.class_ == example["class"]


@pytest.mark.parametrize("rule", load("weapons/generic.yaml")["modifiers"], ids=lambda r: f"{r['from']} to {r['to']}")
def test_each_modifier_narrows_a_noun_of_its_class(rule: dict[str, object]) -> None:
    source, target = str(rule["from"]), str(rule["to"])
    assert {source, target} <= CLASSES
    head = next((noun for class_, noun in sorted(HEADS.items(), key=lambda p: -len(p[0])) if source.startswith(class_)), "weapon")
    words = rule["words"]
    assert isinstance(words, list)
    for word in words:
        got = class_of(f"{word} {head}")
        assert got is not None
        if source in HEADS:
            assert got == target, word


@pytest.mark.parametrize("phrase", load("weapons/generic.yaml")["void"])
def test_phrases_that_only_look_like_goods_are_none(phrase: str) -> None:
    assert class_of(phrase) is None


def test_runs_of_letters_and_figures_are_the_steps() -> None:
    assert steps("Su-30MKI") == ["su", "30", "mki"]
    assert steps("Bayraktar Akıncı") == ["bayraktar", "akıncı"]
