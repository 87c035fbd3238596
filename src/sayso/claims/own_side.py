"""Nobody acts against their own, unless the words say so: whose airspace, whose position, whose captain, whose ground it is.

- ground: "Norway reports that Russia has violated its airspace": the reporter's.
- theirs: "Guinea has detained several of its soldiers", said by Sierra Leone; "seizes a Chinese vessel and arrests its captain".
- reported: what is hit without owner or place belongs to the state that reports it.
- held: "airstrikes on Hodeidah, Houthi-controlled Yemen": the group that holds the place.
- victims: "an attack on the base injures 15 American soldiers" meets their state too; a commander of a group who is killed is its.
- defendants: a state that charges or convicts its own people meets a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.adversary import only_place
from sayso.claims.agents import NOBODY, Party
from sayso.claims.armed import member_of
from sayso.claims.draft import Draft
from sayso.claims.forms import slug, words
from sayso.claims.lexicon import cue_forms
from sayso.claims.targets import victims_of
from sayso.claims.tree import ancestors, conj_top, conjuncts, deep_object, deep_subject, surface_subject
from sayso.claims.who import from_mention, is_ship, is_state, owners, resolved, unique
from sayso.records import Actor, Reason

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.language.plain import Token

_THEIRS = words("its their his her")
_HELD = words("controlled held occupied ruled run dominated administered annexed")


def not_own(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Where "its" or "their" made an attacker or jailer meet itself: whom the verb beside meets, else the one of the clause above."""
    for d in drafts:
        if d.event not in ("ASSAULT", "COERCE") or not d.actor.actors or d.recipient_ids != d.actor_ids:
            continue
        inside = [t for i in d.scene.sentence for t in [ctx.doc[i]] if any(a.start <= t.idx < a.end for a in d.recipient.actors)]
        if not any(t.lower_ in _THEIRS for t in inside):
            continue
        beside = {t.i for t in conjuncts(conj_top(d.scene.head))}
        for other in drafts:
            fresh = tuple(a for a in other.recipient.actors if a.id not in d.actor_ids)
            if other is not d and other.head in beside and other.head < d.head and fresh:
                d.recipient = Party(fresh, f"whose they are, by “{other.scene.head.text}”")
                break
        else:
            for up in ancestors(d.scene.head):
                found = surface_subject(up) if up.pos_ == "VERB" else None
                fresh = tuple(a for a in resolved(ctx, found.token) if a.id not in d.actor_ids) if found is not None else ()
                if fresh and found is not None:
                    d.recipient = Party(fresh, f"{found.road}, whose they are")
                    break
            else:
                continue
        d.reasons.append(Reason("recipient", d.recipient.road))


def reporters_own(ctx: Context, drafts: Sequence[Draft]) -> None:
    """ "Iran's minister says Israel has hit three hospitals": what is hit without owner or place belongs to the state that reports it; and
    "Kuwait says Iran struck a ship while its defences intercepted missiles": its own defences meet the attack."""
    for d in drafts:
        if d.event != "ASSAULT" or not d.scene.verb or not d.actor.actors:
            continue
        reporter = _reporter(ctx, d)
        if reporter is None or reporter.id in d.actor_ids:
            continue
        if d.flow == "intercept":
            others = [o for o in drafts if o is not d and o.event == "ASSAULT" and o.flow != "intercept" and o.head in d.scene.sentence]
            inside = [ctx.doc[i] for a in d.actor.actors for i in d.scene.sentence if a.start <= ctx.doc[i].idx < a.end]
            if any(t.lower_ in _THEIRS for t in inside) and any(o.actor_ids == d.actor_ids for o in others):
                d.give("actor", (reporter,), "whose defences they are, who reports it")
            continue
        hit = deep_object(d.scene.head)
        unowned = not d.recipient.actors or (d.recipient_ids == {"civilians"} and hit is not None and _of_forces(hit.token))
        if d.scene.entry.frame not in ("attack_verb", "hurt_verb") or hit is None or hit.token.pos_ != "NOUN":
            continue
        if unowned and d.recipient_open and (ctx.goods(hit.token) is None or is_ship(hit.token)):
            d.give("recipient", (reporter,), "whose they are, who reports it")


def _of_forces(t: Token) -> bool:
    return any(c.lower_ in ("navy", "naval", "military", "army", "coast", "patrol") for c in t.children)


def _reporter(ctx: Context, d: Draft) -> Actor | None:
    """The state that says what happened, from the verb of saying above."""
    for up in ancestors(d.scene.head):
        if up.pos_ == "VERB" and up.lower_ in cue_forms("speech", "say"):
            found = surface_subject(up)
            states = [a for a in resolved(ctx, found.token) if is_state(a.id)] if found is not None else []
            return states[0] if len(states) == 1 else None
    return None


def each_other(drafts: Sequence[Draft]) -> None:
    """Two sides that attack and are hit by nobody else attack each other: both act, nobody receives (codebook, "Which event")."""
    for d in drafts:
        if d.recipient.road.startswith("object of"):
            continue
        if d.event == "ASSAULT" and len(d.actor_ids) > 1 and d.recipient.actors and d.recipient_ids < d.actor_ids:
            d.recipient = NOBODY
            d.reasons.append(Reason("recipient", "both sides act against each other"))


