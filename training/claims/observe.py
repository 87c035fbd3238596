"""Annotated texts as the trained parts see them: analysed once, drafts with the gold claims they belong to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims import scorer
from sayso.claims.codebook import to_dict
from sayso.claims.context import Context, make_context
from sayso.claims.draft import Draft
from sayso.claims.heard import SPEAKING, rows_of
from sayso.claims.pipeline import write
from sayso.records import Document

FOLDS = 5
ANNOTATIONS = Path(__file__).parent.parent.parent / "corpus" / "annotations"


@dataclass(slots=True)
class Text:
    """One annotated text with its analysis. ``fold`` depends on the id alone."""

    id: str
    ctx: Context
    claims: list[dict[str, Any]]
    fold: int


def fold_of(ident: str) -> int:
    return int(hashlib.sha256(ident.encode()).hexdigest(), 16) % FOLDS


def paths(data: Path) -> list[Path]:
    return [data / "claims" / "train.jsonl", *sorted(ANNOTATIONS.glob("*.jsonl"))]


def texts(files: list[Path], without: frozenset[str] = frozenset()) -> list[Text]:
    """The texts of annotated files; ``without``: ids that must not be learned from."""
    rows = [r for p in files for r in map(json.loads, p.read_text(encoding="utf-8").splitlines()) if r["id"] not in without]
    return analysed(list({r["id"]: r for r in reversed(rows)}.values())[::-1])


def analysed(rows: list[dict[str, Any]]) -> list[Text]:
    """Records of texts (``id``, ``text``, ``date``, ``publisher``, ``claims``) with their analysis."""
    from sayso.language import analyze_many

    out = []
    for r, doc in zip(rows, analyze_many([r["text"] for r in rows]), strict=True):
        day = date.fromisoformat(r["date"]) if r.get("date") else None
        sha = hashlib.sha256(r["text"].encode()).hexdigest()
        document = Document(r["id"], r["text"], sha, publisher=r.get("publisher"), published=day)
        out.append(Text(r["id"], make_context(document, doc), r["claims"], fold_of(r["id"])))
    return out


def words(text: Text, labels: list[str]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """States (n, d) and labels (n,) of the words that may say an event; the head word of a trigger has its event, all others none."""
    doc = text.ctx.doc
    said = {}
    for c in text.claims:
        start, end = c["trigger"]["start"], c["trigger"]["end"]
        inside = {t.i for t in doc if t.idx < end and start < t.idx + len(t) and not t.is_space}
        if inside:
            top = next((i for i in sorted(inside) if doc[i].head.i not in inside or doc[i].head.i == i), max(inside))
            said[top] = c["event"] or c["flow"]
    row = rows_of(text.ctx.read)
    use = [t.i for t in doc if row[t.i] >= 0 and (t.pos_ in SPEAKING or t.i in said)]
    states = np.asarray(text.ctx.read._.states, np.float32)[row[use]]
    return states, np.array([labels.index(said[i]) if said.get(i) in labels else 0 for i in use], np.int64)


def gold_of(text: Text, drafts: list[Draft], score: ModuleType) -> dict[int, tuple[dict[str, Any], bool]]:
    """Draft number → the annotated claim it is paired with and whether it is strictly right."""
    mine = [score.read_claim(to_dict(write(text.ctx, d))) for d in drafts]
    wanted = [score.read_claim(c) for c in text.claims]
    return {j: (text.claims[i], bool(score.strict(wanted[i], mine[j]))) for i, j in score.pair(wanted, mine)}


def ids(parties: list[dict[str, Any]] | None) -> frozenset[str]:
    """Party ids as the scorer compares them."""
    return frozenset(str(p.get("id") or p.get("text", "")).lower() for p in parties or ())


__all__ = ["FOLDS", "Text", "fold_of", "gold_of", "ids", "paths", "scorer", "texts", "words"]
