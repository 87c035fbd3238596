"""The same analysis in several processes, each holding the whole pipeline."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sayso.engine.ahead import Ahead
from sayso.engine.analysis import Answer, Pipeline, Result, analyzed, checked, joined, readable
from sayso.records import Document

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_worker: Pipeline | None = None


def _start_worker() -> None:
    import signal

    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the main process's to handle
    _worker = Pipeline(threads=1)


def _work(documents: Sequence[Document]) -> list[Answer]:
    return list(analyzed(documents, _worker or Pipeline(threads=1)))


class _Pool:
    """Worker processes that are started anew where the system ended one, most likely for want of memory."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._generation = 0
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # A fresh interpreter each: a fork would copy the encoder's threads in an unknown state.
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"), initializer=_start_worker)

    def submit(self, documents: Sequence[Document]) -> _Job:
        return _Job(documents, self._generation, self._executor.submit(_work, documents))

    def answers(self, job: _Job) -> list[Answer]:
        """The answers of a job. Where its workers died, each document is tried alone, so that only the one at fault is lost."""
        found = self._result(job)
        if found is not None:
            return found
        alone = (self._result(self.submit([d])) for d in job.documents)
        return [a[0] if a else ((), "the system ended the process that read it, most likely for want of memory") for a in alone]

    def _result(self, job: _Job) -> list[Answer] | None:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return job.future.result()
        except BrokenProcessPool:
            if job.generation == self._generation:
                self._executor.shutdown(wait=False)
                self._generation += 1
                self._executor = self._start()
            return None

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


class _Job(NamedTuple):
    documents: Sequence[Document]
    generation: int
    future: Future[list[Answer]]


def in_processes(ahead: Ahead, workers: int) -> Iterator[Result]:
    pool = _Pool(workers)
    flying: deque[tuple[list[Result], _Job]] = deque()
    try:
        more = True
        while more or flying:
            while more and len(flying) < 2 * workers:
                things = ahead.take(wait=not flying)
                more = things is not None
                if not things:
                    break
                batch = [checked(thing) for thing in things]
                flying.append((batch, pool.submit(readable(batch))))
            if flying:
                batch, job = flying.popleft()
                yield from joined(batch, iter(pool.answers(job)))
    finally:
        pool.close()
