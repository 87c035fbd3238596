"""The goods of an event, and what they say about its mode and flow.

Goods are looked for where a predicate keeps them: the compound before an event noun ("drone strike"), the object of a verb, its
"with" or "using" phrase, and for weapons that act, the subject. The first named weapon decides the mode (codebook, "Mode").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.claims.context import Context
from sayso.claims.forms import words
from sayso.claims.scene import Scene
from sayso.claims.tree import case_of, conj_top, conjuncts, deep_object, deep_subject, first, is_dep, is_passive, kids, surface_subject
from sayso.records import Item

if TYPE_CHECKING:
    from sayso.language.plain import Token

#: Class of the first weapon → mode of an assault.
_MODES = (
    ("weapon.uav", "drone"),
    ("weapon.missile", "heavy-weapons"),
    ("weapon.artillery", "heavy-weapons"),
    ("weapon.air-defence", "heavy-weapons"),
    ("weapon.armour", "heavy-weapons"),
    ("weapon.ammunition", "heavy-weapons"),
    ("weapon.aircraft", "aerial"),
    ("weapon.explosive", "explosives"),
    ("weapon.small-arms", "firearms"),
    ("weapon.nuclear", "unconventional"),
)
_BEFORE = ("compound", "amod", "nmod", "nmod:desc", "nmod:unmarked", "obl:unmarked", "dep")
_CONTAINS = words("include includes included including contain contains contained comprise comprises comprised carry carried")
_CARRIED_BY = words("with using by via of including involving from through")


def mode_of(items: tuple[Item, ...]) -> str | None:
    """The mode the first weapon gives an assault, or None where no class decides."""
    for item in items:
        for prefix, mode in _MODES:
            if item.class_ == prefix or item.class_.startswith(prefix + "."):
                return mode
    return None


def is_weapon(item: Item) -> bool:
    return item.class_ == "weapon" or item.class_.startswith("weapon.")


def _names_goods(ctx: Context, c: Token) -> bool:
    """Whether a child of a phrase's head may name goods of the same list."""
    if c.dep_ in ("conj", "appos", "compound", "nummod", "flat", "list", "nmod:desc", "goeswith") or (c.dep_ == "amod" and ctx.item(c)):
        return True
    return is_dep(c, "nmod") and case_of(c) in ("of", "including", "such as", "like", "and", "") and c.dep_ != "nmod:poss"


def _spread(ctx: Context, root: Token) -> list[Token]:
    """The words of a phrase that may name goods: the head, what is coordinated, in apposition, or listed below it."""
    out: list[Token] = []
    todo = [root]
    seen: set[int] = set()
    while todo and len(out) < 60:
        t = todo.pop(0)
        if t.i in seen:
            continue
        seen.add(t.i)
        out.append(t)
        todo.extend(c for c in t.children if _names_goods(ctx, c))
    return out


def items_in(ctx: Context, root: Token) -> list[Item]:
    """The goods named by a phrase, in the order of the text, with their quantities."""
    found: dict[int, Item] = {}
    for t in _spread(ctx, root):
        mention = ctx.goods(t)
        if t.lower_.startswith("bomber") and t.i and t.nbor(-1).lower_ == "suicide":
            continue
        if mention is not None and mention.start not in found:
            head = ctx.doc[mention.head]
            quantity = None if mention.modifier else ctx.measures.quantity_of(head)
            if quantity is None and not mention.modifier:
                quantity = ctx.measures.quantity_of(t)
            found[mention.start] = replace(mention.item(), quantity=quantity)
    return [found[k] for k in sorted(found)]


