"""The tables of the ledger: one definition for SQLite and for PostgreSQL.

Invariants kept by these tables:

- Rows are only ever added. In SQLite the file itself refuses UPDATE, DELETE and INSERT OR REPLACE, whoever opens it; in PostgreSQL
  triggers refuse UPDATE, DELETE and TRUNCATE.
- Every row is in the hash chain: see :mod:`sayso.ledger.chain`. What can be made anew lies in other tables: :mod:`sayso.ledger.derived`.
- A text is stored once, under its SHA-256. Each way in which it was met (name, publisher, date, address) is a row of ``documents``.
- A *reading* is one set of claims made from one text by one version of the extractor. A newer reading of a text supersedes the
  older one; both stay. Queries use the newest.
- A *judgement* is what a person decided. It changes no row: a corrected claim is one more row of ``claims`` (its *amendment*) in the
  same reading, and taking a judgement back is one more judgement.
- ``number`` counts rows in the order of recording. Offsets are half-open character offsets into ``texts.text``.

    schema_versions      chain
    runs ─┬─ run_ends                       when a run ended, and its counts (a run without one was cut off)
          ├─ remarks                        what was skipped and why, and what is odd about what was read
          └─ documents ── texts
                ├─ cited                    the outlets that a text cites for all of its words
                └─ readings
                      └─ claims ─┬─ actors (role: actor, recipient)   ├─ money     ├─ sources
                                 ├─ items (with their quantity)       ├─ times     └─ reasons
                                 └─ places
    judgements ─┬─ anchors                  the claims a judgement speaks of, by text and place, so that a newer reading is met too
                └─ amendments               corrected claims
    imports ─┬─ import_remarks              event tables that others coded, by the hash of their file
             └─ acts
    forecasts ── outcomes                   what was expected, and what became of it
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy.sql.schema import SchemaItem

from sayso.ledger import columns
from sayso.ledger.columns import guard, key, maybe, need, offset, ref, table
from sayso.ledger.types import Amount, Day, Flag, Moment, Number, Score, Words

metadata = columns.metadata

SCHEMA = 3
"""Version of these definitions, stored in the file. Raised with every change; older files are migrated, newer ones refused.
2: judgements, imported acts, forecasts, the hash chain. 3: the outlets that a text cites for all of its words."""

APPLICATION_ID = 0x53415953
"""SQLite's application id of a ledger: "SAYS" in ASCII."""

schema_versions = table("schema_versions", key("version"), Column("recorded_at", Moment, nullable=False), need("program"))

runs = table(
    "runs",
    key(),
    Column("started", Moment, nullable=False),
    need("program"),  # "sayso 0.1.0"
    need("version"),  # of the extractor of claims
    Column("inputs", Words, nullable=False),  # the paths and addresses that were given
)

run_ends = table(
    "run_ends",
    ref("run", "runs.number", key=True),
    Column("finished", Moment, nullable=False),
    need("outcome"),
    Column("read", Number, nullable=False),
    Column("seen", Number, nullable=False),
    Column("skipped", Number, nullable=False),
    Column("claims", Number, nullable=False),
    CheckConstraint("outcome IN ('finished', 'interrupted', 'failed')", name="run_ends_outcome"),
)

remarks = table(
    "remarks",
    key(),
    ref("run", "runs.number", index=True),
    need("what"),  # path, address or record
    need("kind"),  # a short stable key for counting: "empty", "binary", "language" …
    need("message"),
    Column("skipped", Flag, nullable=False),  # no: it was read, and this is odd about it
    Column("recorded_at", Moment, nullable=False),
)

texts = table("texts", Column("sha256", Text, primary_key=True), need("text"))

documents = table(
    "documents",
    key(),
    ref("run", "runs.number", index=True),
    Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False, index=True),
    Column("name", Text, nullable=False, index=True),  # what the input calls it
    maybe("publisher"),
    Column("published", Day),
    need("date_origin"),
    maybe("title"),
    maybe("url"),
    maybe("language"),
    need("extractor"),
    need("extractor_version"),
    maybe("origin"),
    Column("recorded_at", Moment, nullable=False),
    Column("digest", Text, nullable=False),  # of the text and of how it was met: the same way in is recorded once
    UniqueConstraint("digest", name="documents_digest"),
    CheckConstraint("date_origin IN ('given', 'metadata', 'page', 'unknown')", name="documents_date_origin"),
)

