"""Small inputs made in code, and a way to read them that shows only what a test is about."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from gzip import compress
from pathlib import Path
from typing import Any

from sayso.documents import NOTICES, ReadOptions, read, read_stdin
from sayso.errors import DocumentError
from sayso.records import Document

TODAY = date(2026, 11, 22)
SENTENCE = "Iran has sent 450 drones to Russia, officials said."
Outcome = tuple[list[Document], list[DocumentError]]


def options(**fields: Any) -> ReadOptions:
    return ReadOptions(**{"today": TODAY, **fields})


def sort_out(found: Iterable[Document | DocumentError]) -> Outcome:
    documents: list[Document] = []
    errors: list[DocumentError] = []
    for one in found:
        if isinstance(one, Document):
            documents.append(one)
        else:
            errors.append(one)
    return documents, errors


def given(data: bytes | str, **fields: Any) -> Outcome:
    """What comes of ``data`` on the standard input."""
    raw = data.encode() if isinstance(data, str) else data
    return sort_out(read_stdin(options(**fields), io.BytesIO(raw)))


def file(folder: Path, name: str, data: bytes | str, **fields: Any) -> Outcome:
    """What comes of a file of that name."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return sort_out(read(path, options(**fields)))


def faults(errors: Sequence[DocumentError]) -> list[str]:
    """The kinds of errors after which something is missing."""
    return [error.kind for error in errors if error.kind not in NOTICES]


def warc(records: Sequence[tuple[str, bytes, str, str]], gzip: bool = True) -> bytes:
    """An archive of (address, body, content type, status) captured on 6 November 2022, each record compressed on its own."""
    about = _record("warcinfo", "", b"software: test\r\n", "application/warc-fields")
    made = [about]
    for url, body, mime, status in records:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n\r\n".encode() + body
        made.append(_record("response", f"WARC-Target-URI: {url}\r\n", answer, "application/http; msgtype=response"))
    return b"".join(compress(one) if gzip else one for one in made)


def _record(kind: str, more: str, block: bytes, mime: str) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{more}WARC-Date: 2022-11-06T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    return f"{head}Content-Type: {mime}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def page(text: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>A title</title>{head}</head><body><article><p>{text}</p></article></body></html>"
