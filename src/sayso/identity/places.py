"""Places and the state they belong to: from the lexicon, from "X, Country", from the words around a name or a common noun."""

from __future__ import annotations

from sayso.identity.discourse import Discourse
from sayso.identity.mentions import Mention
from sayso.identity.words import PRONOUNS, statelike, words
from sayso.records import Place

PLACE_KINDS = {"place", "state", "region"}
_NOT_OF = {"backed", "made", "led", "supported", "built", "supplied"}


class Places:
    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.phrases = discourse.phrases
        self.view = discourse.view

    def at(self, i: int) -> Place | None:
        """The place named by the phrase headed by token ``i``: its id is a state (alpha-3), a region's slug, or None if not known."""
        v = self.view
        m = self.phrases.cover.get(i)
        if m is not None and (m.people or m.person):
            return None
        left, right = v.core(i)
        if m is not None and m.kind in PLACE_KINDS and m.sector is None and not (m.adjectival and v.dep[i] == "amod"):
            left, right = min(left, m.i), max(right, m.j)
            state, end = self._chain(right, m)
            return self._made(left, max(right, end), state or m.state or m.id)
        if m is not None and m.sector is not None and v.lemma[m.j - 1] not in words("area"):
            return self._made(left, right, m.state or m.id) if m.kind == "state" else None
        if m is None or m.kind not in PLACE_KINDS:
            named = i in self.phrases.ents and self.phrases.ents[i][2] == "LOC"
            area = v.lemma[i] in words("area") or v.low[i] in words("area")
            state, end = self._chain(right, None)
            if state is not None and (area or v.pos[i] == "PROPN"):
                return self._made(left, end, state)
            inner = self._inside(i, left, right)
            if inner is not None and (area or named):
                return self._made(left, right, inner)
            if area or v.pos[i] == "PROPN":
                deep = self._behind(i)
                if deep is not None:
                    return self._made(left, max(right, v.at(deep.start, deep.end)[1]), deep.id)
            if named:
                return self._made(left, right, None)
        return self._taken_up(i, left, right)

    def _behind(self, i: int) -> Place | None:
        """The place in a prepositional phrase behind the noun: "parts of Anbar Province in Iraq"."""
        v = self.view
        for c in v.children[i]:
            if c > i and v.dep[c].startswith(("nmod", "obl")) and v.case_of(c) in words("place_prepositions"):
                deep = self.at(c)
                if deep is not None and deep.id is not None:
                    return deep
        return None

    def _inside(self, i: int, left: int, right: int) -> str | None:
        """A place or owner named inside the phrase: "Sudan's Blue Nile State", "Iranian airspace", "the country's airspace"."""
        v = self.view
        for k in range(right - 1, self.phrases._reach(left, i) - 1, -1):
            m = self.phrases.cover.get(k)
            if m is not None and k != i and m.kind in PLACE_KINDS | {"group"} and self.phrases._suffix(m) not in _NOT_OF:
                return m.state if m.kind == "group" else m.state or m.id
        for k in range(left, i):
            if v.dep[k] == "nmod:poss" and (v.low[k] in PRONOUNS or v.pos[k] == "NOUN"):
                found = [p for p in self.discourse.resolve(k) if not p.unclear and statelike(p.id)]
                if len(found) == 1:
                    return found[0].id
        return None

    def _taken_up(self, i: int, left: int, right: int) -> Place | None:
        """ "The country", "the city", "the strait": the one named before."""
        v = self.view
        found = self.phrases.role(i)
        if found is not None and found[0].cls == "country":
            parts = [p for p in self.discourse.resolve(i) if not p.unclear and statelike(p.id)]
            return self._made(left, right, parts[0].id) if len(parts) == 1 else None
        if v.lemma[i] not in words("anaphoric") or not any(v.low[k] in {"the", "this", "that"} for k in range(left, i)):
            return None
        wanted = {"region"} if v.lemma[i] in words("water") else {"place"}
        before = [
            m for m in self.phrases.mentions if m.j <= i and m.kind in wanted and not m.adjectival and v.sentence[i] - v.sentence[m.i] <= 3
        ]
        return self._made(left, right, before[-1].state or before[-1].id) if before else None

    def _chain(self, right: int, first: Mention | None) -> tuple[str | None, int]:
        """What stands behind a comma or bracket: "Dobropillia, Donetsk Oblast, Ukraine" → the last link's state, and the end.

        A state is followed by no address; a place whose state is known is overruled only by a state ("Alexandria, Egypt"), so that
        "Dubai, Doha and Manama" stays a list.
        """
        v = self.view
        state, end, k = None, right, right
        if first is not None and first.kind != "place":
            return None, right
        links = 0
        while k < v.n and v.word[k] in {",", "(", "-", "–"} and links < 3:
            k = v.after(k)
            m = self.phrases.cover.get(k)
            if m is None:
                # An unknown link ("Okhtyrka Raion") is passed over if a known one follows it.
                stop = k
                while stop < v.n and v.word[stop][:1].isupper() and self.phrases.cover.get(stop) is None and stop - k < 4:
                    stop += 1
                nxt = v.after(stop) if stop < v.n and v.word[stop] == "," else v.n
                after = self.phrases.cover.get(nxt)
                if stop > k and after is not None and after.kind in {"place", "state"}:
                    k, links = stop, links + 1
                    continue
                break
            if m.kind not in PLACE_KINDS or m.adjectival or m.people or m.possessive or m.sector is not None or m.person:
                break
            if first is not None and first.state and m.kind != "state" and m.state != first.state:
                break
            stop = m.j
            while stop < v.n and v.word[stop][:1].isupper() and v.low[stop] in words("area"):
                stop += 1
            after_word = v.low[stop] if stop < v.n else "."
            if m.kind == "state" and (after_word in {"and", "or"} or self._listed(stop)) and (first is None or first.state != m.state):
                break  # a list of states, not an address
            state, end = m.state or m.id, stop
            k, links = stop, links + 1
            if m.kind == "state":
                break
        return state, end

    def _listed(self, stop: int) -> bool:
        """Whether another state follows after a comma, so that the states are a list."""
        v = self.view
        if stop >= v.n or v.word[stop] != ",":
            return False
        after = self.phrases.cover.get(v.after(stop))
        return after is not None and after.kind == "state" and not after.adjectival

    def _made(self, left: int, right: int, id: str | None) -> Place:
        v = self.view
        start, end = v.start[left], v.end[right - 1]
        return Place(start, end, v.text[start:end], id)
