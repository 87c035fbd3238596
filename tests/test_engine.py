"""Documents through the engine and into the ledger, with an analyzer that reads without a language model."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.engine import Ledger, Progress, Result, ahead, analyze_documents
from sayso.engine.ahead import BATCH
from sayso.errors import DocumentError, ModelError
from sayso.records import Claim, DateOrigin, Document
from tests.builders import claim, document

WORDS = "Iran sent drones to Russia, officials said on Monday, and the ministry confirmed it"


class Fake:
    """One claim a document, on the word "sent". Texts with a word of ``faults`` cannot be analysed."""

    def __init__(self, **faults: Exception) -> None:
        self.faults = faults
        self.batches: list[int] = []

    def docs(self, texts: Sequence[str]) -> Iterator[Any]:
        self.batches.append(len(texts))
        for text in texts:
            if "encoder" in self.faults and "encoder" in text:
                raise self.faults["encoder"]
            yield text

    def claims(self, document: Document, doc: Any) -> tuple[Claim, ...]:
        assert doc == document.text
        if "rules" in self.faults and "rules" in doc:
            raise self.faults["rules"]
        return (claim("sent", document, actor_=["Iran=IRN"], recipient=["Russia=RUS"], items=["drones=weapon.uav"]),)


def _documents(*more: str) -> list[Document]:
    return [document(f"{WORDS} {m}.", id=m) for m in more]


def _told(results: list[Result]) -> list[str]:
    return [f"{r.document.id if r.document else '-'}:{r.problem.kind if r.problem else len(r.claims)}" for r in results]


def test_results_come_in_the_order_of_the_documents() -> None:
    documents = _documents(*(str(n) for n in range(3 * BATCH)))
    found = list(analyze_documents(documents, analyzer=Fake()))
    assert [r.document.id for r in found if r.document] == [d.id for d in documents]
    assert all(len(r.claims) == 1 and r.problem is None for r in found)


def test_documents_are_analysed_in_batches() -> None:
    fake, documents = Fake(), _documents(*(str(n) for n in range(3 * BATCH)))
    list(analyze_documents(documents, analyzer=fake))
    assert sum(fake.batches) == len(documents) and max(fake.batches) <= BATCH


def test_errors_pass_through_in_their_place() -> None:
    a, b = _documents("a", "b")
    missing = DocumentError("x.txt", "missing", "There is no file x.txt")
    assert _told(list(analyze_documents([a, missing, b], analyzer=Fake()))) == ["a:1", "-:missing", "b:1"]


@pytest.mark.parametrize("stage", ["encoder", "rules"])
def test_a_document_that_cannot_be_analysed_harms_no_other(stage: str) -> None:
    documents = _documents("a", "b", stage, "c", "d")
    found = list(analyze_documents(documents, analyzer=Fake(**{stage: ValueError("bad\nluck")})))
    assert _told(found) == ["a:1", "b:1", f"{stage}:internal", "c:1", "d:1"]
    assert "ValueError: bad luck" in str(found[2].problem)


def test_a_missing_encoder_stops_everything() -> None:
    with pytest.raises(ModelError, match="no encoder"):
        list(analyze_documents(_documents("a", "encoder"), analyzer=Fake(encoder=ModelError("no encoder"))))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ایران هزاران پهپاد به روسیه فرستاده است و مقام‌های غربی این را تأیید کردند.", "Persian"),
        ("Иран поставил России тысячи беспилотников, сообщили официальные лица.", "Russian"),
        ("Der Iran hat Russland tausende Drohnen geliefert, sagten westliche Beamte am Montag in Berlin.", "German"),
    ],
)
def test_other_languages_are_skipped_by_name(text: str, language: str) -> None:
    (found,) = analyze_documents([document(text, language=None)], analyzer=Fake())
    assert found.problem is not None and found.problem.kind == "language" and language in str(found.problem)
    assert found.document is not None and found.document.language not in (None, "en")


def test_english_is_written_down_as_the_language() -> None:
    (found,) = analyze_documents([document(f"{WORDS}.", language=None)], analyzer=Fake())
    assert found.document is not None and found.document.language == "en"


def test_an_error_of_the_source_comes_after_what_was_read_before_it() -> None:
    def source() -> Iterator[Document]:
        yield from _documents("a", "b")
        raise RuntimeError("the disk is gone")

    found: list[Result] = []
    with pytest.raises(RuntimeError, match="the disk is gone"):
        found.extend(analyze_documents(source(), analyzer=Fake()))
    results = analyze_documents(source(), analyzer=Fake())
    assert _told([next(results), next(results)]) == ["a:1", "b:1"]


def test_a_slow_source_gets_each_answer_at_once() -> None:
    asked = threading.Semaphore(0)

    def source() -> Iterator[Document]:
        for doc in _documents("a", "b", "c"):
            assert asked.acquire(timeout=10)
            yield doc

    results = analyze_documents(source(), analyzer=Fake())
    for name in "abc":
        asked.release()  # the next record is written only after the answer to the last one was read
        assert _told([next(results)]) == [f"{name}:1"]


def test_little_text_is_held_ahead_of_the_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "CHARACTERS", 1000)
    given: list[str] = []

    def source() -> Iterator[Document]:
        for doc in _documents(*(f"{n} " + "word " * 100 for n in range(20))):
            given.append(doc.id)
            yield doc

    results = analyze_documents(source(), analyzer=Fake())
    next(results)
    time.sleep(0.2)
    assert len(given) <= 7
    assert len(list(results)) == 19


def test_leaving_early_ends_the_reading() -> None:
    before = threading.active_count()
    results = analyze_documents(_documents(*(str(n) for n in range(1000))), analyzer=Fake())
    next(results)
    results.close()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threading.active_count() <= before


# ---- reading into a ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "x.sayso") as made:
        made.analyzer = Fake()
        yield made


def _lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def test_a_file_is_read(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{WORDS}.")
    report = ledger.read(tmp_path / "a.txt", published="2022-11-05", publisher="The Example Post")
    assert (report.read, report.seen, report.skipped, report.claims) == (1, 0, (), 1)
    (found,) = ledger.claims(flow="transfer")
    doc = ledger.document(found)
    assert (doc.published, doc.date_origin, doc.publisher, doc.language) == (date(2022, 11, 5), DateOrigin.GIVEN, "The Example Post", "en")
    assert doc.text[found.trigger.start : found.trigger.end] == "sent"


def test_what_was_read_is_not_read_again(ledger: Ledger, tmp_path: Path) -> None:
    path = _lines(tmp_path / "a.jsonl", *({"id": str(n), "text": f"{WORDS} {n}."} for n in range(5)))
    assert ledger.read(path).read == 5
    fake = ledger.analyzer = Fake()
    again = ledger.read(path)
    assert (again.read, again.seen, fake.batches) == (0, 5, [0] * len(fake.batches))
    assert ledger.count() == 5 and len(list(ledger.documents())) == 5


def test_again_reads_again(ledger: Ledger, tmp_path: Path) -> None:
    path = _lines(tmp_path / "a.jsonl", {"id": "1", "text": f"{WORDS}."})
    ledger.read(path)
    report = ledger.read(path, again=True)
    assert (report.read, report.superseded, report.seen, ledger.count()) == (1, 1, 0, 1)


def test_a_date_given_later_is_used(ledger: Ledger, tmp_path: Path) -> None:
    path = _lines(tmp_path / "a.jsonl", {"id": "1", "text": f"{WORDS}."})
    ledger.read(path)
    report = ledger.read(path, published=date(2022, 11, 5))
    assert (report.read, report.superseded) == (1, 1)
    assert [d.published for _, d in ledger.listed()] == [date(2022, 11, 5)]


def test_what_cannot_be_read_is_told_and_written_down(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    good = _lines(
        tmp_path / "a.jsonl",
        {"id": "1", "text": f"{WORDS}."},
        {"id": "2"},
        {"id": "3", "text": "Иран поставил России дроны, сообщили лица."},
    )
    report = ledger.read(tmp_path / "empty.txt", good, tmp_path / "none.txt")
    assert (report.read, [r.kind for r in report.skipped]) == (1, ["empty", "no-text", "language", "missing"])
    (run,) = ledger.runs()
    assert run.skipped == report.skipped and run.outcome == "finished"
    assert run.inputs == (str(tmp_path / "empty.txt"), str(good), str(tmp_path / "none.txt"))


def test_a_remark_on_a_document_that_was_read_is_no_skip(ledger: Ledger, tmp_path: Path) -> None:
    report = ledger.read(_lines(tmp_path / "a.jsonl", {"id": "1", "text": f"{WORDS}.", "date": "31 February"}))
    assert (report.read, report.skipped, [r.kind for r in report.notices]) == (1, (), ["date"])


def test_progress_is_told_after_each_document(ledger: Ledger, tmp_path: Path) -> None:
    told: list[Progress] = []
    ledger.read(_lines(tmp_path / "a.jsonl", *({"text": f"{WORDS} {n}."} for n in range(3)), {"text": ""}), progress=told.append)
    assert [(p.read, p.skipped, p.claims) for p in told] == [(1, 0, 1), (2, 0, 2), (3, 0, 3), (3, 1, 3)]


def test_an_interruption_keeps_what_was_read(ledger: Ledger, tmp_path: Path) -> None:
    path = _lines(tmp_path / "a.jsonl", *({"text": f"{WORDS} {n}."} for n in range(5)))

    def stop(p: Progress) -> None:
        if p.read == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.read(path, progress=stop)
    assert ledger.count() == 2
    assert ledger.runs()[0].outcome == "interrupted"
    assert ledger.read(path).read == 3


def test_a_failure_is_written_down_as_such(ledger: Ledger, tmp_path: Path) -> None:
    ledger.analyzer = Fake(encoder=ModelError("no encoder"))
    with pytest.raises(ModelError):
        ledger.read(_lines(tmp_path / "a.jsonl", {"text": f"{WORDS} encoder."}))
    assert ledger.runs()[0].outcome == "failed"


def test_the_same_text_twice_in_one_run_is_read_once(ledger: Ledger, tmp_path: Path) -> None:
    path = _lines(tmp_path / "a.jsonl", {"id": "1", "text": f"{WORDS}."}, {"id": "2", "text": f"{WORDS}."})
    report = ledger.read(path)
    assert (report.read, report.seen, ledger.count()) == (1, 1, 1)
    assert [d.id for d in ledger.documents()] == ["1", "2"]
    assert ledger.read(path, again=True).read == 1


# ---- with the real pipeline


@pytest.mark.slow
def test_several_processes_give_what_one_gives() -> None:
    documents = _documents(*(f"in case {n}" for n in range(6)))
    alone = list(analyze_documents(documents))
    several = list(analyze_documents(documents, workers=2))
    assert several == alone and sum(len(r.claims) for r in alone) >= 6


@pytest.mark.slow
def test_extract_gives_the_claims_of_one_text() -> None:
    import sayso

    found = sayso.extract("Iran has sent 450 drones to Russia.", published="2022-11-05")
    assert any(c.flow == "transfer" and [a.id for a in c.actor] == ["IRN"] for c in found)
    with pytest.raises(DocumentError, match="Russian"):
        sayso.extract("Иран поставил России тысячи беспилотников, сообщили официальные лица.")
