#!/usr/bin/env python3
"""Score claims against annotated ones, by the rules of the codebook.

    python corpus/score.py GOLD.jsonl PREDICTED.jsonl [--differences N] [--json]

Both files hold one object a line with at least {"id", "claims"}; a document of the gold that the prediction lacks counts as empty, and one
that only the prediction has does not count. Standard library only, like check.py, so that any extractor can be scored.

Two claims can be paired where their event or their flow is the same, and their triggers overlap or stand close beside each other with a
party in common. Pairs are taken one by one, best first: by overlap of triggers, then by how much else agrees. Each claim is used once.
A pair is *strict* where actors, recipients and status are right too. All other rows are counted over the paired claims only: what was not
found is already counted as missed. A row that has nothing to count is left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

CLOSE = 40  # characters between the two halves of one predicate ("sent" / "shipment")
PREPOSITION = re.compile(r"\s+(?:of|from|in|at|for|with|to|who|that)\s+|,")


class Span(NamedTuple):
    """Half-open, in characters of the document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def gap(self, other: Span) -> int:
        """Characters between the two; negative where they overlap."""
        return max(self.start, other.start) - min(self.end, other.end)


class Bounds(NamedTuple):
    """A quantity's low and high, or a time's first and last day; None is open."""

    low: int | str | None
    high: int | str | None


class Item(NamedTuple):
    span: Span
    class_: tuple[str, ...]  # the dotted path in its steps
    quantity: Bounds | None


class Link(NamedTuple):
    """One source of a chain: its identity ("" where unknown) and its head word."""

    id: str
    head: str

    def same(self, other: Link) -> bool:
        """By identity or by head word; two sources without any identity count as the same."""
        return self.id == other.id or self.head == other.head


@dataclass(frozen=True, slots=True)
class Claim:
    """What is compared of a claim. Parties are sets of identities: the order of actors says nothing."""

    words: str
    trigger: Span
    event: str | None
    mode: str | None
    flow: str | None
    status: str | None
    actor: frozenset[str]
    recipient: frozenset[str]
    items: tuple[Item, ...]
    time: Bounds | None
    chain: tuple[Link, ...]

    def __str__(self) -> str:
        parties = f"{', '.join(sorted(self.actor)) or 'nobody'} → {', '.join(sorted(self.recipient)) or 'nobody'}"
        return f"“{self.words}” at {self.trigger.start}: {self.event or 'no event'}, flow {self.flow or 'none'}, {parties}, {self.status}"


def head_word(phrase: str) -> str:
    """The last word before the first preposition or comma ("officials from a Western country" → "officials"); "" of no word."""
    words = PREPOSITION.split(phrase.strip(), maxsplit=1)[0].split()
    return re.sub(r"\W", "", words[-1]).lower() if words else ""


def _span(found: Mapping[str, Any]) -> Span:
    return Span(found["start"], found["end"])


def _bounds(found: Mapping[str, Any] | None, low: str, high: str) -> Bounds | None:
    return Bounds(found.get(low), found.get(high)) if found else None


def _parties(found: Sequence[Mapping[str, Any]] | None) -> frozenset[str]:
    """Identities in lower case; the words themselves where there is none."""
    return frozenset(str(party.get("id") or party.get("text", "")).lower() for party in found or ())


def read_claim(found: Mapping[str, Any]) -> Claim:
    return Claim(
        words=found["trigger"].get("text", ""),
        trigger=_span(found["trigger"]),
        event=found.get("event"),
        mode=found.get("mode"),
        flow=found.get("flow"),
        status=found.get("status"),
        actor=_parties(found.get("actor")),
        recipient=_parties(found.get("recipient")),
        items=tuple(
            Item(_span(item), tuple(str(item.get("class")).split(".")), _bounds(item.get("quantity"), "low", "high"))
            for item in found.get("items") or ()
        ),
        time=_bounds(found.get("time"), "first", "last"),
        chain=tuple(Link(str(source.get("id") or "").lower(), head_word(source["text"])) for source in found.get("sources") or ()),
    )


