"""How fast reports become claims: whole way against the bare encoder, and all Current Events items in one go.

*Articles*: texts of 500 words, put together from the official documents of re3d, read by ``Ledger.read``'s own stream (documents to
claims) and by the bare encoder, in turn, in one process; the ratio is the median over the rounds.

*Current Events*: a fresh process reads ``wcep/items.jsonl`` into a new ledger, then again: nothing is read twice.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .common import Table, data_folder, parser

WORDS, ROUNDS = 500, 3

READ = """
import json, resource, sys, time
import sayso
start = time.perf_counter()
with sayso.open(sys.argv[2]) as ledger:
    first = ledger.read(sys.argv[1])
    took = time.perf_counter() - start
    start = time.perf_counter()
    second = ledger.read(sys.argv[1])
    again = time.perf_counter() - start
    kinds, flows = {}, {}
    for claim in ledger.claims():
        kinds[str(claim.event)] = kinds.get(str(claim.event), 0) + 1
        if claim.flow:
            flows[str(claim.flow)] = flows.get(str(claim.flow), 0) + 1
print(json.dumps({"read": first.read, "seen": first.seen, "skipped": len(first.skipped), "took": took, "again": again,
                  "read_again": second.read, "kinds": kinds, "flows": flows,
                  "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def articles(data: Path, number: int = 40) -> list[str]:
    """``number`` texts of :data:`WORDS` words of real prose."""
    words: list[str] = []
    for folder in ("centcom", "us-state-department", "uk-government"):
        with (data / "re3d" / folder / "documents.json").open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    words += json.loads(line)["text"].replace("\n", " \n").split(" ")
    texts = [" ".join(words[i : i + WORDS]) for i in range(0, len(words) - WORDS, WORDS)]
    return texts[:number]


def _names_and_numbers(texts: list[str]) -> float:
    """Seconds of identity and measures over parsed texts, every noun and pronoun asked who it is."""
    from sayso.identity import identify
    from sayso.identity.weapons import find_items
    from sayso.language import analyze_many
    from sayso.measures import measure

    docs = list(analyze_many(texts))
    took = 0.0
    for doc in docs:
        start = time.perf_counter()
        found = identify(doc, None)
        find_items(doc)
        measure(doc, None)
        for token in doc:
            if token.pos_ in {"NOUN", "PROPN", "PRON"}:
                found.actors(token)
        took += time.perf_counter() - start
    return took


def table(data: Path) -> Table:
    from sayso.documents.draft import Draft, finish
    from sayso.documents.options import ReadOptions
    from sayso.engine import analyze_documents
    from sayso.language import analyze_many

    out = Table("Whole way: reports to claims")
    texts = articles(data)
    documents = [d for t in texts for d in finish(Draft(t, "text"), ReadOptions(publisher="benchmark"))]
    list(analyze_documents(documents[:3]))  # load everything first
    whole, bare = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _doc in analyze_many(texts):
            pass
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        for _result in analyze_documents(documents):
            pass
        whole.append(time.perf_counter() - start)
    ratio = sorted(w / b for w, b in zip(whole, bare, strict=True))[ROUNDS // 2]
    rate = len(texts) / sorted(whole)[ROUNDS // 2]
    out.add(
        f"{WORDS}-word articles a second, whole way, two cores",
        f"{rate:.1f}",
        f"bare encoder {len(texts) / sorted(bare)[ROUNDS // 2]:.1f}",
        "report",
    )
    out.add("time as a ratio to the bare encoder, same run", f"{ratio:.2f}", "1", "at most 1.5", ratio <= 1.5)
    share = _names_and_numbers(texts) / (sorted(bare)[ROUNDS // 2] * 2)
    out.add(
        "names, goods, counts and times: share of the encoder's time (core seconds)", f"{share:.0%}", "1", "at most 15 %", share <= 0.15
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", READ, str(data / "wcep/items.jsonl"), f"{folder}/all.sayso"],
            check=True,
            capture_output=True,
            text=True,
        )
        size = Path(f"{folder}/all.sayso").stat().st_size
    got = json.loads(done.stdout.strip().splitlines()[-1])
    n = got["read"] + got["seen"]
    claims = sum(got["kinds"].values())
    out.add(
        "Current Events items read in one go",
        f"{n:,} ({got['seen']} seen before, {got['skipped']} skipped)",
        "",
        "all 10,561",
        n + got["skipped"] >= 10561,
    )
    out.add("time, s; documents a second", f"{got['took']:.0f}; {n / got['took']:.0f}", "", "report")
    out.add("peak memory, MB", f"{got['peak']:.0f}", "", "report")
    out.add("claims; bytes of ledger a claim", f"{claims:,}; {size / max(1, claims):,.0f}", "", "report")
    out.add("read again: documents read twice; time, s", f"{got['read_again']}; {got['again']:.1f}", "", "0", got["read_again"] == 0)
    for title, counts in (("claims by event", got["kinds"]), ("claims by flow", got["flows"])):
        out.notes.append(title + ": " + ", ".join(f"{k} {v:,}" for k, v in sorted(counts.items(), key=lambda x: -x[1])))
    return out


if __name__ == "__main__":
    print(table(data_folder(parser(__doc__).parse_args().data)).markdown())
