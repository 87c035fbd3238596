"""Supplier index, dependence and reversals, from transfers that happened."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from sayso.acts import Act
from sayso.analysis.roles import ALL, fisher, roles, wilson_low

from .worlds import act, month


def transfer(who: str, whom: str, n: int = 0, *classes: str, **fields: object) -> Act:
    return act(who, whom, "AID", month(n), flow="transfer", classes=classes or ("weapon.uav.loitering",), **fields)


def test_the_index_runs_from_receiver_to_supplier() -> None:
    acts = [transfer("IRN", "RUS", 1), transfer("IRN", "RUS", 2), transfer("RUS", "IRN", 3, "weapon.aircraft.fighter")]
    found = {(p.party, p.class_): p for p in roles(acts).positions}
    assert found["IRN", "weapon.uav"].index == 1 and found["RUS", "weapon.uav"].index == -1
    assert found["IRN", ALL].index == pytest.approx(1 / 3)
    assert len(found["IRN", ALL].supplied) == 2 and len(found["IRN", ALL].received) == 1


def test_a_delivery_of_two_classes_counts_once_for_each_and_once_for_all() -> None:
    found = {
        p.class_: p.out for p in roles([transfer("IRN", "RUS", 0, "weapon.uav", "weapon.missile.ballistic")]).positions if p.party == "IRN"
    }
    assert found == {ALL: 1, "weapon.uav": 1, "weapon.missile": 1}


def test_what_did_not_happen_stands_beside() -> None:
    found = roles([transfer("IRN", "RUS", id="no", status="denied"), transfer("IRN", "RUS", id="soon", status="planned")])
    assert found.positions == () and found.beside == (("denied", ("no",)), ("planned", ("soon",)))


def test_countries_and_gunmen_are_no_suppliers() -> None:
    found = roles([transfer("countries", "IRN", id="x"), transfer("rosoboronexport", "IRN", 1)])
    assert {p.party for p in found.positions} == {"rosoboronexport", "IRN"} and found.beside == (("unnamed", ("x",)),)


def test_dependence_names_the_supplier_and_how_little_one_delivery_proves() -> None:
    acts = [transfer("USA", "ISR", n) for n in range(8)] + [transfer("DEU", "ISR", 8), transfer("DEU", "ISR", 9)]
    [d] = [d for d in roles(acts).dependences if d.class_ == ALL]
    assert (d.receiver, d.supplier, d.share) == ("ISR", "USA", 0.8) and d.concentration == pytest.approx(0.68)
    assert d.low == pytest.approx(0.541, abs=0.01)
    assert [(s, w, len(e)) for s, w, e in d.suppliers] == [("USA", 8, 8), ("DEU", 2, 2)]
    assert wilson_low(1.0, 1) < 0.3 < 0.75 < wilson_low(1.0, 10)


def test_who_arms_whom_now_and_since_when() -> None:
    acts = [transfer("RUS", "IRN", n, "weapon.air-defence") for n in range(8)] + [transfer("IRN", "RUS", n) for n in range(20, 28)]
    [turn] = [r for r in roles(acts).reversals if r.class_ == ALL]
    assert (turn.old, turn.new, turn.until, turn.since) == ("RUS", "IRN", month(7), month(20))
    assert turn.firm and len(turn.before[0]) == len(turn.after[0]) == 8
    assert turn.words.startswith("all: RUS supplied IRN until 2020-08-15 (8 of 8); since 2021-09-15 IRN supplies RUS")


def test_two_deliveries_the_other_way_could_be_chance() -> None:
    acts = [transfer("RUS", "IRN", 0), transfer("RUS", "IRN", 1), transfer("IRN", "RUS", 2)]
    turns = [r for r in roles(acts).reversals if r.class_ == ALL]
    assert [r.firm for r in turns] == [False] and "could be chance" in turns[0].words


def test_one_way_trade_and_trade_on_one_day_are_no_reversal() -> None:
    assert roles([transfer("USA", "ISR", n) for n in range(9)]).reversals == ()
    assert roles([transfer("USA", "ISR"), transfer("ISR", "USA")]).reversals == ()


def test_dates_and_a_party_bound_what_counts() -> None:
    acts = [transfer("USA", "ISR", 0), transfer("USA", "ISR", 5), transfer("DEU", "UKR", 5)]
    found = roles(acts, first=date(2020, 3, 1), party="ISR")
    assert {p.party for p in found.positions} == {"USA", "ISR"} and found.positions[0].out + found.positions[0].in_ == 1


@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_fishers_test_is_that_of_scipy(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = table
    assert fisher(a, b, c, d) == pytest.approx(fisher_exact([[a, b], [c, d]]).pvalue, abs=1e-9)


def test_a_party_never_supplies_itself_to_another_class() -> None:
    acts = [transfer(a, b, n) for n, (a, b) in enumerate(combinations(["USA", "ISR", "DEU"], 2))]
    total = [p for p in roles(acts).positions if p.class_ == ALL]
    assert sum(p.out for p in total) == sum(p.in_ for p in total) == 3
