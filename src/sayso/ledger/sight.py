"""Which claims are seen: of each text those of its newest reading, as judgements leave them, at the moment that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection, Row

from sayso.ledger import derived as d
from sayso.ledger import tables as t
from sayso.ledger.filters import Query, published_by
from sayso.records import Claim, DateOrigin, Document

CHUNK = 900
"""Values bound to one statement. SQLite takes 32,766, but plans short lists better."""

Pair = tuple[Claim, Document]


def chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    found = list(values)
    for at in range(0, len(found), CHUNK):
        yield found[at : at + CHUNK]


def joined(query: Select[*tuple[Any, ...]], asked: Query) -> Select[*tuple[Any, ...]]:
    """``query`` over the claims of each text's newest reading, beside their documents and times, narrowed by ``asked``."""
    joined = (
        query.select_from(t.claims)
        .join(t.readings, t.claims.c.reading == t.readings.c.number)
        .join(t.documents, t.readings.c.document == t.documents.c.number)
        .outerjoin(t.times, t.times.c.claim == t.claims.c.number)
    )
    if asked.recorded_by:
        known = t.readings.c.recorded_at <= asked.recorded_by
        newest = select(func.max(t.readings.c.number)).where(known).group_by(t.readings.c.sha256)
        joined = joined.where(t.readings.c.number.in_(newest))
    else:
        joined = joined.where(t.readings.c.number.not_in(select(d.superseded.c.reading)))
    if asked.machine:
        joined = joined.where(t.claims.c.number.not_in(select(t.amendments.c.claim)))
    elif asked.hidden is not None:
        joined = joined.where(t.claims.c.number.not_in(asked.hidden))
    else:
        joined = joined.where(t.claims.c.number.not_in(select(d.hidden.c.claim)))
    return asked.apply(joined)


def visible(connection: Connection, asked: Query, numbers: Collection[int]) -> set[int]:
    """Those of the claims that are seen under ``asked``."""
    found: set[int] = set()
    for some in chunks(numbers):
        found.update(connection.execute(joined(select(t.claims.c.number), asked).where(t.claims.c.number.in_(some))).scalars())
    return found


def papers(connection: Connection, hashes: Collection[str], asked: Query | None = None) -> dict[str, list[Document]]:
    """Every way in which texts were met by ``asked``'s moment, the first publication of each in front. Which one was read first makes no
    difference to it. The texts themselves come with the first one only."""
    asked = asked or Query()
    found: dict[str, list[Document]] = {}
    for some in chunks(hashes):
        query = select(t.documents).where(t.documents.c.sha256.in_(some))
        if asked.as_of:
            query = query.where(published_by(asked.as_of))
        if asked.recorded_by:
            query = query.where(t.documents.c.recorded_at <= asked.recorded_by)
        texts = dict(connection.execute(select(t.texts.c.sha256, t.texts.c.text).where(t.texts.c.sha256.in_(some))).all())
        rows = connection.execute(query).all()
        cites = cited(connection, [row.number for row in rows])
        for row in rows:
            found.setdefault(row.sha256, []).append(document_from(row, texts[row.sha256], cites.get(row.number, ())))
    for ways in found.values():
        ways.sort(key=_age)
    return found


def _age(document: Document) -> tuple[bool, bool, str, bool, str, str, str]:
    """Days that were given or stand in metadata go before days found on a page, which may be those of anything. A text that was met
    again on its day with the outlets it cites is the same publication, better known."""
    day = document.published.isoformat() if document.published else "~"
    loose = document.date_origin is DateOrigin.PAGE
    return document.published is None, loose, day, not document.cites, document.publisher or "~", document.id, document.url or ""


def pairs_of(connection: Connection, numbers: Sequence[int], asked: Query | None = None) -> dict[int, Pair]:
    """Claims by row number, each beside the first publication of its text."""
    from sayso.ledger.rows import claims_from

    found: dict[int, Pair] = {}
    for some in chunks(sorted(numbers)):
        hashes: dict[int, str] = {}
        query = select(t.claims.c.number, t.readings.c.sha256).join(t.readings, t.claims.c.reading == t.readings.c.number)
        hashes.update(connection.execute(query.where(t.claims.c.number.in_(some))).all())
        ways = papers(connection, set(hashes.values()), asked)
        for number, claim in zip(some, claims_from(connection, some, reasons=False), strict=True):
            if hashes[number] in ways:
                found[number] = claim, ways[hashes[number]][0]
    return found


def cited(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The outlets that documents cite for all of their words, by row number; those that cite none are left out."""
    found: dict[int, tuple[str, ...]] = {}
    for some in chunks(numbers):
        query = select(t.cited.c.document, t.cited.c.name).where(t.cited.c.document.in_(some))
        for number, name in connection.execute(query.order_by(t.cited.c.document, t.cited.c.position)):
            found[number] = (*found.get(number, ()), name)
    return found


def document_from(row: Row[Any], text: str, cites: tuple[str, ...] = ()) -> Document:
    return Document(
        id=row.name,
        text=text,
        sha256=row.sha256,
        publisher=row.publisher,
        published=row.published,
        date_origin=DateOrigin(row.date_origin),
        title=row.title,
        url=row.url,
        language=row.language,
        extractor=row.extractor,
        extractor_version=row.extractor_version,
        origin=row.origin,
        cites=cites,
    )
