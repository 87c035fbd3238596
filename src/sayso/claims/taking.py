"""From the words in a slot to parties: as the frame allows, by identity, by owner, by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.agents import NOBODY, Party, agent_of, thing_owner
from sayso.claims.named import compatriot
from sayso.claims.places import state_here
from sayso.claims.scene import Scene
from sayso.claims.tree import conjuncts, deep_subject
from sayso.claims.who import actors_at, from_mention, is_state, owners, target, unique
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.language.plain import Token


def take(scene: Scene, heads: list[tuple[Token, str]]) -> Party:
    out: list[Actor] = []
    roads = []
    for head, road in heads:
        got = resolve(scene, head)
        if got:
            out += got
            roads.append(road)
    return Party(unique(out), "; ".join(dict.fromkeys(roads))) if out else NOBODY


def resolve(scene: Scene, head: Token, *, plain: bool = False) -> tuple[Actor, ...]:
    mode = scene.frame.target
    if mode == "name" and scene.entry.event == "RETREAT":  # "releases the French tourist Marie Dupont"
        named = [compatriot(scene.ctx, t) or target(scene.ctx, t, None, mode) for t in conjuncts(head)]
        if any(compatriot(scene.ctx, t) for t in conjuncts(head)):
            return unique(a for found in named for a in found)
    if mode and not plain:
        return target(scene.ctx, head, _here(scene, head), mode)
    got = actors_at(scene.ctx, head)
    if got:
        return got
    got = tuple(a for t in conjuncts(head) for a in owners(scene.ctx, t))
    if got:
        return unique(got)
    out = []
    for t in conjuncts(head):
        m = scene.ctx.mention_at.get(t.i)
        a = from_mention(m) if m is not None else None
        if a is not None:
            out.append(a)
    return unique(out)


def _here(scene: Scene, head: Token) -> str | None:
    """The state that stands in for a target without owner: where it happens, or for arrests the state that acts."""
    if scene.frame.target == "own":
        found = deep_subject(scene.head if scene.verb else scene.carrier or scene.head)
        mine = agent_of(scene, found).actors if found is not None else ()
        if len(mine) == 1 and is_state(mine[0].id):
            return mine[0].id
    here = state_here(scene, head)
    if here is None and scene.entry.event == "COERCE" and scene.verb:  # "authorities close the airport": their own
        mine = agent_of(scene, deep_subject(scene.head)).actors
        if len(mine) == 1 and is_state(mine[0].id):
            return mine[0].id
    return here


def take_actors(scene: Scene, heads: list[tuple[Token, str]]) -> Party:
    for head, road in heads:
        got = actors_at(scene.ctx, head) or thing_owner(scene, head)
        if got:
            return Party(got, road)
    return NOBODY
