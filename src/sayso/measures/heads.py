"""Which count belongs to a noun: the tree first, then the words around it.

"450 drones" (nummod), "thousands of drones" (the figure heads the phrase and the noun hangs below it), "a batch of 450 drones",
"at least 10 of the 30 drones" (the part, not the whole), "a 40-drone attack", "a drone" (the article counts one), "both ships".
Where the parse is wrong, a figure that stands right before the noun's own words is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.measures.vocabulary import vocabulary
from sayso.records import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.language.plain import Token

_ARTICLES = frozenset({"a", "an"})
_ONES = {
    "another": "one more of its kind",
    "single": "“single” counts one",
    "lone": "“lone” counts one",
    "sole": "“sole” counts one",
    "each": "“each” speaks of one",
}
_SINGULAR = frozenset({"NN", "NNP"})
_MODIFIERS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNP", "NNS", "NNPS", "VBN", "VBG", "HYPH", "CD", "FW", "LS", "SYM", "AFX", "``", "''", "POS"}
)
_PART_OF = frozenset({"of"})
_TOTALS = frozenset({"number", "total", "tally", "count", "stock", "stockpile"})
# Between "the number of X" and its figure.
_GIVES = frozenset({"to", "at", "is", "was", "are", "were", "reached", "reaches", "exceeded", "exceeds", "totaled", "totalled", "hit"})
_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must", "'ll", "to"})
_JOINED = frozenset({"NN", "NNP", "JJ"})
# How far before its noun a figure may stand when only adjacency speaks for it ("32 newly upgraded German-made main battle tanks").
_REACH = 12


def quantity_of(head: Token, at: Mapping[int, Quantity]) -> Quantity | None:
    """The count of the noun phrase headed by ``head``, or None. ``at`` maps token indices to the figure that covers them."""
    found = _by_tree(head, at) or _by_words(head, at) or _article(head)
    return _open_low(head, found) if found is not None and found.hedge == "upper" and found.low == 0 else found


def _by_tree(head: Token, at: Mapping[int, Quantity]) -> Quantity | None:
    # "10 of the 30 drones", "thousands of drones", "a batch of 450 drones": what the phrase hangs from comes first.
    if head.dep_.startswith("nmod") and any(c.text.lower() in _PART_OF and c.dep_ == "case" for c in head.children):
        parent = head.head
        if parent.i < head.i and parent.i in at and _share_or_count(at[parent.i]):
            return at[parent.i]
        if parent.text.lower() in _TOTALS and parent.i < head.i:
            named = _named_total(head, at)
            if named is not None:
                return named
        if parent.text.lower() in vocabulary().containers and parent.i < head.i:
            own = _own(head, at)
            return own if own is not None else _own(parent, at) if parent.text.lower() in {"number", "numbers", "total"} else None
    if head.i in at:
        return at[head.i]
    own = _own(head, at)
    if own is not None:
        return own
    if head.text.lower() in vocabulary().containers:
        for child in head.children:
            if child.dep_.startswith("nmod") and child.i > head.i and any(c.text.lower() in _PART_OF for c in child.children):
                inner = at.get(child.i) or _own(child, at)
                if inner is not None:
                    return inner
    return None


def _named_total(head: Token, at: Mapping[int, Quantity]) -> Quantity | None:
    """ "The number of munitions delivered … is 6,602", "brings the total of strikes to 922": the figure that the sentence gives it."""
    doc, last = head.doc, head.sent.end
    for k in range(head.i + 1, last):
        if k in at:
            return at[k] if any(doc[b].text.lower() in _GIVES for b in range(max(head.i + 1, k - 4), k)) else None
    return None


def _share_or_count(found: Quantity) -> bool:
    return found.hedge is not None


def _own(head: Token, at: Mapping[int, Quantity]) -> Quantity | None:
    """A figure among the noun's own modifiers."""
    for child in head.children:
        if (
            child.i < head.i
            and child.i in at
            and child.dep_ in {"nummod", "det", "amod", "compound", "nmod", "advmod", "det:predet", "nmod:desc", "dep"}
        ):
            figure = at[child.i]
            if all(t.pos_ not in {"VERB", "AUX"} and t.text not in {",", ";", ":"} for t in head.doc[child.i : head.i]):
                return figure
    return None


