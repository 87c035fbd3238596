"""Documents made by hand: a sentence is written as "word/POS/dep/head" tokens, heads counted from 1 (0 is the root).

``_`` before a token glues it to the one before ("drones _." has no blank). Several sentences are separated by " || ". Names as the
encoder would see them are given by the words they span.
"""

from __future__ import annotations

from functools import cache

from spacy.lang.en import English
from spacy.tokens import Doc, Span

TAGS = {"NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "ADJ": "JJ", "PRON": "PRP", "DET": "DT", "ADP": "IN", "NUM": "CD", "PUNCT": "."}


@cache
def vocabulary() -> English:
    return English()


def tree(text: str, people: tuple[str, ...] = (), organisations: tuple[str, ...] = ()) -> Doc:
    words, spaces, pos, deps, heads, tags, lemmas = [], [], [], [], [], [], []
    first = 0
    for sentence in text.split(" || "):
        rows = sentence.split()
        for row in rows:
            glued = row.startswith("_")
            word, tag, dep, head = row.lstrip("_").rsplit("/", 3)
            if glued and spaces:
                spaces[-1] = False
            words.append(word)
            spaces.append(True)
            pos.append(tag)
            tags.append("NNS" if tag == "NOUN" and word.endswith("s") else "VBN" if dep in {"amod", "acl"} else TAGS.get(tag, tag))
            deps.append("ROOT" if head == "0" else dep)
            heads.append(len(words) - 1 if head == "0" else first + int(head) - 1)
            lemmas.append(lemma(word, tag))
        first = len(words)
    doc = Doc(vocabulary().vocab, words=words, spaces=spaces, pos=pos, tags=tags, deps=deps, heads=heads, lemmas=lemmas)
    doc.ents = [s for label, names in (("PER", people), ("ORG", organisations)) for n in names for s in spans(doc, n, label)]
    return doc


def lemma(word: str, tag: str) -> str:
    low = word.lower()
    if tag == "NOUN" and low.endswith("ies"):
        return low[:-3] + "y"
    if tag == "NOUN" and low.endswith("men"):
        return low[:-3] + "man"
    if tag == "NOUN" and low.endswith("s") and not low.endswith(("ss", "us", "corps", "headquarters")):
        return low[:-1]
    return low


def spans(doc: Doc, words: str, label: str) -> list[Span]:
    at = doc.text.find(words)
    span = doc.char_span(at, at + len(words), label=label)
    return [span] if span is not None else []


def plain(text: str) -> Doc:
    """A document without a tree, as when parsing failed: words only."""
    return vocabulary()(text)
