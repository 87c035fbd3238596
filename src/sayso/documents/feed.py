"""RSS and Atom: one document per entry.

The text of an entry is its content, else its summary, else its title, with the markup off. An entry's own date counts, as it is printed;
the date of the feed does not, because it is that of the last change to the whole. ``updated`` is taken only where an entry has no date of
publication (Atom demands nothing else, and RSS 1.0 has nothing else).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from typing import Any

from sayso.documents import tags
from sayso.documents.dates import Found, parse_day
from sayso.documents.draft import Draft, finish
from sayso.documents.encoding import Decoded
from sayso.documents.options import ReadOptions
from sayso.errors import DocumentError
from sayso.records import DateOrigin, Document


def read_feed(decoded: Decoded, origin: str, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """The documents of a feed. A feed that breaks off gives the entries before the break, and one error."""
    import feedparser

    # A stream, never a string: feedparser takes a string for an address or a file name first. The encoding is settled already, and the
    # header tells feedparser so, whatever the XML declaration says.
    content = decoded.text.lstrip("\ufeff").lstrip().encode("utf-8", errors="replace")
    try:
        feed: Any = feedparser.parse(io.BytesIO(content), response_headers={"content-type": "application/xml; charset=utf-8"})
    except Exception as error:  # feedparser promises to read anything; where it does not, the other documents go on
        yield DocumentError(origin, "format", f"The feed cannot be parsed ({type(error).__name__})", "Check that it is RSS or Atom.")
        return
    publisher = _plain(feed.feed.get("title"))
    fault = feed.get("bozo_exception") if feed.get("bozo") else None
    if isinstance(fault, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType):
        fault = None  # the encoding was settled by us
    entries = [_draft(entry, f"{origin}#{number}", publisher, decoded) for number, entry in enumerate(feed.entries, 1)]
    if fault is not None and entries and not entries[-1].text.strip():
        entries.pop()  # it had only begun where the feed breaks off
    for draft in entries:
        yield from finish(draft, options)
    if fault is not None:
        line = f", line {fault.getLineNumber()}" if hasattr(fault, "getLineNumber") else ""
        reason = fault.getMessage() if hasattr(fault, "getMessage") else type(fault).__name__
        found = f"The feed is not well-formed XML ({reason}{line}); {_entries(len(entries))} could be read"
        yield DocumentError(origin, "truncated", found, "What follows the fault may be missing; get the feed again.")
    elif not entries:
        yield DocumentError(origin, "empty", "The feed has no entries", "Nothing was read.")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _draft(entry: Mapping[str, Any], where: str, publisher: str | None, decoded: Decoded) -> Draft:
    title = _plain(entry.get("title"))
    contents = [(one.get("value") or "", one.get("type") or "") for one in entry.get("content") or ()]
    detail = entry.get("summary_detail") or {}
    contents.append((entry.get("summary") or "", detail.get("type") or ""))
    texts = [value if kind == "text/plain" and "<" not in value else tags.remove(value) for value, kind in contents]
    source = entry.get("source") or {}
    link = str(entry.get("link") or "")  # feedparser puts an identifier here where an entry has no address
    return Draft(
        text=next((text for text in texts if text.strip()), title or ""),
        origin=where,
        id=entry.get("id") or None,
        publisher=_plain(source.get("title")) or publisher,
        title=title,
        url=link if link.startswith(("http://", "https://")) else None,
        dates=tuple(dict.fromkeys(_dates(entry))),
        extractor="feedparser",
        version=version("feedparser"),
        encoding=decoded.encoding,
        broken=decoded.broken,
    )


def _dates(entry: Mapping[str, Any]) -> Iterator[Found]:
    for name in ("published", "updated"):
        words, parsed = entry.get(name), entry.get(f"{name}_parsed")
        if not isinstance(words, str) or not words.strip():
            continue
        day = parse_day(words)
        if isinstance(day, str) and parsed is not None:
            day = date(parsed.tm_year, parsed.tm_mon, parsed.tm_mday) if 1 <= parsed.tm_year <= 9999 else day
        yield Found(day if isinstance(day, date) else words, DateOrigin.METADATA)


def _plain(markup: object) -> str | None:
    """A title without its markup; None where there is none."""
    return tags.remove(markup) or None if isinstance(markup, str) else None
