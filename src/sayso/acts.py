"""Acts, forecasts and outcomes as records: what the analysis works on and the ledger keeps.

An act is what one party did to or for another on a day, the common ground of our own events and of imported event tables. Ledger events
become acts (one a pair of parties, see :func:`from_events`); rows of POLECAT, ICEWS, GDELT or plain quadruples become acts through
``sayso.analysis.tables``. Each keeps the name of its data set, so that what others coded is never mixed up with what we read.

A forecast is a question with a window of days, a probability, the probability that a recurrency baseline gives to the same question, and
the rules and past events that it stands on. It is never changed; when its window is over, an :class:`Outcome` is put beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sayso.records import Event, Status

OURS = "sayso"
"""The data set of acts that come from claims read by us."""


@dataclass(frozen=True, slots=True)
class Act:
    """One dated act. ``event`` is a PLOVER type; ``weight`` the independent origins behind it (1 for imported rows).

    ``day`` is the first day of the event where the words give one, else the first publication day (``dated`` tells which).
    ``classes`` are item classes of a flow; ``recipient`` is None where a party acts alone. ``joint``: parties who act together ("X meets
    Y") give one act each way, each with half of the weight.
    """

    id: str  # of the event in the ledger, or of the row in its table
    day: date
    actor: str
    recipient: str | None
    event: str | None
    mode: str | None = None
    flow: str | None = None
    classes: tuple[str, ...] = ()
    status: Status = Status.ACTUAL
    weight: float = 1.0
    dated: bool = True
    joint: bool = False
    dataset: str = OURS


def from_events(events: Iterable[Event]) -> Iterator[Act]:
    """The acts of ledger events, one for each pair of parties; events without any day or any actor give none."""
    for e in events:
        day, dated = (e.first, True) if e.first else (e.published_first, False)
        if day is None or not e.actors:
            continue
        classes = tuple(sorted({i.class_ for i in e.items}))
        flow, weight = (e.flow.value if e.flow else None), float(max(1, e.independent_origins))
        if e.recipients:
            pairs = [(a, r, False) for a in e.actors for r in e.recipients if a != r]
        elif len(e.actors) > 1:
            pairs = [(a, b, True) for a in e.actors for b in e.actors if a != b]
        else:
            pairs = []
        if not pairs:
            yield Act(e.id, day, e.actors[0], None, e.event, e.mode, flow, classes, e.status, weight, dated)
        for a, r, joint in pairs:
            yield Act(e.id, day, a, r, e.event, e.mode, flow, classes, e.status, weight / 2 if joint else weight, dated, joint)


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a forecast, in words. ``weight`` is what it adds to the log-odds (negative: it speaks against).

    ``events`` are ids of the past acts that set the rule off, the latest first; empty where the absence of events is the reason.
    """

    rule: str
    weight: float
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """Will ``actor`` do ``event`` (or ``flow``, with goods of ``class_``) to ``recipient`` from ``window_first`` to ``window_last``?

    ``id`` is a hash of the question, the day and the data set, so the same outlook made twice is the same forecast. ``as_of`` is the last
    day whose events were known; ``dataset`` the acts it was made from ("sayso": our own events). A field that is None is not asked for.
    ``probability`` and ``baseline`` lie in [0, 1]; ``words`` is the ICD 203 term of ``probability``.
    """

    id: str
    made_at: datetime
    as_of: date
    dataset: str
    question: str
    actor: str
    recipient: str | None
    event: str | None
    flow: str | None
    class_: str | None
    window_first: date
    window_last: date
    probability: float
    baseline: float
    words: str
    reasons: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a forecast: whether an act that answers its question fell into its window, and which acts did."""

    forecast: str  # id
    scored_at: datetime
    happened: bool
    events: tuple[str, ...] = ()
