"""Who supplies whom: supplier index by item class, dependence on one supplier, and who changed places with whom.

All of it counts transfers that happened (status actual; what is planned, possible or denied stands beside), weighted by independent
origins, an event once for a class however many items it lists. Quantities do not enter: most transfers have none, and totals and batches
must not be added (the balances do that, with bounds).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import comb
from typing import TYPE_CHECKING, Any

from sayso.acts import OURS, Act
from sayso.analysis.series import fetch, weight_of
from sayso.records import Flow, Status

if TYPE_CHECKING:
    from sayso.ledger import Store

ALL = "all"
"""The class that every transfer counts towards."""

FIRM = 0.05
"""Chance below which a reversal is called firm."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands in the trade in a class: ``index`` is (out − in) / (out + in), from −1 (only receives) to +1 (only supplies).

    ``out``, ``in_``: weights of the transfers in ``supplied`` and ``received`` (event ids).
    """

    party: str
    class_: str
    out: float
    in_: float
    supplied: tuple[str, ...]
    received: tuple[str, ...]

    @property
    def index(self) -> float:
        return (self.out - self.in_) / (self.out + self.in_)


@dataclass(frozen=True, slots=True)
class Dependence:
    """A receiver's suppliers in a class: ``share`` of the largest, ``concentration`` (Herfindahl, 1 = one supplier), all by weight.

    ``low``: lower end of the share's 90 % Wilson interval; with one transfer a share of 100 % means little, and this says so.
    """

    receiver: str
    class_: str
    supplier: str
    share: float
    low: float
    concentration: float
    suppliers: tuple[tuple[str, float, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two parties changed places: ``old`` supplied ``new`` until ``until``, since ``since`` ``new`` supplies ``old``.

    ``before`` and ``after``: event ids of old→new and new→old transfers in each part (with the flow, against the flow). ``p``: chance of
    so clean a turn at any day if the order of the transfers meant nothing (Fisher's exact test, times the days it could have been).
    """

    old: str
    new: str
    class_: str
    until: date
    since: date
    before: tuple[tuple[str, ...], tuple[str, ...]]
    after: tuple[tuple[str, ...], tuple[str, ...]]
    p: float

    @property
    def firm(self) -> bool:
        return self.p <= FIRM

    @property
    def words(self) -> str:
        told = f"{self.class_}: {self.old} supplied {self.new} until {self.until} ({len(self.before[0])} of {sum(map(len, self.before))})"
        told += f"; since {self.since} {self.new} supplies {self.old} ({len(self.after[0])} of {sum(map(len, self.after))})"
        return told + ("" if self.firm else f"; could be chance (p = {self.p:.2f})")


@dataclass(frozen=True, slots=True)
class Roles:
    """``positions`` by weight, ``dependences`` by weight, ``reversals`` firmest first; ``beside``: event ids of transfers that do
    not count, by status, and "unnamed" where a side is no party or firm of the lexicons ("countries", "gunmen")."""

    positions: tuple[Position, ...]
    dependences: tuple[Dependence, ...]
    reversals: tuple[Reversal, ...]
    beside: tuple[tuple[str, tuple[str, ...]], ...]


def named(actor: str) -> bool:
    """A party or firm that the lexicons know by name."""
    from sayso.ledger.names import known_name

    return known_name(actor) is not None


def families(act: Act, depth: int) -> tuple[str, ...]:
    """The classes that a transfer counts towards: :data:`ALL`, and each of its item classes cut at ``depth`` levels (weapon.uav: 2)."""
    return (ALL, *sorted({".".join(c.split(".")[:depth]) for c in act.classes}))


def roles(acts: Iterable[Act], *, depth: int = 2, first: date | None = None, last: date | None = None, party: str | None = None) -> Roles:
    """Positions, dependences and reversals of the transfers from ``first`` to ``last`` (of ``party``, where given)."""
    transfers, beside = [], defaultdict(list)
    for act in acts:
        if act.flow != Flow.TRANSFER.value or act.recipient is None or (party and party not in (act.actor, act.recipient)):
            continue
        if (first and act.day < first) or (last and act.day > last):
            continue
        if act.dataset == OURS and not (named(act.actor) and named(act.recipient)):
            beside["unnamed"].append(act.id)
        elif act.status is Status.ACTUAL:
            transfers.append(act)
        else:
            beside[act.status.value].append(act.id)
    transfers.sort(key=lambda a: (a.day, a.id))
    by_class: dict[str, list[Act]] = defaultdict(list)
    for act in transfers:
        for family in families(act, depth):
            by_class[family].append(act)
    return Roles(
        tuple(sorted((p for c, own in by_class.items() for p in _positions(c, own)), key=lambda p: (-(p.out + p.in_), p.party, p.class_))),
        tuple(sorted((d for c, own in by_class.items() for d in _dependences(c, own)), key=_by_weight)),
        tuple(sorted((r for c, own in by_class.items() for r in _reversals(c, own)), key=lambda r: (r.p, r.since, r.old, r.class_))),
        tuple((status, tuple(dict.fromkeys(ids))) for status, ids in sorted(beside.items())),
    )


