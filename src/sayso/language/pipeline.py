"""The encoder as ordinary spaCy components.

``sayso_reader`` runs the model and leaves a :class:`~sayso.language.reading.Reading` beside the document; ``sayso_tree`` writes
tags, features, lemmas, sentences and the dependency tree, ``sayso_names`` the entities, ``sayso_attributions`` the attributions
(``doc._.attributions``). The encoder's word states stay in ``doc._.states``, one row a word that is no white space. Everything later
sees only the ``Doc``.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from . import reading
from .attributions import resolve
from .encoder import FOLDER, Encoder
from .features import line_break
from .lemmas import lemmatizer
from .tokenizer import build

if TYPE_CHECKING:
    from spacy.vocab import Vocab

READING = "sayso_reading"
COMPONENTS = ("sayso_reader", "sayso_tree", "sayso_names", "sayso_attributions")

if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())
if not Doc.has_extension("states"):
    Doc.set_extension("states", default=None)


@cache
def encoder() -> Encoder:
    """The shipped encoder, loaded once a process."""
    return Encoder(FOLDER)


def word_positions(doc: Doc) -> list[int]:
    """Token indices of the words; white space is no word."""
    return [t.i for t in doc if not t.is_space]


class Reader:
    """Runs the encoder; documents of a stream side by side in ``threads`` threads, in the order they came."""

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or min(4, os.cpu_count() or 1)

    def read(self, doc: Doc) -> reading.Reading:
        model = encoder()
        words, breaks, spaces, end = [], [], [], 0
        text = doc.text
        for i in word_positions(doc):
            token = doc[i]
            between = text[end : token.idx]
            words.append(token.text)
            breaks.append(line_break(between) if words[1:] else 2)
            spaces.append(int(bool(between) or len(words) == 1))
            end = token.idx + len(token)
        return reading.read(model, model.prepare(words, breaks, spaces))

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[READING] = self.read(doc)
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        encoder().warm()
        if self.threads == 1:
            yield from map(self, stream)
            return
        docs = iter(stream)
        with ThreadPoolExecutor(self.threads) as pool:
            waiting: deque[Future[Doc]] = deque(pool.submit(self, d) for d in islice(docs, 2 * self.threads))
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(self, d) for d in islice(docs, 1))
                yield done


class _Inventory:
    """Label strings as numbers of a vocabulary's string store, and lemma scripts."""

    def __init__(self, vocab: Vocab) -> None:
        labels = encoder().labels
        add = vocab.strings.add
        self.xpos = np.array([add(x) for x in labels["xpos"]], np.uint64)
        self.upos = np.array([Doc(vocab, words=["x"], pos=[x])[0].pos for x in labels["upos"]], np.uint64)
        self.feats = np.array([vocab.morphology.add(x) for x in labels["feats"]], np.uint64)
        self.deprel = np.array([add("ROOT" if x == "root" else x) for x in labels["deprel"]], np.uint64)
        self.tags = labels["upos"]
        self.lemma = lemmatizer(labels["lemma"], encoder().lemmas)
        self.space, self.dep = add("_SP"), add("dep")


@cache
def _inventory(vocab: Vocab) -> _Inventory:
    return _Inventory(vocab)


def write_tree(doc: Doc) -> Doc:
    """Tags, features, lemmas and the tree. White space hangs on the word before it (at the start, on the first word)."""
    from spacy.symbols import SPACE

    found: reading.Reading = doc.user_data[READING]
    at = np.array(word_positions(doc), np.int64)
    if not len(at):
        return doc
    known = _inventory(doc.vocab)
    add = doc.vocab.strings.add
    values = np.zeros((len(doc), 6), np.uint64)
    values[:, 0], values[:, 1], values[:, 5] = known.space, SPACE, known.dep
    values[:, 2] = doc.vocab.morphology.add("_")
    values[at, 0] = known.xpos[found.xpos]
    values[at, 1] = known.upos[found.upos]
    values[at, 2] = known.feats[found.feats]
    values[at, 5] = known.deprel[found.deprel]
    for i, script, tag in zip(at, found.lemma, found.upos, strict=True):
        values[i, 3] = add(known.lemma(doc[int(i)].text, known.tags[tag], int(script)))
    heads = np.full(len(doc), -1, np.int64)
    heads[at] = np.where(found.heads < 0, at, at[found.heads])
    for t in doc:
        if heads[t.i] < 0:
            values[t.i, 3] = add(t.text)
            heads[t.i] = t.i - 1 if t.i else int(at[0])
            if t.i and doc[t.i - 1].is_space:
                heads[t.i] = heads[t.i - 1]
    values[:, 4] = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
    doc.from_array([TAG, POS, MORPH, LEMMA, HEAD, DEP], values)  # type: ignore[arg-type]  # the stub asks for its own array class
    return doc


def write_names(doc: Doc) -> Doc:
    found: reading.Reading = doc.user_data[READING]
    at = word_positions(doc)
    doc.set_ents([Span(doc, at[a], at[b - 1] + 1, label=kind) for kind, a, b in found.names])
    return doc


def write_attributions(doc: Doc) -> Doc:
    found: reading.Reading = doc.user_data.pop(READING)
    doc._.states = found.states
    doc._.attributions = resolve(doc, word_positions(doc), found)
    return doc


Language.component("sayso_tree", func=write_tree)
Language.component("sayso_names", func=write_names)
Language.component("sayso_attributions", func=write_attributions)


@Language.factory("sayso_reader", default_config={"threads": None})
def _reader(nlp: Language, name: str, threads: int | None) -> Reader:
    return Reader(threads)


@cache
def load(threads: int | None = None) -> Language:
    """The whole pipeline: an English spaCy ``Language`` with the four components. Loaded once a process."""
    nlp = build()
    nlp.add_pipe("sayso_reader", config={"threads": threads})
    for name in COMPONENTS[1:]:
        nlp.add_pipe(name)
    encoder().warm()
    return nlp
