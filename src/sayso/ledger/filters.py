"""What ``claims`` can be asked for: each filter as a condition on the tables.

Dates are those of the event where the words give it a time, else of the publication: ``since`` keeps what may have happened on that
day or later, ``until`` what may have happened on that day or earlier. A claim without either date is left out by both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any, TypedDict, Unpack

from sqlalchemy import Column, ColumnElement, Select, and_, func, or_, select

from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.ledger.names import ids_of
from sayso.ledger.words import EVENT_WORDS
from sayso.records import Flow, Status

EVENTS = tuple(EVENT_WORDS)
"""The PLOVER types of event (codebook, "Event")."""

Words = str | Iterable[str] | None


class Filters(TypedDict, total=False):
    """Keyword arguments of every query. A list means "any of these"; several filters together mean "all of these"."""

    actor: Words
    """Who does it: an id ("IRN"), a name, a nationality or a capital; else words of the mention."""
    recipient: Words
    """To whom: as ``actor``."""
    party: Words
    """On either side: as ``actor``."""
    flow: Words
    """transfer, produce, use, intercept, loss, seize, withhold."""
    event: Words
    """One of the 16 PLOVER types."""
    status: Words
    """actual, planned, possible, denied."""
    since: date | str | None
    """First day: of the event where it has a time, else of the publication."""
    until: date | str | None
    """Last day: as ``since``."""
    source: Words
    """Who says it: a link of the source chain, or the publisher."""
    item: Words
    """A class of the weapons lexicon and all below it ("weapon.uav", "missile"), a designation, or words of the item."""
    text: str | None
    """Words of the passage the claim stands in."""
    document: Words
    """A document's name, or the beginning of its hash."""
    confidence: float | str | None
    """At least this confidence, 0 to 1: how likely the machine's reading is right in event, parties and status together. What a person
    corrected passes; a claim without any confidence does not."""
    as_of: date | str | None
    """What was published by that day. A document without a date counts from the day it was recorded."""
    recorded_by: datetime | date | str | None
    """What the ledger held by that moment (UTC; a day stands for its end): its claims, its readings, its judgements."""
    machine: bool
    """As the machine read it: without human judgements."""


def narrowed(filters: Filters, **more: Unpack[Filters]) -> Filters:
    """``filters`` with some of them set anew."""
    return {**filters, **more}


def several(value: Any) -> tuple[str, ...]:
    """One value or a list of them as a tuple of words."""
    if value is None:
        return ()
    return tuple(w.strip() for w in ([value] if isinstance(value, str) else value) if w.strip())


def _choice(name: str, value: Words, allowed: Iterable[str]) -> tuple[str, ...]:
    """``value`` as members of ``allowed``, in any case."""
    known = {a.casefold(): a for a in allowed}
    found = []
    for word in several(value):
        if word.casefold() not in known:
            near = get_close_matches(word.casefold(), known, 1)
            hint = f"Did you mean {known[near[0]]}? " if near else ""
            raise SettingError(f"There is no {name} “{word}”", f"{hint}Allowed: {', '.join(known.values())}.")
        found.append(known[word.casefold()])
    return tuple(found)


def day(name: str, value: date | str | None) -> date | None:
    """``value`` as a day."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise SettingError(f"{name} “{value}” is not a day", "Write it as 2022-11-05.") from None


def _share(name: str, value: float | str | None) -> float | None:
    """``value`` as a number from 0 to 1."""
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise SettingError(f"{name} “{value}” is no number from 0 to 1", "Write it as 0.8.")
    return number


def moment(name: str, value: datetime | date | str | None) -> datetime | None:
    """``value`` as a moment; a day stands for its last microsecond, a time without a zone is in UTC."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip()) if len(value.strip()) <= 10 else datetime.fromisoformat(value.strip())
        except ValueError:
            raise SettingError(f"{name} “{value}” is no moment", "Write it as 2022-11-05 or 2022-11-05T18:30Z.") from None
    if value is None or isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value
    return datetime.combine(value, time.max, UTC)


