"""Judged claims keep their verdict only while the extractor still gives what was judged."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import precision
from sayso.records import Document

JUDGEMENTS = sorted((Path(__file__).parents[2] / "corpus").glob("precision-*.jsonl"))


def claim(start: int = 5, event: str = "ASSAULT", actor: str = "IRN", status: str = "actual", confidence: float = 0.1) -> dict[str, Any]:
    return {
        "confidence": confidence,
        "trigger": {"text": "struck", "start": start, "end": start + 6},
        "event": event,
        "flow": None,
        "actor": [{"id": actor, "text": "they"}],
        "recipient": [],
        "status": status,
        "sources": [],
    }


def judged(wrong: tuple[str, ...] = (), start: int = 5, **values: str) -> dict[str, Any]:
    row = {"document": "made-up", "start": start, "end": start + 6, "trigger": "struck", "wrong": list(wrong), "note": ""}
    return row | precision.judged_values(claim(start, **values))


CASES = {
    "as judged, right": (judged(), [claim()], {"right": 1}),
    "as judged, wrong": (judged(("actor",)), [claim()], {"wrong": 1, "actor wrong": 1}),
    "said with confidence": (judged(), [claim(confidence=0.5)], {"right": 1, "right from 0.5": 1}),
    "only noted values wrong": (judged(("status",)), [claim()], {"right": 1, "status wrong": 1}),
    "another status does not decide": (judged(), [claim(status="planned")], {"right": 1}),
    "another actor now": (judged(), [claim(actor="ISR")], {"unjudged": 1}),
    "another event now": (judged(), [claim(event="COERCE")], {"unjudged": 1}),
    "no longer found": (judged(), [], {"gone": 1}),
    "found elsewhere in the text": (judged(), [claim(start=50)], {"gone": 1}),
}


@pytest.mark.parametrize(("row", "now", "counts"), CASES.values(), ids=CASES)
def test_a_verdict_stands_while_the_values_do(
    row: dict[str, Any], now: list[dict[str, Any]], counts: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = precision._document("made-up", "They struck.", "2030-05-02", "Nobody")
    monkeypatch.setattr(precision, "items", lambda _: [document])
    monkeypatch.setattr(precision, "articles", lambda _: [])
    monkeypatch.setattr(precision, "_claims", lambda _: now)
    assert +precision.recount(Path(), [row]) == Counter(counts)


@pytest.mark.parametrize("path", JUDGEMENTS, ids=lambda path: path.stem)
def test_kept_judgements_name_only_values_that_were_judged(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({(row["document"], row["start"], row["event"], row["flow"], str(row["actor"])) for row in rows}) == len(rows)
    for row in rows:
        assert set(row["wrong"]) <= {*precision.DECIDES, *precision.NOTED}
        assert bool(row["wrong"]) == bool(row["note"])


@pytest.mark.data
def test_nothing_is_drawn_that_an_annotated_set_has(data: Path) -> None:
    ids, texts = precision.used(data)
    short, long = precision.outside(data)
    assert short
    assert long
    assert not {document.id for document in short} & ids
    assert not {document.text for document in (*short, *long)} & set(texts)


def test_each_section_is_drawn_as_often_as_the_portal_has_it(tmp_path: Path) -> None:
    (tmp_path / "wcep").mkdir()
    rows = [{"id": f"{section}-{n}", "section": section} for section, size in (("war", 60), ("law", 30), ("arts", 10)) for n in range(size)]
    (tmp_path / "wcep" / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    left = [Document(row["id"], "", "") for row in rows if row["section"] != "war" or int(row["id"].split("-")[1]) < 20]
    drawn = [d.id.split("-")[0] for d in precision.as_in_all(tmp_path, left)][:30]
    assert (drawn.count("war"), drawn.count("law"), drawn.count("arts")) == pytest.approx((18, 9, 3), abs=1)
