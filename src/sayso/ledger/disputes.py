"""Claims that do not go together: a denial beside a claim on the same route, and figures that cannot both be right.

Nothing is decided here and nothing is retired; the two sides are put next to each other. Figures are only compared where the words
speak of the same goods on the same route at the same stage, of the same measure, and at times that may be the same: two shipments in
two months, or a batch beside a running total, are no conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.records import Claim, Document, Flow, Item, Quantity, Status

_REPORT_WINDOW = timedelta(days=3)
"""An event without a time of its own happened, for this comparison, within so many days up to its publication; running totals are
compared where they were published so close together, because they grow."""

_DENIAL_WINDOW = timedelta(days=14)
"""A denial is put beside claims that were printed within so many days of it, unless both name the time of the event."""

Pair = tuple[Claim, Document]
Figure = tuple[Item, Quantity, Pair]
_Key = tuple[Flow, frozenset[str], frozenset[str], Status, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims side by side. ``kind``: "denied" (the second denies the first) or "figures" (their bounds exclude each other)."""

    kind: str
    first: Pair
    second: Pair
    items: tuple[Item, Item] | None = None


def _ids(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(a.id for a in claim.actor), frozenset(a.id for a in claim.recipient)


def _related(a: str, b: str) -> bool:
    """One class is the other, or lies below it."""
    return a == b or a.startswith(b + ".") or b.startswith(a + ".")


def _goods_meet(a: Claim, b: Claim) -> bool:
    """The two speak of related goods; a claim without items leaves it open."""
    if not a.items or not b.items:
        return True
    return any(
        _related(x.class_, y.class_) and (x.designation is None or y.designation is None or x.designation == y.designation)
        for x in a.items
        for y in b.items
    )


def _days(claim: Claim, document: Document) -> tuple[date | None, date | None]:
    if claim.time and (claim.time.first or claim.time.last):
        return claim.time.first, claim.time.last
    if document.published:
        return document.published - _REPORT_WINDOW, document.published
    return None, None


def _times_meet(a: Pair, b: Pair) -> bool:
    (a_first, a_last), (b_first, b_last) = _days(*a), _days(*b)
    before = a_last is not None and b_first is not None and a_last < b_first
    after = b_last is not None and a_first is not None and b_last < a_first
    return not before and not after


def _published_together(a: Document, b: Document) -> bool:
    return bool(a.published and b.published and abs(a.published - b.published) <= _REPORT_WINDOW) or a.published is b.published is None


def _exclude(a: Quantity, b: Quantity) -> bool:
    """No number lies within both bounds."""
    return (a.high is not None and b.low is not None and a.high < b.low) or (b.high is not None and a.low is not None and b.high < a.low)


_STANDING = {Status.ACTUAL: 0, Status.PLANNED: 1, Status.POSSIBLE: 2}
_Sides = frozenset[str]


def denials(pairs: Iterable[Pair]) -> Iterator[Dispute]:
    """Each denial with the claim that it stands against most plainly: of the same flow or event, by the same actors, to the same
    recipients (or to nobody named), about related goods; what is said to have happened before what is planned, the newest first."""
    said: dict[tuple[str, _Sides], dict[_Sides, list[Pair]]] = {}
    denied: list[tuple[tuple[str, _Sides], _Sides, Pair]] = []
    for claim, document in pairs:
        actors, recipients = _ids(claim)
        key = claim.flow.value if claim.flow else claim.event or "", actors
        if claim.status is not Status.DENIED:
            said.setdefault(key, {}).setdefault(recipients, []).append((claim, document))
        elif actors or recipients:
            denied.append((key, recipients, (claim, document)))
    for sides in said.values():
        for found in sides.values():
            found.sort(key=lambda p: _STANDING[p[0].status])  # stable: the newest stay in front
    for key, recipients, denial in denied:
        against = _best(said.get(key, {}), recipients, denial)
        if against:
            yield Dispute("denied", against, denial)


def _may_be_meant(claim: Pair, denial: Pair) -> bool:
    """The denial may speak of this claim: their events may be of the same time, and they were not printed far apart."""
    if all(p[0].time and (p[0].time.first or p[0].time.last) for p in (claim, denial)):
        return _times_meet(claim, denial)
    a, b = claim[1].published, denial[1].published
    return a is None or b is None or abs(a - b) <= _DENIAL_WINDOW


def _best(said: dict[_Sides, list[Pair]], recipients: _Sides, denial: Pair) -> Pair | None:
    """The first of each group of recipients that may be meant; of these the one that stands most firmly, then the one with the same
    recipients, then one that names goods where the denial does."""
    meant = [said.get(recipients, []), said.get(frozenset(), [])] if recipients else list(said.values())
    firsts: list[Pair] = []
    for group in meant:
        fitting = (p for p in group if _goods_meet(p[0], denial[0]) and _may_be_meant(p, denial))
        first = next(fitting, None)
        if first is not None and not first[0].items and denial[0].items:
            named = next((p for p in fitting if p[0].items), None)
            firsts += [named] if named else []
        firsts += [first] if first else []
    return min(
        firsts,
        key=lambda p: (_STANDING[p[0].status], _ids(p[0])[1] != recipients, not (p[0].items and denial[0].items)),
        default=None,
    )


def figures(pairs: Iterable[Pair]) -> Iterator[Dispute]:
    """Pairs of figures that exclude each other, each figure at most once as the first of a pair."""
    groups: dict[_Key, list[Figure]] = {}
    for claim, document in pairs:
        if claim.flow is None or claim.status is Status.DENIED:
            continue
        for item in claim.items:
            q = item.quantity
            if q and (q.low is not None or q.high is not None):
                # What is lost, seized or withheld is compared by whose it is as well; what is used, by who uses it.
                key = (claim.flow, *_ids(claim), claim.status, item.class_, item.designation, q.measure)
                groups.setdefault(key, []).append((item, q, (claim, document)))
    for (flow, actors, recipients, *_, measure), found in groups.items():
        if flow is not Flow.TRANSFER and not actors and not recipients:
            continue
        yield from _clashes(found, total=measure == "total")


def _clashes(found: list[Figure], *, total: bool) -> Iterator[Dispute]:
    def starts(figure: Figure) -> date:
        claim, document = figure[2]
        return (document.published if total else _days(claim, document)[0]) or date.min

    found = sorted(found, key=starts)
    for n, (item, q, pair) in enumerate(found):
        ends = (pair[1].published and pair[1].published + _REPORT_WINDOW) if total else _days(*pair)[1]
        for other in found[n + 1 :]:
            if ends and starts(other) > ends:
                break  # sorted by their first day: all that follow are later still
            if pair[1].sha256 == other[2][1].sha256 and pair[0].sources == other[2][0].sources:
                continue  # one voice that names two numbers speaks of two things
            together = _published_together(pair[1], other[2][1]) if total else _times_meet(pair, other[2])
            if together and _exclude(q, other[1]):
                yield Dispute("figures", pair, other[2], (item, other[0]))
                break
