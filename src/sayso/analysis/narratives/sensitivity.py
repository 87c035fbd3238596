"""What would change the ranking: leaving out one origin, one event or one month; and how many events it takes to change the leader."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.analysis.narratives.matrix import Matrix, Row, ranking, weighed

Order = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The ranking without one thing. ``kind``: "origin", "event" or "month"; ``leads``: the card or cards in front then."""

    kind: str
    key: str
    name: str
    order: Order
    leads: bool  # the leader is another one, or shares the lead


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """``changes``: the things whose absence alone changes the order, those that change the leader first. ``tried``: how many were left out,
    one at a time. ``events_to_lead``: the least number of events without which the second card would stand as well as the first (None with
    fewer than two cards, or where no events can do it)."""

    changes: tuple[Change, ...]
    tried: dict[str, int]
    events_to_lead: int | None


def _order(against: dict[str, float]) -> Order:
    ranks = ranking(against)
    return tuple(tuple(sorted(c for c in ranks if ranks[c] == r)) for r in sorted(set(ranks.values())))


def sensitivity(matrix: Matrix) -> Sensitivity:
    """Leaves out each origin, event and month in turn. Takes (rows + voices) · cards steps."""
    cards = [c.id for c in matrix.cards]
    holders = matrix.holder_keys
    base = {c: sum(weighed(r, c) for r in matrix.rows) for c in cards}
    groups: dict[tuple[str, str], list[Row]] = {}
    names: dict[tuple[str, str], str] = {}
    for r in matrix.rows:
        for v in r.evidence.voices:
            groups.setdefault(("origin", v.key), []).append(r)
            names.setdefault(("origin", v.key), v.name)
        groups.setdefault(("event", r.evidence.event.id), []).append(r)
        if r.evidence.month:
            groups.setdefault(("month", r.evidence.month), []).append(r)
    changes = []
    for (kind, key), rows in sorted(groups.items()):
        against = dict(base)
        for r in rows:
            weight = r.evidence.weight(frozenset({key}), holders) if kind == "origin" else 0.0
            for c in cards:
                against[c] -= weighed(r, c) - weighed(r, c, weight)
        order = _order(against)
        if order != matrix.order:
            changes.append(Change(kind, key, names.get((kind, key), key), order, order[:1] != matrix.order[:1]))
    kinds = ("origin", "event", "month")
    return Sensitivity(
        changes=tuple(sorted(changes, key=lambda c: (not c.leads, kinds.index(c.kind), c.key))),
        tried={k: sum(kind == k for kind, _ in groups) for k in kinds},
        events_to_lead=_to_lead(matrix, base),
    )


def _to_lead(matrix: Matrix, base: dict[str, float]) -> int | None:
    """Events add up, so leaving out those that weigh most against the second and least against the first is the shortest way."""
    if len(matrix.standings) < 2:
        return None
    first, second = matrix.standings[0].card.id, matrix.standings[1].card.id
    margin = base[second] - base[first]
    gains: dict[str, float] = {}
    for r in matrix.rows:
        id = r.evidence.event.id
        gains[id] = gains.get(id, 0.0) + weighed(r, second) - weighed(r, first)
    for n, gain in enumerate(sorted(gains.values(), reverse=True)):
        if margin <= 1e-6:
            return n
        if gain <= 0:
            return None
        margin -= gain
    return len(gains) if margin <= 1e-6 else None
