"""The language room: tree, attribution, names and speed, beside published figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from sayso.language.encoder import FOLDER, Encoder

from . import attribution, names, treebank
from .common import Table, data_folder, parser


def table(data: Path) -> Table:
    model = Encoder(FOLDER)
    out = Table(f"Language (encoder {model.version})")

    def add(measure: str, value: float, reference: str, goal: float | None, unit: str = "") -> None:
        out.add(
            measure,
            f"{value:.1f}{unit}",
            reference,
            f"{goal:g}" if goal is not None else "report",
            value >= goal if goal is not None else None,
        )

    docs = {name: treebank.documents(data / f"ud/{name}-test.conllu") for name in ("ewt", "gum")}
    for name, reference in (("ewt", "UDPipe 1 81.1; UDPipe 2 92.4"), ("gum", "UDPipe 2 92.1 (all genres)")):
        gold = treebank.gold_tokens(model, docs[name])
        add(f"LAS, {name.upper()} test, gold tokens", gold.f1("LAS"), reference, 89)
        for key, peer in (("UAS", ""), ("upos", ""), ("xpos", ""), ("feats", ""), ("lemma", "")):
            add(f"{key}, {name.upper()} test, gold tokens", gold.f1(key), peer, None)
    for name, reference in (("ewt", "Stanza 86.8"), ("gum", "Stanza 88.2")):
        raw = treebank.raw_text(docs[name])
        add(f"LAS, {name.upper()} test, raw text", raw.f1("LAS"), reference, 86)
        add(f"words / sentences, {name.upper()} test, raw text", raw.f1("words"), "", None, f" / {raw.f1('sentences'):.1f}")
    peers = {"source": ("73.3; BERT + Cofe 83.2", 80), "cue": ("66.2; BERT + Cofe 75.3", 73), "content": ("63.6; BERT + Cofe 72.9", 70)}
    test = data / "polnear/cofenet-test.jsonl"
    flat = attribution.flat(model, test)
    alone = attribution.flat(model, test, alone=True)
    for kind, (reference, goal) in peers.items():
        add(f"attribution, PolNeAR test, {kind}, exact F1", flat.f1(kind), f"without BERT {reference}", goal)
    for kind in peers:
        add(f"attribution, PolNeAR test, {kind}, each sentence alone", alone.f1(kind), "", None)
    linked = attribution.links(model, data / "polnear/test")
    for key in ("cue", "source", "content", "pair"):
        add(f"attribution links, PolNeAR test, {key}, F1", linked.f1(key), "none published", None)
    nested = attribution.nested(model, data / "ud/gum-test.conllu", data / "gum-rst")
    for key in sorted(nested.counts):
        hit, ours, gold_n = nested.counts[key]
        out.add(f"nested attribution, GUM test, {key}", f"{hit} of {gold_n or ours}", "none published", "report")
    found = names.score(model, data / "uner-ewt/en_ewt-ud-test.iob2")
    add("names, UNER EWT test, F1", found.f1("names"), "about 86 with its training set", 75)
    for kind in sorted(names.KINDS):
        add(f"names, UNER EWT test, {kind}", found.f1(kind), "", None)
    _speed(out, docs["gum"])
    out.notes += [
        "LAS by the rules of the CoNLL 2018 shared task: universal relations, punctuation counted. Raw text is read document by document.",
        "Attribution links and nested attribution: benchmarks/attribution.py defines the measures.",
        "UDPipe and Stanza figures: their published model tables for UD 2.12 to 2.15; CofeNet: Wang and others 2022, table 3.",
    ]
    return out


PEER = """
import json, sys, time
import spacy, numpy
from spacy.training import Example
texts = json.load(open(sys.argv[1]))
nlp = spacy.blank("en")
for name in ("tagger", "parser", "ner"):
    pipe = nlp.add_pipe(name)
nlp.get_pipe("tagger").add_label("NN"); nlp.get_pipe("tagger").add_label("VB")
for i in range(40):
    nlp.get_pipe("parser").add_label(f"dep{i}")
for label in ("PER", "ORG", "LOC", "EVENT", "MISC"):
    nlp.get_pipe("ner").add_label(label)
nlp.initialize()
list(nlp.pipe(texts[:8]))
t = time.perf_counter(); n = sum(len(d) for d in nlp.pipe(texts)); print(json.dumps({"rate": n / (time.perf_counter() - t)}))
"""

OURS = """
import json, resource, sys, time
texts = json.load(open(sys.argv[1]))
t = time.perf_counter()
from sayso.language.pipeline import load
load(2)
first = time.perf_counter() - t
from sayso.language import analyze_many
list(analyze_many(texts[:4], threads=2))
t = time.perf_counter(); n = sum(len(d) for d in analyze_many(texts, threads=2))
print(json.dumps({"load": first, "rate": n / (time.perf_counter() - t), "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def _speed(out: Table, docs: list[treebank.Doc]) -> None:
    """Whole processes in turn, ours and the peer's, three times; the medians."""
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([d.text for d in docs], file)
        file.flush()
        runs: dict[str, list[dict[str, float]]] = {"ours": [], "peer": []}
        # As installed: with compiled bytecode, which the first round writes.
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        for _ in range(3):
            for key, code in (("ours", OURS), ("peer", PEER)):
                got = subprocess.run(
                    [sys.executable, "-W", "ignore", "-c", code, file.name], check=True, capture_output=True, text=True, env=env
                ).stdout
                runs[key].append(json.loads(got.strip().splitlines()[-1]))
                time.sleep(0.2)

    def middle(key: str, field: str) -> float:
        return sorted(r[field] for r in runs[key])[1]

    ratio = middle("ours", "rate") / middle("peer", "rate")
    out.add(
        "words per second, all heads, two threads",
        f"{middle('ours', 'rate'):,.0f} ({ratio:.2f} of the peer's)",
        f"spaCy convolutional tagger + parser + names, random weights, same run: {middle('peer', 'rate'):,.0f}",
        "0.5 of the peer's",
        ratio >= 0.5,
    )
    out.add("load time, s", f"{middle('ours', 'load'):.2f}", "", "1.5", middle("ours", "load") <= 1.5)
    out.add("peak memory, MB", f"{middle('ours', 'peak'):.0f}", "", "700", middle("ours", "peak") <= 700)


if __name__ == "__main__":
    print(table(data_folder(parser(__doc__).parse_args().data)).markdown())
