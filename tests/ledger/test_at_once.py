"""Readers and writers at once, and a program that is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sayso.ledger import Recorded, Store
from tests.builders import claim, document

WRITER = """
import sys
from sayso.ledger import Store
from tests.builders import claim, document
with Store(sys.argv[1]) as store:
    run = store.start_run("1")
    for n in range(int(sys.argv[2]), 100_000):
        doc = document(f"Iran sent {n} drones to Russia.", id=str(n))
        store.record(run, doc, [claim("sent", doc, actor_=["Iran=IRN"], items=[f"{n} drones=weapon.uav"])], "1")
        print(n, flush=True)
"""


def _start(path: Path, first: int) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True, env=environment)


def _whole(store: Store) -> int:
    """How many documents there are; each must have its one claim with its parts."""
    claims = {c.document: c for c in store.claims()}
    documents = list(store.documents())
    assert sorted(claims) == sorted(d.id for d in documents)
    assert all(len(c.actor) == len(c.items) == 1 for c in claims.values())
    return len(documents)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.may_skip("Windows has no SIGKILL")
def test_what_was_recorded_survives_a_kill(tmp_path: Path) -> None:
    path, first = tmp_path / "x.sayso", 0
    for moment in (1, 7, 20):
        writer = _start(path, first)
        assert writer.stdout is not None
        told = first - 1
        for _ in range(moment):
            told = int(writer.stdout.readline())
        writer.kill()
        writer.wait()
        writer.stdout.close()
        with Store(path) as store:
            found = _whole(store)
            assert found >= told + 1, "what the writer said it had recorded is there"
            assert store.runs()[-1].outcome is None
        first = found


def test_a_reader_reads_while_a_writer_writes(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    Store(path).close()
    writer = _start(path, 0)
    assert writer.stdout is not None
    try:
        writer.stdout.readline()
        counts = []
        with Store(path, create=False, readonly=True) as store:
            for _ in range(5):
                counts.append(store.count())
                writer.stdout.readline()
        assert counts == sorted(counts) and counts[-1] > counts[0] >= 1
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()


def test_two_writers_record_a_text_once(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    Store(path).close()
    documents = [document(f"Iran sent {n} drones.", id=str(n)) for n in range(40)]
    verdicts: list[Recorded] = []

    def write() -> None:
        with Store(path) as store:
            run = store.start_run("1")
            verdicts.extend(store.record(run, doc, [claim("sent", doc)], "1") for doc in documents)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(verdicts) == [Recorded.NEW] * 40 + [Recorded.SEEN] * 40
    with Store(path) as store:
        assert store.count() == 40
        assert [r.number for r in store.runs()] == [1, 2]
