"""The outlook board: what is expected, how likely, on which grounds, and what became of it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.routes.common import Asked, Pages

router = APIRouter(include_in_schema=False)


@router.get("/outlook")
def outlook(ask: Asked) -> HTMLResponse:
    store = ask.desk.store
    made = [f for f in store.forecasts() if ask.as_of is None or f.as_of <= ask.as_of]
    over = {f.id for f in made if ask.as_of is None or f.window_last <= ask.as_of}  # on an earlier day, what came later is not known
    outcomes = {o.forecast: o for o in store.outcomes() if o.forecast in over}
    made.sort(key=lambda f: (f.id in outcomes, -f.as_of.toordinal(), -f.probability, f.id))
    pages = Pages.of(len(made), ask.number("page", 1))
    scored = [(f.probability, f.baseline, outcomes[f.id].happened) for f in made if f.id in outcomes]
    brier = [sum((p[n] - p[2]) ** 2 for p in scored) / len(scored) for n in (0, 1)] if scored else []
    return ask.page(
        "outlook.html", title="Outlook", forecasts=pages.cut(made), outcomes=outcomes, pages=pages, scored=len(scored), brier=brier
    )
