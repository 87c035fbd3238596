"""How the text presents an event: actual, planned, possible or denied (codebook, "Status").

The walk starts at the trigger and climbs to the root. At every word it asks the lists of ``cues/status.yaml``: auxiliaries and
negation on the verb, the verb or noun that governs the clause, the word that opens an adverbial clause. Some roads carry the
status of what is above ("…, killing three" shares the main verb's "will"), others cut it off (a relative clause, "after …").
One denial outweighs everything, then doubt, then intention.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso.claims.forms import noun_forms, verb_forms, words
from sayso.claims.lexicon import cue_forms, cues
from sayso.claims.scene import Scene
from sayso.claims.tree import DEPTH, ancestors, case_of, is_dep, is_infinitive, mark_of
from sayso.records import Reason, Status

if TYPE_CHECKING:
    from sayso.language.plain import Token

_ORDER = ("asked", "denied", "possible", "planned", "actual")


@cache
def _forms(group: str) -> dict[str, str]:
    """Every form of the words of a group, with the status they set."""
    make = noun_forms if group == "nouns" else verb_forms if group in ("verbs", "noun_verbs") else lambda w: {w}
    out: dict[str, str] = {}
    for status, members in cues("status")[group].items():
        for w in members:
            for form in make(w.split("-")[0]) if "-" not in w else ():
                out.setdefault(form, status)
    return out


@cache
def _forms_of(group: str) -> frozenset[str]:
    return frozenset(f for w in cues("status")[group] for f in verb_forms(w))


@cache
def _table(group: str) -> dict[str, str]:
    return {str(k): v for k, v in cues("status")[group].items()}


@cache
def _negations() -> frozenset[str]:
    return frozenset(cues("status")["negations"])


#: Announcing these only sets them in motion; announcing sanctions or a designation does them (codebook, "Status").
#: "in response to the sanctions", "in the wake of the attack": what follows has happened.
_BECAUSE = words("response retaliation reaction wake aftermath light face view reprisal context midst reply connection result")
_TOOLS = words("use used uses using deploy deploys deployed employ employed fly flew")
_SEEMS = words("appear seem happen prove turn tend")
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST"})
_SET_IN_MOTION = frozenset({"AID", "COOPERATE", "CONSULT", "MOBILIZE"})
_APPROVED = frozenset(
    [
        "approve",
        "approves",
        "approved",
        "approving",
        "authorize",
        "authorizes",
        "authorized",
        "clear",
        "clears",
        "cleared",
        "notify",
        "notifies",
        "notified",
    ]
)
#: Papers whose content is yet to be carried out: "a treaty that bars foreign bases", "a bill imposing sanctions".
_BINDING = words("agreement deal treaty pact accord memorandum bill legislation")
_ANNOUNCED = words("announce announces announced announcing unveil unveils unveiled")


@dataclass(frozen=True, slots=True)
class Mark:
    """One word that speaks about the status, and what it says."""

    status: str
    rule: str
    token: Token


def _on_verb(verb: Token, *, shared: bool = False) -> list[Mark]:
    """Auxiliaries, negation and adverbs on a verb. ``shared``: the verb only lends them to one coordinated with it."""
    out = []
    for c in verb.children:
        low = c.lower_
        if c.dep_ in ("aux", "aux:pass") and low in _table("modals"):
            out.append(Mark(_table("modals")[low], f"auxiliary “{c.text}” on “{verb.text}”", c))
        elif c.dep_ in ("advmod", "det", "cc:preconj") and low in _negations():
            out.append(Mark("denied", f"“{c.text}” negates “{verb.text}”", c))
        elif c.dep_ == "advmod" and low in _table("adverbs"):
            out.append(Mark(_table("adverbs")[low], f"adverb “{c.text}”", c))
        elif is_dep(c, "nsubj", "obj") and any(d.dep_ == "det" and d.lower_ == "no" for d in c.children) and not shared:
            out.append(Mark("denied", f"“no {c.text}”", c))
        elif is_dep(c, "nsubj") and low in ("none", "nobody") and not shared:
            out.append(Mark("denied", f"“{c.text}”", c))
    return out


def _going_to(verb: Token) -> list[Mark]:
    above = verb.head
    if verb.dep_ == "xcomp" and above.lower_ == "going" and is_infinitive(verb):
        return [Mark("planned", "“going to”", above)]
    if verb.dep_ == "xcomp" and above.lemma_ in ("be", "have") and is_infinitive(verb):
        return [Mark("planned", f"“{above.text} to”", above)]
    return []


def _on_noun(noun: Token) -> list[Mark]:
    out = []
    for c in noun.children:
        low = c.lower_
        if c.dep_ in ("amod", "acl", "compound") and low in _forms("adjectives"):
            out.append(Mark(_forms("adjectives")[low], f"“{c.text}” on “{noun.text}”", c))
        elif c.dep_ == "det" and low == "no":
            out.append(Mark("denied", f"“no {noun.text}”", c))
        elif c.dep_ == "compound" and any(d.dep_ == "det" and d.lower_ == "no" for d in c.children):
            out.append(Mark("denied", f"“no {c.text} {noun.text}”", c))
    return out


def _governor(word: Token, *, noun: bool) -> Mark | None:
    """What the word above says about the clause or noun below it."""
    low = word.lower_
    if word.pos_ in ("VERB", "AUX"):
        groups = ("noun_verbs", "verbs") if noun else ("verbs",)
        for g in groups:
            if low in _forms(g):
                status = _forms(g)[low]
                return None if status == "actual" else Mark(status, f"governed by “{word.text}”", word)
        return None
    if word.pos_ == "ADJ" and low in _forms("adjectives"):
        return Mark(_forms("adjectives")[low], f"governed by “{word.text}”", word)
    if low in _forms("nouns"):
        return Mark(_forms("nouns")[low], f"governed by “{word.text}”", word)
    return None


def _climb(scene: Scene) -> list[Mark]:
    node = scene.head
    marks: list[Mark] = _on_verb(node) + _going_to(node) if scene.verb else _on_noun(node)
    if not scene.verb:
        marks += [m for m in _on_verb(node) if any(c.dep_ == "cop" for c in node.children)]
    if scene.wrapper is not None:
        marks += _on_noun(scene.wrapper)
        got = _governor(scene.wrapper, noun=True)
        if got is not None and scene.wrapper.lower_ in (
            "threat",
            "risk",
            "possibility",
            "prospect",
            "fear",
            "threats",
            "fears",
            "plan",
            "attempt",
        ):
            marks.append(got)
        node = scene.wrapper
    for _ in range(DEPTH):
        above, dep = node.head, node.dep_
        if above.i == node.i or dep == "root" or dep == "ROOT":
            break
        clause = node.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "nsubj", "nsubj:pass") for c in node.children)
        if dep == "conj":
            if clause and not any(is_dep(c, "nsubj", "aux") for c in node.children) and above.pos_ in ("VERB", "AUX"):
                marks += [m for m in _on_verb(above, shared=True) if m.status != "denied"]
            node = above
            continue
        step = _clause_step(scene, node, above, dep) if clause else _noun_step(scene, node, above, dep)
        if step is None:
            break
        marks += step
        if clause and mark_of(node) == "whether":
            marks.append(Mark("possible", "“whether”", node))
            break
        node = above
    return marks


@cache
def _says() -> frozenset[str]:
    return frozenset(cue_forms("speech", "say"))


def _is_finite(verb: Token) -> bool:
    """Whether a clause has a tense of its own ("that it sent"), unlike "to send" and the subjunctive "that it send"."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in (verb, *(c for c in verb.children if is_dep(c, "aux", "cop"))))


