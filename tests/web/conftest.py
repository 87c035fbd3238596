from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs the extra sayso[web]")

from fastapi import FastAPI
from fastapi.testclient import TestClient

from sayso.acts import Forecast, Ground, Outcome
from sayso.ledger import Remark, Store
from sayso.web.app import create_app
from tests.builders import DRONES, claim, document, drones, when

BASE = "http://127.0.0.1:8765"

NASTY = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}</title>"
"""What a hostile text may hold."""

HOSTILE = document(
    f"{NASTY} Iran sent {NASTY} missiles to Russia, said {NASTY} officials.",
    id="hostile/../<b>name</b>",
    publisher=f"The {NASTY} Post",
    published=date(2022, 11, 7),
    title=f"Title {NASTY}",
    url="javascript:alert(1)",
)

POST = document(
    "Iran delivered 450 drones to Russia on 1 November, Western officials told the newspaper.",
    id="post",
    publisher="The Example Post",
    published=date(2022, 11, 2),
    title="Drones for Russia",
    url="https://example.org/post",
)
DAILY = document(
    "Iran delivered 300 drones to Russia on 1 November, Ukraine's defence ministry said.",
    id="daily",
    publisher="The Daily",
    published=date(2022, 11, 3),
    title="Kyiv: 300 drones",
)


def _delivery(doc: Any, items: str, source: str) -> Any:
    day = when(doc.text, "1 November", "2022-11-01")
    route = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"]}
    return claim("delivered", doc, **route, items=[items], time=day, sources=[source], confidence=0.8)


def forecasts() -> list[Forecast]:
    """Two forecasts: one is open, one has come true."""

    def one(id: str, question: str, last: date, probability: float) -> Forecast:
        made, ground = datetime(2022, 10, 1, tzinfo=UTC), Ground("it happened on 3 days of the last year", 1.2, ())
        window = (date(2022, 10, 2), last)
        asked = ("IRN", "RUS", None, "transfer", "weapon.missile")
        return Forecast(id, made, date(2022, 10, 1), "sayso", question, *asked, *window, probability, 0.1, "unlikely", (ground,))

    return [
        one("f1", "Will Iran send missiles to Russia?", date(2022, 12, 31), 0.3),
        one("f2", "Will Iran send drones to Russia?", date(2022, 10, 31), 0.7),
    ]


CARDS = """
- id: iran-sends-none
  statement: Iran sends no weapons to Russia.
  holders: [Iran]
  rivals: [iran-arms-russia]
  expects:
    - {flow: transfer, actor: Iran, recipient: Russia, status: denied, why: Iran denies it}
  rules_out:
    - {flow: transfer, actor: Iran, recipient: Russia, status: actual, strength: strong, why: weapons are said to have gone}
- id: iran-arms-russia
  statement: Iran arms Russia.
  expects:
    - {flow: transfer, actor: Iran, recipient: Russia, status: actual, strength: strong, why: weapons are said to have gone}
  rules_out:
    - {flow: withhold, actor: Iran, recipient: Russia, status: actual, strength: strong, why: Iran holds weapons back}
"""
"""Two rival stories."""


def planted(path: Path) -> None:
    """A ledger with a delivery whose figure is disputed, a denial, a plan, an interception, sanctions, a hostile text, and what a run
    skipped."""
    with Store(path) as store:
        run = store.start_run("1", ["reports"])
        store.record(run, DRONES, drones(), "1")
        post = _delivery(POST, "450 drones=weapon.uav@450-450/batch", "Western officials=/official")
        daily = _delivery(DAILY, "300 drones=weapon.uav@300-300/batch", "Ukraine's defence ministry=UKR/state")
        store.record(run, POST, [post], "1")
        store.record(run, DAILY, [daily], "1")
        hostile = claim(
            "sent",
            HOSTILE,
            actor_=["Iran=IRN"],
            recipient=["Russia=RUS"],
            items=[f"{NASTY} missiles=weapon.missile:{NASTY}"],
            sources=["officials=/official"],
            confidence=0.2,
        )
        store.record(run, HOSTILE, [hostile], "1")
        store.remark(run, Remark("reports/blank.txt", "empty", "It holds no text."), Remark(f"{NASTY}.html", "language", f"In {NASTY}."))
        store.end_run(run, read=4, skipped=2, claims=9)
        if store.event(post.id).id != store.event(daily.id).id:  # whether the machine links them is not what is tested here
            store.judge(post.id, "merge", into=daily.id, who="planter", why="one delivery")
        store.add_forecasts(forecasts())
        store.add_outcomes([Outcome("f2", datetime(2022, 11, 1, tzinfo=UTC), True)])
        list(store.events())


@pytest.fixture(scope="session")
def kept_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "planted.sayso"
    planted(path)
    return path


@pytest.fixture
def ledger(kept_ledger: Path, tmp_path: Path) -> Path:
    """The planted ledger, to be written to."""
    return Path(shutil.copy(kept_ledger, tmp_path / "planted.sayso"))


def client_of(app: FastAPI) -> TestClient:
    """A client that is a page of the desk."""
    return TestClient(app, base_url=BASE, headers={"origin": BASE})


def worked(client: TestClient, path: str) -> str:
    """The page when nothing on it is still being worked out."""
    for _ in range(600):
        html = client.get(path).text
        if "being worked out" not in html:
            return html
        time.sleep(0.1)
    raise AssertionError(f"{path} is never done")


@pytest.fixture
def desk(ledger: Path) -> Iterator[TestClient]:
    with client_of(create_app(ledger, who="tester")) as client:
        yield client


@pytest.fixture
def told(ledger: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The desk with cards of narratives."""
    (tmp_path / "cards.yaml").write_text(CARDS, encoding="utf-8")
    with client_of(create_app(ledger, who="tester", cards=(tmp_path / "cards.yaml",))) as client:
        yield client


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The desk on a ledger that was not there."""
    with client_of(create_app(tmp_path / "new.sayso", who="tester")) as client:
        yield client


@pytest.fixture
def disputed(desk: TestClient) -> dict[str, Any]:
    """The delivery that two papers give different figures for."""
    claim = desk.get(f"/api/documents/{POST.sha256}").json()["claims"][0]["id"]
    found: dict[str, Any] = desk.get(f"/api/events/{claim}").json()
    return found


Find = Callable[..., dict[str, Any]]


@pytest.fixture
def find(desk: TestClient) -> Find:
    """The one event that passes filters."""

    def one(**filters: Any) -> dict[str, Any]:
        found: list[dict[str, Any]] = desk.get("/api/events", params=filters).json()["events"]
        assert len(found) == 1, [e["id"] for e in found]
        return found[0]

    return one
