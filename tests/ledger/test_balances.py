"""Balances: bounds that hold, and how they were reached."""

from __future__ import annotations

import pytest

from sayso.ledger.balances import Kind, balances
from sayso.records import Event
from tests.event_builders import day, event, origin

UAV = "weapon.uav"


def bounds_of(events: list[Event], kind: Kind, owner: str = "RUS", class_: str = UAV, **more: object) -> tuple[int | None, int | None]:
    found = balances(events, owner, class_, **more).bound(kind)  # type: ignore[arg-type]
    assert found is not None
    return found.low, found.high


def sent(figure: str, **more: object) -> Event:
    return event("transfer", items=[f"{UAV}@{figure}"], **more)  # type: ignore[arg-type]


LAUNCH = event("use", ["RUS"], ["UKR"], [f"{UAV}@120-120"], on="2022-10-10", published="2022-10-11")
SHOT = event("intercept", ["UKR"], ["RUS"], [f"{UAV}@80-80"], on="2022-10-10", published="2022-10-11")

RECEIVED = {
    "one batch": ([sent("405-495/batch")], (405, None)),
    "two batches on other days are added": (
        [sent("405-495/batch", on="2022-08-20"), sent("100-100/batch", on="2022-10-20")],
        (505, None),
    ),
    "two batches of the same days may be one": (
        [sent("405-495/batch", on="2022-08-20"), sent("100-100/batch", on="2022-08-20")],
        (405, None),
    ),
    "a batch is not added to the total that holds it": (
        [sent("2000-9999/total"), sent("405-495/batch", on="2022-10-20")],
        (2000, None),
    ),
    "a batch after the total is added": (
        [sent("2000-9999/total"), sent("100-100/batch", on="2022-12-01", published="2022-12-03")],
        (2100, None),
    ),
    "batches may outgrow an older total": (
        [sent("100-/total"), sent("300-300/batch", on="2022-08-01"), sent("200-200/batch", on="2022-09-01")],
        (500, None),
    ),
    "two suppliers at a time are two shipments": (
        [sent("400-400/batch", on="2022-08-20"), sent("100-100/batch", on="2022-08-20", actors=["PRK"])],
        (500, None),
    ),
    "a nameless supplier may be any": (
        [sent("400-400/batch", on="2022-08-20"), sent("100-100/batch", on="2022-08-20", actors=[])],
        (400, None),
    ),
    "what is planned is no delivery": ([sent("405-495/batch"), sent("1000-1000/batch", status="planned", on="2022-12-20")], (405, None)),
    "a denial alone counts nothing": ([sent("405-495/batch", status="denied")], (None, None)),
    "a shipment to two may have gone to either": ([sent("500-500/batch", recipients=["RUS", "SYR"])], (None, None)),
    "who stands on both sides shares nothing": ([sent("500-500/batch", recipients=["IRN", "RUS"])], (500, None)),
    "from the owner to itself nothing is received": ([sent("500-500/batch", actors=["RUS"])], (None, None)),
    "rates and stocks are no flows": ([sent("30-30/rate"), sent("900-900/stock")], (None, None)),
    "an open lower end counts nothing": ([sent("-50/batch")], (None, None)),
    "figures that do not agree count with the lower one": (
        [sent("450-450/batch", values={f"quantity {UAV} batch": [("300", 300, 300), ("450", 450, 450)]})],
        (300, None),
    ),
    "a figure without measure and days may be all there ever were": (
        [sent("200-200", published="2022-09-01"), sent("50-50/batch", on="2022-07-01", published="2022-07-03")],
        (200, None),
    ),
}


@pytest.mark.parametrize("case", RECEIVED.values(), ids=RECEIVED.keys())
def test_received(case: tuple[list[Event], tuple[int | None, int | None]]) -> None:
    events, expected = case
    assert bounds_of(events, Kind.RECEIVED) == expected


def test_a_total_closes_the_upper_end_of_its_partner_only_up_to_its_day() -> None:
    events = [sent("2000-9999/total"), sent("10-10/batch", actors=["PRK"], on="2022-11-01")]
    found = balances(events, "RUS", UAV)
    overall, iran = found.bound(Kind.RECEIVED), found.bound(Kind.RECEIVED, "IRN")
    assert overall and iran
    assert (overall.low, overall.high) == (2010, None)
    assert (iran.low, iran.high) == (2000, 9999)
    later = balances(events, "RUS", UAV, as_of=day("2023-01-01")).bound(Kind.RECEIVED, "IRN")
    assert later and (later.high, later.high_told, later.high_until) == (None, 9999, day("2022-11-05"))


