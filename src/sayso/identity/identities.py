"""The identities of one document: names found once, phrases read when they are asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sayso.identity.discourse import Discourse
from sayso.identity.mentions import Finder, Mention
from sayso.identity.names import names
from sayso.identity.parts import Part
from sayso.identity.phrases import Phrases
from sayso.identity.places import Places
from sayso.identity.view import View
from sayso.identity.words import DASHES, PRONOUNS, RELATIVE, words
from sayso.language.plain import Parse, Placed, plain
from sayso.records import Actor, Place, Unresolved

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Identities:
    """Who and where in one document. Everything is read from the words and the day of the text; nothing is looked up elsewhere."""

    def __init__(self, doc: Parse, published: date | None) -> None:
        self.doc, self.published = doc, published
        self.view = View(doc)
        self.mentions: tuple[Mention, ...] = find_mentions(self.view, published)
        self.phrases = Phrases(self.view, self.mentions)
        self.discourse = Discourse(self.phrases)
        self.places = Places(self.discourse)

    def _parts(self, i: int) -> tuple[Part, ...]:
        v = self.view
        if v.low[i] in PRONOUNS | RELATIVE and v.pos[i] in {"PRON", "DET", "SCONJ", ""}:
            return self.discourse.resolve(i)
        return self.discourse.read(i) or self.discourse.resolve(i)

    def actors(self, head: Placed) -> tuple[Actor, ...]:
        """The political entities that the noun phrase headed by ``head`` stands for; conjuncts are not followed.

        Empty where the phrase is no political entity. ``unresolved`` is set where it is one but not clear which; its ``id`` is then the
        slug of its words. The span is the phrase with its determiner, without a trailing clause.
        """
        parts = self._parts(head.i)
        return self._made(head.i, parts)

    def _made(self, i: int, parts: tuple[Part, ...]) -> tuple[Actor, ...]:
        if not parts:
            return ()
        v = self.view
        m = self.phrases.cover.get(i)
        if m is not None and m.adjectival and (v.dep[i] in {"amod", "compound", "nmod"} or v.pos[i] == "ADJ"):
            left, right = m.i, m.j
        elif v.pos[i] in {"PRON", "DET"}:
            left, right = i, i + 1
        else:
            left, right = v.whole(i)
            if m is not None:
                right = max(right, m.j)
                left = min(left, m.i)
        start, end = v.start[left], v.end[right - 1]
        out = []
        for p in {p.id: p for p in parts}.values():
            unresolved = Unresolved(p.unclear, p.candidates) if p.unclear else None
            out.append(Actor(start, end, v.text[start:end], p.id, p.sector, unresolved))
        return tuple(out)

    def why(self, head: Placed) -> str:
        """In words, why ``actors(head)`` is what it is."""
        return "; ".join(p.why or (p.unclear or "") for p in self._parts(head.i))

    def owner(self, head: Placed) -> tuple[Actor, ...]:
        """Whose thing the noun phrase is, by nationality, possessor, flag or place: "an Iranian refinery", "its air base", "Al Udeid"."""
        i, v = head.i, self.view
        own = self.phrases.parts(i)
        if own and not any(p.unclear for p in own):
            return self._made(i, own)
        left, right = v.core(i)
        found = self.phrases.owners(i, left, right, i)
        flagged = self._flag(left, i)
        if flagged is not None:
            found = [flagged]
        span = (v.start[left], v.end[right - 1])
        if found:
            return tuple(
                Actor(
                    *span,
                    v.text[span[0] : span[1]],
                    m.state or m.id if m.kind in {"state", "place"} else m.id,
                    m.sector if m.kind != "place" else None,
                )
                for m in found
            )
        for k in range(left, i):
            if v.pos[k] in {"PRON", "DET"} and v.low[k] in PRONOUNS:
                parts = tuple(p for p in self.discourse.resolve(k))
                if parts:
                    return tuple(
                        Actor(*span, v.text[span[0] : span[1]], p.id, None, Unresolved(p.unclear, p.candidates) if p.unclear else None)
                        for p in parts
                    )
        for c in self.phrases._complements(i):
            parts = tuple(p for p in self.phrases.parts(c) if not p.unclear)
            if parts:
                return tuple(Actor(*span, v.text[span[0] : span[1]], p.id, None) for p in parts)
        return ()

    def _flag(self, left: int, i: int) -> Mention | None:
        v = self.view
        for k in range(left, i):
            m = self.phrases.cover.get(k)
            if m is not None and m.j + 1 < v.n and v.word[m.j] in DASHES and v.low[m.j + 1] in words("flies"):
                return m
        return None

    def people(self, head: Placed) -> bool:
        """Whether the phrase is people without a state of their own (civilians, passengers, workers): victims for the claims room."""
        if self.phrases.parts(head.i):
            return False
        found = self.phrases.role(head.i)
        return found is not None and found[0].cls in {"people", "crew", "person"}

    def place(self, head: Placed) -> Place | None:
        """The place that the phrase headed by ``head`` names, with its state or region; None where it names none."""
        return self.places.at(head.i)


def find_mentions(view: View, published: date | None) -> tuple[Mention, ...]:
    """Every name of the lexicons in the document, in order, none overlapping another."""
    people = [(start, end) for _, _, start, end, label in view.ents if label == "PER"]
    finder = Finder(names(), view.text, published.isoformat() if published else None, people)
    out = []
    for f in finder.find():
        start, end = finder.pieces[f.a].start, finder.pieces[f.b - 1].end
        i, j = view.at(start, end)
        r = f.reading
        adjectival = r.adjectival or (any(x.adjectival and x.id == r.id for x in f.readings) and finder._modifies(f.b))
        same = [x for x in f.readings if x.id == r.id]
        # "Britons" are people; "Iranian" is one only where no noun of its own follows and it is no other name of the state ("the US").
        people_name = (
            any(x.people for x in same)
            and not any(not x.people and not x.adjectival for x in same)
            and (not any(x.adjectival for x in same) or _a_person(view, i, j))
        )
        out.append(
            Mention(
                start,
                end,
                i,
                j,
                view.text[start:end],
                r.id,
                r.kind,
                "CVL" if people_name else r.sector,
                r.state,
                adjectival,
                f.why,
                person=r.person,
                people=people_name,
                capital=r.capital,
                possessive=finder.pieces[f.b - 1].possessive,
            )
        )
    return tuple(out)


def _a_person(view: View, i: int, j: int) -> bool:
    """Whether a word that is adjective and noun ("an Iranian", "two Afghans") is a noun here."""
    return view.pos[j - 1] in {"NOUN", "PROPN"} and view.dep[j - 1] not in {"amod", "compound", "nmod:desc", "flat"}


def identify(doc: Doc | Parse, published: date | None) -> Identities:
    """The identities of a document that was published on ``published`` (None where the day is not known)."""
    return Identities(plain(doc), published)
