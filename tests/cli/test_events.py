"""Commands about events, judgements, verification and search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.app import run
from sayso.ledger import Store
from tests.ledger.world import ORIGINAL, OTHER, tell

A, B = (r[1][0].id for r in (ORIGINAL, OTHER))
KEYS = [
    *("id", "event", "flow", "actors", "recipients", "items", "first", "last", "status", "claims", "origins"),
    *("independent_origins", "disputes", "denied_by", "credibility"),
]


@pytest.fixture
def world(tmp_path: Path) -> str:
    with Store(tmp_path / "world.sayso") as store:
        tell(store)
        store.link()
    return str(tmp_path / "world.sayso")


def _told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(arguments) == status
    return capsys.readouterr().out


def _lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _told(capsys, *arguments, "--format", "jsonl").splitlines()]


def test_events_as_lines(world: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = _lines(capsys, "events", "--ledger", world)
    assert all(list(e) == KEYS for e in told) and len(told) == 4
    (event,) = [e for e in told if e["disputes"]]
    assert event["claims"] == [
        {"id": A, "document": "original", "publisher": "CNN"},
        {"id": A, "document": "copy", "publisher": "The Copy"},
        {"id": B, "document": "other", "publisher": "BBC"},
    ]
    assert event["origins"] == ["CNN", "BBC"] and event["independent_origins"] == 2
    assert event["items"] == [{"class": "weapon.uav", "designation": None, "low": 450, "high": 450, "measure": "batch"}]


@pytest.mark.parametrize("format", ["table", "json", "csv"])
@pytest.mark.parametrize(
    "command",
    ["events", "disputes", f"history {A}", f"why event:{A}", "judgements", "review", "search drones", "verify", "events --disputed"],
)
def test_every_form_of_every_command(world: str, capsys: pytest.CaptureFixture[str], command: str, format: str) -> None:
    out = _told(capsys, *command.split(), "--ledger", world, "--format", format)
    if format == "json":
        assert json.loads(out) is not None


@pytest.mark.parametrize(("day", "publishers"), [("2022-11-01", ["CNN"]), ("2022-11-02", ["CNN", "BBC"])])
def test_as_of(world: str, capsys: pytest.CaptureFixture[str], day: str, publishers: list[str]) -> None:
    (event,) = _lines(capsys, "events", "--item", "drones", "--as-of", day, "--ledger", world)
    assert [c["publisher"] for c in event["claims"]] == publishers
    assert len(_lines(capsys, "claims", "--as-of", day, "--ledger", world)) == len(publishers)
    assert _lines(capsys, "transfers", "--recorded-by", "2000-01-01", "--ledger", world) == []
    assert run(["brief", "--as-of", day, "--ledger", world]) == 0


def test_judging_and_taking_it_back(world: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_WHO", "A. Reader")
    (told,) = _lines(
        capsys, "judge", B[:8], "correct", "--field", "quantity", "--value", "450 batch", "--why", "Misread.", "--ledger", world
    )
    assert (told["who"], told["verdict"], told["in_force"]) == ("A. Reader", "correct", True)
    assert _lines(capsys, "disputes", "--ledger", world) == []
    assert len(_lines(capsys, "disputes", "--machine", "--ledger", world)) == 1
    assert "corrected by A. Reader" in _told(capsys, "why", B, "--ledger", world)
    _told(capsys, "undo", "1", "--why", "It was right.", "--ledger", world)
    assert len(_lines(capsys, "disputes", "--ledger", world)) == 1
    assert [j["in_force"] for j in _lines(capsys, "judgements", "--ledger", world)] == [False, True]


def test_verifying(world: str, capsys: pytest.CaptureFixture[str]) -> None:
    head = _told(capsys, "verify", "--ledger", world).splitlines()[-1].removeprefix("head ")
    assert run(["verify", "--head", head, "--ledger", world]) == 0
    data = bytearray(Path(world).read_bytes())
    data[len(data) // 2] ^= 4
    Path(world).write_bytes(data)
    assert "bytes" in _told(capsys, "verify", "--ledger", world, status=1)
    Path(world).write_bytes(data[: len(data) // 3])
    assert "damaged" in _told(capsys, "verify", "--ledger", world, status=1)


def test_why_an_event(world: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(capsys, "why", f"event:{A}", "--ledger", world)
    assert "Why they are one event" in told and "a copy: lends no weight" in told and "disputed" in told


def test_nothing_to_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    assert run(["read", str(tmp_path / "folder"), "--ledger", str(tmp_path / "x.sayso")]) == 2
    assert "The folder holds no files" in capsys.readouterr().err


def test_a_folder_that_holds_the_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(tmp_path), "--ledger", str(tmp_path / "x.sayso")]) == 2
    assert "skipped (" not in capsys.readouterr().err
