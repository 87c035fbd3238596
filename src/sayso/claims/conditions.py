"""Whether an entry applies to the words around a hit, and what its rules change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.forms import noun_forms, verb_forms
from sayso.claims.goods import items_of
from sayso.claims.lexicon import Condition, Entry, Lexicon, Rule
from sayso.claims.match import Hit
from sayso.claims.scene import Scene, make_scene
from sayso.claims.tree import conj_top, conjuncts, deep_object, deep_subject, is_passive, obliques
from sayso.claims.who import actors_at, owners

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.language.plain import Token

_FORMS: dict[tuple[str, ...], frozenset[str]] = {}


def _forms(words: tuple[str, ...]) -> frozenset[str]:
    if words not in _FORMS:
        _FORMS[words] = frozenset(f for w in words for f in noun_forms(w) | verb_forms(w))
    return _FORMS[words]


def _object_heads(scene: Scene) -> list[Token]:
    """What an event is done to: the object of a verb, the "of" phrase and the compound of a noun."""
    if scene.verb:
        found = deep_object(scene.head)
        out = conjuncts(found.token) if found else []
        inner = [h for t in out for p, h in obliques(t) if p == "of"]
        # "the oil tanker Eventin", "Foreign Minister Lavrov": the word before a name says what it is
        inner += [c for t in out if t.pos_ == "PROPN" for c in t.children if c.dep_ in ("compound", "nmod:desc", "appos")]
        return out + inner
    head = scene.head
    out = [t for p, h in obliques(head) if p in ("of", "for", "on", "to") for t in conjuncts(h)]
    return out + [c for c in head.children if c.dep_ in ("compound", "amod") and c.i < head.i]


def _kind(ctx: Context, token: Token) -> str:
    if ctx.item(token) is not None:
        return "item"
    mention = ctx.mention_at.get(token.i)
    if mention is not None:
        if mention.kind == "state":
            return "state"
        if mention.kind in ("place", "region"):
            return "place"
        if mention.kind == "person":
            return "person"
        return "group" if mention.kind == "group" else "entity"
    if actors_at(ctx, token) or owners(ctx, token):
        return "entity"
    if token.ent_type_ == "PER":
        return "person"
    return "place" if ctx.place(token) is not None else "other"


def _kinds(ctx: Context, tokens: list[Token]) -> set[str]:
    out = {_kind(ctx, t) for t in tokens} or {"none"}
    if out & {"state", "person", "group"}:
        out.add("entity")
    if "state" in out:
        out.add("place")
    return out


def holds(condition: Condition, scene: Scene) -> bool:
    """Whether every field the condition gives is true of the scene. An empty condition holds."""
    ctx, head = scene.ctx, scene.head
    if condition.items or condition.no_items:
        items = items_of(scene)
        if condition.no_items and items:
            return False
        if condition.items and not any(i.class_ == c or i.class_.startswith(c + ".") for i in items for c in condition.items):
            return False
    if condition.object and not any(t.lower_ in _forms(condition.object) for t in _object_heads(scene)):
        return False
    if condition.object_kind and not _kinds(ctx, _object_heads(scene)) & set(condition.object_kind):
        return False
    if condition.subject or condition.subject_kind:
        doer = head if scene.verb else scene.carrier
        found = deep_subject(doer) if doer is not None else None
        heads = conjuncts(found.token) if found else []
        if condition.subject and not any(t.lower_ in _forms(condition.subject) for t in heads):
            return False
        if condition.subject_kind and not _kinds(ctx, heads) & set(condition.subject_kind):
            return False
    if condition.mod:
        nodes = [head, conj_top(head)]
        words = {
            c.lower_
            for n in nodes
            for c in n.children
            if c.i < head.i and c.dep_ in ("amod", "compound", "nmod", "nmod:poss", "nmod:desc", "advmod", "det")
        }
        words |= {d.lower_ for n in nodes for c in n.children if c.i < head.i and c.dep_ in ("amod", "compound") for d in c.children}
        words |= {ctx.doc[i].lower_ for i in scene.hit.tokens}
        if not words & _forms(condition.mod):
            return False
    if condition.prep and not any(p in condition.prep for node in scene.nodes() for p, _ in obliques(node)):
        return False
    if condition.governor:
        above = {head.head.lower_} if head.head.i != head.i else set()
        if scene.carrier is not None:
            above.add(scene.carrier.lower_)
        if scene.wrapper is not None:
            above.add(scene.wrapper.lower_)
        if not above & _forms(condition.governor):
            return False
    if condition.below and not any(c.lower_ in _forms(condition.below) for c in head.children):
        return False
    if condition.near and not ctx.sentence_words(head.i) & _forms(condition.near):
        return False
    if condition.passive is not None and scene.verb and is_passive(head) != condition.passive:
        return False
    if condition.definite is not None:
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "these", "that", "those") for c in head.children)
        if definite != condition.definite:
            return False
    return True


def _applies(rule: Rule, scene: Scene) -> bool:
    return holds(rule.if_, scene) and (rule.unless.empty or not holds(rule.unless, scene))


def change(entry: Entry, rule: Rule) -> Entry:
    then = rule.then
    update: dict[str, object] = {}
    for name in ("event", "mode", "flow", "frame", "status", "needs"):
        value = getattr(then, name)
        if value is not None:
            update[name] = value
    if then.event is not None and then.event != entry.event and then.mode is None:
        update["mode"] = None
    if then.no_event:
        update["event"] = None
    if then.frame is not None:
        update |= {"actor": (), "recipient": ()}
    return entry.model_copy(update=update)


def candidates(ctx: Context, group: list[Hit], lexicon: Lexicon) -> Iterator[Scene]:
    """The scenes of the entries in a group that apply, longest phrase first, with their rules worked in."""
    for hit in group:
        entry = hit.word.entry
        head = ctx.doc[hit.head]
        if (
            hit.word.kind == "noun"
            and head.dep_ in ("compound", "amod")
            and (ctx.item(head.head) is not None or entry.event == "ASSAULT" or (entry.event == "MOBILIZE" and hit.length > 1))
        ):
            continue  # "attack drones" are goods, "the strike site" and "the missile launch site" places
        scene = make_scene(ctx, hit, entry, lexicon.frames[entry.frame])
        if not holds(entry.when, scene) or (not entry.unless.empty and holds(entry.unless, scene)):
            continue
        rule = next((r for r in entry.rules if _applies(r, scene)), None)
        if rule is not None:
            if rule.then.skip:
                continue
            entry = change(entry, rule)
            scene.entry, scene.frame = entry, lexicon.frames[entry.frame]
        yield scene


def choose(ctx: Context, group: list[Hit], lexicon: Lexicon) -> Scene | None:
    """The first scene that applies, or None."""
    return next(candidates(ctx, group, lexicon), None)
