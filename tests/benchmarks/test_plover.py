"""How PLOVER's records are read and compared: marks, older types, announced acts, parties, and the choice of a claim."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from benchmarks.plover import Party, Record, Score, agreeing, best, mapping, same_party, same_type, unmark
from sayso.records import Document

TEXT = "Norlandia (the smaller state) accused rebels in Iran of arms smuggling."


def claim(words: str = "accused", event: str = "ACCUSE", status: str = "actual", **sides: list[dict[str, Any]]) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "trigger": {"text": words, "start": start, "end": start + len(words)},
        "event": event,
        "status": status,
        "actor": sides.get("actor", []),
        "recipient": sides.get("recipient", []),
    }


def party(words: str, identity: str) -> dict[str, Any]:
    return {"text": words, "id": identity, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def spans(words: str) -> tuple[tuple[int, int], ...]:
    return ((TEXT.index(words), TEXT.index(words) + len(words)),)


RECORD = Record(
    Document("made-up", TEXT, hashlib.sha256(TEXT.encode()).hexdigest()),
    "DISAPPROVE",
    (Party("NOR", "GOV", spans("Norlandia")),),
    (Party("IRN", "REB", spans("rebels in Iran")),),
    spans("accused"),
)


def test_marks_are_taken_out_and_say_what_they_cover() -> None:
    marked = "(SRC: Norlandia) (the smaller state) (EVT: accused) (TAR: rebels (LOC: in Iran)) of (SRC/TAR: arms) smuggling."
    text, marks = unmark(marked)
    assert text == TEXT
    assert {(tag, text[start:end]) for tag, start, end in marks} == {
        ("SRC", "Norlandia"),
        ("EVT", "accused"),
        ("LOC", "in Iran"),
        ("TAR", "rebels in Iran"),
        ("SRC/TAR", "arms"),
    }


TYPES = [
    ("DEMAND", "REQUEST", "actual", True),
    ("DISAPPROVE", "ACCUSE", "actual", True),
    ("INVESTIGATE", "ACCUSE", "actual", True),
    ("FIGHT", "ASSAULT", "actual", True),
    ("CONCEDE", "RETREAT", "actual", True),
    ("RETREAT", "CONCEDE", "actual", False),
    ("AGREE", "AID", "planned", True),
    ("AGREE", "AID", "actual", False),
    ("THREATEN", "SANCTION", "possible", True),
    ("THREATEN", "SANCTION", "actual", False),
    ("REJECT", "AID", "denied", True),
    ("AID", "AID", "planned", True),
]


@pytest.mark.parametrize(("wanted", "event", "status", "same"), TYPES, ids=[" ".join(row[:3]) for row in TYPES])
def test_older_types_and_announced_acts_count_as_the_mapping_says(wanted: str, event: str, status: str, same: bool) -> None:
    assert same_type(wanted, claim(event=event, status=status)) is same


def test_every_type_of_today_is_the_reading_of_an_older_one() -> None:
    assert len({today for names in mapping()["types"].values() for today in names}) == 16


PARTIES = {
    "the marked words": (Party("NGO", None, spans("rebels in Iran")), party("rebels", "rebels"), True),
    "the record's state": (Party("IRN", "GOV", ()), party("Iran", "IRN"), True),
    "rebels filed under a state are not the state": (Party("IRN", "REB", spans("rebels")), party("Iran", "IRN"), False),
    "another state": (Party("IRN", None, ()), party("Norlandia", "NOR"), False),
    "an organisation without a code of its own": (Party("IGO", None, ()), party("Iran", "IGO"), False),
}


@pytest.mark.parametrize(("wanted", "found", "same"), PARTIES.values(), ids=PARTIES)
def test_a_party_is_the_same_by_its_words_or_its_state(wanted: Party, found: dict[str, Any], same: bool) -> None:
    assert same_party(wanted, found) is same


def test_each_of_our_parties_answers_once() -> None:
    twice = [Party("IRN", "GOV", ()), Party("IRN", "MIL", ())]
    assert agreeing(twice, [party("Iran", "IRN")]) == 1


def test_the_best_claim_has_the_type_first_and_then_the_parties() -> None:
    right = claim(actor=[party("Norlandia", "NOR")], recipient=[party("rebels in Iran", "rebels")])
    half = claim(actor=[party("Norlandia", "NOR")])
    other = claim("arms smuggling", event="AID", actor=[party("Norlandia", "NOR")], recipient=[party("rebels in Iran", "rebels")])
    assert best(RECORD, [other, half, right]) is right
    assert best(RECORD, [other, half]) is half
    assert best(RECORD, []) is None


def test_a_record_without_a_claim_is_wrong_in_type_and_misses_its_parties() -> None:
    score = Score()
    score.add(RECORD, [claim(actor=[party("Norlandia", "NOR")], recipient=[party("rebels in Iran", "rebels")])])
    score.add(RECORD, [])
    assert score.share("type", "records") == 0.5
    assert score.share("type", "covered") == 1.0
    assert score.f1("actors") == pytest.approx(2 / 3)
    assert score.f1("actors", covered=True) == 1.0