def _done_on_the_way(scene: Scene) -> bool:
    """Whether the purpose is done with the main act: "summons the envoy to protest", "activates air defences to intercept drones"."""
    return scene.entry.event in _SPOKEN or scene.entry.flow == "intercept"


def _is_part_of(clause: Token) -> bool:
    """Whether a clause tells what a paper holds: a present "that bars …" or a participle, no past tense and no passive."""
    return clause.tag_ in ("VBZ", "VBP", "VBG") and not any(is_dep(c, "aux", "aux:pass") for c in clause.children)


def _clause_step(scene: Scene, node: Token, above: Token, dep: str) -> list[Mark] | None:
    """The marks between a clause and the word above it; None where the road ends."""
    if above.lemma_ in _BINDING and dep in ("acl:relcl", "acl") and _is_part_of(node):
        return [Mark("planned", f"what the “{above.text}” provides for", above)]
    if dep in ("acl:relcl", "advcl:relcl"):
        return None
    mark = mark_of(node)
    if dep == "advcl":
        said = _table("marks").get(mark)
        if is_infinitive(node):
            got = _governor(above, noun=False)
            if got is not None and (got.status != "denied" or above.lemma_ in ("fail", "refuse", "decline")):
                return [got]
            said = "planned"
            if above.lemma_ in _SEEMS:  # "appears to show tanks entering"
                return _on_verb(above)
            if scene.verb and node.i == scene.head.i and above.pos_ == "VERB" and _done_on_the_way(scene):
                return [*_on_verb(above), *_going_to(above)]
            if above.lower_ in _TOOLS and above.pos_ == "VERB" and scene.entry.event == "ASSAULT":  # "were used to attack": it happened
                return _on_verb(above) + _going_to(above)
        if said in ("possible", "planned", "denied"):
            extra = _on_verb(above) if said == "planned" else []
            return [Mark(said, f"clause with “{mark}”", node), *[m for m in extra if m.status != "denied"]]
        if said == "stop" or (mark and said is None):
            got = _governor(above, noun=False) if mark in ("of", "for", "from", "against") else None
            return None if got is None or got.status not in ("denied",) else [got]
        return _on_verb(above) + _going_to(above)  # a participle shares the modality of its main clause
    if dep == "acl":
        if is_infinitive(node) or mark in ("of", "for", "on", "that", "to", "about", "in"):
            got = _governor(above, noun=False)
            return [got] if got is not None else []
        return None
    if dep in ("xcomp", "ccomp", "csubj", "parataxis"):
        got = _governor(above, noun=False) if dep != "parataxis" else None
        if got is not None and got.status == "asked" and dep == "ccomp" and above.lower_ in _says() and _is_finite(node):
            got = None  # "told CNN that it sent": who tells that something is so asks for nothing
        own = _on_verb(above) + _going_to(above) if dep == "xcomp" or (above.pos_ != "VERB") else []
        if dep == "ccomp":
            own = [m for m in _on_verb(above) if m.status in ("planned", "denied") and above.lower_ not in ("rule",)]
        if dep == "ccomp" and above.pos_ == "ADJ":
            own = _on_verb(above)
        if got is not None and got.status == "denied" and any(m.status == "denied" for m in own):
            return []  # "did not deny", "has not ruled out"
        if got is not None and got.status == "possible" and got.token.lemma_ == "rule":
            own = [m for m in own if m.status != "denied"]
        return ([got] if got is not None else []) + own
    return []


