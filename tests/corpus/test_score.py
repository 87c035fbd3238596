"""The scorer counts what the codebook says, on cases small enough to count by hand."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


score = _load("corpus_score", CORPUS / "score.py")


def party(name: str | None, text: str = "they") -> dict[str, Any]:
    return {"text": text, "id": name, "sector": None, "start": 0, "end": len(text)}


def item(start: int, end: int, class_: str = "weapon.uav", low: int | None = None, high: int | None = None) -> dict[str, Any]:
    quantity = {"text": "some", "low": low, "high": high, "hedge": "exact"} if low is not None or high is not None else None
    return {"text": "-", "class": class_, "designation": None, "quantity": quantity, "origin": None, "start": start, "end": end}


def source(text: str, name: str | None) -> dict[str, Any]:
    return {"text": text, "id": name, "kind": "official", "anonymous": False, "cue": "said", "start": 0, "end": len(text)}


def claim(**changed: Any) -> dict[str, Any]:
    """Norlandia sends something to Sudria; the trigger stands at 20–24."""
    whole: dict[str, Any] = {
        "trigger": {"text": "sent", "start": 20, "end": 24},
        "event": "AID",
        "mode": None,
        "flow": "transfer",
        "actor": [party("norlandia")],
        "recipient": [party("sudria")],
        "items": [],
        "money": None,
        "place": [],
        "time": None,
        "status": "actual",
        "sources": [],
    }
    return whole | changed


def at(start: int, end: int, **changed: Any) -> dict[str, Any]:
    return claim(trigger={"text": "-", "start": start, "end": end}, **changed)


def counts(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """Hit, found and gold of every row, for one document."""
    return {name: (c.hits, c.predicted, c.annotated) for name, c in score.score({"d": gold}, {"d": found}).items()}


PAIRING = {
    "the same claim": ([claim()], [claim()], (1, 1, 1), (1, 1, 1)),
    "nothing found": ([claim()], [], (0, 0, 1), (0, 0, 1)),
    "something invented": ([], [claim()], (0, 1, 0), (0, 1, 0)),
    "triggers that overlap by a character": ([claim()], [at(23, 30)], (1, 1, 1), (1, 1, 1)),
    "the other half of the predicate, 40 characters on": ([claim()], [at(64, 72)], (1, 1, 1), (1, 1, 1)),
    "41 characters on": ([claim()], [at(65, 72)], (0, 1, 1), (0, 1, 1)),
    "close by, but no party in common": (
        [claim()],
        [at(30, 38, actor=[party("estia")], recipient=[])],
        (0, 1, 1),
        (0, 1, 1),
    ),
    "another event with the same flow": ([claim()], [claim(event="COOPERATE")], (1, 1, 1), (1, 1, 1)),
    "the same event with another flow": ([claim()], [claim(flow=None)], (1, 1, 1), (1, 1, 1)),
    "another event without a flow": ([claim(flow=None)], [claim(event="AGREE", flow=None)], (0, 1, 1), (0, 1, 1)),
    "no event on either side": ([claim(event=None, flow="loss")], [claim(event=None, flow="produce")], (0, 1, 1), (0, 1, 1)),
    "a loss without an event": ([claim(event=None, flow="loss")], [claim(event=None, flow="loss")], (1, 1, 1), (1, 1, 1)),
    "another status": ([claim()], [claim(status="planned")], (1, 1, 1), (0, 1, 1)),
    "another receiver": ([claim()], [claim(recipient=[])], (1, 1, 1), (0, 1, 1)),
    "parties in another order": (
        [claim(actor=[party("norlandia"), party("estia")])],
        [claim(actor=[party("estia"), party("norlandia")])],
        (1, 1, 1),
        (1, 1, 1),
    ),
    "a party in other letters": ([claim(actor=[party("IRN")])], [claim(actor=[party("irn")])], (1, 1, 1), (1, 1, 1)),
    "a party by its words": (
        [claim(actor=[party(None, "The Hill Front")])],
        [claim(actor=[party("the hill front")])],
        (1, 1, 1),
        (1, 1, 1),
    ),
    "one found twice": ([claim()], [claim(), claim()], (1, 2, 1), (1, 2, 1)),
    "of two, the better one": ([claim()], [claim(status="denied"), claim()], (1, 2, 1), (1, 2, 1)),
    "an overlap before a neighbour": (
        [at(20, 24, status="denied"), at(40, 44)],
        [at(40, 44, actor=[party("estia")], status="planned"), at(30, 34)],
        (2, 2, 2),
        (0, 2, 2),
    ),
}


@pytest.mark.parametrize(("gold", "found", "claims", "strict"), PAIRING.values(), ids=PAIRING)
def test_claims_are_paired_by_trigger_and_kind(
    gold: list[dict[str, Any]], found: list[dict[str, Any]], claims: tuple[int, int, int], strict: tuple[int, int, int]
) -> None:
    made = counts(gold, found)
    assert (made["claim"], made["strict"]) == (claims, strict)


FIELDS = {
    "one of two actors": ("actor", {"actor": [party("norlandia"), party("estia")]}, {}, (1, 1, 2)),
    "a mode": ("mode", {"mode": None}, {"mode": "visit"}, (0, 1, 1)),
    "a flow": ("flow", {}, {"flow": None}, (0, 1, 1)),
    "an item's words overlap": ("item span", {"items": [item(30, 40)]}, {"items": [item(35, 50)]}, (1, 1, 1)),
    "an item elsewhere": ("item span", {"items": [item(30, 40)]}, {"items": [item(40, 50)]}, (0, 1, 1)),
    "an item for two": ("item span", {"items": [item(30, 40), item(36, 44)]}, {"items": [item(30, 44)]}, (1, 1, 2)),
    "a class": ("item class", {"items": [item(30, 40)]}, {"items": [item(30, 40, "weapon.uav.loitering")]}, (0, 1, 1)),
    "its child": ("item class ±1", {"items": [item(30, 40)]}, {"items": [item(30, 40, "weapon.uav.loitering")]}, (1, 1, 1)),
    "its sister": ("item class ±1", {"items": [item(30, 40, "weapon.ship")]}, {"items": [item(30, 40)]}, (0, 1, 1)),
    "a quantity": ("quantity", {"items": [item(30, 40, low=4, high=4)]}, {"items": [item(30, 40, low=4, high=4)]}, (1, 1, 1)),
    "an open quantity": ("quantity", {"items": [item(30, 40, low=4)]}, {"items": [item(30, 40, low=4, high=4)]}, (0, 1, 1)),
    "a quantity too many": ("quantity", {"items": [item(30, 40)]}, {"items": [item(30, 40, low=4)]}, (0, 1, 0)),
    "a time": (
        "time",
        {"time": {"text": "in May", "first": "2030-05-01", "last": "2030-05-31"}},
        {"time": {"text": "May", "first": "2030-05-01", "last": "2030-05-31"}},
        (1, 1, 1),
    ),
    "a time not found": ("time", {"time": {"text": "in recent weeks", "first": None, "last": None}}, {}, (0, 0, 1)),
    "no source on either side": ("source chain", {}, {}, (1, 1, 1)),
    "a source by its identity": (
        "source chain (where any)",
        {"sources": [source("Officials of Sudria", "sudria")]},
        {"sources": [source("The ministry", "SUDRIA")]},
        (1, 1, 1),
    ),
    "a source by its head word": (
        "source chain (where any)",
        {"sources": [source("two officials from the capital", "sudria")]},
        {"sources": [source("Officials", "norlandia")]},
        (1, 1, 1),
    ),
    "a link too few": (
        "source chain",
        {"sources": [source("A newspaper", "paper"), source("officials", "sudria")]},
        {"sources": [source("A newspaper", "paper")]},
        (0, 1, 1),
    ),
    "links in the wrong order": (
        "source chain",
        {"sources": [source("A newspaper", "paper"), source("officials", "sudria")]},
        {"sources": [source("officials", "sudria"), source("A newspaper", "paper")]},
        (0, 1, 1),
    ),
}


@pytest.mark.parametrize(("row", "gold", "found", "wanted"), FIELDS.values(), ids=FIELDS)
def test_fields_are_counted_over_paired_claims(row: str, gold: dict[str, Any], found: dict[str, Any], wanted: tuple[int, int, int]) -> None:
    assert counts([claim(**gold)], [claim(**found)])[row] == wanted


def test_fields_of_claims_that_were_not_paired_do_not_count() -> None:
    assert set(counts([claim()], [at(300, 304)])) == {"claim", "strict", "strict flow"}


def test_only_flows_that_are_strictly_right_are_strict_flows() -> None:
    gold = [claim(), at(100, 104, flow=None), at(200, 204, flow="withhold", event="REJECT")]
    found = [claim(flow="produce"), at(100, 104, flow=None), at(200, 204, flow="withhold", event="REJECT")]
    assert counts(gold, found)["strict flow"] == (1, 2, 2)


HEADS = [
    ("officials from a Western country", "officials"),
    ("the president of Sudria, speaking on Monday", "president"),
    ("Sudria's", "sudrias"),
    ("A minister who resigned", "minister"),
    ("", ""),
]


@pytest.mark.parametrize(("phrase", "head"), HEADS, ids=[phrase or "no word" for phrase, _ in HEADS])
def test_the_head_word_stands_before_the_first_preposition(phrase: str, head: str) -> None:
    assert score.head_word(phrase) == head


def test_precision_recall_and_f1_are_0_where_there_is_nothing() -> None:
    empty = score.Count()
    assert (empty.precision, empty.recall, empty.f1) == (0.0, 0.0, 0.0)


def _write(path: Path, documents: dict[str, list[dict[str, Any]]]) -> Path:
    path.write_text("".join(json.dumps({"id": name, "claims": claims}) + "\n" for name, claims in documents.items()), encoding="utf-8")
    return path


def _read(path: Path) -> Any:
    return score.read(path.read_text(encoding="utf-8").splitlines())


def test_the_program_prints_figures_and_differences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = _write(tmp_path / "gold.jsonl", {"one": [claim()], "two": [claim(), at(100, 104)], "three": []})
    found = _write(tmp_path / "found.jsonl", {"two": [claim(status="denied")], "four": [claim()]})
    assert score.main([str(gold), str(found), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["claim"] == {"precision": 1.0, "recall": 0.3333, "f1": 0.5, "gold": 3}
    assert score.main([str(gold), str(found), "--differences", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "one: missed “sent” at 20: AID, flow transfer, norlandia → sudria, actual"
    assert lines[1] == "two: missed “-” at 100: AID, flow transfer, norlandia → sudria, actual"
    assert lines[3].split() == ["claim", "1.000", "0.333", "0.500", "3"]


def test_the_data_card_has_the_agreement_of_the_two_readings() -> None:
    first, second = (_read(CORPUS / "readings" / f"wcep-1-{which}.jsonl") for which in ("first", "second"))
    assert len(first) == 40
    assert list(first) == list(second)
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    rows = ("claim", "strict", "event", "mode", "flow", "actor", "recipient", "status", "time", "source chain", "source chain (where any)")
    found = score.score(first, second)
    for name in rows:
        assert f"| {name} | {found[name].f1:.3f} | {found[name].annotated} |" in card


def _spoil(claims: list[dict[str, Any]], dice: random.Random) -> list[dict[str, Any]]:
    """A prediction with errors of every kind: dropped, moved and doubled claims, and fields of other claims."""
    spoiled = []
    for found in copy.deepcopy(claims):
        if dice.random() < 0.15:
            continue
        other = dice.choice(claims)
        for field in ("event", "mode", "flow", "actor", "recipient", "items", "time", "status", "sources"):
            if dice.random() < 0.15:
                found[field] = copy.deepcopy(other[field])
        for thing in found["items"]:
            if dice.random() < 0.3:
                thing |= {"class": thing["class"].rpartition(".")[0] or "weapon", "quantity": None}
        if dice.random() < 0.2:
            move = dice.randrange(-50, 50)
            found["trigger"] = found["trigger"] | {"start": found["trigger"]["start"] + move, "end": found["trigger"]["end"] + move}
        spoiled += [found] * (2 if dice.random() < 0.1 else 1)
    dice.shuffle(spoiled)
    return spoiled


@pytest.mark.data
@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_those_of_the_scorer_beside_the_data(data: Path, tmp_path: Path, seed: int) -> None:
    beside = data.parent / "score_claims.py"
    if not beside.is_file():
        pytest.skip("no score_claims.py beside the data folder to compare with")
    reference = _load("score_claims", beside)
    gold_path = data / "claims" / "dev.jsonl"
    gold = reference.load(str(gold_path))
    dice = random.Random(seed)
    found_path = _write(tmp_path / "found.jsonl", {name: _spoil(claims, dice) for name, claims in gold.items() if dice.random() < 0.95})
    theirs, _ = reference.score(gold, reference.load(str(found_path)))
    ours = score.score(_read(gold_path), _read(found_path))
    assert {name: (count.hits, count.predicted, count.annotated) for name, count in ours.items()} == {
        k: tuple(v) for k, v in theirs.n.items()
    }
    assert {name: (count.precision, count.recall, count.f1) for name, count in ours.items()} == {k: theirs.f1(k) for k in theirs.n}
