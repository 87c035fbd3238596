"""What all tests share: the data folder, the encoder, and the rule that nothing CI should run is skipped there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The data folder named by SAYSO_DATA; without it the test is skipped with a reason."""
    named = os.environ.get("SAYSO_DATA", "")
    if not named or not Path(named).is_dir():
        pytest.skip("needs the data folder: set SAYSO_DATA (training/README.md says where each public original is)")
    return Path(named)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI a skipped test fails, unless it is marked as allowed to skip there (``may_skip(reason)``)."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if os.environ.get("CI") != "true" or not report.skipped or hasattr(report, "wasxfail") or item.get_closest_marker("may_skip"):
        return
    needs_data = item.get_closest_marker("data") is not None or "data" in getattr(item, "fixturenames", ())
    if needs_data and not os.environ.get("SAYSO_DATA"):
        return
    report.outcome = "failed"
    report.longrepr = f"{item.nodeid} was skipped, but CI must run it: {report.longrepr}"
