"""What a person is asked: claims that the machine is unsure of, merges that hang by a thread, and pairs that it kept apart by as little.

A question goes away when its claim or pair was judged, and comes back when the judgement is taken back; what was judged "unsure" stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection

from sayso.ledger import derived as d
from sayso.ledger import judged
from sayso.ledger import tables as t
from sayso.ledger.eventful import Eventful
from sayso.ledger.filters import Query
from sayso.ledger.sight import chunks, joined

DOUBTFUL = 0.5
"""Claims with less confidence are asked about."""

MARGIN = 1.5
"""Bits on either side of the threshold of linkage between which a merge, or its absence, is asked about."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to judge. ``kind``: "claim" (is it right?), "merge" (are these two claims one event, as the ledger has it?) or "near"
    (are they one event, though the ledger has two?). ``reason`` says in words why it is asked; ``claims`` and ``events`` are ids;
    ``doubt`` lies in [0, 1], the greatest first."""

    kind: str
    reason: str
    claims: tuple[str, ...]
    events: tuple[str, ...]
    doubt: float


class Reviewing(Eventful):
    """The part of a ledger that asks."""

    def review(self, *, kind: str | None = None, limit: int = 100) -> tuple[Question, ...]:
        """What is worth a person's look, the most doubtful first. ``limit``: of each kind."""
        self._linked()
        with self._reading() as connection:
            standing = judged.standing(connection)
            settled = {n for n, (verdict, _) in standing.verdicts.items() if verdict in ("accept", "reject")} | set(standing.corrections)
            settled |= {standing.shown[n] for n in settled if n in standing.shown}
            unsure = {n for n, (verdict, _) in standing.verdicts.items() if verdict == "unsure"}
            found: list[Question] = []
            if kind in (None, "claim"):
                found += _claims(connection, settled, unsure, limit)
            if kind in (None, "merge", "near"):
                found += [q for q in _pairs(connection, standing, limit) if kind in (None, q.kind)]
        return tuple(sorted(found, key=lambda q: (-q.doubt, q.kind, q.claims)))


def _claims(connection: Connection, settled: set[int], unsure: set[int], limit: int) -> list[Question]:
    c = t.claims.c
    nobody = select(t.actors.c.claim).where(t.actors.c.unresolved.is_not(None))
    base = joined(select(c.number, c.id, c.confidence, d.grouped.c.event), Query())
    base = base.outerjoin(d.grouped, d.grouped.c.claim == c.number)
    doubtful = base.where(or_(c.confidence < DOUBTFUL, c.number.in_(nobody))).order_by(func.coalesce(c.confidence, 0.5), c.number)
    rows = list(connection.execute(doubtful.limit(limit + len(settled))))
    for some in chunks(unsure):
        rows += connection.execute(base.where(c.number.in_(some))).all()
    unresolved = {n: list[str]() for n in (r.number for r in rows)}
    for some in chunks(unresolved):
        query = select(t.actors.c.claim, t.actors.c.text, t.actors.c.unresolved).where(t.actors.c.claim.in_(some))
        for claim, words, reason in connection.execute(query.where(t.actors.c.unresolved.is_not(None))):
            unresolved[claim].append(f"“{words}” was not resolved: {reason}")
    found: dict[int, Question] = {}
    for r in rows:
        if r.number in settled and r.number not in unsure:
            continue
        reasons = ["a person was unsure"] if r.number in unsure else []
        if r.confidence is not None and r.confidence < DOUBTFUL:
            reasons.append(f"confidence {r.confidence:.2f}")
        reasons += unresolved[r.number]
        doubt = 1.0 if r.number in unsure else 1 - (r.confidence if r.confidence is not None else 0.5)
        found[r.number] = Question("claim", "; ".join(reasons), (r.id,), (r.event,) if r.event else (), round(doubt, 3))
    return sorted(found.values(), key=lambda q: (-q.doubt, q.claims))[:limit]


def _pairs(connection: Connection, standing: judged.Standing, limit: int) -> list[Question]:
    from sayso.events import shipped

    threshold = shipped().threshold
    a, b = d.grouped.alias("in_a"), d.grouped.alias("in_b")
    one, two = t.claims.alias("one"), t.claims.alias("two")
    weight = d.links.c.weight
    query = (
        select(d.links.c.a, d.links.c.b, weight, one.c.id.label("x"), two.c.id.label("y"), a.c.event.label("ea"), b.c.event.label("eb"))
        .join(a, a.c.claim == d.links.c.a)
        .join(b, b.c.claim == d.links.c.b)
        .join(one, one.c.number == d.links.c.a)
        .join(two, two.c.number == d.links.c.b)
        .where(weight.between(threshold - MARGIN, threshold + MARGIN))
    )
    merges: dict[str, Question] = {}
    nears: dict[tuple[str, str], Question] = {}
    for r in connection.execute(query.order_by(func.abs(weight - threshold)).limit(limit * 20)):
        if (r.a, r.b) in standing.pairs:
            continue
        bits = f"{r.weight - threshold:+.1f} bits from the threshold"
        doubt = round(0.5 - abs(r.weight - threshold) / (2 * MARGIN) * 0.5, 3)
        if r.ea == r.eb:
            why = f"the two are in one event, and this pair is {bits}"
            merges.setdefault(r.ea, Question("merge", why, (r.x, r.y), (r.ea,), doubt))
        else:
            key = min(r.ea, r.eb), max(r.ea, r.eb)
            why = f"the two are in two events, and this pair is {bits}"
            nears.setdefault(key, Question("near", why, (r.x, r.y), (r.ea, r.eb), doubt))
    return [*list(merges.values())[:limit], *list(nears.values())[:limit]]
