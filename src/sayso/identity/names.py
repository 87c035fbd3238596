"""The table of names: every lexicon entry folded into phrases of pieces, and what each phrase can mean.

A *piece* is a word of the text without its hyphens and possessive, folded (no accents, apostrophes or case); an abbreviation with
points is one piece ("U.S." → "us"). Matching works on pieces of the stored text, not on tokens, so it does not depend on how the
language room splits words. Case is kept beside the piece: "us" is no state, "US" is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sayso.lexicons import load

FOLDER = "actors"
_SPECIAL = str.maketrans({"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th"})
_APOSTROPHES = "'’‘ʼʻ`´"
_PIECE = re.compile(
    r"(?P<abbr>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w.]))?|[A-Z]\.[A-Z](?![\w.]))"
    rf"|(?P<word>[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*)"
    r"|(?P<sign>[&,;:()$€£%/+])"
)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A folded word of a text with its offsets and case: U (capitals only), T (a capital first), m (mixed), l (none), n (no letters)."""

    fold: str
    start: int
    end: int
    case: str
    possessive: bool = False  # followed by 's
    dotted: bool = False  # written with points ("U.S.")


class Reading(NamedTuple):
    """One thing that a phrase can mean. ``first``/``last`` are ISO dates, inclusive; None is open.

    A named tuple, not a dataclass: fifteen thousand are made when the table is built, and it makes them five times faster.
    """

    id: str
    kind: str  # state, group, organisation, person, media, firm, place, region
    sector: str | None
    state: str | None
    entry: str  # lexicon file and key, for explanations
    adjectival: bool = False
    people: bool = False  # a people ("Iranians"): private persons of the state
    weak: bool = False
    article: bool = False
    shape: str = ""  # case that each piece must have in the text
    first: str | None = None
    last: str | None = None
    person: str | None = None  # slug of the person's own name
    alone: bool = True  # False: a surname that is an ordinary word, only after a title or the full name
    capital: bool = False  # a seat of government

    def holds(self, on: str | None) -> bool:
        return on is None or ((self.first is None or self.first <= on) and (self.last is None or on <= self.last))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, accents, apostrophes and points: "Sana'a" and "Sanaa", "U.S." and "US" are one."""
    if word.isascii():
        out = word.casefold()
    else:
        plain = unicodedata.normalize("NFKD", word.translate(_SPECIAL))
        out = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    for c in _APOSTROPHES + ".":
        if c in out:
            out = out.replace(c, "")
    return out


def _case(word: str) -> str:
    if word.islower():
        return "l"
    if word.isupper():
        return "U" if sum(map(str.isalpha, word)) > 1 or "." in word else "T"
    if not any(map(str.isalpha, word)):
        return "n"
    return "T" if word[0].isupper() and word[1:].islower() else "m"


def pieces(text: str) -> list[Piece]:
    """The pieces of ``text`` in order, with offsets into it."""
    out = []
    for m in _PIECE.finditer(text):
        raw, start, end = m.group(), m.start(), m.end()
        owned = False
        if m.lastgroup == "word" and _POSSESSIVE.search(raw):
            raw, end, owned = raw[:-2], end - 2, True
        if m.lastgroup == "sign":
            out.append(Piece("and" if raw == "&" else raw, start, end, "n"))
            continue
        out.append(Piece(fold(raw), start, end, _case(raw), owned, m.lastgroup == "abbr"))
    return out


def slug(name: str) -> str:
    """The identity made of a name that is in no lexicon: "Raúl Gorrín" → "raul-gorrin", without a leading article."""
    words = [fold(w) for w in re.findall(r"[^\W_]+(?:['’ʼ][^\W_]+)*", _POSSESSIVE.sub("", name))]
    words = [w.removesuffix("'s") for w in words if w]
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return "-".join(words)


Phrase = tuple[str, ...]


class Names:
    """Phrases → readings. ``longest[first piece]`` is the length of the longest phrase that begins so."""

    def __init__(self) -> None:
        self.table: dict[Phrase, list[Reading]] = {}
        self.longest: dict[str, int] = {}
        self.display: dict[str, str] = {}
        self.alias: dict[str, str] = {}
        self.homes: dict[str, str] = {}  # id → home state
        self.members: dict[str, list[Any]] = {}
        self.near: dict[str, tuple[str, ...]] = {}  # id → ids whose mention makes its weak names readable

    def add(self, name: str, reading: Reading) -> None:
        article = name.startswith("the ")
        found = pieces(name[4:] if article else name)
        phrase: list[str] = []
        shape = []
        for p in found:
            phrase.append(p.fold)
            # Capitals are demanded of acronyms only: "IRAN" in a headline is Iran, "us" is not the US.
            small = len(p.fold) <= 4
            shape.append("U" if p.case == "U" and len(p.fold) <= 5 else "m" if p.case == "m" and small else "T" if p.case in "UTm" else "n")
        if not phrase:
            return
        key = tuple(phrase)
        made = reading._replace(article=article or reading.article, shape="".join(shape))
        have = self.table.setdefault(key, [])
        if made not in have:
            have.append(made)
        self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))

    def fits(self, reading: Reading, text: list[Piece]) -> bool:
        """Whether the case of the text's pieces allows this reading: the first capital of the name must stand in the text."""
        first = True
        for want, piece in zip(reading.shape, text, strict=True):
            if want == "n":
                continue
            if want == "U" and (piece.case != "U" and not (piece.case == "m" and len(piece.fold) > 3)):
                return False
            if want == "m" and piece.case != "m":
                return False
            if want == "T" and first and piece.case not in "UTm":
                return False
            first = False
        return True


