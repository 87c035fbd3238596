"""The ledger: an append-only file of documents, claims and runs, and what can be asked of it.

Names are imported when they are first used, so that a list of claims does not pay for the register and the brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.ledger.brief import Brief, Line, Section
    from sayso.ledger.eventful import Dispute, EventProvenance, Merge
    from sayso.ledger.filters import Filters
    from sayso.ledger.importing import ImportReport
    from sayso.ledger.judging import Judgement
    from sayso.ledger.past import Step
    from sayso.ledger.register import Entry, Figure, Stage
    from sayso.ledger.reports import Provenance, ReadReport, Recorded, Remark, Run
    from sayso.ledger.review import Question
    from sayso.ledger.searching import Hit
    from sayso.ledger.store import Store
    from sayso.ledger.verifying import Fault, Verification

__all__ = [
    "Brief",
    "Dispute",
    "Entry",
    "EventProvenance",
    "Fault",
    "Figure",
    "Filters",
    "Hit",
    "ImportReport",
    "Judgement",
    "Line",
    "Merge",
    "Provenance",
    "Question",
    "ReadReport",
    "Recorded",
    "Remark",
    "Run",
    "Section",
    "Stage",
    "Step",
    "Store",
    "Verification",
]

_HOMES = {
    **dict.fromkeys(("Brief", "Line", "Section"), "brief"),
    **dict.fromkeys(("Dispute", "EventProvenance", "Merge"), "eventful"),
    **dict.fromkeys(("Entry", "Figure", "Stage"), "register"),
    **dict.fromkeys(("Provenance", "ReadReport", "Recorded", "Remark", "Run"), "reports"),
    "Filters": "filters",
    **dict.fromkeys(("Fault", "Verification"), "verifying"),
    "Hit": "searching",
    "ImportReport": "importing",
    "Judgement": "judging",
    "Question": "review",
    "Step": "past",
    "Store": "store",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso.ledger' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"sayso.ledger.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
