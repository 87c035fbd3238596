"""Documents in, results out, in one process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sayso.engine.ahead import Ahead
from sayso.engine.analysis import Analyzer, Pipeline, Result, analyzed, checked, joined, readable
from sayso.errors import DocumentError
from sayso.ledger.filters import day
from sayso.records import Claim, Document


def analyze_documents(
    documents: Iterable[Document | DocumentError], *, workers: int = 1, analyzer: Analyzer | None = None
) -> Iterator[Result]:
    """The claims of each document, in the order of the documents.

    What is not English, or cannot be analysed, gives a result with a ``problem``; errors among ``documents`` are passed through.
    ``workers``: processes (each holds the whole pipeline, about 500 MB); 1 = this one only. ``analyzer`` takes the place of the
    pipeline in this process.
    """
    ahead = Ahead(documents)
    try:
        if workers > 1 and analyzer is None:
            from sayso.engine.pool import in_processes

            yield from in_processes(ahead, workers)
            return
        analyzer = analyzer or Pipeline()
        while (things := ahead.take(wait=True)) is not None:
            batch = [checked(thing) for thing in things]
            yield from joined(batch, analyzed(readable(batch), analyzer))
    finally:
        ahead.stop()


def extract(text: str, *, published: date | str | None = None, publisher: str | None = None) -> tuple[Claim, ...]:
    """The claims of one English text. ``published`` is the day against which "last week" is told."""
    from sayso.documents.draft import Draft, finish
    from sayso.documents.options import ReadOptions

    options = ReadOptions(published=day("published", published), publisher=publisher)
    thing = next(finish(Draft(text, "text"), options))
    result = next(analyze_documents([thing]))
    if result.problem is not None:
        raise result.problem
    return result.claims
