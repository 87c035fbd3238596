"""Training texts as word lists with whatever each corpus says about them.

Every corpus becomes :class:`Text` objects: words in order, what stands between them, and labels. A label that a corpus does not
give is absent and takes no part in the loss. Offsets of attributions are word indices.

Sources: Universal Dependencies English EWT and GUM (CoNLL-U), PolNeAR (brat stand-off), the GUM discourse trees (rs4) for
attributions inside attributions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import yaml

from sayso.language.features import line_break
from sayso.language.tokenizer import blank

NAMES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT", "object": "MISC"}


@dataclass(slots=True)
class Link:
    """One attribution as sets of word indices; each may be empty but ``cue``."""

    source: list[int]
    cue: list[int]
    content: list[int]


@dataclass(slots=True)
class Text:
    """A document: ``n`` words with parallel label lists (empty list = this corpus does not say)."""

    id: str
    corpus: str  # "ewt", "gum" or "polnear"
    words: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # features.BREAKS before the word
    spaces: list[int] = field(default_factory=list)  # 1 = white space before the word
    sentences: list[int] = field(default_factory=list)  # 1 = the word starts a sentence
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # word index of the head in the text; −1 = root
    deprels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # BIO with the types of NAMES
    links: list[Link] = field(default_factory=list)
    nested: bool = False  # links come from discourse trees: nested, without flat tags

    def __len__(self) -> int:
        return len(self.words)


def conllu_sentences(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]], dict[int, int]]]:
    """Sentences of a CoNLL-U file: comments, rows of words (ten columns), and word number → last word of its surface token."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    ranges: dict[int, int] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield comments, rows, ranges
                comments, rows, ranges = {}, [], {}
            elif line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            else:
                cells = line.split("\t")
                if "-" in cells[0]:
                    first, last = map(int, cells[0].split("-"))
                    ranges.update(dict.fromkeys(range(first, last + 1), last))
                    ranges[-last] = "SpaceAfter=No" in cells[9]
                elif "." not in cells[0]:
                    rows.append(cells)


