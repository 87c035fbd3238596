"""The predicate lexicon and the cue lists: schema, references, and the examples that stand in the entries."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.claims.forms import noun_forms, verb_forms
from sayso.claims.lexicon import MODES, SLOTS, Entry, Example, cues, lexicon, parse_entries
from sayso.claims.slots import SLOTS as FILLED
from sayso.errors import LexiconError
from sayso.lexicons import ROOT
from sayso.records import Document

MODEL = Path(ROOT).parent / "language" / "model" / "encoder.onnx"
ENTRIES = lexicon().entries
EXAMPLES = [(e, x) for e in ENTRIES for x in e.examples]
_PATH = re.compile(r"[a-z]+:[a-z]+")
_PREPOSITIONS = re.compile(r"[a-z]+( [a-z]+)*(\|[a-z]+( [a-z]+)*)*")


def test_there_are_many_words() -> None:
    """Breadth decides recall: more than six hundred words and phrases, all sixteen events."""
    words = {(k, w) for e in ENTRIES for k in ("verbs", "nouns", "adjectives", "modals") for w in getattr(e, k)}
    assert len(words) > 600
    events = {e.event for e in ENTRIES} | {r.then.event for e in ENTRIES for r in e.rules}
    assert len(events - {None}) == 16


@pytest.mark.parametrize("event", sorted(MODES))
def test_every_mode_of_the_manual_can_be_found(event: str) -> None:
    """Each mode is given by an entry, a rule or, for assaults, by the weapons named."""
    by_items = {"drone", "heavy-weapons", "aerial", "firearms", "explosives", "unconventional"} if event == "ASSAULT" else set()
    given = {e.mode for e in ENTRIES if e.event == event}
    given |= {r.then.mode for e in ENTRIES for r in e.rules if (r.then.event or e.event) == event}
    rare = {("CONSULT", "third-party"), ("THREATEN", "ban")}  # the place of a meeting, the content of a threat: not from a word
    missing = {m for m in MODES[event] if (event, m) not in rare} - given - by_items
    assert not missing


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_slots_are_known(entry: Entry) -> None:
    """A slot is a named one, a path or a preposition; a typing error would silently find nobody."""
    frame = lexicon().frames[entry.frame]
    for slot in (*entry.actor, *entry.recipient, *frame.actor, *frame.recipient):
        name = slot.removeprefix("+")
        path = _PATH.fullmatch(name)
        assert name in SLOTS or path or _PREPOSITIONS.fullmatch(name), slot
        if name in SLOTS:
            assert name in FILLED, f"{name} has no search"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"id": "x", "event": "ATTACK", "verbs": ["hit"], "frame": "attack_verb"}, "event"),
        ({"id": "x", "event": "ASSAULT", "mode": "visit", "verbs": ["hit"], "frame": "attack_verb"}, "no mode of ASSAULT"),
        ({"id": "x", "event": "ASSAULT", "frame": "attack_verb"}, "has no words"),
        ({"id": "x", "event": "ASSAULT", "verbs": ["hit"], "frame": "attack_verb", "colour": "red"}, "colour"),
        ({"id": "x", "verbs": ["hit"], "frame": "attack_verb"}, "neither event nor flow"),
    ],
    ids=["unknown event", "mode of another event", "no words", "unknown field", "says nothing"],
)
def test_a_broken_entry_is_explained(raw: dict[str, Any], said: str) -> None:
    """The error names the file, the entry and what breaks the schema."""
    with pytest.raises(LexiconError) as error:
        parse_entries({"entries": [raw]}, "predicates/mine.yaml")
    assert said in str(error.value)
    assert "predicates/mine.yaml" in str(error.value)
    assert "entry x" in str(error.value)


def test_a_file_without_entries_is_explained() -> None:
    with pytest.raises(LexiconError, match="no list “entries”"):
        parse_entries({"verbs": []}, "predicates/mine.yaml")


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("send", {"send", "sends", "sent", "sending"}),
        ("ship", {"ship", "ships", "shipped", "shipping"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("supply", {"supply", "supplies", "supplied", "supplying"}),
        ("strike", {"strike", "strikes", "struck", "stricken", "striking"}),
        ("withhold", {"withhold", "withholds", "withheld", "withholding"}),
        ("free", {"free", "frees", "freed", "freeing"}),
        ("die", {"die", "dies", "died", "dying"}),
    ],
)
def test_verb_forms(lemma: str, forms: set[str]) -> None:
    assert verb_forms(lemma) == forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [("embargo", {"embargo", "embargoes", "embargos"}), ("ally", {"ally", "allies"}), ("blockade", {"blockade", "blockades"})],
)
def test_noun_forms(lemma: str, forms: set[str]) -> None:
    assert noun_forms(lemma) == forms


@pytest.mark.parametrize("name", ["status", "light", "speech"])
def test_cue_lists_hold_only_words(name: str) -> None:
    """YAML reads a bare "no" or "on" as a truth value: every word of the lists is text."""

    def words(x: object) -> list[object]:
        if isinstance(x, dict):
            return [w for k, v in x.items() for w in (k, *words(v))]
        return [w for v in x for w in words(v)] if isinstance(x, list) else [x]

    assert all(isinstance(w, str) and w for w in words(cues(name)))


@pytest.mark.skipif(not MODEL.exists(), reason="needs the encoder (make model)")
@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[f"{e.id}: {x.name or x.text[:40]}" for e, x in EXAMPLES])
def test_example(entry: Entry, example: Example) -> None:
    """What an entry's example says is found in it by the whole pipeline, and nothing is found where nothing is expected."""
    from sayso.claims import extract
    from sayso.language import analyze

    sha = hashlib.sha256(example.text.encode()).hexdigest()
    claims = extract(Document("example", example.text, sha, published=date(2025, 6, 1)), analyze(example.text))
    if not example.expect:
        assert not claims
    for want in example.expect:
        near = [c for c in claims if want.trigger in c.trigger.text or c.trigger.text in want.trigger]
        found = next((c for c in near if want.event is None or c.event == want.event), None)
        assert found is not None, f"no claim {want.trigger!r} among {[(c.trigger.text, c.event) for c in claims]}"
        for name in ("mode", "flow", "status"):
            value = getattr(want, name)
            assert value is None or str(getattr(found, name)) == value, f"{name}: {getattr(found, name)}\n{found.why()}"
        for name in ("actor", "recipient"):
            ids = getattr(want, name)
            assert ids is None or {a.id for a in getattr(found, name)} == set(ids), found.why()
