"""Two actors over time: cooperation and conflict by month, flows both ways, every mark opening its events."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.ledger.names import name_of
from sayso.records import Status
from sayso.web.bars import largest
from sayso.web.index import Index, Row
from sayso.web.lines import lines_of
from sayso.web.network import KINDS, kind_of
from sayso.web.routes.common import Ask, Asked, ids
from sayso.web.routes.relations import turning

if TYPE_CHECKING:
    from sayso.analysis.turning import TurningPoint

router = APIRouter(include_in_schema=False)

LINES = 40
"""Flows and events that are listed; the others are a click away."""


def between(ask: Ask, a: str, b: str) -> list[Row]:
    """The events of two actors with each other."""
    return [
        r
        for r in ask.index.by_party.get(a, ())
        if b in r.parties
        and (
            (a in r.event.actors and b in r.event.recipients)
            or (b in r.event.actors and a in r.event.recipients)
            or (a in r.event.actors and b in r.event.actors and not r.event.recipients)
        )
    ]


def months(ask: Ask, rows: list[Row], a: str, b: str) -> list[dict[str, Any]]:
    """Counts by month, direction and side; conflict below the line. Each opens its events."""
    counts: Counter[tuple[date, str, int]] = Counter()
    for r in rows:
        kind = kind_of(r.event)
        if r.day is None or kind is None or r.event.status is Status.DENIED:
            continue
        who = a if a in r.event.actors else b
        counts[r.day.replace(day=1), who, KINDS[kind][1]] += 1
    told = []
    words = {1: "cooperation", -1: "conflict", 0: "talks"}
    for (month, who, sign), n in sorted(counts.items()):
        last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        other = b if who == a else a
        told.append(
            {
                "month": f"{month}",
                "who": f"{name_of(who)} to {name_of(other)}",
                "side": words[sign],
                "events": n,
                "shown": -n if sign < 0 else n,
                "href": ask.to(
                    f"/pair/{quote(a, safe='')}/{quote(b, safe='')}", since=str(month), until=str(last), side=words[sign], actor=who
                )
                + "#events",
            }
        )
    return told


def turns(points: list[TurningPoint], a: str, b: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Turning points as marks of the chart, in the panels of the directions that changed and that the chart has."""
    drawn = {v["who"] for v in values}
    return [
        {
            "turn": f"{p.at.replace(day=1)}",
            "who": panel,
            "told": f"{p.kind}: {p.before:.1f} to {p.after:.1f} a {p.period.value}",
            "href": "#turning",
        }
        for p in points
        for x, y in ((a, b), (b, a))
        if (panel := f"{name_of(x)} to {name_of(y)}") in drawn and (p.mutual or (p.actor, p.recipient) == (x, y))
    ]


def spec(values: list[dict[str, Any]], marks: list[dict[str, Any]]) -> dict[str, Any]:
    """The chart in Vega-Lite: one panel a direction, cooperation and talks above the line, conflict below, turning points as lines."""
    made = _bars(values)
    if marks:
        inner = made["spec"]
        bars = {"transform": [{"filter": "isValid(datum.month)"}], "mark": inner.pop("mark"), "encoding": inner.pop("encoding")}
        lines = {
            "transform": [{"filter": "isValid(datum.turn)"}],
            "mark": {"type": "rule", "strokeDash": [5, 3], "strokeWidth": 2, "cursor": "pointer", "color": "tone:plan"},
            "encoding": {
                "x": {"field": "turn", "type": "temporal", "timeUnit": "yearmonth"},
                "href": {"field": "href"},
                "tooltip": [
                    {"field": "turn", "type": "temporal", "timeUnit": "yearmonth", "title": "since"},
                    {"field": "told", "title": "turning point"},
                ],
            },
        }
        inner["layer"] = [bars, lines]
        made["data"] = {"values": values + marks}
    return made


