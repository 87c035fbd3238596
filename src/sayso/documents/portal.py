"""Wikipedia's Current Events portal: each item of a day is one document.

Three forms: records with ``section``, ``topics`` and ``outlets`` (JSON), the portal's own pages (HTML), and copies of a day in Markdown.
An item is a leaf of nested lists whose branches are its topics; the sources cited at its end, "(Reuters)", are not part of its words: they
are what the document cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sayso.documents.dates import Found, parse_day
from sayso.documents.draft import Draft, finish
from sayso.documents.encoding import Decoded
from sayso.documents.options import ReadOptions
from sayso.errors import DocumentError
from sayso.records import DateOrigin, Document

PUBLISHER = "Wikipedia Current Events"
_SECTIONS = (
    "Armed conflicts and attacks",
    "Arts and culture",
    "Business and econom",
    "Disasters and accidents",
    "Health and (?:environment|medicine)",
    "International relations",
    "Law and crime",
    "Politics and elections",
    "Science and technology",
    "Sports?",
)
_MARKDOWN_SECTION = re.compile(r"^(?:#{1,6} +|\*\*|__)(?:" + "|".join(_SECTIONS) + r")\w*(?:\*\*|__)?[ \t]*$", re.MULTILINE)
_CITED = re.compile(r"\(.*\)|\[.*\]", re.DOTALL)
_CITED_AT_END = re.compile(r"(?<=[.!?\"”’])(?:\s*\([^()]{1,80}\))+\s*$")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*$")
_BRACKETED = re.compile(r"\(([^()]{1,80})\)")
_LANGUAGES = (
    "Afrikaans|Albanian|Amharic|Arabic|Armenian|Azerbaijani|Basque|Belarusian|Bengali|Bosnian|Bulgarian|Burmese|Catalan|Chinese|Croatian|"
    "Czech|Danish|Dari|Dutch|English|Estonian|Faroese|Farsi|Filipino|Finnish|French|Galician|Georgian|German|Greek|Hausa|Hebrew|Hindi|"
    "Hungarian|Icelandic|Indonesian|Irish|Italian|Japanese|Kazakh|Khmer|Korean|Kurdish|Kyrgyz|Lao|Latvian|Lithuanian|Macedonian|Malay|"
    "Maltese|Mandarin|Mongolian|Montenegrin|Nepali|Norwegian|Pashto|Persian|Polish|Portuguese|Punjabi|Romanian|Russian|Serbian|Sinhala|"
    "Slovak|Slovene|Slovenian|Somali|Spanish|Swahili|Swedish|Tagalog|Tajik|Tamil|Thai|Tigrinya|Turkish|Turkmen|Ukrainian|Urdu|Uzbek|"
    "Vietnamese|Welsh"
)
_IN_A_LANGUAGE = re.compile(rf"[\s(\[]*\bin (?:[A-Z]\w+ )?(?:{_LANGUAGES})\W*$")


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the portal prints it: where it stands, its words without the sources, and the outlets it cites."""

    section: str | None
    topics: tuple[str, ...]
    text: str
    cites: tuple[str, ...] = ()


def is_item(record: Mapping[str, object]) -> bool:
    """Whether a JSON record is an item of the portal."""
    return "section" in record and isinstance(record.get("topics"), list) and isinstance(record.get("outlets"), list)


def complete(draft: Draft, record: Mapping[str, object]) -> Draft:
    """The draft of a portal record with what its form implies: the publisher, the topics as its title, the page of its day, and
    the outlets it cites."""
    topics = record.get("topics")
    title = " / ".join(t for t in topics if isinstance(t, str)) if isinstance(topics, list) else ""
    day = parse_day(draft.dates[0].words) if draft.dates and isinstance(draft.dates[0].words, str) else None
    url = day_page(day) if isinstance(day, date) else None
    section = record.get("section")
    title = title or (section if isinstance(section, str) else "")
    outlets = record.get("outlets")
    listed = [o.get("name") if isinstance(o, dict) else o for o in outlets] if isinstance(outlets, list) else []
    cites = _names(o for o in listed if isinstance(o, str))
    return replace(draft, publisher=draft.publisher or PUBLISHER, title=draft.title or title or None, url=draft.url or url, cites=cites)


def _names(cited: Iterable[str]) -> tuple[str, ...]:
    """Outlets as cited, "(BBC News in Spanish)" → "BBC News": without brackets, languages, numbers of notes, or repetition."""
    bare = (_IN_A_LANGUAGE.sub("", " ".join(one.split()).strip("()[]<> ")).strip(" ,;") for one in cited)
    return tuple(dict.fromkeys(name for name in bare if any(c.isalpha() for c in name)))


def day_page(day: date) -> str:
    """The address of the portal's page for a day."""
    return f"https://en.wikipedia.org/wiki/Portal:Current_events/{day.year}_{day:%B}_{day.day}"


