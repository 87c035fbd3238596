"""Adding to the ledger: runs, documents, readings with their claims, and remarks on what was skipped.

Invariants kept here:

- One document is one transaction: a program that is killed leaves whole documents or nothing of them.
- Whether a text is new is decided inside that transaction, so two writers never record it twice.
- Rows are numbered in the order of recording.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.engine import Connection, Row

from sayso.ledger import derived as d
from sayso.ledger import searching
from sayso.ledger import tables as t
from sayso.ledger.chain import Writer
from sayso.ledger.reports import Recorded, Remark
from sayso.ledger.rows import rows_of
from sayso.records import Claim, DateOrigin, Document


def _now() -> datetime:
    return datetime.now(UTC)


def start_run(writer: Writer, *, program: str, version: str, inputs: Iterable[str]) -> int:
    number = writer.next(t.runs)
    row = {"number": number, "started": _now(), "program": program, "version": version, "inputs": tuple(inputs)}
    writer.add(t.runs, row)
    return number


def end_run(writer: Writer, run: int, *, outcome: str, read: int, seen: int, skipped: int, claims: int) -> None:
    counts = {"read": read, "seen": seen, "skipped": skipped, "claims": claims}
    writer.add(t.run_ends, {"run": run, "finished": _now(), "outcome": outcome, **counts})


def add_remarks(writer: Writer, run: int, remarks: Iterable[Remark]) -> None:
    first = writer.next(t.remarks)
    rows = [
        {"number": n, "run": run, "what": r.what, "kind": r.kind, "message": r.message, "skipped": r.skipped, "recorded_at": _now()}
        for n, r in enumerate(remarks, first)
    ]
    writer.add(t.remarks, rows)


def _order(version: str) -> tuple[tuple[int, str], ...]:
    """Versions compare by their numbers: "1.10" comes after "1.9"."""
    parts = version.replace("+", ".").replace("-", ".").split(".")
    return tuple((int(p), "") if p.isdigit() else (-1, p) for p in parts)


def _newest_reading(connection: Connection, sha256: str) -> Row[Any] | None:
    query = (
        select(t.readings.c.version, t.documents)
        .join(t.documents, t.readings.c.document == t.documents.c.number)
        .where(t.readings.c.sha256 == sha256)
        .order_by(t.readings.c.number.desc())
        .limit(1)
    )
    return connection.execute(query).first()


def meet(connection: Connection, document: Document, version: str, *, again: bool = False) -> tuple[Recorded, Document]:
    """What recording ``document`` would do, and the document completed by what the ledger knows of the same text.

    A text is read again when the extractor is newer than the one that read it, or when its publisher or its publication date has
    become known (or is given by the user where it was found in the page before): relative times hang on that date. ``again`` reads
    it again in any case.
    """
    known = _newest_reading(connection, document.sha256)
    if known is None:
        return Recorded.NEW, document
    given = DateOrigin.GIVEN.value
    date_is_better = document.published is not None and (
        known.published is None
        or (known.published != document.published and document.date_origin is DateOrigin.GIVEN and known.date_origin != given)
    )
    better = again or date_is_better or (known.publisher is None and document.publisher is not None)
    verdict = Recorded.SUPERSEDED if better or _order(version) > _order(known.version) else Recorded.SEEN
    full = document
    # A copy keeps its own day in the ledger; a text that is read again keeps the day that its times were told against.
    if known.published is not None and not date_is_better and (document.published is None or verdict is Recorded.SUPERSEDED):
        full = replace(full, published=known.published, date_origin=DateOrigin(known.date_origin))
    for name in ("publisher", "title", "url", "language"):
        if getattr(full, name) is None and getattr(known, name) is not None:
            full = replace(full, **{name: getattr(known, name)})
    return verdict, full


def _digest(document: Document) -> str:
    published = document.published.isoformat() if document.published else None
    way_in: list[object] = [document.sha256, document.id, document.publisher, published, document.url, document.title]
    if document.cites:  # texts that cite nobody keep the digest that older ledgers gave them
        way_in.append(list(document.cites))
    return hashlib.sha256(json.dumps(way_in, ensure_ascii=False).encode()).hexdigest()


def has_document(connection: Connection, document: Document) -> bool:
    """Whether this text was met in this very way before."""
    return connection.execute(select(t.documents.c.number).where(t.documents.c.digest == _digest(document))).first() is not None


def _add_document(writer: Writer, run: int, document: Document) -> int:
    """The row number of ``document``; it is added where the same text was not met in the same way before."""
    connection, digest = writer.connection, _digest(document)
    known = connection.execute(select(t.documents.c.number).where(t.documents.c.digest == digest)).scalar()
    if known is not None:
        return int(known)
    new = connection.execute(select(t.texts.c.sha256).where(t.texts.c.sha256 == document.sha256)).first() is None
    if new:
        writer.add(t.texts, {"sha256": document.sha256, "text": document.text})
    number = writer.next(t.documents)
    if new:
        searching.index_text(writer.connection, number, document)
    writer.add(
        t.documents,
        {
            "number": number,
            "run": run,
            "sha256": document.sha256,
            "name": document.id,
            "publisher": document.publisher,
            "published": document.published,
            "date_origin": document.date_origin.value,
            "title": document.title,
            "url": document.url,
            "language": document.language,
            "extractor": document.extractor,
            "extractor_version": document.extractor_version,
            "origin": document.origin,
            "recorded_at": _now(),
            "digest": digest,
        },
    )
    writer.add(t.cited, [{"document": number, "position": n, "name": name} for n, name in enumerate(document.cites)])
    return number


def record(writer: Writer, run: int, document: Document, claims: Sequence[Claim], version: str, *, again: bool = False) -> Recorded:
    """Add ``document`` and its claims. A text that is in the ledger already gets a row for the new way in which it was met, only."""
    verdict, document = meet(writer.connection, document, version, again=again)
    row = _add_document(writer, run, document)
    if verdict is Recorded.SEEN:
        return verdict
    reading = writer.next(t.readings)
    older = writer.connection.execute(select(t.readings.c.number).where(t.readings.c.sha256 == document.sha256)).scalars().all()
    numbers = {"number": reading, "run": run, "document": row, "claims": len(claims)}
    writer.add(t.readings, {**numbers, "sha256": document.sha256, "version": version, "recorded_at": _now()})
    first = writer.next(t.claims)
    add_claims(writer, [(first + n, reading, n, claim) for n, claim in enumerate(claims)], document.text)
    if older:
        _supersede(writer, max(older), document.sha256)
    return verdict


def _supersede(writer: Writer, older: int, sha256: str) -> None:
    """A newer reading took the place of ``older``: its claims leave their events, and judgements about them meet the new ones."""
    from sayso.ledger import judging, linking

    writer.connection.execute(insert(d.superseded).values(reading=older))
    linking.mark_dirty(writer.connection, writer.connection.execute(select(t.claims.c.number).where(t.claims.c.reading == older)).scalars())
    judging.reapply(writer, sha256)


def add_claims(writer: Writer, claims: Sequence[tuple[int, int, int, Claim]], text: str) -> None:
    """Add claims (row number, reading, position, claim) of a text, with all their parts."""
    searching.index_claims(writer.connection, [(number, claim, text) for number, _, _, claim in claims])
    rows: dict[Table, list[dict[str, Any]]] = {}
    for number, reading, position, claim in claims:
        for table, values in rows_of(claim, number=number, reading=reading, position=position):
            rows.setdefault(table, []).append(values)
    for table, values_of_table in rows.items():
        writer.add(table, values_of_table)
