"""Readers and writers at once, and a program that is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Recorded, Store
from tests.builders import claim, document

WRITER = """
import sys
from sayso.ledger import Store
from tests.builders import claim, document
with Store(sys.argv[1]) as store:
    run = store.start_run("1")
    for n in range(int(sys.argv[2]), 100_000):
        doc = document(f"Group{n} sent {n} drones to Russia.", id=str(n))
        store.record(run, doc, [claim("sent", doc, actor_=[f"Group{n}=group-{n}"], items=[f"{n} drones=weapon.uav"])], "1")
        print(n, flush=True)
"""
"""Everybody else sends: claims that are all alike would be compared each with each, and linking would be all there is to see."""


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
            assert store.verify().ok
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


QUESTIONS = """
import sys
from sayso.ledger import Store
with Store(sys.argv[1], create=False, readonly=True) as store:
    before = 0
    for _ in range(int(sys.argv[2])):
        claims = list(store.claims())
        assert len(claims) >= before and all(len(c.actor) == len(c.items) == 1 for c in claims)
        before = len(claims)
        assert sum(len(e.members) for e in store.events()) >= 0
    print(before)
"""


@pytest.mark.slow
def test_two_writers_and_three_readers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    Store(path).close()
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
    writers = [_start(path, first) for first in (0, 50_000)]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    asking = [
        subprocess.Popen([sys.executable, "-c", QUESTIONS, str(path), "4"], stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(3)
    ]
    try:
        told = [reader.communicate(timeout=300)[0] for reader in asking]
        assert all(reader.returncode == 0 for reader in asking) and all(int(t) > 1 for t in told)
    finally:
        said = 0
        for writer in writers:
            writer.kill()
            assert writer.stdout is not None
            said += len(writer.stdout.read().split()) + 1
            writer.wait()
            writer.stdout.close()
    with Store(path) as store:
        assert _whole(store) >= said
        assert store.verify().ok
        assert sum(len(e.members) for e in store.events()) == store.count()


def test_a_full_disk_loses_nothing_that_was_recorded(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    with Store(path) as store:
        run = store.start_run("1")
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 40}")
        told = 0
        with pytest.raises(LedgerError, match="The disk is full"):
            for n in range(5000):
                doc = document(f"Iran sent {n} drones to Russia." + f" And so on {n}." * 300, id=str(n))
                store.record(run, doc, [claim("sent", doc, actor_=["Iran=IRN"], items=[f"{n} drones=weapon.uav"])], "1")
                told += 1
    with Store(path) as store:
        assert _whole(store) == told > 0
        assert store.verify().ok
        store.record(store.start_run("1"), document("There is room again."), [], "1")


def test_two_ledgers_open_in_one_process_keep_their_locks(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    with Store(path) as one:
        run = one.start_run("1")
        with Store(path) as two:
            two.verify()
        # The second one is gone; a program of its own must not take the first one's log away when it leaves.
        code = "import sys; from sayso.ledger import Store; Store(sys.argv[1]).close()"
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
        subprocess.run([sys.executable, "-c", code, str(path)], check=True, env=environment)
        doc = document("Iran sent drones.")
        one.record(run, doc, [claim("sent", doc, actor_=["Iran=IRN"], items=["drones=weapon.uav"])], "1")
    with Store(path) as store:
        assert _whole(store) == 1 and store.verify().ok
