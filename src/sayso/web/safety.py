"""What keeps the desk to this machine and to its own pages.

- *Host*: only ``localhost`` and ``127.0.0.1`` are answered (Starlette's ``TrustedHostMiddleware``), so that a name on the web that is
  made to point here (DNS rebinding) reads nothing.
- *Writes* must come from the desk's own pages: a browser says so with ``Sec-Fetch-Site`` or ``Origin``. A program sends
  ``Origin: http://127.0.0.1:PORT`` itself; a request that says nothing is refused.
- *Content policy*: scripts, styles, fonts and pictures from here only; nothing inline, nothing evaluated, no frames.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

LARGEST = 64_000_000
"""Bytes of one request: a file that is dropped."""

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


def same_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of this very address."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host") and urlsplit(origin).scheme in ("http", "https")
    return site == "same-origin"


class Guard:
    """Refuses writes from elsewhere and requests that are too large, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if "cache-control" not in headers:
                    headers["cache-control"] = "no-store"
            await send(message)

        asked = Headers(scope=scope)
        if scope["method"] not in _READS and not same_origin(asked):
            refusal = (
                "This was refused: it did not come from a page of the desk. A program sends the header Origin with the desk's address."
            )
            await JSONResponse({"detail": refusal}, 403)(scope, receive, dressed)
            return
        size = asked.get("content-length", "0")
        if not size.isdigit() or int(size) > LARGEST:
            detail = f"This is too large: at most {LARGEST // 1_000_000} MB at once. `sayso read` takes files of any size."
            await JSONResponse({"detail": detail}, 413)(scope, receive, dressed)
            return
        await self.app(scope, receive, dressed)
