"""One ledger file: what is in it, and adding to it. Nothing here reads a report; that is :class:`sayso.engine.Ledger`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Unpack

from sqlalchemy import Column, ColumnElement, and_, func, select
from sqlalchemy.engine import Connection

from sayso.errors import SettingError
from sayso.ledger import derived as d
from sayso.ledger import file, judged, writing
from sayso.ledger import tables as t
from sayso.ledger.filters import Filters, Query, narrowed
from sayso.ledger.importing import Importing
from sayso.ledger.passages import passage
from sayso.ledger.past import Past
from sayso.ledger.reports import Provenance, Recorded, Remark, Run, Scope, Sides
from sayso.ledger.review import Reviewing
from sayso.ledger.rows import claims_from
from sayso.ledger.searching import Searching
from sayso.ledger.sight import cited, document_from, joined
from sayso.ledger.verifying import Verifying
from sayso.records import Claim, Document, Span

if TYPE_CHECKING:
    from datetime import date, datetime

    from sayso.ledger.balances import Balance
    from sayso.ledger.brief import Brief
    from sayso.ledger.register import Entry

_PAGE = 400
"""Claims fetched at once. SQLite binds at most 32,766 values a statement; larger pages gain nothing."""


class Store(Past, Reviewing, Importing, Searching, Verifying):
    """The ledger at ``path``: see :class:`sayso.ledger.base.Base` for how it is opened."""

    # ---- adding

    def start_run(self, version: str, inputs: Iterable[str] = ()) -> int:
        """Open a run by the extractor ``version``; gives its number."""
        with self._writing() as writer:
            return writing.start_run(writer, program=file.program(), version=version, inputs=inputs)

    def end_run(self, run: int, *, outcome: str = "finished", read: int = 0, seen: int = 0, skipped: int = 0, claims: int = 0) -> None:
        """Close a run with its counts. ``outcome``: finished, interrupted or failed."""
        with self._writing() as writer:
            writing.end_run(writer, run, outcome=outcome, read=read, seen=seen, skipped=skipped, claims=claims)

    def record(self, run: int, document: Document, claims: Sequence[Claim], version: str, *, again: bool = False) -> Recorded:
        """Add a document and its claims in one transaction. A text that is in the ledger is recognised by its hash; ``again`` adds
        the claims as a newer reading of it all the same."""
        with self._writing() as writer:
            return writing.record(writer, run, document, claims, version, again=again)

    def remark(self, run: int, *remarks: Remark) -> None:
        """Write down what could not be read, and what is odd."""
        with self._writing() as writer:
            writing.add_remarks(writer, run, remarks)

    def meet(self, document: Document, version: str, *, again: bool = False) -> tuple[Recorded, Document, bool]:
        """What recording ``document`` would do, the document completed by what is known of its text, and whether this very way
        of meeting it is in the ledger already (nothing at all is left to do if it is SEEN, too)."""
        with self._reading() as connection:
            verdict, full = writing.meet(connection, document, version, again=again)
            return verdict, full, verdict is Recorded.SEEN and writing.has_document(connection, full)

    # ---- asking

    def claims(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[Claim]:
        """The claims that pass every filter, from the newest reading of each text: the latest publication first, then in the order
        of the text. See :class:`sayso.ledger.filters.Filters`. ``limit``: no more than so many, which is quicker than to stop reading.
        What is recorded while you read is not mixed in."""
        for _, found in self._claim_pages(self._asked(filters), reasons=True, limit=limit):
            yield from found

    def listed(self, *, reasons: bool = False, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[tuple[Claim, Document]]:
        """As ``claims``, each beside its document (whose text is left out): what a list shows. It needs no ``reasons``."""
        documents: dict[int, Document] = {}
        for page, found in self._claim_pages(self._asked(filters), reasons=reasons, limit=limit):
            if missing := {document for _, document in page} - documents.keys():
                with self._reading() as connection:
                    rows = connection.execute(select(t.documents).where(t.documents.c.number.in_(missing)))
                    cites = cited(connection, missing)
                    documents.update((row.number, document_from(row, "", cites.get(row.number, ()))) for row in rows)
            yield from ((claim, documents[document]) for (_, document), claim in zip(page, found, strict=True))

    def count(self, **filters: Unpack[Filters]) -> int:
        """How many claims pass the filters."""
        asked = self._asked(filters)
        if asked.text:
            return len(self._numbers(asked))
        with self._reading() as connection:
            return int(connection.execute(joined(select(func.count()), asked)).scalar_one())

    def scope(self, **filters: Unpack[Filters]) -> Scope:
        """How much the filters let through."""
        published = t.documents.c.published
        counts = select(func.count(), func.count(t.documents.c.number.distinct()), func.min(published), func.max(published))
        with self._reading() as connection:
            query = self._asked(filters)
            claims, documents, first, last = connection.execute(joined(counts, query)).one()
            names = joined(select(t.documents.c.publisher), query).where(t.documents.c.publisher.is_not(None))
            publishers = connection.execute(names.group_by(t.documents.c.publisher).order_by(func.count().desc())).scalars().all()
            return Scope(claims, documents, tuple(publishers), first, last)

    def sides(self, **filters: Unpack[Filters]) -> list[Sides]:
        """Claims counted by event, flow, first actor and first recipient, the most frequent first."""
        who, whom = t.actors.alias("who"), t.actors.alias("whom")
        keys = (t.claims.c.event, t.claims.c.flow, who.c.id.label("actor"), whom.c.id.label("recipient"))
        counts = (func.count(), func.count(t.documents.c.number.distinct()), func.max(t.documents.c.published), func.max(t.claims.c.number))
        query = joined(select(*keys, *counts), self._asked(filters))
        for side, role in ((who, "actor"), (whom, "recipient")):
            query = query.outerjoin(side, (side.c.claim == t.claims.c.number) & (side.c.role == role) & (side.c.position == 0))
        with self._reading() as connection:
            rows = connection.execute(query.group_by(*keys).order_by(func.count().desc(), *keys)).all()
            last = [row[-1] for row in rows]
            ids: dict[int, str] = {}
            for at in range(0, len(last), _PAGE):
                page = select(t.claims.c.number, t.claims.c.id).where(t.claims.c.number.in_(last[at : at + _PAGE]))
                ids.update((number, id) for number, id in connection.execute(page))
            return [
                Sides(event, flow, actor, recipient, n, documents, latest, ids[newest])
                for event, flow, actor, recipient, n, documents, latest, newest in rows
            ]

    def claim(self, id: str) -> Claim:
        """The claim whose id begins with ``id``. Raises :class:`SettingError` where there is none, or more than one."""
        return self.provenance(id).claim

    def provenance(self, id: str) -> Provenance:
        """The claim whose id begins with ``id``, its document, and the run that recorded it. Where a newer reading repeats the
        claim that one is given; a claim that only an older reading holds is found too, and marked superseded."""
        with self._reading() as connection:
            prefix = id.strip().rstrip("….")
            found = connection.execute(
                select(t.claims.c.id).where(_begins(t.claims.c.id, prefix, connection)).group_by(t.claims.c.id).limit(6)
            ).all()
            if not prefix or not found:
                raise SettingError(f"There is no claim “{id}” in {self.path}", "`sayso claims` lists them with their ids.")
            if len(found) > 1:
                listed = ", ".join(row[0] for row in found[:5]) + (" …" if len(found) > 5 else "")
                raise SettingError(f"More than one claim begins with “{prefix}”: {listed}", "Give more of the id.")
            number = self._row_of(connection, found[0][0])
            claim = claims_from(connection, [number])[0]
            row = connection.execute(
                select(t.documents, t.texts.c.text, t.readings.c.run.label("reading_run"), t.readings.c.version)
                .add_columns(t.readings.c.recorded_at.label("read_at"), t.readings.c.number.label("reading"))
                .join(t.readings, t.readings.c.document == t.documents.c.number)
                .join(t.claims, t.claims.c.reading == t.readings.c.number)
                .join(t.texts, t.texts.c.sha256 == t.documents.c.sha256)
                .where(t.claims.c.number == number)
            ).one()
            newest = connection.execute(select(func.max(t.readings.c.number)).where(t.readings.c.sha256 == row.sha256)).scalar_one()
            document = document_from(row, row.text, cited(connection, [row.number]).get(row.number, ()))
            return Provenance(claim, document, row.reading_run, row.version, row.read_at, newest != row.reading)

    @staticmethod
    def _row_of(connection: Connection, id: str) -> int:
        """The row of a claim that is shown: as corrected before as read, of a newer reading before an older one."""
        hidden = t.claims.c.number.in_(select(d.hidden.c.claim))
        amended = t.claims.c.number.in_(select(t.amendments.c.claim))
        query = (
            select(t.claims.c.number)
            .where(t.claims.c.id == id)
            .order_by(hidden, t.claims.c.reading.desc(), amended, t.claims.c.number.desc())
        )
        return int(connection.execute(query.limit(1)).scalar_one())

    def document(self, id: str | Claim) -> Document:
        """The document of a claim, or the one called ``id`` (its name, or the beginning of its hash)."""
        if isinstance(id, Claim):
            return self.provenance(id.id).document
        with self._reading() as connection:
            match: ColumnElement[bool] = t.documents.c.name == id
            if len(id) >= 6:
                match |= t.documents.c.sha256.startswith(id.lower(), autoescape=True)
            query = select(t.documents, t.texts.c.text).join(t.texts, t.texts.c.sha256 == t.documents.c.sha256)
            rows = connection.execute(query.where(match).order_by(t.documents.c.number.desc())).all()
            if not rows:
                raise SettingError(f"There is no document “{id}” in {self.path}", "`sayso runs` lists what was read.")
            if len(hashes := sorted({row.sha256[:12] for row in rows})) > 1:
                raise SettingError(f"{len(hashes)} texts are called “{id}”", f"Name one by its hash: {', '.join(hashes[:5])}.")
            return document_from(rows[0], rows[0].text, cited(connection, [rows[0].number]).get(rows[0].number, ()))

    def documents(self) -> Iterator[Document]:
        """Every document with its text, once for each way in which it was met, in the order of recording."""
        last = 0
        while True:
            with self._reading() as connection:
                query = select(t.documents, t.texts.c.text).join(t.texts, t.texts.c.sha256 == t.documents.c.sha256)
                rows = connection.execute(query.where(t.documents.c.number > last).order_by(t.documents.c.number).limit(50)).all()
                cites = cited(connection, [row.number for row in rows])
            if not rows:
                return
            yield from (document_from(row, row.text, cites.get(row.number, ())) for row in rows)
            last = rows[-1].number

    def transfers(self, **filters: Unpack[Filters]) -> tuple[Entry, ...]:
        """The transfers of arms as a register: a line an event and kind of goods (:mod:`sayso.ledger.register`)."""
        from sayso.ledger import register

        return register.entries(self.events(**narrowed(filters, flow="transfer")))

    def balances(
        self,
        owner: str,
        class_: str = "weapon",
        *,
        since: date | str | None = None,
        as_of: date | str | None = None,
        recorded_by: datetime | date | str | None = None,
    ) -> Balance:
        """What ``owner`` received, made, used and lost of a class of goods and all below it, as bounds with their grounds
        (:mod:`sayso.ledger.balances`). ``since`` counts from that day on."""
        from sayso.ledger import balance_query

        return balance_query.of(self, owner, class_, since=since, as_of=as_of, recorded_by=recorded_by)

    def brief(self, **filters: Unpack[Filters]) -> Brief:
        """One screen for a memo: see :mod:`sayso.ledger.brief`."""
        from sayso.ledger import brief

        return brief.write(self, filters)

    def runs(self) -> tuple[Run, ...]:
        """Every run, the first one first."""
        with self._reading() as connection:
            ends = {row.run: row for row in connection.execute(select(t.run_ends))}
            remarks: dict[int, list[Remark]] = {}
            for row in connection.execute(select(t.remarks).order_by(t.remarks.c.number)):
                remarks.setdefault(row.run, []).append(Remark(row.what, row.kind, row.message, row.skipped))
            read = select(t.readings.c.run, func.count(), func.sum(t.readings.c.claims)).group_by(t.readings.c.run)
            counts = {run: (n, claims) for run, n, claims in connection.execute(read)}
            return tuple(
                Run(
                    number=row.number,
                    started=row.started,
                    finished=end.finished if end else None,
                    outcome=end.outcome if end else None,
                    program=row.program,
                    version=row.version,
                    inputs=row.inputs,
                    read=counts.get(row.number, (0, 0))[0],
                    seen=end.seen if end else None,
                    skipped=tuple(r for r in remarks.get(row.number, ()) if r.skipped),
                    notices=tuple(r for r in remarks.get(row.number, ()) if not r.skipped),
                    claims=counts.get(row.number, (0, 0))[1],
                )
                for row in connection.execute(select(t.runs).order_by(t.runs.c.number))
                for end in [ends.get(row.number)]
            )

    def passage(self, claim: Claim) -> Span:
        """The sentence or sentences the claim stands in."""
        return passage(claim, self.document(claim).text)

    # ---- inside

    def _asked(self, filters: Filters) -> Query:
        """The filters, checked; with what judgements hid at the moment that is asked for."""
        asked = Query.of(filters)
        if asked.recorded_by is None or asked.machine:
            return asked
        with self._reading() as connection:
            return replace(asked, hidden=frozenset(judged.hidden_at(connection, asked.recorded_by)))

    def _numbers(self, query: Query, limit: int | None = None) -> list[tuple[int, int]]:
        """Row numbers of the claims that pass and of their documents. Rows are never changed, so they stay good for ever."""
        columns = select(t.claims.c.number, t.readings.c.document)
        order = (t.documents.c.published.desc().nulls_last(), t.readings.c.number, t.claims.c.trigger_start, t.claims.c.number)
        with self._reading() as connection:
            rows = connection.execute(joined(columns, query).order_by(*order).limit(None if query.text else limit))
            numbers = [(row[0], row[1]) for row in rows]
        return list(islice(self._with_words(numbers, query.text), limit)) if query.text else numbers

    def _with_words(self, numbers: list[tuple[int, int]], words: str) -> Iterator[tuple[int, int]]:
        wanted = " ".join(words.casefold().split())
        texts: tuple[int, str] = (0, "")
        for page in _pages(numbers):
            with self._reading() as connection:
                for (number, document), claim in zip(page, claims_from(connection, [n for n, _ in page], reasons=False), strict=True):
                    if texts[0] != document:
                        query = select(t.texts.c.text).join(t.documents, t.documents.c.sha256 == t.texts.c.sha256)
                        texts = document, connection.execute(query.where(t.documents.c.number == document)).scalar_one()
                    if wanted in " ".join(passage(claim, texts[1]).text.casefold().split()):
                        yield number, document

    def _claim_pages(self, query: Query, *, reasons: bool, limit: int | None = None) -> Iterator[tuple[list[tuple[int, int]], list[Claim]]]:
        """Pages of row numbers (claim, document) and the claims themselves."""
        for page in _pages(self._numbers(query, limit)):
            with self._reading() as connection:
                found = claims_from(connection, [n for n, _ in page], reasons=reasons)
            yield page, found


def _begins(column: Column[Any], prefix: str, connection: Connection) -> ColumnElement[bool]:
    """The column begins with ``prefix``, in the form that the database has an index for."""
    if connection.dialect.name == "sqlite":
        return and_(column >= prefix, column <= prefix + "\x7f")
    return column.startswith(prefix, autoescape=True)


def _pages(numbers: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    for at in range(0, len(numbers), _PAGE):
        yield numbers[at : at + _PAGE]
