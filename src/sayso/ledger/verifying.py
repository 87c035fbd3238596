"""Verifying: is every row as it was recorded, is none missing, and is none there that was never recorded?

Each entry of the hash chain is made anew from the rows and compared. Where the file has a seal, every byte is compared with it, too,
and SQLite checks its own pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from sayso.ledger import chain, seal
from sayso.ledger import tables as t
from sayso.ledger.base import Base
from sayso.ledger.file import File
from sayso.ledger.types import Amount

_MOST = 50
"""Faults that are told one by one."""

Raw = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was recorded. ``table`` is a table, "chain", "file" or "guards"; ``row`` its key, where one is known."""

    table: str
    row: str | None
    what: str

    def __str__(self) -> str:
        return f"{self.table}{f' {self.row}' if self.row else ''}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked. ``head``: the hash of the last entry; noted elsewhere, it proves everything up to it. ``sealed``: None where the
    file has no seal (``notes`` tell why), else whether all of its bytes are as they were sealed."""

    entries: int
    rows: int
    head: str
    sealed: bool | None
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.faults


@dataclass(slots=True)
class _Rows:
    """The rows of one table in the order of recording, taken a range at a time."""

    table: Table
    source: Iterator[Raw]
    lead: int
    keys: Sequence[int]
    amounts: Sequence[int]
    ahead: Raw | None = None
    broken: str | None = None
    last: str | None = None

    def _next(self) -> Raw | None:
        if self.ahead is not None:
            row, self.ahead = self.ahead, None
            return row
        if self.broken:
            return None
        try:
            return next(self.source, None)
        except Exception as error:  # the driver's own errors: a page that cannot be read
            self.broken = " ".join(str(getattr(error, "orig", None) or error).split())[:200]
            return None

    def up_to(self, last: int) -> Iterator[Raw]:
        """The rows that come next, as far as the leading column is at most ``last``."""
        while (row := self._next()) is not None:
            if row[self.lead] > last:
                self.ahead = row
                return
            self.last = self.key(row)
            yield row

    def key(self, row: Raw) -> str:
        return " ".join(str(row[k]) for k in self.keys)

    def written(self, row: Raw) -> bytes:
        if self.amounts:
            told = list(row)
            for n in self.amounts:
                told[n] = None if told[n] is None else chain._amount(told[n])
            return chain.written_raw(told)
        return chain.written_raw(row)


@dataclass(slots=True)
class _Check:
    connection: Connection
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    entries: int = 0
    head: str = ""
    tables: dict[str, _Rows] = field(default_factory=dict)
    loose: dict[str, dict[Any, Raw]] = field(default_factory=dict)
    texts: int = 0

    def fault(self, table: str, row: object, what: str) -> None:
        self.faults.append(Fault(table, None if row is None else str(row), what))

    # ---- rows as they lie in the tables

    def _stream(self, table: Table, where: str = "") -> Iterator[Raw]:
        lead = chain.LEADING.get(table.name, "sha256")
        order = [lead, *(c.name for c in table.primary_key.columns if c.name != lead)]
        if self.connection.dialect.name == "sqlite":
            columns = ", ".join(f'"{c.name}"' for c in table.columns)
            order_by = ", ".join(f'"{n}"' for n in order)
            cursor = self.connection.connection.cursor()
            yield from cursor.execute(f'SELECT {columns} FROM "{table.name}" {where} ORDER BY {order_by}')
            return
        query = select(table).order_by(*(table.c[n] for n in order))
        forms = chain.FORMS[table.name]
        for row in self.connection.execute(query.execution_options(yield_per=1000)):
            yield tuple(None if v is None else make(v) if make else v for v, (_, make) in zip(row, forms, strict=True))

    def open(self) -> None:
        for table in t.RECORDS:
            names = [c.name for c in table.columns]
            if table.name in chain.BY_HASH:
                continue
            keys = [names.index(c.name) for c in table.primary_key.columns]
            amounts = [n for n, c in enumerate(table.columns) if isinstance(c.type, Amount)]
            lead = names.index(chain.LEADING[table.name])
            rows = _Rows(table, self._stream(table), lead, keys, amounts)
            if table.name in chain.BY_RUN | chain.BY_VERSION:  # few rows, recorded in any order
                self.loose[table.name] = {row[lead]: row for row in iter(rows._next, None)}
                if rows.broken:
                    self.fault(table.name, None, f"cannot be read: {rows.broken}")
            self.tables[table.name] = rows

    def _text(self, sha256: str) -> Raw | None:
        row = self.connection.execute(select(t.texts.c.sha256, t.texts.c.text).where(t.texts.c.sha256 == sha256)).first()
        return tuple(row) if row else None

    def _taken(self, name: str, covers: dict[str, Any], entry: int) -> tuple[list[Raw], int] | None:
        """(the rows of a table that belong to an entry, how many there were)"""
        told = covers.get(name)
        if told is None:
            return None
        if name in chain.BY_HASH:
            found = [row for sha in told if (row := self._text(sha)) is not None]
            for sha in set(told) - {row[0] for row in found}:
                self.fault(name, sha, f"is missing (entry {entry})")
            return found, len(told)
        rows = self.tables[name]
        if name in self.loose:
            first, last, count = told
            own = [self.loose[name].pop(n) for n in sorted(self.loose[name]) if first <= n <= last]
            return own, count
        if name in chain.BY_CLAIM:
            span, count = covers.get("claims"), told
            if span is None:
                return [], count
            first, last = span[0], span[1]
        else:
            first, last, count = told
        found = []
        for row in rows.up_to(last):
            if row[rows.lead] < first:
                self.fault(name, rows.key(row), "was never recorded by this ledger: no entry of the chain covers it")
            else:
                found.append(row)
        return found, count

    # ---- entries

    def entry(self, row: Any, previous: str, number: int) -> str:
        self.entries += 1
        if row.number != number:
            self.fault("chain", number, f"is missing: entry {row.number} comes after {number - 1}")
        if row.previous != previous and row.number == number:
            self.fault("chain", row.number, "does not follow the entry before it")
        made = chain.hash_of(row.number, row.recorded_at, row.covers, row.marks, row.digest, row.previous)
        if made != row.hash:
            self.fault("chain", row.number, "the entry itself was changed")
        try:
            covers = json.loads(row.covers)
        except ValueError:
            return str(row.hash)
        lines: list[tuple[str, bytes]] = []
        parts: list[tuple[str, list[Raw], list[bytes], int]] = []
        torn = False
        for table in t.RECORDS:
            taken = self._taken(table.name, covers, row.number)
            if taken is None:
                continue
            found, count = taken
            rows = self.tables.get(table.name)
            if rows is not None and len(rows.keys) > 1:
                found.sort(key=lambda r, keys=rows.keys: tuple(r[k] for k in keys))  # type: ignore[misc]
            own = [rows.written(r) if rows is not None else chain.written_raw(r) for r in found]
            torn = torn or (rows is not None and rows.broken is not None)
            lines += [(table.name, w) for w in own]
            parts.append((table.name, found, own, count))
        self.rows += len(lines)
        digest, marks = chain.digest_of(lines)
        if (digest != row.digest or marks != row.marks) and not torn:
            self._which(row, parts)
        return str(row.hash)

    def _which(self, row: Any, parts: list[tuple[str, list[Raw], list[bytes], int]]) -> None:
        """Name the rows that differ from an entry."""
        at, told = 0, len(self.faults)
        for name, found, own, count in parts:
            expected = [row.marks[4 * n : 4 * n + 4] for n in range(at, at + count)]
            at += count
            marks = [chain.mark(w) for w in own]
            rows = self.tables.get(name)
            keys = [rows.key(r) if rows else str(r[0]) for r in found]
            when = f"recorded {row.recorded_at:%Y-%m-%d %H:%M} (entry {row.number})"
            if len(marks) == count:
                for key, mark, was in zip(keys, marks, expected, strict=True):
                    if mark != was:
                        self.fault(name, key, f"differs from what was {when}")
            elif len(marks) < count:
                n = next((n for n, (a, b) in enumerate(zip(marks, expected, strict=False)) if a != b), len(marks))
                near = f" after {keys[n - 1]}" if n else f" before {keys[0]}" if keys else ""
                if not any(f.table == name and "is missing" in f.what for f in self.faults):
                    self.fault(name, None, f"{count - len(marks)} of {count} rows are missing{near}; {when}")
            else:
                known = list(expected)
                for key, mark in zip(keys, marks, strict=True):
                    if mark in known:
                        known.remove(mark)
                    else:
                        self.fault(name, key, f"differs from what was {when}, or was never recorded")
        if len(self.faults) == told:
            self.fault("chain", row.number, "the digest of the entry was changed")

    def close(self) -> None:
        """What is left over belongs to no entry."""
        for name, rows in self.tables.items():
            if name in self.loose:
                for key in self.loose[name]:
                    self.fault(name, key, "was never recorded by this ledger: no entry of the chain covers it")
                continue
            for row in islice(rows.up_to(2**63 - 1), _MOST):
                self.fault(name, rows.key(row), "was never recorded by this ledger: no entry of the chain covers it")
            if rows.broken:
                self.fault(name, None, f"cannot be read past row {rows.last or 'one'}: {rows.broken}")


class Verifying(Base):
    """The part of a ledger that checks itself."""

    def verify(self, *, head: str | None = None) -> Verification:
        """Check every row, every entry of the chain, the file's pages and its seal. ``head``: a hash that was noted earlier, which must
        still be in the chain."""
        self._check_open()
        notes: list[str] = []
        faults: list[Fault] = []
        sealed: bool | None = None
        if isinstance(self._place, File):
            found = self._sealed()
            sealed = found.whole if found.there else None
            if not found.there:
                notes.append(f"the file has no seal: {found.why}")
            elif not found.whole:
                where = [f"bytes {a:,} to {b - 1:,} are not as they were when the ledger was closed" for a, b in found.broken[:_MOST]]
                faults += [Fault("file", None, w) for w in where or [found.why]]
        with self._engine.connect() as connection, connection.begin():
            check = _Check(connection)
            try:
                self._check(check, head)
            except DBAPIError as error:
                check.fault("file", None, f"cannot be read: {' '.join(str(error.orig).split())[:200]}")
        faults = [*check.faults, *faults]
        return Verification(check.entries, check.rows, check.head, sealed, tuple(faults[: _MOST * 4]), tuple(notes))

    def _check(self, check: _Check, head: str | None) -> None:
        connection = check.connection
        if connection.dialect.name == "sqlite":
            try:
                for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})"):
                    if line != "ok":
                        check.fault("file", None, " ".join(line.split()))
            except DBAPIError as error:
                check.fault("file", None, " ".join(str(error.orig).split()))
            self._guards(check)
        check.open()
        previous, number, met = "", 1, head is None
        rows = iter(connection.execute(select(t.chain).order_by(t.chain.c.number).execution_options(yield_per=500)))
        try:
            for row in rows:
                previous = check.entry(row, previous, number)
                number = row.number + 1
                met = met or previous.startswith(head or "")
        except DBAPIError as error:
            check.fault("chain", number, f"cannot be read: {' '.join(str(error.orig).split())[:200]}")
        check.close()
        check.head = previous
        if not met:
            check.fault("chain", None, f"no entry has the hash {head}: this is not the ledger it was noted from, or it was written anew")

    @staticmethod
    def _guards(check: _Check) -> None:
        names = set(check.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
        for table in (*t.RECORDS, t.chain):
            for kind in ("no_update", "no_delete", "no_replace"):
                if f"{table.name}_{kind}" not in names:
                    check.fault("guards", f"{table.name}_{kind}", "the trigger that keeps rows as they are is missing")

    def _sealed(self) -> seal.Seal:
        assert isinstance(self._place, File)
        return seal.check(self._place.path, self._hold)
