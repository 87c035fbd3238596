"""Settings: command line before environment before file before default."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from sayso.errors import SettingError
from sayso.settings import SETTINGS, Settings, load


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without settings, as current folder and as home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_defaults() -> None:
    assert load({}) == Settings(ledger=Path("ledger.sayso"), format="table", rows=50, workers=1)


def test_each_setting_is_described_once() -> None:
    assert [f.name for f in fields(Settings)] == [s.name for s in SETTINGS]
    assert all(s.help.endswith(".") for s in SETTINGS)


def test_the_command_line_comes_first(nowhere: Path) -> None:
    (nowhere / "sayso.toml").write_text('format = "csv"\nrows = 7\nworkers = 3\n')
    told = load({"SAYSO_FORMAT": "json", "SAYSO_ROWS": "8"}, format="jsonl", rows=None)
    assert (told.format, told.rows, told.workers) == ("jsonl", 8, 3)


def test_a_file_can_be_named(nowhere: Path) -> None:
    (nowhere / "mine.toml").write_text('ledger = "~/mine.sayso"\n')
    assert load({"SAYSO_SETTINGS": str(nowhere / "mine.toml")}).ledger == nowhere / "mine.sayso"


def test_the_users_own_file(nowhere: Path) -> None:
    (nowhere / "sayso").mkdir()
    (nowhere / "sayso" / "settings.toml").write_text("rows = 3\n")
    assert load({"XDG_CONFIG_HOME": str(nowhere)}).rows == 3


def test_an_empty_variable_is_not_set() -> None:
    assert load({"SAYSO_FORMAT": ""}).format == "table"


def test_all_problems_are_told_at_once(nowhere: Path) -> None:
    (nowhere / "sayso.toml").write_text("rowz = 1\nworkers = 0\n")
    with pytest.raises(SettingError) as told:
        load({"SAYSO_FORMAT": "xml", "SAYSO_ROWS": "many"})
    said = str(told.value)
    for words in ("rowz", "did you mean rows?", "workers “0” is not", "SAYSO_FORMAT", "table, json, jsonl, csv", "SAYSO_ROWS"):
        assert words in said


@pytest.mark.parametrize(("content", "said"), [("rows = ", "is not valid TOML"), (None, "cannot be read")], ids=["broken", "missing"])
def test_a_settings_file_that_cannot_be_used(nowhere: Path, content: str | None, said: str) -> None:
    path = nowhere / "x.toml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(SettingError, match=said):
        load({"SAYSO_SETTINGS": str(path)})
