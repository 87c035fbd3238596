"""Denials that refer back: "Tehran denied it", "an allegation that the group has denied", "South Africa rejects the claims".

The verb holds no event of its own; what it denies was told before, and its subject is the voice. The denial becomes a claim beside the
first report (codebook, "Status"): the same event, denied, with the denier as source. Taken is the nearest event before the verb that the
denier does or meets; a denier who is no party of any takes the nearest event that somebody else is quoted for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.claims.context import Context
from sayso.claims.draft import Draft
from sayso.claims.forms import words
from sayso.claims.lexicon import cue_forms
from sayso.claims.speakers import make_source
from sayso.claims.tree import deep_subject, first, is_dep, is_passive, kids, surface_subject
from sayso.claims.who import actors_at
from sayso.records import Reason

if TYPE_CHECKING:
    from sayso.language.plain import Token

#: Sentences back in which what is denied may stand.
REACH = 2
_BACK = words("it this that which these those them any all")
#: Words for what was said before. "Concerns" and "warnings" say no more than that something may happen.
_TOLD = words(
    "claim claims report reports allegation allegations accusation accusations assertion assertions rumour rumours rumor rumors charge "
    "charges suggestion suggestions"
)
#: With these a pronoun is enough; "rejected it" may turn down an offer, and needs a word for what was said.
_FIRM = frozenset({"deny", "refute", "debunk", "rebut", "disavow"})
#: What these say is no event that could be denied as having happened.
_SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "PROTEST"})
#: Of what stands below a noun of saying, the event itself is there: no reference back.
_OPENED = ("acl", "ccomp", "acl:relcl")


def _denies(verb: Token) -> str | None:
    """The dictionary form of a verb that denies."""
    return cue_forms("speech", "deny").get(verb.lower_) if verb.pos_ == "VERB" else None


def _taken_up(verb: Token, lemma: str) -> Token | None:
    """What takes up what was said before: a pronoun, a word for it, the noun that the clause hangs on. None where nothing does."""
    if any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
        return None
    passive = surface_subject(verb) if is_passive(verb) else None
    objects = [passive.token] if passive is not None else list(kids(verb, "obj"))
    if verb.dep_ == "acl:relcl" and (not objects or objects[0].lower_ == "which"):
        above = verb.head  # "…, which Kabul denies", "an allegation that the group has denied"
        return above if above.lower_ in _TOLD or lemma in _FIRM else None
    if not objects:
        return None
    thing = objects[0]
    if thing.lower_ in _BACK:
        return thing if lemma in _FIRM else None
    opened = any(c.dep_ in _OPENED or is_dep(c, "nmod") for c in thing.children)
    return thing if thing.lower_ in _TOLD and not opened else None


def _denier(verb: Token) -> Token | None:
    found = deep_subject(verb)
    if found is not None and found.token.i != verb.i and found.token.lower_ not in ("which", "that"):
        return found.token
    return first(verb, "nsubj")


def answered(ctx: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts``, which have their sources, with one more for each denial of what an earlier one tells. A draft that the words of such a
    denial made by themselves ("rejects the accusations") goes."""
    out = list(drafts)
    for verb in ctx.doc:
        lemma = _denies(verb)
        thing = _taken_up(verb, lemma) if lemma is not None else None
        who = _denier(verb) if thing is not None else None
        if thing is None or who is None:
            continue
        own = [d for d in drafts if {verb.i, thing.i} & set(d.tokens)]
        if any(d.event not in _SPEECH for d in own):
            continue
        source = make_source(ctx, who, ctx.span(verb.i, verb.i + 1))
        denied = _denied(ctx, drafts, verb, {source.id, *(a.id for a in actors_at(ctx, who))})
        if denied is None:
            continue
        again = replace(denied, tokens=(verb.i,), status="denied", sources=(source,), time=None, denial=True)
        again.reasons = [
            *(r for r in denied.reasons if r.field not in ("status", "sources")),
            Reason("status", f"“{verb.text}” denies what “{denied.scene.head.text}” tells", "cues/speech.yaml", source.cue),
            Reason("sources", f"who denies, subject of “{verb.text}”", "cues/speech.yaml", source.cue),
        ]
        out = [d for d in out if not any(d is o for o in own)]
        out.append(again)
    return out


def _denied(ctx: Context, drafts: Sequence[Draft], verb: Token, mine: set[str | None]) -> Draft | None:
    """The draft that a denial takes up. ``mine``: ids of the denier."""
    back = {d.head: ctx.sentence_of[verb.i] - ctx.sentence_of[d.head] for d in drafts}
    before = [
        d
        for d in reversed(drafts)
        if d.head < verb.i and back[d.head] <= REACH and d.status != "denied" and d.event not in _SPEECH
        and not any(s.id in mine for s in d.sources)
    ]  # fmt: skip
    return (
        next((d for d in before if d.actor_ids & mine), None)
        or next((d for d in before if d.recipient_ids & mine), None)
        or next((d for d in before if d.sources and back[d.head] < REACH), None)
    )
