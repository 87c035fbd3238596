"""Reading ahead of the analysis, so that one can ask for what is there."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable

from sayso.errors import DocumentError
from sayso.records import Document

BATCH = 32
"""Documents analysed together. More gains nothing in speed and holds more text in memory."""

AHEAD = 64
"""Documents read ahead of the analysis."""

CHARACTERS = 4_000_000
"""Text read ahead, and text of a batch, at most; a single document may be longer. About 1,300 news articles."""

Thing = Document | DocumentError


def _size(thing: Thing) -> int:
    return len(thing.text) if isinstance(thing, Document) else 0


class Ahead:
    """Reads an iterable in a thread of its own, so that one can ask for what is there."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._waiting: deque[Thing] = deque()
        self._characters = 0
        self._ended = self._stopped = False
        self._error: BaseException | None = None
        self._changed = threading.Condition()
        threading.Thread(target=self._read, args=(things,), daemon=True, name="sayso-reader").start()

    def _full(self) -> bool:
        return bool(self._waiting) and (len(self._waiting) >= AHEAD or self._characters >= CHARACTERS)

    def _read(self, things: Iterable[Thing]) -> None:
        error: BaseException | None = None
        try:
            for thing in things:
                with self._changed:
                    self._changed.wait_for(lambda: self._stopped or not self._full())
                    if self._stopped:
                        break
                    self._waiting.append(thing)
                    self._characters += _size(thing)
                    self._changed.notify_all()
        except BaseException as found:
            error = found
        with self._changed:
            self._ended, self._error = True, error
            self._changed.notify_all()

    def take(self, *, wait: bool) -> list[Thing] | None:
        """What is at hand, up to ``BATCH``; at least one thing if ``wait``. None at the end. An error of the iterable is raised here,
        after all that came before it was given out."""
        batch: list[Thing] = []
        size = 0
        with self._changed:
            if wait:
                self._changed.wait_for(lambda: self._waiting or self._ended)
            while self._waiting and len(batch) < BATCH and (not batch or size + _size(self._waiting[0]) <= CHARACTERS):
                batch.append(self._waiting.popleft())
                size += _size(batch[-1])
            self._characters -= size
            self._changed.notify_all()
            if batch or not self._ended:
                return batch
        if self._error is not None:
            raise self._error
        return None

    def stop(self) -> None:
        """Let the thread end after the document it is at."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
