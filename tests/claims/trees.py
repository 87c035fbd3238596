"""Documents with hand-made trees: "Iran/PROPN/nsubj>2 sent/VERB/root>0 …" with heads counted from 1, as in CoNLL-U."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from sayso.language.plain import Parse

_TAGS = {
    "VERB": "VBD",
    "NOUN": "NN",
    "PROPN": "NNP",
    "ADP": "IN",
    "PART": "TO",
    "AUX": "MD",
    "DET": "DT",
    "ADJ": "JJ",
    "PRON": "PRP",
    "PUNCT": ".",
}


def _lemma(form: str, tag: str) -> str:
    return form.lower().removesuffix("s") if tag == "VBZ" else form.lower()


def tree(spec: str) -> Parse:
    """A parse of one sentence. A word is written form/UPOS/relation>head, with /TAG behind the head where the Penn tag matters."""
    import spacy

    words, pos, deps, heads, tags = [], [], [], [], []
    for n, piece in enumerate(spec.split()):
        form, upos, rest = piece.split("/", 2)
        dep, _, rest = rest.partition(">")
        head, _, tag = rest.partition("/")
        words.append(form)
        pos.append(upos)
        tags.append(tag or _TAGS.get(upos, "NN"))
        deps.append("ROOT" if dep == "root" else dep)
        heads.append(n if dep == "root" else int(head) - 1)
    vocab: Vocab = spacy.blank("en").vocab
    doc = Doc(
        vocab, words=words, pos=pos, tags=tags, deps=deps, heads=heads, lemmas=[_lemma(w, t) for w, t in zip(words, tags, strict=True)]
    )
    return Parse(doc)
