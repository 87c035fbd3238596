"""Who "it", "they", "the country" or "its forces" is, within one text, conservatively.

The method is a small salience model: candidates are the entities that phrases named before; they must agree in number and kind; the
subject of a reporting clause around the pronoun comes first, then the subject of the clause, then of the sentence before. Where two
candidates stand equally near, nothing is chosen and the reason is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from sayso.identity.phrases import HELPS, Part, Phrases

SUBJECT = {"nsubj", "nsubj:pass", "csubj", "nsubj:outer"}
SINGULAR = {"it", "its", "itself"}
PLURAL = {"they", "them", "their", "theirs", "themselves"}
PERSONAL = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
SPEAKER = {"we", "us", "our", "ours", "ourselves", "i", "me", "my"}
RELATIVE = {"who", "whom", "whose", "which", "that"}
CLAUSES = {"ccomp", "advcl", "xcomp", "acl", "acl:relcl", "parataxis", "conj"}
DEFINITE = {"the", "this", "that", "these", "those", "both"}
NUMBERED = {"both", "two", "three"}
LOCATIVE = {"in", "at", "near", "across", "inside", "around", "outside", "on", "off", "throughout", "within", "into"}
# Persons who stand between states and belong to none without a name.
BETWEEN = {"negotiator", "mediator", "envoy", "leader", "delegate", "delegation", "diplomat", "representative", "expert", "politician", "ruler", "head", "chief", "director", "chair", "chairman", "deputy", "aide", "adviser", "advisor", "side", "capital", "crown"}
# Words that only some states are called.
KINDS_OF_STATE = {
    "island": {"CUB", "TWN", "CYP", "MLT", "LKA", "JAM", "PRI", "GRL", "IRL", "ISL", "MDG", "BHR", "SGP", "GBR", "BRB", "LCA", "GRD", "MUS", "NRU", "DMA", "HTI", "DOM", "TLS"},
    "kingdom": {"SAU", "GBR", "JOR", "BHR", "THA", "KHM", "MAR", "ESP", "NLD", "DNK", "SWE", "NOR", "BEL", "LSO", "SWZ", "TON", "BTN", "MYS"},
    "emirate": {"QAT", "KWT", "ARE", "AFG"},
    "sultanate": {"OMN", "BRN"},
    "archipelago": {"PHL", "IDN", "MDV", "JPN", "BHS", "FJI", "CPV", "COM", "SYC", "TON", "SLB"},
}  # fmt: skip
GROUP_NOUNS = {
    "group",
    "organisation",
    "organization",
    "movement",
    "militia",
    "rebel",
    "militant",
    "faction",
    "party",
    "alliance",
    "bloc",
    "union",
    "coalition",
    "cartel",
    "insurgent",
    "fighter",
}
FIRM_NOUNS = {"company", "firm", "bank", "manufacturer", "refiner", "airline", "shipbuilder", "conglomerate"}


def _statelike(id: str) -> bool:
    return len(id) == 3 and id.isupper()


@dataclass(frozen=True, slots=True)
class Heard:
    """An entity that stood in the text before: where, as what."""

    i: int
    sentence: int
    subject: bool
    parts: tuple[Part, ...]


class Discourse:
    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.view = phrases.view
        self._kept: dict[int, tuple[Part, ...]] = {}
        self._busy: set[int] = set()

    @cached_property
    def heard(self) -> list[Heard]:
        """Every phrase with a clear entity, in order of the text, with coordinated ones joined to the first."""
        v, out = self.view, []
        for i in range(v.n):
            if v.pos[i] not in {"NOUN", "PROPN", "ADJ", "X", "NUM", "SYM", ""} or v.dep[i] in {"flat", "flat:name", "compound", "goeswith"}:
                continue
            if v.dep[i] == "conj" and v.pos[v.head[i]] in {"NOUN", "PROPN"} and self.phrases.parts(v.head[i]):
                continue
            parts = self.phrases.parts(i)
            if not parts or any(p.unclear for p in parts):
                continue
            for c in v.children[i]:
                if v.dep[c] == "conj":
                    parts = (*parts, *(p for p in self.phrases.parts(c) if not p.unclear and p.id not in {q.id for q in parts}))
            out.append(Heard(i, v.sentence[i], v.dep[i] in SUBJECT, parts))
        return out

    # --- the entry point

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

    # --- agreement

    @staticmethod
    def _singular(h: Heard) -> tuple[Part, ...]:
        fit = [
            p
            for p in h.parts
            if p.kind in {"state", "group", "organisation", "firm", "media"} and not p.animate and not (p.plural and p.kind == "state")
        ]
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

    # --- the search

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
                return (Part(v.low[i], None, "unknown", "", unclear=f"“{v.word[i]}” could be {' or '.join(names)} or “{self._rival(i, s)}”", candidates=names),)
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

    def _verb(self, i: int) -> int:
        """The predicate of the clause that token ``i`` stands in."""
        v = self.view
        at, steps = i, 0
        while v.head[at] != at and steps < 30:
            if v.dep[at] in {"ccomp", "advcl", "xcomp", "acl", "acl:relcl", "parataxis", "csubj", "root", "ROOT"} or (v.dep[at] == "conj" and v.pos[at] in {"VERB", "AUX"}):
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
            for c in v.children[at]:
                if v.dep[c] in SUBJECT and c < i and c != i and not (v.left_edge[c] <= i <= v.right_edge[c]):
                    out.append(c)
            if v.dep[at] == "acl:relcl" or v.head[at] == at:
                break
            if v.dep[at] == "conj" and v.pos[at] in {"VERB", "AUX"}:
                pass
            at = v.head[at]
        return out

    def _with_conjuncts(self, s: int) -> tuple[Part, ...]:
        parts = self._clear(s)
        for c in self.view.children[s]:
            if self.view.dep[c] == "conj":
                parts = (*parts, *(p for p in self._clear(c) if p.id not in {q.id for q in parts}))
        return parts

    def _clear(self, s: int) -> tuple[Part, ...]:
        parts = self.phrases.parts(s) or self._described(s)
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
        extension = v.doc._
        links = getattr(extension, "attributions", None) if v.doc.has_extension("attributions") else None
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

    # --- definite descriptions

    def _description(self, i: int) -> tuple[Part, ...]:
        v = self.view
        found = self.phrases.role(i)
        if found is None:
            return ()
        noun, begin = found
        left, _ = v.core(i)
        words = " ".join([*v.low[begin:i], v.lemma[i]])
        # "Its forces", "his country": the possessor decides.
        for k in range(left, begin):
            if v.low[k] in SINGULAR | PLURAL | PERSONAL | SPEAKER | {"whose"} and v.pos[k] in {"PRON", "DET"}:
                inner = self.resolve(k)
                clear = [p for p in inner if not p.unclear]
                if clear:
                    return self._owned_by(noun.cls, noun.sector, clear, noun.plural, i)
                if inner and noun.cls in {"office", "organ", "country", "firm"}:
                    return (replace(inner[0], id=words.replace(" ", "-"), unclear=inner[0].unclear),)
                return ()
        number = next((k for k in range(left, begin) if v.low[k] in NUMBERED), None)
        if noun.cls in {"country", "body"} and number is not None and noun.plural:
            return self._several(i, 3 if v.low[number] == "three" else 2)
        if v.low[i] == "sides":
            return self._several(i, 2)
        definite = any(v.low[k] in DEFINITE for k in range(left, begin))
        bare_organ = noun.cls == "organ" and left == begin
        head_noun = v.lemma[i]
        if not (definite or bare_organ):
            if noun.cls in {"office", "organ"} and noun.sector is not None and head_noun not in BETWEEN:
                return self._of_state(i, noun.cls, noun.sector, words, noun.plural, definite=False)
            return self._open(i, noun.cls, noun.sector, words, noun.plural)
        if noun.cls in {"group", "body"} and (head_noun in GROUP_NOUNS or words in GROUP_NOUNS):
            chosen = self._last(i, {"group", "organisation"})
            if chosen:
                return chosen
        if noun.cls == "office" and not noun.plural and definite:
            holder = self._holder_of(i, head_noun)
            if holder:
                return holder
        if noun.cls == "firm" or head_noun in FIRM_NOUNS:
            chosen = self._last(i, {"firm", "organisation"})
            if chosen:
                return chosen
        if noun.cls in {"organ", "country", "office", "body"}:
            return self._of_state(i, noun.cls, noun.sector, words, noun.plural)
        return self._open(i, noun.cls, noun.sector, words, noun.plural)

    def _owned_by(self, cls: str, sector: str | None, owners: list[Part], plural: bool, i: int) -> tuple[Part, ...]:
        out = []
        for p in owners:
            if cls == "country":
                out.append(
                    replace(p, sector=None, plural=False, animate=False, kind="state" if len(p.id) == 3 and p.id.isupper() else p.kind)
                )
            elif p.kind == "state" or (len(p.id) == 3 and p.id.isupper()):
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

    def _holder_of(self, i: int, title: str) -> tuple[Part, ...]:
        """ "The secretary", "the president": the person last named with that title before."""
        v = self.view
        for h in reversed(self.heard):
            if h.i >= i or len(h.parts) != 1 or not h.parts[0].animate or h.parts[0].person is None:
                continue
            left = max(0, min(v.core(h.i)[0], h.i - 4))
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
            state = m.id if _statelike(m.id) else m.state if m.kind == "place" else None
            if state is None or self.phrases._suffix(m) in HELPS:
                continue
            seen.setdefault(state, Part(state, None, "state", m.why))
            head = m.j - 1 if self.phrases.cover.get(v.head[m.j - 1]) is not m else v.head[m.j - 1]
            located = v.case_of(head) or v.case_of(v.head[head])
            if m.kind in {"place", "state"} and not m.adjectival and m.sector is None and located in LOCATIVE:
                where.add(state)
        return seen, where

    def _of_state(self, i: int, cls: str, sector: str | None, words: str, plural: bool, definite: bool = True) -> tuple[Part, ...]:
        """A bare organ, "the country" or unnamed soldiers: the state that the sentences around speak of, if it is one."""
        v = self.view
        here = v.sentence[i]
        kind = KINDS_OF_STATE.get(words.split(" ")[-1])

        def made(code: str, reason: str) -> tuple[Part, ...]:
            why = f"“{v.words(*v.core(i))}”: {reason}"
            return (Part(code, None if cls == "country" else sector, "state", why, plural=plural, animate=cls == "office"),)

        own = self._own_subject(i) if cls == "country" else None
        own = own if own is not None else next(iter(self._subjects_of(self._verb(i))), None) if cls == "country" else None
        same_clause = {p.id for p in self._with_conjuncts(own)} if own is not None and own != i else set()
        for s in self._subjects_above(i):
            parts = tuple(p for p in self._with_conjuncts(s) if _statelike(p.id) and (kind is None or p.id in kind))
            if len(parts) != 1 or (cls == "country" and parts[0].id in same_clause):
                continue
            reports = v.head[s] != self._verb(i) and v.dep[self._verb(i)] in {"ccomp", "parataxis"}
            if cls == "country" and not reports:
                continue
            if cls == "country" or parts[0].sector == sector or (definite and (parts[0].sector is None or parts[0].animate or reports)) or (reports and cls != "country"):
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
                label = words.replace(" ", "-")
                return (Part(label, sector, "unknown", "", plural=plural, unclear=f"“{v.words(*v.core(i))}” could be of {' or '.join(names)}", candidates=names),)
        return self._open(i, cls, sector, words, plural)

    def _subjects_of(self, verb: int) -> list[int]:
        return [c for c in self.view.children[verb] if self.view.dep[c] in SUBJECT]

    def _open(self, i: int, cls: str, sector: str | None, words: str, plural: bool) -> tuple[Part, ...]:
        """An entity without a name: militants, companies, officials. People without a state are left to the caller."""
        from sayso.identity.names import slug
        from sayso.identity.nouns import plural_of

        v = self.view
        if cls in {"people", "crew", "person", "body"} or (cls == "country" and not plural):
            return ()
        word = slug(v.words(i - len(words.split()) + 1, i + 1)) if plural else slug(plural_of(words) if cls in {"group", "firm"} else words)
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
