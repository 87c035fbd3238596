"""How tables of the ledger are written down: columns that mean the same on SQLite and PostgreSQL, and guards that keep rows as they are."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, ForeignKey, MetaData, Table, Text, UniqueConstraint, event
from sqlalchemy.schema import DDL
from sqlalchemy.sql.schema import SchemaItem

from sayso.ledger.types import Number

metadata = MetaData()
"""The records: rows that are only ever added, all of them in the hash chain."""

derived = MetaData()
"""What can be made anew from the records at any time: keys, links, groups, the index of words."""


def table(name: str, *parts: SchemaItem, clustered: bool = False, of: MetaData = metadata) -> Table:
    """A STRICT table. ``clustered``: rows lie in the order of the primary key (parts lie beside their siblings)."""
    return Table(name, of, *parts, sqlite_strict=True, sqlite_with_rowid=not clustered)


def key(name: str = "number") -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=False)


def ref(name: str, to: str, *, key: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Number, ForeignKey(to), primary_key=key, nullable=False, index=index, autoincrement=False)


def need(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def maybe(name: str) -> Column[str | None]:
    return Column(name, Text)


def offset(name: str) -> Column[int]:
    return Column(name, Number, nullable=False)


def append_only(table: Table) -> tuple[str, ...]:
    """SQLite's statements that make the file refuse to change or remove a row of ``table``.

    INSERT OR REPLACE removes rows without firing a DELETE trigger (unless the connection asks for recursive triggers), so an
    insert that meets an existing key is refused before SQLite resolves the conflict.
    """
    refuse = "SELECT RAISE(ABORT, 'the ledger is append-only: {} is never {}')"
    keys: list[tuple[str, ...]] = [tuple(c.name for c in table.primary_key.columns)]
    keys += [tuple(c.name for c in u.columns) for u in table.constraints if isinstance(u, UniqueConstraint)]
    taken = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table.name}" WHERE ' + " AND ".join(f'"{name}" = NEW."{name}"' for name in key) + ")" for key in keys
    )
    return (
        f'CREATE TRIGGER "{table.name}_no_update" BEFORE UPDATE ON "{table.name}" BEGIN {refuse.format(table.name, "updated")}; END',
        f'CREATE TRIGGER "{table.name}_no_delete" BEFORE DELETE ON "{table.name}" BEGIN {refuse.format(table.name, "deleted from")}; END',
        f'CREATE TRIGGER "{table.name}_no_replace" BEFORE INSERT ON "{table.name}" WHEN {taken} '
        f"BEGIN {refuse.format(table.name, 'replaced')}; END",
    )


REFUSE = """
CREATE OR REPLACE FUNCTION sayso_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % is never changed (%)', TG_TABLE_NAME, TG_OP;
END $$
"""
"""PostgreSQL's function behind the triggers of :func:`append_only_on_a_server`."""


def append_only_on_a_server(table: Table) -> tuple[str, ...]:
    """PostgreSQL's statements to the same end. (An INSERT … ON CONFLICT DO UPDATE fires the trigger, too.)"""
    run = "EXECUTE FUNCTION sayso_append_only()"
    return (
        f'CREATE TRIGGER "{table.name}_no_change" BEFORE UPDATE OR DELETE ON "{table.name}" FOR EACH ROW {run}',
        f'CREATE TRIGGER "{table.name}_no_truncate" BEFORE TRUNCATE ON "{table.name}" FOR EACH STATEMENT {run}',
    )


def guard(tables: Iterable[Table]) -> None:
    """Have each table guarded wherever it is made."""
    for each in tables:
        for dialect, statements in (("sqlite", append_only(each)), ("postgresql", append_only_on_a_server(each))):
            for statement in statements:
                made = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
                event.listen(each, "after_create", made)
