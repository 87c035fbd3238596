"""The network: who supplies, supports, meets, opposes, sanctions, attacks whom."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.ledger.names import name_of
from sayso.web.network import KINDS, Edge, drawing
from sayso.web.routes.common import Ask, Asked

router = APIRouter(include_in_schema=False)

_KINDS_SHOWN = ("supply", "support", "oppose", "sanction", "attack", "meet")


def told(e: Edge) -> str:
    """ "Iran supplies arms to Russia: 12 events, 3 of them disputed"."""
    words = f"{name_of(e.source)} {KINDS[e.kind][0]} {name_of(e.target)}: {e.events:,} event{'s' if e.events != 1 else ''}"
    return words + (f", {e.disputed:,} of them disputed or denied" if e.disputed else "")


def picture(ask: Ask) -> dict[str, Any]:
    """The picture's data: nodes with places, edges with months, and what was left out."""
    wanted, index = ask.wanted(), ask.index
    made = index.kept(("network", wanted), lambda: drawing(index.select(wanted)))
    weight: dict[str, int] = {}
    for e in made["edges"]:
        for p in (e.source, e.target):
            weight[p] = weight.get(p, 0) + e.weight
    nodes = [
        {"id": p, "name": name_of(p), "weight": weight[p], "x": x, "y": y, "href": ask.to("/events", party=p)}
        for p, (x, y) in made["places"].items()
    ]
    edges = [
        {
            "id": e.id,
            "source": e.source,
            "target": e.target,
            "kind": e.kind,
            "sign": {1: "+", -1: "−", 0: ""}[e.sign],
            "tone": e.sign,
            "mutual": e.kind == "meet",
            "disputed": 2 * e.disputed >= e.events,
            "weight": e.weight,
            "told": told(e),
            "months": sorted((made["at"][m], n) for m, n in e.months.items() if m in made["at"]),
            "href": ask.to("/events", actor=e.source, recipient=e.target, kind=e.kind)
            if e.kind != "meet"
            else ask.to(f"/pair/{quote(e.source, safe='')}/{quote(e.target, safe='')}"),
        }
        for e in made["edges"]
    ]
    return {"nodes": nodes, "edges": edges, "months": made["months"], "left_out": made["left_out"], "shown": made["edges"]}


@router.get("/network")
def network(ask: Asked) -> HTMLResponse:
    found = picture(ask)
    shown = found.pop("shown")
    return ask.page(
        "network.html",
        title="Network",
        data={k: found[k] for k in ("nodes", "edges", "months")},
        edges=list(zip(shown, found["edges"], strict=True)),
        months=found["months"],
        left_out=found["left_out"],
        kinds={k: KINDS[k] for k in _KINDS_SHOWN},
        asked=ask,
        parties=ask.index.parties[:200],
    )
