"""Claims on the development part of the claims corpus, beside two floors that know no grammar.

*Co-occurrence*: every attack word of a short list is a claim between the two nearest names of the sentence, the first as actor, the
second as recipient. *Keywords*: a word list gives the event, the first name of the sentence is the actor, the next other name the
recipient. Both use our names, so that what is measured is the reading of the sentence.

    python -m benchmarks.claims --data DATA                     the table
    python -m benchmarks.claims --data DATA --save FILE         keep what was found in the training texts
    python -m benchmarks.claims --data DATA --against FILE      what a change gained and lost since, claim by claim

The comparison is over the training texts, which may be read; for the development part it only counts.

Scored by ``corpus/score.py``. Nothing of the development part was read to write rules; it was only scored.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.records import Document

from .common import Table, data_folder, parser

#: What the claims are to reach (F1, or accuracy over the matched).
TO_REACH = {
    "claim": 0.75, "strict": 0.55, "strict flow": 0.60, "status": 0.90, "source chain (where any)": 0.75,
}  # fmt: skip
SHOWN = (
    "claim", "strict", "strict flow", "event", "mode", "flow", "status", "actor", "recipient", "item span", "item class", "quantity",
    "time", "source chain", "source chain (where any)",
)  # fmt: skip
_ATTACKS = ("attack", "strike", "airstrike", "kill", "bomb", "shell", "clash", "sanction", "tariff", "arrest", "accus", "meet")
_KEYWORDS = {
    "attack": "ASSAULT", "strike": "ASSAULT", "kill": "ASSAULT", "bomb": "ASSAULT", "shell": "ASSAULT", "clash": "ASSAULT",
    "sanction": "SANCTION", "tariff": "SANCTION", "expel": "SANCTION", "arrest": "COERCE", "detain": "COERCE", "seiz": "COERCE",
    "blockade": "COERCE", "accus": "ACCUSE", "condemn": "ACCUSE", "meet": "CONSULT", "visit": "CONSULT", "talk": "CONSULT",
    "sign": "SUPPORT", "recogni": "SUPPORT", "agree": "AGREE", "release": "RETREAT", "withdraw": "RETREAT", "ceasefire": "RETREAT",
    "aid": "AID", "cooperat": "COOPERATE", "reject": "REJECT", "urge": "REQUEST", "call": "REQUEST", "threat": "THREATEN",
    "protest": "PROTEST", "deploy": "MOBILIZE",
}  # fmt: skip


def scorer() -> ModuleType:
    """``corpus/score.py`` as a module; the corpus is no package."""
    path = Path(__file__).parent.parent / "corpus" / "score.py"
    spec = importlib.util.spec_from_file_location("corpus_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_score"] = module
    spec.loader.exec_module(module)
    return module


def documents(path: Path) -> list[tuple[Document, list[dict[str, Any]]]]:
    """The texts of one annotated file with their claims."""
    out = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        sha = hashlib.sha256(row["text"].encode()).hexdigest()
        out.append((Document(row["id"], row["text"], sha, publisher=row.get("publisher"), published=day), row["claims"]))
    return out


def ours(document: Document, doc: Any) -> list[dict[str, Any]]:
    from sayso.claims import extract
    from sayso.claims.codebook import to_dict

    return [to_dict(c) for c in extract(document, doc)]


def _floor(pick: Callable[[str], str | None], nearest: bool) -> Callable[[Document, Any], list[dict[str, Any]]]:
    def claims(document: Document, doc: Any) -> list[dict[str, Any]]:
        from sayso.identity import identify

        names = [m for m in identify(doc, document.published).mentions if m.id or m.state]
        out = []
        for token in doc:
            event = pick(token.lower_)
            if event is None:
                continue
            near = [m for m in names if doc[m.i].sent == token.sent]
            if nearest:
                near = sorted(sorted(near, key=lambda m: abs(m.i - token.i))[:2], key=lambda m: m.i)
            ids = list(dict.fromkeys(m.state or m.id for m in near))[:2]
            party = [[{"id": i, "text": i}] for i in ids] + [[], []]
            trigger = {"text": token.text, "start": token.idx, "end": token.idx + len(token)}
            base: dict[str, Any] = {"trigger": trigger, "event": event, "mode": None, "flow": None, "status": "actual"}
            out.append({**base, "sources": [], "items": [], "actor": party[0], "recipient": party[1]})
        return out

    return claims


WAYS: dict[str, Callable[[Document, Any], list[dict[str, Any]]]] = {
    "ours": ours,
    "co-occurrence": _floor(lambda w: "ASSAULT" if w.startswith(_ATTACKS) else None, nearest=True),
    "keywords": _floor(lambda w: next((e for k, e in _KEYWORDS.items() if w.startswith(k)), None), nearest=False),
}


def table(data: Path) -> Table:
    from sayso.language import analyze_many

    score = scorer()
    texts = documents(data / "claims" / "dev.jsonl")
    docs = list(analyze_many([d.text for d, _ in texts]))
    gold = {d.id: claims for d, claims in texts}
    found = {name: score.score(gold, {d.id: way(d, doc) for (d, _), doc in zip(texts, docs, strict=True)}) for name, way in WAYS.items()}
    out = Table("Claims on claims/dev.jsonl (F1; accuracy for one value a claim)")
    for measure in SHOWN:
        value = found["ours"][measure].f1
        floors = ", ".join(f"{name} {found[name][measure].f1:.3f}" for name in WAYS if name != "ours" and measure in ("claim", "strict"))
        goal = TO_REACH.get(measure)
        out.add(measure, f"{value:.3f}", floors, f"{goal:.2f}" if goal else "", value >= goal if goal else None)
    claims = found["ours"]["claim"]
    out.notes.append(
        f"{claims.annotated:.0f} annotated claims in {len(texts)} texts; precision {claims.precision:.3f}, recall {claims.recall:.3f}."
    )
    return out


def outcomes(gold: dict[str, list[dict[str, Any]]], found: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str], tuple[int, str]]:
    """Every annotated claim and every claim too many, by document and place, with its mark and what was found.

    Marks: 2 strictly right, 1 found with something wrong, 0 missed, −1 too many.
    """
    score = scorer()
    out: dict[tuple[str, str], tuple[int, str]] = {}
    for ident, wanted in gold.items():
        got = found.get(ident, [])
        left, right = [score.read_claim(c) for c in wanted], [score.read_claim(c) for c in got]
        pairs = score.pair(left, right)
        for n, c in enumerate(wanted):
            out[ident, f"claim {n + 1} “{c['trigger']['text']}”"] = (0, "missed")
        for i, j in pairs:
            mark = 2 if score.strict(left[i], right[j]) else 1
            out[ident, f"claim {i + 1} “{wanted[i]['trigger']['text']}”"] = (mark, said(got[j]))
        for j in set(range(len(got))) - {j for _, j in pairs}:
            c = got[j]
            out[ident, f"“{c['trigger']['text']}” at {c['trigger']['start']}"] = (-1, said(c))
    return out


def said(claim: dict[str, Any]) -> str:
    """A claim on one line."""

    def who(side: str) -> str:
        return ", ".join(str(a["id"] or a["text"]) for a in claim[side]) or "–"

    return f"{claim['event'] or claim['flow']} {who('actor')} → {who('recipient')} {claim['status']}"


def against(before: dict[tuple[str, str], tuple[int, str]], after: dict[tuple[str, str], tuple[int, str]]) -> tuple[list[str], list[str]]:
    """Lines on what was gained and what was lost between two outcomes of the same texts."""
    gained: list[str] = []
    lost: list[str] = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, (0, "nothing")), after.get(key, (0, "nothing"))
        if old[0] != new[0]:
            (gained if new[0] > old[0] else lost).append(f"{key[0]} {key[1]}: {old[1]} ⇒ {new[1]}")
    return gained, lost


def compare(data: Path, file: Path, *, save: bool) -> None:
    """Keeps the outcomes of the annotated texts in ``file``, or prints what changed since they were kept."""
    from sayso.language import analyze_many

    annotated = [data / "claims" / "train.jsonl", *sorted((Path(__file__).parent.parent / "corpus" / "annotations").glob("*.jsonl"))]
    now: dict[str, list[list[Any]]] = {}
    for path in [*annotated, data / "claims" / "dev.jsonl"]:
        texts = documents(path)
        found = {d.id: ours(d, doc) for (d, _), doc in zip(texts, analyze_many([d.text for d, _ in texts]), strict=True)}
        here = outcomes({d.id: claims for d, claims in texts}, found)
        now[path.stem] = [[*key, *value] for key, value in sorted(here.items())]
    if save:
        file.write_text(json.dumps(now, ensure_ascii=False), encoding="utf-8")
        return
    then = json.loads(file.read_text(encoding="utf-8"))
    for name, rows in now.items():
        old, new = ({(a, b): (c, d) for a, b, c, d in r} for r in (then.get(name, []), rows))
        gained, lost = against(old, new)
        print(f"{name}: {len(gained)} gained, {len(lost)} lost")
        if name != "dev":
            print("\n".join([*(f"  + {line}" for line in gained), *(f"  - {line}" for line in lost)]))


def main() -> None:
    p = parser(__doc__)
    p.add_argument("--save", type=Path, metavar="FILE", help="keep what is found in the annotated texts")
    p.add_argument("--against", type=Path, metavar="FILE", help="print what was gained and lost since FILE was saved")
    given = p.parse_args()
    data = data_folder(given.data)
    if given.save or given.against:
        compare(data, given.save or given.against, save=given.save is not None)
    else:
        print(table(data).markdown())


if __name__ == "__main__":
    main()
