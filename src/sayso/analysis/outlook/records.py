"""What an outlook leaves behind: forecasts with their grounds, and what became of them.

A forecast is a question with a window of days, a probability, the probability that a recurrency baseline gives to the same question, and
the rules and past events that it stands on. It is never changed; when its window is over, an :class:`Outcome` is put beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
