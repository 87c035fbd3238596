"""Reading ahead of the analysis, so that one can ask for what is there."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable

from sayso.errors import DocumentError
from sayso.records import Document

BATCH = 32
"""Documents analysed together. More gains nothing in speed and holds more text in memory."""

AHEAD = 64
"""Documents read ahead of the analysis."""


class Ahead:
    """Reads an iterable in a thread of its own, so that one can ask for what is there."""

    def __init__(self, things: Iterable[Document | DocumentError]) -> None:
        self._queue: queue.Queue[Document | DocumentError | BaseException | None] = queue.Queue(AHEAD)
        self._stopped = threading.Event()
        self._ended = False
        self._error: BaseException | None = None
        threading.Thread(target=self._read, args=(things,), daemon=True, name="sayso-reader").start()

    def _put(self, thing: Document | DocumentError | BaseException | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(thing, timeout=0.2)
                return True
            except queue.Full:
                continue
        return False

    def _read(self, things: Iterable[Document | DocumentError]) -> None:
        try:
            for thing in things:
                if not self._put(thing):
                    return
            self._put(None)
        except BaseException as error:
            self._put(error)

    def take(self, *, wait: bool) -> list[Document | DocumentError] | None:
        """What is at hand, up to ``BATCH``; at least one thing if ``wait``. None at the end. An error of the iterable is raised here,
        after all that came before it was given out."""
        batch: list[Document | DocumentError] = []
        while len(batch) < BATCH and not self._ended:
            try:
                thing = self._queue.get(block=wait and not batch)
            except queue.Empty:
                break
            if isinstance(thing, BaseException) and not isinstance(thing, DocumentError):
                self._error, thing = thing, None
            if thing is None:
                self._ended = True
            else:
                batch.append(thing)
        if batch or not self._ended:
            return batch
        if self._error is not None:
            raise self._error
        return None

    def stop(self) -> None:
        self._stopped.set()
