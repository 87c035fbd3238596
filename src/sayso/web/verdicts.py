"""Judgements as a page shows them, each with the way to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.ledger import Store


@dataclass(frozen=True, slots=True)
class Shown:
    """A judgement. ``holder`` is the element of the page that changes when it is taken back."""

    number: int
    target: str
    verdict: str
    field: str | None
    value: str | None
    who: str
    why: str
    on: str
    undone: bool
    holder: str


def shown(store: Store, target: str, holder: str) -> list[Shown]:
    """The judgements on a claim or event, the first one first."""
    return [_shown(j, target, holder) for j in getattr(store, "judgements", lambda t: [])(target)]


def _shown(j: Any, target: str, holder: str) -> Shown:
    return Shown(j.number, target, j.verdict, j.field, j.value, j.who, j.why, f"{j.recorded_at:%Y-%m-%d}", bool(j.undone), holder)
