"""Where an event happens: the places named around a trigger, and the state they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.tree import ancestors, case_of, is_dep, obliques
from sayso.claims.who import LOCATIVE, inner_place, place_state
from sayso.records import Place

if TYPE_CHECKING:
    from sayso.claims.scene import Scene
    from sayso.language.plain import Token


def state_here(scene: Scene, near: Token) -> str | None:
    """The state where the event happens, by the nearest locative phrase: inside the noun phrase, on the trigger, on the clauses above,
    then anywhere in the sentence; None where the words name no place."""
    own = place_state(scene.ctx, near) or inner_place(scene.ctx, near)
    if own:
        return own
    for head in _locatives(scene):
        state = place_state(scene.ctx, head) or inner_place(scene.ctx, head)
        if state:
            return state
    return None


def _locatives(scene: Scene) -> list[Token]:
    """Heads of phrases that may say where, nearest first."""
    out: list[Token] = []
    seen: set[int] = set()

    def add(node: Token) -> None:
        for prep, head in obliques(node):
            if (prep in LOCATIVE or prep.split(" ")[0] in LOCATIVE) and head.i not in seen:
                seen.add(head.i)
                out.append(head)

    nodes = scene.nodes()
    for node in nodes:
        add(node)
    for _, head in [p for node in nodes for p in obliques(node)]:
        add(head)
    for up in ancestors(nodes[0]):
        add(up)
        for c in up.children:
            if is_dep(c, "advcl", "conj", "obj", "nsubj:pass", "nsubj", "acl") and c.sent == scene.head.sent:
                add(c)
    if not any(place_state(scene.ctx, h) for h in out):
        for i in scene.sentence:
            t = scene.ctx.doc[i]
            m = scene.ctx.mention_at.get(i)
            if (
                m is not None
                and m.kind in ("place", "state", "region")
                and not m.adjectival
                and t.i not in seen
                and (case_of(t) in LOCATIVE or (m.i and scene.ctx.doc[m.i - 1].text == ","))
            ):
                seen.add(t.i)
                out.append(t)
    return out


def places_of(scene: Scene) -> tuple[Place, ...]:
    """The places the words give for the event: locative phrases on the trigger, its carrier, its target or the clause above."""
    found: dict[tuple[int, int], Place] = {}
    nodes = scene.nodes()
    more = [h for node in nodes for _, h in obliques(node)]
    up = next(iter(ancestors(nodes[-1])), None)
    for node in [*nodes, *more, *([up] if up is not None and up.pos_ == "VERB" else [])]:
        for prep, head in obliques(node):
            if prep.split(" ")[0] in LOCATIVE and prep not in ("of", "from", "into"):
                place = scene.ctx.place(head)
                if place is not None:
                    found.setdefault((place.start, place.end), place)
    return tuple(found[k] for k in sorted(found))[:4]
