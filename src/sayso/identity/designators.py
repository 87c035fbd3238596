"""Weapon designators: family, model, variant, calibre.

A designator is read in three steps, none of them fuzzy. First its *stem* is found: a name of the table ("Su-30", "Leopard 2",
"Shahed-136") or the prefix and number of a naming system ("AGM-179", "9M730"). Then the *variant* is read off the characters that
follow ("MKI", "A6", "C Block 52", "PMU-2"). Last the edges are checked: a designator never ends inside a word or a number.
So an unknown variant of a known family is understood, and "Leopard 2" is not "Leopard 2A6".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.identity.arsenal import BESIDE, COMPANY, RUN, SURE, Alias, Node, Term, Weapon, arsenal, fold, slug, steps
from sayso.lexicons import load

_HYPHENS: Final = "-–‑‐−"
# What may stand between two runs of one name: nothing, a hyphen, a blank (also a line break), a slash, a full stop, an apostrophe.
_SEPARATOR: Final = re.compile(r"[-–‑‐−/.'’ʿ`]?|[ \t\u00a0]\n?|\n")


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
        return re.sub(r"\s+", " ", re.sub(f"[{_HYPHENS}]", "-", self.text))


# Variants after a figure: "C", "MKI", "A6", "B3M", "PMU"; lower case only where the stem itself is in lower case.
_ATTACHED: Final = re.compile(r"[A-Z]{1,4}\d{0,3}(?:[A-Z]{1,2}\d?)?\+?|\+")
_ATTACHED_LOW: Final = re.compile(r"(?!s\b|mm\b|th\b|st\b|nd\b|rd\b|km\b|kg\b|cm\b|lb\b|am\b|pm\b)[a-z]{1,3}\d?(?![a-z0-9])")
_HYPHENED: Final = re.compile(rf"[{_HYPHENS}/](?:\d{{1,3}}[A-Z]{{0,2}}|[A-Z]{{1,4}}\d{{0,2}}[A-Z]?|M\d{{1,3}}(?:\.\d)?)(?![a-z])")
_EXTRA: Final = re.compile(
    r"[ -](?:Block|Blk|Batch|Flight|Mk\.?|Mark|Mod\.?|Tranche|Lot|Increment)[ -]?(?:\d{1,3}[A-Z]?\+?|[IVX]{1,4})(?![A-Za-z0-9])"
)
_SPACED: Final = re.compile(
    r" (?:[A-HJ-Z]\d{1,2}[A-Z]?\d?|A\d{1,2}[A-Z]?\d?|MKI|MKM|MKK2?|MK2|SMT|SM\d?|ER|NG|LR|MR|EM|PMU-?\d?|PAC-?\d|MSE|ADV|EVO|III|II|IV)(?![A-Za-z0-9-])"
)
_NUMBER: Final = re.compile(rf"[{_HYPHENS}]?\d{{1,4}}(?![\d%])|[{_HYPHENS} ](?:III|II|IV|VI{{0,3}}|IX|I|V)(?![A-Za-z0-9])")
_CALIBRE: Final = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)[ -\u00a0]?(?:mm|millimet(?:er|re)s?)(?![A-Za-z0-9])")
_SHIP_NAME: Final = re.compile(
    r"[ \u00a0](?:the[ ])?([A-Z][\w'’.-]*(?:[ \u00a0](?:[A-Z][\w'’-]*\.?|de|del|da|dos|von|of|al|el|ul|y)(?=[ \u00a0,.;:)]|$))*)"
)


@dataclass(frozen=True, slots=True)
class _System:
    name: str
    class_: str
    maker: str | None
    weak: bool
    rest: re.Pattern[str]  # separator and figures, to be matched at the end of the prefix


@dataclass(frozen=True, slots=True)
class _Systems:
    by_prefix: dict[str, tuple[tuple[str, _System], ...]]  # first run of the prefix → (whole prefix, system)
    ships: dict[str, str | None]


@cache
def _systems() -> _Systems:
    content = load("weapons/systems.yaml")
    between = {"hyphen": rf"[{_HYPHENS}]", "none": "", "loose": rf"[{_HYPHENS}]?", "any": rf"[{_HYPHENS} ]?"}
    table: dict[str, list[tuple[str, _System]]] = {}
    for entry in content["systems"]:
        rest = re.compile(rf"{between[entry['sep']]}(?:{entry['number']})(?!\d)")
        for prefix, class_ in entry["prefixes"].items():
            first = RUN.match(prefix)
            assert first is not None
            system = _System(entry["name"], class_, entry["maker"], bool(entry.get("weak", False)), rest)
            table.setdefault(first.group(), []).append((prefix, system))
    return _Systems(
        by_prefix={k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in table.items()},
        ships={str(k): v for k, v in content["ships"].items()},
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
        return _SEPARATOR.fullmatch(self.text, self.ends[k], self.starts[k + 1]) is not None


@dataclass(frozen=True, slots=True)
class Found:
    """One match of the scan: a designation, or a term with its offsets. ``last`` is the index of its last run."""

    start: int
    end: int
    designation: Designation | None = None
    term: Term | None = None
    also: tuple[Term, ...] = ()  # other readings of the same words ("fuel" is a head and a part)


def _edge(text: str, at: int) -> bool:
    """Whether a name may end at ``at``: not inside a word or number, a plural or possessive s apart."""
    return at >= len(text) or not (text[at].isalnum() or text[at] == "_")


def _after_plural(text: str, at: int) -> bool:
    return text[at : at + 1] == "s" and _edge(text, at + 1)


def _plural_s(text: str, at: int) -> int:
    """The length of a plural s at ``at`` that belongs to the phrase and not to the designation ("Vipers")."""
    return int(_after_plural(text, at))


def _letters_fit(got: str, want: str, figures: bool, hyphened: bool) -> bool:
    """Whether one printed run of letters may stand for one of the alias."""
    if want.isdigit():  # a Roman numeral for a figure ("Fatah-II")
        return got.isupper() or got == want
    if fold(got) != fold(want):  # the walk let a plural through
        got = got[: len(want)]
    if got == want or got.isupper() or want.islower():
        return True
    if figures and hyphened:  # "su-35", "shahed-136": nothing else is spelt so
        return True
    # "Himars" for HIMARS: British papers write long acronyms as names; "Mig 29" for MiG.
    return got[0].isupper() and got[1:].islower() and (len(want) >= 4 or figures)


def _surface_fits(surface: str, alias: str) -> bool:
    """Whether the letters as printed may stand for ``alias``: names want their capital, acronyms theirs."""
    printed, wanted = RUN.findall(surface), RUN.findall(alias)
    figures = any(run.isdigit() for run in wanted)
    hyphened = any(h in surface for h in _HYPHENS)
    return len(printed) == len(wanted) and all(
        _letters_fit(got, want, figures, hyphened) for got, want in zip(printed, wanted, strict=True)
    )


def _variant(text: str, end: int, figures: bool, numbered: bool) -> int:
    """Where the designator ends, its variant included; ``end`` is the end of the stem, ``figures`` says that it ends in a figure."""
    at = end
    low = False
    if figures:
        if m := _ATTACHED.match(text, at):
            if _edge(text, m.end()) or _after_plural(text, m.end()) or text[m.end() - 1] == "+":
                at = m.end()
        elif m := _ATTACHED_LOW.match(text, at):
            at, low = m.end(), True
    elif numbered and (m := _NUMBER.match(text, at)):
        at = m.end()
        if (n := _ATTACHED.match(text, at)) and (_edge(text, n.end()) or _after_plural(text, n.end())):
            at = n.end()
    if not low and (m := _HYPHENED.match(text, at)) and (_edge(text, m.end()) or _after_plural(text, m.end())):
        at = m.end()
    for _ in range(2):
        if (m := _EXTRA.match(text, at)) or (m := _SPACED.match(text, at)):
            at = m.end()
    return at


def _clean(text: str, start: int, end: int) -> bool:
    """Whether both edges of ``text[start:end]`` are clean."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before == "_":
        return False
    # "ex-F-16" and "non-Shahed" are fine; "A-10-F-16" and "1-2S1" are parts of another code.
    if before in _HYPHENS and start > 1 and (text[start - 2].isdigit() or text[start - 2].isupper()):
        word = re.search(r"[A-Za-z.]+$", text[: start - 1])
        if word is None or not re.search(r"[a-z.]", word.group()):
            return False
    if not (_edge(text, end) or _after_plural(text, end)):
        return False
    return not (text[end : end + 1] in {*_HYPHENS} and text[end + 1 : end + 2].isdigit())


