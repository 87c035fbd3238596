#!/usr/bin/env python3
"""Count the annotated texts and claims of the corpus, as the tables of its data card.

    python corpus/count.py FILE...            prints the tables
    python corpus/count.py --write FILE...    puts them between the marks of corpus/README.md

Standard library only, like check.py.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

CARD = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- counts: written by corpus/count.py -->", "<!-- end of counts -->"


def _documents(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _row(name: str, values: Iterable[str | None]) -> list[str]:
    """One table of a field: each value with its number, most frequent first, none last."""
    counted = Counter(values)
    ordered = sorted(counted.items(), key=lambda pair: (pair[0] is None, -pair[1], pair[0] or ""))
    return [f"| {name} | claims |", "| --- | --- |", *(f"| {value or 'none'} | {number} |" for value, number in ordered), ""]


def tables(paths: Iterable[Path]) -> str:
    """The tables of the data card: a line a file, then all claims by event, flow and status."""
    lines = [
        "| file | texts | without a claim | claims | with a source | with a time | items |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    claims: list[dict[str, Any]] = []
    for path in paths:
        documents = _documents(path)
        own = [claim for document in documents for claim in document["claims"]]
        empty = sum(not document["claims"] for document in documents)
        sourced, timed = sum(bool(claim["sources"]) for claim in own), sum(bool(claim["time"]) for claim in own)
        items = sum(len(claim["items"]) for claim in own)
        lines.append(f"| {path.name} | {len(documents)} | {empty} | {len(own)} | {sourced} | {timed} | {items} |")
        claims += own
    lines.append("")
    for field in ("event", "flow", "status"):
        lines += _row(field, (claim[field] for claim in claims))
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    write = "--write" in arguments
    paths = [Path(name) for name in arguments if name != "--write"]
    if not paths:
        print(__doc__)
        return 2
    found = tables(paths)
    if not write:
        print(found)
        return 0
    before, rest = CARD.read_text(encoding="utf-8").split(BEGIN)
    CARD.write_text(f"{before}{BEGIN}\n\n{found}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
