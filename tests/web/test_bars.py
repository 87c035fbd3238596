"""Bounds as bars and months as a timeline."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.web.bars import WIDTH, bar, largest, timeline


@pytest.mark.parametrize(
    ("low", "high", "shape"),
    [
        (None, None, None),
        (450, 450, "solid"),
        (405, 495, "solid then light"),
        (301, None, "solid then open"),
        (None, 50, "open from nought"),
        (0, 0, "solid"),
    ],
)
def test_bars(low: int | None, high: int | None, shape: str | None):
    found = bar(low, high, 1000)
    if shape is None:
        assert found is None
        return
    assert found is not None
    told = "open from nought" if found.open_low else "solid"
    told += " then open" if found.open else " then light" if found.end > found.sure and not found.open_low else ""
    assert told == shape
    assert 0 <= found.sure <= found.end <= WIDTH


def test_more_is_longer():
    ends = [b.end for n in (1, 10, 100, 1000, 100_000) if (b := bar(n, n, 100_000))]
    assert ends == sorted(ends) and len(set(ends)) == 5


def test_the_largest_of_no_bounds_is_one():
    assert largest([]) == 1
    assert largest([(None, None), (0, 0)]) == 1
    assert largest([(3, None), (None, 9)]) == 9


def test_a_timeline_has_every_month_between_the_first_and_the_last():
    found = timeline([date(2022, 11, 5), date(2023, 2, 1)], [date(2022, 11, 30)])
    assert [(m.key, m.up, m.down) for m in found] == [("2022-11", 1, 1), ("2022-12", 0, 0), ("2023-01", 0, 0), ("2023-02", 1, 0)]
    assert [m.last for m in found][:2] == [date(2022, 11, 30), date(2022, 12, 31)]


def test_one_old_date_does_not_flatten_the_rest():
    days = [date(1979, 2, 1)] + [date(2022, 1 + n % 12, 3) for n in range(60)]
    assert timeline(days)[0].key == "2022-01"


def test_nothing_gives_no_timeline():
    assert timeline([]) == []
