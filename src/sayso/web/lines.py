"""The register's lines: one an event and kind of goods, of transfers and of every other flow, as the page and its files show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.ledger.register import spread, stage_of
from sayso.ledger.words import bounds, goods
from sayso.records import Event, EventItem, Flow
from sayso.web.index import Row, below

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


def lines(rows: Iterable[Row], item: str | None = None) -> Iterator[Line]:
    """The lines of flows among ``rows``; ``item`` keeps goods of that class, or whose words hold it."""
    for r in rows:
        e = r.event
        if e.flow is None:
            continue
        stage = stage_of(e.status, e.event).value if e.flow is Flow.TRANSFER else e.status.value
        for i in e.items or (None,):
            low, high = spread(e, i) if i else (None, None)
            line = Line(e, i, stage, low, high, r.day)
            if item is None or _wanted(line, item.casefold()):
                yield line


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
