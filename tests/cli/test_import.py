"""`sayso import` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def table(folder: Path) -> Path:
    path = folder / "acts.tsv"
    path.write_text("Iran\tAID\tRussia\t2022-09-01\nIran\tGREET\tRussia\t2022-09-02\n", encoding="utf-8")
    return path


def test_a_table_is_taken_in_once_and_its_bad_rows_are_told(sayso: Run, tmp_path: Path) -> None:
    path = table(tmp_path)
    first = sayso("import", path, "--dataset", "mine", "--format", "json", "--ledger", "new.sayso")
    assert first.returncode == 1, first.stderr
    (told,) = json.loads(first.stdout)
    assert (told["dataset"], told["acts"], told["skipped"], told["new"]) == ("mine", 1, 1, True)
    assert told["remarks"][0]["row"] == "acts.tsv:2" and told["remarks"][0]["kind"] == "code"
    (again,) = json.loads(sayso("import", path, "--dataset", "mine", "--format", "json", "--ledger", "new.sayso").stdout)
    assert again["new"] is False and again["acts"] == 1
    listed = sayso("import", "--ledger", "new.sayso")
    assert listed.returncode == 0 and "mine" in listed.stdout and "acts.tsv:2" in listed.stdout


def test_a_missing_file_makes_no_ledger(sayso: Run, tmp_path: Path) -> None:
    found = sayso("import", "nothing.tsv", "--ledger", "new.sayso")
    assert found.returncode == 2 and "no file nothing.tsv" in found.stderr
    assert not (tmp_path / "new.sayso").exists()
