"""The ledger as the pages ask it: one open ledger for all threads, the index of its events, and reading in the background."""

from __future__ import annotations

import getpass
import os
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sayso.engine import Ledger
from sayso.errors import LedgerError, SettingError
from sayso.ledger import Store
from sayso.ledger.review import Question
from sayso.records import Event
from sayso.web.index import Index, Shelf
from sayso.web.jobs import Reader


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


class Desk:
    """Opened once; its methods may be called from any thread (each question takes a connection of its own from the pool)."""

    def __init__(self, ledger: Path | str, *, who: str | None = None, analyzer: Any = None, cards: tuple[Path, ...] = ()) -> None:
        self.path = ledger
        self.who = who or _user()
        self.cards = cards
        self._analyzer = analyzer
        on_server = "://" in str(ledger)
        path = Path(ledger)
        self.readonly = not on_server and path.exists() and not os.access(path, os.W_OK)
        self.name = str(ledger).rpartition("/")[2] if on_server else path.name
        self.store: Store = Store(ledger, create=False, readonly=True) if self.readonly else Ledger(ledger)
        self.reader = Reader(self._open, self._recorded)
        self.shelf = Shelf(self._load, self.state, self._warm)
        self.writing = threading.Lock()
        self._linking = threading.Lock()
        self.put_off: set[str] = set()
        self._queue: tuple[object, tuple[Question, ...]] | None = None
        self._waiting: int | None = None

    def close(self) -> None:
        self.reader.stop()
        self.store.close()

    def check_writable(self) -> None:
        """Raises :class:`LedgerError` where the ledger can only be looked at."""
        if self.readonly:
            raise LedgerError(f"The ledger {self.path} cannot be written", "Check the permissions of the file and of its folder.")

    def _open(self) -> Ledger:
        self.check_writable()
        ledger = Ledger(self.path)
        ledger.analyzer = self._analyzer
        return ledger

    def _recorded(self, run: int) -> tuple[str, ...]:
        from sayso.web.queries import hashes_of_run

        return hashes_of_run(self.store, run)

    def _load(self, as_of: date | None) -> Iterable[Event]:
        self.link()
        return self.store.events(as_of=as_of) if as_of else self.store.events()

    def _warm(self, index: Index) -> None:
        from sayso.web.routes.brief import warm

        warm(index)

    def link(self) -> None:
        """Bring the events up to date, one thread at a time; the others then find nothing left to do."""
        with self._linking:
            self.store._linked()

    def state(self) -> object:
        """Something that changes when the ledger does."""
        from sayso.web.queries import state

        return state(self.store)

    def index(self, as_of: date | None = None, *, fresh: bool = False) -> Index:
        return self.shelf.get(as_of, fresh=fresh)

    def event(self, id: str, as_of: date | None = None) -> Event:
        """The event as it is now, not as the index last knew it; of an earlier day, as it stood then."""
        self.link()
        if as_of is None:
            return self.store.event(id)
        index = self.index(as_of)
        now = index.by_id.get(id)
        if now is None:
            held = (index.of_claim.get(c) for c in self.store.event(id).claims)
            now = next((index.by_id[h] for h in held if h), None)
        if now is None:
            raise SettingError(f"Nothing was known of the event “{id}” by {as_of}", "Turn the desk to a later day.")
        return now.event

    def claim_event(self, claim: str, as_of: date | None = None) -> Event | None:
        """The event that a claim belongs to; None for a claim of no event."""
        index = self.index(as_of)
        found = index.of_claim.get(claim)
        if found is None and self.shelf.stale(as_of):
            index = self.index(as_of, fresh=True)
            found = index.of_claim.get(claim)
        return index.by_id[found].event if found else None

    def to_review(self) -> int | None:
        """How many questions wait; None where that is not known yet."""
        return self._waiting

    def review(self) -> tuple[Question, ...]:
        """The queue, read again when the ledger has changed."""
        self.link()
        state = self.state()
        if self._queue is None or self._queue[0] != state:
            self._queue = (state, self.store.review())
            self._waiting = len(self._queue[1])
        return self._queue[1]


def asked_day(words: str | None) -> date | None:
    """A day from an address."""
    if not words:
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise SettingError(f"“{words}” is not a day", "Write it as 2022-11-05.") from None
