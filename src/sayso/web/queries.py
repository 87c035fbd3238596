"""Questions that only pages have: lists a page at a time, and whether the ledger has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from sayso.ledger import Store
from sayso.ledger import tables as t
from sayso.ledger.filters import Query
from sayso.ledger.rows import claims_from
from sayso.ledger.sight import Pair, joined, pairs_of
from sayso.records import Claim, Document


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in a list."""

    sha256: str
    name: str
    title: str | None
    publisher: str | None
    published: date | None
    claims: int


def state(store: Store) -> int:
    """The number of the hash chain's last entry: it grows with every change of the ledger."""
    with store._reading() as connection:
        return int(connection.execute(select(func.coalesce(func.max(t.chain.c.number), 0))).scalar_one())


def hashes_of_run(store: Store, run: int) -> tuple[str, ...]:
    """Texts that a run recorded, or met again, in their order."""
    with store._reading() as connection:
        found = connection.execute(select(t.documents.c.sha256).where(t.documents.c.run == run).order_by(t.documents.c.number)).scalars()
        return tuple(dict.fromkeys(found))


def documents(store: Store, *, words: str | None = None, as_of: date | None = None, offset: int = 0, limit: int = 50) -> list[Shown]:
    """Documents, the latest publication first, one line a text; ``words`` are looked for in title, publisher and name."""
    d = t.documents.c
    latest = select(func.max(d.number)).group_by(d.sha256)
    query: Select[*tuple[Any, ...]] = select(d.sha256, d.name, d.title, d.publisher, d.published).where(d.number.in_(latest))
    for word in (words or "").split():
        query = query.where(or_(*(c.icontains(word, autoescape=True) for c in (d.title, d.publisher, d.name))))
    if as_of:
        query = query.where(or_(d.published <= as_of, d.published.is_(None)))
    query = query.order_by(d.published.is_(None), d.published.desc(), d.number.desc()).offset(offset).limit(limit)
    with store._reading() as connection:
        rows = connection.execute(query).all()
        newest = (
            select(t.readings.c.sha256, func.max(t.readings.c.number).label("number"))
            .where(t.readings.c.sha256.in_([r.sha256 for r in rows]))
            .group_by(t.readings.c.sha256)
            .subquery()
        )
        counts = select(newest.c.sha256, t.readings.c.claims).join(t.readings, t.readings.c.number == newest.c.number)
        claims = dict(connection.execute(counts).tuples().all())
        return [Shown(r.sha256, r.name, r.title, r.publisher, r.published, claims.get(r.sha256, 0)) for r in rows]


def count_documents(store: Store, *, words: str | None = None) -> int:
    d = t.documents.c
    query: Select[*tuple[Any, ...]] = select(func.count(d.sha256.distinct()))
    for word in (words or "").split():
        query = query.where(or_(*(c.icontains(word, autoescape=True) for c in (d.title, d.publisher, d.name))))
    with store._reading() as connection:
        return int(connection.execute(query).scalar_one())


def claims_of(store: Store, document: Document) -> list[Claim]:
    """The claims that are seen of a text, in the order of the text."""
    query = joined(select(t.claims.c.number), Query()).where(t.readings.c.sha256 == document.sha256)
    with store._reading() as connection:
        numbers = connection.execute(query.order_by(t.claims.c.trigger_start, t.claims.c.number)).scalars().all()
        return claims_from(connection, numbers)


def claims_by_id(store: Store, ids: Sequence[str]) -> dict[str, Pair]:
    """Claims beside their documents, by id; of several readings the newest."""
    if not ids:
        return {}
    newest = select(t.claims.c.id, func.max(t.claims.c.number)).where(t.claims.c.id.in_(list(ids))).group_by(t.claims.c.id)
    with store._reading() as connection:
        numbers = [number for _, number in connection.execute(newest)]
        return {claim.id: (claim, document) for claim, document in pairs_of(connection, numbers).values()}
