"""Events that the trained part hears where the lexicon gives none: conditions that fail, words without an entry.

A doubtful draft has a frame like any other (its entry's, or the plain frame of its event in ``cues/learned.yaml``); whether it becomes a
claim is decided in :mod:`sayso.claims.accept`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from sayso.claims.heard import NONE, SPEAKING, Heard
from sayso.claims.lexicon import Entry, Word, cues, lexicon
from sayso.claims.match import Hit
from sayso.claims.scene import Scene, make_scene

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.claims.draft import Draft

#: Least chance of an event for a draft: where the word stands in the lexicon, and where it does not.
KNOWN, UNKNOWN = 0.1, 0.2


@cache
def _word(event: str, kind: str) -> Word:
    """A made-up lexicon word for an event that only the trained part hears."""
    frame = cues("learned")["frames"][event][kind]
    made = {"verbs": ("·",)} if kind == "verb" else {"nouns": ("·",)}
    entry = Entry(id=f"heard-{event.lower()}-{kind}", event=event, frame=frame, needs="none", source="cues/learned.yaml", **made)  # type: ignore[arg-type]
    return Word(entry, "verb" if kind == "verb" else "noun", (), 0)


def doubtful(ctx: Context, heard: Heard, hits: Iterable[list[Hit]], taken: set[int], fill: Callable[[Scene], Draft]) -> list[Draft]:
    """Drafts for the words that say an event by ear. ``taken``: tokens of the drafts there are already; ``fill`` finds the parties."""
    found = lexicon()
    by_head = {group[0].head: group for group in hits}
    out = []
    for i in heard.loud(KNOWN):
        token = ctx.doc[i]
        if i in taken or token.pos_ not in SPEAKING:
            continue
        event, chance = heard.best(i)
        group = by_head.get(i, [])
        hit = next((h for h in group if h.word.entry.event == event or (h.word.entry.event is None and h.word.entry.flow == event)), None)
        if chance < (KNOWN if hit else UNKNOWN) or event == NONE:
            continue
        if hit is None:
            if event not in cues("learned")["frames"]:
                continue
            hit = Hit(_word(event, "verb" if token.pos_ == "VERB" else "noun"), (i,), i)
        draft = fill(make_scene(ctx, hit, hit.word.entry, found.frames[hit.word.entry.frame]))
        draft.doubt = "conditions fail" if group and hit in group else "no entry"
        if draft.flow is not None and not draft.items:  # "stops its messages": a flow without goods is none
            draft.flow = None
        out.append(draft)
    return out
