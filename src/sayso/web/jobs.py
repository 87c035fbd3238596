"""Reading in the background: a dropped file or a pasted text on its way into the ledger, one after the other, with progress."""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

from sayso.engine import Ledger, Progress
from sayso.errors import SaysoError
from sayso.ledger import ReadReport

KEPT = 50
"""Finished jobs that are remembered."""


@dataclass(slots=True)
class Job:
    """One reading. ``state``: waiting, reading, done or failed."""

    number: int
    names: tuple[str, ...]
    published: str | None
    publisher: str | None
    folder: Path
    state: str = "waiting"
    progress: Progress | None = None
    report: ReadReport | None = None
    problem: str | None = None
    documents: tuple[str, ...] = ()  # hashes of what was recorded


@dataclass(slots=True)
class Reader:
    """Reads jobs in a thread of its own; ``open_ledger`` gives the ledger to read into."""

    open_ledger: Callable[[], Ledger]
    recorded: Callable[[int], tuple[str, ...]]
    jobs: dict[int, Job] = field(default_factory=dict)
    _queue: Queue[Job | None] = field(default_factory=Queue)
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def folder(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="sayso-"))

    def add(self, folder: Path, names: tuple[str, ...], published: str | None, publisher: str | None) -> Job:
        """Have the files in ``folder`` read; the folder is removed afterwards."""
        with self._lock:
            number = max(self.jobs, default=0) + 1
            job = Job(number, names, published, publisher, folder)
            self.jobs[number] = job
            for old in [n for n, j in self.jobs.items() if j.state in ("done", "failed")][:-KEPT]:
                del self.jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="sayso-desk-reader")
                self._thread.start()
        self._queue.put(job)
        return job

    def stop(self) -> None:
        """Let the thread end after the job it is at."""
        if self._thread is not None:
            self._queue.put(None)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            job.state = "reading"
            try:
                self._read(job)
                job.state = "done"
            except SaysoError as error:
                job.state, job.problem = "failed", str(error)
            except Exception as error:
                job.state, job.problem = "failed", f"It could not be read ({type(error).__name__}). Please report this."
            finally:
                shutil.rmtree(job.folder, ignore_errors=True)

    def _read(self, job: Job) -> None:
        def tell(progress: Progress) -> None:
            job.progress = progress

        paths = [str(job.folder / name) for name in job.names]
        with self.open_ledger() as ledger:
            job.report = ledger.read(*paths, published=job.published, publisher=job.publisher, progress=tell)
        job.documents = self.recorded(job.report.run)


_UNSAFE = re.compile(r"[^\w.() -]+")


def safe_name(name: str, taken: set[str]) -> str:
    """A file name for an upload: its last part, without what a path could be made of; another one where it is taken."""
    base = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-100:] or "document.txt"
    found, n = base, 2
    while found.casefold() in taken:
        stem, dot, ending = base.rpartition(".")
        found = f"{stem or ending} {n}{dot}{ending}" if stem else f"{base} {n}"
        n += 1
    taken.add(found.casefold())
    return found
