"""The ledger under load: queries over many claims, bytes a claim, verification, writers and readers at once, kills at random moments.

Claims are made up from a seed and written in bulk, past the reading of texts: what is measured is the ledger. ``python -m benchmarks.ledger
--data DATA --full`` asks 10^6 claims and kills 200 times; the default is a tenth of it. ``--only PART`` makes one part of the table:
queries, events, crowd or kills.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from .common import Table, data_folder, parser

CLAIMS, KILLS = 100_000, 20
FULL_CLAIMS, FULL_KILLS = 1_000_000, 200
A_DOCUMENT = 10
"""Claims of one text."""

STATES = ["IRN", "RUS", "UKR", "USA", "ISR", "PRK", "CHN", "SYR", "YEM", "IND", "PAK", "TUR", "DEU", "FRA", "GBR", "POL"]
CLASSES = ["weapon.uav", "weapon.missile.ballistic", "weapon.missile.cruise", "weapon.ammunition.shell", "weapon.armour", "weapon.aircraft"]
KINDS = [
    ("AID", "transfer"),
    ("ASSAULT", None),
    ("ASSAULT", "intercept"),
    ("SANCTION", None),
    ("CONSULT", None),
    ("ACCUSE", None),
    ("ASSAULT", "use"),
]
OUTLETS = ["The Post", "The Herald", "The Courier", "Morning News", "The Wire", "Evening Star"]


def documents(seed: int, first: int = 0) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Made-up reports without end: (document, its claims). The same seed gives the same reports."""
    from sayso.records import Actor, Claim, DateOrigin, Document, Flow, Item, Quantity, Reason, Source, Span, Status

    chosen = random.Random(seed)
    start = date(2022, 1, 1)
    number = first
    while True:
        day = start + timedelta(days=chosen.randrange(1500))
        lines, claims = [], []
        at = 0
        for _ in range(A_DOCUMENT):
            who, whom = chosen.sample(STATES, 2)
            event, flow = chosen.choice(KINDS)
            class_ = chosen.choice(CLASSES)
            count = chosen.randrange(2, 900)
            deed = f"{who} did {event.lower()} number {chosen.randrange(10**6)} with {count} items to {whom}"
            words = f"{deed}, officials in {chosen.choice(STATES)} said. "
            lines.append(words)
            trigger = Span(at + 4, at + 7, "did")
            items = (Item(at + 8, at + 12, words[8:12], class_, None, Quantity(at, at + 3, str(count), count, count, "exact", "batch")),)
            claims.append((words, trigger, who, whom, event, flow, items, at))
            at += len(words)
        text = "".join(lines)
        sha = hashlib.sha256(text.encode()).hexdigest()
        name = f"report-{seed}-{number}"
        doc = Document(name, text, sha, chosen.choice(OUTLETS), day, DateOrigin.GIVEN, language="en")
        made = tuple(
            Claim(
                id=hashlib.sha256(f"{sha} {n}".encode()).hexdigest()[:16],
                document=name,
                trigger=trigger,
                event=event,
                mode=None,
                flow=Flow(flow) if flow else None,
                actor=(Actor(at, at + 3, who, who),),
                recipient=(Actor(at, at + 3, whom, whom),),
                items=items if flow else (),
                money=None,
                place=(),
                time=None,
                status=chosen.choice([Status.ACTUAL] * 6 + [Status.PLANNED, Status.POSSIBLE, Status.DENIED]),
                sources=(Source(at, at + 9, "officials", None, "official", True),),
                confidence=round(chosen.random(), 3),
                reasons=(Reason("event", "made up for a measurement", None, trigger), Reason("actor", "made up as well")),
            )
            for n, (words, trigger, who, whom, event, flow, items, at) in enumerate(claims)
        )
        yield doc, made
        number += 1


def fill(path: Path, number: int) -> float:
    """A ledger with so many claims; gives the seconds it took. Rows are written in bulk, an entry of the chain for 50 documents."""
    from sqlalchemy import Table as Rows

    from sayso.ledger import Store, searching
    from sayso.ledger import tables as t
    from sayso.ledger.rows import rows_of

    start = time.perf_counter()
    source, left, reading, claim_number = documents(1), number // A_DOCUMENT, 0, 0
    now = datetime.now(UTC)
    with Store(path) as store:
        run = store.start_run("1")
        while left:
            with store._writing() as writer:
                rows: dict[Rows, list[dict[str, Any]]] = {t.texts: [], t.documents: [], t.readings: [], t.claims: []}
                indexed = []
                for doc, claims in islice(source, min(left, 50)):
                    left, reading = left - 1, reading + 1
                    rows[t.texts].append({"sha256": doc.sha256, "text": doc.text})
                    own = {"number": reading, "run": run, "sha256": doc.sha256, "recorded_at": now}
                    about = {
                        "name": doc.id,
                        "publisher": doc.publisher,
                        "published": doc.published,
                        "date_origin": "given",
                        "language": "en",
                    }
                    made_by = {
                        "extractor": "text",
                        "extractor_version": "1",
                        "digest": doc.sha256,
                        "title": None,
                        "url": None,
                        "origin": None,
                    }
                    rows[t.documents].append({**own, **about, **made_by})
                    rows[t.readings].append({**own, "document": reading, "version": "1", "claims": len(claims)})
                    searching.index_text(writer.connection, reading, doc)
                    for position, claim in enumerate(claims):
                        claim_number += 1
                        indexed.append((claim_number, claim, doc.text))
                        for table, values in rows_of(claim, number=claim_number, reading=reading, position=position):
                            rows.setdefault(table, []).append(values)
                for table, values_of_table in rows.items():
                    writer.add(table, values_of_table)
                searching.index_claims(writer.connection, indexed)
    return time.perf_counter() - start


