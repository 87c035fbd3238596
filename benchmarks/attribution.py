"""Scores of attributions: flat tags and links on PolNeAR, nested ones on the GUM discourse trees.

*Flat, exact F1* is the measure of the published systems (CofeNet, Wang and others 2022): each sentence is an instance, a source,
cue or content is right when both its ends are. Our tags come from reading the document, cut at the ends of the instances; the
words of an instance are cut further as our tokenizer would and put together again.

*Links*: an attribution of the gold is found when one of ours has a cue that shares a word with its cue. Of all links, a source (a
content) is linked right when it belongs to the found cue and covers the gold's words with an F1 of at least 0.8. Precision is over
our links, recall over the gold's; "pair" asks for both source and content.

*Nested*: GUM's discourse trees give content spans that lie in other contents. An attribution is found when one of ours shares a cue
word and the words of its content overlap the gold's with an F1 of at least 0.5; depth counts the gold's contents around it. Only
texts outside the training part of GUM are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sayso.language import chain
from sayso.language.attributions import nest
from sayso.language.encoder import Encoder
from sayso.language.reading import Reading, read
from sayso.language.tokenizer import blank

from .treebank import Score

PLAIN = {"``": "“", "''": "”", "`": "‘", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "--": "—"}
CLOSING = {"”", ")", "]", "}", ".", ",", ";", ":", "?", "!", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "%", "'"}
OPENING = {"“", "‘", "(", "[", "{", "$"}


def instances(path: Path) -> list[list[dict[str, list[str]]]]:
    """The instances of a file by document, in order."""
    docs: dict[str, list[dict[str, list[str]]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            docs.setdefault(row["id"], []).append(row)
    return list(docs.values())


def _words(sentences: list[list[str]]) -> tuple[list[str], list[int], list[int], list[tuple[int, int]]]:
    """Words as our tokenizer cuts them, with breaks, blanks, and the instance word (sentence, position) of each."""
    words, breaks, spaces, owner = [], [], [], []
    make = blank().make_doc
    for s, tokens in enumerate(sentences):
        before = ""
        for k, token in enumerate(tokens):
            plain = PLAIN.get(token, token)
            pieces = [t.text for t in make(plain) if not t.is_space] or [plain]
            for j, piece in enumerate(pieces):
                words.append(piece)
                owner.append((s, k))
                breaks.append(2 if not words[1:] else 0)
                spaces.append(int(j == 0 and plain not in CLOSING and before not in OPENING))
            before = plain
    return words, breaks, spaces, owner


def _spans(labels: list[str]) -> set[tuple[str, int, int]]:
    names = ["O", *sorted({x for x in labels if x != "O"})]
    return set(chain.runs(np.array([names.index(x) for x in labels]), names))


def linked_tags(model: Encoder, found: Reading) -> list[str]:
    """Flat tags read off the linked roles: outer attributions only, as PolNeAR marks them."""
    tags = ["O"] * len(found.flat)
    parents = nest(found.links)
    for link, parent in sorted(zip(found.links, parents, strict=True), key=lambda x: x[0].score):
        if parent is not None:
            continue
        for kind in ("content", "source", "cue"):
            for a, b in getattr(link, kind):
                for i in range(a, b):
                    tags[i] = ("B-" if i == a else "I-") + kind
    return tags


def flat_tags(model: Encoder, found: Reading) -> list[str]:
    return [model.labels["flat"][t] for t in found.flat]


def flat(model: Encoder, path: Path, tags_of: Callable[[Encoder, Reading], list[str]] = flat_tags, alone: bool = False) -> Score:
    """Exact F1 of spans by instance. ``alone``: each instance is read without its document."""
    score = Score()
    for doc in instances(path):
        for group in [[r] for r in doc] if alone else [doc]:
            words, breaks, spaces, owner = _words([r["tokens"] for r in group])
            tags = tags_of(model, read(model, model.prepare(words, breaks, spaces)))
            ours = [["O"] * len(r["tokens"]) for r in group]
            for tag, (s, k) in zip(reversed(tags), reversed(owner), strict=True):  # the first piece decides
                ours[s][k] = tag
            for row, mine in zip(group, ours, strict=True):
                gold, pred = _spans(row["labels"]), _spans(mine)
                for kind in ("source", "cue", "content"):
                    g, p = {x for x in gold if x[0] == kind}, {x for x in pred if x[0] == kind}
                    score.add(kind, len(g & p), len(p), len(g))
    return score


def _covered(parts: list[tuple[int, int]]) -> set[int]:
    return {i for a, b in parts for i in range(a, b)}


def _overlap(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else float(a == b)


def links(model: Encoder, folder: Path) -> Score:
    """Links on the documents of a PolNeAR split."""
    from training.corpora import polnear

    score = Score()
    for text in polnear(folder):
        found = read(model, model.prepare(text.words, text.breaks, text.spaces))
        parents = nest(found.links)
        ours = [(_covered(x.cue), _covered(x.source), _covered(x.content)) for x, p in zip(found.links, parents, strict=True) if p is None]
        gold = [(set(x.cue), set(x.source), set(x.content)) for x in text.links]
        used: set[int] = set()
        hits = {"cue": 0, "source": 0, "content": 0, "pair": 0}
        for cue, source, content in gold:
            best = max(
                (k for k in range(len(ours)) if k not in used and ours[k][0] & cue),
                key=lambda k: (len(ours[k][0] & cue), len(ours[k][2] & content)),
                default=None,
            )
            if best is None:
                continue
            used.add(best)
            hits["cue"] += 1
            s, c = _overlap(ours[best][1], source) >= 0.8, _overlap(ours[best][2], content) >= 0.8
            hits["source"] += bool(source) and s
            hits["content"] += bool(content) and c
            hits["pair"] += s and c
        score.add("cue", hits["cue"], len(ours), len(gold))
        score.add("source", hits["source"], sum(bool(o[1]) for o in ours), sum(bool(g[1]) for g in gold))
        score.add("content", hits["content"], sum(bool(o[2]) for o in ours), sum(bool(g[2]) for g in gold))
        score.add("pair", hits["pair"], len(ours), len(gold))
    return score


def nested(model: Encoder, treebank_file: Path, folder: Path) -> Score:
    """Attributions of the discourse trees by depth. Recall counts the gold's; precision at depth ≥ 2 counts ours that are nested."""
    from training.corpora import add_nested, treebank

    score = Score()
    texts = treebank(treebank_file, "gum")
    add_nested(texts, folder)
    for text in texts:
        if not text.nested:
            continue
        found = read(model, model.prepare(text.words, text.breaks, text.spaces), np.array(text.sentences, bool))
        parents = nest(found.links)
        ours = [(_covered(x.cue), _covered(x.content), 1 if p is None else 2) for x, p in zip(found.links, parents, strict=True)]
        gold = [(set(x.cue), set(x.content)) for x in text.links]
        depths = [1 + any(j != i and set(cue) <= other[1] for j, other in enumerate(gold)) for i, (cue, _) in enumerate(gold)]
        for (cue, content), depth in zip(gold, depths, strict=True):
            hit = any(o[0] & cue and _overlap(o[1], content) >= 0.5 for o in ours)
            inside = any(o[0] & cue and _overlap(o[1], content) >= 0.5 and o[2] >= 2 for o in ours)
            score.add(f"depth {depth}", int(hit), 0, 1)
            if depth == 2:
                score.add("nested as such", int(inside), 0, 1)
        for cue, content, depth in ours:
            if depth == 2:
                right = any(g[0] & cue and _overlap(g[1], content) >= 0.5 for g in gold)
                score.add("nested precision", int(right), 1, 0)
    return score
