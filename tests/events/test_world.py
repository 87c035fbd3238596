"""A planted world, read by the real pipeline: events known beforehand are found again from some three hundred claims."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.planted import Pair, World, agreement, load, true_pairs
from sayso.events import build, candidates, cluster, features, score
from sayso.records import Event

PATH = Path(__file__).parent / "world.yaml"


@pytest.fixture(scope="module")
def told() -> tuple[World, list[Pair]]:
    world = load(PATH)
    return world, world.read()


@pytest.fixture(scope="module")
def events(told: tuple[World, list[Pair]]) -> list[Event]:
    return build(told[1])


def of(events: list[Event], world: World, key: str) -> Event:
    """The event that has the most claims of a planted one."""
    counts = Counter({e.id: sum(world.event_of.get(c) == key for c in e.claims) for e in events})
    best = counts.most_common(1)[0][0]
    return next(e for e in events if e.id == best)


def test_the_world_is_large_enough(told: tuple[World, list[Pair]]) -> None:
    world, pairs = told
    assert len(set(world.event_of.values())) >= 40
    assert len(pairs) >= 300


def test_candidates_miss_no_pair(told: tuple[World, list[Pair]]) -> None:
    world, pairs = told
    records = [features(c, d) for c, d in pairs]
    compared = {(a.id, b.id) for a, b in candidates(records)}
    missed = true_pairs(world) - compared
    assert len(missed) <= 0.005 * len(true_pairs(world)), [world.event_of[a] for a, _ in sorted(missed)]


def test_pairs_are_found(told: tuple[World, list[Pair]]) -> None:
    world, pairs = told
    records = {c.id: features(c, d) for c, d in pairs}
    groups = cluster(records, {(a.id, b.id): score(a, b) for a, b in candidates(records.values())})
    found = agreement(world, groups)
    assert found.precision >= 0.95 and found.recall >= 0.80, found


def test_the_order_of_reading_makes_no_difference(told: tuple[World, list[Pair]], events: list[Event]) -> None:
    for seed in range(3):
        again = list(told[1])
        random.Random(seed).shuffle(again)
        assert build(again) == events


def test_no_claim_is_lost_or_doubled(told: tuple[World, list[Pair]], events: list[Event]) -> None:
    assert sorted(c for e in events for c in e.claims) == sorted({c.id for c, _ in told[1]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("drones-batch", "drones-total"),  # a batch, and the thousands so far
        ("drones-batch", "missiles-plan"),  # other goods, and only planned
        ("himars-four", "himars-eighteen"),
        ("leopards-german", "leopards-polish"),
        ("odesa-june", "odesa-july"),  # days apart
        ("odesa-june", "kharkiv-june"),  # places apart
        ("kharkiv-june", "kharkiv-june-late"),
        ("shot-night", "shot-total"),
        ("us-iran", "eu-iran"),
    ],
)
def test_they_stay_apart(told: tuple[World, list[Pair]], events: list[Event], one: str, other: str) -> None:
    world = told[0]
    for e in events:
        keys = {world.event_of[c] for c in e.claims if c in world.event_of}
        assert not {one, other} <= keys, e.id


def test_a_chain_of_citing_outlets_is_one_origin(told: tuple[World, list[Pair]], events: list[Event]) -> None:
    """Reuters, an outlet with its dateline and one with its credit line: copies that lend no weight, each in its own place."""
    event = of(events, told[0], "harpoon-wire")
    assert {m.publisher for m in event.members} >= {"Reuters", "Politico", "NPR"}
    assert sum(m.copy_of is not None for m in event.members) == 2
    copied = {m.origin for m in event.members if m.copy_of or m.publisher == "Reuters"}
    assert len(copied) == 1, "the parliament was told: one origin"


def test_an_outlet_that_is_cited_is_counted_once(told: tuple[World, list[Pair]], events: list[Event]) -> None:
    event = of(events, told[0], "missiles-plan")
    assert "cnn" in {o.key for o in event.origins}
    assert not {"the-guardian"} & {o.key for o in event.origins}


@pytest.mark.parametrize("key", ["shells", "belgorod"])
def test_denials_stand_beside(told: tuple[World, list[Pair]], events: list[Event], key: str) -> None:
    event = of(events, told[0], key)
    assert event.denied_by and "status" in event.disputes
    assert event.status == "actual"


def test_conflicting_figures_are_disputed(told: tuple[World, list[Pair]], events: list[Event]) -> None:
    event = of(events, told[0], "mig-polish")
    found = next(f for f in event.fields if f.name.startswith("quantity weapon.aircraft.fighter"))
    assert found.disputed and {(v.low, v.high) for v in found.values} == {(4, 4), (8, 8)}


def test_the_first_on_a_route_is_marked_with_the_words_that_say_so(told: tuple[World, list[Pair]], events: list[Event]) -> None:
    event = of(events, told[0], "k2-poland")
    assert any(f.what == "model" and f.claimed for f in event.firsts) or any("first time" in f.why for f in event.firsts)
