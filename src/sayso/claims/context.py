"""Everything a claim is made from, gathered once per document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sayso.claims.pronouns import ORGANS, spoken_of, stands_for, the_country
from sayso.claims.scope import log_odds, signs, weights
from sayso.claims.speech import Link, running_speech
from sayso.claims.tree import ancestors, conjuncts
from sayso.identity import identify
from sayso.identity.weapons import find_items
from sayso.language.plain import Parse
from sayso.measures import measure
from sayso.records import Actor, Document, Item, Place, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.identity import Identities, Mention
    from sayso.identity.weapons import ItemMention, Items
    from sayso.language.plain import Token
    from sayso.measures import Measures


@dataclass(slots=True)
class Context:
    """The document, its analysis (``doc`` as plain objects, ``read`` as the encoder left it), its names, its goods and its figures, with
    small caches by token index."""

    document: Document
    doc: Parse
    read: Doc
    ids: Identities
    items: Items
    measures: Measures
    speech: dict[int, Link] = field(default_factory=dict)
    covered: dict[int, ItemMention] = field(default_factory=dict)
    mention_at: dict[int, Mention] = field(default_factory=dict)
    sentence_of: list[int] = field(default_factory=list)
    sentences: list[range] = field(default_factory=list)
    _actors: dict[int, tuple[Actor, ...]] = field(default_factory=dict)
    _words: dict[int, frozenset[str]] = field(default_factory=dict)
    _scope: dict[int, float] = field(default_factory=dict)
    _places: dict[int, Place | None] = field(default_factory=dict)
    _items: dict[int, Item | None] = field(default_factory=dict)

    def actors(self, head: Token) -> tuple[Actor, ...]:
        """Who the noun phrase headed by ``head`` stands for, without what is coordinated with it."""
        if head.i not in self._actors:
            self._actors[head.i] = ()  # ends a circle of pronouns
            found = () if head.is_space else tuple(self.ids.actors(head))
            if not found or all(a.unresolved is not None for a in found):
                link = self.speech.get(head.sent.start)
                noun = stands_for(head, link.head if link is not None else None)
                if noun is not None and noun.i != head.i:
                    meant = tuple(
                        replace(a, start=head.idx, end=head.idx + len(head), text=head.text)
                        for t in conjuncts(noun)
                        for a in self.actors(t)
                    )
                    found = meant or found
                organ = spoken_of(head) if noun is None and found and head.lower_ in ORGANS else the_country(head)
                if organ is not None:
                    state = next((a for a in self.actors(organ) if a.unresolved is None and len(a.id) == 3 and a.id.isupper()), None)
                    if state is not None:
                        words = Actor(head.idx, head.idx + len(head), head.text, state.id, None)
                        found = tuple(replace(a, id=state.id, unresolved=None) for a in found[:1]) or (words,)
            self._actors[head.i] = found
        return self._actors[head.i]

    def sentence_words(self, i: int) -> frozenset[str]:
        """The words of the sentence of token ``i``, lower case."""
        n = self.sentence_of[i]
        if n not in self._words:
            self._words[n] = frozenset(self.doc[k].lower_ for k in self.sentences[n])
        return self._words[n]

    def scope(self, i: int) -> float:
        """Log-odds that the sentence of token ``i`` and its neighbours speak of what a ledger is about."""
        n = self.sentence_of[i]
        if n not in self._scope:
            around = range(max(0, n - 1), min(len(self.sentences), n + 2))
            words = self.span(self.sentences[around[0]].start, self.sentences[around[-1]].stop).text
            self._scope[n] = log_odds(signs(words), weights())
        return self._scope[n]

    def place(self, head: Token) -> Place | None:
        if head.i not in self._places:
            self._places[head.i] = self.ids.place(head)
        return self._places[head.i]

    def goods(self, head: Token) -> ItemMention | None:
        """The goods a noun phrase names; also where the parser made another word of the phrase its head ("a U.S. Air Force F-16")."""
        found = self.items.mention(head)
        if found is None and head.i in self.covered:
            wider = self.covered[head.i]
            if head in ancestors(self.doc[wider.head]):
                found = wider
        return found

    def item(self, head: Token) -> Item | None:
        if head.i not in self._items:
            found = self.goods(head)
            self._items[head.i] = found.item() if found is not None else None
        return self._items[head.i]

    def span(self, start: int, end: int) -> Span:
        """The stored words between two token bounds (half-open)."""
        last = self.doc[end - 1]
        a, b = self.doc[start].idx, last.idx + len(last.text)
        return Span(a, b, self.document.text[a:b])

    def top(self, start: int, end: int) -> Token | None:
        """The highest word of the characters from ``start`` to ``end``; None where no token touches them."""
        words = self.read.char_span(start, end, alignment_mode="expand")
        return self.doc[words.root.i] if words is not None else None


def make_context(document: Document, doc: Doc) -> Context:
    parse = Parse(doc)
    ids = identify(parse, document.published)
    context = Context(document, parse, doc, ids, find_items(parse), measure(parse, document.published), running_speech(parse))
    for goods in context.items.all:
        if not goods.modifier:
            context.covered.update(dict.fromkeys(range(goods.i, goods.j), goods))
    for n, sentence in enumerate(parse.sents):
        context.sentence_of += [n] * (sentence.end - sentence.start)
        context.sentences.append(range(sentence.start, sentence.end))
    for m in ids.mentions:
        for i in range(m.i, m.j):
            context.mention_at.setdefault(i, m)
    return context
