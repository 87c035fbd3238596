"""The grammars' own light tokens: words, figures and marks with their character offsets.

Nothing here needs the encoder, so every grammar can be run on bare text. A token is a run of letters, a figure (with its
thousands separators and decimals), a numeric date, or one mark. Letters and figures are always split ("155mm" is "155" + "mm",
"Su-35" is "Su" + "-" + "35"), and :meth:`Words.glued` says where no space stands between two tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from sayso.measures.grammar import small_words

# Thousands are grouped by commas, by no-break or thin spaces, or (only before "000", where no two figures can be meant) by a space.
_TOKEN = r"""
    \d{4}-\d{1,2}-\d{1,2}(?:T\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]) # 2024-03-05, 2024-03-05T17:00:00
  | \d{1,4}(?P<sep>[./])\d{1,2}(?P=sep)\d{2,4}(?![\w/]|\.\d)                      # 24/02/2022, 24.02.2022
  | \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?                                           # 1,000
  | \d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)                                  # 1 000
  | \d{1,3}(?:[ ]000)+(?!\d)
  | \d+(?:\.\d+)?
  | [^\W\d_]+
  | [^\w\s]
  | _
"""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_TOKEN, re.VERBOSE)


class Words:
    """The tokens of one text. ``low`` holds them in lower case; ``start`` and ``end`` are half-open character offsets."""

    __slots__ = ("_sentences", "_size", "end", "low", "raw", "start", "tags", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(m.group(), m.start(), m.end()) for m in _pattern().finditer(text)]
        self.raw = [f[0] for f in found]
        self.low = [f[0].lower() for f in found]
        self.start = [f[1] for f in found]
        self.end = [f[2] for f in found]
        self._size = len(found)
        self._sentences: list[int] | None = None
        self.tags: list[str] | None = None  # Penn tags by token, where a parse lends them

    def __len__(self) -> int:
        return len(self.low)

    def at(self, i: int) -> str:
        """The token in lower case, or "" outside the text."""
        return self.low[i] if 0 <= i < self._size else ""

    def glued(self, i: int) -> bool:
        """No space stands between token ``i - 1`` and token ``i``."""
        return 0 < i < len(self.low) and self.start[i] == self.end[i - 1]

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.raw) and self.raw[i][0].isupper()

    def has(self, i: int, phrase: tuple[str, ...]) -> bool:
        """The words of ``phrase`` stand at ``i``."""
        return 0 <= i < self._size and self.low[i] == phrase[0] and tuple(self.low[i : i + len(phrase)]) == phrase

    def before(self, i: int, phrase: tuple[str, ...]) -> bool:
        """The words of ``phrase`` end right before ``i``."""
        return self.has(i - len(phrase), phrase)

    def tag(self, i: int) -> str:
        """The Penn tag of a token where a parse has lent it, else ""."""
        return self.tags[i] if self.tags is not None and 0 <= i < len(self.low) else ""

    def slice(self, i: int, j: int) -> str:
        """The words of tokens ``i`` to ``j`` (half-open) as printed."""
        return self.text[self.start[i] : self.end[j - 1]]

    def token_at(self, char: int) -> int:
        """The index of the token that holds the character, or of the next one."""
        k = bisect_right(self.start, char) - 1
        return k if k >= 0 and char < self.end[k] else k + 1

    @property
    def sentences(self) -> list[int]:
        """Token indices at which sentences begin; a blank line or a line break after a mark begins one too."""
        if self._sentences is None:
            self._sentences = self._split()
        return self._sentences

    def _split(self) -> list[int]:
        starts = [0]
        for k in range(1, len(self.low)):
            gap = self.text[self.end[k - 1] : self.start[k]]
            if not gap:
                continue
            if "\n" in gap:
                starts.append(k)
                continue
            last = k - 1
            while last > 0 and self.low[last] in {'"', "”", "’", ")", "»", "'"}:
                last -= 1
            mark = self.low[last]
            if mark in {"!", "?"} or (
                mark == "."
                and not (last > 0 and self.glued(last) and self.low[last - 1] in small_words("abbreviations"))
                and not self.raw[k][0].islower()
            ):
                starts.append(k)
        return starts

    def sentence(self, i: int) -> tuple[int, int]:
        """The half-open token range of the sentence that holds token ``i``."""
        k = bisect_right(self.sentences, i) - 1
        first = self.sentences[k]
        return first, self.sentences[k + 1] if k + 1 < len(self.sentences) else len(self.low)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The half-open token range that touches the characters ``start`` to ``end``."""
        return bisect_right(self.end, start), bisect_left(self.start, end)
