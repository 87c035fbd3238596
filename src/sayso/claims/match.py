"""Finding predicates: which words of the text are triggers, before anyone asks about their parties.

Hits are grouped by their head word, longer phrases first, then in the order of the files. Which entry of a group applies, and which
group gives way to a longer phrase that covers its head, is decided later, when the conditions are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.claims.lexicon import Lexicon, Word

if TYPE_CHECKING:
    from sayso.language.plain import Parse, Token

#: Words a verb phrase may step over between its parts: "take full control of", "take them into custody".
_GAP_POS = frozenset({"DET", "ADJ", "ADV", "PRON", "NUM", "PROPN", "NOUN", "PART"})
_GAP = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a lexicon phrase stands: the tokens of the trigger (sorted) and its syntactic head."""

    word: Word
    tokens: tuple[int, ...]
    head: int

    @property
    def length(self) -> int:
        return len(self.tokens)


def _class_fits(token: Token, kind: str) -> bool:
    pos = token.pos_
    if kind == "verb":
        if pos == "VERB" or (pos in ("AUX", "ADJ") and token.tag_.startswith("VB")):
            return True
        # "Cambodia shells a village": a noun with a subject is a verb that the tagger missed
        return (
            pos == "NOUN"
            and any(c.dep_ in ("nsubj", "obj") and c.i != token.i for c in token.children)
            and token.dep_ not in ("compound", "nmod")
        )
    if token.text == "March" and token.tag_ == "NNP":  # the month
        return False
    if kind == "noun":
        return pos in ("NOUN", "PROPN") or (
            pos == "VERB" and token.tag_ == "VBG" and token.dep_ in ("csubj", "nsubj", "obj", "obl", "nmod")
        )
    if kind == "modal":
        return pos == "AUX" and token.dep_ == "aux" and token.head.pos_ in ("VERB", "ADJ", "NOUN") and token.i != token.head.i
    return pos in ("ADJ", "ADV", "NOUN", "VERB", "ADP")


def _tail(token: Token, word: Word) -> tuple[int, ...] | None:
    """The tokens of the rest of the phrase, or None where it is not there."""
    if not word.rest:
        return ()
    doc, out, at = token.doc, [], token.i
    for forms in word.rest:
        found = None
        for j in range(at + 1, min(at + 2 + (_GAP if word.kind == "verb" else 0), len(doc))):
            t = doc[j]
            if t.is_space:
                continue
            if t.lower_ in forms:
                found = j
                break
            if word.kind != "verb" or t.pos_ not in _GAP_POS or t.is_sent_start:
                break
        if found is None and word.kind == "verb":  # "shot the drone down", "responsibility was claimed"
            for c in token.children:
                if c.lower_ in forms and (c.dep_ == "compound:prt" or c.dep_ in ("nsubj:pass", "obj", "advmod", "xcomp")):
                    found = c.i
        if found is None:
            return None
        out.append(found)
        at = max(at, found)
    return tuple(out)


def _head(doc: Parse, tokens: tuple[int, ...]) -> int:
    inside = set(tokens)
    tops = [i for i in tokens if doc[i].head.i not in inside or doc[i].head.i == i]
    # "drone and missile strike": the second weapon hangs on the first, yet the strike heads the phrase
    heads = [i for i in tops if doc[i].dep_ not in ("compound", "conj", "amod", "nummod")]
    return (heads or tops or list(tokens))[0]


def find_hits(doc: Parse, lexicon: Lexicon) -> list[list[Hit]]:
    """Hits grouped by their head word, in the order of the text; in a group the longest phrases come first."""
    groups: dict[int, list[Hit]] = {}
    for token in doc:
        words = lexicon.index.get(token.lower_)
        if not words or token.is_space:
            continue
        for word in words:
            if not _class_fits(token, word.kind) and not (word.kind == "noun" and word.rest and token.pos_ in ("ADJ", "VERB", "ADV")):
                continue
            tail = _tail(token, word)
            if tail is None:
                continue
            tokens = tuple(sorted({token.i, *tail}))
            if word.kind == "noun" and word.rest and not any(doc[i].pos_ in ("NOUN", "PROPN") for i in tokens):
                continue
            head = token.i if word.kind == "verb" else _head(doc, tokens)
            if word.kind == "noun" and word.rest and doc[head].pos_ == "VERB" and doc[head].tag_ != "VBG":
                continue  # "a missile strikes a hotel" is no "missile strike"
            groups.setdefault(head, []).append(Hit(word, tokens, head))
    return [sorted(groups[head], key=lambda h: (-h.length, h.word.order)) for head in sorted(groups)]
