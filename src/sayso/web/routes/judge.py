"""Judgements: what a person decides about a claim or an event, without a reload, and taking it back."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from sayso.errors import SaysoError, SettingError
from sayso.ledger.judging import Judgement
from sayso.records import Event
from sayso.web import verdicts
from sayso.web.claims import panel
from sayso.web.desk import asked_day
from sayso.web.events import whole
from sayso.web.routes.common import Ask, Asked
from sayso.web.routes.review import next_question

router = APIRouter(include_in_schema=False)

NO_REASON = "no reason given"
"""What is kept where a person gives none."""

Words = Annotated[str, Form(max_length=2000)]


@router.post("/judge")
def judge(
    ask: Asked,
    target: Words,
    verdict: Words,
    why: Words = "",
    who: Words = "",
    field: Words = "",
    value: Words = "",
    into: Words = "",
    claims: Annotated[list[str] | None, Form()] = None,
    back: Words = "event",
    as_of: Words = "",
) -> Response:
    """Record a judgement and answer with what changed on the page."""
    ask = Ask(ask.request, ask.desk, asked_day(as_of))
    store = ask.desk.store
    problem, made = None, None
    known = ask.desk.shelf.peek(ask.as_of, target)
    try:
        ask.desk.check_writable()
        with ask.desk.writing:
            made = store.judge(
                target,
                verdict,
                who=who.strip() or ask.desk.who,
                why=why.strip() or NO_REASON,
                field=field or None,
                value=list(claims or ()) if verdict == "split" else value if verdict == "correct" else None,
                into=into.strip() or None,
            )
    except SaysoError as error:
        problem = str(error)
    apart = set(claims or ())
    was = tuple(c for c in (known.claims if known else made.claims if made else ()) if c not in apart)
    return answer(ask, target, back, problem, f"Recorded: {verdict}", made, was)


@router.post("/undo")
def undo(ask: Asked, number: Annotated[int, Form(ge=1)], target: Words, back: Words = "event", as_of: Words = "") -> Response:
    """Take a judgement back; both stay in the ledger."""
    ask = Ask(ask.request, ask.desk, asked_day(as_of))
    problem = None
    try:
        ask.desk.check_writable()
        with ask.desk.writing:
            ask.desk.store.undo(number, who=ask.desk.who, why="taken back on the desk")
    except SaysoError as error:
        problem = str(error)
    return answer(ask, target, back, problem, "Taken back", None, ())


def answer(ask: Ask, target: str, back: str, problem: str | None, said: str, made: Judgement | None, was: tuple[str, ...]) -> Response:
    """The part of the page that changed; the whole page again where the browser runs no script. ``was``: the claims it spoke of."""
    if ask.request.headers.get("hx-request") != "true":
        where = "/review" if back == "review" else f"/{'claim' if back == 'claim' else 'event'}/{quote(target, safe='')}"
        return RedirectResponse(ask.to(where), 303)
    if back == "review":
        return next_question(ask, problem, said, made)
    if back == "claim":
        return ask.page("claim_panel.html", title="Claim", problem=problem, said=said, **panel(ask, target))
    event = _event_now(ask, target, was)
    if event is None:
        gone = "This event is no more: none of its claims is left in sight."
        holder = [verdicts.one(made, was[0], "event")] if made and was else []
        return ask.page("notice.html", title="Event", words=problem or gone, href=ask.to("/events"), verdicts=holder)
    page = ask.page("event_body.html", problem=problem, said=said, **whole(ask.desk, event, ask.as_of))
    if event.id != target:
        page.headers["HX-Replace-Url"] = ask.to(f"/event/{quote(event.id, safe='')}")
    return page


def _event_now(ask: Ask, target: str, was: tuple[str, ...]) -> Event | None:
    """The event of that name; where its claims have moved, the one that holds them now."""
    for name in (target, *was):
        try:
            return ask.desk.event(name, ask.as_of)
        except SettingError:
            continue
    return None
