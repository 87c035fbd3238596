"""Documents: the list, and the stored text with everything that was read from it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web import marks, queries
from sayso.web.claims import panel
from sayso.web.routes.common import Asked, Pages, found

router = APIRouter(include_in_schema=False)


@router.get("/documents")
def documents(ask: Asked) -> HTMLResponse:
    words = ask.get("q")
    total = queries.count_documents(ask.desk.store, words=words)
    pages = Pages.of(total, ask.number("page", 1))
    rows = queries.documents(ask.desk.store, words=words, as_of=ask.as_of, offset=(pages.number - 1) * 50)
    return ask.page("documents.html", title="Documents", rows=rows, pages=pages, words=words or "")


@router.get("/document/{id:path}")
def document(ask: Asked, id: str) -> HTMLResponse:
    store = ask.desk.store
    shown = found(lambda: store.document(id))
    claims = queries.claims_of(store, shown)
    asked = ask.get("claim")
    number = next((n for n, c in enumerate(claims, 1) if asked and c.id.startswith(asked)), None)
    values = panel(ask, claims[number - 1].id) if number else {}
    return ask.page(
        "document.html",
        **{
            **values,
            "title": shown.title or shown.id,
            "document": shown,
            "claims": claims,
            "open": number,
            "shown": bool(number),
            "pieces": marks.pieces(shown.text, marks.marks_of(claims)),
            "kinds": marks.WORDS,
            "order": marks.ORDER,
        },
    )
