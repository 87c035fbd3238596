"""WARC and ARC: each page that was fetched is one document.

Responses that succeeded, resources and conversions are read where they are pages, texts or feeds; everything else (pictures, scripts,
failed requests) is passed over and counted in one line at the end. ``WARC-Date`` is the day of capture, not of publication: it only bounds
the latter. An archive that is cut or damaged gives what came before, and one error.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from sayso.documents.dates import parse_day
from sayso.documents.draft import too_large
from sayso.documents.options import ReadOptions
from sayso.errors import DocumentError
from sayso.records import Document

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/xml", "application/xml"})
_PAGES |= {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}


@dataclass(frozen=True, slots=True)
class Capture:
    """What a record of an archive held: its bytes, what they claim to be, from which address and day."""

    data: bytes
    origin: str
    url: str | None
    mime: str
    charset: str | None
    captured: date | None
    cut: bool  # the archive ends before the record does


_NOTHING = ("empty", "no-text", "truncated")
_CHUNK = 1 << 16
Reader = Callable[[Capture], Iterator[Document | DocumentError]]


def read_warc(stream: IO[bytes], origin: str, options: ReadOptions, read: Reader) -> Iterator[Document | DocumentError]:
    """The documents of an archive (not compressed: see ``stream.Gunzip``). ``read`` reads what one record held."""
    for one in _captures(stream, origin, options):
        if isinstance(one, DocumentError):
            yield one
        else:
            # Of a cut record there may be no words yet; the cut itself is reported after it.
            yield from (found for found in read(one) if not (one.cut and isinstance(found, DocumentError) and found.kind in _NOTHING))


def _captures(stream: IO[bytes], origin: str, options: ReadOptions) -> Iterator[Capture | DocumentError]:
    from warcio.archiveiterator import ArchiveIterator

    passed = Counter[str]()
    number = given = 0
    faulty = False
    try:
        watched = _Watched(stream)
        archive: Any = ArchiveIterator(watched)
        end, unreported = 0, True
        while True:
            with contextlib.redirect_stderr(io.StringIO()):  # warcio prints what we report
                record: Any = next(archive, None)
            if record is None:
                break
            number += 1
            unreported = True
            where = f"{origin}#{number}"
            size = record.rec_headers.get_header("Content-Length" if record.format == "warc" else "length") or ""
            if not re.fullmatch("[a-z_]{4,20}", record.rec_type or "") or not size.strip().isdigit():
                unreported, faulty = False, True
                found = f"The header of record {number} is damaged"
                yield DocumentError(where, "truncated", found, "It was not read; get the whole file again.")
                continue
            reason, mime, charset = _kind(record)
            data = b"" if reason is not None else _read(record.content_stream(), options.max_bytes + 1)
            while record.raw_stream.read(_CHUNK):
                pass
            end = archive.fh.tell() - archive.reader.rem_length()
            # What a record says it holds and the input does not: warcio ends there without a word.
            cut = getattr(record.raw_stream, "limit", 0) > 0
            if len(data) > options.max_bytes:
                faulty = True
                yield too_large(where, None, options, "It is one record")
            elif data.strip():
                address = record.rec_headers.get_header("WARC-Target-URI")
                day = parse_day(record.rec_headers.get_header("WARC-Date") or "")
                captured = day if isinstance(day, date) else None
                given += 1
                yield Capture(data, where, address.strip("<>") if address else None, mime, charset, captured, cut)
            elif not cut and reason != "":
                passed[reason or "without content"] += 1
            if cut:
                unreported, faulty = False, True
                found = f"The archive ends in the middle of record {number}"
                yield DocumentError(where, "truncated", found, "What there is of it was read; get the whole file again.")
        if unreported and watched.since(end).strip():
            # Where the input ends in a header, warcio ends too, and says nothing.
            found = f"The archive ends in the header of record {number + 1}"
            yield DocumentError(origin, "truncated", found, "The records before were read; get the whole file again.")
            faulty = True
        elif archive.err_count and unreported:
            found = f"{archive.err_count} of {number} records are longer or shorter than they say"
            yield DocumentError(origin, "truncated", found, "Their texts may be cut; get the whole file again.")
    except Exception as error:  # warcio meets damage with exceptions of many kinds: of its own, of zlib, AttributeError, ValueError …
        found = f"The archive is damaged after record {number} ({type(error).__name__})"
        yield DocumentError(origin, "truncated", found, "The records before were read; get the whole file again.")
        faulty = True
    if passed:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
        yield DocumentError(origin, "skipped", f"Records that hold no page were passed over: {kinds}")
    if not given and not faulty:
        what = "holds no pages" if number else "has no records"
        yield DocumentError(origin, "empty", f"The archive {what}", "Nothing was read.")


class _Watched:
    """A stream that knows how far it was read, and what it gave last."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._given, self._last = stream, 0, b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._given += len(data)
        self._last = (self._last + data)[-_CHUNK:]
        return data

    def tell(self) -> int:
        return self._given

    def since(self, offset: int) -> bytes:
        """What was given from ``offset`` on (the last 65,536 bytes at most)."""
        return self._last[max(0, len(self._last) - (self._given - offset)) :]


def _read(body: Any, limit: int) -> bytes:
    """Up to ``limit`` bytes of a record's content. (One call may give fewer than there are.)"""
    data = bytearray()
    while len(data) < limit and (more := body.read(min(_CHUNK, limit - len(data)))):
        data += more
    return bytes(data)


def _kind(record: Any) -> tuple[str | None, str, str | None]:
    """Why a record is passed over (None = it is not; empty = not worth counting), its type and its character set."""
    kind = record.rec_type
    if kind not in ("response", "resource", "conversion"):
        about = kind in ("warcinfo", "request", "metadata", "arc_header")
        return ("" if about else "of visits that found nothing new" if kind == "revisit" else f"of the kind {kind}"), "", None
    if kind == "response" and record.http_headers is None:
        return "that are no web pages", "", None
    if kind == "response" and not (record.http_headers.get_statuscode() or "").startswith("2"):
        return f"with the answer {(record.http_headers.get_statuscode() or 'none')[:3]}", "", None
    header = record.http_headers if record.http_headers is not None else record.rec_headers
    declared = header.get_header("Content-Type") or ""
    mime, _, parameters = declared.partition(";")
    mime = mime.strip().lower()
    if mime and mime not in _PAGES:
        return f"of type {mime[:40]}", mime, None
    _, _, charset = parameters.lower().partition("charset=")
    return None, mime, charset.strip(" \"';").split(";")[0] or None
