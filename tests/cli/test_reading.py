"""`sayso read` and `sayso extract`, with an analyzer that needs no model, and once with the real one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.engine import Ledger
from sayso.engine import stream as engine_stream
from sayso.errors import LedgerError
from sayso.ledger import Store
from tests.cli.conftest import Run
from tests.test_engine import WORDS, Fake

runner = CliRunner()
FOREIGN = "Иран поставил России тысячи беспилотников, сообщили официальные лица."


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language model: the word "sent" is a claim."""
    monkeypatch.setattr(engine_stream, "Pipeline", Fake)


def read(*arguments: str | Path, input: str | None = None) -> tuple[int, str, str]:
    found = runner.invoke(app, [str(a) for a in arguments], input=input, standalone_mode=False, catch_exceptions=False)
    return int(found.return_value or 0), found.stdout, found.stderr


def records(*told: dict[str, Any] | str) -> str:
    return "".join((t if isinstance(t, str) else json.dumps(t, ensure_ascii=False)) + "\n" for t in told)


@pytest.mark.usefixtures("fake")
class TestRead:
    def test_a_summary_of_what_was_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(f"{WORDS}.")
        status, out, err = read(
            "read", tmp_path / "a.txt", "--ledger", tmp_path / "x.sayso", "--published", "2022-11-05", "--publisher", "P"
        )
        assert (status, err) == (0, "") and out.startswith("1 read, 0 seen before, 0 skipped; 1 claims in ")
        with Ledger(tmp_path / "x.sayso") as ledger:
            assert [(d.publisher, str(d.published)) for d in ledger.documents()] == [("P", "2022-11-05")]

    def test_a_second_time(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(f"{WORDS}.")
        read("read", tmp_path / "a.txt")
        status, out, _ = read("read", tmp_path / "a.txt")
        assert status == 0 and out.startswith("0 read, 1 seen before, 0 skipped; 0 claims in ledger.sayso")

    def test_some_skipped_is_status_1_with_a_line_each(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(f"{WORDS}.")
        (tmp_path / "b.txt").touch()
        (tmp_path / "c.txt").write_text(FOREIGN)
        status, out, err = read("read", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt", tmp_path / "d.txt")
        assert status == 1 and out.startswith("1 read, 0 seen before, 3 skipped")
        assert [line.split()[1] for line in err.splitlines()] == ["(empty)", "(language)", "(missing)"]
        assert "Russian" in err

    def test_nothing_read_is_status_2(self, tmp_path: Path) -> None:
        assert read("read", tmp_path / "none.txt")[0] == 2

    def test_standard_input(self, tmp_path: Path) -> None:
        status, out, _ = read("read", "-", input=records({"id": "1", "text": f"{WORDS}."}, {"id": "2", "text": f"{WORDS} again."}))
        assert status == 0 and out.startswith("2 read")

    @pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
    def test_for_programs(self, tmp_path: Path, form: str) -> None:
        (tmp_path / "a.txt").write_text(f"{WORDS}.")
        (tmp_path / "b.txt").touch()
        status, out, err = read("read", tmp_path / "a.txt", tmp_path / "b.txt", "--format", form)
        assert (status, err) == (1, "")
        if form != "csv":
            told = json.loads(out)
            assert (told["read"], told["skipped"], told["skipped_documents"][0]["kind"]) == (1, 1, "empty")
        else:
            assert out.splitlines()[0].startswith("run,read,superseded,seen,skipped,claims")


@pytest.mark.usefixtures("fake")
class TestExtract:
    def test_a_line_for_each_record_in_order(self) -> None:
        given = [{"id": str(n), "date": "2022-11-05", "publisher": "P", "text": f"{WORDS} {n}."} for n in range(40)]
        status, out, err = read("extract", "-", input=records(*given))
        told = [json.loads(line) for line in out.splitlines()]
        assert (status, err) == (0, "")
        assert [{k: t[k] for k in ("id", "date", "publisher", "text")} for t in told] == given
        assert told[0]["claims"][0]["trigger"] == {"text": "sent", "start": 5, "end": 9}

    def test_what_cannot_be_read_has_its_line_too(self) -> None:
        given = records({"id": "a", "text": f"{WORDS}."}, {"id": "b", "text": FOREIGN}, {"id": "c", "text": ""}, {"id": "d"}, "no json")
        status, out, err = read("extract", input=given)
        told = [json.loads(line) for line in out.splitlines()]
        assert status == 1 and len(err.splitlines()) == 4
        assert [(t["id"], len(t["claims"]), t.get("error", {}).get("kind")) for t in told] == [
            ("a", 1, None),
            ("b", 0, "language"),
            ("c", 0, "empty"),
            ("d", 0, "no-text"),
            ("standard input:5", 0, "format"),
        ]

    def test_an_odd_date_is_noted_and_gives_one_line(self) -> None:
        status, out, err = read("extract", input=records({"id": "a", "text": f"{WORDS}.", "date": "31 February"}))
        assert (status, len(out.splitlines())) == (0, 1) and err.startswith("note (date)")

    def test_any_document(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(f"{WORDS}.")
        status, out, _ = read("extract", tmp_path / "a.txt", "--published", "2022-11-05", "--publisher", "P")
        told = json.loads(out)
        assert status == 0 and (told["date"], told["publisher"], len(told["claims"])) == ("2022-11-05", "P", 1)

    def test_nothing_read_is_status_2(self) -> None:
        assert read("extract", "none.jsonl")[0] == 2

    def test_no_ledger_is_touched(self, tmp_path: Path) -> None:
        read("extract", input=records({"id": "a", "text": f"{WORDS}."}))
        assert not list(tmp_path.glob("*.sayso*"))


@pytest.mark.slow
def test_the_whole_way_with_the_real_model(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran has sent 450 drones to Russia. Russia denied the report.")
    read_it = sayso("read", "a.txt", "--published", "2022-11-05", "--publisher", "P", "--ledger", "x.sayso")
    assert (read_it.returncode, read_it.stderr) == (0, "")
    assert "Iran → Russia" in sayso("brief", "--ledger", "x.sayso").stdout
    first = json.loads(sayso("claims", "--ledger", "x.sayso", "-f", "json").stdout)[0]
    why = sayso("why", first["id"], "--ledger", "x.sayso")
    assert why.returncode == 0 and first["reasons"][0]["rule"] in " ".join(why.stdout.split())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.may_skip("only on Windows")
def test_an_interruption_is_status_130_and_is_written_down(tmp_path: Path) -> None:
    source = str(Path(__file__).parents[2] / "src")
    command = [sys.executable, "-m", "sayso.cli", "read", "-", "--ledger", "x.sayso"]
    environment = {**os.environ, "PYTHONPATH": source}
    # A shell's background job is born deaf to SIGINT, and so would be what the tests start in it.
    program = subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert program.stdin and program.stderr
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not _runs(tmp_path / "x.sayso"):
        time.sleep(0.1)
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=60) == 130
    assert program.stderr.read() == "sayso: Interrupted. What was read is in the ledger; reading the same again goes on from there.\n"
    assert _runs(tmp_path / "x.sayso") == ["interrupted"]
    program.stdin.close()
    program.stderr.close()


def _runs(path: Path) -> list[str | None]:
    try:
        with Store(path, create=False, readonly=True) as store:
            return [run.outcome for run in store.runs()]
    except LedgerError:
        return []


@pytest.mark.slow
def test_extract_answers_each_record_before_the_next_is_written(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sayso.cli", "extract", "-"]
    source = str(Path(__file__).parents[2] / "src")
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": source})
    assert program.stdin and program.stdout
    for n in range(3):
        program.stdin.write(records({"id": str(n), "text": f"{WORDS} {n}."}))
        program.stdin.flush()
        assert json.loads(program.stdout.readline())["id"] == str(n)
    program.stdin.close()
    assert program.wait(timeout=60) == 0
    program.stdout.close()
