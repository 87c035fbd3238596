"""The tables of the ledger: one definition for SQLite and for PostgreSQL.

Invariants kept by these tables:

- Rows are only ever added. In SQLite the file itself refuses UPDATE, DELETE and INSERT OR REPLACE, whoever opens it.
- A text is stored once, under its SHA-256. Each way in which it was met (name, publisher, date, address) is a row of ``documents``.
- A *reading* is one set of claims made from one text by one version of the extractor. A newer reading of a text supersedes the
  older one; both stay. Queries use the newest.
- ``number`` counts rows in the order of recording. Offsets are half-open character offsets into ``texts.text``.

    schema_versions
    runs ─┬─ run_ends                       when a run ended, and its counts (a run without one was cut off)
          ├─ remarks                        what was skipped and why, and what is odd about what was read
          └─ documents ── texts
                └─ readings
                      └─ claims ─┬─ actors (role: actor, recipient)   ├─ money     ├─ sources
                                 ├─ items (with their quantity)       ├─ times     └─ reasons
                                 └─ places
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, Table, Text, UniqueConstraint, event
from sqlalchemy.schema import DDL
from sqlalchemy.sql.schema import SchemaItem

from sayso.ledger.types import Amount, Day, Flag, Moment, Number, Score, Words

SCHEMA = 1
"""Version of these definitions, stored in the file. Raised with every change; older files are migrated, newer ones refused."""

APPLICATION_ID = 0x53415953
"""SQLite's application id of a ledger: "SAYS" in ASCII."""

metadata = MetaData()


def _table(name: str, *parts: SchemaItem, clustered: bool = False) -> Table:
    """A STRICT table. ``clustered``: rows lie in the order of the primary key (parts lie beside their siblings)."""
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=not clustered)


def _key(name: str = "number") -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=False)


def _ref(name: str, to: str, *, key: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Number, ForeignKey(to), primary_key=key, nullable=False, index=index, autoincrement=False)


def _need(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[str | None]:
    return Column(name, Text)


def _offset(name: str) -> Column[int]:
    return Column(name, Number, nullable=False)


schema_versions = _table("schema_versions", _key("version"), Column("recorded_at", Moment, nullable=False), _need("program"))

runs = _table(
    "runs",
    _key(),
    Column("started", Moment, nullable=False),
    _need("program"),  # "sayso 0.1.0"
    _need("version"),  # of the extractor of claims
    Column("inputs", Words, nullable=False),  # the paths and addresses that were given
)

run_ends = _table(
    "run_ends",
    _ref("run", "runs.number", key=True),
    Column("finished", Moment, nullable=False),
    _need("outcome"),
    Column("read", Number, nullable=False),
    Column("seen", Number, nullable=False),
    Column("skipped", Number, nullable=False),
    Column("claims", Number, nullable=False),
    CheckConstraint("outcome IN ('finished', 'interrupted', 'failed')", name="run_ends_outcome"),
)

remarks = _table(
    "remarks",
    _key(),
    _ref("run", "runs.number", index=True),
    _need("what"),  # path, address or record
    _need("kind"),  # a short stable key for counting: "empty", "binary", "language" …
    _need("message"),
    Column("skipped", Flag, nullable=False),  # no: it was read, and this is odd about it
    Column("recorded_at", Moment, nullable=False),
)

texts = _table("texts", Column("sha256", Text, primary_key=True), _need("text"))

documents = _table(
    "documents",
    _key(),
    _ref("run", "runs.number", index=True),
    Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False, index=True),
    Column("name", Text, nullable=False, index=True),  # what the input calls it
    _maybe("publisher"),
    Column("published", Day),
    _need("date_origin"),
    _maybe("title"),
    _maybe("url"),
    _maybe("language"),
    _need("extractor"),
    _need("extractor_version"),
    _maybe("origin"),
    Column("recorded_at", Moment, nullable=False),
    Column("digest", Text, nullable=False),  # of the text and of how it was met: the same way in is recorded once
    UniqueConstraint("digest", name="documents_digest"),
    CheckConstraint("date_origin IN ('given', 'metadata', 'page', 'unknown')", name="documents_date_origin"),
)

readings = _table(
    "readings",
    _key(),
    _ref("run", "runs.number", index=True),
    _ref("document", "documents.number", index=True),
    Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False),
    _need("version"),  # of the extractor of claims
    Column("claims", Number, nullable=False),  # how many
    Column("recorded_at", Moment, nullable=False),
)
Index("readings_newest", readings.c.sha256, readings.c.number)

claims = _table(
    "claims",
    _key(),
    _ref("reading", "readings.number"),
    Column("id", Text, nullable=False, index=True),
    Column("position", Number, nullable=False),  # within its reading
    _offset("trigger_start"),
    _offset("trigger_end"),
    _need("trigger_text"),
    _maybe("event"),
    _maybe("mode"),
    Column("flow", Text, index=True),
    _need("status"),
    Column("confidence", Score),
    UniqueConstraint("reading", "position", name="claims_position"),
    CheckConstraint("status IN ('actual', 'planned', 'possible', 'denied')", name="claims_status"),
)


def _claim() -> Column[int]:
    return _ref("claim", "claims.number", key=True)


def _position() -> Column[int]:
    return Column("position", Number, primary_key=True, autoincrement=False)


def _span() -> tuple[SchemaItem, ...]:
    return _offset("start_char"), _offset("end_char"), _need("text")


actors = _table(
    "actors",
    _claim(),
    Column("role", Text, primary_key=True),
    _position(),
    *_span(),
    Column("id", Text, nullable=False, index=True),
    _maybe("sector"),
    _maybe("unresolved"),  # the reason
    Column("candidates", Words),
    CheckConstraint("role IN ('actor', 'recipient')", name="actors_role"),
    clustered=True,
)

items = _table(
    "items",
    _claim(),
    _position(),
    *_span(),
    Column("class", Text, nullable=False, index=True),
    _maybe("designation"),
    _maybe("origin"),
    # The quantity; all null where the words give none. A null bound beside a text is an open bound.
    Column("quantity_start", Number),
    Column("quantity_end", Number),
    _maybe("quantity_text"),
    Column("low", Number),
    Column("high", Number),
    _maybe("hedge"),
    _maybe("measure"),
    _maybe("quantity_why"),
    clustered=True,
)

money = _table(
    "money",
    _claim(),
    *_span(),
    Column("amount", Amount),
    _maybe("currency"),
    Column("low", Amount),
    Column("high", Amount),
    clustered=True,
)

places = _table("places", _claim(), _position(), *_span(), _maybe("id"), clustered=True)

times = _table(
    "times",
    _claim(),
    *_span(),
    Column("first_day", Day),
    Column("last_day", Day),
    _maybe("edtf"),
    _need("anchor"),
    _maybe("why"),
    clustered=True,
)

sources = _table(
    "sources",
    _claim(),
    _position(),  # 0 is the outermost
    *_span(),
    Column("id", Text, index=True),
    _need("kind"),
    Column("anonymous", Flag, nullable=False),
    Column("cue_start", Number),
    Column("cue_end", Number),
    _maybe("cue_text"),
    clustered=True,
)

reasons = _table(
    "reasons",
    _claim(),
    _position(),
    _need("field"),
    _need("rule"),
    _maybe("lexicon"),
    Column("span_start", Number),
    Column("span_end", Number),
    _maybe("span_text"),
    clustered=True,
)


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


for _each in metadata.tables.values():
    for _statement in append_only(_each):
        event.listen(_each, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
