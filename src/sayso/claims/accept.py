"""Whether a draft is a claim: a log-linear model over signs that a reader can check.

The entry asks for parties ("needs"), and the lexicon has conditions; each is a sign here and no bar. What the encoder hears in the word,
on which roads the parties were found, the grammar around the trigger are others. Weights: ``python -m training.claims``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import TYPE_CHECKING

from sayso.claims.confidence import road_of
from sayso.claims.draft import Draft
from sayso.claims.scope import LIMIT

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.claims.heard import Heard

_DEFINITE = frozenset({"the", "this", "these", "that", "those", "such"})
_ROUND = {"nsubj:pass": "nsubj", "obl:agent": "obl", "acl:relcl": "acl", "ROOT": "root", "compound:prt": "compound"}


def complete(d: Draft) -> bool:
    """Whether the parties the entry asks for were found."""
    a, r = bool(d.actor.actors), bool(d.recipient.actors)
    needs = d.scene.entry.needs
    return {
        "none": True,
        "any": a or r or bool(d.flow and d.items and d.place),
        "actor": a,
        "recipient": r,
        "both": a and r,
        "two": len(d.actor_ids | d.recipient_ids) >= 2,
        "items": bool(d.items),
    }[needs]


def origin_of(d: Draft) -> str:
    return d.doubt or ("complete" if d.whole else "incomplete")


def signs(ctx: Context, d: Draft, heard: Heard | None, drafts: Sequence[Draft]) -> dict[str, float]:
    """The signs of one draft and their strength (1 where a sign is just there)."""
    head = d.scene.head
    kind = d.event or d.flow or ""
    origin = origin_of(d)
    out = {"always": 1.0, origin: 1.0, f"{origin} | {kind}": 1.0, f"{kind} by a {'verb' if d.scene.verb else 'noun'}": 1.0}
    out[f"entry {d.scene.entry.id}"] = 1.0
    out["now complete" if complete(d) else f"needs {d.scene.entry.needs}"] = 1.0
    if heard is not None:
        own = max((heard.chance(i, kind) for i in d.tokens), default=0.0)
        loud = max((1 - heard.chance(i, "-") for i in d.tokens), default=0.0)
        strength = max(-1.0, min(1.0, (log(own + 1e-3) - log(1 - min(loud, 0.999))) / 6))
        out |= {"heard": strength, f"heard | {origin}": strength, f"heard | {kind}": strength}
        best, chance = heard.best(d.head)
        if best != kind and chance > own:
            out["heard as another event"] = 1.0
            out[f"{kind} heard as {best}"] = 1.0
    for side, party in (("actor", d.actor), ("recipient", d.recipient)):
        wanted = bool(d.scene.actor_slots) if side == "actor" else d.recipient_open
        road = road_of(party) if party.actors or wanted else "none wanted"
        out[f"{side}: {road}"] = 1.0
        out[f"{side}: {road} | {origin}"] = 1.0
    if not d.actor.actors and not d.recipient.actors:
        out[f"nobody | {kind}"] = 1.0
    out[f"status {d.status}"] = 1.0
    dep = _ROUND.get(head.dep_, head.dep_.split(":")[0])
    out[f"stands as {dep}"] = 1.0
    out[f"stands as {dep} | {'verb' if d.scene.verb else 'noun'} | {origin}"] = 1.0
    if not d.scene.verb:
        definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in head.children)
        out["definite" if definite else "not definite"] = 1.0
        if d.scene.light:
            out["carried by a light verb"] = 1.0
    out["first sentence" if ctx.sentence_of[d.head] == 0 else "later sentence"] = 1.0
    if ctx.sentence_of[-1] > 5:
        out["a long text"] = 1.0
        out[f"a long text | {kind}"] = 1.0
    before = [o for o in drafts if o.event == d.event and o.flow == d.flow and o.head < d.head]
    if any(o.scene.head.lemma_ == head.lemma_ for o in before):
        out["the same word before"] = 1.0
    elif before:
        out["the same event before"] = 1.0
    if any(o.event == d.event and o is not d and ctx.sentence_of[o.head] == ctx.sentence_of[d.head] for o in drafts):
        out["the same event in the sentence"] = 1.0
    out["goods" if d.items else "no goods"] = 1.0
    around = ctx.scope(d.head) / LIMIT
    out |= {"in scope": around, f"in scope | {kind}": around, f"in scope | {origin}": around}
    if d.actor_ids and d.actor_ids == d.recipient_ids:
        out |= {"the same on both sides": 1.0, f"the same on both sides | {kind}": 1.0}
    if d.place:
        out["a place"] = 1.0
    return out


def chance(weights: dict[str, float], found: dict[str, float]) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, sum(weights.get(n, 0.0) * v for n, v in found.items())))))
