"""Events: every claim kept, values side by side, disputes and credibility by rule, firsts, judgements."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.events import build, event_id, mark_firsts, reconcile
from sayso.events.firsts import says_first
from sayso.records import Claim, Document, Event, FieldView, Status
from tests.builders import claim, document, when

Pair = tuple[Claim, Document]


def told(
    text: str,
    by: str,
    day: int,
    *items: str,
    status: str = "actual",
    sources: tuple[str, ...] = (),
    time: tuple[str, ...] | None = None,
    place: tuple[str, ...] = (),
) -> Pair:
    d = document(text, publisher=by, published=date(2022, 10, day))
    span = when(text, *time) if time else None
    made = claim(
        "sent", d, actor_=["Iran=IRN"], recipient=["Russia=RUS"], items=items, status=status, sources=sources, time=span, place=place
    )
    return made, d


A = told("Iran sent 450 drones to Russia.", "Reuters", 20, "450 drones=weapon.uav@450-450/batch")
B = told("Iran sent about 450 Shahed drones to Russia.", "CNN", 21, "450 Shahed drones=weapon.uav.loitering:Shahed-136@405-495/batch")
C = told("Iran sent 600 drones to Russia, Ukraine says.", "NPR", 22, "600 drones=weapon.uav@600-600/batch", sources=("Ukraine=UKR/state",))
FALSE = "It is false that Iran sent drones to Russia, Tehran says."
DENIAL = told(FALSE, "AP", 22, "drones=weapon.uav", status="denied", sources=("Tehran=IRN/state",))
TOTAL = told("Iran sent thousands of drones to Russia.", "AFP", 21, "thousands of drones=weapon.uav@2000-9999/total")
PLAN = told("Iran will have sent drones to Russia.", "BBC News", 1, "drones=weapon.uav", status="planned")


def view(event: Event, name: str) -> FieldView:
    return next(f for f in event.fields if f.name == name)


class TestReconcile:
    event = reconcile([A, B, C, DENIAL])

    def test_every_claim_is_kept(self) -> None:
        assert set(self.event.claims) == {c.id for c, _ in (A, B, C, DENIAL)}
        assert [m.published for m in self.event.members] == sorted(d.published for _, d in (A, B, C, DENIAL) if d.published)

    def test_numbers_stand_side_by_side(self) -> None:
        found = view(self.event, "quantity weapon.uav batch")
        assert [(v.low, v.high, v.origins) for v in found.values] == [(450, 450, ("reuters",)), (600, 600, ("UKR",))]
        assert found.disputed and "quantity weapon.uav batch" in self.event.disputes
        assert {(i.low, i.high) for i in self.event.items if i.class_ == "weapon.uav"} <= {(450, 450), (600, 600)}

    def test_a_denial_stands_beside_and_retires_nothing(self) -> None:
        assert self.event.status is Status.ACTUAL
        assert self.event.denied_by == ("IRN",)
        assert view(self.event, "status").disputed

    def test_since_when_and_who(self) -> None:
        said = {v.text: v for v in view(self.event, "status").values}
        assert said["denied"].since == date(2022, 10, 22) and said["actual"].origins == ("reuters", "cnn", "UKR")

    def test_origins_are_counted_and_parties_told(self) -> None:
        assert {o.key: o.party for o in self.event.origins} == {"reuters": False, "cnn": False, "UKR": False, "IRN": True}
        assert self.event.independent_origins == 4

    def test_a_total_beside_a_batch_is_no_dispute(self) -> None:
        assert not any(f.disputed for f in reconcile([A, TOTAL]).fields)

    def test_more_general_words_go_with_the_more_specific(self) -> None:
        bare = told("Iran sent drones to Russia today.", "AP", 20, "drones=weapon.uav")
        (item,) = reconcile([bare, B]).items
        assert (item.class_, item.designation, item.low, item.high) == ("weapon.uav.loitering", "Shahed-136", 405, 495)
        assert set(item.claims) == {bare[0].id, B[0].id}

    def test_a_plan_is_superseded_and_stays(self) -> None:
        event = reconcile([PLAN, A])
        assert event.status is Status.ACTUAL and PLAN[0].id in event.claims
        assert not view(event, "status").disputed and len(view(event, "status").values) == 2

    def test_days_that_exclude_each_other(self) -> None:
        one = told("On 3 October Iran sent drones to Russia.", "AP", 20, time=("3 October", "2022-10-03"))
        two = told("On 9 October Iran sent drones to Russia.", "CNN", 20, time=("9 October", "2022-10-09"))
        wide = told("In October Iran sent drones to Russia.", "NPR", 20, time=("October", "2022-10-01", "2022-10-31"))
        assert view(reconcile([one, two]), "time").disputed
        event = reconcile([one, wide])
        assert not view(event, "time").disputed and (event.first, event.last) == (date(2022, 10, 3), date(2022, 10, 3))

    def test_an_event_needs_a_claim(self) -> None:
        with pytest.raises(ValueError, match="at least one claim"):
            reconcile([])

    def test_a_text_nobody_published_confirms_nothing(self) -> None:
        d = document("Iran sent drones to Russia, it says here.", published=date(2022, 10, 20))
        unknown = claim("sent", d, actor_=["Iran=IRN"], recipient=["Russia=RUS"]), d
        assert reconcile([A, unknown]).independent_origins == 1


class TestCredibility:
    @pytest.mark.parametrize(
        ("pairs", "grade"),
        [
            ([A, B], 1),  # two independent origins, no party, nobody denies
            ([A], 2),  # one named origin that is no party
            ([told("Iran sent drones to Russia, officials told CNN.", "CNN", 1, sources=("officials=/official",))], 3),  # unnamed
            ([told("Iran sent drones to Russia, Tehran says.", "AP", 1, sources=("Tehran=IRN/state",))], 3),  # a party
            ([A, B, DENIAL], 2),
            ([A, DENIAL], 3),
            ([told("Iran sent drones to Russia, officials told CNN.", "CNN", 1, sources=("officials=/official",)), DENIAL], 4),
            ([DENIAL], 5),
            ([told("Iran may have sent drones to Russia.", "AP", 1, status="possible")], 6),
        ],
    )
    def test_grade(self, pairs: list[Pair], grade: int) -> None:
        event = reconcile(pairs)
        assert event.credibility == grade, event.credibility_rule


class TestIdentity:
    def test_the_name_is_that_of_the_earliest_claim(self) -> None:
        assert event_id([A, B]) == event_id([B, A]) == event_id([A, B, C]) != event_id([B])

    @given(st.permutations([A, B, C, DENIAL, TOTAL, PLAN]))
    @settings(max_examples=25, deadline=None)
    def test_order_makes_no_difference(self, pairs: list[Pair]) -> None:
        assert reconcile(pairs) == reconcile([A, B, C, DENIAL, TOTAL, PLAN])
        assert build(pairs) == build([A, B, C, DENIAL, TOTAL, PLAN])


class TestJudgements:
    def test_split_merge_reject(self) -> None:
        def groups(**judged: object) -> list[set[str]]:
            return [set(e.claims) for e in build([A, B, TOTAL], **judged)]

        a, b, total = A[0].id, B[0].id, TOTAL[0].id
        assert {a, b} in groups()
        assert {a, b} not in groups(cannot=[(a, b)])
        assert any({a, total} <= g for g in groups(must=[(a, total)])), "a person may put a batch and a total together"
        assert all(b not in g for g in groups(rejected=[b]))


class TestFirsts:
    def test_the_first_of_a_route_a_class_and_a_model(self) -> None:
        later = told(
            "Iran sent 12 Fateh-110 missiles to Russia.", "AP", 28, "12 Fateh-110 missiles=weapon.missile.ballistic:Fateh-110@12-12/batch"
        )
        first, second = mark_firsts([reconcile([A]), reconcile([later])])
        assert {f.what for f in first.firsts} == {"route", "class"}
        assert {f.what for f in second.firsts} == {"class", "model"}

    def test_a_denied_transfer_is_no_first(self) -> None:
        assert mark_firsts([reconcile([DENIAL])])[0].firsts == ()

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("It would be the first instance of missiles that Iran sent to Russia.", "be the first"),
            ("For the first time, Iran sent missiles to Russia.", "For the first time"),
            ("In the first of two shipments, Iran sent missiles to Russia.", None),
            ("Iran sent missiles to Russia; this is the first time that Ukraine complained.", None),
            ("First responders came after Iran sent missiles to Russia.", None),
        ],
    )
    def test_words(self, text: str, words: str | None) -> None:
        pair = told(text, "AP", 1)
        assert says_first(pair) == words
        (event,) = mark_firsts([reconcile([pair])], {pair[0].id: pair})
        assert any(f.claimed for f in event.firsts) is (words is not None)
