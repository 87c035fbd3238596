"""Who stands behind a subject: the entity itself, or for a weapon, an act or an organ the one it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sayso.claims.forms import words
from sayso.claims.pronouns import spoken_of
from sayso.claims.scene import Scene
from sayso.claims.tree import Found, conjuncts, deep_subject, is_passive, kids, obliques
from sayso.claims.who import actors_at, from_mention, is_state, modifier_mentions, resolved, unique
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.identity import Mention
    from sayso.language.plain import Token


class Party(NamedTuple):
    """Who was found, and how."""

    actors: tuple[Actor, ...]
    road: str


NOBODY = Party((), "")


#: Arms that act for the force that speaks of them.
_FORCES = words(
    "jet jets warplane warplanes aircraft helicopter helicopters defences defenses defence defense ship warship warships bombers"
)


def agent_of(scene: Scene, found: Found | None) -> Party:
    """The actor behind a subject: itself, or for a weapon or another thing its owner ("Iranian drones struck")."""
    if found is None:
        return NOBODY
    got = actors_at(scene.ctx, found.token)
    if got:
        return Party(got, found.road)
    got = thing_owner(scene, found.token)
    if not got and found.token.lower_ in _FORCES:  # "the Central Command says a fighter jet has fired": its own
        speaker = spoken_of(found.token)
        got = tuple(a for a in resolved(scene.ctx, speaker) if is_state(a.id)) if speaker is not None else ()
    return Party(got, f"owner of the {found.road} “{found.token.text}”") if got else NOBODY


def thing_owner(scene: Scene, thing: Token) -> tuple[Actor, ...]:
    """Whose weapon or act a noun is: nationality, possessor, "from", "by", "launched by". A place it is in says nothing."""
    out: list[Actor] = []
    for t in conjuncts(thing):
        out += _thing_owner(scene, t)
    return unique(out)


def _made_there(ctx: Context, m: Mention) -> bool:
    """Whether the name only says who made or gave the thing: "a Chinese-made drone", "U.S.-supplied missiles"."""
    after = [ctx.doc[i].lower_.lstrip("-–") for i in range(m.j, min(m.j + 2, len(ctx.doc)))]
    return any(w in _MADE for w in after)


_MADE = words("made built designed supplied manufactured produced donated provided developed origin")


def _thing_owner(scene: Scene, t: Token) -> tuple[Actor, ...]:
    ctx = scene.ctx
    got: tuple[Actor, ...] = tuple(a for c in kids(t, "nmod:poss") for u in conjuncts(c) for a in resolved(ctx, u))
    if got:
        return got
    goods = ctx.goods(t)
    core = goods.core[0] if goods is not None else t.i  # "IAI" in "IAI Heron" makes it and does not own it
    inside = [m for m in ctx.ids.mentions if goods is not None and goods.i <= m.i and m.j <= core]
    names = [
        m
        for m in [*modifier_mentions(ctx, t), *inside]
        if m.j <= core and (m.kind in ("state", "group", "organisation", "firm") or m.adjectival) and not _made_there(ctx, m)
    ]
    got = tuple(a for m in names for a in [from_mention(m)] if a is not None)
    if got:
        return got
    for prep, head in obliques(t):
        if prep in ("from", "by", "of", "belonging to"):
            got = tuple(a for u in conjuncts(head) for a in resolved(ctx, u))
            if got:
                return got
    for c in kids(t, "acl"):
        agent = deep_subject(c) if is_passive(c) else None
        if agent is not None and agent.token.i != t.i:
            got = actors_at(ctx, agent.token)
            if got:
                return got
        if c.lower_ in ("belonging", "coming", "arriving", "originating"):
            for _, head in obliques(c):
                got = resolved(ctx, head)
                if got:
                    return got
    return ()
