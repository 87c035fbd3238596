"""Templates: one environment with automatic escaping, and what every page knows (the ledger, the day it is turned back to)."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso.ledger.names import name_of
from sayso.ledger.words import bounds, days, goods, short, speaker
from sayso.version import VERSION
from sayso.web import bars, phrases

if TYPE_CHECKING:
    from sayso.web.desk import Desk

HERE = Path(__file__).parent

NAVIGATION = (
    ("/", "Brief"),
    ("/events", "Events"),
    ("/ledger", "Ledger"),
    ("/network", "Network"),
    ("/relations", "Relations"),
    ("/narratives", "Narratives"),
    ("/outlook", "Outlook"),
    ("/review", "Review"),
    ("/documents", "Documents"),
    ("/runs", "Runs"),
    ("/read", "Read"),
)


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        name=name_of,
        names=phrases.names,
        bounds=lambda pair: bounds(*pair),
        goods=goods,
        short=short,
        speaker=speaker,
        field_name=phrases.field_name,
        day=phrases.day_words,
        thousands=lambda n: f"{n:,}",
        segment=lambda words: quote(str(words), safe=""),
    )
    made.globals.update(
        version=VERSION,
        navigation=NAVIGATION,
        phrases=phrases,
        plural=phrases.plural,
        headline=phrases.headline,
        claim_line=phrases.claim_line,
        when=phrases.when,
        days=days,
        sign=phrases.status_sign,
        asset=asset,
        bar=bars.bar,
        deniers=phrases.deniers,
        tidy=tidy_address,
    )
    return made


@cache
def asset(name: str) -> str:
    """The address of a static file with its hash, so that a browser may keep it for ever."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def tidy_address(url: str | None) -> str | None:
    """An address one may follow: http and https only. Whatever else a document calls its address is shown as words."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def address(path: str, **params: Any) -> str:
    """``path`` with those parameters that say something."""
    pairs = [(k, w) for k, v in params.items() if v not in (None, "", ()) for w in (v if isinstance(v, list | tuple) else [v])]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _frame(request: Request, as_of: date | None) -> dict[str, Any]:
    desk: Desk = request.app.state.desk

    def to(path: str, **params: Any) -> str:
        """An address on the desk that stays on the day it is turned back to."""
        return address(path, **{"as_of": as_of, **params})

    here = [(k, v) for k, v in request.query_params.multi_items() if k != "as_of"]
    path = request.url.path
    return {
        "request": request,
        "as_of": as_of,
        "to": to,
        "here": path,
        "kept_params": [(k, v) for k, v in here if k not in ("page",)],
        "section": next((p for p, _ in NAVIGATION if p != "/" and path.startswith(p.rstrip("s"))), "/" if path == "/" else ""),
        "ledger_name": desk.name,
        "who": desk.who,
        "to_review": desk.to_review(),
        "partial": request.headers.get("hx-request") == "true",
    }


def page(request: Request, template: str, *, as_of: date | None = None, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from ``template``, or the part of it that was asked for."""
    values = {**_frame(request, as_of), **values}
    return HTMLResponse(environment().get_template(template).render(values), status)


def problem(request: Request, status: int, detail: str) -> HTMLResponse:
    """A page that says what went wrong, in one sentence."""
    titles = {404: "Not here", 403: "Refused", 422: "Not understood", 400: "Not understood", 503: "The ledger cannot be used"}
    return page(request, "problem.html", status=status, title=titles.get(status, "Something went wrong"), detail=detail)
