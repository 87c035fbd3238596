"""Weapon designators: family, model, variant, calibre.

A designator is read in three steps, none of them fuzzy. First its *stem* is found: a name of the table ("Su-30", "Leopard 2",
"Shahed-136") or the prefix and number of a naming system ("AGM-179", "9M730"). Then the *variant* is read off the characters that
follow ("MKI", "A6", "C Block 52", "PMU-2"). Last the edges are checked: a designator never ends inside a word or a number.
So an unknown variant of a known family is understood, and "Leopard 2" is not "Leopard 2A6".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.identity.arsenal import RUN, Alias, Node, Term, Weapon, arsenal, fold, slug, steps
from sayso.identity.designation import HYPHENS, Designation, H, Runs, clean, edge, plural_s, variant_end
from sayso.identity.designator_forms import Systems, by_system, calibres, ship, ship_class, systems

__all__ = ["Designation", "Found", "find_designations", "parse_designation", "scan", "weapon_of"]

_NAME_AFTER: Final = re.compile(rf"[ {H}/]([A-Z][A-Za-z]{{2,}})(?:[- ](?:\d{{1,2}}[A-Z]?|[IVX]{{1,3}}))?(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Found:
    """One match of the scan: a designation, or a term with its offsets. ``last`` is the index of its last run."""

    start: int
    end: int
    designation: Designation | None = None
    term: Term | None = None
    also: tuple[Term, ...] = ()  # other readings of the same words ("fuel" is a head and a part)
    homonyms: tuple[Designation, ...] = ()  # other weapons of the same name ("Challenger": a tank, a submarine)


def _letters_fit(got: str, want: str, figures: bool, hyphened: bool) -> bool:
    """Whether one printed run of letters may stand for one of the alias."""
    if want.isdigit():  # a Roman numeral for a figure ("Fatah-II")
        return got.isupper() or got == want
    if fold(got) != fold(want):  # the walk let a plural through
        got = got[: len(want)]
    if got == want or got.isupper() or want.islower():
        return True
    if got == "s" and len(want) == 1:  # "MiG-29s" are several MiG-29, not the MiG-29S
        return False
    if figures and hyphened:  # "su-35", "shahed-136": nothing else is spelt so
        return True
    # "Himars" for HIMARS: British papers write long acronyms as names; "Mig 29" for MiG.
    return got[0].isupper() and got[1:].islower() and (len(want) >= 4 or figures)


def _surface_fits(surface: str, alias: str, strength: int) -> bool:
    """Whether the letters as printed may stand for ``alias``: names want their capital, acronyms theirs."""
    if surface == alias:
        return True
    # "A 37-year-old": one letter and a figure are no designator across a blank; and "Lucas" is not LUCAS.
    if surface[1:2].isspace() or (strength and alias.isupper() and alias.isalpha() and not surface.isupper()):
        return alias[1:2] == " " or (surface.endswith("s") and surface[:-1] == alias)
    printed, wanted = RUN.findall(surface), RUN.findall(alias)
    figures = any(run.isdigit() for run in wanted)
    hyphened = any(h in surface for h in HYPHENS)
    return len(printed) == len(wanted) and all(
        _letters_fit(got, want, figures, hyphened) for got, want in zip(printed, wanted, strict=True)
    )


@cache
def _base(weapon_id: str) -> tuple[str, ...]:
    """The steps of a weapon's name up to its last word with a figure: "F-16" of "F-16 Fighting Falcon"; all of it without figures."""
    words = arsenal().by_id[weapon_id].name.split()
    last = max((i for i, word in enumerate(words) if any(c.isdigit() for c in word)), default=len(words) - 1)
    return tuple(steps(" ".join(words[: last + 1])))


def _tail(text: str, start: int, stem: int, end: int, weapon: Weapon) -> str:
    """The variant: what stands in ``text[start:end]`` beyond the model's name ("C Block 52" of "F-16C Fighting Falcon Block 52")."""
    base = _base(weapon.id)
    runs = list(RUN.finditer(text, start, end))
    if tuple(fold(m.group()) for m in runs[: len(base)]) == base:
        stem = runs[len(base) - 1].end()
    names = _name_words(weapon.id)
    kept = [piece for piece in re.split(rf"[ {H}/](?=[A-Z][A-Za-z]{{2,}})", text[stem:end]) if piece]
    rest = [p for p in kept if not p[0].isalpha() or fold(re.match(r"[^\W\d_]*", p)[0]) not in names]  # type: ignore[index]
    return " ".join(rest).strip(f"{HYPHENS} /")


