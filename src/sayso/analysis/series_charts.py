"""Series as Vega-Lite specifications (version 6), data included: open them in any Vega viewer, or in the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.analysis.scores import Quad

if TYPE_CHECKING:
    from sayso.analysis.relations import Relation
    from sayso.analysis.turning import TurningPoint

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
COLOURS = {
    Quad.MATERIAL_COOPERATION: "#1b7837",
    Quad.VERBAL_COOPERATION: "#a6dba0",
    Quad.VERBAL_CONFLICT: "#f4a582",
    Quad.MATERIAL_CONFLICT: "#b2182b",
}
"""Green to red, the material kinds darker; told apart by colour-blind readers and in print."""


def relation_chart(relation: Relation, points: tuple[TurningPoint, ...] = ()) -> dict[str, Any]:
    """A panel a direction: bars of each kind, conflict below the line, cooperation above; turning points as rules."""
    rows = [
        {
            "period": cell.start.isoformat(),
            "side": f"{side.actor} → {side.recipient}",
            "kind": cell.quad.words,
            "rate": round(-cell.rate if cell.quad.hostile else cell.rate, 3),
            "events": len(cell.events),
            "ids": " ".join(cell.events[:20]),
        }
        for side in relation.sides
        for cell in side.cells
    ]
    marks = [
        {"period": p.at.isoformat(), "side": f"{a} → {b}", "what": p.words}
        for p in points
        for a, b in ([(p.actor, p.recipient), (p.recipient, p.actor)] if p.mutual else [(p.actor, p.recipient)])
    ]
    # Days without an hour are read as UTC; in any other zone the first of a month would fall into the month before.
    unit = {"week": "utcyearweek", "month": "utcyearmonth", "quarter": "utcyearquarter"}[relation.period.value]
    x = {"field": "period", "type": "temporal", "timeUnit": unit, "title": None, "scale": {"type": "utc"}}
    kinds = {"field": "kind", "type": "nominal", "title": None, "sort": [q.words for q in COLOURS]}
    colour = {**kinds, "scale": {"domain": [q.words for q in COLOURS], "range": list(COLOURS.values())}}
    y = {"field": "rate", "type": "quantitative", "title": f"events a {relation.period.value}"}
    tip = [{"field": f, "type": "nominal"} for f in ("kind", "events", "ids")]
    panel = {
        "width": 640,
        "height": 150,
        "layer": [
            {
                "transform": [{"filter": "isValid(datum.rate)"}],
                "mark": {"type": "bar"},
                "encoding": {"x": x, "y": y, "color": colour, "tooltip": tip},
            },
            {
                "transform": [{"filter": "isValid(datum.what)"}],
                "mark": {"type": "rule", "strokeDash": [4, 3]},
                "encoding": {"x": x, "tooltip": [{"field": "what", "type": "nominal"}]},
            },
        ],
    }
    return {
        "$schema": SCHEMA,
        "title": {"text": f"{relation.a} and {relation.b}", "subtitle": "weighted by independent origins, at average reporting"},
        "data": {"values": rows + marks},
        "facet": {"row": {"field": "side", "type": "nominal", "title": None}},
        "spec": panel,
    }
