"""Names on Universal NER's English EWT: exact F1 over PER, ORG and LOC; gold tokens and sentences, read document by document."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sayso.language.encoder import Encoder
from sayso.language.reading import read

from .treebank import Score

KINDS = {"PER", "ORG", "LOC"}


def score(model: Encoder, path: Path) -> Score:
    out = Score()
    words: list[str] = []
    starts: list[bool] = []
    gold: set[tuple[str, int, int]] = set()
    breaks: list[int] = []
    spaces: list[int] = []
    text, cursor = "", 0
    paragraph = True

    def close() -> None:
        if words:
            found = read(model, model.prepare(words, breaks, spaces), np.array(starts))
            ours = {x for x in found.names if x[0] in KINDS}
            out.add("names", len(gold & ours), len(ours), len(gold))
            for kind in sorted(KINDS):
                g, p = {x for x in gold if x[0] == kind}, {x for x in ours if x[0] == kind}
                out.add(kind, len(g & p), len(p), len(g))
        for box in (words, starts, breaks, spaces):
            box.clear()
        gold.clear()

    first = False
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            close()
            paragraph = True
        elif line.startswith("# text"):
            text, cursor, first = line.split("=", 1)[1].strip(), 0, True
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            form, tag = cells[1], cells[2]
            at = text.find(form, cursor)
            spaces.append(int(first or at > cursor))
            cursor = at + len(form) if at >= 0 else cursor
            n = len(words)
            words.append(form)
            starts.append(first)
            breaks.append(2 if paragraph else 0)
            paragraph = first = False
            if tag.startswith("B-") and tag[2:] in KINDS:
                gold.add((tag[2:], n, n + 1))
            elif tag.startswith("I-"):
                last = next((g for g in gold if g[2] == n and g[0] == tag[2:]), None)
                if last:
                    gold.remove(last)
                    gold.add((last[0], last[1], n + 1))
    close()
    return out
