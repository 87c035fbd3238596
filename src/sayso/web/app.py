"""The desk as a web application: pages for people, the same answers as JSON under ``/api``.

``create_app(ledger)`` gives the application; ``sayso serve`` runs it. Pages are one module each in :mod:`sayso.web.routes`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sayso.errors import InputError, LedgerError, SaysoError
from sayso.version import VERSION
from sayso.web import render
from sayso.web.desk import Desk
from sayso.web.routes import ROUTERS
from sayso.web.safety import HOSTS, Guard

STATIC = Path(__file__).parent / "static"


class _Static(StaticFiles):
    """Files whose address holds their hash may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = b"v=" in scope.get("query_string", b"") or path.endswith(".woff2")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
        return response


def create_app(
    ledger: Path | str,
    *,
    who: str | None = None,
    analyzer: Any = None,
    cards: tuple[Path, ...] = (),
    hosts: tuple[str, ...] = HOSTS,
) -> FastAPI:
    """The desk on ``ledger``, which is made where there is none. ``who`` signs judgements (default: the user's name); ``analyzer``
    reads texts instead of the shipped pipeline (for tests); ``cards`` are files or folders of narratives."""
    desk = Desk(ledger, who=who, analyzer=analyzer, cards=cards)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="sayso desk",
        version=VERSION,
        description="The ledger behind the desk as JSON. Every answer can be turned back to a day with `as_of`.",
        docs_url=None,  # FastAPI's page of documentation loads scripts from elsewhere; ours is /api
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=life,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(Guard),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
    )
    app.state.desk = desk
    app.mount("/static", _Static(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(SaysoError, _ours)
    return app


def _told(request: Request, status: int, detail: str) -> Response:
    """What went wrong, as a page or as JSON."""
    if request.url.path.startswith("/api"):
        return JSONResponse({"detail": detail}, status)
    return render.problem(request, status, detail)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = str(error.detail)
    if error.status_code == 404 and detail == "Not Found":
        detail = "There is no such page. The way back is in the line above."
    return _told(request, error.status_code, detail)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = str(first["loc"][-1]) if first.get("loc") else "the request"
    if request.url.path.startswith("/api"):
        problems = [{"loc": list(e["loc"]), "msg": e["msg"], "type": e["type"]} for e in error.errors()]
        return JSONResponse({"detail": problems}, 422)
    return render.problem(request, 422, f"{where}: {first['msg']}.")


async def _ours(request: Request, error: Exception) -> Response:
    status = 503 if isinstance(error, LedgerError) else 400 if isinstance(error, InputError) else 500
    return _told(request, status, str(error))