def test_a_total_of_all_partners_closes_the_upper_end() -> None:
    assert bounds_of([sent("2000-9999/total", actors=[])], Kind.RECEIVED) == (2000, 9999)


def test_what_was_shot_down_was_launched_and_is_not_added() -> None:
    assert bounds_of([LAUNCH, SHOT], Kind.USED) == (120, None)
    assert bounds_of([LAUNCH, SHOT], Kind.SHOT_DOWN) == (80, None)


def test_what_was_shot_down_alone_stands_for_launches() -> None:
    other = event("use", ["RUS"], ["UKR"], [f"{UAV}@30-30"], on="2022-10-20", published="2022-10-21")
    found = balances([SHOT, other], "RUS", UAV).bound(Kind.USED)
    assert found and found.low == 110 and any("launched before" in s for s in found.steps)


def test_no_more_were_shot_down_than_used() -> None:
    total = event("use", ["RUS"], [], [f"{UAV}@1000-1200/total"], on="2022-09-01", until="2022-11-05", published="2022-11-05")
    assert bounds_of([total, SHOT], Kind.SHOT_DOWN, since=day("2022-10-01")) == (80, 1200)


def test_the_total_of_one_attack_bounds_no_others() -> None:
    total = event("use", ["RUS"], [], [f"{UAV}@440-440/total"], published="2022-11-05")
    assert bounds_of([total], Kind.USED) == (440, None)


def test_a_total_that_is_less_than_its_parts_bounds_nothing() -> None:
    events = [sent("100-100/total", actors=[]), sent("450-450/batch", on="2022-08-20")]
    found = balances(events, "RUS", UAV).bound(Kind.RECEIVED)
    assert found and (found.low, found.high, found.high_told) == (450, None, None)
    assert any("less than what other figures" in s for s in found.steps)


@pytest.mark.parametrize(
    ("class_", "low"),
    [("weapon", 150), ("weapon.uav", 100), ("weapon.uav.loitering", 60), ("weapon.missile", 50), ("weapon.armour", None)],
)
def test_a_class_takes_in_all_below_it(class_: str, low: int | None) -> None:
    night = [
        event("use", ["RUS"], ["UKR"], [f"{UAV}@100-100", "weapon.missile.cruise@50-50"], on="2022-10-10"),
        event("use", ["RUS"], ["UKR"], [f"{UAV}.loitering:Shahed-136@60-60"], on="2022-10-10"),
    ]
    found = balances(night, "RUS", class_).bound(Kind.USED)
    assert (found.low if found else None) == low


@pytest.mark.parametrize(
    ("one", "other", "low"),
    [
        ("weapon.uav.loitering:Shahed-136@60-60", "weapon.uav.loitering:Lancet@20-20", 80),
        ("weapon.uav.loitering:Shahed-136@60-60", "weapon.uav.loitering:Shahed-131@20-20", 60),  # one family: "Shaheds" may be either
        ("weapon.uav.loitering:Shahed-136@60-60", "weapon.uav@20-20", 60),
        ("weapon.uav.loitering@60-60", "weapon.uav.recon@20-20", 80),
    ],
)
def test_models_and_classes_keep_goods_apart(one: str, other: str, low: int) -> None:
    events = [event("use", ["RUS"], ["UKR"], [i], on="2022-10-10") for i in (one, other)]
    assert bounds_of(events, Kind.USED) == (low, None)


def test_disputed_and_denied_parts_are_told() -> None:
    mine = [origin("irn", name="Iran", party=True)]
    denied = sent("405-495/batch", on="2022-08-20", denied_by=("irn",), origins=mine)
    calm = sent("100-100/batch", on="2022-10-20")
    found = balances([denied, calm], "RUS", UAV).bound(Kind.RECEIVED)
    assert found and (found.low, found.undisputed) == (505, 100)
    assert "at least 100 without events that are disputed or denied" in found.steps
    assert {p.event: p.denied_by for p in found.parts} == {denied.id: ("Iran",), calm.id: ()}


DENIALS = {
    "a later denial without a day concerns all before it": ({"published": "2022-11-10"}, True),
    "an earlier denial does not": ({"published": "2022-08-01"}, False),
    "a denial of other goods does not": ({"published": "2022-11-10", "items": ["weapon.missile"]}, False),
    "a denial of goods above does": ({"published": "2022-11-10", "items": ["weapon"]}, True),
    "a denial of another route does not": ({"published": "2022-11-10", "recipients": ["SYR"]}, False),
    "a denial by another supplier does not": ({"published": "2022-11-10", "actors": ["PRK"]}, False),
}


