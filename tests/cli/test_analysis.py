"""The commands of the analysis, on an imported table and on a ledger's own events: tables, JSON, CSV, pictures, errors."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sayso.acts import Act
from sayso.ledger import Store
from tests.analysis.worlds import act, month, noise, steady

Run = Callable[..., subprocess.CompletedProcess[str]]


def _world() -> list[Act]:
    acts = [*steady("IRN", "RUS", "AID", [0] * 12 + [4] * 12), *noise(24, 8, 2.0, seed=4)]
    acts += [act("RUS", "IRN", "AID", month(n), flow="transfer", classes=("weapon.air-defence",)) for n in range(6)]
    acts += [act("IRN", "RUS", "AID", month(n), flow="transfer", classes=("weapon.uav",)) for n in range(14, 22)]
    acts += [act("ISR", "hamas", "ASSAULT", month(12) + timedelta(days=n)) for n in range(0, 300, 10)]
    for n in range(0, 300, 30):
        acts += [act("QAT", side, "CONSULT", month(12) + timedelta(days=n), id=f"talk{n}") for side in ("ISR", "hamas")]
    return acts


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A ledger with an imported table "planted" and nothing else."""
    from dataclasses import replace

    path = tmp_path / "planted.sayso"
    with Store(path) as store:
        store.add_import("planted", "planted.tsv", "0" * 64, (replace(a, dataset="planted") for a in _world()), ())
    return path


def test_relations_of_two_by_name(sayso: Run, table: Path) -> None:
    done = sayso("relations", "Iran", "Russia", "--dataset", "planted", "--ledger", str(table))
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert "material cooperation" in done.stdout and "IRN → RUS" in done.stdout and "2021-01" in done.stdout


def test_relations_as_json_with_a_picture(sayso: Run, table: Path, tmp_path: Path) -> None:
    picture = tmp_path / "pair.json"
    done = sayso("relations", "IRN", "RUS", "--dataset", "planted", "--ledger", str(table), "-f", "json", "--picture", str(picture))
    found = json.loads(done.stdout)
    assert [s["actor"] for s in found["sides"]] == ["IRN", "RUS"]
    assert all(cell["events"] for side in found["sides"] for cell in side["cells"])
    assert any("what" in row for row in json.loads(picture.read_text())["data"]["values"])


def test_all_pairs_at_a_glance(sayso: Run, table: Path) -> None:
    done = sayso("relations", "--dataset", "planted", "--ledger", str(table), "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"IRN", "RUS"} in [{r["a"], r["b"]} for r in rows] and int(rows[0]["events"]) >= int(rows[-1]["events"])


def test_turning_points_in_words(sayso: Run, table: Path) -> None:
    done = sayso("turning-points", "--party", "Iran", "--dataset", "planted", "--ledger", str(table), "-f", "jsonl")
    words = [json.loads(line)["words"] for line in done.stdout.splitlines()]
    assert any(w.startswith("material cooperation IRN→RUS from 0.0 to") and w.endswith("since 2021-01") for w in words)
    shown = sayso("turning-points", "--dataset", "planted", "--ledger", str(table), "--engine", "exact")
    assert "IRN → RUS" in shown.stdout and "may be false" in shown.stderr


def test_roles_and_who_changed_places(sayso: Run, table: Path) -> None:
    done = sayso("roles", "--dataset", "planted", "--ledger", str(table))
    assert "RUS supplied IRN until" in done.stdout and "IRN supplies RUS" in done.stdout
    rows = list(csv.DictReader(io.StringIO(sayso("roles", "--dataset", "planted", "--ledger", str(table), "-f", "csv").stdout)))
    assert {r["what"] for r in rows} == {"position", "dependence", "reversal"}


def test_brokers(sayso: Run, table: Path) -> None:
    done = sayso("brokers", "--dataset", "planted", "--ledger", str(table))
    assert "QAT" in done.stdout and "ISR, Hamas" in done.stdout and "liaison" in done.stdout
    assert (
        json.loads(sayso("brokers", "--dataset", "planted", "--ledger", str(table), "-f", "json").stdout)["mediations"][0]["broker"]
        == "QAT"
    )


def test_network_with_a_file_for_gephi(sayso: Run, table: Path, tmp_path: Path) -> None:
    file = tmp_path / "net.gexf"
    done = sayso("network", "--dataset", "planted", "--ledger", str(table), "--gexf", str(file), "--over-time")
    assert done.returncode == 0 and "Two sides: 1 tie resists, exact" in done.stdout
    assert file.read_text(encoding="utf-8").startswith("<gexf")
    found = json.loads(sayso("network", "--dataset", "planted", "--ledger", str(table), "-f", "json", "--as-of", "2021-06-30").stdout)
    assert found["as_of"] == "2021-06-30" and found["ties"][0]["events"] and found["sides"]["exact"] is True


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["relations", "Atlantis", "Iran"], "no party that sayso knows"),
        (["turning-points", "--period", "century"], "is no period"),
        (["turning-points", "--engine", "steam"], "no search engine"),
        (["network", "--as-of", "soon"], "soon"),
        (["turning-points", "--level", "2"], "false discovery rate"),
    ],
)
def test_mistakes_are_one_sentence(sayso: Run, table: Path, arguments: list[str], told: str) -> None:
    done = sayso(*arguments, "--dataset", "planted", "--ledger", str(table))
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["relations", "Iran", "Russia"], ["turning-points"], ["roles"], ["brokers"], ["network"]])
def test_a_ledger_of_one_report_is_enough_to_ask(sayso: Run, ledger: Path, command: list[str]) -> None:
    """The report on drones: claims become events, events become acts; little can be said, and nothing fails."""
    done = sayso(*command, "--ledger", str(ledger))
    assert done.returncode == 0 and "Traceback" not in done.stderr
