"""What the grammar of time finds: atoms, still without a calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Atom:
    """One time expression as tokens ``i`` to ``j`` (half-open), as said and not yet resolved.

    ``shape`` is what kind of words they are:

    - ``calendar``  names a place in the calendar, perhaps without its year ("13 November", "the first quarter of 2024", "Monday")
    - ``shift``     so many units from a base ("last week", "two days later", "the same day", "this spring")
    - ``window``    a stretch of units that begins or ends at a base ("the past week", "the first two months of 1943")
    - ``length``    how long ("three years", "nine-month")
    - ``habit``     how often ("every day", "annually", "per month")
    - ``ref``       points at present, past or future without a date ("now", "former", "the time")

    ``base`` is what a shift or window counts from: "published", "focus" (the last date of the text) or "atom" (``of``).
    ``low``/``high`` count units (None = the words do not say how many); ``mod`` is the TIMEX2 modifier; ``edge`` says that the
    modifier means the very end ("the end of 2025", not "late 2025").
    """

    i: int
    j: int
    shape: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    bc: bool = False
    short: bool = False  # the year is printed with two digits: "'99"
    quarter: int | None = None
    half: int | None = None
    fiscal: bool = False
    fixed: str | None = None
    holiday: str | None = None
    year_from: str | None = None  # "focus" ("of that year"), "published" ("this year")
    year_offset: int = 0
    daypart: str | None = None
    clock: str | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    direction: int = 0
    base: str = ""
    of: Atom | None = None
    group: int = -1  # days printed under one month ("13 and 14 November") share it, and so the year; -1 = alone
    mod: str | None = None
    edge: bool = False
    approx: str | None = None
    ref: str | None = None
    side: int = 0  # "earlier this year" (-1), "later that month" (1): the part of it before or after the base

    @property
    def dated(self) -> bool:
        """It names or reaches a place in the calendar."""
        return self.shape in {"calendar", "shift", "window"}