Index("documents_by_day", documents.c.published)

# Rows of their own: a further column would give the rows of older ledgers another written form, and so another hash.
cited = table(
    "cited",
    ref("document", "documents.number", key=True),
    Column("position", Number, primary_key=True, autoincrement=False),
    need("name"),  # of the outlet, as printed
    clustered=True,
)

readings = table(
    "readings",
    key(),
    ref("run", "runs.number", index=True),
    ref("document", "documents.number", index=True),
    Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False),
    need("version"),  # of the extractor of claims
    Column("claims", Number, nullable=False),  # how many
    Column("recorded_at", Moment, nullable=False),
)
Index("readings_newest", readings.c.sha256, readings.c.number)

claims = table(
    "claims",
    key(),
    ref("reading", "readings.number"),
    Column("id", Text, nullable=False, index=True),
    Column("position", Number, nullable=False),  # within its reading
    offset("trigger_start"),
    offset("trigger_end"),
    need("trigger_text"),
    maybe("event"),
    maybe("mode"),
    Column("flow", Text, index=True),
    need("status"),
    Column("confidence", Score),
    UniqueConstraint("reading", "position", name="claims_position"),
    CheckConstraint("status IN ('actual', 'planned', 'possible', 'denied')", name="claims_status"),
)


def _claim() -> Column[int]:
    return ref("claim", "claims.number", key=True)


def _position() -> Column[int]:
    return Column("position", Number, primary_key=True, autoincrement=False)


def _span() -> tuple[SchemaItem, ...]:
    return offset("start_char"), offset("end_char"), need("text")


actors = table(
    "actors",
    _claim(),
    Column("role", Text, primary_key=True),
    _position(),
    *_span(),
    Column("id", Text, nullable=False, index=True),
    maybe("sector"),
    maybe("unresolved"),  # the reason
    Column("candidates", Words),
    CheckConstraint("role IN ('actor', 'recipient')", name="actors_role"),
    clustered=True,
)

items = table(
    "items",
    _claim(),
    _position(),
    *_span(),
    Column("class", Text, nullable=False, index=True),
    maybe("designation"),
    maybe("origin"),
    # The quantity; all null where the words give none. A null bound beside a text is an open bound.
    Column("quantity_start", Number),
    Column("quantity_end", Number),
    maybe("quantity_text"),
    Column("low", Number),
    Column("high", Number),
    maybe("hedge"),
    maybe("measure"),
    maybe("quantity_why"),
    clustered=True,
)

money = table(
    "money",
    _claim(),
    *_span(),
    Column("amount", Amount),
    maybe("currency"),
    Column("low", Amount),
    Column("high", Amount),
    clustered=True,
)

places = table("places", _claim(), _position(), *_span(), maybe("id"), clustered=True)

times = table(
    "times",
    _claim(),
    *_span(),
    Column("first_day", Day),
    Column("last_day", Day),
    maybe("edtf"),
    need("anchor"),
    maybe("why"),
    clustered=True,
)

sources = table(
    "sources",
    _claim(),
    _position(),  # 0 is the outermost
    *_span(),
    Column("id", Text, index=True),
    need("kind"),
    Column("anonymous", Flag, nullable=False),
    Column("cue_start", Number),
    Column("cue_end", Number),
    maybe("cue_text"),
    clustered=True,
)

reasons = table(
    "reasons",
    _claim(),
    _position(),
    need("field"),
    need("rule"),
    maybe("lexicon"),
    Column("span_start", Number),
    Column("span_end", Number),
    maybe("span_text"),
    clustered=True,
)


# ---- what people decide

