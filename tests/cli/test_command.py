"""The command as scripts meet it: exit status, errors, pipes, start-up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import drones
from tests.cli.conftest import Run

HEAVY = ("spacy", "onnxruntime", "trafilatura", "numpy", "dateparser", "tokenizers", "feedparser", "warcio")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["claims", "--ledger", "none.sayso"], 3, "There is no ledger at none.sayso"),
        (["claims", "--ledger", "{ledger}", "--flow", "transferr"], 2, "Did you mean transfer?"),
        (["claims", "--ledger", "{ledger}", "--since", "lately"], 2, "Write it as 2022-11-05"),
        (["claims", "--ledger", "{ledger}", "--bogus"], 2, "No such option: --bogus"),
        (["claims", "--ledger", "{ledger}", "--format", "xml"], 2, "xml"),
        (["claims", "--ledger", "{ledger}", "--limit", "-1"], 2, "--limit"),
        (["why", "ffffffff", "--ledger", "{ledger}"], 2, "There is no claim"),
        (["why"], 2, "ID"),
        (["read"], 2, "PATH"),
        (["nonsense"], 2, "No such command"),
        (["read", "x.txt", "--published", "soon", "--ledger", "new.sayso"], 2, "published “soon” is not a day"),
        (["read", "x.txt", "--ledger", "no/such/folder.sayso"], 3, "there is no folder"),
    ],
)
def test_errors_are_one_sentence_and_a_status(sayso: Run, ledger: Path, arguments: list[str], status: int, said: str) -> None:
    found = sayso(*(a.format(ledger=ledger) for a in arguments))
    assert (found.returncode, found.stdout) == (status, "")
    assert said in found.stderr and found.stderr.count("\n") == 1 and found.stderr.startswith("sayso: ")
    assert "Traceback" not in found.stderr


def test_a_mistyped_date_leaves_no_run_behind(sayso: Run, ledger: Path) -> None:
    before = ledger.read_bytes()
    assert sayso("read", "x.txt", "--published", "soon", "--ledger", ledger).returncode == 2
    assert ledger.read_bytes() == before


def test_help_tells_the_exit_status(sayso: Run) -> None:
    assert "Exit status" in sayso("--help").stdout
    assert "Exit status" in sayso("read", "--help").stdout
    assert sayso("--version").stdout.startswith("sayso ")


@pytest.mark.parametrize("command", ["read", "brief", "claims", "transfers", "why", "runs", "extract"])
def test_every_command_has_help(sayso: Run, command: str) -> None:
    found = sayso(command, "--help")
    assert found.returncode == 0 and "Usage" in found.stdout and len(found.stdout.splitlines()) > 5


@pytest.mark.parametrize("command", [["claims"], ["transfers"], ["brief"], ["why", drones()[0].id], ["runs"]], ids=lambda c: c[0])
def test_questions_load_no_language_model(ledger: Path, tmp_path: Path, command: list[str]) -> None:
    told = f"print(sorted(m for m in {HEAVY} if m in sys.modules), file=sys.stderr)"
    code = f"import sys; from sayso.cli.app import run; run(sys.argv[1:]); {told}"
    found = subprocess.run([sys.executable, "-c", code, *command, "--ledger", str(ledger)], capture_output=True, text=True, check=True)
    assert found.stderr.strip() == "[]" and found.stdout


def test_a_reader_that_goes_away_is_no_error(ledger: Path, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        found = subprocess.run(
            [sys.executable, "-m", "sayso.cli", "claims", "--ledger", str(ledger), "-f", "jsonl"],
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(writer)
    assert (found.returncode, found.stderr) == (141, "")


def test_a_reader_that_goes_away_from_a_table_is_no_error(ledger: Path, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        found = subprocess.run(
            [sys.executable, "-m", "sayso.cli", "claims", "--ledger", str(ledger)], stdout=writer, stderr=subprocess.PIPE, text=True
        )
    finally:
        os.close(writer)
    assert (found.returncode, found.stderr) == (141, "")


def test_output_is_utf8_in_any_locale(sayso: Run, ledger: Path) -> None:
    found = sayso("claims", "--ledger", ledger, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert found.returncode == 0 and "IRN → RUS" in found.stdout


def test_colour_only_where_it_is_wanted(sayso: Run, ledger: Path) -> None:
    assert "\x1b[" not in sayso("claims", "--ledger", ledger).stdout
    forced = sayso("claims", "--ledger", ledger, FORCE_COLOR="1").stdout
    assert "\x1b[" in forced
    assert "\x1b[3" not in sayso("claims", "--ledger", ledger, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_questions_change_nothing(sayso: Run, ledger: Path) -> None:
    before = ledger.read_bytes()
    for command in (["claims"], ["transfers"], ["brief"], ["runs"]):
        assert sayso(*command, "--ledger", ledger).returncode == 0
    assert ledger.read_bytes() == before
    assert sorted(p.name for p in ledger.parent.iterdir() if p.name.startswith("x.sayso")) == ["x.sayso"]


def test_json_is_one_array(sayso: Run, ledger: Path) -> None:
    assert len(json.loads(sayso("claims", "--ledger", ledger, "-f", "json").stdout)) == 6
