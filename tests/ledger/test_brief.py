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
        "delivered": ["Iran → Russia: drones, 2,000–9,999 in all; 405–495 a batch"],
        "planned": ["Iran → Russia: short-range ballistic missiles"],
        "other-flows": ["Ukraine shot down drones of Iran: at least 301"],
        "denied": ["Iran → Russia: transfer of drones"],
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
        record(doc, [claim("sent", doc, actor_=["Iran=IRN"], recipient=["Russia=RUS"], items=[f"goods=weapon.uav:X-{i}"])])
    (section,) = store.brief().sections
    assert len(section.lines) == LINES["delivered"] and section.more == 5


def test_what_most_documents_speak_of_comes_first(store: Store, record: Record) -> None:
    for i, goods in enumerate(("drones", "tanks", "tanks")):
        doc = document(f"Iran sent {goods} to Russia, {i}.", published=date(2022, 1, 1 + i))
        class_ = "weapon.uav" if goods == "drones" else "weapon.armour.tank"
        record(doc, [claim("sent", doc, actor_=["Iran=IRN"], recipient=["Russia=RUS"], items=[f"{goods}={class_}"])])
    (section,) = store.brief().sections
    assert [x.text for x in section.lines] == ["Iran → Russia: tanks", "Iran → Russia: drones"]
    assert [x.documents for x in section.lines] == [2, 1]


def test_a_denied_attack_stands_against_the_reported_one(store: Store, record: Record) -> None:
    doc = document("Iran attacked Israel, Israel said. Iran denied attacking Israel.")
    sides = {"flow": None, "event": "ASSAULT", "actor_": ["Iran=IRN"], "recipient": ["Israel=ISR"]}
    record(doc, [claim("attacked", doc, **sides), claim("attacking", doc, **sides, status="denied")])
    assert "disputes" in [s.key for s in store.brief().sections]


def test_other_events_are_counted_by_who_does_them(store: Store, record: Record) -> None:
    doc = document("Iran attacked Israel. Iran attacked Israel again.")
    sides = {"flow": None, "event": "ASSAULT", "actor_": ["Iran=IRN"], "recipient": ["Israel=ISR"]}
    record(doc, [claim("attacked", doc, **sides), claim("again", doc, **sides)])
    (section,) = store.brief().sections
    assert [x.text for x in section.lines] == ["ASSAULT 2: Iran → Israel 2"]
