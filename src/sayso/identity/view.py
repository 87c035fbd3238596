"""A document as lists, and the shape of its noun phrases.

Everything below works when the tree is wrong or missing: a phrase is first read off the tree, then mended by what stands beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from sayso.language.plain import Parse

# Relations of words that stand inside a noun phrase, left of its head.
INSIDE = {
    "det", "amod", "nmod:poss", "nmod:desc", "nmod", "compound", "nummod", "flat", "nmod:unmarked", "nmod:npmod", "nmod:tmod", "det:predet",
    "advmod", "compound:prt", "appos", "flat:name", "case:poss", "dep",
}  # fmt: skip
NAME_PARTS = {"flat", "flat:name", "compound", "flat:foreign", "goeswith"}


class View:
    """Lists over the tokens of one document; ``low`` is lower case, ``head`` the index of the head."""

    def __init__(self, doc: Parse) -> None:
        self.doc = doc
        self.text = doc.text
        self.n = len(doc)
        self.word: list[str] = [t.text for t in doc]
        self.low: list[str] = [t.text.lower().replace("’", "'") for t in doc]
        self.lemma: list[str] = [t.lemma_.lower().replace("’", "'") or w for t, w in zip(doc, self.low, strict=True)]
        self.pos: list[str] = [t.pos_ for t in doc]
        self.tag: list[str] = [t.tag_ for t in doc]
        self.dep: list[str] = [t.dep_ for t in doc]
        self.head: list[int] = [t.head.i for t in doc]
        self.start: list[int] = [t.idx for t in doc]
        self.end: list[int] = [t.idx + len(t.text) for t in doc]
        self.ents = doc.ents
        self.parsed = any(d and d != "dep" for d in self.dep)

    @cached_property
    def children(self) -> list[list[int]]:
        if not self.parsed:
            return [[] for _ in range(self.n)]
        return [[c.i for c in t.children] for t in self.doc]

    @cached_property
    def left_edge(self) -> list[int]:
        return [t.left_edge.i for t in self.doc]

    @cached_property
    def right_edge(self) -> list[int]:
        return [t.right_edge.i for t in self.doc]

    @cached_property
    def sentence(self) -> list[int]:
        """Number of the sentence each token stands in."""
        out, number = [0] * self.n, 0
        if self.doc.cut:
            for k, s in enumerate(self.doc.sents):
                out[s.start : s.end] = [k] * (s.end - s.start)
            return out
        for i in range(self.n):
            out[i] = number
            if self.word[i] in {".", "!", "?"}:
                number += 1
        return out

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Token bounds (half-open) of the characters ``start`` to ``end``; a token that is only touched counts."""
        i = max(0, bisect_right(self.start, start) - 1)
        while i < self.n - 1 and self.end[i] <= start:
            i += 1
        j = i + 1
        while j < self.n and self.start[j] < end:
            j += 1
        return i, j

    def words(self, i: int, j: int) -> str:
        return self.text[self.start[i] : self.end[j - 1]]

    def is_space(self, i: int) -> bool:
        return not self.word[i].strip()

    def before(self, i: int) -> int:
        """Index of the token before ``i``, line breaks left out; -1 where there is none."""
        i -= 1
        while i >= 0 and self.is_space(i):
            i -= 1
        return i

    def after(self, i: int) -> int:
        """Index of the token after ``i``, line breaks left out; ``n`` where there is none."""
        i += 1
        while i < self.n and self.is_space(i):
            i += 1
        return i

    def case_of(self, i: int) -> str | None:
        """The preposition of the noun at ``i`` ("of"), else None."""
        for c in self.children[i]:
            if c < i and self.dep[c] == "case" and self.low[c] not in {"'s", "’s", "'", "’"}:
                return self.low[c]
        return None

    def name_end(self, i: int) -> int:
        """End (half-open) of the name that begins or continues at head ``i``: its flat parts to the right."""
        end = i + 1
        for c in self.children[i]:
            if c > i and self.dep[c] in NAME_PARTS and c - end <= 3:
                end = max(end, self.right_edge[c] + 1 if self.right_edge[c] - c < 6 else c + 1)
        return end

    def core(self, i: int) -> tuple[int, int]:
        """Token bounds of the noun phrase headed by ``i`` without prepositional phrases, appositions and clauses to the right."""
        if not self.parsed:
            return self._linear(i), i + 1
        left = i
        for c in self.children[i]:
            if c < i and (self.dep[c] in INSIDE or self.dep[c].startswith(("nmod", "acl"))) and not self._clause(c):
                left = min(left, self.left_edge[c])
        left = self._mend(left, i)
        for k in range(i - 1, left - 1, -1):
            if self.pos[k] == "SCONJ" or (self.tag[k] in {"VBZ", "VBD", "MD"} and self.dep[k] != "amod"):
                left = k + 1  # a wrong tree: no clause stands inside a noun phrase
                break
        while (
            left < i
            and (self.pos[left] in {"PUNCT", "ADP", "CCONJ", "SCONJ", "SPACE"} or self.is_space(left))
            and self.low[left] not in {'"', "“", "over", "around", "about"}
            and not (self.low[left] == "at" and left + 1 < i and self.low[left + 1] in {"least", "most"})
        ):
            left += 1
        return left, self.name_end(i)

    def _clause(self, c: int) -> bool:
        """Whether the left dependent at ``c`` drags in words that cannot stand inside a noun phrase (a sign of a wrong tree)."""
        return any(
            self.pos[k] == "VERB" and self.dep[k] != "amod" and self.tag[k] in {"VBZ", "VBP", "VBD", "MD"}
            for k in range(self.left_edge[c], c + 1)
        )

    def _mend(self, left: int, i: int) -> int:
        """Take in determiner and adjectives that stand directly before the phrase though the tree hangs them elsewhere."""
        while (
            left > 0
            and self.pos[left - 1] in {"DET", "ADJ", "NUM"}
            and self.head[left - 1] != left - 1
            and left <= self.head[left - 1] <= i
        ):
            left -= 1
        return left

    def _linear(self, i: int) -> int:
        left = i
        while left > 0:
            p = left - 1
            if (
                self.pos[p] in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}
                or self.low[p] in {"'s", "’s", "-", "–"}
                or (not self.pos[p] and self.word[p][:1].isupper())
            ):
                left = p
            else:
                break
        return left

    def whole(self, i: int) -> tuple[int, int]:
        """Token bounds of the noun phrase as an annotator marks it: with its determiner and a short "of" phrase, no clause."""
        left, right = self.core(i)
        for c in self.children[i]:
            if c > i and self.dep[c].startswith("nmod") and self.case_of(c) in {"of"} and self.left_edge[c] <= right + 1:
                end = self.right_edge[c] + 1
                if end - left <= 14 and not any(self.dep[k] in {"acl:relcl", "parataxis"} for k in range(self.left_edge[c], end)):
                    right = max(right, end)
        while (
            right - 1 > i and (self.pos[right - 1] == "PUNCT" or self.is_space(right - 1)) and self.word[right - 1] not in {")", "”", '"'}
        ):
            right -= 1
        return left, right
