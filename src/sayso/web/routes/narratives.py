"""Narratives: rival stories against the ledger as a matrix whose cells open on their claims; talking points; denials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.index import Index
from sayso.web.later import later
from sayso.web.routes.common import Ask, Asked

if TYPE_CHECKING:
    from sayso.analysis.narratives import Matrix, Sensitivity
    from sayso.analysis.narratives.cards import Card
    from sayso.analysis.narratives.matrix import Cell, Row
    from sayso.analysis.talking_points import Denial, TalkingPoint

router = APIRouter(include_in_schema=False)

ROWS = 40
"""Rows of a matrix that are shown, the most diagnostic first."""

CHANGES, POINTS, DENIALS = 6, 12, 12
"""What would change a ranking, talking points and denials that are shown."""

CLAIMS = 5_000
"""Claims that are searched for talking points, those of the latest events: every text behind them is compared with the others."""

SIGNS = {"CC": "++", "C": "+", "N": "·", "I": "−", "II": "−−", "NA": ""}
WORDS = {
    "CC": "goes very well with it",
    "C": "goes with it",
    "N": "speaks neither way",
    "I": "does not go with it",
    "II": "it rules this out",
    "NA": "has nothing to do with it",
}


@dataclass(frozen=True, slots=True)
class Contest:
    """Rival stories against the ledger, and what would change their ranking."""

    matrix: Matrix
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class Opened:
    """The cell that the address asks for."""

    row: Row
    card: Card
    cell: Cell


@dataclass(frozen=True, slots=True)
class Points:
    """The talking points among ``claims`` claims; ``left_out``: older ones that were not looked at."""

    found: tuple[TalkingPoint, ...]
    claims: int
    left_out: int


def contests_of(ask: Ask, index: Index) -> list[Contest] | None:
    """A matrix for each contest among the cards of the desk; None while they are filled in."""
    from sayso.analysis.narratives import assess, load_cards, sensitivity
    from sayso.analysis.narratives.cards import contests

    if not ask.desk.cards:
        return []
    cards = load_cards(ask.desk.cards)

    def made() -> list[Contest]:
        found = [assess(rivals, (r.event for r in index.rows), as_of=ask.as_of) for rivals in contests(cards)]
        return [Contest(m, sensitivity(m)) for m in found]

    # The cards' own words are the key: a card that was edited is held against the ledger again.
    return later(index, ("narratives", tuple(c.model_dump_json() for c in cards)), made)


def talking(ask: Ask, index: Index) -> Points | None:
    """What voices say again and again, on the claims of the latest events; None while it is looked for."""
    from sayso.analysis.talking_points import talking_points
    from sayso.web.queries import claims_by_id

    def made() -> Points:
        claims = [c for r in index.rows for c in r.event.claims]
        pairs = claims_by_id(ask.desk.store, claims[:CLAIMS])
        found = talking_points(pairs.values(), (r.event for r in index.rows))
        return Points(found[:POINTS], len(pairs), max(0, len(claims) - CLAIMS))

    return later(index, "talking points", made)


def _denials(index: Index) -> list[Denial]:
    from sayso.analysis.talking_points import denials

    return index.kept(
        "denials", lambda: list(denials(r.event for r in index.rows if r.event.denied_by or r.event.status.value == "denied"))
    )


def opened(ask: Ask, found: list[Contest]) -> Opened | None:
    """The cell that ``evidence`` and ``card`` in the address name."""
    evidence, card = ask.get("evidence"), ask.get("card")
    for contest in found:
        row = next((r for r in contest.matrix.rows if r.evidence.id == evidence), None)
        cell = row and next((c for c in row.cells if c.card == card), None)
        if row and cell:
            return Opened(row, contest.matrix.standing(cell.card).card, cell)
    return None


@router.get("/narratives")
def narratives(ask: Asked) -> HTMLResponse:
    index = ask.index
    found = contests_of(ask, index)
    denied = _denials(index)
    return ask.page(
        "narratives.html",
        title="Narratives",
        index=index,
        contests=found,
        cell=opened(ask, found or []),
        signs=SIGNS,
        words=WORDS,
        most=ROWS,
        changes=CHANGES,
        talking=talking(ask, index),
        denials=denied[:DENIALS],
        more_denials=max(0, len(denied) - DENIALS),
    )
