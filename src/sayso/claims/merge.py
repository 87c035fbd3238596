"""One claim per event mention that says something: what merges, what is absorbed, what is a bare reference.

Rules, each named in the reason of what is dropped:

- carrier: a verb and the event noun it carries are one claim ("carried out an attack"); the noun is the trigger.
- covered: an operator takes the event noun below it ("lifts the sanctions" is one RETREAT).
- consequence: who is killed or damaged in an attack of the same sentence belongs to that attack; a loss of weapons stays.
- continuation: what an attack does is the attack ("a strike hits a school", "launches strikes, targeting a depot").
- coordination: "intercepted and destroyed" is one predicate.
- bare: "the attack", "these strikes" without anything new is no claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.agents import Party
from sayso.claims.draft import Draft
from sayso.claims.forms import words
from sayso.claims.tree import ancestors, case_of, conj_top, conjuncts, deep_object, deep_subject, is_dep, is_infinitive
from sayso.claims.who import unique

if TYPE_CHECKING:
    from sayso.language.plain import Token

_DEFINITE = words("the this these that those such its their his")


def _above(d: Draft) -> set[int]:
    return {t.i for t in ancestors(d.scene.head)}


def _merge_parties(into: Draft, other: Draft) -> None:
    if not into.actor.actors:
        into.actor = other.actor
    if not into.recipient.actors:
        into.recipient = other.recipient
    if not into.items and other.items:
        into.items = other.items
        if into.event == "ASSAULT" and into.flow is None and other.flow == "use":
            into.flow = "use"


def _without(party: Party, other: Party) -> Party:
    """The party without those who stand on the other side: who intercepts an attack does not make it."""
    theirs = {a.id for a in other.actors}
    return Party(tuple(a for a in party.actors if a.id not in theirs), party.road)


def _carriers(drafts: Sequence[Draft]) -> None:
    by_head = {d.head: d for d in drafts}
    for noun in drafts:
        if noun.scene.verb or noun.dropped:
            continue
        carrier = noun.scene.carrier
        verb = by_head.get(carrier.i) if carrier is not None else None
        if verb is None or verb is noun or verb.dropped or not verb.scene.verb:
            continue
        found = deep_object(verb.scene.head)
        if found is None or noun.head not in {t.i for t in conjuncts(found.token)} | _of_chain(found.token):
            continue
        if verb.scene.entry.frame == "intercept_verb" and noun.flow != "intercept":
            # "intercepted attacks" is the interception alone, "intercepted an attack on Kyiv" also tells of the attack
            if noun.recipient.actors and not noun.recipient.road.startswith("the state where"):
                noun.actor = _without(noun.actor, verb.actor)
            elif verb.actor.actors:
                verb.recipient = verb.recipient if verb.recipient.actors else noun.actor
                noun.dropped = "covered by the interception"
            continue
        if verb.event == noun.event and not verb.scene.entry.covers:
            _merge_parties(noun, verb)
            verb.dropped = "carrier"


def _of_chain(token: Token) -> set[int]:
    out = set()
    for c in token.children:
        if is_dep(c, "nmod"):
            out |= {c.i} | _of_chain(c)
    return out


def _covered(drafts: Sequence[Draft]) -> None:
    for op in drafts:
        if op.dropped or not op.scene.entry.covers:
            continue
        head = op.scene.head
        found = deep_object(head) if op.scene.verb else None
        roots = [found.token] if found is not None else []
        if not op.scene.verb:
            roots = [c for c in head.children if is_dep(c, "nmod", "compound", "amod")]
        covered: set[int] = set()
        for root in roots:
            covered |= {t.i for t in conjuncts(root)}
            for t in conjuncts(root):
                covered |= {c.i for c in t.children if is_dep(c, "compound", "amod")}
                covered |= {c.i for c in t.children if is_dep(c, "nmod") and any(g.lower_ == "of" for g in c.children)}
        below = {c.i for c in head.children if c.dep_ == "xcomp"} if op.scene.verb else set()
        for d in drafts:
            if d is not op and not d.dropped and (d.head in below or (not d.scene.verb and d.head in covered)):
                if not op.recipient.actors:
                    op.recipient = d.recipient
                if not op.actor.actors and d.event in ("SANCTION", "COERCE", "MOBILIZE"):
                    op.actor = d.actor
                d.dropped = f"covered by “{head.text}”"


def _related(a: Draft, b: Draft) -> bool:
    """Whether one trigger stands above the other, or both hang on one clause."""
    up_a, up_b = _above(a), _above(b)
    if a.head in up_b or b.head in up_a:
        return True
    return any(d.scene.carrier is not None and d.scene.carrier.i in up for d, up in ((a, up_b), (b, up_a)))


def _manned(hurt: Draft, main: Draft) -> bool:
    """Whether those who are hurt by an interception were the target's own forces; debris hurts others."""
    return not hurt.recipient_ids & main.actor_ids and all(a.sector in ("MIL", "COP", "REB") for a in hurt.recipient.actors)


