"""Relations, sides and blocs on the desk: worked out in the background, each number opening its events."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.errors import SettingError
from sayso.web.app import create_app
from sayso.web.index import Index
from sayso.web.later import later
from tests.web.conftest import client_of, worked
from tests.web.planted_years import plant


@pytest.fixture(scope="module")
def kept_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("years") / "years.sayso"
    plant(path)
    return path


@pytest.fixture(scope="module")
def years(kept_years: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    copy = Path(shutil.copy(kept_years, tmp_path_factory.mktemp("copy") / "years.sayso"))
    with client_of(create_app(copy, who="tester")) as client:
        yield client


def section(html: str, id: str) -> str:
    """A section of a page, tags taken out."""
    part = html.partition(f'id="{id}"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", part.partition(">")[2]).split())


def test_a_change_of_pace_is_told_with_its_rates_its_chance_and_the_events_that_drive_it(years: TestClient):
    html = worked(years, "/relations")
    told = section(html, "turning")
    found = re.search(r"2021-0[678] .*?Iran [→↔] Russia ▲ more material cooperation (\d\.\d) (\d\.\d) (?:0\.0[0-4]\d|&lt; 0\.001)", told)
    assert found and float(found[1]) < 0.6 and 2 < float(found[2]) < 4  # at average reporting, so not three to the dot
    assert "Iran → Russia: transfer of missiles" in told
    assert 'href="/pair/IRN/RUS"' in html
    drives = re.findall(r'href="(/event/[0-9a-f]+)"', html)
    assert drives and all(years.get(e).status_code == 200 for e in drives[:3])


def test_who_supplies_and_who_mediates_until_when(years: TestClient):
    html = worked(years, "/relations")
    assert re.search(r"Iran missiles \+1\.00", section(html, "roles"))
    assert re.search(r"Russia missiles -1\.00", section(html, "roles"))
    assert "Türkiye Russia – Ukraine 2020-01-09…2021-06-09 lost the part" in section(html, "brokers")


def test_one_party_can_be_asked_for_by_name(years: TestClient):
    html = worked(years, "/relations?party=Turkey")
    assert "Iran" not in section(html, "turning") and "Iran" not in section(html, "roles")
    assert "Türkiye" in section(html, "brokers")


def test_as_of_a_day_before_the_turn_there_is_none(years: TestClient):
    html = worked(years, "/relations?as_of=2021-06-30")
    assert "▲" not in section(html, "turning")
    assert "lost the part" not in section(html, "brokers")
    assert 'href="/network/sides?as_of=2021-06-30"' in html


def test_the_page_of_a_pair_marks_its_turning_points_in_the_chart(years: TestClient):
    html = worked(years, "/pair/IRN/RUS")
    assert "▲ more" in section(html, "turning")
    spec = json.loads(html.partition('id="pair-spec">')[2].partition("</script>")[0])
    turns = [v for v in spec["data"]["values"] if "turn" in v]
    assert turns and {v["who"] for v in turns} <= {v["who"] for v in spec["data"]["values"] if "month" in v}
    assert {v["turn"][:4] for v in turns} == {"2021"}
    assert "layer" not in json.loads(worked(years, "/pair/CHN/RUS").partition('id="pair-spec">')[2].partition("</script>")[0])["spec"]


def test_the_two_sides_come_with_what_resists_them_and_with_blocs_over_time(years: TestClient):
    html = worked(years, "/network/sides")
    told = section(html, "sides")
    assert "frustration index 1" in told and "What resists" in told
    assert "− foes on one side" in told or "+ friends on two sides" in told  # China is a friend of both foes: one of three ties must
    assert "1 tie resists, and no other division has fewer (exact; another may have as few)" in told
    assert "Russia – Ukraine − hostile" in told and "Iran – Russia + friendly" in told
    blocs = section(html, "blocs")
    assert "2021-12-31" in blocs and 'href="/network/sides?as_of=2021-12-31"' in html
    assert "/network/sides" in years.get("/network").text


@pytest.mark.parametrize("path", ["/relations", "/network/sides"])
def test_an_empty_ledger_is_told_what_to_do(empty: TestClient, path: str):
    html = empty.get(path).text
    assert "No events yet" in html and 'href="/read"' in html


def test_a_page_says_that_it_works_and_asks_again_until_it_is_done(kept_years: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from sayso.analysis import turning

    go, real = threading.Event(), turning.turning_points

    def slow(*args: object, **options: object) -> object:
        go.wait(60)
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(turning, "turning_points", slow)
    copy = Path(shutil.copy(kept_years, tmp_path / "years.sayso"))
    with client_of(create_app(copy, who="tester")) as client:
        html = client.get("/relations?party=Iran&as_of=2022-06-01").text
        assert "Turning points are being worked out" in html
        assert 'hx-get="/relations?party=Iran&amp;as_of=2022-06-01"' in html
        go.set()
        assert "▲ more" in worked(client, "/relations?party=Iran&as_of=2022-06-01")


def test_work_is_done_once_for_an_index_and_its_error_is_told_to_all_who_ask():
    index, times = Index(()), []
    assert [later(index, "a", lambda: times.append(1) or 7, wait=30) for _ in range(3)] == [7, 7, 7]
    assert len(times) == 1

    def fails() -> int:
        raise SettingError("no", "Mend it.")

    for _ in range(2):
        with pytest.raises(SettingError):
            later(index, "b", fails, wait=30)
    assert later(Index(()), "a", lambda: 8, wait=30) == 8
