"""Claims together: one event from many reports, the same whatever came first, and as it was known on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest

from sayso.errors import SettingError
from sayso.events import build
from sayso.ledger import Store, codec
from tests.ledger.world import COPY, LATER, ORIGINAL, OTHER, SANCTION, UNDATED, WORLD, report, shapes, tell

SHIPMENT = ORIGINAL[1][0].id


@pytest.fixture
def world(store: Store) -> Store:
    tell(store)
    return store


def test_reports_of_one_shipment_are_one_event(world: Store) -> None:
    event = world.event(SHIPMENT)
    assert [(m.publisher, m.copy_of is not None) for m in event.members] == [("CNN", False), ("The Copy", True), ("BBC", False)]
    assert event.independent_origins == 2
    assert event.disputes == ("quantity weapon.uav batch",)
    assert {f.what for f in event.firsts} == {"route", "class"}
    assert len(list(world.events())) == 4


def test_the_ledger_says_what_the_rules_say_all_at_once(world: Store) -> None:
    texts = {d.sha256: (c, d) for d, claims in (OTHER, SANCTION, LATER, UNDATED, ORIGINAL) for c in claims}
    expected = {e.id: (e.actors, e.items, e.disputes, e.credibility, e.firsts) for e in build(texts.values())}
    assert {e.id: (e.actors, e.items, e.disputes, e.credibility, e.firsts) for e in world.events()} == expected


def test_neither_the_order_of_reading_nor_of_linking_changes_an_event(tmp_path: Path) -> None:
    told = set()
    for n, order in enumerate([*permutations((ORIGINAL, COPY, OTHER)), tuple(reversed(WORLD)), WORLD]):
        with Store(tmp_path / f"{n}.sayso") as store:
            for k, one in enumerate(order):
                tell(store, one)
                if (n + k) % 2:
                    store.link()
            tell(store, *(r for r in WORLD if r not in order))
            told.add(tuple(codec.dump(e) for e in store.events()))
    assert len(told) == 1


def test_one_more_report_makes_only_its_own_event_anew(world: Store) -> None:
    from sayso.ledger import grouping, linking

    world.link()
    before = {e.id: e for e in world.events()}
    kept: list[int] = []
    real = grouping._keep

    def counting(connection: object, moment: object, groups: list[frozenset[int]]) -> object:
        kept.extend(len(g) for g in groups)
        return real(connection, moment, groups)  # type: ignore[arg-type]

    weighed: list[int] = []
    link = linking.Linker._link

    def linking_only(self: object, connection: object, numbers: list[int]) -> None:
        weighed.extend(numbers)
        link(self, connection, numbers)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "_keep", counting)
        patch.setattr(linking.Linker, "_link", linking_only)
        more = report(
            "more", "Iran sent tents to Cuba, a paper said.", "2024-01-01", "X", items=["tents=equipment"], recipient=["Cuba=CUB"]
        )
        tell(world, more)
        after = {e.id: e for e in world.events()}
    assert (kept, len(weighed)) == ([1], 1)
    assert {i: after[i] for i in before} == before


@pytest.mark.parametrize(
    ("day", "members"),
    [("2022-10-31", []), ("2022-11-01", ["CNN"]), ("2022-11-02", ["CNN", "BBC"]), ("2022-11-03", ["CNN", "The Copy", "BBC"])],
)
def test_an_event_as_of_the_day(world: Store, day: str, members: list[str]) -> None:
    found = list(world.events(as_of=day, item="weapon.uav"))
    assert [m.publisher for e in found for m in e.members] == members
    assert all(e.firsts for e in found)


def test_as_of_today_is_what_is_told_without_it(world: Store) -> None:
    assert set(map(codec.dump, world.events(as_of=date(2099, 1, 1)))) == set(map(codec.dump, world.events()))
    assert set(map(codec.dump, world.events(recorded_by=datetime(2099, 1, 1, tzinfo=UTC)))) == set(map(codec.dump, world.events()))


def test_a_report_without_a_date_is_known_from_the_day_it_was_recorded(world: Store) -> None:
    assert world.count(recipient="Syria", as_of="2023-12-31") == 0
    assert world.count(recipient="Syria", as_of=datetime.now(UTC).date()) == 1


def test_what_was_recorded_by_a_moment(store: Store) -> None:
    tell(store, ORIGINAL)
    moment = datetime.now(UTC)
    tell(store, OTHER, LATER)
    assert store.count(recorded_by=moment) == 1
    assert [len(e.members) for e in store.events(recorded_by=moment)] == [1]
    assert store.count() == 3


def test_a_newer_reading_moves_its_claims_to_other_events(store: Store) -> None:
    tell(store, ORIGINAL, OTHER)
    assert len(store.event(SHIPMENT).members) == 2
    doc = OTHER[0]
    moment = datetime.now(UTC)
    again = report(doc.id, doc.text, "2022-11-02", "BBC", recipient=["port=BLR"], items=["200 drones=weapon.aircraft@200-200"])
    tell(store, again, version="2")
    assert len(store.event(SHIPMENT).members) == 1
    assert len(next(e for e in store.events(recorded_by=moment) if SHIPMENT in e.claims).members) == 2


@pytest.mark.parametrize(
    ("filters", "publishers"),
    [
        ({"status": "actual", "item": "tanks"}, ["The Times"]),
        ({"event": "sanction"}, ["AP"]),
        ({"party": "Syria"}, [None]),
        ({"since": "2023-01-01"}, ["The Times"]),
        ({"until": "2022-11-02", "source": "BBC"}, ["CNN"]),
        ({"disputed": True}, ["CNN"]),
        ({"text": "arrived at a port"}, ["CNN"]),
        ({"flow": "use"}, []),
    ],
)
def test_filters(world: Store, filters: dict[str, object], publishers: list[str | None]) -> None:
    assert [e.members[0].publisher for e in world.events(**filters)] == publishers


def test_an_event_is_found_by_any_of_its_names(world: Store) -> None:
    event = world.event(SHIPMENT)
    lone = build([(OTHER[1][0], OTHER[0])])[0]  # its id before the earlier report was read
    assert lone.id != event.id
    for name in (event.id, event.id[:6], lone.id, SHIPMENT[:8], OTHER[1][0].id):
        assert world.event(name) == event
    with pytest.raises(SettingError, match="There is no event"):
        world.event("zzzz")
    with pytest.raises(SettingError, match="Nothing was known"):
        world.event(SHIPMENT, as_of="2000-01-01")


def test_why_the_claims_are_one_event(world: Store) -> None:
    found = world.why_event(SHIPMENT)
    (merge,) = found.merges
    assert {merge.a, merge.b} == {SHIPMENT, OTHER[1][0].id}
    assert merge.weight is not None and merge.weight.weight > found.threshold
    assert sum(r.weight for r in merge.weight.reasons) == pytest.approx(merge.weight.weight)
    assert [d.publisher for _, d in found.claims] == ["CNN", "BBC"]


def test_disputes_are_a_list(world: Store) -> None:
    (found,) = world.disputes()
    view = next(f for f in found.event.fields if f.name == found.field)
    assert [(v.low, v.origins) for v in view.values] == [(450, ("cnn",)), (200, ("bbc",))]
    assert found.since == date(2022, 11, 2)


def test_how_an_event_came_to_be(world: Store) -> None:
    days = [(s.day, s.claims) for s in world.history(SHIPMENT)]
    other = OTHER[1][0].id
    assert days == [(date(2022, 11, 1), (SHIPMENT,)), (date(2022, 11, 2), (other,)), (date(2022, 11, 3), (SHIPMENT,))]
    assert "disputed now: quantity weapon.uav batch" in world.history(SHIPMENT)[1].what


def test_a_question_brings_events_up_to_date_even_where_the_ledger_is_open_for_questions(tmp_path: Path) -> None:
    with Store(tmp_path / "x.sayso") as store:
        tell(store)
    with Store(tmp_path / "x.sayso", readonly=True) as store:
        assert len(list(store.events())) == 4
        assert store.verify().sealed is not True
    with Store(tmp_path / "x.sayso", readonly=True) as store:
        assert store.verify().sealed


def test_other_rules_of_linkage_make_all_events_anew(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.ledger import linking

    before = shapes(world)
    monkeypatch.setattr(linking, "rules", lambda: "others")
    with world._reading() as connection:
        assert linking.pending(connection)
    assert shapes(world) == before
