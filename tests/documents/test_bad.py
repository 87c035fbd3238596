"""Bad input: one clear error each, the other documents unharmed, nothing lost without a word."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.documents import read, read_stdin
from sayso.errors import DocumentError, SettingError
from sayso.records import Document
from tests.documents import make
from tests.documents.make import SENTENCE, faults, file, options, page, sort_out, warc

# name: (file name, content, kind, words of the message)
BAD: dict[str, tuple[str, bytes, str, str]] = {
    "empty file": ("a.txt", b"", "empty", "It is empty"),
    "only spaces": ("a.txt", b" \n\t\n", "empty", "Nothing was read"),
    "zero bytes": ("a.txt", b"\0" * 200, "binary", "Save it as text in UTF-8"),
    "zero bytes far into a text": ("a.txt", b"word " * 20_000 + b"\0\0\0", "binary", "after 100,000 bytes"),
    "PDF": ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "binary", "Convert it to text first"),
    "PDF called a text": ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "binary", "a PDF document"),
    "picture": ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "binary", "a PNG image"),
    "zip": ("a.zip", b"PK\x03\x04\x14\0", "binary", "Unpack it first"),
    "Word": ("a.docx", b"PK\x03\x04\x14\0", "binary", "a Word document"),
    "random bytes": ("a.bin", bytes(range(256)) * 4, "binary", "not text"),
    "XML of another kind": ("a.xml", b"<?xml version='1.0'?><kml><a/></kml>", "format", "<kml>"),
    "mail": (
        "a.mht",
        b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
        "format",
        "Save the page as HTML",
    ),
    "larger than the limit": ("a.txt", b"word " * 500, "too-large", "the limit is 1,000 bytes"),
    "a feed without entries": ("a.xml", b"<rss version='2.0'><channel><title>N</title></channel></rss>", "empty", "no entries"),
    "a page without words": ("a.html", b"<html><body><img src='x'></body></html>", "no-text", "no words"),
    "an empty list": ("a.json", b"[]", "empty", "without items"),
    "compressed twice": ("a.gz", gzip.compress(gzip.compress(b"x")), "format", "more than once"),
    "a compressed file cut at its head": ("a.gz", gzip.compress(b"words")[:8], "truncated", "nothing could be read"),
    "an archive without pages": ("a.warc", warc([], gzip=False), "empty", "holds no pages"),
    "an archive without records": ("a.warc", b"WARC/1.0\r\ngarbage", "truncated", "damaged"),
}


@pytest.mark.parametrize(("name", "data", "kind", "words"), BAD.values(), ids=BAD)
def test_bad_input_gives_one_error_and_no_document(tmp_path: Path, name: str, data: bytes, kind: str, words: str) -> None:
    documents, errors = file(tmp_path, name, data, max_bytes=1000 if kind == "too-large" else 50_000_000)
    assert (documents, [error.kind for error in errors]) == ([], [kind])
    assert words in str(errors[0])
    assert errors[0].origin.startswith(str(tmp_path / name))


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as out:
        out.write(b"word " * 20_000)
        out.truncate(200_000_000)  # sparse: takes no room
    documents, (error,) = sort_out(read(path, options()))
    assert (documents, error.kind) == ([], "too-large")
    assert "200.0 MB" in str(error) and "50.0 MB" in str(error)


def test_a_page_of_broken_markup_is_read() -> None:
    broken = "<html><body><div><table><tr><td>Iran sent 450 drones<p>to Russia<td></div>&eacute;t&#233; <b>and <i>more"
    (one,), errors = make.given(broken)
    assert all(word in one.text for word in ("Iran sent 450 drones", "to Russia", "été", "more"))
    assert errors == []


def test_a_page_that_is_cut_gives_what_there_is() -> None:
    (one,), errors = make.given(page(SENTENCE)[:-30])
    assert SENTENCE[:20] in one.text and errors == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    text = "Le ministère a déclaré que 30 chars étaient arrivés à Kyiv.\n"
    (one,), errors = make.given(text.encode(encoding))
    assert (one.text, errors) == (text, [])
    assert ("charset=" in one.extractor) == (encoding != "utf-8-sig")


def test_curly_quotes_of_windows_are_read_as_quotes() -> None:
    (one,), _ = make.given("He said “no” – twice. It’s true.".encode("cp1252"))
    assert (one.text, one.extractor) == ("He said “no” – twice. It’s true.", "text; charset=windows-1252")


def test_a_text_in_cyrillic_of_windows_is_read() -> None:
    text = "Россия получила от Ирана беспилотники, сообщил представитель министерства обороны. " * 4
    (one,), _ = make.given(text.encode("cp1251"))
    assert (one.text, one.extractor) == (text, "text; charset=cp1251")


def test_a_text_in_persian_is_read_with_its_joiners() -> None:
    text = "ایران هزاران پهپاد به روسیه داده است و مقام\u200cها آن را رد می\u200cکنند."
    (one,), errors = make.given(text)
    assert (one.text, errors) == (text, [])


def test_damaged_utf8_is_read_and_reported() -> None:
    (one,), (error,) = make.given("Müller, Größe, Straße, “so”".encode() + b" and \xc3 broken")
    assert "Müller" in one.text and "\ufffd" in one.text
    assert error.kind == "encoding"


def test_one_bad_line_harms_no_other_and_each_is_named_by_its_number() -> None:
    lines = ['{"text": "One."}', "{bad", "", "[1]", '{"text": 5}', '{"text": " "}', '{"title": "x"}', '{"text": "Two."}', '{"text": "Thr']
    documents, errors = make.given("\n".join(lines))
    assert [one.text for one in documents] == ["One.", "Two."]
    assert [(error.origin.rpartition(":")[2], error.kind) for error in errors] == [
        ("2", "format"),
        ("4", "format"),
        ("5", "no-text"),
        ("6", "empty"),
        ("7", "no-text"),
        ("9", "truncated"),
    ]


def test_a_bad_first_line_does_not_hide_the_records_after_it() -> None:
    documents, errors = make.given('{bad\n{"text": "One."}\n')
    assert ([one.text for one in documents], [error.kind for error in errors]) == (["One."], ["format"])


def test_a_line_beyond_the_limit_is_one_error() -> None:
    documents, errors = make.given('{"text": "One."}\n' + json.dumps({"text": "x" * 5000}) + '\n{"text": "Two."}\n', max_bytes=1000)
    assert ([one.text for one in documents], [error.kind for error in errors]) == (["One.", "Two."], ["too-large"])


def test_a_list_that_breaks_off_gives_its_items_and_one_error() -> None:
    documents, errors = make.given('[{"text": "One."}, {"text": "Two."}, {"te')
    assert ([one.text for one in documents], [error.kind for error in errors]) == (["One.", "Two."], ["truncated"])


def test_a_field_of_the_wrong_kind_is_reported_and_the_text_kept() -> None:
    (one,), (error,) = make.given('{"text": "One.", "publisher": ["a"]}')
    assert (one.text, one.publisher, error.kind) == ("One.", None, "field")


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_archive_that_is_cut_gives_the_pages_before_and_one_error(gzipped: bool) -> None:
    records = [(f"https://example.org/{n}", page(f"{SENTENCE} Number {n}.").encode(), "text/html", "200 OK") for n in range(6)]
    whole = warc(records, gzip=gzipped)
    documents, errors = make.given(whole[: len(whole) * 6 // 10])
    assert 2 <= len(documents) <= 4
    assert faults(errors) == ["truncated"]


@pytest.mark.parametrize("gzipped", [True, False])
def test_wherever_an_archive_is_cut_one_error_says_so(gzipped: bool) -> None:
    records = [(f"https://example.org/{n}", b"Plain words. " * 9, "text/plain", "200 OK") for n in range(2)]
    ends = [len(warc(records[:count], gzip=gzipped)) for count in range(3)]
    for cut in range(20, ends[-1]):
        documents, errors = make.given(warc(records, gzip=gzipped)[:cut])
        # Between records nothing is missing; nor is it where only the empty lines after a record are.
        whole = any(end - (0 if gzipped else 4) <= cut <= end for end in ends)
        expected = ["truncated"] if not whole else [] if documents else ["empty"]
        assert faults(errors) == expected, cut
        assert len(documents) >= sum(cut >= end for end in ends[1:]), cut


def test_compressed_lines_that_are_cut_give_the_lines_before_and_one_error() -> None:
    packed = gzip.compress(b"".join(json.dumps({"text": os.urandom(40).hex()}).encode() + b"\n" for _ in range(200)))
    documents, errors = make.given(packed[: len(packed) // 2])
    assert 50 < len(documents) < 150
    assert [error.kind for error in errors] == ["truncated"]


def test_a_bad_line_before_the_cut_is_still_told() -> None:
    packed = gzip.compress(b'{"text": "One."}\n{bad\n{"text": "Two."}\n{bad\n')
    _, errors = make.given(packed[:-6])
    assert sorted(error.kind for error in errors) == ["format", "format", "truncated"]


def test_a_feed_that_is_cut_gives_its_entries_and_one_error() -> None:
    feed = "<rss version='2.0'><channel><title>N</title><item><title>One.</title></item><item><title>Two.</title></item><item><tit"
    documents, errors = make.given(feed)
    assert [one.text for one in documents][:2] == ["One.", "Two."]
    assert faults(errors) == ["truncated"]


def _folder(root: Path) -> Path:
    (root / "b").mkdir()
    (root / "a.txt").write_text("First.")
    (root / "b" / "c.txt").write_text("Second.")
    (root / "z.txt").write_text("Third.")
    return root


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    documents, errors = sort_out(read(_folder(tmp_path), options()))
    assert ([one.text for one in documents], errors) == (["First.", "Second.", "Third."], [])


def test_a_bad_file_in_a_folder_harms_no_other(tmp_path: Path) -> None:
    (_folder(tmp_path) / "b" / "a.pdf").write_bytes(b"%PDF-1.7 x")
    documents, errors = sort_out(read(tmp_path, options()))
    assert ([one.text for one in documents], faults(errors)) == (["First.", "Second.", "Third."], ["binary"])


def test_a_loop_of_links_is_reported_and_not_followed(tmp_path: Path) -> None:
    (_folder(tmp_path) / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    documents, errors = sort_out(read(tmp_path, options()))
    assert [one.text for one in documents] == ["First.", "Second.", "Third."]
    assert faults(errors) == ["loop", "loop"]


def test_a_link_to_nothing_is_reported(tmp_path: Path) -> None:
    (_folder(tmp_path) / "gone").symlink_to("nowhere")
    documents, errors = sort_out(read(tmp_path, options()))
    assert (len(documents), faults(errors)) == (3, ["missing"])


def test_hidden_files_and_parts_of_pages_are_passed_over_and_counted(tmp_path: Path) -> None:
    for name in (".git", ".notes.txt", "style.css", "app.js"):
        (_folder(tmp_path) if name == ".git" else tmp_path).joinpath(name).write_text("x")
    documents, errors = sort_out(read(tmp_path, options()))
    assert (len(documents), [error.kind for error in errors]) == (3, ["skipped", "skipped"])
    assert str(errors[0]).startswith("2 hidden") and str(errors[1]).startswith("2 files")


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(_folder(tmp_path) / "pipe")
    documents, errors = sort_out(read(tmp_path, options()))
    assert (len(documents), faults(errors)) == (3, ["format"])


def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is simulated: permissions are not enforced for the superuser, as whom tests may run."""
    plain = Path.open

    def refuse(self: Path, *args: object, **more: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return plain(self, *args, **more)  # type: ignore[call-overload]

    _folder(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    documents, errors = sort_out(read(tmp_path, options()))
    assert ([one.text for one in documents], faults(errors)) == (["Second.", "Third."], ["permission"])


def test_a_file_whose_name_is_no_utf8_is_read_and_its_name_can_be_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(SENTENCE)
    (one,), errors = sort_out(read(tmp_path, options()))
    assert one.origin and one.origin.encode("utf-8") and errors == []


def test_lone_surrogates_in_a_field_can_be_told() -> None:
    (one,), (error,) = make.given('{"text": "One.", "date": "20\\ud80022", "title": "\\ud800"}')
    assert (one.title, error.kind) == ("\ufffd", "date") and str(error).encode("utf-8")


@pytest.mark.parametrize("source", ["nowhere.txt", "bad\0name", "x" * 5000])
def test_a_path_that_leads_nowhere_is_reported(source: str) -> None:
    documents, (error,) = sort_out(read(source, options()))
    assert (documents, error.kind) == ([], "missing")


def test_options_that_make_no_sense_are_refused() -> None:
    for fields in ({"max_bytes": 0}, {"timeout_s": 0.0}):
        with pytest.raises(SettingError):
            options(**fields)


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = page(SENTENCE).encode() if self.path.startswith("/2022/") else b"x" * 5000
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_is_fetched_and_its_day_found_in_the_address(site: str) -> None:
    (one,), errors = sort_out(read(f"{site}/2022/11/05/drones", options()))
    assert (one.text, str(one.published), one.date_origin, errors) == (SENTENCE, "2022-11-05", "page", [])


@pytest.mark.parametrize(("path", "kind"), [("/gone", "missing"), ("/large", "too-large")])
def test_an_address_that_gives_nothing_is_one_error(site: str, path: str, kind: str) -> None:
    documents, (error,) = sort_out(read(site + path, options(max_bytes=1000)))
    assert (documents, error.kind) == ([], kind)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "http://", "https://no.such.host.invalid/x"])
