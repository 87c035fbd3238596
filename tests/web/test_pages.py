"""Every page: on a ledger with something in it, on an empty one, and as of an earlier day."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import DAILY, POST, worked

FULL = [
    ("/", "What changed since 8 October 2022"),
    ("/?since=all", "Everything the ledger holds"),
    ("/?since=2030-01-01", "No news since"),
    ("/events", "events"),
    ("/events?disputed=1", "transfer of drones"),
    ("/ledger", "lines in the register"),
    ("/balances?owner=RUS&class=weapon.uav", "received"),
    ("/network", "supplies arms to"),
    ("/pair", "Pairs with the most events"),
    ("/pair/IRN/RUS", "Iran and Russia"),
    ("/pair/FRA/CHN", "No event names both"),
    ("/review", "Is this what the words say?"),
    ("/documents", "Drones for Russia"),
    ("/documents?q=Kyiv", "1 text"),
    ("/document/post", "Drones for Russia"),
    ("/search?q=drones", "Drones for Russia"),
    ("/search?q=zebra", "Nothing"),
    ("/runs", "It holds no text."),
    ("/narratives", "No cards yet"),
    ("/outlook", "Will Iran send missiles to Russia?"),
    ("/read", "Nothing leaves this machine"),
    ("/api", "/api/events"),
]


@pytest.mark.parametrize(("path", "words"), FULL, ids=[p for p, _ in FULL])
def test_a_page_says(desk: TestClient, path: str, words: str):
    answer = desk.get(path)
    assert answer.status_code == 200
    assert words in answer.text


EMPTY = [
    ("/", "Nothing has been read yet"),
    ("/events", "No events yet"),
    ("/ledger", "No flows of arms yet"),
    ("/balances", "No figures"),
    ("/network", "Nobody does anything to anybody here"),
    ("/pair", "No pairs yet"),
    ("/pair/IRN/RUS", "No event names both"),
    ("/review", "Nothing waits"),
    ("/documents", "No texts yet"),
    ("/search", "Search texts, claims and events"),
    ("/search?q=drones", "Nothing"),
    ("/runs", "Nothing was read yet"),
    ("/narratives", "No cards yet"),
    ("/outlook", "No forecasts yet"),
    ("/read", "Read a report"),
]


@pytest.mark.parametrize(("path", "words"), EMPTY, ids=[p for p, _ in EMPTY])
def test_an_empty_page_says_what_to_do(empty: TestClient, path: str, words: str):
    answer = empty.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert "/read" in answer.text


WRONG = [
    ("/nothing", 404, "no such page"),
    ("/event/zzzz", 404, "There is no event"),
    ("/event/e", 404, "More than one event"),
    ("/claim/zzzz", 404, "There is no claim"),
    ("/document/zzzz", 404, "There is no document"),
    ("/read/99", 404, "no such reading"),
    ("/?as_of=yesterday", 400, "not a day"),
    ("/?since=2022-13-01", 400, "not a day"),
    ("/events?page=0", 400, "not a number"),
    ("/events?page=٣", 400, "not a number"),
    ("/events?page=999999999999999999999", 400, "not a number"),
]


@pytest.mark.parametrize(("path", "status", "words"), WRONG, ids=[p for p, _, _ in WRONG])
def test_what_is_wrong_is_said_in_a_sentence(desk: TestClient, path: str, status: int, words: str):
    answer = desk.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "Traceback" not in answer.text


# ---- the day in the header turns every page back


def test_as_of_turns_the_desk_back(desk: TestClient):
    assert "300" not in desk.get("/ledger?as_of=2022-11-02").text
    assert "300" in desk.get("/ledger").text
    assert "The desk stands on 2 November 2022" in desk.get("/ledger?as_of=2022-11-02").text


def test_before_the_first_report_nothing_is_known(desk: TestClient):
    assert desk.get("/api/events?as_of=2022-01-01").json()["total"] == 0
    assert "Nobody does anything" in desk.get("/network?as_of=2022-01-01").text


@pytest.mark.parametrize(
    "path", ["/", "/events", "/ledger", "/network", "/pair/IRN/RUS", "/review", "/runs", "/documents", "/search?q=drones"]
)
def test_every_link_stays_on_the_day(desk: TestClient, path: str):
    html = desk.get(f"{path}{'&' if '?' in path else '?'}as_of=2022-11-06").text
    body = html.partition("<main")[2].partition("</main>")[0]
    links = [a for a in re.findall(r'href="(/[^"]*)"', body) if not a.startswith(("/read", "/static", "/api"))]
    assert links or path in ("/review", "/runs")
    assert all("as_of=2022-11-06" in a for a in links), [a for a in links if "as_of" not in a]


def test_an_event_stands_as_it_stood(desk: TestClient, disputed: dict[str, Any]):
    then = desk.get(f"/event/{disputed['id']}?as_of=2022-11-02")
    assert then.status_code == 200
    assert "The Daily" not in then.text and "The Example Post" in then.text


# ---- files of exactly what is shown


@pytest.mark.parametrize(
    "query", ["", "?flow=transfer", "?actor=Iran&sort=-low", "?q=nothing-of-the-kind", "?as_of=2022-11-02", "?disputed=1"]
)
@pytest.mark.parametrize("page", ["ledger", "events"])
def test_the_files_hold_what_the_page_shows_in_its_order(desk: TestClient, page: str, query: str):
    html = desk.get(f"/{page}{query}").text
    rows = list(csv.DictReader(io.StringIO(desk.get(f"/{page}.csv{query}").text)))
    objects: list[dict[str, Any]] = json.loads(desk.get(f"/{page}.json{query}").text)
    key = "event" if page == "ledger" else "id"
    assert [r[key] for r in rows] == [o[key] for o in objects]
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    shown = re.findall(r'href="/event/([0-9a-z]+)', body)
    assert list(dict.fromkeys(shown)) == list(dict.fromkeys(o[key] for o in objects))
    assert f'href="/{page}.csv' in html


def test_an_iranian_is_found_by_name_code_and_capital(desk: TestClient):
    totals = {w: desk.get("/api/events", params={"actor": w}).json()["total"] for w in ("Iran", "IRN", "Tehran", "iranian")}
    assert len(set(totals.values())) == 1 and totals["Iran"] > 1


def test_sorting_by_the_upper_bound_puts_open_ones_first(desk: TestClient):
    highs = [x["high"] for x in json.loads(desk.get("/ledger.json?sort=high").text) if x["low"] is not None]
    numbers = [h for h in highs if h is not None]
    assert highs.index(None) == 0 if None in highs else True
    assert numbers == sorted(numbers, reverse=True)


# ---- what single pages must show


def test_the_event_puts_claims_side_by_side_and_says_what_is_disputed(desk: TestClient, disputed: dict[str, Any]):
    html = desk.get(f"/event/{disputed['id']}").text
    for words in (
        "disputed",
        "450",
        "300",
        "Claims side by side",
        "Who has it from whom",
        "independent origin",
        "Credibility",
        "Your judgement",
    ):
        assert words in html
    assert html.index("How many drones") < html.index("<h3>To whom")  # disputed fields come first


def test_the_claim_opens_beside_its_words_with_its_chain(desk: TestClient):
    claim = desk.get(f"/api/documents/{DAILY.sha256}").json()["claims"][0]["id"]
    html = desk.get(f"/document/{DAILY.sha256[:16]}?claim={claim[:8]}").text
    for words in ('data-open="1"', 'class="chain"', "defence ministry", "The Daily", "confidence 0.80", "Its event", "batch"):
        assert words in html


def test_a_link_to_a_claim_leads_back_to_its_document(desk: TestClient):
    claim = desk.get(f"/api/documents/{POST.sha256}").json()["claims"][0]["id"]
    html = desk.get(f"/claim/{claim}").text
    assert f"/document/{POST.sha256[:16]}" in html
    assert "<mark>delivered</mark>" in html


def test_numbers_of_claims_are_links_that_a_keyboard_reaches(desk: TestClient):
    html = desk.get("/document/drones").text
    assert len(re.findall(r'<a class="nr" data-n="\d" href="/document/', html)) == 6


def test_the_network_is_signed_weighted_and_told_as_a_table(desk: TestClient):
    html = desk.get("/network").text
    data = json.loads(html.partition('id="network-data">')[2].partition("</script>")[0])
    edge = next(e for e in data["edges"] if (e["source"], e["target"], e["kind"]) == ("IRN", "RUS", "supply"))
    assert edge["sign"] == "+" and edge["weight"] >= 2 and edge["href"].startswith("/events?")
    assert {e["sign"] for e in data["edges"]} >= {"+", "−"}
    assert html.count("data-edge=") == len(data["edges"])


def test_the_events_behind_an_edge_are_those_it_counts(desk: TestClient):
    html = desk.get("/network").text
    data = json.loads(html.partition('id="network-data">')[2].partition("</script>")[0])
    for edge in data["edges"]:
        if edge["kind"] != "meet":
            told = int(re.search(r": ([\d,]+) event", edge["told"]).group(1))  # type: ignore[union-attr]
            shown = desk.get(edge["href"].replace("/events?", "/events.json?")).json()
            assert sum(1 for e in shown if e["status"] != "denied") == told, edge["id"]


def test_every_mark_of_a_pair_opens_its_events(desk: TestClient):
    html = desk.get("/pair/IRN/RUS").text
    spec = json.loads(html.partition('id="pair-spec">')[2].partition("</script>")[0])
    assert spec["data"]["values"]
    for mark in spec["data"]["values"]:
        body = desk.get(mark["href"]).text.partition('id="events"')[2]
        assert body.count('<a class="line"') == mark["events"]


def test_the_register_draws_open_ends_as_open(desk: TestClient):
    html = desk.get("/ledger?flow=intercept").text
    assert 'class="open"' in html and "at least 301" in html


def test_only_a_part_is_sent_where_only_a_part_was_asked_for(desk: TestClient):
    claim = desk.get(f"/api/documents/{POST.sha256}").json()["claims"][0]["id"]
    assert "<html" not in desk.get(f"/claim/{claim}?panel=1").text


def test_stories_are_ranked_by_what_speaks_against_them_and_cells_open_events(told: TestClient, disputed: dict[str, Any]):
    html = worked(told, "/narratives")
    assert html.index("Iran arms Russia.") < html.index("Iran sends no weapons to Russia.")
    assert "it rules this out" in html and f"/event/{disputed['id']}" in html
    assert "first contradicted by an independent voice on 2022-11-0" in html and "What would change the ranking" in html
    assert "nothing that bears on them" in worked(told, "/narratives?as_of=2022-01-01")


def test_a_cell_of_the_matrix_opens_on_its_voices_and_their_claims(told: TestClient, disputed: dict[str, Any]):
    cells = re.findall(r'href="(/narratives\?evidence=[^"#]+)#cell"[^>]*><b[^>]*>(\S+)</b> (\w+)', worked(told, "/narratives"))
    against = next(html.unescape(a) for a, sign, mark in cells if (sign, mark) == ("−−", "II"))
    opened = worked(told, against).partition('id="cell"')[2].partition("</div>")[0]
    assert "it rules this out: Iran sends no weapons to Russia." in opened and "weapons are said to have gone" in opened
    assert "/event/" in opened and "/claim/" in opened and "an independent origin" in opened
    claim = re.search(r'href="(/claim/[^"]+)"', opened)
    assert claim and told.get(claim[1]).status_code == 200


def test_denials_stand_beside_what_they_deny(desk: TestClient):
    html = worked(desk, "/narratives")
    part = html.partition("Denials, beside what they deny")[2]
    assert "✕ Iran" in part and "/claim/" in part


def test_the_outlook_tells_open_questions_first_with_their_grounds_and_the_score_of_the_others(desk: TestClient):
    html = desk.get("/outlook").text
    assert html.index("send missiles") < html.index("send drones")
    for words in ("30 %", "10 %", "unlikely", "3 days of the last year", "happened", "0.090", "0.810"):
        assert words in html


def test_on_an_earlier_day_the_outlook_does_not_know_how_it_turned_out(desk: TestClient):
    told = desk.get("/outlook?as_of=2022-10-15").text
    assert "send drones" in told and "Brier" not in told and "open" in told
    assert "Brier 0.090, recurrence 0.810" in desk.get("/outlook?as_of=2022-10-31").text
