"""Full text over documents and claims.

The index holds stems of English words, so "shipment" finds "shipments". A claim is found by the words of its passage and by the names of
what it speaks of: "Iran drones" finds a passage that says "Tehran's UAVs". Words together mean all of them; "quoted words" stand side by
side; a star ends the beginning of a word (Shahed*).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.ledger.base import Base
from sayso.ledger.filters import Filters, Query
from sayso.ledger.names import name_of
from sayso.ledger.passages import passage
from sayso.ledger.rows import claims_from
from sayso.ledger.sight import chunks, document_from, visible
from sayso.ledger.words import goods, route, says, what
from sayso.records import Claim, Document

KINDS = ("claim", "document")
_WINDOW = 240
"""Characters of a snippet."""

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds the words. ``id``: of the claim, or the hash of the document's text. ``snippet`` shows the words in their place;
    ``marks`` are the half-open offsets of the words in it. ``title``: of the document, or what the claim says in short."""

    kind: str
    id: str
    document: str
    publisher: str | None
    published: date | None
    title: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...]


def terms(words: str) -> list[tuple[tuple[str, ...], bool]]:
    """The terms of a question: their words, and whether the last one is only a beginning."""
    found = []
    for quoted, plain in _TERM.findall(words):
        own = tuple(_WORD.findall(quoted or plain))
        if own:
            found.append((own, (quoted or plain).endswith("*")))
    return found


def index_text(connection: Connection, number: int, document: Document) -> None:
    """Take a document's title and text into the index."""
    if connection.dialect.name == "sqlite":
        told = {"n": number, "title": document.title or "", "text": document.text}
        connection.execute(text("INSERT INTO search_texts (rowid, title, text) VALUES (:n, :title, :text)"), told)
    else:
        told = {"n": number, "words": f"{document.title or ''}\n{document.text}"[:900_000]}  # a tsvector holds a megabyte at most
        connection.execute(text("INSERT INTO search_texts (number, words) VALUES (:n, to_tsvector('english', :words))"), told)


def index_claims(connection: Connection, claims: Iterable[tuple[int, Claim, str]]) -> None:
    """Take claims (row number, claim, text of its document) into the index."""
    rows = [{"n": number, "words": _words(claim, text)} for number, claim, text in claims]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_claims (rowid, words) VALUES (:n, :words)"), rows)
    else:
        connection.execute(text("INSERT INTO search_claims (number, words) VALUES (:n, to_tsvector('english', :words))"), rows)


def _words(claim: Claim, text: str) -> str:
    named = [name_of(a.id) for a in (*claim.actor, *claim.recipient)]
    named += [w for i in claim.items for w in (goods(i.class_), i.designation or "", i.text)]
    return " ".join(dict.fromkeys([passage(claim, text).text, claim.trigger.text, what(claim), *named]))


def index_everything(connection: Connection) -> None:
    """Index what was recorded without an index."""
    known: set[str] = set()
    for row in connection.execute(select(t.documents.c.number, t.documents.c.sha256).order_by(t.documents.c.number)).all():
        if row.sha256 not in known:
            known.add(row.sha256)
            full = connection.execute(_with_text().where(t.documents.c.number == row.number)).one()
            index_text(connection, row.number, document_from(full, full.text))
    query = select(t.claims.c.number, t.texts.c.text).join(t.readings, t.readings.c.number == t.claims.c.reading)
    query = query.join(t.texts, t.texts.c.sha256 == t.readings.c.sha256)
    for some in chunks(connection.execute(select(t.claims.c.number).order_by(t.claims.c.number)).scalars().all()):
        texts = dict(connection.execute(query.where(t.claims.c.number.in_(some))).all())
        found = claims_from(connection, some, reasons=False)
        index_claims(connection, [(n, c, texts[n]) for n, c in zip(some, found, strict=True)])


def _with_text() -> Any:
    return select(t.documents, t.texts.c.text).join(t.texts, t.texts.c.sha256 == t.documents.c.sha256)


class Searching(Base):
    """The part of a ledger that finds words."""

    def search(
        self,
        words: str,
        *,
        kind: str | None = None,
        as_of: date | str | None = None,
        recorded_by: datetime | date | str | None = None,
        limit: int = 50,
    ) -> tuple[Hit, ...]:
        """What holds all of ``words``, the best first: claims, then documents. ``kind``: only "claim" or only "document"."""
        if kind is not None and kind not in KINDS:
            raise SettingError(f"There is no kind “{kind}” to search", f"There are {', '.join(KINDS)}.")
        asked_terms = terms(words)
        if not asked_terms:
            raise SettingError("There is no word to search for", "Give one or more words.")
        asked = self._asked({"as_of": as_of, "recorded_by": recorded_by})
        found: list[Hit] = []
        with self._reading() as connection:
            if kind in (None, "claim"):
                found += _claims(connection, asked_terms, asked, limit)
            if kind in (None, "document"):
                found += _documents(connection, asked_terms, asked, limit)
        return tuple(found)

    def _asked(self, filters: Filters) -> Query:
        raise NotImplementedError


