"""Texts cut into windows of whole sentences, and windows padded into batches of tensors."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.language.features import shape
from sayso.language.lemmas import script

from .corpora import Text

MAX_PIECES = 256  # [CLS] and [SEP] included; the run-time windows have the same bound
MASK = 103  # [MASK] of the vocabulary
NONE = -100  # label that takes no part in a loss
MAX_CUES = 24


@dataclass(slots=True)
class Encoded:
    """A text with its word pieces and label numbers."""

    text: Text
    pieces: list[list[int]]
    shapes: list[int]
    labels: dict[str, list[int]]
    cuts: list[int]  # word indices where a window may start
    roles: list[tuple[int, dict[int, int]]]  # anchor word of each cue, word → flat label index


def encode(text: Text, tokenizer: Tokenizer, inventory: dict[str, list[str]]) -> Encoded:
    number = {k: {v: i for i, v in enumerate(vs)} for k, vs in inventory.items()}
    found = tokenizer.encode_batch([[w] for w in text.words], is_pretokenized=True, add_special_tokens=False)
    pieces = [(e.ids or [100])[:12] for e in found]
    labels: dict[str, list[int]] = {}
    for key, values in (("upos", text.upos), ("xpos", text.xpos), ("feats", text.feats), ("deprel", text.deprels), ("names", text.names)):
        if values:
            labels[key] = [number[key].get(v, NONE if key in {"upos", "xpos", "deprel", "names"} else 0) for v in values]
    if text.lemmas:
        labels["lemma"] = [number["lemma"].get(script(w, x), NONE) for w, x in zip(text.words, text.lemmas, strict=True)]
    roles = []
    flat_labels = [0] * len(text)
    anchors = [0] * len(text)
    in_content: set[int] = set()
    for link in text.links:
        marks: dict[int, int] = {}
        for first, words in ((1, link.source), (3, link.cue), (5, link.content)):
            previous = -2
            for w in words:
                marks[w] = first if w != previous + 1 else first + 1
                previous = w
        roles.append((link.cue[0], marks))
        anchors[link.cue[0]] = 1
        in_content.update(link.content)
        if not text.nested:
            for w, m in marks.items():
                flat_labels[w] = m
    if text.corpus == "polnear":
        labels["flat"] = flat_labels
        # PolNeAR is flat: whether a content holds another attribution is not said, so nothing is learnt from silence there.
        labels["anchor"] = [NONE if not a and i in in_content else a for i, a in enumerate(anchors)]
    elif text.nested:
        labels["anchor"] = anchors
    if text.sentences:
        labels["sentence"] = list(text.sentences)
        cuts = [i for i, s in enumerate(text.sentences) if s]
    else:
        ends = {".", "!", "?", "”", '"'}
        cuts = [i for i in range(len(text)) if i == 0 or text.breaks[i] or (text.words[i - 1] in ends and text.words[i][:1].isupper())]
    return Encoded(text, pieces, [shape(w) for w in text.words], labels, cuts, roles)


@dataclass(slots=True)
class Window:
    encoded: Encoded
    start: int
    end: int

    @property
    def size(self) -> int:
        return 2 + sum(len(p) for p in self.encoded.pieces[self.start : self.end])


def windows(encoded: Encoded, rng: random.Random | None) -> list[Window]:
    """Windows of whole sentences that cover the text once. With ``rng``, lengths vary, so that a sentence is met alone and in company."""
    out: list[Window] = []
    bounds = [*encoded.cuts, len(encoded.text)]
    sizes = [sum(len(p) for p in encoded.pieces[a:b]) for a, b in itertools.pairwise(bounds)]
    i = 0
    while i < len(sizes):
        limit = MAX_PIECES - 2
        if rng is not None:
            draw = rng.random()
            limit = 0 if draw < 0.12 else rng.randint(60, MAX_PIECES - 2) if draw < 0.5 else limit
        total, j = sizes[i], i + 1
        while j < len(sizes) and total + sizes[j] <= limit:
            total += sizes[j]
            j += 1
        if total <= MAX_PIECES - 2:
            out.append(Window(encoded, bounds[i], bounds[j]))
        else:  # one sentence longer than a window: cut where it is full
            a = bounds[i]
            while a < bounds[j]:
                b, total = a, 0
                while b < bounds[j] and total + len(encoded.pieces[b]) <= MAX_PIECES - 2:
                    total += len(encoded.pieces[b])
                    b += 1
                out.append(Window(encoded, a, b))
                a = b
        i = j
    return out


BUCKETS = (64, 128, 192, MAX_PIECES)  # padded lengths: few shapes, so that compiled kernels are reused (1.5 times as fast on a CPU)


def bucket(size: int) -> int:
    return next(b for b in BUCKETS if size <= b)


def batches(found: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of one corpus kind (treebank or news) and one bucket together, ``budget`` word pieces (padding included) a batch."""
    groups: dict[tuple[bool, int], list[Window]] = {}
    for w in found:
        groups.setdefault((bool(w.encoded.text.sentences), bucket(w.size)), []).append(w)
    out: list[list[Window]] = []
    for (_, size), members in sorted(groups.items()):
        rng.shuffle(members)
        step = max(1, budget // size)
        out += [members[i : i + step] for i in range(0, len(members), step)]
    rng.shuffle(out)
    return out


CURLY = {'"': ("“", "”"), "'": ("‘", "’"), "``": ("“", "“"), "''": ("”", "”")}


def collate(batch: list[Window], tokenizer: Tokenizer, rng: random.Random | None = None, hidden: float = 0.0) -> dict[str, Tensor]:
    """Tensors of a batch. Shapes: pieces (B, P); words (B, W); heads are word positions + 1 within the window, 0 = root.

    With ``rng``: straight quotes turn curly, lines are wrapped, case is lost, each in a small share of the windows, and the share
    ``hidden`` of the words stands behind [MASK].
    """
    size = n_words = bucket(max(w.size for w in batch))
    n = len(batch)
    t = {
        "pieces": torch.zeros(n, size, dtype=torch.long),
        "mask": torch.zeros(n, size, dtype=torch.long),
        "shapes": torch.full((n, size), 5),
        "breaks": torch.zeros(n, size, dtype=torch.long),
        "glues": torch.zeros(n, size, dtype=torch.long),
        "first": torch.zeros(n, n_words, dtype=torch.long),
        "last": torch.zeros(n, n_words, dtype=torch.long),
        "words": torch.zeros(n, n_words, dtype=torch.bool),
        "segments": torch.full((n, n_words), -1),
        "heads": torch.full((n, n_words), NONE),
    }
    for key in ("upos", "xpos", "feats", "lemma", "deprel", "names", "flat", "anchor", "sentence"):
        t[key] = torch.full((n, n_words), NONE)
    cue_rows: list[tuple[int, int, dict[int, int]]] = []
    for b, window in enumerate(batch):
        e, a, z = window.encoded, window.start, window.end
        text = e.text
        curl = rng is not None and rng.random() < 0.3
        wrap = rng is not None and rng.random() < 0.1
        lose_case = rng.choice((0, 2)) if rng is not None and rng.random() < 0.06 else None
        at, column, opened = 1, 0, False
        t["pieces"][b, 0], t["mask"][b, 0] = 101, 1
        for k in range(z - a):
            i = a + k
            ids = e.pieces[i]
            if curl and text.words[i] in CURLY:
                left, right = CURLY[text.words[i]]
                if text.words[i] != "'" or text.spaces[i]:
                    ids = tokenizer.encode([right if opened else left], is_pretokenized=True, add_special_tokens=False).ids
                    opened = not opened
                else:
                    ids = tokenizer.encode([right], is_pretokenized=True, add_special_tokens=False).ids
                ids = ids[: len(e.pieces[i])]  # never longer than what was counted
            if rng is not None and hidden and rng.random() < hidden:
                ids = [MASK] * len(ids)
            brk = text.breaks[i] if k else 2
            column += len(text.words[i]) + 1
            if wrap and column > 72 and text.spaces[i] and not brk:
                brk, column = 1, 0
            word_shape = e.shapes[i] if lose_case is None or e.shapes[i] > 3 else lose_case
            end = at + len(ids)
            t["pieces"][b, at:end] = torch.tensor(ids)
            t["mask"][b, at:end] = 1
            t["shapes"][b, at:end] = word_shape
            t["breaks"][b, at] = brk
            t["glues"][b, at] = text.spaces[i]
            t["first"][b, k], t["last"][b, k], t["words"][b, k] = at, end - 1, True
            at = end
        t["pieces"][b, at], t["mask"][b, at] = 102, 1
        width = z - a
        for key, values in e.labels.items():
            t[key][b, :width] = torch.tensor(values[a:z])
        if "sentence" in e.labels:
            t["sentence"][b, 0] = NONE  # a window always starts a sentence: nothing to learn
            t["segments"][b, :width] = torch.cumsum(torch.tensor(e.labels["sentence"][a:z]), 0)
            heads = [h if h < 0 else h - a for h in text.heads[a:z]]
            t["heads"][b, :width] = torch.tensor([h + 1 if -1 <= h < width else NONE for h in heads])
        for anchor, marks in e.roles:
            if a <= anchor < z:
                cue_rows.append((b, anchor - a, {w - a: m for w, m in marks.items() if a <= w < z}))
    if rng is not None and len(cue_rows) > MAX_CUES * n // 4:
        cue_rows = rng.sample(cue_rows, MAX_CUES * n // 4)
    padded = -(-len(cue_rows) // 16) * 16
    t["cue_at"] = torch.zeros(padded, 2, dtype=torch.long)
    if cue_rows:
        t["cue_at"][: len(cue_rows)] = torch.tensor([[b, w] for b, w, _ in cue_rows])
    roles = torch.full((padded, n_words), NONE)
    roles[: len(cue_rows)] = 0
    for r, (b, _, marks) in enumerate(cue_rows):
        for w, m in marks.items():
            roles[r, w] = m
        roles[r][~t["words"][b]] = NONE
    t["roles"] = roles
    return t
