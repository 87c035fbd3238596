"""Notes in the short notation become annotated texts, and what does not stand in the text is refused."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"corpus_{name}", CORPUS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


notation = _load("notation")

TEXT = (
    "Norlandia says it shot down at least 12 drones from Iran over Port Vesna yesterday, and that two F-16 jets crashed. "
    "Iran denies that drones were sent."
)
TEXTS = {"made-up": {"id": "made-up", "date": "2030-05-02", "publisher": "Nobody", "text": TEXT}}


def read(*lines: str) -> tuple[list[dict[str, Any]], list[str]]:
    (found,) = notation.annotate("\n".join(["# made-up", *lines]), TEXTS)
    return found[0]["claims"], found[1]


def test_a_full_note_has_every_field_with_its_characters() -> None:
    claims, problems = read(
        "@nor Norlandia=norlandia state says",
        "shot down | ASSAULT destroy intercept | it=norlandia > Iran=IRN | I at least 12 drones: weapon.uav o=IRN | P Port Vesna=norlandia "
        "| T yesterday: 2030-05-01 2030-05-01 | S @nor",
    )
    assert problems == []
    (claim,) = claims
    assert claim["trigger"] == {"text": "shot down", "start": 18, "end": 27}
    assert (claim["event"], claim["mode"], claim["flow"], claim["status"]) == ("ASSAULT", "destroy", "intercept", "actual")
    assert claim["items"][0]["quantity"] == {"text": "at least 12", "low": 12, "high": None, "hedge": "lower"}
    assert claim["items"][0]["origin"] == "IRN"
    assert claim["time"] | {"start": 0, "end": 0} == {
        "text": "yesterday",
        "first": "2030-05-01",
        "last": "2030-05-01",
        "start": 0,
        "end": 0,
    }
    assert claim["sources"][0]["cue"] == "says"
    for span in (*claim["actor"], *claim["recipient"], *claim["items"], *claim["place"], *claim["sources"]):
        assert TEXT[span["start"] : span["end"]] == span["text"]


def test_a_text_without_a_claim_is_only_its_line() -> None:
    assert read() == ([], [])


def test_words_without_a_number_stand_nearest_to_the_trigger() -> None:
    (claim,), problems = read("sent | AID transfer | Iran=IRN > | denied | I drones: weapon.uav | S Iran=IRN state denies")
    assert problems == []
    assert claim["actor"][0]["start"] == TEXT.rindex("Iran")
    assert claim["items"][0]["start"] == TEXT.rindex("drones")


KINDS = [
    ("- loss", (None, None, "loss")),
    ("COERCE seize seize", ("COERCE", "seize", "seize")),
    ("COERCE seize loss", ("COERCE", "seize", "loss")),
    ("ASSAULT use", ("ASSAULT", None, "use")),
    ("CONSULT visit", ("CONSULT", "visit", None)),
    ("SUPPORT", ("SUPPORT", None, None)),
]


@pytest.mark.parametrize(("note", "kind"), KINDS, ids=[note for note, _ in KINDS])
def test_event_mode_and_flow_stand_in_this_order(note: str, kind: tuple[str | None, ...]) -> None:
    assert notation._kind(note) == kind


QUANTITIES = [
    ("two F-16 jets: weapon.aircraft.fighter d=F-16", (2, 2)),
    ("F-16 jets: weapon.aircraft.fighter q=two/2/2/exact", (2, 2)),
    ("two F-16 jets: weapon.aircraft.fighter q=-", None),
    ("drones: weapon.uav q=at least 12/12/-/lower", (12, None)),
    ("drones: weapon.uav", None),
]


@pytest.mark.parametrize(("note", "bounds"), QUANTITIES, ids=[note for note, _ in QUANTITIES])
def test_a_quantity_is_read_from_the_first_words_or_told(note: str, bounds: tuple[int, int | None] | None) -> None:
    (claim,), _ = read(f"crashed | - loss | > | I {note}")
    found = claim["items"][0]["quantity"]
    assert (found and (found["low"], found["high"])) == bounds


REFUSED = {
    "words that do not stand in the text": ("crashed | - loss | > Sudria=sudria", "'Sudria' does not stand in the text"),
    "a trigger that stands twice": ("drones | - loss | >", "'drones' stands 2 times: say which"),
    "a place that is not there": ("drones#3 | - loss | >", "stands 2 times in the text, not 3"),
    "an event that does not exist": ("crashed | CRASH | >", "there is no event 'CRASH'"),
    "a mode of another event": ("crashed | ASSAULT visit | >", "neither a mode of ASSAULT nor a flow"),
    "an entity without an identity": ("crashed | - loss | > Norlandia", "write words=ID"),
    "an item without a class": ("crashed | - loss | > | I two F-16 jets", "write words: class"),
    "a source nobody told": ("crashed | - loss | > | S @nor", "no source was named @nor"),
    "a field that does not exist": ("crashed | - loss | > | maybe", "neither a status nor a field"),
    "a note cut short": ("crashed | - loss", "has no trigger"),
    "what the codebook does not allow": ("crashed | AID transfer | > | I two F-16 jets: weapon.jet", "unknown class 'weapon.jet'"),
}


@pytest.mark.parametrize(("line", "says"), REFUSED.values(), ids=REFUSED)
def test_a_faulty_note_is_told(line: str, says: str) -> None:
    _, problems = read(line)
    assert any(says in problem for problem in problems), problems


def test_the_program_prints_documents_and_ends_with_1_where_a_note_is_faulty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts, notes = tmp_path / "texts.jsonl", tmp_path / "notes.txt"
    texts.write_text(json.dumps(TEXTS["made-up"]) + "\n", encoding="utf-8")
    notes.write_text("# made-up\ncrashed | - loss | >\n", encoding="utf-8")
    assert notation.main([str(texts), str(notes)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["claims"][0]["trigger"]["text"] == "crashed"
    notes.write_text("# made-up\nfell | - loss | >\n", encoding="utf-8")
    assert notation.main([str(texts), str(notes)]) == 1
    assert "made-up: 'fell' does not stand in the text" in capsys.readouterr().err
