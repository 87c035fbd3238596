"""One claim: a page of its own, or the panel beside its text."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.claims import marked, panel
from sayso.web.phrases import claim_line
from sayso.web.routes.common import Asked

router = APIRouter(include_in_schema=False)


@router.get("/claim/{id}")
def claim(ask: Asked, id: str) -> HTMLResponse:
    values = panel(ask, id)
    if ask.get("panel"):
        return ask.page("claim_panel.html", title="Claim", **values)
    passage = marked(values["claim"], values["document"].text)
    return ask.page("claim.html", title=claim_line(values["claim"]), passage=passage, **values)
