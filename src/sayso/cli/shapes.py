"""What the commands write for programs: one flat record for CSV, one nested object for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.ledger.words import bounds, chain

if TYPE_CHECKING:
    from sayso.ledger import Brief, Run
    from sayso.records import Claim, Document


def claim_object(claim: Claim, document: Document) -> dict[str, Any]:
    """The codebook's form, behind the document it stands in."""
    from sayso.claims.codebook import to_dict

    told = to_dict(claim)
    return {
        "id": told.pop("id"),
        "document": document.id,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "title": document.title,
        "url": document.url,
        "cites": list(document.cites),
        **told,
    }


def claim_row(claim: Claim, document: Document) -> dict[str, object]:
    time, money = claim.time, claim.money
    quantities = [i.quantity for i in claim.items if i.quantity]
    return {
        "id": claim.id,
        "document": document.id,
        "publisher": document.publisher,
        "published": document.published,
        "event": claim.event,
        "mode": claim.mode,
        "flow": claim.flow.value if claim.flow else None,
        "status": claim.status.value,
        "actor": "; ".join(dict.fromkeys(a.id for a in claim.actor)),
        "recipient": "; ".join(dict.fromkeys(a.id for a in claim.recipient)),
        "items": "; ".join(" ".join(i.text.split()) for i in claim.items),
        "classes": "; ".join(i.class_ for i in claim.items),
        "designations": "; ".join(i.designation for i in claim.items if i.designation),
        "quantities": "; ".join(bounds(q.low, q.high) for q in quantities),
        "measures": "; ".join(q.measure or "" for q in quantities),
        "money": money.text if money else None,
        "currency": money.currency if money else None,
        "place": "; ".join(p.text for p in claim.place),
        "time": time.text if time else None,
        "first": time.first if time else None,
        "last": time.last if time else None,
        "sources": chain(claim),
        "trigger": claim.trigger.text,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "confidence": claim.confidence,
    }


def brief_object(brief: Brief) -> dict[str, Any]:
    return {
        "documents": brief.documents,
        "claims": brief.claims,
        "publishers": list(brief.publishers),
        "first": brief.first.isoformat() if brief.first else None,
        "last": brief.last.isoformat() if brief.last else None,
        "sections": [
            {"key": s.key, "title": s.title, "lines": [_line(x) for x in s.lines], "more": s.more, "ask": s.ask} for s in brief.sections
        ],
    }


def _line(line: Any) -> dict[str, Any]:
    return {
        "text": line.text,
        "sources": list(line.sources),
        "claims": list(line.claims),
        "count": line.count,
        "documents": line.documents,
        "latest": line.latest.isoformat() if line.latest else None,
    }


def brief_rows(brief: Brief) -> list[dict[str, object]]:
    return [
        {
            "section": s.key,
            "text": x.text,
            "sources": "; ".join(x.sources),
            "documents": x.documents,
            "claims": x.count,
            "latest": x.latest,
            "claim": x.claims[0],
        }
        for s in brief.sections
        for x in s.lines
    ]


def run_object(run: Run) -> dict[str, Any]:
    def remarks(found: tuple[Any, ...]) -> list[dict[str, str]]:
        return [{"what": r.what, "kind": r.kind, "message": r.message} for r in found]

    return {
        "run": run.number,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "outcome": run.outcome,
        "program": run.program,
        "version": run.version,
        "inputs": list(run.inputs),
        "read": run.read,
        "seen": run.seen,
        "claims": run.claims,
        "skipped": remarks(run.skipped),
        "notices": remarks(run.notices),
    }


def run_row(run: Run) -> dict[str, object]:
    return {
        "run": run.number,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "outcome": run.outcome or "cut off",
        "version": run.version,
        "inputs": "; ".join(run.inputs),
        "read": run.read,
        "seen": run.seen,
        "skipped": len(run.skipped),
        "claims": run.claims,
    }
