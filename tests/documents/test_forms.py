"""Each form of input becomes documents with their text, publisher, day, title, address and reader."""

from __future__ import annotations

import gzip
import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.records import DateOrigin, Document
from tests.documents.make import SENTENCE, faults, file, given, page, warc

DAY = date(2022, 11, 5)
RECORD = {"id": "a-1", "date": "2022-11-05", "text": SENTENCE, "publisher": "The Times", "title": "Drones", "url": "https://example.org/1"}
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Example News</title><item><guid isPermaLink="false">g1</guid>'
    "<title>A &amp; B</title><link>https://example.org/1</link><pubDate>Sat, 05 Nov 2022 23:30:00 -0500</pubDate>"
    "<description>&lt;p&gt;Iran &lt;b&gt;sent&lt;/b&gt; drones.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>"
    "</item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Example News</title><entry><id>urn:1</id><title>T</title>'
    '<updated>2022-11-05T01:00:00Z</updated><content type="html">&lt;p&gt;Iran sent drones.&lt;/p&gt;</content></entry></feed>'
)
MARKDOWN = f"---\ntitle: Drones\ndate: 2022-11-05\npublisher: The Times\nurl: https://example.org/1\n---\n{SENTENCE}\n"
ITEM = {
    "id": "wcep-2022-11-05-001",
    "date": "2022-11-05",
    "section": "Armed conflicts and attacks",
    "topics": ["A war", "Some strikes"],
    "text": SENTENCE,
    "links": [],
    "outlets": [{"name": "AP", "url": "https://example.org/ap"}],
}
HEAD = '<meta property="og:site_name" content="The Times"><meta property="article:published_time" content="2022-11-05T23:30:00-05:00">'

# name: (file name, content, text, publisher, day, origin of the day, reader)
FORMS: dict[str, tuple[str, str | bytes, str, str | None, date | None, str, str]] = {
    "plain text": ("a.txt", SENTENCE, SENTENCE, None, None, "unknown", "text"),
    "text without an extension": ("report", SENTENCE, SENTENCE, None, None, "unknown", "text"),
    "Markdown": ("a.md", MARKDOWN, SENTENCE, "The Times", DAY, "metadata", "markdown-it-py"),
    "front matter tells Markdown without its extension": ("a", MARKDOWN, SENTENCE, "The Times", DAY, "metadata", "markdown-it-py"),
    "page": ("a.html", page(SENTENCE, HEAD), SENTENCE, "The Times", DAY, "metadata", "trafilatura"),
    "page with a wrong extension": ("a.txt", page(SENTENCE, HEAD), SENTENCE, "The Times", DAY, "metadata", "trafilatura"),
    "RSS": ("a.xml", RSS, "Iran sent drones.", "Example News", DAY, "metadata", "feedparser"),
    "Atom": ("a.xml", ATOM, "Iran sent drones.", "Example News", DAY, "metadata", "feedparser"),
    "JSON Lines": ("a.jsonl", json.dumps(RECORD) + "\n", SENTENCE, "The Times", DAY, "given", "json"),
    "JSON list": ("a.json", json.dumps([RECORD], indent=1), SENTENCE, "The Times", DAY, "given", "json"),
    "one JSON record over several lines": ("a.json", json.dumps(RECORD, indent=1), SENTENCE, "The Times", DAY, "given", "json"),
    "JSON list under a key": ("a.json", json.dumps({"articles": [RECORD]}), SENTENCE, "The Times", DAY, "given", "json"),
    "“published” for “date”": ("a.jsonl", f'{{"text": "{SENTENCE}", "published": "2022-11-05"}}', SENTENCE, None, DAY, "given", "json"),
    "portal record": ("a.jsonl", json.dumps(ITEM), SENTENCE, "Wikipedia Current Events", DAY, "given", "json"),
    "compressed JSON Lines": ("a.jsonl.gz", gzip.compress(json.dumps(RECORD).encode()), SENTENCE, "The Times", DAY, "given", "json"),
    "WARC": (
        "a.warc",
        warc([("https://example.org/1", page(SENTENCE, HEAD).encode(), "text/html", "200 OK")], gzip=False),
        *(SENTENCE, "The Times", DAY, "metadata", "trafilatura"),
    ),
    "WARC.gz": (
        "a.warc.gz",
        warc([("https://example.org/1", page(SENTENCE, HEAD).encode(), "text/html", "200 OK")]),
        *(SENTENCE, "The Times", DAY, "metadata", "trafilatura"),
    ),
}


@pytest.mark.parametrize(("name", "data", "text", "publisher", "day", "origin", "reader"), FORMS.values(), ids=FORMS)
def test_form(
    tmp_path: Path, name: str, data: str | bytes, text: str, publisher: str | None, day: date | None, origin: str, reader: str
) -> None:
    (one,), errors = file(tmp_path, name, data)
    assert faults(errors) == []
    assert (one.text, one.publisher, one.published, one.date_origin) == (text, publisher, day, DateOrigin(origin))
    assert (one.extractor, one.sha256) == (reader, sha256(one.text.encode()).hexdigest())
    assert one.extractor_version and one.origin and one.origin.startswith(str(tmp_path / name))


