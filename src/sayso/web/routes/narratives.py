"""Narratives: rival stories against the ledger as a matrix whose cells open on their claims."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.index import Index
from sayso.web.routes.common import Ask, Asked

router = APIRouter(include_in_schema=False)

ROWS = 40
"""Rows of a matrix that are shown, the most diagnostic first."""

SIGNS = {"CC": "++", "C": "+", "N": "·", "I": "−", "II": "−−", "NA": ""}
WORDS = {
    "CC": "goes very well with it",
    "C": "goes with it",
    "N": "speaks neither way",
    "I": "does not go with it",
    "II": "it rules this out",
    "NA": "has nothing to do with it",
}


def matrices(ask: Ask, index: Index) -> list[Any]:
    """A matrix for each contest among the cards of the desk."""
    from sayso.analysis.narratives import assess, load_cards
    from sayso.analysis.narratives.cards import contests

    if not ask.desk.cards:
        return []
    cards = load_cards(ask.desk.cards)
    key = ("narratives", ask.as_of, tuple(c.id for c in cards))
    return index.kept(key, lambda: [assess(rivals, (r.event for r in index.rows), as_of=ask.as_of) for rivals in contests(cards)])


@router.get("/narratives")
def narratives(ask: Asked) -> HTMLResponse:
    return ask.page("narratives.html", title="Narratives", matrices=matrices(ask, ask.index), signs=SIGNS, words=WORDS, most=ROWS)
