"""The hash chain: every row that is recorded stands in an entry, and every entry holds the hash of the one before.

One transaction (one document with all its claims, one judgement, one import) makes one entry, so that single inserts stay cheap. An
entry says which rows it covers, has the SHA-256 of them all and four bytes of CRC-32 for each: the first proves that nothing
changed, the second tells which row it was. Whoever changes a row has to write every later entry anew, and then the last hash (its
*head*) is another one: a head that was noted elsewhere proves that everything up to it is as it was.

Rows are hashed in one written form (:func:`written`) that is the same whichever database holds them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Double, Table, func, insert, select
from sqlalchemy.engine import Connection

from sayso.ledger import tables as t
from sayso.ledger.types import Amount, Day, Flag, Moment, Words

Values = Mapping[str, Any]
Covers = dict[str, Any]

NUMBERED = frozenset(x.name for x in t.RECORDS if "number" in x.c)
"""Tables whose rows of one entry are told by their first and last number, and how many there are."""

BY_RUN = frozenset(["run_ends"])
BY_VERSION = frozenset(["schema_versions"])
BY_HASH = frozenset(["texts"])
BY_JUDGEMENT = frozenset(["anchors"])
BY_DOCUMENT = frozenset(["cited"])
BY_CLAIM = frozenset(x.name for x in t.RECORDS if "claim" in x.primary_key.columns and x.name != "anchors")
"""Parts of claims: told by how many there are; they belong to the claims of the entry."""

LEADING = dict.fromkeys(BY_RUN, "run") | dict.fromkeys(BY_VERSION, "version") | dict.fromkeys(BY_JUDGEMENT, "judgement")
LEADING |= dict.fromkeys(BY_DOCUMENT, "document")
LEADING |= dict.fromkeys(NUMBERED, "number") | dict.fromkeys(BY_CLAIM, "claim")
"""The column whose range tells which entry a row belongs to. Texts are told one by one."""


def _moment(value: datetime | str) -> str:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _amount(value: Decimal | str) -> str:
    return format(Decimal(value), "f")


def _day(value: date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _words(value: Sequence[str] | str) -> str:
    return value if isinstance(value, str) else json.dumps(list(value), ensure_ascii=False)


_FORMS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Moment, _moment),
    (Day, _day),
    (Amount, _amount),
    (Words, _words),
    (Flag, int),
    (Double, float),
)


def forms(table: Table) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """The columns of ``table`` in order, each with what turns a value into its written form (None: it stays as it is)."""

    def form(column: Any) -> Callable[[Any], Any] | None:
        return next((make for kind, make in _FORMS if isinstance(column.type, kind)), None)

    return tuple((c.name, form(c)) for c in table.columns)


FORMS = {table.name: forms(table) for table in t.RECORDS}


def written(table: str, values: Values) -> bytes:
    """The one written form of a row: a JSON array of its columns in order. What is not given is null."""
    row = [None if (value := values.get(name)) is None else make(value) if make else value for name, make in FORMS[table]]
    return json.dumps(row, separators=(",", ":")).encode()


def written_raw(row: Sequence[Any]) -> bytes:
    """The same of a row as SQLite stores it: its stored values are the written form already, except for amounts."""
    return json.dumps(row, separators=(",", ":")).encode()


def mark(row: bytes) -> bytes:
    return zlib.crc32(row).to_bytes(4, "big")


def digest_of(rows: Iterable[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The SHA-256 of rows (table, written form) and their marks."""
    sha, marks = hashlib.sha256(), bytearray()
    for name, row in rows:
        sha.update(name.encode())
        sha.update(row)
        sha.update(b"\n")
        marks += mark(row)
    return sha.hexdigest(), bytes(marks)


def hash_of(number: int, recorded_at: datetime | str, covers: str, marks: bytes, digest: str, previous: str) -> str:
    """The hash of an entry, over everything it says."""
    told = [number, _moment(recorded_at), covers, hashlib.sha256(marks).hexdigest(), digest, previous]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


class Writer:
    """Adds rows in one transaction and closes it with an entry of the chain. ``seal`` is called once, before the commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._rows: dict[str, list[Values]] = {}

    def add(self, table: Table, rows: Values | Sequence[Values]) -> None:
        found = [rows] if isinstance(rows, Mapping) else list(rows)
        if found:
            self.connection.execute(insert(table), found)
            self.note(table, found)

    def note(self, table: Table, rows: Iterable[Values]) -> None:
        """Take rows into the entry that were added in another way."""
        self._rows.setdefault(table.name, []).extend(rows)

    def next(self, table: Table) -> int:
        return int(self.connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()) + 1

    def seal(self) -> None:
        """Write the entry of what was added since the last one."""
        if not self._rows:
            return
        covers: Covers = {}
        lines: list[tuple[str, bytes]] = []
        for table in t.RECORDS:
            rows = self._rows.get(table.name)
            if not rows:
                continue
            keys = [c.name for c in table.primary_key.columns]
            rows = sorted(rows, key=lambda r: tuple(r[k] for k in keys))
            lines += [(table.name, written(table.name, r)) for r in rows]
            if table.name in BY_HASH:
                covers[table.name] = [r["sha256"] for r in rows]
            elif table.name in BY_CLAIM:
                covers[table.name] = len(rows)
            else:
                lead = LEADING[table.name]
                covers[table.name] = [rows[0][lead], rows[-1][lead], len(rows)]
        digest, marks = digest_of(lines)
        last = self.connection.execute(select(t.chain.c.number, t.chain.c.hash).order_by(t.chain.c.number.desc()).limit(1)).first()
        number, previous = (last.number + 1, last.hash) if last else (1, "")
        told, now = json.dumps(covers, separators=(",", ":")), datetime.now(UTC)
        entry = {"number": number, "recorded_at": now, "covers": told, "marks": marks, "digest": digest, "previous": previous}
        entry["hash"] = hash_of(number, now, told, marks, digest, previous)
        self.connection.execute(insert(t.chain), entry)
        self._rows.clear()
