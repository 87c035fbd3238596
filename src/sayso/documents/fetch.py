"""One address from the web, with a limit on time and on size."""

from __future__ import annotations

import http.client
import ssl
import time
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, build_opener

from sayso.documents.draft import too_large
from sayso.documents.options import ReadOptions
from sayso.errors import DocumentError

_CHUNK = 65_536
_SAVE = "Check the address and the connection, or save the page and give the file."
_REFUSALS = {401: "permission", 402: "permission", 403: "permission", 451: "permission", 404: "missing", 410: "missing"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, the address it came from in the end, and what the server said it is."""

    data: bytes
    url: str
    mime: str
    charset: str | None


def fetch(url: str, options: ReadOptions) -> Fetched | DocumentError:
    """The content of ``url``, or the one error that says why there is none. Redirections are followed, to addresses of the web only."""
    end = time.monotonic() + options.timeout_s
    try:
        request = Request(_quoted(url), headers={"User-Agent": "sayso", "Accept": "text/html, application/xml, */*;q=0.5"})
        with build_opener().open(request, timeout=options.timeout_s) as answer:
            size = answer.headers.get("Content-Length") or ""
            if size.isdigit() and int(size) > options.max_bytes:
                return too_large(url, int(size), options, "Save the part that matters")
            data = bytearray()
            while chunk := answer.read1(_CHUNK):
                data += chunk
                if len(data) > options.max_bytes:
                    return too_large(url, None, options, "Save the part that matters")
                if time.monotonic() > end:
                    return DocumentError(url, "network", f"It was not received within {options.timeout_s:g} seconds", _SAVE)
            if size.isdigit() and len(data) < int(size):
                return DocumentError(url, "truncated", f"Only {len(data):,} of {int(size):,} bytes were received", _SAVE)
            return Fetched(bytes(data), answer.geturl(), answer.headers.get_content_type(), answer.headers.get_content_charset())
    except HTTPError as error:
        error.close()
        return DocumentError(url, _REFUSALS.get(error.code, "network"), f"The server answered {error.code} ({error.reason})", _SAVE)
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        return DocumentError(url, "network", f"It could not be reached ({_reason(error, options)})", _SAVE)


def _quoted(url: str) -> str:
    """An address as a reader copies it, with spaces and letters outside ASCII made safe; ValueError where it has no host."""
    parts = urlsplit(url.strip())
    if not parts.hostname:
        raise ValueError("the address has no host")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    safe = "%/:=&?~#+!$,;'@()*[]"
    return parts._replace(netloc=host, path=quote(parts.path, safe), query=quote(parts.query, safe), fragment="").geturl()


def _reason(error: Exception, options: ReadOptions) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer within {options.timeout_s:g} seconds"
    if isinstance(cause, ssl.SSLError):
        return f"its certificate or encryption was refused: {cause.reason or cause}"
    if isinstance(cause, OSError) and cause.errno is not None and cause.strerror:
        return cause.strerror[0].lower() + cause.strerror[1:]
    return str(cause) or type(cause).__name__