def _make(text: str, start: int, stem: int, end: int, alias: Alias) -> Designation:
    weapon = alias.weapon
    family_only = weapon.name == weapon.family and weapon.numbered
    printed = steps(text[start:end])
    model = steps(weapon.name)
    tail = text[stem:end].strip(f"{_HYPHENS} /")
    known = not tail
    # A longer name of the same model is the model and a variant ("S-300PT" of S-300).
    if printed[: len(model)] == model and len(steps(alias.text)) > len(model):
        runs = list(RUN.finditer(text, start, end))
        tail = text[runs[len(model) - 1].end() : end].strip(f"{_HYPHENS} /")
    name = f"{weapon.name}{text[stem:end]}"
    if not known and (exact := arsenal().by_id.get(slug(name))) is not None:
        weapon, known, tail, family_only = exact, True, "", False
    return Designation(
        start=start,
        end=end,
        text=text[start:end],
        id=weapon.id if known else f"{weapon.id}-{slug(tail)}",
        family=weapon.family,
        model=(name if tail else None) if family_only else weapon.name,
        variant=None if family_only or not tail else tail,
        class_=weapon.class_,
        maker=weapon.maker,
        known=known,
        strength=alias.strength,
        why=f"{weapon.file}#{weapon.id}" + (f" with the variant {tail!r}" if tail and not known else ""),
    )


