"""The log of runs: what was read when, what was skipped and why."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.routes.common import Asked, Pages

router = APIRouter(include_in_schema=False)

REMARKS = 100
"""Remarks shown of one run; `sayso runs N` lists them all."""


@router.get("/runs")
def runs(ask: Asked) -> HTMLResponse:
    found = ask.desk.store.runs()[::-1]
    pages = Pages.of(len(found), ask.number("page", 1), 25)
    kinds = {r.number: Counter(x.kind for x in r.skipped).most_common() for r in found}
    return ask.page("runs.html", title="Runs", runs=pages.cut(found, 25), pages=pages, kinds=kinds, most=REMARKS)
