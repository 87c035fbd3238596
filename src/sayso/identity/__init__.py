"""Words → who and where: states, their governments and forces, groups, organisations, firms, media, persons in and out of office.

    ids = identify(doc, published)
    ids.mentions          names found
    ids.actors(token)     who the noun phrase headed by the token stands for
    ids.place(token)      the place it names, with its state
    ids.owner(token)      whose thing it is ("an Iranian refinery")
    ids.people(token)     whether it is people without a state of their own (civilians, passengers)

``lookup`` and ``name_of`` need no document: names to identities and back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.identity.lookup import lookup, members, name_of

if TYPE_CHECKING:
    from sayso.identity.identities import Identities, identify
    from sayso.identity.mentions import Mention

__all__ = ["Identities", "Mention", "identify", "lookup", "members", "name_of"]


def __getattr__(name: str) -> object:
    # spaCy takes a second to import; the command line's filters need only ``lookup``.
    if name in {"Identities", "identify"}:
        from sayso.identity import identities

        return getattr(identities, name)
    if name == "Mention":
        from sayso.identity.mentions import Mention

        return Mention
    raise AttributeError(name)