@pytest.mark.parametrize(("fields", "denied"), DENIALS.values(), ids=DENIALS.keys())
def test_a_denial_that_is_an_event_of_its_own_stands_beside(fields: dict[str, object], denied: bool) -> None:
    shipment = sent("405-495/batch", on="2022-08-20")
    denial = event(
        "transfer", **{"items": [UAV], "status": "denied", "denied_by": ("irn",), "origins": [origin("irn", name="Iran")], **fields}
    )  # type: ignore[arg-type]
    found = balances([shipment, denial], "RUS", "weapon").bound(Kind.RECEIVED)
    assert found and found.low == 405
    assert {p.denied_by for p in found.parts if p.event == shipment.id} == {("Iran",) if denied else ()}


def test_each_part_says_whether_it_counts_or_why_not() -> None:
    events = [
        sent("405-495/batch", on="2022-08-20"),
        sent("100-100/batch", on="2022-08-20"),
        sent("7-7/batch", status="planned"),
        sent("-"),
    ]
    found = balances(events, "RUS", UAV).bound(Kind.RECEIVED)
    assert found
    assert sorted((p.low or 0, p.counted, p.left_out) for p in found.parts) == [
        (0, False, "no number"),
        (7, False, "planned"),
        (100, False, None),
        (405, True, None),
    ]
    assert any("may speak of the same goods" in s for s in found.steps) and any("1 planned" in s for s in found.steps)


def test_what_a_party_alone_tells_is_marked() -> None:
    made = event("intercept", ["UKR"], ["RUS"], [f"{UAV}@80-80"], on="2022-10-10", origins=[origin("UKR", party=True, kind="state")])
    found = balances([made, LAUNCH], "RUS", UAV)
    shot, used = found.bound(Kind.SHOT_DOWN), found.bound(Kind.USED)
    assert shot and used and [p.party for p in shot.parts] == [True] and "told by a party alone" in shot.steps[0]
    assert {p.flow.value: p.party for p in used.parts} == {"use": False, "intercept": True}


def test_seized_goods_were_not_received() -> None:
    stopped = event("seize", ["USA"], ["RUS"], [f"{UAV}@12-12"], type="COERCE", on="2022-09-01")
    assert bounds_of([stopped], Kind.SEIZED) == (12, None)
    assert balances([stopped], "RUS", UAV).bound(Kind.RECEIVED) is None
    assert bounds_of([stopped], Kind.TAKEN, owner="USA") == (12, None)


def test_all_kinds_and_what_they_come_to() -> None:
    cruise = "weapon.missile.cruise"
    events = [
        event("transfer", ["IRN"], ["RUS"], [f"{cruise}@200-200/batch"], on="2022-08-01"),
        event("produce", ["RUS"], [], [f"{cruise}@40-40"], type=None, on="2022-09-01", until="2022-09-30"),
        event("use", ["RUS"], ["UKR"], [f"{cruise}@84-84"], on="2022-10-10"),
        event("intercept", ["UKR"], ["RUS"], [f"{cruise}@43-43"], on="2022-10-10"),
        event("loss", [], ["RUS"], [f"{cruise}@5-5"], on="2022-10-20"),
        event("transfer", ["RUS"], ["BLR"], [f"{cruise}@10-10/batch"], on="2022-10-25"),
    ]
    found = balances(events, "RUS", cruise)
    assert {b.kind: b.low for b in found.bounds} == {
        Kind.RECEIVED: 200,
        Kind.MADE: 40,
        Kind.GIVEN: 10,
        Kind.USED: 84,
        Kind.SHOT_DOWN: 43,
        Kind.LOST: 5,
    }
    assert (found.came.low, found.went.low) == (240, 99) and found.came.high is None and found.change.low is None


def test_since_counts_only_what_must_lie_within() -> None:
    events = [
        sent("405-495/batch", on="2022-08-20"),
        sent("100-100/batch", on="2022-10-20"),
        sent("9-9/batch", on="2022-09-25", until="2022-10-02"),
    ]
    found = balances(events, "RUS", UAV, since=day("2022-10-01")).bound(Kind.RECEIVED)
    assert found and found.low == 100
    assert {p.left_out for p in found.parts} == {None, "before 2022-10-01", "may lie before 2022-10-01"}


def test_as_of_leaves_later_reports_out() -> None:
    events = [sent("405-495/batch", on="2022-08-20", published="2022-09-01"), sent("100-100/batch", on="2022-10-20")]
    assert bounds_of(events, Kind.RECEIVED, as_of=day("2022-10-01")) == (405, None)