_BESIDE = words("amid amidst after following since despite")


def _other_story(hurt: Draft, main: Draft) -> bool:
    """Whether the attack below a killing is another one: what the victim once did, or what went on around it."""
    node, crossed = main.scene.head, False
    named = bool(hurt.actor.actors or hurt.items)
    for up in ancestors(node):
        crossed = crossed or node.dep_ == "acl:relcl" or (named and is_dep(node, "obl", "advcl") and case_of(node) in _BESIDE)
        if up.i == hurt.head:
            return crossed
        node = up
    return False


def _consequences(drafts: Sequence[Draft]) -> None:
    for d in drafts:
        if d.dropped or not d.scene.entry.consequence:
            continue
        if d.flow == "loss" and d.items:
            continue
        for main in drafts:
            if main is d or main.dropped or main.event != "ASSAULT" or main.scene.entry.consequence:
                continue
            if main.head not in d.scene.sentence or not _related(d, main) or _other_story(d, main):
                continue
            if (
                d.scene.verb
                and main.scene.verb
                and d.scene.head in conjuncts(conj_top(main.scene.head))
                and d.recipient.actors
                and d.flow is None
            ):
                continue  # "kidnap 25 students and kill a teacher": two acts
            if not d.scene.verb and d.scene.head in conjuncts(conj_top(main.scene.head)):
                continue
            if d.actor.actors and main.actor.actors and not d.actor_ids & main.actor_ids and d.scene.verb and d.head in _above(main):
                continue
            if not main.recipient.actors and main.recipient_open and (main.flow != "intercept" or _manned(d, main)):
                main.recipient = Party(d.recipient.actors, f"{d.recipient.road} (who is hurt by “{main.scene.head.text}”)")
            if not main.actor.actors:
                main.actor = d.actor
            d.dropped = f"consequence of “{main.scene.head.text}”"
            break


def _meetings(drafts: Sequence[Draft]) -> None:
    """ "They meet to discuss …", "gather for a summit": one consultation. A rejected meeting is the rejection alone."""
    for d in drafts:
        if d.dropped or d.event != "CONSULT":
            continue
        above = _above(d)
        for main in drafts:
            if main is d or main.dropped or main.head not in d.scene.sentence or not (main.head in above or main.owners() & above):
                continue
            if main.event == "CONSULT" and d.scene.head.lemma_ == "discuss" and is_infinitive(d.scene.head):
                d.dropped = f"what “{main.scene.head.text}” is for"
                break
            if main.event == "CONSULT" and main.mode != "visit" and d.actor_ids <= main.actor_ids | main.recipient_ids:
                main.mode = main.mode or d.mode
                d.dropped = f"one meeting with “{main.scene.head.text}”"
                break
            if main.event == "REJECT" and main.mode == "meet" and not d.scene.verb:
                if not main.recipient.actors:
                    main.recipient = Party(
                        tuple(a for a in d.actor.actors if a.id not in main.actor_ids), f"parties of “{d.scene.head.text}”"
                    )
                d.dropped = f"covered by “{main.scene.head.text}”"
                break


_GOES_ON = words(
    "target targets targeted targeting hit hits hitting strike strikes struck striking aim aims aimed aiming attack attacking attacked "
    "use used using"
)


def _continuations(drafts: Sequence[Draft]) -> None:
    """A verb of hitting whose subject, agent or main clause is an attack named as a noun or as a launch."""
    for d in drafts:
        if d.dropped or d.event != "ASSAULT" or not d.scene.verb or d.scene.head.lower_ not in _GOES_ON:
            continue
        head = d.scene.head
        for main in drafts:
            if main is d or main.dropped or main.event != "ASSAULT" or main.head not in d.scene.sentence:
                continue
            subject = deep_subject(head)
            top = main.scene.wrapper or main.scene.head
            is_subject = subject is not None and subject.token.i in (main.head, top.i) and not main.scene.verb
            hangs = head.dep_ in ("advcl", "acl", "conj", "xcomp", "parataxis") and head.tag_ == "VBG" and head.head.i in {
                main.head, top.i, main.scene.carrier.i if main.scene.carrier is not None and main.scene.light else -1,
                *(c.i for c in top.children if is_dep(c, "nmod", "obl")),
            }  # fmt: skip
            if head.dep_ == "acl" and main.flow in ("intercept", "loss"):
                continue
            fired = deep_object(main.scene.head) if main.scene.verb and main.flow == "use" and head.dep_ == "acl" else None
            if fired is not None and head.head in conjuncts(fired.token):
                hangs = True  # "fired two rockets targeting a base"
            elif main.scene.verb and (not hangs or head.dep_ == "acl"):
                continue
            if not (is_subject or hangs):
                continue
            if d.recipient.actors and (not main.recipient.actors or "state where" in main.recipient.road or is_subject):
                main.recipient = Party(d.recipient.actors, f"{d.recipient.road}, what “{main.scene.head.text}” hits")
            if not main.place:
                main.place = d.place
            d.dropped = f"goes on with “{main.scene.head.text}”"
            break


