"""Score extracted claims against annotated ones by the codebook's rules.

    python corpus/score.py GOLD.jsonl PREDICTED.jsonl

Both files hold one object a line: {"id": document, "claims": [claim, ...]}. A document that the prediction does not name counts as
empty. A prediction matches an annotated claim when event or flow is equal and the triggers overlap, or lie within forty characters
of each other and share an actor or a recipient ("sent" / "shipment" in one clause). Each claim is used once, the closest pairs first.

Printed are precision, recall and F1 of matched claims; strict claims (actors, recipients and status right as well); strict flows;
and, over the matched claims, each field.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Claim = dict[str, Any]
#: Two halves of one predicate stand at most this many characters apart.
NEAR_CHARACTERS = 40
_PHRASE_END = re.compile(r"\s+(?:of|from|in|at|for|with|to|who|that)\s+|,")


@dataclass(slots=True)
class Count:
    """Hits among what was predicted and what was annotated."""

    hits: float = 0.0
    predicted: float = 0.0
    annotated: float = 0.0

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """Counts by measure, in the order in which they first occur."""

    counts: dict[str, Count] = field(default_factory=dict)

    def add(self, measure: str, hits: float, predicted: float = 1, annotated: float = 1) -> None:
        count = self.counts.setdefault(measure, Count())
        count.hits += hits
        count.predicted += predicted
        count.annotated += annotated

    def __getitem__(self, measure: str) -> Count:
        return self.counts.get(measure, Count())


def parties(claim: Claim, slot: str) -> frozenset[str]:
    """The identities in a slot, lower case; the words where there is no identity."""
    return frozenset(str(e.get("id") or e.get("text", "")).lower() for e in claim.get(slot) or ())


def head_word(phrase: str) -> str:
    """The head of a noun phrase by its place: "officials from a Western country" → "officials"."""
    words = _PHRASE_END.split(phrase.strip(), maxsplit=1)[0].split()
    return re.sub(r"\W|'s$", "", words[-1]).lower() if words else ""


def _distance(a: Claim, b: Claim) -> int:
    """Characters between two spans; negative where they overlap."""
    return max(a["start"], b["start"]) - min(a["end"], b["end"])


def same_kind(gold: Claim, found: Claim) -> bool:
    """Equal event, or equal flow; two nulls are not equal."""
    return any(gold.get(k) is not None and gold.get(k) == found.get(k) for k in ("event", "flow"))


def closeness(gold: Claim, found: Claim) -> float:
    """How good a pair two claims make; 0 where they are no pair."""
    if not same_kind(gold, found):
        return 0.0
    apart = _distance(gold["trigger"], found["trigger"])
    shared = any(parties(gold, s) & parties(found, s) for s in ("actor", "recipient"))
    if apart < 0:
        base = 10.0
    elif apart <= NEAR_CHARACTERS and shared:
        base = 5.0
    else:
        return 0.0
    same_parties = sum(parties(gold, s) == parties(found, s) for s in ("actor", "recipient"))
    return base + same_parties + (gold["status"] == found["status"]) + 0.5 * (gold.get("flow") == found.get("flow"))


def pairs(gold: list[Claim], found: list[Claim]) -> list[tuple[Claim, Claim]]:
    """Claims matched one to one, the closest first; equally close ones in the order of the texts."""
    ranked = sorted((-closeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    left, right, out = set(range(len(gold))), set(range(len(found))), []
    for negative, i, j in ranked:
        if negative < 0 and i in left and j in right:
            left.discard(i)
            right.discard(j)
            out.append((gold[i], found[j]))
    return out


def is_strict(gold: Claim, found: Claim) -> bool:
    """Event or flow, actors, recipients and status all right."""
    return (
        same_kind(gold, found)
        and gold["status"] == found["status"]
        and all(parties(gold, s) == parties(found, s) for s in ("actor", "recipient"))
    )


def _item_pairs(gold: list[Claim], found: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Goods whose words overlap, each used once."""
    free = list(range(len(found)))
    for g in gold:
        j = next((j for j in free if _distance(g, found[j]) < 0), None)
        if j is not None:
            free.remove(j)
            yield g, found[j]


def _score_items(scores: Scores, gold: Claim, found: Claim) -> None:
    wanted, got = gold.get("items") or [], found.get("items") or []
    matched = list(_item_pairs(wanted, got))
    scores.add("item span", len(matched), len(got), len(wanted))
    for g, f in matched:
        scores.add("item class", g["class"] == f.get("class"))
        a, b = g["class"].split("."), str(f.get("class")).split(".")
        scores.add("item class ±1", a == b or a[:-1] == b or a == b[:-1])
        _score_bounds(scores, "quantity", g.get("quantity"), f.get("quantity"), ("low", "high"))


def _score_bounds(scores: Scores, measure: str, gold: Claim | None, found: Claim | None, ends: tuple[str, str]) -> None:
    """Exact bounds, where either side has any."""
    if gold or found:
        same = bool(gold) and bool(found) and all((gold or {}).get(e) == (found or {}).get(e) for e in ends)
        scores.add(measure, same, bool(found), bool(gold))


def _score_sources(scores: Scores, gold: Claim, found: Claim) -> None:
    wanted, got = gold.get("sources") or [], found.get("sources") or []

    def same(a: Claim, b: Claim) -> bool:
        return (a.get("id") or "").lower() == (b.get("id") or "").lower() or head_word(a["text"]) == head_word(b["text"])

    right = len(wanted) == len(got) and all(map(same, wanted, got))
    scores.add("source chain", right)
    if wanted or got:
        scores.add("source chain (where any)", right)


def score(gold: dict[str, list[Claim]], found: dict[str, list[Claim]]) -> Scores:
    """All measures over the documents of ``gold``."""
    scores = Scores()
    for document, wanted in gold.items():
        got = found.get(document, [])
        matched = pairs(wanted, got)
        right = [is_strict(g, f) for g, f in matched]
        scores.add("claim", len(matched), len(got), len(wanted))
        scores.add("strict", sum(right), len(got), len(wanted))
        flows = sum(ok and bool(g.get("flow")) and g.get("flow") == f.get("flow") for ok, (g, f) in zip(right, matched, strict=True))
        scores.add("strict flow", flows, sum(bool(f.get("flow")) for f in got), sum(bool(g.get("flow")) for g in wanted))
        for g, f in matched:
            for name in ("event", "mode", "flow", "status"):
                scores.add(name, g.get(name) == f.get(name))
            for name in ("actor", "recipient"):
                scores.add(name, len(parties(g, name) & parties(f, name)), len(parties(f, name)), len(parties(g, name)))
            _score_items(scores, g, f)
            _score_bounds(scores, "time", g.get("time"), f.get("time"), ("first", "last"))
            _score_sources(scores, g, f)
    return scores


def read(lines: Iterable[str]) -> dict[str, list[Claim]]:
    """Claims by document from JSON Lines."""
    return {d["id"]: d["claims"] for d in map(json.loads, filter(str.strip, lines))}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    given = parser.parse_args(arguments)
    scores = score(*(read(p.read_text(encoding="utf-8").splitlines()) for p in (given.gold, given.predicted)))
    print(f"{'':26}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}")
    for name, c in scores.counts.items():
        # Four decimals first, three in print: the figures are passed on with four.
        print(f"{name:26}" + "".join(f"{round(x, 4):7.3f}" for x in (c.precision, c.recall, c.f1)) + f"{c.annotated:7.0f}")


if __name__ == "__main__":
    main()
