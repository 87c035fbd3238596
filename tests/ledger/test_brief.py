"""The brief: one screen, and each line opens on a claim."""

from __future__ import annotations

from datetime import date

from sayso.ledger import Store
from sayso.ledger.brief import LINES
from tests.builders import DRONES, claim, document, drones
from tests.ledger.conftest import Record


def test_the_report_on_drones(full: Store) -> None:
    told = full.brief()
    assert (told.claims, told.documents, told.publishers, told.first) == (6, 1, ("The Example Post",), DRONES.published)
    assert {s.key: [x.text for x in s.lines] for s in told.sections} == {
        "delivered": ["Iran → Russia: drones, 2,000–9,999 in all and 405–495 a batch"],
        "planned": ["Iran → Russia: short-range ballistic missiles"],
        "other-flows": ["Ukraine shot down drones of Iran: at least 301"],
        "denied": ["Iran → Russia: transfer of drones — denied by Tehran"],
        "disputes": ["Iran → Russia: transfer of thousands of drones (2,000–9,999): reported by The Example Post, denied by Tehran"],
        "sanctions": ["United States → Iran"],
    }


def test_each_line_opens_on_a_claim(full: Store) -> None:
    for section in full.brief().sections:
        for line in section.lines:
            assert full.claim(line.id).id == line.claims[0]


def test_a_dispute_names_both_sides(full: Store) -> None:
    (section,) = (s for s in full.brief().sections if s.key == "disputes")
    assert section.lines[0].claims == (drones()[0].id, drones()[3].id)


def test_filters_narrow_it(full: Store) -> None:
    assert [s.key for s in full.brief(event="SANCTION").sections] == ["sanctions"]
    assert [s.key for s in full.brief(status="planned").sections] == ["planned"]
    assert full.brief(actor="Ruritania").sections == ()


def test_an_empty_ledger_has_nothing_to_tell(store: Store) -> None:
    told = store.brief()
    assert (told.claims, told.documents, told.sections) == (0, 0, ())


def test_sections_are_bounded_and_say_what_they_left_out(store: Store, record: Record) -> None:
    n = LINES["delivered"] + 5
    for i in range(n):
        doc = document(f"Iran sent goods number {i} to Russia.", id=str(i))
        record(doc, [claim("sent", doc, actor_=[f"Iran=X{i:02}"], recipient=["Russia=RUS"], items=["goods=weapon.uav"])])
    (section,) = store.brief().sections
    assert len(section.lines) == LINES["delivered"] and section.more == 5


def test_what_most_documents_speak_of_comes_first(store: Store, record: Record) -> None:
    for i, who in enumerate(("PRK", "IRN", "IRN")):
        doc = document(f"Somebody sent drones to Russia, {i}.", published=date(2022, 1, 1 + i))
        record(doc, [claim("sent", doc, actor_=[f"Somebody={who}"], recipient=["Russia=RUS"], items=["drones=weapon.uav"])])
    (section,) = store.brief().sections
    assert [x.text for x in section.lines] == ["Iran → Russia: drones", "North Korea → Russia: drones"]
    assert [x.documents for x in section.lines] == [2, 1]


def test_whole_routes_come_before_those_with_a_side_unnamed(store: Store, record: Record) -> None:
    for i, whom in enumerate(((), (), ("Russia=RUS",))):
        doc = document(f"Iran sent drones to Russia, {i}.")
        record(doc, [claim("sent", doc, actor_=["Iran=IRN"], recipient=whom, items=["drones=weapon.uav"])])
    (section,) = store.brief().sections
    assert [x.text for x in section.lines] == ["Iran → Russia: drones", "Iran → ?: drones"]


def test_a_route_is_one_line_with_all_its_goods(store: Store, record: Record) -> None:
    goods = [f"goods=weapon.uav:X-{i}" for i in range(7)] + ["450 goods=weapon.armour.tank@450-450/batch"]
    doc = document("Iran sent 450 goods to Russia.")
    record(doc, [claim("sent", doc, actor_=["Iran=IRN"], recipient=["Russia=RUS"], items=goods)])
    (section,) = store.brief().sections
    assert [x.text for x in section.lines] == ["Iran → Russia: tanks, 450 a batch; X-0; X-1; X-2; X-3; 3 more kinds"]


def test_many_figures_are_told_by_the_newest_and_their_span(store: Store, record: Record) -> None:
    for n in range(1, 6):
        doc = document(f"Russia fired {n}00 drones at Ukraine.", published=date(2022, 1, n))
        used = {"flow": "use", "event": "ASSAULT", "actor_": ["Russia=RUS"], "recipient": ["Ukraine=UKR"]}
        record(doc, [claim("fired", doc, **used, items=[f"{n}00 drones=weapon.uav@{n}00-{n}00"])])
    texts = [x.text for s in store.brief().sections if s.key == "other-flows" for x in s.lines]
    assert texts == ["Russia used drones against Ukraine: latest 500; 5 figures from 100 to 500"]


def test_a_denied_attack_stands_against_the_reported_one(store: Store, record: Record) -> None:
    doc = document("Iran attacked Israel, Israel said. Iran denied attacking Israel.")
    sides = {"flow": None, "event": "ASSAULT", "actor_": ["Iran=IRN"], "recipient": ["Israel=ISR"]}
    record(doc, [claim("attacked", doc, **sides), claim("attacking", doc, **sides, status="denied")])
    told = {s.key: [x.text for x in s.lines] for s in store.brief().sections}
    assert told["denied"] == ["Iran → Israel: attack “attacking” — did not happen"]
    assert told["disputes"] == [f"Iran → Israel: attack “attacked”: reported by {doc.id}, said not to have happened by {doc.id}"]


def test_other_events_are_counted_by_who_does_them(store: Store, record: Record) -> None:
    doc = document("Iran attacked Israel. Iran attacked Israel again.")
    sides = {"flow": None, "event": "ASSAULT", "actor_": ["Iran=IRN"], "recipient": ["Israel=ISR"]}
    record(doc, [claim("attacked", doc, **sides), claim("again", doc, **sides)])
    (section,) = store.brief().sections
    assert [x.text for x in section.lines] == ["ASSAULT 2: Iran → Israel 2"]
