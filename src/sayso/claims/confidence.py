"""How sure a claim is: the chance that an annotator would give the same event or flow, parties and status.

A logistic model over a handful of signs that a reader can check (what kind of word says it, on which road each party was found, what
set the status). The weights stand in ``lexicons/cues/confidence.yaml``; ``python -m training.claims`` fits them on annotated texts,
``benchmarks/confidence.py`` prints the reliability curve, cross-validated by document. A sign that the weights do not know counts nothing.
"""

from __future__ import annotations

import math
from functools import lru_cache

from sayso.claims.agents import Party
from sayso.claims.draft import Draft
from sayso.claims.lexicon import cues
from sayso.records import Reason

#: A sentence above this many tokens holds several clauses; roads through it are longer.
LONG_TOKENS = 35
_ROADS = (
    ("weighed", "weighed by its signs"),
    ("carried over", "carried over from the sentence before"),
    ("state where", "inferred from the place"),
    ("who is", "who is hurt"),
    ("agent", "agent of the verb"),
    ("announcer", "the announcer"),
    ("subject", "the subject"),
    ("object of", "the object"),
    ("name before", "a name before the noun"),
    ("owner", "an owner"),
    ("“", "after a preposition"),
)


def road_of(party: Party) -> str:
    """On which kind of road the first of a party was found, in words; "missing" where nobody was."""
    if not party.actors:
        return "missing"
    if any(a.unresolved is not None for a in party.actors):
        return "not resolved"
    return _kind_of(party.road)


@lru_cache(maxsize=4096)  # asked ten times a draft
def _kind_of(road: str) -> str:
    return next((name for sign, name in _ROADS if sign in road), "found on another road")


def signs_of(d: Draft) -> tuple[str, ...]:
    """What speaks for or against a claim, in words."""
    sentence = d.scene.head.sent
    decided = next((r.rule for r in d.reasons if r.field == "status"), "")
    return (
        f"{d.event or d.flow} said by a {'verb' if d.scene.verb else 'noun'}",
        f"actor: {road_of(d.actor)}",
        f"recipient: {road_of(d.recipient) if d.recipient_open or d.recipient.actors else 'none wanted'}",
        f"status {d.status}" + ("" if decided.startswith("nothing") else " by a word"),
        "a long sentence" if sentence.end - sentence.start > LONG_TOKENS else "a short sentence",
        "several parties on a side" if max(len(d.actor.actors), len(d.recipient.actors)) > 2 else "one or two parties a side",
        "goods named" if d.items else "no goods named",
        f"taken for a claim with chance {int(d.chance * 10) / 10:.1f}" if d.chance < 1 else "taken for a claim by the rules alone",
    )


def chance(signs: tuple[str, ...]) -> float:
    """The model's probability for a set of signs."""
    weights = cues("confidence")["weights"]
    total = float(cues("confidence")["intercept"]) + sum(float(weights.get(s, 0.0)) for s in signs)
    return 1 / (1 + math.exp(-total))


def confidence_of(d: Draft) -> tuple[float, Reason]:
    """The confidence, and the signs it rests on."""
    signs = signs_of(d)
    return round(chance(signs), 3), Reason("confidence", "; ".join(signs), "cues/confidence.yaml")
