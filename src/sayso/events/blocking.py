"""Which claims are compared at all: those that share a key. A key names a family of acts, a party or a place, and a stretch of days.

A claim has two stretches of each length, so that two claims within that many days of each other always share one. What a batch, a
model or a figure singles out is compared over a long time (arms arrive months after they were announced); attacks and talks over few days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.events.days import marked
from sayso.events.features import Features, features
from sayso.records import Claim, Document

#: Days within which claims of a family are compared. Measured in benchmarks/events.py: share of true pairs that share a key.
REACH = {"attack": 4, "intercept": 4, "talks": 7, "supply": 92, "withhold": 92, "produce": 92, "seize": 31, "sanction": 14}
_REACH = 8

#: Stretches of a long time ("since February") are not spelt out beyond so many; then the days of the report stand for it.
_MOST = 3


def _stretches(first: int, last: int, reach: int) -> Iterable[int]:
    return range(first // reach, last // reach + 2)


def _days(r: Features, reach: int) -> list[str]:
    if r.first is None or r.last is None:
        return ["?"]
    found: set[int] = set()
    if r.published is not None:
        found.update(_stretches(r.published, r.published, reach))
    if r.dated and r.last - r.first <= _MOST * reach:
        found.update(_stretches(r.first, r.last, reach))
    return [str(n) for n in sorted(found or _stretches(r.last, r.last, reach))]


def keys_of(r: Features) -> set[str]:
    """The keys of a record; see :func:`blocking_keys`."""
    reach = REACH.get(r.family, _REACH)
    who = {*r.actors_up, *r.recipients_up}
    # A state that suffers an attack is often known from the place alone, and the other way round.
    where = {*r.places, *(f"in {s}" for s in r.states), *(f"in {p}" for p in who if len(p) == 3 and p.isupper())}
    marks = {*who, *where, *r.designations} or {"?"}
    return {f"{r.family}/{mark}/{reach}d{day}" for mark in marks for day in _days(r, reach)}


def blocking_keys(claim: Claim, document: Document) -> set[str]:
    """Strings such that only claims that share one can be one event. They depend on this claim alone."""
    return keys_of(features(claim, document))


def worth_it(a: Features, b: Features) -> bool:
    """Whether two claims that share a key can be one event at all: parties of both are known and all of them others → no, unless they
    are marked by the same place, names or rare words, for one of the parties may be misread."""
    if not a.actors or not b.actors:
        return True
    if set(a.actors_up) & set(b.actors_up) and not (a.recipients and b.recipients and not set(a.recipients_up) & set(b.recipients_up)):
        return True
    return a.document != b.document and marked(a, b)


def candidates(records: Iterable[Features]) -> Iterator[tuple[Features, Features]]:
    """Each pair of records that share a key, once, in the order of their ids."""
    blocks: dict[str, list[Features]] = {}
    for r in {r.id: r for r in records}.values():
        for key in keys_of(r):
            blocks.setdefault(key, []).append(r)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        block.sort(key=lambda r: r.id)
        for n, a in enumerate(block):
            for b in block[n + 1 :]:
                if (a.id, b.id) not in seen:
                    seen.add((a.id, b.id))
                    if worth_it(a, b):
                        yield a, b
