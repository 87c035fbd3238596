"""Transfers as a register of the arms trade keeps them: one line an event and kind of goods.

Everything comes from :class:`~sayso.records.Event`; nothing is read again and nothing is added up. A *batch* ("the last shipment of
450") and a running *total* ("thousands so far") are events of their own and stay lines of their own. Figures that do not agree stand side
by side, and the numbers of a line are the bounds around all of them. A copy adds no figure and no origin. A denial stands beside: in
``denied_by`` where it speaks of this very event, as a line of its own where nobody reports what is denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from sayso.ledger.words import bounds
from sayso.records import Event, EventItem, Flow, Member, Status, Value


class Stage(StrEnum):
    """How far a transfer is said to have come."""

    DELIVERED = "delivered"  # actual
    ORDERED = "ordered"  # planned, and paid or traded for (COOPERATE)
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"


_STAGES = {
    Status.ACTUAL: Stage.DELIVERED,
    Status.PLANNED: Stage.PLANNED,
    Status.POSSIBLE: Stage.POSSIBLE,
    Status.DENIED: Stage.DENIED,
}


def stage_of(status: Status, event: str | None) -> Stage:
    """The stage of a transfer with this status, told as this PLOVER type."""
    return Stage.ORDERED if status is Status.PLANNED and event == "COOPERATE" else _STAGES[status]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as claimed: inclusive bounds (None = open), the words, and the claims that give exactly these bounds."""

    low: int | None
    high: int | None
    measure: str | None  # batch, total, rate, stock, or None where the words give no hold
    text: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """Inclusive bounds; both None where the thing is told without a number."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register: the goods of one class and model in one transfer.

    ``low``, ``high`` bound every figure that is claimed for the line. ``ordered``, ``planned``, ``delivered`` do so for the claims that
    speak of that stage; None where no claim does. ``planned`` takes in what is only possible. ``origins`` are the names of those who say
    what the line says, those that count as independent first; who denies it stands in ``denied_by``. ``parties``: those of the origins that
    take part in the transfer themselves. ``sipri``: the category of major arms of the SIPRI register, None where it has none. ``copies``:
    claims that are copies, which count for nothing.
    """

    event: str
    supplier: tuple[str, ...]
    receiver: tuple[str, ...]
    class_: str | None
    designation: str | None
    sipri: str | None
    measure: str | None
    low: int | None
    high: int | None
    figures: tuple[Figure, ...]
    ordered: Number | None
    planned: Number | None
    delivered: Number | None
    stage: Stage
    status: Status
    money: tuple[str, ...]
    first: date | None
    last: date | None
    published_first: date | None
    published_last: date | None
    origins: tuple[str, ...]
    independent_origins: int
    parties: tuple[str, ...]
    disputes: tuple[str, ...]
    denied_by: tuple[str, ...]
    credibility: int
    firsts: tuple[str, ...]
    claims: tuple[str, ...]
    publishers: tuple[str, ...]
    copies: int

    def figure_words(self) -> str:
        """ "2,000–9,999 in all"; several figures that are claimed for the line stand side by side: "300 / 450 a batch"."""
        told = list(dict.fromkeys(bounds(f.low, f.high) or f"“{f.text}”" for f in self.figures)) or [bounds(self.low, self.high)]
        return " / ".join(w for w in told if w) + (MEASURES.get(self.measure or "", "") if any(told) else "")


MEASURES = {"total": " in all", "batch": " a batch", "rate": " (rate)", "stock": " in stock"}
"""What a figure measures, in words behind it."""


@cache
def _categories() -> dict[str, str | None]:
    from sayso.lexicons import load

    found: dict[str, str | None] = load("registers/sipri.yaml")
    return found


def sipri_category(class_: str | None, designation: str | None = None) -> str | None:
    """The category of major arms that SIPRI's register has for the model, else for the class; None where it has none."""
    if designation:
        from sayso.identity.arsenal import arsenal, slug

        weapon = arsenal().by_id.get(slug(designation))
        if weapon is not None and weapon.sipri:
            return weapon.sipri
    parts = class_.split(".") if class_ else []
    for n in range(len(parts), 0, -1):
        key = ".".join(parts[:n])
        if key in _categories():
            return _categories()[key]
    return None


def values_of(event: Event, item: EventItem) -> tuple[Value, ...]:
    """The numbers that the claims of an event give for one of its goods, side by side; none where no claim gives one."""
    name = " ".join(w for w in ("quantity", item.class_, item.designation, item.measure) if w)
    return tuple(v for f in event.fields if f.name == name for v in f.values if v.low is not None or v.high is not None)


