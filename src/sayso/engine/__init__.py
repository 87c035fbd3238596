"""Documents in, claims out, one after the other; and the ledger that reads.

    analyze_documents(documents)    a stream of results, in the order of the documents
    Ledger                          a ledger file with ``read``
    open_ledger, extract            what ``sayso.open`` and ``sayso.extract`` are

An error in one document becomes a result with the reason; the others are not touched. Documents are taken in batches of what is at
hand: a slow writer at the other end of a pipe gets an answer to each record, a file is read many at a time.
"""

from sayso.engine.analysis import Analyzer, Pipeline, Result
from sayso.engine.ledger import Ledger, Progress, notices, open_ledger, version
from sayso.engine.stream import analyze_documents, extract

__all__ = ["Analyzer", "Ledger", "Pipeline", "Progress", "Result", "analyze_documents", "extract", "notices", "open_ledger", "version"]
