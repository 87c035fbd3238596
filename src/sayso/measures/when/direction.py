"""Whether a sentence looks ahead or back from an expression: the nearest cue before it decides, then what follows."""

from __future__ import annotations

from sayso.measures.grammar import small_words
from sayso.measures.when.tables import tables
from sayso.measures.words import Words

# How many tokens before an expression are looked at for a cue, and how many after.
_BEFORE, _AFTER = 25, 8
# Before a word in "-ed" they make it an adjective: "the rescheduled race".
_ADJECTIVAL = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "of", "and", "more", "most", "very", "will", "to"})
_TO_COME = frozenset({"is", "are", "set", "due", "plans", "expected", "scheduled", "ready", "agrees", "vows", "going"})


def direction(words: Words, i: int, j: int, *, weekday: bool = False) -> int:
    """1 where the words around tokens ``i`` to ``j`` look ahead, -1 where they look back, 0 where they do neither."""
    first, last = words.sentence(i)
    before = words.at(i - 1)
    if before in {"until", "till", "by"} or (before == "before" and weekday):
        return 1
    for k in range(i - 1, max(first, i - _BEFORE) - 1, -1):
        looks = _cue(words, k)
        if looks:
            return looks
    for k in range(j, min(last, j + _AFTER)):
        if words.low[k] in {"will", "shall"} or (words.low[k] == "ll" and words.at(k - 1) in {"'", "’"}):
            return 1
        if words.low[k] in {"was", "were", "had"}:
            return -1
    return 0


def _cue(words: Words, k: int) -> int:
    """Whether token ``k`` looks ahead or back: a word of the lexicon, or a verb in the past (by its tag, else by its ending)."""
    t, word, before = tables(), words.low[k], words.at(k - 1)
    if word == "t" and before in {"'", "’"} and words.at(k - 2) == "won":
        return 1
    if word in t.future or (word == "to" and before in _TO_COME):
        return 1
    if word in t.past:
        return -1
    tag = words.tag(k)
    if tag:
        past = tag == "VBD" or (tag == "VBN" and before in {"have", "has", "had", "been"})
    else:
        past = word.endswith("ed") and len(word) > 4 and words.raw[k][0].islower() and before not in _ADJECTIVAL
        if word.endswith("eed"):
            past = past and word in small_words("agree")
    # "will be raised", "to be delivered": the participle says nothing about when.
    return -1 if past and before not in {"be", "being", "is", "are"} else 0
