"""Asking for events: what the ledger's claims, put together, say happened, is planned or is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Unpack

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from sayso.errors import LedgerError, SettingError
from sayso.ledger import codec, grouping, judged
from sayso.ledger import derived as d
from sayso.ledger import tables as t
from sayso.ledger.base import Base
from sayso.ledger.filters import Filters, Query
from sayso.ledger.linking import Linker, pending
from sayso.ledger.sight import Pair, chunks, cited, document_from, joined, pairs_of
from sayso.records import Document, Event, Flow

if TYPE_CHECKING:
    from sayso.acts import Act
    from sayso.events import PairWeight

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field of an event whose values cannot all hold. ``since``: the day from which it was open (the second value's first report)."""

    event: Event
    field: str
    rule: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two claims are in one event: the weight of the pair with its reasons, or the judgement that put them together."""

    a: str
    b: str
    weight: PairWeight | None
    judgement: int | None = None


@dataclass(frozen=True, slots=True)
class EventProvenance:
    """An event, its claims beside their documents, and the merges that made it one: the strongest link of each claim to those before."""

    event: Event
    claims: tuple[Pair, ...]
    merges: tuple[Merge, ...]
    prior: float  # log2 odds of any two claims that are compared, before their fields speak
    threshold: float  # two groups are one event while the mean over all pairs between them stays above


class Eventful(Base):
    """The part of a ledger that knows events."""

    _linker: Linker | None = None

    def link(self) -> None:
        """Bring the events up to date with what was recorded and judged. Questions do it by themselves."""
        linker = self._linker = self._linker or Linker()
        more = True
        while more:
            with self._writing() as writer:
                more = linker.step(writer.connection)
        with self._writing() as writer:
            grouping.regroup(writer.connection)

    def _linked(self) -> None:
        with self._reading() as connection:
            if not pending(connection):
                return
        if not self._readonly:
            self.link()
            return
        try:
            with type(self)(self.path, create=False) as ledger:
                ledger.link()
        except LedgerError as error:
            raise LedgerError(
                f"The ledger {self.path} holds claims that were not put together into events yet ({error.found})",
                "Ask for its events once where it can be written.",
            ) from error

    # ---- lists

    def events(self, *, disputed: bool = False, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[Event]:
        """The events that hold a claim which passes the filters, the latest report first. ``status``, ``since`` and ``until`` are asked of
        the event itself. ``disputed``: only those with values that cannot all hold. ``limit``: no more than so many."""
        self._linked()
        asked = self._asked(filters)
        if asked.as_of or asked.recorded_by or asked.machine:
            found = self._events_then(asked)
            yield from islice((e for e in found if e.disputes or not disputed), limit)
            return
        with self._reading() as connection:
            ids = self._event_ids(connection, asked, disputed=disputed, limit=limit)
        for at in range(0, len(ids), _PAGE):
            page = ids[at : at + _PAGE]
            with self._reading() as connection:
                rows = connection.execute(select(d.known_events.c.id, d.known_events.c.body).where(d.known_events.c.id.in_(page)))
                bodies = dict(rows.all())
            yield from (codec.load(bodies[i]) for i in page if i in bodies)

    def _event_ids(self, connection: Connection, asked: Query, *, disputed: bool, limit: int | None = None) -> list[str]:
        e = d.known_events.c
        query = select(e.id).order_by(e.latest.desc().nulls_last(), e.id).limit(limit)
        content = replace(asked, status=(), since=None, until=None)
        if content.text:
            numbers = [n for n, _ in self._numbers(content)]
            own: set[str] = set()
            for some in chunks(numbers):
                own.update(connection.execute(select(d.grouped.c.event).where(d.grouped.c.claim.in_(some))).scalars())
            return [i for i in self._event_ids(connection, replace(asked, text=None), disputed=disputed) if i in own][:limit]
        if content != Query():
            claims = joined(select(t.claims.c.number), content)
            query = query.where(e.id.in_(select(d.grouped.c.event).where(d.grouped.c.claim.in_(claims))))
        if asked.status:
            query = query.where(e.status.in_(asked.status))
        if asked.since:
            query = query.where(or_(e.last_day >= asked.since, and_(e.last_day.is_(None), e.first_day.is_not(None))))
        if asked.until:
            query = query.where(or_(e.first_day <= asked.until, and_(e.first_day.is_(None), e.last_day.is_not(None))))
        if disputed:
            query = query.where(e.disputed > 0)
        return list(connection.execute(query).scalars())

    def _events_then(self, asked: Query) -> list[Event]:
        """The events as they stood at the moment that is asked for: the claims known then, grouped by the same rule."""
        content = replace(asked, status=(), since=None, until=None)
        found = [e for e in self._then(asked, {n for n, _ in self._numbers(content)}) if _passes(e, asked)]
        return sorted(found, key=lambda e: (e.published_last is None, -(e.published_last or date.min).toordinal(), e.id))

    def _then(self, asked: Query, seeds: set[int]) -> list[Event]:
        """The events, at the moment that is asked for, that hold one of these claims."""
        from sayso.events import mark_firsts

        with self._reading() as connection:
            moment = grouping.Moment(connection, asked)
            groups = [g for g in moment.groups(moment.closure(seeds)) if g & seeds]
            told = moment.told(groups)
            wanted = {event.id for event, _ in told.values()}
            ways = {way for event, _ in told.values() for way in grouping.routes_of(event)}
            beside = moment.seen(_on_routes(connection, ways)) - {n for g in groups for n in g}
            if beside:
                told |= moment.told([g for g in moment.groups(moment.closure(beside)) if g & beside and g not in told])
        pairs = {claim.id: (claim, document) for _, own in told.values() for claim, document in own}
        events = mark_firsts(sorted((e for e, _ in told.values()), key=lambda e: (str(e.published_first or "~"), e.id)), pairs)
        return [e for e in events if e.id in wanted]

    def event(self, id: str, *, as_of: date | str | None = None, recorded_by: datetime | date | str | None = None) -> Event:
        """The event whose id begins with ``id``; an id that it had earlier, and the id of one of its claims, name it too."""
        self._linked()
        prefix = id.strip().rstrip("….")
        with self._reading() as connection:
            found = self._named(connection, prefix)
            numbers = connection.execute(select(d.grouped.c.claim).where(d.grouped.c.event == found)).scalars().all()
            body = connection.execute(select(d.known_events.c.body).where(d.known_events.c.id == found)).scalar_one()
        if as_of is None and recorded_by is None:
            return codec.load(body)
        asked = self._asked({"as_of": as_of, "recorded_by": recorded_by})
        ids = set(codec.load(body).claims)
        told = sorted(self._then(asked, set(numbers)), key=lambda e: (-len(ids.intersection(e.claims)), e.id))
        if not told:
            raise SettingError(f"Nothing was known of the event “{id}” by then", "Ask for a later day.")
        return told[0]

    def _named(self, connection: Connection, prefix: str) -> str:
        if not re.fullmatch(r"[0-9a-zA-Z-]+", prefix):
            raise SettingError(f"“{prefix}” is no id of an event", "`sayso events` lists them with their ids.")
        found: set[str] = set()
        for column in (d.grouped.c.event, d.grouped.c.own):
            if not found:
                query = select(d.grouped.c.event).where(column.startswith(prefix, autoescape=True)).distinct().limit(6)
                found = set(connection.execute(query).scalars())
        if not found:
            query = select(d.grouped.c.event).join(t.claims, t.claims.c.number == d.grouped.c.claim)
            found = set(connection.execute(query.where(t.claims.c.id.startswith(prefix, autoescape=True)).distinct().limit(6)).scalars())
        if not found:
            raise SettingError(f"There is no event “{prefix}” in {self.path}", "`sayso events` lists them with their ids.")
        if len(found) > 1:
            raise SettingError(f"More than one event begins with “{prefix}”: {', '.join(sorted(found)[:5])}", "Give more of the id.")
        return found.pop()

    def why_event(self, id: str) -> EventProvenance:
        """Why the claims of an event are one event: for each of them its strongest link to another, with the reasons of its weight."""
        from sayso.events import features, shipped, weigh

        event = self.event(id)
        with self._reading() as connection:
            numbers = connection.execute(select(d.grouped.c.claim).where(d.grouped.c.event == event.id)).scalars().all()
            pairs = pairs_of(connection, numbers)
            moment = grouping.Moment(connection)
            said = judged.standing(connection).pairs
            tied = {p: said[p][1] for p in moment.must if p in said and p[0] in pairs and p[1] in pairs}
        records = {n: features(*pair) for n, pair in pairs.items()}
        weighed = (
            {(a, b): weigh(*_ordered(records[a], records[b])) for a in numbers for b in numbers if a < b} if len(numbers) <= 60 else {}
        )
        if not weighed:
            with self._reading() as connection:
                for some in chunks(numbers):
                    rows = connection.execute(select(d.links.c.a, d.links.c.b).where(d.links.c.a.in_(some), d.links.c.weight > 0))
                    weighed |= {(a, b): weigh(*_ordered(records[a], records[b])) for a, b in rows if b in records}
        merges, home = [], {n: n for n in numbers}

        def root(n: int) -> int:
            while home[n] != n:
                n = home[n]
            return n

        weights = shipped()
        # What the machine would put together by itself comes first, then what people did, then what came along with the rest.
        ranked = sorted(weighed.items(), key=lambda x: (-x[1].weight, x[1].a, x[1].b))
        links: list[tuple[int, int, PairWeight | None]] = [(a, b, w) for (a, b), w in ranked if w.weight > weights.threshold]
        links += [(a, b, None) for a, b in tied]
        links += [(a, b, w) for (a, b), w in ranked if w.weight <= weights.threshold]
        for a, b, weight in links:
            if root(a) != root(b):
                home[root(a)] = root(b)
                one, two = sorted((pairs[a][0].id, pairs[b][0].id))
                merges.append(Merge(one, two, weight, None if weight else tied[a, b]))
        order = {c: n for n, c in enumerate(event.claims)}
        claims = tuple(sorted(pairs.values(), key=lambda p: order.get(p[0].id, 0)))
        return EventProvenance(event, claims, tuple(merges), weights.prior, weights.threshold)

    def papers_of(self, events: Sequence[Event]) -> dict[tuple[str, str | None, date | None], Document]:
        """The documents of events' members, by (sha256, publisher, published), without their texts."""
        hashes = {m.document for e in events for m in e.members}
        found: dict[tuple[str, str | None, date | None], Document] = {}
        with self._reading() as connection:
            for some in chunks(hashes):
                query = select(t.documents).where(t.documents.c.sha256.in_(some)).order_by(t.documents.c.number.desc())
                rows = connection.execute(query).all()
                cites = cited(connection, [row.number for row in rows])
                for row in rows:
                    found[row.sha256, row.publisher, row.published] = document_from(row, "", cites.get(row.number, ()))
        return found

    def disputes(self, **filters: Unpack[Filters]) -> Iterator[Dispute]:
        """Every disputed field of the events that pass, the latest report first."""
        for event in self.events(disputed=True, **filters):
            for view in event.fields:
                if view.disputed:
                    days = sorted(v.since for v in view.values if v.since)
                    yield Dispute(event, view.name, view.rule, days[1] if len(days) > 1 else None)

    def acts_of_events(self, **filters: Unpack[Filters]) -> Iterator[Act]:
        """The ledger's own events as acts."""
        from sayso.acts import from_events

        yield from from_events(self.events(**filters))

    # ---- what the rest of the ledger gives

    def _asked(self, filters: Filters) -> Query:
        raise NotImplementedError

    def _numbers(self, query: Query, limit: int | None = None) -> list[tuple[int, int]]:
        raise NotImplementedError


def _ordered(a: Any, b: Any) -> tuple[Any, Any]:
    return (a, b) if a.id < b.id else (b, a)


def _on_routes(connection: Connection, ways: set[tuple[str, str]]) -> set[int]:
    """Claims of transfers and sanctions with one of these pairs of parties."""
    found: set[int] = set()
    who, whom = t.actors.alias("who"), t.actors.alias("whom")
    for actor, recipient in ways:
        query = (
            select(who.c.claim)
            .join(whom, whom.c.claim == who.c.claim)
            .join(t.claims, t.claims.c.number == who.c.claim)
            .where(who.c.role == "actor", who.c.id == actor, whom.c.role == "recipient", whom.c.id == recipient)
            .where(or_(t.claims.c.flow == Flow.TRANSFER.value, t.claims.c.event == "SANCTION"))
        )
        found.update(connection.execute(query).scalars())
    return found


def _passes(event: Event, asked: Query) -> bool:
    """The event itself passes the filters that are asked of events."""
    if asked.status and event.status.value not in asked.status:
        return False
    first = event.first or event.last or event.published_first
    last = event.last or event.first or event.published_last
    if asked.since and (last is None or last < asked.since):
        return False
    return not (asked.until and (first is None or first > asked.until))