def _listed(value: Any) -> list[str]:
    return [str(v) for v in value or []]


def _entries(name: str) -> Iterable[dict[str, Any]]:
    return load(f"{FOLDER}/{name}.yaml") or []


@cache
def names() -> Names:
    """The one table, built from every lexicon in ``lexicons/actors`` (about 0.1 s, once a process)."""
    table = Names()
    for add in (_countries, _bodies, _groups, _organisations, _regions, _firms, _media, _holders, _places):
        add(table)
    return table


def _countries(table: Names) -> None:
    for e in _entries("countries"):
        a3, where = str(e["id"]), f"actors/countries.yaml#{e['id']}"
        table.display[a3] = str(e["name"])
        table.homes[a3] = a3
        for key in ("id", "alpha2"):
            table.alias[str(e[key]).casefold()] = a3
        state = Reading(a3, "state", None, a3, where)
        for n in _listed(e["names"]):
            table.add(n, state)
        for n in _listed(e.get("weak")):
            table.add(n, state._replace(weak=True))
        for n in _listed(e.get("adjectives")):
            table.add(n, state._replace(adjectival=True))
        for n in _listed(e.get("people")):
            table.add(n, state._replace(adjectival=n in (e.get("adjectives") or []), people=True, sector="CVL"))
        for n in _listed(e.get("capitals")):
            if n not in e["names"]:
                table.add(n, state._replace(kind="place", capital=True, weak=n in (e.get("weak") or [])))


def _named(table: Names, e: dict[str, Any], reading: Reading) -> None:
    near = tuple(_listed(e.get("near")) + ([e["parent"]] if e.get("parent") else []))
    if near:
        table.near[reading.id] = near
    for n in _listed(e.get("names")):
        table.add(n, reading)
    for n in _listed(e.get("weak")):
        table.add(n, reading._replace(weak=True))
    for n in _listed(e.get("adjectives")):
        table.add(n, reading._replace(adjectival=True))


def _bodies(table: Names) -> None:
    for file in ("governments", "forces"):
        for e in _entries(file):
            where = f"actors/{file}.yaml#{e['state']}-{e['sector']}"
            _named(table, e, Reading(e["state"], "state", e["sector"], e["state"], where, first=e.get("from"), last=e.get("to")))


