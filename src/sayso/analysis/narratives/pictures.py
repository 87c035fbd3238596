"""The matrix as objects for programs, and as a Vega-Lite heatmap."""

from __future__ import annotations

from datetime import date
from typing import Any

from sayso.analysis.narratives.matrix import Cell, Contradiction, Holder, Matrix, Row, Standing
from sayso.analysis.narratives.sensitivity import Change, Sensitivity
from sayso.ledger.names import name_of
from sayso.ledger.words import EVENT_WORDS, bounds, days, goods

COLOURS = {"CC": "#2166ac", "C": "#92c5de", "N": "#f7f7f7", "I": "#f4a582", "II": "#b2182b", "NA": "#dddddd"}
"""ColorBrewer RdBu, which people who take red for green can read; every cell also carries its letters."""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def row_words(row: Row) -> str:
    """ "2022-08-19 IRN → RUS: transfer of 405–495 drones, denied"."""
    e = row.evidence.event
    sides = " → ".join(" + ".join(name_of(i) for i in side) for side in (e.actors, e.recipients) if side) or "?"
    kind = e.flow.value if e.flow else EVENT_WORDS.get(e.event or "", "event")
    items = ", ".join(" ".join(w for w in (bounds(i.low, i.high), goods(i.class_, i.designation)) if w) for i in row.evidence.items[:3])
    when = days(row.evidence.first, row.evidence.last) or (f"({row.evidence.since})" if row.evidence.since else "")
    status = "" if row.evidence.status.value == "actual" else f", {row.evidence.status.value}"
    return f"{when} {sides}: {kind}" + (f" of {items}" if items else "") + status


def cell_object(cell: Cell) -> dict[str, Any]:
    told = cell.pattern.model_dump(mode="json", by_alias=True, exclude_defaults=True) if cell.pattern else None
    return {"card": cell.card, "mark": cell.mark.value, "why": cell.why, "pattern": told}


def row_object(row: Row) -> dict[str, Any]:
    piece = row.evidence
    return {
        "id": piece.id,
        "event": piece.event.id,
        "status": piece.status.value,
        "words": row_words(row).strip(),
        "first_report": _iso(piece.since),
        "weight": round(row.weight, 4),
        "diagnosticity": round(row.diagnosticity, 4),
        "credibility": piece.event.credibility,
        "origins": [
            {"key": v.key, "name": v.name, "counts": v.counts, "party": v.party, "since": _iso(v.since), "claims": list(v.claims)}
            for v in piece.voices
        ],
        "claims": list(piece.claims),
        "copies": piece.copies,
        "cells": [cell_object(c) for c in row.cells],
    }


def _contradiction(found: Contradiction | None) -> dict[str, Any] | None:
    if found is None:
        return None
    told = {"day": _iso(found.day), "voice": found.voice, "evidence": found.evidence, "mark": found.mark.value}
    return {**told, "claims": list(found.claims)}


def _holder(h: Holder) -> dict[str, Any]:
    own = {"key": h.key, "name": h.name, "kind": h.kind, "declared": h.declared, "since": _iso(h.since), "last": _iso(h.last)}
    return {**own, "events": list(h.events), "claims": list(h.claims)}


def standing_object(s: Standing) -> dict[str, Any]:
    return {
        "card": s.card.id,
        "statement": s.card.statement,
        "rank": s.rank,
        "against": round(s.against, 4),
        "with_it": round(s.with_it, 4),
        "marks": {m.value: n for m, n in s.marks.items()},
        "independent_origins_against": list(s.origins_against),
        "first_independent_contradiction": _contradiction(s.contradicted),
        "contradicted_by_two_origins_since": _iso(s.corroborated),
        "holders": [_holder(h) for h in s.holders],
        "declared_holders_not_heard": list(s.silent),
        "expected_and_not_seen": [p.model_dump(mode="json", by_alias=True, exclude_defaults=True) for p in s.unseen],
    }


def _change(c: Change) -> dict[str, Any]:
    return {"without": c.kind, "key": c.key, "name": c.name, "ranking": [list(g) for g in c.order], "changes_the_leader": c.leads}


def matrix_object(matrix: Matrix, found: Sensitivity) -> dict[str, Any]:
    """The whole matrix for programs: rankings, rows with their cells and claims, and what would change the ranking."""
    return {
        "as_of": _iso(matrix.as_of),
        "ranking": [list(g) for g in matrix.order],
        "standings": [standing_object(s) for s in matrix.standings],
        "rows": [row_object(r) for r in matrix.rows],
        "sensitivity": {
            "left_out_one_at_a_time": found.tried,
            "changes": [_change(c) for c in found.changes],
            "events_to_change_the_lead": found.events_to_lead,
        },
        "note": "The ranking tells which story the recorded reports speak against least. It is no probability and no verdict.",
    }


def heatmap(matrix: Matrix, rows: int = 40) -> dict[str, Any]:
    """A Vega-Lite specification of the ``rows`` most diagnostic rows: a line a piece of evidence, a column a card."""
    shown = matrix.rows[:rows]
    order = [s.card.id for s in matrix.standings]
    labels = {r.evidence.id: f"{n + 1}. {row_words(r).strip()}" for n, r in enumerate(shown)}
    values = [
        {
            "evidence": labels[r.evidence.id],
            "card": c.card,
            "mark": c.mark.value,
            "why": c.why,
            "weight": round(r.weight, 2),
            "origins": ", ".join(v.name for v in r.evidence.voices),
            "event": r.evidence.event.id,
        }
        for r in shown
        for c in r.cells
    ]
    axes = {
        "y": {"field": "evidence", "type": "nominal", "sort": list(labels.values()), "title": None, "axis": {"labelLimit": 520}},
        "x": {"field": "card", "type": "nominal", "sort": order, "title": None, "axis": {"orient": "top", "labelAngle": 0}},
    }
    tooltip = [{"field": f, "type": "nominal"} for f in ("evidence", "card", "mark", "why", "origins", "weight", "event")]
    scale = {"domain": list(COLOURS), "range": list(COLOURS.values())}
    dark = {"test": "datum.mark === 'CC' || datum.mark === 'II'", "value": "white"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": "Evidence against rival narratives: the most diagnostic first, the least contradicted narrative at the left.",
        "data": {"values": values},
        "width": {"step": 120},
        "height": {"step": 22},
        "encoding": axes,
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "white"},
                "encoding": {
                    "color": {"field": "mark", "type": "nominal", "scale": scale, "legend": {"title": "goes with it"}},
                    "tooltip": tooltip,
                },
            },
            {
                "mark": {"type": "text"},
                "encoding": {"text": {"field": "mark", "type": "nominal"}, "color": {"condition": dark, "value": "#222222"}},
            },
        ],
    }
