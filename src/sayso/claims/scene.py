"""The surroundings of one predicate: the verb that carries an event noun, the noun that wraps it, the words its arguments hang on.

"Russia carries out a series of strikes on Ukraine": the trigger is *strikes*, its wrapper *series*, its carrier *carries*.
Arguments may hang on any of the three, and parsers disagree on which; so all three are searched, the trigger first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.claims.context import Context
from sayso.claims.forms import words
from sayso.claims.lexicon import Entry, Frame, cue_forms
from sayso.claims.match import Hit
from sayso.claims.tree import (
    case_of,
    conj_top,
    conjuncts,
    deep_object,
    is_dep,
    is_infinitive,
    is_passive,
    kids,
    mark_of,
    obliques,
)

if TYPE_CHECKING:
    from sayso.language.plain import Token


_IMPOSED = words("imposed placed levied announced introduced enforced directed launched aimed slapped carried conducted")


@dataclass(slots=True)
class Scene:
    """A hit with its entry as the rules left it, and the words around it that can hold its arguments."""

    ctx: Context
    hit: Hit
    entry: Entry
    frame: Frame
    head: Token
    verb: bool
    carrier: Token | None = None
    light: bool = False
    wrapper: Token | None = None

    @property
    def sentence(self) -> range:
        return self.ctx.sentences[self.ctx.sentence_of[self.head.i]]

    @property
    def actor_slots(self) -> tuple[str, ...]:
        return self.entry.actor or self.frame.actor

    @property
    def recipient_slots(self) -> tuple[str, ...]:
        return self.entry.recipient or self.frame.recipient

    def nodes(self) -> list[Token]:
        """Where prepositional arguments may hang, nearest first."""
        out = [self.head]
        for i in self.hit.tokens:  # the noun of "takes control of"
            t = self.ctx.doc[i]
            if t.i != self.head.i and t.pos_ in ("NOUN", "PROPN", "ADJ", "ADV", "ADP"):
                out.append(t)
        top = conj_top(self.head)
        if top.i != self.head.i and not self.verb:
            out.append(top)
        if not self.verb:
            out += [c for c in conjuncts(self.head) if c.i != self.head.i and c.pos_ in ("NOUN", "PROPN")]
        if self.wrapper is not None:
            out.append(self.wrapper)
        if self.carrier is not None:
            out.append(self.carrier)
        for node in list(out):  # "the sanctions imposed on Syria", also under "lifts"
            out += [c for c in node.children if c.dep_ == "acl" and c.lower_ in _IMPOSED]
        if self.verb:
            found = deep_object(self.head)
            if found is not None and abs(found.token.i - self.head.i) < 25:
                out.append(found.token)
                out += [c for c in found.token.children if c.dep_ == "acl" and c.lower_ in _IMPOSED]
            if self.entry.covers:  # "stopped exporting drones to Russia"
                for c in kids(self.head, "xcomp"):
                    out.append(c)
                    below = deep_object(c)
                    if below is not None:
                        out.append(below.token)
        else:  # "the sale of jets to Turkey": the parser may hang "to" on the jets
            out += [t for p, t in obliques(self.head) if p == "of" and t.i > self.head.i]
        return out

    def prepositions(self, names: frozenset[str]) -> list[tuple[Token, str]]:
        """Heads of the phrases with one of the prepositions, from the nearest node that has one."""
        for node in self.nodes():
            hits = [(t, p) for p, t in obliques(node) if p in names]
            if node is self.carrier or (self.verb and node.i != self.head.i and node.i not in self.hit.tokens):
                hits = [(t, p) for t, p in hits if not self._of_other(node, t)]
            if hits:
                return [(t, f"“{p}” under “{node.text}”") for t, p in hits]
        for node in self.nodes():  # "the shipment from Tehran to Moscow": the second phrase hung on the first
            for _, inner in obliques(node):
                hits = [(t, p) for p, t in obliques(inner) if p in names and p in ("to", "on", "against", "by", "between", "at", "with")]
                if hits:
                    return [(t, f"“{p}” under “{inner.text}”") for t, p in hits]
        return []

    def _of_other(self, node: Token, t: Token) -> bool:
        """Whether another noun stands between this node and the phrase and is the likelier home ("in" after another object)."""
        if self.verb or node is not self.carrier:
            return False
        return t.i < self.head.i and t.i > node.i


def wrapper_of(noun: Token) -> Token | None:
    """The noun that only measures or frames the event: "a series of strikes", "the imposition of sanctions"."""
    if is_dep(noun, "nmod") and case_of(noun) == "of" and noun.head.lower_ in cue_forms("light", "wrappers", "noun"):
        return noun.head
    return None


def carrier_of(noun: Token) -> tuple[Token | None, bool]:
    """The verb that an event noun is object, passive subject or head of, and whether it is a light verb ("carries out a strike")."""
    light = cue_forms("light", "verbs")
    top = conj_top(noun)
    above = top.head
    if top.dep_ in ("obj", "nsubj:pass", "obl", "xcomp", "ccomp", "iobj", "nsubj") and above.pos_ in ("VERB", "AUX") and above.i != top.i:
        is_light = above.lower_ in light and (top.dep_ in ("obj", "nsubj:pass") or (top.dep_ == "obl" and case_of(top) in ("with", "to")))
        if top.dep_ == "obl" and case_of(top) in ("with", "in", "by") and above.lower_ in cue_forms("light", "answers"):
            is_light = True
        if top.dep_ == "nsubj" and above.lower_ not in light:
            return above, False
        return above, is_light
    for c in top.children:
        if c.dep_ in ("acl", "acl:relcl") and c.pos_ == "VERB" and c.lower_ in light and (is_passive(c) or c.dep_ == "acl:relcl"):
            return c, True
    return None, False


def make_scene(ctx: Context, hit: Hit, entry: Entry, frame: Frame) -> Scene:
    # A modal speaks about the verb it stands with: that is where the parties are.
    head = ctx.doc[hit.head].head if hit.word.kind == "modal" else ctx.doc[hit.head]
    verb = hit.word.kind in ("verb", "modal")
    scene = Scene(ctx, hit, entry, frame, head, verb)
    if not verb:
        scene.wrapper = wrapper_of(conj_top(head))
        scene.carrier, scene.light = carrier_of(scene.wrapper or head)
    return scene


def participle(scene: Scene, words: frozenset[str]) -> list[Token]:
    """Participles and relative clauses on the predicate whose verb is one of the words ("strikes targeting X", "an attack that hit X")."""
    out = []
    for node in scene.nodes():
        for c in node.children:
            if c.lower_ in words and is_dep(c, "acl", "advcl", "conj", "xcomp", "amod", "parataxis", "dep"):
                out.append(c)
            elif c.lower_ in words and is_dep(c, "case", "mark") and node is not scene.head:
                out.append(node)
    return out


def purpose(scene: Scene) -> bool:
    return scene.verb and is_infinitive(scene.head) and mark_of(scene.head) in ("to", "in order to")


def by_objects(verb: Token) -> list[Token]:
    found = deep_object(verb)
    return conjuncts(found.token) if found else []


def objects(verb: Token) -> list[Token]:
    return kids(verb, "obj", "nsubj:pass")
