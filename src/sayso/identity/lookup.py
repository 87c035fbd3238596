"""Names to identities and back, without a document: for filters on the command line and for display."""

from __future__ import annotations

from datetime import date

from sayso.identity.names import names, pieces, slug


def lookup(name: str, on: date | None = None) -> str:
    """The identity of ``name`` on a day (any day where it is None): "Iran", "Tehran", "IR", "the Kremlin" → a state's code.

    An identity is its own name ("IRN", "hezbollah"). A name in no lexicon becomes the slug of itself.
    """
    table = names()
    plain = name.strip()
    if plain in table.display:
        return plain
    folded = plain.removeprefix("the ").removeprefix("The ").strip()
    code = table.alias.get(folded.casefold())
    if code and len(folded) == 3:
        return code
    day = on.isoformat() if on else None
    readings = table.table.get(tuple(p.fold for p in pieces(folded)), [])
    held = [r for r in readings if r.holds(day)]
    public = [r for r in held if r.person != r.id]
    for pool in ([r for r in public if not r.weak and r.kind != "place"], [r for r in public if not r.weak], held, readings):
        if pool:
            return pool[0].id
    if code:
        return code
    if folded.casefold() in {k.casefold() for k in table.display}:
        return next(k for k in table.display if k.casefold() == folded.casefold())
    return slug(plain)


def name_of(id: str) -> str:
    """The display name of an identity; the identity itself in words where it is in no lexicon."""
    known = names().display.get(id)
    if known:
        return known
    return " ".join(w.capitalize() for w in id.split("-")) if id.islower() else id


def members(id: str, on: date | None = None) -> tuple[str, ...]:
    """The member states of an organisation or group of states on a day (all that ever were, where it is None)."""
    day = on.isoformat() if on else None
    out = []
    for m in names().members.get(id, []):
        if isinstance(m, str):
            out.append(m)
        elif day is None or ((m.get("from") or "") <= day and day <= (m.get("to") or "9999")):
            out.append(m["state"])
    return tuple(out)
