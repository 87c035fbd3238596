"""A ledger that is open: its connections, one transaction at a time, each closed by an entry of the hash chain."""

from __future__ import annotations

import threading
import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from sqlalchemy.engine import Connection, Engine

from sayso.errors import SettingError
from sayso.ledger import file, server
from sayso.ledger.chain import Writer

Place = file.File | server.Server

_open: Counter[str] = Counter()
_held: dict[str, list[BinaryIO]] = {}
_unsealed: set[str] = set()
_opening = threading.Lock()
"""Ledgers that are open in this process, by place: only the last to leave may touch the file beside SQLite (see ``File.seal``)."""


def place_of(path: str | Path | None) -> Place:
    """Where a ledger lies: a file, or a database on a server (``postgresql+psycopg://…``)."""
    named = file.default_path() if path is None else path
    return server.Server(str(named)) if server.is_address(str(named)) else file.File(Path(named))


class Base:
    """The ledger at ``path`` (default: ``SAYSO_LEDGER``, else ``./ledger.sayso``), or at the address of a PostgreSQL database.

    ``create``: make it where there is none. ``readonly``: open for questions only. Closing folds everything into one file.
    """

    def __init__(self, path: str | Path | None = None, *, create: bool = True, readonly: bool = False) -> None:
        self._place = place = place_of(path)
        self.path: Path | str = place.path
        self._readonly, self._wrote = readonly, False
        with _opening:
            fresh = place.check(create=create and not readonly)
            self._engine = place.connect(readonly=readonly)
            _open[place.key] += 1
            self._finalizer = weakref.finalize(self, _let_go, self._engine, place.key)
        try:
            with place.told():
                if fresh:
                    place.make(self._engine)
                    self._wrote = True
                if place.verify_schema(self._engine):
                    self._migrate()
        except BaseException:
            self._finalizer()
            raise

    def _migrate(self) -> None:
        """Bring an older ledger up to date. One that is open for questions only is opened for a moment to be written."""
        from sayso.ledger import migrate

        if self._readonly:
            type(self)(self.path, create=False).close()
            return
        with self._place.told():
            migrate.migrate(self._engine, self._place)
        self._wrote = True

    def close(self) -> None:
        """Fold the write-ahead log into the file, seal it and let go of it. The ledger cannot be used afterwards."""
        if not self._finalizer.alive:
            return
        try:
            if not self._readonly:
                with self._place.told():
                    self._place.fold(self._engine)
        finally:
            self._finalizer()
        key = self._place.key
        with _opening:
            if self._wrote:
                _unsealed.add(key)
            if not _open[key] and key in _unsealed:
                _unsealed.discard(key)
                self._place.seal()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._check_open()
        with self._place.told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        self._check_open()
        with self._place.told(), self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            writer = Writer(connection)
            yield writer
            writer.seal()
            self._wrote = True

    def _hold(self, file: BinaryIO) -> None:
        """Keep a handle of the ledger's file until nobody in this process has the ledger open."""
        _held.setdefault(self._place.key, []).append(file)

    def _check_open(self) -> None:
        if not self._finalizer.alive:
            raise SettingError(f"The ledger {self.path} is closed", "Open it again with sayso.open().")


def _let_go(engine: Engine, key: str) -> None:
    engine.dispose()
    _open[key] -= 1
    for handle in _held.pop(key, ()) if not _open[key] else ():
        handle.close()
