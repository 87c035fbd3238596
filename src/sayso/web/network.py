"""Events as a signed network: who supplies, supports, meets, opposes, sanctions, attacks whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sayso.records import Event, Flow, Status
from sayso.web.index import Row

KINDS: dict[str, tuple[str, int]] = {
    "supply": ("supplies arms to", 1),
    "support": ("supports or agrees with", 1),
    "meet": ("talks with", 0),
    "oppose": ("accuses, rejects, threatens or presses", -1),
    "sanction": ("sanctions", -1),
    "attack": ("attacks", -1),
}
"""Kinds of edges: in words, and with their sign."""

_OF_EVENT = {
    "AGREE": "support",
    "SUPPORT": "support",
    "CONCEDE": "support",
    "COOPERATE": "support",
    "AID": "support",
    "RETREAT": "support",
    "CONSULT": "meet",
    "REQUEST": "meet",
    "ACCUSE": "oppose",
    "REJECT": "oppose",
    "THREATEN": "oppose",
    "PROTEST": "oppose",
    "MOBILIZE": "oppose",
    "COERCE": "oppose",
    "SANCTION": "sanction",
    "ASSAULT": "attack",
}
_OF_FLOW = {
    Flow.TRANSFER: "supply",
    Flow.USE: "attack",
    Flow.INTERCEPT: "attack",
    Flow.SEIZE: "oppose",
    Flow.WITHHOLD: "oppose",
    Flow.LOSS: "attack",
}

MOST_EDGES = 130
"""Edges that are drawn; of more, the heaviest."""


def kind_of(e: Event) -> str | None:
    """The kind of edge an event stands for; None where it is none (somebody makes arms)."""
    if e.flow is not None:
        return _OF_FLOW.get(e.flow)
    if e.event == "SANCTION" and e.mode == "discontinue":
        return "support"
    return _OF_EVENT.get(e.event or "")


@dataclass(slots=True)
class Edge:
    """All events of one kind by one party to another. ``weight``: independent origins behind them (1 at least each)."""

    source: str
    target: str
    kind: str
    weight: int = 0
    events: int = 0
    disputed: int = 0
    planned: int = 0
    months: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.source}>{self.target}:{self.kind}"

    @property
    def sign(self) -> int:
        return KINDS[self.kind][1]


def edges(rows: Iterable[Row]) -> list[Edge]:
    """The edges of events that are said to have happened or are planned, heaviest first. An event that is only denied is none."""
    found: dict[tuple[str, str, str], Edge] = {}
    for r in rows:
        e = r.event
        kind = kind_of(e)
        if kind is None or e.status is Status.DENIED or r.day is None:
            continue
        mutual = kind == "meet"
        if e.recipients:
            pairs = {(a, b) for a in e.actors for b in e.recipients if a != b}
        else:
            pairs = {(a, b) for a in e.actors for b in e.actors if a < b} if mutual or kind == "support" else set()
        if mutual:
            pairs = {(a, b) if a < b else (b, a) for a, b in pairs}
        weight = max(1, e.independent_origins)
        month = f"{r.day:%Y-%m}"
        for a, b in pairs:
            edge = found.setdefault((a, b, kind), Edge(a, b, kind))
            edge.weight += weight
            edge.events += 1
            edge.disputed += bool(e.disputes or e.denied_by)
            edge.planned += e.status is not Status.ACTUAL
            edge.months[month] = edge.months.get(month, 0) + weight
    return sorted(found.values(), key=lambda x: (-x.weight, x.id))


def months_between(first: date, last: date) -> list[str]:
    """ "2022-11", "2022-12" … both ends included."""
    found, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append(f"{year:04}-{month:02}")
        year, month = year + month // 12, month % 12 + 1
    return found


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def places(found: list[Edge]) -> dict[str, tuple[float, float]]:
    """Where the nodes stand: friends near, foes far (Fruchterman–Reingold from a spiral in a fixed order: the same picture every time)."""
    import numpy as np

    weight: dict[str, float] = {}
    for e in found:
        for p in (e.source, e.target):
            weight[p] = weight.get(p, 0.0) + e.weight
    order = sorted(weight, key=lambda p: (-weight[p], p))
    n = len(order)
    if not n:
        return {}
    at = {p: i for i, p in enumerate(order)}
    pull = np.zeros((n, n))
    for e in found:
        strength = (1.0 if e.sign > 0 else 0.6 if e.sign == 0 else 0.2) * min(2.5, 0.5 + e.weight**0.5 / 2)
        pull[at[e.source], at[e.target]] += strength
        pull[at[e.target], at[e.source]] += strength
    turn = np.arange(n) * 2.39996  # the golden angle: no two nodes start in one place
    place = np.stack([np.cos(turn), np.sin(turn)], axis=1) * (0.2 + np.arange(n)[:, None] / n)
    k, heat = (1.0 / n) ** 0.5, 0.16
    most = max(weight.values())
    size = np.array([1 + 2.5 * (weight[p] / most) ** 0.5 for p in order])  # large circles need more room
    room = size[:, None] * size[None, :]
    for _ in range(160):
        apart = place[:, None, :] - place[None, :, :]
        squared = (apart**2).sum(axis=2) + 1e-6
        push = (apart * (room * k * k / squared)[:, :, None]).sum(axis=1)
        draw = (apart * (pull * np.sqrt(squared) / k * 0.5)[:, :, None]).sum(axis=1)
        move = push - draw - place * 0.35
        length = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        place += move / length * np.minimum(length, heat)
        heat = max(0.004, heat * 0.975)
    # The middle is crowded and the rim empty: distances from the centre by their root, which keeps directions.
    place -= np.median(place, axis=0)
    radius = np.sqrt((place**2).sum(axis=1, keepdims=True)) + 1e-9
    place *= radius**-0.45
    return {p: (round(float(place[i, 0]) * 100, 1), round(float(place[i, 1]) * 100, 1)) for p, i in at.items()}


def drawing(rows: list[Row], most: int = MOST_EDGES, *, placed: bool = True) -> dict[str, Any]:
    """Edges, months and (if ``placed``) places of nodes, for the picture and for the table below it."""
    found = edges(rows)
    used = sorted({m for e in found for m in e.months})
    months = months_between(_first(used[0]), _first(used[-1])) if used else []
    at = {m: n for n, m in enumerate(months)}
    drawn = found[:most]
    return {"edges": drawn, "left_out": len(found) - len(drawn), "months": months, "at": at, "places": places(drawn) if placed else {}}
