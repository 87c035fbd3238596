"""Scores of the tree on a Universal Dependencies treebank, by the rules of the CoNLL 2018 shared task.

LAS is the F1 of words whose span, head and universal relation (subtypes dropped) are all right, punctuation included. On raw text
each document is read by itself; words inside a surface token ("do" + "n't") are found by their letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sayso.language.encoder import Encoder
from sayso.language.lemmas import lemmatizer
from sayso.language.reading import read
from training.corpora import conllu_sentences


@dataclass(slots=True)
class Word:
    start: int
    end: int
    form: str
    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int  # index in the document, −1 = root
    deprel: str
    first: bool  # starts a sentence


@dataclass(slots=True)
class Doc:
    """A document of a treebank: raw text (paragraphs apart by a blank line) and gold words."""

    id: str
    text: str = ""
    words: list[Word] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)


def documents(path: Path) -> list[Doc]:
    docs: list[Doc] = []
    for comments, rows, _ in conllu_sentences(path):
        text = comments.get("text", "")
        if "newdoc id" in comments or not docs:
            docs.append(Doc(comments.get("newdoc id", path.stem)))
        doc = docs[-1]
        paragraph = any(k.startswith("newpar") for k in comments)
        if doc.text:
            doc.text += "\n\n" if paragraph else " "
        base, offset, at = len(doc.words), len(doc.text), 0
        for i, r in enumerate(rows):
            p = text.find(r[1], at)
            if p < 0:  # the words of a surface token do not spell it ("gonna"): an empty span at its place
                p = at
            gap = text[at:p]
            end = min(p + len(r[1]), len(text))
            doc.words.append(
                Word(offset + p, offset + end, r[1], r[3], r[4], r[5], r[2], base + int(r[6]) - 1 if r[6] != "0" else -1, r[7], i == 0)
            )
            doc.breaks.append((2 if paragraph or not base else 0) if i == 0 else 0)
            doc.spaces.append(int(bool(gap) or i == 0))
            at = end
        doc.text += text
    return docs


@dataclass(slots=True)
class Score:
    """Hits, predicted and gold by measure; ``f1`` in per cent."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, key: str, hit: int, predicted: int, gold: int) -> None:
        c = self.counts.setdefault(key, [0, 0, 0])
        c[0] += hit
        c[1] += predicted
        c[2] += gold

    def f1(self, key: str) -> float:
        hit, predicted, gold = self.counts.get(key, [0, 0, 0])
        return 200 * hit / (predicted + gold) if predicted + gold else 0.0


def gold_tokens(model: Encoder, docs: list[Doc]) -> Score:
    """Words and sentences given; tags, lemmas and tree ours."""
    score = Score()
    labels = model.labels
    lemma = lemmatizer(labels["lemma"], model.lemmas)
    for doc in docs:
        forms = [w.form for w in doc.words]
        found = read(model, model.prepare(forms, doc.breaks, doc.spaces), np.array([w.first for w in doc.words]))
        n = len(doc.words)
        head = np.array([w.head for w in doc.words])
        right = found.heads == head
        rel = np.array([labels["deprel"][r].split(":")[0] == w.deprel.split(":")[0] for r, w in zip(found.deprel, doc.words, strict=True)])
        score.add("UAS", int(right.sum()), n, n)
        score.add("LAS", int((right & rel).sum()), n, n)
        for key, pick in (("upos", found.upos), ("xpos", found.xpos), ("feats", found.feats)):
            score.add(key, sum(labels[key][p] == getattr(w, key) for p, w in zip(pick, doc.words, strict=True)), n, n)
        score.add(
            "lemma",
            sum(lemma(w.form, labels["upos"][u], int(p)) == w.lemma for p, u, w in zip(found.lemma, found.upos, doc.words, strict=True)),
            n,
            n,
        )
    return score


def raw_text(docs: list[Doc]) -> Score:
    """Everything ours, from the text up, as a user gets it."""
    from sayso.language import analyze_many

    score = Score()
    for doc, got in zip(docs, analyze_many(d.text for d in docs), strict=True):
        tokens = [t for t in got if not t.is_space]
        ours = {(t.idx, t.idx + len(t)): t for t in tokens}
        span = [(w.start, w.end) for w in doc.words]
        n_gold, n_ours = len(span), len(tokens)
        words = uas = las = 0
        for w, s in zip(doc.words, span, strict=True):
            t = ours.get(s)
            if t is None:
                continue
            words += 1
            goal = span[w.head] if w.head >= 0 else None
            head = (t.head.idx, t.head.idx + len(t.head)) if t.head.i != t.i else None
            if goal == head:
                uas += 1
                dep = "root" if t.dep_ == "ROOT" else t.dep_.split(":")[0]
                las += dep == w.deprel.split(":")[0]
        score.add("words", words, n_ours, n_gold)
        score.add("UAS", uas, n_ours, n_gold)
        score.add("LAS", las, n_ours, n_gold)
        gold_starts = {w.start for w in doc.words if w.first}
        our_starts = {next((t.idx for t in s if not t.is_space), -1) for s in got.sents} - {-1}
        score.add("sentences", len(gold_starts & our_starts), len(our_starts), len(gold_starts))
    return score
