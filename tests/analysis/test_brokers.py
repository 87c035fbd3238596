"""Brokers: the five parts of Gould and Fernandez, mediation, and the part that was lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sayso.acts import Act
from sayso.analysis.brokers import brokers, role, silence

from .worlds import START, act, joint


@pytest.mark.parametrize(
    ("sides", "part"),
    [("aaa", "coordinator"), ("aba", "itinerant"), ("aab", "representative"), ("abb", "representative"), ("abc", "liaison")],
)
def test_the_parts(sides: str, part: str) -> None:
    assert role(*sides) == part


def _war(days: int = 300) -> list[Act]:
    return [act("ISR", "hamas", "ASSAULT", START + timedelta(days=n)) for n in range(0, days, 10)]


def _talks(broker: str, first: int, last: int, step: int) -> list[Act]:
    """The broker meets both, in one event."""
    return [
        act(broker, side, "CONSULT", START + timedelta(days=n), mode="third-party", id=f"{broker}{n}")
        for n in range(first, last, step)
        for side in ("ISR", "hamas")
    ]


def test_a_mediator_between_two_at_war() -> None:
    found = brokers([*_war(), *_talks("QAT", 20, 300, 30)])
    [m] = found.mediations
    assert (m.broker, {m.a, m.c}, len(m.events), m.lost) == ("QAT", {"ISR", "hamas"}, 10, False)
    [p] = found.positions
    assert (p.broker, p.role) == ("QAT", "liaison") and len(p.hostile) == 30 and set(p.events) == set(m.events)


def test_who_lost_the_part_and_to_whom() -> None:
    found = brokers([*_war(360), *_talks("QAT", 0, 100, 10), *_talks("EGY", 150, 360, 20)])
    lost = {m.broker: m for m in found.mediations}
    assert lost["QAT"].lost and lost["QAT"].successor == "EGY" and lost["QAT"].last == START + timedelta(days=90)
    assert not lost["EGY"].lost
    assert "not since" in lost["QAT"].words and "then EGY" in lost["QAT"].words


def test_sides_can_be_given() -> None:
    sides = {"ISR": 1, "QAT": 2, "hamas": 2}
    [p] = brokers([*_war(), *_talks("QAT", 20, 300, 30)], sides=sides).positions
    assert (p.role, p.stands_with) == ("representative", "hamas")


def test_no_broker_between_friends_and_none_who_fights_one_of_them() -> None:
    friends = [a for n in range(0, 300, 10) for a in joint("USA", "GBR", "SUPPORT", START + timedelta(days=n))]
    assert brokers([*friends, *_talks("QAT", 20, 300, 30)]).mediations == ()
    enemy = [act("QAT", "hamas", "ASSAULT", START + timedelta(days=n)) for n in range(0, 300, 9)]
    assert brokers([*_war(), *enemy, *_talks("QAT", 20, 300, 60)]).mediations == ()


def test_who_sits_with_one_camp_does_not_mediate() -> None:
    """Three Europeans meet Iran, with which two of them are at odds: the third is no broker."""
    odds = [act(who, "IRN", "SANCTION", START + timedelta(days=n)) for who in ("FRA", "GBR") for n in range(0, 300, 20)]
    table = ("FRA", "GBR", "DEU", "IRN")
    talks = [
        act(a, b, "CONSULT", START + timedelta(days=n), id=f"talk{n}", weight=0.5, joint=True)
        for n in range(0, 300, 60)
        for a in table
        for b in table
        if a != b
    ]
    assert brokers([*odds, *talks]).mediations == ()


def test_arms_for_both_sides_are_no_mediation() -> None:
    arms = [act("QAT", side, "AID", START + timedelta(days=n), id=f"arms{n}") for n in range(0, 300, 30) for side in ("ISR", "hamas")]
    assert brokers([*_war(), *arms]).mediations == ()


def test_silence() -> None:
    days = [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 2)]
    assert silence(days, date(2025, 3, 2)) == 1
    assert silence(days, date(2025, 5, 1)) == pytest.approx((60 / 120) ** 2)
    assert silence(days[:1], date(2030, 1, 1)) == 1
