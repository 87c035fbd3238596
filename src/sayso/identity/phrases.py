"""Who a noun phrase stands for: names, and nationality, possessor or "of X" put together with a role noun.

Everything here looks only at the phrase itself; pronouns and definite descriptions are the business of ``discourse``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.identity.mentions import Mention
from sayso.identity.names import slug
from sayso.identity.nouns import LONGEST, Noun, is_private, noun_after, noun_at
from sayso.identity.view import View

# What a participle behind "X-" says of the noun: the named one only helps ("Iran-backed"), flies its flag, or holds the place.
HELPS = {
    "backed", "supported", "armed", "funded", "financed", "made", "built", "supplied", "designed", "born", "trained", "aligned", "sponsored", "brokered", "mediated",
    "imposed", "donated", "provided", "friendly", "allied", "linked", "affiliated", "inspired", "sanctioned", "educated", "produced", "manufactured", "style", "era",
    "speaking", "proposed", "facilitated", "bound", "appointed", "drafted", "endorsed", "wide", "based", "led", "language", "origin", "engineered", "aided", "assisted", "approved", "bought", "operated",
}  # fmt: skip
FLIES = {"flagged", "registered", "owned", "operated", "based", "flag"}
HOLDS = {"controlled", "held", "run", "occupied", "administered", "ruled", "governed", "dominated", "annexed", "led"}
FORMER = {
    "former",
    "ex",
    "ousted",
    "deposed",
    "late",
    "then",
    "elect",
    "exiled",
    "impeached",
    "retired",
    "one-time",
    "onetime",
    "jailed",
    "imprisoned",
    "fugitive",
    "would-be",
}
DASHES = {"-", "–", "‑", "—", "−"}
NOMINAL = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "root", "ROOT", "appos", "parataxis", "conj"}
SENT = {"envoy", "ambassador", "secretary", "minister", "rapporteur", "representative"}
LOCAL = {"official", "authority", "prosecutor", "judge", "mayor", "governor", "officer", "police", "lawmaker", "politician", "leader"}
QUANTIFIERS = {
    "one", "some", "many", "most", "several", "both", "all", "none", "any", "each", "hundreds", "dozens", "thousands", "scores", "tens", "half", "majority", "number", "rest", "few",
    "part", "remainder", "couple", "pair", "handful", "other", "others", "either", "neither",
}  # fmt: skip
RANKS = {"gen", "lt", "col", "maj", "capt", "adm", "brig", "sgt", "cpl", "cmdr", "mr", "mrs", "ms", "dr", "sir", "lord", "sen", "rep", "gov", "mp", "mep"}
MILITARY_RANKS = {"gen", "lt", "col", "maj", "capt", "adm", "brig", "sgt", "cpl", "cmdr"}
GENERIC_GROUPS = {"militant", "gunman", "attacker", "assailant", "terrorist", "suicide bomber", "bomber", "armed man", "armed men"}
COUNTRY_SIDE = {"side", "state", "territory", "soil", "land", "homeland", "motherland", "capital", "crown"}


@dataclass(frozen=True, slots=True)
class Part:
    """One entity a phrase stands for. ``candidates`` is set where it is an entity but not clear which; ``why`` in words."""

    id: str
    sector: str | None
    kind: str
    why: str
    plural: bool = False
    animate: bool = False
    unclear: str | None = None
    candidates: tuple[str, ...] = ()
    person: str | None = None


class Phrases:
    """Reads the noun phrases of one document. ``cover[i]`` is the mention over token ``i``."""

    def __init__(self, view: View, mentions: tuple[Mention, ...]) -> None:
        self.view = view
        self.mentions = mentions
        self.cover: dict[int, Mention] = {}
        for m in mentions:
            for i in range(m.i, m.j):
                self.cover.setdefault(i, m)
        self.ents: dict[int, tuple[int, int, str]] = {}
        for e in view.doc.ents:
            for i in range(e.start, e.end):
                self.ents[i] = (e.start, e.end, e.label_)
        self._kept: dict[int, tuple[Part, ...]] = {}
        self._busy: set[int] = set()
        self._persons: dict[str, Part] | None = None
        self._busy_persons = False

    # --- the entry point

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
        if v.pos[i] != "NUM" and v.low[i] not in QUANTIFIERS:
            return ()
        for c in v.children[i]:
            if c > i and v.dep[c].startswith("nmod") and v.case_of(c) in {"of", "among"}:
                return self.parts(c)
        return ()

    def _before_name(self, i: int, left: int) -> tuple[Part, ...]:
        """A title, rank or kind that a name follows at once, however the tree hangs it: "Minister Ellwood", "the group Hezbollah"."""
        v = self.view
        k = v.after(i)
        if k < v.n and v.word[k] == "." and v.low[i] in RANKS:
            k = v.after(k)
        if k >= v.n or not v.word[k][:1].isupper():
            # "al-Burhan", "bin Salman": a particle may open the name.
            if k >= v.n or v.low[k] not in {"al", "el", "bin", "de", "van", "von"}:
                return ()
        m = self.cover.get(k)
        found = self.role(i)
        if found is None:
            if v.low[i].rstrip(".") not in RANKS:
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
        if noun.plural or noun.cls in {"organ", "body"}:
            return ()
        if ent is not None and ent[2] == "PER" and ent[0] <= k:
            return self._by_title(k, ent[1], noun, begin, left, i)
        if noun.cls in {"firm", "group"} and ent is not None and ent[2] == "ORG" and ent[0] == k:
            return self._by_title(k, ent[1], noun, begin, left, i)
        return ()

    def role(self, i: int) -> tuple[Noun, int] | None:
        """The role noun that ends at head ``i`` ("foreign ministry") or runs on over "of" ("ministry of intelligence")."""
        v = self.view
        if (
            v.pos[i]
            and v.pos[i] not in {"NOUN", "PROPN", "X"}
            and not (v.pos[i] == "ADJ" and v.dep[i] not in {"amod", "conj"} and v.tag[i] != "JJ")
        ):
            return None
        ahead = noun_after(v.low, i, min(v.n, i + LONGEST))
        if ahead:
            return ahead[0], i
        found = noun_at(v.low, v.lemma, i)
        return found

    # --- a name at the head

    def _named(self, i: int, m: Mention, left: int, right: int) -> tuple[Part, ...] | None:
        v = self.view
        last = m.j - 1
        # "Iran" in "Iran's army" or "Iran-backed" is the name only when it is asked for itself.
        if m.kind in {"place", "state"} and m.state and m.sector is None:
            holder = self._holder(left, m.i)
            if holder is not None:
                return (Part(holder.id, holder.sector, holder.kind, f"“{v.words(left, m.j)}”: held by {holder.text}", plural=True),)
            owner = m.kind == "place" and next((self.cover[k] for k in range(left, m.i) if k in self.cover and self.cover[k].kind == "state" and self.cover[k].adjectival), None)
            if owner and owner.id != m.state and self._suffix(owner) is None:
                return (Part(owner.id, "MIL", "state", f"“{v.words(owner.i, m.j)}”: {owner.text}'s", plural=False),)
        if m.person and self._former(left, m.i):
            return (Part(m.person, None, "person", f"“{v.words(left, m.j)}”: no longer in office", animate=True, person=m.person),)
        if m.people:
            return (Part(m.id, "CVL", "state", f"{m.why}: its people", plural=v.low[last].endswith(("s", "ese", "men")), animate=True),)
        # A name followed by a noun of the same phrase that the tree did not make the head: "Houthi movement", "Pentagon spokesperson".
        if right > m.j:
            tail = self._tail(i, m, right)
            if tail is not None:
                return tail
        plural = m.kind == "group" and v.low[last].endswith("s") and m.id != "hamas"
        sector = m.sector
        if m.kind == "person" and m.id == m.person:
            sector = self._private_sector(left, m.i)
        return (Part(m.id, sector, m.kind, m.why, plural=plural, animate=m.kind == "person", person=m.person),)

    def _tail(self, i: int, m: Mention, right: int) -> tuple[Part, ...] | None:
        v = self.view
        found = self.role(right - 1)
        if found is None or right - 1 == i or found[1] < m.j:
            return None
        return self._role(right - 1, found[0], found[1], min(m.i, v.core(i)[0]), right, owners=[m])

    def _former(self, left: int, i: int) -> bool:
        v = self.view
        return any(v.low[k] in FORMER for k in range(max(0, left), i)) or (left > 0 and v.low[left - 1] in {"former", "ex"})

    def _private_sector(self, left: int, i: int) -> str | None:
        return "CVL" if any(is_private(self.view.low, k) for k in range(left, i)) else None

    def _holder(self, left: int, i: int) -> Mention | None:
        """The group in "Houthi-controlled Yemen"; a state that holds foreign land does not make it its own."""
        v = self.view
        for k in range(max(0, min(left, i - 4)), i):
            m = self.cover.get(k)
            if m and m.kind == "group" and self._suffix(m) in HOLDS and all(v.pos[x] not in {"VERB", "ADP"} or v.low[x] in HOLDS for x in range(m.j, i)):
                return m
        return None

    def _suffix(self, m: Mention) -> str | None:
        """The participle in "Iran-backed", after any dash; None where the name carries none."""
        v = self.view
        k = m.j
        if k < v.n and v.word[k] in DASHES and k + 1 < v.n:
            return v.low[k + 1]
        if k < v.n and v.word[k][:1] in DASHES and len(v.word[k]) > 1:
            return v.low[k][1:]
        return None

    # --- a role noun at the head

    def owners(self, i: int, left: int, right: int, begin: int) -> list[Mention]:
        """The mentions before the noun that say whose it is; several only where they are coordinated ("Russian and Ukrainian forces")."""
        v = self.view
        inside: list[Mention] = []
        k = self._reach(left, begin)
        while k < begin:
            m = self.cover.get(k)
            if m is not None:
                suffix = self._suffix(m)
                if (
                    suffix is None
                    or suffix in FLIES
                    or (suffix in HOLDS and m.kind == "group")
                    or (suffix not in HELPS and self.cover.get(m.j + 1) is not None)
                ):
                    inside.append(m)
                k = max(m.j, k + 1)
            else:
                k += 1
        if not inside:
            return []
        possessors = [m for m in inside if m.possessive or (m.j < v.n and v.low[m.j] in {"'s", "’s", "'", "’"})]
        groups = [m for m in inside if m.kind in {"group", "organisation", "firm"}]
        lead = possessors[-1] if possessors else groups[0] if groups else inside[0]
        out = [lead]
        for m in inside[inside.index(lead) + 1 :]:
            between = v.text[v.end[out[-1].j - 1] : v.start[m.i]].strip(" ’'s\n")
            if between in {"and", "or", ",", ", and", "-", "–", "—", "/", "&", ", or"} and m.kind in {"state", "group", "organisation"}:
                out.append(m)
            else:
                break
        return out

    def _reach(self, left: int, begin: int) -> int:
        """Where to look for owners: the phrase, and a nationality or possessor directly before it that the tree hung elsewhere."""
        v = self.view
        k = left
        while k > 0:
            p = k - 1
            m = self.cover.get(p)
            if (
                m is not None
                and m.j == k
                and (m.adjectival or m.kind in {"state", "group", "place", "organisation"})
                and (m.adjectival or (k <= begin and v.pos[p] != "VERB"))
                and v.head[p] >= p
            ):
                if not m.adjectival and v.dep[p] not in {"compound", "nmod:poss", "amod", "nmod", "flat", ""}:
                    break
                k = m.i
            elif v.low[p] in {"'s", "’s", "'", "’"} and p > 0 and self.cover.get(p - 1) is not None:
                k = p
            else:
                break
        return k

    def _role(self, i: int, noun: Noun, begin: int, left: int, right: int, owners: list[Mention] | None = None) -> tuple[Part, ...]:
        v = self.view
        if noun.cls in {"office", "people", "person"} and right > i + 1 and self._name_follows(i, right):
            return self._titled(i, noun, begin, left, right)
        for c in v.children[i]:
            # "the militant group Hezbollah", "the news agency IRNA": the name beside the noun is the identity.
            m = self.cover.get(c)
            if (
                c > i
                and v.dep[c] in {"appos", "flat", "nmod:unmarked", "nmod", "nmod:desc"}
                and m is not None
                and not m.adjectival
                and m.kind != "place"
                and v.case_of(c) is None
                and c - i <= 4
            ):
                return self.parts(c)
        owners = self.owners(i, left, right, begin) if owners is None else owners
        if owners:
            return tuple(p for m in owners for p in self._owned(noun, m, i, begin, left))
        if noun.cls == "group":
            helped = next((self.cover[k] for k in range(left, begin) if k in self.cover and self._suffix(self.cover[k]) in HELPS), None)
            if helped is not None:
                label = slug(f"{helped.text} {self._suffix(helped)} {v.words(begin, i + 1)}")
                return (Part(label, noun.sector, "group", f"“{v.words(left, i + 1)}”: a group, not {helped.text}", plural=noun.plural, animate=True),)
        for c in self._complements(i, noun):
            inner = tuple(p for k in self._conjuncts(c) for p in self.parts(k) if p.unclear is None)
            if inner:
                return tuple(self._through(noun, p, v.words(begin, i + 1)) for p in inner)
        ent = self.ents.get(i)
        if noun.cls == "organ" and ent is not None:
            # "Ministry of National Defense of China": the state stands somewhere in the name.
            inside = next((self.cover[k] for k in range(ent[0], min(ent[1] + 3, v.n)) if k in self.cover and self.cover[k].kind in {"state", "place"} and self.cover[k].i > i), None)
            if inside is not None and (inside.j <= ent[1] or v.low[ent[1]] == "of"):
                return self._owned(noun, inside, i, begin, left)
        return ()

    def _complements(self, i: int, noun: Noun | None = None) -> list[int]:
        """Heads of "of X", then "in X", "from X" … behind the noun. A place only says whose it is where the noun belongs to places:
        "a court in South Sudan", "authorities in Lagos", not "troops in Syria" or "negotiators in Qatar"."""
        v = self.view
        kids = [c for c in v.children[i] if c > i and v.dep[c].startswith(("nmod", "obl")) and v.case_of(c)]
        order = {"of": 0, "from": 1, "in": 2, "at": 3, "for": 4, "to": 5, "inside": 2, "across": 2, "with": 6}
        ranked = sorted((order[v.case_of(c) or ""], c) for c in kids if (v.case_of(c) or "") in order)
        if noun is not None and noun.cls == "crew":
            ranked = [(rank, c) for rank, c in ranked if rank != 1]
        local = noun is None or noun.cls in {"people", "crew", "firm", "group", "country"}
        local = local or (noun is not None and noun.sector not in {"MIL", "SPY"} and (noun.cls == "organ" or v.lemma[i] in LOCAL))
        out = [c for rank, c in ranked if rank < 1 or (rank < 4 and local) or (rank < 6 and v.lemma[i] in SENT)]
        if not v.parsed and i + 2 < v.n and v.low[i + 1] == "of":
            k = i + 2
            while k < v.n and (v.low[k] in {"the", "all"} or self.cover.get(k) is None) and k < i + 5:
                k += 1
            if self.cover.get(k) is not None:
                out.append(self.cover[k].j - 1)
        return out

    def _conjuncts(self, i: int) -> list[int]:
        return [i, *(c for c in self.view.children[i] if self.view.dep[c] == "conj")]

    def _owned(self, noun: Noun, m: Mention, i: int, begin: int, left: int) -> tuple[Part, ...]:
        v = self.view
        words = v.words(begin, i + 1)
        why = f"“{m.text}” with “{words}”"
        suffix = self._suffix(m)
        if noun.cls == "group" and (m.kind in {"state", "region", "place"} or (m.adjectival and m.kind == "group" and m.state is None and m.sector is None)):
            lemma = " ".join(v.low[begin:i]) + (" " if begin < i else "") + v.lemma[i]
            if v.lemma[i] in {"mercenary", "invader"}:
                return (Part(m.id, noun.sector, m.kind, why, plural=noun.plural, animate=True),)
            if lemma in GENERIC_GROUPS:
                return (
                    Part(
                        slug(words if noun.plural else words + "s"),
                        noun.sector,
                        "group",
                        why + ": armed people of no named group",
                        plural=noun.plural,
                        animate=True,
                    ),
                )
            return (
                Part(slug(f"{m.text} {words}"), noun.sector, "group", why + ": a group, not the state", plural=noun.plural, animate=True),
            )
        if m.kind == "person" and m.id == m.person and m.state and noun.cls == "organ":
            return (Part(m.state, noun.sector, "state", why + f": {m.text} held office in {m.state}", plural=noun.plural),)
        if m.kind == "person" and noun.cls in {"organ", "office", "people", "crew"}:
            return (
                Part(
                    m.id,
                    noun.sector if m.id != m.person else None,
                    "state" if m.id != m.person else "person",
                    why,
                    plural=noun.plural,
                    animate=noun.cls != "organ",
                ),
            )
        if m.kind in {"state", "place"} and m.state:
            sector = noun.sector
            if noun.cls in {"organ", "office"} and noun.sector == "GOV" and m.sector:
                sector = (
                    m.sector
                    if m.sector in {"MIL", "SPY", "LEG", "JUD"} and noun.cls == "office" and v.lemma[i] not in {"minister", "president"}
                    else "GOV"
                )
            if noun.cls == "country":
                sector = None
            if suffix in FLIES and noun.cls not in {"organ", "office"}:
                sector = "BUS"
            if self._former(left, begin) and noun.cls == "office":
                return (
                    Part(
                        slug(f"former {words}"),
                        None,
                        "person",
                        why + ": no longer in office",
                        plural=noun.plural,
                        animate=True,
                        unclear="a former official is a person, and is not named",
                    ),
                )
            return (Part(m.state, sector, "state", why, plural=noun.plural, animate=noun.cls in {"office", "people", "crew", "person"}),)
        if m.kind == "region":
            if noun.cls in {"people", "crew"}:
                return ()
            label = slug(f"{m.text} {words}")
            return (
                Part(
                    label,
                    noun.sector,
                    "group",
                    why,
                    plural=noun.plural,
                    unclear=None
                    if label in {"european-leaders", "european-countries"}
                    else f"which of them, “{m.text} {words}” does not say",
                ),
            )
        sector = m.sector
        return (Part(m.id, sector, m.kind, why, plural=noun.plural, animate=noun.cls in {"office", "people", "group"}),)

    def _through(self, noun: Noun, p: Part, words: str) -> Part:
        """The role noun passed on to the entity of its "of" phrase: "members of Hezbollah", "the government of Venezuela"."""
        why = f"“{words}” of {p.id} ({p.why})"
        kind = p.kind
        sector = noun.sector if p.kind in {"state", "place"} else p.sector
        if p.kind == "state" and p.sector in {"MIL", "SPY", "LEG", "JUD", "COP"} and noun.sector in {"GOV", "CVL", "REB", None}:
            sector = p.sector
        if noun.cls == "country":
            sector = None
        if noun.cls == "group" and p.kind in {"state", "place", "region"}:
            return Part(
                slug(words if noun.plural else words + "s"),
                noun.sector,
                "group",
                why + ": a group there, not the state",
                plural=noun.plural,
                animate=True,
            )
        return Part(p.id, sector, kind, why, plural=noun.plural, animate=noun.cls in {"office", "people", "crew", "group"})

    # --- persons and unknown names

    @property
    def persons(self) -> dict[str, Part]:
        """Surnames of persons whom the text introduces with a title or full name, and who they are."""
        if self._persons is None:
            self._persons, self._busy_persons = {}, True
            v = self.view
            for e in v.doc.ents:
                if e.label_ != "PER" or e.end - e.start < 2 or e.end - e.start > 6:
                    continue
                last = v.low[e.end - 1]
                head = next((x for x in range(e.start, e.end) if not e.start <= v.head[x] < e.end), e.start)
                if self.cover.get(head) is not None or last in self._persons:
                    continue
                for i in (head, v.head[head], v.before(e.start)):
                    part = next((p for p in self.parts(i) if p.person), None) if 0 <= i < v.n else None
                    if part is not None and part.person and part.person.endswith(slug(v.word[e.end - 1])):
                        self._persons[last] = part
                        break
            self._busy_persons = False
            self._kept.clear()
        return self._persons


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
        for k in range(i - 1, self._title_edge(i, left) - 1, -1):
            found = self.role(k)
            if found is not None and found[0].cls in {"office", "people", "person", "crew", "firm", "group", "organ"}:
                if any(self.cover.get(x) is not None for x in range(k + 1, i + 1)):
                    break
                return self._by_title(k + 1, right, found[0], found[1], left, k)
        ent = self.ents.get(i)
        if ent is None or ent[2] not in {"PER", "ORG"}:
            return ()
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
                            return tuple(Part(p.id, p.sector, p.kind, p.why, animate=True, person=slug(v.words(ent[0], ent[1]))) for p in office)
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
            if v.pos[p] in {"PROPN", "NOUN", "ADJ", "X"} or v.low[p] in {"'s", "-", "–", "and"} or (v.word[p] == "." and v.low[p - 1] in RANKS):
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
        if noun.cls == "firm":
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
        kind = "group" if noun.cls in {"group", "organ"} else "person"
        return (
            Part(
                own,
                "REB" if noun.cls == "group" else sector,
                kind,
                f"“{name}”, named after “{v.words(begin, k + 1)}”",
                animate=kind == "person",
                person=own,
            ),
        )
