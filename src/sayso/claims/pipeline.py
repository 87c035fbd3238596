"""From an analysed document to its claims: find the predicates, fill their roles, decide, merge, then write.

Every stage before the last only looks and returns what it found; :func:`write` is the one place that makes claims.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sayso.claims.accept import chance, complete, signs
from sayso.claims.adversary import attacker, enemy_of_text, launched_by
from sayso.claims.answers import answered
from sayso.claims.both_sides import fights, partners
from sayso.claims.conditions import candidates
from sayso.claims.confidence import confidence_of
from sayso.claims.context import Context, make_context
from sayso.claims.denials import second_voices
from sayso.claims.discourse import continue_assaults
from sayso.claims.doubtful import doubtful
from sayso.claims.draft import Draft
from sayso.claims.goods import aimed_at, is_weapon, items_of, mode_of
from sayso.claims.heard import Heard, hear, model
from sayso.claims.inherit import inherit
from sayso.claims.lexicon import lexicon
from sayso.claims.match import Hit, find_hits
from sayso.claims.merge import merge
from sayso.claims.own_side import each_other, foreign_ground, held_ground, not_own, reporters_own, the_accused, the_hurt
from sayso.claims.places import places_of
from sayso.claims.roles import actor_of, recipient_of
from sayso.claims.scene import Scene
from sayso.claims.settle import settle
from sayso.claims.sources import sources_of
from sayso.claims.status import status_of
from sayso.claims.when import attach
from sayso.records import Claim, Document, Flow, Reason, Span, Status

if TYPE_CHECKING:
    from spacy.tokens import Doc


def extract(document: Document, doc: Doc) -> tuple[Claim, ...]:
    """The claims of one document, in the order of their triggers. Empty where the text presents no event of the codebook."""
    ctx = make_context(document, doc)
    drafts = accepted(ctx)
    attach(ctx, drafts)
    out: list[Draft] = []
    for d in drafts:
        d.sources, reasons = sources_of(d.scene, ctx.speech.get(d.scene.head.sent.start), d.actor_ids)
        d.reasons += reasons
        _date_status(ctx, d)
        out.append(d)
        out += second_voices(ctx, d)
    out = answered(ctx, out)
    return tuple(write(ctx, d) for d in sorted(out, key=lambda d: (d.tokens, d.status)))


def propose(ctx: Context, heard: Heard | None) -> list[Draft]:
    """Everything that may be a claim, complete or not: what the lexicon finds, then what only the trained part hears."""
    hits = find_hits(ctx.doc, lexicon())
    drafts = _drafts(ctx, hits)
    taken = {i for d in drafts for i in d.tokens}
    found = merge(drafts)
    inherit(found)
    fights(found)
    partners(ctx, found)
    continue_assaults(found)
    reporters_own(ctx, found)
    launched_by(ctx, found)
    attacker(ctx, found)
    enemy_of_text(ctx, found)
    held_ground(ctx, found)
    the_hurt(ctx, found)
    not_own(ctx, found)
    each_other(found)
    foreign_ground(ctx, found)
    the_accused(ctx, found)
    for d in found:
        d.whole = complete(d)
    if heard is not None:
        found += [d for d in doubtful(ctx, heard, hits, taken, _settle_status) if d.status != "asked"]
    return sorted(found, key=lambda d: d.head)


def _settle_status(scene: Scene) -> Draft:
    status, why = status_of(scene)
    draft = _fill(scene)
    draft.status = status
    draft.reasons += why
    return draft


def accepted(ctx: Context) -> list[Draft]:
    """The drafts that become claims. Without the trained parts (or on a document without states) those that are complete by the rules."""
    trained = model()
    heard = hear(ctx.read, trained.states, trained.labels) if trained is not None else None
    found = propose(ctx, heard)
    if trained is None or heard is None:
        return [d for d in found if d.whole]
    settle(ctx, found, trained.parties, trained.thresholds)
    out = []
    for d in found:
        d.chance = chance(trained.accept, signs(ctx, d, heard, found))
        if d.chance >= trained.thresholds["accept whole" if d.whole and not d.doubt else "accept"]:
            out.append(d)
    return out


def _drafts(ctx: Context, hits: list[list[Hit]]) -> list[Draft]:
    """One draft a trigger: the first entry that applies and finds the parties it needs, else the first that applies at all."""
    found = lexicon()
    drafts = []
    for group in hits:
        best: Draft | None = None
        for n, scene in enumerate(candidates(ctx, group, found)):
            status, why = status_of(scene)
            if status == "asked":
                break
            draft = _fill(scene)
            draft.status = status
            draft.reasons += why
            if complete(draft):
                best = draft
                break
            best = best or draft
            if n >= 3:
                break
        if best is not None:
            drafts.append(best)
    # A longer phrase takes the head of a shorter one: "claims responsibility" over "responsibility".
    return [
        d
        for d in drafts
        if not any(len(o.tokens) > len(d.tokens) and d.head in o.tokens and o.head != d.head and complete(o) for o in drafts)
    ]


#: Frames of verbs whose object is the target, be it a weapon: goods there are hit, not used.
_AT_OBJECT = frozenset({"attack_verb", "hurt_verb", "hit_by_weapon"})


def _fill(scene: Scene) -> Draft:
    """A draft with event, mode, flow, parties, goods and places."""
    entry = scene.entry
    draft = Draft(scene, scene.hit.tokens, entry.event, entry.mode, entry.flow)
    words = scene.ctx.span(min(scene.hit.tokens), max(scene.hit.tokens) + 1)
    draft.reasons.append(Reason("event", f"“{words.text}” says {entry.event or entry.flow}", entry.key, words))
    draft.items = items_of(scene)
    if entry.event == "ASSAULT" and draft.flow in (None, "use") and draft.items and not entry.mode:
        mode = mode_of(draft.items)
        if mode is not None:
            draft.mode = mode
            draft.reasons.append(Reason("mode", f"the first weapon is “{draft.items[0].text}” ({draft.items[0].class_})"))
    tools = draft.items
    if entry.event == "ASSAULT" and draft.flow is None and entry.frame in _AT_OBJECT:
        tools = tuple(i for i in tools if i.start not in aimed_at(scene))
    if entry.event in ("ASSAULT", "MOBILIZE") and draft.flow is None and any(is_weapon(i) for i in tools):
        draft.flow = "use"
        draft.reasons.append(Reason("flow", "the words name a weapon"))
    if entry.event == "SANCTION" and draft.mode == "discontinue" and draft.flow is None and any(is_weapon(i) for i in draft.items):
        draft.flow = "withhold"
        draft.reasons.append(Reason("flow", "what is broken off are weapons"))
    if draft.flow is None:
        draft.items = ()
    draft.actor = actor_of(scene)
    draft.recipient = recipient_of(scene, draft.actor)
    for name, party in (("actor", draft.actor), ("recipient", draft.recipient)):
        if party.actors:
            first = party.actors[0]
            draft.reasons.append(Reason(name, party.road, entry.key, Span(first.start, first.end, first.text)))
    draft.place = places_of(scene)
    return draft


#: "Imposes tariffs, effective Monday": the announcement is the act (codebook, "Status").
_DONE_BY_SAYING = frozenset({"SANCTION", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})


def _date_status(ctx: Context, d: Draft) -> None:
    """What has a first day after publication has not happened yet."""
    day = ctx.document.published
    if d.event in _DONE_BY_SAYING:
        return
    if d.status == "actual" and d.time is not None and d.time.first is not None and day is not None and d.time.first > day:
        d.status = "planned"
        d.reasons.append(Reason("status", f"its first day {d.time.first.isoformat()} lies after publication"))


def _claim_id(document: Document, d: Draft, trigger: Span) -> str:
    what = [
        document.sha256, trigger.start, trigger.end, d.event, d.mode, d.flow, sorted(d.actor_ids), sorted(d.recipient_ids), d.status,
        [s.id for s in d.sources],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:16]


def write(ctx: Context, d: Draft) -> Claim:
    tokens = [i for i in d.tokens if not ctx.doc[i].is_space]
    first, last = min(tokens), max(tokens) + 1
    if last - first > len(tokens) + 4:  # parts far apart: the head with its neighbours stands for the phrase
        first, last = d.head, d.head + 1
    trigger = ctx.span(first, last)
    confidence, reason = confidence_of(d)
    return Claim(
        id=_claim_id(ctx.document, d, trigger),
        document=ctx.document.id,
        trigger=trigger,
        event=d.event,
        mode=d.mode,
        flow=Flow(d.flow) if d.flow else None,
        actor=d.actor.actors,
        recipient=d.recipient.actors,
        items=d.items,
        money=d.money,
        place=d.place,
        time=d.time,
        status=Status(d.status),
        sources=d.sources,
        confidence=confidence,
        reasons=(*d.reasons, reason),
    )
