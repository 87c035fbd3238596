"""Texts about arms flows are drawn by their words and a seed, and by nothing else."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"corpus_{name}", CORPUS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


draw = _load("draw")

KINDS = [
    ("Norlandia suspends the sale of weapons to Sudria.", "withhold"),
    ("Estia calls for an arms embargo.", "withhold"),
    ("The coast guard seizes a boat with rifles on board.", "seize"),
    ("Norlandia opens a factory where tanks are built.", None),
    ("The plant manufactures drones for Sudria.", "produce"),
    ("Norlandia delivers twelve howitzers to Sudria.", "transfer"),
    ("Both states sign a warship deal.", "transfer"),
    ("A fighter jet of the Sudrian Air Force crashes near Port Vesna.", "loss"),
    ("A helicopter with tourists crashes near Port Vesna.", None),
    ("Sudria shoots down four drones.", "intercept"),
    ("A missile is intercepted over Port Vesna.", "intercept"),
    ("A drone strike kills two people in Port Vesna.", "use"),
    ("Sudria halts trains after a drone attack.", "use"),
    ("Sudria launches rockets at Port Vesna.", "use"),
    ("The presidents meet in Port Vesna.", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_a_text_belongs_to_the_first_kind_whose_words_it_has(text: str, kind: str | None) -> None:
    assert draw.kind_of(text) == kind


def item(number: int, text: str, month: int = 1, section: str = "International relations") -> dict[str, str]:
    return {"id": f"item-{number:03}", "date": f"2030-{month:02}-01", "section": section, "text": text}


STRIKES = [item(n, f"A drone strike kills {n} people in Port Vesna.", month=n % 4 + 1) for n in range(60)]


def test_a_kind_has_no_more_than_its_number_spread_over_the_months() -> None:
    drawn = draw.draw(STRIKES)
    assert len(drawn) == draw.KINDS["use"][0] == 14
    assert sorted(Counter(text["date"] for text in drawn).values()) == [3, 3, 4, 4]


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_items() -> None:
    assert draw.draw(STRIKES) == draw.draw(STRIKES[::-1])
    assert draw.draw(STRIKES) != draw.draw(STRIKES, seed=1)


def test_items_named_by_id_or_text_other_sections_and_repeated_texts_are_left_out() -> None:
    items = [*STRIKES[:4], item(90, STRIKES[3]["text"]), item(91, "A missile attack hits Port Vesna.", section="Sports")]
    drawn = draw.draw(items, without=frozenset({"item-000", STRIKES[1]["text"]}))
    assert [text["id"] for text in sorted(drawn, key=lambda text: text["id"])] == ["item-002", "item-003"]


MIXED = [
    *(item(n, f"A drone strike kills {n} people in Port Vesna.", month=n % 4 + 1) for n in range(100)),
    *(item(n, f"The presidents meet for the {n}th time.", month=n % 4 + 1) for n in range(100, 200)),
    *(item(n, f"Party {n} wins.", month=n % 4 + 1, section="Politics and elections") for n in range(200, 300)),
    *(item(n, f"Clashes in village {n}.", month=n % 4 + 1, section="Armed conflicts and attacks") for n in range(300, 400)),
]


def test_half_of_a_batch_has_words_about_arms_and_the_other_is_taken_by_section() -> None:
    drawn = draw.batches(MIXED, 1)
    assert Counter(draw.kind_of(text["text"]) for text in drawn) == {"use": 20, None: 17}
    sections = Counter(text["section"] for text in drawn if not draw.kind_of(text["text"]))
    assert sections == {"International relations": 7, "Armed conflicts and attacks": 8, "Politics and elections": 2}


def test_a_shorter_draw_of_batches_is_the_beginning_of_a_longer_one() -> None:
    one, two = draw.batches(MIXED, 1), draw.batches(MIXED, 2)
    assert two[: len(one)] == one
    assert len({text["id"] for text in two}) == len(two) == 2 * len(one)


def test_the_program_prints_documents_without_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items, without = tmp_path / "items.jsonl", tmp_path / "without.jsonl"
    items.write_text("".join(json.dumps(text) + "\n" for text in STRIKES[:2]), encoding="utf-8")
    without.write_text(json.dumps(STRIKES[0]) + "\n", encoding="utf-8")
    assert draw.main([str(items), "--without", str(without)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    document = json.loads(line)
    assert list(document) == ["id", "date", "publisher", "text", "claims"]
    assert (document["id"], document["claims"]) == ("item-001", [])


@pytest.mark.data
def test_the_texts_of_wcep_2_are_those_that_the_program_draws(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    used = [data / "claims" / "dev.jsonl", data / "claims" / "train.jsonl", CORPUS / "annotations" / "wcep-1.jsonl"]
    draw.main([str(data / "wcep" / "items.jsonl"), "--without", *map(str, used)])
    drawn = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    published = [json.loads(line) for line in (CORPUS / "annotations" / "wcep-2.jsonl").read_text(encoding="utf-8").splitlines()]
    assert drawn == [document | {"claims": []} for document in published]


@pytest.mark.data
@pytest.mark.parametrize("number", [3, 5])
def test_the_texts_of_wcep_3_and_5_are_those_that_the_program_draws(number: int, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotated = CORPUS / "annotations"
    used = [data / "claims" / "dev.jsonl", data / "claims" / "train.jsonl", *(annotated / f"wcep-{n}.jsonl" for n in range(1, number))]
    published = [json.loads(line) for line in (annotated / f"wcep-{number}.jsonl").read_text(encoding="utf-8").splitlines()]
    draw.main([str(data / "wcep" / "items.jsonl"), "--without", *map(str, used), "--batches", str(len(published) // draw.BATCH)])
    drawn = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert drawn == [document | {"claims": []} for document in published]


def test_other_sections_are_drawn_by_their_numbers_and_months_whatever_their_words() -> None:
    items = [item(n, f"Text {n} of a drone strike.", month=n % 5 + 1, section="Sports" if n % 2 else "Law and Crime") for n in range(200)]
    drawn = draw.others(items)
    assert Counter(text["section"] for text in drawn) == {"Law and Crime": 45, "Sports": 6}
    assert max(Counter(text["date"] for text in drawn if text["section"] == "Law and Crime").values()) == 9
    assert draw.others(items[::-1]) == drawn


@pytest.mark.data
def test_the_texts_of_wcep_4_are_those_that_the_program_draws(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotated = CORPUS / "annotations"
    used = [data / "claims" / "dev.jsonl", data / "claims" / "train.jsonl", *(annotated / f"wcep-{n}.jsonl" for n in (1, 2, 3))]
    draw.main([str(data / "wcep" / "items.jsonl"), "--without", *map(str, used), "--others"])
    drawn = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    published = [json.loads(line) for line in (annotated / "wcep-4.jsonl").read_text(encoding="utf-8").splitlines()]
    assert drawn == [document | {"claims": []} for document in published]
