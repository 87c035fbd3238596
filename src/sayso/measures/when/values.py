"""TIMEX2 values: the notation in which time expressions are compared with annotated corpora (Ferro et al. 2005, TIDES)."""

from __future__ import annotations

from sayso.measures.when.atoms import Atom
from sayso.measures.when.days import Period
from sayso.measures.when.tables import tables


def _year(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def value_of(atom: Atom, period: Period | None) -> str | None:
    """The TIMEX2 VAL of a date or time, or None where its place is not known."""
    if atom.shape == "calendar" and atom.decade is not None:
        return f"BC{atom.decade // 10:03d}" if atom.bc else f"{atom.decade // 10:03d}"
    if atom.shape == "calendar" and atom.century is not None:
        return f"{'BC' if atom.bc else ''}{atom.century - 1:02d}"
    if period is None:
        return _unknown(atom)
    tail = atom.clock or (f"T{atom.daypart}" if atom.daypart else "")
    if period.season is not None and period.year is not None:
        return f"{_year(period.year)}-{tables().seasons[period.season].timex}"
    if atom.shape == "calendar" and period.year is not None:
        if atom.fiscal and atom.quarter is None:
            return f"FY{period.year:04d}"
        if atom.quarter is not None:
            return f"{_year(period.year)}-Q{atom.quarter}"
        if atom.half is not None and atom.month is None:
            return f"{_year(period.year)}-H{atom.half}"
    if period.unit == "D" and period.year is not None and period.month is not None and period.day is not None:
        return f"{_year(period.year)}-{period.month:02d}-{period.day:02d}{tail}"
    if period.unit == "M" and period.year is not None and period.month is not None:
        if atom.side > 0:
            return f"{_year(period.year)}-{period.month:02d}-XX"
        return f"{_year(period.year)}-{period.month:02d}"
    if period.unit in {"W", "WE"} and period.first is not None:
        iso = period.first.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}{'-WE' if period.unit == 'WE' else ''}"
    if period.unit == "Y" and period.year is not None:
        return _year(period.year)
    if period.unit == "Q" and period.first is not None:
        return f"{period.first.year:04d}-Q{(period.first.month + 2) // 3}"
    if period.unit == "DE" and period.first is not None:
        return f"{period.first.year // 10:03d}"
    if period.unit == "CE" and period.first is not None:
        return f"{period.first.year // 100:02d}"
    return None


def _unknown(atom: Atom) -> str | None:
    """The value with its unknown places marked, for what has no day of its own."""
    tail = atom.clock or (f"T{atom.daypart}" if atom.daypart else "")
    if atom.season is not None:
        return f"XXXX-{tables().seasons[atom.season].timex}"
    if atom.month is not None:
        return f"XXXX-{atom.month:02d}" + (f"-{atom.day:02d}" if atom.day else "") + tail
    if atom.weekday is not None:
        return f"XXXX-WXX-{atom.weekday}{tail}"
    if atom.shape == "shift" and atom.low is None and atom.direction and atom.ref != "bare":
        return "FUTURE_REF" if atom.direction > 0 else "PAST_REF"
    if atom.unit in {"D", "N"}:
        return f"XXXX-XX-XX{tail}"
    return {"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(atom.unit or "")


_DURATION = {
    "s": ("PT", "S"), "min": ("PT", "M"), "h": ("PT", "H"), "D": ("P", "D"), "N": ("P", "D"), "W": ("P", "W"), "WE": ("P", "WE"),
    "F": ("P", "W"), "M": ("P", "M"), "Q": ("P", "Q"), "S": ("P", "S"), "Y": ("P", "Y"), "DE": ("P", "DE"), "CE": ("P", "CE"),
}  # fmt: skip
_SETS = {"D": "XXXX-XX-XX", "N": "XXXX-XX-XXTNI", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "h": "XXXX-XX-XXTXX"}


def duration_value(unit: str, amount: float | None) -> str:
    """ "P3Y", "PT48H", "PXM" (how many is not said)."""
    head, tail = _DURATION[unit]
    if amount is not None and unit == "F":
        amount *= 2
    text = "X" if amount is None else f"{amount:g}" if amount < 1e6 else str(int(amount))
    return f"{head}{text}{tail}"


def set_value(unit: str, daypart: str | None, rate: bool) -> str:
    """ "XXXX-XX-XX" for "every day", "P1M" for the rate "per month"."""
    if daypart:
        return f"XXXX-XX-XXT{daypart}"
    return duration_value(unit, 1) if rate else _SETS.get(unit, "XXXX")
