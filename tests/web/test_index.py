"""The index of events: filters, when it is read again, and who waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.ledger import Store
from sayso.records import Event
from sayso.web import index as module
from sayso.web.index import Index, Shelf, Wanted, below


@pytest.fixture(scope="module")
def events(kept_ledger: Path) -> list[Event]:
    with Store(kept_ledger, readonly=True) as store:
        return list(store.events())


CASES = [
    (Wanted(), lambda e: True),
    (Wanted(actor=("IRN",)), lambda e: "IRN" in e.actors),
    (Wanted(recipient=("RUS",)), lambda e: "RUS" in e.recipients),
    (Wanted(party=("UKR",)), lambda e: "UKR" in (*e.actors, *e.recipients)),
    (Wanted(party=("UKR", "USA")), lambda e: bool({"UKR", "USA"} & {*e.actors, *e.recipients})),
    (Wanted(actor=("NOBODY",)), lambda e: False),
    (Wanted(flow="any"), lambda e: e.flow is not None),
    (Wanted(flow="intercept"), lambda e: e.flow == "intercept"),
    (Wanted(event="SANCTION"), lambda e: e.event == "SANCTION"),
    (Wanted(disputed=True), lambda e: bool(e.disputes or e.denied_by)),
    (Wanted(item="weapon.uav"), lambda e: any(i.class_.startswith("weapon.uav") for i in e.items)),
    (Wanted(actor=("IRN",), flow="transfer"), lambda e: "IRN" in e.actors and e.flow == "transfer"),
]


@pytest.mark.parametrize(("wanted", "expected"), CASES, ids=[str(w) for w, _ in CASES])
def test_filters_keep_exactly_what_passes_in_the_order_of_the_index(events: list[Event], wanted: Wanted, expected):  # type: ignore[no-untyped-def]
    index = Index(events)
    assert [r.id for r in index.select(wanted)] == [r.id for r in index.rows if expected(r.event)]


@pytest.mark.parametrize(
    ("class_", "wanted", "found"),
    [
        ("weapon.uav", "weapon.uav", True),
        ("weapon.uav.loitering", "weapon.uav", True),
        ("weapon.uav.loitering", "uav", True),
        ("weapon.uav", "weapon.uav.loitering", False),
        ("weapon.ship", "weapon.s", False),
    ],
)
def test_classes_below(class_: str, wanted: str, found: bool):
    assert below(class_, wanted) is found


def test_the_order_of_events_makes_no_difference(events: list[Event]):
    assert [r.id for r in Index(events).rows] == [r.id for r in Index(events[::-1]).rows]


class Ledger:
    """Counts how often it is read; ``state`` changes when the test says so."""

    def __init__(self, events: list[Event]) -> None:
        self.events, self.state, self.reads = events, 0, 0
        self.go = threading.Event()
        self.go.set()

    def load(self, as_of: date | None) -> Iterator[Event]:
        self.reads += 1
        self.go.wait(5)
        yield from self.events


def test_it_is_read_once_and_again_when_the_ledger_has_changed(events: list[Event]):
    ledger = Ledger(events)
    shelf = Shelf(ledger.load, lambda: ledger.state)
    assert shelf.get(None) is shelf.get(None) and ledger.reads == 1
    ledger.state = 1
    shelf.get(None)
    assert ledger.reads == 2


def test_a_large_ledger_is_shown_as_it_was_while_it_is_read_again(events: list[Event], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "QUICK_S", -1.0)
    ledger = Ledger(events)
    shelf = Shelf(ledger.load, lambda: ledger.state)
    before = shelf.get(None)
    ledger.state = 1
    ledger.go.clear()
    assert shelf.get(None) is before and shelf.stale(None)
    ledger.go.set()
    assert shelf.get(None, fresh=True) is not before


def test_a_day_that_is_being_read_holds_no_other_day_up(events: list[Event]):
    ledger = Ledger(events)
    shelf = Shelf(ledger.load, lambda: 0)
    shelf.get(None)
    ledger.go.clear()
    waiting = threading.Thread(target=shelf.get, args=(date(2022, 1, 1),))
    waiting.start()
    assert shelf.get(None).rows
    ledger.go.set()
    waiting.join(5)
    assert not waiting.is_alive()


def test_parts_of_pages_are_made_once_and_not_kept_without_end(events: list[Event]):
    index, made = Index(events), []
    for n in range(3 * module.KEPT_PARTS):
        index.kept(n, lambda n=n: made.append(n) or n)  # type: ignore[misc, func-returns-value]
        index.kept(n, lambda n=n: made.append(n) or n)  # type: ignore[misc, func-returns-value]
    assert made == list(range(3 * module.KEPT_PARTS))
