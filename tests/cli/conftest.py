from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.ledger import Remark, Store
from tests.builders import DRONES, drones

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the person who runs the tests; plain output of a known width."""
    monkeypatch.chdir(tmp_path)
    for name in ("SAYSO_SETTINGS", "SAYSO_FORMAT", "SAYSO_ROWS", "SAYSO_LEDGER", "FORCE_COLOR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with the report on drones, and one document that was skipped."""
    path = tmp_path / "x.sayso"
    with Store(path) as store:
        run = store.start_run("1", ["drones.txt", "fa.txt"])
        store.record(run, DRONES, drones(), "1")
        store.remark(run, Remark("fa.txt", "language", "It is in Persian; sayso reads English."))
        store.end_run(run, read=1, skipped=1, claims=6)
        store.link()
    return path


@pytest.fixture
def sayso(tmp_path: Path) -> Run:
    """The command in a process of its own."""
    source = Path(__file__).parents[2] / "src"

    def run(*arguments: str | Path, input: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {**os.environ, "PYTHONPATH": str(source), "PYTHONWARNINGS": "error", **environment}
        command = [sys.executable, "-m", "sayso.cli", *map(str, arguments)]
        return subprocess.run(
            command, input=input, capture_output=True, text=True, env=variables, cwd=tmp_path, timeout=300, encoding="utf-8"
        )

    return run
