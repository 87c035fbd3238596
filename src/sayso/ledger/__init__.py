"""The ledger: an append-only file of documents, claims and runs, and what can be asked of it."""

from sayso.ledger.brief import Brief, Line, Section
from sayso.ledger.filters import Filters
from sayso.ledger.register import Entry, Figure, Stage
from sayso.ledger.reports import Provenance, ReadReport, Recorded, Remark, Run
from sayso.ledger.store import Store

__all__ = [
    "Brief",
    "Entry",
    "Figure",
    "Filters",
    "Line",
    "Provenance",
    "ReadReport",
    "Recorded",
    "Remark",
    "Run",
    "Section",
    "Stage",
    "Store",
]
