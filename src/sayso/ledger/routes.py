"""Claims of transfers by route, goods and stage: the lines of a brief.

Pure grouping of claims (the register, :mod:`sayso.ledger.register`, has a line an event instead). Each claim keeps its own bounds; figures
are listed side by side, never averaged and never added. A *batch* ("the last shipment of 450"), a running *total* ("thousands so far") and
other figures stand apart. A denial is a line of its own beside the lines it denies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sayso.ledger.register import MEASURES, Figure, Stage, stage_of
from sayso.ledger.words import bounds, says
from sayso.records import Claim, Document, Item


@dataclass(frozen=True, slots=True)
class RouteLine:
    """The claims of one route, goods and stage.

    ``supplier``, ``receiver``: ids, empty where no claim names one. ``first``, ``last``: the earliest and latest day of the transfer
    in any claim that gives it a time; ``published_first``, ``published_last``: of the reports.
    """

    supplier: tuple[str, ...]
    receiver: tuple[str, ...]
    class_: str | None
    designation: str | None
    stage: Stage
    figures: tuple[Figure, ...]
    money: tuple[str, ...]
    first: date | None
    last: date | None
    published_first: date | None
    published_last: date | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    sources: tuple[str, ...]

    def figures_of(self, *measures: str | None) -> tuple[Figure, ...]:
        """The figures of these measures."""
        return tuple(f for f in self.figures if f.measure in measures)

    @property
    def lowest(self) -> int | None:
        """The smallest number that any single claim speaks of."""
        return min((n for f in self.figures for n in (f.low, f.high) if n is not None), default=None)

    @property
    def highest(self) -> int | None:
        """The largest number that any single claim speaks of; None also where a claim leaves the upper end open."""
        if not self.figures or any(f.high is None for f in self.figures):
            return None
        return max(f.high for f in self.figures if f.high is not None)

    def figure_words(self) -> str:
        """ "2,000–9,999 in all; 405–495 a batch"."""
        return "; ".join(w + MEASURES.get(f.measure or "", "") for f in self.figures if (w := bounds(f.low, f.high) or f"“{f.text}”"))


Pair = tuple[Claim, Document]


def _ids(actors: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted({str(getattr(a, "id", "")) for a in actors}))


def _figures(found: list[tuple[Item | None, Claim, Document]]) -> tuple[Figure, ...]:
    groups: dict[tuple[int | None, int | None, str | None], list[tuple[str, str, str]]] = {}
    for item, claim, document in found:
        q = item.quantity if item else None
        # Shares ("half of its drones") have no bounds and stay in the words of the claim; so do "a number of".
        if q and (q.low is not None or q.high is not None):
            groups.setdefault((q.low, q.high, q.measure), []).append((q.text, claim.id, says(claim, document)))
    order = {"total": 0, "batch": 1}
    figures = [
        Figure(low, high, measure, said[0][0], _once(c for _, c, _ in said), _once(s for _, _, s in said))
        for (low, high, measure), said in groups.items()
    ]
    return tuple(sorted(figures, key=lambda f: (order.get(f.measure or "", 2), f.measure or "", -(f.low or 0), -(f.high or 0))))


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def lines(pairs: Iterable[Pair]) -> tuple[RouteLine, ...]:
    """The lines of the transfers among ``pairs``, by route; within it the goods with the most claims first, then by stage."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...], str | None, str | None, Stage], list[tuple[Item | None, Claim, Document]]] = {}
    for claim, document in pairs:
        for item in claim.items or (None,):
            key = (
                _ids(claim.actor),
                _ids(claim.recipient),
                item.class_ if item else None,
                item.designation if item else None,
                stage_of(claim.status, claim.event),
            )
            groups.setdefault(key, []).append((item, claim, document))
    found: list[RouteLine] = []
    for (supplier, receiver, class_, designation, how_far), said in groups.items():
        times = [c.time for _, c, _ in said if c.time]
        event_days = [d for time in times for d in (time.first, time.last) if d]
        published = [d.published for _, _, d in said if d.published]
        found.append(
            RouteLine(
                supplier=supplier,
                receiver=receiver,
                class_=class_,
                designation=designation,
                stage=how_far,
                figures=_figures(said),
                money=_once(c.money.text for _, c, _ in said if c.money),
                first=min(event_days, default=None),
                last=max(event_days, default=None),
                published_first=min(published, default=None),
                published_last=max(published, default=None),
                claims=_once(c.id for _, c, _ in said),
                documents=_once(d.id for _, _, d in said),
                sources=_once(says(c, d) for _, c, d in said),
            )
        )
    weight: dict[tuple[str, ...], int] = {}
    for e in found:
        weight[(*e.supplier, "→", *e.receiver)] = weight.get((*e.supplier, "→", *e.receiver), 0) + len(e.claims)
    return tuple(
        sorted(
            found,
            key=lambda e: (
                not (e.supplier and e.receiver),  # whole routes first
                -weight[(*e.supplier, "→", *e.receiver)],
                e.supplier,
                e.receiver,
                e.class_ or "~",
                e.designation or "",
                list(Stage).index(e.stage),
            ),
        )
    )
