"""Linking: each claim is compared once with those that share a key with it, and the weight of the pair is kept.

One more article relinks nothing else: only pairs with its own claims are weighed. Weights depend on the two claims alone, so the order of
reading makes no difference to them. All of it is derived: :func:`forget` empties it, and the next question makes it anew.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from sayso.ledger import derived as d
from sayso.ledger import tables as t
from sayso.ledger.sight import chunks, pairs_of, papers

if TYPE_CHECKING:
    from sayso.events import Features
    from sayso.records import Document

BATCH = 400
"""Claims linked in one transaction: killed between two, the next question goes on from there."""

KEPT = 40_000
"""Records of claims held in memory while linking goes on, about 1.5 kB each."""


@cache
def rules() -> str:
    """The version of the rules of linkage: a hash of their weights and of the code that compares. Other rules, other links."""
    from importlib.metadata import version
    from importlib.util import find_spec
    from pathlib import Path

    digest = hashlib.sha256(version("rensa").encode())
    package = find_spec("sayso")
    assert package is not None and package.submodule_search_locations
    root = Path(package.submodule_search_locations[0])
    shelves = [root / "lexicons" / name for name in ("events", "sources")]
    for path in [*sorted((root / "events").glob("*.py")), *(p for shelf in shelves for p in sorted(shelf.glob("*.yaml")))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def state(connection: Connection) -> dict[str, str]:
    return dict(connection.execute(select(d.linkage.c.name, d.linkage.c.value)).all())


def _set(connection: Connection, name: str, value: object) -> None:
    connection.execute(delete(d.linkage).where(d.linkage.c.name == name))
    connection.execute(insert(d.linkage), {"name": name, "value": str(value)})


def pending(connection: Connection) -> bool:
    """Whether something was recorded, judged or changed since the events were last made."""
    known = state(connection)
    if known.get("rules") != rules():
        return connection.execute(select(t.claims.c.number).limit(1)).first() is not None
    claims, documents = _newest(connection)
    return (
        claims > int(known.get("claims", 0))
        or documents > int(known.get("documents", 0))
        or connection.execute(select(d.dirty.c.claim).limit(1)).first() is not None
    )


def _newest(connection: Connection) -> tuple[int, int]:
    claims = connection.execute(select(func.coalesce(func.max(t.claims.c.number), 0))).scalar_one()
    return claims, connection.execute(select(func.coalesce(func.max(t.documents.c.number), 0))).scalar_one()


def forget(connection: Connection) -> None:
    """Empty all that linking made."""
    for table in d.LINKAGE:
        connection.execute(delete(table))


def mark_dirty(connection: Connection, numbers: Iterable[int]) -> None:
    """Have the events of these claims looked at again."""
    wanted = set(numbers)
    for some in chunks(wanted):
        known = set(connection.execute(select(d.dirty.c.claim).where(d.dirty.c.claim.in_(some))).scalars())
        if new := [{"claim": n} for n in some if n not in known]:
            connection.execute(insert(d.dirty), new)


class Linker:
    """Links what is new. ``step`` is one transaction's work; it is called until it says that nothing is left."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Features] = OrderedDict()

    def step(self, connection: Connection) -> bool:
        """Link the next batch; False where there was nothing left to link."""
        known = state(connection)
        if known.get("rules") != rules():
            forget(connection)
            self._known.clear()
            _set(connection, "rules", rules())
            known = {}
        if self._documents(connection, int(known.get("documents", 0))):
            return True
        done = int(known.get("claims", 0))
        query = select(t.claims.c.number).where(t.claims.c.number > done).order_by(t.claims.c.number).limit(BATCH)
        numbers = list(connection.execute(query).scalars())
        if not numbers:
            return False
        self._link(connection, numbers)
        mark_dirty(connection, numbers)
        _set(connection, "claims", numbers[-1])
        return True

    # ---- documents: copies, and other ways in which a known text was met

    def _documents(self, connection: Connection, done: int) -> bool:
        query = select(t.documents.c.number, t.documents.c.sha256).where(t.documents.c.number > done)
        rows = connection.execute(query.order_by(t.documents.c.number).limit(BATCH)).all()
        if not rows:
            return False
        first = {sha: number for number, sha in reversed(rows)}
        met: set[str] = set()
        for some in chunks(first):
            earlier = select(t.documents.c.sha256).where(t.documents.c.sha256.in_(some), t.documents.c.number <= done)
            met |= set(connection.execute(earlier).scalars())
        ways = papers(connection, set(first) - met)
        for sha in sorted(set(first) - met, key=first.__getitem__):
            self._copies(connection, first[sha], ways[sha][0])
        if met:
            self._met_again(connection, met)
        _set(connection, "documents", rows[-1].number)
        return True

    def _copies(self, connection: Connection, number: int, document: Document) -> None:
        from sayso.events import copy_keys, is_copy

        keys = sorted({_band(k) for k in copy_keys(document)})
        if not keys:
            return
        others = select(t.documents.c.sha256).join(d.bands, d.bands.c.document == t.documents.c.number).where(d.bands.c.band.in_(keys))
        found = sorted(set(connection.execute(others).scalars()) - {document.sha256})
        connection.execute(insert(d.bands), [{"band": k, "document": number} for k in keys])
        for sha, ways in sorted(papers(connection, found).items()):
            if is_copy(document, ways[0]):
                connection.execute(insert(d.near), [{"a": sha, "b": document.sha256}, {"a": document.sha256, "b": sha}])
        if found:
            mark_dirty(connection, _claims_of(connection, near_to(connection, [document.sha256])))

    def _met_again(self, connection: Connection, hashes: set[str]) -> None:
        """A text was met in another way: where that changes its first publication, its claims are compared anew."""
        numbers = _claims_of(connection, hashes)
        done = int(state(connection).get("claims", 0))
        linked = [n for n in numbers if n <= done]
        for some in chunks(linked):
            connection.execute(delete(d.keys).where(d.keys.c.claim.in_(some)))
            connection.execute(delete(d.links).where(d.links.c.a.in_(some)))
            connection.execute(delete(d.links).where(d.links.c.b.in_(some)))
            for n in some:
                self._known.pop(n, None)
        self._link(connection, linked)
        mark_dirty(connection, _claims_of(connection, near_to(connection, hashes)))

    # ---- claims

    def _link(self, connection: Connection, numbers: list[int]) -> None:
        from sayso.events import score, shipped, worth_it
        from sayso.events.blocking import keys_of
        from sayso.events.clusters import tells

        if not numbers:
            return
        weights = shipped()
        records = self._records(connection, numbers)
        rows = [{"key": key, "claim": n} for n in numbers for key in sorted(keys_of(records[n]))]
        connection.execute(insert(d.keys), rows)
        new = set(numbers)
        for some in chunks(numbers):
            mine, other = d.keys.alias("mine"), d.keys.alias("other")
            query = select(mine.c.claim, other.c.claim).join(other, other.c.key == mine.c.key)
            query = query.where(mine.c.claim.in_(some), other.c.claim != mine.c.claim).distinct()
            pairs = [(a, b) for a, b in connection.execute(query) if not (b in new and b > a)]
            others = self._records(connection, {b for _, b in pairs} - new)
            links = []
            for a, b in pairs:
                x, y = records[a], records[b] if b in new else others[b]
                if x.id == y.id or not worth_it(x, y):
                    continue  # a claim and its amendment, or the same claim in two readings: never seen together
                x, y = (x, y) if x.id < y.id else (y, x)
                weight = score(x, y, weights)
                if tells(weight):
                    links.append({"a": min(a, b), "b": max(a, b), "weight": weight})
            if links:
                connection.execute(insert(d.links), links)

    def _records(self, connection: Connection, numbers: Collection[int]) -> dict[int, Features]:
        from sayso.events import features

        found = {n: self._known[n] for n in numbers if n in self._known}
        missing = [n for n in numbers if n not in found]
        for n, pair in pairs_of(connection, missing).items():
            found[n] = self._known[n] = features(*pair)
        for n in numbers:
            self._known.move_to_end(n)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return found


def _band(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _claims_of(connection: Connection, hashes: Collection[str]) -> list[int]:
    found: list[int] = []
    for some in chunks(hashes):
        query = select(t.claims.c.number).join(t.readings, t.claims.c.reading == t.readings.c.number)
        found += connection.execute(query.where(t.readings.c.sha256.in_(some))).scalars()
    return sorted(found)


def near_to(connection: Connection, hashes: Collection[str]) -> set[str]:
    """The texts and all that copy each other with them, by any number of steps."""
    found, new = set(hashes), set(hashes)
    while new:
        met: set[str] = set()
        for some in chunks(new):
            met.update(connection.execute(select(d.near.c.b).where(d.near.c.a.in_(some))).scalars())
        new = met - found
        found |= new
    return found
