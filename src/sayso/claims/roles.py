"""Filling the roles of one predicate: the slots of its frame, tried in order.

A slot is one of :data:`sayso.claims.slots.SLOTS`, a path ("obj:own", "of:on": the same question asked at another noun), or a
preposition. The first slot that gives somebody wins; a slot written "+name" is united with what stands before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.agents import NOBODY, Party, thing_owner
from sayso.claims.scene import Scene
from sayso.claims.slots import SLOTS, acts_above
from sayso.claims.taking import resolve, take
from sayso.claims.tree import conjuncts, deep_object, kids, obliques, surface_subject
from sayso.claims.who import actors_at, from_mention, modifier_mentions, one_actor, owners, resolved, unique
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.language.plain import Token

__all__ = ["NOBODY", "Party", "actor_of", "recipient_of"]


def _bases(scene: Scene, base: str) -> list[Token]:
    """The nouns a path starts from: the object of a verb, the "of" phrase (or object-like compound) of a noun, the subject."""
    if base == "subj":
        found = surface_subject(scene.head) if scene.verb else None
        return conjuncts(found.token) if found else []
    if base not in ("obj", "of"):  # any preposition: "into:own"
        return [u for t, _ in scene.prepositions(frozenset({base})) for u in conjuncts(t)]
    if scene.verb:
        found = deep_object(scene.head)
        roots = conjuncts(found.token) if found else []
        return [t for i in scene.hit.tokens if i != scene.head.i for t in [scene.ctx.doc[i]] if t.pos_ == "NOUN"] + roots
    out = [t for p, h in obliques(scene.head) if p == "of" for t in conjuncts(h)]
    return out or [c for c in scene.head.children if c.dep_ == "compound"]


def _path(scene: Scene, base: str, rest: str) -> Party:
    """ "obj:poss", "obj:on", "of:own", "subj:thing": a slot read at another noun ("lifts its sanctions on Syria")."""
    for noun in _bases(scene, base):
        got: tuple[Actor, ...]
        if rest == "poss":
            got = unique(a for c in kids(noun, "nmod:poss") for a in one_actor(scene.ctx, c))
        elif rest == "mod":
            names = [m for m in modifier_mentions(scene.ctx, noun) if m.kind not in ("place", "region") or m.adjectival]
            got = unique(a for m in names for a in [from_mention(m)] if a is not None)
        elif rest == "entity":
            got = () if scene.ctx.item(noun) is not None else resolved(scene.ctx, noun)
        elif rest == "name":
            names = [m for m in modifier_mentions(scene.ctx, noun) if m.kind == "state" and not m.adjectival]
            got = unique(a for m in names for a in [from_mention(m)] if a is not None)
        elif rest == "own":
            got = owners(scene.ctx, noun)
        elif rest == "thing":
            got = unique(a for t in _bases(scene, base) for a in thing_owner(scene, t))
        elif rest == "between":
            heads = [h for p, h in obliques(noun) if p in ("between", "among")]
            got = unique(a for h in heads for a in actors_at(scene.ctx, h))
        else:
            heads = [h for p, h in obliques(noun) if p == rest]
            got = unique(a for h in heads for a in resolve(scene, h))
        if got:
            return Party(got, f"{rest} of “{noun.text}”")
    return NOBODY


def fill_slot(scene: Scene, name: str) -> Party:
    if name in SLOTS:
        return SLOTS[name](scene)
    base, _, rest = name.partition(":")
    if rest:
        return _path(scene, base, rest)
    return take(scene, scene.prepositions(frozenset(name.split("|"))))


def _union(scene: Scene, names: tuple[str, ...]) -> Party:
    """The first slot that gives somebody; every following "+slot" is added to it."""
    got: list[Actor] = []
    roads: list[str] = []
    for name in names:
        plus = name.startswith("+")
        if got and not plus:
            continue
        party = fill_slot(scene, name.removeprefix("+"))
        if party.actors:
            got += party.actors
            roads.append(party.road)
    return Party(unique(got), "; ".join(roads))


def actor_of(scene: Scene) -> Party:
    party = _union(scene, scene.actor_slots)
    return party if party.actors or "subj" not in scene.actor_slots else acts_above(scene)


def _citizens(a: Actor) -> bool:
    """Whether the words are a state's own people, whom it may well ask: "urges its citizens to leave"."""
    return any(w in ("citizens", "nationals", "people", "residents") for w in a.text.lower().split())


def recipient_of(scene: Scene, actor: Party) -> Party:
    """The recipients. A slot that only gives the actors again (a symmetric "with") is skipped."""
    mine = {a.id for a in actor.actors}
    got: list[Actor] = []
    roads: list[str] = []
    for name in scene.recipient_slots:
        plus = name.startswith("+")
        if got and not plus:
            continue
        party = fill_slot(scene, name.removeprefix("+"))
        own = name in ("demanded", "asked") and scene.entry.event == "REQUEST"  # "lawmakers urge the president": two organs of one state
        allowed = bool(scene.frame.target) and not scene.entry.frame.startswith("ease")  # nobody eases what lies on themselves
        fresh = tuple(a for a in party.actors if a.id not in mine or allowed or (own and (a.sector is not None or _citizens(a))))
        if fresh:
            got += fresh
            roads.append(party.road)
    return Party(unique(got), "; ".join(roads))
