"""Reading the UD tree: who is the subject, what does a preposition hang on, which words belong to one noun phrase.

Pure functions over spaCy tokens with UD v2 labels. Nothing here knows about events. Every search that follows a path through
the tree returns the path's name as well, so that a claim can say which road led to its actor.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sayso.claims.forms import words
from sayso.language.plain import once

if TYPE_CHECKING:
    from sayso.language.plain import Parse, Token

#: Names of the relations a clause can have to the word above it.
CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj")
#: Words that stand for the noun a relative clause modifies.
RELATIVES = frozenset({"which", "who", "that", "whom", "whose"})
#: What stands before a noun in its phrase.
_LEFT = ("nummod", "amod", "det", "compound", "advmod", "nmod:desc")
#: A walk up the tree ends after this many steps; real sentences stay below 20.
DEPTH = 40


class Found(NamedTuple):
    """A word found by a search, and the road to it in words ("subject of 'agreed', which governs 'send'")."""

    token: Token
    road: str


def is_dep(token: Token, *names: str) -> bool:
    """Whether the token's relation is one of ``names``; a name without a subtype takes all its subtypes."""
    return not token.rels.isdisjoint(names)


def kids(token: Token, *names: str) -> list[Token]:
    """The children with one of the relations, in the order of the text."""
    return [c for c in token.children if not c.rels.isdisjoint(names)]


def first(token: Token, *names: str) -> Token | None:
    for c in token.children:
        if not c.rels.isdisjoint(names):
            return c
    return None


def ancestors(token: Token) -> Iterator[Token]:
    """The words above, nearest first, without the token itself."""
    for _ in range(DEPTH):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


@once
def conjuncts(token: Token) -> list[Token]:
    """The word and what is coordinated with it below: "Kuwait", "Saudi Arabia" and "Emirates" from "Kuwait"."""
    out, todo = [token], [token]
    while todo:
        here = todo.pop()
        for c in here.children:
            if c.dep_ == "conj" or (c.dep_ == "list" and c.pos_ in ("NOUN", "PROPN")):
                out.append(c)
                todo.append(c)
    return sorted(out, key=lambda t: t.i)


@once
def conj_top(token: Token) -> Token:
    """The first word of the coordination the token stands in."""
    for _ in range(DEPTH):
        if token.dep_ != "conj" or token.head.i == token.i:
            break
        token = token.head
    return token


@once
def case_of(token: Token) -> str:
    """The preposition of a phrase, lower case, with its fixed parts: "on", "according to", "because of"; "" if none."""
    for c in token.children:
        if c.dep_ == "case" and c.i < token.i and c.lower_ not in ("'s", "’s"):
            if c.lower_ == "at" and c.i + 1 < len(c.doc) and c.doc[c.i + 1].lower_ in ("least", "most"):
                continue  # "at least nine people": a bound, not a place
            fixed = [f for f in c.children if f.dep_ == "fixed"]
            return " ".join([c.lower_, *(f.lower_ for f in fixed)])
    edge = token.left_edge  # "on 12 officials" with the preposition hung on the numeral
    if edge.i < token.i and edge.dep_ == "case" and edge.pos_ == "ADP" and edge.head.i != token.i and edge.head.dep_ in _LEFT:
        bound = edge.lower_ == "at" and edge.i + 1 < len(edge.doc) and edge.doc[edge.i + 1].lower_ in ("least", "most")
        if not bound:
            return str(edge.lower_)
    if token.dep_ == "conj":  # "on Kyiv and Odesa": the second shares the preposition of the first
        return case_of(token.head)
    return ""


@once
def mark_of(verb: Token) -> str:
    """The word that opens a clause ("if", "after", "to", "of", "by", "that"), lower case; "" if none."""
    for c in verb.children:
        if c.dep_ in ("mark", "case") and c.i < verb.i:
            fixed = [f for f in c.children if f.dep_ == "fixed"]
            return " ".join([c.lower_, *(f.lower_ for f in fixed)])
    for c in verb.children:
        if c.dep_ == "advmod" and c.i < verb.i and c.lower_ in ("when", "while", "where", "once", "whenever", "why", "how"):
            return str(c.lower_)
    return ""


def is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)


