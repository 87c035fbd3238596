"""Attributions as spans of the stored text, nested by what lies inside what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .reading import Link, Reading


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is made to say what by which words. Spans are half-open characters of the stored text; each part may be discontinuous.

    ``parent`` is the position, in the document's tuple, of the attribution whose content this one lies in; ``depth`` is 1 for the
    outermost. ``score`` in [0, 1] is the model's for the cue.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    parent: int | None
    depth: int
    score: float


def _inside(inner: Link, outer: Link) -> bool:
    """Whether the cue of ``inner``, and its source if it has one, lie in the content of ``outer``."""
    parts = [*inner.cue[:1], *inner.source[:1]]
    return all(any(a <= x and y <= b for a, b in outer.content) for x, y in parts)


def _size(link: Link) -> int:
    return sum(b - a for a, b in link.content)


def nest(links: list[Link]) -> list[int | None]:
    """For each link the smallest other link whose content holds it. Two that hold each other (an error) are not nested."""
    out: list[int | None] = []
    for i, inner in enumerate(links):
        holders = [
            j
            for j, outer in enumerate(links)
            if j != i and _inside(inner, outer) and not _inside(outer, inner) and _size(outer) > _size(inner)
        ]
        out.append(min(holders, key=lambda j: (_size(links[j]), j)) if holders else None)
    return out


def resolve(doc: Doc, at: list[int], found: Reading) -> tuple[Attribution, ...]:
    """The attributions of a reading, in the order of their cues; ``at`` maps words to tokens of ``doc``."""
    links = sorted(found.links, key=lambda x: x.anchor)
    parents = nest(links)
    text = doc.text

    def spans(parts: list[tuple[int, int]]) -> tuple[Span, ...]:
        out = []
        for a, b in parts:
            last = doc[at[b - 1]]
            start, end = doc[at[a]].idx, last.idx + len(last)
            out.append(Span(start, end, text[start:end]))
        return tuple(out)

    def depth(i: int) -> int:
        above = parents[i]
        return 1 if above is None else 1 + depth(above)

    return tuple(Attribution(spans(x.source), spans(x.cue), spans(x.content), parents[i], depth(i), x.score) for i, x in enumerate(links))
