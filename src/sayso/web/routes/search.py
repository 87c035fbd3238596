"""Search over texts and claims."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.routes.common import Asked
from sayso.web.search import KINDS, look

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(ask: Asked) -> HTMLResponse:
    words, kind = ask.get("q"), ask.get("in")
    found = look(ask.desk, words[:200], kind if kind in KINDS else None, ask.as_of) if words else []
    return ask.page("search.html", title="Search", words=words or "", hits=found, kind=kind, kinds=KINDS)
