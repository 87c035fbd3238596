"""The register of transfers: a line an event and kind of goods, in the shape that registers of the arms trade have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.ledger.register import Entry, Number, Stage, entries, sipri_category
from sayso.records import Event, FieldView, Member, Status, Value
from tests.event_builders import day, event, origin

UAV = "weapon.uav"


def one(made: Event) -> Entry:
    (entry,) = entries([made])
    return entry


def test_a_line_has_the_shape_of_a_register() -> None:
    e = one(event("transfer", ["IRN"], ["RUS"], ["weapon.uav.loitering:Shahed-136@405-495/batch"], on="2022-08-19", published="2022-08-30"))
    assert (e.supplier, e.receiver, e.designation, e.class_) == (("IRN",), ("RUS",), "Shahed-136", "weapon.uav.loitering")
    assert (e.sipri, e.low, e.high, e.measure, e.stage, e.status) == ("aircraft", 405, 495, "batch", Stage.DELIVERED, Status.ACTUAL)
    assert (e.first, e.last, e.published_first) == (day("2022-08-19"), day("2022-08-19"), day("2022-08-30"))
    assert (e.origins, e.independent_origins, e.disputes, e.denied_by) == (("The Post",), 1, (), ())


def test_batches_and_running_totals_are_lines_of_their_own_and_nothing_is_added() -> None:
    found = entries([event(items=[f"{UAV}@405-495/batch"]), event(items=[f"{UAV}@2000-9999/total"])])
    assert [(e.figure_words(), e.low, e.high) for e in found] == [
        ("2,000–9,999 in all", 2000, 9999),
        ("405–495 a batch", 405, 495),
    ]


@pytest.mark.parametrize(
    ("type", "status", "stage", "ordered", "planned", "delivered"),
    [
        ("AID", "actual", Stage.DELIVERED, None, None, Number(450, 450)),
        ("COOPERATE", "actual", Stage.DELIVERED, None, None, Number(450, 450)),
        ("COOPERATE", "planned", Stage.ORDERED, Number(450, 450), None, None),
        ("AID", "planned", Stage.PLANNED, None, Number(450, 450), None),
        ("AID", "possible", Stage.POSSIBLE, None, Number(450, 450), None),
        ("AID", "denied", Stage.DENIED, None, None, None),
    ],
)
def test_stages(type: str, status: str, stage: Stage, ordered: Number | None, planned: Number | None, delivered: Number | None) -> None:
    e = one(event(items=[f"{UAV}@450-450/batch"], type=type, status=status))
    assert (e.stage, e.ordered, e.planned, e.delivered) == (stage, ordered, planned, delivered)


def test_an_order_that_came_about_in_part_keeps_both_numbers() -> None:
    members = [
        Member("plan", "d1", "The Post", day("2022-08-01"), "post", Status.PLANNED),
        Member("done", "d2", "The Gazette", day("2022-09-01"), "gazette", Status.ACTUAL),
    ]
    made = event(items=[f"{UAV}@600-1000/batch"], type="COOPERATE", members=members)
    values = (Value("1,000", ("plan",), ("post",), None, 1000, 1000), Value("600", ("done",), ("gazette",), None, 600, 600))
    e = one(replace(made, fields=(FieldView(f"quantity {UAV} batch", values, False, "fewer came than were promised"),)))
    assert (e.ordered, e.delivered, (e.low, e.high)) == (Number(1000, 1000), Number(600, 600), (600, 1000))


def test_a_plan_within_an_event_that_happened_stays_a_plan() -> None:
    members = [
        Member("done", "d1", "The Post", day("2022-11-05"), "post", Status.ACTUAL),
        Member("plan", "d1", "The Post", day("2022-11-05"), "post", Status.PLANNED),
    ]
    fields = tuple(
        FieldView(f"quantity {c} batch", (Value(str(n), (claim,), ("post",), None, n, n),), False, "")
        for c, n, claim in ((UAV, 450, "done"), ("weapon", 1000, "plan"))
    )
    made = replace(event(items=[f"{UAV}@450-450/batch", "weapon@1000-1000/batch"], members=members), fields=fields)
    assert {e.class_: (e.stage, e.low) for e in entries([made])} == {UAV: (Stage.DELIVERED, 450), "weapon": (Stage.PLANNED, 1000)}


def test_figures_that_do_not_agree_stand_side_by_side() -> None:
    e = one(event(items=[f"{UAV}@450-450/batch"], values={f"quantity {UAV} batch": [("300", 300, 300), ("450", 450, 450)]}))
    assert [(f.low, f.text, f.sources) for f in e.figures] == [(300, "300", ("The Post",)), (450, "450", ("The Post",))]
    assert (e.low, e.high, e.figure_words(), e.disputes) == (300, 450, "300 / 450 a batch", (f"quantity {UAV} batch",))


def test_copies_are_counted_and_lend_no_origin() -> None:
    members = [
        Member("c1", "d1", "Wire", day("2022-11-05"), "wire", Status.ACTUAL),
        Member("c2", "d2", "Paper", day("2022-11-06"), "wire", Status.ACTUAL, copy_of="d1"),
    ]
    e = one(event(items=[UAV], members=members, origins=[origin("wire", "c1", "c2", name="Wire")]))
    assert (e.copies, e.independent_origins, e.origins, e.publishers) == (1, 1, ("Wire",), ("Wire", "Paper"))


def test_denials_and_parties_are_named() -> None:
    members = [
        Member("c1", "d1", "The Post", day("2022-11-05"), "post", Status.ACTUAL),
        Member("c2", "d2", "The Post", day("2022-11-05"), "RUS", Status.ACTUAL),
        Member("c3", "d3", "The Post", day("2022-11-06"), "IRN", Status.DENIED),
    ]
    origins = [
        origin("post", "c1", name="The Post"),
        origin("RUS", "c2", name="Russia", party=True, kind="state"),
        origin("IRN", "c3", name="Iran", party=True, kind="state"),
    ]
    e = one(event(items=[UAV], members=members, origins=origins, denied_by=("IRN",)))
    assert (e.origins, e.parties, e.denied_by, e.independent_origins) == (("Russia", "The Post"), ("Russia",), ("Iran",), 2)


def test_a_transfer_without_goods_or_parties_is_kept_and_stands_last() -> None:
    found = entries([event(actors=[], recipients=[]), event(items=[UAV])])
    assert [(e.supplier, e.class_, e.low) for e in found] == [(("IRN",), UAV, None), ((), None, None)]


def test_only_transfers_are_entered() -> None:
    assert entries([event("use", items=[UAV]), event(None, type="CONSULT")]) == ()


def test_routes_with_most_independent_origins_come_first() -> None:
    members = [Member(m, m, m, day("2022-11-05"), m, Status.ACTUAL) for m in ("a", "b")]
    two = event(actors=["USA"], recipients=["ISR"], items=[UAV], members=members, origins=[origin("a", "a"), origin("b", "b")])
    found = entries([event(actors=["CHN"], recipients=["PAK"], items=[UAV]), two])
    assert [e.supplier for e in found] == [("USA",), ("CHN",)]


@pytest.mark.parametrize(
    ("class_", "designation", "category"),
    [
        ("weapon.uav", None, "aircraft"),
        ("weapon.uav.recon", None, "aircraft"),
        ("weapon.missile.ballistic.short-range", None, "missile"),
        ("weapon.air-defence", None, "air-defence"),
        ("weapon.air-defence", "FIM-92 Stinger", "missile"),  # the model decides before the class
        ("weapon.armour.tank", None, "armoured"),
        ("weapon.ship.submarine", None, "ship"),
        ("component.engine", None, "engine"),
        ("component.electronics", None, None),
        ("weapon.small-arms", None, None),
        ("weapon", None, None),
        (None, None, None),
    ],
)
def test_sipri_categories(class_: str | None, designation: str | None, category: str | None) -> None:
    assert sipri_category(class_, designation) == category


def test_every_class_has_a_category_or_none_on_purpose() -> None:
    from sayso.identity.arsenal import CLASSES
    from sayso.lexicons import load

    table = load("registers/sipri.yaml")
    assert set(table) <= CLASSES
    assert all(any(c == k or c.startswith(k + ".") for k in table) for c in CLASSES)
    allowed = {
        "aircraft",
        "air-defence",
        "anti-submarine",
        "armoured",
        "artillery",
        "engine",
        "missile",
        "naval-weapon",
        "satellite",
        "sensor",
        "ship",
    }
    assert {v for v in table.values() if v} <= allowed