@once
def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject is its deep object; a bare participle under a noun ("drones launched from") too."""
    if any(is_dep(c, "aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for c in verb.children):
        return True
    if any(c.dep_ == "nsubj" and c.i < verb.i and c.lower_ not in RELATIVES for c in verb.children):
        return False
    if verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ in ("have", "be") for c in verb.children):
        # "drones fired by Iran" (acl), "..., backed by Iran" (advcl), but not "has fired"
        return is_dep(verb, "acl", "advcl", "amod") and verb.dep_ != "acl:relcl"
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and not any(is_dep(c, "nsubj", "aux") for c in verb.children):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    return False


@once
def is_clausal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(is_dep(c, "nsubj", "cop", "csubj") for c in token.children)


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or reduced clause modifies, or None."""
    for _ in range(DEPTH):
        if is_dep(verb, "acl"):
            return verb.head
        if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
            continue
        return None
    return None


def _through_relative(token: Token, verb: Token) -> Token:
    """The noun behind "which", "who" or "that" when it is the subject or object of a relative clause."""
    if token.lower_ in RELATIVES and token.pos_ in ("PRON", "DET", "SCONJ"):
        noun = antecedent(verb)
        if noun is not None:
            return noun
        for i in range(token.i - 1, max(token.i - 6, -1), -1):  # the parser missed the relative clause: the noun just before
            t = token.doc[i]
            if t.pos_ in ("NOUN", "PROPN"):
                while t.dep_ == "flat" and t.head.i < t.i:
                    t = t.head
                return t
            if t.pos_ not in ("PUNCT", "ADP"):
                break
    return token


def _stray(verb: Token, *, after: bool) -> Token | None:
    """A bare noun that the parser hung on the verb as something else: "kills at least seven people" (obl), "intercepted three missiles"
    (a second subject behind the verb). Times have labels of their own and are left out."""
    for c in verb.children:
        if (c.i > verb.i) is not after or c.pos_ not in ("NOUN", "PROPN", "NUM", "PRON"):
            continue
        if c.dep_ == "obl" and not case_of(c) and not any(d.dep_ == "mark" for d in c.children):
            return c
        if after and c.dep_ == "nsubj" and any(d.dep_ in ("nsubj", "nsubj:pass") and d.i < verb.i for d in verb.children):
            return c
    return None


@once
def surface_subject(verb: Token) -> Found | None:
    """The word in subject position, whatever the voice: its own, shared by coordination, or the noun a clause modifies."""
    own = first(verb, "nsubj", "nsubj:pass", "csubj")
    if own is None:
        own = _stray(verb, after=False)
    elif own.i < verb.i:  # a name cut apart: "a U.S. Air Force" + "F-16"
        own = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i and c.left_edge.i == own.right_edge.i + 1), own)
    if own is not None and own.dep_ != "nsubj:outer":
        return Found(_through_relative(own, verb), f"subject of “{verb.text}”")
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        shared = surface_subject(verb.head)
        return Found(shared.token, f"{shared.road}, shared with “{verb.text}”") if shared else None
    if verb.dep_ == "xcomp":
        return _controller(verb)
    if verb.dep_ in ("ccomp", "acl") and verb.head.tag_ in ("VBZ", "VBD", "VBP") and is_infinitive(verb):
        found = _controller(verb)  # "claims to have killed" is hung in three ways
        if found is not None:
            return found
    if verb.dep_ == "ccomp" and verb.tag_ == "VBG" and mark_of(verb) in ("of", "for", "from"):
        return _adverbial_subject(verb)  # "accuses Hezbollah of violating the truce"
    if verb.tag_ in ("VBZ", "VBD", "VBP") and (owner := first(verb, "nmod:poss")) is not None and owner.i < verb.i:
        return Found(owner, f"owner before “{verb.text}”, which was read as a noun")  # "Jordan's military | intercepts"
    if verb.dep_ == "advcl":
        return _adverbial_subject(verb)
    if verb.dep_ in ("acl", "acl:relcl"):
        return _modifier_subject(verb)
    if verb.dep_ in ("parataxis", "ccomp", "advcl:relcl") and verb.head.pos_ == "VERB" and verb.dep_ != "ccomp":
        return surface_subject(verb.head)
    return None


#: "accuses Hamas of violating …": the object of these verbs is the subject of the clause below.
OBJECT_CONTROL = words(
    "accuse suspect blame criticize criticise condemn order ask tell urge force allow permit authorize authorise enable help "
    "instruct direct warn prevent stop bar ban prohibit block discourage persuade convince pressure push call charge convict deploy "
    "invite request press compel require train use send want expect see catch film let make thank praise leave sentence"
)


