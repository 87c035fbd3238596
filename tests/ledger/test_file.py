"""The file: made, opened, closed, copied; and one clear sentence for whatever else lies at its path."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sayso.errors import LedgerError, SettingError
from sayso.ledger import Store, file, tables
from tests.builders import DRONES, drones


def _filled(path: Path) -> Path:
    with Store(path) as store:
        store.record(store.start_run("1"), DRONES, drones(), "1")
    return path


def _text(path: Path) -> Path:
    path.write_text("This is no database at all.")
    return path


def _other_database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE cats (name)")
    return path


def _newer(path: Path) -> Path:
    _filled(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO schema_versions VALUES (?, '2099-01-01', 'sayso 99')", (tables.SCHEMA + 1,))
    return path


def _truncated(path: Path) -> Path:
    _filled(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def _overwritten(path: Path) -> Path:
    _filled(path)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_text, "is not a ledger: it is not an SQLite file"),
        (_other_database, "is an SQLite database but not a ledger"),
        (_newer, "was written by a newer sayso .* Upgrade"),
        (_truncated, "is damaged"),
        (_overwritten, "is damaged"),
        (_folder, "is a folder"),
        (lambda p: p / "x.sayso", "there is no folder"),
    ],
)
def test_what_is_no_usable_ledger_is_told_in_a_sentence(tmp_path: Path, make: Callable[[Path], Path], message: str) -> None:
    path = make(tmp_path / "x.sayso")
    with pytest.raises(LedgerError, match=message) as told, Store(path) as store:
        list(store.claims())
    assert str(path) in str(told.value) and "\n" not in str(told.value)


def test_a_ledger_that_is_not_there_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    with pytest.raises(LedgerError, match="There is no ledger"):
        Store(path, create=False, readonly=True)
    assert not path.exists()
    Store(path).close()
    with Store(path, create=False, readonly=True) as store:
        assert list(store.claims()) == []


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    path.touch()
    with pytest.raises(LedgerError, match="is empty"):
        Store(path, create=False)
    Store(path).close()
    Store(path, create=False).close()


def test_after_closing_one_file_is_left_that_can_be_copied(tmp_path: Path) -> None:
    path = _filled(tmp_path / "x.sayso")
    assert [p.name for p in tmp_path.iterdir()] == ["x.sayso"]
    copy = shutil.copy(path, tmp_path / "copy.sayso")
    with Store(copy, create=False, readonly=True) as store:
        assert list(store.claims()) == list(drones())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.sayso", "x.sayso"]


def test_reading_changes_no_byte(tmp_path: Path) -> None:
    path = _filled(tmp_path / "x.sayso")
    before = path.read_bytes()
    with Store(path, create=False, readonly=True) as store:
        list(store.claims())
        store.brief()
    assert path.read_bytes() == before


def test_a_ledger_opened_for_questions_takes_no_rows(tmp_path: Path) -> None:
    with Store(_filled(tmp_path / "x.sayso"), readonly=True) as store, pytest.raises(LedgerError, match="cannot be written"):
        store.start_run("1")


def test_a_ledger_in_a_folder_that_cannot_be_written_is_read_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _filled(tmp_path / "x.sayso")
    monkeypatch.setattr(file.os, "access", lambda p, mode: False)
    with Store(path, create=False, readonly=True) as store:
        assert list(store.claims()) == list(drones())
    assert [p.name for p in tmp_path.iterdir()] == ["x.sayso"]


def test_a_writer_that_holds_the_file_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _filled(tmp_path / "x.sayso")
    monkeypatch.setattr(file, "WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Store(path) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="is locked by another program"):
            store.start_run("2")
        other.execute("ROLLBACK")


def test_a_closed_ledger_says_so(tmp_path: Path) -> None:
    store = Store(_filled(tmp_path / "x.sayso"))
    store.close()
    store.close()
    with pytest.raises(SettingError, match="is closed"):
        list(store.claims())


def test_the_default_is_the_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "env.sayso"))
    with Store() as store:
        assert store.path == tmp_path / "env.sayso"


def test_the_schema_and_the_program_are_written_into_the_file(tmp_path: Path) -> None:
    with closing(sqlite3.connect(_filled(tmp_path / "x.sayso"))) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x53415953,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version, program FROM schema_versions").fetchall() == [(tables.SCHEMA, file.program())]


def test_the_same_tables_are_written_for_postgresql() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    told = {t.name: str(CreateTable(t).compile(dialect=postgresql.dialect())) for t in tables.metadata.sorted_tables}
    assert "published DATE" in told["documents"] and "recorded_at TIMESTAMP WITH TIME ZONE" in told["documents"]
    assert "anonymous BOOLEAN" in told["sources"] and "amount NUMERIC" in told["money"]
    assert not any("STRICT" in t or "WITHOUT ROWID" in t for t in told.values())
