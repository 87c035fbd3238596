"""Judgements as a page shows them, each with the way to take it back."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger import Store
from sayso.ledger.judging import Judgement


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
    return [one(j, target, holder) for j in store.judgements(target) if j.verdict != "undo"]


def one(j: Judgement, target: str, holder: str) -> Shown:
    return Shown(j.number, target, j.verdict, j.field, j.value, j.who, j.why, f"{j.recorded_at:%Y-%m-%d}", not j.in_force, holder)