def _day(chosen: random.Random) -> date:
    return date(2022, 1, 1) + timedelta(days=chosen.randrange(1500))


def _questions() -> dict[str, Callable[[object, random.Random], object]]:
    return {
        "claims of a pair of states, first 50": lambda s, r: list(s.listed(limit=50, actor=r.choice(STATES), recipient=r.choice(STATES))),
        "claims of a flow and class since a day, first 50": lambda s, r: list(
            s.listed(limit=50, flow="transfer", item=r.choice(CLASSES), since=_day(r))
        ),
        "all claims, first 50": lambda s, r: list(s.listed(limit=50)),
        "one claim by the beginning of its id": lambda s, r: s.provenance(r.choice(IDS)[:10]),
        "how many denied": lambda s, r: s.count(status="denied", actor=r.choice(STATES)),
        "claims of a pair as of a day, first 50": lambda s, r: list(
            s.listed(limit=50, actor=r.choice(STATES), recipient=r.choice(STATES), as_of=_day(r))
        ),
        "words in claims and documents, best 20": lambda s, r: s.search(f"{r.choice(STATES)} {r.randrange(900)}", limit=20),
    }


IDS: list[str] = []


def _event_questions() -> dict[str, Callable[[object, random.Random], object]]:
    return {
        "events of a pair of states, first 50": lambda s, r: list(
            s.events(limit=50, actor=r.choice(STATES), recipient=r.choice(STATES), flow="transfer")
        ),
        "one event by its claim": lambda s, r: s.event(r.choice(IDS)),
        "why one event": lambda s, r: s.why_event(r.choice(IDS)),
        "one event as of a day": lambda s, r: _known(s, r.choice(IDS), date(2026, 12, 31)),
        "transfers of a pair of states": lambda s, r: s.transfers(actor=r.choice(STATES), recipient=r.choice(STATES), until=_day(r)),
        "disputes of a state, first 50": lambda s, r: list(islice(s.disputes(actor=r.choice(STATES)), 50)),
    }


def _known(store: object, id: str, day: date) -> object:
    return store.event(id, as_of=day)  # type: ignore[attr-defined]


def ask(store: object, questions: dict[str, Callable[[object, random.Random], object]], times: int) -> dict[str, tuple[float, float]]:
    """(median, 95th percentile) of each question in milliseconds."""
    chosen = random.Random(2)
    found = {}
    for name, question in questions.items():
        took = []
        for _ in range(times):
            start = time.perf_counter()
            question(store, chosen)
            took.append((time.perf_counter() - start) * 1000)
        took.sort()
        found[name] = took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.95))]
    return found


def _write(path: Path, seed: int, out: int) -> None:
    """What the child does until it is killed: record, link, and tell the name of what was recorded."""
    from sayso.ledger import Store

    with Store(path) as store:
        run = store.start_run("1")
        for n, (doc, claims) in enumerate(documents(seed)):
            store.record(run, doc, claims, "1")
            if n % 7 == 6:
                store.link()
            os.write(out, f"{doc.id}\n".encode())


