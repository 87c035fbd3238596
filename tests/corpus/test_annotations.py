"""The published claims keep to the codebook, and the program that says so sees what does not."""

from __future__ import annotations

import copy
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted((CORPUS / "annotations").glob("*.jsonl"))
READINGS = sorted((CORPUS / "readings").glob("*.jsonl"))


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"corpus_{name}", CORPUS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check, count = _load("check"), _load("count")

TEXT = "Norlandia says it shot down at least 12 drones over Port Vesna yesterday."


def claim(**changed: Any) -> dict[str, Any]:
    """A claim without fault about TEXT, with some fields changed."""
    whole: dict[str, Any] = {
        "trigger": {"text": "shot down", "start": 18, "end": 27},
        "event": "ASSAULT",
        "mode": "destroy",
        "flow": "intercept",
        "actor": [{"text": "it", "id": "norlandia", "sector": None, "start": 15, "end": 17}],
        "recipient": [],
        "items": [
            {
                "text": "at least 12 drones",
                "class": "weapon.uav",
                "designation": None,
                "quantity": {"text": "at least 12", "low": 12, "high": None, "hedge": "lower"},
                "origin": None,
                "start": 28,
                "end": 46,
            }
        ],
        "money": None,
        "place": [{"text": "Port Vesna", "id": "norlandia", "sector": None, "start": 52, "end": 62}],
        "time": {"text": "yesterday", "first": "2030-05-01", "last": "2030-05-01", "start": 63, "end": 72},
        "status": "actual",
        "sources": [
            {"text": "Norlandia", "id": "norlandia", "kind": "state", "anonymous": False, "cue": "says", "start": 0, "end": 9},
        ],
    }
    return whole | changed


def document(*claims: dict[str, Any]) -> dict[str, Any]:
    return {"id": "made-up", "date": "2030-05-02", "publisher": "Nobody", "text": TEXT, "claims": list(claims)}


@pytest.mark.parametrize("path", [*FILES, *READINGS], ids=lambda path: path.stem)
def test_a_published_file_has_no_problem(path: Path) -> None:
    assert list(check.check_file(path)) == []


def test_there_is_something_to_check() -> None:
    assert FILES


def test_the_data_card_has_the_numbers_of_the_files() -> None:
    """Repair with: python corpus/count.py --write corpus/annotations/*.jsonl"""
    assert count.tables(FILES) in (CORPUS / "README.md").read_text(encoding="utf-8")


def test_a_claim_without_fault_passes() -> None:
    assert list(check.check_document(document(claim()))) == []


def _quantity(**changed: Any) -> dict[str, Any]:
    spoiled = copy.deepcopy(claim())
    spoiled["items"][0]["quantity"] |= changed
    return spoiled


FAULTS = {
    "a span that is not in the text": (claim(trigger={"text": "shot down", "start": 17, "end": 26}), "but the text has"),
    "a span past the end": (claim(trigger={"text": "shot down", "start": 18, "end": 270}), "no span of a text"),
    "an event that PLOVER does not have": (claim(event="FIGHT"), "unknown event"),
    "a mode of another event": (claim(mode="visit"), "has no mode 'visit'"),
    "a flow that does not exist": (claim(flow="lend"), "unknown flow"),
    "a flow beside the wrong event": (claim(event="AID", mode=None), "does not stand beside AID"),
    "neither event nor flow": (claim(event=None, mode=None, flow=None, items=[]), "neither event nor flow"),
    "an unknown status": (claim(status="rumoured"), "unknown status"),
    "a state that is none": (claim(actor=[{"text": "it", "id": "NRL", "sector": None, "start": 15, "end": 17}]), "neither an ISO 3166"),
    "an unknown sector": (claim(actor=[{"text": "it", "id": "norlandia", "sector": "ARM", "start": 15, "end": 17}]), "unknown sector"),
    "a missing field": ({k: v for k, v in claim().items() if k != "money"}, "fields are"),
    "a day that is none": (claim(time=claim()["time"] | {"first": "2030-02-30"}), "not ISO dates"),
    "days in the wrong order": (claim(time=claim()["time"] | {"first": "2030-05-02"}), "is after last day"),
    "a relative day read wrongly": (
        claim(time=claim()["time"] | {"first": "2030-04-30", "last": "2030-04-30"}),
        "and the codebook says 2030-05-01",
    ),
    "a lower bound read as exact": (_quantity(high=12, hedge="exact"), "the codebook's table says 12 – None (lower)"),
    "bounds in the wrong order": (_quantity(low=12, high=3), "is above high"),
    "an item without a flow": (claim(flow=None), "has items, but no flow"),
    "money without an amount": (claim(money={"text": "yesterday", "amount": 0, "currency": "EUR"}), "not a positive number"),
    "a cue that is not there": (claim(sources=[claim()["sources"][0] | {"cue": "claims"}]), "is not in the text"),
    "an unknown kind of source": (claim(sources=[claim()["sources"][0] | {"kind": "rumour"}]), "unknown kind"),
}


@pytest.mark.parametrize(("spoiled", "says"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named(spoiled: dict[str, Any], says: str) -> None:
    problems = list(check.check_document(document(spoiled)))
    assert any(says in problem for problem in problems), problems


def test_a_text_may_have_no_day_and_its_relative_days_are_not_checked_then() -> None:
    assert list(check.check_document(document(claim()) | {"date": None})) == []
    read = claim(time=claim()["time"] | {"first": None, "last": None})
    assert list(check.check_document(document(read) | {"date": None})) == []


def test_the_same_claim_twice_is_named() -> None:
    assert any("stands twice" in problem for problem in check.check_document(document(claim(), claim())))


def test_the_same_text_twice_is_named(tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text(2 * (json.dumps(document()) + "\n"), encoding="utf-8")
    assert any("stands twice" in problem for problem in check.check_file(path))


BOUNDS = [
    ("450", (450, 450, "exact")),
    ("a", (1, 1, "exact")),
    ("1,200", (1200, 1200, "exact")),
    ("two dozen", (24, 24, "exact")),
    ("a dozen", (12, 12, "exact")),
    ("two hundred thousand", (200_000, 200_000, "exact")),
    ("twenty-one", (21, 21, "exact")),
    ("around 205", (185, 225, "approximate")),
    ("more than 300", (301, None, "lower")),
    ("at least 26", (26, None, "lower")),
    ("fewer than 10", (0, 9, "upper")),
    ("up to 40", (0, 40, "upper")),
    ("between 30 and 40", (30, 40, "range")),
    ("30–40", (30, 40, "range")),
    ("nearly 100", (90, 100, "approximate")),
    ("several", (3, 9, "vague")),
    ("thousands", (2000, 9999, "vague")),
    ("a number of", (None, None, "vague")),
    ("a wave of", None),
]


@pytest.mark.parametrize(("words", "wanted"), BOUNDS, ids=[words for words, _ in BOUNDS])
def test_bounds_follow_the_table_of_the_codebook(words: str, wanted: tuple[int | None, int | None, str] | None) -> None:
    assert check.bounds(words) == wanted


def test_the_program_ends_with_1_where_there_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(json.dumps(document(claim())) + "\n", encoding="utf-8")
    bad.write_text(json.dumps(document(claim(status="rumoured"))) + "\n", encoding="utf-8")
    assert check.main([str(good)]) == 0
    assert check.main([str(good), str(bad)]) == 1
    assert "made-up, 'shot down': unknown status 'rumoured'" in capsys.readouterr().out
