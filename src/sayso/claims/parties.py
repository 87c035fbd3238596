"""Who may be a party of an event: every name around, with the signs that speak for and against it.

The slots of a frame look where grammar puts a party. Where they find nobody, or doubtfully, a party often stands further off: subject of
a clause above, named a sentence ago, a party of the event before. A log-linear model weighs the signs of each candidate for each side;
the signs are words that a reader can check, the weights come from ``python -m training.claims``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from sayso.claims.confidence import road_of
from sayso.claims.draft import Draft
from sayso.claims.lexicon import cue_forms
from sayso.claims.tree import case_of, is_dep, is_passive
from sayso.claims.who import from_mention, is_state
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.identity import Mention
    from sayso.language.plain import Token

SIDES = ("actor", "recipient")
#: Sentences back in which a name may still be a party.
REACH = 2
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "obl:agent")


@dataclass(slots=True)
class Candidate:
    """One possible party: who, where it stands, and its signs by side."""

    actor: Actor
    signs: dict[str, list[str]] = field(default_factory=dict)
    chance: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Names:
    """The names of a document by sentence, and how often each party is named."""

    by_sentence: dict[int, list[tuple[Mention, Actor]]]
    count: dict[str, int]
    first: str | None


def names_of(ctx: Context) -> Names:
    by: dict[int, list[tuple[Mention, Actor]]] = {}
    count: dict[str, int] = {}
    first = None
    for m in ctx.ids.mentions:
        a = from_mention(m)
        if a is None or m.kind == "media":
            continue
        by.setdefault(ctx.sentence_of[m.i], []).append((m, a))
        count[a.id] = count.get(a.id, 0) + 1
        first = first or a.id
    return Names(by, count, first)


def _top(ctx: Context, m: Mention) -> Token:
    """The word of a name that hangs outside it."""
    doc = ctx.doc
    for i in range(m.i, m.j):
        if not m.i <= doc[i].head.i < m.j or doc[i].head.i == i:
            return doc[i]
    return doc[m.j - 1]


def relation(ctx: Context, m: Mention, trigger: Token, above: dict[int, int]) -> str:
    """How a name stands to a trigger in the tree. ``above``: the trigger and its ancestors with their distance."""
    node = _top(ctx, m)
    inside = ""
    for _ in range(12):
        if node.i in above:  # the name stands inside the phrase of an ancestor
            return f"in the phrase of {'the trigger' if above[node.i] == 0 else 'a word above'}{inside}"
        up = node.head
        if node.dep_ in ("compound", "amod", "nmod:poss", "nmod:desc", "det", "flat", "appos"):
            inside = inside or {"nmod:poss": ", as owner", "appos": ", beside"}.get(node.dep_, ", before the noun")
            if up.i in above:
                far = above[up.i]
                return f"{'owner of' if node.dep_ == 'nmod:poss' else 'before'} {'the trigger' if far == 0 else 'a noun above'}"
        elif node.dep_ == "conj":
            pass
        elif up.i in above:
            far = above[up.i]
            where = "the trigger" if far == 0 else "a verb above" if up.pos_ == "VERB" else "a word above"
            if far and up.pos_ == "VERB" and up.lower_ in cue_forms("speech", "say"):
                where = "a verb of saying above"
            if is_dep(node, *_SUBJECTS):
                deep = node.dep_ == "nsubj:pass" or (is_passive(up) and node.dep_ == "nsubj")
                return f"{'agent' if node.dep_ == 'obl:agent' else 'passive subject' if deep else 'subject'} of {where}{inside}"
            if is_dep(node, "obj", "iobj"):
                return f"object of {where}{inside}"
            if is_dep(node, "obl", "nmod"):
                return f"“{case_of(node)}” under {where}{inside}"
            return f"{node.dep_.split(':')[0]} under {where}"
        elif is_dep(node, "nmod", "obl") and not inside:
            inside = f", in its “{case_of(node)}”"
        elif node.pos_ in ("VERB", "AUX"):
            inside = ", in a clause"
        if up.i == node.i:
            break
        node = up
    return "elsewhere"


def _near(event: str | None, flow: str | None, other: Draft) -> str:
    if other.event == event and event is not None:
        return "the same event"
    return "a flow" if flow and other.flow else "another event"


def candidates(ctx: Context, names: Names, d: Draft, drafts: Sequence[Draft]) -> dict[str, Candidate]:
    """Everybody who may be a party of ``d``, by id, in the order they are met, with their signs."""
    here = ctx.sentence_of[d.head]
    trigger = d.scene.head
    above = {trigger.i: 0}
    node = trigger
    for k in range(1, 12):
        if node.head.i == node.i:
            break
        node = node.head
        above[node.i] = k
    out: dict[str, Candidate] = {}
    common: dict[str, list[str]] = {}

    def meet(a: Actor) -> list[str]:
        if a.id not in out:
            out[a.id] = Candidate(a)
            common[a.id] = []
        return common[a.id]

    for side, party in ((SIDES[0], d.actor), (SIDES[1], d.recipient)):
        road = road_of(party)
        for a in party.actors:
            meet(a).extend((f"{side} by {road}", f"{side} by rule"))
    seen: set[tuple[str, int]] = set()
    for back in range(REACH + 1):
        for m, a in sorted(names.by_sentence.get(here - back, ()), key=lambda x: abs(x[0].i - d.head)):
            if (a.id, back) in seen and back:
                continue
            signs = meet(a)
            kind = "a state" if m.kind == "state" else f"a {m.kind}"
            if back == 0:
                signs.append(relation(ctx, m, trigger, above))
                if (a.id, 0) not in seen:
                    signs.append(f"{kind}{', as adjective' if m.adjectival else ''}{', before' if m.i < d.head else ', after'}")
            elif (a.id, 0) not in seen and (a.id, 1) not in seen:
                lead = is_dep(_top(ctx, m), *_SUBJECTS)
                signs.append(f"{kind} named {'a sentence' if back == 1 else 'two sentences'} before{', as subject' if lead else ''}")
            seen.add((a.id, back))
    last: dict[str, Draft] = {}
    for other in drafts:
        if other is d:
            continue
        gap = here - ctx.sentence_of[other.head]
        if gap < 0 or gap > REACH + 2:
            continue
        where = "here" if gap == 0 else "before"
        if gap == 0 and other.head in above:
            where = "above"
        last[f"{_near(d.event, d.flow, other)} {where}"] = other
    for where, other in last.items():
        for side, party in ((SIDES[0], other.actor), (SIDES[1], other.recipient)):
            for a in party.actors:
                meet(a).extend((f"{side} of {where}", f"{side} of {other.event or other.flow} {where.split(' ')[-1]}"))
    alone = "the only candidate" if len(out) == 1 else "one of two candidates" if len(out) == 2 else ""
    rules = {side: _rule(d, side) for side in SIDES}
    for ident, c in out.items():
        signs = common[ident]
        if alone:
            signs.append(alone)
        if ident == names.first:
            signs.append("named first in the text")
        if names.count.get(ident, 0) > 2:
            signs.append("named often")
        if is_state(ident):
            signs.append("is a state")
        for side in SIDES:
            c.signs[side] = list(dict.fromkeys([*signs, rules[side]]))
    return out


def _rule(d: Draft, side: str) -> str:
    """What the rule found on a side, as a sign."""
    party = d.actor if side == "actor" else d.recipient
    wanted = bool(d.scene.actor_slots) if side == "actor" else d.recipient_open
    return f"rule says {road_of(party)}" if party.actors else "rule finds nobody" if wanted else "no slot"


def crossed(d: Draft, side: str, signs: Iterable[str]) -> list[str]:
    """The signs of one candidate for one side as the model weighs them: alone, with the event, with what the rule found."""
    frame = _frame(d, side)
    return [f"{side} | always", f"{side} | {frame.kind}", *(n for s in signs for n in frame.crossed(s))]


class Frame(NamedTuple):
    """What the signs of a side's candidates are crossed with."""

    side: str
    kind: str | None
    form: str
    rule: str

    def crossed(self, sign: str) -> list[str]:
        side, kind, form, rule = self
        out = [f"{side} | {sign}", f"{side} | {sign} | {kind}", f"{side} | {sign} | {form}"]
        return out if sign == rule else [*out, f"{side} | {sign} | {rule}"]