def kills(number: int, seed: int = 3) -> dict[str, int]:
    """Kill a process that records at random moments, look at what it left, and let the next one go on from there."""
    from sayso.ledger import Store

    chosen, told = random.Random(seed), {"kills": 0, "opened": 0, "lost": 0, "doubled": 0, "torn": 0, "not verified": 0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sayso"
        for _ in range(number):
            out, into = os.pipe()
            child = os.fork()  # everything is loaded, so that the kill falls into the writing and not into the start
            if not child:
                with contextlib.suppress(BaseException):
                    _write(path, 5, into)
                os._exit(1)
            os.close(into)
            with os.fdopen(out) as names_told:
                said = [line.strip() for line in islice(names_told, chosen.randrange(1, 30))]
                time.sleep(chosen.random() * 0.05)
                os.kill(child, signal.SIGKILL)
                said += [line.strip() for line in names_told if line.endswith("\n")]
            os.waitpid(child, 0)
            told["kills"] += 1
            with Store(path) as store:
                told["opened"] += 1
                names = [d.id for d in store.documents()]
                told["lost"] += len(set(said) - set(names))
                told["doubled"] += len(names) - len(set(names))
                told["torn"] += len(names) * A_DOCUMENT - store.count()
                told["not verified"] += not store.verify().ok
            if len(names) > 150:
                path.unlink()
    return told


def _queries(out: Table, folder: Path, number: int) -> None:
    from sayso.ledger import Store

    path = folder / "x.sayso"
    took = fill(path, number)
    size = path.stat().st_size
    out.add(f"claims recorded a second ({number:,}), in bulk, hashed and indexed", f"{number / took:,.0f}", "", "report")
    out.add("bytes of the file a claim, before linking", f"{size / number:,.0f}", "", "report")
    with Store(path, readonly=True) as store:
        IDS[:] = [c.id for c, _ in store.listed(limit=400)]
        for name, (median, slow) in ask(store, _questions(), 40).items():
            out.add(f"{name}: median / p95, ms", f"{median:,.1f} / {slow:,.1f}", "", "report")
        start = time.perf_counter()
        checked = store.verify()
        seconds = time.perf_counter() - start
    out.add("verification: rows a second; faults", f"{checked.rows / seconds:,.0f}; {len(checked.faults)}", "", "0", checked.ok)


def _events(out: Table, folder: Path, number: int) -> None:
    from sayso.ledger import Store

    small = folder / "events.sayso"
    linked = min(number, 20_000)
    fill(small, linked)
    with Store(small) as store:
        IDS[:] = [c.id for c, _ in store.listed(limit=400)]
        start = time.perf_counter()
        store.link()
        seconds = time.perf_counter() - start
        out.add(f"linking {linked:,} claims: claims a second", f"{linked / seconds:,.0f}", "", "report")
        for name, (median, slow) in ask(store, _event_questions(), 20).items():
            out.add(f"{name} ({linked:,} claims): median / p95, ms", f"{median:,.1f} / {slow:,.1f}", "", "report")
    out.add(f"bytes of the file a claim, with events ({linked:,} claims)", f"{small.stat().st_size / linked:,.0f}", "", "report")


def _crowd(out: Table) -> None:
    from .ledger_crowd import READERS, SECONDS, WRITERS, crowd

    told = crowd()
    whole = not (told["failed"] or told["lost"] or told["doubled"] or told["torn"]) and told["verified"]
    words = (
        f"{told['recorded']:,} documents told recorded ({told['both']:,} by both writers), {told['documents']:,} there with "
        f"{told['claims']:,} claims; {told['answers']:,} questions answered; lost {told['lost']}, doubled {told['doubled']}, "
        f"torn {told['torn']}, programs failed {told['failed']}"
    )
    out.add(f"{WRITERS} writers and {READERS} readers for {SECONDS} s", words, "", "nothing lost, doubled or torn", whole)
    longest = f"{told['write'] * 1000:,.0f} / {told['read'] * 1000:,.0f}"
    out.add("… the longest write / pair of questions while they were at it, ms", longest, "", "report")


def _kills(out: Table, number: int) -> None:
    told = kills(number)
    whole = told["opened"] == number and not (told["lost"] or told["doubled"] or told["torn"] or told["not verified"])
    words = ", ".join(f"{k} {v}" for k, v in told.items())
    out.add("kill -9 of a writer at random moments", words, "", "nothing lost, doubled or torn", whole)


PARTS = ("queries", "events", "crowd", "kills")


def table(data: Path, *, full: bool = False, only: str | None = None) -> Table:
    del data
    number, deaths = (FULL_CLAIMS, FULL_KILLS) if full else (CLAIMS, KILLS)
    out = Table(f"The ledger: {number:,} made-up claims, {deaths} kills")
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS if only is None else (only,):
            if part == "queries":
                _queries(out, Path(folder), number)
            elif part == "events":
                _events(out, Path(folder), number)
            elif part == "crowd":
                _crowd(out)
            else:
                _kills(out, deaths)
    out.notes.append(
        f"python {sys.version.split()[0]}, sqlite {json.dumps(__import__('sqlite3').sqlite_version)}; load of the machine is not controlled"
    )
    return out


if __name__ == "__main__":
    p = parser(__doc__)
    p.add_argument("--full", action="store_true", help=f"{FULL_CLAIMS:,} claims and {FULL_KILLS} kills")
    p.add_argument("--only", choices=PARTS, help="one part of the table")
    a = p.parse_args()
    print(table(data_folder(a.data), full=a.full, only=a.only).markdown())
