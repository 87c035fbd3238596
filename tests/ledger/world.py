"""A handful of reports about one shipment, and what surrounds it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sayso.ledger import Store
from sayso.records import Claim, Document
from tests.builders import claim, document

Report = tuple[Document, tuple[Claim, ...]]


def report(name: str, text: str, day: str | None, publisher: str | None, trigger: str = "sent", **claimed: Any) -> Report:
    doc = document(text, id=name, published=date.fromisoformat(day) if day else None, publisher=publisher)
    sides = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"]}
    return doc, (claim(trigger, doc, **{**sides, **claimed}),)


FIRST = "Iran sent 450 drones to Russia, a western official said. The shipment arrived at a port."
SECOND = "Iran sent 200 drones to Russia by ship, the ministry said, and the shipment arrived at a port."
ORIGINAL = report("original", FIRST, "2022-11-01", "CNN", items=["450 drones=weapon.uav@450-450/batch"])
COPY = report("copy", FIRST, "2022-11-03", "The Copy", items=["450 drones=weapon.uav@450-450/batch"])
OTHER = report("other", SECOND, "2022-11-02", "BBC", items=["200 drones=weapon.uav@200-200/batch"])
SANCTION = report(
    "sanction",
    "The United States imposed sanctions on Iran after drones were found.",
    "2022-11-05",
    "AP",
    "imposed sanctions",
    event="SANCTION",
    flow=None,
    actor_=["The United States=USA"],
    recipient=["Iran=IRN"],
)
TANKS = ["70 tanks=weapon.armour@70-70/batch"]
LATER = report("later", "Iran sent 70 tanks to Russia this spring, a paper said.", "2023-04-05", "The Times", items=TANKS)
RIFLES = ["rifles=weapon.small-arms"]
UNDATED = report("undated", "Iran sent rifles to Syria, somebody wrote.", None, None, items=RIFLES, recipient=["Syria=SYR"])
WORLD = (ORIGINAL, COPY, OTHER, SANCTION, LATER, UNDATED)


def tell(store: Store, *reports: Report, version: str = "1") -> None:
    """Record each report in a run of its own."""
    for doc, claims in reports or WORLD:
        store.record(store.start_run(version), doc, claims, version)


def shapes(store: Store, **filters: Any) -> set[tuple[str, tuple[str, ...], tuple[tuple[str, str | None], ...]]]:
    """Events by what they are of: id, lower bounds, members by claim and publisher."""
    return {(e.id, tuple(str(i.low) for i in e.items), tuple((m.id, m.publisher) for m in e.members)) for e in store.events(**filters)}
