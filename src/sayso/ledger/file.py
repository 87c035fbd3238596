"""The ledger's file: finding, opening, checking and closing it, and saying in one sentence what is wrong with it.

The file is an SQLite database in WAL mode, so that readers and a writer do not wait for each other. Closing folds the write-ahead
log back into the file: what is left is one file one can copy, with a seal at its end (:mod:`sayso.ledger.seal`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine, event, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from sayso import settings
from sayso.errors import LedgerError
from sayso.ledger import derived, seal, tables
from sayso.ledger.chain import Writer
from sayso.version import VERSION

WAIT_SECONDS = 20.0
"""How long a writer waits for another writer's transaction. One document's transaction takes milliseconds."""

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


def program() -> str:
    return f"sayso {VERSION}"


def default_path() -> Path | str:
    """The ledger that is meant where none is named: ``SAYSO_LEDGER``, the settings file's, else ``./ledger.sayso``."""
    return settings.load().ledger


def _uri(path: Path, *, readonly: bool) -> str:
    address = "file:" + quote(str(path.absolute()))
    if not readonly:
        return address + "?mode=rwc"
    # Readers of a WAL file share memory with writers through files beside it, and only a connection that may write tidies them
    # away. Where they cannot be made (a read-only folder, a ledger on a disc) nobody can be writing either, and the file is
    # read as it is.
    if os.access(path.parent, os.W_OK):
        return address + ("?mode=rw" if os.access(path, os.W_OK) else "?mode=ro")
    wal = path.with_name(path.name + "-wal")
    return address + ("?mode=ro" if wal.exists() and wal.stat().st_size else "?immutable=1")


