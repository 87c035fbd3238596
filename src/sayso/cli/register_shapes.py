"""Entries of the register and balances for programs: one flat record for CSV, one nested object for JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sayso.ledger.words import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.ledger.balances import Balance, Bound, Part
    from sayso.ledger.register import Entry, Number


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(number: Number | None) -> dict[str, int | None] | None:
    return {"low": number.low, "high": number.high} if number else None


def entry_object(entry: Entry) -> dict[str, Any]:
    return {
        "event": entry.event,
        "supplier": list(entry.supplier),
        "receiver": list(entry.receiver),
        "class": entry.class_,
        "designation": entry.designation,
        "sipri": entry.sipri,
        "measure": entry.measure,
        "low": entry.low,
        "high": entry.high,
        "ordered": _number(entry.ordered),
        "planned": _number(entry.planned),
        "delivered": _number(entry.delivered),
        "figures": [
            {"low": f.low, "high": f.high, "text": f.text, "claims": list(f.claims), "sources": list(f.sources)} for f in entry.figures
        ],
        "stage": entry.stage.value,
        "status": entry.status.value,
        "money": list(entry.money),
        "first": _iso(entry.first),
        "last": _iso(entry.last),
        "published_first": _iso(entry.published_first),
        "published_last": _iso(entry.published_last),
        "origins": list(entry.origins),
        "independent_origins": entry.independent_origins,
        "parties": list(entry.parties),
        "disputes": list(entry.disputes),
        "denied_by": list(entry.denied_by),
        "credibility": entry.credibility,
        "firsts": list(entry.firsts),
        "claims": list(entry.claims),
        "publishers": list(entry.publishers),
        "copies": entry.copies,
    }


def number_words(number: Number | None) -> str | None:
    """Bounds; "yes" where it is told without a number, None where nobody tells it."""
    return None if number is None else bounds(number.low, number.high) or "yes"


def entry_row(entry: Entry) -> dict[str, object]:
    return {
        "supplier": "; ".join(entry.supplier),
        "receiver": "; ".join(entry.receiver),
        "designation": entry.designation,
        "class": entry.class_,
        "sipri": entry.sipri,
        "measure": entry.measure,
        "low": entry.low,
        "high": entry.high,
        "ordered": number_words(entry.ordered),
        "planned": number_words(entry.planned),
        "delivered": number_words(entry.delivered),
        "figures": "; ".join(bounds(f.low, f.high) for f in entry.figures),
        "stage": entry.stage.value,
        "first": entry.first,
        "last": entry.last,
        "published_first": entry.published_first,
        "published_last": entry.published_last,
        "independent_origins": entry.independent_origins,
        "origins": "; ".join(entry.origins),
        "disputes": "; ".join(entry.disputes),
        "denied_by": "; ".join(entry.denied_by),
        "credibility": entry.credibility,
        "money": "; ".join(entry.money),
        "claims": len(entry.claims),
        "copies": entry.copies,
        "event": entry.event,
    }


def part_object(part: Part) -> dict[str, Any]:
    return {
        "event": part.event,
        "flow": part.flow.value,
        "class": part.class_,
        "designation": part.designation,
        "measure": part.measure,
        "low": part.low,
        "high": part.high,
        "partners": list(part.partners),
        "first": _iso(part.first),
        "last": _iso(part.last),
        "days_assumed": part.assumed,
        "disputed": part.disputed,
        "denied_by": list(part.denied_by),
        "independent_origins": part.origins,
        "party_alone": part.party,
        "counted": part.counted,
        "left_out": part.left_out,
    }


def bound_object(bound: Bound) -> dict[str, Any]:
    return {
        "kind": bound.kind.value,
        "partner": bound.partner,
        "low": bound.low,
        "high": bound.high,
        "low_undisputed": bound.undisputed,
        "high_told": bound.high_told,
        "high_until": _iso(bound.high_until),
        "how": list(bound.steps),
        "events": [part_object(p) for p in bound.parts],
    }


def balance_object(balance: Balance) -> dict[str, Any]:
    return {
        "owner": balance.owner,
        "class": balance.class_,
        "since": _iso(balance.since),
        "as_of": _iso(balance.as_of),
        "bounds": [bound_object(b) for b in balance.bounds],
        "came": _number(balance.came),
        "went": _number(balance.went),
        "change": _number(balance.change),
        "rule": balance.rule,
    }


def balance_rows(balance: Balance) -> Iterator[dict[str, object]]:
    for b in balance.bounds:
        yield {
            "owner": balance.owner,
            "class": balance.class_,
            "as_of": balance.as_of,
            "kind": b.kind.value,
            "partner": b.partner,
            "low": b.low,
            "high": b.high,
            "low_undisputed": b.undisputed,
            "high_told": b.high_told,
            "high_until": b.high_until,
            "events": len(b.events),
            "counted": "; ".join(dict.fromkeys(p.event for p in b.parts if p.counted)),
            "how": "; ".join(b.steps),
        }