def _by_words(head: Token, at: Mapping[int, Quantity]) -> Quantity | None:
    """A figure that stands before the noun with only its modifiers between."""
    doc = head.doc
    if (
        head.i + 1 < len(doc)
        and doc[head.i + 1].tag_ in {"NN", "NNS"}
        and doc[head.i + 1].head.i != head.i
        and head.head.i == doc[head.i + 1].i
    ):
        # The noun only modifies the next one ("450 drone attacks"): a figure counts that one, unless a hyphen binds it.
        if head.i >= 2 and doc[head.i - 1].text == "-" and head.i - 2 in at:
            return at[head.i - 2]
        return None
    for k in range(head.i - 1, max(head.i - _REACH, head.sent.start) - 1, -1):
        if k in at:
            found = at[k]
            singular = head.tag_ in _SINGULAR and found.low is not None and found.low > 1
            return None if singular and not doc[k + 1 : head.i] and head.tag_ == "NNP" and found.high is None else found
        token = doc[k]
        if token.is_space:
            continue
        if token.text.lower() in _PART_OF and k - 1 in at and doc[k + 1].i <= head.i:
            return at[k - 1]
        if token.tag_ == "CC" and k + 1 < head.i and doc[k + 1].tag_ in _JOINED and doc[k - 1].tag_ in _JOINED:
            continue  # "224 artillery and mortar systems"
        if token.tag_ not in _MODIFIERS and not (token.tag_ == "DT" and k - 1 >= 0 and doc[k - 1].text.lower() == "of"):
            return None
        if token.text == ",":
            return None
    return None


def _article(head: Token) -> Quantity | None:
    """The article, "another" or "single" before a singular noun counts one."""
    if head.text.lower() == "one":
        return _one(head, head, "“one” stands for one of them")
    if head.tag_ not in _SINGULAR:
        return None
    for child in head.children:
        if child.i > head.i:
            break
        word = child.text.lower()
        if word in _ONES and child.dep_ in {"det", "amod"}:
            first = child
            before = child.nbor(-1) if child.i > 0 else None
            if before is not None and before.text.lower() in _ARTICLES and before.head.i == head.i:
                first = before
            return _one(first, child, _ONES[word])
    if _shares_article(head):
        return None
    for child in head.children:
        if child.text.lower() in _ARTICLES and child.dep_ == "det" and child.i < head.i:
            return _one(child, child, "the article counts one")
    if any(child.dep_ in {"det", "nmod:poss"} and child.i < head.i for child in head.children):
        return None
    if head.head.i > head.i and (
        head.dep_ in {"compound", "amod", "nmod:desc", "nmod"} or head.doc[head.i + 1].tag_ in {"NN", "NNS", "HYPH"}
    ):
        return None  # "a drone strike": the noun only modifies another
    # The parse may hang the article on a modifier: "an American MQ-9 UAV".
    for k in range(head.i - 1, max(head.i - _REACH, head.sent.start) - 1, -1):
        token = head.doc[k]
        if token.text.lower() in _ARTICLES and token.tag_ == "DT":
            return _one(token, token, "the article counts one")
        if token.tag_ not in _MODIFIERS or token.tag_ in {"NNS", "NNPS", "POS"}:
            return None
    return None


def _shares_article(head: Token) -> bool:
    """ "A missile and drone attack": the article belongs to the last noun, however the parse has it."""
    after = [t.tag_ for t in head.doc[head.i + 1 : head.i + 4]]
    if len(after) == 3 and after[0] == "CC" and after[1] in _SINGULAR and after[2] in {"NN", "NNS"}:
        return True
    for child in head.children:
        if child.dep_ == "conj" and child.i > head.i and child.tag_ in _SINGULAR:
            own = list(child.children)
            return any(c.dep_ == "compound" and c.i < child.i for c in own) and not any(
                c.dep_ in {"det", "nummod", "nmod:poss"} for c in own
            )
    return False


def _one(first: Token, last: Token, why: str) -> Quantity:
    end = last.idx + len(last)
    return Quantity(first.idx, end, first.doc.text[first.idx : end], 1, 1, "exact", None, why)


def _open_low(head: Token, found: Quantity) -> Quantity:
    """ "Up to N" has no lower bound where the verb says that some did: a verb in the past, perfect or plain present."""
    verb = head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return found
    auxiliaries = [c for c in verb.children if c.dep_.startswith("aux") or c.tag_ in {"MD", "TO"}]
    if any(c.text.lower() in _MODALS or c.tag_ == "MD" for c in auxiliaries) or verb.tag_ in {"VB", "VBG"}:
        return found
    if any(c.dep_ == "advmod" and c.text.lower() in {"not", "n't", "never"} for c in verb.children):
        return found
    why = f"{found.why}; no lower bound, because “{verb.text}” says that some did"
    return Quantity(found.start, found.end, found.text, None, found.high, found.hedge, found.measure, why)