def _entities(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """GUM entity mentions of one sentence as (first word, last word, type); mentions across sentences are left out."""
    open_: list[tuple[str, int, str]] = []
    out = []
    for i, row in enumerate(rows):
        note = next((x[7:] for x in row[9].split("|") if x.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", note):
            name = piece.strip("()").split("-")
            if piece.startswith("("):
                if piece.endswith(")"):
                    out.append((i, i, name[1]))
                else:
                    open_.append((name[0], i, name[1]))
            else:
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == name[0]:
                        out.append((open_[k][1], i, open_[k][2]))
                        del open_[k]
                        break
    return out


def _names(rows: list[list[str]]) -> list[str]:
    """Names in BIO from GUM's mentions: the proper-noun stretch around the head of each mention of a named type.

    Titles ("President") hang on the name as ``nmod:desc`` and are left out, as in Universal NER.
    """
    n = len(rows)
    heads = [int(r[6]) - 1 for r in rows]
    # Proper nouns, and capitalised adjectives and numbers inside names ("United States", "Red Sox").
    proper = [r[3] == "PROPN" or r[4] in {"NNP", "NNPS"} or (r[1][:1].isupper() and r[7] == "amod" and i > 0) for i, r in enumerate(rows)]
    labels = ["O"] * n
    mentions = sorted(_entities(rows), key=lambda m: m[1] - m[0])
    for first, last, kind in mentions:
        if kind not in NAMES:
            continue
        inside = range(first, last + 1)
        tops = [i for i in inside if not first <= heads[i] <= last]
        if len(tops) != 1 or not proper[tops[0]]:
            continue
        if kind == "person" and rows[tops[0]][4] == "NNPS":  # peoples and believers are no names of persons
            continue
        top = tops[0]
        keep = {top}
        grown = True
        while grown:
            grown = False
            for i in inside:
                rel = rows[i][7]
                if (
                    i not in keep
                    and heads[i] in keep
                    and proper[i]
                    and rel in {"flat", "compound", "amod", "nummod", "nmod:unmarked", "goeswith"}
                ):
                    keep.add(i)
                    grown = True
                # "Bank of America", "Department of State": the of-phrase belongs to the names of organisations and places.
                if (
                    i not in keep
                    and heads[i] in keep
                    and proper[i]
                    and rel in {"nmod", "conj"}
                    and kind in {"organization", "place", "event"}
                ):
                    keep.add(i)
                    grown = True
        lo, hi = top, top
        while lo - 1 >= first and (lo - 1 in keep or (rows[lo - 1][2] in {"of", "the", "and", "for", "&", "-", "'s"} and lo - 2 in keep)):
            lo -= 1
        while hi + 1 <= last and (
            hi + 1 in keep or (rows[hi + 1][2] in {"of", "the", "and", "for", "&", "-", "'s"} and (hi + 2 in keep or hi + 3 in keep))
        ):
            hi += 1
        while lo < top and lo not in keep:
            lo += 1
        while hi > top and hi not in keep:
            hi -= 1
        if any(labels[i] != "O" for i in range(lo, hi + 1)):  # an inner name was marked first: the longer one wins
            for i in range(n):
                if lo <= i <= hi:
                    labels[i] = "O"
            while hi + 1 < n and labels[hi + 1].startswith("I-"):
                labels[hi + 1] = "O"
                hi += 1
        for i in range(lo, hi + 1):
            labels[i] = ("B-" if i == lo else "I-") + NAMES[kind]
    return labels


_PARTS = {"flat", "compound", "amod", "nummod", "nmod:unmarked", "goeswith"}
_GLUE = {"of", "the", "and", "for", "&", "-", "'s", "’s", "in", "on", "at"}


def _name_stretches(text: Text) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Proper names as the tree gives them: for each head the stretch of its proper parts, and that stretch with of-phrases."""
    n = len(text)
    name = [tag in {"NNP", "NNPS"} for tag in text.xpos]
    proper = [name[i] or (text.words[i][:1].isupper() and text.deprels[i] == "amod" and not text.sentences[i]) for i in range(n)]
    below: dict[int, list[int]] = {}
    for i, head in enumerate(text.heads):
        below.setdefault(head, []).append(i)

    def of_phrase(word: int) -> bool:
        return text.deprels[word] == "nmod" and any(
            text.deprels[c] == "case" and text.lemmas[c] in {"of", "for", "at"} for c in below.get(word, ())
        )

    def grown(top: int, longer: bool) -> tuple[int, int]:
        keep, todo = {top}, [top]
        while todo:
            at = todo.pop()
            for k in below.get(at, ()):
                part = text.deprels[k] in _PARTS and (proper[k] or (text.deprels[k] == "nummod" and k > at))
                if k not in keep and (part or (longer and k > at and name[k] and of_phrase(k))):
                    keep.add(k)
                    todo.append(k)
        first = last = top
        while first and (first - 1 in keep or (text.words[first - 1].lower() in _GLUE and first - 2 in keep)):
            first -= 1
        while last + 1 < n and (last + 1 in keep or (text.words[last + 1].lower() in _GLUE and keep & {last + 2, last + 3})):
            last += 1
        while first not in keep:
            first += 1
        while last not in keep:
            last -= 1
        return first, last + 1

    for top in range(n):
        head = text.heads[top]
        if name[top] and not (head >= 0 and name[head] and text.deprels[top] in {"flat", "compound", "goeswith", "amod", "nummod"}):
            yield grown(top, False), grown(top, True)


def typed_names(text: Text, kinds: dict[str, str]) -> list[str]:
    """Names in BIO from a treebank without names: the tree's stretches, typed by ``kinds`` (form → key of NAMES, "unclear" or "none").

    Words of unclear names get "?", which no inventory knows: they take no part in learning.
    """
    labels = ["O"] * len(text)
    for short, long in _name_stretches(text):
        for first, last in dict.fromkeys((long, short)):
            kind = kinds.get(" ".join(text.words[first:last]), "none")
            if kind != "none" and not any(x != "O" for x in labels[first:last]):  # "Iraq" inside "Bank of Iraq" is no name of its own
                mark = NAMES.get(kind)
                for i in range(first, last):
                    labels[i] = "?" if mark is None else ("B-" if i == first else "I-") + mark
                break
    return labels


def ewt_kinds() -> dict[str, str]:
    """What the names of the EWT training part name: ``names-ewt.yaml`` turned round."""
    lists = yaml.safe_load((Path(__file__).parent / "names-ewt.yaml").read_text(encoding="utf-8"))
    return {form: kind for kind, forms in lists.items() for form in forms}


def treebank(path: Path, corpus: str, names: bool = False) -> list[Text]:
    """The documents of a treebank. ``names``: take names from GUM's mentions."""
    texts: list[Text] = []
    for comments, rows, ranges in conllu_sentences(path):
        if "newdoc id" in comments or not texts:
            texts.append(Text(comments.get("newdoc id", path.stem), corpus))
            space = 1
        text = texts[-1]
        base = len(text)
        par = 2 if any(k.startswith("newpar") for k in comments) or not base else 0
        for i, row in enumerate(rows):
            text.words.append(row[1])
            text.breaks.append(par if i == 0 else 0)
            text.spaces.append(space if i or not base else 1)
            word = i + 1
            glued = ranges.get(word, word) != word or (bool(ranges.get(-word)) if word in ranges else "SpaceAfter=No" in row[9])
            space = 0 if glued else 1
            text.sentences.append(int(i == 0))
            text.upos.append(row[3])
            text.xpos.append(row[4])
            text.feats.append(row[5])
            text.lemmas.append(row[2])
            text.heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
            text.deprels.append(row[7])
        if names:
            text.names += _names(rows)
    return texts


def polnear(folder: Path) -> list[Text]:
    """The texts of a PolNeAR split with their attributions, tokenized as at run time."""
    nlp = blank()
    out = []
    for path in sorted((folder / "text").glob("*.txt")):
        # One file an annotator; where several read the text, the first in the alphabet stands for all.
        marked = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if not marked:
            continue
        raw = path.read_text(encoding="utf-8")
        doc = nlp.make_doc(raw)
        words = [t for t in doc if not t.is_space]
        text = Text(path.stem, "polnear")
        at_char: dict[int, int] = {}
        end = 0
        for i, token in enumerate(words):
            between = raw[end : token.idx]
            text.words.append(token.text)
            text.breaks.append(2 if i == 0 else line_break(between))
            text.spaces.append(int(bool(between) or i == 0))
            end = token.idx + len(token)
            at_char.update(dict.fromkeys(range(token.idx, end), i))
        spans: dict[str, list[int]] = {}
        for line in marked[0].read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if len(cells) < 2:
                continue
            if cells[0].startswith("T"):
                pieces = [tuple(map(int, p.split())) for p in cells[1].split(" ", 1)[1].split(";")]
                spans[cells[0]] = sorted({at_char[c] for a, b in pieces for c in range(a, b) if c in at_char})
            elif cells[0].startswith("E"):
                roles: dict[str, list[int]] = {"Source": [], "Cue": [], "Content": []}
                for pair in cells[1].split():
                    role, _, ref = pair.partition(":")
                    role = role.rstrip("0123456789")
                    if role in roles:
                        roles[role] += spans.get(ref, [])
                if roles["Cue"]:
                    text.links.append(Link(sorted(roles["Source"]), sorted(roles["Cue"]), sorted(roles["Content"])))
        out.append(text)
    return out


def _discourse(path: Path) -> tuple[list[str], list[tuple[list[int], list[int]]]]:
    """Elementary units of an rs4 file in order, and its attributions as (units of the attributing part, units of the content)."""
    body = ElementTree.parse(path).getroot().find("body")
    assert body is not None
    units, order, parent, relation, kinds = {}, [], {}, {}, {}
    for node in body:
        if node.tag not in {"segment", "group"}:
            continue
        key = node.get("id", "")
        parent[key], relation[key] = node.get("parent"), node.get("relname", "span")
        kinds[key] = node.get("type", "segment")
        if node.tag == "segment":
            units[key] = len(order)
            order.append(node.text or "")
    children: dict[str, list[str]] = {}
    for key, above in parent.items():
        if above:
            children.setdefault(above, []).append(key)
    schemes = {
        "span",
        "joint-disjunction",
        "joint-list",
        "joint-other",
        "joint-sequence",
        "same-unit",
        "adversative-contrast",
        "restatement-repetition",
    }

    def inside(key: str) -> bool:
        """Whether the node is a part of its parent group (not a satellite hanging on it)."""
        above = parent[key]
        return above is not None and (relation[key] == "span" or (kinds.get(above) == "multinuc" and relation[key] in schemes))

    def core(key: str) -> list[int]:
        """Units of the node itself: its parts with their satellites, without satellites of the node."""
        if key in units:
            return [units[key]]
        out: list[int] = []
        for child in children.get(key, []):
            if inside(child):
                out += whole(child)
        return out

    def whole(key: str) -> list[int]:
        out = core(key)
        for child in children.get(key, []):
            if not inside(child):
                out += whole(child)
        return sorted(out)

    found = []
    for key, name in relation.items():
        above = parent[key]
        if name.startswith("attribution") and above:
            found.append((core(key), sorted(core(above))))
    return order, found


def add_nested(texts: list[Text], folder: Path) -> None:
    """Attributions of the GUM discourse trees, written into the texts of the treebank as nested links.

    The source is the subject inside the attributing unit ("officials" in "officials said"), or what follows "according to"; the cue
    its governing verb with auxiliaries, negation and particles.
    """
    for text in texts:
        path = folder / f"{text.id}.rs4"
        if not path.exists():
            continue
        order, found = _discourse(path)
        letters = [re.sub(r"\s", "", w) for w in text.words]
        word_of, at, position = [], 0, 0
        starts = []
        for w in letters:
            starts.append(position)
            position += len(w)
        flat = "".join(letters)
        ok = True
        for unit in order:
            size = len(re.sub(r"\s", "", unit))
            word_of.append([i for i, s in enumerate(starts) if at <= s < at + size])
            at += size
        if at != len(flat):
            ok = False
        if not ok:
            continue
        text.nested = True
        for attributing, content_units in found:
            unit = [i for u in attributing for i in word_of[u]]
            content = [i for u in content_units for i in word_of[u]]
            link = _roles(text, unit, content)
            if link is not None:
                text.links.append(link)


def _roles(text: Text, unit: list[int], content: list[int]) -> Link | None:
    """Source and cue inside an attributing unit, read off the gold tree."""
    members = set(unit)
    if not unit or not content:
        return None
    lower = [text.words[i].lower() for i in unit]
    if lower[:2] == ["according", "to"]:
        source = [i for i in unit[2:] if text.upos[i] != "PUNCT"]
        return Link(source, unit[:2], content)
    tops = [i for i in unit if text.heads[i] not in members and text.upos[i] not in {"PUNCT", "CCONJ", "SCONJ"}]
    verbs = [i for i in tops if text.upos[i] in {"VERB", "ADJ", "AUX", "NOUN"}]
    if not verbs:
        return None
    top = verbs[0]
    cue = [top] + [i for i in unit if text.heads[i] == top and text.deprels[i].split(":")[0] in {"aux", "cop", "compound"}]
    cue += [i for i in unit if text.heads[i] == top and text.feats[i].find("Polarity=Neg") >= 0]
    cue = sorted(set(cue))

    def below(head: int) -> list[int]:
        out, todo = [], [head]
        while todo:
            x = todo.pop()
            out.append(x)
            todo += [i for i in unit if text.heads[i] == x and i not in out]
        return sorted(out)

    source: list[int] = []
    for i in unit:
        if text.heads[i] == top and text.deprels[i] in {"nsubj", "nsubj:outer", "obl:agent"}:
            source = [k for k in below(i) if k not in cue]
            break
    return Link(source, cue, content)
