"""Slots of those who are hit: what a strike is aimed at, who is hurt by it, whose ground or building it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.agents import NOBODY, Party
from sayso.claims.forms import words
from sayso.claims.lexicon import cue_forms
from sayso.claims.places import state_here
from sayso.claims.scene import Scene, participle
from sayso.claims.tree import conj_top, conjuncts, deep_object, is_dep, is_passive, obliques, surface_subject
from sayso.claims.who import holder, is_state, owners, target
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.language.plain import Token

_TARGETING = words("targeting targeted targets hitting hit hits striking struck aimed directed")


def targeting(scene: Scene) -> Party:
    on = [
        c
        for _, h in [p for node in scene.nodes() for p in obliques(node)]
        for c in h.children
        if c.dep_ == "acl" and c.lower_ == "targeting"
    ]
    for c in [*participle(scene, _TARGETING), *on]:
        if c.pos_ != "VERB":
            continue
        got_object = None if is_passive(c) else deep_object(c)
        found = got_object.token if got_object else None
        if found is None and is_passive(c) and c.dep_ not in ("acl", "acl:relcl"):
            continue
        if found is None:
            for prep, head in obliques(c):
                if prep in ("at", "against", "on", "towards", "toward"):
                    found = head
                    break
        if found is not None and found.i != scene.head.i:
            got = target(scene.ctx, found, state_here(scene, found), scene.frame.target or "place")
            if got:
                return Party(got, f"object of “{c.text}” on “{scene.head.text}”")
    return NOBODY


def victims_of(scene: Scene) -> list[Token]:
    """Who is killed, wounded or hit in the same clause: "a strike kills nine", "nine are killed in a strike", "…, killing nine"."""
    hurt = cue_forms("light", "hurt")
    node: Token = scene.carrier if scene.carrier is not None else (scene.wrapper or scene.head)
    seeds: list[Token] = [node]
    if node.head.i != node.i:
        seeds.append(node.head)
    if node.head.head.i != node.head.i:
        seeds.append(node.head.head)
    seeds += [t for t in (scene.head, scene.wrapper, *(h for _, h in obliques(scene.head))) if t is not None and t.i != node.i]
    verbs: list[Token] = []
    for s in seeds:
        if s.lower_ in hurt and s.pos_ == "VERB":
            verbs.append(s)
        verbs += [
            c for c in s.children if c.lower_ in hurt and c.pos_ == "VERB" and is_dep(c, "advcl", "acl", "conj", "parataxis", "xcomp")
        ]
    out: list[Token] = []
    for v in verbs:
        found = deep_object(v) if v.i != scene.head.i else None
        if found is not None and found.token.i not in (scene.head.i, node.i):
            out += [t for t in conjuncts(found.token) if t not in out]
    return out


def victims(scene: Scene) -> Party:
    tops = victims_of(scene)
    for t in tops:
        if conj_top(t) in tops and conj_top(t) is not t:
            continue
        got = target(scene.ctx, t, state_here(scene, t))
        if got:
            return Party(got, f"who is hurt: “{t.text}”")
    return NOBODY


def place(scene: Scene) -> Party:
    state = state_here(scene, scene.head)
    if state is None:
        return NOBODY
    for i in scene.sentence:
        m = scene.ctx.mention_at.get(i)
        if m is not None and (m.id == state or m.state == state) and m.kind in ("state", "place", "region") and not m.adjectival:
            return Party((Actor(m.start, m.end, m.text, state, None),), "the state where it happens")
    return NOBODY


def site(scene: Scene) -> Party:
    """The owner of what suffers in the clause above: "the airport is closed after a drone attack"; not where the target is named."""
    named = any(prep in ("on", "against") for prep, _ in obliques(scene.head))
    node = scene.carrier or scene.head
    for _ in range(4):
        if node.pos_ == "VERB" and node.i != scene.head.i:
            found = surface_subject(node)
            inside = {scene.head.i, scene.wrapper.i if scene.wrapper is not None else -1}
            if found is not None and not scene.light and not named and found.token.i not in inside:
                got = owners(scene.ctx, found.token)
                states = tuple(a for a in got if is_state(a.id))
                return Party(states, f"owner of the {found.road}") if states else NOBODY
        if node.head.i == node.i:
            break
        node = node.head
    return NOBODY


def held(scene: Scene) -> Party:
    """The group that holds the place: "strikes across Houthi-controlled Yemen"."""
    for node in scene.nodes():
        for _, head in obliques(node):
            group = holder(scene.ctx, head)
            if group is not None:
                return Party((group,), f"who holds the place “{head.text}”")
    return NOBODY
