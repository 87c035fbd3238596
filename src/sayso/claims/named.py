"""Whose a named person, organ or ship is, by the words beside the name: "Dutch journalist Jan Smit", "the Liberian-flagged tanker Aurora".

A person without a state of their own by name belongs, as a victim, to the state whose nationality the title tells; a ship to the state
whose flag it flies, else to nobody (``civilians``). Former office keeps nobody: a former
minister is a person, and so is who leads the opposition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.forms import words
from sayso.claims.pronouns import ORGANS
from sayso.claims.tree import is_dep, phrase, text_of
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.language.plain import Token

_FORMER = words("former ex late retired exiled opposition separatist secessionist rebel dissident")
_SHIPS = words("ship vessel tanker boat sailboat yacht freighter trawler carrier container dredger supertanker merchantman")


_DEPUTIES = words("mps lawmakers lawmaker deputies deputy senators senator legislators legislator parliamentarians parliamentarian mp")


def organ_of(ctx: Context, head: Token) -> Actor | None:
    """The state that identity left out though its adjective stands directly before an organ: "former and current Uzbek officials",
    "two British Labour Party lawmakers"."""
    if head.i in ctx.mention_at or (head.lower_ not in ORGANS and head.lower_ not in _DEPUTIES) or _name_beside(head) is not None:
        return None
    m = ctx.mention_at.get(head.i - 1)
    if m is None or (m.i > 1 and ctx.doc[m.i - 1].lower_ in ("and", "or") and m.i - 2 in ctx.mention_at):  # "US and British forces"
        return None
    of_party = head.lower_ in _DEPUTIES and m.kind in ("group", "organisation")
    ident = m.id if m.adjectival and m.kind == "state" else m.state if of_party else None
    if not ident or ident in {a.id for a in ctx.actors(head)}:
        return None
    return Actor(m.start, m.end, m.text, ident, "LEG" if head.lower_ in _DEPUTIES else m.sector)


def same_nation(head: Token, t: Token) -> bool:
    """Whether an organ shares the nationality before the first noun: "Israeli settlers and soldiers in Nablus"."""
    bare = all(c.dep_ == "cc" or c.i > t.i for c in t.children)
    return bare and t.lower_ in ORGANS and head.pos_ == "NOUN" and any(c.dep_ == "amod" and c.text[:1].isupper() for c in head.children)


def _titles(t: Token) -> list[Token]:
    """The nouns before a name that say what the person or ship is."""
    out = [c for c in t.children if is_dep(c, "nmod:desc", "compound", "nmod:unmarked") and c.i < t.i and c.pos_ == "NOUN"]
    beside = [c for c in t.head.children if c.dep_ == t.dep_ and c.i < t.i and c.pos_ == "NOUN"]
    return out + [c for c in beside if c.right_edge.i == t.left_edge.i - 1]  # cut in two: "Dutch journalist | Jan Smit was shot"


def _nations(ctx: Context, start: int, stop: int) -> list[str]:
    """The states whose nationality stands between two tokens."""
    out = []
    for i in range(start, stop):
        m = ctx.mention_at.get(i)
        if m is not None and m.adjectival and m.id and len(m.id) == 3 and m.id.isupper() and m.id not in out:
            out.append(m.id)
    return out


def _whole(ctx: Context, t: Token, ident: str, sector: str | None) -> Actor:
    a, b, text = text_of(ctx.doc, *phrase(t))
    return Actor(a, b, text, ident, sector)


def _name_beside(t: Token) -> Token | None:
    """The name of the person that a title stands before, hung below it or beside it."""
    below = [c for c in t.children if c.i > t.i and c.pos_ == "PROPN" and c.dep_ in ("appos", "flat", "nmod:desc", "nmod:unmarked")]
    beside = [c for c in t.head.children if c.dep_ == t.dep_ and c.pos_ == "PROPN" and c.left_edge.i == t.right_edge.i + 1]
    return next((c for c in [*below, *beside] if c.ent_type_ in ("PER", "PERSON")), None)


def compatriot(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """The state of a named person by the nationality in the title, empty where the words give none or the office is a former one."""
    if t.i in ctx.mention_at:
        return ()
    if t.pos_ == "NOUN":
        titles = [t] if _name_beside(t) is not None else []
    else:
        titles = _titles(t) if t.pos_ == "PROPN" and t.ent_type_ in ("PER", "PERSON") else []
    for title in titles:
        if title.lower_ in _SHIPS:
            continue
        start = min(title.left_edge.i, t.left_edge.i)
        if any(ctx.doc[i].lower_ in _FORMER for i in range(start, title.i)):
            return ()
        return tuple(_whole(ctx, t, n, None) for n in _nations(ctx, start, title.i))
    return ()


def ship(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """The flag state of a ship named by its own name; ``civilians`` where the words tell no flag; empty where it is no such ship."""
    if t.pos_ != "PROPN" or t.i in ctx.mention_at:
        return ()
    if not any(title.lower_ in _SHIPS for title in _titles(t)):
        return ()
    start = t.left_edge.i
    for i in range(start, t.i):
        m = ctx.mention_at.get(i)
        state = (m.state or m.id) if m is not None else None
        if m is not None and state and len(state) == 3:
            after = [ctx.doc[k].lower_.lstrip("-–") for k in range(m.j, min(m.j + 2, t.i))]
            if "flagged" in after or m.adjectival:
                return (_whole(ctx, t, state, None),)
    return (_whole(ctx, t, "civilians", None),)
