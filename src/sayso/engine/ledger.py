"""The ledger that reads: documents on their way into the file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from sayso.engine.analysis import Analyzer, Result
from sayso.engine.stream import analyze_documents
from sayso.errors import DocumentError
from sayso.ledger import ReadReport, Recorded, Remark, Store
from sayso.ledger.filters import day
from sayso.records import Document
from sayso.version import VERSION


def version() -> str:
    """The version of the extractor. A text read by an older one is read again."""
    return VERSION


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a ``read`` has come. ``current`` is the origin of the last document."""

    read: int
    seen: int
    skipped: int
    claims: int
    current: str


@dataclass(slots=True)
class _Counts:
    read: int = 0
    superseded: int = 0
    seen: int = 0
    claims: int = 0
    skipped: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)

    def progress(self, current: str) -> Progress:
        return Progress(self.read, self.seen, len(self.skipped), self.claims, current)


class _Seen(DocumentError):
    """Passes through the analysis in place of a document that is in the ledger already."""


class Ledger(Store):
    """A ledger file, and reading into it.

    >>> with Ledger("x.sayso") as ledger:
    ...     report = ledger.read("article.html", published="2022-11-05")
    ...     for claim in ledger.claims(flow="transfer"):
    ...         print(claim.why())
    """

    analyzer: Analyzer | None = None
    """What analyses in this process instead of the shipped pipeline (for experiments and tests)."""

    def read(
        self,
        *sources: str | Path,
        published: date | str | None = None,
        publisher: str | None = None,
        again: bool = False,
        workers: int = 1,
        progress: Callable[[Progress], None] | None = None,
    ) -> ReadReport:
        """Read files, folders, addresses or "-" (standard input) into the ledger.

        ``published`` and ``publisher`` hold for documents that do not say it themselves. A text that is in the ledger is not read
        again, unless the extractor is newer, its date or publisher has become known, or ``again``. Each document is recorded by itself:
        what was read before an interruption stays, and reading the same sources again goes on from there.
        """
        from sayso.documents import read
        from sayso.documents.options import ReadOptions

        options = ReadOptions(published=day("published", published), publisher=publisher)
        began, ours = time.monotonic(), version()
        run = self.start_run(ours, [str(source) for source in sources])
        counts, outcome = _Counts(), "failed"
        begun: set[str] = set()

        def met() -> Iterator[Document | DocumentError]:
            for thing in chain.from_iterable(read(source, options) for source in sources):
                if isinstance(thing, DocumentError):
                    if not self._own_file(thing):
                        yield thing
                    continue
                verdict, full, nothing_new = self.meet(thing, ours, again=again and thing.sha256 not in begun)
                begun.add(thing.sha256)
                if verdict is not Recorded.SEEN:
                    yield full
                    continue
                if not nothing_new:
                    self.record(run, full, (), ours)
                yield _Seen(full.origin or full.id, "seen", "It is in the ledger")

        try:
            for result in analyze_documents(met(), workers=workers, analyzer=self.analyzer):
                current = self._take(run, result, counts, ours, again=again)
                if progress:
                    progress(counts.progress(current))
            self.link()
            outcome = "finished"
        except KeyboardInterrupt:
            outcome = "interrupted"
            raise
        finally:
            numbers = {"read": counts.read, "seen": counts.seen, "skipped": len(counts.skipped), "claims": counts.claims}
            self.end_run(run, outcome=outcome, **numbers)
        return ReadReport(
            run=run,
            read=counts.read,
            superseded=counts.superseded,
            seen=counts.seen,
            skipped=tuple(counts.skipped),
            notices=tuple(counts.notices),
            claims=counts.claims,
            seconds=time.monotonic() - began,
        )

    def _own_file(self, thing: DocumentError) -> bool:
        """The ledger lies in a folder that is read: its own files are passed over."""
        if not isinstance(self.path, Path):
            return False
        return Path(thing.origin).name.startswith(self.path.name) and Path(thing.origin).absolute() in {
            self.path.absolute().with_name(self.path.name + end) for end in ("", "-wal", "-shm", "-journal")
        }

    def _take(self, run: int, result: Result, counts: _Counts, ours: str, *, again: bool) -> str:
        """Record one result; gives the name to show."""
        problem = result.problem
        if isinstance(problem, _Seen):
            counts.seen += 1
            return problem.origin
        if problem is not None:
            remark = Remark(problem.origin, problem.kind, str(problem), skipped=problem.kind not in notices())
            self.remark(run, remark)
            (counts.skipped if remark.skipped else counts.notices).append(remark)
            return problem.origin
        assert result.document is not None
        verdict = self.record(run, result.document, result.claims, ours, again=again)
        if verdict is Recorded.SEEN:
            counts.seen += 1
        else:
            counts.read += 1
            counts.superseded += verdict is Recorded.SUPERSEDED
            counts.claims += len(result.claims)
        return result.document.origin or result.document.id


def notices() -> frozenset[str]:
    """Kinds of errors that only tell what is odd: the document was read."""
    from sayso.documents.draft import NOTICES

    return NOTICES


def open_ledger(path: str | Path | None = None) -> Ledger:
    """The ledger at ``path`` (default: ``SAYSO_LEDGER``, else ``./ledger.sayso``); it is made where there is none."""
    return Ledger(path)
