"""What reading and the record of it give back: counts, what was skipped and why, runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sayso.records import Claim, Document


class Recorded(StrEnum):
    """What became of one document."""

    NEW = "new"  # its claims were recorded
    SUPERSEDED = "superseded"  # it was read again; the new claims stand in front of the older ones
    SEEN = "seen"  # its text was already in the ledger, and nothing new is to be had from it


@dataclass(frozen=True, slots=True)
class Remark:
    """What could not be read (``skipped``), or what is odd about something that was. ``kind`` is a short stable key
    (see :class:`sayso.errors.DocumentError`)."""

    what: str
    kind: str
    message: str
    skipped: bool = True


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What one ``read`` did. ``read`` counts documents whose claims were recorded, ``superseded`` of them were read before by
    an older extractor or without their date; ``seen`` documents were in the ledger and were not read again. ``notices`` tell what is
    odd about documents that were read."""

    run: int
    read: int
    superseded: int
    seen: int
    skipped: tuple[Remark, ...]
    notices: tuple[Remark, ...]
    claims: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """One run as recorded. ``outcome`` is finished, interrupted, failed, or None where the run was cut off (killed, power)
    or is still going; its counts then come from what it recorded."""

    number: int
    started: datetime
    finished: datetime | None
    outcome: str | None
    program: str
    version: str
    inputs: tuple[str, ...]
    read: int
    seen: int | None
    skipped: tuple[Remark, ...]
    notices: tuple[Remark, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a claim stands: its document, the run that recorded it, and whether a newer reading of the text took its place."""

    claim: Claim
    document: Document
    run: int
    version: str
    recorded_at: datetime
    superseded: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """How much a query covers. ``first``, ``last``: publication days; ``publishers``: the ones with the most claims first."""

    claims: int
    documents: int
    publishers: tuple[str, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Sides:
    """How many claims of one kind have this first actor and this first recipient (ids; None where the words name nobody).
    ``claim`` is the id of the one recorded last, ``latest`` the newest publication day."""

    event: str | None
    flow: str | None
    actor: str | None
    recipient: str | None
    claims: int
    documents: int
    latest: date | None
    claim: str
