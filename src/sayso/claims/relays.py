"""Those through whom words come, beside the speaker: whom an outlet cites, and the outlet a speaker talks to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.context import Context
from sayso.claims.forms import words
from sayso.claims.speakers import is_outlet
from sayso.claims.speech import Link
from sayso.claims.tree import case_of, conjuncts, deep_object, first, is_dep, obliques

if TYPE_CHECKING:
    from sayso.language.plain import Token

#: Verbs whose object speaks through their subject: "IRNA quoted the minister as saying".
QUOTES = words("quote cite")
_CITING = words("citing quoting")
_REPORTS = words("report learn hear")
_TALKS = words("interview conversation remarks comments statement call speech briefing")


def _object(verb: Token) -> Token | None:
    found = deep_object(verb)
    return found.token if found is not None else None


def cited(verb: Token) -> list[Link]:
    """Inner sources: "Reuters reported, citing two officials, that …" has the officials below Reuters."""
    out = []
    for c in verb.children:
        if c.lower_ in _CITING and is_dep(c, "advcl", "acl", "conj", "xcomp", "case"):
            who = _object(c)
            if who is not None and (who.pos_ == "PROPN" or who.lower_ in _VOICES):
                out.append(Link(who, c, f"whom “{verb.text}” cites"))
        elif is_dep(c, "obl") and any(d.lower_ in _CITING for d in c.children if d.dep_ in ("case", "mark")):
            out.append(Link(c, c, f"whom “{verb.text}” cites"))
        elif verb.lemma_ in _REPORTS and is_dep(c, "obl") and case_of(c) == "from" and c.lower_ in _VOICES:
            out.append(Link(c, verb, f"from whom “{verb.text}” comes"))
    subject = first(verb, "nsubj")
    if not out and subject is not None:  # "CNN, citing officials, reports": hung on the outlet
        objects = [(c, _object(c)) for c in subject.children if c.lower_ in _CITING]
        out += [Link(w, c, f"whom “{verb.text}” cites") for c, w in objects if w is not None and (w.pos_ == "PROPN" or w.lower_ in _VOICES)]
    return out


_VOICES = words(
    "official officials source sources witness witnesses minister ministry spokesman spokesperson spokeswoman president police army "
    "military authorities authority agency report reports media residents experts analysts diplomats commander government governor "
    "statement lawmaker lawmakers people medics doctors activists documents document investigators"
)


def passed_on(ctx: Context, verb: Token) -> list[Link]:
    """Outer sources: "in an interview with the BBC, X said", "speaking to Al Jazeera, X said"."""
    for c in verb.children:
        found: Token | None = None
        if is_dep(c, "obl") and c.lower_ in _TALKS and case_of(c) in ("in", "during", "on"):
            found = next((h for prep, h in obliques(c) if prep in ("with", "to")), None)
        elif is_dep(c, "advcl") and c.lower_ == "speaking":
            found = next((h for prep, h in obliques(c) if prep in ("to", "with")), None)
        if found is not None and any(is_outlet(ctx, t) for t in conjuncts(found)):
            return [Link(found, verb, f"to whom is spoken in “{verb.text}”")]
    return []
