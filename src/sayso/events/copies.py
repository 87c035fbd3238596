"""Copies: texts that repeat another's words, and quotations that several texts share.

Signatures are MinHash (Broder 1997) over runs of four words, from ``rensa``; they find candidates, and the words themselves decide.
A signature is never kept: releases of the library differ, hashes of texts do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sayso.events.cards import credit_of
from sayso.events.features import fold
from sayso.records import Document

SHINGLE = 4
PERMUTATIONS = 128
BANDS = 32
"""128 rows in 32 bands of four find a copy with Jaccard 0.5 in 87 of 100 cases, with 0.7 in 99.98; what is found is then compared."""

ALIKE = 0.55
"""Two texts with this share of their word runs in common (Jaccard) are copies: an edit of every tenth word leaves about 0.5 to 0.6."""

WITHIN = 0.8
"""A text is also a copy where so much of it stands in the other (a cut wire report), if it has at least ``ENOUGH`` runs."""
ENOUGH = 20

QUOTE_WORDS = 6
"""Quotations of so many words and more are not put the same way twice by chance."""

_WORDS = re.compile(r"\w+")
_QUOTES = re.compile(r"“([^”]{20,600})”|\"([^\"]{20,600})\"")


@dataclass(frozen=True, slots=True)
class Copy:
    """``document`` repeats ``original`` (both sha256). ``alike``: share of word runs in common (0–1); ``why`` in words."""

    document: str
    original: str
    alike: float
    why: str


@lru_cache(maxsize=50_000)
def _runs(text: str) -> frozenset[str]:
    words = _WORDS.findall(fold(text))
    return frozenset(" ".join(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1))) if words else frozenset()


def copy_keys(document: Document) -> set[str]:
    """Strings such that texts which copy each other almost surely share one. Made anew whenever they are needed, never kept."""
    runs = _runs(document.text)
    if not runs:
        return set()
    from rensa import RMinHash

    signature = RMinHash(num_perm=PERMUTATIONS, seed=1)
    signature.update(sorted(runs))
    digest = signature.digest()
    rows = PERMUTATIONS // BANDS
    return {f"{n}:{digest[n * rows : (n + 1) * rows]}" for n in range(BANDS)}


def alike(a: Document, b: Document) -> tuple[float, float]:
    """(Jaccard, containment of the shorter in the longer) of the word runs of two texts."""
    x, y = _runs(a.text), _runs(b.text)
    shared = len(x & y)
    if not shared:
        return 0.0, 0.0
    return shared / (len(x) + len(y) - shared), shared / min(len(x), len(y))


def is_copy(a: Document, b: Document) -> bool:
    """Whether the two texts are one text, edited or cut."""
    if a.sha256 == b.sha256:
        return True
    whole, part = alike(a, b)
    return whole >= ALIKE or (part >= WITHIN and min(len(_runs(a.text)), len(_runs(b.text))) >= ENOUGH)


def _age(d: Document) -> tuple[date, bool, str]:
    """The earliest report is the original; on one day, the one that credits nobody; then the smaller hash."""
    return d.published or date.max, bool(d.cites) or credit_of(d) is not None, d.sha256


def copies(documents: Iterable[Document]) -> dict[str, Copy]:
    """Which texts copy which: sha256 of the copy → :class:`Copy`. Copies of copies point to the first text of all.

    The result does not depend on the order of ``documents``.
    """
    by_sha = {d.sha256: d for d in documents}
    blocks: dict[str, list[str]] = {}
    for sha in sorted(by_sha):
        for key in copy_keys(by_sha[sha]):
            blocks.setdefault(key, []).append(sha)
    near: dict[str, set[str]] = {}
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for n, a in enumerate(block):
            for b in block[n + 1 :]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    if is_copy(by_sha[a], by_sha[b]):
                        near.setdefault(a, set()).add(b)
                        near.setdefault(b, set()).add(a)
    return originals(by_sha, near)


def originals(by_sha: Mapping[str, Document], near: Mapping[str, Iterable[str]]) -> dict[str, Copy]:
    """From pairs of texts that are alike (sha256 → sha256s) to one original for each group: for a store that keeps the pairs."""
    found: dict[str, Copy] = {}
    done: set[str] = set()
    for start in sorted(near):
        if start in done:
            continue
        group, todo = {start}, [start]
        while todo:
            new = set(near.get(todo.pop(), ())) - group
            group |= new
            todo += new
        done |= group
        first = min((by_sha[s] for s in group), key=_age)
        for sha in sorted(group - {first.sha256}):
            whole, part = alike(by_sha[sha], first)
            share = f"{part:.0%} of the shorter text stands in the other" if part > 0 else "through other copies"
            name = first.publisher or first.id
            day = f" of {first.published.isoformat()}" if first.published else ""
            found[sha] = Copy(sha, first.sha256, round(whole, 3), f"repeats the text of {name}{day}: {share}")
    return found


def quotations(text: str) -> frozenset[str]:
    """The quotations of six words and more in a text, folded, so that two texts with the same one share a value."""
    found = (" ".join(_WORDS.findall(fold(m[1] or m[2]))) for m in _QUOTES.finditer(text))
    return frozenset(q for q in found if q.count(" ") >= QUOTE_WORDS - 1)
