"""What sayso knows, as frozen records.

Invariants kept by every producer of these records:

- Offsets are half-open character offsets (``start`` inclusive, ``end`` exclusive) into the *stored text* of one document;
  ``text`` is always exactly ``document.text[start:end]``.
- Nothing is filled in from world knowledge except the identity of a named thing and the calendar.
- ``None`` means "the words do not say". It is never replaced by a default.
- Whatever was decided can say why: a :class:`Reason` names the field, the rule and the words that decided it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """How the text presents the event (codebook, "Status")."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"


class Flow(StrEnum):
    """What happens to arms or military goods (codebook, "Flow")."""

    TRANSFER = "transfer"
    PRODUCE = "produce"
    USE = "use"
    INTERCEPT = "intercept"
    LOSS = "loss"
    SEIZE = "seize"
    WITHHOLD = "withhold"


class DateOrigin(StrEnum):
    """Where a publication date comes from. It is never invented."""

    GIVEN = "given"  # the user or the feed record said so
    METADATA = "metadata"  # JSON-LD, meta tags, feed fields, WARC headers
    PAGE = "page"  # found in the visible text of the page or in its address
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the stored text: half-open character offsets and the words themselves."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One stored text. ``id`` is what the input calls it, or a name made from the hash; ``sha256`` is of ``text`` in UTF-8."""

    id: str
    text: str
    sha256: str
    publisher: str | None = None
    published: date | None = None
    date_origin: DateOrigin = DateOrigin.UNKNOWN
    title: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1 code; None until it has been looked at
    extractor: str = "text"  # which reader made the stored text, e.g. "trafilatura"
    extractor_version: str = "1"
    origin: str | None = None  # the path, address or record it was read from
    cites: tuple[str, ...] = ()  # the outlets it cites for all of its words, as printed, in their order: "(Reuters)"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field has its value: the rule in words, and the span that set it off (None where the rule needs no words)."""

    field: str  # "event", "actor", "recipient", "items", "status", "time", "sources", "confidence" …
    rule: str  # one sentence a reader of the ledger can check, e.g. "subject of 'sent' (nsubj)"
    lexicon: str | None = None  # the lexicon entry, e.g. "predicates/transfer.yaml#send"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A mention that was not resolved: the reason, and what it could have been."""

    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A political entity as mentioned.

    ``id`` is ISO 3166 alpha-3 for states, else a lower-case slug ("hezbollah", "nato", "WEST" for the group of Western states);
    ``sector`` is the PLOVER sector where the words say it (GOV, MIL, LEG, JUD, SPY, COP, CVL, REB, …).
    """

    start: int
    end: int
    text: str
    id: str
    sector: str | None = None
    unresolved: Unresolved | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, as printed and as understood (codebook, "Quantity").

    ``low`` and ``high`` are inclusive whole-number bounds, ``None`` = open. ``hedge`` is one of exact, approximate, lower, upper,
    range, vague, share. ``measure`` is batch, total, rate or stock, or None where the words give no hold.
    """

    start: int
    end: int
    text: str
    low: int | None
    high: int | None
    hedge: str
    measure: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money. ``low``/``high`` bound it in whole units of ``currency`` (ISO 4217; None where the words do not say)."""

    start: int
    end: int
    text: str
    amount: Decimal | None
    currency: str | None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens: a place name and the state (ISO 3166 alpha-3) or region it belongs to; ``id`` None = not known."""

    start: int
    end: int
    text: str
    id: str | None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When: first and last day, both inclusive (None = open). ``edtf`` is the EDTF notation, ``anchor`` says what a relative
    expression was resolved against: "published", "absolute", "event" (another event of the text) or "none"."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    edtf: str | None = None
    anchor: str = "none"
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Goods that flow. ``class_`` is a dotted path of the weapons lexicon; ``origin`` the maker's country where the words give it."""

    start: int
    end: int
    text: str
    class_: str
    designation: str | None = None
    quantity: Quantity | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a source chain. ``kind``: state, official, organisation, media, document, person, group.
    ``anonymous``: no name or office narrows it to one body."""

    start: int
    end: int
    text: str
    id: str | None
    kind: str
    anonymous: bool
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One event or flow that a text presents, with who stands behind it. Fields as in ``corpus/codebook.md``.

    ``id`` is a hash of the document's text and of what the claim says and where, so the same text gives the same id.
    ``sources`` runs from the outside in; the publisher itself is never listed. ``confidence`` lies in [0, 1].
    """

    id: str
    document: str
    trigger: Span
    event: str | None
    mode: str | None
    flow: Flow | None
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    items: tuple[Item, ...]
    money: Money | None
    place: tuple[Place, ...]
    time: TimeSpan | None
    status: Status
    sources: tuple[Source, ...]
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()

    def why(self) -> str:
        """The claim's reasons, one a line, in words."""
        return "\n".join(
            f"{r.field}: {r.rule}" + (f" [{r.lexicon}]" if r.lexicon else "") + (f" “{r.span.text}”" if r.span else "")
            for r in self.reasons
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that claims of one event come from (see :mod:`sayso.events`): the innermost named source, else the publisher.

    ``key`` is what makes two origins one (an actor id, an outlet's id, or a folded name); ``via`` the outlet that an unnamed source
    spoke to. ``party``: it takes part in the event itself. ``independent``: it counts towards the independent origins of the event.
    """

    key: str
    name: str
    kind: str  # a kind of Source; "publisher"; or "cited": outlets that a text cites for all of its words
    anonymous: bool
    via: str | None
    party: bool
    independent: bool
    claims: tuple[str, ...]
    since: date | None = None  # the first publication day of its claims


@dataclass(frozen=True, slots=True)
class Value:
    """One value that claims give to a field of an event, in words that can be shown, with who gives it and since when.

    ``low``/``high``: the inclusive bounds where the value is a number (None = open or not a number).
    """

    text: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]  # keys of Origin
    since: date | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class FieldView:
    """What an event's claims say of one field: the values side by side, never averaged. ``disputed``: two of them cannot both hold."""

    name: str  # "actors", "recipients", "quantity weapon.uav batch", "time", "place", "status", "money" …
    values: tuple[Value, ...]
    disputed: bool
    rule: str  # in words: why it is disputed, or why it is not


@dataclass(frozen=True, slots=True)
class EventItem:
    """Goods of an event: the widest bounds any agreeing claims leave together; ``measure`` as in :class:`Quantity`."""

    class_: str
    designation: str | None
    low: int | None
    high: int | None
    measure: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A claim as part of an event. ``copy_of``: the document whose text this one copies (None: it is no copy)."""

    id: str
    document: str  # sha256 of the stored text
    publisher: str | None
    published: date | None
    origin: str  # key of its Origin
    status: Status
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class First:
    """The event is the first of its kind that the ledger knows, or is said to be.

    ``what``: "route", "class", "model", "sanction"; ``claimed``: claims whose own words say that it is the first (``why`` tells).
    """

    what: str
    key: str
    why: str
    claimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, is planned, or is denied, with every claim about it. Nothing in it is averaged or retired.

    ``id`` is a name made from the claims by a rule that does not depend on the order of reading. ``status`` is what most independent
    origins say, a denial standing beside it in ``denied_by`` (keys of origins). ``credibility`` is 1–6 on the Admiralty scale.
    ``disputes`` are the names of the disputed ``fields``. ``published_first``/``published_last``: of the reports.
    """

    id: str
    event: str | None
    mode: str | None
    flow: Flow | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    items: tuple[EventItem, ...]
    places: tuple[str, ...]
    first: date | None
    last: date | None
    status: Status
    members: tuple[Member, ...]
    origins: tuple[Origin, ...]
    independent_origins: int
    fields: tuple[FieldView, ...]
    disputes: tuple[str, ...]
    denied_by: tuple[str, ...]
    credibility: int
    credibility_rule: str
    firsts: tuple[First, ...] = ()
    published_first: date | None = None
    published_last: date | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(m.id for m in self.members)
