"""Relations: when dealings changed their pace, who supplies whom, who stands between; and the sides of the signed network over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.index import Index
from sayso.web.later import later
from sayso.web.routes.common import Ask, Asked, ids

if TYPE_CHECKING:
    from sayso.acts import Act
    from sayso.analysis.blocs import History
    from sayso.analysis.brokers import Brokers
    from sayso.analysis.network import Network
    from sayso.analysis.roles import Roles
    from sayso.analysis.turning import Turning

router = APIRouter(include_in_schema=False)

POINTS, ROWS = 40, 15
"""Turning points, and rows of the other tables, that are shown."""

EXACT_S, SNAPSHOT_S = 5.0, 1.0
"""The most that is spent on the two sides of today's network, and on those of a quarter; the gap is told."""


def acts(ask: Ask, index: Index) -> list[Act]:
    """The acts of the index's events, none of them of a later day than the desk stands on."""
    from sayso.acts import from_events

    found = index.kept("acts", lambda: list(from_events(r.event for r in index.rows)))
    return [a for a in found if ask.as_of is None or a.day <= ask.as_of]


def turning(ask: Ask, index: Index) -> Turning | None:
    """The turning points of all pairs; None while they are worked out."""
    from sayso.analysis.turning import turning_points

    return later(index, "turning", lambda: turning_points(acts(ask, index)))


def roles_of(ask: Ask, index: Index) -> Roles | None:
    from sayso.analysis.roles import roles

    return later(index, "roles", lambda: roles(acts(ask, index)))


def sides(ask: Ask, index: Index) -> Network | None:
    """The signed network of the year before the day that the desk stands on."""
    from sayso.analysis.network import network

    return later(index, "sides", lambda: network(acts(ask, index), as_of=ask.as_of, seconds=EXACT_S))


def between(ask: Ask, index: Index) -> Brokers | None:
    """Who stands between parties at odds; made from the signed network, so after it."""
    from sayso.analysis.brokers import brokers

    made = sides(ask, index)
    return None if made is None else later(index, "brokers", lambda: brokers(acts(ask, index), as_of=ask.as_of, made=made))


def over_time(ask: Ask, index: Index) -> History | None:
    from sayso.analysis.blocs import blocs_over_time

    return later(index, "blocs", lambda: blocs_over_time(acts(ask, index), as_of=ask.as_of, seconds=SNAPSHOT_S))


def told_once(found: Sequence[Any], *names: str) -> list[Any]:
    """Without the sums over all goods that only repeat the one kind of goods there is (``names``: fields by which they are the same)."""
    from sayso.analysis.roles import ALL

    kinds = {tuple(getattr(x, n) for n in names) for x in found if x.class_ != ALL}
    return [x for x in found if x.class_ != ALL or tuple(getattr(x, n) for n in names) not in kinds]


@dataclass(frozen=True, slots=True)
class About:
    """Whom a table is narrowed to; nobody: everybody is shown."""

    parties: frozenset[str]

    def cut(self, found: Sequence[Any], *names: str) -> list[Any]:
        """The records one of whose fields ``names`` is a party asked for."""
        return [x for x in found if not self.parties or any(getattr(x, n) in self.parties for n in names)]


@router.get("/relations")
def relations(ask: Asked) -> HTMLResponse:
    index = ask.index
    about = About(frozenset(ids(ask.all("party"))))
    points, roles, brokers = turning(ask, index), roles_of(ask, index), between(ask, index)
    found = about.cut(points.points if points else (), "actor", "recipient")
    return ask.page(
        "relations.html",
        title="Relations",
        index=index,
        asked=ask,
        turning=points,
        points=found[:POINTS],
        more=max(0, len(found) - POINTS),
        roles=roles,
        reversals=about.cut(roles.reversals if roles else (), "old", "new")[:ROWS],
        positions=about.cut(told_once(roles.positions, "party", "supplied", "received") if roles else (), "party")[:ROWS],
        dependences=about.cut(told_once(roles.dependences, "receiver", "suppliers") if roles else (), "receiver", "supplier")[:ROWS],
        brokers=brokers,
        mediations=about.cut(brokers.mediations if brokers else (), "broker", "a", "c")[:ROWS],
        places=about.cut(brokers.positions if brokers else (), "broker", "a", "c")[:ROWS],
        parties=index.parties[:200],
    )


@router.get("/network/sides")
def network_sides(ask: Asked) -> HTMLResponse:
    index = ask.index
    net, history = sides(ask, index), over_time(ask, index)
    firm = [t for t in net.ties if t.firm] if net else []
    return ask.page(
        "sides.html", title="Sides", index=index, net=net, firm=firm, ties={(t.a, t.b): t for t in firm}, history=history, rows=ROWS
    )