def _make(text: str, start: int, stem: int, end: int, alias: Alias) -> Designation:
    weapon = alias.weapon
    family_only = weapon.name == weapon.family and weapon.numbered
    tail = _tail(text, start, stem, end, weapon)
    known = not text[stem:end].strip(f"{HYPHENS} /")
    name = f"{weapon.name}{text[stem:end]}"
    if not known and (exact := arsenal().by_id.get(slug(name))) is not None:
        weapon, known, tail, family_only = exact, True, "", False
    family_model = name if tail else None
    return Designation(
        start=start,
        end=end,
        text=text[start:end],
        id=weapon.id if known or not tail else f"{weapon.id}-{slug(tail)}",
        family=weapon.family,
        model=family_model if family_only else weapon.name,
        variant=None if family_only or not tail else tail,
        class_=weapon.class_,
        maker=weapon.maker,
        known=known,
        strength=alias.strength,
        why=f"{weapon.file}#{weapon.id}" + (f" with the variant {tail!r}" if tail and not known else ""),
        ship=weapon.name if weapon.file == "weapons/named-ships.yaml" else None,
    )


def _with_name(text: str, end: int, weapon: Weapon) -> int:
    """Where the designator ends if a name of the same weapon follows it: "A-4M Skyhawk", "AGM-84L Harpoon-2"."""
    m = _NAME_AFTER.match(text, end)
    if m is None or fold(m[1].removesuffix("s")) not in _name_words(weapon.id) | {fold(m[1])} & _name_words(weapon.id):
        return end
    return m.end() - (m[1].endswith("s") and fold(m[1]) not in _name_words(weapon.id) and m.end() == m.end(1))


@cache
def _name_words(weapon_id: str) -> frozenset[str]:
    """The words of letters only in a weapon's names, folded ("hellfire"); not what counts its versions ("Block")."""
    weapon = arsenal().by_id[weapon_id]
    words = (fold(word) for alias in weapon.aliases for word in alias.split() if word.isalpha() and len(word) > 2)
    return frozenset(words) - {"block", "mark", "batch", "flight", "tranche", "mod", "increment"}


def _named(runs: Runs, k: int, last: int, aliases: list[Alias]) -> tuple[Designation, ...]:
    """The designations that runs ``k`` … ``last`` spell, if their case and edges allow it; more than one where weapons share a name."""
    text, start, stem = runs.text, runs.starts[k], runs.ends[last]
    surface = text[start:stem]
    fitting = [a for a in aliases if _surface_fits(surface, a.text, a.strength)]
    best: dict[str, Alias] = {}
    for alias in sorted(fitting, key=lambda a: (a.text != surface, a.strength)):
        best.setdefault(alias.weapon.id, alias)
    out: list[Designation] = []
    for alias in sorted(best.values(), key=lambda a: (a.strength, a.text != surface)):
        end = variant_end(text, stem, text[stem - 1].isdigit(), alias.weapon.numbered)
        if not clean(text, start, end):
            if end == stem or not clean(text, start, stem):
                continue
            end = stem
        # A plural s belongs to the noun phrase, not to the designation ("Vipers" → "Viper").
        plural = fold(surface).endswith("s") and not fold(alias.text).endswith("s") and end == stem
        if not plural:
            for _ in range(2):
                end = _with_name(text, end, alias.weapon)
        out.append(_make(text, start, stem - plural, end - plural, alias))
    return tuple(out)


def _term_fits(text: str, start: int, end: int, terms: list[Term]) -> list[Term]:
    before = text[start - 1] if start else " "
    if before.isalnum() or not edge(text, end):
        return []
    surface = text[start:end]
    bare = surface[:-1] if surface.endswith("s") else surface
    return [t for t in terms if not t.exact or surface == t.text or bare == t.text or surface.upper() == surface]


def _by_form(runs: Runs, k: int, forms: Systems) -> Designation | None:
    """The designation that the form alone gives at run ``k``: a naming system's, a warship's, a class of ships."""
    word = runs.text[runs.starts[k] : runs.ends[k]]
    found = by_system(runs, k) if word in forms.by_prefix else None
    if found is None and word in forms.ships:
        found = ship(runs, k)
    if found is None and runs.words[k] == "class":
        found = ship_class(runs, k)
    return found


def scan(text: str) -> list[Found]:
    """Everything of the lexicon in ``text``, left to right, longest first, without overlaps."""
    runs = Runs.of(text)
    root, forms = arsenal().root, systems()
    found: list[Found] = [Found(d.start, d.end, designation=d) for d in calibres(text)]
    fixed = {d.start for d in found}
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
            terms = _term_fits(text, runs.starts[k], runs.ends[at], node.terms) if node.terms else []
            if not (terms and terms[0].kind == "void") and node.aliases and (named := _named(runs, k, at, node.aliases)):
                end = max(d.end for d in named)
                best = Found(named[0].start, end + plural_s(text, end), designation=named[0], homonyms=named[1:])
                break
            if terms:
                best = Found(runs.starts[k], runs.ends[at], term=terms[0], also=tuple(terms[1:]))
                break
        if best is None or best.designation is None:
            other = _by_form(runs, k, forms)
            if other is not None and (best is None or other.end > best.end):
                best = Found(other.start, other.end + plural_s(text, other.end), designation=other)
        if best is not None:
            while found and found[-1].start >= best.start and found[-1].start not in fixed:
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

    Where several stand in the phrase, the one that says most: a model before a family, the table before mere form, then the longest.
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
