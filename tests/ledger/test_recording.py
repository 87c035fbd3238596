"""A text is read once; a newer reading stands in front of the older one and removes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sayso.errors import SettingError
from sayso.ledger import Recorded, Remark, Store
from sayso.records import DateOrigin
from tests.builders import DRONES, claim, document, drones
from tests.ledger.conftest import Record

UNDATED = replace(DRONES, published=None, date_origin=DateOrigin.UNKNOWN)
ON_PAGE = replace(DRONES, date_origin=DateOrigin.PAGE)
OTHER_DAY = replace(DRONES, published=date(2022, 11, 6))


def test_a_text_is_recorded_once(store: Store, record: Record) -> None:
    assert record(DRONES, drones()) is Recorded.NEW
    assert record(DRONES, drones()) is Recorded.SEEN
    assert list(store.claims()) == list(drones())


@pytest.mark.parametrize(
    ("name", "first", "then", "verdict"),
    [
        ("its date has become known", UNDATED, DRONES, Recorded.SUPERSEDED),
        ("its publisher has become known", replace(DRONES, publisher=None), DRONES, Recorded.SUPERSEDED),
        ("the user gives a date where the page had one", ON_PAGE, OTHER_DAY, Recorded.SUPERSEDED),
        ("the date is not given again", DRONES, UNDATED, Recorded.SEEN),
        ("the page says another day than the user", DRONES, replace(ON_PAGE, published=date(2022, 1, 1)), Recorded.SEEN),
        ("another record gives another day (a copy)", DRONES, OTHER_DAY, Recorded.SEEN),
        ("another publisher prints it (a copy)", DRONES, replace(DRONES, publisher="The Copy"), Recorded.SEEN),
        ("another file holds it", DRONES, replace(DRONES, id="copy", origin="copy.txt"), Recorded.SEEN),
    ],
)
def test_whether_a_known_text_is_read_again(record: Record, name: str, first: object, then: object, verdict: Recorded) -> None:
    record(first)
    assert record(then) is verdict


@pytest.mark.parametrize(
    ("older", "newer", "verdict"),
    [
        ("1", "1", Recorded.SEEN),
        ("1.9", "1.10", Recorded.SUPERSEDED),
        ("2", "1", Recorded.SEEN),
        ("0.1.0", "0.1.0.dev1", Recorded.SUPERSEDED),
    ],
)
def test_a_newer_extractor_reads_again_and_an_older_one_does_not(record: Record, older: str, newer: str, verdict: Recorded) -> None:
    record(DRONES, drones(), older)
    assert record(DRONES, drones(), newer) is verdict


CITING = replace(DRONES, publisher="Wikipedia Current Events", cites=("Reuters", "AFP via The Daily"))


def test_the_outlets_that_a_text_cites_are_kept(store: Store, record: Record) -> None:
    record(CITING, drones())
    record(document("No word."), ())
    assert [d.cites for d in store.documents()] == [CITING.cites, ()]
    first = drones()[0]
    assert store.provenance(first.id).document.cites == store.document(CITING.id).cites == CITING.cites
    assert {d.cites for _, d in store.listed()} == {CITING.cites}
    assert all(o.key != "wikipedia-current-events" for e in store.events() for o in e.origins)
    assert store.verify().ok


def test_a_text_that_is_met_again_with_its_outlets_speaks_with_their_voice(store: Store, record: Record) -> None:
    """As ledgers of before know the portal's items: without what they cite."""
    claims = [claim("sent", CITING, actor_=["Iran=IRN"], recipient=["Russia=RUS"])]
    record(replace(CITING, cites=()), claims)
    assert [o.key for e in store.events() for o in e.origins] == ["wikipedia-current-events"]
    assert record(CITING, claims) is Recorded.SEEN
    assert record(CITING, claims) is Recorded.SEEN
    assert len(list(store.documents())) == 2
    assert [(o.key, len(e.members)) for e in store.events() for o in e.origins] == [("reuters", 1)]


def test_a_newer_reading_supersedes_and_keeps_the_older_one(store: Store, record: Record) -> None:
    sent, shipment, *_ = drones()
    record(DRONES, [sent, shipment], "1")
    record(DRONES, [sent], "2")
    assert list(store.claims()) == [sent]
    assert store.claim(shipment.id) == shipment
    assert store.provenance(shipment.id).superseded
    assert not store.provenance(sent.id).superseded
    assert store.provenance(sent.id).version == "2"


