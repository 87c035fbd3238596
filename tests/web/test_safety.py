"""What the desk refuses, and what stands on every answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.web.app import create_app
from sayso.web.safety import LARGEST, POLICY
from tests.web.conftest import BASE, HOSTILE, NASTY

PAGES = (
    *("/", "/events", "/ledger", "/balances", "/network", "/pair", "/pair/IRN/RUS", "/review", "/documents", "/runs", "/read"),
    *("/search", "/outlook", "/narratives", "/relations", "/network/sides"),
)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "[::1]"])
def test_a_name_that_was_made_to_point_here_reads_nothing(desk: TestClient, host: str):
    assert desk.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "localhost"])
def test_this_machine_is_answered(desk: TestClient, host: str):
    assert desk.get("/runs", headers={"host": host}).status_code == 200


WRITES = [
    ("/judge", {"target": "x", "verdict": "accept"}),
    ("/undo", {"number": "1", "target": "x"}),
    ("/read", {"text": "x"}),
    ("/review/later", {"question": "x"}),
]


@pytest.mark.parametrize(("path", "form"), WRITES, ids=[p for p, _ in WRITES])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://127.0.0.1:9999"},
    ],
    ids=["nothing", "elsewhere", "null", "cross-site", "same-site", "typed", "other-port"],
)
def test_a_write_from_elsewhere_is_refused(ledger: Path, path: str, form: dict[str, str], headers: dict[str, str]):
    with TestClient(create_app(ledger), base_url=BASE) as stranger:
        answer = stranger.post(path, data=form, headers=headers)
    assert answer.status_code == 403
    assert "Origin" in answer.json()["detail"]


@pytest.mark.parametrize(
    "headers", [{"origin": BASE}, {"sec-fetch-site": "same-origin"}, {"origin": BASE, "sec-fetch-site": "same-origin"}]
)
def test_a_write_from_the_desk_is_taken(ledger: Path, headers: dict[str, str]):
    with TestClient(create_app(ledger), base_url=BASE) as page:
        assert page.post("/review/later", data={"question": "x"}, headers=headers, follow_redirects=False).status_code == 303


def test_what_is_too_large_is_refused(desk: TestClient):
    assert desk.post("/read", headers={"content-length": str(LARGEST + 1)}).status_code == 413


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/static/desk.css", "/api/events", "/favicon.svg"])
def test_every_answer_carries_the_content_policy(desk: TestClient, path: str):
    headers = desk.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_the_content_policy_has_no_unsafe_source_and_nothing_from_elsewhere():
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY and "data:" not in POLICY


def _addresses(html: str) -> list[str]:
    return re.findall(r'(?:src|href|action|hx-get|hx-post)="([^"]*)"', html)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_loads_anything_from_elsewhere_or_runs_anything_inline(desk: TestClient, path: str):
    html = desk.get(path).text
    assert all(a.startswith(("/", "#", "?", "https://example.org/")) for a in _addresses(html) if a), _addresses(html)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", html)


@pytest.mark.parametrize(
    "path", [*PAGES, "/?since=all", "/search?q=missiles", "/search?q=" + "%3Cscript%3Ealert(1)", "/events?q=%22%3E%3Cscript%3E"]
)
def test_what_a_text_holds_is_shown_as_words(desk: TestClient, path: str):
    html = desk.get(path).text
    assert "<script>alert" not in html and "<img src=x" not in html and "49" not in re.findall(r"&#39;&amp;(\d+)", html)
    assert 'href="javascript' not in html


def test_a_hostile_document_its_claim_and_its_event_are_shown_as_words(desk: TestClient):
    text = HOSTILE.sha256
    claim = desk.get(f"/api/documents/{text}").json()["claims"][0]["id"]
    event = desk.get(f"/api/claims/{claim}").json()["event"]
    for path in (f"/event/{event}", f"/claim/{claim}", f"/claim/{claim}?panel=1", f"/document/{text}?claim={claim}"):
        answer = desk.get(path)
        assert answer.status_code == 200
        assert "alert" in answer.text
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text and "onerror=alert(1)&gt;" in answer.text
        assert 'href="javascript' not in answer.text


def test_data_for_scripts_cannot_end_its_block(desk: TestClient):
    for path in ("/network", "/pair/IRN/RUS"):
        for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', desk.get(path).text, re.DOTALL):
            assert "<" not in block


def test_files_for_spreadsheets_hold_no_formulas(desk: TestClient):
    assert not re.search(r'(?:^|,)"?[=@]', desk.get("/ledger.csv").text, re.MULTILINE)


def test_nasty_is_nasty():
    assert "<script>" in NASTY
