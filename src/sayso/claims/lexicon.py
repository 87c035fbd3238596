"""The predicate lexicon: which words evoke which event, and where in the sentence its parties stand.

Invariants: every entry has an id of its own, at least one word, a frame that exists, and an event or a flow. What breaks the
schema is reported with the file, the entry and the way to mend it. The YAML files under ``lexicons/predicates`` explain each field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sayso.claims.forms import noun_forms, verb_forms, words
from sayso.errors import LexiconError
from sayso.lexicons import load, load_folder

MODES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "ban", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": ("seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"),
    "ASSAULT": (
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ),
}
Event = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
FlowName = Literal["transfer", "produce", "use", "intercept", "loss", "seize", "withhold"]
Kind = Literal["entity", "group", "state", "place", "item", "person", "other", "none"]
Needs = Literal["actor", "recipient", "both", "any", "two", "items", "none"]
#: Slots that are not prepositions; any other name in a frame is one.
SLOTS = words(
    "subj obj iobj poss mod light agent between targeting victims place announcer clause content nobody "
    "above speaker carried post site include joined evader said crowd held asked demanded aim"
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(_Strict):
    """What must hold around the word. Every field given must hold; a list holds when one of its members does."""

    items: tuple[str, ...] = ()
    no_items: bool = False
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    mod: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    governor: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    object_kind: tuple[Kind, ...] = ()
    subject_kind: tuple[Kind, ...] = ()
    passive: bool | None = None
    definite: bool | None = None

    @cached_property
    def empty(self) -> bool:
        return self == Condition()


class Then(_Strict):
    event: Event | None = None
    no_event: bool = False
    mode: str | None = None
    flow: FlowName | None = None
    frame: str | None = None
    skip: bool = False
    status: Literal["actual", "planned", "possible", "denied"] | None = None
    needs: Needs | None = None


class Rule(_Strict):
    """A change to the entry where the condition holds. Rules are tried in order; the first that holds is the only one."""

    if_: Condition = Field(default=Condition(), alias="if")
    unless: Condition = Condition()
    then: Then


class Expect(_Strict):
    """What a test must find in the example. ``actor`` and ``recipient`` are sets of ids; absent fields are not compared."""

    trigger: str
    event: Event | None = None
    mode: str | None = None
    flow: FlowName | None = None
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    status: str | None = None


class Example(_Strict):
    text: str
    expect: tuple[Expect, ...] = ()
    name: str | None = None


class Entry(_Strict):
    """One way to say one kind of event."""

    id: str
    event: Event | None = None
    mode: str | None = None
    flow: FlowName | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    frame: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    when: Condition = Condition()
    unless: Condition = Condition()
    rules: tuple[Rule, ...] = ()
    status: Literal["actual", "planned", "possible", "denied"] | None = None
    needs: Needs = "any"
    consequence: bool = False
    covers: bool = False
    examples: tuple[Example, ...] = ()
    source: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Entry:
        if not (self.verbs or self.nouns or self.adjectives or self.modals):
            raise ValueError("has no words: give verbs, nouns, adjectives or modals")
        if self.event is None and self.flow is None and not self.rules:
            raise ValueError("has neither event nor flow")
        for event, mode in [(self.event, self.mode), *((r.then.event or self.event, r.then.mode) for r in self.rules)]:
            if mode is not None and event is not None and mode not in MODES.get(event, ()):
                raise ValueError(f"mode {mode!r} is no mode of {event}; allowed: {', '.join(MODES.get(event, ())) or 'none'}")
        return self

    @property
    def key(self) -> str:
        return f"{self.source}#{self.id}"


class Frame(_Strict):
    """Where the parties stand: slots tried in order; a slot written with "+" is united with the one before it."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    target: Literal["place", "name", "own", ""] = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase of an entry: the word class of its first word and the words that must follow."""

    entry: Entry
    kind: Literal["verb", "noun", "adjective", "modal"]
    rest: tuple[frozenset[str], ...]
    order: int


@dataclass(slots=True)
class Lexicon:
    entries: tuple[Entry, ...]
    frames: dict[str, Frame]
    index: dict[str, list[Word]] = field(default_factory=dict)