def held_ground(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Puts who holds the place in the words of the attack in the state's stead."""
    for d in drafts:
        if d.event != "ASSAULT" or d.flow in ("intercept", "loss") or len(d.recipient.actors) == 0:
            continue
        for m in ctx.ids.mentions:
            if m.i < d.head or m.i >= d.scene.sentence.stop or m.kind not in ("state", "place") or (m.state or m.id) not in d.recipient_ids:
                continue
            lord = _lord(ctx, m.i)
            if lord is not None and lord.id not in d.actor_ids and not is_state(lord.id):  # a state's occupation changes nothing
                kept = tuple(a for a in d.recipient.actors if a.id not in (lord.id, m.state or m.id))
                d.give("recipient", (lord, *kept), f"who holds “{m.text}”")
                break


def the_hurt(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Adds who is killed or wounded by name or membership where the place alone spoke for the target; a bare place gives way to a group."""
    for d in drafts:
        if d.event != "ASSAULT" or d.scene.verb or d.flow in ("intercept", "loss") or not (only_place(ctx, d) or _mission(ctx, d)):
            continue
        hurt = tuple(a for t in victims_of(d.scene) for a in _named(ctx, t))
        fresh = tuple(a for a in unique(hurt) if a.id not in d.recipient_ids | d.actor_ids)
        if not fresh:
            continue
        bare = all(any(m.text == a.text.removeprefix("the ") for m in ctx.ids.mentions) for a in d.recipient.actors)
        placed = d.recipient.road == "the state where it happens" or d.recipient.road.startswith("who is")
        kept = () if (bare or placed) and any(not is_state(a.id) for a in fresh) else d.recipient.actors
        d.give("recipient", (*kept, *fresh), f"{d.recipient.road}; who is hurt" if kept else "who is hurt")


def _mission(ctx: Context, d: Draft) -> bool:
    """Whether an organisation is hit, whose people are of some state: "an attack on the mission kills six Nepali peacekeepers"."""
    bodies = {m.id for m in ctx.ids.mentions if m.kind == "organisation"}
    return bool(d.recipient.actors) and d.recipient_ids <= bodies


def _named(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """The state or group of a victim by the words of the phrase alone; civilians of the place are left out."""
    found = tuple(a for a in resolved(ctx, t) if is_state(a.id) or any(m.id == a.id and m.kind == "group" for m in ctx.ids.mentions))
    return found or member_of(ctx, t)


def _lord(ctx: Context, i: int) -> Actor | None:
    """Whose name stands in "X-controlled" directly before token ``i``."""
    for k in range(i - 1, max(i - 4, 0), -1):
        t = ctx.doc[k]
        if t.lower_ in _HELD or t.lower_.lstrip("-–") in _HELD:
            m = next((ctx.mention_at[j] for j in range(k - 1, max(k - 3, -1), -1) if j in ctx.mention_at), None)
            return from_mention(m) if m is not None else None
    return None


def foreign_ground(ctx: Context, drafts: Sequence[Draft]) -> None:
    """ "Norway reports that Russia has violated its airspace": nobody violates their own; it is the reporter's, or of the clause above."""
    for d in drafts:
        if d.event != "MOBILIZE" or d.scene.entry.id not in ("airspace-violation", "cross-line") or not d.actor.actors:
            continue
        if d.recipient.actors and not d.recipient_ids <= d.actor_ids:
            continue
        for up in ancestors(d.scene.head):
            found = deep_subject(up) if up.pos_ == "VERB" else None
            theirs = resolved(ctx, found.token) if found is not None else ()
            fresh = tuple(a for a in theirs if a.id not in d.actor_ids and is_state(a.id))
            if not fresh and found is not None:  # "a Romanian jet shot down a drone that had entered its airspace"
                fresh = tuple(a for a in owners(ctx, found.token) if a.id not in d.actor_ids and is_state(a.id))
            if fresh:
                d.give("recipient", fresh[:1], f"whose ground it is: {found.road if found is not None else ''}")
                break


def the_accused(ctx: Context, drafts: Sequence[Draft]) -> None:
    """A state that charges, convicts or seeks its own people meets the person, not itself (codebook: defendants are persons)."""
    for d in drafts:
        tried = d.event == "ACCUSE" or (d.event, d.mode) in (("SANCTION", "convict"), ("THREATEN", "arrest"))
        if not tried or not d.scene.verb or not d.recipient.actors or not d.recipient_ids <= d.actor_ids:
            continue
        found = deep_object(d.scene.head)
        if found is None:
            continue
        named = [t for t in conjuncts(found.token) if t.pos_ == "PROPN" and t.ent_type_ == "PER"]
        people = tuple(_person(ctx, t) for t in named)
        if people:
            d.give("recipient", people, f"{found.road}, a defendant")


def _person(ctx: Context, t: Token) -> Actor:
    m = ctx.mention_at.get(t.i)
    if m is not None and m.person:
        return Actor(m.start, m.end, m.text, m.person, None)
    start, end = next(((a, b) for i, j, a, b, _ in ctx.ids.view.ents if i <= t.i < j), (t.idx, t.idx + len(t)))
    text = ctx.document.text[start:end]
    return Actor(start, end, text, slug(text), None)
