"""Counts and times of annotated claims, with the annotators' spans given: what the measures alone get right.

For each item with or without a quantity, the head of its gold span is looked up in the parse and its count compared with the gold
bounds; pairs where neither has one are left out, as the scorer of the corpus does. For each time, the span found over the gold words
is compared by first and last day. ``dev`` is only scored, never read for rules.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.common import Table, data_folder, parser
from sayso.measures import measure
from sayso.records import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def head_of(doc: Doc, start: int, end: int) -> Token | None:
    """The last token of a span of characters whose head lies outside of it."""
    tokens = [t for t in doc if t.idx < end and t.idx + len(t) > start]
    heads = [t for t in tokens if t.head not in tokens or t.head == t]
    return heads[-1] if heads else tokens[-1] if tokens else None


def right_time(found: list[TimeSpan], gold: dict[str, Any]) -> bool:
    if not found:
        return False
    first, last = found[0].first, found[0].last
    return (first.isoformat() if first else None, last.isoformat() if last else None) == (gold["first"], gold["last"])


def score(path: Path) -> tuple[int, int, int, int]:
    """Quantities right and all, times right and all."""
    from sayso.language import analyze_many

    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    counts = all_counts = times = all_times = 0
    for document, doc in zip(documents, analyze_many(d["text"] for d in documents), strict=True):
        found = measure(doc, date.fromisoformat(document["date"]) if document.get("date") else None)
        for claim in document["claims"]:
            for item in claim.get("items") or []:
                head, gold = head_of(doc, item["start"], item["end"]), item.get("quantity")
                ours = found.quantity_of(head) if head is not None else None
                if gold is None and ours is None:
                    continue
                all_counts += 1
                counts += gold is not None and ours is not None and (ours.low, ours.high) == (gold["low"], gold["high"])
            gold = claim.get("time")
            if gold is not None:
                all_times += 1
                times += right_time([t for t in found.times if t.start < gold["end"] and t.end > gold["start"]], gold)
    return counts, all_counts, times, all_times


def table(data: Path) -> Table:
    result = Table("Counts and times of claims, spans given")
    for name in ("train", "dev"):
        counts, all_counts, times, all_times = score(data / "claims" / f"{name}.jsonl")
        count, time = counts / max(all_counts, 1), times / max(all_times, 1)
        target = name == "dev"
        result.add(f"quantity bounds, {name}", f"{count:.3f}", "annotators", "0.85" if target else "", count >= 0.85 if target else None)
        result.add(f"time bounds, {name}", f"{time:.3f}", "annotators", "0.75" if target else "", time >= 0.75 if target else None)
        result.notes.append(f"{name}: {counts} of {all_counts} quantities, {times} of {all_times} times.")
    return result


def main() -> None:
    print(table(data_folder(parser(__doc__).parse_args().data)).markdown())


if __name__ == "__main__":
    main()