def is_markdown_day(text: str) -> bool:
    """Whether a Markdown text is a day of the portal: a heading that the portal uses, and a list under it."""
    match = _MARKDOWN_SECTION.search(text)
    return match is not None and re.match(r"\s*[*+-] ", text[match.end() :]) is not None


def is_page(html: str) -> bool:
    """Whether a page is one of the portal (quick: by the class of its lists)."""
    return "current-events-content" in html


def read_page(html: str, origin: str, decoded: Decoded, options: ReadOptions) -> Iterator[Document | DocumentError]:
    """The items of a portal page, which holds one day or many. Nothing comes where its lists are not as we know them."""
    from trafilatura import load_html

    tree: Any = load_html(html)
    if tree is None:
        return
    number = 0
    for content in tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' current-events-content ')]"):
        day = _day_of(content)
        dates = (Found(day, DateOrigin.METADATA),) if day else ()
        for item in items(content):
            number += 1
            yield from finish(_draft(item, f"{origin}#{number}", dates, decoded), options)


def read_day(
    html: str, origin: str, dates: tuple[Found, ...], decoded: Decoded, options: ReadOptions
) -> Iterator[Document | DocumentError]:
    """The items of one day whose date is known, from its lists in HTML."""
    from trafilatura import load_html

    tree: Any = load_html(f"<html><body>{html}</body></html>")
    for number, item in enumerate(items(tree.find(".//body")) if tree is not None else (), 1):
        yield from finish(_draft(item, f"{origin}#{number}", dates, decoded), options)


def _draft(item: Item, where: str, dates: tuple[Found, ...], decoded: Decoded) -> Draft:
    days = [one.words if isinstance(one.words, date) else parse_day(one.words) for one in dates]
    return Draft(
        text=item.text,
        origin=where,
        publisher=PUBLISHER,
        title=" / ".join(item.topics) or item.section,
        url=day_page(days[0]) if days and isinstance(days[0], date) else None,
        dates=dates,
        extractor="portal",
        encoding=decoded.encoding,
        broken=decoded.broken,
        cites=item.cites,
    )


def _day_of(content: Any) -> date | None:
    """The day that a list of items belongs to: the machine-readable date in its heading, else the name of its anchor."""
    for box in content.iterancestors():
        for mark in box.xpath(".//*[contains(concat(' ', normalize-space(@class), ' '), ' bday ')]/text()")[:1]:
            day = parse_day(mark)
            return day if isinstance(day, date) else None
        if match := re.fullmatch(r"(\d{4})_([A-Z][a-z]+)_(\d{1,2})", box.get("id") or ""):
            day = parse_day(f"{match[3]} {match[2]} {match[1]}")
            return day if isinstance(day, date) else None
        if len(box.xpath(".//*[contains(@class, 'current-events-content')]")) > 1:
            return None  # further out, the dates are those of other days
    return None


def items(content: Any) -> Iterator[Item]:
    """The items of a tree of lists, in their order."""
    section: str | None = None
    for child in content.iter("p", "h2", "h3", "h4", "dt", "b", "ul"):
        if child.tag == "ul":
            if not any(parent.tag == "li" for parent in child.iterancestors()):
                for entry in child.findall("li"):
                    yield from _walk(entry, section, ())
        elif not any(parent.tag == "li" for parent in child.iterancestors()):
            words, _ = _words(child)
            section = words if 0 < len(words) < 80 and not _SENTENCE_END.search(words) else section


def _walk(entry: Any, section: str | None, topics: tuple[str, ...]) -> Iterator[Item]:
    text, found = _words(entry)
    below: Sequence[Any] = entry.findall("ul")
    is_sentence = bool(found) or _SENTENCE_END.search(text) is not None
    if text and (is_sentence or not below):
        yield Item(section, topics, text, _names(found))
    for nested in below:
        for one in nested.findall("li"):
            yield from _walk(one, section, topics if is_sentence or not text else (*topics, text))


def _words(entry: Any) -> tuple[str, tuple[str, ...]]:
    """The words of an entry without its nested lists and cited sources, and these as printed."""
    out: list[str] = []
    cited: list[str] = []

    def collect(node: Any) -> None:
        out.append(node.text or "")
        for child in node:
            if not isinstance(child.tag, str) or child.tag in ("ul", "ol", "dl", "sup", "style", "script"):
                pass
            elif child.tag == "a" and _CITED.fullmatch(own := "".join(child.itertext()).strip()):
                cited.append(own)
            else:
                collect(child)
            out.append(child.tail or "")

    collect(entry)
    text = " ".join("".join(out).split())
    shorter = _CITED_AT_END.sub("", text)
    return shorter, (*cited, *_BRACKETED.findall(text[len(shorter) :]))
