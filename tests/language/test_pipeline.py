"""The encoder written into a spaCy Doc: exact, whole, and the same whatever stands beside it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc

from sayso.language import analyze, analyze_many
from sayso.language.encoder import FOLDER, MAX_PIECES, Encoder

GUIDE = "Iran has sent Russia about 450 drones, officials told CNN on Monday. Tehran denied it."
LONG = (
    "The ministry published a report on Tuesday. It runs to forty pages. "
    + "The committee met in the capital and discussed the budget for roads, schools and hospitals at length. " * 14
    + "“We have sent no drones to anyone,” the foreign minister said in Tehran, “and we will not send any.” "
    + "The committee met again in the capital and discussed the budget for roads and schools. " * 12
)


def facts(doc: Doc) -> list[object]:
    words = [(t.text, t.idx, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start) for t in doc]
    names = [(e.text, e.label_) for e in doc.ents]
    return [words, names, doc._.attributions]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "  Iran sent drones.  \n\n\n  Russia denied it.\t",
        "“Iran”—he said—‘sent’ «drones»… 300…",
        "Тегеран (Tehran) 德黑兰 تهران sent drones to Москва.",
        "a\u00a0b\u2009c\u200bd Iran\u00a0sent\u202fdrones",
        "🚀 Iran 🇮🇷 sent e\u0301clair drones",
        "x" * 5000,
        "IRAN SENT DRONES\nRUSSIA DENIED IT",
    ],
)
def test_offsets_are_exact_whatever_the_text(text: str) -> None:
    doc = analyze(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
    for a in doc._.attributions:
        for span in (*a.source, *a.cue, *a.content):
            assert text[span.start : span.end] == span.text


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_text_becomes_trees(text: str) -> None:
    doc = analyze(text)
    assert doc.text == text
    for sentence in doc.sents:
        roots = [t for t in sentence if t.head.i == t.i]
        assert len(roots) == 1
        assert all(t.head in sentence for t in sentence)


def test_a_short_text_has_tags_tree_names_and_attributions() -> None:
    doc = analyze(GUIDE)
    by_word = {t.text: t for t in doc}
    assert by_word["Iran"].dep_ == "nsubj"
    assert by_word["Iran"].head.text == "sent"
    assert by_word["drones"].dep_ == "obj"
    assert by_word["sent"].lemma_ == "send"
    assert by_word["sent"].morph.get("Tense") == ["Past"]
    assert [s.text for s in doc.sents] == ["Iran has sent Russia about 450 drones, officials told CNN on Monday.", "Tehran denied it."]
    told = next(a for a in doc._.attributions if any("told" in c.text for c in a.cue))
    assert [s.text for s in told.source] == ["officials"]
    assert told.content[0].text == "Iran has sent Russia about 450 drones"


def test_the_dependency_matcher_works_on_the_tree() -> None:
    doc = analyze("Russia launched 300 drones at Ukraine.")
    matcher = DependencyMatcher(doc.vocab)
    pattern = [
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "launch"}},
        {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "goods", "RIGHT_ATTRS": {"DEP": "obj"}},
    ]
    matcher.add("launch", [pattern])
    assert [[doc[i].text for i in found] for _, found in matcher(doc)] == [["launched", "drones"]]


def test_the_answer_does_not_depend_on_the_neighbours_or_on_the_threads() -> None:
    texts = [GUIDE, "Sanctions.", LONG, GUIDE, "Poland will buy 250 tanks from the United States.", "", GUIDE]
    alone = [facts(analyze(t)) for t in texts]
    assert [facts(d) for d in analyze_many(texts, threads=1)] == alone
    assert [facts(d) for d in analyze_many(texts, threads=3)] == alone


def test_a_long_text_keeps_the_attribution_at_a_seam() -> None:
    at = LONG.index("“We have sent")
    for shift in range(0, 400, 40):  # move the quotation across the seam of the windows
        text = "It rained all day on the quiet town by the river. " * (shift // 10) + LONG
        doc = analyze(text)
        start = text.index("“We have sent")
        found = [a for a in doc._.attributions if any("minister" in s.text for s in a.source)]
        assert len(found) == 1, shift
        contents = [(c.start, c.text) for c in found[0].content]
        assert any(abs(c - start) <= 1 and text.startswith("We have sent no drones", c + (start - c) + 1) for c, _ in contents), contents
    assert at > 0


def test_sentences_cover_the_text_once() -> None:
    doc = analyze(LONG)
    ends = [s.end for s in doc.sents]
    assert [s.start for s in doc.sents] == [0, *ends[:-1]]
    assert ends[-1] == len(doc)
    assert len(ends) > 25


def test_paragraphs_end_sentences() -> None:
    doc = analyze("Arms shipments to the front\n\nIran sent drones")
    assert [s.text.strip() for s in doc.sents] == ["Arms shipments to the front", "Iran sent drones"]


def test_what_is_shipped_is_small_and_says_its_version() -> None:
    size = sum(p.stat().st_size for p in FOLDER.iterdir())
    assert size < 40e6
    stored = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
    assert Encoder(FOLDER).version == stored["version"]
    assert MAX_PIECES == 256


def test_no_torch_at_run_time() -> None:
    code = (
        "import sys, sayso.language as l; l.analyze('Iran sent drones.'); sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_model_says_what_is_missing(tmp_path: pytest.TempPathFactory) -> None:
    from pathlib import Path

    from sayso.errors import ModelError

    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        Encoder(Path(str(tmp_path)))