def hull(pairs: Iterable[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """The bounds around all of them; an end is open where it is open in any."""
    found = list(pairs)
    lows = [low for low, _ in found]
    highs = [high for _, high in found]
    low = None if not found or None in lows else min(n for n in lows if n is not None)
    high = None if not found or None in highs else max(n for n in highs if n is not None)
    return low, high


def spread(event: Event, item: EventItem, status: Status | None = None) -> tuple[int | None, int | None]:
    """The bounds around every figure claimed for the goods, whether the claims agree or not; with a ``status``, around those figures that
    claims of this status give."""
    values = values_of(event, item)
    if not values:
        return item.low, item.high
    of = {m.id for m in event.members if status in (None, m.status)}
    return hull((v.low, v.high) for v in values if of & set(v.claims))


def entries(events: Iterable[Event]) -> tuple[Entry, ...]:
    """The register of the transfers among ``events``: routes with the most independent origins first, within a route by goods; totals
    before batches."""
    found = [e for event in events if event.flow is Flow.TRANSFER for e in _lines(event)]
    weight: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    for e in found:
        weight[e.supplier, e.receiver] = weight.get((e.supplier, e.receiver), 0) + max(1, e.independent_origins)
    order = {"total": 0, "batch": 1}
    stages = list(Stage)
    return tuple(
        sorted(
            found,
            key=lambda e: (
                not (e.supplier and e.receiver),  # whole routes first
                -weight[e.supplier, e.receiver],
                e.supplier,
                e.receiver,
                e.class_ or "~",
                e.designation or "",
                stages.index(e.stage),
                order.get(e.measure or "", 2),
                -((e.first or e.published_first or date.min).toordinal()),
                e.event,
            ),
        )
    )


def _lines(event: Event) -> Iterator[Entry]:
    for item in event.items or (None,):
        yield _entry(event, item)


def _entry(event: Event, item: EventItem | None) -> Entry:
    names = {o.key: o.name for o in event.origins}
    ids = set(item.claims) if item and item.claims else {m.id for m in event.members}
    members = [m for m in event.members if m.id in ids]
    values = values_of(event, item) if item else ()
    said = {m.id for m in members if m.status is not Status.DENIED or event.status is Status.DENIED}
    behind = sorted(
        (o for o in event.origins if said & set(o.claims)),
        key=lambda o: (not o.independent, o.since or date.max, o.key),
    )
    low, high = spread(event, item) if item else (None, None)
    status = _status(event, members, values)
    numbers = {s: _number(event, s, members, values, item) for s in Stage}
    planned = [n for s in (Stage.PLANNED, Stage.POSSIBLE) if (n := numbers[s])]
    return Entry(
        event=event.id,
        supplier=event.actors,
        receiver=event.recipients,
        class_=item.class_ if item else None,
        designation=item.designation if item else None,
        sipri=sipri_category(item.class_, item.designation) if item else None,
        measure=item.measure if item else None,
        low=low,
        high=high,
        figures=tuple(
            Figure(v.low, v.high, item.measure if item else None, v.text, v.claims, tuple(names.get(o, o) for o in v.origins))
            for v in values
        ),
        ordered=numbers[Stage.ORDERED],
        planned=Number(*hull((n.low, n.high) for n in planned)) if planned else None,
        delivered=numbers[Stage.DELIVERED],
        stage=stage_of(status, event.event),
        status=status,
        money=tuple(v.text for f in event.fields if f.name == "money" for v in f.values),
        first=event.first,
        last=event.last,
        published_first=event.published_first,
        published_last=event.published_last,
        origins=tuple(o.name for o in behind),
        independent_origins=sum(o.independent for o in behind),
        parties=tuple(o.name for o in behind if o.party),
        disputes=event.disputes,
        denied_by=tuple(names.get(k, k) for k in event.denied_by),
        credibility=event.credibility,
        firsts=tuple(dict.fromkeys(f.what for f in event.firsts)),
        claims=tuple(m.id for m in members),
        publishers=tuple(dict.fromkeys(m.publisher for m in members if m.publisher)),
        copies=sum(m.copy_of is not None for m in members),
    )


def _status(event: Event, members: list[Member], values: tuple[Value, ...]) -> Status:
    """The status of one line: of the claims that give its figures, else of all that name its goods. That of the event where they share it,
    else the furthest: a thousand more that are planned are not delivered because others were."""
    figured = {c for v in values for c in v.claims}
    told = {m.status for m in members if not figured or m.id in figured}
    return event.status if event.status in told else next((s for s in Status if s in told), event.status)


def _number(event: Event, stage: Stage, members: list[Member], values: tuple[Value, ...], item: EventItem | None) -> Number | None:
    mine = {m.id for m in members if stage_of(m.status, event.event) is stage}
    if not mine:
        return None
    found = [(v.low, v.high) for v in values if mine & set(v.claims)]
    if not found and item and not values and len({m.status for m in members}) == 1:
        found = [(item.low, item.high)]
    return Number(*hull(found))