@dataclass(frozen=True, slots=True)
class Query:
    """Filters, checked."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    source: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    text: str | None = None
    document: tuple[str, ...] = ()
    confidence: float | None = None
    as_of: date | None = None
    recorded_by: datetime | None = None
    machine: bool = False
    hidden: frozenset[int] | None = None  # row numbers that judgements hid by ``recorded_by``

    @classmethod
    def of(cls, filters: Filters) -> Query:
        """Raises :class:`SettingError` for a value that is not allowed, and ``TypeError`` for a filter that does not exist."""
        if unknown := sorted(filters.keys() - Filters.__annotations__.keys()):
            raise TypeError(f"There is no filter {', '.join(unknown)}; there are {', '.join(Filters.__annotations__)}")
        since, until = day("since", filters.get("since")), day("until", filters.get("until"))
        if since and until and since > until:
            raise SettingError(f"since {since} lies after until {until}", "Exchange the two days.")
        return cls(
            actor=several(filters.get("actor")),
            recipient=several(filters.get("recipient")),
            party=several(filters.get("party")),
            source=several(filters.get("source")),
            item=several(filters.get("item")),
            document=several(filters.get("document")),
            flow=_choice("flow", filters.get("flow"), (f.value for f in Flow)),
            event=_choice("event", filters.get("event"), EVENTS),
            status=_choice("status", filters.get("status"), (s.value for s in Status)),
            since=since,
            until=until,
            text=(filters.get("text") or "").strip() or None,
            confidence=_share("confidence", filters.get("confidence")),
            as_of=day("as_of", filters.get("as_of")),
            recorded_by=moment("recorded_by", filters.get("recorded_by")),
            machine=bool(filters.get("machine")),
        )

    def apply(self, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """``query`` narrowed. It must come from claims joined to their readings and documents, and to times by an outer join."""
        for role, words in (("actor", self.actor), ("recipient", self.recipient), (None, self.party)):
            if words:
                query = query.where(t.claims.c.number.in_(_with_actor(words, role)))
        for column, values in ((t.claims.c.flow, self.flow), (t.claims.c.event, self.event), (t.claims.c.status, self.status)):
            if values:
                query = query.where(column.in_(values))
        if self.since or self.until:
            query = query.where(_between(self.since, self.until))
        if self.as_of:
            query = query.where(t.readings.c.sha256.in_(select(t.documents.c.sha256).where(published_by(self.as_of))))
        if self.source:
            said = select(t.sources.c.claim).where(or_(t.sources.c.id.in_(_ids(self.source)), _mentions(t.sources.c.text, self.source)))
            query = query.where(or_(t.claims.c.number.in_(said), _mentions(t.documents.c.publisher, self.source)))
        if self.item:
            query = query.where(t.claims.c.number.in_(select(t.items.c.claim).where(or_(*(_item(w) for w in self.item)))))
        if self.confidence is not None:
            corrected = t.claims.c.number.in_(select(t.amendments.c.claim))
            query = query.where(or_(t.claims.c.confidence >= self.confidence, corrected))
        if self.document:
            prefixes = [t.documents.c.sha256.startswith(w.lower(), autoescape=True) for w in self.document if len(w) >= 6]
            query = query.where(or_(t.documents.c.name.in_(self.document), *prefixes))
        if self.text and self.text.isascii():
            # Only narrows: what is asked for is the claim's own passage, which is looked at afterwards. SQLite folds ASCII only.
            query = query.join(t.texts, t.readings.c.sha256 == t.texts.c.sha256)
            query = query.where(*(t.texts.c.text.icontains(word, autoescape=True) for word in self.text.split()))
        return query


def published_by(day: date) -> ColumnElement[bool]:
    """The document was published by that day; one without a date, if it was in the ledger by then."""
    end = datetime.combine(day + timedelta(days=1), time.min, UTC)
    published = t.documents.c.published
    return or_(published <= day, and_(published.is_(None), t.documents.c.recorded_at < end))


def _ids(words: tuple[str, ...]) -> set[str]:
    """Every id the words may stand for. Ids are slugs: "Quds Force" is also asked for as quds-force."""
    found: set[str] = set()
    for word in words:
        found |= ids_of(word) or {word, word.upper(), "-".join(word.lower().split())}
    return found


def _mentions(column: Column[Any], words: tuple[str, ...]) -> ColumnElement[bool]:
    """The column holds one of the words. Short ones must stand alone: "AP" is not in "capital"."""
    tests: list[ColumnElement[bool]] = []
    for word in words:
        if len(word) > 3:
            tests.append(column.icontains(word, autoescape=True))
        else:
            low = word.lower()
            tests.append((" " + func.lower(column) + " ").contains(f" {low} ", autoescape=True))
    return or_(*tests)


def _with_actor(words: tuple[str, ...], role: str | None) -> Select[*tuple[Any, ...]]:
    unknown = tuple(w for w in words if not ids_of(w))
    match: ColumnElement[bool] = t.actors.c.id.in_(_ids(words))
    if unknown:
        match = or_(match, _mentions(t.actors.c.text, unknown))
    found = select(t.actors.c.claim).where(match)
    return found.where(t.actors.c.role == role) if role else found


def _item(word: str) -> ColumnElement[bool]:
    path = t.items.c["class"]
    key = word.lower().strip(".")
    below = or_(path == key, path.startswith(key + ".", autoescape=True))
    if "." in key:
        return below
    inside = ("." + path + ".").contains(f".{key}.", autoescape=True)
    return or_(inside, _mentions(t.items.c.designation, (word,)), _mentions(t.items.c.text, (word,)))


def _between(since: date | None, until: date | None) -> ColumnElement[bool]:
    first, last, published = t.times.c.first_day, t.times.c.last_day, t.documents.c.published
    event: list[ColumnElement[bool]] = [or_(first.is_not(None), last.is_not(None))]
    report: list[ColumnElement[bool]] = [first.is_(None), last.is_(None), published.is_not(None)]
    if since:
        event.append(or_(last.is_(None), last >= since))
        report.append(published >= since)
    if until:
        event.append(or_(first.is_(None), first <= until))
        report.append(published <= until)
    return or_(and_(*event), and_(*report))


def describe(filters: Filters) -> str:
    """The filters in words: "actor Iran, flow transfer/use"."""
    told = {name: v for name, v in filters.items() if v and name != "machine"}
    words = [f"{name.replace('_', ' ')} {'/'.join(several(str(v) if isinstance(v, date) else v))}" for name, v in told.items()]
    return ", ".join([*words, *(["as the machine read it"] if filters.get("machine") else [])])
