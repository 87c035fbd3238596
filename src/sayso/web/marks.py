"""A text cut where marks begin and end: each piece with all marks that lie over it, so that overlaps can be drawn one inside another."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.records import Claim

ORDER = ("source", "party", "place", "item", "money", "time", "cue")
"""Kinds of marks from the outermost to the innermost."""

WORDS = {
    "source": "source",
    "cue": "words of saying",
    "item": "goods",
    "time": "time",
    "place": "place",
    "money": "money",
    "party": "who and whom",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text (half-open offsets) that has a part in claim number ``claim`` of the document."""

    start: int
    end: int
    kind: str  # of ORDER, or "trigger"
    claim: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text under the same marks. ``kinds`` in :data:`ORDER`; ``claims`` the numbers of all claims it has a part in;
    ``triggers`` those whose trigger it lies in, ``ends`` those whose trigger ends with it."""

    text: str
    kinds: tuple[str, ...]
    claims: tuple[int, ...]
    triggers: tuple[int, ...]
    ends: tuple[int, ...]


def marks_of(claims: Sequence[Claim]) -> list[Mark]:
    """The marks of all claims of a document; a claim's number is its place in ``claims``, from 1."""
    found: list[Mark] = []
    for n, c in enumerate(claims, 1):
        found.append(Mark(c.trigger.start, c.trigger.end, "trigger", n))
        found += [Mark(a.start, a.end, "party", n) for a in (*c.actor, *c.recipient)]
        found += [Mark(i.start, i.end, "item", n) for i in c.items]
        found += [Mark(q.start, q.end, "item", n) for i in c.items if (q := i.quantity)]
        found += [Mark(p.start, p.end, "place", n) for p in c.place]
        found += [Mark(c.time.start, c.time.end, "time", n)] if c.time else []
        found += [Mark(c.money.start, c.money.end, "money", n)] if c.money else []
        found += [Mark(s.start, s.end, "source", n) for s in c.sources]
        found += [Mark(s.cue.start, s.cue.end, "cue", n) for s in c.sources if s.cue]
    return found


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """``text`` in pieces, in order; joined they are the text. Marks outside the text are cut to it."""
    size = len(text)
    good = [Mark(max(0, m.start), min(size, m.end), m.kind, m.claim) for m in marks]
    good = [m for m in good if m.start < m.end]
    starts: dict[int, list[Mark]] = {}
    stops: dict[int, list[Mark]] = {}
    for m in good:
        starts.setdefault(m.start, []).append(m)
        stops.setdefault(m.end, []).append(m)
    edges = sorted({0, size, *starts, *stops})
    found: list[Piece] = []
    alive: dict[Mark, int] = {}
    for start, end in itertools.pairwise(edges):
        for m in stops.get(start, ()):
            alive[m] -= 1
            if not alive[m]:
                del alive[m]
        for m in starts.get(start, ()):
            alive[m] = alive.get(m, 0) + 1
        over = {m.kind for m in alive}
        found.append(
            Piece(
                text[start:end],
                tuple(k for k in ORDER if k in over),
                tuple(sorted({m.claim for m in alive})),
                tuple(sorted({m.claim for m in alive if m.kind == "trigger"})),
                tuple(sorted({m.claim for m in stops.get(end, ()) if m.kind == "trigger"})),
            )
        )
    return found