def _controller(verb: Token) -> Found | None:
    """Who does a "to"-clause: the object of the verb above where it has one ("orders the navy to fire"), else its subject."""
    above = verb.head
    target = first(above, "obj", "iobj") or _stray(above, after=True)
    if target is not None and target.i < verb.i and (above.lemma_ in OBJECT_CONTROL or not is_passive(above)):
        return Found(target, f"object of “{above.text}”, which governs “{verb.text}”")
    for c in above.children:  # "calls on Hezbollah to give up"
        if is_dep(c, "obl") and c.i < verb.i and case_of(c) in ("on", "upon", "for", "with", "by") and above.lemma_ in ("call", "appeal"):
            return Found(c, f"addressee of “{above.text}”, which governs “{verb.text}”")
    up = surface_subject(above)
    return Found(up.token, f"{up.road}, which governs “{verb.text}”") if up else None


#: What a thing does that was met on its way: "intercepts a tanker carrying oil" says who carries.
_ON_ITS_WAY = words(
    "violate enter approach carry transport head fly cross attempt try bear belong come arrive travel sail operate move transit smuggle "
    "target"
)


def _adverbial_subject(verb: Token) -> Found | None:
    """Who does an adverbial clause without subject: "…, killing three" (subject above), "accuses X of firing" (object above)."""
    above = verb.head
    thing = first(above, "obj", "nsubj:pass")
    if verb.lemma_ in _ON_ITS_WAY and verb.tag_ == "VBG" and not mark_of(verb) and thing is not None and thing.right_edge.i + 1 == verb.i:
        return Found(thing, f"noun just before “{verb.text}”")  # "a missile violating their airspace"
    if above.lemma_ in OBJECT_CONTROL and mark_of(verb) in ("of", "for", "from", "over", "to", "with", "as", ""):
        target = first(above, "nsubj:pass") if is_passive(above) else first(above, "obj", "iobj")
        if target is not None and mark_of(verb):
            return Found(_through_relative(target, above), f"object of “{above.text}”, which governs “{verb.text}”")
        if target is None and mark_of(verb) in ("of", "for", "from") and above.dep_ in ("acl", "amod"):
            return Found(above.head, f"noun that “{above.text}” modifies")
    if mark_of(verb) in ("for", "over") and above.pos_ == "VERB":  # "imposes sanctions on the army for supporting …"
        met = first(above, "obj", "nsubj:pass")
        if met is not None:
            for c in met.children:
                if is_dep(c, "nmod") and case_of(c) in ("on", "against", "of") and c.i < verb.i:
                    return Found(c, f"who meets “{met.text}” for “{verb.text}”")
            for c in above.children:
                if is_dep(c, "obl") and case_of(c) in ("on", "against") and c.i < verb.i:
                    return Found(c, f"who meets “{met.text}” for “{verb.text}”")
            return Found(met, f"object of “{above.text}”, which governs “{verb.text}”")
    if above.pos_ in ("VERB", "AUX") or is_clausal(above):
        up = surface_subject(above)
        return Found(up.token, f"{up.road}, shared with “{verb.text}”") if up else None
    return None


#: Papers and words that act for the one who signs or issues them.
PAPERS = words(
    "order decree law bill statement letter memo memorandum proclamation legislation report executive resolution measure rule directive "
    "package declaration amendment amendments license notice ban waiver"
)


def _modifier_subject(verb: Token) -> Found | None:
    """Subject position of a clause on a noun: "militants fighting", "drones launched", "the plan to invade" (who plans)."""
    noun = verb.head
    if verb.dep_ == "acl" and is_infinitive(verb):
        owner = first(noun, "nmod:poss")
        if owner is not None:
            return Found(owner, f"owner of “{noun.text}”, which governs “{verb.text}”")
        above = noun.head
        if noun.dep_ in ("obj", "obl") and above.pos_ == "VERB":
            up = surface_subject(above)
            return Found(up.token, f"{up.road} “{noun.text}”, which governs “{verb.text}”") if up else None
        return Found(noun, f"noun that “{verb.text}” modifies")
    if verb.dep_ == "acl:relcl" and any(c.dep_ == "nsubj" for c in verb.children):
        return None
    if mark_of(verb) in ("for", "over") and noun.pos_ == "NOUN":  # "sanctions on the army for supporting": whom the sanctions meet
        for c in noun.children:
            if is_dep(c, "nmod") and case_of(c) in ("on", "against", "of") and c.i < verb.i:
                return Found(c, f"who meets “{noun.text}” for “{verb.text}”")
    if verb.lower_ in ("accused", "suspected", "believed") and noun.dep_ == "conj" and noun.tag_ == "NNS":
        return Found(conj_top(noun), f"nouns that “{verb.text}” modifies")  # "two men and nine companies accused of": both
    if noun.lower_ in PAPERS and noun.dep_ == "obj" and noun.head.pos_ == "VERB" and verb.tag_ == "VBG":
        up = surface_subject(noun.head)  # "signs an order imposing tariffs": who signs imposes
        return Found(up.token, f"{up.road}, whose “{noun.text}” does it") if up else None
    return Found(noun, f"noun that “{verb.text}” modifies")


