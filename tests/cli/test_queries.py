"""Questions to a ledger: claims, transfers, why, brief, runs, in four formats."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.ledger import Store
from tests.builders import DRONES, claim, document, drones

runner = CliRunner()


def ask(*arguments: str | Path) -> str:
    found = runner.invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


COMMANDS = (("claims",), ("transfers",), ("balances", "--owner", "RUS"), ("brief",), ("runs",), ("why", drones()[0].id[:8]))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_every_command_speaks_every_format(ledger: Path, command: tuple[str, ...]) -> None:
    assert ask(*command, "--ledger", ledger).strip()
    assert json.loads(ask(*command, "--ledger", ledger, "--format", "json"))
    assert lines(ask(*command, "--ledger", ledger, "-f", "jsonl"))
    assert rows(ask(*command, "--ledger", ledger, "--format", "csv"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize("width", ["40", "80", "100", "200"])
def test_tables_keep_to_the_width(ledger: Path, command: tuple[str, ...], width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    told = ask(*command, "--ledger", ledger)
    assert max(map(len, told.splitlines())) <= int(width)
    assert "…" not in told, "nothing is cut off"


def test_claims_have_the_codebooks_form(ledger: Path) -> None:
    sent = lines(ask("claims", "--ledger", ledger, "-f", "jsonl"))[0]
    assert (sent["id"], sent["document"], sent["publisher"], sent["published"]) == (
        drones()[0].id,
        "drones",
        "The Example Post",
        "2022-11-05",
    )
    assert sent["trigger"] == {"text": "sent", "start": 5, "end": 9}
    assert sent["items"][0]["quantity"] == {"text": "thousands of drones", "low": 2000, "high": 9999, "hedge": "range", "measure": "total"}
    assert [r["field"] for r in sent["reasons"]] == ["event", "actor"]


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal so wide that no words are wrapped."""
    monkeypatch.setenv("COLUMNS", "300")


@pytest.mark.usefixtures("wide")
def test_claims_in_a_table(ledger: Path) -> None:
    told = ask("claims", "--ledger", ledger)
    assert "IRN → RUS" in told and "thousands of drones" in told and "(2022-11-05)" in told and "officials (CNN)" in told


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--actor", "iran"], 4),
        (["--actor", "Ukraine", "--actor", "USA"], 2),
        (["--flow", "transfer", "--status", "planned"], 1),
        (["--since", "2022-11-06"], 0),
        (["--item", "uav", "--source", "CNN"], 1),
        (["--text", "last shipment"], 1),
        (["--limit", "2"], 2),
        (["--limit", "0"], 6),
    ],
)
def test_filters(ledger: Path, options: list[str], count: int) -> None:
    assert len(lines(ask("claims", "--ledger", ledger, "-f", "jsonl", *options))) == count


def test_a_table_that_is_cut_says_so(ledger: Path) -> None:
    found = runner.invoke(app, ["claims", "--ledger", str(ledger), "--limit", "2"])
    assert "2 of 6 claims" in found.stderr and len([x for x in found.stdout.splitlines() if "IRN → RUS" in x]) == 2


def test_nothing_found_is_no_error_and_hints_at_the_name(ledger: Path) -> None:
    found = runner.invoke(app, ["claims", "--ledger", str(ledger), "--actor", "Irran"])
    assert (found.exit_code, found.stdout) == (0, "")
    assert "No claims pass these filters" in found.stderr and "did you mean Iran" in found.stderr
    assert ask("claims", "--ledger", ledger, "--actor", "Irran", "-f", "json") == "[]\n"


@pytest.mark.usefixtures("wide")
def test_the_register_in_a_table(ledger: Path) -> None:
    told = ask("transfers", "--ledger", ledger)
    assert "2,000–9,999 in all" in told and "405–495 a batch" in told and "denied by Iran" in told and "[missile]" in told


def test_the_register_for_a_spreadsheet(ledger: Path) -> None:
    found = {(r["stage"], r["measure"]): r for r in rows(ask("transfers", "--ledger", ledger, "-f", "csv"))}
    assert set(found) == {("planned", ""), ("delivered", "total"), ("delivered", "batch")}
    batch = found["delivered", "batch"]
    assert (batch["supplier"], batch["receiver"], batch["class"], batch["sipri"]) == ("IRN", "RUS", "weapon.uav", "aircraft")
    assert (batch["low"], batch["high"], batch["delivered"], batch["ordered"]) == ("405", "495", "405–495", "")
    assert (batch["origins"], batch["denied_by"], batch["independent_origins"]) == ("officials, to CNN", "Iran", "1")


BALANCE = ("balances", "--owner", "Russia", "--class", "uav")


def test_a_balance_for_programs(ledger: Path) -> None:
    told = json.loads(ask(*BALANCE, "--ledger", ledger, "-f", "json"))
    assert (told["owner"], told["class"], told["as_of"]) == ("RUS", "weapon.uav", "2022-11-05")
    received = told["bounds"][0]
    assert (received["kind"], received["low"], received["high"], received["low_undisputed"]) == ("received", 2000, None, 0)
    assert {(p["measure"], p["counted"]) for p in received["events"]} == {("total", True), ("batch", False)}
    assert told["bounds"][1]["partner"] == "IRN" and told["bounds"][1]["high"] == 9999


