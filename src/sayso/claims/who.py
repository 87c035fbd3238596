"""From a noun phrase to the political entities it stands for, as an actor or as a target.

An actor must be one by identity: a name, an office, a people. A target may be anything that belongs to someone: "a market in Sumy"
belongs to the state where it stands (codebook, "Who"). Nothing is taken from world knowledge but the identity of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.claims.armed import UNKNOWN, UNNAMED, armed, member_of
from sayso.claims.context import Context
from sayso.claims.forms import slug, words
from sayso.claims.named import compatriot, organ_of, same_nation, ship
from sayso.claims.pronouns import ORGANS
from sayso.claims.tree import case_of, conjuncts, is_dep, kids, phrase, text_of
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.identity import Mention
    from sayso.language.plain import Token

#: People who belong to nobody that the words name: the codebook's ``civilians``.
CIVILIAN_NOUNS = words(
    "hostage prisoner captive detainee deportee refugee migrant non-citizen ship vessel tanker boat captive passenger crew sailor "
    "seafarer asylum-seeker civilian sailboat yacht freighter merchantman"
)
#: People in general, for acts on people without nationality.
PERSONS = words("person people man woman individual")
PEOPLE = PERSONS | words(
    "member protester demonstrator activist journalist resident citizen student militant civilian official officer soldier politician "
    "lawmaker leader dissident supporter worker employee critic lawyer teacher doctor judge mayor spy agent farmer opponent"
)
_FOREIGN = words("national citizen visitor foreigner traveler traveller tourist passenger")
BODIES = words("company firm entity militant group bank organization organisation suspect individual country nation trafficker")
SHIPS = words("ship vessel tanker boat sailboat yacht freighter flotilla cargo supertanker ferry dhow trawler")
LOCATIVE = words(
    "in at on near over across throughout inside within around outside along off against into toward towards above under through "
    "around of between"
)
#: Participles on a noun that say whose it is.
_BELONGING = words(
    "belonging owned operated used linked affiliated controlled held run imported made produced exported originating coming arriving "
    "manufactured shipped purchased traded"
)


def is_state(ident: str) -> bool:
    """Whether an id is a state's (ISO 3166 alpha-3)."""
    return len(ident) == 3 and ident.isupper()


def unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    seen: set[str] = set()
    out = []
    for a in actors:
        if a.id not in seen:
            seen.add(a.id)
            out.append(a)
    return tuple(out)


def from_mention(m: Mention) -> Actor | None:
    """The actor a bare name stands for: its own id, for a place the state it belongs to."""
    ident = m.state if m.kind in ("place", "region") else (m.id or m.state)
    return Actor(m.start, m.end, m.text, ident, m.sector) if ident else None


#: "Houthi-controlled Yemen" stands for the group that holds it (codebook, "Who"); a state's occupation changes nothing.
_HELD = words("controlled held run occupied ruled dominated")
#: Heads that only count what follows "of": "one of its facilities".
_PARTITIVE = words("one two three some several many most part all each both dozens hundreds thousands members scores number majority group")


def holder(ctx: Context, head: Token) -> Actor | None:
    for c in head.children:
        if c.dep_ in ("amod", "acl") and c.lower_ in _HELD and c.i < head.i:
            for i in range(max(c.i - 4, 0), c.i):
                m = ctx.mention_at.get(i)
                if m is not None and m.kind == "group" and m.j <= c.i:
                    return from_mention(m)
    return None


def core(head: Token) -> Token:
    """The noun a partitive head counts: "one of its storage facilities" → facilities."""
    if head.lower_ in _PARTITIVE:
        for c in head.children:
            if is_dep(c, "nmod", "obl") and case_of(c) == "of":
                return c
    return head


def _other_half(ctx: Context, head: Token) -> Token | None:
    """The half of a phrase that says who it is where the tree cut it in two: "Libyan leader | Muammar Gaddafi", "U.S. | forces"."""
    if head.pos_ == "PROPN" and head.i not in ctx.mention_at:  # an unknown name: its title decides, not somebody named before
        title = next((c for c in head.children if c.dep_ == "nmod:desc" and c.i < head.i), None)
        if title is not None and any(a.unresolved is None for a in ctx.actors(title)):
            return title
    if head.dep_ not in ("nsubj", "obj", "nsubj:pass", "obl", "obl:agent") or head.pos_ not in ("NOUN", "PROPN"):
        return None
    edge = head.left_edge
    if edge.i != head.i and edge.dep_ not in ("det", "amod", "compound"):
        return None
    for c in head.head.children:
        if c.i >= head.i or c.dep_ != head.dep_ or c.right_edge.i != edge.i - 1 or c.pos_ not in ("NOUN", "PROPN"):
            continue
        of_name = c.pos_ == "NOUN" and head.pos_ == "PROPN"
        organ = c.i in ctx.mention_at and head.pos_ == "NOUN" and head.lower_ in ORGANS
        if (of_name or organ) and any(a.unresolved is None for a in ctx.actors(c)):
            return c
    return None