def _noun_roots(scene: Scene) -> list[Token]:
    head = scene.head
    out: list[Token] = []
    for node in (head, conj_top(head)):
        out.extend(c for c in node.children if c.i < node.i and c.dep_ in _BEFORE)
    for node in [n for n in (head, scene.wrapper) if n is not None]:
        for c in node.children:
            if is_dep(c, "nmod", "obl") and case_of(c) in _CARRIED_BY and (node is head or c.i != head.i):
                out.append(c)
            elif is_dep(c, "acl") and c.lower_ in ("using", "involving", "including", "with"):
                out += kids(c, "obj")
    if scene.carrier is not None and not scene.light and scene.carrier.lower_ in _CONTAINS:
        below = deep_object(scene.carrier)  # "the shipment included 450 drones"
        if below is not None and below.token.i != head.i:
            out.append(below.token)
    if scene.carrier is not None and scene.light and scene.entry.event == "ASSAULT":
        platform = deep_subject(scene.carrier)  # "warplanes carried out strikes": who acts is a weapon
        if platform is not None and platform.token.i != head.i:
            out.append(platform.token)
    if scene.carrier is not None:
        for c in scene.carrier.children:
            if is_dep(c, "obl") and case_of(c) in ("with", "using", "including"):
                out.append(c)
            elif c.dep_ == "advcl" and c.lower_ in ("using", "including", "involving"):
                out += kids(c, "obj")
    return out


def _verb_roots(scene: Scene) -> list[Token]:
    verb, out = scene.head, []
    found = deep_object(verb)
    subject = surface_subject(verb)
    if found is not None:
        out.append(found.token)
    for c in verb.children:
        if is_dep(c, "obl", "nmod") and case_of(c) in _CARRIED_BY:
            out.append(c)
        elif c.dep_ == "advcl" and c.lower_ in ("using", "including", "involving"):
            out += kids(c, "obj")
    if scene.entry.covers:
        for c in kids(verb, "xcomp"):
            below = deep_object(c)
            if below is not None:
                out.append(below.token)
    agent = deep_subject(verb)
    if agent is not None and agent.token.i not in [t.i for t in out]:
        out.append(agent.token)
    if subject is not None and not is_passive(verb) and subject.token.i not in [t.i for t in out]:
        out.append(subject.token)
    # "deploys a drone to attack a convoy", "uses drones to strike"
    above = verb.head
    if verb.dep_ in ("advcl", "xcomp", "acl") and above.lemma_ in ("deploy", "use", "employ", "fly", "send", "scramble", "dispatch"):
        tool = first(above, "obj")
        if tool is not None:
            out.append(tool)
    return out


def _inside_trigger(scene: Scene) -> list[Token]:
    return [scene.ctx.doc[i] for i in scene.hit.tokens if i != scene.head.i]


def items_of(scene: Scene) -> tuple[Item, ...]:
    """The goods of the event, without doubles, in the order they are found: object before instrument before subject."""
    roots = _verb_roots(scene) if scene.verb else _noun_roots(scene)
    roots += _inside_trigger(scene)
    if scene.ctx.items.mention(scene.head) is not None and not scene.verb:
        roots.insert(0, scene.head)
    out: list[Item] = []
    seen: set[int] = set()
    for root in roots:
        if root.i not in scene.sentence:
            continue
        for item in items_in(scene.ctx, root):
            if item.start not in seen:
                seen.add(item.start)
                out.append(item)
    if not scene.verb:  # "missile and drone attacks": the first in the text decides the mode
        at = scene.head.idx
        out = sorted((i for i in out if i.start < at), key=lambda i: i.start) + [i for i in out if i.start >= at]
    return tuple(out)


def aimed_at(scene: Scene) -> frozenset[int]:
    """Where the goods begin that a verb of attack is done to: "strikes air defences" uses none, "is hit by a missile" does."""
    return frozenset(i.start for i in object_items(scene))


def object_items(scene: Scene) -> tuple[Item, ...]:
    """Only what the verb is done to, for conditions ("launch" + missile)."""
    found = deep_object(scene.head) if scene.verb else None
    if found is None:
        return ()
    return tuple(i for t in conjuncts(found.token) for i in items_in(scene.ctx, t))
