"""Brokers: who stands between two parties that are at odds, in which part, since when, and who lost it.

A broker between A and C has friendly dealings with both while the tie of A and C is hostile. Its part is named after Gould and Fernandez
(1989) by the sides that the three belong to: coordinator (all one side), itinerant (A and C on one side, the broker on another),
representative (the broker stands with A, whom it speaks for), gatekeeper (with C), liaison (three sides). The brokerage of news is not
directed ("talks between"), so representative and gatekeeper are one part seen from the other end; both ends are named.

Mediation is more than position: events in which the broker deals with both at once ("Qatar mediates between", three-way talks). Whether
a part was lost is asked of the silence since the last such event (Solow 1993: n events up to day t, silence up to day T, p = (t/T)^n).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sayso.acts import Act
from sayso.analysis.network import Network, Tie, network
from sayso.analysis.scores import Quad, score
from sayso.analysis.series import Period, axis_of, fetch, is_party
from sayso.records import Status

if TYPE_CHECKING:
    from sayso.ledger import Store

MANY = 5
"""Parties of an event above which it is a summit, whose host mediates between none of the guests."""

LOST = 0.05
"""Chance of so long a silence, at the broker's own pace, below which the part counts as lost."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place between ``a`` and ``c``. ``role``: coordinator, itinerant, representative (of ``a`` or ``c``: ``stands_with``) or liaison."""

    broker: str
    a: str
    c: str
    role: str
    stands_with: str | None
    events: tuple[str, ...]  # the friendly dealings with both
    hostile: tuple[str, ...]  # what the two have against each other


@dataclass(frozen=True, slots=True)
class Mediation:
    """Events in which ``broker`` dealt with ``a`` and ``c`` together, from ``first`` to ``last``.

    ``p``: chance of the silence since, at the pace before; ``lost``: it is below :data:`LOST`. ``successor``: who mediated most between
    the two after ``last``, where anybody did.
    """

    broker: str
    a: str
    c: str
    first: date
    last: date
    events: tuple[str, ...]
    p: float
    successor: str | None

    @property
    def lost(self) -> bool:
        return self.p <= LOST

    @property
    def words(self) -> str:
        told = f"{self.broker} between {self.a} and {self.c}: {len(self.events)} events, {self.first} to {self.last}"
        if not self.lost:
            return told
        return told + f"; not since (p = {self.p:.3f})" + (f", then {self.successor}" if self.successor else "")


@dataclass(frozen=True, slots=True)
class Brokers:
    """``counts``: for each broker the number of its positions by role, most first. ``as_of``: the day of the network behind it."""

    as_of: date
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    positions: tuple[Position, ...]
    mediations: tuple[Mediation, ...]


def role(side_a: object, side_b: object, side_c: object) -> str:
    """The part of b between a and c by their sides (Gould and Fernandez)."""
    if side_a == side_b == side_c:
        return "coordinator"
    if side_a == side_c:
        return "itinerant"
    if side_b in (side_a, side_c):
        return "representative"
    return "liaison"


def brokers(
    acts: Iterable[Act],
    *,
    as_of: date | None = None,
    party: str | None = None,
    sides: Mapping[str, object] | None = None,
    made: Network | None = None,
    least: int = 2,
    **options: Any,
) -> Brokers:
    """Positions in the network of the year before ``as_of`` and mediation over the whole history (of ``party`` as broker, where given).

    ``sides``: who belongs where; by default the blocs of the network, and a party without firm ties stands alone. ``least``: events that
    a tie needs to count for a position. Only parties with firmly hostile ties are taken to be at odds.
    """
    known = [a for a in acts if as_of is None or a.day <= as_of]
    net = made or network(known, as_of=as_of, **options)
    belongs: Mapping[str, object] = sides if sides is not None else net.blocs.bloc
    friends: dict[str, dict[str, Tie]] = defaultdict(dict)
    odds = [t for t in net.ties if t.sign < 0 and t.firm]
    for t in net.ties:
        if t.sign > 0 and len(t.events) >= least:
            friends[t.a][t.b] = friends[t.b][t.a] = t
    positions = []
    for t in odds:
        for b in sorted(set(friends[t.a]) & set(friends[t.b])):
            if party is None or b == party:
                at = [belongs.get(t.a, t.a), belongs.get(b, b) if sides is not None else _own_side(b, t, net), belongs.get(t.b, t.b)]
                part = role(*at)
                with_ = (t.a if at[1] == at[0] else t.b) if part == "representative" else None
                shared = tuple(dict.fromkeys(friends[t.a][b].events + friends[t.b][b].events))
                positions.append(Position(b, t.a, t.b, part, with_, shared, t.events))
    positions.sort(key=lambda p: (-len(p.events), p.broker, p.a, p.c))
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for p in positions:
        tally[p.broker][p.role] += 1
    counts = tuple((b, tuple(sorted(c.items()))) for b, c in sorted(tally.items(), key=lambda x: (-sum(x[1].values()), x[0])))
    ever_odds = {frozenset((t.a, t.b)) for t in odds}
    return Brokers(net.as_of, counts, tuple(positions), mediations(known, ever_odds, net.as_of, party=party))