def _named(runs: Runs, k: int, last: int, aliases: list[Alias]) -> Designation | None:
    """The designation that runs ``k`` … ``last`` spell, if their case and edges allow it."""
    text, start, stem = runs.text, runs.starts[k], runs.ends[last]
    surface = text[start:stem]
    fitting = [a for a in aliases if _surface_fits(surface, a.text)]
    if not fitting:
        return None
    alias = min(fitting, key=lambda a: (a.strength, a.text != surface))
    end = _variant(text, stem, text[stem - 1].isdigit(), alias.weapon.numbered)
    # A plural s belongs to the noun phrase, not to the designation ("Vipers" → "Viper").
    plural = fold(surface).endswith("s") and not fold(alias.text).endswith("s") and end == stem
    if not _clean(text, start, end):
        if end == stem or not _clean(text, start, stem):
            return None
        end = stem
    return _make(text, start, stem - plural, end - plural, alias)


def _by_system(runs: Runs, k: int) -> Designation | None:
    """The designation that a naming system reads at run ``k``."""
    text, start = runs.text, runs.starts[k]
    systems = _systems()
    for prefix, system in systems.by_prefix.get(text[start : runs.ends[k]], ()):
        if not text.startswith(prefix, start):
            continue
        stem = start + len(prefix)
        m = system.rest.match(text, stem)
        if not m:
            continue
        end = _variant(text, m.end(), True, False)
        if not _clean(text, start, end):
            end = m.end()
            if not _clean(text, start, end):
                continue
        model = text[start : m.end()]
        tail = text[m.end() : end].strip(f"{_HYPHENS} /")
        return Designation(
            start=start,
            end=end,
            text=text[start:end],
            id=slug(text[start:end]),
            family=model,
            model=model,
            variant=tail or None,
            class_=system.class_,
            maker=system.maker,
            known=False,
            strength=COMPANY if system.weak else SURE,
            why=f"weapons/systems.yaml: {system.name}",
        )
    return None


def _ship(runs: Runs, k: int) -> Designation | None:
    """A warship by its prefix and name: "USS Gerald R. Ford"."""
    text, start, end = runs.text, runs.starts[k], runs.ends[k]
    prefix = text[start:end]
    if prefix not in _systems().ships or (start and text[start - 1].isalnum()):
        return None
    m = _SHIP_NAME.match(text, end)
    if not m or (len(prefix) < 3 and "." in m[1]):
        return None
    name = m[1].rstrip(".'’-")
    known = arsenal().ships.get(" ".join(steps(f"{prefix} {name}")))
    maker = _systems().ships[prefix]
    return Designation(
        start=start,
        end=m.start(1) + len(name),
        text=text[start : m.start(1) + len(name)],
        id=known.id if known else slug(f"{prefix} {name}"),
        family=known.family if known else prefix,
        model=None,
        variant=None,
        class_=known.class_ if known else "weapon.ship",
        maker=maker,
        known=known is not None,
        # Two letters are too little by themselves ("FS", "JS", "HS", "KD", "LÉ").
        strength=SURE if len(prefix) >= 3 else COMPANY,
        why=f"a warship's name after {prefix!r}",
        ship=name,
    )


def _ship_class(runs: Runs, k: int) -> Designation | None:
    """ "Kilo-class": the run ``k`` is "class"; the capitalised run before it is the name."""
    text = runs.text
    if k == 0 or text[runs.ends[k - 1] : runs.starts[k]] not in {*_HYPHENS, " "}:
        return None
    first = k - 1
    if runs.words[first].isdigit() and first and runs.joined(first - 1):
        first -= 1
    start = runs.starts[first]
    name = text[start : runs.ends[k - 1]]
    if not text[start].isupper() or (start and text[start - 1].isalnum()) or not _edge(text, runs.ends[k]):
        return None
    known = arsenal().classes_of_ships.get(fold(name))
    return Designation(
        start=start,
        end=runs.ends[k],
        text=text[start : runs.ends[k]],
        id=known.id if known else slug(f"{name}-class"),
        family=known.family if known else f"{name}-class",
        model=known.name if known else f"{name}-class",
        variant=None,
        class_=known.class_ if known else "weapon.ship",
        maker=known.maker if known else None,
        known=known is not None,
        strength=SURE if known else BESIDE,
        why=known.file + "#" + known.id if known else "a class of ships, by the word 'class'",
    )


