"""The review queue: uncertain claims and doubtful merges, one key each, with the reason each is asked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.ledger.judging import Judgement
from sayso.ledger.review import Question
from sayso.web import queries, verdicts
from sayso.web.claims import beside, marked
from sayso.web.phrases import claim_line
from sayso.web.routes.common import Ask, Asked

router = APIRouter(include_in_schema=False)

KINDS = {
    "claim": "Is this what the words say?",
    "merge": "Do these two speak of one event? The ledger has them as one.",
    "near": "Do these two speak of one event? The ledger has them as two.",
}


def key(q: Question) -> str:
    return f"{q.kind}:{'+'.join(q.claims)}"


def waiting(ask: Ask) -> list[Question]:
    """The questions that were not put off, the most doubtful first."""
    kind = ask.get("kind")
    return [q for q in ask.desk.review() if key(q) not in ask.desk.put_off and (kind not in KINDS or q.kind == kind)]


def told(ask: Ask) -> dict[str, Any]:
    """What the page of the queue shows: the question at the front, with the claims it is about."""
    found = waiting(ask)
    question = found[0] if found else None
    pairs = queries.claims_by_id(ask.desk.store, question.claims) if question else {}
    sides = [
        {"claim": c, "document": d, "line": claim_line(c), "passage": marked(c, d.text), "cells": beside(c, d)}
        for c, d in (pairs[i] for i in (question.claims if question else ()) if i in pairs)
    ]
    counts = {k: sum(1 for q in found if q.kind == k) for k in KINDS}
    return {
        "question": question if sides else None,
        "key": key(question) if question else "",
        "sides": sides,
        "left": len(found),
        "kinds": KINDS,
        "counts": counts,
        "put_off": len(ask.desk.put_off),
        "readonly": ask.desk.readonly,
        "rows": ("who", "to whom", "goods", "when", "where", "status"),
    }


@router.get("/review")
def review(ask: Asked) -> HTMLResponse:
    return ask.page("review.html", title="Review", asked=ask, verdicts=[], **told(ask))


@router.post("/review/later")
def later(ask: Asked, question: Annotated[str, Form(max_length=400)] = "", back: Annotated[str, Form(max_length=10)] = "") -> Response:
    """Put a question off until the desk is started again; with ``back`` ask all of them again."""
    if back:
        ask.desk.put_off.clear()
    elif question:
        ask.desk.put_off.add(question)
    if ask.request.headers.get("hx-request") != "true":
        return RedirectResponse(ask.to("/review"), 303)
    return next_question(ask, None, "Asked again" if back else "Put off", None)


def next_question(ask: Ask, problem: str | None, said: str, made: Judgement | None) -> HTMLResponse:
    """The next question, with the judgement just made so that it can be taken back."""
    last = [verdicts.one(made, made.target or "", "review")] if made and made.verdict != "undo" else []
    return ask.page("question.html", title="Review", asked=ask, problem=problem, said=said, verdicts=last, **told(ask))
