"""Edit scripts lead from a word to its lemma and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.lemmas import apply, script

PAIRS = [
    ("sent", "send"),
    ("Drones", "drone"),
    ("better", "good"),
    ("was", "be"),
    ("Iran", "Iran"),
    ("Houthis", "Houthi"),
    ("supplies", "supply"),
]


@pytest.mark.parametrize(("word", "lemma"), PAIRS)
def test_a_script_leads_to_the_lemma(word: str, lemma: str) -> None:
    assert apply(word, script(word, lemma), name=lemma != lemma.lower()) == lemma


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True), st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_any_pair_of_lower_case_words(word: str, lemma: str) -> None:
    assert apply(word, script(word, lemma)) == lemma


@given(st.text(min_size=1, max_size=10), st.sampled_from(["5|y", "1|", "0|ing", "^", "=be"]))
def test_a_script_that_does_not_fit_does_no_harm(word: str, edit: str) -> None:
    assert isinstance(apply(word, edit), str)
