"""What others coded and what is expected comes back as it went in, apart from what we read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sayso.acts import Act, Forecast, Ground, Outcome
from sayso.errors import SettingError
from sayso.ledger import Remark, Store
from sayso.records import Status
from tests.ledger.world import tell

ACTS = [
    Act("1", date(2014, 1, 2), "IRN", "RUS", "AID", "x", "transfer", ("weapon.uav", "weapon"), Status.PLANNED, 2.5, False, True, "coded"),
    Act("2", date(2014, 1, 1), "USA", None, None, dataset="coded"),
]
FORECAST = Forecast(
    id="f1",
    made_at=datetime(2022, 11, 5, 9, tzinfo=UTC),
    as_of=date(2022, 11, 5),
    dataset="sayso",
    question="Will Iran send drones?",
    actor="IRN",
    recipient="RUS",
    event="AID",
    flow="transfer",
    class_="weapon.uav",
    window_first=date(2022, 11, 6),
    window_last=date(2022, 12, 5),
    probability=0.7,
    baseline=0.4,
    words="likely",
    reasons=(Ground("It did so before.", 1.2, ("e1", "e2")),),
)


def test_acts_come_back_as_they_went_in(store: Store) -> None:
    report = store.add_import("coded", "a.csv", "00ff", ACTS, [Remark("row 3", "day", "No day.")])
    assert (report.acts, report.skipped, report.fresh) == (2, 1, True)
    assert list(store.acts(dataset="coded")) == sorted(ACTS, key=lambda a: a.day)
    assert [i.remarks for i in store.imports()] == [(Remark("row 3", "day", "No day."),)]
    assert store.verify().ok


def test_a_file_is_taken_in_once(store: Store) -> None:
    store.add_import("coded", "a.csv", "00ff", ACTS)
    assert not store.add_import("coded", "renamed.csv", "00ff", ACTS).fresh
    assert store.count_acts("coded") == 2


@pytest.mark.parametrize(
    ("asked", "ids"),
    [({"actor": "USA"}, ["2"]), ({"recipient": "RUS"}, ["1"]), ({"first": "2014-01-02"}, ["1"]), ({"last": date(2014, 1, 1)}, ["2"])],
)
def test_acts_that_are_asked_for(store: Store, asked: dict[str, str], ids: list[str]) -> None:
    store.add_import("coded", "a.csv", "00ff", ACTS)
    assert [a.id for a in store.acts(dataset="coded", **asked)] == ids


def test_our_own_acts_are_never_mixed_with_imported_ones(store: Store) -> None:
    store.add_import("coded", "a.csv", "00ff", ACTS)
    assert list(store.acts()) == []
    tell(store)
    assert {(a.actor, a.recipient, a.dataset) for a in store.acts()} >= {("IRN", "RUS", "sayso"), ("USA", "IRN", "sayso")}
    assert [a.recipient for a in store.acts(as_of="2022-11-01")] == ["RUS"]
    with pytest.raises(SettingError, match="There are coded"):
        list(store.acts(dataset="other"))


def test_a_foreign_act_is_refused_with_the_whole_file(store: Store) -> None:
    with pytest.raises(SettingError, match="is of sayso"):
        store.add_import("coded", "a.csv", "00ff", [*ACTS, replace(ACTS[0], dataset="sayso")])
    assert store.imports() == ()


def test_forecasts_and_outcomes_stay_as_they_were_made(store: Store) -> None:
    assert store.add_forecasts([FORECAST, replace(FORECAST, id="f2", recipient=None, reasons=())]) == 2
    assert store.add_forecasts([replace(FORECAST, probability=0.1)]) == 0
    assert store.forecasts()[0] == FORECAST
    outcome = Outcome("f1", datetime(2022, 12, 6, tzinfo=UTC), True, ("e9",))
    assert (store.add_outcomes([outcome]), store.add_outcomes([replace(outcome, happened=False)])) == (1, 0)
    assert store.outcomes() == (outcome,)
    assert [f.id for f in store.forecasts(open_only=True)] == ["f2"]
    with pytest.raises(SettingError, match="There is no forecast"):
        store.add_outcomes([replace(outcome, forecast="f3")])
