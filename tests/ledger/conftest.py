from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from sayso.ledger import Recorded, Store
from sayso.records import Claim, Document
from tests.builders import DRONES, drones

Record = Callable[..., Recorded]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty ledger."""
    with Store(tmp_path / "x.sayso") as made:
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
