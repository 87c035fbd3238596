"""JSON Lines and JSON: one record, one document.

A record is ``{"id", "date", "text", "publisher", "title", "url"}``; all but ``text`` may be missing, ``published`` may stand for ``date``,
further keys are ignored. An item of Wikipedia's Current Events portal is a record with ``section``, ``topics`` and ``outlets`` (see
portal.py). A line that is no record is reported by its number and harms no other.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

from sayso.documents import portal
from sayso.documents.dates import Found
from sayso.documents.draft import Draft, finish, too_large
from sayso.documents.encoding import Decoded, decode, wide
from sayso.documents.normal import sayable
from sayso.documents.options import ReadOptions
from sayso.documents.stream import Line, Opened, lines, open_head
from sayso.errors import DocumentError
from sayso.records import DateOrigin, Document

_FORM = 'A record looks like {"text": "…", "date": "2022-11-05", "publisher": "…"}.'
_NAMES = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false", type(None): "null"}
_SPACE = re.compile(r"[ \t\r\n]*")


def read_lines(opened: Opened, origin: str, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """The documents of a stream of JSON Lines, one by one, as they come in."""
    for line in _wide_lines(opened, options) if wide(opened.head) else lines(opened.stream, options.max_bytes):
        where = f"{origin}:{line.number}"
        if line.data is None:
            yield too_large(where, None, options, f"Line {line.number} is one record; shorten it")
        elif line.data.strip(b"\xef\xbb\xbf \t\r"):
            yield from _read_line(line, line.data, where, options)


def _wide_lines(opened: Opened, options: ReadOptions) -> Iterator[Line]:
    """Lines in UTF-16 or UTF-32, given on in UTF-8."""
    text = io.TextIOWrapper(opened.stream, encoding=wide(opened.head), errors="replace", newline="\n")
    number = 0
    while line := text.readline(options.max_bytes + 1):
        number += 1
        long = len(line) > options.max_bytes and not line.endswith("\n")
        while long and (more := text.readline(1 << 16)) and not more.endswith("\n"):
            pass
        data = line.rstrip("\r\n").encode("utf-8", errors="replace")
        yield Line(number, None if long or len(data) > options.max_bytes else data, line.endswith("\n"))


def _read_line(line: Line, data: bytes, where: str, options: ReadOptions) -> Iterator[Document | DocumentError]:
    try:
        decoded = Decoded(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        decoded = decode(data)
    try:
        value: object = json.loads(decoded.text)
    except RecursionError:
        yield DocumentError(where, "format", f"Line {line.number} is nested too deeply to be a record", _FORM)
        return
    except ValueError as error:
        if not line.ended and _at_end(error, decoded.text):
            yield DocumentError(where, "truncated", f"The input ends in the middle of line {line.number}", "Get the whole file again.")
        else:
            yield DocumentError(
                where, "format", f"Line {line.number} is not JSON ({_reason(error)})", "Mend the line; the others were read."
            )
        return
    yield from read_value(value, where, f"Line {line.number}", decoded, options)


def read_whole(decoded: Decoded, origin: str, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """The documents of one JSON value: a list of records, one record, or an object that holds a list of records under some key.

    A list that breaks off or is damaged gives the records before the damage, and one error."""
    text = decoded.text.lstrip("\ufeff")
    if not text.lstrip().startswith("["):
        try:
            value: object = json.loads(text)
        except RecursionError:
            yield DocumentError(origin, "format", "It is nested too deeply to be a record", _FORM)
        except ValueError as error:
            if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
                # Records after one another, the first of them longer than what was looked at to tell the form.
                yield from read_lines(open_head(io.BytesIO(text.encode("utf-8", errors="replace"))), origin, options)
                return
            kind, found = ("truncated", "It ends in the middle of a JSON value") if _at_end(error, text) else ("format", "It is not JSON")
            yield DocumentError(origin, kind, f"{found} ({_reason(error)})", "Mend it, or give JSON Lines.")
        else:
            held = _held(value) if isinstance(value, dict) and "text" not in value else None
            if held is None:
                yield from read_value(value, origin, "The object", decoded, options)
            else:
                for number, one in enumerate(held, 1):
                    yield from read_value(one, f"{origin}#{number}", f"Item {number}", decoded, options)
        return
    yield from _read_list(text, decoded, origin, options)


def _held(value: dict[str, object]) -> list[object] | None:
    """The list of records that an object holds under one of its keys ("articles", "documents" …)."""
    return next((v for v in value.values() if isinstance(v, list) and any(isinstance(one, dict) and "text" in one for one in v)), None)


def _read_list(text: str, decoded: Decoded, origin: str, options: ReadOptions) -> Iterator[Document | DocumentError]:
    decoder, number = json.JSONDecoder(), 0
    at = _skip(text, text.index("[") + 1)
    if text[at : at + 1] == "]":
        yield DocumentError(origin, "empty", "It is a JSON list without items", "Nothing was read.")
        return
    while True:
        number += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except RecursionError:
            line = 1 + text.count("\n", 0, at)
            yield DocumentError(origin, "format", f"Item {number} (line {line}) is nested too deeply", "The items after it were not read.")
            return
        except ValueError as error:
            line = 1 + text.count("\n", 0, at)
            cut = at >= len(text) or _at_end(error, text)
            found = f"It ends in the middle of item {number}" if cut else f"Item {number} (line {line}) is not JSON ({_reason(error)})"
            mend = "The items before it were read; mend it, or give JSON Lines, where one bad line harms no other."
            yield DocumentError(origin, "truncated" if cut else "format", found, mend)
            return
        yield from read_value(value, f"{origin}#{number}", f"Item {number}", decoded, options)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] == "]":
            rest = text[at + 1 :].strip()
            if rest:
                yield DocumentError(
                    origin, "format", f"After the list of {number} items there is more ({len(rest)} characters)", "It was not read."
                )
            return
        elif at >= len(text):
            yield DocumentError(origin, "truncated", f"The list breaks off after item {number}", "Get the whole file again.")
            return
        else:
            yield DocumentError(
                origin, "format", f"After item {number} a comma is missing", "The items after it were not read; mend the list."
            )
            return


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _at_end(error: ValueError, text: str) -> bool:
    """Whether JSON was still to come when the text ended."""
    return isinstance(error, json.JSONDecodeError) and (error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string"))


def _reason(error: ValueError) -> str:
    return f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "a number is too long"


def read_value(value: object, where: str, what: str, decoded: Decoded, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """The document of one parsed record; ``what`` names the record in messages. Errors carry the record's id, where it has one."""
    for one in _read_value(value, where, what, decoded, options):
        if isinstance(one, DocumentError) and isinstance(value, dict):
            one.record = _words(value, "id", [])
        yield one


