"""How the bounds of a balance were reached, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.ledger.names import name_of
from sayso.ledger.words import bounds, days, goods, several_words, short

if TYPE_CHECKING:
    from sayso.ledger.balances import Part

_SHOWN = 6
"""Figures named one by one in a sentence; of more, the largest and how many there are."""


def part_words(part: Part) -> str:
    """ "405–495 drones (2022-10-03…2022-10-09) [1a2b3c4d]"."""
    figure = bounds(part.low, part.high)
    what = goods(part.class_, part.designation)
    when = f"up to {part.last}" if part.measure == "total" and part.last else days(part.first, part.last)
    marks = [when and when + (", by the report" if part.assumed else "")]
    marks += ["told by a party alone"] if part.party else []
    marks += ["disputed"] if part.disputed else []
    marks += [f"denied by {several_words(map(name_of, part.denied_by))}"] if part.denied_by else []
    told = "; ".join(m for m in marks if m)
    return f"{figure} {what}" + (f" ({told})" if told else "") + f" [{short(part.event)}]"


def steps(kind: str, parts: Sequence[Part], low: int, calm: int, high: Part | None, short: Part | None, *, closed: bool) -> Iterator[str]:
    """One sentence a step: the lower bound and its figures, the same without what is disputed, the upper bound, what does not count."""
    counted = [p for p in parts if p.counted]
    if counted:
        named = sorted(counted, key=lambda p: -(p.low or 0))
        told = "; ".join(part_words(p) for p in named[:_SHOWN]) + (f"; and {len(named) - _SHOWN} more" if len(named) > _SHOWN else "")
        if len(counted) == 1:
            rule = "the largest figure; the others may speak of the same goods" if _figures(parts) > 1 else "the only figure"
        else:
            rule = f"the sum of {len(counted)} figures that days, partners or goods keep apart"
        yield f"at least {low:,}: {rule}: {told}"
        if any(p.flow.value == "intercept" for p in counted) and kind == "used":
            yield "what was shot down was launched before: it stands for launches of the same days and is not added to them"
        if calm < low:
            yield f"at least {calm:,} without events that are disputed or denied"
    if high is not None:
        until = "" if closed else "; what came after is open"
        yield f"at most {high.high:,} up to {high.last}: a running total{until}: {part_words(high)}"
    elif short is not None:
        yield f"no upper bound: the last running total is less than what other figures up to that day come to: {part_words(short)}"
    elif counted:
        yield "no upper bound: no running total speaks of all of it"
    reasons: dict[str, int] = {}
    for p in parts:
        if p.left_out:
            reasons[p.left_out] = reasons.get(p.left_out, 0) + 1
    if reasons:
        yield "not counted: " + ", ".join(f"{n} {_LEFT_OUT.get(why, why)}" for why, n in sorted(reasons.items()))


_LEFT_OUT = {"no number": "without a number", "a rate": "told as a rate", "a stock": "told as a stock"}


def _figures(parts: Sequence[Part]) -> int:
    return sum(1 for p in parts if not p.left_out and p.low)
