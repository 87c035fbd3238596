"""The model card: what it is, what it was made from, what it scores on the development sets, and where it fails."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import attribution, treebank
from sayso.language.encoder import Encoder

CARD = """# The encoder of sayso

One multi-task model that reads English news: tags, features, lemmas, dependency trees, sentence boundaries, names, and attributions
(source, cue, content, linked and nested). MiniLM-L6 (22 M parameters) with light heads, int8, run by onnxruntime.

| file | what |
| --- | --- |
| `encoder.onnx` | word pieces of one window (at most 256) → tags, arc scores, attribution scores |
| `linker.onnx` | relations of decoded arcs, roles of words with regard to a cue |
| `tokenizer.json` | WordPiece, lower-case, from all-MiniLM-L6-v2 |
| `labels.json` | label inventories, transitions of the attribution tags, thresholds, version (a hash of `encoder.onnx`) |

## Made from

| data | for | licence |
| --- | --- | --- |
| all-MiniLM-L6-v2 | the start | Apache-2.0 |
| UD English EWT, training part | tags, lemmas, trees, sentences; names (types: `training/names-ewt.yaml`) | CC BY-SA 4.0; types ours |
| UD English GUM (open genres), training part | the same; names; attributions | annotations CC BY 4.0, texts CC BY(-SA) |
| PolNeAR, training part | attributions | annotations published without a licence; none of its text is in this project |

Recipe: `python -m training --data DATA` (training/README.md). {epochs} epochs in three stages, seed {seed}.

## Scores on the development sets (test sets: benchmarks/RESULTS.md)

{scores}

## Limits

- English only; other languages are recognised by another model and not read.
- Names: learnt from the mentions of GUM and from proper nouns of EWT, the latter in the last four epochs of the shipped model only. No news
  agency text: firms, weapons and ships are often missed or mistyped; the identity tables, not these names, decide who is who.
- Attribution was learnt from US political news of 2015–16 and GUM. A cue inside a quotation is learnt from few examples; nested
  attributions of depth 2 are found less often than those of depth 1.
- Texts without punctuation or in capitals are read worse than the scores say.
- Like its training data, it reflects who is quoted in US news. It says nothing about whether a source is right.
"""


def write(folder: Path, options: argparse.Namespace, epoch: int) -> str:
    """The text of the card for the exported model in ``folder``."""
    model = Encoder(folder)
    lines = ["| measure | score |", "| --- | --- |"]
    for name in ("ewt", "gum"):
        score = treebank.gold_tokens(model, treebank.documents(options.data / f"ud/{name}-dev.conllu"))
        lines += [f"| {key}, {name.upper()} dev, gold tokens | {score.f1(key):.1f} |" for key in score.counts]
    flat = attribution.flat(model, options.data / "polnear/cofenet-valid.jsonl")
    lines += [f"| {key}, PolNeAR valid, exact F1 | {flat.f1(key):.1f} |" for key in ("source", "cue", "content")]
    return CARD.format(epochs=epoch, seed=options.seed, scores="\n".join(lines))
