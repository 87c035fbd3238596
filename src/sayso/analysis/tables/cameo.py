"""CAMEO codes and names as PLOVER types and modes, by the crosswalk of the PLOVER project (lexicons/cameo/crosswalk.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load


@dataclass(frozen=True, slots=True)
class Coded:
    """What a CAMEO code says in PLOVER. ``event`` is None for statements and appeals, which PLOVER has dropped."""

    code: str
    event: str | None
    mode: str | None
    contexts: tuple[str, ...]
    words: str


@cache
def _codes() -> dict[str, Coded]:
    kept = load("cameo/crosswalk.yaml")["codes"]
    return {code: Coded(code, event, mode, tuple(contexts), words) for code, (event, mode, contexts, words) in kept.items()}


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


@cache
def _names() -> dict[str, Coded]:
    codes = _codes()
    return {_fold(c.words): c for c in codes.values()} | {
        _fold(name): codes[code] for name, code in load("cameo/crosswalk.yaml")["names"].items()
    }


def by_code(code: str) -> Coded | None:
    """The event of a CAMEO code; None for what is no code.

    Tables lose leading zeros ("42" for 042, "311" for 0311); a code finer than the crosswalk counts as the one above it.
    """
    code, codes = code.strip(), _codes()
    if not code.isdigit() or not 2 <= len(code) <= 4:
        return None
    for c in (code, "0" + code, code[:3], code + "0"):
        if c in codes:
            return codes[c]
    return None


def by_name(name: str) -> Coded | None:
    """The event of a name that CAMEO or ICEWS gives ("Make_a_visit"); None for what is no such name."""
    return _names().get(_fold(name))
