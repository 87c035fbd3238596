"""The weapons table and the generic nouns, loaded once from ``lexicons/weapons/``.

A *weapon* is one line of the table: a family ("Leopard"), a model ("Leopard 2") or a variant that has a name of its own
("Leopard 2A6"). A *term* is a generic noun or modifier ("drone", "anti-tank"). Both are kept in one trie whose steps are the
runs of letters or digits in a text, so that hyphens, spaces and their absence are alike: "Su-35", "Su 35" and "Su35" are the
steps ``su`` → ``35``. What may stand between two runs, and which case counts, is decided after the walk.
"""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from sayso.errors import LexiconError
from sayso.lexicons import load, load_folder

CLASSES: Final = frozenset(
    [
        "weapon",
        "weapon.uav",
        "weapon.uav.loitering",
        "weapon.uav.recon",
        "weapon.missile",
        "weapon.missile.ballistic",
        "weapon.missile.ballistic.short-range",
        "weapon.missile.cruise",
        "weapon.missile.anti-ship",
        "weapon.missile.anti-tank",
        "weapon.air-defence",
        "weapon.artillery",
        "weapon.artillery.rocket",
        "weapon.ammunition",
        "weapon.ammunition.shell",
        "weapon.armour",
        "weapon.armour.tank",
        "weapon.aircraft",
        "weapon.aircraft.fighter",
        "weapon.aircraft.helicopter",
        "weapon.ship",
        "weapon.ship.submarine",
        "weapon.small-arms",
        "weapon.explosive",
        "weapon.sensor",
        "weapon.nuclear",
        "component",
        "component.engine",
        "component.electronics",
        "technology",
        "fuel",
        "equipment",
        "personnel",
        "aid",
    ]
)

# Files of the folder that are not tables of weapons.
_OTHER: Final = {"weapons/generic.yaml", "weapons/systems.yaml", "weapons/nationalities.yaml", "weapons/phrase-words.yaml"}

RUN: Final = re.compile(r"[^\W\d_]+|\d+")

_REGISTER: Final = "SIPRI Arms Transfers Database"

# How sure a name is by itself.
SURE, COMPANY, BESIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Weapon:
    """One line of the table. ``maker`` is alpha-3 (None: made by many); ``sipri`` and ``unroca`` are the registers' categories."""

    id: str
    name: str
    family: str
    maker: str | None
    class_: str
    sipri: str | None
    unroca: str | None
    source: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...]  # names that count only in military company
    beside: tuple[str, ...]  # names that count only beside a noun of their class ("Grad rockets")
    file: str
    numbered: bool  # "<name>-<number>" is another model of this family


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of a weapon as the trie keeps it."""

    weapon: Weapon
    text: str
    strength: int  # SURE, COMPANY or BESIDE


@dataclass(frozen=True, slots=True)
class Term:
    """A generic noun, a modifier, or a phrase that only looks like goods."""

    kind: str  # "head", "modifier", "light", "part", "void"
    text: str
    class_: str = ""
    strength: int = SURE
    exact: bool = False  # an acronym: its case counts
    narrows: tuple[tuple[str, str], ...] = ()  # modifiers: (class of the head, class that results)
    near: re.Pattern[str] | None = None  # must stand near by
    far: re.Pattern[str] | None = None  # must not


@dataclass(slots=True)
class Node:
    next: dict[str, Node] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Arsenal:
    """Everything the matcher needs. ``root`` is the trie; the sets hold lower-case words."""

    root: Node
    weapons: tuple[Weapon, ...]
    by_id: dict[str, Weapon]
    ships: dict[str, Weapon]  # single ships by prefix and name, folded: "uss gerald r ford"
    classes_of_ships: dict[str, Weapon]
    event_hosts: frozenset[str]
    goods_hosts: frozenset[str]
    void_after: frozenset[str]
    owners: frozenset[str]
    cues: re.Pattern[str]


def fold(word: str) -> str:
    """Lower case without accents: "Grad" and "GRAD", "Caesar" and "César" are one step of the trie."""
    low = word.lower()
    return low if low.isascii() else "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def steps(text: str) -> list[str]:
    return [low if (low := run.lower()).isascii() else fold(run) for run in RUN.findall(text)]


def slug(name: str) -> str:
    """The id made from a name: lower case, runs of anything else become one hyphen ("S-300PMU-2" → "s-300pmu-2")."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9+]+", "-", plain).strip("-")


_ROMAN: Final = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi", "7": "vii", "8": "viii", "9": "ix"}
_NUMBERED_NAME: Final = re.compile(r"^(.*[^\W\d_]{4,})[ -]([1-9])$")


