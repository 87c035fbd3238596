"""What a comparison of linkage is: levels from the strongest agreement down, as Python and as SQL that say the same.

A comparison gives the number of the first level that holds, or ``None`` where one of the two records does not say: no evidence. The
conditions use plain comparisons of scalars, and the size of an intersection of two lists, so that DuckDB and Spark both read them.
``{meet(x)}`` in a condition is the number of values the two lists have in common, ``{cross(x,y)}`` that of one's x and the other's y,
``{size(x)}`` the length of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.events.features import Features

Pick = Callable[[Features, Features], int | None]
Levels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field that two claims are compared by. ``null``: the SQL condition under which it is no evidence; ``levels``: name →
    SQL condition, the last one empty ("else"); ``within``: only pairs of one text are compared by it, or only pairs of two texts; None:
    both."""

    name: str
    pick: Pick
    null: str
    levels: Levels
    within: bool | None = None

    @property
    def unknown(self) -> str:
        """The SQL condition under which it says nothing, the wrong kind of pair included."""
        outside = {None: "", True: "document_l != document_r", False: "document_l = document_r"}[self.within]
        return " or ".join(f"({part})" for part in (outside, self.null) if part)

    def level(self, a: Features, b: Features) -> int | None:
        """The level that holds, None where the comparison says nothing."""
        return self.pick(a, b) if self.within is None or self.within is (a.document == b.document) else None


def meet(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How many values two lists have in common."""
    if len(a) == 1 and len(b) == 1:
        return int(a[0] == b[0])
    return len(set(a).intersection(b)) if a and b else 0


def same_few(a: Features, b: Features) -> bool:
    """Whether both have the same party on one side, and one that only few reports name."""
    return (a.actors_few and a.actor_key == b.actor_key) or (a.recipients_few and a.recipient_key == b.recipient_key)


SAME_FEW = (
    "((actors_few_l and coalesce(actor_key_l = actor_key_r, false)) or "
    "(recipients_few_l and coalesce(recipient_key_l = recipient_key_r, false)))"
)
"""SQL of :func:`same_few`."""


def either(what: str, order: str) -> str:
    """SQL: a condition on the two records in the order of ``order`` (``late.x``, ``early.x``), whichever of them is the later."""
    sides = []
    for late, early in (("l", "r"), ("r", "l")):
        told = re.sub(r"\bearly\.(\w+)", rf"\1_{early}", re.sub(r"\blate\.(\w+)", rf"\1_{late}", what))
        sides.append(f"({order}_{late} > {order}_{early} and {told})")
    return f"({' or '.join(sides)})"


def both_ways(what: str) -> str:
    """SQL: a condition on one of the two records (``one.x``) and the other (``other.x``), whichever is which."""
    sides = []
    for one, other in (("l", "r"), ("r", "l")):
        sides.append("(" + re.sub(r"\bother\.(\w+)", rf"\1_{other}", re.sub(r"\bone\.(\w+)", rf"\1_{one}", what)) + ")")
    return f"({' or '.join(sides)})"
