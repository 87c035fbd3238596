"""The register's lines: one an event and kind of goods, of transfers and of every other flow, as the page and its files show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sayso.ledger.register import spread, stage_of
from sayso.ledger.words import bounds, goods
from sayso.records import Event, EventItem, Flow
from sayso.web.index import Index, Row, Wanted, below

MEASURES = {"total": "in all", "batch": "a batch", "rate": "rate", "stock": "in stock"}


@dataclass(frozen=True, slots=True)
class Line:
    """Goods of one class and model in one flow. ``low``, ``high``: around every figure claimed; ``stage`` as in the register."""

    event: Event
    item: EventItem | None
    stage: str
    low: int | None
    high: int | None
    day: date | None

    @property
    def goods(self) -> str:
        return goods(self.item.class_, self.item.designation) if self.item else "not said which"

    @property
    def class_(self) -> str | None:
        return self.item.class_ if self.item else None

    @property
    def measure(self) -> str:
        return MEASURES.get((self.item.measure or "") if self.item else "", "")

    @property
    def figure(self) -> str:
        return bounds(self.low, self.high)


def lines_of(r: Row) -> tuple[Line, ...]:
    """The lines of one event; none where nothing flows."""
    e = r.event
    if e.flow is None:
        return ()
    stage = stage_of(e.status, e.event).value if e.flow is Flow.TRANSFER else e.status.value
    return tuple(Line(e, i, stage, *(spread(e, i) if i else (None, None)), r.day) for i in e.items or (None,))


def lines(index: Index, wanted: Wanted) -> list[Line]:
    """The lines of the flows that pass the filters; of several goods of one event those that do."""
    made = index.kept("lines", lambda: {r.id: lines_of(r) for r in index.flows})
    item = (wanted.item or "").casefold()
    rows = index.select(wanted if wanted.flow else replace(wanted, flow="any"))
    return [x for r in rows for x in made[r.id] if not item or _wanted(x, item)]


def _wanted(line: Line, item: str) -> bool:
    return below(line.class_ or "", item) or item in line.goods.casefold()


SORTS = {
    "day": lambda x: x.day or date.min,
    "low": lambda x: x.low if x.low is not None else -1,
    "high": lambda x: x.high if x.high is not None else (float("inf") if x.low is not None else -1),
    "who": lambda x: x.event.actors,
    "whom": lambda x: x.event.recipients,
    "goods": lambda x: x.goods,
    "origins": lambda x: x.event.independent_origins,
    "credibility": lambda x: -x.event.credibility,
}

COLUMNS = (
    "event",
    "flow",
    "supplier",
    "receiver",
    "goods",
    "class",
    "designation",
    "low",
    "high",
    "measure",
    "stage",
    "first",
    "last",
    "published_first",
    "published_last",
    "independent_origins",
    "claims",
    "credibility",
    "disputes",
    "denied_by",
)


def cells(x: Line) -> Sequence[Any]:
    """The line as a row of a file."""
    e = x.event
    item = x.item
    days = (str(d) if d else None for d in (e.first, e.last, e.published_first, e.published_last))
    return (
        *(e.id, e.flow.value if e.flow else None, "; ".join(e.actors), "; ".join(e.recipients)),
        *(x.goods, x.class_, item.designation if item else None, x.low, x.high, item.measure if item else None, x.stage),
        *days,
        *(e.independent_origins, len(e.members), e.credibility, "; ".join(e.disputes), "; ".join(e.denied_by)),
    )
