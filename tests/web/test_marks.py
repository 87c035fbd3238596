"""A text with its marks: nothing of the text is lost, and overlaps are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.web.marks import ORDER, Mark, marks_of, pieces
from tests.builders import DRONES, drones

TEXT = "Iran sent drones to Russia."


def test_a_text_without_marks_is_one_piece():
    assert [p.text for p in pieces(TEXT, [])] == [TEXT]


def test_an_empty_text_has_no_pieces():
    assert pieces("", [Mark(0, 3, "item", 1)]) == []


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param([Mark(5, 9, "trigger", 1)], [("Iran ", ()), ("sent", (1,)), (" drones to Russia.", ())], id="one"),
        pytest.param(
            [Mark(0, 9, "source", 1), Mark(5, 16, "item", 2)],
            [("Iran ", (1,)), ("sent", (1, 2)), (" drones", (2,)), (" to Russia.", ())],
            id="overlap",
        ),
        pytest.param([Mark(-5, 4, "item", 1)], [("Iran", (1,)), (" sent drones to Russia.", ())], id="cut at the front"),
        pytest.param([Mark(20, 99, "item", 1)], [("Iran sent drones to ", ()), ("Russia.", (1,))], id="cut at the end"),
        pytest.param([Mark(5, 5, "item", 1)], [(TEXT, ())], id="empty"),
    ],
)
def test_pieces(marks: list[Mark], expected: list[tuple[str, tuple[int, ...]]]):
    found = pieces(TEXT, marks)
    joined: list[tuple[str, tuple[int, ...]]] = []
    for p in found:
        if joined and joined[-1][1] == p.claims == ():
            joined[-1] = (joined[-1][0] + p.text, ())
        else:
            joined.append((p.text, p.claims))
    assert joined == expected


def test_kinds_stand_in_one_order_so_that_they_can_be_nested():
    (first, *_) = pieces(TEXT, [Mark(0, 4, kind, 1) for kind in reversed(ORDER)])
    assert first.kinds == ORDER


def test_a_trigger_of_two_claims_ends_with_both_numbers():
    found = pieces(TEXT, [Mark(5, 9, "trigger", 2), Mark(5, 9, "trigger", 1)])
    assert next(p for p in found if p.triggers).ends == (1, 2)


def test_every_part_of_a_claim_is_marked():
    kinds = {m.kind for m in marks_of(drones())}
    assert {"trigger", "party", "item", "source"} <= kinds


_marks = st.builds(Mark, st.integers(-5, 70), st.integers(-5, 70), st.sampled_from([*ORDER, "trigger"]), st.integers(1, 5))


@given(st.text(max_size=60), st.lists(_marks, max_size=12))
def test_pieces_joined_are_the_text_and_carry_exactly_the_marks_over_them(text: str, marks: list[Mark]):
    at = 0
    found = pieces(text, marks)
    assert "".join(p.text for p in found) == text
    for p in found:
        middle = (at, at + len(p.text))
        over = {m.claim for m in marks if m.start < m.end and m.start <= middle[0] and middle[1] <= m.end}
        assert set(p.claims) == over
        at = middle[1]


def test_the_marks_of_a_report_are_its_words():
    for m in marks_of(drones()):
        assert DRONES.text[m.start : m.end].strip()
