"""From weights of pairs to groups of claims: average linkage inside connected components, under what people have decided.

A chain of likely pairs does not make one event: a war is a chain of strikes, each a day after the last. Two groups are joined
only while the mean weight over *all* pairs between them stays above the threshold; pairs that were never compared count as ``APART``.
The groups depend on the ids and weights alone, never on the order in which they come; ties are broken by the smallest id.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

APART = -4.0
"""The weight, in bits, of a pair that shares no key, or was weighed below this: one outlier does not outvote all other pairs."""

VETO = -10.0
"""Bits from which on two claims are kept apart whatever binds them to others: a batch is not the running total, however much they share."""


def tells(weight: float) -> bool:
    """Whether a pair's weight has to be kept: what is neither above ``APART`` nor a veto counts like a pair that was never compared."""
    return weight > APART or weight <= VETO


Ids = frozenset[str]
PairIds = tuple[str, str]


class _Groups:
    """Groups under way, named by their smallest id, with the sum of weights to each neighbour."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.members: dict[str, list[str]] = {i: [i] for i in ids}
        self.links: dict[str, dict[str, tuple[float, int]]] = {i: {} for i in self.members}  # sum of weights, pairs weighed
        self.barred: dict[str, set[str]] = {i: set() for i in self.members}
        self.home = {i: i for i in self.members}

    def link(self, a: str, b: str, weight: float) -> None:
        a, b = self.home[a], self.home[b]
        if a != b:
            total, count = self.links[a].get(b, (0.0, 0))
            self.links[a][b] = self.links[b][a] = (total + weight, count + 1)

    def mean(self, a: str, b: str) -> float:
        total, count = self.links[a][b]
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + APART * (pairs - count)) / pairs

    def join(self, a: str, b: str) -> str:
        """Put the two groups together; the name of the joint group."""
        a, b = min(a, b), max(a, b)
        for other, (total, count) in self.links.pop(b).items():
            del self.links[other][b]
            if other != a:
                more, n = self.links[a].get(other, (0.0, 0))
                self.links[a][other] = self.links[other][a] = (total + more, count + n)
        for other in self.barred.pop(b):
            self.barred[other].discard(b)
            self.barred[other].add(a)
            self.barred[a].add(other)
        for i in self.members[b]:
            self.home[i] = a
        self.members[a] += self.members.pop(b)
        return a


def cluster(
    ids: Iterable[str],
    weights: Mapping[PairIds, float],
    *,
    must: Iterable[PairIds] = (),
    cannot: Iterable[PairIds] = (),
    threshold: float | None = None,
) -> list[Ids]:
    """Groups of claims that are one event each, sorted by their smallest id.

    ``weights``: log2 odds of pairs (either order of ids); pairs that are missing were never candidates. ``must``: pairs that a person
    put together; ``cannot``: pairs that a person took apart. Of pairs that contradict each other ``cannot`` holds where the two are named
    directly; people's words always outrank weights. ``threshold``: bits; the shipped one where None.
    """
    if threshold is None:
        from sayso.events.weights import shipped

        threshold = shipped().threshold
    groups = _Groups(sorted(set(ids)))
    apart = {(min(p), max(p)) for p in cannot if p[0] != p[1] and p[0] in groups.home and p[1] in groups.home}
    for a, b in sorted(apart):
        groups.barred[a].add(b)
        groups.barred[b].add(a)
    for a, b in sorted({(min(p), max(p)) for p in must if p[0] in groups.home and p[1] in groups.home}):
        a, b = groups.home[a], groups.home[b]
        if a != b and b not in groups.barred[a]:
            groups.join(a, b)
    for (a, b), weight in sorted(weights.items()):
        if a in groups.home and b in groups.home and a != b:
            groups.link(a, b, max(weight, APART))
            x, y = groups.home[a], groups.home[b]
            if weight <= VETO and x != y:  # unless a person put the two together
                groups.barred[x].add(y)
                groups.barred[y].add(x)
    queue = [(-groups.mean(a, b), a, b) for a, near in groups.links.items() for b in near if a < b]
    heapq.heapify(queue)
    while queue:
        lost, a, b = heapq.heappop(queue)
        if -lost <= threshold:
            break
        if a not in groups.links or b not in groups.links[a] or groups.mean(a, b) != -lost or b in groups.barred[a]:
            continue  # one of the two has grown since, and was queued anew
        joint = groups.join(a, b)
        for other in groups.links[joint]:
            mean = groups.mean(joint, other)
            if mean > threshold:
                heapq.heappush(queue, (-mean, min(joint, other), max(joint, other)))
    return sorted((frozenset(m) for m in groups.members.values()), key=min)


def components(ids: Iterable[str], weights: Mapping[PairIds, float], *, must: Iterable[PairIds] = (), threshold: float) -> list[Ids]:
    """Claims that hang together by pairs above the threshold or by a person's word. Clusters never cross their bounds, so after a new
    claim only the components that it touches need to be clustered again."""
    home = {i: i for i in ids}

    def root(i: str) -> str:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for a, b in [*must, *(p for p, w in weights.items() if w > threshold)]:
        if a in home and b in home:
            x, y = root(a), root(b)
            home[max(x, y)] = min(x, y)
    found: dict[str, set[str]] = {}
    for i in home:
        found.setdefault(root(i), set()).add(i)
    return sorted((frozenset(s) for s in found.values()), key=min)
