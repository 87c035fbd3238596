"""What judgements in force mean for claims: which are hidden, which stand corrected, which are tied together or kept apart.

A judgement speaks of claims by the text they stand in and their place in it. When a newer extractor reads the text again, the claim is
found by its id, else by a trigger that overlaps the old one and the same flow or event; one that is not found again changes nothing, and
the judgement is listed as without a target.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection, Row

from sayso.ledger import derived as d
from sayso.ledger import tables as t
from sayso.ledger.sight import chunks

NumberPair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A claim that a judgement speaks of, and the row that holds it now (of the machine's reading; None: not found again)."""

    judgement: int
    side: str
    claim: str
    sha256: str
    now: int | None


@dataclass(slots=True)
class Standing:
    """The judgements in force at a moment and what they come to. Numbers are rows of ``claims`` as the machine read them."""

    judgements: list[Row[Any]] = field(default_factory=list)
    anchors: dict[int, list[Anchor]] = field(default_factory=dict)
    verdicts: dict[int, tuple[str, int]] = field(default_factory=dict)  # accept, reject or unsure, and the judgement that says so
    corrections: dict[int, list[Row[Any]]] = field(default_factory=dict)
    shown: dict[int, int] = field(default_factory=dict)  # corrected claims: the row of their amendment
    hidden: set[int] = field(default_factory=set)
    pairs: dict[NumberPair, tuple[bool, int]] = field(default_factory=dict)  # rows that are shown: together or apart, and by which


def standing(connection: Connection, moment: datetime | None = None) -> Standing:
    """What is in force at ``moment`` (None: now)."""
    query = select(t.judgements).order_by(t.judgements.c.number)
    if moment is not None:
        query = query.where(t.judgements.c.recorded_at <= moment)
    rows = connection.execute(query).all()
    found = Standing()
    undone: set[int] = set()
    for row in reversed(rows):  # an undo that was itself taken back undoes nothing
        if row.number in undone:
            continue
        if row.undoes is not None:
            undone.add(row.undoes)
        else:
            found.judgements.append(row)
    found.judgements.reverse()
    if not rows:
        found.hidden = set(connection.execute(select(t.amendments.c.claim)).scalars())
        return found
    found.anchors = anchors_of(connection, [r.number for r in found.judgements], moment)
    for row in found.judgements:
        own = [a.now for a in found.anchors.get(row.number, ()) if a.side == "target" and a.now is not None]
        if row.verdict in ("accept", "reject", "unsure"):
            found.verdicts.update((n, (row.verdict, row.number)) for n in own)
        elif row.verdict == "correct":
            for n in own:
                found.corrections.setdefault(n, []).append(row)
    _amended(connection, found, moment)
    _tied(found)
    return found


def _amended(connection: Connection, found: Standing, moment: datetime | None) -> None:
    query = select(t.amendments.c.claim, t.amendments.c.original).order_by(t.amendments.c.claim)
    if moment is not None:
        query = query.join(t.judgements, t.judgements.c.number == t.amendments.c.judgement).where(t.judgements.c.recorded_at <= moment)
    rejected = {n for n, (verdict, _) in found.verdicts.items() if verdict == "reject"}
    found.hidden = set(connection.execute(select(t.amendments.c.claim)).scalars())
    for claim, original in connection.execute(query):
        if original in found.corrections:
            found.shown[original] = claim  # the last one: each change makes a new one from all corrections in force
    found.hidden |= set(found.shown) | rejected
    found.hidden -= {claim for original, claim in found.shown.items() if original not in rejected}


def _tied(found: Standing) -> None:
    for row in found.judgements:
        if row.verdict not in ("merge", "split"):
            continue
        sides: dict[str, list[int]] = {"target": [], "other": []}
        for anchor in found.anchors.get(row.number, ()):
            if anchor.now is not None:
                sides[anchor.side].append(found.shown.get(anchor.now, anchor.now))
        for a in sides["target"]:
            for b in sides["other"]:
                if a != b:
                    found.pairs[min(a, b), max(a, b)] = row.verdict == "merge", row.number


def anchors_of(connection: Connection, judgements: Collection[int], moment: datetime | None) -> dict[int, list[Anchor]]:
    rows: list[Row[Any]] = []
    for some in chunks(judgements):
        query = select(t.anchors).where(t.anchors.c.judgement.in_(some))
        rows += connection.execute(query.order_by(t.anchors.c.judgement, t.anchors.c.side, t.anchors.c.position)).all()
    claims = _read(connection, {r.sha256 for r in rows}, moment)
    found: dict[int, list[Anchor]] = {}
    for r in rows:
        now = meant(claims.get(r.sha256, ()), r)
        found.setdefault(r.judgement, []).append(Anchor(r.judgement, r.side, r.claim, r.sha256, now))
    return found


def _read(connection: Connection, hashes: Collection[str], moment: datetime | None) -> dict[str, list[Row[Any]]]:
    """The machine's claims of the newest reading of each text."""
    found: dict[str, list[Row[Any]]] = {}
    for some in chunks(hashes):
        newest = select(func.max(t.readings.c.number)).where(t.readings.c.sha256.in_(some)).group_by(t.readings.c.sha256)
        if moment is not None:
            newest = newest.where(t.readings.c.recorded_at <= moment)
        query = (
            select(t.claims, t.readings.c.sha256)
            .join(t.readings, t.readings.c.number == t.claims.c.reading)
            .where(t.claims.c.reading.in_(newest), t.claims.c.number.not_in(select(t.amendments.c.claim)))
        )
        for row in connection.execute(query.order_by(t.claims.c.number)):
            found.setdefault(row.sha256, []).append(row)
    return found


def meant(claims: Iterable[Row[Any]], anchor: Row[Any]) -> int | None:
    """The claim of a newer reading that an anchor means."""
    best: tuple[tuple[int, int, int], int] | None = None
    for c in claims:
        if c.id == anchor.claim:
            return int(c.number)
        shared = min(c.trigger_end, anchor.end_char) - max(c.trigger_start, anchor.start_char)
        if shared > 0:
            alike = (c.flow == anchor.flow) + (c.event == anchor.event)
            exact = c.trigger_start == anchor.start_char and c.trigger_end == anchor.end_char
            # A claim of another flow and event at the same words is another claim.
            rank = alike, int(exact), shared
            if (alike or exact) and (best is None or rank > best[0]):
                best = rank, int(c.number)
    return best[1] if best else None


def hidden_at(connection: Connection, moment: datetime) -> set[int]:
    """Claims that judgements known at ``moment`` take out of sight."""
    return standing(connection, moment).hidden


def ties(connection: Connection, moment: datetime | None) -> tuple[list[NumberPair], list[NumberPair]]:
    """Pairs of claims that people put together, and pairs that they took apart."""
    if connection.execute(select(t.judgements.c.number).limit(1)).first() is None:
        return [], []
    pairs = standing(connection, moment).pairs
    return [p for p, (together, _) in pairs.items() if together], [p for p, (together, _) in pairs.items() if not together]


def refresh(connection: Connection, found: Standing | None = None) -> set[int]:
    """Write down what is hidden now; gives the claims for which that changed."""
    wanted = (found or standing(connection)).hidden
    known = set(connection.execute(select(d.hidden.c.claim)).scalars())
    for some in chunks(known - wanted):
        connection.execute(delete(d.hidden).where(d.hidden.c.claim.in_(some)))
    if new := wanted - known:
        connection.execute(insert(d.hidden), [{"claim": n} for n in sorted(new)])
    return known ^ wanted