@once
def deep_subject(verb: Token) -> Found | None:
    """Who does it: the subject of an active verb, the "by" phrase of a passive one."""
    if is_passive(verb):
        for c in verb.children:
            if c.dep_ == "obl:agent" or (is_dep(c, "obl", "nmod") and case_of(c) == "by"):
                return Found(c, f"agent of “{verb.text}” (by)")
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head):
            return deep_subject(verb.head)
        for c in verb.children:  # "sanctioned and blacklisted by": the agent hangs on the second
            if c.dep_ == "conj" and c.tag_ == "VBN":
                for agent in kids(c, "obl:agent"):
                    return Found(agent, f"agent of “{c.text}”, shared with “{verb.text}”")
        return None
    return surface_subject(verb)


@once
def deep_object(verb: Token) -> Found | None:
    """What it is done to: the object of an active verb (also shared: "boards and seizes a tanker"), the subject of a passive one."""
    if is_passive(verb):
        found = surface_subject(verb)
        if found is not None and found.token.i != verb.i:
            return found
        return None
    # Two objects: the first is the receiver ("gives Ukraine tanks") or a name cut apart; the last is what it is done to.
    own = next(reversed(kids(verb, "obj")), None)
    if own is not None:
        return Found(_through_relative(own, verb), f"object of “{verb.text}”")
    own = first(verb, "iobj") or _stray(verb, after=True)
    if own is not None:
        return Found(own, f"object of “{verb.text}”")
    for c in verb.children:  # "intercepts and destroys 18 missiles": the object hangs on the last verb
        if c.dep_ == "conj" and c.pos_ == "VERB" and first(c, "nsubj") is None:
            later = first(c, "obj")
            if later is not None:
                return Found(later, f"object of “{c.text}”, shared with “{verb.text}”")
    if verb.dep_ == "acl:relcl" and any(c.dep_ == "nsubj" and c.lower_ not in RELATIVES for c in verb.children):
        return Found(verb.head, f"noun that “{verb.text}” modifies")  # "the drones (that) Iran sent"
    return None


@once
def obliques(word: Token) -> list[tuple[str, Token]]:
    """The prepositional phrases below a word, as (preposition, head of the phrase), in the order of the text."""
    out = []
    for c in word.children:
        if is_dep(c, "obl", "nmod") and c.dep_ not in ("nmod:poss", "nmod:desc"):
            out.append((case_of(c), c))
        elif c.dep_ in ("advcl", "acl") and mark_of(c) in ("including", "targeting", "concerning"):
            out.append((mark_of(c), c))
    return out


def phrase(head: Token, clauses: bool = False) -> tuple[int, int]:
    """Token bounds (half-open) of the noun phrase: determiner to last modifier, without coordination, apposition and clauses.

    ``clauses=True`` keeps relative clauses in.
    """
    left, right = head.i, head.i + 1
    todo = [head]
    while todo:
        here = todo.pop()
        for c in here.children:
            if is_dep(c, "conj", "cc", "appos", "punct", "parataxis", "cop", "nsubj", "mark", "advcl", "discourse", "aux"):
                continue
            if here.i == head.i and c.dep_ == "case" and c.i < head.i:
                continue  # the phrase's own preposition
            if not clauses and is_dep(c, "acl"):
                continue
            left, right = min(left, c.i), max(right, c.i + 1)
            todo.append(c)
    return left, right


def clause_of(token: Token) -> Token:
    """The nearest word at or above the token that heads a clause."""
    for _ in range(DEPTH):
        if is_clausal(token) or token.head.i == token.i:
            return token
        token = token.head
    return token


def text_of(doc: Parse, start: int, end: int) -> tuple[int, int, str]:
    """Character bounds and words of the tokens from ``start`` to ``end`` (half-open), without blank tokens at the ends."""
    while start < end - 1 and (doc[start].is_space or (doc[start].is_punct and doc[start].text not in ("“", '"', "$", "€", "£"))):
        start += 1
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].text in (",", ".", ";", ":")):
        end -= 1
    a, b = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return a, b, doc.words(start, end)
