"""The day of publication in a web page, with where it stands.

Trafilatura brings htmldate, which finds a date in nearly every page; where a page states none it takes one from the running text or from
a copyright line. For a ledger that is an invention: events would be anchored to it. So only these places count, the most trusted first:

- metadata: ``datePublished`` in JSON-LD or microdata, then the meta tags that publishers use for it;
- page: the page's address, ``<time>``, and short elements that are marked as a date by their class or say "published" or "posted" right
  before the date.

Dates of change ("updated", "modified") are not days of publication and are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sayso.documents.dates import Found, day_in_address, find_day
from sayso.records import DateOrigin

_META = (  # in the order in which they are believed; names are compared in lower case
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published_at",
    "publish_date",
    "publish-date",
    "publishdate",
    "publication_date",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "govuk:first-published-at",
    "article:published",
    "release_date",
    "date",
)
_ARTICLE = re.compile(r"(Article|Posting|Report|Review|NewsMediaContent)$")
_PUBLISHED_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|published?|publication|posted|pub-?date|timestamp|byline|time)(?:$|[\s_-]|\d)", re.IGNORECASE
)
_CHANGED = re.compile(r"\b(?:updated?|modified|changed|edited|revised|reviewed|accessed|expires?)\b", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:published|posted|issued|released|date)(?:\s+(?:on|at))?\s*:?\s*(?:[a-z]{3,9}day,?\s+)?$", re.IGNORECASE)
_DATE_LINE = 80  # characters: longer elements are running text
_ELSEWHERE = frozenset({"aside", "footer", "nav"})
_ELSEWHERE_CLASS = re.compile(r"comment|related|recommend|sidebar|teaser|footer|latest|trending|most-read|popular", re.IGNORECASE)
_SCRIPTS = 2_000_000  # characters of JSON-LD that are looked at


def dates(tree: Any, url: str | None) -> tuple[Found, ...]:
    """The dates of publication that a page's tree and address state, the most trusted first."""
    found = [Found(words, DateOrigin.METADATA) for words in (*_json_ld(tree), *_meta(tree)) if words.strip()]
    if url and (day := day_in_address(url)):
        found.append(Found(day, DateOrigin.PAGE))
    found += [Found(words, DateOrigin.PAGE) for words in _visible(tree)]
    return tuple(dict.fromkeys(found))


def _json_ld(tree: Any) -> Iterator[str]:
    articles: list[str] = []
    others: list[str] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        words = (script.text or "")[:_SCRIPTS]
        try:
            value: object = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            others += _PUBLISHED_JSON.findall(words)[:1]
            continue
        stack: list[object] = [value]
        while stack:
            one = stack.pop()
            if isinstance(one, list):
                stack += reversed(one)
            elif isinstance(one, dict):
                published = one.get("datePublished")
                if isinstance(published, str):
                    kind = one.get("@type")
                    kinds = kind if isinstance(kind, list) else [kind]
                    (articles if any(isinstance(k, str) and _ARTICLE.search(k) for k in kinds) else others).append(published)
                stack += [v for v in reversed(one.values()) if isinstance(v, dict | list)]
    yield from articles[:1] or others[:1]


def _meta(tree: Any) -> Iterator[str]:
    stated: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := meta.get(key):
                stated.setdefault(name.strip().lower(), meta.get("content"))
    yield from (stated[name] for name in _META if name in stated)
    for element in tree.xpath("//*[@itemprop='datePublished' and not(self::meta)]")[:1]:
        yield element.get("datetime") or element.get("content") or " ".join(element.itertext())


def _visible(tree: Any) -> Iterator[str]:
    """Dates that a reader of the page sees as its date, in the order of the page: those in ``<time>`` first."""
    times = [t for t in tree.xpath("//time") if not _is_elsewhere(t)]
    marked = [t for t in times if t.get("pubdate") is not None or re.search(r"publi|posted|entry-date", t.get("class") or "")]
    for time in (marked or times)[:1]:
        if not _CHANGED.search(" ".join(time.itertext())):
            yield time.get("datetime") or " ".join(" ".join(time.itertext()).split())
    looked_at = 0
    for element in tree.iter("p", "span", "div", "li", "td", "small", "em", "strong", "b", "i", "h2", "h3", "h4", "h5", "h6", "dd", "abbr"):
        looked_at += 1
        if looked_at > 5000:
            return
        words = " ".join("".join(element.itertext()).split()) if len(element) < 8 else ""
        if not 8 <= len(words) <= _DATE_LINE or _is_elsewhere(element):
            continue
        hinted = _DATED.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
        if (day := find_day(words)) is None or _CHANGED.search(words[: day.start]):
            continue
        if hinted or _SAYS.search(words[: day.start]):
            yield day.day.isoformat()
            return


def _is_elsewhere(element: Any) -> bool:
    """Whether it stands in a part of the page that speaks of other pages."""
    return any(
        a.tag in _ELSEWHERE or _ELSEWHERE_CLASS.search(f"{a.get('class') or ''} {a.get('id') or ''}") for a in element.iterancestors()
    )
