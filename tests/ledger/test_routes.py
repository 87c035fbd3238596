"""Claims of transfers by route, goods and stage: pure grouping, figures side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.ledger import Stage, Store
from sayso.ledger.routes import RouteLine, lines
from tests.builders import DRONES, claim, document, drones, when
from tests.ledger.conftest import Record

ROUTE: dict[str, Any] = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"]}


def _lines(store: Store, **filters: Any) -> tuple[RouteLine, ...]:
    return lines(store.listed(**{**filters, "flow": "transfer"}))


def _told(e: RouteLine) -> tuple[object, ...]:
    return e.supplier, e.receiver, e.class_, e.stage.value, e.figure_words(), len(e.claims)


def test_the_report_on_drones(full: Store) -> None:
    assert [_told(e) for e in _lines(full)] == [
        (("IRN",), ("RUS",), "weapon.missile.ballistic.short-range", "planned", "", 1),
        (("IRN",), ("RUS",), "weapon.uav", "delivered", "2,000–9,999 in all; 405–495 a batch", 2),
        (("IRN",), ("RUS",), "weapon.uav", "denied", "", 1),
    ]


def test_figures_keep_their_claims_and_are_never_added(full: Store) -> None:
    sent, shipment, *_ = drones()
    entry = _lines(full, status="actual")[0]
    assert [(f.low, f.high, f.measure, f.claims, f.sources) for f in entry.figures] == [
        (2000, 9999, "total", (sent.id,), ("The Example Post",)),
        (405, 495, "batch", (shipment.id,), ("officials (CNN)",)),
    ]
    assert (entry.lowest, entry.highest) == (405, 9999)
    assert entry.figures_of("batch") == entry.figures[1:]


def test_equal_figures_of_two_reports_are_one_figure_with_two_claims(store: Store, record: Record) -> None:
    for n in range(2):
        doc = document(f"Iran sent 450 drones to Russia, says report {n}.", id=str(n), publisher=f"P{n}")
        record(doc, [claim("sent", doc, **ROUTE, items=["450 drones=weapon.uav@450-450/batch"])])
    (entry,) = _lines(store)
    (figure,) = entry.figures
    assert len(figure.claims) == 2 and set(figure.sources) == {"P0", "P1"} and len(entry.documents) == 2


@pytest.mark.parametrize(
    ("event", "status", "stage"),
    [
        ("AID", "actual", Stage.DELIVERED),
        ("COOPERATE", "actual", Stage.DELIVERED),
        ("COOPERATE", "planned", Stage.ORDERED),
        ("AID", "planned", Stage.PLANNED),
        ("AID", "possible", Stage.POSSIBLE),
        ("COOPERATE", "denied", Stage.DENIED),
    ],
)
def test_stages(store: Store, record: Record, event: str, status: str, stage: Stage) -> None:
    record(DRONES, [claim("sent", DRONES, event=event, status=status, **ROUTE)])
    assert [e.stage for e in _lines(store)] == [stage]


def test_an_open_figure_leaves_the_highest_open(store: Store, record: Record) -> None:
    record(DRONES, [claim("sent", DRONES, **ROUTE, items=["drones=weapon.uav@301-"])])
    (entry,) = _lines(store)
    assert (entry.lowest, entry.highest, entry.figure_words()) == (301, None, "at least 301")


def test_a_designation_is_an_entry_of_its_own(store: Store, record: Record) -> None:
    doc = document("Iran sent Shahed-136 drones and other drones to Russia.")
    record(doc, [claim("sent", doc, **ROUTE, items=["Shahed-136 drones=weapon.uav:Shahed-136", "other drones=weapon.uav"])])
    assert [(e.class_, e.designation) for e in _lines(store)] == [("weapon.uav", None), ("weapon.uav", "Shahed-136")]


def test_a_transfer_without_goods_or_parties_is_kept(store: Store, record: Record) -> None:
    record(DRONES, [claim("sent", DRONES)])
    (entry,) = _lines(store)
    assert (entry.supplier, entry.receiver, entry.class_, entry.figures) == ((), (), None, ())


def test_days_are_those_of_the_transfer(store: Store, record: Record) -> None:
    doc = document("In March and May Iran sent drones to Russia.", published=date(2022, 6, 1))
    march, may = when(doc.text, "March", "2022-03-01", "2022-03-31"), when(doc.text, "May", "2022-05-01", "2022-05-31")
    record(doc, [claim("sent", doc, **ROUTE, time=march), claim("drones", doc, **ROUTE, time=may)])
    (entry,) = _lines(store)
    assert (entry.first, entry.last, entry.published_first) == (date(2022, 3, 1), date(2022, 5, 31), date(2022, 6, 1))


def test_filters_narrow_the_register_but_never_widen_it(full: Store) -> None:
    assert len(_lines(full, item="weapon.missile")) == 1
    assert _lines(full, flow="intercept") == _lines(full)
