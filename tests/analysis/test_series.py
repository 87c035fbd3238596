"""Acts by pair and period: what counts, how much it weighs, and what was left out."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.analysis.series import Period, axis_of, gather, is_party, weight_of
from sayso.errors import SettingError

from .worlds import act, joint, month, steady


@pytest.mark.parametrize(
    ("period", "day", "start", "after", "name"),
    [
        (Period.WEEK, "2022-11-05", "2022-10-31", "2022-11-07", "week of 2022-10-31"),
        (Period.MONTH, "2022-12-31", "2022-12-01", "2023-01-01", "2022-12"),
        (Period.QUARTER, "2022-12-31", "2022-10-01", "2023-01-01", "2022-Q4"),
    ],
)
def test_periods(period: Period, day: str, start: str, after: str, name: str) -> None:
    first = period.start(date.fromisoformat(day))
    assert (first.isoformat(), period.after(first).isoformat(), period.called(first)) == (start, after, name)


def test_a_treaty_of_1954_told_today_does_not_stretch_the_history() -> None:
    acts = [act("USA", "PHL", "SUPPORT", "1954-09-08"), *steady("USA", "CHN", "CONSULT", [5, 6, 4])]
    found = gather(acts)
    assert found.starts == (date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1))
    assert found.outside == 1 and ("USA", "PHL") not in found.pairs


def test_weight_grows_with_independent_origins_ever_slower() -> None:
    assert [weight_of(act("A", "B", weight=n)) for n in (1, 2, 4, 8)] == [1, 2, 3, 4]
    assert sum(weight_of(a) for a in joint("A", "B", origins=4)) == 3


def test_an_event_counts_once_for_a_pair() -> None:
    twice = [act("IRN", "RUS", "AID", id="one"), act("IRN", "RUS", "AID", id="one")]
    assert len(gather(twice).pairs["IRN", "RUS"]) == 1
    assert gather(twice).volume == (1,)


def test_exposure_is_one_on_average_and_leaves_the_pair_itself_out() -> None:
    acts = [*steady("USA", "CHN", "CONSULT", [40, 40, 120]), *steady("IRN", "RUS", "AID", [0, 0, 100])]
    found = gather(acts)
    assert sum(found.exposure()) / 3 == pytest.approx(1)
    own = [0, 0, 100]
    assert found.exposure(own)[2] / found.exposure(own)[0] == pytest.approx(140 / 60)


def test_no_acts_give_no_periods() -> None:
    assert gather([]).starts == () and axis_of([], Period.WEEK) == ()


def test_a_history_that_ends_before_it_begins_is_told() -> None:
    with pytest.raises(SettingError, match="end before it begins"):
        gather([act("A", "B")], first=month(3), last=month(1))


@pytest.mark.parametrize(
    ("actor", "known"), [("IRN", True), ("hamas", True), ("nato", True), ("WEST", True), ("gunmen", False), ("boeing", False)]
)
def test_who_has_a_series_of_his_own(actor: str, known: bool) -> None:
    assert is_party(actor) is known