def _own_side(broker: str, between: Tie, net: Network) -> object:
    """The bloc of a broker, if a firm friend other than the two it stands between is in it too; else it stands alone: dealing with both
    must not make it a member of either."""
    bloc = net.blocs.bloc.get(broker)
    for t in net.ties:
        if t.firm and t.sign > 0 and broker in (t.a, t.b):
            other = t.b if t.a == broker else t.a
            if other not in (between.a, between.b) and net.blocs.bloc.get(other) == bloc:
                return bloc
    return broker


def mediations(acts: Iterable[Act], odds: set[frozenset[str]], as_of: date, *, party: str | None = None) -> tuple[Mediation, ...]:
    """Who dealt with both of two parties at odds in one verbal or peace-making event, and whether they still do."""
    known = [act for act in acts if act.day <= as_of]
    starts = axis_of((act.day for act in known), Period.MONTH)
    box: dict[str, list[Act]] = defaultdict(list)
    for act in known:
        if act.recipient and act.status is Status.ACTUAL and act.day >= starts[0]:
            box[act.id].append(act)
    found: dict[tuple[str, str, str], dict[str, date]] = defaultdict(dict)
    for id, own in box.items():
        if not all(_peaceable(act) for act in own):
            continue
        near: dict[str, set[str]] = defaultdict(set)
        for act in own:
            near[act.actor].add(str(act.recipient))
            near[str(act.recipient)].add(act.actor)
        apart = [pair for pair in odds if pair <= near.keys()]
        # Several pairs at odds in one meeting are two camps that talk; who sits there belongs to one of them.
        if len(near) <= MANY and len(apart) == 1:
            [pair] = apart
            a, c = sorted(pair)
            for b in sorted(near[a] & near[c] - pair):
                if is_party(b) and not {frozenset((a, b)), frozenset((b, c))} & odds:
                    found[b, a, c][id] = own[0].day
    lines = []
    for (b, a, c), events in sorted(found.items()):
        ordered = sorted(events.items(), key=lambda x: (x[1], x[0]))
        last = ordered[-1][1]
        others = ((other, es) for (other, x, y), es in found.items() if (x, y) == (a, c) and other != b)
        later = Counter(other for other, es in others for day in es.values() if day > last)
        successor = min(later, key=lambda o: (-later[o], o)) if later else None
        if party is None or b == party:
            ids = tuple(id for id, _ in ordered)
            lines.append(Mediation(b, a, c, ordered[0][1], last, ids, silence([d for _, d in ordered], as_of), successor))
    return tuple(sorted(lines, key=lambda m: (-len(m.events), m.broker, m.a, m.c)))


def _peaceable(act: Act) -> bool:
    """Talk, agreement or stepping back; aid to two enemies is no mediation between them."""
    counted = score(act)
    return counted is not None and (counted.quad is Quad.VERBAL_COOPERATION or act.event == "RETREAT")


def silence(days: list[date], until: date) -> float:
    """The chance that events at an even pace since the first one fall silent so long before ``until`` (Solow 1993). 1 for one event."""
    if len(days) < 2:
        return 1.0
    span, whole = (days[-1] - days[0]).days, (until - days[0]).days
    return (span / whole) ** (len(days) - 1) if whole > 0 else 1.0


def brokers_in(ledger: Store, *, dataset: str | None = None, as_of: date | None = None, **options: Any) -> Brokers:
    """:func:`brokers` of a ledger's own events as they were known on ``as_of``, or of the imported table ``dataset``."""
    return brokers(fetch(ledger, dataset=dataset, as_of=as_of), as_of=as_of, **options)
