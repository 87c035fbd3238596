"""What a person decides outranks the machine, can be taken back, and meets the next reading of the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sayso.errors import SettingError
from sayso.ledger import Store
from sayso.ledger.corrections import bounds_of
from tests.ledger.world import LATER, ORIGINAL, OTHER, SANCTION, tell

A, B, TANKS, LAW = (r[1][0].id for r in (ORIGINAL, OTHER, LATER, SANCTION))
WHO: dict[str, str] = {"who": "A. Reader", "why": "I read the text."}


@pytest.fixture
def world(store: Store) -> Store:
    tell(store, ORIGINAL, OTHER, LATER, SANCTION)
    return store


def _together(store: Store, **at: Any) -> set[frozenset[str]]:
    return {frozenset(e.claims) for e in store.events(**at)}


BEFORE = {frozenset([A, B]), frozenset([TANKS]), frozenset([LAW])}


def test_a_rejected_claim_is_out_of_sight_until_that_is_taken_back(world: Store) -> None:
    moment = datetime.now(UTC)
    judgement = world.judge(B, "reject", **WHO)
    assert B not in {c.id for c in world.claims()} and world.count() == 3
    assert frozenset([A]) in _together(world)
    assert not list(world.disputes())
    assert world.count(machine=True) == world.count(recorded_by=moment) == 4
    assert _together(world, recorded_by=moment) == _together(world, machine=True) == BEFORE
    world.undo(judgement.number, **WHO)
    assert _together(world) == BEFORE and world.count() == 4


@pytest.mark.parametrize(
    ("field", "value", "filters"),
    [
        ("recipient", "Belarus", {"recipient": "BLR"}),
        ("actor", "Iran + North Korea", {"actor": "PRK"}),
        ("flow", "use", {"flow": "use"}),
        ("event", "assault", {"event": "ASSAULT"}),
        ("status", "planned", {"status": "planned"}),
        ("class", "weapon.missile.ballistic", {"item": "weapon.missile"}),
        ("designation", "Shahed-136", {"item": "Shahed-136"}),
        ("time", "2022-10", {"until": "2022-10-31"}),
        ("mode", "x", {"document": "other"}),
        ("place", "Syria", {"document": "other"}),
    ],
)
def test_a_corrected_field_is_what_is_asked_and_told(world: Store, field: str, value: str, filters: dict[str, Any]) -> None:
    before = world.count(**filters)
    judgement = world.judge(B, "correct", field=field, value=value, **WHO)
    assert world.count(**filters) == before + (filters != {"document": "other"})
    found = world.claim(B)
    assert found.reasons[-1].rule.startswith("corrected by A. Reader") and found.reasons[-1].lexicon == "judgement 1"
    assert B in {c.id for c in world.claims(**filters)}
    world.undo(judgement.number, **WHO)
    assert world.count(**filters) == before and world.claim(B) == OTHER[1][0]


def test_a_corrected_figure_settles_a_dispute(world: Store) -> None:
    world.judge(B, "correct", field="quantity", value="450 batch", **WHO)
    assert not list(world.disputes())
    (entry,) = [e for e in world.transfers() if e.class_ == "weapon.uav"]
    assert (entry.low, entry.high) == (450, 450)


def test_corrections_of_a_claim_add_up_and_are_taken_back_one_by_one(world: Store) -> None:
    first = world.judge(B, "correct", field="quantity", value="at least 300", **WHO)
    world.judge(B, "correct", field="recipient", value="BLR", **WHO)
    told = world.claim(B)
    assert (told.items[0].quantity and told.items[0].quantity.low, told.recipient[0].id) == (300, "BLR")
    world.undo(first.number, **WHO)
    told = world.claim(B)
    assert (told.items[0].quantity and told.items[0].quantity.low, told.recipient[0].id) == (200, "BLR")


def test_merging_and_taking_it_back(world: Store) -> None:
    event = world.event(A)
    judgement = world.judge(TANKS, "merge", into=event.id, **WHO)
    assert frozenset([A, B, TANKS]) in _together(world)
    assert [m.judgement for m in world.why_event(TANKS).merges if m.weight is None] == [judgement.number]
    undone = world.undo(judgement.number, **WHO)
    assert _together(world) == BEFORE
    world.undo(undone.number, **WHO)  # taking back that it was taken back
    assert frozenset([A, B, TANKS]) in _together(world)


def test_splitting_an_event(world: Store) -> None:
    world.judge(world.event(A).id, "split", value=[B], **WHO)
    assert _together(world) == {frozenset([x]) for x in (A, B, TANKS, LAW)}
    with pytest.raises(SettingError, match="alone in its event"):
        world.judge(f"claim:{B}", "split", **WHO)
    world.judge(B, "merge", into=A, **WHO)  # the later judgement holds
    assert _together(world) == BEFORE


def test_judging_an_event_judges_its_claims(world: Store) -> None:
    world.judge(world.event(A).id, "reject", **WHO)
    assert _together(world) == {frozenset([TANKS]), frozenset([LAW])}


@pytest.mark.parametrize("id", [B, "ffffffffffffffff"])
def test_judgements_meet_a_newer_reading(world: Store, id: str) -> None:
    world.judge(B, "correct", field="quantity", value="470 batch", **WHO)
    world.judge(TANKS, "reject", **WHO)
    world.judge(LAW, "merge", into=f"claim:{A}", **WHO)
    for n, (doc, (one,)) in enumerate((OTHER, LATER, SANCTION)):
        world.record(world.start_run("2"), doc, [replace(one, id=id[:-1] + str(n))], "2")
    told = {c.document: c for c in world.claims()}
    assert set(told) == {"original", "other", "sanction"}
    assert told["other"].items[0].quantity and told["other"].items[0].quantity.low == 470
    assert {frozenset(c.document for c in world.claims() if c.id in e.claims) for e in world.events()} == {
        frozenset(["original", "other", "sanction"])
    }
    assert all(j.found for j in world.judgements())


def test_a_judgement_whose_claim_is_gone_changes_nothing_and_says_so(world: Store) -> None:
    world.judge(TANKS, "reject", **WHO)
    world.record(world.start_run("2"), LATER[0], [], "2")
    assert [(j.in_force, j.found) for j in world.judgements()] == [(True, 0)]


def test_the_list_of_judgements(world: Store) -> None:
    one = world.judge(B, "unsure", **WHO)
    two = world.undo(one.number, **WHO)
    world.judge(TANKS, "accept", **WHO)
    assert [(j.number, j.verdict, j.in_force, j.undoes) for j in world.judgements()] == [
        (1, "unsure", False, None),
        (2, "undo", True, 1),
        (3, "accept", True, None),
    ]
    assert [j.number for j in world.judgements(B)] == [one.number, two.number]
    assert one.who == "A. Reader" and one.claims == (B,)


@pytest.mark.parametrize(
    ("judgement", "message"),
    [
        ({"target": B, "verdict": "maybe"}, "There is no verdict “maybe”"),
        ({"target": "zzzz", "verdict": "accept"}, "There is no claim or event"),
        ({"target": "", "verdict": "accept"}, "is no id"),
        ({"target": B, "verdict": "correct"}, "needs a field"),
        ({"target": B, "verdict": "correct", "field": "colour", "value": "red"}, "There is no field “colour”"),
        ({"target": B, "verdict": "correct", "field": "flow", "value": "sold"}, "“sold” is no flow"),
        ({"target": B, "verdict": "correct", "field": "actor", "value": "Atlantis!"}, "is no party that sayso knows"),
        ({"target": B, "verdict": "correct", "field": "quantity", "value": "many"}, "is no quantity"),
        ({"target": B, "verdict": "correct", "field": "time", "value": "soon"}, "is no time"),
        ({"target": LAW, "verdict": "correct", "field": "measure", "value": "batch"}, "has no items"),
        ({"target": B, "verdict": "merge"}, "needs the other event"),
        ({"target": B, "verdict": "split", "who": " "}, "needs somebody"),
    ],
)
def test_what_cannot_be_judged_is_told_in_a_sentence(world: Store, judgement: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        world.judge(**{**WHO, **judgement})
    assert world.judgements() == ()


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("450", (450, 450, "exact", None)),
        ("1,200", (1200, 1200, "exact", None)),
        ("400-500 batch", (400, 500, "range", "batch")),
        ("400 to 500 total", (400, 500, "range", "total")),
        ("at least 300", (300, None, "lower", None)),
        ("300+", (300, None, "lower", None)),
        ("up to 50 stock", (None, 50, "upper", "stock")),
    ],
)
def test_quantities_as_people_write_them(words: str, bounds: tuple[object, ...]) -> None:
    assert bounds_of(words) == bounds


def test_doubts_are_asked_until_they_are_judged(store: Store) -> None:
    doubtful = replace(OTHER[1][0], confidence=0.2)
    tell(store, ORIGINAL, (OTHER[0], (doubtful,)))
    (asked,) = store.review(kind="claim")
    assert asked.claims == (B,) and "confidence 0.20" in asked.reason
    store.judge(B, "accept", **WHO)
    assert store.review(kind="claim") == ()
    store.judge(A, "unsure", **WHO)
    assert [(q.claims, q.doubt) for q in store.review(kind="claim")] == [((A,), 1.0)]
