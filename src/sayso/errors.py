"""The tree of errors. Each message is one sentence with what was found and how to mend it.

SaysoError
├── InputError        something is wrong with what the user gave
│   ├── DocumentError     one document cannot be read; the others are not touched
│   ├── SettingError      an option, a setting or a date is not understood
│   └── LedgerError       the ledger file cannot be opened, is not a ledger, or is newer than this program
├── LexiconError      a lexicon entry breaks its schema (a mistake in our files or in the user's own)
└── ModelError        the encoder is missing or does not match this version
"""

from __future__ import annotations


class SaysoError(Exception):
    """Base of all errors that sayso raises on purpose. ``found`` says what was met, ``mend`` how to repair it."""

    exit_code = 1

    def __init__(self, found: str, mend: str = "") -> None:
        self.found, self.mend = found, mend
        super().__init__(f"{found.rstrip('.')}. {mend}".strip() if mend else found)


class InputError(SaysoError):
    exit_code = 2


class DocumentError(InputError):
    """One document cannot be read. ``origin`` is its path, address or record; ``kind`` a short stable key for counting
    ("empty", "binary", "too-large", "permission", "encoding", "language", "truncated", "no-text", "loop", "format", "missing", "network",
    "unreadable"; and, where nothing is lost, the notices "date", "encoding", "field", "skipped")."""

    record: str | None = None
    """The id that the input gives to the document, where it gives one."""

    def __init__(self, origin: str, kind: str, found: str, mend: str = "") -> None:
        self.origin, self.kind = origin, kind
        super().__init__(found, mend)


class SettingError(InputError):
    pass


class LedgerError(InputError):
    exit_code = 3


class LexiconError(SaysoError):
    exit_code = 4


class ModelError(SaysoError):
    exit_code = 5
