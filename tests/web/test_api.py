"""The JSON API keeps what its OpenAPI description says, whatever it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sayso.web.app import create_app

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")


@pytest.mark.slow
def test_no_question_breaks_it(ledger: Path):
    """Every call, asked with what its description allows and with what it does not: no answer outside of the description, no crash."""
    app = create_app(ledger, who="fuzzer", hosts=("testserver", "localhost"))
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            # A judgement on something that is not there is refused, however well it is written.
            excluded = [positive_data_acceptance] if case.method == "POST" else []
            case.call_and_validate(headers={"sec-fetch-site": "same-origin"}, excluded_checks=excluded)

        ask()
        asked += 1
    assert asked >= 14


def test_the_description_names_every_call(desk: TestClient):
    paths = desk.get("/api/openapi.json").json()["paths"]
    assert {p.split("/")[2] for p in paths} == {
        *("events", "claims", "documents", "ledger", "balances", "network", "search", "review", "runs", "judgements")
    }
    assert all(call.get("description") for methods in paths.values() for call in methods.values())


def test_the_page_about_it_names_every_call(desk: TestClient):
    html = desk.get("/api").text
    assert all(f"<code>{p}</code>" in html for p in desk.get("/api/openapi.json").json()["paths"])


def test_lists_are_cut_and_say_how_many_there_are(desk: TestClient):
    all_ = desk.get("/api/events").json()
    cut = desk.get("/api/events?limit=2&offset=1").json()
    assert cut["total"] == all_["total"] > 3
    assert [e["id"] for e in cut["events"]] == [e["id"] for e in all_["events"]][1:3]


def test_a_claim_says_why(desk: TestClient):
    claim = desk.get("/api/documents/drones").json()["claims"][0]
    told = desk.get(f"/api/claims/{claim['id']}").json()
    assert told["claim"]["reasons"][0]["rule"] and told["event"] and not told["superseded"]
    assert "text" not in told["document"]


def test_a_judgement_is_recorded_and_taken_back(desk: TestClient):
    claim = desk.get("/api/documents/drones").json()["claims"][0]["id"]
    made = desk.post("/api/judgements", json={"target": claim, "verdict": "accept", "why": "seen"})
    assert (made.status_code, made.json()["who"], made.json()["in_force"]) == (201, "tester", True)
    undone = desk.post(f"/api/judgements/{made.json()['number']}/undo", json={"why": "not so sure"})
    assert undone.status_code == 201
    assert [j["in_force"] for j in desk.get("/api/judgements", params={"target": claim}).json()] == [False, True]


WRONG = [
    ("/api/events/zzz", 404),
    ("/api/claims/zzz", 404),
    ("/api/documents/zzz", 404),
    ("/api/events?limit=0", 422),
    ("/api/events?flow=gift", 422),
    ("/api/events?as_of=soon", 422),
    ("/api/search", 422),
    ("/api/judgements?target=zzz", 404),
    ("/api/nothing", 404),
]


@pytest.mark.parametrize(("path", "status"), WRONG, ids=[p for p, _ in WRONG])
def test_what_is_wrong_is_said_as_json(desk: TestClient, path: str, status: int):
    answer = desk.get(path)
    assert answer.status_code == status
    assert answer.json()["detail"]