def _calibres(text: str) -> Iterator[Designation]:
    for m in _CALIBRE.finditer(text):
        yield Designation(
            start=m.start(),
            end=m.end(),
            text=m.group(),
            id=f"{m[1].replace(',', '.')}mm",
            family=f"{m[1]} mm",
            model=None,
            variant=None,
            # From 57 mm on it is a gun's calibre, below a small arm's or an autocannon's.
            class_="weapon.ammunition.shell" if float(m[1].replace(",", ".")) >= 57 else "weapon.ammunition",
            maker=None,
            known=True,
            strength=BESIDE,
            why="a calibre in millimetres",
            calibre_mm=float(m[1].replace(",", ".")),
        )


def _term_fits(text: str, start: int, end: int, terms: list[Term]) -> list[Term]:
    before = text[start - 1] if start else " "
    if before.isalnum() or not _edge(text, end):
        return []
    surface = text[start:end]
    bare = surface[:-1] if surface.endswith("s") else surface
    return [t for t in terms if not t.exact or surface == t.text or bare == t.text or surface.upper() == surface]


def scan(text: str) -> list[Found]:
    """Everything of the lexicon in ``text``, left to right, longest first, without overlaps."""
    runs = Runs.of(text)
    root, systems = arsenal().root, _systems()
    found: list[Found] = [Found(d.start, d.end, designation=d) for d in _calibres(text)]
    calibres = [(d.start, d.end) for d in found]
    k, n = 0, len(runs.words)
    while k < n:
        node: Node | None = root.next.get(runs.words[k])
        best: Found | None = None
        last = k
        ends: list[tuple[int, Node]] = []
        while node is not None:
            if node.aliases or node.terms:
                ends.append((last, node))
            if last + 1 >= n or not runs.joined(last):
                break
            last += 1
            node = node.next.get(runs.words[last])
        for at, node in reversed(ends):
            if node.aliases and (named := _named(runs, k, at, node.aliases)):
                best = Found(named.start, named.end + _plural_s(text, named.end), designation=named)
                break
            if node.terms and (terms := _term_fits(text, runs.starts[k], runs.ends[at], node.terms)):
                best = Found(runs.starts[k], runs.ends[at], term=terms[0], also=tuple(terms[1:]))
                break
        if best is None:
            word = text[runs.starts[k] : runs.ends[k]]
            # A prefix such as "9M" or "2S" is a figure and the letters run on to it.
            other: Designation | None = None
            if word in systems.by_prefix:
                other = _by_system(runs, k)
            if other is None and word in systems.ships:
                other = _ship(runs, k)
            if other is None and runs.words[k] == "class":
                other = _ship_class(runs, k)
            if other is not None:
                best = Found(other.start, other.end + _plural_s(text, other.end), designation=other)
        if best is not None:
            while found and found[-1].start >= best.start and found[-1].start not in {a for a, _ in calibres}:
                found.pop()
            found.append(best)
            k = max(k + 1, bisect_left(runs.starts, best.end))
        else:
            k += 1
    found.sort(key=lambda f: (f.start, -f.end))
    out: list[Found] = []
    for f in found:
        if not out or f.start >= out[-1].end:
            out.append(f)
    return out


def find_designations(text: str) -> tuple[Designation, ...]:
    """Every designator of ``text``, in order, whatever company it keeps (see ``Designation.strength``)."""
    return tuple(f.designation for f in scan(text) if f.designation is not None)


def parse_designation(text: str) -> Designation | None:
    """The designator in ``text``, a phrase such as "F-16C Block 52" or "9M133 Kornet"; None where there is none.

    Where several stand in the phrase, the one that says most: in the table before by form only, with figures before without, then the longest.
    """
    found = find_designations(text)
    if not found:
        return None
    return max(found, key=lambda d: (d.model is not None, not d.why.startswith("weapons/systems"), d.end - d.start, -d.start))


def weapon_of(designation: Designation) -> Weapon | None:
    """The line of the table behind a designation: the model's, or its family's where the variant is unknown."""
    by_id = arsenal().by_id
    key = designation.id
    while key not in by_id and "-" in key:
        key = key.rpartition("-")[0]
    return by_id.get(key)
