"""Who "the country", "the group", "its forces" or unnamed soldiers are: descriptions read from what the text said before."""

from __future__ import annotations

from dataclasses import replace

from sayso.identity.names import slug
from sayso.identity.nouns import plural_of
from sayso.identity.parts import Part
from sayso.identity.pronouns import Heard, Pronouns
from sayso.identity.words import PRONOUNS, SUBJECT, statelike, words

DEFINITE = {"the", "this", "that", "these", "those", "both"}
NUMBERED = {"both", "two", "three"}
# Words that only some states are called; the lists are in said.yaml.
NAMED_KINDS = {"island", "kingdom", "emirate", "sultanate", "archipelago"}


class Discourse(Pronouns):
    """Pronouns and descriptions of one document."""

    def _description(self, i: int) -> tuple[Part, ...]:
        v = self.view
        found = self.phrases.role(i)
        if found is None:
            return ()
        noun, begin = found
        left, _ = v.core(i)
        said = " ".join([*v.low[begin:i], v.lemma[i]])
        # "Its forces", "his country": the possessor decides.
        for k in range(left, begin):
            if v.low[k] in PRONOUNS | {"whose"} and v.pos[k] in {"PRON", "DET"}:
                inner = self.resolve(k)
                clear = [p for p in inner if not p.unclear]
                if clear:
                    return self._owned_by(noun.cls, noun.sector, clear, noun.plural, i)
                if inner and noun.cls in {"office", "organ", "country", "firm"}:
                    return (replace(inner[0], id=said.replace(" ", "-"), unclear=inner[0].unclear),)
                return ()
        number = next((k for k in range(left, begin) if v.low[k] in NUMBERED), None)
        if noun.cls in {"country", "body"} and number is not None and noun.plural:
            return self._several(i, 3 if v.low[number] == "three" else 2)
        if v.low[i] == "sides":
            return self._several(i, 2)
        definite = any(v.low[k] in DEFINITE for k in range(left, begin))
        head_noun = v.lemma[i]
        # "Police arrested …", "air defences shot down …": plural or without an article by custom; "prosecution", "service" are acts.
        bare_organ = noun.cls == "organ" and left == begin and (noun.plural or v.word[i][:1].isupper() or head_noun in words("bare_organs"))
        if noun.cls == "organ" and left == begin and not bare_organ:
            return ()
        if not (definite or bare_organ):
            if noun.cls in {"office", "organ"} and noun.sector is not None and head_noun not in words("between"):
                return self._of_state(i, noun.cls, noun.sector, said, noun.plural, definite=False)
            return self._open(i, noun.cls, noun.sector, said, noun.plural)
        if noun.cls in {"group", "body"} and (head_noun in words("group_nouns") or said in words("group_nouns")):
            chosen = self._last(i, {"group", "organisation"})
            if chosen:
                return chosen
        if noun.cls == "office" and not noun.plural and definite:
            holder = self._holder_of(i, head_noun)
            if holder:
                return holder
        if noun.cls == "firm" or head_noun in words("firm_nouns"):
            chosen = self._last(i, {"firm", "organisation"})
            if chosen:
                return chosen
        if noun.cls in {"organ", "country", "office"}:
            return self._of_state(i, noun.cls, noun.sector, said, noun.plural)
        return self._open(i, noun.cls, noun.sector, said, noun.plural)

    def _owned_by(self, cls: str, sector: str | None, owners: list[Part], plural: bool, i: int) -> tuple[Part, ...]:
        if self.view.lemma[i] in words("others"):
            names = tuple(p.id for p in owners)
            said = self.view.words(*self.view.core(i))
            unclear = f"“{said}” is another than {' and '.join(names)}, not named"
            return (Part(self.view.lemma[i], None, "unknown", "", plural=plural, unclear=unclear),)
        out = []
        for p in owners:
            if cls == "country":
                out.append(replace(p, sector=None, plural=False, animate=False, kind="state" if statelike(p.id) else p.kind))
            elif p.kind == "state" or (statelike(p.id)):
                out.append(replace(p, sector=sector, kind="state", plural=plural, animate=cls in {"office", "people", "crew"}))
            elif cls in {"office", "organ", "people", "group", "crew", "body"}:
                out.append(replace(p, plural=plural, animate=cls in {"office", "people"}))
        return tuple(out)

    def _last(self, i: int, kinds: set[str]) -> tuple[Part, ...]:
        """The group last named before: the only one in the text, or the last subject."""
        v = self.view
        before = [h for h in self.heard if h.i < i and len(h.parts) == 1 and h.parts[0].kind in kinds]
        named = [m for m in self.phrases.mentions if m.j <= i and m.kind in kinds]
        before += [Heard(m.i, v.sentence[m.i], False, (Part(m.id, m.sector, m.kind, m.why),)) for m in named]
        before.sort(key=lambda h: h.i)
        if not before:
            return ()
        ids = {h.parts[0].id for h in before}
        best = before[-1]
        if len(ids) > 1 and v.sentence[i] - best.sentence > 2:
            return ()
        return self._because(best.parts, f"“{v.words(*v.core(i))}” is {best.parts[0].id}, named last before")

    def read(self, i: int) -> tuple[Part, ...]:
        """The phrase's own entities; a named holder of an office whose state it does not say gets that of the sentence."""
        v = self.view
        parts = self.phrases.parts(i)
        if len(parts) != 1 or not parts[0].unclear or not parts[0].person or parts[0].sector is None or i in self._busy:
            return parts
        if i not in self._kept:
            self._busy.add(i)
            titles = {v.lemma[k] for k in range(self.phrases._title_edge(i, v.core(i)[0]), v.name_end(i))}
            found = () if titles & words("between") else self._of_state(i, "office", parts[0].sector, parts[0].id, False)
            self._kept[i] = tuple(replace(p, person=parts[0].person) for p in found) if found and not found[0].unclear else parts
            self._busy.discard(i)
        return self._kept[i]

    def _holder_of(self, i: int, title: str) -> tuple[Part, ...]:
        """ "The secretary", "the president": the person last named with that title before."""
        v = self.view
        for h in reversed(self.heard):
            if h.i >= i or len(h.parts) != 1 or not h.parts[0].animate or h.parts[0].person is None:
                continue
            left = self.phrases._title_edge(h.i, v.core(h.i)[0])
            if any(v.lemma[k] == title for k in range(left, h.i)):
                return self._because(h.parts, f"“{v.words(*v.core(i))}” is “{v.words(*v.core(h.i))}”")
        return ()

    def _states_of(self, sentence: int, i: int, before_only: bool) -> tuple[dict[str, Part], set[str]]:
        """The states that a sentence speaks of, and those of them that are where it happens ("in X", a place name)."""
        v = self.view
        seen: dict[str, Part] = {}
        where: set[str] = set()
        for m in self.phrases.mentions:
            if v.sentence[m.i] != sentence or m.i <= i < m.j or (before_only and m.i > i):
                continue
            state = m.id if statelike(m.id) else m.state if m.kind == "place" else None
            if state is None or self.phrases._suffix(m) in words("helps"):
                continue
            seen.setdefault(state, Part(state, None, "state", m.why))
            head = m.j - 1 if self.phrases.cover.get(v.head[m.j - 1]) is not m else v.head[m.j - 1]
            located = v.case_of(head) or v.case_of(v.head[head])
            if m.kind in {"place", "state"} and not m.adjectival and m.sector is None and located in words("locative"):
                where.add(state)
        return seen, where

    def _of_state(self, i: int, cls: str, sector: str | None, said: str, plural: bool, definite: bool = True) -> tuple[Part, ...]:
        """A bare organ, "the country" or unnamed soldiers: the state that the sentences around speak of, if it is one."""
        v = self.view
        here = v.sentence[i]
        kind = words(last) if (last := said.split(" ")[-1]) in NAMED_KINDS else None

        def made(code: str, reason: str) -> tuple[Part, ...]:
            why = f"“{v.words(*v.core(i))}”: {reason}"
            return (Part(code, None if cls == "country" else sector, "state", why, plural=plural, animate=cls == "office"),)

        own = self._own_subject(i) if cls == "country" else None
        own = own if own is not None else next(iter(self._subjects_of(self._verb(i))), None) if cls == "country" else None
        same_clause = {p.id for p in self._with_conjuncts(own)} if own is not None and own != i else set()
        for s in self._subjects_above(i):
            parts = tuple(p for p in self._with_conjuncts(s) if statelike(p.id) and (kind is None or p.id in kind))
            if len(parts) != 1 or (cls == "country" and parts[0].id in same_clause):
                continue
            reports = v.head[s] != self._verb(i) and v.dep[self._verb(i)] in {"ccomp", "parataxis"}
            if cls == "country" and not reports:
                continue
            if (
                cls == "country"
                or parts[0].sector == sector
                or (definite and (parts[0].sector is None or parts[0].animate or reports))
                or (reports and cls != "country")
            ):
                return made(parts[0].id, f"the subject of the clause around it, “{v.words(*v.core(s))}”")
        for back in (0, 1, 2):
            seen, where = self._states_of(here - back, i, before_only=cls == "country" and back == 0)
            left = {code for code in seen if (kind is None or code in kind) and code not in same_clause}
            place = "the same sentence" if back == 0 else "the sentence before" if back == 1 else "two sentences before"
            if len(left) == 1:
                return made(next(iter(left)), f"the only state of {place}")
            if len(left) > 1:
                if cls != "country" and len(where & left) == 1:
                    return made(next(iter(where & left)), f"where {place} happens")
                names = tuple(sorted(left))
                label = said.replace(" ", "-")
                return (
                    Part(
                        label,
                        sector,
                        "unknown",
                        "",
                        plural=plural,
                        unclear=f"“{v.words(*v.core(i))}” could be of {' or '.join(names)}",
                        candidates=names,
                    ),
                )
        return self._open(i, cls, sector, said, plural)

    def _subjects_of(self, verb: int) -> list[int]:
        return [c for c in self.view.children[verb] if self.view.dep[c] in SUBJECT]

    def _open(self, i: int, cls: str, sector: str | None, said: str, plural: bool) -> tuple[Part, ...]:
        """An entity without a name: militants, companies, officials. People without a state are left to the caller."""
        v = self.view
        if cls in {"people", "crew", "person", "body"} or (cls == "country" and not plural):
            return ()
        word = slug(v.words(i - len(said.split()) + 1, i + 1)) if plural else slug(plural_of(said) if cls in {"group", "firm"} else said)
        return (
            Part(
                word,
                sector,
                "unknown",
                f"“{v.words(*v.core(i))}”",
                plural=plural,
                animate=cls == "office",
                unclear="no name or nationality says whose",
            ),
        )

    def _several(self, i: int, number: int) -> tuple[Part, ...]:
        """ "Both countries": the two states last named together, or the only two before."""
        here = self.view.sentence[i]
        before = [h for h in self.heard if h.i < i and h.sentence >= here - 2]
        for h in reversed(before):
            states = tuple(p for p in h.parts if p.kind == "state")
            if len({p.id for p in states}) == number:
                return self._because(states, f"the {number} named together in “{self.view.words(*self.view.core(h.i))}”")
        for back in range(3):
            seen: dict[str, Part] = {}
            for h in before:
                if h.sentence >= here - back:
                    for p in h.parts:
                        if p.kind == "state":
                            seen.setdefault(p.id, p)
            if len(seen) == number:
                return self._because(tuple(seen.values()), f"the only {number} states named before")
            if len(seen) > number:
                break
        return ()
