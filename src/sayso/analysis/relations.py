"""The relation of two parties: cooperation and conflict, verbal and material, by period, each number with its events.

An event weighs by the independent origins behind it (:func:`sayso.analysis.series.weight_of`); sums are brought to average reporting by
dividing through the period's exposure. ``net`` adds PLOVER scores times weight; it is never mixed with Goldstein scores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sayso.acts import Act
from sayso.analysis.scores import Quad, score
from sayso.analysis.series import Dealing, Dealings, Period, fetch, gather, unordered
from sayso.records import Status

if TYPE_CHECKING:
    from sayso.ledger import Store


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of dealings from one party to the other in one period.

    ``weight``: sum of the events' weights; ``rate``: the same at average reporting; ``net``: sum of score × weight at average reporting.
    """

    start: date
    quad: Quad
    weight: float
    rate: float
    net: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What ``actor`` does to ``recipient``: cells in order of time, only those that hold events."""

    actor: str
    recipient: str
    cells: tuple[Cell, ...]

    def net(self, start: date) -> float:
        return sum(c.net for c in self.cells if c.start == start)


@dataclass(frozen=True, slots=True)
class Relation:
    """Both sides of a pair. ``volume``: events reported in each period of ``starts``, all parties; ``exposure``: beside the mean.

    ``open``: events between the two that count nothing, by status (possible, denied); ``unread``: acts of no PLOVER type.
    """

    a: str
    b: str
    period: Period
    starts: tuple[date, ...]
    volume: tuple[int, ...]
    exposure: tuple[float, ...]
    sides: tuple[Side, Side]
    open: tuple[tuple[str, tuple[str, ...]], ...]
    unread: tuple[str, ...]

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e for side in self.sides for c in side.cells for e in c.events))

    def net(self) -> tuple[float, ...]:
        """The sum of scores between the two, each period."""
        return tuple(sum(side.net(start) for side in self.sides) for start in self.starts)


@dataclass(frozen=True, slots=True)
class Summary:
    """A pair at a glance: events and weight by kind over the whole history, and ``mean``, the mean score of an event (−10 to +10)."""

    a: str
    b: str
    events: int
    weights: tuple[tuple[Quad, float], ...]
    mean: float
    ids: tuple[str, ...]


def _side(actor: str, recipient: str, dealings: Dealings, exposure: tuple[float, ...]) -> Side:
    box: dict[tuple[int, Quad], list[Dealing]] = defaultdict(list)
    for d in dealings.pairs.get((actor, recipient), ()):
        box[d.at, d.score.quad].append(d)
    cells = []
    for (at, quad), found in sorted(box.items(), key=lambda item: (item[0][0], list(Quad).index(item[0][1]))):
        weight = sum(d.weight for d in found)
        net = sum(d.weight * d.score.value for d in found) / exposure[at]
        events = tuple(dict.fromkeys(d.act.id for d in found))
        cells.append(Cell(dealings.starts[at], quad, weight, weight / exposure[at], net, events))
    return Side(actor, recipient, tuple(cells))


def relation(
    acts: Iterable[Act], a: str, b: str, *, period: Period = Period.MONTH, first: date | None = None, last: date | None = None
) -> Relation:
    """The relation of ``a`` and ``b`` over the history that ``acts`` cover (all acts: the others measure how much was reported)."""
    known = list(acts)
    dealings = gather(known, period, first=first, last=last)
    exposure = dealings.exposure()
    open: dict[str, list[str]] = defaultdict(list)
    unread = []
    for act in known:
        if {act.actor, act.recipient} == {a, b} and score(act) is None and dealings.starts and dealings.index(act.day) >= 0:
            if act.status in (Status.POSSIBLE, Status.DENIED):
                open[act.status.value].append(act.id)
            else:
                unread.append(act.id)
    return Relation(
        a,
        b,
        period,
        dealings.starts,
        dealings.volume,
        exposure,
        (_side(a, b, dealings, exposure), _side(b, a, dealings, exposure)),
        tuple((status, tuple(dict.fromkeys(ids))) for status, ids in sorted(open.items())),
        tuple(dict.fromkeys(unread)),
    )


def summaries(dealings: Dealings) -> tuple[Summary, ...]:
    """All pairs, those with most events first."""
    found = []
    for (a, b), every in unordered(dealings):
        total = sum(d.weight for d in every)
        weights = tuple((q, w) for q in Quad if (w := sum(d.weight for d in every if d.score.quad is q)))
        ids = tuple(dict.fromkeys(d.act.id for d in every))
        found.append(Summary(a, b, len(ids), weights, sum(d.weight * d.score.value for d in every) / total, ids))
    return tuple(sorted(found, key=lambda s: (-s.events, s.a, s.b)))


def relation_in(ledger: Store, a: str, b: str, *, dataset: str | None = None, as_of: date | None = None, **options: object) -> Relation:
    """:func:`relation` of a ledger's own events as they were known on ``as_of``, or of the imported table ``dataset``."""
    return relation(fetch(ledger, dataset=dataset, as_of=as_of), a, b, **options)  # type: ignore[arg-type]
