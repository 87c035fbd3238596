"""The slots of frames: places around a predicate where its parties stand, each a small search over the tree.

A slot gives actors and the road they were found on. ``SLOTS`` names them as ``frames.yaml`` does; prepositions, paths and the order
of the slots are the business of :mod:`sayso.claims.roles`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.claims.agents import NOBODY, Party, agent_of
from sayso.claims.armed import named_before
from sayso.claims.complements import aim, asked, demanded
from sayso.claims.forms import words
from sayso.claims.lexicon import cue_forms
from sayso.claims.places import state_here
from sayso.claims.scene import Scene, participle
from sayso.claims.sources import tree_links
from sayso.claims.taking import take, take_actors
from sayso.claims.targets import held, place, site, targeting, victims
from sayso.claims.tree import (
    Found,
    ancestors,
    case_of,
    conj_top,
    conjuncts,
    deep_object,
    deep_subject,
    first,
    is_dep,
    is_passive,
    kids,
    obliques,
    surface_subject,
)
from sayso.claims.who import actors_at, cut_off, from_mention, modifier_mentions, np_actor, one_actor, unique
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.language.plain import Token


_MEASURES = words("measures measure steps step actions action sanctions restrictions moves package plan plans series policy policies")
_LAUNCHED = words("launched fired carried conducted attributed blamed claimed perpetrated staged ordered led mounted linked")


def _subj(scene: Scene) -> Party:
    if not scene.verb:
        own = first(scene.head, "nsubj")  # "X is in talks with Y", adjectives: "critical of"
        if own is not None:
            return agent_of(scene, Found(own, f"subject of “{scene.head.text}”"))
        return NOBODY if "light" in scene.actor_slots else _light(scene)
    return agent_of(scene, deep_subject(scene.head))


def acts_above(scene: Scene) -> Party:
    """ "Announces measures, including closing the border": who does it is who acts in the clause above."""
    if not scene.verb or scene.head.tag_ != "VBG" or is_passive(scene.head) or not _listed(scene.head):
        return NOBODY
    for up in ancestors(scene.head):
        if up.pos_ == "VERB" and up.dep_ != "acl:relcl":
            found = agent_of(scene, deep_subject(up))
            if found.actors:
                return Party(found.actors, f"{found.road}, above “{scene.head.text}”")
        if up.dep_ == "acl:relcl":
            break
    return NOBODY


def _listed(verb: Token) -> bool:
    """Whether a participle hangs freely or lists what is done ("measures, including closing the border"), not on a thing that does it."""
    if verb.dep_ not in ("acl", "amod"):
        return True
    return any(c.lower_ in ("including", "such", "like") for c in verb.children) or verb.head.lower_ in _MEASURES


def _obj(scene: Scene) -> Party:
    if not scene.verb:
        return take(scene, scene.prepositions(frozenset({"of"})))
    found = deep_object(scene.head)
    if found is None or found.token.i in scene.hit.tokens:  # "exchange fire": the object is part of the trigger
        return NOBODY
    return take(scene, [(found.token, found.road)])


def _poss(scene: Scene) -> Party:
    for node in _name_nodes(scene):
        for c in kids(node, "nmod:poss"):
            got = unique(a for t in conjuncts(c) for a in one_actor(scene.ctx, t))
            if got:
                return Party(got, f"owner of “{node.text}”")
    return NOBODY


def _name_nodes(scene: Scene) -> list[Token]:
    nodes = [scene.head]
    top = conj_top(scene.head)
    if top.i != scene.head.i:
        nodes.append(top)
    nodes += cut_off(scene.head)  # "a Russian missile | and drone attack"
    if scene.wrapper is not None:
        nodes.append(scene.wrapper)
    return nodes


def _mod(scene: Scene) -> Party:
    for node in _name_nodes(scene):
        got: list[Actor] = []
        for m in modifier_mentions(scene.ctx, node):
            if m.kind in ("place", "region") and not m.adjectival:
                continue
            a = from_mention(m)
            if a is not None:
                got.append(a)
        if got:
            return Party(unique(got), f"name before “{node.text}”")
    for node in _name_nodes(scene) if scene.entry.event == "ASSAULT" else []:
        got = list(named_before(scene.ctx, node))
        if got:
            return Party(tuple(got), f"armed people before “{node.text}”")
    return NOBODY


def _light(scene: Scene) -> Party:
    if scene.carrier is None or not scene.light:
        return NOBODY
    party = agent_of(scene, deep_subject(scene.carrier))
    return Party(party.actors, f"{party.road}, which carries “{scene.head.text}”") if party.actors else NOBODY


def _agent(scene: Scene) -> Party:
    party = take_actors(scene, scene.prepositions(frozenset({"by"})))
    if party.actors:
        return party
    for c in participle(scene, _LAUNCHED):
        for prep, head in obliques(c):
            if prep in ("by", "to", "on"):
                got = actors_at(scene.ctx, head)
                if got:
                    return Party(got, f"“{prep}” under “{c.text}”")
    return NOBODY


_FAR = 20  # tokens behind the trigger in which its "between" may hang elsewhere


def _between(scene: Scene) -> Party:
    for node in [*scene.nodes()]:
        for prep, head in obliques(node):
            if prep in ("between", "among", "amongst"):
                got = unique(a for t in conjuncts(head) for a in one_actor(scene.ctx, t))
                if got:
                    return Party(got, f"“{prep}” under “{node.text}”")
    for i in range(scene.head.i + 1, min(scene.head.i + _FAR, scene.sentence.stop)):  # "clashes are reported in Tigray between …"
        t = scene.ctx.doc[i]
        if is_dep(t, "nmod", "obl") and case_of(t) == "between" and (t.head.pos_ == "VERB" or scene.ctx.place(t.head) is not None):
            got = unique(a for u in conjuncts(t) for a in one_actor(scene.ctx, u))
            if len(got) > 1:
                return Party(got, f"“between” behind “{scene.head.text}”")
    return NOBODY


def _announcer(scene: Scene) -> Party:
    """The subject of the verb of saying above: "announces an 84% tariff" makes the announcer the actor."""
    announce = cue_forms("speech", "announce")
    node: Token = scene.wrapper or conj_top(scene.head)
    for _ in range(4):
        above = node.head
        if above.i == node.i:
            return NOBODY
        if above.lower_ in announce and above.pos_ == "VERB":
            party = agent_of(scene, deep_subject(above))
            return Party(party.actors, f"announcer: {party.road}") if party.actors else NOBODY
        if above.pos_ == "VERB":
            return NOBODY
        node = above
    return NOBODY


def _clause(scene: Scene) -> Party:
    """The subject of the clause the noun stands in, whatever its verb: "Russia responds … with a missile strike"."""
    node = scene.carrier or scene.head
    for _ in range(6):
        if node.pos_ == "VERB":
            return agent_of(scene, deep_subject(node))
        if node.head.i == node.i:
            return NOBODY
        node = node.head
    return NOBODY


def _iobj(scene: Scene) -> Party:
    node = scene.head if scene.verb else scene.carrier
    if node is None:
        return NOBODY
    found = first(node, "iobj")
    if found is not None:
        return take(scene, [(found, f"indirect object of “{node.text}”")])
    if is_passive(node) and first(node, "obj") is not None:  # "Ukraine was given tanks"
        up = surface_subject(node)
        return take(scene, [(up.token, up.road)]) if up else NOBODY
    return NOBODY


def _nobody(scene: Scene) -> Party:
    return NOBODY


def _post(scene: Scene) -> Party:
    """ "appoints X as its ambassador to Y": Y."""
    for i in scene.sentence:
        t = scene.ctx.doc[i]
        if t.i > scene.head.i and t.lower_ in ("ambassador", "ambassadors", "envoy", "embassy", "consulate"):
            for prep, head in obliques(t):
                if prep in ("to", "in"):
                    got = actors_at(scene.ctx, head)
                    if got:
                        return Party(got, f"“{prep}” under “{t.text}”")
    return NOBODY


def _include(scene: Scene) -> Party:
    node = scene.carrier or scene.head
    for c in node.children:
        if c.lower_ in ("include", "cover", "including", "covering", "add") and c.i > scene.head.i and c.pos_ == "VERB":
            found = deep_object(c)
            if found is not None:
                return take(scene, [(found.token, f"object of “{c.text}”")])
    return NOBODY


def _speaker(scene: Scene) -> Party:
    """Who says the sentence: the subject of the verb of saying above, or the speaker of the running speech; never a medium."""
    links = tree_links(scene.ctx, scene.head)
    speech = scene.ctx.speech.get(scene.head.sent.start)
    for link in [*links, *([speech] if speech is not None else [])]:
        got = tuple(a for a in scene.ctx.actors(link.head) if a.unresolved is None)
        if got:
            return Party(got, f"speaker: {link.rule}")
    return NOBODY


def _above(scene: Scene) -> Party:
    """Who orders, from the verb that governs the trigger: "orders him to leave" makes the orderer expel."""
    above = scene.head.head
    return agent_of(scene, deep_subject(above)) if above.i != scene.head.i and above.pos_ == "VERB" else NOBODY


def _joined(scene: Scene) -> Party:
    others = take(scene, scene.prepositions(frozenset({"with", "against"})))
    if not others.actors:
        return NOBODY
    mine = _clause(scene)
    both = unique([*mine.actors, *others.actors])
    return Party(both, f"{mine.road}; {others.road}") if mine.actors else NOBODY


def _evader(scene: Scene) -> Party:
    node = scene.carrier
    if node is None or node.lower_ not in _EVADES:
        return NOBODY
    found = surface_subject(node)
    return take(scene, [(found.token, found.road)]) if found is not None else NOBODY


def _said(scene: Scene) -> Party:
    """ "Trump announces that drugs will face a tariff": the announcer of the clause."""
    for up in ancestors(scene.head):
        if up.pos_ == "VERB" and up.lower_ in ("announces", "announced", "announce", "announcing"):
            return agent_of(scene, deep_subject(up))
    return NOBODY


def _crowd(scene: Scene) -> Party:
    found = deep_subject(scene.head) if scene.verb else None
    node = found.token if found is not None else None
    if node is None or node.pos_ not in ("NOUN", "NUM", "PROPN"):
        return NOBODY
    state = state_here(scene, node) or state_here(scene, scene.head)
    return Party((np_actor(scene.ctx, node, state, "CVL"),), "the state where they protest") if state else NOBODY


_EVADES = words(
    "evade evades evaded evading circumvent circumvents circumvented circumventing breach breaches breached breaching "
    "violate violates violated violating bypass bypassed bypassing dodge dodged avoid avoided avoiding"
)
SLOTS: dict[str, Callable[[Scene], Party]] = {
    "subj": _subj,
    "obj": _obj,
    "iobj": _iobj,
    "poss": _poss,
    "mod": _mod,
    "light": _light,
    "agent": _agent,
    "between": _between,
    "targeting": targeting,
    "victims": victims,
    "place": place,
    "announcer": _announcer,
    "clause": _clause,
    "nobody": _nobody,
    "post": _post,
    "include": _include,
    "joined": _joined,
    "held": held,
    "evader": _evader,
    "said": _said,
    "crowd": _crowd,
    "site": site,
    "above": _above,
    "content": _nobody,  # filled later, from the event promised or threatened
    "speaker": _speaker,
    "carried": _nobody,
    "aim": aim,
    "asked": asked,
    "demanded": demanded,
}
