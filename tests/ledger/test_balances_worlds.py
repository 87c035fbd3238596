"""Planted worlds: whatever happened, the true number lies within the bounds, and neither order nor copies change them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.balances import Balance, Kind, balances
from sayso.ledger.counting import Counted, most
from sayso.records import Event, Member, Status
from tests.event_builders import event

START = date(2022, 8, 1)
GOODS = (
    "weapon.uav",
    "weapon.uav.loitering",
    "weapon.uav.recon",
    "weapon.uav.loitering:Shahed-136",
    "weapon.uav.loitering:Lancet",
    "weapon.missile.cruise",
)


@st.composite
def shipments(draw: st.DrawFn) -> list[tuple[int, str, str, int]]:
    """What truly happened: (day, partner, goods, how many)."""
    one = st.tuples(st.integers(0, 60), st.sampled_from(["IRN", "PRK", "CHN"]), st.sampled_from(GOODS), st.integers(1, 900))
    return draw(st.lists(one, min_size=1, max_size=9))


def wider(goods: str, rng: random.Random) -> str:
    """The goods as a report may call them: as they are, without the model, or by a class above."""
    class_, _, _ = goods.partition(":")
    ways = [goods, class_]
    while class_.count(".") > 1:
        class_ = class_.rpartition(".")[0]
        ways.append(class_)
    return rng.choice(ways)


def figure(n: int, rng: random.Random) -> str:
    low, high = n - rng.randint(0, n // 4), n + rng.randint(0, n // 4)
    return rng.choice([f"{n}-{n}", f"{low}-{high}", f"{low}-", f"-{high}"])


def reported(world: list[tuple[int, str, str, int]], rng: random.Random, flow: str = "transfer") -> list[Event]:
    """Reports of the world, all true but vague: some shipments not at all, some by several events that nobody merged, totals of what had
    come until then, of one partner or of all."""
    found: list[Event] = []
    for day, partner, goods, n in world:
        for _ in range(rng.choice([0, 1, 1, 2])):
            first, last = day - rng.randint(0, 4), day + rng.randint(0, 4)
            who = rng.choice([[partner], [partner], []])
            told = f"{wider(goods, rng)}@{figure(n, rng)}/batch"
            dates = {"on": str(START + timedelta(first)), "until": str(START + timedelta(last))}
            found.append(event(flow, who, ["RUS"], [told], published=str(START + timedelta(last + rng.randint(0, 20))), **dates))
    for _ in range(rng.randint(0, 3)):
        day, partner = rng.randint(0, 70), rng.choice(["", "IRN", "PRK"])
        class_ = rng.choice(["weapon.uav", "weapon.uav.loitering", "weapon"])
        n = sum(k for d, p, g, k in world if d <= day and partner in ("", p) and g.startswith(class_))
        if n:
            found.append(
                event(
                    flow, [partner] if partner else [], ["RUS"], [f"{class_}@{figure(n, rng)}/total"], published=str(START + timedelta(day))
                )
            )
    # Two events that say the very same are one event to the ledger.
    return list({e.id: e for e in found}.values())


def told(balance: Balance) -> list[tuple[object, ...]]:
    return [(b.kind, b.partner, b.low, b.high, b.undisputed, b.high_told, b.high_until) for b in balance.bounds]


@settings(max_examples=150, deadline=None)
@given(shipments(), st.randoms(use_true_random=False), st.sampled_from(["weapon", "weapon.uav", "weapon.uav.loitering", "weapon.missile"]))
def test_the_true_number_lies_within(world: list[tuple[int, str, str, int]], rng: random.Random, class_: str) -> None:
    events = reported(world, rng)
    end = START + timedelta(120)
    for as_of in (START + timedelta(rng.randint(0, 80)), end):
        found = balances([e for e in events if e.published_first and e.published_first <= as_of], "RUS", class_, as_of=as_of)
        for b in found.bounds:
            assert b.kind is Kind.RECEIVED
            until = (as_of - START).days
            true = sum(n for d, p, g, n in world if d <= until and b.partner in (None, p) and g.startswith(class_))
            assert (b.low or 0) <= true and (b.high is None or true <= b.high)
            if b.high_told is not None and b.high_until is not None:
                by_then = (b.high_until - START).days
                assert sum(n for d, p, g, n in world if d <= by_then and b.partner in (None, p) and g.startswith(class_)) <= b.high_told


@settings(max_examples=60, deadline=None)
@given(shipments(), st.randoms(use_true_random=False))
def test_launched_and_shot_down(world: list[tuple[int, str, str, int]], rng: random.Random) -> None:
    """Of every launch some are shot down on the same day; both are reported, in part."""
    shot = [(d, p, g, rng.randint(1, n)) for d, p, g, n in world]
    uses = [replace(e, actors=("RUS",), recipients=e.actors) for e in reported(world, rng, "use")]
    downs = reported(shot, rng, "intercept")
    found = balances([*uses, *downs], "RUS", "weapon", as_of=START + timedelta(120))
    for kind, truth in ((Kind.USED, world), (Kind.SHOT_DOWN, shot)):
        b = found.bound(kind)
        true = sum(n for *_, n in truth)
        assert b is None or ((b.low or 0) <= true and (b.high is None or true <= b.high))


@settings(max_examples=60, deadline=None)
@given(shipments(), st.randoms(use_true_random=False))
def test_order_changes_nothing(world: list[tuple[int, str, str, int]], rng: random.Random) -> None:
    events = reported(world, rng)
    mixed = rng.sample(events, len(events))
    assert balances(events, "RUS", "weapon.uav") == balances(mixed, "RUS", "weapon.uav")


@settings(max_examples=60, deadline=None)
@given(shipments(), st.randoms(use_true_random=False), st.integers(1, 10))
def test_copies_change_nothing(world: list[tuple[int, str, str, int]], rng: random.Random, copies: int) -> None:
    """A copy is one more member of its event and comes with its day of publication; the bounds stay."""
    events = reported(world, rng)
    if not events:
        return
    at = rng.randrange(len(events))
    original = events[at].members[0]
    more = tuple(
        Member(f"copy-{n}", f"d-copy-{n}", f"Paper {n}", original.published, original.origin, Status.ACTUAL, original.document)
        for n in range(copies)
    )
    copied = [*events[:at], replace(events[at], members=(*events[at].members, *more)), *events[at + 1 :]]
    assert told(balances(events, "RUS", "weapon.uav")) == told(balances(copied, "RUS", "weapon.uav"))


def brute(figures: list[Counted]) -> int:
    """The largest sum over all sets of figures that are pairwise apart: days that do not meet, or lanes that part ways."""

    def apart(a: Counted, b: Counted) -> bool:
        days = a.end < b.start or b.end < a.start
        return days or any(x != y for x, y in zip(a.lanes, b.lanes, strict=False))

    best = 0
    for mask in range(1 << len(figures)):
        kept = [f for n, f in enumerate(figures) if mask >> n & 1]
        if all(apart(a, b) for n, a in enumerate(kept) for b in kept[n + 1 :]):
            best = max(best, sum(f.low for f in kept))
    return best


@st.composite
def figures(draw: st.DrawFn, lanes: bool) -> list[Counted]:
    one = st.tuples(
        st.integers(0, 30), st.integers(1, 12), st.integers(0, 6), st.sampled_from([(), ("a",), ("b",), ("a", "x"), ("a", "y")])
    )
    return [
        Counted(f"{n}", low, start, start + length, where if lanes else ())
        for n, (low, start, length, where) in enumerate(draw(st.lists(one, max_size=8)))
    ]


@settings(max_examples=200, deadline=None)
@given(figures(lanes=False))
def test_without_lanes_the_count_is_the_best_there_is(found: list[Counted]) -> None:
    assert most(found)[0] == brute(found)


@settings(max_examples=200, deadline=None)
@given(figures(lanes=True))
def test_with_lanes_the_count_is_sound_and_its_figures_make_it_up(found: list[Counted]) -> None:
    value, keys = most(found)
    kept = [f for f in found if f.key in keys]
    assert value == sum(f.low for f in kept) == brute(kept) <= brute(found)
    assert value >= max((f.low for f in found), default=0)
