"""Tables that can be made anew from the records at any time: what was superseded, what a person hid, how claims hang together, and the
index of words. They are no evidence: rows come and go, and none of them is in the hash chain.

    superseded     readings that a newer one of the same text took the place of
    hidden         claims that judgements in force take out of sight: rejected ones, and those that an amendment stands for
    linkage        how far linking has come, and by which version of the rules
    dirty          claims whose event has to be looked at again
    keys           what claims are looked up by when others are linked to them
    links          pairs of claims with their weight (log2 odds that they speak of one event)
    bands, near    what texts are looked up by when copies are sought; texts that copy each other
    grouped        which event a claim belongs to now
    known_events   the events as they are now, ready to be told
    routes         who to whom: transfers and sanctions, for what is the first of its kind
    search_texts, search_claims   the index of words: FTS5 in SQLite, tsvector in PostgreSQL
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Text

from sayso.ledger import columns
from sayso.ledger.columns import key, need, offset, table
from sayso.ledger.types import Day, Number, Score

metadata = columns.derived


def _number(name: str, *, index: bool = False) -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=False, index=index)


superseded = table("superseded", key("reading"), of=metadata)

hidden = table("hidden", key("claim"), of=metadata)

linkage = table("linkage", Column("name", Text, primary_key=True), need("value"), clustered=True, of=metadata)

keys = table("keys", Column("key", Text, primary_key=True), _number("claim"), clustered=True, of=metadata)
Index("keys_of_claim", keys.c.claim)

links = table(
    "links",
    _number("a"),
    _number("b", index=True),  # a < b
    Column("weight", Score, nullable=False),
    clustered=True,
    of=metadata,
)

dirty = table("dirty", key("claim"), of=metadata)

bands = table("bands", _number("band"), _number("document"), clustered=True, of=metadata)

near = table("near", Column("a", Text, primary_key=True), Column("b", Text, primary_key=True), clustered=True, of=metadata)

grouped = table(
    "grouped",
    key("claim"),
    Column("event", Text, nullable=False, index=True),
    Column("own", Text, nullable=False, index=True),  # the event's id if this were its earliest claim: ids that were told stay good
    of=metadata,
)

known_events = table(
    "known_events",
    Column("id", Text, primary_key=True),
    need("status"),
    Column("first_day", Day),  # first and last day that it may have happened, else the days of its reports
    Column("last_day", Day),
    Column("latest", Day),  # publication
    offset("claims"),
    offset("disputed"),
    need("said_first"),  # JSON: its claims whose own words say that it is the first of its kind
    need("body"),  # the event as JSON
    of=metadata,
)
Index("known_events_latest", known_events.c.latest)

routes = table(
    "routes",
    Column("actor", Text, primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("event", Text, primary_key=True, index=True),
    clustered=True,
    of=metadata,
)

LINKAGE = (linkage, dirty, keys, links, bands, near, grouped, known_events, routes)
"""What linking makes: emptied and made anew when its rules change."""


FTS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_texts USING fts5(title, text, content='', tokenize="
    '"porter unicode61 remove_diacritics 2")',
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_claims USING fts5(words, content='', tokenize=\"porter unicode61 remove_diacritics 2\")",
)
"""The index of words in SQLite. It holds no words itself: they are in the records. Rows are numbered as ``documents`` and ``claims``."""

TSVECTOR = (
    "CREATE TABLE IF NOT EXISTS search_texts (number BIGINT PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE TABLE IF NOT EXISTS search_claims (number BIGINT PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS search_texts_words ON search_texts USING gin (words)",
    "CREATE INDEX IF NOT EXISTS search_claims_words ON search_claims USING gin (words)",
)
"""The same in PostgreSQL."""
