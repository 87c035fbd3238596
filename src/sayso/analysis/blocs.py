"""Blocs over time: who stood with whom, who moved, and which parties hang on a patron by flows of arms.

Each snapshot is the network of the year before a day; blocs of neighbouring snapshots are matched by the members they share (assignment
that keeps most, ``scipy.optimize.linear_sum_assignment``), so a bloc keeps its number while most of it stays together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sayso.acts import Act
from sayso.analysis.network import YEAR, Network, network
from sayso.analysis.series import Period, fetch, gather, is_party, weight_of
from sayso.records import Flow, Status

if TYPE_CHECKING:
    from sayso.ledger import Store


FIGHTS = 3
"""Events of a hostile tie below which it does not make an adversary."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The blocs on a day: number of the bloc (kept over time) → members, the largest first. ``cost``, ``gap``: of the partition."""

    as_of: date
    blocs: tuple[tuple[int, tuple[str, ...]], ...]
    cost: float
    gap: float

    def bloc_of(self, party: str) -> int | None:
        return next((number for number, members in self.blocs if party in members), None)


@dataclass(frozen=True, slots=True)
class Move:
    """``party`` left bloc ``old`` for ``new`` between two snapshots; ``events``: those of its firm ties in the later one."""

    party: str
    before: date
    after: date
    old: int
    new: int
    left: tuple[str, ...]
    joined: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proxy:
    """``party`` gets at least half of the arms flows we know of from ``patron`` and fights ``against``, an adversary of the patron.

    ``share``: the patron's part of the weighted flows to the party; ``flows``, ``hostile``: events behind both halves of the statement.
    """

    party: str
    patron: str
    against: tuple[str, ...]
    share: float
    flows: tuple[str, ...]
    hostile: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    snapshots: tuple[Snapshot, ...]
    moves: tuple[Move, ...]
    proxies: tuple[Proxy, ...]


def blocs_over_time(
    acts: Iterable[Act],
    *,
    period: Period = Period.QUARTER,
    days: int = YEAR,
    level: float = 0.1,
    as_of: date | None = None,
    seconds: float = 10.0,
) -> History:
    """Snapshots at the end of each ``period`` that has enough history behind it (half of ``days``), the moves, and the proxies now."""
    known = [a for a in acts if as_of is None or a.day <= as_of]
    starts = gather(known, Period.MONTH).starts
    if not starts:
        return History((), (), ())
    last = Period.MONTH.after(starts[-1]) - timedelta(days=1)
    last = as_of or max(a.day for a in known if a.day <= last)
    ends = [period.after(s) - timedelta(days=1) for s in period.axis(starts[0], last)]
    ends = [e for e in ends if e < last and e >= starts[0] + timedelta(days=days // 2)] + [last]
    networks = [network(known, as_of=end, days=days, level=level, seconds=seconds) for end in ends]
    snapshots: list[Snapshot] = []
    for made in networks:
        snapshots.append(_snapshot(made, snapshots))
    moves: list[Move] = []
    seen: dict[str, Snapshot] = {}
    for made, snapshot in zip(networks, snapshots, strict=True):
        moves += _moves(made, seen, snapshot)
        seen.update((party, snapshot) for _, members in snapshot.blocs for party in members)
    return History(tuple(snapshots), tuple(moves), proxies(known, networks[-1]))


def _snapshot(made: Network, before: Sequence[Snapshot]) -> Snapshot:
    """The blocs of a network under the numbers they had in the snapshot before; what matches none gets a new number."""
    from scipy.optimize import linear_sum_assignment

    blocs = made.blocs.blocs()
    used = {number for s in before for number, _ in s.blocs}
    old = before[-1].blocs if before else ()
    number: dict[int, int] = {}
    if old and blocs:
        shared = [[-len(set(members) & set(bloc)) for bloc in blocs] for _, members in old]
        for i, j in zip(*linear_sum_assignment(shared), strict=True):
            if shared[i][j] < 0:
                number[int(j)] = old[i][0]
    fresh = max(used, default=-1) + 1
    for j in range(len(blocs)):
        if j not in number:
            number[j], fresh = fresh, fresh + 1
    named = sorted(((number[j], bloc) for j, bloc in enumerate(blocs)), key=lambda x: (-len(x[1]), x[0]))
    return Snapshot(made.as_of, tuple(named), made.blocs.cost, made.blocs.gap)


def _moves(made: Network, seen: dict[str, Snapshot], new: Snapshot) -> Iterable[Move]:
    """Parties in another bloc than when they were last ``seen`` in one, most of whose companions of then did not come along.

    Between two camps a party may have no firm tie for a while; it is followed over that gap.
    """
    for number, bloc in new.blocs:
        for party in bloc:
            old = seen.get(party)
            was = old.bloc_of(party) if old else None
            if old is None or was is None or was == number:
                continue
            companions = set(dict(old.blocs)[was]) - {party}
            around = set(bloc) - {party}
            if companions and around and 2 * len(companions & around) <= len(companions):
                events = tuple(e for t in made.ties if t.firm and party in (t.a, t.b) for e in t.events)
                yield Move(party, old.as_of, new.as_of, was, number, tuple(sorted(companions)), tuple(sorted(around)), events)


def proxies(acts: Iterable[Act], made: Network) -> tuple[Proxy, ...]:
    """Parties tied to a patron by flows who fight the patron's adversaries, in the days of the network ``made``.

    Flows are actual transfers; adversaries are those with a hostile tie of :data:`FIGHTS` events or more on both sides. One flow is a
    hint, not a pattern: ``flows`` shows how many there are.
    """
    given: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for act in acts:
        if act.flow == Flow.TRANSFER.value and act.status is Status.ACTUAL and act.recipient and made.first <= act.day <= made.as_of:
            given[act.recipient][act.actor][act.id] = weight_of(act)
    hostile: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for tie in made.ties:
        if tie.sign < 0 and len(tie.events) >= FIGHTS:
            hostile[tie.a][tie.b] = hostile[tie.b][tie.a] = tie.events
    found = []
    for party, suppliers in sorted(given.items()):
        total = sum(sum(events.values()) for events in suppliers.values())
        for patron, events in sorted(suppliers.items()):
            share = sum(events.values()) / total
            shared = sorted(set(hostile[party]) & set(hostile[patron]))
            if share >= 0.5 and shared and patron not in hostile[party] and is_party(party):
                fights = tuple(dict.fromkeys(e for other in shared for e in hostile[party][other]))
                found.append(Proxy(party, patron, tuple(shared), share, tuple(events), fights))
    return tuple(sorted(found, key=lambda p: (-len(p.flows), p.party)))


def blocs_in(ledger: Store, *, dataset: str | None = None, as_of: date | None = None, **options: Any) -> History:
    """:func:`blocs_over_time` of a ledger's own events as they were known on ``as_of``, or of the imported table ``dataset``."""
    return blocs_over_time(fetch(ledger, dataset=dataset, as_of=as_of), as_of=as_of, **options)