# Claims as they stand in the files, by the document's id.
Corpus = Mapping[str, Sequence[Mapping[str, Any]]]


def read(lines: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The claims of each document of JSON Lines, by the document's id."""
    return {document["id"]: document["claims"] for document in map(json.loads, filter(str.strip, lines))}


def _documents(gold: Corpus, found: Corpus) -> Iterator[tuple[str, list[Claim], list[Claim]]]:
    """Each document of the gold with its claims, annotated and predicted."""
    for name, claims in gold.items():
        yield name, [read_claim(claim) for claim in claims], [read_claim(claim) for claim in found.get(name, ())]


def same_kind(gold: Claim, found: Claim) -> bool:
    """Event or flow is the same; two that are both null are not the same."""
    return (gold.event is not None and gold.event == found.event) or (gold.flow is not None and gold.flow == found.flow)


def strict(gold: Claim, found: Claim) -> bool:
    return (
        same_kind(gold, found)
        and gold.actor == found.actor
        and gold.recipient == found.recipient
        and gold.status == found.status
    )  # fmt: skip


def affinity(gold: Claim, found: Claim) -> float:
    """How well two claims go together; 0 where they may not be paired.

    Overlapping triggers (10) outweigh everything, neighbouring ones (5) come next; then each party list and the status count 1, the flow ½.
    """
    if not same_kind(gold, found):
        return 0.0
    if gold.trigger.overlaps(found.trigger):
        value = 10.0
    elif gold.trigger.gap(found.trigger) <= CLOSE and (gold.actor & found.actor or gold.recipient & found.recipient):
        value = 5.0
    else:
        return 0.0
    agreeing = (gold.actor == found.actor) + (gold.recipient == found.recipient) + (gold.status == found.status)
    return value + agreeing + (0.5 if gold.flow == found.flow else 0.0)


def pair(gold: Sequence[Claim], found: Sequence[Claim]) -> list[tuple[int, int]]:
    """Places (in gold, in found) of the claims that match, best first; of equal ones the earlier in the gold, then in the prediction."""
    ranked = sorted((-affinity(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    open_gold, open_found = set(range(len(gold))), set(range(len(found)))
    pairs: list[tuple[int, int]] = []
    for value, i, j in ranked:
        if value < 0 and i in open_gold and j in open_found:
            open_gold.remove(i)
            open_found.remove(j)
            pairs.append((i, j))
    return pairs


def pair_items(gold: Sequence[Item], found: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Each gold item with the first unused item whose words overlap."""
    unused = list(found)
    pairs: list[tuple[Item, Item]] = []
    for item in gold:
        other = next((other for other in unused if item.span.overlaps(other.span)), None)
        if other is not None:
            unused.remove(other)
            pairs.append((item, other))
    return pairs


@dataclass(slots=True)
class Count:
    """Hits among what was predicted and what was annotated."""

    hits: int = 0
    predicted: int = 0
    annotated: int = 0

    def add(self, hits: int, predicted: int = 1, annotated: int = 1) -> None:
        self.hits += hits
        self.predicted += predicted
        self.annotated += annotated

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


class Counts(dict[str, Count]):
    """Counts by name, in the order in which they first occur; each is made when it is first asked for."""

    def __missing__(self, name: str) -> Count:
        return self.setdefault(name, Count())


def _count_optional(counts: Counts, name: str, gold: Bounds | None, found: Bounds | None) -> None:
    """A value that either side may lack: nothing is counted where both do."""
    if gold or found:
        counts[name].add(gold is not None and gold == found, found is not None, gold is not None)


def _one_level(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same class, or one is the direct parent of the other."""
    return a == b or a[:-1] == b or b[:-1] == a


FIELDS: dict[str, Callable[[Claim], str | None]] = {
    "event": lambda claim: claim.event,
    "mode": lambda claim: claim.mode,
    "flow": lambda claim: claim.flow,
    "status": lambda claim: claim.status,
}
PARTIES: dict[str, Callable[[Claim], frozenset[str]]] = {
    "actor": lambda claim: claim.actor,
    "recipient": lambda claim: claim.recipient,
}


def compare(counts: Counts, gold: Claim, found: Claim) -> None:
    """Count the fields of two paired claims."""
    for name, value in FIELDS.items():
        counts[name].add(value(gold) == value(found))
    for name, parties in PARTIES.items():
        counts[name].add(len(parties(gold) & parties(found)), len(parties(found)), len(parties(gold)))
    items = pair_items(gold.items, found.items)
    counts["item span"].add(len(items), len(found.items), len(gold.items))
    for item, other in items:
        counts["item class"].add(item.class_ == other.class_)
        counts["item class ±1"].add(_one_level(item.class_, other.class_))
        _count_optional(counts, "quantity", item.quantity, other.quantity)
    _count_optional(counts, "time", gold.time, found.time)
    chain = len(gold.chain) == len(found.chain) and all(a.same(b) for a, b in zip(gold.chain, found.chain, strict=True))
    counts["source chain"].add(chain)
    if gold.chain or found.chain:
        counts["source chain (where any)"].add(chain)


def score(gold: Corpus, found: Corpus) -> Counts:
    """All counts of a prediction; claim and strict over everything, the others over the paired claims."""
    counts = Counts()
    for _, wanted, given in _documents(gold, found):
        pairs = [(wanted[i], given[j]) for i, j in pair(wanted, given)]
        counts["claim"].add(len(pairs), len(given), len(wanted))
        counts["strict"].add(sum(strict(g, f) for g, f in pairs), len(given), len(wanted))
        counts["strict flow"].add(
            sum(g.flow is not None and g.flow == f.flow and strict(g, f) for g, f in pairs),
            sum(claim.flow is not None for claim in given),
            sum(claim.flow is not None for claim in wanted),
        )
        for g, f in pairs:
            compare(counts, g, f)
    return counts


def differences(gold: Corpus, found: Corpus) -> Iterator[str]:
    """One line for each claim missed, invented, or paired without being strictly right."""
    for name, wanted, given in _documents(gold, found):
        pairs = pair(wanted, given)
        known, used = {i for i, _ in pairs}, {j for _, j in pairs}
        yield from (f"{name}: missed {claim}" for i, claim in enumerate(wanted) if i not in known)
        yield from (f"{name}: invented {claim}" for j, claim in enumerate(given) if j not in used)
        yield from (f"{name}: {wanted[i]}\n    read as {given[j]}" for i, j in pairs if not strict(wanted[i], given[j]))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("predicted", type=Path, metavar="PREDICTED.jsonl")
    parser.add_argument("--differences", type=int, default=0, metavar="N", help="print the first N differences before the table")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON instead of a table")
    options = parser.parse_args(arguments)
    gold, found = (read(path.read_text(encoding="utf-8").splitlines()) for path in (options.gold, options.predicted))
    counts = score(gold, found)
    # Four decimals, in print three of the four: figures are passed on with four, and must not differ by the way they were read.
    rows = {
        name: {key: round(value, 4) for key, value in (("precision", c.precision), ("recall", c.recall), ("f1", c.f1))}
        for name, c in counts.items()
    }
    if options.json:
        print(json.dumps({name: row | {"gold": counts[name].annotated} for name, row in rows.items()}))
        return 0
    for line, _ in zip(differences(gold, found), range(options.differences), strict=False):
        print(line)
    print(f"{'':26}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}")
    for name, row in rows.items():
        print(f"{name:26}{row['precision']:7.3f}{row['recall']:7.3f}{row['f1']:7.3f}{counts[name].annotated:7d}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
