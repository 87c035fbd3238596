"""Web pages: the article's words without the page around it, and what the page says of itself.

Trafilatura takes the main text out. Where it finds none, or gives up on the markup, the words of the whole page are kept with the tags off:
too much is better than a page that is lost. The extractor's name says which of the two it was.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from typing import Any

from sayso.documents import page_dates, portal, tags
from sayso.documents.dates import Found
from sayso.documents.draft import Draft, finish
from sayso.documents.encoding import Decoded
from sayso.documents.options import ReadOptions
from sayso.errors import DocumentError
from sayso.records import Document

_LOG = logging.getLogger(__name__)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,500})", re.IGNORECASE)
for _name in ("trafilatura", "htmldate", "courlan"):
    # Their warnings would go to the standard error stream; what matters of them is in our own reports.
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_page(
    decoded: Decoded, origin: str, url: str | None, options: ReadOptions, captured: date | None = None
) -> Iterator[Document | DocumentError]:
    """The document of a page; of a page of the Current Events portal, one document per item. ``captured``: the day it was fetched."""
    html = decoded.text.lstrip("\ufeff")
    if portal.is_page(html):
        empty = True
        for one in portal.read_page(html, origin, decoded, options):
            empty = False
            yield one
        if not empty:
            return
    yield from finish(_draft(html, origin, url, decoded, captured), options)


def _draft(html: str, origin: str, url: str | None, decoded: Decoded, captured: date | None) -> Draft:
    # A control character is not allowed in the trees of libxml2: one of them makes it lose the text around it.
    clean = re.sub("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", html)
    text = ""
    title: str | None = None
    publisher: str | None = None
    found: tuple[Found, ...] = ()
    import trafilatura

    # What fails on odd markup must not cost us the page: not the text for the sake of its metadata, and not the words for the sake of the
    # text, which are kept below. Warnings (dateutil has some about time zones) are of no use to the reader of a report.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree: Any = None
        try:
            tree = trafilatura.load_html(clean)
            if tree is not None:
                about = trafilatura.extract_metadata(tree, default_url=url, date_config={"extensive_search": False})
                title, publisher, url = about.title, about.sitename, about.url or url
                found = page_dates.dates(tree, url)
        except Exception as error:
            _LOG.debug("no metadata of %s: %r", origin, error)
        try:
            main: Any = trafilatura.bare_extraction(tree, url=url, include_comments=False) if tree is not None else None
            text = _plain(main.text or "") if main is not None else ""
        except Exception as error:
            _LOG.debug("no main text of %s: %r", origin, error)
    extractor, release = "trafilatura", version("trafilatura")
    if not text.strip():
        text, extractor, release = tags.remove(_after_head(clean)), "tags-removed", "1"
        match = _TITLE.search(clean)
        title = title or (tags.remove(match[1]) if match else None)
    return Draft(
        text=text,
        origin=origin,
        publisher=publisher,
        title=title,
        url=url,
        dates=found,
        captured=captured,
        extractor=extractor,
        version=release,
        encoding=decoded.encoding,
        broken=decoded.broken,
    )


def _plain(text: str) -> str:
    """Trafilatura's text without the marks of lists and tables that it adds: cells are set apart by tabs."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if any(cells) and not all(re.fullmatch("-{3,}", cell) for cell in cells):
                lines.append("\t".join(cell for cell in cells if cell))
        else:
            lines.append(line.removeprefix("- "))
    return "\n".join(lines)


def _after_head(html: str) -> str:
    """A page from its body on; the whole page where no body is marked."""
    match = re.search(r"<body\b", html, re.IGNORECASE)
    return html[match.start() :] if match else html
