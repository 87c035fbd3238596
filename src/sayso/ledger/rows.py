"""Claims to rows and back. ``claims_from(connection, numbers)`` of what ``rows_of(claim)`` wrote is equal to the claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection, Row

from sayso.ledger import tables as t
from sayso.records import Actor, Claim, Flow, Item, Money, Place, Quantity, Reason, Source, Span, Status, TimeSpan, Unresolved

Values = dict[str, Any]
T = TypeVar("T")


def _span(part: Actor | Item | Money | Place | TimeSpan | Source) -> Values:
    return {"start_char": part.start, "end_char": part.end, "text": part.text}


def _actor(number: int, role: str, position: int, a: Actor) -> Values:
    return {
        "claim": number,
        "role": role,
        "position": position,
        **_span(a),
        "id": a.id,
        "sector": a.sector,
        "unresolved": a.unresolved.reason if a.unresolved else None,
        "candidates": a.unresolved.candidates if a.unresolved else None,
    }


def _item(number: int, position: int, i: Item) -> Values:
    q = i.quantity
    return {
        "claim": number,
        "position": position,
        **_span(i),
        "class": i.class_,
        "designation": i.designation,
        "origin": i.origin,
        "quantity_start": q and q.start,
        "quantity_end": q and q.end,
        "quantity_text": q and q.text,
        "low": q and q.low,
        "high": q and q.high,
        "hedge": q and q.hedge,
        "measure": q and q.measure,
        "quantity_why": q and q.why,
    }


def rows_of(claim: Claim, *, number: int, reading: int, position: int) -> list[tuple[Table, Values]]:
    """Every row of ``claim``, the claim's own first."""
    rows: list[tuple[Table, Values]] = [
        (
            t.claims,
            {
                "number": number,
                "reading": reading,
                "id": claim.id,
                "position": position,
                "trigger_start": claim.trigger.start,
                "trigger_end": claim.trigger.end,
                "trigger_text": claim.trigger.text,
                "event": claim.event,
                "mode": claim.mode,
                "flow": claim.flow and claim.flow.value,
                "status": claim.status.value,
                "confidence": claim.confidence,
            },
        )
    ]
    rows += [(t.actors, _actor(number, "actor", n, a)) for n, a in enumerate(claim.actor)]
    rows += [(t.actors, _actor(number, "recipient", n, a)) for n, a in enumerate(claim.recipient)]
    rows += [(t.items, _item(number, n, i)) for n, i in enumerate(claim.items)]
    rows += [(t.places, {"claim": number, "position": n, **_span(p), "id": p.id}) for n, p in enumerate(claim.place)]
    if m := claim.money:
        rows.append((t.money, {"claim": number, **_span(m), "amount": m.amount, "currency": m.currency, "low": m.low, "high": m.high}))
    if w := claim.time:
        days = {"first_day": w.first, "last_day": w.last, "edtf": w.edtf, "anchor": w.anchor, "why": w.why}
        rows.append((t.times, {"claim": number, **_span(w), **days}))
    for n, s in enumerate(claim.sources):
        cue = {"cue_start": s.cue and s.cue.start, "cue_end": s.cue and s.cue.end, "cue_text": s.cue and s.cue.text}
        rows.append((t.sources, {"claim": number, "position": n, **_span(s), "id": s.id, "kind": s.kind, "anonymous": s.anonymous, **cue}))
    for n, r in enumerate(claim.reasons):
        span = {"span_start": r.span and r.span.start, "span_end": r.span and r.span.end, "span_text": r.span and r.span.text}
        rows.append((t.reasons, {"claim": number, "position": n, "field": r.field, "rule": r.rule, "lexicon": r.lexicon, **span}))
    return rows


def _maybe_span(start: int | None, end: int | None, text: str | None) -> Span | None:
    return Span(start, end, text) if start is not None and end is not None and text is not None else None


def _actor_from(r: Row[Any]) -> Actor:
    unresolved = None if r.unresolved is None else Unresolved(r.unresolved, r.candidates or ())
    return Actor(r.start_char, r.end_char, r.text, r.id, r.sector, unresolved)


def _item_from(r: Row[Any]) -> Item:
    quantity = None
    if r.quantity_text is not None:
        quantity = Quantity(r.quantity_start, r.quantity_end, r.quantity_text, r.low, r.high, r.hedge, r.measure, r.quantity_why)
    return Item(r.start_char, r.end_char, r.text, r._mapping["class"], r.designation, quantity, r.origin)


def _source_from(r: Row[Any]) -> Source:
    cue = _maybe_span(r.cue_start, r.cue_end, r.cue_text)
    return Source(r.start_char, r.end_char, r.text, r.id, r.kind, r.anonymous, cue)


def _grouped(connection: Connection, table: Table, numbers: Sequence[int], make: Callable[[Row[Any]], T]) -> dict[int, list[T]]:
    """The rows of a part table by claim, in their order."""
    query = select(table).where(table.c.claim.in_(numbers)).order_by(table.c.claim)
    if "position" in table.c:
        query = query.order_by(table.c.position)
    groups: dict[int, list[T]] = defaultdict(list)
    for row in connection.execute(query):
        groups[row.claim].append(make(row))
    return groups


def claims_from(connection: Connection, numbers: Iterable[int], *, reasons: bool = True) -> list[Claim]:
    """The claims with these row numbers, in the order given. ``reasons=False`` leaves the reasons out: lists need none."""
    wanted = list(numbers)
    query = (
        select(t.claims, t.documents.c.name.label("document"))
        .join(t.readings, t.claims.c.reading == t.readings.c.number)
        .join(t.documents, t.readings.c.document == t.documents.c.number)
        .where(t.claims.c.number.in_(wanted))
    )
    found = {row.number: row for row in connection.execute(query)}
    actors = _grouped(connection, t.actors, wanted, lambda r: (r.role, _actor_from(r)))
    items = _grouped(connection, t.items, wanted, _item_from)
    places = _grouped(connection, t.places, wanted, lambda r: Place(r.start_char, r.end_char, r.text, r.id))
    sources = _grouped(connection, t.sources, wanted, _source_from)
    money = _grouped(connection, t.money, wanted, lambda r: Money(r.start_char, r.end_char, r.text, r.amount, r.currency, r.low, r.high))
    times = _grouped(
        connection, t.times, wanted, lambda r: TimeSpan(r.start_char, r.end_char, r.text, r.first_day, r.last_day, r.edtf, r.anchor, r.why)
    )
    why: dict[int, list[Reason]] = {}
    if reasons:
        why = _grouped(
            connection,
            t.reasons,
            wanted,
            lambda r: Reason(r.field, r.rule, r.lexicon, _maybe_span(r.span_start, r.span_end, r.span_text)),
        )
    return [
        Claim(
            id=row.id,
            document=row.document,
            trigger=Span(row.trigger_start, row.trigger_end, row.trigger_text),
            event=row.event,
            mode=row.mode,
            flow=Flow(row.flow) if row.flow else None,
            actor=tuple(a for role, a in actors.get(number, ()) if role == "actor"),
            recipient=tuple(a for role, a in actors.get(number, ()) if role == "recipient"),
            items=tuple(items.get(number, ())),
            money=next(iter(money.get(number, ())), None),
            place=tuple(places.get(number, ())),
            time=next(iter(times.get(number, ())), None),
            status=Status(row.status),
            sources=tuple(sources.get(number, ())),
            confidence=row.confidence,
            reasons=tuple(why.get(number, ())),
        )
        for number in wanted
        if (row := found.get(number)) is not None
    ]
