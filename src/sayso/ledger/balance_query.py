"""Balances of a ledger: whose and of what, as people write it, and the events that bear on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sayso.errors import SettingError
from sayso.ledger.balances import Balance, balances
from sayso.ledger.names import ids_of, name_of, near
from sayso.records import Flow

if TYPE_CHECKING:
    from sayso.ledger.filters import Filters
    from sayso.ledger.store import Store


def of(
    store: Store,
    owner: str,
    class_: str = "weapon",
    *,
    since: date | str | None = None,
    as_of: date | str | None = None,
    recorded_by: datetime | date | str | None = None,
) -> Balance:
    """The balance from a ledger. ``owner``: an id, a name, a nationality or a capital; ``class_``: a dotted path or its last parts
    ("uav"). Raises :class:`SettingError` where either is not known or may be several."""
    from sayso.ledger.filters import day

    id, path = _owner(owner), _class(class_)
    known: Filters = {"as_of": as_of, "recorded_by": recorded_by}
    asked: Filters = {**known, "party": id, "flow": [f.value for f in Flow]}
    events = store.events(**asked)
    return balances(events, id, path, since=day("since", since), as_of=day("as_of", as_of) or store.scope(**known).last)


def _owner(words: str) -> str:
    found = sorted(ids_of(words))
    if len(found) > 1:
        names = ", ".join(f"{i} ({name_of(i)})" for i in found)
        raise SettingError(f"“{words}” may be {names}", "Give one of the ids.")
    if not found and (words != words.lower() or " " in words):
        close = near(words)
        raise SettingError(
            f"“{words}” is no name that sayso knows", f"Did you mean {', '.join(close)}?" if close else "Give an id such as RUS."
        )
    return found[0] if found else words


def _class(words: str) -> str:
    from sayso.identity.arsenal import CLASSES

    key = words.strip(". ").lower()
    found = [key] if key in CLASSES else sorted((c for c in CLASSES if c.endswith("." + key)), key=len)
    if not found:
        raise SettingError(f"There is no class “{words}”", f"There are {', '.join(sorted(CLASSES))}.")
    return found[0]
