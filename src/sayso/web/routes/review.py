"""The review queue: uncertain claims and doubtful merges, one key each, with the reason each is asked."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.routes.common import Ask, Asked

router = APIRouter(include_in_schema=False)


@router.get("/review")
def review(ask: Asked) -> HTMLResponse:
    return ask.page("review.html", title="Review", questions=[], question=None, left=0)


def next_question(ask: Ask, problem: str | None, said: str) -> HTMLResponse:
    return ask.page("review.html", title="Review", questions=[], question=None, left=0)
