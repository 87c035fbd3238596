"""`sayso outlook` as a person meets it: on an imported table, kept, settled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def imported(sayso: Run, tmp_path: Path) -> Path:
    """A ledger with a table in which Iran aids Russia each week of the first half of 2025 and once in July."""
    days = [f"2025-{m:02}-{d:02}" for m in range(1, 7) for d in (1, 8, 15, 22)] + ["2025-07-10"]
    rows = [f"Iran\tAID\tRussia\t{d}" for d in days] + [f"Ukraine\tACCUSE\tIran\t{d}" for d in days[::3]]
    path = tmp_path / "acts.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert sayso("import", path, "--dataset", "mine", "--ledger", "new.sayso").returncode == 0
    return tmp_path / "new.sayso"


def test_an_outlook_is_told_kept_and_scored(sayso: Run, imported: Path) -> None:
    asked = ("outlook", "Iran", "Russia", "--event", "aid", "--dataset", "mine", "--as-of", "2025-06-30", "--ledger", imported)
    shown = sayso(*asked)
    assert shown.returncode == 0, shown.stderr
    assert "Will there be AID, IRN → RUS, from 2025-07-01 to 2025-07-30?" in shown.stdout
    assert "recurrency alone" in shown.stdout and "on 24 days of the last year, last 9 days before" in shown.stdout
    kept = sayso(*asked, "--keep", "--format", "json")
    told = {f["actor"]: f for f in json.loads(kept.stdout)}
    assert "2 new forecasts kept" in kept.stderr and told["IRN"]["reasons"][0]["rule"]
    assert told["IRN"]["probability"] > 0.3 > told["RUS"]["probability"]
    # the acts end on 10 July: without a day of one's own, silence after it settles nothing
    waiting = sayso("outlook", "--score", "--ledger", imported)
    assert waiting.returncode == 0 and "2 wait" in waiting.stderr
    scored = json.loads(sayso("outlook", "--score", "--as-of", "2025-08-01", "--format", "json", "--ledger", imported).stdout)
    assert (scored["settled"], scored["happened"], scored["open"]) == (2, 1, 0)
    assert 0 < scored["brier"] < 0.3
    assert "settled" in sayso("outlook", "--score", "--ledger", imported).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Iran", "Russia", "Ukraine"], "There are 3 parties"),
        (["--event", "greet"], "no PLOVER type"),
        (["--flow", "gift"], "no flow"),
        (["--item", "weapon"], "Add --flow"),
        (["--dataset", "none"], "no data set"),
        (["--dataset", "mine", "--learn"], "too few to learn from"),
        (["--model", "nothing.json", "--dataset", "mine"], "--learn"),
    ],
)
def test_mistakes_are_one_sentence(sayso: Run, imported: Path, arguments: list[str], said: str) -> None:
    found = sayso("outlook", *arguments, "--ledger", imported)
    assert found.returncode == 2 and said in found.stderr and found.stderr.startswith("sayso: ")


def test_a_pair_without_acts_gets_no_forecast(sayso: Run, imported: Path) -> None:
    found = sayso("outlook", "Chad", "Peru", "--dataset", "mine", "--as-of", "2025-06-30", "--ledger", imported)
    assert (found.returncode, found.stdout) == (0, "") and "nothing to say" in found.stderr


def test_the_ledgers_own_events_are_the_default(sayso: Run, ledger: Path) -> None:
    found = sayso("outlook", "Iran", "Russia", "--as-of", "2022-12-01", "--format", "jsonl", "--ledger", ledger)
    assert found.returncode == 0, found.stderr
    told = [json.loads(line) for line in found.stdout.splitlines()]
    assert told and {t["dataset"] for t in told} == {"sayso"} and ("IRN", "RUS") in {(t["actor"], t["recipient"]) for t in told}
    assert any(g["events"] for t in told for g in t["reasons"])