@pytest.mark.usefixtures("wide")
def test_a_balance_says_how_it_was_reached(ledger: Path) -> None:
    told = ask(*BALANCE, "--ledger", ledger)
    assert "at least 2,000: the largest figure; the others may speak of the same goods" in told
    assert "denied by Iran" in told and "from Iran" in told
    shot = ask("balances", "--owner", "IRN", "--ledger", ledger)
    assert "what was shot down was launched before" in shot


def test_a_balance_as_of_an_earlier_day_is_empty(ledger: Path) -> None:
    found = runner.invoke(app, [*BALANCE, "--as-of", "2022-11-04", "--ledger", str(ledger)])
    assert (found.exit_code, found.stdout) == (0, "") and "No event speaks of" in found.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--owner", "Irran"], "did you mean"),
        (["--owner", "RUS", "--class", "drones"], "There is no class"),
        (["--owner", "RUS", "--as-of", "x"], "day"),
    ],
)
def test_a_balance_of_nobody_or_nothing(ledger: Path, options: list[str], told: str) -> None:
    found = runner.invoke(app, ["balances", *options, "--ledger", str(ledger)])
    assert found.exit_code != 0 and told.lower() in str(found.exception or found.stderr).lower()


@pytest.mark.usefixtures("wide")
def test_why_shows_the_words_and_the_reasons(ledger: Path) -> None:
    told = ask("why", drones()[0].id[:6], "--ledger", ledger)
    for words in (
        "Iran »sent« thousands of drones to Russia.",
        "evokes a transfer",
        "predicates/transfer.yaml#send",
        "subject of “sent” (nsubj)",
    ):
        assert words in told
    assert "The Example Post · 2022-11-05 (given) · “Drones” · drones" in told and "the publisher speaks for itself" in told


def test_why_shows_parts_that_stand_in_other_sentences(tmp_path: Path) -> None:
    doc = document("Officials told CNN about it. It is cold. Iran sent drones to Russia.")
    with Store(tmp_path / "y.sayso") as store:
        found = claim("sent", doc, actor_=["Iran=IRN"], sources=["CNN=cnn/media"])
        store.record(store.start_run("1"), doc, [found], "1")
    told = ask("why", found.id, "--ledger", tmp_path / "y.sayso")
    assert "Officials told CNN about it." in told and "It is cold" not in told


def test_why_for_programs(ledger: Path) -> None:
    told = json.loads(ask("why", drones()[0].id, "--ledger", ledger, "-f", "json"))
    assert told["passage"]["text"] == "Iran sent thousands of drones to Russia."
    assert (told["sha256"], told["run"], told["superseded"]) == (DRONES.sha256, 1, False)
    assert [r["field"] for r in rows(ask("why", drones()[0].id, "--ledger", ledger, "-f", "csv"))] == ["event", "actor"]


@pytest.mark.usefixtures("wide")
def test_each_line_of_the_brief_ends_in_an_id_that_why_takes(ledger: Path) -> None:
    told = [x for x in ask("brief", "--ledger", ledger).splitlines() if x.startswith("- ")]
    assert len(told) == 6
    for line in told:
        ids = line.rpartition("[")[2].removesuffix("]").split()
        assert ids and all(ask("why", i, "--ledger", ledger) for i in ids)


def test_the_brief_fits_one_screen(ledger: Path) -> None:
    assert len(ask("brief", "--ledger", ledger).splitlines()) <= 60


def test_runs_tell_what_was_skipped_and_why(ledger: Path) -> None:
    told = ask("runs", "--ledger", ledger)
    assert "finished" in told and "fa.txt: It is in Persian" in told


def test_a_report_cannot_steer_the_terminal(tmp_path: Path) -> None:
    doc = document("Iran sent \x1b[31mdrones\x1b]0;x\x07 [bold]to[/bold] \u202eRussia.")
    with Store(tmp_path / "y.sayso") as store:
        found = claim("sent", doc, items=["\x1b[31mdrones=weapon.uav"])
        store.record(store.start_run("1"), doc, [found], "1")
    for command in (("claims",), ("why", found.id), ("claims", "-f", "csv")):
        told = ask(*command, "--ledger", tmp_path / "y.sayso")
        assert "\x1b" not in told and "\x07" not in told and "\u202e" not in told
    assert "[bold]to[/bold]" in ask("why", found.id, "--ledger", tmp_path / "y.sayso")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_a_spreadsheet_takes_no_words_for_a_formula(tmp_path: Path, words: str) -> None:
    doc = document(f"{words} sent drones.", publisher=words)
    with Store(tmp_path / "y.sayso") as store:
        store.record(store.start_run("1"), doc, [claim("sent", doc)], "1")
    (row,) = rows(ask("claims", "--ledger", tmp_path / "y.sayso", "-f", "csv"))
    assert row["publisher"].startswith("'") and row["publisher"].endswith(words.strip())


def test_the_default_ledger_and_format(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(ledger))
    monkeypatch.setenv("SAYSO_FORMAT", "jsonl")
    assert len(lines(ask("claims"))) == 6
    assert "IRN → RUS" in ask("claims", "--format", "table")
