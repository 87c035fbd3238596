"""The way in: any source, document by document."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from sayso.documents.dates import path_of
from sayso.documents.draft import Draft, finish, too_large
from sayso.documents.encoding import Decoded, declared, decode, wide
from sayso.documents.normal import sayable
from sayso.documents.options import ReadOptions
from sayso.documents.sniff import Form, sniff
from sayso.documents.stream import Gunzip, Opened, open_head
from sayso.documents.walk import not_a_file, unreadable, walk
from sayso.errors import DocumentError
from sayso.records import Document

_DEFAULT = ReadOptions()


@dataclass(frozen=True, slots=True)
class _Where:
    """Where bytes come from, and what is said about them."""

    origin: str
    name: str = ""  # for its extension
    url: str | None = None
    mime: str = ""
    charset: str | None = None
    size: int | None = None  # of a file that is not compressed
    captured: date | None = None
    depth: int = 0  # how many gzip layers were taken off


def read(source: str | Path, options: ReadOptions = _DEFAULT) -> Iterator[Document | DocumentError]:
    """The documents of ``source``: a file, a folder with everything below it, an address of the web, or "-" for the standard input.

    Documents come one by one as they are read. What cannot be read comes as a ``DocumentError`` in its place, one for each fault, and
    harms no other document; those of a kind in ``NOTICES`` only remark on something. Never raises for what a source holds."""
    if isinstance(source, str):
        if source == "-":
            yield from read_stdin(options)
            return
        if source[:8].lower().startswith(("http://", "https://")):
            yield from _read_address(source, options)
            return
        if source[:7].lower() == "file://":
            source = unquote(path_of(source))
    path = Path(source)
    try:
        path = path.expanduser()
        is_folder = path.is_dir()
    except (OSError, ValueError, RuntimeError):
        is_folder = False
    if not is_folder:
        yield from _read_file(path, options, named=True)
        return
    empty = True
    for one in walk(path):
        empty = False
        if isinstance(one, DocumentError):
            yield one
        else:
            yield from _read_file(one, options, named=False)
    if empty:
        yield DocumentError(str(path), "empty", "The folder holds no files", "Nothing was read.")


def read_stdin(options: ReadOptions = _DEFAULT, stream: IO[bytes] | None = None) -> Iterator[Document | DocumentError]:
    """The documents on the standard input (or on ``stream``), in any of the forms; JSON Lines are given on line by line as they arrive."""
    where = _Where("standard input")
    try:
        yield from _read_stream(stream if stream is not None else sys.stdin.buffer, where, options)
    except OSError as error:
        yield unreadable(Path(where.origin), error)


def _read_address(url: str, options: ReadOptions) -> Iterator[Document | DocumentError]:
    from sayso.documents.fetch import fetch

    answer = fetch(url, options)
    if isinstance(answer, DocumentError):
        yield answer
        return
    where = _Where(url, path_of(answer.url), answer.url, answer.mime, answer.charset)
    yield from _read_bytes(answer.data, where, options)


def _read_file(path: Path, options: ReadOptions, named: bool) -> Iterator[Document | DocumentError]:
    """``named``: the user gave this very path, so that a pipe is read too; in a folder one would wait for ever."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not (named and stat.S_ISFIFO(status.st_mode)):
            yield not_a_file(path)
            return
        size = status.st_size if stat.S_ISREG(status.st_mode) else None
        with path.open("rb") as stream:
            yield from _read_stream(stream, _Where(sayable(str(path)), path.name, size=size), options)
    except (OSError, ValueError) as error:
        yield unreadable(path, error)


def _read_bytes(data: bytes, where: _Where, options: ReadOptions) -> Iterator[Document | DocumentError]:
    yield from _read_stream(BytesIO(data), where, options)


def _read_stream(stream: IO[bytes], where: _Where, options: ReadOptions) -> Iterator[Document | DocumentError]:
    opened = open_head(stream)
    sniffed = sniff(opened.head, where.name, where.mime, opened.whole)
    origin = where.origin
    match sniffed.form:
        case Form.EMPTY:
            yield DocumentError(origin, "empty", "It is empty", "Nothing was read.")
        case Form.BINARY:
            yield DocumentError(origin, "binary", f"It is {sniffed.what}", sniffed.mend)
        case Form.OTHER:
            yield DocumentError(origin, "format", f"It is {sniffed.what}", sniffed.mend)
        case Form.GZIP:
            yield from _read_gzip(opened, where, options)
        case Form.WARC:
            yield from _read_warc(opened, where, options)
        case Form.LINES:
            from sayso.documents.json_records import read_lines

            yield from read_lines(opened, origin, options)
        case _:
            yield from _read_whole(opened, sniffed.form, where, options)