def _match(asked: list[tuple[tuple[str, ...], bool]], dialect: str) -> str:
    if dialect == "sqlite":
        return " ".join('"' + " ".join(words) + '"' + (" *" if start else "") for words, start in asked)
    told = []
    for words, start in asked:
        told.append(" <-> ".join([f"'{w}'" for w in words[:-1]] + [f"'{words[-1]}'" + (":*" if start else "")]))
    return " & ".join(f"({x})" for x in told)


def _ranked(connection: Connection, table: str, asked: list[tuple[tuple[str, ...], bool]], size: int) -> Iterator[list[int]]:
    """Row numbers, the best first, a page at a time."""
    if connection.dialect.name == "sqlite":
        query = f"SELECT rowid FROM {table} WHERE {table} MATCH :words ORDER BY rank, rowid DESC LIMIT :size OFFSET :at"
    else:
        query = (
            f"SELECT number FROM {table}, to_tsquery('english', :words) AS q WHERE words @@ q "
            "ORDER BY ts_rank_cd(words, q) DESC, number DESC LIMIT :size OFFSET :at"
        )
    words, at = _match(asked, connection.dialect.name), 0
    while page := list(connection.execute(text(query), {"words": words, "at": at, "size": size}).scalars()):
        yield page
        at += len(page)


def _claims(connection: Connection, asked: list[tuple[tuple[str, ...], bool]], query: Query, limit: int) -> list[Hit]:
    found: list[Hit] = []
    for page in _ranked(connection, "search_claims", asked, min(400, 2 * limit)):
        seen = visible(connection, query, page)
        numbers = [n for n in page if n in seen][: limit - len(found)]
        rows = {}
        if numbers:
            papers = _with_text().add_columns(t.claims.c.number.label("claim"))
            papers = papers.join(t.readings, t.readings.c.document == t.documents.c.number)
            papers = papers.join(t.claims, t.claims.c.reading == t.readings.c.number).where(t.claims.c.number.in_(numbers))
            rows = {row.claim: document_from(row, row.text) for row in connection.execute(papers)}
        for number, claim in zip(numbers, claims_from(connection, numbers, reasons=False), strict=True):
            doc = rows[number]
            snippet, marks = _snippet(passage(claim, doc.text).text, asked)
            title = f"{route(claim, long=True)}: {what(claim)} ({says(claim, doc)})"
            found.append(Hit("claim", claim.id, doc.id, doc.publisher, doc.published, title, snippet, marks))
        if len(found) >= limit:
            break
    return found


def _documents(connection: Connection, asked: list[tuple[tuple[str, ...], bool]], query: Query, limit: int) -> list[Hit]:
    from sayso.ledger.filters import published_by

    found: list[Hit] = []
    for page in _ranked(connection, "search_texts", asked, min(100, limit)):
        rows = _with_text().where(t.documents.c.number.in_(page))
        if query.as_of:
            rows = rows.where(published_by(query.as_of))
        if query.recorded_by:
            rows = rows.where(t.documents.c.recorded_at <= query.recorded_by)
        by_number = {row.number: document_from(row, row.text) for row in connection.execute(rows)}
        for number in page:
            if number in by_number and len(found) < limit:
                doc = by_number[number]
                snippet, marks = _snippet(doc.text, asked)
                found.append(Hit("document", doc.sha256, doc.id, doc.publisher, doc.published, doc.title, snippet, marks))
        if len(found) >= limit:
            break
    return found


def _snippet(words: str, asked: list[tuple[tuple[str, ...], bool]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch of ``words`` with most of what was asked for, and where that stands in it."""
    from sayso.events.features import fold, stem

    starts = tuple(fold(own[-1]) for own, start in asked if start)
    stems = {stem(w) for own, _ in asked for w in own}
    hits = [m.span() for m in _WORD.finditer(words) if stem(m.group()) in stems or (starts and fold(m.group()).startswith(starts))]
    if len(words) <= _WINDOW:
        low, high = 0, len(words)
    else:
        best = max((a for a, _ in hits), key=lambda a: sum(a <= x < a + _WINDOW for x, _ in hits), default=0)
        low = max(0, best - _WINDOW // 5)
        high = min(len(words), low + _WINDOW)
        low = words.rfind(" ", 0, low) + 1 if low else 0
        cut = words.find(" ", high)
        high = cut if cut >= 0 else len(words)
    flat = re.sub(r"\s", " ", words[low:high])
    return flat, tuple((a - low, b - low) for a, b in hits if low <= a and b <= high)