def _coordinated(drafts: Sequence[Draft]) -> None:
    for a in drafts:
        for b in drafts:
            if a is b or a.dropped or b.dropped or b.head <= a.head:
                continue
            if b.event != a.event or b.scene.verb != a.scene.verb or b.scene.head not in conjuncts(a.scene.head):
                continue
            if b.head - max(a.tokens) > 4 or a.status != b.status:
                continue
            if b.scene.verb:
                mine, other = deep_object(a.scene.head), deep_object(b.scene.head)
                if mine is not None and other is not None and mine.token.i != other.token.i:
                    continue
                a.flow = a.flow or b.flow
                if b.flow == "intercept":
                    a.flow = b.flow
                    a.mode = b.mode
            elif a.recipient_ids != b.recipient_ids and b.recipient.actors and a.recipient.actors:
                continue
            elif a.items and b.items and a.mode != b.mode and a.event == "ASSAULT" and len(b.tokens) > 1:
                pass
            _merge_parties(a, b)
            a.items = a.items + tuple(i for i in b.items if i.start not in {x.start for x in a.items})
            a.tokens = tuple(range(min(a.tokens), max(b.tokens) + 1)) if b.head - max(a.tokens) <= 2 else a.tokens
            b.dropped = f"one predicate with “{a.scene.head.text}”"


_STANDS = words("hold last remain continue begin start expire collapse end stay resume take go come enter extend be")


def _stands(d: Draft) -> bool:
    """Whether a clause says how a ceasefire stands: "the ceasefire remains in force", "the truce was extended"."""
    if d.mode != "ceasefire":
        return False
    head = d.scene.wrapper or d.scene.head
    above = head.head
    if is_dep(head, "nsubj", "nsubj:pass"):
        return above.lemma_ in _STANDS or any(c.dep_ == "cop" for c in above.children)
    return head.dep_ == "obj" and above.lemma_ == "extend"


def _bare(drafts: Sequence[Draft]) -> None:
    """A definite noun that names no party, no goods, no time of its own only refers back; "the ceasefire holds" says how it stands."""
    for d in drafts:
        if d.dropped or d.scene.verb or _stands(d):
            continue
        head = d.scene.wrapper or d.scene.head
        definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in head.children)
        if not definite:
            continue
        said = {"on", "against", "at", "by", "between", "with", "from", "of", "to"}
        own = any(
            (is_dep(c, "nmod", "obl", "amod", "compound", "nummod", "nmod:poss", "acl") and c.i > head.i) or is_dep(c, "nummod")
            for c in head.children
        )
        named = (
            "name before" in d.actor.road or "owner" in d.actor.road or any(w in d.recipient.road for w in ("“on”", "“against”", "“of”"))
        )
        if not own and not named and d.time is None and not d.scene.light and not d.items:
            d.dropped = "bare reference"
        del said


def _doubles(drafts: Sequence[Draft]) -> None:
    for a in drafts:
        for b in drafts:
            if a is b or a.dropped or b.dropped or a.denial or b.denial:
                continue
            if set(a.tokens) & set(b.tokens) and a.event == b.event and a.flow == b.flow:
                small, big = sorted((a, b), key=lambda d: (len(d.tokens), -d.head))
                _merge_parties(big, small)
                small.dropped = "the same words"


def merge(drafts: list[Draft]) -> list[Draft]:
    """The drafts that stay, with what they took over from those that go."""
    _carriers(drafts)
    _covered(drafts)
    _meetings(drafts)
    _continuations(drafts)
    _consequences(drafts)
    _coordinated(drafts)
    _doubles(drafts)
    _bare(drafts)
    return [d for d in drafts if not d.dropped]


def union(a: Party, b: Party) -> Party:
    return Party(unique([*a.actors, *b.actors]), "; ".join(x for x in (a.road, b.road) if x))
