"""Time expressions on WikiWars: spans, strict and relaxed, and their values.

WikiWars (Mazur and Dale, EMNLP 2010; CC BY-SA 3.0) is 22 narratives of wars from Wikipedia with TIMEX2 annotations, every expression
with its value where it has one. A span is right strictly when both ends agree, and relaxed when it overlaps; each annotation is
matched once. Values are compared over the relaxed matches whose annotation has one, as HeidelTime's authors do (accuracy), and as F1
over all. Nested annotations count; the time stamp of the document does not.
"""

from __future__ import annotations

import argparse
import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.common import Table, data_folder, parser
from sayso.measures import Timex, expressions, times

# SynTime: Zhong, Sun and Cambria, "Time Expression Analysis and Recognition Using Syntactic Token Types and General Heuristic
# Rules", ACL 2017.
SYNTIME = {"strict": 81.5, "relaxed": 93.6}

_TAG = re.compile(r"<(/?)([A-Z0-9]+)([^>]*)>")


@dataclass(frozen=True, slots=True)
class Gold:
    start: int
    end: int
    value: str | None
    mod: str | None


@dataclass(frozen=True, slots=True)
class Narrative:
    name: str
    text: str
    stamp: date
    gold: tuple[Gold, ...]


def narratives(folder: Path) -> Iterator[Narrative]:
    """The 22 texts with their annotations, as character offsets into the text of their TEXT element."""
    for path in sorted((folder / "keyinline").glob("*.key.xml")):
        raw = path.read_text(encoding="utf-8")
        stamp = re.search(r"\d{4}-\d{2}-\d{2}", raw[raw.index("<DATETIME>") :])
        body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
        pieces: list[str] = []
        length, last, found = 0, 0, []
        opened: list[tuple[int, str]] = []
        for tag in _TAG.finditer(body):
            piece = html.unescape(body[last : tag.start()])
            pieces.append(piece)
            length, last = length + len(piece), tag.end()
            if tag[2] != "TIMEX2":
                continue
            if tag[1]:
                start, attributes = opened.pop()
                fields = {k.lower(): v for k, v in re.findall(r'(\w+)="([^"]*)"', attributes)}
                found.append(Gold(start, length, fields.get("val"), fields.get("mod")))
            else:
                opened.append((length, tag[3]))
        pieces.append(html.unescape(body[last:]))
        assert stamp is not None
        yield Narrative(
            path.name.split(".")[0], "".join(pieces), date.fromisoformat(stamp[0]), tuple(sorted(found, key=lambda g: (g.start, -g.end)))
        )


@dataclass(slots=True)
class Tally:
    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    valued: int = 0
    value: int = 0

    @staticmethod
    def f1(hit: int, found: int, gold: int) -> float:
        return 200 * hit / (found + gold) if found + gold else 0.0


