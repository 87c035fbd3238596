"""Parties that stand in what is asked or alleged: "demands that Israel ease restrictions", "alleging that Somalia destroyed …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.agents import NOBODY, Party, agent_of
from sayso.claims.forms import words
from sayso.claims.scene import Scene
from sayso.claims.taking import take
from sayso.claims.tree import Found, case_of, conjuncts, deep_object, deep_subject, first, is_dep, is_passive, obliques
from sayso.claims.who import actors_at, owners, unique
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.language.plain import Token

#: Acts that a request names as a noun: who does them is asked, whom they concern is not.
_ACTS = words(
    "release freedom return extradition repatriation withdrawal pullout removal end halt cessation lifting easing resumption reopening "
    "admission apology explanation support help assistance permission approval compensation investigation inquiry recognition action "
    "access election elections independence disarmament arrest"
)
#: Those whose "of" phrase is what they are done to, not who does them.
_DONE_TO = words("release freedom return extradition repatriation lifting easing removal arrest end halt")


def _clauses(node: Token) -> list[Token]:
    """Clauses that a verb or noun of asking or saying governs, in the order of the text."""
    out = [c for c in node.children if c.i > node.i and is_dep(c, "ccomp", "acl", "advcl", "parataxis") and c.dep_ != "acl:relcl"]
    return [c for c in out if first(c, "nsubj", "nsubj:pass") is not None]


def own_people(t: Token) -> bool:
    """Whether these are a state's own people, whom it may ask: "urges its citizens to leave"."""
    return t.lower_ in ("citizens", "nationals", "residents", "people")


def asked(scene: Scene) -> Party:
    """Who is to do what is asked: the doer in the clause below, or of the act that the object names ("an admission by Moscow")."""
    for node in (scene.head, scene.carrier):
        if node is None:
            continue
        for clause in _clauses(node):
            if any(c.lower_ in ("because", "after", "as", "while", "when", "if", "since") for c in clause.children if c.dep_ == "mark"):
                continue
            found = deep_subject(clause) if is_passive(clause) else None
            if found is None:
                own = first(clause, "nsubj", "nsubj:pass")
                found = Found(own, f"subject of “{clause.text}”") if own is not None else None
            if found is None or found.token.i < node.i:
                continue
            got = agent_of(scene, found).actors or unique(a for t in conjuncts(found.token) for a in owners(scene.ctx, t))
            mine = {a.id for a in agent_of(scene, deep_subject(node)).actors} if node.pos_ == "VERB" else set()
            asks_own = own_people(found.token)
            fresh = tuple(
                a for a in got if (a.id not in mine or asks_own or (a.sector and found.token.pos_ != "PRON")) and a.unresolved is None
            )
            if fresh:
                return Party(fresh, f"{found.road}, which “{node.text}” asks for or tells of")
    return _doer_of_act(scene)


def _doer_of_act(scene: Scene) -> Party:
    if not scene.verb:
        return NOBODY
    found = deep_object(scene.head)
    if found is None:
        return NOBODY
    for t in conjuncts(found.token):
        if t.lower_ not in _ACTS:
            continue
        for c in [*t.children, *(c for c in scene.head.children if case_of(c) == "by" and c.i > t.i)]:
            done_by = case_of(c) in ("by", "from") or (case_of(c) == "of" and t.lower_ not in _DONE_TO)
            if is_dep(c, "nmod", "obl") and done_by and c.i > t.i:
                got = actors_at(scene.ctx, c) or owners(scene.ctx, c)
                if got:
                    return Party(got, f"“{case_of(c)}” under “{t.text}”")
    return NOBODY


_PROTESTS = words(
    "protest protesting protests demand demanding demands oppose opposing opposes press pressing denounce denouncing condemn condemning "
    "calling reject rejecting"
)


def aim(scene: Scene) -> Party:
    """Against whom people protest, by what they protest or demand in the clause below: "a hunger strike to protest against Sweden's
    decision", "blocked roads to demand land seized by the army"."""
    nodes = [t for t in (scene.head, scene.carrier) if t is not None]
    verbs = [c for node in nodes for c in node.children if c.lower_ in _PROTESTS and is_dep(c, "advcl", "xcomp", "acl", "conj", "ccomp")]
    if scene.verb and scene.head.lower_ in _PROTESTS:
        verbs.append(scene.head)
    for v in verbs:
        heads = [h for prep, h in obliques(v) if prep in ("against", "at", "over", "from", "with")]
        found = deep_object(v) if not is_passive(v) else None
        if found is not None and found.token.i > v.i:
            heads.append(found.token)
        for h in heads:
            got = actors_at(scene.ctx, h) or owners(scene.ctx, h) or _done_by(scene, h)
            persons = {m.id for m in scene.ctx.ids.mentions if m.kind == "person"}  # "to protest X's conviction" is not against X
            if got and all(a.unresolved is None and a.id not in persons for a in got):
                return Party(got, f"against whom “{v.text}” goes, by “{h.text}”")
    return NOBODY


def _done_by(scene: Scene, h: Token) -> tuple[Actor, ...]:
    """Who does what a noun names or its participle says: "violations by the army", "property seized by the government"."""
    for c in h.children:
        if is_dep(c, "nmod") and case_of(c) in ("of", "by", "under", "from", "for") and c.i > h.i:
            got = (actors_at(scene.ctx, c) if case_of(c) in ("by", "from") else ()) or _done_by(scene, c)
            if got:
                return got
        if c.dep_ == "acl" and is_passive(c):
            agent = deep_subject(c)
            if agent is not None and agent.token.i > c.i:
                return actors_at(scene.ctx, agent.token)
    return ()


def names_an_act(scene: Scene) -> bool:
    """Whether the object of a request is an act done to somebody: "demands the release of X" asks not X."""
    found = deep_object(scene.head) if scene.verb else None
    return found is not None and found.token.lower_ in _DONE_TO


def demanded(scene: Scene) -> Party:
    """The object of a request where it is somebody and no act."""
    found = deep_object(scene.head) if scene.verb else None
    if found is None or names_an_act(scene) or found.token.i in scene.hit.tokens:
        return NOBODY
    return take(scene, [(found.token, found.road)])