def test_a_record_keeps_its_name_title_and_address() -> None:
    (one,), _ = given(json.dumps(RECORD))
    assert (one.id, one.title, one.url, one.origin) == ("a-1", "Drones", "https://example.org/1", "standard input:1")


def test_a_document_without_a_name_is_named_by_its_hash() -> None:
    (one,), _ = given(SENTENCE)
    assert one.id == one.sha256[:16]


def test_a_portal_record_is_titled_by_its_topics_and_knows_the_page_of_its_day() -> None:
    (one,), _ = given(json.dumps(ITEM))
    assert (one.title, one.url) == ("A war / Some strikes", "https://en.wikipedia.org/wiki/Portal:Current_events/2022_November_5")


@pytest.mark.parametrize(
    ("outlets", "cites"),
    [
        ([{"name": "AP", "url": "https://example.org/ap"}, {"name": "(AFP)"}, {"name": "AP"}], ("AP", "AFP")),
        ([{"name": "AFP via The Daily"}, {"name": "RFE/RL"}], ("AFP via The Daily", "RFE/RL")),
        (
            [{"name": "Yonhap (in Korean"}, {"name": "El País in Spanish"}, {"name": "O Globo in Brazilian Portuguese"}],
            ("Yonhap", "El País", "O Globo"),
        ),
        ([{"name": "[1]"}, {"name": None}, {"url": "https://example.org"}, 3, "Reuters"], ("Reuters",)),
        ([{"name": "Made in China Journal"}], ("Made in China Journal",)),
        ([], ()),
    ],
)
def test_a_portal_record_knows_the_outlets_it_cites(outlets: list[object], cites: tuple[str, ...]) -> None:
    (one,), errors = given(json.dumps({**ITEM, "outlets": outlets}))
    assert (one.cites, errors) == (cites, [])


@pytest.mark.parametrize("form", ["page", "Markdown"])
def test_the_portal_s_own_lists_tell_the_outlets_that_an_item_cites(form: str) -> None:
    documents, _ = given(PORTAL if form == "page" else PORTAL_MARKDOWN)
    assert [one.cites for one in documents[:3]] == [("Reuters", "The Times"), ("BBC News",), ("AP",)]
    assert all(one.cites == () for one in documents[3:])


def test_records_after_a_first_one_that_is_longer_than_the_head() -> None:
    lines = json.dumps({"text": "word " * 40_000}) + "\n" + json.dumps({"text": SENTENCE}) + "\n"
    documents, errors = given(lines)
    assert [len(one.text) for one in documents] == [200_000, len(SENTENCE)]
    assert errors == []


def test_an_entry_keeps_its_name_title_and_address() -> None:
    (one,), _ = given(RSS)
    assert (one.id, one.title, one.url) == ("g1", "A & B", "https://example.org/1")


def test_an_entry_without_content_is_read_by_its_title() -> None:
    (one,), errors = given(RSS.replace("<description>", "<x>").replace("</description>", "</x>"))
    assert (one.text, errors) == ("A & B", [])


def test_a_feed_without_dates_gives_documents_of_an_unknown_day() -> None:
    documents, errors = given(
        "<rss version='2.0'><channel><title>N</title><item><title>One.</title></item><item><title>Two.</title></item></channel></rss>"
    )
    assert [(one.text, one.published, one.date_origin) for one in documents] == [
        ("One.", None, DateOrigin.UNKNOWN),
        ("Two.", None, DateOrigin.UNKNOWN),
    ]
    assert errors == []


MARKUP = {
    "heading": ("# A *big* day\n\nText.", "A big day\n\nText."),
    "link": ("Iran [sent](https://example.org/a_(b)) drones.", "Iran sent drones."),
    "emphasis": ("It **was** _not_ ~~never~~ snake_case.", "It was not never snake_case."),
    "wrapped lines are one line": ("Iran sent\ndrones.", "Iran sent drones."),
    "list": ("- one\n- two\n  - three\n\nEnd.", "one\ntwo\nthree\n\nEnd."),
    "quotation": ("> He said\n> so.", "He said so."),
    "picture": ("![A tank](t.png) rolls.", "A tank rolls."),
    "table": ("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2"),
    "HTML inside": ("Iran <b>sent</b> 450 &amp; more.", "Iran sent 450 & more."),
    "footnote": ("Iran sent drones.[^1]\n\n[^1]: A note.", "Iran sent drones.\n\nA note."),
    "escaped signs": (r"Not \*bold\*.", "Not *bold*."),
}


@pytest.mark.parametrize(("markup", "text"), MARKUP.values(), ids=MARKUP)
def test_markdown(tmp_path: Path, markup: str, text: str) -> None:
    (one,), errors = file(tmp_path, "a.md", markup)
    assert (one.text, errors) == (text, [])


