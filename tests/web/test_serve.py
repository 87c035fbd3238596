"""`sayso serve`: on this machine only, and one clear sentence where it cannot."""

from __future__ import annotations

import builtins
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.app import run


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.mark.slow
def test_it_opens_the_ledger_on_this_machine_and_makes_it_where_there_is_none(tmp_path: Path):
    port, ledger = free_port(), tmp_path / "new.sayso"
    command = [sys.executable, "-m", "sayso.cli", "serve", "--port", str(port), "--ledger", str(ledger)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout is not None
            assert f"http://127.0.0.1:{port}/" in served.stdout.readline()
            for _ in range(100):
                try:
                    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read().decode()
                    break
                except OSError:
                    time.sleep(0.1)
            assert "Nothing has been read yet" in page
            assert ledger.exists()
            others = {a[4][0] for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
            for address in (a for a in others if not str(a).startswith("127.")):
                with socket.socket() as s:
                    s.settimeout(2)
                    assert s.connect_ex((address, port)) != 0
        finally:
            served.terminate()


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        assert run(["serve", "--port", str(s.getsockname()[1]), "--ledger", str(tmp_path / "x.sayso")]) == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["serve"], ["brief", "--html", "x.html"]])
def test_without_the_extra_one_sentence_says_how_to_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
):
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] in ("fastapi", "uvicorn", "jinja2", "starlette"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    for name in [n for n in sys.modules if n.startswith("sayso.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    assert run([*command, "--ledger", str(tmp_path / "x.sayso")]) == 2
    told = capsys.readouterr().err
    assert "sayso[web]" in told and "Traceback" not in told


def test_a_ledger_that_cannot_be_written_can_still_be_looked_at(ledger: Path):
    from sayso.web.app import create_app
    from tests.web.conftest import client_of

    app = create_app(ledger)
    app.state.desk.readonly = True
    with client_of(app) as client:
        assert "cannot be written" in client.get("/read").text
        event = client.get("/api/events").json()["events"][0]["id"]
        assert "cannot be written" in client.get(f"/event/{event}").text
        assert client.post("/api/judgements", json={"target": event, "verdict": "accept", "why": "x"}).status_code == 503
