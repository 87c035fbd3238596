"""The brief as one page: it loads nothing, runs nothing, and shows what texts hold as words."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.cli.app import run
from sayso.ledger import Store
from sayso.web.report import write_report


@pytest.fixture(scope="module")
def page(kept_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "brief.html"
    with Store(kept_ledger, readonly=True) as store:
        write_report(store, path)
    return path.read_text(encoding="utf-8")


def test_it_needs_nothing_else(page: str):
    assert "<script" not in page and "<link" not in page and "@import" not in page and "url(" not in page
    assert all(a.startswith(("#", "https://example.org/")) for a in re.findall(r'(?:src|href)="([^"]*)"', page))


def test_its_policy_allows_its_own_style_and_nothing_more(page: str):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy and style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policy.group(1).replace("&#39;", "'") == f"default-src 'none'; style-src 'sha256-{digest}'"


def test_what_a_text_holds_is_shown_as_words(page: str):
    assert "<script>alert" not in page and "<img src=x" not in page and "javascript:" not in re.sub(r">[^<]*<", "><", page)
    assert "&lt;script&gt;alert" in page


def test_every_line_leads_to_the_words_behind_it(page: str):
    lines = re.findall(r'class="line" href="#(e\d+)"', page)
    assert lines
    assert all(f'id="{n}"' in page for n in lines)
    assert "<mark>delivered</mark>" in page


def test_it_names_both_figures_of_a_dispute(page: str):
    assert re.search(r"450 drones \(\d\) against 300 drones \(\d\)", page)


def test_the_command_writes_it(kept_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "brief.html"
    assert run(["brief", "--html", str(path), "--ledger", str(kept_ledger), "--since", "2022-11-03"]) == 0
    assert "What changed since 3 November 2022" in path.read_text(encoding="utf-8")
    assert str(path) in capsys.readouterr().err


def test_the_command_says_where_it_cannot_write(kept_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["brief", "--html", str(tmp_path / "no" / "brief.html"), "--ledger", str(kept_ledger)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_desk_gives_the_same_page_to_save(desk: TestClient):
    answer = desk.get("/brief.html?since=all")
    assert "attachment" in answer.headers["content-disposition"]
    assert "Everything the ledger holds" in answer.text and "<script" not in answer.text


def test_an_empty_ledger_gives_a_page_too(tmp_path: Path):
    path = tmp_path / "brief.html"
    with Store(tmp_path / "new.sayso") as store:
        write_report(store, path)
    assert "Nothing to tell" in path.read_text(encoding="utf-8")