_UP_DEPS = ("obj", "nsubj:pass", "nsubj", "nmod", "obl", "compound", "appos", "iobj", "nmod:poss")


def _noun_step(scene: Scene, node: Token, above: Token, dep: str) -> list[Mark] | None:
    """The marks between an event noun and the word above it."""
    prep = case_of(node)
    if above.lower_ in _BECAUSE or (above.lower_ in _forms_of("presupposing") and above.pos_ == "VERB" and dep in ("obj", "nsubj:pass")):
        return None
    said = _table("prepositions").get(prep)
    if said in ("denied", "possible"):
        return [Mark(said, f"“{prep}”", node)]
    if above.pos_ in ("VERB", "AUX"):
        if is_dep(node, "obl", "nmod", "advcl"):
            got = _governor(above, noun=False) if prep in ("for", "to", "of", "against", "on", "about", "with") else None
            if got is not None and got.status in ("asked", "denied", "possible") and above.lower_ not in _light_forms():
                if got.status == "asked" and prep != "for":
                    return None
                if got.status == "denied" and prep not in ("of", "to"):
                    return None
                return [got]
            if got is not None and got.status == "planned" and prep in ("to", "for"):
                return [got]
            if said == "stop":
                return None
            return _on_verb(above) + _going_to(above)
        got = _governor(above, noun=True)
        if is_dep(node, "nsubj") and above.pos_ == "VERB":
            got = None
        return ([got] if got is not None else []) + _on_verb(above) + _going_to(above)
    if above.pos_ == "ADJ" and is_dep(node, "obl") and prep == "for":  # "is ready for talks"
        got = _governor(above, noun=True)
        return [got] if got is not None else []
    if is_dep(node, "nmod", "compound", "nmod:poss", "acl"):
        got = _governor(above, noun=True) if prep in ("of", "for", "on", "to", "about", "against", "") else None
        if got is not None:
            if got.status == "possible" and prep in ("against",):
                return None
            return [got]
        if said == "stop" or (is_dep(node, "nmod") and above.lower_ not in cue_forms("light", "wrappers", "noun")):
            return None  # inside another thing's phrase: "the victims of the attack"
    return []


