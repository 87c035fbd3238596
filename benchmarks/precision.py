"""Precision on claims that were read one by one, from texts outside the development, training and published sets.

    python -m benchmarks.precision --data DATA                           the table
    python -m benchmarks.precision --data DATA --draw 150 --seed 1       claims to judge, one JSON object a line

``corpus/precision-*.jsonl`` keeps the judgements: a claim by its document and trigger, the values that were judged, and which of them
were wrong. The table reads the same texts again with the extractor as it is now. A claim that still has the judged values keeps its
verdict; a claim whose judged values have changed is *unjudged*, and one that is no longer found is *gone*. So the figure can be
recomputed after every change, and says itself how much of it still stands.

Right means: the event (or the flow), the actors and the recipients are all as the reader gives them by ``corpus/codebook.md``. Status and
sources are noted beside, and do not decide. The readers were a language model with the text before it, like those of the corpus.

The draw: nine in ten from Current Events items of all sections (shuffled, each section as often as in the whole portal, however much of it
was annotated; all claims of an item), one in ten from Wikinews
articles and re3d documents (CENTCOM, US State Department, UK Government), three claims a document at most.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sayso.records import Document

from .common import Table, data_folder, parser

CORPUS = Path(__file__).parent.parent / "corpus"
TO_REACH = 0.85
#: What decides whether a claim is right, and what is only noted.
DECIDES = ("event", "actor", "recipient")
NOTED = ("status", "sources")
SURE = (0.5, 0.7, 0.8)  # confidences from which the further figures count
LONG_SHARE = 10  # one claim in so many comes from articles and official documents
FROM_ONE = 3  # claims of one such document at most


def _document(name: str, text: str, day: str | None, publisher: str) -> Document:
    published = date.fromisoformat(day) if day else None
    return Document(name, text, hashlib.sha256(text.encode()).hexdigest(), publisher=publisher, published=published)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def items(data: Path) -> Iterator[Document]:
    """All items of the Current events portal, whatever their section."""
    for row in _rows(data / "wcep" / "items.jsonl"):
        yield _document(row["id"], row["text"], row["date"], "Wikipedia Current Events")


def articles(data: Path) -> Iterator[Document]:
    """Wikinews articles and the official documents of re3d, without the press among them."""
    for path in sorted((data / "wikinews").glob("*.txt")):
        yield _document(f"wikinews-{path.stem}", path.read_text(encoding="utf-8"), None, "Wikinews")
    for folder in ("centcom", "uk-government", "us-state-department"):
        for row in _rows(data / "re3d" / folder / "documents.json"):
            yield _document(f"re3d-{row['_id'].lower()}", row["text"], None, row["sourceName"])


def used(data: Path) -> tuple[set[str], list[str]]:
    """Ids and texts of every annotated set: nothing of them is drawn."""
    paths = [data / "claims" / "dev.jsonl", data / "claims" / "train.jsonl", *sorted((CORPUS / "annotations").glob("*.jsonl"))]
    rows = [row for path in paths for row in _rows(path)]
    return {row["id"] for row in rows}, [row["text"] for row in rows]


def outside(data: Path) -> tuple[list[Document], list[Document]]:
    """Items and articles that no annotated set has, nor a part of."""
    ids, texts = used(data)
    known = set(texts)
    starts = [" ".join(text.split())[:80] for text in texts]
    short = [d for d in items(data) if d.id not in ids and d.text not in known]
    long = [d for d in articles(data) if not any(start in " ".join(d.text.split()) for start in starts)]
    return short, long


def as_in_all(data: Path, documents: list[Document]) -> list[Document]:
    """Shuffled items in an order that has each section as often as all items have it."""
    sections = {row["id"]: row["section"] for row in _rows(data / "wcep" / "items.jsonl")}
    size = Counter(sections.values())
    seen: Counter[str] = Counter()
    place = {}
    for document in documents:
        section = sections[document.id]
        seen[section] += 1
        place[document.id] = seen[section] / size[section]
    return sorted(documents, key=lambda d: place[d.id])


def judged_values(claim: dict[str, Any]) -> dict[str, Any]:
    """What a reader judges of a claim; parties by identity, in no order, and by their words where there is none."""
    return {
        "event": claim["event"],
        "flow": claim["flow"],
        "actor": sorted(str(party["id"] or party["text"]) for party in claim["actor"]),
        "recipient": sorted(str(party["id"] or party["text"]) for party in claim["recipient"]),
        "status": claim["status"],
        "sources": [source["text"] for source in claim["sources"]],
    }


def _claims(document: Document) -> list[dict[str, Any]]:
    from sayso.claims import extract
    from sayso.claims.codebook import to_dict
    from sayso.language import analyze

    return [to_dict(claim) for claim in extract(document, analyze(document.text))]


def draw(data: Path, number: int, seed: int, without: frozenset[str] = frozenset()) -> Iterator[tuple[Document, dict[str, Any]]]:
    """``number`` claims to judge with their documents, in the order of the seed; documents named in ``without`` are passed over."""
    dice = random.Random(seed)
    short, long = outside(data)
    dice.shuffle(short)
    dice.shuffle(long)
    short = as_in_all(data, short)
    wanted = number // LONG_SHARE
    for pool, goal, most in ((short, number - wanted, None), (long, wanted, FROM_ONE)):
        left = goal
        for document in pool:
            if left <= 0:
                break
            if document.id in without:
                continue
            found = _claims(document)
            if most is not None and len(found) > most:
                found = dice.sample(found, most)
            for claim in found[:left]:
                yield document, claim
            left -= len(found)


def _key(row: dict[str, Any]) -> tuple[str, int]:
    return row["document"], row["start"]


def stands(judged: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether the values that decide are still those that were judged."""
    return all(judged[name] == now[name] for name in ("event", "flow", "actor", "recipient"))