def connect(path: Path, *, readonly: bool) -> Engine:
    """An engine on ``path``. Nothing is opened yet."""
    uri = _uri(path, readonly=readonly)

    def open_connection() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        # In WAL mode a commit survives the death of the process; only a power cut can lose the last ones, whole, and the
        # next run reads those documents again.
        connection.execute("PRAGMA synchronous = NORMAL")
        if readonly:
            connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine("sqlite://", creator=open_connection, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer asks for the lock at once: two writers then queue up instead of failing half-way.
        immediate = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the database says into a :class:`LedgerError` that names the file and how to mend it."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _error(path, error) from error
    except UnicodeDecodeError as error:  # SQLite quotes the damaged bytes in its message, and Python cannot read that
        raise LedgerError(
            f"The ledger {path} is damaged (its bytes cannot be read)", "Restore a copy, or read the documents into a new ledger."
        ) from error
    except SQLAlchemyError as error:
        raise LedgerError(f"The ledger {path} cannot be used: {error}") from error


def _error(path: Path, error: Exception) -> LedgerError:
    cause = getattr(error, "orig", None) or error
    words = str(cause)
    low = words.lower()
    if "locked" in low or "busy" in low:
        return LedgerError(f"The ledger {path} is locked by another program", "Let that program finish, then run this again.")
    if "not a database" in low:
        return LedgerError(f"{path} is not a ledger: it is not an SQLite file", "Name a ledger with --ledger, or a new file to make one.")
    if "malformed" in low or "disk image" in low or "corrupt" in low:
        return LedgerError(f"The ledger {path} is damaged ({words})", "Restore a copy, or read the documents into a new ledger.")
    if "readonly" in low or "read-only" in low:
        return LedgerError(f"The ledger {path} cannot be written", "Check the permissions of the file and of its folder.")
    if "full" in low:
        return LedgerError(f"The disk is full; {path} keeps what was recorded before", "Make room and read again: nothing is read twice.")
    if "i/o error" in low:
        return LedgerError(
            f"The disk did not take what was written to {path} ({words}); the ledger keeps what was recorded before",
            "See whether the disk is full or failing, then read again: nothing is read twice.",
        )
    if "unable to open" in low:
        return LedgerError(f"The ledger {path} cannot be opened", "Check that its folder exists and the permissions of both.")
    if "append-only" in low:
        return LedgerError(f"The ledger {path} refused a change: {words}", "Rows are only added; record a correction instead.")
    return LedgerError(f"The ledger {path} cannot be used: {words}")


def check(path: Path, *, create: bool) -> bool:
    """Whether the file has to be made. Raises :class:`LedgerError` where something else is there, or nothing and not ``create``.

    The file is not opened here: closing any handle of it would drop the locks that SQLite holds on it in this process.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise LedgerError(f"This Python carries SQLite {sqlite3.sqlite_version}", "A ledger needs 3.37 or later; use a newer Python.")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger", "Name a file, for example " + str(path / "ledger.sayso") + ".")
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        if not create:
            raise LedgerError(
                f"There is no ledger at {path}", "`sayso read` makes one; --ledger or SAYSO_LEDGER names another file."
            ) from None
        if not path.parent.is_dir():
            raise LedgerError(f"The ledger {path} cannot be made: there is no folder {path.parent}", "Make the folder first.") from None
        return True
    except OSError as error:
        raise LedgerError(f"The ledger {path} cannot be opened ({error.strerror})", "Check its permissions.") from error
    if not size:
        if not create:
            raise LedgerError(f"The ledger {path} is empty", "`sayso read` fills it.")
        return True
    return False


def make(engine: Engine) -> None:
    """Write the tables and their guards into a new file, all or nothing. A second process that came first is not disturbed."""
    _outside_transaction(engine, "PRAGMA journal_mode = WAL")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.exec_driver_sql("PRAGMA application_id").scalar() == tables.APPLICATION_ID:
            return
        connection.exec_driver_sql(f"PRAGMA application_id = {tables.APPLICATION_ID}")
        make_tables(connection)
        writer = Writer(connection)
        writer.add(tables.schema_versions, {"version": tables.SCHEMA, "recorded_at": datetime.now(UTC), "program": program()})
        writer.seal()


def make_tables(connection: Connection) -> None:
    """The tables that are not there yet, with their guards."""
    there = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")}
    for metadata in (tables.metadata, derived.metadata):
        metadata.create_all(connection, tables=[x for x in metadata.sorted_tables if x.name not in there], checkfirst=False)
        for table in metadata.sorted_tables:
            for index in table.indexes if table.name in there else ():
                if index.name not in there:
                    index.create(connection)
    for statement in derived.FTS:
        connection.exec_driver_sql(statement)


def verify_schema(engine: Engine, path: Path) -> bool:
    """Whether the file has to be migrated. Raises :class:`LedgerError` unless it is a ledger of a schema this program knows."""
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != tables.APPLICATION_ID:
            raise LedgerError(f"{path} is an SQLite database but not a ledger", "Name a ledger with --ledger, or a new file to make one.")
        found: Any = connection.execute(select(text("max(version)")).select_from(tables.schema_versions)).scalar()
    return too_old(found, path)


def too_old(found: int | None, where: Path | str) -> bool:
    """Whether a ledger of schema ``found`` has to be migrated. Raises :class:`LedgerError` where it is newer than this program."""
    if found is None or found < 1:
        raise LedgerError(f"The ledger {where} does not say its schema version", "Restore a copy: the file was changed from outside.")
    if found > tables.SCHEMA:
        raise LedgerError(
            f"The ledger {where} was written by a newer sayso (schema {found}, this program knows up to {tables.SCHEMA})",
            "Upgrade sayso to read it.",
        )
    return found < tables.SCHEMA


def fold(engine: Engine) -> None:
    """Fold the write-ahead log into the file. Where a reader is still at work, SQLite does it when the last one leaves."""
    # The planner learns the shape of tables that have grown (a sample of them: milliseconds); without it, joins go the wrong way round.
    with suppress(sqlite3.Error):  # a full disk: it can do without
        _outside_transaction(engine, "PRAGMA analysis_limit = 400")
        _outside_transaction(engine, "PRAGMA optimize")
    _outside_transaction(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def _outside_transaction(engine: Engine, statement: str) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement)
    finally:
        raw.close()


@dataclass(frozen=True, slots=True)
class File:
    """A ledger in a file of its own."""

    path: Path

    @property
    def key(self) -> str:
        return str(self.path.resolve())

    def check(self, *, create: bool) -> bool:
        return check(self.path, create=create)

    def connect(self, *, readonly: bool) -> Engine:
        return connect(self.path, readonly=readonly)

    def told(self) -> AbstractContextManager[None]:
        return told(self.path)

    def make(self, engine: Engine) -> None:
        make(engine)

    def make_tables(self, connection: Connection) -> None:
        make_tables(connection)

    def verify_schema(self, engine: Engine) -> bool:
        return verify_schema(engine, self.path)

    def fold(self, engine: Engine) -> None:
        fold(engine)

    def seal(self) -> None:
        seal.seal(self.path)
