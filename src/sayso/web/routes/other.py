"""The page about the JSON API, and the sign in the browser's tab."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from sayso.web.routes.common import Asked

router = APIRouter(include_in_schema=False)

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b5a78"/>'
    '<path d="M9 10h14M9 16h9M9 22h12" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/></svg>'
)


@router.get("/favicon.svg")
@router.get("/favicon.ico")
def icon() -> Response:
    return Response(ICON, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})


@router.get("/api")
def about(ask: Asked) -> HTMLResponse:
    schema = ask.request.app.openapi()
    calls = [
        (method.upper(), path, call.get("summary", ""), call.get("description", ""), call.get("parameters", []))
        for path, methods in schema["paths"].items()
        for method, call in methods.items()
    ]
    return ask.page("api.html", title="JSON API", calls=calls)
