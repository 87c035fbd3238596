"""Ledgers of older schemas are brought up to date when they are opened: tables are added, no row is changed.

Schema 2 did not keep the outlets that a text cites; reading the text again adds them. Schema 1 had no chain, no judgements and no index
of words. Its rows enter the chain as they stand when they are migrated; what became of them before cannot be proven, and the entry's day
says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection, Engine

from sayso.ledger import tables as t
from sayso.ledger.chain import BY_CLAIM, Writer

if TYPE_CHECKING:
    from sayso.ledger.base import Place

_READINGS = 200
"""Readings an entry of the chain: its marks and its list of texts stay small."""

_ROWS = 5000


def migrate(engine: Engine, place: Place) -> None:
    """Bring the ledger to :data:`sayso.ledger.tables.SCHEMA` in one transaction: killed half-way, it is as it was."""
    from sayso.ledger.file import program

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        found = connection.execute(select(func.max(t.schema_versions.c.version))).scalar_one()
        if found >= t.SCHEMA:
            return  # another process came first
        place.make_tables(connection)
        writer = Writer(connection)
        if found < 2:
            _chain_all(writer)
            fill(connection)
        writer.add(t.schema_versions, {"version": t.SCHEMA, "recorded_at": datetime.now(UTC), "program": program()})
        writer.seal()


def fill(connection: Connection) -> None:
    """The derived tables of rows that were recorded without them."""
    from sayso.ledger import derived as d
    from sayso.ledger import searching

    newest = select(func.max(t.readings.c.number)).group_by(t.readings.c.sha256)
    older = connection.execute(select(t.readings.c.number).where(t.readings.c.number.not_in(newest))).scalars().all()
    if older:
        connection.execute(d.superseded.insert(), [{"reading": n} for n in older])
    searching.index_everything(connection)


def _rows(connection: Connection, table: Table, *where: Any) -> list[dict[str, Any]]:
    return [dict(r._mapping) for r in connection.execute(select(table).where(*where))]


def _ranges(connection: Connection, table: Table, size: int) -> Iterator[tuple[int, int]]:
    last = connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
    for first in range(1, last + 1, size):
        yield first, min(last, first + size - 1)


def _chain_all(writer: Writer) -> None:
    c = writer.connection
    for table in (t.schema_versions, t.runs, t.run_ends):
        writer.note(table, _rows(c, table))
    writer.seal()
    for first, last in _ranges(c, t.remarks, _ROWS):
        writer.note(t.remarks, _rows(c, t.remarks, t.remarks.c.number.between(first, last)))
        writer.seal()
    known: set[str] = set()
    for first, last in _ranges(c, t.documents, _READINGS):
        rows = _rows(c, t.documents, t.documents.c.number.between(first, last))
        texts = {r["sha256"] for r in rows} - known
        known |= texts
        writer.note(t.documents, rows)
        writer.note(t.texts, _rows(c, t.texts, t.texts.c.sha256.in_(texts)))
        writer.seal()
    for first, last in _ranges(c, t.readings, _READINGS):
        writer.note(t.readings, _rows(c, t.readings, t.readings.c.number.between(first, last)))
        claims = _rows(c, t.claims, t.claims.c.reading.between(first, last))
        writer.note(t.claims, claims)
        if claims:
            low, high = min(r["number"] for r in claims), max(r["number"] for r in claims)
            for name in BY_CLAIM:
                table = t.metadata.tables[name]
                writer.note(table, _rows(c, table, table.c.claim.between(low, high)))
        writer.seal()
