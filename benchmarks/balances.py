"""Balances against a count of the war: what Russia is said to have launched at Ukraine, and what was.

The reports are the items of Wikipedia's Current Events portal on the war that speak of drones or missiles; the count is the daily record
of missiles and drones launched and destroyed over Ukraine (``truth/missile_attacks_daily.csv``, after the Ukrainian Air Force; measured
against, never shown). For every quarter and for the whole time the lower bound must not exceed the count. The floor adds up every figure
that is reported.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from sayso.ledger.balances import Kind, balances
from sayso.records import DateOrigin, Document, Event

from .common import Table

WAR = re.compile(r"Russo-Ukrainian|invasion of Ukraine")
GOODS = re.compile(r"\b(?:drones?|missiles?|UAVs?|Shaheds?|Gerans?)\b")
MISSILES = re.compile(r"X-|Kalibr|Iskander|Kinzhal|C-[34]00|Zircon|Oniks|Missile|KN-23", re.IGNORECASE)
SLACK = timedelta(days=1)
"""The record's day begins at six in the evening, and a night belongs to two days: windows of the count are wider by this at both ends."""


def _documents(data: Path) -> Iterator[Document]:
    from sayso.documents.normal import digest, normalise

    with (data / "wcep" / "items.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if WAR.search(json.dumps(item.get("topics", ""), ensure_ascii=False)) and GOODS.search(item["text"]):
                text = normalise(item["text"])
                day = date.fromisoformat(item["date"])
                yield Document(item["id"], text, digest(text), "Wikipedia Current Events", day, DateOrigin.GIVEN, language="en")


def _counted(data: Path) -> list[tuple[date, str, int, int]]:
    """(day, class, launched, destroyed) of the record."""
    found = []
    with (data / "truth" / "missile_attacks_daily.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            class_ = "weapon.missile" if MISSILES.search(row["model"]) else "weapon.uav"
            launched, destroyed = (int(float(row[k] or 0)) for k in ("launched", "destroyed"))
            found.append((date.fromisoformat(row["time_start"][:10]), class_, launched, destroyed))
    return found


def _quarters(first: date, last: date) -> Iterator[tuple[date, date]]:
    start = first
    while start < last:
        month = start.month + 3
        end = date(start.year + (month > 12), (month - 1) % 12 + 1, 1)
        yield start, min(end - timedelta(days=1), last)
        start = end


def _said(events: Iterable[Event], class_: str, since: date, until: date) -> list[int]:
    """Every figure reported for the window, as a careless reader would add them up."""
    found = []
    for e in events:
        day = e.first or e.published_first
        if e.flow and e.flow.value in ("use", "intercept") and day and since <= day <= until and "RUS" in (*e.actors, *e.recipients):
            found += [i.low for i in e.items if i.low and (i.class_ == class_ or i.class_.startswith(class_ + "."))]
    return found


def table(data: Path) -> Table:
    from sayso.engine import analyze_documents
    from sayso.events import build

    out = Table("Balances: drones and missiles launched at Ukraine, bounds against a count")
    documents = list(_documents(data))
    pairs = [(claim, r.document) for r in analyze_documents(documents) if r.document for claim in r.claims]
    events = build(pairs)
    record = _counted(data)
    first, last = (
        min(d.published for d in documents if d.published),
        min(max(d for d, *_ in record), max(e.published_last or date.min for e in events)),
    )
    windows = [*_quarters(first, last), (first, last)]
    for class_, words in (("weapon.uav", "drones"), ("weapon.missile", "missiles")):
        for kind, column in ((Kind.USED, 2), (Kind.SHOT_DOWN, 3)):
            sound, tight, naive, n = 0, [], 0, 0
            for since, until in windows:
                true = sum(r[column] for r in record if r[1] == class_ and since - SLACK <= r[0] <= until + SLACK)
                known = [e for e in events if (e.first or e.published_first or date.max) <= until]
                found = balances(known, "RUS", class_, since=since, as_of=until + timedelta(days=31)).bound(kind)
                low = (found.low or 0) if found else 0
                n += 1
                sound += low <= true
                naive += sum(_said(events, class_, since, until)) <= true
                tight.append(low / true if true else 0.0)
            whole = f"{tight[-1]:.1%} of the count over the whole time"
            reference = f"all figures added: {naive}" if kind is Kind.USED else ""
            out.add(f"{words} {kind.value}: lower bound no more than the count", f"{sound} of {n} ({whole})", reference, str(n), sound == n)
    out.notes.append(
        f"{len(documents):,} items, {len(pairs):,} claims, {len(events):,} events, {first} to {last}; windows: quarters and the whole."
    )
    out.notes.append(
        "A bound is what reports say. One of them, a party's own figure for March 2026, is twice what the record counts for that month."
    )
    out.notes.append("A portal tells of some attacks only, so the bounds are far below the count; they may never be above it.")
    return out
