"""Names of actors for people: "Iran" for IRN when a table is printed, IRN for "Iran" (or "iranian", "Tehran") when one is asked for.

Reads the actor lexicons only: no language model, a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any


def _entries() -> Iterator[dict[str, Any]]:
    from sayso.lexicons import load_folder

    for _, content in sorted(load_folder("actors").items()):
        for entry in content if isinstance(content, list) else ():
            if isinstance(entry, dict) and "id" in entry:
                yield entry


def _key(words: str) -> str:
    words = " ".join(words.casefold().replace("-", " ").replace("’", "'").split())
    return words.removeprefix("the ")


@cache
def _display() -> dict[str, str]:
    return {str(e["id"]): str(e["name"]) for e in _entries() if e.get("name")}


@cache
def _ids() -> dict[str, frozenset[str]]:
    """Words to ids; a name outranks a weaker way to say it ("Georgia" is not asked for by its weak names)."""
    strong: dict[str, set[str]] = {}
    loose: dict[str, set[str]] = {}
    for e in _entries():
        for field, table in (("name", strong), ("names", strong), ("id", strong), ("alpha2", strong)):
            value = e.get(field)
            for word in [value] if isinstance(value, str) else value or ():
                table.setdefault(_key(str(word)), set()).add(str(e["id"]))
        for field in ("weak", "adjectives", "people", "capitals", "short"):
            for word in e.get(field) or ():
                loose.setdefault(_key(str(word)), set()).add(str(e["id"]))
    return {word: frozenset(strong.get(word) or loose[word]) for word in strong.keys() | loose.keys()}


def known_name(actor: str) -> str | None:
    """The display name that the lexicons give to an id."""
    return _display().get(actor)


def name_of(actor: str) -> str:
    """The display name of an actor's id: "Iran" for "IRN". An id without an entry is made readable: "quds-force" → "Quds Force"."""
    known = known_name(actor)
    if known:
        return known
    return " ".join(w[:1].upper() + w[1:] for w in actor.split("-")) if actor.islower() else actor


def ids_of(words: str) -> frozenset[str]:
    """The ids that ``words`` may stand for: an id, a name, a nationality or a capital, in any case. Empty where none is known."""
    return _ids().get(_key(words), frozenset())


def near(words: str) -> tuple[str, ...]:
    """Up to three known names that are spelt like ``words``."""
    from difflib import get_close_matches

    return tuple(dict.fromkeys(name_of(next(iter(_ids()[key]))) for key in get_close_matches(_key(words), _ids(), 3, 0.75)))
