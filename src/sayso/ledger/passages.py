"""The words a claim stands in: from the start of the first sentence it touches to the end of the last.

Sentences are told by their ends alone, without a language model, so that a passage can be shown wherever a ledger can be read.
"""

from __future__ import annotations

import re

from sayso.records import Claim, Span

_END = re.compile(r"""(?:(?<=[.!?…])|(?<=[.!?…]["”’')\]]))\s+(?=["“‘'(\[]?[^\W_a-z])|\s*\n\s*""")
# A full stop after these, or after a single capital, does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:[A-Z]|U\.[SKN]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Prof|St|Jr|Sr|No|vs|etc|approx|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Corp|Co|e\.g|i\.e)\.$"
)
_REACH = 1200
"""How far, in characters, a passage is looked for on either side of the trigger. Longer sentences are cut at words."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of ``text``, without the white space between them."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for gap in _END.finditer(text):
        if "\n" not in gap.group() and _ABBREVIATION.search(text[max(start, gap.start() - 12) : gap.start()]):
            continue
        if gap.start() > start:
            bounds.append((start, gap.start()))
        start = gap.end()
    if start < len(text):
        bounds.append((start, len(text)))
    return bounds


def extent(claim: Claim) -> tuple[int, int]:
    """From the first to the last character of what the claim says; its sources, which may stand sentences away, are left out."""
    parts = [*claim.actor, *claim.recipient, *claim.items, *claim.place, *(p for p in (claim.money, claim.time) if p)]
    near = [(p.start, p.end) for p in parts if abs(p.start - claim.trigger.start) < _REACH]
    spans = [(claim.trigger.start, claim.trigger.end), *near]
    return min(s for s, _ in spans), max(e for _, e in spans)


def passage(claim: Claim, text: str) -> Span:
    """The sentence or sentences that hold the claim. ``text`` is the stored text of its document."""
    first, last = (min(at, len(text)) for at in extent(claim))
    low, high = max(0, first - _REACH), min(len(text), last + _REACH)
    while 0 < low < first and not text[low - 1].isspace():
        low += 1
    while last < high < len(text) and not text[high].isspace():
        high -= 1
    start, end = first, last
    for a, b in sentences(text[low:high]):
        if a + low < last and first < b + low:
            start, end = min(start, a + low), max(end, b + low)
    return Span(start, end, text[start:end])
