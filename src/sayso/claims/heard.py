"""What the trained part hears in a word: one chance an event, from the encoder's state of the word.

A linear classifier (multinomial logistic regression) over the 384 numbers that the encoder's own heads read. It proposes events where
the lexicon has no word or its conditions fail, and it is one sign among others when a claim is accepted (:mod:`sayso.claims.accept`).
The weights are made by ``python -m training.claims``; the model's card stands beside them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

FOLDER = Path(__file__).parent / "model"
#: Label of a word that says no event.
NONE = "-"
#: Classes of words that may say one.
SPEAKING = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADP", "ADV"})
_ROWS = 32


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the three parts. ``states`` is (d + 1, labels), the last row the intercepts; ``encoder`` the version they belong to."""

    labels: tuple[str, ...]
    states: NDArray[np.float32]
    parties: dict[str, float]
    accept: dict[str, float]
    thresholds: dict[str, float]
    encoder: str


@cache
def model() -> Model | None:
    """The shipped weights, read once a process; None where there are none (the rules then decide alone)."""
    path = FOLDER / "weights.json"
    if not path.exists():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    states = np.load(FOLDER / "states.npy").astype(np.float32)
    return Model(tuple(stored["labels"]), states, stored["parties"], stored["accept"], stored["thresholds"], stored["encoder"])


@dataclass(frozen=True, slots=True)
class Heard:
    """Chances (words, labels) of one document; ``row`` maps a token to its line, −1 for white space."""

    labels: tuple[str, ...]
    chances: NDArray[np.float32]
    row: NDArray[np.int64]

    def chance(self, i: int, event: str | None) -> float:
        """How likely token ``i`` says ``event``; 0 for what the model does not know."""
        if event not in self.labels or self.row[i] < 0:
            return 0.0
        return float(self.chances[self.row[i], self.labels.index(event)])

    def best(self, i: int) -> tuple[str, float]:
        """The likeliest event of token ``i`` and its chance."""
        if self.row[i] < 0:
            return NONE, 0.0
        line = self.chances[self.row[i]].copy()
        line[self.labels.index(NONE)] = 0
        k = int(line.argmax())
        return self.labels[k], float(line[k])

    def loud(self, least: float) -> list[int]:
        """Tokens that say some event with at least this chance."""
        quiet = self.chances[:, self.labels.index(NONE)]
        rows = np.flatnonzero(quiet < 1 - least)
        tokens = np.flatnonzero(self.row >= 0)
        return [int(tokens[r]) for r in rows]


def rows_of(doc: Doc) -> NDArray[np.int64]:
    """For each token its line in ``doc._.states``, −1 for white space."""
    words = doc.to_array(["IS_SPACE"]) == 0
    return np.where(words, np.cumsum(words) - 1, -1)


def chances_of(states: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax of the linear scores, one row a word."""
    # A few rows at a time: products above 2^18 numpy's BLAS spreads over threads, which then wait for the encoder's (16 times as long), and
    # the last digits would depend on the number of cores.
    z = np.concatenate([states[i : i + _ROWS] @ weights[:-1] for i in range(0, len(states), _ROWS)]) + weights[-1]
    z -= z.max(1, keepdims=True)
    p = np.exp(z)
    out: NDArray[np.float32] = p / p.sum(1, keepdims=True)
    return out


def hear(doc: Doc, weights: NDArray[np.float32], labels: tuple[str, ...]) -> Heard | None:
    """What the words of a document say; None where the document has no states of the right width."""
    states = doc._.states if doc.has_extension("states") else None
    if states is None or len(states) == 0 or states.shape[1] + 1 != len(weights):
        return None
    return Heard(labels, chances_of(states.astype(np.float32), weights), rows_of(doc))