def _weapon(entry: dict[str, Any], group: dict[str, Any], file: str) -> Weapon:
    given = {**group, **entry}
    try:
        name = str(given["name"])
        class_ = str(given["class"])
        source = str(given["source"])
    except KeyError as error:
        raise LexiconError(f"An entry of {file} lacks {error}: {entry}", "Give it there or in its group.") from error
    if class_ not in CLASSES:
        raise LexiconError(f"{file}: {name} has the class {class_!r}", "Use a dotted path of the codebook's list.")
    weak = tuple(map(str, entry.get("weak", ())))
    beside = tuple(map(str, entry.get("beside", ())))
    if name.endswith("-class"):
        beside = (*beside, name.removesuffix("-class"))
    return Weapon(
        id=str(entry.get("id") or slug(name)),
        name=name,
        family=str(entry.get("family") or group.get("family") or name),
        maker=given.get("maker"),
        class_=class_,
        sipri=given.get("sipri"),
        unroca=given.get("unroca"),
        source=source,
        aliases=tuple(dict.fromkeys([name, *map(str, entry.get("aka", ())), *weak, *beside])),
        weak=weak,
        beside=beside,
        file=file,
        numbered=bool(entry.get("numbered", False)),
    )


def _siblings(entry: dict[str, Any], group: dict[str, Any], file: str) -> Iterator[Weapon]:
    """The entry, and the further models of its ``also`` that share its class, maker and source ("F-17|F17 torpedo": name, other names)."""
    others = [[str(n) for n in str(names).split("|")] for names in entry.get("also", ())]
    keys = [{tuple(steps(n)) for n in names} for names in others]
    elsewhere = {key for each in keys for key in each}

    def own(key: str, names: set[tuple[str, ...]] | None) -> list[str]:
        return [
            n for n in map(str, entry.get(key, ())) if (tuple(steps(n)) not in elsewhere if names is None else tuple(steps(n)) in names)
        ]

    yield _weapon({**entry, "weak": own("weak", None), "beside": own("beside", None)}, group, file)
    shared = {k: v for k, v in entry.items() if k in {"class", "maker", "sipri", "unroca", "source"}}
    for names, own_keys in zip(others, keys, strict=True):
        given = {"name": names[0], "aka": names[1:], "weak": own("weak", own_keys), "beside": own("beside", own_keys)}
        weapon = _weapon({**given, "family": str(entry.get("family") or names[0])}, {**group, **shared}, file)
        # The lead's page may only mention them; what SIPRI counts as a major arm stands in its register by designation.
        yield replace(weapon, source=f"{weapon.source}; {_REGISTER}") if weapon.sipri and _REGISTER not in weapon.source else weapon


def _add(root: Node, words: list[str]) -> Node:
    node = root
    for word in words:
        node = node.next.setdefault(word, Node())
    return node


