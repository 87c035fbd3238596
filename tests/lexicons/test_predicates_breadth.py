"""Every example of the predicate lexicons that widen the vocabulary: text in, the claim it must give out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sayso.claims import extract
from sayso.claims.lexicon import Entry, Example, Expect, parse_entries
from sayso.documents import ReadOptions, read
from sayso.language import analyze
from sayso.lexicons import load
from sayso.records import Claim, Document

FILES = ("air-and-sea", "diplomacy", "law", "passage", "politics", "supply", "war", "wider")


def _cases() -> list[tuple[str, Entry, Example]]:
    return [
        (f"{name}: {entry.id}: {example.name}", entry, example)
        for name in FILES
        for entry in parse_entries(load(f"predicates/{name}.yaml"), name)
        for example in entry.examples
    ]


CASES = _cases()


def _fits(claim: Claim, expect: Expect) -> bool:
    def who(actors: tuple[object, ...]) -> set[str]:
        return {str(getattr(a, "id", None)) for a in actors}

    flow = claim.flow.value if claim.flow else None
    return (
        expect.trigger.split()[0] in claim.trigger.text
        and claim.event == expect.event
        and (expect.mode is None or claim.mode == expect.mode)
        and (expect.flow is None or flow == expect.flow)
        and (expect.actor is None or who(claim.actor) == set(expect.actor))
        and (expect.recipient is None or who(claim.recipient) == set(expect.recipient))
        and (expect.status is None or claim.status.value == expect.status)
    )


def _document(text: str, folder: Path) -> Document:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    found = next(iter(read(path, ReadOptions(published=date(2025, 6, 1)))))
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(("entry", "example"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_example_gives_its_claim(entry: Entry, example: Example, tmp_path: Path) -> None:
    document = _document(example.text, tmp_path)
    claims = extract(document, analyze(document.text))
    for expect in example.expect:
        assert any(_fits(c, expect) for c in claims), (
            f"{entry.key}: {expect} not among {[(c.trigger.text, c.event, c.mode, c.actor, c.recipient) for c in claims]}"
        )


def test_every_entry_has_an_example() -> None:
    bare = [e.key for name in FILES for e in parse_entries(load(f"predicates/{name}.yaml"), name) if not e.examples]
    assert not bare
