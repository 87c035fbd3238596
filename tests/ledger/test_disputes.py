"""What does not agree, and what only seems so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.ledger import disputes
from sayso.records import Claim, Document
from tests.builders import DRONES, claim, document, drones, when

ROUTE: dict[str, Any] = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"]}


def _report(name: str, words: str, day: str | None = "2022-11-05", *, item: str = "weapon.uav", **more: Any) -> tuple[Claim, Document]:
    """A report that Iran sent ``words`` ("450 drones@450-450/batch") to Russia."""
    goods, _, bounds = words.partition("@")
    doc = document(f"Iran sent {goods} to Russia, says {name}.", id=name, published=date.fromisoformat(day) if day else None)
    return claim("sent", doc, **{**ROUTE, "items": [f"{goods}={item}@{bounds}"], **more}), doc


@pytest.mark.parametrize(
    ("name", "a", "b", "clash"),
    [
        ("bounds that exclude each other", _report("A", "450 drones@450-450/batch"), _report("B", "200 drones@200-200/batch"), True),
        ("bounds that overlap", _report("A", "about 450 drones@405-495/batch"), _report("B", "400 to 420 drones@400-420/batch"), False),
        ("an open bound beyond", _report("A", "over 500 drones@501-/batch"), _report("B", "200 drones@200-200/batch"), True),
        ("a batch beside a total", _report("A", "450 drones@450-450/batch"), _report("B", "thousands of drones@2000-9999/total"), False),
        ("other goods", _report("A", "450 drones@450-450"), _report("B", "200 shells@200-200", item="weapon.ammunition.shell"), False),
        ("two months", _report("A", "450 drones@450-450"), _report("B", "200 drones@200-200", "2022-12-05"), False),
        ("totals that grew", _report("A", "450 drones@450-450/total"), _report("B", "900 drones@900-900/total", "2022-12-05"), False),
        ("totals of one week", _report("A", "450 drones@450-450/total"), _report("B", "900 drones@900-900/total", "2022-11-07"), True),
        ("days not known", _report("A", "450 drones@450-450", None), _report("B", "200 drones@200-200", None), True),
        ("a plan beside a delivery", _report("A", "450 drones@450-450"), _report("B", "200 drones@200-200", status="planned"), False),
        ("a denied figure", _report("A", "450 drones@450-450"), _report("B", "200 drones@200-200", status="denied"), False),
    ],
)
def test_figures(name: str, a: tuple[Claim, Document], b: tuple[Claim, Document], clash: bool) -> None:
    assert bool(list(disputes.figures([a, b]))) is clash
    assert bool(list(disputes.figures([b, a]))) is clash


def test_one_voice_that_names_two_numbers_speaks_of_two_things() -> None:
    doc = document("Iran sent 450 drones to Russia. Iran sent 200 drones to Russia.")
    pairs = [(claim("sent", doc, **ROUTE, items=[f"{n} drones=weapon.uav@{n}-{n}"]), doc) for n in (450, 200)]
    assert list(disputes.figures(pairs)) == []


def test_event_times_decide_where_they_are_known() -> None:
    docs = [document(f"In {m} Iran sent {n} drones to Russia.", published=date(2022, 6, 1)) for m, n in (("March", 450), ("May", 200))]
    days = (("March", "2022-03-01", "2022-03-31"), ("May", "2022-05-01", "2022-05-31"))
    pairs = [
        (claim("sent", d, **ROUTE, items=[f"{n} drones=weapon.uav@{n}-{n}"], time=when(d.text, *w)), d)
        for d, n, w in zip(docs, (450, 200), days, strict=True)
    ]
    assert list(disputes.figures(pairs)) == []


def test_a_denial_stands_against_the_claim_on_its_route() -> None:
    found = list(disputes.denials([(c, DRONES) for c in drones()]))
    assert [(d.kind, d.first[0], d.second[0]) for d in found] == [("denied", drones()[0], drones()[3])]


@pytest.mark.parametrize(
    "change",
    [
        {"actor_": ["Russia=RUS"], "recipient": ["Moscow=PRK"]},
        {"items": ["missiles=weapon.missile"]},
        {"flow": None, "event": "ASSAULT", "items": []},
    ],
)
def test_a_denial_of_something_else_is_no_dispute(change: dict[str, Any]) -> None:
    denial = claim("sending", DRONES, status="denied", **{**ROUTE, "items": ["drones=weapon.uav"], **change})
    assert list(disputes.denials([(drones()[0], DRONES), (denial, DRONES)])) == []


def test_a_denial_is_put_beside_what_is_said_to_have_happened() -> None:
    possible = claim("drones", DRONES, **ROUTE, status="possible", items=["drones=weapon.uav"])
    elsewhere = claim("Iran", DRONES, actor_=["Iran=IRN"], items=["drones=weapon.uav"])
    (found,) = disputes.denials([(c, DRONES) for c in (possible, elsewhere, drones()[3])])
    assert found.first[0] == elsewhere


@pytest.mark.parametrize(("day", "found"), [("2022-11-18", True), ("2022-11-20", False), (None, True)])
def test_a_denial_long_after_speaks_of_something_else(day: str | None, found: bool) -> None:
    said, denied = _report("A", "drones@"), _report("B", "drones@", day, status="denied")
    assert bool(list(disputes.denials([said, denied]))) is found


def test_many_reports_of_many_days_are_compared_quickly() -> None:
    pairs = [_report(f"R{n}", f"{n + 1} drones@{n + 1}-{n + 1}", f"{1990 + n % 30}-0{1 + n % 9}-1{n % 10}") for n in range(3000)]
    assert len(list(disputes.figures(pairs))) < 3000
