"""Places and the state they belong to: from the lexicon, from "X, Country", from the words around an unknown name."""

from __future__ import annotations

from sayso.identity.mentions import Mention
from sayso.identity.phrases import Phrases
from sayso.records import Place

AREA = {
    "area", "region", "city", "town", "village", "province", "district", "governorate", "oblast", "state", "county", "port", "airport", "base", "island", "border", "coast",
    "territory", "airspace", "neighborhood", "neighbourhood", "suburb", "capital", "municipality", "camp", "valley", "desert", "peninsula", "prefecture", "department", "krai",
    "facility", "site", "hospital", "prison", "school", "plant", "refinery", "terminal", "airfield", "crossing", "corridor", "waters", "strip", "raion", "enclave", "outskirts",
    "building", "compound", "market", "road", "highway", "bridge", "station", "part", "north", "south", "east", "west", "center", "centre", "front", "settlement", "headland",
    "headquarters", "embassy", "consulate", "power plant", "warehouse", "depot", "soil", "land", "city hall", "checkpoint", "barracks", "mosque", "church", "hotel", "street",
}  # fmt: skip
_ATTACH = {"appos", "nmod", "flat", "list", "conj", "nmod:unmarked", "parataxis", "obl:unmarked", "compound", "dep"}
_LOCATIVE = {"in", "of", "at", "near", "from", "on", "across", "off", "outside", "inside", "around", "over"}
PLACE_KINDS = {"place", "state", "region"}


class Places:
    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.view = phrases.view

    def at(self, i: int) -> Place | None:
        """The place named by the phrase headed by token ``i``: its id is a state (alpha-3), a region's slug, or None if not known."""
        v = self.view
        m = self.phrases.cover.get(i)
        if m is not None and m.people:
            return None
        left, right = v.core(i)
        if (
            m is not None
            and m.kind in PLACE_KINDS
            and not (m.adjectival and v.dep[i] in {"amod"})
            and (m.sector is None or m.kind != "state")
        ):
            left, right = min(left, m.i), max(right, m.j)
            tail = self._chain(right)
            return self._made(left, max(right, tail[1]), self._region(m) if tail[0] is None or m.kind == "region" else tail[0])
        if m is not None and m.kind in PLACE_KINDS | {"organisation", "group"} and m.sector is not None and v.lemma[m.j - 1] not in AREA:
            return self._made(left, right, m.state or m.id) if m.kind == "state" else None
        inner = self._inside(i, left, right)
        tail = self._chain(right)
        if tail[0] is not None and (v.pos[i] == "PROPN" or v.lemma[i] in AREA):
            return self._made(left, tail[1], tail[0])
        if inner is not None and (v.lemma[i] in AREA or v.low[i] in AREA or self._located(i)):
            return self._made(left, right, inner)
        if v.lemma[i] in AREA or (v.pos[i] == "PROPN" and v.word[i][:1].isupper()):
            for c in v.children[i]:
                if c > i and v.dep[c].startswith("nmod") and v.case_of(c) in _LOCATIVE:
                    deep = self.at(c)
                    if deep is not None and deep.id is not None:
                        end = v.at(deep.start, deep.end)[1]
                        return self._made(left, max(right, end), deep.id)
        ent = self.phrases.ents.get(i)
        if ent is not None and ent[2] == "LOC" and m is None:
            return self._made(left, right, None)
        return None

    def _located(self, i: int) -> bool:
        return i in self.phrases.ents and self.phrases.ents[i][2] == "LOC"

    def _region(self, m: Mention) -> str:
        return m.state or m.id

    def _inside(self, i: int, left: int, right: int) -> str | None:
        """A place named inside the phrase: "Sudan's Blue Nile State", "Iranian airspace"."""
        for k in range(right - 1, self.phrases._reach(left, i) - 1, -1):
            m = self.phrases.cover.get(k)
            if (
                m is not None
                and k != i
                and m.kind in PLACE_KINDS | {"group"}
                and self.phrases._suffix(m) not in {"backed", "made", "led", "supported"}
            ):
                if m.kind == "group":
                    return m.state
                return m.state or m.id
        return None

    def _chain(self, right: int) -> tuple[str | None, int]:
        """What stands behind a comma or bracket: "Dobropillia, Donetsk Oblast, Ukraine" → the last link's state, and the end."""
        v = self.view
        state, end, k = None, right, right
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
                if stop > k and nxt < v.n and self.phrases.cover.get(nxt) is not None and self.phrases.cover[nxt].kind in PLACE_KINDS:
                    k, links = stop, links + 1
                    continue
                break
            if m.kind not in PLACE_KINDS or m.adjectival or m.people or m.possessive or m.sector is not None:
                break
            stop = m.j
            while stop < v.n and v.word[stop][:1].isupper() and v.low[stop] in AREA:
                stop += 1
            after = v.low[stop] if stop < v.n else "."
            if after in {"and", "or"} and m.kind == "state":
                break  # a list of states, not an address
            state, end = m.state or m.id, stop
            k, links = stop, links + 1
            if m.kind == "state":
                break
        return state, end

    def _made(self, left: int, right: int, id: str | None) -> Place:
        v = self.view
        start, end = v.start[left], v.end[right - 1]
        return Place(start, end, v.text[start:end], id)
