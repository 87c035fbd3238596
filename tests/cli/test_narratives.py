"""`sayso narratives` and `sayso talking-points`: in four formats, as of a day, with a picture, and with clear errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.app import run
from sayso.ledger import Store
from tests.analysis.narratives.world import copies, planted

CARDS = """
- id: sends-none
  statement: Iran sends no weapons to Russia.
  holders: [Iran]
  rivals: [keeps-sending]
  says: [{flow: transfer, actor: Iran, recipient: Russia, status: denied}]
  rules_out: [{flow: transfer, actor: Iran, recipient: Russia, status: actual, strength: strong}]
- id: keeps-sending
  statement: Iran goes on sending drones.
  rules_out: [{flow: transfer, actor: Iran, recipient: Russia, status: denied}]
"""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A ledger with the planted world and three copies of its last report."""
    path = tmp_path / "world.sayso"
    told = planted()
    with Store(path) as store:
        number = store.start_run("1", ["planted"])
        for claim, document in [*told, *copies(told[-1], 3)]:
            store.record(number, document, [claim], "1")
        store.end_run(number, read=9)
        store.link()
    (tmp_path / "narratives").mkdir()
    (tmp_path / "narratives" / "cards.yaml").write_text(CARDS, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path, status: int = 0) -> str:
    assert run([str(a) for a in arguments]) == status
    found = capsys.readouterr()
    return found.out if status == 0 else found.err


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_format(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["narratives"], ["talking-points"], ["talking-points", "--denials"]):
        whole = json.loads(told(capsys, *command, "--ledger", world, "-f", "json"))
        lines = [json.loads(line) for line in told(capsys, *command, "--ledger", world, "-f", "jsonl").splitlines()]
        table = rows(told(capsys, *command, "--ledger", world, "-f", "csv"))
        assert whole and lines and len(lines) == len(table)


@pytest.mark.parametrize("width", ["60", "80", "120", "200"])
def test_tables_keep_to_the_width(world: Path, capsys: pytest.CaptureFixture[str], width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for command in (["narratives"], ["talking-points"], ["talking-points", "--denials"]):
        out = told(capsys, *command, "--ledger", world)
        assert out.strip() and max(map(len, out.splitlines())) <= int(width)


def test_the_matrix_in_words(world: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = told(capsys, "narratives", "--ledger", world)
    assert "1. Iran goes on sending drones. [keeps-sending]" in out and "2. Iran sends no weapons to Russia." in out
    assert "first independent contradiction: 2022-08-10, Northern Ledger" in out
    assert "told by: Iran since 2022-07-15" in out and "gives no verdict" in out


def _standing(capsys: pytest.CaptureFixture[str], world: Path, *more: str) -> dict[str, Any]:
    (matrix,) = json.loads(told(capsys, "narratives", "--ledger", world, "-f", "json", *more))
    found: dict[str, Any] = {s["card"]: s for s in matrix["standings"]}["sends-none"]
    return found


def test_as_of_a_day_before_the_first_contradiction(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _standing(capsys, world, "--as-of", "2022-08-01")["first_independent_contradiction"] is None
    assert _standing(capsys, world, "--as-of", "2022-08-10")["first_independent_contradiction"]["day"] == "2022-08-10"
    assert _standing(capsys, world)["first_independent_contradiction"]["day"] == "2022-08-10"


def test_cards_are_named_or_found_in_their_folder(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(CARDS.replace("keeps-sending", "still-sends"), encoding="utf-8")
    assert "[still-sends]" in told(capsys, "narratives", other, "--ledger", world)
    assert "[keeps-sending]" in told(capsys, "narratives", "--ledger", world)


def test_the_picture(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "narratives", "--ledger", world, "--picture", tmp_path / "matrix.json")
    spec = json.loads((tmp_path / "matrix.json").read_text())
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/") and spec["data"]["values"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("- {id: a, statement: One., rules_out: [{flow: gift}]}", "there is no flow “gift”"),
        ("- {id: a, statement: One., holders: [Irran], rules_out: [{flow: use}]}", "did you mean Iran"),
        ("id: [", "not valid YAML"),
    ],
)
def test_a_card_with_a_mistake_is_one_sentence(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    card = tmp_path / "card.yaml"
    card.write_text(content, encoding="utf-8")
    error = told(capsys, "narratives", card, "--ledger", world, status=2)
    assert words in error and "Traceback" not in error


def test_no_cards_at_all(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "narratives" / "cards.yaml").unlink()
    assert "holds no cards" in told(capsys, "narratives", "--ledger", world, status=2)
    (tmp_path / "narratives").rmdir()
    assert "No cards were named" in told(capsys, "narratives", "--ledger", world, status=2)


def test_cards_on_which_nothing_bears(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = tmp_path / "card.yaml"
    card.write_text("- {id: a, statement: One., rules_out: [{flow: use, actor: Peru}]}", encoding="utf-8")
    assert "No event of the ledger bears on these cards" in told(capsys, "narratives", card, "--ledger", world)


def test_talking_points_by_holder(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (point,) = json.loads(told(capsys, "talking-points", "--holder", "Tehran", "--ledger", world, "-f", "json"))
    assert (point["holder"], point["says"], point["documents"]) == ("IRN", "Iran → Russia: transfer of drones, denied", 2)
    assert point["first"] == "2022-07-15" and point["reach"] == 5
    assert told(capsys, "talking-points", "--holder", "Peru", "--ledger", world) == ""


def test_denials_against_claims(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(capsys, "talking-points", "--denials", "--ledger", world, "-f", "json"))
    late = next(d for d in found if d["first_denied"] == "2022-11-05")
    assert [v["name"] for v in late["denied_by"]] == ["Iran"] and [v["name"] for v in late["said_by"]] == ["The Meridian"]
