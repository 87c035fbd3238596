"""The encoder at run time: word pieces in, scores out, through onnxruntime.

Invariant: a window is always run alone (batch of one), so a sentence's answer cannot depend on what else is in the batch; int8
products add up in integers, so it does not depend on the number of threads either.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.errors import ModelError

from .features import shape

FOLDER = Path(__file__).parent / "model"
MAX_PIECES = 256  # [CLS] and [SEP] included: what the model was trained on
MAX_WORD_PIECES = 12
_CLS, _SEP, _UNKNOWN = 101, 102, 100

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the encoder takes it: words, their pieces, and what stands before each (features.BREAKS, 1 = white space)."""

    words: list[str]
    pieces: list[list[int]]
    breaks: list[int]
    spaces: list[int]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of the n words of one window. Logits unless told otherwise."""

    upos: NDArray[np.int64]  # (n,) best label
    xpos: NDArray[np.int64]
    feats: NDArray[np.int64]
    lemma: NDArray[np.int64]
    names: Floats  # (n, name tags)
    sentence: Floats  # (n,) a sentence starts here
    anchor: Floats  # (n,) a cue starts here
    flat: Floats  # (n, attribution tags)
    arcs: Floats  # (n, 1 + n), column 0 = root
    rel_dep: Floats  # (n, r)
    rel_head: Floats  # (1 + n, r)
    role_word: Floats  # (n, q)
    role_cue: Floats  # (n, q)
    states: Floats  # (n, d) the word states that all of the above are read from


OUTPUTS = tuple(Scores.__dataclass_fields__)


class Encoder:
    """Loads ``encoder.onnx``, ``linker.onnx``, ``tokenizer.json`` and ``labels.json`` from ``folder``; safe to share between threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        missing = [n for n in ("encoder.onnx", "linker.onnx", "tokenizer.json", "labels.json") if not (folder / n).exists()]
        if missing:
            raise ModelError(f"The language model is incomplete: {', '.join(missing)} not found in {folder}", "Reinstall sayso.")
        stored = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = stored["labels"]
        self.chain_step = np.array(stored["chain"]["step"], np.float32)
        self.chain_start = np.array(stored["chain"]["start"], np.float32)
        self.thresholds: dict[str, float] = stored["thresholds"]
        self.lemmas: dict[str, dict[str, str]] = stored["lemmas"]
        self.version: str = stored["version"]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    def _session(self, name: str) -> Any:
        import onnxruntime as ort

        options = ort.SessionOptions()
        # One thread a window; several documents are read side by side instead, which scales better on windows this small.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return ort.InferenceSession(str(self.folder / name), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own family of exceptions, one a cause
            raise ModelError(f"The language model {name} cannot be loaded ({error})", "Reinstall sayso.") from error

    @cached_property
    def _encoder(self) -> Any:
        return self._session("encoder.onnx")

    @cached_property
    def _linker(self) -> Any:
        return self._session("linker.onnx")

    @cached_property
    def width(self) -> int:
        """Numbers in the state of a word."""
        return next(int(o.shape[-1]) for o in self._encoder.get_outputs() if o.name == "states")

    def warm(self) -> None:
        """Load everything now; called once before threads share the object."""
        _ = self._tokenizer, self._encoder, self._linker

    def prepare(self, words: list[str], breaks: list[int], spaces: list[int]) -> Words:
        """Word pieces of each word; a word longer than twelve pieces keeps the first twelve."""
        found = self._tokenizer.encode_batch([[w] for w in words], is_pretokenized=True, add_special_tokens=False)
        return Words(words, [(e.ids or [_UNKNOWN])[:MAX_WORD_PIECES] for e in found], breaks, spaces)

    def run(self, text: Words, start: int, end: int) -> Scores:
        """Scores of the words [start, end); together they must not exceed :data:`MAX_PIECES` with the two marks."""
        chunk = text.pieces[start:end]
        size = 2 + sum(map(len, chunk))
        pieces = np.full((1, size), _CLS, np.int64)
        shapes, breaks, glues = np.full((1, size), 5, np.int64), np.zeros((1, size), np.int64), np.zeros((1, size), np.int64)
        first, last = np.zeros((1, end - start), np.int64), np.zeros((1, end - start), np.int64)
        at = 1
        for k, ids in enumerate(chunk):
            stop = at + len(ids)
            pieces[0, at:stop] = ids
            shapes[0, at:stop] = shape(text.words[start + k])
            breaks[0, at] = text.breaks[start + k] if k else 2
            glues[0, at] = text.spaces[start + k]
            first[0, k], last[0, k] = at, stop - 1
            at = stop
        pieces[0, at] = _SEP
        feed = {"pieces": pieces, "shapes": shapes, "breaks": breaks, "glues": glues, "first": first, "last": last}
        return Scores(*(a[0] for a in self._encoder.run(list(OUTPUTS), feed)))

    def relations(self, scores: Scores, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """Best relation of each word to its head; ``heads`` (n,) counts from 1, 0 = root."""
        feed = {
            "rel_dep": scores.rel_dep,
            "rel_head": scores.rel_head[heads],
            "role_word": scores.role_word[:1],
            "role_cue": scores.role_cue[:0],
            "at": np.zeros(0, np.int64),
        }
        best: NDArray[np.int64] = self._linker.run(["relation"], feed)[0]
        return best

    def roles(self, scores: Scores, anchors: NDArray[np.int64]) -> Floats:
        """Role logits (anchors, n, tags) of every word with regard to the cue that starts at each anchor."""
        feed = {
            "rel_dep": scores.rel_dep[:1],
            "rel_head": scores.rel_head[:1],
            "role_word": scores.role_word,
            "role_cue": scores.role_cue[anchors],
            "at": anchors.astype(np.int64),
        }
        logits: Floats = self._linker.run(["role"], feed)[0]
        return logits
