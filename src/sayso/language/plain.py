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
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_punct", "is_sent_start", "is_space", "kept", "left_edge", "lemma_",
        "lower_", "pos_", "rels", "right_edge", "sent", "tag_", "text",
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
    is_space: bool
    is_punct: bool
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
    """The tokens and sentences of one text."""

    __slots__ = ("sents", "text", "tokens")

    def __init__(self, doc: spacy.tokens.Doc) -> None:
        self.text = doc.text
        self.tokens = _tokens(self, doc)
        self.sents = [Sentence(self, s.start, s.end) for s in doc.sents]
        for sentence in self.sents:
            for t in sentence:
                t.sent = sentence

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


class Strings(dict[int, str]):
    """Hashes of a vocabulary to strings, each looked up once."""

    def __init__(self, doc: spacy.tokens.Doc) -> None:
        super().__init__()
        self.strings = doc.vocab.strings

    def __missing__(self, key: int) -> str:
        self[key] = out = str(self.strings[key]) if key else ""
        return out


class _Relations(dict[str, frozenset[str]]):
    def __missing__(self, dep: str) -> frozenset[str]:
        self[dep] = out = frozenset((dep, dep.split(":")[0]))
        return out


_relations = _Relations()
_ATTRIBUTES: list[int | str] = [
    "IDX",
    "ORTH",
    "LOWER",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "HEAD",
    "ENT_TYPE",
    "IS_SPACE",
    "IS_PUNCT",
    "SENT_START",
]


def _tokens(parse: Parse, doc: spacy.tokens.Doc) -> list[Token]:
    out = [Token() for _ in range(len(doc))]
    if not out:
        return out
    rows, name = doc.to_array(_ATTRIBUTES), Strings(doc)
    heads = rows[:, 7].astype("int64").tolist()
    edges = [(t.left_edge.i, t.right_edge.i) for t in doc]
    for i, (t, row, head, (left, right)) in enumerate(zip(out, rows.tolist(), heads, edges, strict=True)):
        t.doc, t.i, t.idx = parse, i, row[0]
        t.text, t.lower_, t.lemma_, t.pos_, t.tag_, t.dep_ = (name[key] for key in row[1:7])
        t.rels = _relations[t.dep_]
        t.ent_type_ = name[row[8]]
        t.is_space, t.is_punct, t.is_sent_start = bool(row[9]), bool(row[10]), row[11] == 1
        t.head, t.left_edge, t.right_edge = out[i + head], out[left], out[right]
        t.children, t.kept = [], {}
    for t in out:
        if t.head is not t:
            t.head.children.append(t)
    return out


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
