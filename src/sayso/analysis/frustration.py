"""How far a signed network is from falling into sides: the exact frustration index, and the partition that reaches it.

The index (Harary 1959) is the least weight of edges that resist when all parties are put on two sides: friends across, or enemies
together. It is found exactly as a mixed-integer programme over HiGHS (scipy), one for each block of the network without cut vertices,
since edges on no common cycle cannot frustrate each other. Where time runs out the best partition found stands with a proven lower bound.
With any number of blocs (Davis 1967: enemies of one's enemies need not be friends) it becomes a multicut, solved by adding the cycle
inequalities that the answer still breaks until it breaks none (after Kappes and others 2011).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class SignedEdge:
    """Between ``a`` and ``b``: ``sign`` is +1 or -1, ``weight`` at least 0."""

    a: str
    b: str
    sign: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Partition:
    """``bloc`` of each party (0, 1, … by size); ``cost``: weight of the edges that resist; ``bound``: proven least; ``gap``: the
    difference as a share of the cost (0: exact). ``resisting``: the edges, the heaviest first."""

    bloc: dict[str, int]
    cost: float
    bound: float
    resisting: tuple[SignedEdge, ...]

    @property
    def gap(self) -> float:
        return 0.0 if self.cost <= self.bound + 1e-6 else (self.cost - self.bound) / self.cost

    @property
    def exact(self) -> bool:
        return self.gap == 0.0

    def blocs(self) -> tuple[tuple[str, ...], ...]:
        count = max(self.bloc.values(), default=-1) + 1
        return tuple(tuple(sorted(p for p, c in self.bloc.items() if c == k)) for k in range(count))


def _merged(edges: Iterable[SignedEdge]) -> list[SignedEdge]:
    """One edge a pair and sign, no loops, no empty weights."""
    box: dict[tuple[str, str, int], float] = {}
    for e in edges:
        if e.a != e.b and e.weight > 0:
            key = (min(e.a, e.b), max(e.a, e.b), 1 if e.sign > 0 else -1)
            box[key] = box.get(key, 0.0) + e.weight
    return [SignedEdge(a, b, s, w) for (a, b, s), w in sorted(box.items())]


def _finish(bloc: dict[str, int], edges: Sequence[SignedEdge], bound: float) -> Partition:
    sizes: dict[int, list[str]] = {}
    for party, k in bloc.items():
        sizes.setdefault(k, []).append(party)
    order = sorted(sizes, key=lambda k: (-len(sizes[k]), min(sizes[k])))
    named = {party: order.index(k) for party, k in sorted(bloc.items())}
    resisting = [e for e in edges if (named[e.a] == named[e.b]) != (e.sign > 0)]
    cost = sum(e.weight for e in resisting)
    return Partition(named, cost, min(bound, cost), tuple(sorted(resisting, key=lambda e: (-e.weight, e.a, e.b))))


def frustration(edges: Iterable[SignedEdge], *, seconds: float = 60.0) -> Partition:
    """The two sides that fewest edges resist (by weight). At most ``seconds`` are spent; ``Partition.gap`` says what is left open."""
    import networkx

    known = _merged(edges)
    graph = networkx.Graph((e.a, e.b) for e in known)
    of = {frozenset(pair): [e for e in known if {e.a, e.b} == set(pair)] for pair in graph.edges}
    side: dict[str, int] = {}
    bound, deadline = 0.0, monotonic() + seconds
    for component in sorted(networkx.connected_components(graph), key=min):
        solved: dict[frozenset[str], dict[str, int]] = {}
        blocks = sorted((frozenset(b) for b in networkx.biconnected_components(graph.subgraph(component))), key=lambda b: sorted(b))
        for block in blocks:
            # In order of the names: among equally good answers the solver takes the one it meets first.
            pairs = sorted(tuple(sorted(pair)) for pair in graph.subgraph(block).edges)
            inside = [e for pair in pairs for e in of[frozenset(pair)]]
            solved[block], proven = _two_sides(inside, max(0.1, deadline - monotonic()))
            bound += proven
        _join(side, component, blocks, solved)
    return _finish(side, known, bound)


def _join(
    side: dict[str, int], component: Iterable[str], blocks: list[frozenset[str]], solved: dict[frozenset[str], dict[str, int]]
) -> None:
    """Put the blocks' sides together: a party in two blocks decides whether the second is turned over."""
    root = min(component)
    side[root] = 0
    waiting, left = deque([root]), list(blocks)
    while waiting:
        at = waiting.popleft()
        for block in [b for b in left if at in b]:
            left.remove(block)
            turn = solved[block][at] ^ side[at]
            for party in sorted(block):
                if party not in side:
                    side[party] = solved[block][party] ^ turn
                    waiting.append(party)


