"""From finds to items: neighbouring designators and nouns are put together into one core with one class.

The head is the last noun. Modifiers before it narrow its class ("kamikaze" drones, "anti-tank" missiles); a model before it gives
the designation and, where it says more, the class; a light head takes the class of what stands before it ("Patriot batteries");
a part makes a part of it ("drone engines").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from sayso.identity.arsenal import BESIDE, SURE, Term, arsenal, steps
from sayso.identity.designation import Designation
from sayso.identity.designator_forms import called, shaped
from sayso.identity.designators import Found, scan

# Between neighbours: blanks, a hyphen, quotation marks, an opening bracket.
_GAP: Final = re.compile(r"[ \t\u00a0]*[-–‑\"“”'‘’«»(]?[ \t\u00a0]*\n?|\n|[\"”’»)] ?[\"“‘«(]?")
_BEFORE: Final = re.compile(r"(?<!\S)[(\"“]?([A-Z][\w/.–-]*)[\"”]?[ \u00a0]\(?$")
_AFTER: Final = re.compile(r"[ \u00a0][(\"“]?([A-Z][\w/.–-]*\w)")
_NAME: Final = r"((?:[A-Z][\w'’-]+ ){0,2}[A-Z][\w'’-]+)"
_COUNTED_NAME: Final = re.compile(rf"(?<![\w.])(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|dozen|several) {_NAME} $")
_NAME_BEFORE_BRACKET: Final = re.compile(rf"(?:^|[ ,]){_NAME} \($")
_JOINT: Final = re.compile(r",? (?:and|or|&)(?:/or)? |, |/")
# Branches that one phrase may mix: "Patriot missiles", "Grad rockets", "Shahed missiles", "HIMARS munitions".
_FIRED: Final = frozenset({"missile", "air-defence", "artillery", "ammunition", "uav", "explosive", "nuclear"})
# Nouns that say how it flies, not what it is: the model knows better ("S-400 missiles", "MK-82 bombs").
_PLAIN: Final = frozenset({"weapon.missile", "weapon.explosive", "weapon.artillery.rocket", "weapon.ammunition"})
# Nouns beside which an unknown code is no designation of goods.
_NO_SHAPES: Final = frozenset({"personnel", "aid", "technology", "fuel", "equipment", "weapon.nuclear", "weapon.explosive", "weapon"})


@dataclass(frozen=True, slots=True)
class Core:
    """An item before the noun phrase around it is known; half-open character offsets."""

    start: int
    end: int
    class_: str
    designator: Designation | None
    strength: int
    why: str
    generic: bool  # its last word is a generic noun
    term: Term | None = None  # the generic noun that stands by itself, with the company it wants
    elided: bool = False  # a modifier whose noun stands with the next item: "ballistic and cruise missiles"


def below(class_: str, of: str) -> bool:
    return class_ == of or class_.startswith(of + ".")


def kin(a: str, b: str) -> bool:
    """Whether two classes can be said of one thing: an F-16 and an aircraft, not an F-16 and an engine."""
    if "weapon" in (a, b):
        return a.startswith("weapon") and b.startswith("weapon")
    left, right = a.split("."), b.split(".")
    return left[:2] == right[:2] or (len(left) > 1 and len(right) > 1 and {left[1], right[1]} <= _FIRED)


def _narrow(class_: str, modifiers: list[Term]) -> tuple[str, str]:
    """``class_`` after all modifiers, nearest to the head first; and the words that changed it."""
    used: list[str] = []
    for term in reversed(modifiers):
        for source, target in term.narrows:
            if below(class_, source) and not below(class_, target):
                class_ = target
                used.append(term.text)
                break
    return class_, ", ".join(reversed(used))


def _terms(found: Found, kind: str) -> list[Term]:
    return [t for t in ((found.term, *found.also) if found.term else ()) if t.kind == kind]


def _designator(sequence: list[Found], head_class: str | None) -> Designation | None:
    """The designator of the phrase: of several weapons of one name that which is of the head's kind; a calibre is kept with it."""
    models: list[Designation] = []
    calibre: Designation | None = None
    for found in sequence:
        if found.designation is None:
            continue
        if found.designation.calibre_mm is not None:
            calibre = found.designation
            continue
        choices = (found.designation, *found.homonyms)
        fitting = [d for d in choices if head_class is None or kin(d.class_, head_class)]
        same = [d for d in fitting if head_class and d.class_.split(".")[:2] == head_class.split(".")[:2]]
        models.append((same or fitting or list(choices))[0])
    if not models:
        return calibre
    best = max(models, key=lambda d: (head_class is None or kin(d.class_, head_class), d.model is not None, d.strength == SURE))
    return replace(best, calibre_mm=calibre.calibre_mm) if calibre else best


