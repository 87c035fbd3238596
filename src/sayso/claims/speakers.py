"""One link of a source chain: whose words, what kind of source, named or not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso.claims.context import Context
from sayso.claims.forms import noun_forms, slug, words
from sayso.claims.lexicon import cues
from sayso.claims.tree import conjuncts, is_dep, phrase, text_of
from sayso.claims.who import actors_at, owners
from sayso.records import Source, Span

if TYPE_CHECKING:
    from sayso.language.plain import Token

#: Offices that make their holder an official of the body they belong to.
OFFICES = words(
    "official president minister secretary governor mayor spokesperson spokesman spokeswoman ambassador chief commander general premier "
    "chancellor king prince officer senator speaker director head leader envoy lawmaker adviser advisor diplomat captain "
    "lieutenant colonel "
    "counselor commissioner prosecutor judge authority deputy admiral colonel major chairman chairwoman chair counselor czar representative"
)
_WORLD = re.compile(r"[A-Z]{3}")


@cache
def noun_group(name: str) -> frozenset[str]:
    """Every form of the nouns in one group of ``cues/speech.yaml``."""
    return frozenset(f for w in cues("speech")[name] for f in noun_forms(w.split()[0]))


def _bounds(head: Token) -> tuple[int, int]:
    """The noun phrase with what is coordinated with it, and an office in apposition ("Votel, commander of …")."""
    left, right = phrase(head)
    for t in conjuncts(head)[1:]:
        a, b = phrase(t)
        left, right = min(left, a), max(right, b)
    for c in head.children:
        if c.dep_ == "appos" and c.i == right + 1 and any(w.lemma_.lower() in OFFICES for w in [c, *c.children]):
            right = max(right, phrase(c)[1])
    return left, right


def kind_of(ctx: Context, head: Token, ident: str | None) -> str:
    """state, official, organisation, media, document, person or group."""
    low = head.lower_
    words = {w.lower_ for w in head.subtree if abs(w.i - head.i) < 12}
    mention = ctx.mention_at.get(head.i)
    if mention is not None and mention.kind == "media":
        return "media"
    if low in noun_group("media") or any(c.lower_ in noun_group("media") for c in head.children if c.dep_ in ("compound", "amod")):
        return "media"
    if low in noun_group("visual") or low in noun_group("report"):
        return "document"
    state = bool(ident and _WORLD.fullmatch(ident))
    office = head.lemma_.lower() in OFFICES or any(w.rstrip("s") in OFFICES for w in words)
    if mention is not None and mention.kind == "person":
        return "official" if state or mention.sector in ("GOV", "MIL", "LEG", "JUD", "SPY") else "person"
    if state:
        return "official" if office and low not in ("authorities", "authority", "government", "ministry") else "state"
    if mention is not None and mention.kind in ("organisation", "firm"):
        return "official" if office else "organisation"
    if mention is not None and mention.kind == "group":
        return "person" if office else "group"
    if head.ent_type_ == "PER":
        return "person"
    if head.ent_type_ == "ORG":
        return "organisation"
    if low in noun_group("anonymous") or head.pos_ == "PRON":
        return "official" if office else "person"
    return "group" if head.tag_ in ("NNS", "NNPS") else "organisation"


def is_anonymous(head: Token) -> bool:
    """No name and no single office: "officials", "two sources", "reports"."""
    if head.ent_type_ == "PER" or head.pos_ == "PROPN":
        return False
    if any(c.ent_type_ == "PER" for c in head.subtree if is_dep(c, "appos", "flat")):
        return False
    return head.lower_ in noun_group("anonymous")


def make_source(ctx: Context, head: Token, cue: Span | None) -> Source:
    """The source a noun phrase names. ``id`` is the first speaker's identity, else a name made from the words."""
    left, right = _bounds(head)
    a, b, text = text_of(ctx.doc, left, right)
    found = actors_at(ctx, head)
    mention = ctx.mention_at.get(head.i)
    kind_media = mention is not None and mention.kind == "media"
    ident: str | None
    if kind_media and mention is not None:
        ident = mention.id
    elif found:
        ident = found[0].id
    else:
        mine = owners(ctx, head)
        if head.lower_ in noun_group("media"):
            ident = slug(text)
        elif mine:
            ident = mine[0].id
        else:
            ident = slug(ctx.doc.words(phrase(head)[0], head.i + 1)) or None
    return Source(a, b, text, ident, kind_of(ctx, head, ident), is_anonymous(head), cue)


def is_outlet(ctx: Context, head: Token) -> bool:
    """Whether "told X" names somebody who passes it on: an outlet or a body, not "reporters"."""
    mention = ctx.mention_at.get(head.i)
    if mention is not None and mention.kind in ("media", "organisation"):
        return True
    return head.pos_ == "PROPN" and (head.ent_type_ == "ORG" or head.lower_ in noun_group("media"))
