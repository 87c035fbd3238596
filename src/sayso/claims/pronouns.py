"""Pronouns that identity leaves open, by the rules of speech: "the army says they …", "we" in a running speech, "the other" of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.forms import words
from sayso.claims.lexicon import cue_forms, cues
from sayso.claims.tree import ancestors, deep_subject, is_dep, surface_subject

if TYPE_CHECKING:
    from sayso.language.plain import Token

_SPEAKER = words("i we us our my me ours")
_SAID = words("it they he she its their his her them him themselves itself")


def is_other(token: Token) -> bool:
    """Whether the phrase is "the other", one of two named before."""
    return token.lower_ == "other" and any(c.lower_ == "the" for c in token.children)


def stands_for(token: Token, speaker: Token | None) -> Token | None:
    """The noun phrase a pronoun stands for: the speaker of the clause above, of the running speech, or the subject of the verb above.

    None where no such rule applies. ``speaker`` is the head of the speaker of the running speech.
    """
    low = token.lower_
    if is_other(token):
        up = next(iter(ancestors(token)), None)
        found = surface_subject(up) if up is not None and up.pos_ == "VERB" else None
        return found.token if found else None
    if token.pos_ != "PRON":
        return None
    if low in _SPEAKER and speaker is not None:
        return speaker
    if low in _SPEAKER | _SAID:
        say = cue_forms("speech", "say")
        report = cues("speech")["report"]
        node = token
        for up in ancestors(token):
            if up.lower_ in say and up.pos_ == "VERB" and is_dep(node, "ccomp", "xcomp", "parataxis"):
                found = deep_subject(up)
                return found.token if found is not None and found.token.i != token.i else None
            if up.lower_.rstrip("s") in report and is_dep(node, "acl", "ccomp"):  # "Russia's claim that it captured …"
                owner = next((c for c in up.children if c.dep_ == "nmod:poss" and c.pos_ != "PRON"), None)
                if owner is not None:
                    return owner
            node = up
    return None


#: Organs that belong to the state spoken of, where no name says which: "the prime minister says authorities arrested …".
ORGANS = words(
    "authority authorities ministry government police military army force forces navy troops soldiers parliament court prosecutors "
    "officials president minister cabinet officers soldier troop official prosecutor officer agencies services"
)


def the_country(token: Token) -> Token | None:
    """What "the country" takes up: the outermost subject above that is a noun or name, as a reporter comes before what it reports."""
    if token.lower_ not in ("country", "nation") or not any(c.lower_ == "the" for c in token.children):
        return None
    best = None
    for up in ancestors(token):
        found = deep_subject(up) if up.pos_ == "VERB" else None
        if found is not None and found.token.i < token.i and found.token.pos_ in ("NOUN", "PROPN"):
            best = found.token
    return best


def spoken_of(token: Token) -> Token | None:
    """The subject of the clauses above whose state an unnamed organ belongs to, nearest first (see :data:`ORGANS`)."""
    for up in ancestors(token):
        if up.pos_ == "VERB":
            found = deep_subject(up)
            if found is not None and found.token.i != token.i and found.token.pos_ in ("NOUN", "PROPN"):
                return found.token
    return None
