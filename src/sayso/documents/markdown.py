"""Markdown: front matter understood, markup off, words kept.

Parsed as CommonMark with tables and strike-through. Lines that were only wrapped are joined, because a line end inside a paragraph is a
space in Markdown; paragraphs are set apart by an empty line, list items by a line end. Addresses of links and pictures go, their words
stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import yaml

from sayso.documents import portal, tags
from sayso.documents.dates import Found
from sayso.documents.draft import Draft, finish
from sayso.documents.encoding import Decoded
from sayso.documents.options import ReadOptions
from sayso.errors import DocumentError
from sayso.records import DateOrigin, Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LARGEST_FRONT = 65_536  # characters; no front matter is longer, and a text that begins with a rule is not one
_KEYS = {
    "id": ("id",),
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate", "publishdate", "date_published", "published_at"),
    "publisher": ("publisher", "source", "site", "outlet", "organisation", "organization"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url"),
}
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\](?!:)")
_FOOTNOTE_TEXT = re.compile(r"^\[\^[\w-]{1,40}\]:[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Front:
    """The fields of a front matter that we know, the text after it, and a sentence if it could not be read as YAML."""

    fields: dict[str, str | date]
    body: str
    problem: str | None = None


def front_matter(text: str) -> Front:
    """Take the front matter off ``text``. Keys are known in any case, under several names (``_KEYS``); the first that has a value counts.

    A front matter that is not valid YAML (an unquoted colon in a title is the usual cause) is read line by line."""
    match = _FRONT.match(text[:_LARGEST_FRONT])
    if match is None:
        return Front({}, text)
    problem = None
    try:
        values = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        values = {m[1]: m[2].strip().strip("\"'") for m in re.finditer(r"^([\w -]{1,40}?)[ \t]*:[ \t]*(.+)$", match[1], re.MULTILINE)}
        problem = "Its front matter is not valid YAML and was read line by line"
    if not isinstance(values, dict):
        # A rule, some words and another rule: not a front matter but text.
        return Front({}, text) if values is not None else Front({}, text[match.end() :])
    lower = {str(key).strip().lower(): value for key, value in values.items() if isinstance(key, str)}
    fields: dict[str, str | date] = {}
    for field, names in _KEYS.items():
        for name in names:
            value = lower.get(name)
            if isinstance(value, datetime):
                value = value.date()
            if isinstance(value, int) and not isinstance(value, bool):
                value = str(value)
            if isinstance(value, date) or (isinstance(value, str) and value.strip()):
                fields[field] = value
                break
    return Front(fields, text[match.end() :], problem)


def read_markdown(decoded: Decoded, origin: str, url: str | None, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """The document of a Markdown text; of a day of the Current Events portal, one document per item."""
    front = front_matter(decoded.text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    dates = tuple(Found(front.fields[name], DateOrigin.METADATA) for name in ("date",) if name in front.fields)
    words = {name: str(front.fields[name]) for name in ("id", "title", "publisher", "url") if name in front.fields}
    if portal.is_markdown_day(front.body) and dates:
        items = list(portal.read_day(_html(front.body), origin, dates, decoded, options))
        if items:
            yield from items
            return
    text, heading = plain(front.body)
    draft = Draft(
        text=text,
        origin=origin,
        id=words.get("id"),
        publisher=words.get("publisher"),
        title=words.get("title") or heading,
        url=words.get("url") or url,
        dates=dates,
        extractor="markdown-it-py",
        version=version("markdown-it-py"),
        encoding=decoded.encoding,
        broken=decoded.broken,
        notes=(("field", front.problem),) if front.problem else (),
    )
    yield from finish(draft, options)


def _html(text: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def plain(text: str) -> tuple[str, str | None]:
    """The words of a Markdown text, and its first heading if that opens the text (else None)."""
    from markdown_it import MarkdownIt

    body = _FOOTNOTE_TEXT.sub("", _FOOTNOTE.sub("", text))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    blocks: list[str] = []
    heading: str | None = None
    lists, row = 0, list[str]()
    glue = ""
    for at, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
            glue = "\n\n" if not lists else glue
        elif token.type == "inline":
            words = _inline(token.children or ())
            before = tokens[at - 1].type
            if before in ("td_open", "th_open"):
                row.append(words)
                continue
            if before == "heading_open" and not blocks:
                heading = words
            blocks += [glue, words]
            glue = "\n" if lists else "\n\n"
        elif token.type == "tr_close":
            blocks += [glue, "\t".join(row)]
            row, glue = [], "\n"
        elif token.type == "table_close":
            glue = "\n\n"
        elif token.type in ("fence", "code_block", "html_block"):
            words = tags.remove(token.content) if token.type == "html_block" else token.content.rstrip("\n")
            if words:
                blocks += [glue, words]
                glue = "\n\n"
    return "".join(blocks[1:]) if blocks else "", heading


def _inline(tokens: Sequence[Token]) -> str:
    out: list[str] = []
    for token in tokens:
        if token.type == "softbreak":
            out.append(" ")
        elif token.type == "hardbreak":
            out.append("\n")
        elif token.type == "html_inline":
            out.append("\n" if re.match(r"<br\b", token.content, re.IGNORECASE) else "")
        else:
            out.append(token.content)  # text, code, the words for a picture; empty for marks of emphasis and links
    return "".join(out).strip()