@cache
def _light_forms() -> frozenset[str]:
    return frozenset(form for w in cues("light")["verbs"] for form in verb_forms(w.split("-")[0]))


def status_of(scene: Scene) -> tuple[str, tuple[Reason, ...]]:
    """The status by its name, or "asked" where the event is only requested (no claim), with the words that decided it."""
    if scene.entry.flow == "transfer" and not scene.verb:  # a "potential sale" that is approved is planned (codebook, "Status")
        for up in [t for t, _ in zip(ancestors(scene.head), range(4), strict=False)]:
            if up.lower_ in _APPROVED and up.pos_ == "VERB" and not any(m.status == "denied" for m in _on_verb(up)):
                span = scene.ctx.span(up.i, up.i + 1)
                return "planned", (Reason("status", f"what “{up.text}” lets happen", "cues/status.yaml", span),)
    if scene.hit.word.kind == "modal":
        return "actual", (Reason("status", "who says “must” has asked"),)
    marks = _climb(scene)
    marks.sort(key=lambda m: _ORDER.index(m.status))
    said = scene.entry.status
    if said is not None and (
        not marks or (marks[0].status not in ("asked", "denied") and _ORDER.index(marks[0].status) > _ORDER.index(said))
    ):
        return said, (Reason("status", f"“{scene.head.text}” presents it as {said}", scene.entry.key),)
    if (
        not marks
        and not scene.verb
        and scene.entry.event in _SET_IN_MOTION
        and scene.carrier is not None
        and scene.light
        and scene.carrier.lower_ in _ANNOUNCED
    ):
        span = scene.ctx.span(scene.carrier.i, scene.carrier.i + 1)
        return "planned", (Reason("status", f"what “{scene.carrier.text}” sets in motion", "cues/status.yaml", span),)
    if not marks:
        return "actual", (Reason("status", "nothing above the trigger makes it planned, possible or denied"),)
    top = marks[0]
    if (
        top.status == "denied"
        and sum(m.status == "denied" for m in marks) > 1
        and len({m.token.i for m in marks if m.status == "denied"}) == 2
    ):
        rest = [m for m in marks if m.status != "denied"]  # two denials cancel: "denied failing to", "no refusal"
        top = rest[0] if rest else Mark("actual", "two negations cancel", top.token)
    if top.status == "asked":
        return "asked", ()
    span = scene.ctx.span(top.token.i, top.token.i + 1)
    return top.status, (Reason("status", top.rule, "cues/status.yaml", span),)


def is_negated(verb: Token) -> bool:
    return any(m.status == "denied" for m in _on_verb(verb))


STATUSES: dict[str, Status] = {s.value: s for s in Status}