def test_a_front_matter_that_is_no_yaml_is_read_line_by_line_and_reported() -> None:
    (one,), (error,) = given("---\ntitle: Iran: drones\ndate: 2022-11-05\n---\nText.\n")
    assert (one.title, one.published, one.text, error.kind) == ("Iran: drones", DAY, "Text.", "field")


def test_two_rules_are_not_a_front_matter() -> None:
    (one,), _ = given("---\nJust a line.\n---\nText.\n")
    assert "Just a line." in one.text


PORTAL = """<html><body><div class="current-events">
<div id="2025_January_6" class="current-events-main vevent"><div class="current-events-heading"><span class="summary">January 6, 2025
<span>(<span class="bday dtstart published">2025-01-06</span>)</span></span></div>
<div class="current-events-content description"><p><b>Armed conflicts and attacks</b></p><ul><li><a href="/w">A war</a><ul>
<li>A drone hits a bus in <a href="/s">Strelsau</a>.
<a class="external" href="http://r">(Reuters)</a> <a href="t">(<i>The Times</i>)</a></li>
<li>Two are hurt. (BBC News)</li></ul></li><li>Bare item. <a href="x">(AP)</a></li></ul></div></div>
<div id="2025_January_5" class="current-events-main vevent"><div class="current-events-content description"><ul><li>Earlier.</li></ul></div>
</div></div></body></html>"""
PORTAL_MARKDOWN = """---
title: 2025 January 06
date: 2025-01-06
---

**Armed conflicts and attacks**

* [A war](https://example.org/w "W")
  + A drone hits a bus in [Strelsau](https://example.org/s_(city)). [(Reuters)](https://example.org/r) [(*The Times*)](https://example.org/t)
  + Two are hurt. [(BBC News)](https://example.org/b)
* Bare item. [(AP)](https://example.org/a)
"""
ITEMS = [("A war", "A drone hits a bus in Strelsau."), ("A war", "Two are hurt."), ("Armed conflicts and attacks", "Bare item.")]


def _items(documents: list[Document]) -> list[tuple[str | None, str]]:
    return [(one.title, one.text) for one in documents]


def test_a_page_of_the_portal_is_one_document_an_item_with_the_day_it_stands_under() -> None:
    documents, errors = given(PORTAL)
    assert _items(documents[:3]) == ITEMS
    assert [one.published for one in documents] == [date(2025, 1, 6)] * 3 + [date(2025, 1, 5)]
    assert errors == []


def test_a_day_of_the_portal_in_markdown_is_one_document_an_item() -> None:
    documents, errors = given(PORTAL_MARKDOWN)
    assert _items(documents) == ITEMS
    assert {one.published for one in documents} == {date(2025, 1, 6)}
    assert errors == []


def test_an_archive_counts_what_holds_no_page_and_reads_the_rest() -> None:
    records = [
        ("https://example.org/1", page(SENTENCE).encode(), "text/html; charset=utf-8", "200 OK"),
        ("https://example.org/p.png", b"\x89PNG", "image/png", "200 OK"),
        ("https://example.org/gone", b"gone", "text/html", "404 Not Found"),
        ("https://example.org/t", "Un café.".encode("latin-1"), "text/plain", "200 OK"),
    ]
    documents, (error,) = given(warc(records))
    assert [one.url for one in documents] == ["https://example.org/1", "https://example.org/t"]
    assert documents[1].text == "Un café."
    assert (error.kind, "1 of type image/png" in str(error), "1 with the answer 404" in str(error)) == ("skipped", True, True)


def test_an_archive_may_hold_addresses_that_are_none() -> None:
    documents, errors = given(warc([("https://[a b]example.org/1", page(SENTENCE).encode(), "text/html", "200 OK")]))
    assert ([one.text for one in documents], errors) == ([SENTENCE], [])


def test_a_long_list_is_read_in_linear_time() -> None:
    documents, errors = given("[" + '{"text": "One."},\n' * 50_000 + '{"text": "Two."}]')
    assert (len(documents), errors) == (50_001, [])


def test_the_day_of_capture_is_not_that_of_publication_but_bounds_it() -> None:
    undated = page(SENTENCE)
    late = page(SENTENCE, '<meta name="date" content="2022-11-20">')
    documents, (error,) = given(
        warc([(f"https://example.org/{n}", p.encode(), "text/html", "200 OK") for n, p in enumerate([undated, late])])
    )
    assert [one.published for one in documents] == [None, None]
    assert error.kind == "date" and "later than the capture" in str(error)


@pytest.mark.data
@pytest.mark.slow
def test_all_items_of_the_portal_are_read_as_they_are(data: Path) -> None:
    import time

    from sayso.documents import read

    start = time.perf_counter()
    found = list(read(data / "wcep" / "items.jsonl"))
    assert time.perf_counter() - start < 10  # two seconds on an idle machine; the bound allows for a busy one
    records = [json.loads(line) for line in (data / "wcep" / "items.jsonl").read_text("utf-8").splitlines()]
    assert len(found) == len(records) == 10_561
    assert all(isinstance(one, Document) and one.id == record["id"] for one, record in zip(found, records, strict=True))
