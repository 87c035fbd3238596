"""The published corpus, file by file: what two floors that know no grammar reach on it, and what ours does.

The floors are those of the ``claims`` table: co-occurrence (an attack word between the two nearest names) and keywords (a word list gives
the event, the first name of the sentence acts, the next one receives). They are the figures that another extractor should beat.

Ours is learned in part from these very texts (weights of parties, acceptance, confidence), so on the corpus it says how well we fit, not
how well we read: see the tables ``claims`` and ``precision`` for texts that nothing was learned from.
"""

from __future__ import annotations

from pathlib import Path

from .claims import WAYS, documents, scorer
from .common import Table, data_folder, parser

ANNOTATIONS = Path(__file__).parent.parent / "corpus" / "annotations"


def table(data: Path) -> Table:
    """``data`` is not needed: the corpus stands in the repository."""
    from sayso.language import analyze_many

    score = scorer()
    out = Table("The claims corpus, file by file (F1)")
    for path in sorted(ANNOTATIONS.glob("*.jsonl")):
        texts = documents(path)
        docs = list(analyze_many([document.text for document, _ in texts]))
        gold = {document.id: claims for document, claims in texts}
        found = {
            name: score.score(gold, {document.id: way(document, doc) for (document, _), doc in zip(texts, docs, strict=True)})
            for name, way in WAYS.items()
        }
        for measure in ("claim", "strict"):
            floors = ", ".join(f"{name} {counts[measure].f1:.3f}" for name, counts in found.items() if name != "ours")
            out.add(f"{path.stem}: {measure}", f"{found['ours'][measure].f1:.3f}", floors)
    out.notes.append("Ours learned in part from these texts; the floors did not.")
    return out


if __name__ == "__main__":
    print(table(data_folder(parser(__doc__).parse_args().data)).markdown())