def _two_sides(edges: Sequence[SignedEdge], seconds: float) -> tuple[dict[str, int], float]:
    """Sides and proven bound of one block. Binary side of each party, resistance of each edge; an odd triangle holds at least one."""
    nodes = sorted({p for e in edges for p in (e.a, e.b)})
    if len(edges) == 1:
        return {edges[0].a: 0, edges[0].b: int(edges[0].sign < 0)}, 0.0
    place = {p: i for i, p in enumerate(nodes)}
    n, m = len(nodes), len(edges)
    rows: list[tuple[dict[int, float], float]] = []
    for k, e in enumerate(edges):
        i, j, f = place[e.a], place[e.b], n + k
        if e.sign > 0:
            rows += [({f: 1, i: -1, j: 1}, 0), ({f: 1, i: 1, j: -1}, 0)]
        else:
            rows += [({f: 1, i: -1, j: -1}, -1), ({f: 1, i: 1, j: 1}, 1)]
    for a, b, c in _odd_triangles(edges):
        rows.append(({n + a: 1, n + b: 1, n + c: 1}, 1))
    degree = [0] * n
    own: list[dict[int, float]] = [{} for _ in nodes]
    for k, e in enumerate(edges):
        for party in (e.a, e.b):
            degree[place[party]] += 1
            own[place[party]][n + k] = -e.weight
    # In a best partition no party has more than half of its weight against it, or turning it over would be better.
    rows += [(row, sum(row.values()) / 2) for row in own]
    start, least = _search(nodes, edges)
    # No answer worse than one that is known: lets the solver cut off most of its tree.
    rows.append(({n + k: -e.weight for k, e in enumerate(edges)}, -least - 1e-6))
    upper = np.ones(n + m)
    upper[int(np.argmax(degree))] = 0  # the sides have no names: one party may stand for the first
    costs = np.concatenate([np.zeros(n), [e.weight for e in edges]])
    found, bound = _solve(costs, rows, np.concatenate([np.ones(n), np.zeros(m)]), upper, seconds)
    if found is not None:
        solved = {p: int(found[place[p]] > 0.5) for p in nodes}
        if _resistance(solved, edges) <= least + 1e-9:
            start = solved
    return start, min(bound, least)


def _resistance(side: dict[str, int], edges: Sequence[SignedEdge]) -> float:
    return sum(e.weight for e in edges if (side[e.a] == side[e.b]) != (e.sign > 0))


STARTS = 200
"""Random starts of the search for good sides."""


def _search(nodes: Sequence[str], edges: Sequence[SignedEdge]) -> tuple[dict[str, int], float]:
    """Good sides and their cost: from many random starts, turn over the party that helps most until none does. Seeded."""
    place = {p: i for i, p in enumerate(nodes)}
    pull = np.zeros((len(nodes), len(nodes)))
    for e in edges:
        i, j = place[e.a], place[e.b]
        pull[i, j] += e.sign * e.weight
        pull[j, i] += e.sign * e.weight
    side = np.random.default_rng(1).choice((-1.0, 1.0), (STARTS, len(nodes)))
    side[0] = 1.0
    every = np.arange(STARTS)
    while True:
        gain = -side * (side @ pull)
        party = gain.argmax(1)
        better = gain[every, party] > 1e-9
        if not better.any():
            break
        side[every[better], party[better]] *= -1
    best = side[int(((side @ pull) * side).sum(1).argmax())]
    found = {p: int(best[i] < 0) for p, i in place.items()}
    return found, _resistance(found, edges)


def _odd_triangles(edges: Sequence[SignedEdge]) -> list[tuple[int, int, int]]:
    at: dict[frozenset[str], list[int]] = {}
    near: dict[str, set[str]] = {}
    for k, e in enumerate(edges):
        at.setdefault(frozenset((e.a, e.b)), []).append(k)
        near.setdefault(e.a, set()).add(e.b)
        near.setdefault(e.b, set()).add(e.a)
    found = []
    for k, e in enumerate(edges):
        for c in sorted(near[e.a] & near[e.b]):
            if c > max(e.a, e.b):
                found += [
                    (k, x, y)
                    for x in at[frozenset((e.a, c))]
                    for y in at[frozenset((e.b, c))]
                    if e.sign * edges[x].sign * edges[y].sign < 0
                ]
    return found


