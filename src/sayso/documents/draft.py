"""From what a reader found to a stored document: the one place where documents are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sayso.documents.dates import Found, settle
from sayso.documents.normal import digest, normalise, one_line
from sayso.documents.options import ReadOptions, megabytes
from sayso.errors import DocumentError
from sayso.records import Document

# Kinds of DocumentError after which nothing is missing: the document stands beside the report, or was not meant to be read.
NOTICES = frozenset({"date", "encoding", "field", "skipped"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found out about one document, before its text is normalised and its date is settled.

    ``dates`` are all dates stated for it, the most trusted first. ``captured`` is the day it was fetched, where an archive says so; it
    cannot have been published later. ``notes`` are (kind, sentence) reports about it. ``encoding`` and ``broken`` say how its bytes
    became characters. ``cites`` are the outlets cited for the whole text."""

    text: str
    origin: str
    id: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    dates: tuple[Found, ...] = ()
    captured: date | None = None
    extractor: str = "text"
    version: str = "1"
    encoding: str = "utf-8"
    broken: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    cites: tuple[str, ...] = ()


def finish(draft: Draft, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """The document of a draft, then a report for each thing that is odd about it; or the one error that says why there is none."""
    text = normalise(draft.text)
    if not text.strip():
        yield DocumentError(draft.origin, "no-text", "There are no words in it", "Nothing was read; check that it is the right document.")
        return
    when = settle(draft.dates, options.published, options.latest_day(), draft.captured)
    sha256 = digest(text)
    plain = draft.encoding in ("utf-8", "ascii")
    yield Document(
        id=one_line(draft.id) or sha256[:16],
        text=text,
        sha256=sha256,
        publisher=one_line(draft.publisher) or options.publisher,
        published=when.day,
        date_origin=when.origin,
        title=one_line(draft.title),
        url=one_line(draft.url),
        extractor=draft.extractor if plain else f"{draft.extractor}; charset={draft.encoding}",
        extractor_version=draft.version,
        origin=draft.origin,
        cites=tuple(dict.fromkeys(name for one in draft.cites if (name := one_line(one)))),
    )
    for problem in when.odd:
        mend = "" if when.day else "It was read without a date; give one with the option “published”."
        yield DocumentError(draft.origin, "date", problem[0].upper() + problem[1:], mend)
    if draft.broken:
        found = f"{draft.broken} places could not be read as {draft.encoding} and are shown as “\ufffd”"
        yield DocumentError(draft.origin, "encoding", found, "Save it as UTF-8 to have them right.")
    for kind, found in draft.notes:
        yield DocumentError(draft.origin, kind, found)


def too_large(origin: str, size: int | None, options: ReadOptions, mend: str = "Split it") -> DocumentError:
    """The error for a document of ``size`` bytes (None = more than was looked at)."""
    what = f"It is {megabytes(size)} large" if size is not None else "It is larger than what is read at once"
    found = f"{what}; the limit is {megabytes(options.max_bytes)}"
    return DocumentError(origin, "too-large", found, f"{mend}, or raise the limit with the option “max_bytes”.")
