"""Judgements on the desk: recorded without a reload, shown, and taken back."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import DAILY, POST, Find

PART = {"hx-request": "true"}


def judged(desk: TestClient, **form: Any) -> str:
    answer = desk.post("/judge", data=form, headers=PART)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    return answer.text


def number_of(html: str) -> str:
    found = re.search(r'name="number" value="(\d+)"', html)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("verdict", ["accept", "unsure"])
def test_a_judgement_stands_on_the_page_with_name_and_reason(desk: TestClient, disputed: dict[str, Any], verdict: str):
    html = judged(desk, target=disputed["id"], verdict=verdict, why="two ministries")
    assert f"<b>{verdict}</b> by tester" in html and "two ministries" in html
    assert "two ministries" in desk.get(f"/event/{disputed['id']}").text


def test_a_judgement_without_a_reason_says_so(desk: TestClient, disputed: dict[str, Any]):
    assert "no reason given" in judged(desk, target=disputed["id"], verdict="accept")


def test_a_judgement_is_taken_back_and_stays_to_be_seen(desk: TestClient, disputed: dict[str, Any]):
    number = number_of(judged(desk, target=disputed["id"], verdict="accept", why="x"))
    html = desk.post("/undo", data={"number": number, "target": disputed["id"]}, headers=PART).text
    assert 'class="verdict undone"' in html and "Taken back" in html


def test_a_rejected_claim_leaves_its_event_and_comes_back(desk: TestClient, find: Find):
    claim, other = (desk.get(f"/api/documents/{d.sha256}").json()["claims"][0]["id"] for d in (POST, DAILY))
    html = judged(desk, target=claim, verdict="reject", why="misread", back="claim")
    assert claim not in [m["id"] for m in desk.get(f"/api/events/{other}").json()["members"]]
    desk.post("/undo", data={"number": number_of(html), "target": claim, "back": "claim"}, headers=PART)
    assert claim in [m["id"] for m in desk.get(f"/api/events/{other}").json()["members"]]


def _total(desk: TestClient, wanted: int) -> int:
    """How many interceptions the list holds, asked until it is ``wanted``: lists are read anew behind the page, a moment later."""
    for _ in range(100):
        found = int(desk.get("/api/events?flow=intercept").json()["total"])
        if found == wanted:
            break
        time.sleep(0.1)
    return found


def test_a_rejected_event_is_gone_and_can_be_had_back(desk: TestClient, find: Find):
    event = find(flow="intercept")
    html = judged(desk, target=event["id"], verdict="reject", why="misread")
    assert "no more" in html
    assert _total(desk, 0) == 0
    target = re.search(r'name="target" value="(\w+)"', html)
    assert target is not None
    back = desk.post("/undo", data={"number": number_of(html), "target": target.group(1)}, headers=PART).text
    assert "interception of drones" in back
    assert _total(desk, 1) == 1


def test_a_corrected_figure_is_shown(desk: TestClient, find: Find):
    event = find(flow="intercept")
    html = judged(desk, target=event["id"], verdict="correct", field="quantity", value="350", why="the ministry's own list")
    assert "350" in html
    assert find(flow="intercept")["items"][0]["low"] == 350


def test_a_split_sets_claims_apart_and_a_merge_puts_them_together(desk: TestClient, disputed: dict[str, Any]):
    claim = desk.get(f"/api/documents/{POST.sha256}").json()["claims"][0]["id"]
    judged(desk, target=disputed["id"], verdict="split", claims=[claim], why="another shipment")
    one, other = (
        desk.get(f"/api/events/{c}").json()["id"] for c in (claim, next(m["id"] for m in disputed["members"] if m["id"] != claim))
    )
    assert one != other
    judged(desk, target=one, verdict="merge", into=other, why="the same after all")
    assert desk.get(f"/api/events/{claim}").json()["id"] == desk.get(f"/api/events/{other}").json()["id"]


WRONG = [
    ({"verdict": "correct", "field": "quantity", "value": "many"}, "many"),
    ({"verdict": "correct", "field": "colour", "value": "red"}, "colour"),
    ({"verdict": "merge", "into": "zzz"}, "zzz"),
    ({"verdict": "merge"}, "other event"),
    ({"verdict": "split"}, "split"),
    ({"verdict": "praise"}, "praise"),
]


@pytest.mark.parametrize(("form", "words"), WRONG, ids=[" ".join(f.values()) for f, _ in WRONG])
def test_what_cannot_be_recorded_is_said_on_the_page(desk: TestClient, find: Find, form: dict[str, str], words: str):
    html = judged(desk, target=find(flow="intercept")["id"], **form)
    assert 'role="alert"' in html and words in html


def test_without_scripts_the_whole_page_comes_back(desk: TestClient, find: Find):
    event = find(flow="intercept")
    answer = desk.post("/judge", data={"target": event["id"], "verdict": "accept"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/event/{event['id']}")


# ---- the queue


def test_the_queue_says_why_it_asks_and_goes_on_after_an_answer(desk: TestClient):
    first = desk.get("/review").text
    assert "Why it is asked" in first and "confidence 0.20" in first
    target = re.search(r'name="target" value="(\w+)"', first)
    assert target is not None
    html = judged(desk, target=target.group(1), verdict="accept", back="review", why="seen")
    assert "Recorded: accept" in html and f'name="target" value="{target.group(1)}"><input type="hidden" name="why"' not in html


def test_an_answer_in_the_queue_is_taken_back(desk: TestClient):
    first = desk.get("/review").text
    target = re.search(r'name="target" value="(\w+)"', first)
    assert target is not None
    html = judged(desk, target=target.group(1), verdict="accept", back="review", why="seen")
    again = desk.post("/undo", data={"number": number_of(html), "target": target.group(1), "back": "review"}, headers=PART).text
    assert f'value="{target.group(1)}"' in again


def test_what_is_put_off_comes_back_when_asked_for(desk: TestClient):
    html = desk.get("/review").text
    while question := re.search(r'name="question" value="([^"]+)"', html):
        html = desk.post("/review/later", data={"question": question.group(1)}, headers=PART).text
    assert "Nothing waits" in html and "put off" in html
    assert "Why it is asked" in desk.post("/review/later", data={"back": "1"}, headers=PART).text


def test_one_key_each(desk: TestClient):
    keys = re.findall(r'data-key="(\w)"', desk.get("/review").text)
    assert len(keys) == len(set(keys)) >= 3
