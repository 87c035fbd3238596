"""The lexicons of the measures: every example in them is run, and every entry is what its header says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sayso.lexicons import ROOT, load
from sayso.measures import money, quantities
from sayso.measures.when.days import holiday

HEDGES, NUMBERS, COUNTS, MONEY, TIMES, GRAMMAR = (
    load(f"measures/{name}.yaml") for name in ("hedges", "numbers", "counts", "money", "timewords", "grammar")
)


def named(entry: dict[str, Any]) -> str:
    return str(entry["text"])


@pytest.mark.parametrize("example", [*HEDGES["examples"], *NUMBERS["examples"]], ids=named)
def test_each_example_of_a_count_has_its_bounds(example: dict[str, Any]) -> None:
    found = quantities(example["text"])
    assert [(q.low, q.high, q.hedge) for q in found] == [(example["low"], example["high"], example["hedge"])]


@pytest.mark.parametrize("example", MONEY["examples"], ids=named)
def test_each_example_of_money_has_its_amount_and_is_no_count(example: dict[str, Any]) -> None:
    def decimal(key: str) -> Decimal | None:
        return None if example[key] is None else Decimal(str(example[key]))

    found = money(example["text"])
    assert [(m.amount, m.currency, m.low, m.high) for m in found] == [
        (decimal("amount"), example["currency"], decimal("low"), decimal("high"))
    ]
    assert not quantities(example["text"])


@pytest.mark.parametrize("text", COUNTS["examples"]["none"])
def test_what_is_no_count_is_not_counted(text: str) -> None:
    assert not [q for q in quantities(text) if q.hedge != "share"]


@pytest.mark.parametrize("side", ["before", "after"])
def test_every_hedge_belongs_to_one_kind(side: str) -> None:
    phrases = [phrase for kind in HEDGES[side].values() for phrase in kind]
    assert len(phrases) == len(set(phrases))
    assert set(HEDGES[side]) <= {"approximate", "nearly", "above", "from", "below", "upto", "exact", "more"}


@pytest.mark.parametrize("kind", sorted(set(HEDGES["before"]) - {"exact", "more"}))
def test_every_hedge_before_a_figure_moves_its_bounds(kind: str) -> None:
    for phrase in HEDGES["before"][kind]:
        found = quantities(f"They sent {phrase} 400 drones.")
        assert len(found) == 1, phrase
        assert (found[0].low, found[0].high) != (400, 400), phrase
        assert found[0].text == f"{phrase} 400", phrase


def test_every_hedge_after_a_figure_moves_its_bounds() -> None:
    for kind, phrases in HEDGES["after"].items():
        for phrase in phrases:
            glue = "" if phrase[0] in "-+" else " "
            found = quantities(f"They sent 400{glue}{phrase}.")
            assert len(found) == 1, phrase
            assert (found[0].low, found[0].high) != (400, 400), (kind, phrase)


def test_every_holiday_rule_gives_a_day_in_every_year() -> None:
    for name, rule in TIMES["holidays"].items():
        assert all(holiday(rule, year) is not None for year in range(1990, 2041)), name


def test_currency_codes_have_three_letters() -> None:
    codes = [*MONEY["symbols"].values(), *MONEY["words"].values(), *(c for nouns in MONEY["national"].values() for c in nouns.values())]
    assert all(code is None or (len(code) == 3 and code.isupper()) for code in codes)


@pytest.mark.parametrize("name", ["hedges", "numbers", "counts", "money", "timewords", "grammar"])
def test_every_lexicon_explains_its_fields_in_its_header(name: str) -> None:
    text = (ROOT / "measures" / f"{name}.yaml").read_text(encoding="utf-8")
    header = text[: text.index("\n\n") if "\n\n" in text[:3000] else 3000]
    top = [line.split(":")[0] for line in text.splitlines() if line and line[0].isalpha() and ":" in line]
    for key in top:
        assert key in header, f"{name}.yaml does not explain {key}"


def test_words_are_words_and_not_yaml_booleans() -> None:
    def strings(value: Any) -> None:
        if isinstance(value, list):
            for inner in value:
                assert not isinstance(inner, bool), value
                strings(inner)
        elif isinstance(value, dict):
            for key, inner in value.items():
                assert not isinstance(key, bool), value
                if key not in {"of", "money"}:
                    assert not isinstance(inner, bool), (key, inner)
                    strings(inner)

    for lexicon in (HEDGES, NUMBERS, COUNTS, MONEY, TIMES, GRAMMAR):
        strings(lexicon)
