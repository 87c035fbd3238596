"""The signed network of a year: who is with whom and against whom, how surely, how balanced, and the sides it falls into.

A tie is the sum of weight × PLOVER score over the events between two parties; its sign is that of the sum. Whether the sign could be
chance is asked by turning the sign of each event over at random (exact up to 14 events, a normal approximation above), corrected over
all ties that have events enough to be told from chance at all (Tarone 1990). Firm ties enter triads, sides and blocs; the others are
shown, but decide nothing. Parties who act together on a third ("the United States and Israel strike Iran") are tied by that too: it
counts as SUPPORT of one another, since PLOVER, which codes who does what to whom, has no code for side by side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from math import erfc, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.acts import Act
from sayso.analysis.frustration import Partition, SignedEdge, coalitions, frustration
from sayso.analysis.scores import score
from sayso.analysis.series import Dealing, Period, fetch, gather, parties_of, unordered
from sayso.errors import SettingError

if TYPE_CHECKING:
    from sayso.ledger import Store

YEAR = 365
"""Days that the network looks back: long enough for rare dealings, short enough that sides can change."""

EXACT = 14
"""Events up to which all 2^n ways to turn signs over are counted."""

SHUFFLES = 500
"""Shuffles of the signs over the ties that say how many balanced triads to expect."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Between ``a`` and ``b``: ``cooperation`` and ``conflict`` are sums of weight × score (the second at most 0), ``net`` both together.

    ``p``: the chance of so one-sided a sum if each event could as well have gone the other way; ``q``: corrected over all ties.
    """

    a: str
    b: str
    cooperation: float
    conflict: float
    p: float
    q: float
    firm: bool
    events: tuple[str, ...]

    @property
    def net(self) -> float:
        return self.cooperation + self.conflict

    @property
    def sign(self) -> int:
        return 1 if self.net > 0 else -1


@dataclass(frozen=True, slots=True)
class Triad:
    """Three parties that are all tied firmly; ``signs`` of ab, ac, bc. Balanced: an even number of hostile ties (Heider)."""

    parties: tuple[str, str, str]
    signs: tuple[int, int, int]

    @property
    def balanced(self) -> bool:
        return self.signs[0] * self.signs[1] * self.signs[2] > 0

    @property
    def kind(self) -> str:
        return "".join("+" if s > 0 else "-" for s in sorted(self.signs, reverse=True))


@dataclass(frozen=True, slots=True)
class Network:
    """The network of the days ``first`` to ``as_of``. ``triads`` lists the unbalanced ones; ``census`` counts all by kind ("+--").

    ``balance``: share of balanced triads (None without triads); ``expected``/``spread``: the same where the signs are shuffled over the
    ties (mean, standard deviation). ``sides``: two of them, by the exact frustration index; ``blocs``: any number.
    """

    first: date
    as_of: date
    level: float
    ties: tuple[Tie, ...]
    census: tuple[tuple[str, int], ...]
    triads: tuple[Triad, ...]
    balance: float | None
    expected: float | None
    spread: float | None
    sides: Partition
    blocs: Partition

    @property
    def theatres(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """The two sides of each part of the network that hangs together by firm ties, the largest first: the sides of parties who have
        nothing to do with each other cannot be compared."""
        near: dict[str, set[str]] = {}
        for t in self.ties:
            if t.firm:
                near.setdefault(t.a, set()).add(t.b)
                near.setdefault(t.b, set()).add(t.a)
        found, left = [], set(near)
        while left:
            part, waiting = set(), [min(left)]
            while waiting:
                at = waiting.pop()
                if at not in part:
                    part.add(at)
                    waiting += near[at]
            left -= part
            one, two = (tuple(sorted(p for p in part if self.sides.bloc[p] == k)) for k in (0, 1))
            found.append((one, two) if len(one) >= len(two) else (two, one))
        return tuple(sorted(found, key=lambda sides: (-len(sides[0]) - len(sides[1]), sides)))

    def tie(self, a: str, b: str) -> Tie | None:
        return next((t for t in self.ties if {t.a, t.b} == {a, b}), None)


def sign_chance(values: list[float]) -> float:
    """The share of sign patterns whose sum is at least as far from 0 as that of ``values`` (two-sided randomisation test)."""
    total = abs(sum(values))
    if len(values) <= EXACT:
        sizes = np.abs(np.array(values))
        patterns = np.array(list(product((-1.0, 1.0), repeat=len(values)))) if values else np.zeros((1, 0))
        return float((np.abs(patterns @ sizes) >= total - 1e-9).mean())
    return erfc(total / sqrt(sum(v * v for v in values)) / sqrt(2))


def ties_of(acts: Iterable[Act], first: date, last: date, *, level: float = 0.1) -> tuple[Tie, ...]:
    """The ties of all pairs with dealings in these days, the heaviest first. ``level``: false discovery rate of firm ties."""
    from scipy.stats import false_discovery_control

    known = list(acts)
    together = alongside(known)
    dealings = gather([*known, *together], Period.MONTH, first=first, last=last, keep=parties_of(known))
    found: list[tuple[str, str, list[float], tuple[str, ...]]] = []
    for (a, b), every in unordered(dealings):
        box: dict[str, list[Dealing]] = {}
        for d in every:
            box.setdefault(d.act.id, []).append(d)
        # An event that says several things of a pair ("fires at and occupies") is one event with their sum.
        values = [sum(d.weight * d.score.value for d in ds) for ds in box.values()]
        if any(values):
            found.append((a, b, values, tuple(box)))
    chances = [sign_chance(values) for _, _, values, _ in found]
    # The smallest p that n events can give is 2 / 2^n; a tie that could never be firm is not asked, and does not weaken the others.
    asked = [i for i, (_, _, values, _) in enumerate(found) if 2.0 ** (1 - len(values)) <= level]
    corrected = np.ones(len(found))
    if asked:
        corrected[asked] = false_discovery_control([chances[i] for i in asked])
    ties = [
        Tie(a, b, sum(v for v in values if v > 0), sum(v for v in values if v < 0), p, float(q), bool(q <= level), events)
        for (a, b, values, events), p, q in zip(found, chances, corrected, strict=True)
        if sum(values) != 0
    ]
    return tuple(sorted(ties, key=lambda t: (-abs(t.net), t.a, t.b)))


def alongside(acts: Iterable[Act]) -> list[Act]:
    """Joint acts of SUPPORT between parties who act on the same third party in the same event (one each way, half of the weight each)."""
    box: dict[tuple[str, str], dict[str, Act]] = {}
    for act in acts:
        if act.recipient is not None and not act.joint and score(act) is not None:
            box.setdefault((act.id, act.recipient), {})[act.actor] = act
    found: dict[tuple[str, str, str], Act] = {}
    for (id, _), by in box.items():
        for (a, act), b in ((x, y) for x in by.items() for y in by if x[0] != y):
            found.setdefault(
                (id, a, b), replace(act, recipient=b, event="SUPPORT", mode=None, flow=None, joint=True, weight=act.weight / 2)
            )
    return list(found.values())


def network(
    acts: Iterable[Act], *, as_of: date | None = None, days: int = YEAR, level: float = 0.1, seconds: float = 30.0, seed: int = 1
) -> Network:
    """The signed network of the ``days`` up to ``as_of`` (default: the last day that the acts really cover).

    ``seconds``: the most that is spent on sides, and again on blocs; where that is too little their ``gap`` says so.
    """
    known = list(acts)
    if days < 1:
        raise SettingError(f"A network of {days} days is empty", "Give 1 day or more.")
    if as_of is None:
        covered = gather(known, Period.MONTH).starts
        end = Period.MONTH.after(covered[-1]) - timedelta(days=1) if covered else date.today()
        as_of = max((a.day for a in known if a.day <= end), default=end)
    first = as_of - timedelta(days=days - 1)
    ties = ties_of(known, first, as_of, level=level)
    firm = [t for t in ties if t.firm]
    edges = [SignedEdge(t.a, t.b, t.sign) for t in firm]
    triads = _triads(firm)
    share, expected, spread = _balance(firm, triads, seed)
    return Network(
        first,
        as_of,
        level,
        ties,
        tuple(sorted(Counter(t.kind for t in triads).items())),
        tuple(t for t in triads if not t.balanced),
        share,
        expected,
        spread,
        frustration(edges, seconds=seconds),
        coalitions(edges, seconds=seconds),
    )


def _triads(ties: list[Tie]) -> list[Triad]:
    sign = {frozenset((t.a, t.b)): t.sign for t in ties}
    near: dict[str, set[str]] = {}
    for t in ties:
        near.setdefault(t.a, set()).add(t.b)
        near.setdefault(t.b, set()).add(t.a)
    return [
        Triad((t.a, t.b, c), (t.sign, sign[frozenset((t.a, c))], sign[frozenset((t.b, c))]))
        for t in sorted(ties, key=lambda t: (t.a, t.b))
        for c in sorted(near[t.a] & near[t.b])
        if t.b < c
    ]


def _balance(ties: list[Tie], triads: list[Triad], seed: int) -> tuple[float | None, float | None, float | None]:
    if not triads:
        return None, None, None
    place = {frozenset((t.a, t.b)): i for i, t in enumerate(ties)}
    at = np.array([[place[frozenset((t.parties[i], t.parties[j]))] for i, j in ((0, 1), (0, 2), (1, 2))] for t in triads])
    signs = np.array([t.sign for t in ties])
    rng = np.random.default_rng(seed)
    shares = [float((rng.permutation(signs)[at].prod(1) > 0).mean()) for _ in range(SHUFFLES)]
    return float((signs[at].prod(1) > 0).mean()), float(np.mean(shares)), float(np.std(shares))


def network_in(ledger: Store, *, dataset: str | None = None, as_of: date | None = None, **options: Any) -> Network:
    """:func:`network` of a ledger's own events as they were known on ``as_of``, or of the imported table ``dataset``."""
    return network(fetch(ledger, dataset=dataset, as_of=as_of), as_of=as_of, **options)


def gexf(found: Network, *, firm_only: bool = True) -> str:
    """The network as GEXF 1.2 (Gephi, cytoscape): parties with side and bloc, ties with sign, weight, significance and event ids."""
    import networkx

    graph = networkx.Graph(first=found.first.isoformat(), last=found.as_of.isoformat())
    for tie in found.ties:
        if tie.firm or not firm_only:
            graph.add_edge(
                tie.a,
                tie.b,
                weight=abs(tie.net),
                sign=tie.sign,
                cooperation=tie.cooperation,
                conflict=tie.conflict,
                q=tie.q,
                firm=tie.firm,
                events=" ".join(tie.events),
            )
    from sayso.ledger.names import name_of

    for party in graph.nodes:
        graph.nodes[party].update(label=name_of(party), side=found.sides.bloc.get(party, -1), bloc=found.blocs.bloc.get(party, -1))
    # The day of the network instead of the day of writing: the same ledger gives the same file.
    return re.sub(r'(?<=lastmodifieddate=")[^"]*', found.as_of.isoformat(), "\n".join(networkx.generate_gexf(graph))) + "\n"
