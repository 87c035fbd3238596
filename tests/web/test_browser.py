"""The desk in a real browser: the way of a first-time user, every page at two widths, accessibility, no request that leaves the machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.web.app import create_app
from tests.web.conftest import CARDS, DAILY, POST
from tests.web.planted_years import plant

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")

pytestmark = [pytest.mark.slow, pytest.mark.may_skip("CI fetches a Chromium where it can; elsewhere there may be none")]

PAGES = (
    *("/", "/?since=all", "/events", "/ledger", "/balances?owner=RUS&class=weapon.uav", "/network", "/pair", "/pair/IRN/RUS", "/review"),
    *(
        "/documents",
        f"/document/{POST.sha256[:16]}",
        "/runs",
        "/read",
        "/relations",
        "/network/sides",
        "/narratives",
        "/outlook",
        "/search?q=drones",
        "/api",
        "/nothing",
        "/?as_of=2022-11-04",
    ),
)


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    if found is None:
        pytest.skip("needs a Chromium in PATH, or its path in CHROMIUM (Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield made
        made.close()


def serve(ledger: Path, cards: tuple[Path, ...] = ()) -> tuple[str, Any, threading.Thread]:
    import uvicorn

    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(ledger, who="tester", cards=cards), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}", server, thread


@pytest.fixture(scope="module")
def address(kept_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    copy = Path(shutil.copy(kept_ledger, tmp_path_factory.mktemp("served") / "planted.sayso"))
    base, server, thread = serve(copy)
    yield base
    server.should_exit = True
    thread.join(10)


class Watched:
    """A page that keeps what its console and its network said."""

    def __init__(self, context: Any, address: str) -> None:
        self.address = address
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("request", lambda r: self.asked.append(r.url))

    def open(self, path: str) -> Any:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        self.page.locator("[aria-busy=true]").first.wait_for(state="detached", timeout=60_000)  # of the analysis
        return self.page


@pytest.fixture
def watched(browser: Any, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = Watched(context, address)
    yield made
    context.close()
    strangers = [u for u in made.asked if not u.startswith((address, "data:", "blob:"))]
    assert not strangers
    ours = [c for c in made.complaints if "404" not in c]
    assert not ours, ours  # a breach of the content policy is told here, too


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_in_light_and_in_dark(watched: Watched, path: str):
    for scheme in ("light", "dark"):
        watched.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page = watched.open(path)
        found = axe_playwright.Axe().run(page).response["violations"]
        heavy = [f"{v['id']}: {n['html'][:120]}" for v in found if v["impact"] in ("serious", "critical") for n in v["nodes"]]
        assert not heavy, heavy


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_telephone(watched: Watched, path: str):
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", PAGES)
def test_a_page_ships_no_more_than_half_a_megabyte_of_script(watched: Watched, path: str):
    sizes: list[int] = []
    watched.page.on(
        "response",
        lambda r: sizes.append(int(r.headers.get("content-length", 0))) if re.search(r"\.js(\?|$)", r.url) else None,
    )
    watched.open(path)
    assert 0 < sum(sizes) <= 500_000


def test_the_way_of_a_first_time_user_to_a_judgement_on_a_disputed_figure(watched: Watched):
    page = watched.open("/")
    page.get_by_role("link", name="disputed or denied", exact=True).click()
    claim = page.request.get(f"{watched.address}/api/documents/{POST.sha256}").json()["claims"][0]["id"]
    event = page.request.get(f"{watched.address}/api/events/{claim}").json()["id"]
    page.locator(f'main a[href^="/event/{event}"]').first.click()
    assert page.locator("h1").inner_text().startswith("Iran → Russia: transfer of drones")
    assert page.get_by_role("heading", name="Claims side by side").is_visible()
    figures = page.locator(".fieldrow", has_text="How many drones")
    assert figures.get_by_text("disputed").is_visible()
    assert {"450 drones", "300 drones"} <= set(figures.locator("b").all_inner_texts())
    figures.locator(".values a").first.click()  # to the words it stands on
    assert page.locator("blockquote mark").inner_text()
    page.go_back()
    before = page.evaluate("performance.timeOrigin")
    page.get_by_placeholder(re.compile("because")).first.fill("The ministry counted deliveries, the paper orders")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("accept by tester").wait_for()
    assert "The ministry counted deliveries" in page.locator(".verdict").first.inner_text()
    page.get_by_role("button", name="Undo").first.click()
    page.locator(".verdict.undone").wait_for()
    assert page.evaluate("performance.timeOrigin") == before  # the page was never loaded anew


def test_marks_of_a_text_are_reached_by_keyboard_and_open_their_claim(watched: Watched):
    page = watched.open(f"/document/{DAILY.sha256[:16]}")
    page.locator(".text a.trigger").focus()
    page.keyboard.press("Enter")
    page.locator("#claim .chain").wait_for()
    assert "ministry" in page.locator("#claim .chain").inner_text()
    assert "claim=" in page.url  # the address can be sent
    assert page.locator(".text [data-c].on").count() >= 3
    page.reload()
    page.locator("#claim .chain").wait_for()


def test_marks_differ_without_colour(watched: Watched):
    page = watched.open(f"/document/{DAILY.sha256[:16]}")
    told = page.evaluate(
        "[...document.querySelectorAll('.key span > span, .key b')].map(e => { const s = getComputedStyle(e);"
        " return [s.textDecorationLine, s.textDecorationStyle, s.textDecorationThickness, s.textUnderlineOffset, s.boxShadow].join() })"
    )
    assert len(told) == len(set(told)) == 8


def test_the_review_queue_is_answered_by_single_keys(watched: Watched):
    page = watched.open("/review")
    question = page.locator(".ask h3").first.inner_text()
    page.keyboard.press("u")
    page.locator(".note", has_text="Recorded: unsure").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".note", has_text="Taken back").wait_for()
    page.keyboard.press("l")
    page.locator(".note", has_text="Put off").wait_for()
    assert page.locator(".ask h3").count() == 0 or page.locator(".ask h3").first.inner_text() != question


def test_the_network_is_drawn_and_the_slider_narrows_it(watched: Watched):
    page = watched.open("/network")
    page.wait_for_function("window.saysoNetwork && saysoNetwork.edges().length > 0")
    assert page.evaluate("saysoNetwork.edges().every(e => e.renderedBoundingBox().w >= 0)")
    shown = page.locator("tr[data-edge]:visible").count()
    page.get_by_role("checkbox", name=re.compile("attacks")).uncheck()
    assert page.locator("tr[data-edge]:visible").count() < shown
    page.evaluate("saysoNetwork.$('edge[kind = \"supply\"]')[0].emit('tap')")
    page.wait_for_url("**/events?**")


def test_the_marks_of_a_pair_open_their_events(watched: Watched):
    page = watched.open("/pair/IRN/RUS")
    page.wait_for_selector(".chart[data-drawn] svg")
    page.locator(".chart svg .mark-rect path").first.click()
    page.wait_for_url("**/pair/IRN/RUS?**")
    assert page.get_by_text("of the mark you opened").is_visible()


def test_the_day_in_the_header_turns_the_desk_back(watched: Watched):
    page = watched.open("/ledger")
    page.get_by_label("As of").fill("2022-11-02")
    page.wait_for_url("**as_of=2022-11-02")
    page.get_by_role("link", name="Events").first.click()
    assert "as_of=2022-11-02" in page.url
    page.get_by_role("link", name="Back to today").click()
    assert "as_of" not in page.url


def test_filters_stand_in_the_address_without_what_is_empty(watched: Watched):
    page = watched.open("/ledger")
    page.get_by_label("Who", exact=True).fill("Iran")
    page.get_by_role("button", name="Show").click()
    page.wait_for_load_state()
    assert page.url.endswith("/ledger?actor=Iran")


def test_light_and_dark_are_a_choice_that_stays(watched: Watched):
    page = watched.open("/")
    page.get_by_role("button", name="Light or dark").click()
    chosen = page.evaluate("document.documentElement.dataset.theme")
    assert chosen in ("light", "dark")
    watched.open("/events")
    assert page.evaluate("document.documentElement.dataset.theme") == chosen


def test_the_search_is_one_key_away(watched: Watched):
    page = watched.open("/events")
    page.keyboard.press("/")
    page.keyboard.type("drones")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=drones")


def test_print_leaves_out_what_cannot_be_used_on_paper(watched: Watched):
    page = watched.open("/")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible() and page.locator("h1").is_visible()


def test_the_analysis_fills_in_by_itself_is_accessible_and_fits_a_telephone(browser: Any, tmp_path: Path):
    plant(tmp_path / "years.sayso")
    (tmp_path / "cards.yaml").write_text(CARDS, encoding="utf-8")
    base, server, thread = serve(tmp_path / "years.sayso", (tmp_path / "cards.yaml",))
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    watched = Watched(context, base)
    try:
        pages = (
            ("/relations", "▲ more"),
            ("/pair/IRN/RUS", "▲ more"),
            ("/network/sides", "1 tie resists"),
            ("/narratives", "rules this out"),
        )
        for path, words in pages:
            page = watched.open(path)
            assert words in page.locator("main").inner_text()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            found = axe_playwright.Axe().run(page).response["violations"]
            assert not [v["id"] for v in found if v["impact"] in ("serious", "critical")], path
        page.locator("td a", has_text="II").first.click()
        assert page.locator("#cell").get_by_role("link", name="claim").first.is_visible()
        assert not [c for c in watched.complaints if "404" not in c]
    finally:
        context.close()
        server.should_exit = True
        thread.join(10)
