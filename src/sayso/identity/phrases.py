"""Who a noun phrase stands for: names, and nationality, possessor or "of X" put together with a role noun.

Everything here looks only at the phrase itself; pronouns and definite descriptions are the business of ``discourse``.
"""

from __future__ import annotations

from functools import cached_property

from sayso.identity.mentions import Mention
from sayso.identity.nouns import Noun
from sayso.identity.parts import Part
from sayso.identity.people import People
from sayso.identity.words import words

__all__ = ["Part", "Phrases"]


class Phrases(People):
    """Reads the noun phrases of one document."""

    def parts(self, i: int) -> tuple[Part, ...]:
        """The entities of the noun phrase headed by token ``i``, by its own words; empty where it is none."""
        if i in self._kept:
            return self._kept[i]
        if i in self._busy:
            return ()
        self._busy.add(i)
        out = self._read(i)
        self._busy.discard(i)
        self._kept[i] = out
        return out

    def _read(self, i: int) -> tuple[Part, ...]:
        v = self.view
        m = self.cover.get(i)
        left, right = v.core(i)
        if m is not None:
            named = self._named(i, m, left, right)
            if named is not None:
                return named
        out = self._quantified(i)
        if out:
            return out
        out = self._before_name(i, left)
        if out:
            return out
        found = self.role(i)
        if found is not None:
            noun, begin = found
            out = self._role(i, noun, begin, left, right)
            if out:
                return out
        return self._unknown_name(i, left, right)

    def _quantified(self, i: int) -> tuple[Part, ...]:
        """ "One of our service members", "hundreds of Iranians": the noun behind "of" is who is meant."""
        v = self.view
        if v.pos[i] != "NUM" and v.low[i] not in words("quantifiers"):
            return ()
        for c in v.children[i]:
            if c > i and v.dep[c].startswith("nmod") and v.case_of(c) in {"of", "among"}:
                return self.parts(c)
        return ()

    def _named(self, i: int, m: Mention, left: int, right: int) -> tuple[Part, ...] | None:
        v = self.view
        last = m.j - 1
        # "Iran" in "Iran's army" or "Iran-backed" is the name only when it is asked for itself.
        if m.kind in {"place", "state"} and m.state and m.sector is None:
            holder = self._holder(left, m.i)
            if holder is not None:
                return (Part(holder.id, holder.sector, holder.kind, f"“{v.words(left, m.j)}”: held by {holder.text}", plural=True),)
            owner = m.kind == "place" and next(
                (self.cover[k] for k in range(left, m.i) if k in self.cover and self.cover[k].kind == "state" and self.cover[k].adjectival),
                None,
            )
            if owner and owner.id != m.state and self._suffix(owner) is None:
                return (Part(owner.id, "MIL", "state", f"“{v.words(owner.i, m.j)}”: {owner.text}'s", plural=False),)
        if m.person and m.id == m.person and m.state and not self._former(left, m.i):
            # The words give the title as held ("In 2022 President Joe Biden …"): the words win over the day.
            noun = self._title_of(m, left) or self.held.get(m.person)
            if noun is not None:
                why = f"“{v.words(min(left, m.i), m.j)}”: the words give the office as held"
                return (Part(m.state, noun.sector, "person", why, animate=True, person=m.person),)
        if m.person and self._former(left, m.i):
            return (Part(m.person, None, "person", f"“{v.words(left, m.j)}”: no longer in office", animate=True, person=m.person),)
        if m.people:
            return (Part(m.id, "CVL", "state", f"{m.why}: its people", plural=v.low[last].endswith(("s", "ese", "men")), animate=True),)
        # A name followed by a noun of the same phrase that the tree did not make the head: "Houthi movement", "Pentagon spokesperson".
        if right > m.j:
            tail = self._tail(i, m, right)
            if tail is not None:
                return tail
        if m.kind == "state" and m.sector is None:
            cut = self._cut_off(i, m)
            if cut is not None:
                return cut
        plural = m.kind == "group" and v.low[last].endswith("s") and m.id != "hamas"
        sector = m.sector
        if m.kind == "group":
            # The name alone does not say rebels; "militant group", "rebels", "fighters" do.
            armed = any(v.lemma[k] in words("armed") for k in range(left, m.i))
            sector = m.sector if armed or m.sector not in {"REB", "PRM"} else None
        if m.kind == "person" and m.id == m.person:
            sector = self._private_sector(left, m.i)
        return (Part(m.id, sector, m.kind, m.why, plural=plural, animate=m.kind == "person", person=m.person),)

    @cached_property
    def held(self) -> dict[str, Noun]:
        """Persons out of office on the day whom the text somewhere gives their title as held: their bare surname follows it."""
        out: dict[str, Noun] = {}
        for m in self.mentions:
            if m.person and m.id == m.person and m.state:
                noun = self._title_of(m, m.i)
                if noun is not None:
                    out.setdefault(m.person, noun)
        return out

    def _title_of(self, m: Mention, left: int) -> Noun | None:
        """The title directly before a name, where it is one of state ("president", not "candidate" or "activist")."""
        v = self.view
        k = v.before(m.i)
        if k < 0 or v.low[k] not in words("titles_of_state"):
            return None
        found = self.role(k)
        former = any(v.low[x] in words("former") for x in range(max(0, min(left, k) - 2), m.i))
        return found[0] if found is not None and found[0].cls == "office" and not former else None

    def _cut_off(self, i: int, m: Mention) -> tuple[Part, ...] | None:
        """A state that the tree took for the head of its own office: "United States | president Donald Trump", "Congo | government"."""
        v = self.view
        if m.possessive or v.dep[i] not in {"nsubj", "nsubj:pass", "obj", "nmod:poss", "obl:agent"}:
            return None
        for k in range(m.j, min(m.j + 4, v.n)):
            if v.pos[k] not in {"NOUN", "PROPN", "ADJ"} or self.cover.get(k) is not None:
                return None
            if v.dep[k] in {"nsubj", "nsubj:pass", "obj"} and v.head[k] != v.head[i]:
                return None
            found = self.role(k)
            if found is not None and found[0].cls in {"office", "organ"} and found[1] >= m.j:
                after = self.cover.get(v.after(k))
                if after is not None and after.kind == "person" and after.i == v.after(k):
                    return self._named(after.i, after, m.i, after.j)
                if v.dep[k] in {"compound", "flat", "nmod", "nmod:desc", "appos", "nmod:unmarked"} and i <= v.head[k] <= k:
                    return self._owned(found[0], m, k, found[1], m.i)
        return None

    def _tail(self, i: int, m: Mention, right: int) -> tuple[Part, ...] | None:
        v = self.view
        found = self.role(right - 1)
        if found is None or right - 1 == i or found[1] < m.j:
            return None
        return self._role(right - 1, found[0], found[1], min(m.i, v.core(i)[0]), right, owners=[m])

    def _holder(self, left: int, i: int) -> Mention | None:
        """The group in "Houthi-controlled Yemen"; a state that holds foreign land does not make it its own."""
        v = self.view
        for k in range(max(0, min(left, i - 4)), i):
            m = self.cover.get(k)
            if (
                m
                and m.kind == "group"
                and self._suffix(m) in words("holds")
                and all(v.pos[x] not in {"VERB", "ADP"} or v.low[x] in words("holds") for x in range(m.j, i))
            ):
                return m
        return None