def test_without_a_network_the_error_says_so_and_how_to_mend_it(url: str) -> None:
    documents, (error,) = sort_out(read(url, options(timeout_s=5.0)))
    assert (documents, error.kind) == ([], "network")
    assert "save the page and give the file" in str(error)


class _Dripping(io.RawIOBase):
    """A pipe whose other end waits for the answer to a record before it writes the next."""

    def __init__(self) -> None:
        self.asked = 0

    def readable(self) -> bool:
        return True

    def read1(self, size: int) -> bytes:
        self.asked += 1
        return b'{"text": "Number %d."}\n' % self.asked if self.asked <= 3 else b""


def test_lines_on_a_pipe_are_answered_one_by_one() -> None:
    pipe = _Dripping()
    found = read_stdin(options(), pipe)  # type: ignore[arg-type]
    assert next(found).text == "Number 1."  # type: ignore[union-attr]
    assert pipe.asked == 1


HEADS = [
    b"",
    b"{",
    b"[",
    b"<html>",
    b"<rss>",
    b"<?xml ",
    b"---\n",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'{"text":',
]
HEADS += [
    b'{"text": "a"}\n',
    b"<!DOCTYPE html><body><p>",
    b"<rss version='2.0'><channel><item><title>",
    b'<div class="current-events-content"><ul><li>',
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    head=st.sampled_from(HEADS), rest=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
)
def test_any_bytes_give_documents_or_errors_and_never_an_exception(head: bytes, rest: bytes) -> None:
    found = list(read_stdin(options(), io.BytesIO(head + rest)))
    assert found  # nothing is lost without a word
    for one in found:
        assert isinstance(one, Document | DocumentError)
        if isinstance(one, Document):
            assert one.text.strip() and "\0" not in one.text and "\r" not in one.text
            one.text.encode("utf-8")
        else:
            assert str(one)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=600), at=st.integers(0, 2000), name=st.sampled_from(["warc", "warc.gz", "jsonl.gz"]))
def test_damage_anywhere_in_an_archive_never_raises(data: bytes, at: int, name: str) -> None:
    if name == "jsonl.gz":
        whole = gzip.compress(b'{"text": "One."}\n' * 20)
    else:
        whole = warc([(f"https://example.org/{n}", b"Plain words.", "text/plain", "200 OK") for n in range(2)], gzip=name == "warc.gz")
    at %= len(whole)
    for one in read_stdin(options(), io.BytesIO(whole[:at] + data + whole[at + len(data) :])):
        assert isinstance(one, Document | DocumentError)
