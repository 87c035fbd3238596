"""A disk that is really full: what was recorded stays, the writer is told in one sentence, and goes on when there is room."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, resource, signal, sys
from pathlib import Path
from sayso.errors import LedgerError
from sayso.ledger import Store
from tests.builders import claim, document

folder, limit = Path(sys.argv[1]), int(sys.argv[2])
path, ballast = folder / "x.sayso", folder / "ballast"

def report(n):
    doc = document(f"Iran sent {n} drones to Russia." + f" And so on {n}." * 300, id=str(n))
    return doc, [claim("sent", doc, actor_=["Iran=IRN"], items=[f"{n} drones=weapon.uav"])]

def write(first):
    told = []
    try:
        with Store(path) as store:
            run = store.start_run("1")
            for n in range(first, first + 5000):
                store.record(run, *report(n), "1")
                told.append(n)
    except LedgerError as error:
        return told, str(error)
    return told, None

def look():
    with Store(path, readonly=True) as store:
        found = [int(d.id) for d in store.documents()]
        return {"documents": found, "claims": store.count(), "ok": store.verify().ok, "events": sum(len(e.members) for e in store.events())}

Store(path).close()
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
else:
    ballast.write_bytes(bytes(2**20))
told, error = write(0)
again, second = write(10_000)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
else:
    ballast.unlink()
seen = look()
with Store(path) as store:
    run = store.start_run("1")
    verdicts = [str(store.record(run, *report(n), "1").value) for n in (*told[:2], 90_000)]
print(json.dumps({"told": told, "error": error, "again": again, "second": second, "seen": seen, "verdicts": verdicts, "after": look()}))
"""

ROOT = Path(__file__).parents[2]


def _run(*command: str, folder: Path, limit: int) -> dict[str, object]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    called = [*command, sys.executable, "-c", PROGRAM, str(folder), str(limit)]
    done = subprocess.run(called, capture_output=True, text=True, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _small_disk(folder: Path) -> tuple[str, ...]:
    """What runs a program with a file system of four megabytes at ``folder``, which is gone with it."""
    unshare, sh = shutil.which("unshare"), shutil.which("sh")
    if unshare is None or sh is None:
        pytest.skip("there is no unshare")
    ways = [("--mount",), ("--mount", "--map-root-user")]
    for way in ways:
        mounted = (unshare, *way, sh, "-c", f'mount -t tmpfs -o size=4m tmpfs \'{folder}\' && exec "$0" "$@"')
        if subprocess.run([*mounted, "true"], capture_output=True).returncode == 0:
            return mounted
    pytest.skip("nobody may mount a file system here")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["a disk of four megabytes", "a limit on the size of files"])
@pytest.mark.may_skip("mounting needs Linux and the right to make a namespace")
def test_a_really_full_disk_loses_nothing_that_was_recorded(tmp_path: Path, kind: str) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such limits")
    disk = kind.startswith("a disk")
    found = _run(*(_small_disk(tmp_path) if disk else ()), folder=tmp_path, limit=0 if disk else 2**21)
    told = [*found["told"], *found["again"]]
    assert len(found["told"]) > 5
    for error in (found["error"], found["second"]):
        assert ("The disk is full" if disk else "The disk did not take") in str(error)
        assert "keeps what was recorded before" in str(error) and len(str(error)) < 400
    seen = found["seen"]
    assert seen["documents"] == told and seen["claims"] == seen["events"] == len(told), "nothing lost, nothing doubled, nothing torn"
    assert seen["ok"]
    assert found["verdicts"] == ["seen", "seen", "new"]
    assert found["after"] == {"documents": [*told, 90_000], "claims": len(told) + 1, "ok": True, "events": len(told) + 1}
