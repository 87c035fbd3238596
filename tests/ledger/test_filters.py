"""What `claims` can be asked for. The report is `tests.builders.DRONES`; a filter is followed by the triggers it lets through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.errors import SettingError
from sayso.ledger import Store
from sayso.ledger.filters import EVENTS
from sayso.records import Flow
from tests.builders import DRONES, claim, document, drones, when
from tests.ledger.conftest import Record

SENT, SHIPMENT, PLAN, DENIAL, SHOT, SANCTION = "sent", "shipment", "send short", "sending", "shot down", "imposed sanctions"


@pytest.mark.parametrize(
    ("filters", "triggers"),
    [
        ({}, [SENT, SHIPMENT, PLAN, DENIAL, SHOT, SANCTION]),
        ({"actor": "IRN"}, [SENT, SHIPMENT, PLAN, DENIAL]),
        ({"actor": "iran"}, [SENT, SHIPMENT, PLAN, DENIAL]),
        ({"actor": "Iranian"}, [SENT, SHIPMENT, PLAN, DENIAL]),
        ({"actor": "Tehran"}, [SENT, SHIPMENT, PLAN, DENIAL]),
        ({"actor": "the Islamic Republic of Iran"}, [SENT, SHIPMENT, PLAN, DENIAL]),
        ({"actor": ["ukraine", "United States"]}, [SHOT, SANCTION]),
        ({"actor": "Ukrainian officials"}, [SHOT]),
        ({"recipient": "Iran"}, [SHOT, SANCTION]),
        ({"party": "Ukraine"}, [SHOT]),
        ({"flow": "transfer"}, [SENT, SHIPMENT, PLAN, DENIAL]),
        ({"flow": Flow.INTERCEPT}, [SHOT]),
        ({"flow": ["intercept", "transfer"], "status": "planned"}, [PLAN]),
        ({"event": "sanction"}, [SANCTION]),
        ({"status": "denied"}, [DENIAL]),
        ({"source": "CNN"}, [SHIPMENT]),
        ({"source": "officials"}, [SHIPMENT, SHOT]),
        ({"source": "cn"}, []),
        ({"source": "Example Post"}, [SENT, SHIPMENT, PLAN, DENIAL, SHOT, SANCTION]),
        ({"item": "weapon.uav"}, [SENT, SHIPMENT, DENIAL, SHOT]),
        ({"item": "uav"}, [SENT, SHIPMENT, DENIAL, SHOT]),
        ({"item": "weapon.missile"}, [PLAN]),
        ({"item": "weapon"}, [SENT, SHIPMENT, PLAN, DENIAL, SHOT]),
        ({"item": "ballistic"}, [PLAN]),
        ({"item": "drones"}, [SENT, SHIPMENT, DENIAL, SHOT]),
        ({"item": "weapon.u"}, []),
        ({"text": "last shipment"}, [SHIPMENT]),
        ({"text": "LAST  SHIPMENT"}, [SHIPMENT]),
        ({"text": "no such words"}, []),
        ({"text": "50%_"}, []),
        ({"since": "2022-11-05", "until": date(2022, 11, 5)}, [SENT, SHIPMENT, PLAN, DENIAL, SHOT, SANCTION]),
        ({"since": "2022-11-06"}, []),
        ({"document": "drones", "flow": "intercept"}, [SHOT]),
        ({"document": DRONES.sha256[:10], "flow": "intercept"}, [SHOT]),
        ({"document": "another"}, []),
        ({"confidence": 0.9}, [SENT]),
        ({"confidence": "0.91"}, []),
        ({"confidence": 0}, [SENT]),
        ({"actor": None, "flow": None, "text": None}, [SENT, SHIPMENT, PLAN, DENIAL, SHOT, SANCTION]),
    ],
)
def test_filter(full: Store, filters: dict[str, Any], triggers: list[str]) -> None:
    assert [c.trigger.text for c in full.claims(**filters)] == triggers
    assert full.count(**filters) == len(triggers)


TIMED = document("In March Iran sent drones. In 2021 it sent none. It sends more until May.", id="timed", published=date(2022, 4, 10))
TIMES = {
    "March": ("2022-03-01", "2022-03-31"),
    "2021": ("2021-01-01", "2021-12-31"),
    "until May": (None, "2022-05-31"),
}


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2022-03-31", None, ["March", "until May"]),
        ("2022-04-01", None, ["until May"]),
        (None, "2021-06-01", ["2021", "until May"]),
        ("2022-03-15", "2022-03-16", ["March", "until May"]),
        ("2022-06-01", None, []),
    ],
)
def test_dates_are_those_of_the_event_where_it_has_one(store: Store, record: Record, since: str, until: str, words: list[str]) -> None:
    triggers = ("sent", "sent none", "sends")
    record(
        TIMED,
        [
            claim(t, TIMED, time=when(TIMED.text, w, first, last) if first else _open(w, last))
            for t, (w, (first, last)) in zip(triggers, TIMES.items(), strict=True)
        ],
    )
    assert [c.time.text for c in store.claims(since=since, until=until) if c.time] == words


def _open(words: str, last: str | None) -> Any:
    from dataclasses import replace

    return replace(when(TIMED.text, words, last), first=None)


def test_a_claim_without_any_date_is_left_out_by_dates(store: Store, record: Record) -> None:
    undated = document("Iran sent drones.")
    record(undated, [claim("sent", undated)])
    assert store.count() == 1
    assert store.count(since="1900-01-01") == store.count(until="2100-01-01") == 0


def test_the_latest_publication_comes_first_and_the_undated_last(store: Store, record: Record) -> None:
    for name, day in (("old", date(2020, 1, 1)), ("none", None), ("new", date(2024, 1, 1))):
        doc = document(f"Iran sent drones, says {name}.", id=name, published=day)
        record(doc, [claim("sent", doc)])
    assert [c.document for c in store.claims()] == ["new", "old", "none"]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"flow": "transferr"}, "Did you mean transfer?"),
        ({"event": "WAR"}, "Allowed: AGREE"),
        ({"status": "true"}, "Allowed: actual, planned, possible, denied"),
        ({"since": "yesterday"}, "Write it as 2022-11-05"),
        ({"confidence": "high"}, "no number from 0 to 1"),
        ({"confidence": 70}, "Write it as 0.8"),
        ({"since": "2022-01-02", "until": "2022-01-01"}, "lies after"),
    ],
)
def test_what_is_not_allowed_is_told_with_what_is(full: Store, filters: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=message.replace("?", r"\?")):
        list(full.claims(**filters))


def test_a_filter_that_does_not_exist(full: Store) -> None:
    with pytest.raises(TypeError, match="There is no filter colour"):
        list(full.claims(colour="red"))  # type: ignore[call-arg]


def test_events_are_those_of_the_codebook() -> None:
    from typing import get_args

    from sayso.claims.lexicon import Event

    assert get_args(Event) == EVENTS


def test_counts_by_sides(full: Store) -> None:
    first = full.sides()[0]
    assert (first.event, first.flow, first.actor, first.recipient, first.claims, first.documents) == ("AID", "transfer", "IRN", "RUS", 4, 1)
    assert first.claim == drones()[3].id and first.latest == DRONES.published


def test_scope(full: Store) -> None:
    told = full.scope(flow="transfer")
    assert (told.claims, told.documents, told.publishers, told.first, told.last) == (
        4,
        1,
        ("The Example Post",),
        DRONES.published,
        DRONES.published,
    )
