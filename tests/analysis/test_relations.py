"""The relation of two parties: every number with its events, normalised and weighted, open matters beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.analysis.relations import relation, summaries
from sayso.analysis.scores import Quad
from sayso.analysis.series import gather
from sayso.analysis.series_charts import relation_chart
from sayso.analysis.turning import turning_points

from .worlds import act, joint, month, noise, steady


def test_each_number_lists_its_events() -> None:
    acts = [
        act("IRN", "RUS", "AID", id="drones", weight=2),
        act("IRN", "RUS", "AID", id="shells"),
        act("RUS", "IRN", "CONSULT", mode="visit", id="visit"),
    ]
    found = relation(acts, "IRN", "RUS")
    [aid], [visit] = found.sides[0].cells, found.sides[1].cells
    assert (aid.quad, aid.weight, aid.events) == (Quad.MATERIAL_COOPERATION, 3, ("drones", "shells"))
    assert (visit.quad, visit.net, visit.events) == (Quad.VERBAL_COOPERATION, 4, ("visit",))
    assert found.events == ("drones", "shells", "visit")
    assert found.net() == (34,)


def test_loud_months_are_brought_to_average_reporting() -> None:
    acts = [*steady("IRN", "RUS", "AID", [2, 2]), *steady("USA", "CHN", "CONSULT", [78, 178])]
    quiet, loud = relation(acts, "IRN", "RUS").sides[0].cells
    assert quiet.weight == loud.weight and quiet.rate == pytest.approx(2 * loud.rate)


def test_a_meeting_is_half_an_event_on_each_side() -> None:
    found = relation(joint("IRN", "RUS", "CONSULT"), "IRN", "RUS")
    assert [side.cells[0].weight for side in found.sides] == [0.5, 0.5]
    assert found.net() == (2.5,)


def test_denied_and_possible_events_stand_beside_and_count_nothing() -> None:
    acts = [act("IRN", "RUS", "AID", id="a"), act("IRN", "RUS", "AID", id="b", status="denied"), act("IRN", "RUS", None, id="c")]
    found = relation(acts, "RUS", "IRN")
    assert found.events == ("a",) and found.open == (("denied", ("b",)),) and found.unread == ("c",)


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC"), st.sampled_from(["AID", "ASSAULT", "CONSULT"]), st.integers(0, 5)))
)
def test_no_event_is_lost_or_counted_twice(rows: list[tuple[str, str, str, int]]) -> None:
    acts = [act(a, b, event, month(n)) for a, b, event, n in rows if a != b]
    found = gather(acts)
    inside = {a.id for a in acts if found.starts and found.starts[0] <= a.day < found.period.after(found.starts[-1])}
    told = [e for s in summaries(found) for e in s.ids]
    assert sorted(told) == sorted(inside) and len(inside) + found.outside == len(acts)


def test_the_picture_holds_every_cell_and_the_turning_points() -> None:
    acts = [*steady("IRN", "RUS", "AID", [0] * 12 + [4] * 12), *noise(24, 8, 2.0, seed=2)]
    found = relation(acts, "IRN", "RUS")
    points = turning_points(acts, party="IRN").points
    chart = relation_chart(found, points)
    assert chart["$schema"].endswith("v6.json")
    values = chart["data"]["values"]
    assert len([v for v in values if "rate" in v]) == len(found.sides[0].cells) == 12
    assert [v["what"] for v in values if "what" in v] == [p.words for p in points] != []