def _bars(values: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "facet": {
            "row": {
                "field": "who",
                "type": "nominal",
                "title": None,
                "header": {
                    "labelAngle": 0,
                    "labelAlign": "left",
                    "labelAnchor": "start",
                    "labelOrient": "top",
                    "labelFontSize": 13,
                    "labelFontWeight": 600,
                    "labelColor": "tone:ink",
                },
            }
        },
        "spec": {
            "width": 760,
            "height": 110,
            "mark": {"type": "bar", "cursor": "pointer"},
            "encoding": {
                "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None, "axis": {"grid": False}},
                "y": {
                    "field": "shown",
                    "type": "quantitative",
                    "stack": True,
                    "title": "events a month",
                    "axis": {"labelExpr": "abs(datum.value)", "tickMinStep": 1},
                },
                "color": {
                    "field": "side",
                    "type": "nominal",
                    "scale": {"domain": ["cooperation", "talks", "conflict"], "range": ["tone:good", "tone:soft", "tone:bad"]},
                },
                "href": {"field": "href"},
                "tooltip": [
                    {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": "month"},
                    {"field": "who", "title": "who"},
                    {"field": "side", "title": "side"},
                    {"field": "events", "type": "quantitative", "title": "events"},
                ],
            },
        },
        "autosize": {"type": "pad"},
    }


def picked(ask: Ask, rows: list[Row]) -> list[Row]:
    """The events of the mark that was opened, else all."""
    since, until, side, actor = ask.day("since"), ask.day("until"), ask.get("side"), ask.get("actor")
    sign = {"cooperation": 1, "conflict": -1, "talks": 0}.get(side or "")
    return [
        r
        for r in rows
        if (since is None or (r.day is not None and r.day >= since))
        and (until is None or (r.day is not None and r.day <= until))
        and (sign is None or ((kind := kind_of(r.event)) is not None and KINDS[kind][1] == sign))
        and (actor is None or actor in r.event.actors)
    ]


@router.get("/pair")
def choose(ask: Asked) -> Response:
    """Two names from a form become an address."""
    a, b = ids([ask.get("a") or ""]), ids([ask.get("b") or ""])
    known = set(ask.index.parties)
    if ask.get("a") and ask.get("b"):
        first = next((x for x in a if x in known), a[0])
        second = next((x for x in b if x in known), b[0])
        return RedirectResponse(ask.to(f"/pair/{quote(first, safe='')}/{quote(second, safe='')}"), 303)
    return ask.page("pair_choose.html", title="Pair", parties=ask.index.parties[:200], pairs=pairs(ask))


def pairs(ask: Ask, most: int = 24) -> list[tuple[str, str, int]]:
    """The pairs with the most events."""
    index = ask.index
    return index.kept(("pairs", most), lambda: _count(index, most))


def _count(index: Index, most: int) -> list[tuple[str, str, int]]:
    counts: Counter[tuple[str, str]] = Counter()
    for r in index.rows:
        for a in r.event.actors:
            for b in r.event.recipients or r.event.actors:
                if a != b and (r.event.recipients or a < b):
                    counts[min(a, b), max(a, b)] += 1
    return [(a, b, n) for (a, b), n in counts.most_common(most)]


@router.get("/pair/{a}/{b}")
def pair(ask: Asked, a: str, b: str) -> HTMLResponse:
    rows = between(ask, a, b)
    values = months(ask, rows, a, b)
    flows = [x for r in rows for x in lines_of(r)]
    shown = picked(ask, rows)
    found = turning(ask, ask.index) if values else None
    points = [p for p in found.points if {p.actor, p.recipient} == {a, b}] if found else []
    return ask.page(
        "pair.html",
        title=f"{name_of(a)} and {name_of(b)}",
        a=a,
        b=b,
        rows=shown[:LINES],
        more=max(0, len(shown) - LINES),
        total=len(rows),
        months=values,
        spec=spec(values, turns(points, a, b, values)) if values else None,
        points=points,
        waits=bool(values) and found is None,
        index=ask.index,
        ways=[(x, y, [line for line in flows if x in line.event.actors and y in line.event.recipients]) for x, y in ((a, b), (b, a))],
        most=largest((x.low, x.high) for x in flows),
        asked=ask,
        narrowed=any(ask.get(k) for k in ("since", "until", "side", "actor")),
    )
