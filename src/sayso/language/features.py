"""What the encoder is told about a word beside its word pieces: its case, and what stands before it.

The word pieces are lower-case; names and sentence starts need the case back. Breaks tell paragraphs from wrapped lines.
Used by the recipe in ``training/`` and at run time alike, so that both see the same numbers.
"""

from __future__ import annotations

SHAPES = ("lower", "title", "upper", "mixed", "digits", "other")
BREAKS = ("none", "line", "paragraph")
N_SHAPES, N_BREAKS, N_GLUES = len(SHAPES), len(BREAKS), 2


def shape(word: str) -> int:
    """Index into :data:`SHAPES`: "tank" 0, "Tank" 1, "TANK" and "I" 2, "iPhone" 3, "300" and "5.1" 4, "," 5."""
    if word[:1].isdigit() or (len(word) > 1 and word[0] in ".-+" and word[1].isdigit()):
        return 4
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2
    return 1 if letters[0].isupper() and all(c.islower() for c in letters[1:]) else 3


def line_break(between: str) -> int:
    """Index into :data:`BREAKS` for the white space ``between`` two words."""
    n = between.count("\n")
    return 0 if n == 0 else 1 if n == 1 else 2
