"""Two writers and three readers on one ledger file: what they say they recorded is compared with what is there."""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .ledger import A_DOCUMENT, STATES, documents

if TYPE_CHECKING:
    from sayso.ledger import Store

WRITERS, READERS, SECONDS = 2, 3, 60


def _busy_writer(path: Path, until: float, number: int, out: Path) -> None:
    """Record until the time is over: every other document is one that the other writers record, too."""
    from sayso.ledger import Recorded, Store

    told: dict[str, Any] = {"said": [], "seen": 0, "longest": 0.0, "links": 0}
    own, shared = documents(100 + number), documents(99)
    with Store(path) as store:
        run = store.start_run("1")
        for n in range(10**9):
            if time.time() > until:
                break
            doc, claims = next(shared if n % 2 else own)
            start = time.perf_counter()
            told["seen"] += store.record(run, doc, claims, "1") is Recorded.SEEN
            told["longest"] = max(told["longest"], time.perf_counter() - start)
            told["said"].append(doc.id)
            if n % 40 == 39:
                store.link()
                told["links"] += 1
    out.write_text(json.dumps(told))


def _busy_reader(path: Path, until: float, number: int, out: Path) -> None:
    """Ask until the time is over: the count never goes back, and a document is there with all of its claims or not at all."""
    from sayso.ledger import Store

    told: dict[str, Any] = {"answers": 0, "longest": 0.0, "back": 0, "torn": 0}
    chosen, before = random.Random(number), 0
    questions: list[Callable[[Store], object]] = [
        lambda s: list(s.listed(limit=50, actor=chosen.choice(STATES))),
        lambda s: s.search(f"{chosen.choice(STATES)} {chosen.randrange(900)}", limit=20),
        lambda s: [s.event(c.id) for c in s.claims(limit=1)],
    ]
    with Store(path, readonly=True) as store:
        while time.time() < until:
            start = time.perf_counter()
            count = store.count()
            questions[number % len(questions)](store)
            told["longest"] = max(told["longest"], time.perf_counter() - start)
            told["answers"] += 2
            told["back"] += count < before
            told["torn"] += count % A_DOCUMENT > 0
            before = count
    out.write_text(json.dumps(told))


def crowd(seconds: float = SECONDS) -> dict[str, Any]:
    """Two writers and three readers, programs of their own, on one file; then what they said is compared with what is there."""
    from sayso.ledger import Store

    with tempfile.TemporaryDirectory() as folder:
        path, children = Path(folder) / "x.sayso", []
        Store(path).close()
        until = time.time() + seconds
        work = [(_busy_writer, n) for n in range(WRITERS)] + [(_busy_reader, n) for n in range(READERS)]
        for at, (work_of, number) in enumerate(work):
            child = os.fork()
            if not child:
                try:
                    work_of(path, until, number, Path(folder) / f"{at}.json")
                except BaseException as error:
                    print(f"{work_of.__name__}: {error}", file=sys.stderr, flush=True)
                    os._exit(1)
                os._exit(0)
            children.append(child)
        failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
        found = [json.loads(out.read_text()) for at in range(len(work)) if (out := Path(folder) / f"{at}.json").exists()]
        writers, readers = [f for f in found if "said" in f], [f for f in found if "answers" in f]
        with Store(path) as store:
            names, texts = [d.id for d in store.documents()], {d.sha256 for d in store.documents()}
            checked, claims = store.verify(), store.count()
            members = sum(len(e.members) for e in store.events())
        said = [name for w in writers for name in w["said"]]
        return {
            "failed": failed,
            "recorded": len(said),
            "documents": len(names),
            "claims": claims,
            "both": sum(w["seen"] for w in writers),
            "answers": sum(r["answers"] for r in readers),
            "write": max((w["longest"] for w in writers), default=0.0),
            "read": max((r["longest"] for r in readers), default=0.0),
            "lost": len(set(said) - set(names)),
            "doubled": len(names) - len(set(names)) + len(names) - len(texts) + abs(members - claims),
            "torn": claims - A_DOCUMENT * len(names) + sum(r["torn"] + r["back"] for r in readers),
            "verified": checked.ok,
        }
