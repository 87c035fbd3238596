"""`sayso extract`: documents in, claims out, nothing kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import PublishedOption, PublisherOption, WorkersOption, settings

if TYPE_CHECKING:
    from sayso.engine import Result


def extract(
    source: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="JSON Lines or any document; - is the standard input.", show_default=False)
    ] = "-",
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    workers: WorkersOption = None,
) -> int:
    """Write the claims of documents as JSON Lines in the codebook's form; no ledger is touched.

    A record is {"id", "date", "text", "publisher", "title", "url"}; all but "text" are optional. A line goes out for each
    document that comes in, in the same order, as soon as it is read. One that cannot be read gives a line with "claims": [] and
    "error", and a sentence on the standard error.

    Exit status: 0 all was read; 1 some of it was skipped; 2 nothing could be read.
    """
    from sayso.documents import ReadOptions, read
    from sayso.engine import analyze_documents
    from sayso.ledger.filters import day

    options = ReadOptions(published=day("published", published), publisher=publisher)
    good = bad = 0
    for result in analyze_documents(read(source, options), workers=settings(workers=workers).workers):
        line = _line(result)
        if line is None:
            continue
        good, bad = (good, bad + 1) if result.problem else (good + 1, bad)
        sys.stdout.write(output.dumps(line) + "\n")
        sys.stdout.flush()
    return 0 if not bad else 1 if good else 2


def _line(result: Result) -> dict[str, Any] | None:
    """The output line of one result; None for a remark about a document that has its own line."""
    from sayso.claims.codebook import document_to_dict
    from sayso.engine import notices

    problem = result.problem
    if problem is None:
        assert result.document is not None
        return document_to_dict(result.document, result.claims)
    if problem.kind in notices():
        output.say(f"note ({problem.kind}) {problem.origin}: {problem}")
        return None
    output.say(f"skipped ({problem.kind}) {problem.origin}: {problem}")
    error = {"kind": problem.kind, "message": str(problem)}
    if result.document is not None:
        return {**document_to_dict(result.document, ()), "error": error}
    return {"id": problem.record or problem.origin, "date": None, "publisher": None, "text": None, "claims": [], "error": error}
