"""Events: the list with its filters, and one event with every claim side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from sayso.ledger.words import EVENT_WORDS
from sayso.web.events import whole
from sayso.web.index import STATUSES, Row
from sayso.web.network import KINDS
from sayso.web.phrases import FLOW_WORDS, headline, names, when
from sayso.web.routes.common import PAGE, Ask, Asked, Pages, changed, csv_file, found, json_file

router = APIRouter(include_in_schema=False)

SORTS = {
    "day": lambda r: r.day or date.min,
    "origins": lambda r: r.event.independent_origins,
    "claims": lambda r: len(r.event.members),
    "credibility": lambda r: -r.event.credibility,
    "reported": lambda r: r.event.published_last or date.min,
}

COLUMNS = (
    "id",
    "what",
    "event",
    "mode",
    "flow",
    "actors",
    "recipients",
    "status",
    "first",
    "last",
    "published_first",
    "published_last",
    "independent_origins",
    "claims",
    "credibility",
    "disputes",
    "denied_by",
)


def listed(ask: Ask) -> list[Row]:
    """The events that pass the filters of the address, sorted as it says (default: the latest reports first)."""
    rows = ask.index.select(ask.wanted())
    sort = ask.get("sort") or ""
    key = SORTS.get(sort.lstrip("-"))
    if key:
        rows.sort(key=key, reverse=not sort.startswith("-"))
    return rows


def cells(r: Row) -> Sequence[Any]:
    e = r.event
    flow = e.flow.value if e.flow else None
    days = (e.first, e.last, e.published_first, e.published_last)
    counts = (e.independent_origins, len(e.members), e.credibility)
    return (
        *(e.id, headline(e), e.event, e.mode, flow, "; ".join(e.actors), "; ".join(e.recipients), e.status.value),
        *(str(d) if d else None for d in days),
        *counts,
        "; ".join(e.disputes),
        "; ".join(e.denied_by),
    )


@router.get("/events")
def events(ask: Asked) -> HTMLResponse:
    rows = listed(ask)
    pages = Pages.of(len(rows), ask.number("page", 1))
    return ask.page(
        "events.html",
        title="Events",
        rows=pages.cut(rows),
        pages=pages,
        size=PAGE,
        flows=FLOW_WORDS,
        types=EVENT_WORDS,
        statuses=STATUSES,
        kinds=KINDS,
        asked=ask,
        wanted=ask.wanted(),
        changed=lambda **p: changed(ask, **p),
        files={kind: changed(ask, f"/events.{kind}", page=None) for kind in ("csv", "json")},
        any_events=bool(ask.index.rows),
        names=names,
        when=when,
    )


@router.get("/events.csv")
def events_csv(ask: Asked) -> Response:
    return csv_file("events", COLUMNS, (cells(r) for r in listed(ask)))


@router.get("/events.json")
def events_json(ask: Asked) -> Response:
    return json_file("events", COLUMNS, (cells(r) for r in listed(ask)))


@router.get("/event/{id}")
def event(ask: Asked, id: str) -> HTMLResponse:
    e = found(lambda: ask.desk.event(id, ask.as_of))
    template = "event_body.html" if ask.get("body") else "event.html"
    return ask.page(template, **whole(ask.desk, e, ask.as_of))
