"""Parts of claims in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sayso.ledger import names, words
from sayso.records import Source, TimeSpan
from tests.builders import DRONES, claim, drones


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (450, 450, "450"),
        (2000, 9999, "2,000–9,999"),
        (301, None, "at least 301"),
        (None, 50, "up to 50"),
        (0, 0, "0"),
        (0, 9, "0–9"),
        (None, None, ""),
    ],
)
def test_bounds(low: int | None, high: int | None, told: str) -> None:
    assert words.bounds(low, high) == told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2022-11-05", "2022-11-05", "2022-11-05"),
        ("2022-10-01", "2022-10-31", "2022-10"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01…2024-02-28"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2021-01-01", "2022-12-31", "2021…2022"),
        ("2022-10-03", "2022-10-09", "2022-10-03…2022-10-09"),
        ("2022-02-01", None, "from 2022-02-01"),
        (None, "2025-12-31", "until 2025-12-31"),
        (None, None, ""),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_days(first: str | None, last: str | None, told: str) -> None:
    assert words.days(*(date.fromisoformat(d) if d else None for d in (first, last))) == told


def test_a_time_without_days_is_told_by_its_words() -> None:
    assert words.time_words(TimeSpan(0, 15, "in recent weeks", None, None)) == "“in recent weeks”"


@pytest.mark.parametrize(
    ("class_", "designation", "told"),
    [
        ("weapon.uav", None, "drones"),
        ("weapon.uav", "Shahed-136", "Shahed-136"),
        ("weapon.laser-gun", None, "laser gun"),
        (None, None, "unspecified"),
    ],
)
def test_goods(class_: str | None, designation: str | None, told: str) -> None:
    assert words.goods(class_, designation) == told


def _link(text: str, id: str | None, kind: str) -> Source:
    return Source(0, len(text), text, id, kind, id is None)


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ([], "The Example Post"),
        ([_link("officials", None, "official")], "officials"),
        ([_link("CNN", "cnn", "media"), _link("officials", None, "official")], "officials (CNN)"),
        ([_link("CNN", "cnn", "media")], "CNN"),
        ([_link("They", "IRN", "state")], "Iran"),
        ([_link("Tehran's", "IRN", "state")], "Tehran"),
        ([_link("a minister", "RUS", "state"), _link("the army", "UKR", "state")], "the army"),
    ],
)
def test_who_says_it(sources: list[Source], told: str) -> None:
    assert words.says(replace(drones()[0], sources=tuple(sources)), DRONES) == told


def test_the_chain_runs_from_the_outside_in() -> None:
    assert words.chain(drones()[1]) == "CNN › officials"


def test_routes() -> None:
    sent = drones()[0]
    assert words.route(sent) == "IRN → RUS"
    assert words.route(sent, long=True) == "Iran → Russia"
    assert words.route(replace(sent, recipient=())) == "IRN"
    assert words.route(replace(sent, actor=())) == "? → RUS"


def test_figures_stand_beside_words_that_do_not_say_them() -> None:
    told = [words.item_words(i) for c in drones() for i in c.items]
    assert told[0] == "thousands of drones (2,000–9,999)"
    plain = claim("sent", DRONES, items=["about 450 drones=weapon.uav@450-450"]).items[0]
    assert words.item_words(plain) == "about 450 drones"


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("Iran", "IRN"),
        ("iran", "IRN"),
        ("IRN", "IRN"),
        ("Iranians", "IRN"),
        ("Tehran", "IRN"),
        ("United States", "USA"),
        ("the U.S.", "USA"),
    ],
)
def test_actors_by_name(asked: str, id: str) -> None:
    assert names.ids_of(asked) == {id}


def test_a_name_that_nobody_has() -> None:
    assert names.ids_of("Ruritania") == frozenset()
    assert "Iran" in names.near("Irran")


def test_names_for_ids() -> None:
    assert names.name_of("PRK") == "North Korea"
    assert names.name_of("no-such-brigade") == "No Such Brigade"
    assert names.name_of("XYZ") == "XYZ"
