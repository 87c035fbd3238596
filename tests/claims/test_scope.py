"""Words that speak of what a ledger is about, told from private crime, accidents, sport and markets."""

from __future__ import annotations

import pytest

from sayso.claims import scope


def test_signs_are_words_and_pairs_without_figures() -> None:
    assert scope.signs("Two drones hit 14 depots") == {
        "two", "drones", "hit", "#", "depots", "two drones", "drones hit", "hit #", "# depots",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Artillery of the army shells a village held by the rebels, killing two soldiers.",
        "The foreign ministers of both countries sign an agreement on border crossings and restore diplomatic relations.",
    ],
)
def test_in_scope(text: str) -> None:
    assert scope.log_odds(scope.signs(text), scope.weights()) > 1


@pytest.mark.parametrize(
    "text",
    [
        "A passenger bus crashes into a ravine on a mountain road, killing twelve people.",
        "The home side beats the champions in the final of the football tournament.",
        "A magnitude 6.1 earthquake strikes off the coast; no tsunami warning is issued.",
    ],
)
def test_out_of_scope(text: str) -> None:
    assert scope.log_odds(scope.signs(text), scope.weights()) < -1


def test_without_weights_nothing_is_said() -> None:
    assert scope.log_odds({"drone"}, {}) == 0.0
