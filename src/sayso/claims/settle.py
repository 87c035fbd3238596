"""Fills and mends the parties of drafts by the weighed signs of :mod:`sayso.claims.parties`.

What a rule found stays unless the signs speak clearly against it; an empty side takes whoever the signs speak for. All drafts are
weighed as the rules left them before any is changed, so the order of the drafts decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.agents import Party
from sayso.claims.draft import Draft
from sayso.claims.parties import SIDES, Candidate, Scale, candidates, crossed, names_of
from sayso.records import Reason, Span

if TYPE_CHECKING:
    from sayso.claims.context import Context

#: Signs named in a reason, heaviest first.
_TOLD = 3


def open_side(d: Draft, side: str) -> bool:
    """Whether the frame has a place for a party on this side at all."""
    return bool(d.scene.actor_slots) and d.scene.actor_slots != ("nobody",) if side == "actor" else d.recipient_open


def chosen(d: Draft, side: str, found: dict[str, Candidate], bounds: dict[str, float]) -> tuple[Party, list[Candidate]]:
    """The parties of one side after weighing, and the candidates that came in new. ``bounds``: fill, keep, replace."""
    party = d.actor if side == "actor" else d.recipient
    mine = {a.id for a in party.actors}
    least = bounds["replace"] if mine else bounds["fill"]
    kept = tuple(a for a in party.actors if found[a.id].chance[side] >= bounds["keep"])
    fresh = [c for c in found.values() if c.actor.id not in mine and c.chance[side] >= least]
    fresh.sort(key=lambda c: -c.chance[side])
    if not fresh and not kept:
        kept = party.actors  # nobody better is known
    return Party((*kept, *(c.actor for c in fresh)), party.road if kept or not fresh else "weighed"), fresh


def _why(d: Draft, side: str, c: Candidate, weights: dict[str, float]) -> str:
    names = crossed(d, side, c.signs[side])
    told: dict[str, float] = {}
    for n in names:
        sign = n.split(" | ")[1] if n.count("|") else n
        told[sign] = told.get(sign, 0.0) + weights.get(n, 0.0)
    best = sorted((s for s in told if s not in ("always", d.event, d.flow)), key=lambda s: -told[s])[:_TOLD]
    said = "; ".join(f"{s} ({told[s]:+.1f})" for s in best)
    return f"weighed: chance {c.chance[side]:.2f}; {said}"


_last: list[Scale] = []


def _scale(weights: dict[str, float]) -> Scale:
    """The scale of these weights, the one used last if they are the same."""
    if not _last or _last[0].weights is not weights:
        _last[:] = [Scale(weights)]
    return _last[0]


def weigh(ctx: Context, drafts: Sequence[Draft], weights: dict[str, float]) -> list[dict[str, Candidate]]:
    """For each draft its candidates with their chances on both sides."""
    names, scale = names_of(ctx), _scale(weights)
    sure = [d for d in drafts if d.whole and not d.doubt]
    out = []
    for d in drafts:
        found = candidates(ctx, names, d, sure)
        for side in SIDES:
            scale.weigh(d, side, found.values())
        out.append(found)
    return out


def settle(ctx: Context, drafts: Sequence[Draft], weights: dict[str, float], bounds: dict[str, float]) -> None:
    """Changes the parties of the drafts, with a reason for each that came in."""
    weighed = weigh(ctx, drafts, weights)
    for d, found in zip(drafts, weighed, strict=True):
        for side in SIDES:
            if not open_side(d, side):
                continue
            party, fresh = chosen(d, side, found, bounds)
            setattr(d, side, party)
            for c in fresh:
                d.reasons.append(
                    Reason(side, _why(d, side, c, weights), "model/weights.json", Span(c.actor.start, c.actor.end, c.actor.text))
                )
