"""Claims in the JSON form of the codebook and of the published corpus: one object a document, spans as text, start, end."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sayso.records import Actor, Claim, Document, Item, Money, Place, Quantity, Source, Span, TimeSpan


def _span(s: Span) -> dict[str, Any]:
    return {"text": s.text, "start": s.start, "end": s.end}


def _actor(a: Actor) -> dict[str, Any]:
    return {"text": a.text, "id": a.id, "sector": a.sector, "start": a.start, "end": a.end}


def _place(p: Place) -> dict[str, Any]:
    return {"text": p.text, "id": p.id, "sector": None, "start": p.start, "end": p.end}


def _quantity(q: Quantity) -> dict[str, Any]:
    return {"text": q.text, "low": q.low, "high": q.high, "hedge": q.hedge, "measure": q.measure}


def _item(i: Item) -> dict[str, Any]:
    return {
        "text": i.text,
        "class": i.class_,
        "designation": i.designation,
        "quantity": _quantity(i.quantity) if i.quantity else None,
        "origin": i.origin,
        "start": i.start,
        "end": i.end,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _money(m: Money) -> dict[str, Any]:
    return {"text": m.text, "amount": _number(m.amount), "currency": m.currency, "start": m.start, "end": m.end}


def _time(t: TimeSpan) -> dict[str, Any]:
    return {
        "text": t.text,
        "first": t.first.isoformat() if t.first else None,
        "last": t.last.isoformat() if t.last else None,
        "start": t.start,
        "end": t.end,
    }


def _source(s: Source) -> dict[str, Any]:
    return {
        "text": s.text,
        "id": s.id,
        "kind": s.kind,
        "anonymous": s.anonymous,
        "cue": s.cue.text if s.cue else None,
        "start": s.start,
        "end": s.end,
    }


def to_dict(claim: Claim) -> dict[str, Any]:
    """One claim in the codebook's form, with our id, confidence and reasons behind the codebook's fields."""
    return {
        "trigger": _span(claim.trigger),
        "event": claim.event,
        "mode": claim.mode,
        "flow": claim.flow.value if claim.flow else None,
        "actor": [_actor(a) for a in claim.actor],
        "recipient": [_actor(a) for a in claim.recipient],
        "items": [_item(i) for i in claim.items],
        "money": _money(claim.money) if claim.money else None,
        "place": [_place(p) for p in claim.place],
        "time": _time(claim.time) if claim.time else None,
        "status": claim.status.value,
        "sources": [_source(s) for s in claim.sources],
        "id": claim.id,
        "confidence": claim.confidence,
        "reasons": [
            {"field": r.field, "rule": r.rule, "lexicon": r.lexicon, "span": _span(r.span) if r.span else None} for r in claim.reasons
        ],
    }  # fmt: skip


def document_to_dict(document: Document, claims: Iterable[Claim]) -> dict[str, Any]:
    """One document with its claims, in the form of the corpus."""
    return {
        "id": document.id,
        "date": document.published.isoformat() if document.published else None,
        "publisher": document.publisher,
        "text": document.text,
        "claims": [to_dict(c) for c in claims],
    }
