"""Cards: what a file may hold, and what is said where it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.analysis.narratives import Pattern, load_cards, parse_cards
from sayso.analysis.narratives.cards import contests
from sayso.errors import SettingError

RULES = [{"flow": "transfer", "actor": "Iran"}]


def card(**more: Any) -> dict[str, Any]:
    return {"id": "none", "statement": "Iran sends nothing.", "rules_out": RULES, **more}


def test_names_become_ids_and_single_words_lists() -> None:
    (found,) = parse_cards(
        card(holders="Tehran", expects=[{"event": "aid", "recipient": ["Russia", "Belarus"], "until": date(2022, 2, 23)}])
    )
    assert found.holders == ("IRN",)
    assert found.expects[0].event == ("AID",)
    assert found.expects[0].recipient == ("RUS", "BLR")
    assert found.rules_out[0].strength == "weak"


def test_the_scope_is_its_patterns_widened() -> None:
    (found,) = parse_cards(
        card(rules_out=[{"flow": "transfer", "actor": "Iran", "status": "actual", "since": "2022-02-24", "at_least": 5}])
    )
    assert found.scope == (Pattern(flow="transfer", actor="Iran"),)


MISTAKES: dict[str, tuple[Any, str]] = {
    "an unknown field": (card(expect=[]), "expect is no field of a card"),
    "a flow that is none": (card(expects=[{"flow": "gift"}]), "expects.0.flow there is no flow “gift”; allowed are transfer"),
    "an event that is none": (card(expects=[{"event": "HELP"}]), "there is no event “HELP”"),
    "a class that is none": (card(expects=[{"class": "weapon.drone"}]), "there is no class “weapon.drone”"),
    "a status that is none": (card(expects=[{"flow": "use", "status": "done"}]), "there is no status “done”"),
    "a name that nobody knows": (card(holders=["Irran"]), "“Irran” is no name that sayso knows; did you mean Iran"),
    "nothing ruled out": ({**card(), "rules_out": []}, "a story that rules nothing out cannot be tested"),
    "no rules at all": ({"id": "x", "statement": "All is well."}, "rules_out is missing"),
    "an id with blanks": (card(id="No arms"), "id must be lower-case letters, digits and hyphens"),
    "a pattern that fits everything": (card(expects=[{"status": "actual"}]), "a pattern must name an event, a flow, a party"),
    "days the wrong way round": (card(expects=[{"flow": "use", "since": "2023-01-01", "until": "2022-01-01"}]), "lies after until"),
    "no mapping": ("text", "is str, not a mapping"),
}


@pytest.mark.parametrize(("content", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_where_it_is(content: Any, told: str) -> None:
    with pytest.raises(SettingError) as error:
        parse_cards(content, "cards.yaml")
    assert told in str(error.value) and str(error.value).startswith("cards.yaml")


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(SettingError) as error:
        parse_cards([card(id="a", expects=[{"flow": "gift"}]), card(id="b", holders=["Irran"])])
    assert "a: " in str(error.value) and "b: " in str(error.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- {id: a, statement: One., rivals: [b], rules_out: [{flow: use}]}", "No card given is called b"),
        ("- {id: a, statement: One., rules_out: [{flow: use}]}\n" * 2, "Two cards are called a"),
        ("id: [", "is not valid YAML near line 1"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "cards.yaml"
    file.write_text(content)
    with pytest.raises(SettingError, match=told):
        load_cards([file])


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="holds no cards"):
        load_cards([tmp_path])
    with pytest.raises(SettingError, match="cannot be read"):
        load_cards([tmp_path / "no.yaml"])
    (tmp_path / "a.yaml").write_text("{id: a, statement: One., rules_out: [{flow: use}]}")
    assert [c.id for c in load_cards([tmp_path])] == ["a"]


def test_rivals_make_contests() -> None:
    cards = parse_cards([card(id="a", rivals=["b"]), card(id="b"), card(id="c"), card(id="d")])
    assert [[c.id for c in g] for g in contests(cards)] == [["a", "b"], ["c", "d"]]


def test_the_cards_of_the_examples_are_right() -> None:
    folder = Path(__file__).parents[3] / "examples" / "narratives"
    cards = load_cards([folder])
    assert len(cards) >= 3 and all(len(g) > 1 for g in contests(cards))
