"""Words as Universal Dependencies cuts them, at exact places in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.tokenizer import blank

CASES = {
    "designators split at hyphens": ("Su-35 and Shahed-136", "Su - 35 and Shahed - 136"),
    "compounds split": ("U.S.-made drones", "U.S. - made drones"),
    "prefixes stay": ("a pro-Russian non-aligned co-founder", "a pro-Russian non-aligned co-founder"),
    "possessives and negations split": ("Iran's didn't can’t", "Iran 's did n't ca n’t"),
    "ranges split at dashes": ("2022–23, 30-40", "2022 – 23 , 30 - 40"),
    "units leave their number": ("155mm shells, 300km", "155 mm shells , 300 km"),
    "alternatives split": ("and/or, Moscow/Tehran", "and / or , Moscow / Tehran"),
    "runs of marks are one word": ("No!!! ____ ===", "No !!! ____ ==="),
    "telephone numbers stay": ("call 713-646-3393", "call 713-646-3393"),
    "money": ("$2.6 billion, €500m", "$ 2.6 billion , € 500 m"),
    "ampersands inside names stay": ("PG&E and AT&T", "PG&E and AT&T"),
    "a missing blank after a full stop": ("It fell.Then it rose.", "It fell . Then it rose ."),
    "dashes between clauses": ("drones—and missiles—fell", "drones — and missiles — fell"),
    "quotes leave their words": ("“We deny it,” he said", "“ We deny it , ” he said"),
}


@pytest.mark.parametrize(("text", "words"), CASES.values(), ids=CASES)
def test_words(text: str, words: str) -> None:
    assert [t.text for t in blank().make_doc(text)] == words.split()


@given(st.text(max_size=200))
def test_no_character_is_lost_or_moved(text: str) -> None:
    doc = blank().make_doc(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
