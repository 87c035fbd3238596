"""How many at least, from figures that may speak of the same things twice.

Two figures may be added only where something keeps the things they count apart: days that do not meet, another partner, goods of another
class or model. Everything else may be one and the same, and then only one of the two may count. :func:`most` picks the figures that give
the largest sum under that rule: a running total up to a day and the batches after it, batches from several partners, or a single figure
larger than all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

FOREVER = 10**7
"""A day (as ordinal) after every other; 0 lies before every other."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure on the line of days: at least ``low`` things within the days ``start`` to ``end`` (ordinals, both inclusive).

    ``lanes``: where it stands, from the outside in, for example (partner, class, model). Two figures are kept apart where their lanes
    part ways; a figure whose lanes end early may speak of anything below.
    """

    key: str
    low: int
    start: int
    end: int
    lanes: tuple[str, ...] = ()


def most(figures: Sequence[Counted]) -> tuple[int, tuple[str, ...]]:
    """The largest sum of figures that nothing can make count the same thing twice, and the keys of these figures.

    Let B(n, s) be the most that can be counted in lane n after day s. It is the sum of B(c, s) over the lanes c below n, or the low of a
    figure in n that begins after s plus B(n, its last day), whichever is more: weighted interval scheduling (Kleinberg and Tardos,
    "Algorithm Design", 6.1) on a tree. Any answer is a sound lower bound. Takes O(lanes · figures) steps.
    """
    ordered = sorted((f for f in figures if f.low > 0), key=lambda f: (-f.low, f.end, f.key))
    if not ordered:
        return 0, ()
    cuts = [-1, *sorted({f.end for f in ordered})]
    root = _Lane(ordered, 0, cuts)
    return root.best[0], tuple(sorted(root.chosen(0)))


class _Lane:
    """One lane: ``best[i]`` is the most that can be counted after day ``cuts[i]``, ``how[i]`` how it is reached."""

    def __init__(self, figures: list[Counted], depth: int, cuts: list[int]) -> None:
        below: dict[str, list[Counted]] = {}
        for f in figures:
            if len(f.lanes) > depth:
                below.setdefault(f.lanes[depth], []).append(f)
        # A lane that holds the very same figures as this one adds nothing but another level.
        self.below = [_Lane(found, depth + 1, cuts) for _, found in sorted(below.items())]
        begins: dict[int, list[Counted]] = {}
        for f in figures:
            begins.setdefault(bisect_left(cuts, f.start) - 1, []).append(f)  # the last cut before its first day
        self.cuts = cuts
        n = len(cuts)
        self.best = [0] * n
        self.how: list[Counted | str] = [""] * n
        for i in range(n - 1, -1, -1):
            if i + 1 < n:
                self.best[i], self.how[i] = self.best[i + 1], "later"
            for f in begins.get(i, ()):
                value = f.low + self.best[bisect_left(cuts, f.end)]
                if value > self.best[i]:
                    self.best[i], self.how[i] = value, f
            together = sum(lane.best[i] for lane in self.below)
            if together > self.best[i]:
                self.best[i], self.how[i] = together, "below"

    def chosen(self, i: int) -> list[str]:
        found: list[str] = []
        while self.how[i]:
            how = self.how[i]
            if isinstance(how, Counted):
                found.append(how.key)
                i = bisect_left(self.cuts, how.end)
            elif how == "below":
                return found + [key for lane in self.below for key in lane.chosen(i)]
            else:
                i += 1
        return found
