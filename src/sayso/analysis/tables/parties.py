"""Names of the event tables → our identities: states and their bodies by ISO 3166 code, what we know by its id, the rest by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sayso.lexicons import load

_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)$")


@cache
def _organs() -> tuple[frozenset[str], tuple[str, ...], frozenset[str], frozenset[str], dict[str, str]]:
    kept = load("cameo/organs.yaml")
    return frozenset(kept["organs"]), tuple(kept["prefixes"]), frozenset(kept["sectors"]), frozenset(kept["codes"]), kept["countries"]


@cache
def state(name: str) -> str | None:
    """The ISO 3166 alpha-3 code of a country by name or code; None for what is no country."""
    from sayso.identity.names import names

    code = _organs()[4].get(name, name)
    found = known(code)
    return found if found and found in names().display and len(found) == 3 and found.isupper() else None


@cache
def known(name: str) -> str | None:
    """Our id of a name; None where no lexicon has it."""
    from sayso.identity import lookup
    from sayso.identity.names import names

    found = lookup(name)
    return found if found in names().display else None


@cache
def party(name: str, country: str = "", organ: bool = False) -> str | None:
    """Who a row names. ``country`` as the table gives it; ``organ``: its sectors say that it acts for the state.

    "Police (Nigeria)" and "Barack Obama" are their states, "Hamas" is hamas, "Citizen (Nigeria)" keeps its own name. None for no name.
    """
    plain = re.sub(r"[\s_]+", " ", name).strip()
    if not plain or plain.upper() in {"NONE", "UNKNOWN", "UNSPECIFIED ACTOR"}:
        return state(country) if organ and country else None
    if found := known(plain):
        return found
    organs, prefixes, *_ = _organs()
    bracket = _IN_BRACKETS.match(plain)
    before = (bracket[1] if bracket else plain).casefold()
    body = organ or before in organs or before.startswith(prefixes)
    if body and (found := state(bracket[2]) if bracket else None):
        return found
    if body and country and (found := state(country)):
        return found
    return plain


def is_organ(sectors: Iterable[str]) -> bool:
    """Whether sectors (names of ICEWS, codes of PLOVER or GDELT) say that the actor acts for its state."""
    _, _, names, codes, _ = _organs()
    return any(s in codes or s.casefold() in names for s in (s.strip() for s in sectors) if s)
