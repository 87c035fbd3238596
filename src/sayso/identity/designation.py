"""What a designator is, and how its edges and its variant are read off the characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.identity.arsenal import RUN, fold

HYPHENS: Final = "-–‑‐−"
H: Final = r"\-–‑‐−"  # the same, inside a character class
# What may stand between two runs of one name: nothing, a hyphen, a blank (also a line break), a slash, a full stop, an apostrophe.
_SEPARATOR: Final = re.compile(rf"[{H}/.'’ʿ`&]?|[ \t\u00a0]\n?|\n| & ")


@dataclass(frozen=True, slots=True)
class Designation:
    """A designator as found: half-open character offsets and ``text`` are those of the text that was searched.

    ``id`` is the table's id, with the variant added where only the family or model is in the table; ``known`` says whether the
    whole designator, variant included, is in the table. ``class_`` is the codebook class; ``maker`` alpha-3 or None. ``model`` is
    None where only the family is named ("Shahed drones"). ``strength``: 0 stands by itself, 1 needs military company,
    2 needs a noun of its class beside it.
    """

    start: int
    end: int
    text: str
    id: str
    family: str
    model: str | None
    variant: str | None
    class_: str
    maker: str | None
    known: bool
    strength: int
    why: str
    calibre_mm: float | None = None
    ship: str | None = None  # the name of a single ship ("USS Carney"), which is no model

    @property
    def name(self) -> str | None:
        """The designation as a record keeps it: the words, with plain hyphens; None for a ship's own name and for a bare calibre."""
        if self.ship or (self.calibre_mm is not None and self.model is None):
            return None
        plain = re.sub(r"\s+", " ", re.sub(f"[{H}]", "-", self.text))
        # The table's "K9 howitzer" is the designation "K9": nouns in lower case at the end are no part of it.
        return re.sub(r"(?<=\w)(?: [a-z][a-z-]*)+$", "", plain) or plain


# Variants after a figure: "C", "MKI", "A6", "B3M", "PMU"; lower case only where the stem itself is in lower case.
_ATTACHED: Final = re.compile(r"[A-Z]{1,4}\d{0,3}(?:[A-Z]{1,2}\d?)?\+?|\+")
_ATTACHED_LOW: Final = re.compile(r"(?!s\b|mm\b|th\b|st\b|nd\b|rd\b|km\b|kg\b|cm\b|lb\b|am\b|pm\b)[a-z]{1,3}\d?(?![a-z0-9])")
_HYPHENED: Final = re.compile(
    rf"[{H}/](?:(?<=/)[A-Z]{{1,4}}[{H}]?\d{{2,4}}[A-Z]{{0,3}}|\d{{1,3}}[A-Z]{{0,2}}|[A-Z]{{1,4}}\d{{0,2}}[A-Z]?|M\d{{1,3}}(?:\.\d)?)(?![a-z])"
)
_EXTRA: Final = re.compile(
    r"[ -](?:Block|Blk|Batch|Flight|Mk\.?|Mark|Mod\.?|Tranche|Lot|Increment)[ -]?(?:\d{1,3}[A-Z]?\+?|[IVX]{1,4})(?![A-Za-z0-9])"
)
_NUMBER: Final = re.compile(rf"[{H}]?\d{{1,4}}(?![\d%])|[{H} ](?:III|II|IV|VI{{0,3}}|IX|I|V)(?![A-Za-z0-9])")
_SPACED: Final = re.compile(
    r" (?:\dx\d|[A-Z]-\d{1,2}|[A-Z]\d{1,2}[A-Z]?\d?|MKI|MKM|MKK2?|MK2|SMT|SM\d?|ER|NG|LR|MR|EM|PMU-?\d?|PAC-?\d|MSE|ADV|EVO|III|II|IV)"
    r"(?![A-Za-z0-9-])"
)


@dataclass(slots=True)
class Runs:
    """The runs of letters and of figures of one text: half-open offsets, and the folded words the trie walks on."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    @classmethod
    def of(cls, text: str) -> Runs:
        found = [(m.start(), m.end()) for m in RUN.finditer(text)]
        return cls(text, [a for a, _ in found], [b for _, b in found], [fold(text[a:b]) for a, b in found])

    def joined(self, k: int) -> bool:
        """Whether run ``k`` and the next may belong to one name."""
        start, end = self.ends[k], self.starts[k + 1]
        if _SEPARATOR.fullmatch(self.text, start, end):
            return True
        if self.text[start:end] == "," and self.text[start - 1].isdigit() and self.text[end].isdigit():  # "2,000-pound"
            return True
        # An initial or a short form: "Gerald R. Ford", "vz. 58".
        return self.text[start:end] == ". " and start - self.starts[k] <= 2


def edge(text: str, at: int) -> bool:
    """Whether a name may end at ``at``: not inside a word or number, a plural or possessive s apart."""
    return at >= len(text) or not (text[at].isalnum() or text[at] == "_")


def after_plural(text: str, at: int) -> bool:
    return text[at : at + 1] == "s" and edge(text, at + 1)


def plural_s(text: str, at: int) -> int:
    """The length of a plural s at ``at`` that belongs to the phrase and not to the designation ("Vipers")."""
    return int(after_plural(text, at))


def variant_end(text: str, end: int, figures: bool, numbered: bool) -> int:
    """Where the designator ends, its variant included; ``end`` is the end of the stem, ``figures`` says that it ends in a figure."""
    at = end
    low = False
    if figures:
        if m := _ATTACHED.match(text, at):
            if edge(text, m.end()) or after_plural(text, m.end()) or text[m.end() - 1] == "+":
                at = m.end()
        elif m := _ATTACHED_LOW.match(text, at):
            at, low = m.end(), True
    elif numbered and (m := _NUMBER.match(text, at)):
        at = m.end()
        if (n := _ATTACHED.match(text, at)) and (edge(text, n.end()) or after_plural(text, n.end())):
            at = n.end()
    if not low and (m := _HYPHENED.match(text, at)) and (edge(text, m.end()) or after_plural(text, m.end())):
        at = m.end()
    for _ in range(2):
        if (m := _EXTRA.match(text, at)) or (m := _SPACED.match(text, at)):
            at = m.end()
    return at


def clean(text: str, start: int, end: int) -> bool:
    """Whether both edges of ``text[start:end]`` are clean."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before == "_":
        return False
    # "ex-F-16" and "non-Shahed" are fine; "A-10-F-16" and "1-2S1" are parts of another code.
    if before in HYPHENS and start > 1 and (text[start - 2].isdigit() or text[start - 2].isupper()):
        word = re.search(r"[A-Za-z.]+$", text[: start - 1])
        if word is None or not re.search(r"[a-z.]", word.group()):
            return False
    if not (edge(text, end) or after_plural(text, end)):
        return False
    return not (text[end : end + 1] in {*HYPHENS} and text[end + 1 : end + 2].isdigit())
