"""Any change is found and named: of a row, of the chain, of a byte of the file at rest."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Store, Verification, seal
from tests.ledger import postgres
from tests.ledger.world import OTHER, tell

B = OTHER[1][0].id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed ledger with rows of most kinds."""
    with Store(tmp_path / "x.sayso") as store:
        tell(store)
        store.judge(B, "correct", field="quantity", value="300", who="A. Reader", why="Misread.")
        store.link()
    return tmp_path / "x.sayso"


def _verified(path: Path) -> Verification:
    with Store(path, readonly=True) as store:
        return store.verify()


def _changed(path: Path, *statements: str) -> list[str]:
    """What is found after ``statements`` were run behind the ledger's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA recursive_triggers = OFF")
        triggers = [r[0] for r in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        for name in [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        for trigger in triggers:
            connection.execute(trigger)
        connection.commit()
    return [str(f) for f in _verified(path).faults]


def test_an_untouched_ledger_is_whole(store: Store) -> None:
    tell(store)
    store.judge(B, "reject", who="A. Reader", why="Misread.")
    found = store.verify()
    assert found.ok and found.rows > 40 and len(found.head) == 64
    assert store.verify(head=found.head).ok
    tell(store, OTHER, version="2")
    assert store.verify(head=found.head).ok, "an earlier head stays in the chain"
    assert not store.verify(head="0" * 64).ok


def test_a_closed_file_is_sealed(path: Path) -> None:
    found = _verified(path)
    assert (found.ok, found.sealed, found.notes) == (True, True, ())
    assert _verified(path).sealed, "asking leaves the seal as it is"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE claims SET status = 'planned' WHERE number = 3", "claims 3: differs"),
        ("UPDATE items SET low = 451 WHERE claim = 1", "items 1 0: differs"),
        ("UPDATE texts SET text = text || ' ' WHERE rowid = 2", "texts .*: differs"),
        ("UPDATE actors SET id = 'ISR' WHERE claim = 2 AND role = 'actor'", "actors 2 actor 0: differs"),
        ("UPDATE judgements SET who = 'B. Writer'", "judgements 1: differs"),
        ("UPDATE documents SET published = '2021-01-01' WHERE number = 1", "documents 1: differs"),
        ("DELETE FROM sources WHERE claim = 1", None),
        ("DELETE FROM actors WHERE claim = 2 AND role = 'recipient'", "actors: 1 of 2 rows are missing"),
        ("DELETE FROM runs WHERE number = 6", "runs: 1 of 1 rows are missing"),
        ("INSERT INTO runs VALUES (99, '2022-01-01T00:00:00.000000Z', 'x', '1', '[]')", "runs 99: was never recorded"),
        ("INSERT INTO reasons VALUES (1, 7, 'event', 'it is so', NULL, NULL, NULL, NULL)", "reasons 1 7: was never recorded"),
        ("UPDATE chain SET digest = 'x' WHERE number = 3", "chain 3: the entry itself was changed"),
        ("UPDATE chain SET covers = '{}' WHERE number = 3", "chain 3: the entry itself was changed"),
        ("DELETE FROM chain WHERE number = 4", "chain 4: is missing"),
    ],
)
def test_a_changed_row_is_named(path: Path, statement: str, fault: str | None) -> None:
    import re

    found = _changed(path, statement)
    assert (not found) if fault is None else any(re.match(fault, f) for f in found), found


def test_a_missing_guard_is_named(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER claims_no_update")
    assert "guards claims_no_update: the trigger that keeps rows as they are is missing" in map(str, _verified(path).faults)


def test_rewriting_the_chain_changes_its_head(path: Path) -> None:
    head = _verified(path).head
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER chain_no_delete")
        connection.execute("DELETE FROM chain WHERE number = (SELECT max(number) FROM chain)")
        connection.commit()
    with Store(path, readonly=True) as store:
        assert any("was written anew" in str(f) for f in store.verify(head=head).faults)


def test_any_flipped_byte_is_found(path: Path) -> None:
    whole, chosen = path.read_bytes(), random.Random(7)
    places = [chosen.randrange(len(whole)) for _ in range(60)] + [len(whole) - n for n in (1, 10, 20, 60)]
    for at in places:
        data = bytearray(whole)
        data[at] ^= 1 << chosen.randrange(8)
        path.write_bytes(data)
        try:
            assert not _verified(path).ok, at
        except LedgerError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize("left", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_found(path: Path, left: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    try:
        assert not _verified(path).ok
    except LedgerError as error:
        assert "is damaged" in str(error) or "is not a ledger" in str(error)


def test_a_seal_says_about_where(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[70_000] ^= 1
    path.write_bytes(data)
    assert seal.check(path).broken == ((65_536, 131_072),)


def test_a_file_whose_writer_was_cut_off_has_no_seal_and_is_whole(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(seal.MAGIC) - 40 - 4 * (-(-len(data) // seal.STRETCH))])
    found = seal.check(path)
    assert not found.whole
    with Store(path) as store:
        tell(store, OTHER, version="3")
    assert _verified(path).sealed


def test_a_server_finds_changed_rows(pg: str) -> None:
    from sqlalchemy import text

    with Store(postgres.database(pg, "changed", like="empty")) as store:
        tell(store)
        with store._writing() as writer:
            writer.connection.execute(text("ALTER TABLE claims DISABLE TRIGGER claims_no_change"))
            writer.connection.execute(text("UPDATE claims SET status = 'planned' WHERE number = 3"))
        assert [str(f)[:17] for f in store.verify().faults] == ["claims 3: differs"]
