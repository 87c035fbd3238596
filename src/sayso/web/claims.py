"""One claim as a page shows it: its fields with their words and reasons, its passage, its event, its judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.ledger.names import name_of
from sayso.ledger.passages import passage
from sayso.ledger.words import bounds, days, goods, speaker
from sayso.records import Claim, Document, Reason
from sayso.web import phrases, verdicts
from sayso.web.routes.common import found

if TYPE_CHECKING:
    from sayso.web.routes.common import Ask


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a claim: its values, each with the words it was read from, and why."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]


def fields(c: Claim) -> list[Field]:
    """The fields of a claim in the order of the codebook."""
    values: dict[str, list[tuple[str, str]]] = {"event": [], "flow": [], "actor": [], "recipient": [], "items": []}
    values["event"].append((" ".join(w for w in (c.event or "none", c.mode) if w), c.trigger.text))
    if c.flow:
        values["flow"].append((phrases.FLOW_WORDS.get(c.flow.value, c.flow.value), ""))
    for role, actors in (("actor", c.actor), ("recipient", c.recipient)):
        for a in actors:
            told = name_of(a.id) + (f" ({a.sector})" if a.sector else "")
            told += f", not resolved: {a.unresolved.reason}" if a.unresolved else ""
            values[role].append((told, a.text))
    for i in c.items:
        told = goods(i.class_, i.designation) + (f", made in {name_of(i.origin)}" if i.origin else "")
        if q := i.quantity:
            told += f": {bounds(q.low, q.high) or 'no bounds'}"
            told += f" ({', '.join(w for w in (q.hedge, q.measure, q.why) if w)})"
        values["items"].append((told, i.text))
    if m := c.money:
        values["money"] = [(f"{m.amount if m.amount is not None else '?'} {m.currency or ''}".strip(), m.text)]
    if c.place:
        values["place"] = [(name_of(p.id) if p.id else "not known where that is", p.text) for p in c.place]
    if w := c.time:
        values["time"] = [((days(w.first, w.last) or "no days") + (f" ({w.why})" if w.why else ""), w.text)]
    values["status"] = [(c.status.value, "")]
    values["sources"] = [(("anonymous " if s.anonymous else "") + s.kind + f": {speaker(s)}", s.text) for s in c.sources]
    reasons: dict[str, list[Reason]] = {}
    for r in c.reasons:
        reasons.setdefault(r.field, []).append(r)
    made = [Field(n, phrases.FIELDS.get(n, n), tuple(v), tuple(reasons.pop(n, ()))) for n, v in values.items() if v or n in reasons]
    return made + [Field(n, phrases.FIELDS.get(n, n.capitalize()), (), tuple(r)) for n, r in reasons.items()]


def marked(c: Claim, text: str) -> list[tuple[str, bool]]:
    """The claim's passage in pieces; its trigger is marked."""
    span = passage(c, text)
    a, b = max(c.trigger.start, span.start), min(c.trigger.end, span.end)
    pieces = [(text[span.start : a], False), (text[a:b], True), (text[b : span.end], False)]
    return [p for p in pieces if p[0]]


def panel(ask: Ask, id: str) -> dict[str, Any]:
    """What the panel of a claim needs."""
    known = found(lambda: ask.desk.store.provenance(id))
    claim, document = known.claim, known.document
    return {
        "claim": claim,
        "document": document,
        "fields": fields(claim),
        "event": ask.desk.claim_event(claim.id, ask.as_of),
        "superseded": known.superseded,
        "verdicts": verdicts.shown(ask.desk.store, claim.id, "claim"),
        "correctable": phrases.CORRECTABLE,
        "readonly": ask.desk.readonly,
    }


def beside(c: Claim, d: Document) -> dict[str, Any]:
    """The fields of a claim as short words, for a table of claims side by side."""
    return {
        "who": phrases.names(dict.fromkeys(a.id for a in c.actor)),
        "to whom": phrases.names(dict.fromkeys(a.id for a in c.recipient)) if c.recipient else "",
        "goods": "; ".join(
            goods(i.class_, i.designation) + (f", {bounds(q.low, q.high)}" if (q := i.quantity) and bounds(q.low, q.high) else "")
            for i in c.items
        ),
        "when": days(c.time.first, c.time.last) if c.time else "",
        "where": ", ".join(p.text for p in c.place),
        "status": c.status.value,
        "published": d.published,
    }
