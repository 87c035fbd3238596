"""What the commands about events write for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sayso.ledger.words import bounds

if TYPE_CHECKING:
    from sayso.ledger import Dispute, EventProvenance, Hit, Judgement, Question, Step
    from sayso.records import Document, Event, Member

Papers = Mapping[tuple[str, str | None, date | None], "Document"]


def iso(day: date | datetime | None) -> str | None:
    return day.isoformat() if day else None


def _name(member: Member, papers: Papers) -> str:
    found = papers.get((member.document, member.publisher, member.published))
    return found.id if found else member.document


def event_object(event: Event, papers: Papers) -> dict[str, Any]:
    """An event as one line: its claims by id, document and publisher, its origins by name."""
    names = {o.key: o.name for o in event.origins}
    return {
        "id": event.id,
        "event": event.event,
        "flow": event.flow.value if event.flow else None,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "items": [
            {"class": i.class_, "designation": i.designation, "low": i.low, "high": i.high, "measure": i.measure} for i in event.items
        ],
        "first": iso(event.first),
        "last": iso(event.last),
        "status": event.status.value,
        "claims": [{"id": m.id, "document": _name(m, papers), "publisher": m.publisher} for m in event.members],
        "origins": [o.name for o in event.origins],
        "independent_origins": event.independent_origins,
        "disputes": list(event.disputes),
        "denied_by": [names.get(k, k) for k in event.denied_by],
        "credibility": event.credibility,
    }


def full_event_object(event: Event, papers: Papers) -> dict[str, Any]:
    """The same with everything else that is known: each field's values, who gives them and since when, the origins, the firsts."""
    told = event_object(event, papers)
    names = {o.key: o.name for o in event.origins}
    claims = [
        {**short, "sha256": m.document, "published": iso(m.published), "origin": names.get(m.origin, m.origin), "status": m.status.value}
        | {"copy_of": m.copy_of}
        for short, m in zip(told["claims"], event.members, strict=True)
    ]
    return {
        **told,
        "mode": event.mode,
        "places": list(event.places),
        "published_first": iso(event.published_first),
        "published_last": iso(event.published_last),
        "claims": claims,
        "origins": [
            {
                "name": o.name,
                "kind": o.kind,
                "anonymous": o.anonymous,
                "via": o.via,
                "party": o.party,
                "independent": o.independent,
                "claims": list(o.claims),
                "since": iso(o.since),
            }
            for o in event.origins
        ],
        "fields": [field_object(f, names) for f in event.fields],
        "credibility_rule": event.credibility_rule,
        "firsts": [{"what": f.what, "key": f.key, "why": f.why, "claimed": list(f.claimed)} for f in event.firsts],
    }


def field_object(view: Any, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "field": view.name,
        "disputed": view.disputed,
        "rule": view.rule,
        "values": [
            {
                "value": v.text,
                "low": v.low,
                "high": v.high,
                "said_by": [names.get(o, o) for o in v.origins],
                "since": iso(v.since),
                "claims": list(v.claims),
            }
            for v in view.values
        ],
    }


def event_row(event: Event) -> dict[str, object]:
    names = {o.key: o.name for o in event.origins}
    return {
        "id": event.id,
        "event": event.event,
        "mode": event.mode,
        "flow": event.flow.value if event.flow else None,
        "actors": "; ".join(event.actors),
        "recipients": "; ".join(event.recipients),
        "classes": "; ".join(i.class_ for i in event.items),
        "designations": "; ".join(i.designation for i in event.items if i.designation),
        "quantities": "; ".join(bounds(i.low, i.high) for i in event.items),
        "measures": "; ".join(i.measure or "" for i in event.items),
        "first": event.first,
        "last": event.last,
        "published_first": event.published_first,
        "published_last": event.published_last,
        "status": event.status.value,
        "claims": len(event.members),
        "origins": "; ".join(o.name for o in event.origins),
        "independent_origins": event.independent_origins,
        "disputes": "; ".join(event.disputes),
        "denied_by": "; ".join(names.get(k, k) for k in event.denied_by),
        "credibility": event.credibility,
    }


def dispute_object(dispute: Dispute) -> dict[str, Any]:
    event = dispute.event
    names = {o.key: o.name for o in event.origins}
    view = next(f for f in event.fields if f.name == dispute.field)
    told = field_object(view, names)
    return {
        "event": event.id,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "field": dispute.field,
        "rule": dispute.rule,
        "since": iso(dispute.since),
        "values": told["values"],
    }


def dispute_rows(dispute: Dispute) -> list[dict[str, object]]:
    told = dispute_object(dispute)
    return [
        {
            "event": told["event"],
            "actors": "; ".join(told["actors"]),
            "recipients": "; ".join(told["recipients"]),
            "field": told["field"],
            "value": v["value"],
            "low": v["low"],
            "high": v["high"],
            "said_by": "; ".join(v["said_by"]),
            "since": v["since"],
            "claims": "; ".join(v["claims"]),
        }
        for v in told["values"]
    ]


def provenance_object(found: EventProvenance, papers: Papers) -> dict[str, Any]:
    return {
        **full_event_object(found.event, papers),
        "prior": round(found.prior, 2),
        "threshold": round(found.threshold, 2),
        "merges": [
            {
                "claims": [m.a, m.b],
                "weight": round(m.weight.weight, 2) if m.weight else None,
                "reasons": [{"comparison": r.comparison, "level": r.level, "weight": round(r.weight, 2)} for r in m.weight.reasons]
                if m.weight
                else [],
                "judgement": m.judgement,
            }
            for m in found.merges
        ],
    }


def judgement_object(j: Judgement) -> dict[str, Any]:
    return {
        "number": j.number,
        "recorded_at": iso(j.recorded_at),
        "who": j.who,
        "why": j.why,
        "verdict": j.verdict,
        "kind": j.kind,
        "target": j.target,
        "into": j.into,
        "field": j.field,
        "value": j.value,
        "undoes": j.undoes,
        "in_force": j.in_force,
        "claims": list(j.claims),
        "found": j.found,
    }


def hit_object(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "document": hit.document,
        "publisher": hit.publisher,
        "published": iso(hit.published),
        "title": hit.title,
        "snippet": hit.snippet,
        "marks": [list(m) for m in hit.marks],
    }


def question_object(q: Question) -> dict[str, Any]:
    return {"kind": q.kind, "reason": q.reason, "claims": list(q.claims), "events": list(q.events), "doubt": q.doubt}


def step_object(step: Step) -> dict[str, Any]:
    return {"day": iso(step.day), "what": step.what, "claims": list(step.claims)}