def _by_weight(d: Dependence) -> tuple[float, str, str]:
    return -sum(w for _, w, _ in d.suppliers), d.receiver, d.class_


def _positions(class_: str, transfers: Sequence[Act]) -> Iterable[Position]:
    out: dict[str, dict[str, float]] = defaultdict(dict)
    into: dict[str, dict[str, float]] = defaultdict(dict)
    for act in transfers:
        out[act.actor][act.id] = into[str(act.recipient)][act.id] = weight_of(act)
    for who in sorted({*out, *into}):
        yield Position(who, class_, sum(out[who].values()), sum(into[who].values()), tuple(out[who]), tuple(into[who]))


def _dependences(class_: str, transfers: Sequence[Act]) -> Iterable[Dependence]:
    given: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for act in transfers:
        given[str(act.recipient)][act.actor][act.id] = weight_of(act)
    for receiver, suppliers in given.items():
        sums = sorted(((s, sum(e.values()), tuple(e)) for s, e in suppliers.items()), key=lambda x: (-x[1], x[0]))
        total = sum(w for _, w, _ in sums)
        count = sum(len(e) for _, _, e in sums)
        share = sums[0][1] / total
        yield Dependence(
            receiver, class_, sums[0][0], share, wilson_low(share, count), sum((w / total) ** 2 for _, w, _ in sums), tuple(sums)
        )


def wilson_low(share: float, count: int, z: float = 1.645) -> float:
    """The lower end of the Wilson interval of a share of ``count`` (90 % by default)."""
    middle = share + z * z / (2 * count)
    half = z * ((share * (1 - share) + z * z / (4 * count)) / count) ** 0.5
    return float(max(0.0, (middle - half) / (1 + z * z / count)))


def _reversals(class_: str, transfers: Sequence[Act]) -> Iterable[Reversal]:
    routes: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in transfers:
        routes[min(act.actor, str(act.recipient)), max(act.actor, str(act.recipient))].append(act)
    for (a, _), own in sorted(routes.items()):
        found = _turn([act.actor == a for act in own], [act.day for act in own])
        if found is None:
            continue
        at, p = found
        old, new = own[0].actor, str(own[0].recipient)
        early, late = own[:at], own[at:]
        if sum(act.actor == old for act in early) * 2 < len(early):
            old, new = new, old
        parts = [
            (tuple(x.id for x in part if x.actor == who), tuple(x.id for x in part if x.actor != who))
            for part, who in ((early, old), (late, new))
        ]
        yield Reversal(old, new, class_, early[-1].day, late[0].day, parts[0], parts[1], p)


def _turn(forth: Sequence[bool], days: Sequence[date]) -> tuple[int, float] | None:
    """Where the majority changes its direction most cleanly, and the chance of it (Bonferroni over the days); None: it never does."""
    n, total = len(forth), sum(forth)
    splits = [k for k in range(1, n) if days[k] != days[k - 1]]
    best: tuple[float, int] | None = None
    for k in splits:
        early = sum(forth[:k])
        late = total - early
        if (2 * early > k and 2 * late < n - k) or (2 * early < k and 2 * late > n - k):
            p = fisher(early, k - early, late, n - k - late)
            best = min(best, (p, k)) if best else (p, k)
    return (best[1], min(1.0, best[0] * len(splits))) if best else None


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Two-sided p of Fisher's exact test on the table ((a, b), (c, d))."""
    rows, columns, n = a + b, a + c, a + b + c + d

    def ways(x: int) -> int:
        return comb(columns, x) * comb(n - columns, rows - x)

    seen = ways(a)
    return sum(w for x in range(max(0, rows + columns - n), min(rows, columns) + 1) if (w := ways(x)) <= seen) / comb(n, rows)


def roles_in(ledger: Store, *, dataset: str | None = None, as_of: date | None = None, **options: Any) -> Roles:
    """:func:`roles` of a ledger's own events as they were known on ``as_of``, or of the imported table ``dataset``."""
    return roles(fetch(ledger, dataset=dataset, as_of=as_of), **options)
