"""Designators by their form: naming systems, warships by their prefix, classes of ships, calibres, bare shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.identity.arsenal import BESIDE, COMPANY, RUN, SURE, arsenal, fold, slug, steps
from sayso.identity.designation import HYPHENS, Designation, H, Runs, clean, edge, variant_end
from sayso.lexicons import load

_CALIBRE: Final = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)[ \u00a0-]?(?:mm|millimet(?:er|re)s?)(?![A-Za-z0-9])")
_SHIP_WORD: Final = r"(?:(?:[A-Z]\.)+|[A-Z][\w'’-]*)"
_SHIP_NAME: Final = re.compile(
    rf"[ \u00a0](?:the )?({_SHIP_WORD}(?:[ \u00a0]?(?:(?<=[ \u00a0.]){_SHIP_WORD}|(?<=[ \u00a0])(?:de|del|da|dos|von|of the|of))"
    r"(?=[ \u00a0,.;:)]|$))*)"
)
_SHAPE: Final = re.compile(
    rf"(?<![\w{H}/.])(?:[A-Z][A-Za-z]{{0,5}}(?:[/.][A-Z]{{1,3}})?[{H}]?\d{{1,4}}[A-Z]{{0,3}}|[A-Z]{{2,5}}[{H}][A-Z0-9]{{1,4}})"
    rf"(?:[{H}/][A-Z0-9]{{1,5}})*(?![\w])"
)
# Codes of the same shape that are groups, forums, roads, vaccines.
_NOT_SHAPES: Final = re.compile(
    r"M23|G-?\d{1,2}|E3|P5|B-?20|[2-6]G|COVID-19|H\d+N\d+|[AEMI]-\d{1,3}|Q[1-4]|FY\d+|Covid-19|AP\d|C-SPAN|AFP-\w+|[A-Z]+-led|UN-\w+|EU-\w+|US-\w+|UK-\w+|NATO-\w+"
)


@dataclass(frozen=True, slots=True)
class _System:
    name: str
    class_: str
    maker: str | None
    strength: int
    rest: re.Pattern[str]  # separator and figures, to be matched at the end of the prefix


@dataclass(frozen=True, slots=True)
class Systems:
    by_prefix: dict[str, tuple[tuple[str, _System], ...]]  # first run of the prefix → (whole prefix, system)
    ships: dict[str, str | None]


@cache
def systems() -> Systems:
    content = load("weapons/systems.yaml")
    between = {"hyphen": rf"[{H}]", "none": "", "loose": rf"[{H}]?", "any": rf"[{H} ]?"}
    table: dict[str, list[tuple[str, _System]]] = {}
    for entry in content["systems"]:
        rest = re.compile(rf"{between[entry['sep']]}(?:{entry['number']})(?!\d)")
        for prefix, class_ in entry["prefixes"].items():
            first = RUN.match(prefix)
            assert first is not None
            system = _System(
                entry["name"], class_, entry["maker"], BESIDE if entry.get("beside") else COMPANY if entry.get("weak") else SURE, rest
            )
            table.setdefault(first.group(), []).append((prefix, system))
    return Systems(
        by_prefix={k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in table.items()},
        ships={str(k): v for k, v in content["ships"].items()},
    )


def by_system(runs: Runs, k: int) -> Designation | None:
    """The designation that a naming system reads at run ``k``."""
    text, start = runs.text, runs.starts[k]
    for prefix, system in systems().by_prefix.get(text[start : runs.ends[k]], ()):
        if not text.startswith(prefix, start):
            continue
        stem = start + len(prefix)
        m = system.rest.match(text, stem)
        if not m:
            continue
        end = variant_end(text, m.end(), True, False)
        if not clean(text, start, end):
            end = m.end()
            if not clean(text, start, end):
                continue
        model = text[start : m.end()]
        tail = text[m.end() : end].strip(f"{HYPHENS} /")
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
            strength=system.strength,
            why=f"weapons/systems.yaml: {system.name}",
        )
    return None


def ship(runs: Runs, k: int) -> Designation | None:
    """A warship by its prefix and name: "USS Gerald R. Ford"."""
    text, start, end = runs.text, runs.starts[k], runs.ends[k]
    prefix = text[start:end]
    if prefix not in systems().ships or (start and text[start - 1].isalnum()):
        return None
    m = _SHIP_NAME.match(text, end)
    if not m or (len(prefix) < 3 and "." in m[1]):
        return None
    name = m[1].rstrip(".'’-")
    known = arsenal().ships.get(" ".join(steps(f"{prefix} {name}")))
    maker = systems().ships[prefix]
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


def ship_class(runs: Runs, k: int) -> Designation | None:
    """ "Kilo-class": the run ``k`` is "class"; the capitalised run before it is the name."""
    text = runs.text
    if k == 0 or text[runs.ends[k - 1] : runs.starts[k]] not in {*HYPHENS, " "}:
        return None
    first = k - 1
    if runs.words[first].isdigit() and first and runs.joined(first - 1):
        first -= 1
    start = runs.starts[first]
    name = text[start : runs.ends[k - 1]]
    if not text[start].isupper() or (start and text[start - 1].isalnum()) or not edge(text, runs.ends[k]):
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


def calibres(text: str) -> Iterator[Designation]:
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


def shaped(text: str, start: int, end: int) -> Designation | None:
    """A designator that no table and no naming system knows, by its shape alone: capitals and figures ("PSTAR-ER", "LH-10").
    Only to be asked right beside a noun for weapons. ``class_`` is "weapon"; the noun says more."""
    m = _SHAPE.fullmatch(text, start, end)
    if m is None or _NOT_SHAPES.fullmatch(m.group()) or not (re.search(r"\d", m.group()) or len(m.group()) > 5):
        return None
    stem = re.match(rf"[A-Za-z/.]+[{H}]?\d*", m.group())
    family = stem.group().rstrip(HYPHENS) if stem else m.group()
    tail = m.group()[len(family) :].strip(f"{HYPHENS}/")
    return Designation(
        start=start,
        end=end,
        text=m.group(),
        id=slug(m.group()),
        family=family,
        model=family,
        variant=tail or None,
        class_="weapon",
        maker=None,
        known=False,
        strength=BESIDE,
        why="a designator by its shape, beside a noun for weapons",
    )


def called(text: str, start: int, end: int) -> Designation:
    """A name that no table knows, where the grammar makes it a model's: "12 Skeldar patrol drones", "Skeldar (reconnaissance drone)"."""
    name = text[start:end]
    return Designation(
        start=start,
        end=end,
        text=name,
        id=slug(name),
        family=name,
        model=name,
        variant=None,
        class_="weapon",
        maker=None,
        known=False,
        strength=BESIDE,
        why="a name in no table, put to a noun for weapons",
    )