def resolved(ctx: Context, head: Token) -> tuple[Actor, ...]:
    """The actors of a phrase that identity is sure of."""
    held = holder(ctx, head)
    if held is not None:
        return (held,)
    organ = organ_of(ctx, head)
    if organ is not None:
        return (organ,)
    half = _other_half(ctx, head)
    if half is not None:
        return unique(a for t in conjuncts(half) for a in ctx.actors(t) if a.unresolved is None)
    found = tuple(a for a in ctx.actors(head) if a.unresolved is None)
    cut = head.left_edge.i != head.i and not any(c.i in ctx.mention_at for c in head.children if c.i < head.i)
    if (len(found) == 1 and found[0].id in UNNAMED) or (cut and head.lower_ in ("forces", "fighters")):  # "rebel forces near Gao"
        unknown = any(c.lower_ in UNKNOWN for c in head.children)  # an unnamed attacker is nobody
        found = () if unknown else armed(ctx, head) or found
    mention = ctx.mention_at.get(head.i)
    if mention is not None and mention.kind in ("region", "place"):  # a sea or a continent acts for nobody
        found = tuple(a for a in found if is_state(a.id))
    if not found and (inner := core(head)) is not head:
        return tuple(a for a in ctx.actors(inner) if a.unresolved is None)
    for c in head.children:  # "representatives of France, Germany and Poland", "the companies Lukoil and Rosneft"
        beside = is_dep(c, "appos", "nmod:desc", "nmod:unmarked", "flat") and c.i > head.i
        if found and (beside or (is_dep(c, "nmod") and case_of(c) in ("of", "from"))) and len(conjuncts(c)) > 1:
            theirs = [a for t in conjuncts(c) for a in ctx.actors(t) if a.unresolved is None]
            if {a.id for a in found} <= {a.id for a in theirs}:
                return unique(theirs)
    return found


