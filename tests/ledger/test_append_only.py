"""Rows are only ever added: the file itself refuses anything else, whoever opens it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sayso.acts import Act, Forecast, Outcome
from sayso.errors import LedgerError
from sayso.ledger import Remark, Store, tables
from tests.builders import DRONES, claim, drones, when
from tests.ledger import postgres

TABLES = sorted(tables.metadata.tables)
NOW = datetime(2022, 11, 6, tzinfo=UTC)


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A plain SQLite connection to a ledger with a row in each table."""
    path = tmp_path / "x.sayso"
    everything = claim(
        "sent",
        DRONES,
        actor_=["Iran=IRN"],
        items=["drones=weapon.uav"],
        place=["Ukrain=UKR"],
        sources=["CNN=cnn/media"],
        time=when(DRONES.text, "last", "2022-11-01"),
        money=None,
        reasons=drones()[0].reasons,
    )
    with Store(path) as store:
        run = store.start_run("1", ["x"])
        store.record(run, replace(DRONES, cites=("Reuters",)), [everything], "1")
        store.remark(run, Remark("y", "empty", "It is empty."))
        store.end_run(run)
        store.judge(everything.id, "correct", field="recipient", value="RUS", who="A. Reader", why="It says so above.")
        store.add_import(
            "coded", "a.csv", "00", [Act("1", DRONES.published, "IRN", "RUS", "AID", dataset="coded")], [Remark("2", "day", "None.")]
        )
        forecast = Forecast(
            "f", NOW, date(2022, 11, 5), "sayso", "?", "IRN", "RUS", "AID", None, None, *[date(2022, 12, 1)] * 2, 0.5, 0.4, "even"
        )
        store.add_forecasts([forecast])
        store.add_outcomes([Outcome("f", NOW, True)])
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_updated(raw: sqlite3.Connection, table: str) -> None:
    column = next(c.name for c in tables.metadata.tables[table].columns)
    if raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(f'UPDATE {table} SET "{column}" = "{column}"')


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_deleted(raw: sqlite3.Connection, table: str) -> None:
    if raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_replaced(raw: sqlite3.Connection, table: str) -> None:
    raw.execute("PRAGMA recursive_triggers = OFF")  # SQLite's default: REPLACE fires no DELETE trigger
    if raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_each_table_but_money_has_a_row_in_these_tests(raw: sqlite3.Connection) -> None:
    empty = [t for t in TABLES if not raw.execute(f"SELECT count(*) FROM {t}").fetchone()[0]]
    assert empty == ["money"]


def test_tables_are_strict(raw: sqlite3.Connection) -> None:
    strict = {name: flag for _, name, _, _, _, flag in raw.execute("PRAGMA table_list") if name in TABLES}
    assert strict == dict.fromkeys(TABLES, 1)
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value"):
        raw.execute("INSERT INTO run_ends VALUES (2, 'now', 'finished', 'many', 0, 0, 0)")


def test_rows_point_at_rows_that_are_there(raw: sqlite3.Connection) -> None:
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_a_server_refuses_changes_too(pg: str, statement: str) -> None:
    from sqlalchemy import text

    with Store(postgres.database(pg, f"refuse{abs(hash(statement))}", like="empty")) as store:
        store.record(store.start_run("1"), DRONES, drones(), "1")
        for table, column in (("claims", "status"), ("documents", "name"), ("chain", "hash"), ("reasons", "rule")):
            with pytest.raises(LedgerError, match="append-only"), store._writing() as writer:
                writer.connection.execute(text(statement.format(table, column)))
        assert store.verify().ok