def _read_value(value: object, where: str, what: str, decoded: Decoded, options: ReadOptions) -> Iterator[Document | DocumentError]:
    if not isinstance(value, dict):
        yield DocumentError(where, "format", f"{what} is {_NAMES.get(type(value), 'no object')}, not a record", _FORM)
        return
    text = value.get("text")
    if not isinstance(text, str):
        keys = ", ".join(list(value)[:6]) or "none"
        found = (
            f"{what} has no text (its keys: {keys})"
            if "text" not in value
            else f"The text of {what.lower()} is {_NAMES.get(type(text), 'no text')}"
        )
        yield DocumentError(where, "no-text", sayable(found[:200]), _FORM)
        return
    if not text.strip():
        yield DocumentError(where, "empty", f"The text of {what.lower()} is empty", "Nothing was read.")
        return
    if len(text) > options.max_bytes:
        yield too_large(where, len(text.encode("utf-8", errors="replace")), options)
        return
    notes: list[tuple[str, str]] = []
    fields = {name: _words(value, name, notes) for name in ("id", "publisher", "title", "url", "date", "published")}
    draft = Draft(
        text=text,
        origin=where,
        id=fields["id"],
        publisher=fields["publisher"],
        title=fields["title"],
        url=fields["url"],
        dates=tuple(Found(words, DateOrigin.GIVEN) for name in ("date", "published") if (words := fields[name]) is not None),
        extractor="json",
        encoding=decoded.encoding,
        broken=decoded.broken,
        notes=tuple(notes),
    )
    yield from finish(portal.complete(draft, value) if portal.is_item(value) else draft, options)


def _words(record: dict[str, object], name: str, notes: list[tuple[str, str]]) -> str | None:
    """The field ``name`` as words; a field of another kind is noted, because it is not read."""
    value = record.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and name in ("id", "date", "published") and abs(value) < 10**18:
        return str(value)
    notes.append(("field", f"Its “{name}” is {_NAMES.get(type(value), 'no words')} and was not read"))
    return None