def _read_gzip(opened: Opened, where: _Where, options: ReadOptions) -> Iterator[Document | DocumentError]:
    if where.depth:
        yield DocumentError(where.origin, "format", "It is compressed more than once", "Unpack it first.")
        return
    content = Gunzip(opened.stream)
    found = 0
    tail: list[DocumentError] = []  # errors after the last document
    for one in _read_stream(BufferedReader(content), replace(where, size=None, depth=1), options):
        if isinstance(one, DocumentError):
            tail.append(one)
        else:
            found += 1
            yield from tail
            tail.clear()
            yield one
    if content.fault:
        # What the reader made of the sudden end is told once, below.
        ends = (at for at in reversed(range(len(tail))) if tail[at].kind == "truncated" or _is_nothing(tail[at], where))
        last = next(ends, None)
        if last is not None:
            del tail[last]
    yield from tail
    if content.fault:
        kept = (
            "nothing could be read" if not found else "1 document was read before" if found == 1 else f"{found} documents were read before"
        )
        yield DocumentError(
            where.origin, "truncated", f"{content.fault[0].upper()}{content.fault[1:]}; {kept}", "Get the whole file again."
        )


def _is_nothing(error: DocumentError, where: _Where) -> bool:
    """Whether it says that the whole source holds no words."""
    return error.kind in ("empty", "no-text") and error.origin == where.origin


def _read_warc(opened: Opened, where: _Where, options: ReadOptions) -> Iterator[Document | DocumentError]:
    from sayso.documents.warc import Capture, read_warc

    def one(capture: Capture) -> Iterator[Document | DocumentError]:
        inner = _Where(
            capture.origin, path_of(capture.url or ""), capture.url, capture.mime, capture.charset, captured=capture.captured, depth=1
        )
        return _read_bytes(capture.data, inner, options)

    yield from read_warc(opened.stream, where.origin, options, one)


def _read_whole(opened: Opened, form: Form, where: _Where, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """Forms that must be held in memory: text, Markdown, pages, feeds, one JSON value."""
    mend = "Turn it into JSON Lines, which may be of any size" if form is Form.JSON else "Split it"
    if where.size is not None and where.size > options.max_bytes:
        yield too_large(where.origin, where.size, options, mend)
        return
    data = opened.stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield too_large(where.origin, None, options, mend)
        return
    if form is Form.TEXT and b"\0" in data and wide(data) is None:
        found = f"It is not text: after {data.index(0):,} bytes it holds zero bytes"
        yield DocumentError(where.origin, "binary", found, "Save it as text in UTF-8 first.")
        return
    hints = [where.charset] if where.charset else []
    if form in (Form.HTML, Form.FEED):
        hints += declared(data)
    decoded = decode(data, hints)
    if not decoded.text.strip("\ufeff \t\r\n\f"):
        yield DocumentError(where.origin, "empty", "It holds nothing but spaces", "Nothing was read.")
        return
    yield from _read_text(decoded, form, where, options)


def _read_text(decoded: Decoded, form: Form, where: _Where, options: ReadOptions) -> Iterator[Document | DocumentError]:
    match form:
        case Form.HTML:
            from sayso.documents.page import read_page

            yield from read_page(decoded, where.origin, where.url, options, where.captured)
        case Form.FEED:
            from sayso.documents.feed import read_feed

            yield from read_feed(decoded, where.origin, options)
        case Form.JSON:
            from sayso.documents.json_records import read_whole

            yield from read_whole(decoded, where.origin, options)
        case Form.MARKDOWN:
            from sayso.documents.markdown import read_markdown

            yield from read_markdown(decoded, where.origin, where.url, options)
        case _:
            draft = Draft(
                text=decoded.text.lstrip("\ufeff"),
                origin=where.origin,
                url=where.url,
                captured=where.captured,
                encoding=decoded.encoding,
                broken=decoded.broken,
            )
            yield from finish(draft, options)
