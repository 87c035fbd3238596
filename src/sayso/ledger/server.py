"""A ledger in a PostgreSQL database: the same tables, the same rules, an address in place of a path.

The database belongs to the ledger alone. Writers take turns by an advisory lock, so that rows are numbered, and the chain grows, one
transaction at a time; readers see the state at the beginning of their transaction and wait for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import create_engine, event, inspect, make_url, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sayso.errors import LedgerError
from sayso.ledger import derived, tables
from sayso.ledger.chain import Writer
from sayso.ledger.columns import REFUSE

_ADDRESS = re.compile(r"postgres(?:ql)?(?:\+\w+)?:/")
_LOCK = tables.APPLICATION_ID


def is_address(path: str) -> bool:
    """Whether ``path`` is the address of a database and not a file."""
    return bool(_ADDRESS.match(path))


@dataclass(frozen=True, slots=True)
class Server:
    """A ledger in the database at ``address``: ``postgresql+psycopg://user:password@host/database``."""

    address: str

    @property
    def path(self) -> str:
        return self.address

    @property
    def key(self) -> str:
        return self.address

    @property
    def shown(self) -> str:
        """The address without its password."""
        try:
            return make_url(self.address).render_as_string(hide_password=True)
        except SQLAlchemyError:
            return "the address given"

    def _url(self) -> Any:
        try:
            url = make_url(self.address)
        except SQLAlchemyError:
            raise LedgerError("The address of the ledger is not understood", "Write postgresql+psycopg://user@host/database.") from None
        return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url

    def check(self, *, create: bool) -> bool:
        """Whether the tables have to be made."""
        engine = self.connect(readonly=False)
        try:
            with self.told(), engine.connect() as connection:
                names = set(inspect(connection).get_table_names())
        finally:
            engine.dispose()
        if "schema_versions" in names:
            return False
        if names:
            raise LedgerError(f"{self.shown} is a database but not a ledger", "Name an empty database, which becomes one.")
        if not create:
            raise LedgerError(f"There is no ledger at {self.shown}", "`sayso read` makes one in an empty database.")
        return True

    def connect(self, *, readonly: bool) -> Engine:
        try:
            import psycopg  # noqa: F401
        except ImportError:
            raise LedgerError("PostgreSQL needs the package psycopg", "Install sayso[postgres].") from None
        # A question sees one state of the ledger from its first to its last row.
        engine = create_engine(self._url(), isolation_level="REPEATABLE READ", pool_size=4)

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            if connection.get_execution_options().get("writes", False):
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            elif readonly:
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            if readonly and connection.get_execution_options().get("writes", False):
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")

        return engine

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the server says into a :class:`LedgerError` in one sentence."""
        try:
            yield
        except DBAPIError as error:
            raise self._error(error) from error
        except SQLAlchemyError as error:
            raise LedgerError(f"The ledger {self.shown} cannot be used: {error}") from error

    def _error(self, error: DBAPIError) -> LedgerError:
        words = " ".join(str(error.orig).split())
        low = words.lower()
        if "append-only" in low:
            return LedgerError(f"The ledger {self.shown} refused a change: {words}", "Rows are only added; record a correction instead.")
        if "read-only" in low:
            return LedgerError(f"The ledger {self.shown} cannot be written", "It was opened for questions, or the user may only read.")
        if "does not exist" in low and "database" in low:
            return LedgerError(f"There is no database for the ledger {self.shown}", "Make it first: createdb.")
        if "password" in low or "authentication" in low or "role" in low:
            return LedgerError(f"The server refused the user of {self.shown}", "Check the user and the password in the address.")
        if "connection" in low or "could not translate" in low or "timeout" in low:
            return LedgerError(
                f"The server of the ledger {self.shown} does not answer ({words[:200]})", "Check the address and the server."
            )
        if "disk full" in low or "no space" in low or "could not extend" in low:
            return LedgerError(f"The disk of {self.shown} is full; it keeps what was recorded before", "Make room and read again.")
        if "nul" in low or "0x00" in low:
            return LedgerError(f"{self.shown} takes no text with a NUL character", "PostgreSQL stores none: take them out of the text.")
        return LedgerError(f"The ledger {self.shown} cannot be used: {words[:300]}")

    def make(self, engine: Engine) -> None:
        """Write the tables and their guards into an empty database, all or nothing."""
        from sayso.ledger.file import program

        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if "schema_versions" in inspect(connection).get_table_names():
                return  # another process came first
            self.make_tables(connection)
            writer = Writer(connection)
            writer.add(tables.schema_versions, {"version": tables.SCHEMA, "recorded_at": datetime.now(UTC), "program": program()})
            writer.seal()

    def make_tables(self, connection: Connection) -> None:
        """The tables that are not there yet, with their guards."""
        connection.exec_driver_sql(REFUSE.replace("%", "%%"))
        there = set(inspect(connection).get_table_names())
        for metadata in (tables.metadata, derived.metadata):
            metadata.create_all(connection, tables=[x for x in metadata.sorted_tables if x.name not in there], checkfirst=False)
        # Ids are looked up by their beginning, whatever the database's collation.
        connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS claims_id_prefix ON claims (id text_pattern_ops)")
        for statement in derived.TSVECTOR:
            connection.exec_driver_sql(statement)

    def verify_schema(self, engine: Engine) -> bool:
        from sayso.ledger.file import too_old

        with engine.connect() as connection:
            found: Any = connection.execute(select(text("max(version)")).select_from(tables.schema_versions)).scalar()
        return too_old(found, self.shown)

    def fold(self, engine: Engine) -> None:
        """Nothing to fold: the server keeps its own log."""

    def seal(self) -> None:
        """Nothing to seal: the server writes its own pages (data checksums are the server's: initdb --data-checksums)."""