def recount(data: Path, judgements: list[dict[str, Any]]) -> Counter[str]:
    """How many judged claims are right, wrong, unjudged (their values have changed) and gone, and which values were wrong."""
    documents = {d.id: d for d in (*items(data), *articles(data))}
    counts: Counter[str] = Counter()
    names = sorted({row["document"] for row in judgements})
    found: dict[str, list[dict[str, Any]]] = {name: _claims(documents[name]) for name in names if name in documents}
    taken: set[tuple[str, int]] = set()
    for row in judgements:
        near = [
            (i, judged_values(claim), float(claim["confidence"] or 0.0))
            for i, claim in enumerate(found.get(row["document"], ()))
            if claim["trigger"]["start"] < row["end"] and row["start"] < claim["trigger"]["end"] and (row["document"], i) not in taken
        ]
        same = next(((i, confidence) for i, values, confidence in near if stands(row, values)), None)
        if same is None:
            counts["unjudged" if near else "gone"] += 1
            continue
        taken.add((row["document"], same[0]))
        wrong = set(row["wrong"])
        verdict = "wrong" if wrong & set(DECIDES) else "right"
        counts[verdict] += 1
        counts.update(f"{verdict} from {least}" for least in SURE if same[1] >= least)
        counts.update(f"{name} wrong" for name in wrong)
    return counts


def table(data: Path) -> Table:
    out = Table("Precision on claims read one by one, outside all annotated sets")
    for path in sorted(CORPUS.glob("precision-*.jsonl")):
        judgements = _rows(path)
        counts = recount(data, judgements)
        read = Counter("wrong" if set(row["wrong"]) & set(DECIDES) else "right" for row in judgements)
        at_reading = read["right"] / len(judgements)
        standing = counts["right"] + counts["wrong"]
        value = counts["right"] / standing if standing else 0.0
        held = all(row.get("held", False) for row in judgements)
        label = f"{path.stem}: event, actors and recipients right"
        goal = (f"{TO_REACH:.2f}", value >= TO_REACH) if held else ("", None)
        out.add(label, f"{value:.3f}", f"{at_reading:.3f} when read", *goal)
        for least in SURE:
            sure = counts[f"right from {least}"] + counts[f"wrong from {least}"]
            share = counts[f"right from {least}"] / sure if sure else 0.0
            out.add(f"{path.stem}: of those with confidence {least} or more", f"{share:.3f}", f"{sure} of {standing}")
        told = ", ".join(f"{name} {counts[f'{name} wrong']}" for name in (*DECIDES, *NOTED))
        mended = "" if held else " Its errors were shown to those who mend the extractor: no measure of unseen texts."
        out.notes.append(
            f"{path.stem}: {len(judgements)} claims read; {standing} stand as judged, {counts['unjudged']} have other values now "
            f"(unjudged), {counts['gone']} are no longer found. Wrong among those that stand: {told}.{mended}"
        )
    out.notes.append("What stands is no random part of what was read: a mended error is gone or unjudged. Where little stands, read anew.")
    return out


def main() -> None:
    p = parser(__doc__)
    p.add_argument("--draw", type=int, metavar="N", help="print N claims to judge instead of the table")
    p.add_argument("--seed", type=int, default=1, help="seed of the draw")
    p.add_argument("--without", type=Path, nargs="*", default=[], metavar="FILE", help="judgements whose documents are not drawn again")
    a = p.parse_args()
    data = data_folder(a.data)
    if a.draw is None:
        print(table(data).markdown())
        return
    before = frozenset(row["document"] for path in a.without for row in _rows(path))
    for document, claim in draw(data, a.draw, a.seed, before):
        trigger = claim["trigger"]
        row = {"document": document.id, "start": trigger["start"], "end": trigger["end"], "trigger": trigger["text"]}
        sys.stdout.write(json.dumps(row | judged_values(claim) | {"wrong": [], "note": ""}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
