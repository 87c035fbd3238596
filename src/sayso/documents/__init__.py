"""Reports in: files, folders, pages, feeds, JSON Lines, web archives, the standard input → documents with a stored text.

    for one in read("reports/", ReadOptions(publisher="Ministry of Defence")):
        if isinstance(one, Document): ...      # its text, hash, extractor, publisher, day of publication and where that comes from
        elif one.kind in NOTICES: ...          # a remark: nothing is missing
        else: ...                              # a document that could not be read: what was found, and how to mend it

Kinds of errors. A document, or a part of one, is missing: "empty", "no-text", "binary", "format", "too-large", "truncated", "permission",
"missing", "unreadable", "loop", "network". Nothing is missing (``NOTICES``): "date" (a date that was refused or is odd), "encoding"
(characters that could not be read), "field" (a field that was not understood), "skipped" (files or records that are no reports, counted).
"""

from sayso.documents.draft import NOTICES
from sayso.documents.options import ReadOptions
from sayso.documents.reading import read, read_stdin

__all__ = ["NOTICES", "ReadOptions", "read", "read_stdin"]
