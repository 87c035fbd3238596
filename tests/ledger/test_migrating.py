"""A ledger of an older schema is brought up to date when it is opened: nothing in it changes, and what was not there is added."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Store, migrate, tables
from tests.ledger import postgres
from tests.ledger.world import ORIGINAL, OTHER, WORLD, report, shapes, tell

DDL = (Path(__file__).parent / "schema-1.sql").read_text(encoding="utf-8")
OLD = (
    *("schema_versions", "runs", "run_ends", "remarks", "texts", "documents", "readings"),
    *("claims", "actors", "items", "money", "places", "times", "sources", "reasons"),
)
AGAIN = report("other", OTHER[0].text, "2022-11-02", "BBC", items=["200 drones=weapon.uav@210-210/batch"])


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A ledger of today."""
    with Store(tmp_path / "new.sayso") as store:
        tell(store)
        tell(store, AGAIN, version="2")
        store.end_run(1, read=1)
    return tmp_path / "new.sayso"


@pytest.fixture
def old(tmp_path: Path, new: Path) -> Path:
    """The same as schema 1 kept it."""
    path = tmp_path / "old.sayso"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
        connection.executescript(DDL)
        connection.execute("ATTACH ? AS new", (str(new),))
        for name in OLD[1:]:
            connection.execute(f'INSERT INTO main."{name}" SELECT * FROM new."{name}"')
        connection.execute("INSERT INTO schema_versions VALUES (1, '2026-11-01T09:00:00.000000Z', 'sayso 0.1.0')")
        connection.commit()
    return path


def _rows(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in OLD}


def test_nothing_that_was_recorded_changes(old: Path) -> None:
    before = _rows(old)
    Store(old).close()
    after = _rows(old)
    versions = after.pop("schema_versions")
    assert [v[0] for v in versions] == [1, tables.SCHEMA] and versions[0] == before.pop("schema_versions")[0]
    assert after == before


def test_a_migrated_ledger_knows_what_a_new_one_knows(old: Path, new: Path) -> None:
    with Store(old) as migrated, Store(new, readonly=True) as fresh:
        assert list(migrated.claims()) == list(fresh.claims())
        assert shapes(migrated) == shapes(fresh)
        assert [h.id for h in migrated.search("drones")] == [h.id for h in fresh.search("drones")]
        found = migrated.verify()
        assert found.ok and found.rows == fresh.verify().rows + 1
        tell(migrated, report("more", "Iran sent tents to Cuba.", "2024-01-01", "X", recipient=["Cuba=CUB"]))
        assert migrated.verify(head=found.head).ok


def test_a_migrated_ledger_is_guarded_and_sealed(old: Path) -> None:
    Store(old).close()
    with Store(old, readonly=True) as store:
        assert store.verify().sealed
    with closing(sqlite3.connect(old)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM chain")


def test_opening_for_questions_migrates_too(old: Path) -> None:
    with Store(old, readonly=True) as store:
        assert store.claim(ORIGINAL[1][0].id)
        assert len({e.id for e in store.events()}) == len(WORLD) - 2


def test_a_migration_that_is_cut_off_leaves_the_ledger_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _rows(old)

    def broken(connection: object) -> None:
        raise LedgerError("The light went out")

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "fill", broken)
        with pytest.raises(LedgerError, match="The light went out"):
            Store(old)
    assert _rows(old) == before
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'chain'").fetchone() == (0,)
    with Store(old) as store:
        assert store.verify().ok


def test_two_programs_migrate_once(old: Path) -> None:
    with Store(old) as one, Store(old) as two:
        assert one.verify().ok and two.verify().ok
        with one._reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM schema_versions").scalar() == 2


HEAD = "54be6002fedc8448c367b25d15019277dd7e5b685111c0f779fc938cc3dd792d"
"""The head of the frozen ledger of schema 2: six reports, one of them read twice, and a judgement."""


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A ledger as schema 2 left it, closed and sealed."""
    path = tmp_path / "second.sayso"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "schema-2.sayso.gz").read_bytes()))
    return path


@pytest.mark.parametrize("readonly", [False, True])
def test_a_ledger_of_schema_2_keeps_its_chain(second: Path, readonly: bool) -> None:
    before = _rows(second)
    with Store(second, readonly=readonly) as store:
        found = store.verify(head=HEAD)
        assert found.ok and found.rows == 58, "57 rows, and one that tells of the new schema"
        assert (store.count(), len(list(store.events())), len(store.judgements())) == (5, 4, 1)
        assert {d.cites for d in store.documents()} == {()}
    after = _rows(second)
    assert [v[0] for v in after.pop("schema_versions")] == [2, tables.SCHEMA]
    assert after == {k: v for k, v in before.items() if k != "schema_versions"}


def test_a_ledger_of_schema_2_takes_what_came_later(second: Path) -> None:
    doc, claims = report("digest", "Iran sent boats to Cuba.", "2024-01-01", "Wikipedia Current Events", recipient=["Cuba=CUB"])
    with Store(second) as store:
        tell(store, (replace(doc, cites=("Reuters", "AP")), claims))
        (event,) = store.events(recipient="CUB")
        assert [o.name for o in event.origins] == ["Reuters and Associated Press"]
        assert store.verify(head=HEAD).ok
    with closing(sqlite3.connect(second)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM cited")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_of_schema_2_is_brought_up_to_date_too(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "x.sayso" if kind == "sqlite" else postgres.database(request.getfixturevalue("pg"), "second")
    with monkeypatch.context() as patch:
        patch.setattr(tables, "SCHEMA", 2)
        with Store(place) as store:
            tell(store)
            with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
                connection.exec_driver_sql("DROP TABLE cited")
    doc, claims = ORIGINAL
    with Store(place) as store:
        with store._reading() as connection:
            assert connection.exec_driver_sql("SELECT max(version) FROM schema_versions").scalar() == tables.SCHEMA
        tell(store, (replace(doc, id="digest", publisher="Wikipedia Current Events", cites=("Reuters",)), claims))
        assert [d.cites for d in store.documents()][-1] == ("Reuters",)
        assert store.verify().ok