def one_actor(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """Who one phrase stands for: by identity, by owner, at last as an unresolved body of its own ("nine companies")."""
    found = resolved(ctx, t)
    if found:
        return found
    if t.pos_ == "NOUN" and (found := armed(ctx, t)):
        return found
    loose = () if t.pos_ == "PRON" or any(c.lower_ in UNKNOWN for c in t.children) else ctx.actors(t)
    if loose:
        return owners(ctx, t) or loose
    return ()


def cut_off(head: Token) -> list[Token]:
    """What stands before an "and" that the tree hung on the second noun, both beside each other: "U.S. | and Nigerian forces"."""
    edge = head.left_edge
    listed = edge.text == "," and len(conjuncts(head)) > 1  # "the UK | , the Coalition and Iraq"
    if (edge.dep_ != "cc" and not listed) or edge.head.i != head.i or edge.i == 0:
        return []
    return [c for c in head.head.children if c.i < edge.i and c.dep_ == head.dep_ and c.right_edge.i == edge.i - 1]


_SOME = words("allies countries nations states powers governments partners members companies firms groups banks")


def members(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """Who is listed behind "including" or "consisting of"."""
    out: list[Actor] = []
    for c in t.children:
        heads = [c] if is_dep(c, "nmod") and case_of(c) in ("including", "such as", "namely") and t.lower_ in _SOME else []
        if c.dep_ == "acl" and c.lower_ in ("consisting", "comprising", "composed", "including"):
            heads = [d for d in c.children if is_dep(d, "obj", "obl") and d.i > c.i and (c.lower_ != "including" or t.lower_ in _SOME)]
        out += [a for h in heads for u in conjuncts(h) for a in resolved(ctx, u)]
    return unique(out)


def _of_place(ctx: Context, head: Token, t: Token) -> bool:
    """Whether a place hung beside a party only says where the place before it lies: "by Israel in Tyre, southern Lebanon"."""
    edge = t.left_edge.i + (t.left_edge.text == ",")
    before = ctx.mention_at.get(edge - 2) if edge - 2 > head.i and ctx.doc[edge - 1].text == "," else None
    if before is None or before.kind != "place" or any(c.dep_ == "cc" for u in conjuncts(head) for c in u.children):
        return False
    return any(case_of(ctx.doc[i]) in LOCATIVE for i in range(before.i, before.j)) and place_state(ctx, t) == before.state


def actors_at(ctx: Context, head: Token) -> tuple[Actor, ...]:
    """The actors a noun phrase and its coordination stand for; empty where none is one."""
    out: list[Actor] = []
    for t in [*cut_off(head), *conjuncts(head)]:
        if t.i != head.i and (_of_place(ctx, head, t) or same_nation(head, t)):
            continue
        listed = members(ctx, t)
        if listed and t.lower_ in _SOME:  # "several allies, including Germany and Italy"
            out += listed
            continue
        found = (*one_actor(ctx, t), *listed)
        if not found and t.i != head.i:
            found = owners(ctx, t)
        out += found
    return unique(out)


def modifier_mentions(ctx: Context, noun: Token) -> list[Mention]:
    """Names before a noun that say whose it is: "Russian missile strike", "Israeli and United States strikes", "Trump tariffs"."""
    out: list[Mention] = []
    left = noun.i
    for c in noun.children:
        if c.i < noun.i and is_dep(c, "amod", "compound", "nmod:poss", "nmod:desc", "nmod", "flat", "det", "nmod:unmarked"):
            if case_of(c) and c.dep_ != "nmod:poss":
                continue
            left = min(left, min((d.i for d in c.subtree), default=c.i))
    seen: set[int] = set()
    for i in range(left, noun.i):
        m = ctx.mention_at.get(i)
        if m is not None and m.i not in seen and m.j <= noun.i + 1:
            seen.add(m.i)
            out.append(m)
    return out


def _waters(ctx: Context) -> set[str | None]:
    """Places of no state, which are no parties: "a boat in the Caribbean Sea", "closes the Strait of Hormuz"."""
    return {m.id for m in ctx.ids.mentions if m.kind in ("region", "place") and not m.state}


def owners(ctx: Context, noun: Token) -> tuple[Actor, ...]:
    """Whose thing a noun is, by possessor, nationality, flag or "belonging to": "Ukraine's drones", "Houthi targets", "its ships"."""
    waters = _waters(ctx)
    found: list[Actor] = [a for a in ctx.ids.owner(noun) if a.unresolved is None and a.id not in waters]
    if found:
        for c in noun.children:  # "goods from Canada and Mexico": all of the coordination own it
            if is_dep(c, "nmod") and case_of(c) in ("of", "by", "from") and c.i > noun.i and len(conjuncts(c)) > 1:
                theirs = [a for t in conjuncts(c) for a in resolved(ctx, t)]
                if {a.id for a in theirs} & {a.id for a in found}:
                    found += theirs
        return unique(found)
    for c in kids(noun, "nmod:poss"):
        for t in conjuncts(c):
            found += resolved(ctx, t)
    if found:
        return unique(found)
    for c in noun.children:
        if is_dep(c, "nmod") and case_of(c) in ("of", "by", "belonging to", "from") and c.i > noun.i:
            for t in conjuncts(c):
                found += resolved(ctx, t) or (tuple(a for a in ctx.ids.owner(t) if a.unresolved is None) if case_of(c) == "of" else ())
        elif c.dep_ == "acl" and c.lower_ in _BELONGING:
            for d in c.children:
                preps = ("to", "by", "from", "with", "in") if c.lower_ in ("belonging", "linked", "affiliated") else ("by", "from", "in")
                if is_dep(d, "obl") and case_of(d) in preps:
                    found += actors_at(ctx, d)
    return unique(a for a in found if a.id not in waters)


def np_actor(ctx: Context, head: Token, ident: str, sector: str | None = None) -> Actor:
    """An actor whose words are the whole noun phrase."""
    a, b, text = text_of(ctx.doc, *phrase(head))
    return Actor(a, b, text, ident, sector)


def place_state(ctx: Context, head: Token) -> str | None:
    """The state a place word belongs to, or None where it is no place or no state holds it (a sea)."""
    place = ctx.place(head)
    if place is not None and place.id and re.fullmatch(r"[A-Z]{3}", place.id):
        return place.id
    return None


#: "Launched from Yemen", "after the strikes on Iran": not where it happens.
_ELSEWHERE = words("from after since against following by to for with over despite amid")


def inner_place(ctx: Context, head: Token) -> str | None:
    """The state of a place inside a noun phrase: "an apartment building in Odesa", "targets across Ukraine"."""
    todo = [c for c in head.children if is_dep(c, "nmod", "appos", "obl", "compound", "amod", "nmod:poss") and case_of(c) not in _ELSEWHERE]
    steps = 0
    while todo and steps < 30:
        steps += 1
        here = todo.pop(0)
        state = place_state(ctx, here)
        if state is None:
            m = ctx.mention_at.get(here.i)
            if m is not None and m.kind in ("state", "place", "region") and not m.adjectival:
                state = m.state or (m.id if len(m.id or "") == 3 else None)
        if state is not None:
            return state
        todo += [c for c in here.children if is_dep(c, "nmod", "appos", "obl", "conj", "nmod:poss")]
    return None


def is_ship(head: Token) -> bool:
    return head.lemma_.lower() in SHIPS or head.lower_.rstrip("s") in SHIPS


def target(ctx: Context, head: Token, here: str | None, mode: str = "place") -> tuple[Actor, ...]:
    """Whom an act meets that has this noun phrase as its target.

    By identity, else by owner, else by the place inside the phrase, else by ``here``, the state where the act happens. Ships and
    captives of unknown nationality are ``civilians``. Each conjunct is decided alone. ``mode`` is the frame's: "place" lets the place
    stand in, "name" makes an id from the words, "own" takes ``here`` as the state of people without nationality.
    """
    out: list[Actor] = []
    for t in conjuncts(head):
        found = _one_target(ctx, t, here, mode)
        out += found
    return unique(out)


def _one_target(ctx: Context, t: Token, here: str | None, mode: str) -> tuple[Actor, ...]:
    if t.lower_ in ("each", "another", "other") and any(c.lower_ in ("other", "each", "one") for c in [*t.children, t.head]):
        return ()  # "at each other": both sides are actors already
    if t.lower_ in ("request", "behest", "invitation", "urging"):  # "strikes at the request of the government"
        return ()
    found = member_of(ctx, t) or (ship(ctx, t) if mode == "place" else ()) or (compatriot(ctx, t) if mode in ("place", "own") else ())
    found = found or resolved(ctx, t)
    if found:
        return found
    t = core(t)
    named = ctx.mention_at.get(t.i)
    if t.lower_ in _SPANS or (named is not None and named.kind in ("region", "place") and not named.state):
        return ()  # "closes the strait for several hours"
    found = owners(ctx, t)
    if found:
        return tuple(np_actor(ctx, t, a.id, a.sector) for a in found)
    for c in t.children:  # "individuals, including Hezbollah commanders"; "members of"
        if is_dep(c, "nmod") and case_of(c) in ("including", "such as"):
            found += actors_at(ctx, c)
        elif c.dep_ == "appos":
            found += resolved(ctx, c)
    found = found or armed(ctx, t)
    if found:
        return unique(found)
    lemma = t.lemma_.lower()
    loose = lemma in CIVILIAN_NOUNS or is_ship(t)
    if mode == "place":
        state = place_state(ctx, t) or inner_place(ctx, t)
        for c in t.children if not state else ():  # "a camp for Congolese refugees"
            if is_dep(c, "nmod") and case_of(c) == "for" and (found := resolved(ctx, c) or owners(ctx, c)):
                return found
        if state:
            return (np_actor(ctx, t, state, None if ctx.place(t) else "CVL"),)
        if loose and (is_ship(t) or here is None):
            return (np_actor(ctx, t, "civilians", None if is_ship(t) else "CVL"),)
        if here:
            return (np_actor(ctx, t, here, "CVL"),)
        waters = _waters(ctx)
        return () if t.pos_ == "PRON" else tuple(a for a in ctx.actors(t) if a.id not in waters)
    if t.pos_ == "PRON" or t.pos_ not in ("NOUN", "PROPN"):
        return ()
    if loose:
        return (np_actor(ctx, t, "civilians", "CVL"),)
    if mode == "own" and (lemma in _FOREIGN or any(c.lower_ == "foreign" for c in t.children)):
        return (np_actor(ctx, t, "civilians", "CVL"),)
    if mode == "own" and here and (lemma in PEOPLE or ctx.ids.people(t)):
        return (np_actor(ctx, t, here, "CVL"),)
    loose_ones = ctx.actors(t)
    if loose_ones:
        return loose_ones
    by_name = _by_name(ctx, t)
    if not by_name and mode == "name" and t.pos_ == "NOUN":  # "the assets of the network Blood & Honour"
        for c in t.children:
            if is_dep(c, "nmod") and case_of(c) == "of" and c.i > t.i:
                return resolved(ctx, c) or unique(a for n in (*kids(c, "appos"), c) for a in _by_name(ctx, n))[:1]
    return by_name


_DAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december today yesterday tomorrow"
)


_SPANS = words("second seconds minute minutes hour hours day days week weeks month months year years time decade decades night morning")


def _by_name(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """An id from the words for people and bodies that identity does not know: "nine companies" → "companies"."""
    lemma = t.lemma_.lower()
    if t.lower_ in _DAYS:
        return ()
    if t.pos_ == "PROPN":
        a, b, text = text_of(ctx.doc, *phrase(t))
        return (Actor(a, b, text, slug(text), None),)
    if lemma in PERSONS:
        return (np_actor(ctx, t, "individuals"),)
    if lemma in BODIES:
        return (np_actor(ctx, t, slug(t.text)),)
    return ()