def _split(phrase: str) -> list[str]:
    return [w for w in re.split(r"\s+|(-)|(?=['’]s\b)", phrase) if w]


def _ways(phrase: str) -> list[list[str]]:
    """The ways a phrase may be cut into words: the tokenizer keeps some hyphens inside a word ("re-established") and cuts at others."""
    ways = [_split(phrase)]
    if "-" in phrase:
        ways.append(re.split(r"\s+", phrase))
    return ways


def _enter(index: dict[str, list[Word]], entry: Entry, kind: str, parts: list[str], order: int) -> None:
    head, *rest = parts
    forms = verb_forms(head) if kind == "verb" else noun_forms(head) if kind == "noun" else {head}
    tail = tuple(frozenset(noun_forms(w)) if w.isalpha() and len(w) > 3 else frozenset({w}) for w in rest)
    word = Word(entry, kind, tail, order)  # type: ignore[arg-type]
    for form in forms:
        index[form].append(word)


def _index(entries: tuple[Entry, ...]) -> dict[str, list[Word]]:
    index: dict[str, list[Word]] = defaultdict(list)
    order = 0
    for entry in entries:
        for kind, phrases in (("verb", entry.verbs), ("noun", entry.nouns), ("adjective", entry.adjectives), ("modal", entry.modals)):
            for phrase in phrases:
                order += 1
                for parts in _ways(phrase):
                    _enter(index, entry, kind, parts, order)
    for found in index.values():
        found.sort(key=lambda w: (-len(w.rest), w.order))
    return dict(index)


def parse_entries(raw: Any, name: str) -> tuple[Entry, ...]:
    """The checked entries of one file; :class:`LexiconError` names the file, the entry and the field that breaks the schema."""
    if not isinstance(raw, dict) or not isinstance(raw.get("entries"), list):
        raise LexiconError(f"The lexicon {name} has no list “entries”", "Start it with “entries:” and one “- id: …” per entry.")
    out = []
    for n, item in enumerate(raw["entries"]):
        called = item.get("id", f"number {n + 1}") if isinstance(item, dict) else f"number {n + 1}"
        try:
            out.append(Entry(**item, source=name))
        except (ValidationError, TypeError) as error:
            problems = error.errors() if isinstance(error, ValidationError) else [{"loc": (), "msg": str(error)}]
            said = "; ".join(f"{'.'.join(map(str, p['loc'])) or 'entry'}: {p['msg']}" for p in problems)
            raise LexiconError(f"In the lexicon {name}, entry {called}: {said}", "The file's header explains each field.") from error
    return tuple(out)


@cache
def lexicon() -> Lexicon:
    """All predicates, indexed by word form. Read once a process."""
    frames = {k: Frame(**v) for k, v in load("predicates/frames.yaml")["frames"].items()}
    entries: list[Entry] = []
    for name, raw in load_folder("predicates").items():
        if not name.endswith("frames.yaml"):
            entries += parse_entries(raw, name)
    seen: dict[str, str] = {}
    for e in entries:
        wanted = {e.frame, *(r.then.frame for r in e.rules if r.then.frame)}
        if missing := wanted - set(frames):
            raise LexiconError(f"In the lexicon {e.source}, entry {e.id}: no frame called {', '.join(missing)}", "See frames.yaml.")
        if e.id in seen:
            raise LexiconError(f"The entry {e.id} stands in {seen[e.id]} and in {e.source}", "Give one of them another id.")
        seen[e.id] = e.source
    return Lexicon(tuple(entries), frames, _index(tuple(entries)))


@cache
def cues(name: str) -> dict[str, Any]:
    """A file of ``lexicons/cues`` as it is written."""
    return dict(load(f"cues/{name}.yaml"))


@cache
def cue_forms(name: str, group: str, kind: str = "verb") -> dict[str, str]:
    """Every form of the words in one group of a cue file, each with its dictionary form."""
    words = cues(name)[group]
    make = verb_forms if kind == "verb" else noun_forms
    return {form: w for w in words for form in make(w.split()[0])}
