"""From stored text to a spaCy ``Doc``: words, tags, tree, names and attributions by one small encoder, run with onnxruntime.

>>> from sayso.language import analyze
>>> doc = analyze("Iran sent drones, officials said.")
>>> [(t.text, t.dep_) for t in doc][:2]
[('Iran', 'nsubj'), ('sent', 'ccomp')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .attributions import Attribution
from .detect import Language, language_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Attribution", "Language", "analyze", "analyze_many", "language_of"]


def analyze(text: str) -> Doc:
    """The text with tags, tree, names and ``doc._.attributions``. Any length; English is taken for granted (see ``language_of``)."""
    from .pipeline import load

    nlp = load()
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    return nlp(text)


def analyze_many(texts: Iterable[str], threads: int | None = None) -> Iterator[Doc]:
    """A stream of texts, in order, several at a time. The answers are those of :func:`analyze`, whatever the stream holds."""
    from .pipeline import load

    nlp = load(threads)
    nlp.max_length = 1 << 40  # spaCy's bound is for its own parser's memory; windows bound ours
    yield from nlp.pipe(texts, batch_size=8)