def _plural(noun: str) -> str:
    if re.search(r"(?:s|x|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"


_SHIP_WORD: Final = re.compile(r"\d|class|\b[A-Z]{4,}\b|\b(?:ship|boat|carrier|frigate|corvette|destroyer|submarine|craft)\b")
_SHORT: Final = re.compile(r"[A-Za-z][ -]?\d|[A-Za-z]\d{2}")


def _strength(weapon: Weapon, alias: str, key: tuple[str, ...], weak: set[tuple[str, ...]], beside: set[tuple[str, ...]]) -> int:
    """How sure an alias is: as the entry says (spelling before its sound: "MILAN" is not "Milan"), else by its form."""
    if alias in weapon.beside:
        return BESIDE
    if alias in weapon.weak:
        return COMPANY
    if key in beside:
        return BESIDE
    # Classes of ships are called after places and people; without the word "class" such a name needs a ship's noun.
    if weapon.class_.startswith("weapon.ship") and not _SHIP_WORD.search(alias):
        return SURE if weapon.file == "weapons/named-ships.yaml" else BESIDE
    # One letter and one figure, or a letter run on to figures ("K9", "M1", "B2"), is also a road, a dog or a vitamin.
    return COMPANY if key in weak or _SHORT.fullmatch(alias) else SURE


def _add_weapon(root: Node, weapon: Weapon) -> None:
    weak = {tuple(steps(n)) for n in weapon.weak}
    beside = {tuple(steps(n)) for n in weapon.beside}
    for alias in weapon.aliases:
        key = steps(alias)
        if not key:
            raise LexiconError(f"{weapon.file}: {weapon.id} has an empty alias {alias!r}", "Write it with letters or figures.")
        kept = Alias(weapon, alias, _strength(weapon, alias, tuple(key), weak, beside))
        node = _add(root, key[:-1])
        _add(node, key[-1:]).aliases.append(kept)
        if alias[-1].isalpha():
            _add(node, [_plural(key[-1])]).aliases.append(kept)
        if found := _NUMBERED_NAME.match(alias):
            _add(node, [_ROMAN[found[2]]]).aliases.append(kept)


def _add_head(root: Node, noun: str, term: Term, only: bool) -> None:
    _add(root, steps(noun)).terms.append(term)
    if not only:
        key = steps(noun)
        _add(root, [*key[:-1], _plural(key[-1])]).terms.append(term)


def _any_of(words: list[str] | None) -> re.Pattern[str] | None:
    """A pattern for any of ``words`` as a whole word, or as its beginning where it ends in "*"."""
    if not words:
        return None
    parts = "|".join(re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in words)
    return re.compile(rf"\b(?:{parts})\b", re.IGNORECASE)


def _add_terms(root: Node, generic: dict[str, Any]) -> None:
    def is_acronym(noun: str) -> bool:
        return noun.isupper() and " " not in noun

    for group in generic["heads"]:
        class_ = group["class"]
        if class_ not in CLASSES:
            raise LexiconError(f"weapons/generic.yaml has the class {class_!r}", "Use a dotted path of the codebook's list.")
        strength = BESIDE if group.get("company") else COMPANY if group.get("weak") else SURE
        near, far = _any_of(group.get("near")), _any_of(group.get("far"))
        for noun in group["nouns"]:
            only = noun.startswith("=")
            bare = noun.removeprefix("=")
            term = Term("head", bare, class_, strength, is_acronym(bare), near=near, far=far)
            if group.get("plural"):
                _add(root, steps(_plural(bare))).terms.append(term)
            else:
                _add_head(root, bare, term, only)
    narrows: dict[str, list[tuple[str, str]]] = {}
    for rule in generic["modifiers"]:
        for word in rule["words"]:
            narrows.setdefault(str(word), []).append((rule["from"], rule["to"]))
    for word, pairs in narrows.items():
        _add(root, steps(word)).terms.append(Term("modifier", word, narrows=tuple(pairs)))
    for word in generic["plain"]:
        _add(root, steps(word)).terms.append(Term("modifier", word, exact=is_acronym(word)))
    for noun in generic["light"]:
        _add_head(root, noun, Term("light", noun), only=False)
    for group in generic["parts"]:
        for noun in group["nouns"]:
            bare = noun.removeprefix("=")
            _add_head(root, bare, Term("part", bare, group["class"]), only=noun.startswith("="))
    for phrase in generic["void"]:
        _add_head(root, phrase, Term("void", phrase, exact=phrase.isupper()), only=False)


def _with_plurals(words: list[str]) -> frozenset[str]:
    return frozenset([*words, *(_plural(w) for w in words)])


@cache
def arsenal() -> Arsenal:
    """The table and the terms, compiled once (about 0.2 s) and kept."""
    # Some 60,000 small objects that all stay: looking for rubbish among them would double the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _compile()
    finally:
        if collecting:
            gc.enable()


def _compile() -> Arsenal:
    generic = load("weapons/generic.yaml")
    weapons = [
        weapon
        for file, content in load_folder("weapons").items()
        if file not in _OTHER
        for group in content["groups"]
        for entry in group["entries"]
        for weapon in _siblings(entry, {k: v for k, v in group.items() if k != "entries"}, file)
    ]
    by_id: dict[str, Weapon] = {}
    for weapon in weapons:
        if weapon.id in by_id:
            raise LexiconError(
                f"The weapon id {weapon.id!r} stands in {by_id[weapon.id].file} and in {weapon.file}",
                "Merge the two, or give one its own id.",
            )
        by_id[weapon.id] = weapon
    root = Node()
    for weapon in weapons:
        _add_weapon(root, weapon)
    _add_terms(root, generic)
    cues = "|".join(re.escape(c).replace(r"\ ", r"\s+") for c in sorted(generic["cues"], key=len, reverse=True))
    return Arsenal(
        root=root,
        weapons=tuple(weapons),
        by_id=by_id,
        ships={" ".join(steps(w.name)): w for w in weapons if w.numbered is False and w.file == "weapons/named-ships.yaml"},
        classes_of_ships={fold(w.name.removesuffix("-class")): w for w in weapons if w.name.endswith("-class")},
        event_hosts=_with_plurals(generic["hosts"]["event"]),
        goods_hosts=_with_plurals(generic["hosts"]["goods"]),
        void_after=frozenset(generic["void_after"]),
        owners=frozenset(generic["owners"]),
        cues=re.compile(rf"\b(?:{cues})\b", re.IGNORECASE),
    )
