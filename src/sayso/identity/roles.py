"""Role nouns: "Iranian officials", "the government of Venezuela", "Panamanian-flagged tanker": whose they are, and in what capacity."""

from __future__ import annotations

from sayso.identity.mentions import Mention
from sayso.identity.names import slug
from sayso.identity.nouns import LONGEST, Noun, noun_after, noun_at
from sayso.identity.parts import Part
from sayso.identity.view import View
from sayso.identity.words import DASHES, NOMINAL, words


class Roles:
    """What a role noun makes of the names beside it. ``cover[i]`` is the mention over token ``i``, ``ents[i]`` the encoder's name."""

    def __init__(self, view: View, mentions: tuple[Mention, ...]) -> None:
        self.view = view
        self.mentions = mentions
        self.cover: dict[int, Mention] = {}
        for m in mentions:
            for i in range(m.i, m.j):
                self.cover.setdefault(i, m)
        self.ents: dict[int, tuple[int, int, str]] = {}
        for start, end, _, _, label in view.ents:
            for i in range(start, end):
                self.ents[i] = (start, end, label)
        self._kept: dict[int, tuple[Part, ...]] = {}
        self._busy: set[int] = set()
        self._persons: dict[str, Part] | None = None
        self._busy_persons = False

    def parts(self, i: int) -> tuple[Part, ...]:
        """The entities of the phrase headed by ``i``; ``Phrases`` says how."""
        raise NotImplementedError

    def _titled(self, i: int, noun: Noun, begin: int, left: int, right: int) -> tuple[Part, ...]:
        raise NotImplementedError

    def _name_follows(self, i: int, right: int) -> bool:
        raise NotImplementedError

    def role(self, i: int) -> tuple[Noun, int] | None:
        """The role noun that ends at head ``i`` ("foreign ministry") or runs on over "of" ("ministry of intelligence")."""
        v = self.view
        if v.low[i].rstrip(".") in words("military_ranks") and v.word[i][:1].isupper():
            return Noun("office", "MIL", False), i
        if v.pos[i] and v.pos[i] not in {"NOUN", "PROPN", "X"} and not self._noun_after_all(i):
            return None
        ahead = noun_after(v.low, i, min(v.n, i + LONGEST))
        if ahead:
            return ahead[0], i
        return noun_at(v.low, v.lemma, i)

    def _noun_after_all(self, i: int) -> bool:
        """Whether a word tagged as adjective or verb is a noun here: "the military shot", "Houthi forces launch", "activist Karin X"."""
        v = self.view
        before = self.cover.get(v.before(i))
        owned = v.low[i - 1] in {"'s", "'"} if i else False
        if v.pos[i] == "ADJ":
            if v.dep[i] in NOMINAL or owned:
                return True
            k = v.after(i)
            return k < v.n and v.pos[k] == "PROPN" and v.low[i] in words("private_roles")
        plural = v.low[i] != v.lemma[i]
        return v.pos[i] == "VERB" and plural and before is not None and (before.adjectival or before.kind == "group")

    def _suffix(self, m: Mention) -> str | None:
        """The participle in "Iran-backed", after any dash; None where the name carries none."""
        v = self.view
        k = m.j
        if k < v.n and v.word[k] in DASHES and k + 1 < v.n:
            return v.low[k + 1]
        if k < v.n and v.word[k][:1] in DASHES and len(v.word[k]) > 1:
            return v.low[k][1:]
        return None

    def _former(self, left: int, i: int) -> bool:
        v = self.view
        return any(v.low[k] in words("former") for k in range(max(0, left), i)) or (left > 0 and v.low[left - 1] in {"former", "ex"})

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
                    or suffix in words("flies")
                    or (suffix in words("holds") and m.kind == "group")
                    or (suffix not in words("helps") and self.cover.get(m.j + 1) is not None)
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
                if not m.adjectival and v.dep[p] not in {"compound", "nmod:poss", "amod", "nmod", "flat", ""} and v.pos[begin] != "VERB":
                    break
                k = m.i
            elif p > 0 and self.cover.get(p - 1) is not None and (v.low[p] in {"'s", "'"} or (v.word[p] in DASHES and self.cover.get(k))):
                k = p
            else:
                break
        return k

    def _role(self, i: int, noun: Noun, begin: int, left: int, right: int, owners: list[Mention] | None = None) -> tuple[Part, ...]:
        v = self.view
        if noun.cls in {"office", "people", "person"} and right > i + 1 and self._name_follows(i, right):
            return self._titled(i, noun, begin, left, right)
        own = self._own_name(i, noun)
        if own:
            return own
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
                and c - i <= (10 if m.kind == "person" else 4)
            ):
                return self.parts(c)
        owners = self.owners(i, left, right, begin) if owners is None else owners
        if owners:
            return tuple(p for m in owners for p in self._owned(noun, m, i, begin, left))
        if noun.cls == "group":
            helped = next(
                (self.cover[k] for k in range(left, begin) if k in self.cover and self._suffix(self.cover[k]) in words("helps")), None
            )
            if helped is not None:
                label = slug(f"{helped.text} {self._suffix(helped)} {v.words(begin, i + 1)}")
                return (
                    Part(
                        label,
                        noun.sector,
                        "group",
                        f"“{v.words(left, i + 1)}”: a group, not {helped.text}",
                        plural=noun.plural,
                        animate=True,
                    ),
                )
        for c in self._complements(i, noun):
            inner = tuple(p for k in self._conjuncts(c) for p in self.parts(k) if p.unclear is None)
            if noun.cls == "office" and any(p.kind == "region" for p in inner):
                continue  # "Minister for the Middle East": a portfolio, not whose minister
            if inner:
                return tuple(self._through(noun, p, v.words(begin, i + 1)) for p in inner)
        ent = self.ents.get(i)
        if noun.cls == "organ" and ent is not None:
            # "Ministry of National Defense of China": the state stands somewhere in the name.
            inside = next(
                (
                    self.cover[k]
                    for k in range(ent[0], min(ent[1] + 3, v.n))
                    if k in self.cover and self.cover[k].kind in {"state", "place"} and self.cover[k].i > i
                ),
                None,
            )
            if inside is not None and (inside.j <= ent[1] or v.low[ent[1]] == "of"):
                return self._owned(noun, inside, i, begin, left)
        return ()

    def _own_name(self, i: int, noun: Noun) -> tuple[Part, ...]:
        """A name that ends on its kind: "the Rastriya Swatantra Party" is a party of that name, not one of unknown name."""
        v = self.view
        if (
            noun.cls not in {"group", "firm", "body"}
            or noun.plural
            or not v.word[i][:1].isupper()
            or v.low[i] not in words("kinds_in_names")
        ):
            return ()
        k = i
        while (
            k > 0
            and (v.word[k - 1][:1].isupper() or v.low[k - 1] in {"'s", "'", "-", "–"})
            and v.pos[k - 1] not in {"DET", "VERB", "PUNCT"}
        ):
            k -= 1
        for x in range(i - 1, k - 1, -1):
            if v.low[x] in {"'s", "'"} and x > 0 and self.cover.get(x - 1) is not None:
                return ()  # "the Coalition's Small Group": a possessor that is known decides
        if i - k < 1 or v.low[k] in {"'s", "'", "-", "–"}:
            return ()
        name = v.words(k, i + 1)
        kind = {"group": "group", "firm": "firm"}.get(noun.cls, "organisation")
        return (Part(slug(name), noun.sector, kind, f"“{name}”, a name in no lexicon"),)

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
        local = local or (noun is not None and noun.sector not in {"MIL", "SPY"} and (noun.cls == "organ" or v.lemma[i] in words("local")))
        out = [c for rank, c in ranked if rank < 1 or (rank < 4 and local) or (rank < 6 and v.lemma[i] in words("sent"))]
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
        said = v.words(begin, i + 1)
        why = f"“{m.text}” with “{said}”"
        suffix = self._suffix(m)
        if (
            v.lemma[i] in words("others")
            and m.kind in {"state", "place"}
            and (m.possessive or m.text.isupper() or "." in m.text or not m.adjectival)
        ):
            # "Turkish allies" are Turkey, "Turkey's allies" and "U.S. allies" are others.
            return (
                Part(v.lemma[i], None, "unknown", why, plural=noun.plural, unclear=f"“{said}” of {m.id} is another than {m.id}, not named"),
            )
        if noun.cls == "group" and (
            m.kind in {"state", "region", "place"} or (m.adjectival and m.kind == "group" and m.state is None and m.sector is None)
        ):
            lemma = " ".join(v.low[begin:i]) + (" " if begin < i else "") + v.lemma[i]
            if v.lemma[i] in {"mercenary", "invader"}:
                return (Part(m.id, noun.sector, m.kind, why, plural=noun.plural, animate=True),)
            if lemma in words("unnamed_groups"):
                return (
                    Part(
                        slug(said if noun.plural else said + "s"),
                        noun.sector,
                        "group",
                        why + ": armed people of no named group",
                        plural=noun.plural,
                        animate=True,
                    ),
                )
            return (
                Part(slug(f"{m.text} {said}"), noun.sector, "group", why + ": a group, not the state", plural=noun.plural, animate=True),
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
            sector = noun.sector or m.sector
            if noun.cls in {"organ", "office"} and noun.sector == "GOV" and m.sector:
                sector = (
                    m.sector
                    if m.sector in {"MIL", "SPY", "LEG", "JUD"} and noun.cls == "office" and v.lemma[i] not in {"minister", "president"}
                    else "GOV"
                )
            if noun.cls == "country":
                sector = None
            if suffix in words("flies") and noun.cls not in {"organ", "office"}:
                sector = "BUS"
            if self._former(left, begin) and noun.cls == "office":
                return (
                    Part(
                        slug(f"former {said}"),
                        None,
                        "person",
                        why + ": no longer in office",
                        plural=noun.plural,
                        animate=True,
                        unclear="a former official is a person, and is not named",
                    ),
                )
            return (
                Part(
                    m.state,
                    sector,
                    "state",
                    why,
                    plural=noun.plural,
                    animate=noun.cls in {"office", "people", "crew", "person"} and noun.sector != "MED",
                ),
            )
        if m.kind == "region":
            if noun.cls in {"people", "crew"}:
                return ()
            label = slug(f"{m.text} {said}")
            return (
                Part(
                    label,
                    noun.sector,
                    "group",
                    why,
                    plural=noun.plural,
                    unclear=None
                    if label in {"european-leaders", "european-countries"}
                    else f"which of them, “{m.text} {said}” does not say",
                ),
            )
        sector = m.sector
        if m.kind == "group" and m.sector == "REB" and noun.cls not in {"group", "people", "office", "organ"}:
            sector = None
        return (Part(m.id, sector, m.kind, why, plural=noun.plural, animate=noun.cls in {"office", "people", "group"}),)

    def _through(self, noun: Noun, p: Part, said: str) -> Part:
        """The role noun passed on to the entity of its "of" phrase: "members of Hezbollah", "the government of Venezuela"."""
        why = f"“{said}” of {p.id} ({p.why})"
        kind = p.kind
        sector = noun.sector if p.kind in {"state", "place"} else p.sector
        if p.kind == "state" and p.sector in {"MIL", "SPY", "LEG", "JUD", "COP"} and noun.sector in {"GOV", "CVL", "REB", None}:
            sector = p.sector
        if noun.cls == "country":
            sector = None
        if noun.cls == "group" and p.kind in {"state", "place", "region"}:
            return Part(
                slug(said if noun.plural else said + "s"),
                noun.sector,
                "group",
                why + ": a group there, not the state",
                plural=noun.plural,
                animate=True,
            )
        return Part(
            p.id, sector, kind, why, plural=noun.plural, animate=noun.cls in {"office", "people", "crew", "group"} and noun.sector != "MED"
        )
