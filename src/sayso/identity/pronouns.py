"""Who "it", "they", "he" or "we" is, within one text, conservatively.

The method is a small salience model: candidates are the entities that phrases named before; they must agree in number and kind; the
subject of a reporting clause around the pronoun comes first, then the subject of the clause, then of the sentence before. Where two
candidates stand equally near, nothing is chosen and the reason is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from sayso.identity.parts import Part
from sayso.identity.phrases import Phrases
from sayso.identity.words import PERSONAL, PLURAL, RELATIVE, SINGULAR, SPEAKER, SUBJECT


@dataclass(frozen=True, slots=True)
class Heard:
    """An entity that stood in the text before: where, as what."""

    i: int
    sentence: int
    subject: bool
    parts: tuple[Part, ...]


class Pronouns:
    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.view = phrases.view
        self._kept: dict[int, tuple[Part, ...]] = {}
        self._busy: set[int] = set()

    def read(self, i: int) -> tuple[Part, ...]:
        """The entities of a phrase; ``Discourse`` says how."""
        raise NotImplementedError

    def _description(self, i: int) -> tuple[Part, ...]:
        """Definite descriptions; ``Discourse`` says how."""
        raise NotImplementedError

    def _several(self, i: int, number: int) -> tuple[Part, ...]:
        raise NotImplementedError

    @cached_property
    def heard(self) -> list[Heard]:
        """Every phrase with a clear entity, in order of the text, with coordinated ones joined to the first."""
        v, out = self.view, []
        for i in range(v.n):
            if v.pos[i] not in {"NOUN", "PROPN", "ADJ", "X", "NUM", "SYM", ""} or v.dep[i] in {"flat", "flat:name", "compound", "goeswith"}:
                continue
            if v.dep[i] == "conj" and v.pos[v.head[i]] in {"NOUN", "PROPN"} and self.read(v.head[i]):
                continue
            parts = self.read(i)
            if not parts or any(p.unclear for p in parts):
                continue
            for c in v.children[i]:
                if v.dep[c] == "conj":
                    parts = (*parts, *(p for p in self.read(c) if not p.unclear and p.id not in {q.id for q in parts}))
            out.append(Heard(i, v.sentence[i], v.dep[i] in SUBJECT, parts))
        return out

    def resolve(self, i: int) -> tuple[Part, ...]:
        """The entities of a pronoun or definite description at token ``i``; an unclear part where it is one but not which."""
        if i in self._kept:
            return self._kept[i]
        if i in self._busy:
            return ()
        self._busy.add(i)
        out = self._resolve(i)
        self._busy.discard(i)
        self._kept[i] = out
        return out

    def _resolve(self, i: int) -> tuple[Part, ...]:
        v = self.view
        low = v.low[i]
        if v.pos[i] in {"PRON", "DET", ""} or low in SINGULAR | PLURAL | PERSONAL:
            if v.dep[i] == "expl":
                return ()
            if low in SINGULAR:
                return self._nearest(i, "it", self._singular)
            if low in PLURAL:
                return self._nearest(i, "they", self._plural)
            if low in PERSONAL:
                return self._nearest(i, "he or she", self._person)
            if low in RELATIVE:
                return self._relative(i)
            if low in SPEAKER and v.pos[i] in {"PRON", "DET"}:
                return self._speaker(i)
            if low in {"both", "either", "each"}:
                return self._several(i, 2)
        return self._description(i)

    @staticmethod
    def _singular(h: Heard) -> tuple[Part, ...]:
        fit = [p for p in h.parts if p.kind in {"state", "group", "organisation", "firm", "media"} and not p.animate and not p.plural]
        return tuple(fit) if len(h.parts) == 1 else ()

    @staticmethod
    def _plural(h: Heard) -> tuple[Part, ...]:
        if len(h.parts) > 1:
            return h.parts
        return tuple(p for p in h.parts if p.plural or p.kind in {"group", "organisation", "media"} or p.sector in {"MIL", "COP"})

    @staticmethod
    def _body(h: Heard) -> tuple[Part, ...]:
        """A body that "says that they …": an organ, a group, a state."""
        return tuple(p for p in h.parts if p.plural or not p.animate)

    @staticmethod
    def _person(h: Heard) -> tuple[Part, ...]:
        return tuple(p for p in h.parts if p.animate and not p.plural) if len(h.parts) == 1 else ()

    def _nearest(self, i: int, word: str, agree: object) -> tuple[Part, ...]:
        v = self.view
        fits = agree if callable(agree) else None
        assert fits is not None
        # 1. The subject of a clause around the pronoun: "The UAE reports that it has intercepted …", "Russia lost its drones".
        own = self._own_subject(i)
        for s in self._subjects_above(i):
            if s == own:
                continue  # "X accuses it": not X itself
            reports = v.dep[self._verb(i)] in {"ccomp", "parataxis"} and v.head[s] != self._verb(i)
            agrees = self._body if word == "they" and reports else fits
            parts = tuple(agrees(Heard(s, v.sentence[s], True, self._with_conjuncts(s))))
            if parts and word == "it" and not reports and self._rival(i, s):
                names = tuple(dict.fromkeys(p.id for p in parts))
                return (
                    Part(
                        v.low[i],
                        None,
                        "unknown",
                        "",
                        unclear=f"“{v.word[i]}” could be {' or '.join(names)} or “{self._rival(i, s)}”",
                        candidates=names,
                    ),
                )
            if not parts and v.pos[s] == "PRON" and v.low[s] == v.low[i]:
                parts = self.resolve(s)
            if parts and not any(p.unclear for p in parts):
                return self._because(parts, f"“{v.word[i]}” is the subject of its clause, “{v.words(*v.core(s))}”")
        # 2. Earlier in the same sentence, 3. the sentence before, subjects first.
        here = v.sentence[i]
        for back in (0, 1, 2):
            near = [h for h in self.heard if h.sentence == here - back and h.i < i and h.i != own and not self._inside(h.i, i)]
            fit = [(h, tuple(fits(h))) for h in near]
            fit = [(h, parts) for h, parts in fit if parts]
            leads = [x for x in fit if x[0].subject] or fit
            ids = {tuple(sorted(p.id for p in parts)) for _, parts in leads}
            if len(ids) == 1 and v.low[i] == "them" and back == 0 and self._things_between(leads[-1][0].i, i):
                return ()
            if len(ids) == 1:
                where = "the same sentence" if back == 0 else "the sentence before" if back == 1 else "two sentences before"
                role = "subject of" if leads[-1][0].subject else "only candidate in"
                return self._because(leads[-1][1], f"“{v.word[i]}” is the {role} {where}, “{v.words(*v.core(leads[-1][0].i))}”")
            if len(ids) > 1:
                names = tuple(dict.fromkeys(p.id for _, parts in leads for p in parts))
                if back == 0 and not leads[0][0].subject and len(ids) == 2:
                    continue
                return (Part(v.low[i], None, "unknown", "", unclear=f"“{v.word[i]}” could be {' or '.join(names)}", candidates=names),)
        return ()

    def _things_between(self, start: int, i: int) -> bool:
        """Whether a plural noun of no entity stands between the candidate and "them": drones, ships."""
        v = self.view
        return any(v.tag[k] == "NNS" and not self.phrases.parts(k) and self.phrases.role(k) is None for k in range(start + 1, i))

    def _verb(self, i: int) -> int:
        """The predicate of the clause that token ``i`` stands in."""
        v = self.view
        at, steps = i, 0
        while v.head[at] != at and steps < 30:
            if v.dep[at] in {"ccomp", "advcl", "xcomp", "acl", "acl:relcl", "parataxis", "csubj", "root", "ROOT"} or (
                v.dep[at] == "conj" and v.pos[at] in {"VERB", "AUX"}
            ):
                return at
            at, steps = v.head[at], steps + 1
        return at

    def _own_subject(self, i: int) -> int | None:
        """The subject, spoken or carried over, of the clause in which ``i`` is an object: a pronoun there means someone else."""
        v = self.view
        if v.dep[i] not in {"obj", "iobj", "obl", "nmod"} or v.low[i] in {"itself", "themselves", "himself", "herself"}:
            return None
        verb, steps = self._verb(i), 0
        while steps < 5:
            steps += 1
            for c in v.children[verb]:
                if v.dep[c] in SUBJECT:
                    return c
            if v.dep[verb] not in {"advcl", "xcomp", "conj"} or v.head[verb] == verb:
                return None
            verb = self._verb(v.head[verb]) if v.dep[verb] != "xcomp" else v.head[verb]
        return None

    def _rival(self, i: int, s: int) -> str | None:
        """In an adverbial clause, an object of the main clause that "it" may as well mean: "intercepts the ship after it was seen"."""
        v = self.view
        verb = self._verb(i)
        if v.dep[verb] != "advcl" or v.dep[i] not in SUBJECT:
            return None
        for c in v.children[v.head[verb]]:
            if v.dep[c] == "obj" and c < i and v.tag[c] in {"NN", "NNP"} and c != s:
                same = {p.id for p in self._clear(c)} & {p.id for p in self._clear(s)}
                return None if same else v.words(*v.core(c))
        return None

    def _inside(self, inner: int, i: int) -> bool:
        """Whether the candidate is part of the phrase that the pronoun itself belongs to ("its ally Russia")."""
        v = self.view
        return v.dep[i] in {"nmod:poss", "det"} and v.head[i] == inner

    def _subjects_above(self, i: int) -> list[int]:
        """Subjects of the clauses around token ``i``, innermost first, without the one the pronoun itself is or stands in."""
        v = self.view
        out: list[int] = []
        at, steps = i, 0
        while steps < 40:
            steps += 1
            out += [c for c in v.children[at] if v.dep[c] in SUBJECT and c < i and not v.left_edge[c] <= i <= v.right_edge[c]]
            if v.dep[at] == "acl:relcl" or v.head[at] == at:
                break
            at = v.head[at]
        return out

    def _with_conjuncts(self, s: int) -> tuple[Part, ...]:
        parts = self._clear(s)
        for c in self.view.children[s]:
            if self.view.dep[c] == "conj":
                parts = (*parts, *(p for p in self._clear(c) if p.id not in {q.id for q in parts}))
        return parts

    def _clear(self, s: int) -> tuple[Part, ...]:
        parts = self.read(s) or self._described(s)
        return tuple(p for p in parts if not p.unclear)

    def _described(self, s: int) -> tuple[Part, ...]:
        v = self.view
        if v.pos[s] in {"NOUN", "PROPN"} or v.low[s] in RELATIVE:
            return self.resolve(s)
        return ()

    @staticmethod
    def _because(parts: tuple[Part, ...], why: str) -> tuple[Part, ...]:
        return tuple(replace(p, why=why) for p in parts)

    def _relative(self, i: int) -> tuple[Part, ...]:
        """A relative pronoun is the noun that its clause hangs on."""
        v = self.view
        at, steps = i, 0
        while v.head[at] != at and steps < 20:
            if v.dep[at] in {"acl:relcl", "acl"}:
                noun = v.head[at]
                return self._because(self._clear(noun), f"“{v.word[i]}” is “{v.words(*v.core(noun))}”")
            at, steps = v.head[at], steps + 1
        return ()

    def _speaker(self, i: int) -> tuple[Part, ...]:
        """ "We" and "our" inside reported words are the speaker's side."""
        v = self.view
        start = v.start[i]
        links = v.doc.attributions
        best: tuple[int, tuple[Part, ...]] | None = None
        for link in links or ():
            for span in link.content:
                if span.start <= start < span.end and link.source:
                    a, b = v.at(link.source[0].start, link.source[0].end)
                    for k in range(b - 1, a - 1, -1):
                        if v.head[k] == k or not a <= v.head[k] < b:
                            parts = self._clear(k) or tuple(
                                p for p in (self.resolve(k) if v.pos[k] == "PRON" and v.low[k] not in SPEAKER else ()) if not p.unclear
                            )
                            if parts and (best is None or span.end - span.start < best[0]):
                                best = (span.end - span.start, parts)
        if best:
            return self._because(best[1], f"“{v.word[i]}” is the speaker's side")
        return (Part(v.low[i], None, "unknown", "", unclear=f"who speaks as “{v.word[i]}” is not clear"),)
