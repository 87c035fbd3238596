"""A whole text read in windows: every word gets its answer from the one window that sees it best.

Windows end where the model is full. What is kept from a window is its whole sentences; the next window starts with up to
:data:`LEFT` pieces of what was already kept, so that the first kept sentence has its context, and a quotation that runs on is seen
together with its cue. Paragraph breaks always end a sentence.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from . import chain, tree
from .encoder import MAX_PIECES, Encoder, Scores, Words

LEFT = 72  # pieces of context repeated before the first kept sentence


@dataclass(slots=True)
class Link:
    """One attribution in word indices, with the score of its anchor in [0, 1]. ``open_end``: the content ran to the window's end."""

    anchor: int
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    score: float
    open_end: int | None = None


@dataclass(slots=True)
class Reading:
    """Answers for n words. ``heads`` are word indices, −1 = root; labels are indices into the encoder's inventories.

    ``states`` (n, d), half precision, is what the encoder's own heads read; it is kept for heads that other rooms train on it.
    """

    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    feats: NDArray[np.int64]
    lemma: NDArray[np.int64]
    heads: NDArray[np.int64]
    deprel: NDArray[np.int64]
    flat: NDArray[np.int64]  # attribution tags without links
    sentence: NDArray[np.bool_]
    states: NDArray[np.float16]
    names: list[tuple[str, int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @classmethod
    def empty(cls, n: int, width: int) -> Reading:
        def zeros() -> NDArray[np.int64]:
            return np.zeros(n, np.int64)

        return cls(zeros(), zeros(), zeros(), zeros(), zeros(), zeros(), zeros(), np.zeros(n, bool), np.zeros((n, width), np.float16))


def _fill(text: Words, start: int) -> int:
    """Past the last word that fits into a window from ``start``."""
    room, end = MAX_PIECES - 2, start
    while end < len(text.words) and room >= len(text.pieces[end]):
        room -= len(text.pieces[end])
        end += 1
    return end


def read(encoder: Encoder, text: Words, sentences: NDArray[np.bool_] | None = None) -> Reading:
    """Read a text. ``sentences``: known sentence starts (as in a treebank), else the model decides."""
    n = len(text.words)
    out = Reading.empty(n, encoder.width)
    steps = chain.bio_steps(encoder.labels["names"])
    start = kept = 0
    while kept < n:
        end = _fill(text, start)
        scores = encoder.run(text, start, end)
        begins = _starts(scores, text, start, end, sentences, encoder.thresholds["sentence"])
        stop = end
        if end < n:  # the last sentence may be cut: leave it to the next window, unless it is all there is
            last = start + int(np.flatnonzero(begins)[-1])
            if last > kept:
                stop = last
            elif sentences is None or not sentences[end]:
                out.sentence[end] = False
        _keep(encoder, out, scores, text, (start, end), (kept, stop), begins, steps)
        kept = stop
        start = kept
        room = LEFT
        while start > 0 and room >= len(text.pieces[start - 1]):
            room -= len(text.pieces[start - 1])
            start -= 1
        # Begin at a sentence, the first within reach.
        while start < kept and not out.sentence[start]:
            start += 1
    _run_on(encoder, out)
    return out


def _starts(scores: Scores, text: Words, start: int, end: int, known: NDArray[np.bool_] | None, threshold: float) -> NDArray[np.bool_]:
    begins = known[start:end].copy() if known is not None else (scores.sentence > threshold) | (np.array(text.breaks[start:end]) == 2)
    begins[0] = True
    return begins


def _keep(
    encoder: Encoder,
    out: Reading,
    scores: Scores,
    text: Words,
    window: tuple[int, int],
    region: tuple[int, int],
    begins: NDArray[np.bool_],
    steps: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> None:
    """Write the answers of ``window`` for the words of ``region`` into ``out``."""
    start, end = window
    lo, hi = region[0] - start, region[1] - start
    keep = slice(region[0], region[1])
    for name in ("upos", "xpos", "feats", "lemma"):
        getattr(out, name)[keep] = getattr(scores, name)[lo:hi]
    out.states[keep] = scores.states[lo:hi]
    begins[lo] = True
    out.sentence[keep] = begins[lo:hi]
    heads = np.zeros(end - start, np.int64)
    edges = [*(np.flatnonzero(begins[lo:hi]) + lo), hi]
    for a, b in itertools.pairwise(edges):
        columns = np.concatenate([[0], np.arange(a + 1, b + 1)])
        heads[a:b] = columns[tree.decode(scores.arcs[a:b][:, columns])]
    out.deprel[keep] = encoder.relations(scores, heads)[lo:hi]
    out.heads[keep] = np.where(heads[lo:hi] == 0, -1, heads[lo:hi] - 1 + start)
    names = scores.names.copy()
    inside = np.array([label.startswith("I-") for label in encoder.labels["names"]])
    names[begins[:, None] & inside] = chain.FORBIDDEN  # none runs over a full stop
    tags = chain.viterbi(names[None], *steps)[0]
    out.names += [(k, a + start, b + start) for k, a, b in chain.runs(tags, encoder.labels["names"]) if lo <= a < hi]
    anchors = np.flatnonzero(scores.anchor > encoder.thresholds["anchor"])
    roles = encoder.roles(scores, anchors) if len(anchors) else np.zeros((0, *scores.flat.shape), np.float32)
    flat = chain.viterbi(_agreed(scores, anchors, roles)[None], encoder.chain_step, encoder.chain_start)[0]
    out.flat[keep] = flat[lo:hi]
    within = (anchors >= lo) & (anchors < hi)
    if within.any():
        _link(encoder, out, scores, anchors[within], roles[within], start, end < len(text.words))


AGREEMENT, FLOOR = 0.15, 0.1
"""How much the roles that the cues hand out weigh in the flat tags, and the least share of a tag. On PolNeAR's development part exact
F1 rises by 0.4 (source), 0.4 (cue) and 0.6 (content); twice the weight gains half as much."""


def _agreed(scores: Scores, anchors: NDArray[np.int64], roles: NDArray[np.float32]) -> NDArray[np.float32]:
    """The scores of the flat tags, with what the cues make of each word: the largest share that any cue gives to a tag, less the more
    the cue itself is in doubt; O is what all cues leave over."""
    shares = np.zeros((len(scores.flat), roles.shape[-1]), np.float32)
    shares[:, 0] = 1
    if len(anchors):
        told = np.exp(roles - roles.max(-1, keepdims=True))
        told /= told.sum(-1, keepdims=True)
        sure = 1 / (1 + np.exp(-scores.anchor[anchors]))[:, None]
        shares = (told * sure[..., None]).max(0)
        shares[:, 0] = np.prod(1 - sure * (1 - told[..., 0]), axis=0)
        shares /= shares.sum(-1, keepdims=True)
    return np.asarray(scores.flat + AGREEMENT * np.log(shares + FLOOR), np.float32)


def _link(
    encoder: Encoder, out: Reading, scores: Scores, anchors: NDArray[np.int64], roles: NDArray[np.float32], start: int, more: bool
) -> None:
    labels = encoder.labels["flat"]
    tags = chain.viterbi(roles, *chain.bio_steps(labels))
    n = tags.shape[1]
    for anchor, row in zip(anchors, tags, strict=True):
        link = Link(int(anchor) + start, [], [], [], float(1 / (1 + np.exp(-scores.anchor[anchor]))))
        for kind, a, b in chain.runs(row, labels):
            getattr(link, kind).append((a + start, b + start))
            if kind == "content" and b == n and more:
                link.open_end = b + start
        if not link.cue:
            link.cue = [(int(anchor) + start, int(anchor) + start + 1)]
        if link.content or link.source:
            out.links.append(link)


def _run_on(encoder: Encoder, out: Reading) -> None:
    """Carry contents that were cut by a window's end on, as long as the flat tags of the next window go on with them."""
    inside = encoder.labels["flat"].index("I-content")
    for link in out.links:
        if link.open_end is None:
            continue
        end = link.open_end
        while end < len(out.flat) and out.flat[end] == inside:
            end += 1
        if end > link.open_end:
            link.content[-1] = (link.content[-1][0], end)
