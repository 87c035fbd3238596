"""One batch of documents: language, encoder, rules; and the fault of the one document that cannot be analysed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from sayso.errors import DocumentError, SaysoError
from sayso.records import Claim, Document

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document: its claims, or the ``problem`` that kept it from being read. ``document`` is None where there is
    none (a file that is missing); a problem beside it tells why it was not analysed."""

    document: Document | None
    claims: tuple[Claim, ...] = ()
    problem: DocumentError | None = None


class Analyzer(Protocol):
    """What turns documents into claims."""

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]: ...

    def claims(self, document: Document, doc: Doc) -> tuple[Claim, ...]: ...


class Pipeline:
    """The real analyzer: the encoder of ``sayso.language``, the rules of ``sayso.claims``. ``threads``: of the encoder; None = as
    many as there are cores, up to four."""

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        from sayso.language import analyze_many

        return analyze_many(texts, self.threads)

    def claims(self, document: Document, doc: Doc) -> tuple[Claim, ...]:
        from sayso.claims import extract

        return extract(document, doc)


Answer = tuple[tuple[Claim, ...], str | None]
"""The claims of one document, or what went wrong in words."""


def analyzed(documents: Sequence[Document], analyzer: Analyzer) -> Iterator[Answer]:
    """An answer for each document, in order."""
    waiting = deque(documents)
    try:
        for doc in analyzer.docs([d.text for d in documents]) if documents else ():
            answer = _answer(analyzer, waiting[0], doc)
            waiting.popleft()
            yield answer
    except SaysoError:
        raise  # no encoder, a broken lexicon: no document can be read
    except Exception as error:
        if len(documents) == 1:
            yield (), _words(error)
            return
        # The stream stopped at one of those still waiting; each is tried alone, so that only the one at fault is lost.
        for document in waiting:
            yield from analyzed([document], analyzer)


def _answer(analyzer: Analyzer, document: Document, doc: Doc) -> Answer:
    try:
        return analyzer.claims(document, doc), None
    except SaysoError:
        raise
    except Exception as error:
        return (), _words(error)


def _words(error: Exception) -> str:
    said = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def checked(thing: Document | DocumentError) -> Result:
    """``thing`` before its analysis: with its language, and with a problem if it is not English or no document at all."""
    from sayso.language.detect import language_of

    if isinstance(thing, DocumentError):
        return Result(None, problem=thing)
    found = language_of(thing.text)
    if found is None:
        return Result(thing)
    if found.english:
        return Result(replace(thing, language="en"))
    where = thing.origin or thing.id
    problem = DocumentError(where, "language", f"It is in {found.name}; sayso reads English", "Give it a translation.")
    return Result(replace(thing, language=found.code), problem=problem)


def readable(batch: Iterable[Result]) -> list[Document]:
    return [r.document for r in batch if r.document is not None and r.problem is None]


def joined(batch: Iterable[Result], answers: Iterator[Answer]) -> Iterator[Result]:
    """Each result of ``batch`` with its answer."""
    for result in batch:
        if result.document is None or result.problem is not None:
            yield result
            continue
        claims, fault = next(answers)
        if fault is None:
            yield replace(result, claims=claims)
        else:
            where = result.document.origin or result.document.id
            problem = DocumentError(where, "internal", f"It could not be analysed ({fault})", "Please report this text.")
            yield replace(result, problem=problem)
