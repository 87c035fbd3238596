"""Persons: a title and a name, a surname taken up later, a name in no lexicon."""

from __future__ import annotations

from sayso.identity.mentions import Mention
from sayso.identity.names import slug
from sayso.identity.nouns import Noun, is_private
from sayso.identity.parts import Part
from sayso.identity.roles import Roles
from sayso.identity.words import words

PARTICLES = {"al", "el", "bin", "ibn", "ben", "de", "del", "da", "dos", "van", "von", "der", "la", "le", "-"}


class People(Roles):
    """What a personal name stands for in one document."""

    def _named(self, i: int, m: Mention, left: int, right: int) -> tuple[Part, ...] | None:
        raise NotImplementedError

    @property
    def persons(self) -> dict[str, Part]:
        """Surnames of persons whom the text introduces with a title or full name, and who they are."""
        if self._persons is None:
            self._persons, self._busy_persons = {}, True
            v = self.view
            for start, end, _, _, label in v.ents:
                if label != "PER" or end - start < 2 or end - start > 6:
                    continue
                last = v.low[end - 1]
                head = next((x for x in range(start, end) if not start <= v.head[x] < end), start)
                if self.cover.get(head) is not None or last in self._persons:
                    continue
                for i in (head, v.head[head], v.before(start)):
                    part = next((p for p in self.parts(i) if p.person), None) if 0 <= i < v.n else None
                    if part is not None and part.person and part.person.endswith(slug(v.word[end - 1])):
                        self._persons[last] = part
                        break
            self._busy_persons = False
            self._kept.clear()
        return self._persons

    def _private_sector(self, left: int, i: int) -> str | None:
        return "CVL" if any(is_private(self.view.low, k) for k in range(left, i)) else None

    def _before_name(self, i: int, left: int) -> tuple[Part, ...]:
        """A title, rank or kind that a name follows at once, however the tree hangs it: "Minister Ellwood", "the group Hezbollah"."""
        v = self.view
        k = v.after(i)
        if k < v.n and v.word[k] == "." and v.low[i] in words("ranks"):
            k = v.after(k)
        # "al-Burhan", "bin Salman": a particle may open the name.
        if k >= v.n or not (v.word[k][:1].isupper() or v.low[k] in PARTICLES):
            return ()
        m = self.cover.get(k)
        found = self.role(i)
        if found is None:
            if v.low[i].rstrip(".") not in words("ranks"):
                return ()
            noun, begin = Noun("office", "MIL", False), i
        else:
            noun, begin = found
        if noun.cls not in {"office", "people", "person", "crew", "firm", "group", "body", "organ"}:
            return ()
        if m is not None:
            if m.i != k or m.adjectival or m.kind not in {"person", "group", "organisation", "firm", "media"} or noun.plural:
                return ()
            if noun.cls == "organ" and m.kind == "person":
                return ()
            head = next((x for x in range(m.i, m.j) if not m.i <= v.head[x] < m.j), m.i)
            return self._named(head, m, left, m.j) or ()
        ent = self.ents.get(k)
        if noun.plural or noun.cls == "organ":
            return ()
        if noun.cls in {"firm", "group", "body"} and (ent is None or ent[2] != "PER"):
            # A capitalised run behind "firm" or "group" is its name; the encoder may have seen it or not.
            end = ent[1] if ent is not None and ent[0] == k else self._run(k)
            return self._by_title(k, end, noun, begin, left, i) if v.lemma[i] in words("kinds_before_names") else ()
        if ent is not None and ent[2] == "PER" and ent[0] <= k:
            return self._by_title(k, ent[1], noun, begin, left, i)
        if noun.cls in {"office", "person", "crew", "people"} and ent is None and self._run(k) - k >= 2:
            return self._by_title(k, self._run(k), noun, begin, left, i)
        return ()

    def _run(self, k: int) -> int:
        """End (half-open) of the run of capitalised words in no lexicon that begins at ``k``, particles inside allowed."""
        v = self.view
        end = k
        while end < v.n and end - k < 6 and self.cover.get(end) is None and v.pos[end] not in {"VERB", "AUX", "ADP"}:
            if v.word[end][:1].isupper():
                end += 1
            elif v.low[end] in PARTICLES and end > k and end + 1 < v.n and v.word[end + 1][:1].isupper():
                end += 2
            else:
                break
        return end

    def _name_follows(self, i: int, right: int) -> bool:
        v = self.view
        k = v.after(i)
        return k < right and v.word[k][:1].isupper() and v.pos[k] in {"PROPN", "NOUN", "X", ""}

    def _titled(self, i: int, noun: Noun, begin: int, left: int, right: int) -> tuple[Part, ...]:
        """A title with a name behind it, the title being the head: the name decides if it is known."""
        v = self.view
        for k in range(i + 1, right):
            m = self.cover.get(k)
            if m is not None and m.kind == "person":
                return self._named(k, m, left, right) or ()
        end = right
        return self._by_title(v.after(i), end, noun, begin, left, i)

    def _unknown_name(self, i: int, left: int, right: int) -> tuple[Part, ...]:
        """A name in no lexicon: the title before it decides, else it is its own identity."""
        v = self.view
        if v.pos[i] not in {"PROPN", "X"} and i not in self.ents:
            return ()
        if not v.word[i][:1].isupper():
            return ()
        known = self.persons.get(v.low[i]) if not self._busy_persons else None
        if known is not None and right - left <= 2:
            return (known,)
        found = self.role(i)
        if found is not None and found[0].cls in {"office", "organ"}:
            return ()
        edge = self._title_edge(i, left)
        ent = self.ents.get(i)
        for k in range(i - 1, edge - 1, -1):
            if ent is not None and ent[2] == "ORG" and ent[0] <= k:
                continue  # "General" inside "General Confederation" is no title
            found = self.role(k)
            if found is not None and found[0].cls in {"office", "people", "person", "crew", "firm", "group", "organ"}:
                if any(self.cover.get(x) is not None for x in range(k + 1, i + 1)):
                    break
                return self._by_title(k + 1, right, found[0], found[1], edge, k)
        ent = self.ents.get(i)
        if ent is None or ent[2] not in {"PER", "ORG"}:
            return ()
        opens = self.role(ent[0])
        if opens is not None and opens[0].cls in {"office", "organ"} and ent[2] == "ORG":
            return ()  # "Secretary of Defense": an office, not a body of that name
        if right > ent[1] and all(v.word[k][:1].isupper() and v.pos[k] == "PROPN" for k in range(ent[1], right)):
            ent = (ent[0], right, ent[2])  # the tree sees a longer name than the names do
        if ent[2] == "PER":
            for c in v.children[i]:
                # "Rawhi Mushtaha, head of the Hamas government": the office beside the name.
                if c > i and v.dep[c] == "appos" and self._former(v.core(c)[0], c) is False:
                    beside = self.role(c)
                    if beside is not None and beside[0].cls == "office":
                        office = [p for p in self.parts(c) if not p.unclear]
                        if office:
                            return tuple(
                                Part(p.id, p.sector, p.kind, p.why, animate=True, person=slug(v.words(ent[0], ent[1]))) for p in office
                            )
        begin, end = (ent[0], ent[1]) if ent[1] - ent[0] <= 8 else (i, i + 1)
        while begin < end and (v.pos[begin] == "DET" or v.is_space(begin)):
            begin += 1
        if (
            any(
                self.cover.get(k) is not None and self.cover[k].kind in {"state", "place"} and not self.cover[k].adjectival
                for k in range(begin, end)
            )
            and ent[2] == "PER"
        ):
            return ()
        name = v.words(begin, end) if begin < end else v.word[i]
        kind = "person" if ent[2] == "PER" else "organisation"
        return (
            Part(
                slug(name),
                None,
                kind,
                f"“{name}”, a name in no lexicon",
                animate=kind == "person",
                person=slug(name) if kind == "person" else None,
            ),
        )

    def _title_edge(self, i: int, left: int) -> int:
        """Where the words before a name begin, when the tree cuts them off: nouns, names and adjectives without a break."""
        v = self.view
        k = i
        while k > 0 and i - k < 12:
            p = k - 1
            if (
                v.pos[p] in {"PROPN", "NOUN", "ADJ", "X"}
                or v.low[p] in {"'s", "-", "–", "and"}
                or (v.word[p] == "." and v.low[p - 1] in words("ranks"))
            ):
                k = p
            else:
                break
        return min(left, k)

    def _by_title(self, start: int, end: int, noun: Noun, begin: int, left: int, k: int) -> tuple[Part, ...]:
        """ "Dutch foreign minister Tom Berendsen": the state of the office; "activist Greta Thunberg": the person."""
        v = self.view
        while end - 1 > start and not v.word[end - 1][:1].isalnum():
            end -= 1
        name = v.words(start, end) if start < end else ""
        own = slug(name)
        private = is_private(v.low, k)
        if noun.cls == "firm" and not (start in self.ents and self.ents[start][2] == "PER"):
            return (Part(own, "BUS", "firm", f"“{name}”, a firm by the words before it"),) if own else ()
        if noun.cls in {"office", "organ"} and not private and not self._former(left, begin):
            owners = self.owners(k, left, end, begin)
            for c in self._complements(k):
                if owners:
                    break
                inner = [p for p in self.parts(c) if p.unclear is None]
                if inner:
                    return tuple(self._through(noun, p, v.words(begin, k + 1)) for p in inner)
            if owners:
                return tuple(
                    Part(p.id, p.sector, p.kind, p.why, animate=True, person=own)
                    for m in owners
                    for p in self._owned(noun, m, k, begin, left)
                )
            return (
                Part(
                    own,
                    noun.sector,
                    "person",
                    f"“{v.words(begin, k + 1)} {name}”",
                    animate=True,
                    unclear="whose office it is, the phrase does not say",
                    person=own,
                ),
            )
        if noun.cls in {"crew"} or (
            noun.cls == "people" and not private and v.low[k] in {"citizen", "national", "man", "woman", "hostage"}
        ):
            owners = self.owners(k, left, end, begin)
            if owners:
                return tuple(p for m in owners for p in self._owned(noun, m, k, begin, left))
        if not own:
            return ()
        sector = None if self._former(left, begin) else noun.sector if noun.cls in {"people", "person"} else None
        kind = "group" if noun.cls in {"group", "organ"} else "organisation" if noun.cls == "body" else "person"
        return (
            Part(
                own,
                noun.sector if noun.cls == "group" and kind == "group" else sector,
                kind,
                f"“{name}”, named after “{v.words(begin, k + 1)}”",
                animate=kind == "person",
                person=own,
            ),
        )
