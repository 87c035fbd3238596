"""The calendar: notation that the EDTF library accepts, and arithmetic that does not leave the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.measures import times
from sayso.measures.when import days
from tests.measures.test_times import ALL, THURSDAY

EASTERS = {2000: "2000-04-23", 2019: "2019-04-21", 2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05"}
ORTHODOX = {2000: "2000-04-30", 2019: "2019-04-28", 2024: "2024-05-05", 2025: "2025-04-20", 2026: "2026-04-12"}


@pytest.mark.parametrize(("year", "expected"), EASTERS.items())
def test_western_easter(year: int, expected: str) -> None:
    assert str(days.easter(year)) == expected


@pytest.mark.parametrize(("year", "expected"), ORTHODOX.items())
def test_orthodox_easter(year: int, expected: str) -> None:
    assert str(days.orthodox_easter(year)) == expected


def test_holidays_by_weekday() -> None:
    assert str(days.holiday("4 4 11", 2024)) == "2024-11-28"  # Thanksgiving
    assert str(days.holiday("-1 1 5", 2025)) == "2025-05-26"  # Memorial Day


def test_every_notation_is_valid_edtf() -> None:
    from edtf import parse_edtf

    notations = {t.edtf for text in ALL for t in times(text, THURSDAY) if t.edtf}
    assert len(notations) > 80
    for notation in notations:
        parse_edtf(notation)


@settings(max_examples=300, deadline=None)
@given(st.dates(), st.sampled_from(["h", "D", "W", "M", "Q", "Y", "DE", "CE"]), st.integers(-5000, 5000))
def test_shifts_stay_in_the_calendar_or_give_nothing(day: date, unit: str, n: int) -> None:
    moved = days.shift(day, unit, n)
    assert moved is None or isinstance(moved, date)
    if moved is not None and n == 0:
        assert moved == day


@settings(max_examples=300, deadline=None)
@given(st.dates(date(20, 1, 1), date(9998, 12, 31)), st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "DE"]))
def test_a_unit_holds_its_day(day: date, unit: str) -> None:
    period = days.containing(day, unit)
    assert period.first is not None and period.last is not None
    if unit != "WE":
        assert period.first <= day <= period.last
    else:
        assert period.last - period.first == timedelta(days=1)


@settings(max_examples=300, deadline=None)
@given(
    st.dates(date(20, 1, 1), date(9998, 12, 31)),
    st.sampled_from(["W", "M", "Q", "Y", "DE"]),
    st.sampled_from(["START", "MID", "END"]),
    st.booleans(),
)
def test_the_part_of_a_period_lies_in_it(day: date, unit: str, mod: str, edge: bool) -> None:
    period = days.containing(day, unit)
    first, last = days.part(period, mod, edge=edge)
    assert first is not None and last is not None and period.first is not None and period.last is not None
    assert period.first <= first <= last <= period.last
