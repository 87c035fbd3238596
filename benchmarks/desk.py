"""How fast the desk answers on a large ledger:  python -m benchmarks.desk [--claims 100000] [--ledger FILE]

The ledger is planted: reports by a hundred publishers about sixty actors over five years, four claims a report, a tenth of the reports
copies of another. Each page is asked for as a browser would, without the network in between; the first answer after the start, which
reads the events into memory, is told by itself. As the reference: the time in which SQLite alone reads one row for each claim.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sayso.records import Actor, Claim, DateOrigin, Document, Flow, Item, Quantity, Source, Span, Status

from .common import Table

CLAIMS = 100_000
LIMIT_MS = 300
ASKED = 12
"""Times each page is asked for."""

_ACTORS = (
    *("Iran=IRN", "Russia=RUS", "Ukraine=UKR", "Israel=ISR", "China=CHN", "Syria=SYR", "Iraq=IRQ", "Yemen=YEM", "Turkey=TUR"),
    *("France=FRA", "Germany=DEU", "Poland=POL", "Japan=JPN", "India=IND", "Pakistan=PAK", "Egypt=EGY", "Qatar=QAT", "Oman=OMN"),
    *("Belarus=BLR", "Serbia=SRB", "Armenia=ARM", "Georgia=GEO", "Greece=GRC", "Italy=ITA", "Spain=ESP", "Sweden=SWE", "Norway=NOR"),
    *("Finland=FIN", "Estonia=EST", "Latvia=LVA", "Lithuania=LTU", "Romania=ROU", "Bulgaria=BGR", "Hungary=HUN", "Austria=AUT"),
    *("Canada=CAN", "Mexico=MEX", "Brazil=BRA", "Chile=CHL", "Peru=PER", "Cuba=CUB", "Libya=LBY", "Sudan=SDN", "Mali=MLI"),
    *("Niger=NER", "Chad=TCD", "Kenya=KEN", "Angola=AGO", "Vietnam=VNM", "Laos=LAO", "Nepal=NPL", "Kuwait=KWT", "Jordan=JOR"),
    *("Lebanon=LBN", "Taiwan=TWN", "Cyprus=CYP", "Malta=MLT", "Denmark=DNK", "Ireland=IRL", "Belgium=BEL"),
)
_ITEMS = (
    *(("drones", "weapon.uav"), ("missiles", "weapon.missile"), ("tanks", "weapon.armour.tank"), ("shells", "weapon.ammunition.shell")),
    *(("howitzers", "weapon.artillery"), ("fighter jets", "weapon.aircraft.fighter"), ("radars", "weapon.sensor")),
)
_DEEDS: tuple[tuple[str, str, str | None, Flow | None], ...] = (
    ("sent", "AID", None, Flow.TRANSFER),
    ("fired", "ASSAULT", "aerial", Flow.USE),
    ("shot down", "ASSAULT", "destroy", Flow.INTERCEPT),
    ("sanctioned", "SANCTION", None, None),
    ("met with", "CONSULT", "visit", None),
    ("praised", "SUPPORT", None, None),
    ("threatened", "THREATEN", None, None),
)


def _claim(document: Document, at: int, sentence: str, draw: tuple[str, str, int], n: int) -> Claim:
    """The claim that ``sentence`` at ``at`` makes; ``draw`` are actor, recipient and the number of the deed."""
    who, whom, deed = draw
    trigger, event, mode, flow = _DEEDS[deed]

    def span(words: str) -> tuple[int, int, str]:
        start = at + sentence.index(words)
        return start, start + len(words), words

    actor, recipient = (Actor(*span(w.partition("=")[0]), w.partition("=")[2]) for w in (who, whom))
    items: tuple[Item, ...] = ()
    if flow is not None:
        words, class_ = next(i for i in _ITEMS if i[0] in sentence)
        number = int("".join(c for c in sentence if c.isdigit()))
        start, end, text = span(f"{number} {words}")
        items = (Item(start, end, text, class_, None, Quantity(start, end, text, number, number, "exact", "batch")),)
    said = sentence.rpartition(", ")[2].removesuffix(" said.").removesuffix(" denied.")
    start, end, text = span(said)
    status = Status.DENIED if sentence.endswith("denied.") else Status.ACTUAL
    return Claim(
        id=hashlib.sha256(f"{document.sha256} {at} {n}".encode()).hexdigest()[:16],
        document=document.id,
        trigger=Span(*span(trigger)),
        event=event,
        mode=mode,
        flow=flow,
        actor=(actor,),
        recipient=(recipient,),
        items=items,
        money=None,
        place=(),
        time=None,
        status=status,
        sources=(Source(start, end, text, None, "official", False),),
        confidence=0.3 + (n * 7 % 70) / 100,
    )


def reports(claims: int, seed: int = 7) -> Iterator[tuple[Document, list[Claim]]]:
    """Reports with four claims each until there are ``claims``."""
    rng = random.Random(seed)
    weights = [1 / (n + 2) for n in range(len(_ACTORS))]
    last: list[tuple[str, str, str, int]] = []
    for n in range(claims // 4):
        day = date(2021, 1, 1) + timedelta(days=n * 5 * 365 * 4 // claims)
        if not last or n % 10:
            last = []
            for _ in range(4):
                who, whom = rng.choices(_ACTORS, weights, k=2)
                while whom == who:
                    whom = rng.choice(_ACTORS)
                deed = rng.randrange(len(_DEEDS))
                goods = f" {rng.choice((3, 10, 40, 120, 450, 1000))} {rng.choice(_ITEMS)[0]}" if _DEEDS[deed][3] else ""
                side = f" at {whom.partition('=')[0]}" if goods else f" {whom.partition('=')[0]}"
                speaker = rng.choice(("the defence ministry", "a spokesman", "the prime minister", "an army officer"))
                says = "denied" if rng.random() < 0.06 else "said"
                last.append(
                    (
                        f"{who.partition('=')[0]} {_DEEDS[deed][0]}{goods}{side} on day {day.isoformat()[-2:]}",
                        f"{speaker} {says}.",
                        f"{who} {whom}",
                        deed,
                    )
                )
        made, text, at = [], "", 0
        for words, says, _, _ in last:
            sentence = f"{words.rpartition(' on day ')[0]}, {says}"
            made.append((at, sentence))
            text += sentence + f" The report {n if n % 10 else n - 1} gave no further details.\n"
            at = len(text)
        full = f"{text}Printed as number {n}."
        sha = hashlib.sha256(full.encode()).hexdigest()
        document = Document(f"r{n}", full, sha, f"Paper {rng.randrange(100)}", day, DateOrigin.GIVEN, f"Report {n}", language="en")
        yield (
            document,
            [
                _claim(document, at, sentence, (*names.split(" ", 1), deed), k)  # type: ignore[arg-type]
                for k, ((at, sentence), (_, _, names, deed)) in enumerate(zip(made, last, strict=True))
            ],
        )


def plant(path: Path, claims: int) -> float:
    """Write the ledger and put its claims together; gives the seconds that took."""
    from sayso.ledger import Store

    began = time.monotonic()
    with Store(path) as store:
        run = store.start_run("bench", ["planted"])
        for document, found in reports(claims):
            store.record(run, document, found, "bench")
        store.end_run(run, read=claims // 4, claims=claims)
        store.link()
    return time.monotonic() - began


def _floor_ms(path: Path) -> float:
    """SQLite alone: one row a claim, read and counted."""
    import sqlite3

    took = []
    for _ in range(3):
        with sqlite3.connect(path) as connection:
            began = time.perf_counter()
            sum(1 for _ in connection.execute("SELECT id, event, flow, status FROM claims"))
            took.append((time.perf_counter() - began) * 1000)
    return min(took)


def _finished(client: Any, address: str) -> None:
    """Ask until nothing on the page is still being worked out in the background."""
    while True:
        answer = client.get(address)
        answer.raise_for_status()
        if "being worked out" not in answer.text:
            return
        time.sleep(0.5)


def measure(path: Path) -> tuple[dict[str, list[float]], float, dict[str, int]]:
    """(milliseconds of each page, of the first answer; bytes of each page)."""
    from fastapi.testclient import TestClient

    from sayso.web.app import create_app

    app = create_app(path, who="bench")
    with TestClient(app, base_url="http://127.0.0.1") as client:
        began = time.perf_counter()
        client.get("/").raise_for_status()
        first = (time.perf_counter() - began) * 1000
        index = app.state.desk.index()
        event = max(index.rows, key=lambda r: len(r.event.members)).event
        member = event.members[0]
        pages = {
            "Brief": "/",
            "Brief, everything": "/?since=all",
            "Events": "/events",
            "Events, filtered and sorted": "/events?actor=Iran&flow=any&sort=origins",
            "Event": f"/event/{event.id}",
            "Claim": f"/claim/{member.id}",
            "Document": f"/document/{member.document[:16]}?claim={member.id}",
            "Documents": "/documents",
            "Ledger": "/ledger",
            "Ledger, filtered and sorted": "/ledger?recipient=Russia&item=weapon.uav&sort=high",
            "Balances": "/balances?owner=RUS&class=weapon.uav",
            "Network": "/network",
            "Network around one": "/network?party=Iran",
            "Pair": "/pair/IRN/RUS",
            "Relations": "/relations",
            "Sides and blocs": "/network/sides",
            "Narratives": "/narratives",
            "Outlook": "/outlook",
            "Review": "/review",
            "Search": "/search?q=drones",
            "Runs": "/runs",
            "Read": "/read",
        }
        took: dict[str, list[float]] = {}
        sizes: dict[str, int] = {}
        for name, address in pages.items():
            _finished(client, address)
            for _ in range(ASKED):
                began = time.perf_counter()
                answer = client.get(address)
                took.setdefault(name, []).append((time.perf_counter() - began) * 1000)
                answer.raise_for_status()
            sizes[name] = len(answer.content)
    return took, first, sizes


def table(data: Path, *, claims: int = CLAIMS, ledger: Path | None = None) -> Table:
    """The table; ``data`` is not needed. ``ledger``: where the planted ledger is, or is kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = ledger or Path(folder) / "planted.sayso"
        planted = None if path.exists() else plant(path, claims)
        floor = _floor_ms(path)
        took, first, sizes = measure(path)
    t = Table(f"The desk on a ledger of {claims:,} claims")
    for name, found in took.items():
        middle, worst = statistics.median(found), max(found)
        told = f"{middle:.0f} ms, slowest {worst:.0f}"
        t.add(f"{name} ({sizes[name] / 1000:.0f} kB)", told, f"{middle / floor:.1f} × the floor", f"under {LIMIT_MS} ms", middle < LIMIT_MS)
    t.add("first answer after the start", f"{first / 1000:.1f} s", f"{first / floor:.0f} × the floor")
    t.notes.append(
        f"Median and slowest of {ASKED} answers at the server, one by one. The floor: SQLite reads a row for each claim in {floor:.0f} ms."
    )
    t.notes.append("The first answer reads all events into memory; after a change a ledger of this size is read again in the background.")
    if planted is not None:
        t.notes.append(f"Recording and linking the planted claims took {planted:.0f} s.")
    return t


if __name__ == "__main__":
    import argparse

    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--claims", type=int, default=CLAIMS)
    p.add_argument("--ledger", type=Path, help="keep the planted ledger here, or use the one that is here")
    a = p.parse_args()
    sys.stdout.write(table(Path(), claims=a.claims, ledger=a.ledger).markdown())
