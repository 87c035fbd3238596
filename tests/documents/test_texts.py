"""The stored text, the encodings and the days."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents import tags
from sayso.documents.dates import day_in_address, find_day, parse_day
from sayso.documents.encoding import decode
from sayso.documents.normal import normalise
from sayso.records import DateOrigin
from tests.documents import make
from tests.documents.make import SENTENCE, page

STORED = {
    "ordinary text is left alone": ("He said “no” – it’s 5 °C…\n\t½ €", "He said “no” – it’s 5 °C…\n\t½ €"),
    "spaces at the ends stay, for the sake of offsets": ("  a  \n", "  a  \n"),
    "line ends of Windows and old Macintoshes": ("a\r\nb\rc", "a\nb\nc"),
    "form feed and line separator": ("a\fb\u2028c", "a\nb\nc"),
    "control characters": ("a\0b\x07c\x7f", "abc"),
    "windows-1252 that went through Latin-1": ("\x93no\x94 \x96 \x80", "“no” – €"),
    "composed": ("e\u0301", "é"),
    "compatibility characters stay": ("ﬁ ² ½", "ﬁ ² ½"),
    "no-break and thin spaces": ("450\u00a0drones 1\u202f000", "450 drones 1 000"),
    "soft hyphen, word joiner, zero-width space": ("Sha\u00adhed\u2060-\u200b136", "Shahed-136"),
    "a stray joiner in English": ("holding \u200cbanners", "holding banners"),
    "a joiner in Persian": ("می\u200cکنند", "می\u200cکنند"),
    "a lone surrogate": ("a\ud800b", "a\ufffdb"),
}


@pytest.mark.parametrize(("text", "stored"), STORED.values(), ids=STORED)
def test_stored_text(text: str, stored: str) -> None:
    assert normalise(text) == stored


@given(st.text(st.characters(exclude_categories=())))
def test_storing_twice_changes_nothing_and_keeps_the_invariants(text: str) -> None:
    stored = normalise(text)
    assert normalise(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in stored)


@given(st.binary(max_size=200))
def test_any_bytes_become_characters(data: bytes) -> None:
    assert isinstance(decode(data, ("utf-16", "nonsense", "latin-1", "hex")).text, str)


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode("Łódź żółć".encode("iso8859-2"), ("iso-8859-2",)).text == "Łódź żółć"


DAYS: dict[str, tuple[str, date | str]] = {
    "ISO": ("2022-11-05", date(2022, 11, 5)),
    "ISO with a time keeps the day as printed": ("2022-11-05T23:30:00-05:00", date(2022, 11, 5)),
    "mail": ("Sat, 05 Nov 2022 23:30:00 -0500", date(2022, 11, 5)),
    "British": ("5th November 2022", date(2022, 11, 5)),
    "American": ("Nov. 5, 2022", date(2022, 11, 5)),
    "digits only": ("20221105", date(2022, 11, 5)),
    "slashes, year first": ("2022/11/05", date(2022, 11, 5)),
    "unambiguous numbers": ("25/11/2022", date(2022, 11, 25)),
    "ambiguous numbers": ("05/11/2022", "two different days"),
    "a month": ("2022-11", "names no day"),
    "a year": ("2022", "names no day"),
    "no day of the calendar": ("2022-02-30", "not a day of the calendar"),
    "words": ("yesterday", "not understood"),
    "a clock's count of seconds": ("1667606400", "not understood"),
}


@pytest.mark.parametrize(("words", "day"), DAYS.values(), ids=DAYS)
def test_day(words: str, day: date | str) -> None:
    found = parse_day(words)
    assert found == day if isinstance(day, date) else isinstance(found, str) and day in found


@given(st.text(max_size=60))
def test_any_words_are_a_day_or_a_reason(words: str) -> None:
    assert isinstance(parse_day(words), date | str)
    find_day(words)
    day_in_address("https://example.org/" + words)


ADDRESSES = {
    "https://example.org/2022/11/05/x": date(2022, 11, 5),
    "https://example.org/2022/nov/05/x": date(2022, 11, 5),
    "https://example.org/x-2022-11-05/": date(2022, 11, 5),
    "https://example.org/20221105/x": date(2022, 11, 5),
    "https://example.org/x?d=2022-11-05": None,
    "https://example.org/story-63521234": None,
    "https://example.org/2022/11/": None,
}


@pytest.mark.parametrize(("url", "day"), ADDRESSES.items())
def test_day_in_an_address(url: str, day: date | None) -> None:
    assert day_in_address(url) == day


# name: (head, body, day, origin)
PAGES: dict[str, tuple[str, str, str | None, DateOrigin]] = {
    "JSON-LD": (
        '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","datePublished":"2010-01-01"},'
        '{"@type":"NewsArticle","datePublished":"2022-11-05T10:00Z","dateModified":"2022-12-01"}]}</script>',
        SENTENCE,
        "2022-11-05",
        DateOrigin.METADATA,
    ),
    "broken JSON-LD": (
        '<script type="application/ld+json">{"datePublished": "2022-11-05", }}</script>',
        SENTENCE,
        "2022-11-05",
        DateOrigin.METADATA,
    ),
    "meta tag": ('<meta name="pubdate" content="20221105">', SENTENCE, "2022-11-05", DateOrigin.METADATA),
    "time element": ("", f'<time datetime="2022-11-05T10:00Z">Saturday</time><p>{SENTENCE}</p>', "2022-11-05", DateOrigin.PAGE),
    "marked by its class": ("", f'<span class="post-date">Nov. 5, 2022</span><p>{SENTENCE}</p>', "2022-11-05", DateOrigin.PAGE),
    "“Published” before it": ("", f"<p>By the staff, Published on 5 November 2022</p><p>{SENTENCE}</p>", "2022-11-05", DateOrigin.PAGE),
    "only a date of change": ("", f"<p class='date'>Updated 5 November 2022</p><p>{SENTENCE}</p>", None, DateOrigin.UNKNOWN),
    "only modified in the metadata": ('<meta property="article:modified_time" content="2022-11-05">', SENTENCE, None, DateOrigin.UNKNOWN),
    "a date in the story is no date of the page": ("", "<p>On 5 November 2022 Iran sent drones.</p>", None, DateOrigin.UNKNOWN),
    "a copyright line is no date": ("", f"<p>{SENTENCE}</p><footer>© 2021 Example</footer>", None, DateOrigin.UNKNOWN),
    "another story's date": ("", f"<p>{SENTENCE}</p><aside><time datetime='2020-01-02'>x</time></aside>", None, DateOrigin.UNKNOWN),
}


@pytest.mark.parametrize(("head", "body", "day", "origin"), PAGES.values(), ids=PAGES)
def test_the_day_of_a_page(head: str, body: str, day: str | None, origin: DateOrigin) -> None:
    (one,), errors = make.given(page(body, head))
    assert (str(one.published) if one.published else None, one.date_origin, errors) == (day, origin, [])


GIVEN = date(2022, 1, 1)


@pytest.mark.parametrize(
    ("data", "day", "origin"),
    [
        (SENTENCE, GIVEN, DateOrigin.GIVEN),
        ('{"text": "A.", "date": "2022-11-05"}', date(2022, 11, 5), DateOrigin.GIVEN),
        (page(SENTENCE, '<meta name="date" content="2022-11-05">'), date(2022, 11, 5), DateOrigin.METADATA),
        (page(f'<time datetime="2022-11-05">x</time>{SENTENCE}'), GIVEN, DateOrigin.GIVEN),
    ],
    ids=["a document without a day", "a record with a day keeps it", "so does a page's metadata", "what is seen on a page gives way"],
)
def test_the_day_that_the_user_gives_is_for_documents_without_their_own(data: str, day: date, origin: DateOrigin) -> None:
    (one,), _ = make.given(data, published=GIVEN)
    assert (one.published, one.date_origin) == (day, origin)


def test_the_publisher_that_the_user_gives_is_for_documents_without_their_own() -> None:
    documents, _ = make.given('{"text": "A."}\n{"text": "B.", "publisher": "Own"}', publisher="Given")
    assert [one.publisher for one in documents] == ["Given", "Own"]


ODD = {
    "a record's day in the future is kept": ("2099-01-01", date(2099, 1, 1), "lies in the future"),
    "a day before there were newspapers is not": ("0001-01-01", None, "cannot be that of a publication"),
    "nor is a clock's zero": ("1970-01-01", None, "cannot be that of a publication"),
    "nor is what can be two days": ("05/11/2022", None, "two different days"),
}


@pytest.mark.parametrize(("words", "day", "reason"), ODD.values(), ids=ODD)
def test_an_odd_day_is_reported(words: str, day: date | None, reason: str) -> None:
    (one,), (error,) = make.given(f'{{"text": "A.", "date": "{words}"}}')
    assert (one.published, error.kind) == (day, "date")
    assert reason in str(error)


def test_a_day_in_the_future_in_a_page_is_refused_and_reported() -> None:
    (one,), (error,) = make.given(page(SENTENCE, '<meta name="date" content="2099-01-01">'))
    assert (one.published, one.date_origin, error.kind) == (None, DateOrigin.UNKNOWN, "date")


MARKUP = {
    "blocks are lines": ("<p>One.</p><div>Two.<br>Three.</div>", "One.\nTwo.\nThree."),
    "scripts, styles and comments go": ("a<script>if (a<b) x()</script><style>p{}</style><!-- no --> b", "a b"),
    "entities": ("5 &lt; 6 &amp; &eacute;", "5 < 6 & é"),
    "a bare less-than sign": ("a < b and <3", "a < b and <3"),
    "nothing closes": ("<p>One <b>two <!-- three", "One two three"),
    "attributes with tags in them": ('<a title="x > y">One</a>', "One"),
}


@pytest.mark.parametrize(("markup", "text"), MARKUP.values(), ids=MARKUP)
def test_markup_off(markup: str, text: str) -> None:
    assert tags.remove(markup) == text


@pytest.mark.parametrize("piece", ["<", "<!--", "<script>", "<a href='", '<p "', "&", "</"])
def test_markup_is_taken_off_in_linear_time(piece: str) -> None:
    tags.remove(piece * 50_000)


def test_the_package_is_imported_without_what_only_some_forms_need() -> None:
    import subprocess
    import sys

    heavy = "trafilatura feedparser warcio charset_normalizer markdown_it lxml urllib.request"
    code = f"import sys, sayso.documents; print([m for m in '{heavy}'.split() if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