def match(gold: tuple[Gold, ...], ours: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of indices, one to one: exact spans first, then overlaps in order of the text."""
    left, right = set(range(len(gold))), set(range(len(ours)))
    pairs: list[tuple[int, int]] = []
    at = {span: k for k, span in enumerate(ours)}
    for g, one in enumerate(gold):
        k = at.get((one.start, one.end))
        if k is not None and k in right:
            pairs.append((g, k))
            left.discard(g)
            right.discard(k)
    for g in sorted(left):
        for k in sorted(right):
            if ours[k][0] < gold[g].end and gold[g].start < ours[k][1]:
                pairs.append((g, k))
                right.discard(k)
                break
    return pairs


def score(folder: Path, errors: list[str] | None = None) -> Tally:
    """The tally over all texts; ``errors``, where given, takes a line for each difference."""
    tally = Tally()
    for one in narratives(folder):
        ours = expressions(one.text, one.stamp)
        spans = [(t.start, t.end) for t in ours]
        pairs = match(one.gold, spans)
        tally.gold += len(one.gold)
        tally.found += len(ours)
        tally.relaxed += len(pairs)
        for g, k in pairs:
            gold, found = one.gold[g], ours[k]
            tally.strict += (gold.start, gold.end) == spans[k]
            if gold.value is not None:
                tally.valued += 1
                tally.value += gold.value == found.value
        if errors is not None:
            errors += differences(one, ours, pairs)
    return tally


def differences(one: Narrative, ours: tuple[Timex, ...], pairs: list[tuple[int, int]]) -> list[str]:
    """A line for each span, value, miss and spurious find."""
    lines = []

    def around(start: int, end: int) -> str:
        return f"{one.text[max(0, start - 25) : start]!r} [{one.text[start:end]!r}] {one.text[end : end + 20]!r}"

    for g, k in pairs:
        gold, found = one.gold[g], ours[k]
        words = one.text[gold.start : gold.end]
        if (gold.start, gold.end) != (found.start, found.end):
            lines.append(f"{one.name}  span     {words!r} ≠ {found.text!r}")
        if gold.value is not None and gold.value != found.value:
            lines.append(f"{one.name}  value    {words!r} {gold.value} ≠ {found.value}  ({found.text!r}: {found.why})")
    hit_g, hit_k = {g for g, _ in pairs}, {k for _, k in pairs}
    lines += [f"{one.name}  missed   {around(g.start, g.end)} {g.value}" for n, g in enumerate(one.gold) if n not in hit_g]
    lines += [f"{one.name}  spurious {around(k.start, k.end)}" for n, k in enumerate(ours) if n not in hit_k]
    return lines


def milliseconds(folder: Path) -> float:
    """The best of three runs over all texts, in processor time for 500 words."""
    texts = [(one.text, one.stamp) for one in narratives(folder)]
    words = sum(len(text.split()) for text, _ in texts)
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        for text, stamp in texts:
            times(text, stamp)
        best = min(best, time.process_time() - begun)
    return 1000 * best / words * 500


def table(data: Path) -> Table:
    tally = score(data / "wikiwars")
    strict = Tally.f1(tally.strict, tally.found, tally.gold)
    relaxed = Tally.f1(tally.relaxed, tally.found, tally.gold)
    accuracy = 100 * tally.value / tally.valued
    value = Tally.f1(tally.value, tally.found, tally.gold)
    result = Table("Time expressions on WikiWars")
    result.add("strict F1", f"{strict:.1f}", f"{SYNTIME['strict']} (SynTime)", "80", strict >= 80)
    result.add("relaxed F1", f"{relaxed:.1f}", f"{SYNTIME['relaxed']} (SynTime)", "93", relaxed >= 93)
    result.add("value, of relaxed matches", f"{accuracy:.1f}", "", "", None)
    result.add("value F1", f"{value:.1f}", "", "", None)
    speed = milliseconds(data / "wikiwars")
    result.add("milliseconds for 500 words (counts, money and times)", f"{speed:.1f}", "", "3", speed <= 3)
    result.notes += [
        f"{tally.gold} annotations, {tally.found} found, {tally.relaxed} matched, {tally.valued} of them with a value.",
        "The grammar was tuned on these texts; there is no held-out part.",
        "HeidelTime publishes value figures for WikiWars on its wiki (Evaluation-Results), and Lee et al. (ACL 2014) compare UWTime with "
        "it there; neither table was at hand when this was written, so no figure stands as reference for the values.",
    ]
    return result


def main() -> None:
    arguments: argparse.ArgumentParser = parser(__doc__)
    arguments.add_argument("--errors", default="", metavar="KIND", help="print the errors of a kind: span, value, missed, spurious, or all")
    given = arguments.parse_args()
    data = data_folder(given.data)
    if given.errors:
        errors: list[str] = []
        score(data / "wikiwars", errors)
        for line in errors:
            if given.errors == "all" or f"  {given.errors}" in line:
                print(line)
    print(table(data).markdown())


if __name__ == "__main__":
    main()