def _solve(
    costs: Any, rows: Sequence[tuple[dict[int, float], float]], integral: Any, upper: Any, seconds: float
) -> tuple[Any | None, float]:
    """Minimise ``costs`` under rows (coefficients, least value): the answer, None where none was found in time, and the proven bound."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if rows:
        data = [(r, c, v) for r, (row, _) in enumerate(rows) for c, v in row.items()]
        r, c, v = zip(*data, strict=True)
        matrix = csr_array((v, (r, c)), shape=(len(rows), len(costs)))
        limits = LinearConstraint(matrix, lb=np.array([least for _, least in rows], dtype=float))
    else:
        limits = ()
    done = milp(costs, integrality=integral, bounds=Bounds(0, upper), constraints=limits, options={"time_limit": seconds, "mip_rel_gap": 0})
    bound = done.mip_dual_bound
    if done.x is None:
        return None, max(0.0, float(bound or 0.0)) if bound is not None and np.isfinite(bound) else 0.0
    return done.x, max(0.0, float(done.fun if bound is None or done.status == 0 else bound))


def coalitions(edges: Iterable[SignedEdge], *, seconds: float = 60.0) -> Partition:
    """Blocs of any number that fewest edges resist (by weight): friends inside, enemies apart."""
    known = _merged(edges)
    nodes = sorted({p for e in known for p in (e.a, e.b)})
    # y = 1 cuts an edge. A friendly edge costs when cut, a hostile one when not.
    costs = np.array([e.weight * e.sign for e in known], dtype=float)
    lost = sum(e.weight for e in known if e.sign < 0)
    rows: list[tuple[dict[int, float], float]] = []
    deadline, bound = monotonic() + seconds, 0.0
    two = frustration(known, seconds=seconds / 2)  # what stands in where time runs out
    best: tuple[float, dict[str, int]] = two.cost, two.bloc
    while known:
        found, value = _multicut(costs, rows, len(known), max(0.1, deadline - monotonic()))
        bound = max(bound, value + lost)
        if found is None:
            break
        bloc = _components(nodes, [e for e, y in zip(known, found, strict=True) if y < 0.5])
        cost = sum(e.weight for e in known if (bloc[e.a] == bloc[e.b]) != (e.sign > 0))
        broken = _broken(known, found, bloc)
        if cost < best[0] - 1e-9 or (not broken and cost <= best[0] + 1e-9):
            best = cost, bloc
        if not broken or monotonic() > deadline:
            break
        rows += broken
    return _finish(best[1], known, bound)


def _multicut(costs: Any, rows: Sequence[tuple[dict[int, float], float]], m: int, seconds: float) -> tuple[Any | None, float]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    limits: Any = ()
    if rows:
        r, c, v = zip(*((r, c, v) for r, (row, _) in enumerate(rows) for c, v in row.items()), strict=True)
        limits = LinearConstraint(csr_array((v, (r, c)), shape=(len(rows), m)), lb=np.array([least for _, least in rows], dtype=float))
    done = milp(costs, integrality=np.ones(m), bounds=Bounds(0, 1), constraints=limits, options={"time_limit": seconds, "mip_rel_gap": 0})
    bound = done.mip_dual_bound
    value = float(done.fun) if done.status == 0 else float(bound) if bound is not None and np.isfinite(bound) else -float(abs(costs).sum())
    return done.x, value


def _components(nodes: Sequence[str], kept: Sequence[SignedEdge]) -> dict[str, int]:
    near: dict[str, list[str]] = {p: [] for p in nodes}
    for e in kept:
        near[e.a].append(e.b)
        near[e.b].append(e.a)
    bloc: dict[str, int] = {}
    for k, root in enumerate(nodes):
        waiting = [root] if root not in bloc else []
        while waiting:
            at = waiting.pop()
            if at not in bloc:
                bloc[at] = k
                waiting += near[at]
    return bloc


def _broken(edges: Sequence[SignedEdge], found: Any, bloc: dict[str, int]) -> list[tuple[dict[int, float], float]]:
    """The cycle inequalities that an answer breaks: an edge cut though a path of uncut edges joins its ends."""
    near: dict[Hashable, list[tuple[str, int]]] = {}
    for k, e in enumerate(edges):
        if found[k] < 0.5:
            near.setdefault(e.a, []).append((e.b, k))
            near.setdefault(e.b, []).append((e.a, k))
    rows: list[tuple[dict[int, float], float]] = []
    for k, e in enumerate(edges):
        if found[k] < 0.5 or bloc[e.a] != bloc[e.b]:
            continue
        came: dict[str, tuple[str, int]] = {e.a: ("", -1)}
        waiting = deque([e.a])
        while waiting and e.b not in came:
            at = waiting.popleft()
            for to, through in near.get(at, ()):
                if to not in came:
                    came[to] = (at, through)
                    waiting.append(to)
        path, at = [], e.b
        while at != e.a:
            at, through = came[at]
            path.append(through)
        rows.append(({k: -1.0, **dict.fromkeys(path, 1.0)}, 0.0))
    return rows