def _frame(d: Draft, side: str) -> Frame:
    return Frame(side, d.event or d.flow, "verb" if d.scene.verb else "noun", _rule(d, side))


class _Column(dict[str, tuple[float, ...]]):
    """The weights that each sign brings in one frame, those of 0 left out."""

    def __init__(self, weights: dict[str, float], frame: Frame) -> None:
        super().__init__()
        self.weights, self.frame = weights, frame
        self.always = sum(weights.get(f"{frame.side} | {n}", 0.0) for n in ("always", frame.kind))

    def __missing__(self, sign: str) -> tuple[float, ...]:
        self[sign] = out = tuple(w for n in self.frame.crossed(sign) if (w := self.weights.get(n, 0.0)))
        return out


class Scale:
    """The same weights for document after document: what a sign weighs in a frame is looked up once (some 9,000 candidates in a hundred
    articles carry few different signs)."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights
        self._columns: dict[Frame, _Column] = {}

    def weigh(self, d: Draft, side: str, found: Iterable[Candidate]) -> None:
        """Sets the chances of the candidates of one side."""
        frame = _frame(d, side)
        column = self._columns.get(frame)
        if column is None:
            column = self._columns[frame] = _Column(self.weights, frame)
        for c in found:
            total = column.always
            for sign in c.signs[side]:
                for w in column[sign]:
                    total += w
            c.chance[side] = chance(total)


def chance(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))