def test_reading_again_on_demand(store: Store) -> None:
    run = store.start_run("1")
    store.record(run, DRONES, drones(), "1")
    assert store.record(run, DRONES, drones()[:1], "1", again=True) is Recorded.SUPERSEDED
    assert list(store.claims()) == list(drones()[:1])


def test_what_is_known_of_a_text_completes_it(store: Store, record: Record) -> None:
    record(DRONES)
    bare = replace(UNDATED, publisher=None, title=None)
    assert store.meet(bare, "1") == (Recorded.SEEN, DRONES, True)
    verdict, full, _ = store.meet(bare, "2")
    assert (verdict, full.published, full.publisher, full.title) == (Recorded.SUPERSEDED, DRONES.published, DRONES.publisher, DRONES.title)


def test_each_way_in_which_a_text_was_met_is_kept_once(store: Store, record: Record) -> None:
    copy = replace(DRONES, id="copy", publisher="The Copy")
    for doc in (DRONES, copy, DRONES, copy):
        record(doc)
    assert [d.publisher for d in store.documents()] == ["The Example Post", "The Copy"]


def test_the_same_text_of_two_documents_gives_no_claim_twice(store: Store, record: Record) -> None:
    record(DRONES, drones())
    record(replace(DRONES, id="copy", publisher="The Copy"), drones())
    assert store.count() == len(drones())


def test_runs_tell_what_was_read_and_what_was_not(store: Store) -> None:
    run = store.start_run("1.2", ["a.txt", "b.txt"])
    store.record(run, DRONES, drones(), "1.2")
    store.remark(run, Remark("b.txt", "empty", "It is empty."), Remark("a.txt", "encoding", "It is odd.", skipped=False))
    store.end_run(run, read=1, skipped=1, claims=6)
    (told,) = store.runs()
    assert (told.number, told.version, told.inputs, told.outcome, told.read, told.claims) == (
        1,
        "1.2",
        ("a.txt", "b.txt"),
        "finished",
        1,
        6,
    )
    assert told.skipped == (Remark("b.txt", "empty", "It is empty."),)
    assert told.notices == (Remark("a.txt", "encoding", "It is odd.", skipped=False),)
    assert told.finished and told.finished >= told.started


def test_a_run_that_was_cut_off_still_counts_what_it_recorded(store: Store) -> None:
    store.record(store.start_run("1"), DRONES, drones(), "1")
    (told,) = store.runs()
    assert (told.outcome, told.finished, told.read, told.claims, told.seen) == (None, None, 1, 6, None)


def test_a_claim_is_found_by_the_beginning_of_its_id(full: Store) -> None:
    first = drones()[0]
    assert full.claim(first.id[:6]) == first
    assert full.claim(first.id) == first


@pytest.mark.parametrize("id", ["zzzz", "", "…"])
def test_an_id_that_is_not_there(full: Store, id: str) -> None:
    with pytest.raises(SettingError, match="There is no claim"):
        full.claim(id)


def test_an_id_that_more_than_one_claim_begins_with(store: Store, record: Record) -> None:
    a, b = drones()[:2]
    record(DRONES, [replace(a, id="abc1"), replace(b, id="abc2")])
    with pytest.raises(SettingError, match="abc1, abc2"):
        store.claim("abc")


def test_two_texts_of_one_name_are_told_apart_by_their_hashes(store: Store, record: Record) -> None:
    one, two = document("One text.", id="same"), document("Another text.", id="same")
    record(one, [claim("text", one)])
    record(two, [claim("text", two)])
    with pytest.raises(SettingError, match=one.sha256[:12]):
        store.document("same")
    assert store.document(one.sha256[:12]) == one
    assert [store.document(c).text for c in store.claims()] == [one.text, two.text]


def test_what_is_recorded_during_a_listing_is_not_mixed_in(store: Store, record: Record) -> None:
    record(DRONES, drones())
    listing = store.claims()
    first = next(listing)
    record(document("Iran sent drones to Russia again."), [])
    record(DRONES, drones()[:1], "2")
    assert [first, *listing] == list(drones())