def _with_head(sequence: list[Found], head: Term, modifiers: list[Term]) -> Core:
    """The last find is a generic noun."""
    start, end = sequence[0].start, sequence[-1].end
    class_, used = _narrow(head.class_, modifiers)
    why = f"weapons/generic.yaml: '{head.text}'" + (f", narrowed by {used}" if used else "")
    named = _designator(sequence[:-1], class_)
    # A weak noun is made sure by a model, by a sure noun before it, or by a modifier of its kind; not by "transport" or "armed".
    others = [t.strength for f in sequence[:-1] for t in _terms(f, "head")]
    named_before = any(f.designation is not None for f in sequence[:-1])
    strength = SURE if named_before or used else min([head.strength, *others])
    if named is None or not kin(named.class_, class_):
        return Core(start, end, class_, None, strength, why, True, None if used or others or named_before else head)
    if named.calibre_mm is not None and named.model is None:
        if class_ == "weapon.ammunition" and named.class_.endswith("shell"):
            class_ = named.class_
    elif class_ == "weapon" or below(named.class_, class_) or (class_ in _PLAIN and not below(named.class_, "weapon.uav")):
        class_ = named.class_
    return Core(start, end, class_, named, SURE, f"{named.why}; {why}", True)


def _without_head(sequence: list[Found], heads: list[tuple[Found, Term]], modifiers: list[Term]) -> Core | None:
    """The last find is a model or a modifier."""
    named = _designator(sequence, heads[-1][1].class_ if heads else None)
    if named is None or (named.calibre_mm is not None and named.model is None and heads):
        if not heads:
            return None if named is None else Core(named.start, named.end, named.class_, named, BESIDE, named.why, False)
        found, term = heads[-1]
        class_, _ = _narrow(term.class_, [t for f in sequence if f.end <= found.start for t in _terms(f, "modifier")])
        return Core(sequence[0].start, found.end, class_, None, term.strength, f"weapons/generic.yaml: '{term.text}'", True, term)
    end = max(f.end for f in sequence if f.designation is not None)
    class_, _ = _narrow(named.class_, modifiers)
    if heads and kin(heads[-1][1].class_, class_):
        term = heads[-1][1]
        end = max(end, heads[-1][0].end)
        class_ = class_ if below(class_, term.class_) or term.class_ == "weapon" else term.class_
        return Core(sequence[0].start, end, class_, named, SURE, f"{named.why}; with '{term.text}'", False)
    start = min(f.start for f in sequence if f.designation is not None or _terms(f, "modifier"))
    return Core(start, end, class_, named, named.strength, named.why, False)


def core_of(sequence: list[Found]) -> Core | None:
    """The item that a row of neighbouring finds names, or None where it has neither a head nor a model."""
    last = sequence[-1]
    modifiers = [t for f in sequence[:-1] for t in _terms(f, "modifier")]
    heads = [(f, t) for f in sequence for t in _terms(f, "head")]
    before = [t.class_ for f, t in heads if f is not last] + [f.designation.class_ for f in sequence[:-1] if f.designation is not None]
    goods_before = before[-1] if before else None
    if goods_before and goods_before.startswith("weapon") and (parts := _terms(last, "part")):
        why = f"'{parts[0].text}' of what stands before it"
        return Core(sequence[0].start, last.end, parts[0].class_, None, SURE, why, True)
    if own := _terms(last, "head"):
        return _with_head(sequence, own[0], modifiers)
    if light := _terms(last, "light"):
        if goods_before is None or (not heads and all(f.designation.strength == BESIDE for f in sequence if f.designation is not None)):
            return None
        class_, _ = _narrow(heads[-1][1].class_ if heads else goods_before, modifiers)
        named = _designator(sequence[:-1], class_ if heads else None)
        if named is not None and kin(named.class_, class_):
            class_ = named.class_ if named.calibre_mm is None or named.model else class_
        why = f"'{light[0].text}' takes the class of what stands before it"
        return Core(sequence[0].start, last.end, class_, named, SURE, f"{named.why}; {why}" if named else why, True)
    return _without_head(sequence, heads, modifiers)