judgements = table(
    "judgements",
    key(),
    Column("recorded_at", Moment, nullable=False),
    need("who"),
    need("why"),
    need("verdict"),
    maybe("kind"),  # of the target: claim or event; null where a judgement is taken back
    maybe("target"),  # its id when it was judged
    maybe("into"),  # merge: the other event
    maybe("field"),  # correct: which field
    maybe("value"),  # correct: its value in words; split: the claims that are set apart
    Column("undoes", Number, ForeignKey("judgements.number")),
    CheckConstraint("verdict IN ('accept', 'reject', 'correct', 'merge', 'split', 'unsure', 'undo')", name="judgements_verdict"),
    CheckConstraint("(verdict = 'undo') = (undoes IS NOT NULL)", name="judgements_undo"),
)

anchors = table(
    "anchors",
    ref("judgement", "judgements.number", key=True),
    Column("side", Text, primary_key=True),
    Column("position", Number, primary_key=True, autoincrement=False),
    need("claim"),  # its id
    Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False, index=True),
    offset("start_char"),
    offset("end_char"),
    maybe("event"),
    maybe("flow"),
    CheckConstraint("side IN ('target', 'other')", name="anchors_side"),
    clustered=True,
)

amendments = table(
    "amendments",
    _claim(),  # the row that holds the corrected claim
    ref("original", "claims.number", index=True),
    ref("judgement", "judgements.number"),
    clustered=True,
)

# ---- what others coded

imports = table(
    "imports",
    key(),
    need("dataset"),
    need("name"),
    Column("sha256", Text, nullable=False),  # of the file
    Column("acts", Number, nullable=False),
    Column("skipped", Number, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    need("program"),
    UniqueConstraint("dataset", "sha256", name="imports_once"),
)

import_remarks = table(
    "import_remarks",
    key(),
    ref("import", "imports.number", index=True),
    need("what"),
    need("kind"),
    need("message"),
    Column("skipped", Flag, nullable=False),
)

acts = table(
    "acts",
    key(),
    ref("import", "imports.number"),
    need("id"),  # of the row in its table
    Column("day", Day, nullable=False),
    need("actor"),
    maybe("recipient"),
    maybe("event"),
    maybe("mode"),
    maybe("flow"),
    Column("classes", Words, nullable=False),
    need("status"),
    Column("weight", Score, nullable=False),
    Column("dated", Flag, nullable=False),
    Column("joint", Flag, nullable=False),
)
Index("acts_by_day", acts.c["import"], acts.c.day)
Index("acts_by_actor", acts.c.actor, acts.c.day)
Index("acts_by_recipient", acts.c.recipient, acts.c.day)

# ---- what is expected

forecasts = table(
    "forecasts",
    key(),
    need("id"),
    Column("made_at", Moment, nullable=False),
    Column("as_of", Day, nullable=False),
    need("dataset"),
    need("question"),
    need("actor"),
    maybe("recipient"),
    maybe("event"),
    maybe("flow"),
    maybe("class"),
    Column("window_first", Day, nullable=False),
    Column("window_last", Day, nullable=False, index=True),
    Column("probability", Score, nullable=False),
    Column("baseline", Score, nullable=False),
    need("words"),
    need("reasons"),  # JSON: [[rule, weight, [events]], …]
    Column("recorded_at", Moment, nullable=False),
    UniqueConstraint("id", name="forecasts_id"),
)

outcomes = table(
    "outcomes",
    key(),
    Column("forecast", Text, ForeignKey("forecasts.id"), nullable=False),
    Column("scored_at", Moment, nullable=False),
    Column("happened", Flag, nullable=False),
    Column("events", Words, nullable=False),
    UniqueConstraint("forecast", name="outcomes_once"),
)

# ---- the chain that holds it together

chain = table(
    "chain",
    key(),
    Column("recorded_at", Moment, nullable=False),
    need("covers"),  # JSON: which rows of which tables
    Column("marks", LargeBinary, nullable=False),  # CRC-32 of each row, four bytes each: which row it is that differs
    need("digest"),  # SHA-256 of the rows
    need("previous"),  # the hash of the entry before; of the first entry: empty
    need("hash"),  # SHA-256 of everything above
)

RECORDS: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t is not chain)
"""All tables whose rows are in the chain."""

guard(metadata.tables.values())
