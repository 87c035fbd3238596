"""An analysed text as plain objects.

spaCy makes a new token at each access and asks its string store for each attribute; rooms that walk the tree ask some 30,000 times an
article. Here each is asked once. Names are spaCy's, so what is written for its tokens works on these; a token is one object, whichever
way it is reached. What a question about a token was answered with may be kept in the token itself (:func:`once`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

if TYPE_CHECKING:
    import spacy.tokens

T = TypeVar("T")


class Placed(Protocol):
    """A token of whatever kind, where only its position in the document is asked for."""

    @property
    def i(self) -> int: ...


class Token:
    """A word and its place in the tree. The head of a root is the root itself; ``rels`` is its relation with and without subtype."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct", "is_sent_start", "is_space", "kept",
        "left_edge", "lemma_", "lower_", "pos_", "rels", "right_edge", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Parse
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    rels: frozenset[str]
    ent_type_: str
    whitespace_: str
    is_space: bool
    is_punct: bool
    is_alpha: bool
    is_sent_start: bool
    head: Token
    children: list[Token]
    left_edge: Token
    right_edge: Token
    sent: Sentence
    kept: dict[Hashable, Any]

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> list[Token]:
        """The word and all below it, in no particular order."""
        out = [self]
        for t in out:
            out += t.children
        return out

    def nbor(self, steps: int = 1) -> Token:
        return self.doc[self.i + steps]


class Sentence:
    """The tokens from ``start`` to ``end`` (half-open)."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Parse, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    @property
    def end_char(self) -> int:
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.words(self.start, self.end)


class Parse:
    """The tokens, sentences and names of one text. ``ents``: token bounds, character bounds and label of each name that the encoder sees;
    ``attributions`` is None where nothing has looked for them. ``tagged``, ``parsed``, ``cut``: whether there are tags, a tree, sentences.
    """

    __slots__ = ("attributions", "cut", "ents", "parsed", "sents", "tagged", "text", "tokens")

    def __init__(self, doc: spacy.tokens.Doc) -> None:
        self.text = doc.text
        self.tokens = _tokens(self, doc)
        self.tagged, self.parsed, self.cut = map(doc.has_annotation, ("TAG", "DEP", "SENT_START"))
        self.sents = [Sentence(self, s.start, s.end) for s in doc.sents] if self.cut else []
        for sentence in self.sents:
            for t in sentence:
                t.sent = sentence
        self.ents: list[tuple[int, int, int, int, str]] = [(e.start, e.end, e.start_char, e.end_char, e.label_) for e in doc.ents]
        self.attributions: Any = doc._.attributions if doc.has_extension("attributions") else None

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        return self.tokens[at]

    def words(self, start: int, end: int) -> str:
        """The stored words from token ``start`` to ``end`` (half-open)."""
        if start >= end:
            return ""
        last = self.tokens[end - 1]
        return self.text[self.tokens[start].idx : last.idx + len(last.text)]


def plain(doc: spacy.tokens.Doc | Parse) -> Parse:
    """The document as plain objects, if it is not such already."""
    return doc if isinstance(doc, Parse) else Parse(doc)


_ATTRIBUTES: list[int | str] = [
    "ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "IDX", "HEAD", "SPACY", "IS_SPACE", "IS_PUNCT", "IS_ALPHA", "SENT_START",
]  # fmt: skip
_WORDS = 7  # attributes that are strings
_MOST = 50_000
_known: dict[int, str] = {}
_relations: dict[str, frozenset[str]] = {}


def _strings(doc: spacy.tokens.Doc, keys: list[int]) -> list[str]:
    """Hashes of words as strings; the commonest are looked up once a process. A hash stands for the same word in every vocabulary."""
    out = []
    if len(_known) > _MOST:
        _known.clear()
    for key in keys:
        word = _known.get(key)
        if word is None:
            word = _known[key] = str(doc.vocab.strings[key]) if key else ""
        out.append(word)
    return out


def _tokens(parse: Parse, doc: spacy.tokens.Doc) -> list[Token]:
    out = [Token() for _ in range(len(doc))]
    if not out:
        return out
    columns = doc.to_array(_ATTRIBUTES).astype("int64").T
    words = [_strings(doc, column) for column in columns[:_WORDS].astype("uint64").tolist()]
    for i, (t, row) in enumerate(zip(out, zip(*words, *columns[_WORDS:].tolist(), strict=True), strict=True)):
        t.text, t.lower_, t.lemma_, t.pos_, t.tag_, t.dep_, t.ent_type_, t.idx, head, space, blank, punct, alpha, begins = row
        t.doc, t.i, t.head = parse, i, out[i + head]
        t.whitespace_ = " " if space else ""
        t.is_space, t.is_punct, t.is_alpha, t.is_sent_start = blank == 1, punct == 1, alpha == 1, begins == 1
        rels = _relations.get(t.dep_)
        if rels is None:
            rels = _relations[t.dep_] = frozenset((t.dep_, t.dep_.split(":")[0]))
        t.rels = rels
        t.left_edge = t.right_edge = t
        t.children, t.kept = [], {}
    for t in out:
        if t.head is not t:
            t.head.children.append(t)
    for t in out:
        if t.head is t:
            _edges(t)
    return out


def _edges(root: Token) -> None:
    """The first and the last token of each word's subtree."""
    for t in reversed(root.subtree):  # those below come first
        for c in t.children:
            if c.left_edge.i < t.left_edge.i:
                t.left_edge = c.left_edge
            if c.right_edge.i > t.right_edge.i:
                t.right_edge = c.right_edge


def once(ask: Callable[[Token], T]) -> Callable[[Token], T]:
    """A question about a token that is answered once. What it answers with must not be changed by who asked."""

    @wraps(ask)
    def asked(token: Token) -> T:
        kept = token.kept
        if ask not in kept:
            kept[ask] = ask(token)
        out: T = kept[ask]
        return out

    return asked
