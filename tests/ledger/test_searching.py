"""Words in claims and documents."""

from __future__ import annotations

import pytest

from sayso.errors import SettingError
from sayso.ledger import Store
from tests.ledger.world import tell


@pytest.fixture
def world(store: Store) -> Store:
    tell(store)
    return store


@pytest.mark.parametrize(
    ("words", "documents"),
    [
        ("shipments", {"original", "other"}),
        ("iran drone", {"original", "other", "sanction"}),
        ('"western official"', {"original"}),
        ('"official western"', set()),
        ("sanct*", {"sanction"}),
        ("syria", {"undated"}),
        ("IRAN tanks", {"later"}),
        ("zebra", set()),
        ("drones' OR \"x", set()),
    ],
)
def test_words_in_documents(world: Store, words: str, documents: set[str]) -> None:
    assert {h.document for h in world.search(words, kind="document")} == documents


def test_a_claim_is_found_by_what_it_means(world: Store) -> None:
    (hit,) = world.search("united states iran sanctions", kind="claim")
    assert (hit.kind, hit.document, hit.publisher) == ("claim", "sanction", "AP")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["United", "States", "sanctions", "Iran"]


def test_claims_come_before_documents_and_no_more_than_asked(world: Store) -> None:
    assert [h.kind for h in world.search("drones", limit=2)] == ["claim", "claim", "document", "document"]


def test_as_of(world: Store) -> None:
    assert {h.document for h in world.search("drones", as_of="2022-11-01")} == {"original"}
    assert world.search("drones", recorded_by="2000-01-01") == ()


def test_what_a_person_rejected_is_not_found_among_claims(world: Store) -> None:
    world.judge("claim:" + world.search("tanks", kind="claim")[0].id, "reject", who="A. Reader", why="No.")
    assert world.search("tanks", kind="claim") == ()


@pytest.mark.parametrize(("words", "kind"), [("", None), ("!!", None), ("x", "event")])
def test_what_cannot_be_searched(world: Store, words: str, kind: str | None) -> None:
    with pytest.raises(SettingError):
        world.search(words, kind=kind)
