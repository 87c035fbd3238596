"""Reading on the desk: a pasted text and dropped files go into the ledger, with progress and with what was skipped."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from sayso.records import Claim, Document
from sayso.web.app import create_app
from sayso.web.jobs import safe_name
from tests.builders import claim
from tests.web.conftest import client_of

TEXT = "Iran sent drones to Russia, the ministry said on Monday in a statement to the press."
PART = {"hx-request": "true"}


class OneClaim:
    """Claims one transfer a text."""

    def docs(self, texts: Sequence[str]) -> Iterator[Any]:
        yield from texts

    def claims(self, document: Document, doc: Any) -> tuple[Claim, ...]:
        if "broken" in document.text:
            raise ValueError("the rules fell over")
        return (claim("sent", document, actor_=["Iran=IRN"], recipient=["Russia=RUS"], items=["drones=weapon.uav"]),)


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(create_app(tmp_path / "new.sayso", who="tester", analyzer=OneClaim())) as client:
        yield client


def finished(desk: TestClient, html: str) -> str:
    """Ask for the reading again until it is done, as the page does."""
    for _ in range(200):
        again = re.search(r'hx-get="(/read/\d+)"', html)
        if again is None:
            return html
        time.sleep(0.02)
        html = desk.get(again.group(1), headers=PART).text
    raise AssertionError(html)


def test_a_pasted_text_is_read_and_leads_to_its_document(reading: TestClient):
    form = {"text": TEXT, "title": "A title", "publisher": "The Daily", "published": "2022-11-05"}
    html = finished(reading, reading.post("/read", data=form, headers=PART).text)
    assert "1 claim" in html
    link = re.search(r'href="(/document/\w+)"', html)
    assert link is not None
    page = reading.get(link.group(1)).text
    assert "A title" in page and "The Daily" in page and "5 November 2022" in page
    assert "transfer of drones" in reading.get("/events").text


def test_dropped_files_are_read_and_what_cannot_be_read_says_why(reading: TestClient):
    files = [
        ("files", ("one.txt", TEXT.encode(), "text/plain")),
        ("files", ("../../etc/two.txt", TEXT.replace("Monday", "Tuesday").encode(), "text/plain")),
        ("files", ("empty.txt", b"", "text/plain")),
        ("files", ("broken.txt", (TEXT + " broken").encode(), "text/plain")),
    ]
    html = finished(reading, reading.post("/read", files=files, headers=PART).text)
    assert "2 claims" in html and "2 skipped" in html
    assert "empty.txt" in html and "could not be analysed" in html
    assert "/tmp" not in html
    assert "empty.txt" in reading.get("/runs").text


def test_a_text_that_was_read_before_is_recognised(reading: TestClient):
    finished(reading, reading.post("/read", data={"text": TEXT}, headers=PART).text)
    assert "read before" in finished(reading, reading.post("/read", data={"text": TEXT}, headers=PART).text)


def test_without_scripts_a_page_of_its_own_tells_how_far_it_is(reading: TestClient):
    answer = reading.post("/read", data={"text": TEXT})
    assert answer.status_code == 200 and answer.url.path.startswith("/read/")
    assert "<html" in answer.text


@pytest.mark.parametrize(
    ("form", "words"), [({}, "nothing to read"), ({"text": "  "}, "nothing to read"), ({"text": TEXT, "published": "soon"}, "not a day")]
)
def test_what_cannot_be_taken_is_said(reading: TestClient, form: dict[str, str], words: str):
    answer = reading.post("/read", data=form)
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("report.html", "report.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\reports\\one.txt", "one.txt"),
        ("..", "document.txt"),
        ("", "document.txt"),
        ("a\x00b<>.txt", "a_b_.txt"),
        ("Відомості.txt", "Відомості.txt"),
    ],
)
def test_names_of_uploads_cannot_leave_their_folder(given: str, expected: str):
    assert safe_name(given, set()) == expected


def test_two_uploads_of_one_name_stay_two():
    taken: set[str] = set()
    assert [safe_name("a.txt", taken) for _ in range(3)] == ["a.txt", "a 2.txt", "a 3.txt"]