def _renames(before: Found, bracketed: Found) -> bool:
    """Whether brackets hold the other name of what stands before them: a model after a noun, or a noun of its kind after a model."""
    model, noun = (before, bracketed) if bracketed.designation is None else (bracketed, before)
    if model.designation is None or noun.designation is not None:
        return False
    heads = _terms(noun, "head")
    classes = [d.class_ for d in (model.designation, *model.homonyms)]
    return not heads or any(kin(c, t.class_) for c in classes for t in heads)


def _clusters(found: list[Found], text: str) -> list[list[Found]]:
    """Rows of finds with nothing between them; a phrase that only looks like goods stands alone."""
    rows: list[list[Found]] = []
    for f in found:
        void = f.term is not None and f.term.kind == "void"
        previous = rows[-1][-1] if rows else None
        if (
            previous is None
            or void
            or (previous.term is not None and previous.term.kind == "void")
            or not _GAP.fullmatch(text, previous.end, f.start)
        ):
            rows.append([f])
            continue
        gap = text[previous.end : f.start]
        if "(" in gap and not _renames(previous, f):
            rows.append([f])
        else:
            rows[-1].append(f)
    return [row for row in rows if row[0].term is None or row[0].term.kind != "void"]


def _shape_beside(core: Core, text: str) -> Core:
    """The core with the unknown designator that stands right before or after its noun, if there is one."""
    if core.designator is not None or not core.generic or core.class_ in _NO_SHAPES or core.strength != SURE:
        return core
    for pattern, at in ((_BEFORE, None), (_AFTER, core.end)):
        if at is None:
            low = max(0, core.start - 30)
            m = pattern.search(text[low : core.start])
            offset = low
        else:
            m, offset = pattern.match(text, at), 0
        if m is None:
            continue
        named = shaped(text, m.start(1) + offset, m.end(1) + offset)
        if named is not None:
            start, end = min(core.start, named.start), max(core.end, named.end)
            return replace(core, start=start, end=end, class_=core.class_, designator=named, why=f"{core.why}; {named.why}")
    return core


def _name_beside(core: Core, text: str) -> Core:
    """The core with the unknown name that a count or brackets tie to its noun: "12 Skeldar drones", "Skeldar (drone)".

    Names of states, groups, firms and places are owners and stay out, and so do the services' own words ("Coast Guard").
    """
    if core.designator is not None or not core.generic or core.class_ in _NO_SHAPES or core.strength != SURE:
        return core
    low = max(0, core.start - 60)
    bracketed = text[core.start - 1 : core.start] == "(" and text[core.end : core.end + 1] == ")"
    m = (_NAME_BEFORE_BRACKET if bracketed else _COUNTED_NAME).search(text[low : core.start])
    if m is None or (m[1].isupper() and not bracketed) or any(word in arsenal().owners for word in steps(m[1])):
        return core
    from sayso.identity.names import names, pieces

    folded = tuple(piece.fold for piece in pieces(m[1]))
    known = names().table
    if any(folded[a:b] in known for a in range(len(folded)) for b in range(a + 1, len(folded) + 1)):
        return core
    named = called(text, low + m.start(1), low + m.end(1))
    return replace(core, start=named.start, designator=named, why=f"{core.why}; {named.why}")


def _elided(rows: list[list[Found]], k: int, core: Core, text: str) -> Core | None:
    """ "ballistic" of "ballistic and cruise missiles": a row of modifiers only, joined to the next row's noun."""
    row = rows[k - 1] if k else []
    modifiers = [t for f in row for t in _terms(f, "modifier")]
    if (
        not row
        or len(modifiers) != len(row)
        or any(_terms(f, "head") for f in row)
        or not core.generic
        or not _JOINT.fullmatch(text, row[-1].end, rows[k][0].start)
    ):
        return None
    base = ".".join(core.class_.split(".")[:2])
    class_, used = _narrow(base, modifiers)
    # "air-to-air" says no class of its own, but of goods of its own.
    used = used or ", ".join(t.text for t in modifiers if "-to-" in t.text and base == "weapon.missile")
    if not used:
        return None
    return Core(row[0].start, row[-1].end, class_, None, SURE, f"'{used}', whose noun stands with the next item", False, elided=True)


def cores_of(text: str) -> list[Core]:
    """All items of ``text`` in order, whatever company they keep (see ``Core.strength``)."""
    rows = _clusters(scan(text), text)
    cores: list[Core] = []
    for k, row in enumerate(rows):
        core = core_of(row)
        if core is None:
            continue
        if (elided := _elided(rows, k, core, text)) is not None:
            cores.append(elided)
        cores.append(_name_beside(_shape_beside(core, text), text))
    return cores
