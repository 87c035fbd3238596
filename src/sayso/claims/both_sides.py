"""Fights, truces and talks have two sides, and both are actors (codebook, "Which event"): where the other side stands.

- fights: "two soldiers and five insurgents are killed in a shootout": those who are armed and fall in a fight fought in it; nobody
  receives it.
- partners: "Kenya says that the ceasefire with Somalia is over": where only the partner is named, the other side is the subject of the
  clause above.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.agents import NOBODY
from sayso.claims.armed import UNNAMED, armed
from sayso.claims.draft import Draft
from sayso.claims.forms import words
from sayso.claims.places import state_here
from sayso.claims.targets import victims_of
from sayso.claims.tree import ancestors, conjuncts, deep_object, deep_subject, is_passive
from sayso.claims.who import is_state, np_actor, one_actor, owners, resolved, unique
from sayso.records import Actor, Reason

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.language.plain import Token

_FIGHTS = words(
    "clash clashes shootout shootouts firefight firefights gunfight gunfights gunbattle gunbattles skirmish skirmishes fighting battle "
    "battles confrontation confrontations hostilities exchange exchanges standoff"
)
_PAIRED = words("gun fire street")  # "gun battle", "exchange of fire"
_FORCES = words(
    "soldier soldiers troops troop policeman policemen police officer officers paramilitary paramilitaries guards guard guardsmen marines "
    "servicemen personnel forces agents commandos"
)
_FIGHTERS = words("fighter fighters member members combatants suspects assailants attackers")


def fight(d: Draft) -> bool:
    """Whether the trigger is a noun for a fight that takes two."""
    if d.event != "ASSAULT" or d.scene.verb:
        return False
    lower = {d.scene.ctx.doc[i].lower_ for i in d.tokens} | {d.scene.head.lower_}
    if lower & {"battle", "battles", "exchange", "exchanges"}:
        return bool(lower & _PAIRED) or d.scene.entry.frame == "clash_noun"
    return bool(lower & _FIGHTS)


def _fought(d: Draft, t: Token) -> tuple[Actor, ...]:
    """The side of one who falls in a fight, if armed: the group or state of the phrase, of soldiers else the state of the place."""
    ctx = d.scene.ctx
    known = armed(ctx, t)
    if not known and t.lower_ in _FORCES | _FIGHTERS:
        known = resolved(ctx, t) or owners(ctx, t)
        here = state_here(d.scene, t) if not known and t.lower_ in _FORCES else None
        return (np_actor(ctx, t, here, "MIL"),) if here else known
    return known or tuple(a for a in resolved(ctx, t) if a.sector in ("MIL", "COP", "REB") or a.id in UNNAMED)


def fights(drafts: Sequence[Draft]) -> None:
    """Makes both sides of a fight its actors and leaves it without recipient."""
    for d in drafts:
        if not fight(d):
            continue
        named = "“between” under" in d.actor.road and len(d.actor.actors) > 1
        fallen = () if named else unique(a for t in victims_of(d.scene) for a in _fought(d, t))
        carrier = d.scene.carrier
        if carrier is not None and carrier.lower_ in ("engage", "engages", "engaged", "engaging") and not is_passive(carrier):
            found = deep_object(carrier)  # "engaged the gang in a shootout"
            met = tuple(a for t in conjuncts(found.token) for a in one_actor(d.scene.ctx, t)) if found is not None else ()
            fallen = unique([*met, *fallen])
        with_whom = tuple(a for h, _ in d.scene.prepositions(frozenset({"with"})) for t in conjuncts(h) for a in one_actor(d.scene.ctx, t))
        hit = d.recipient
        d.recipient = NOBODY
        sides = unique([*d.actor.actors, *with_whom, *fallen])
        if len(sides) > len(d.actor.actors):
            d.give("actor", sides, "; ".join(r for r in (d.actor.road, "who fights in it") if r))
        if hit.actors:
            d.reasons.append(Reason("recipient", "a fight has two sides and no recipient"))


_PARTNERS = ("ceasefire_noun", "clash_noun", "two_way_noun", "meet_noun", "agree_noun")


def partners(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Adds the subject of the clause above to the one partner that "with" names."""
    for d in drafts:
        if d.scene.verb or d.scene.entry.frame not in _PARTNERS or len(d.actor.actors) != 1 or "“with” under" not in d.actor.road:
            continue
        if "“with” under" not in d.actor.road.split(";")[0]:
            continue
        for up in ancestors(d.scene.head):
            if up.pos_ not in ("VERB", "AUX"):
                continue
            found = deep_subject(up)
            other = tuple(a for t in conjuncts(found.token) for a in resolved(ctx, t) or owners(ctx, t)) if found is not None else ()
            fresh = tuple(a for a in other if a.id not in d.actor_ids and _acts(ctx, a))
            if fresh and len(fresh) == len(other) and found is not None:
                d.give("actor", (*fresh, *d.actor.actors), f"{d.actor.road}; {found.road}")
                break


def _acts(ctx: Context, a: Actor) -> bool:
    return is_state(a.id) or any(m.id == a.id and m.kind in ("group", "organisation") for m in ctx.ids.mentions)
