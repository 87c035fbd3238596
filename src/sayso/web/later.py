"""What takes the analysis seconds on a large ledger: worked out in the background, once for each state of the ledger.

A page waits a moment for its result. Where that is too short it says that the result is being worked out, and asks again by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sayso.web.index import Index

T = TypeVar("T")

WAIT_S = 0.2
"""How long an answer is held back for a result."""

_works: WeakKeyDictionary[Index, dict[object, Work[Any]]] = WeakKeyDictionary()
_starting = threading.Lock()
_working = threading.Lock()  # one piece of work at a time: two would only take each other's processor


@dataclass(slots=True)
class Work(Generic[T]):
    """A result to come. ``error`` is what went wrong with it."""

    done: threading.Event = field(default_factory=threading.Event)
    value: T | None = None
    error: Exception | None = None

    def run(self, make: Callable[[], T]) -> None:
        try:
            with _working:
                self.value = make()
        except Exception as error:  # told to whoever asks for the result
            self.error = error
        finally:
            self.done.set()


def later(index: Index, key: object, make: Callable[[], T], *, wait: float = WAIT_S) -> T | None:
    """What ``make`` gives, made once for ``index``; None while it is still being made. Raises what ``make`` raised."""

    with _starting:
        works = _works.setdefault(index, {})
        work: Work[T] | None = works.get(key)
        if work is None:
            work = works[key] = Work()
            threading.Thread(target=work.run, args=(make,), daemon=True, name="sayso-analysis").start()
    if not work.done.wait(wait):
        return None
    if work.error is not None:
        raise work.error
    return work.value
