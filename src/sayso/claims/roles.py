"""Filling the roles of one predicate: each slot of its frame is a place in the tree, tried in order.

A slot gives actors and the road they were found on. Slots are named in ``frames.yaml``; a name that is not in the table below is a
preposition. The first slot that gives somebody wins; a slot written "+name" is united with what stands before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sayso.claims.lexicon import cue_forms
from sayso.claims.places import state_here
from sayso.claims.scene import Scene, participle
from sayso.claims.sources import tree_links
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
from sayso.claims.who import actors_at, from_mention, holder, modifier_mentions, one_actor, owners, resolved, target, unique
from sayso.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token


class Party(NamedTuple):
    """Who was found, and how."""

    actors: tuple[Actor, ...]
    road: str


NOBODY = Party((), "")
_TARGETING = frozenset("targeting targeted targets hitting hit hits striking struck aimed directed".split())
_MEASURES = frozenset("measures measure steps step actions action sanctions restrictions moves package plan plans series policy policies".split())
_LAUNCHED = frozenset("launched fired carried conducted attributed blamed claimed perpetrated staged ordered led mounted linked".split())


def _agent_of(scene: Scene, found: Found | None) -> Party:
    """The actor behind a subject: itself, or for a weapon or another thing its owner ("Iranian drones struck")."""
    if found is None:
        return NOBODY
    got = actors_at(scene.ctx, found.token)
    if got:
        return Party(got, found.road)
    got = thing_owner(scene, found.token)
    return Party(got, f"owner of the {found.road} “{found.token.text}”") if got else NOBODY


def thing_owner(scene: Scene, thing: Token) -> tuple[Actor, ...]:
    """Whose weapon or act a noun is: nationality, possessor, "from", "by", "launched by". A place it is in says nothing."""
    out: list[Actor] = []
    for t in conjuncts(thing):
        out += _thing_owner(scene, t)
    return unique(out)


def _thing_owner(scene: Scene, t: Token) -> tuple[Actor, ...]:
    ctx = scene.ctx
    got: tuple[Actor, ...] = tuple(a for c in kids(t, "nmod:poss") for u in conjuncts(c) for a in resolved(ctx, u))
    if got:
        return got
    names = [m for m in modifier_mentions(ctx, t) if m.kind in ("state", "group", "organisation", "firm") or m.adjectival]
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


def _subj(scene: Scene) -> Party:
    if not scene.verb:
        own = first(scene.head, "nsubj")  # "X is in talks with Y", adjectives: "critical of"
        if own is not None:
            return _agent_of(scene, Found(own, f"subject of “{scene.head.text}”"))
        return NOBODY if "light" in scene.actor_slots else _light(scene)
    return _agent_of(scene, deep_subject(scene.head))


def _up(scene: Scene) -> Party:
    """ "Announces measures, including closing the border": who does it is who acts in the clause above."""
    if not scene.verb or scene.head.tag_ != "VBG" or is_passive(scene.head) or not _listed(scene.head):
        return NOBODY
    for up in ancestors(scene.head):
        if up.pos_ == "VERB" and up.dep_ != "acl:relcl":
            found = _agent_of(scene, deep_subject(up))
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
        return _take(scene, scene.prepositions(frozenset({"of"})))
    found = deep_object(scene.head)
    return _take(scene, [(found.token, found.road)]) if found else NOBODY


def _take(scene: Scene, heads: list[tuple[Token, str]]) -> Party:
    out: list[Actor] = []
    roads = []
    for head, road in heads:
        got = _resolve(scene, head)
        if got:
            out += got
            roads.append(road)
    return Party(unique(out), "; ".join(dict.fromkeys(roads))) if out else NOBODY


def _resolve(scene: Scene, head: Token, *, plain: bool = False) -> tuple[Actor, ...]:
    mode = scene.frame.target
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
        mine = _agent_of(scene, found).actors if found is not None else ()
        if len(mine) == 1 and len(mine[0].id) == 3 and mine[0].id.isupper():
            return mine[0].id
    here = state_here(scene, head)
    if here is None and scene.entry.event == "COERCE" and scene.verb:  # "authorities close the airport": their own
        mine = _agent_of(scene, deep_subject(scene.head)).actors
        if len(mine) == 1 and len(mine[0].id) == 3 and mine[0].id.isupper():
            return mine[0].id
    return here


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
    return NOBODY


def _light(scene: Scene) -> Party:
    if scene.carrier is None or not scene.light:
        return NOBODY
    party = _agent_of(scene, deep_subject(scene.carrier))
    return Party(party.actors, f"{party.road}, which carries “{scene.head.text}”") if party.actors else NOBODY


def _agent(scene: Scene) -> Party:
    party = _take_actors(scene, scene.prepositions(frozenset({"by"})))
    if party.actors:
        return party
    for c in participle(scene, _LAUNCHED):
        for prep, head in obliques(c):
            if prep in ("by", "to", "on"):
                got = actors_at(scene.ctx, head)
                if got:
                    return Party(got, f"“{prep}” under “{c.text}”")
    return NOBODY


def _take_actors(scene: Scene, heads: list[tuple[Token, str]]) -> Party:
    for head, road in heads:
        got = actors_at(scene.ctx, head) or thing_owner(scene, head)
        if got:
            return Party(got, road)
    return NOBODY


def _between(scene: Scene) -> Party:
    for node in [*scene.nodes()]:
        for prep, head in obliques(node):
            if prep in ("between", "among", "amongst"):
                got = unique(a for t in conjuncts(head) for a in one_actor(scene.ctx, t))
                if got:
                    return Party(got, f"“{prep}” under “{node.text}”")
    return NOBODY


def _targeting(scene: Scene) -> Party:
    on = [c for _, h in [p for node in scene.nodes() for p in obliques(node)] for c in h.children if c.dep_ == "acl" and c.lower_ == "targeting"]
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


def _victims(scene: Scene) -> Party:
    """Who is killed, wounded or hit in the same clause: "a strike kills nine", "nine are killed in a strike", "…, killing nine"."""
    hurt = cue_forms("light", "hurt")
    node: Token = scene.carrier if scene.carrier is not None else (scene.wrapper or scene.head)
    seeds: list[Token] = [node]
    if node.head.i != node.i:
        seeds.append(node.head)
    if node.head.head.i != node.head.i:
        seeds.append(node.head.head)
    verbs: list[Token] = []
    for s in seeds:
        if s.lower_ in hurt and s.pos_ == "VERB":
            verbs.append(s)
        verbs += [c for c in s.children if c.lower_ in hurt and c.pos_ == "VERB" and is_dep(c, "advcl", "acl", "conj", "parataxis", "xcomp")]
    for v in verbs:
        if v.i == scene.head.i:
            continue
        found = deep_object(v)
        if found is None or found.token.i == scene.head.i or found.token.i == node.i:
            continue
        got = target(scene.ctx, found.token, state_here(scene, found.token))
        if got:
            return Party(got, f"who is “{v.text}”")
    return NOBODY


def _place(scene: Scene) -> Party:
    for node in scene.nodes():
        for _, head in obliques(node):
            held = holder(scene.ctx, head)
            if held is not None:
                return Party((held,), f"who holds the place “{head.text}”")
    state = state_here(scene, scene.head)
    if state is None:
        return NOBODY
    for i in scene.sentence:
        m = scene.ctx.mention_at.get(i)
        if m is not None and (m.id == state or m.state == state) and m.kind in ("state", "place", "region") and not m.adjectival:
            return Party((Actor(m.start, m.end, m.text, state, None),), "the state where it happens")
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
            party = _agent_of(scene, deep_subject(above))
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
            return _agent_of(scene, deep_subject(node))
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
        return _take(scene, [(found, f"indirect object of “{node.text}”")])
    if is_passive(node) and first(node, "obj") is not None:  # "Ukraine was given tanks"
        up = surface_subject(node)
        return _take(scene, [(up.token, up.road)]) if up else NOBODY
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
                return _take(scene, [(found.token, f"object of “{c.text}”")])
    return NOBODY


def _site(scene: Scene) -> Party:
    """The owner of what suffers in the clause above: "the airport is closed after a drone attack"."""
    node = scene.carrier or scene.head
    for _ in range(4):
        if node.pos_ == "VERB" and node.i != scene.head.i:
            found = surface_subject(node)
            inside = {scene.head.i, scene.wrapper.i if scene.wrapper is not None else -1}
            if found is not None and not scene.light and found.token.i not in inside:
                got = owners(scene.ctx, found.token)
                states = tuple(a for a in got if len(a.id) == 3 and a.id.isupper())
                return Party(states, f"owner of the {found.road}") if states else NOBODY
        if node.head.i == node.i:
            break
        node = node.head
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
    return _agent_of(scene, deep_subject(above)) if above.i != scene.head.i and above.pos_ == "VERB" else NOBODY


_SLOTS: dict[str, Callable[[Scene], Party]] = {
    "subj": _subj,
    "obj": _obj,
    "iobj": _iobj,
    "poss": _poss,
    "mod": _mod,
    "light": _light,
    "agent": _agent,
    "between": _between,
    "targeting": _targeting,
    "victims": _victims,
    "place": _place,
    "announcer": _announcer,
    "clause": _clause,
    "nobody": _nobody,
    "post": _post,
    "include": _include,
    "site": _site,
    "above": _above,
    "content": _nobody,  # filled later, from the event promised or threatened
    "speaker": _speaker,
    "carried": _nobody,
}


def _bases(scene: Scene, base: str) -> list[Token]:
    """The nouns a path starts from: the object of a verb, the "of" phrase (or object-like compound) of a noun, the subject."""
    if base == "subj":
        found = surface_subject(scene.head) if scene.verb else None
        return conjuncts(found.token) if found else []
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
        elif rest == "own":
            got = owners(scene.ctx, noun)
        elif rest == "thing":
            got = unique(a for t in _bases(scene, base) for a in thing_owner(scene, t))
        elif rest == "between":
            heads = [h for p, h in obliques(noun) if p in ("between", "among")]
            got = unique(a for h in heads for a in actors_at(scene.ctx, h))
        else:
            heads = [h for p, h in obliques(noun) if p == rest]
            got = unique(a for h in heads for a in _resolve(scene, h))
        if got:
            return Party(got, f"{rest} of “{noun.text}”")
    return NOBODY


def fill_slot(scene: Scene, name: str) -> Party:
    if name in _SLOTS:
        return _SLOTS[name](scene)
    base, _, rest = name.partition(":")
    if rest and base in ("obj", "of", "subj"):
        return _path(scene, base, rest)
    return _take(scene, scene.prepositions(frozenset(name.split("|"))))


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
    return party if party.actors or "subj" not in scene.actor_slots else _up(scene)


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
        fresh = tuple(a for a in party.actors if a.id not in mine or scene.frame.target)
        if fresh:
            got += fresh
            roads.append(party.road)
    return Party(unique(got), "; ".join(roads))


def preposition_of(token: Token) -> str:
    return case_of(token)
