"""Narratives: hypothesis cards against the ledger, as a matrix of competing hypotheses.

    cards.py         the YAML form of a narrative, checked: what it states, who its rivals are, what it expects and what it rules out
    evidence.py      events as evidence: one row for what is affirmed, planned or denied of each, with the voices behind it
    matrix.py        the matrix: CC, C, N, I, II or NA for each row and card; weights, ranking, first independent contradiction, holders
    sensitivity.py   what would change the ranking: an origin, an event, a month
    pictures.py      the matrix as a Vega-Lite heatmap

Everything is computed from cards and events; nothing here gives a verdict. The method is Heuer's analysis of competing hypotheses
(R. J. Heuer, "Psychology of Intelligence Analysis", 1999, chapter 8); docs/narratives.md says what controlled studies found about it.
"""

from __future__ import annotations

from sayso.analysis.narratives.cards import Card, Pattern, load_cards, parse_cards
from sayso.analysis.narratives.evidence import Evidence, evidence
from sayso.analysis.narratives.matrix import Cell, Mark, Matrix, Row, Standing, assess
from sayso.analysis.narratives.sensitivity import Change, Sensitivity, sensitivity

__all__ = [
    "Card",
    "Cell",
    "Change",
    "Evidence",
    "Mark",
    "Matrix",
    "Pattern",
    "Row",
    "Sensitivity",
    "Standing",
    "assess",
    "evidence",
    "load_cards",
    "parse_cards",
    "sensitivity",
]
