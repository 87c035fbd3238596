"""PLOVER scores: the manual's table, its slip, and what a status makes of an act."""

from __future__ import annotations

import pytest

from sayso.analysis.scores import Quad, score, score_of
from sayso.errors import SettingError
from sayso.lexicons import load

from .worlds import act


@pytest.mark.parametrize(
    ("event", "mode", "value", "quad"),
    [
        ("AID", None, 10, Quad.MATERIAL_COOPERATION),
        ("CONSULT", "visit", 4, Quad.VERBAL_COOPERATION),
        ("REQUEST", None, 0, Quad.VERBAL_CONFLICT),
        ("ASSAULT", "drone", -9.5, Quad.MATERIAL_CONFLICT),
        ("RETREAT", "return", 6.5, Quad.MATERIAL_COOPERATION),  # a mode without a score has that of its type
        ("ACCUSE", None, -3, Quad.VERBAL_CONFLICT),  # the printed +3 is a slip
        ("ACCUSE", "allege", -3.5, Quad.VERBAL_CONFLICT),
    ],
)
def test_the_score_of_a_type_and_mode(event: str, mode: str | None, value: float, quad: Quad) -> None:
    assert score_of(event, mode) == score_of(event, mode)
    assert (score_of(event, mode).value, score_of(event, mode).quad) == (value, quad)


def test_every_type_of_the_codebook_has_a_score_on_the_side_of_its_quad() -> None:
    types = load("plover_scores.yaml")["types"]
    assert len(types) == 16
    for event, entry in types.items():
        for mode in (None, *(entry.get("modes") or ())):
            found = score_of(event, mode)
            assert -10 <= found.value <= 10
            if event != "REQUEST":  # asking for help is scored as slightly friendly, though the manual calls requests conflict
                assert (found.value < 0) == found.quad.hostile


def test_the_slip_is_written_down() -> None:
    [slip] = load("plover_scores.yaml")["slips"]
    assert (slip["type"], slip["printed"], slip["read_as"]) == ("ACCUSE", 3, -3)


def test_intentions_count_as_words() -> None:
    """A planned delivery is AGREE, a planned strike THREATEN; what is possible or denied counts nothing."""
    assert score(act("IRN", "RUS", "AID", status="planned")) == score_of("AGREE")
    assert score(act("USA", "IRN", "ASSAULT", status="planned")) == score_of("THREATEN")
    assert score(act("IRN", "RUS", "AID", status="possible")) is None
    assert score(act("IRN", "RUS", "AID", status="denied")) is None
    assert score(act("IRN", "RUS", None)) is None


def test_an_unknown_type_is_told() -> None:
    with pytest.raises(SettingError, match="no PLOVER event type"):
        score_of("DANCE")
