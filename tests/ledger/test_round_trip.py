"""What goes into the ledger comes out as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import Store
from sayso.records import Claim, Document
from tests.builders import DRONES, document, drones
from tests.ledger.strategies import claims, words


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), words)
def test_claims_come_back_equal(data: st.DataObject, text: str) -> None:
    doc = document(text, id="any")
    written = data.draw(st.lists(claims("any"), max_size=3, unique_by=lambda c: c.id))
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "x.sayso") as store:
        store.record(store.start_run("1"), doc, written, "1")
        assert sorted(store.claims(), key=lambda c: c.id) == sorted(written, key=lambda c: c.id)
        assert list(store.documents()) == [doc]


def test_documents_come_back_equal_with_every_field(store: Store) -> None:
    store.record(store.start_run("1"), DRONES, drones(), "1")
    assert store.document("drones") == DRONES
    assert store.document(DRONES.sha256[:8]) == DRONES
    assert store.document(drones()[0]) == DRONES


def test_claims_survive_closing_and_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "x.sayso"
    with Store(path) as first:
        first.record(first.start_run("1"), DRONES, drones(), "1")
    with Store(path, create=False, readonly=True) as again:
        found: list[Claim] = list(again.claims())
        kept: list[Document] = list(again.documents())
    assert found == list(drones())
    assert kept == [DRONES]


def test_a_list_has_no_reasons_and_no_texts(full: Store) -> None:
    for claim, doc in full.listed():
        assert claim.reasons == () and doc.text == "" and doc.id == "drones"
    assert [claim for claim, _ in full.listed(reasons=True)] == list(drones())
