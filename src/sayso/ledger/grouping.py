"""From links to events: the claims that are seen at a moment, put into groups, and each group told as an event.

The same rule serves the present and any earlier moment. For the present the events are kept ready (:func:`regroup`) and only what a new
claim or a judgement touches is made anew; for an earlier moment the claims known then are grouped again (:class:`Moment`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.engine import Connection

from sayso.ledger import codec, judged
from sayso.ledger import derived as d
from sayso.ledger import tables as t
from sayso.ledger.filters import Query
from sayso.ledger.linking import near_to
from sayso.ledger.sight import Pair, chunks, pairs_of, papers, visible

if TYPE_CHECKING:
    from sayso.events import Copy
    from sayso.records import Event, Member

Group = frozenset[int]


class Moment:
    """The claims that are seen under ``asked`` (its moment only: what it filters by is left aside), as a graph."""

    def __init__(self, connection: Connection, asked: Query | None = None) -> None:
        from sayso.events import shipped

        self._connection = connection
        asked = asked or Query()
        self.asked = Query(as_of=asked.as_of, recorded_by=asked.recorded_by, machine=asked.machine, hidden=asked.hidden)
        self._threshold = shipped().threshold
        self._seen: dict[int, bool] = {}
        must, cannot = ([], []) if asked.machine else judged.ties(connection, asked.recorded_by)
        self.must, self.cannot = [p for p in must if self.sees(p)], [p for p in cannot if self.sees(p)]

    def sees(self, numbers: Iterable[int]) -> bool:
        """Whether all of these claims are seen."""
        wanted = set(numbers)
        return self.seen(wanted) == wanted

    def seen(self, numbers: Collection[int]) -> set[int]:
        """Those of the claims that are seen."""
        new = {n for n in numbers if n not in self._seen}
        if new:
            found = visible(self._connection, self.asked, new)
            self._seen.update((n, n in found) for n in new)
        return {n for n in numbers if self._seen[n]}

    def closure(self, start: Collection[int]) -> set[int]:
        """Every claim that hangs together with one of ``start``. Groups never cross these bounds."""
        tied: dict[int, set[int]] = {}
        for a, b in self.must:
            tied.setdefault(a, set()).add(b)
            tied.setdefault(b, set()).add(a)
        found = self.seen(start)
        new = set(found)
        while new:
            met = {n for i in new for n in tied.get(i, ())}
            for some in chunks(new):
                for here, there in ((d.links.c.a, d.links.c.b), (d.links.c.b, d.links.c.a)):
                    query = select(there).where(here.in_(some), d.links.c.weight > self._threshold)
                    met.update(self._connection.execute(query).scalars())
            new = self.seen(met - found)
            found |= new
        return found

    def groups(self, numbers: Collection[int]) -> list[Group]:
        """The groups of claims that are one event each; ``numbers`` is closed (see :meth:`closure`)."""
        from sayso.events import cluster

        ids: dict[int, str] = {}
        weights: dict[tuple[str, str], float] = {}
        for some in chunks(numbers):
            ids.update(self._connection.execute(select(t.claims.c.number, t.claims.c.id).where(t.claims.c.number.in_(some))).all())
        rows: list[tuple[int, int, float]] = []
        for some in chunks(numbers):
            found = self._connection.execute(select(d.links.c.a, d.links.c.b, d.links.c.weight).where(d.links.c.a.in_(some)))
            rows += [(a, b, w) for a, b, w in found if b in ids]
        for a, b, weight in rows:
            weights[ids[a], ids[b]] = weight
        by_id: dict[str, int] = {}
        for number in sorted(ids):
            by_id[ids[number]] = number

        def named(pairs: list[tuple[int, int]]) -> list[tuple[str, str]]:
            return [(ids[a], ids[b]) for a, b in pairs if a in ids and b in ids]

        groups = cluster(by_id, weights, must=named(self.must), cannot=named(self.cannot), threshold=self._threshold)
        return [frozenset(by_id[i] for i in group) for group in groups]

    def copies(self, hashes: Collection[str]) -> tuple[dict[str, Copy], dict[str, Any]]:
        """Which of these texts copies which, and the texts that are needed to tell; among texts with claims that are seen."""
        from sayso.events import originals

        family = near_to(self._connection, hashes)
        if family == set(hashes) and not self._has_near(family):
            return {}, {}
        numbers: dict[int, str] = {}
        for some in chunks(family):
            query = select(t.claims.c.number, t.readings.c.sha256).join(t.readings, t.claims.c.reading == t.readings.c.number)
            numbers.update(self._connection.execute(query.where(t.readings.c.sha256.in_(some))).all())
        alive = {numbers[n] for n in self.seen(numbers)}
        texts = {sha: ways[0] for sha, ways in papers(self._connection, alive, self.asked).items()}
        near: dict[str, set[str]] = {}
        for some in chunks(alive):
            for a, b in self._connection.execute(select(d.near.c.a, d.near.c.b).where(d.near.c.a.in_(some))):
                if a in texts and b in texts:
                    near.setdefault(a, set()).add(b)
        return originals(texts, near), texts

    def _has_near(self, hashes: Collection[str]) -> bool:
        rows = (self._connection.execute(select(d.near.c.a).where(d.near.c.a.in_(some)).limit(1)) for some in chunks(hashes))
        return any(row.first() for row in rows)

    def told(self, groups: Collection[Group]) -> dict[Group, tuple[Event, list[Pair]]]:
        """Each group as an event (its ``firsts`` still open), with its claims beside their documents."""
        from sayso.events import reconcile

        found: dict[Group, tuple[Event, list[Pair]]] = {}
        pairs = pairs_of(self._connection, sorted({n for g in groups for n in g}), self.asked)
        hashes = {document.sha256 for _, document in pairs.values()}
        copies, texts = self.copies(hashes)
        ways = papers(self._connection, hashes, self.asked)
        for group in groups:
            own = [pairs[n] for n in sorted(group) if n in pairs]
            if own:
                event = reconcile(own, copies=copies, documents=texts)
                found[group] = replace(event, members=tuple(m for x in event.members for m in _met(x, ways[x.document]))), own
        return found


def _met(member: Member, ways: list[Any]) -> Iterable[Member]:
    """The member, and once more for each other publisher or day that the very same text was met with: copies, all of them."""
    yield member
    told = {(member.publisher, member.published)}
    for way in ways:
        if (way.publisher, way.published) not in told:
            told.add((way.publisher, way.published))
            yield replace(member, publisher=way.publisher, published=way.published, copy_of=member.copy_of or member.document)


def regroup(connection: Connection) -> bool:
    """Make the events anew that something changed in; False where nothing did."""
    changed = set(connection.execute(select(d.dirty.c.claim)).scalars())
    if not changed:
        return False
    moment = Moment(connection)
    start = changed | _fellows(connection, changed)
    closed = moment.closure(start)
    groups = moment.groups(closed)
    before: dict[int, str] = {}
    for some in chunks(closed | start):
        before.update(connection.execute(select(d.grouped.c.claim, d.grouped.c.event).where(d.grouped.c.claim.in_(some))).all())
    members: dict[str, set[int]] = {}
    for number, event in before.items():
        members.setdefault(event, set()).add(number)
    kept = {e for g in groups if not g & changed for e in [before.get(next(iter(g)), "")] if members.get(e) == set(g)}
    gone = set(members) - kept
    fresh = [g for g in groups if before.get(next(iter(g)), "") not in kept]
    ways: set[tuple[str, str]] = set()
    for some in chunks(gone):
        ways |= set(connection.execute(select(d.routes.c.actor, d.routes.c.recipient).where(d.routes.c.event.in_(some))).all())
        connection.execute(delete(d.routes).where(d.routes.c.event.in_(some)))
        connection.execute(delete(d.known_events).where(d.known_events.c.id.in_(some)))
        connection.execute(delete(d.grouped).where(d.grouped.c.event.in_(some)))
    for some in _batches(fresh):
        ways |= _keep(connection, moment, some)
    connection.execute(delete(d.dirty))
    _mark_firsts(connection, ways)
    return True


def _batches(groups: list[Group]) -> Iterable[list[Group]]:
    """Groups of about two thousand claims in all: no more texts are held at once."""
    batch: list[Group] = []
    for group in groups:
        batch.append(group)
        if sum(len(g) for g in batch) > 2000:
            yield batch
            batch = []
    if batch:
        yield batch


def _fellows(connection: Connection, numbers: Collection[int]) -> set[int]:
    """The claims that are in one event with these now."""
    found: set[int] = set()
    for some in chunks(numbers):
        events = select(d.grouped.c.event).where(d.grouped.c.claim.in_(some))
        found.update(connection.execute(select(d.grouped.c.claim).where(d.grouped.c.event.in_(events))).scalars())
    return found


def _keep(connection: Connection, moment: Moment, groups: list[Group]) -> set[tuple[str, str]]:
    """Write events down; gives their routes."""
    from sayso.events import event_id
    from sayso.events.firsts import says_first

    events, rows, ways = [], [], []
    for group, (event, pairs) in moment.told(groups).items():
        first = event.first or event.last or event.published_first
        last = event.last or event.first or event.published_last
        events.append(
            {
                "id": event.id,
                "status": event.status.value,
                "first_day": first,
                "last_day": last,
                "latest": event.published_last,
                "claims": len(pairs),
                "disputed": len(event.disputes),
                "said_first": json.dumps([c.id for c, doc in pairs if says_first((c, doc))]),
                "body": codec.dump(event),
            }
        )
        own = {claim.id: event_id([(claim, document)]) for claim, document in pairs}
        ids = dict(zip(sorted(group), (c.id for c, _ in pairs), strict=True))
        rows += [{"claim": n, "event": event.id, "own": own[i]} for n, i in ids.items()]
        ways += [{"actor": a, "recipient": r, "event": event.id} for a, r in routes_of(event)]
    for table, values in ((d.known_events, events), (d.grouped, rows), (d.routes, ways)):
        if values:
            connection.execute(insert(table), values)
    return {(w["actor"], w["recipient"]) for w in ways}


def routes_of(event: Event) -> list[tuple[str, str]]:
    """Who to whom, of what can be the first of its kind."""
    if (event.flow is None or event.flow.value != "transfer") and event.event != "SANCTION":
        return []
    return [(a, r) for a in event.actors for r in event.recipients if a != r]


def _mark_firsts(connection: Connection, ways: Collection[tuple[str, str]]) -> None:
    """What is the first of its kind on these routes. An event can lie on other routes, too: all of theirs are looked at."""
    from sayso.events import mark_firsts

    touched = _on(connection, ways)
    if not touched:
        return
    wider: set[tuple[str, str]] = set()
    for some in chunks(touched):
        wider |= set(connection.execute(select(d.routes.c.actor, d.routes.c.recipient).where(d.routes.c.event.in_(some))).all())
    events: dict[str, Event] = {}
    said: set[str] = set()
    before: dict[str, str] = {}
    for some in chunks(_on(connection, wider)):
        query = select(d.known_events.c.id, d.known_events.c.said_first, d.known_events.c.body).where(d.known_events.c.id.in_(some))
        for id, firsts, body in connection.execute(query):
            events[id], before[id] = replace(codec.load(body), firsts=()), body
            said |= set(json.loads(firsts)) if id in touched else set()
    pairs = _by_id(connection, said, touched) if said else {}
    for event in mark_firsts(sorted(events.values(), key=lambda e: (str(e.published_first or "~"), e.id)), pairs):
        if event.id in touched and (body := codec.dump(event)) != before[event.id]:
            connection.execute(d.known_events.update().where(d.known_events.c.id == event.id).values(body=body))


def _on(connection: Connection, ways: Collection[tuple[str, str]]) -> set[str]:
    """The events on these routes."""
    found: set[str] = set()
    by_actor: dict[str, set[str]] = {}
    for actor, recipient in ways:
        by_actor.setdefault(actor, set()).add(recipient)
    for actor, recipients in by_actor.items():
        for some in chunks(recipients):
            query = select(d.routes.c.event).where(d.routes.c.actor == actor, d.routes.c.recipient.in_(some))
            found.update(connection.execute(query).scalars())
    return found


def _by_id(connection: Connection, ids: Collection[str], events: Collection[str]) -> dict[str, Pair]:
    numbers: list[int] = []
    for some in chunks(events):
        query = select(t.claims.c.number).join(d.grouped, d.grouped.c.claim == t.claims.c.number)
        numbers += connection.execute(query.where(d.grouped.c.event.in_(some), or_(t.claims.c.id.in_(ids)))).scalars()
    return {pair[0].id: pair for pair in pairs_of(connection, numbers).values()}
