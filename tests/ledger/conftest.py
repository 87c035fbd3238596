from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from sayso.ledger import Recorded, Store
from sayso.records import Claim, Document
from tests.builders import DRONES, drones
from tests.ledger import postgres

Record = Callable[..., Recorded]

_number = count(1)


@pytest.fixture(scope="session")
def pg() -> Iterator[str]:
    """A running PostgreSQL server: the folder of its socket."""
    if why := postgres.missing():
        pytest.skip(why)
    with postgres.server() as folder:
        Store(postgres.database(folder, "empty")).close()  # made once, copied for each test
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a ledger may lie: a file, or a database on a server."""
    if request.param == "sqlite":
        return tmp_path / "x.sayso"
    return postgres.database(request.getfixturevalue("pg"), f"ledger{next(_number)}", like="empty")


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """An empty ledger."""
    with Store(place) as made:
        yield made


@pytest.fixture
def record(store: Store) -> Record:
    """Record a document with its claims, each in a run of its own."""

    def add(document: Document, claims: Sequence[Claim] = (), version: str = "1") -> Recorded:
        return store.record(store.start_run(version), document, claims, version)

    return add


@pytest.fixture
def full(store: Store, record: Record) -> Store:
    """A ledger with the report on drones."""
    record(DRONES, drones())
    return store