def _groups(table: Names) -> None:
    for e in _entries("groups"):
        table.display[e["id"]] = e["name"]
        if e.get("state"):
            table.homes[e["id"]] = e["state"]
        base = Reading(e["id"], "group", e.get("sector"), e.get("state"), f"actors/groups.yaml#{e['id']}")
        other = e.get("as")
        if other:
            _named(table, e, base._replace(last=_before(other.get("from"))))
            _named(table, e, base._replace(id=other["id"], sector=other.get("sector"), first=other.get("from"), last=other.get("to")))
        else:
            _named(table, e, base)


def _before(day: str | None) -> str | None:
    from datetime import timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


def _organisations(table: Names) -> None:
    for e in _entries("organisations"):
        table.display[e["id"]] = e["name"]
        table.members[e["id"]] = list(e.get("members") or [])
        _named(table, e, Reading(e["id"], "organisation", e.get("sector"), None, f"actors/organisations.yaml#{e['id']}"))


def _regions(table: Names) -> None:
    for e in _entries("regions"):
        table.display[e["id"]] = e["name"]
        table.members[e["id"]] = list(e.get("members") or [])
        _named(table, e, Reading(e["id"], e["kind"], None, None, f"actors/regions.yaml#{e['id']}"))


def _firms(table: Names) -> None:
    for e in _entries("firms"):
        table.display[e["id"]] = e["name"]
        if e.get("state"):
            table.homes[e["id"]] = e["state"]
        _named(table, e, Reading(e["id"], "firm", "BUS", e.get("state"), f"actors/firms.yaml#{e['id']}"))


def _media(table: Names) -> None:
    for e in _entries("media"):
        table.display[e["id"]] = e["name"]
        if e.get("state"):
            table.homes[e["id"]] = e["state"]
        _named(table, e, Reading(e["id"], "media", "MED", e.get("state"), f"actors/media.yaml#{e['id']}"))


def _holders(table: Names) -> None:
    """Office holders: in office a person stands for the state, before and after for himself."""
    for e in _entries("holders"):
        own = slug(e["name"])
        table.display[own] = e["name"]
        if e.get("state"):
            table.homes[own] = e["state"]
        spellings = [e["name"], *_listed(e.get("names"))]
        short = _listed(e.get("short")) if "short" in e else [e["name"].split()[-1]]
        alone = bool(e.get("alone", True))
        where = f"actors/holders.yaml#{own}"
        for full, forms in ((True, spellings), (False, short)):
            for n in forms:
                private = Reading(own, "person", None, e.get("state"), where, person=own, alone=full or alone)
                for term in e["terms"]:
                    group = term.get("group")
                    public = private._replace(
                        id=group or term.get("state") or e["state"],
                        sector=term.get("sector", "GOV") if not group else None,
                        first=term.get("from"),
                        last=term.get("to"),
                    )
                    table.add(n, public)
                table.add(n, private)


def place_pairs() -> Iterator[tuple[str, str, list[str]]]:
    """(state or region id, name, other spellings) of every place in the lexicons."""
    for file in ("places", "cities"):
        for a3, listed in (load(f"{FOLDER}/{file}.yaml") or {}).items():
            for item in listed:
                if isinstance(item, dict):
                    for n, others in item.items():
                        yield str(a3), str(n), _listed(others)
                else:
                    yield str(a3), str(item), []


def _places(table: Names) -> None:
    sure: set[str] = set()
    waiting: list[tuple[str, Reading, str]] = []
    for a3, name, others in place_pairs():
        code = a3.lstrip("?")
        reading = Reading(code, "place", None, code, f"actors/places.yaml#{name}", weak=a3.startswith("?"))
        for n in (name, *others):
            if reading.weak:
                waiting.append((n, reading, name))
            else:
                sure.add(n)
                table.add(n, reading)
    for n, reading, _ in waiting:
        if n not in sure:
            table.add(n, reading)
