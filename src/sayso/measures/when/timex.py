"""A time expression with its meaning, made from an atom and the period that was found for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.measures.when import days
from sayso.measures.when.atoms import Atom
from sayso.measures.when.days import Period
from sayso.measures.when.values import value_of
from sayso.measures.words import Words

_PARTS = {"START": "first", "MID": "middle", "END": "last"}


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression, resolved. ``kind`` is date, time, duration, set or ref; ``value`` and ``mod`` are TIMEX2's VAL and MOD
    (``value`` None where the words give none); ``first``/``last`` are days, both inclusive, None = open; ``unit`` is how fine it is
    ("Y", "M", "D" …); ``amount`` bounds the number of units of a duration; ``part`` is "START", "MID" or "END" of what it names.
    ``i``/``j`` are token indices, half-open."""

    start: int
    end: int
    text: str
    kind: str
    value: str | None
    mod: str | None
    first: date | None
    last: date | None
    edtf: str | None
    anchor: str
    why: str
    unit: str | None
    i: int
    j: int
    shape: str
    amount: tuple[float | None, float | None] = (None, None)
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What an atom comes to: its period (None = the words give no hold), what it was counted from, and why."""

    period: Period | None
    anchor: str
    why: str


def nowhere(why: str) -> Found:
    return Found(None, "none", why)


def render(words: Words, atom: Atom, kind: str, value: str | None, found: Found) -> Timex:
    """The expression of an atom: its words, its value, and the days of the part of the period that it means."""
    period, why = found.period, found.why
    first, last, edtf = (period.first, period.last, period.edtf) if period else (None, None, None)
    if period is not None and atom.mod in _PARTS and period.unit != "D" and first is not None:
        first, last = days.part(period, atom.mod, edge=atom.edge)
        edtf = days.interval(first, last)
        why += f"; of it the {'very ' if atom.edge else ''}{_PARTS[atom.mod]} part"
    if atom.shape == "shift" and atom.direction < 0 and atom.approx in {"MORE_THAN", "EQUAL_OR_MORE"} and last is not None:
        first, edtf = None, days.interval(None, last)
        why += "; or longer ago"
    if (
        (
            kind == "date"
            and words.at(atom.i - 1) in {"around", "about", "circa", "ca"}
            and period is not None
            and period.unit in {"D", "M", "Y"}
        )
        and edtf
        and "/" not in edtf
    ):
        edtf += "~"
        why += "; approximate"
    if atom.ref == "overnight" and first is not None:
        first = days.plus(first, -1)
        edtf, why = days.interval(first, last), "the night before: the day before and the day itself"
    if kind in {"date", "time"}:
        value = value_of(atom, period)
    start, end = words.start[atom.i], words.end[atom.j - 1]
    return Timex(
        start=start,
        end=end,
        text=words.text[start:end],
        kind=kind,
        value=value,
        mod=atom.mod or atom.approx,
        first=first,
        last=last,
        edtf=edtf,
        anchor=found.anchor,
        why=why,
        unit=period.unit if period else atom.unit,
        i=atom.i,
        j=atom.j,
        shape=atom.shape,
        amount=(atom.low, atom.high),
        part=atom.mod,
    )
