"""Events, claims and their parts in words for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sayso.ledger.names import name_of
from sayso.ledger.words import EVENT_WORDS, bounds, days, goods
from sayso.records import Claim, Event, EventItem, Status

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""The Admiralty scale's words for what a report says (NATO AJP-2.1)."""

SIGNS = {
    "actual": "●",
    "delivered": "●",
    "ordered": "◑",
    "planned": "◔",
    "possible": "○",
    "denied": "✕",
    "disputed": "≠",
}
"""A sign beside the colour of each status."""

FIELDS = {
    "event": "Type",
    "flow": "Flow",
    "actors": "Who",
    "actor": "Who",
    "recipients": "To whom",
    "recipient": "To whom",
    "items": "Goods",
    "status": "Status",
    "time": "When",
    "place": "Where",
    "money": "Money",
    "sources": "Sources",
    "mode": "Mode",
}

CORRECTABLE = {
    "quantity": "How many (450, 300-400, at least 300)",
    "measure": "What the number measures (batch, total, rate, stock)",
    "actor": "Who",
    "recipient": "To whom",
    "class": "Class of goods (weapon.uav)",
    "designation": "Model (Shahed-136)",
    "time": "When (2022-11-05, 2022-11)",
    "place": "Where",
    "status": "Status (actual, planned, possible, denied)",
    "event": "Type of event",
    "mode": "Mode",
    "flow": "Flow",
}
"""Fields that a person can correct, with what is understood (see :mod:`sayso.ledger.corrections`)."""

FLOW_WORDS = {
    "transfer": "transfer",
    "produce": "making",
    "use": "use",
    "intercept": "interception",
    "loss": "loss",
    "seize": "seizure",
    "withhold": "withholding",
}


def names(ids: Iterable[str]) -> str:
    """ "Iran + Russia"; "somebody" where nobody is named."""
    return " + ".join(name_of(i) for i in ids) or "somebody"


def route(actors: Sequence[str], recipients: Sequence[str]) -> str:
    """ "Iran → Russia", or "Iran" where there is nobody on the other side."""
    return names(actors) + (f" → {names(recipients)}" if recipients else "")


def kind(event: str | None, flow: str | None, mode: str | None = None) -> str:
    """ "transfer", "attack (drone)", "sanctions"."""
    if flow:
        return FLOW_WORDS.get(flow, flow)
    told = EVENT_WORDS.get(event or "", "event")
    return f"{told} ({mode})" if mode else told


def item(i: EventItem) -> str:
    """ "drones, 405–495 a batch"."""
    told = {"total": " in all", "batch": " a batch", "rate": " (rate)", "stock": " in stock"}
    figure = bounds(i.low, i.high)
    return goods(i.class_, i.designation) + (f", {figure}{told.get(i.measure or '', '')}" if figure else "")


def items(found: Iterable[EventItem], most: int = 3) -> str:
    told = list(dict.fromkeys(item(i) for i in found))
    return "; ".join(told[:most]) + (f"; {len(told) - most} more" if len(told) > most else "")


def headline(e: Event) -> str:
    """ "Iran → Russia: transfer of drones, 405–495 a batch"."""
    told = f"{route(e.actors, e.recipients)}: {kind(e.event, e.flow.value if e.flow else None, e.mode)}"
    return told + (f" of {items(e.items)}" if e.items else "")


def claim_line(c: Claim) -> str:
    """ "Iran → Russia: transfer of drones"."""
    who = dict.fromkeys(a.id for a in c.actor)
    whom = dict.fromkeys(a.id for a in c.recipient)
    told = f"{route(list(who), list(whom))}: {kind(c.event, c.flow.value if c.flow else None, c.mode)}"
    things = dict.fromkeys(goods(i.class_, i.designation) for i in c.items)
    return told + (f" of {', '.join(things)}" if things else "")


def deniers(e: Event) -> str:
    """ "Russia", or "Russia and 2 more"."""
    names_ = [o.name for o in e.origins if o.key in e.denied_by] or list(e.denied_by)
    return names_[0] + (f" and {len(names_) - 1} more" if len(names_) > 1 else "")


def when(e: Event) -> str:
    """The days of an event; those of its reports where the words give none."""
    told = days(e.first, e.last)
    if told:
        return told
    reported = days(e.published_first, e.published_last)
    return f"reported {reported}" if reported else "no date"


def day_words(day: date | None) -> str:
    """ "5 November 2022"."""
    return f"{day.day} {day:%B %Y}" if day else ""


def field_name(name: str) -> str:
    """ "quantity weapon.uav batch" → "How many drones a batch"."""
    words = name.split()
    if words and words[0] == "quantity":
        measures = {"batch": "a batch", "total": "in all", "rate": "(rate)", "stock": "in stock"}
        rest = [w for w in words[2:] if w not in measures]
        measure = next((measures[w] for w in words[2:] if w in measures), "")
        thing = " ".join(rest) or (goods(words[1]) if len(words) > 1 else "")
        return " ".join(w for w in ("How many", thing, measure) if w)
    return FIELDS.get(name, name[:1].upper() + name[1:])


def plural(n: int, word: str, several: str | None = None) -> str:
    """ "1 claim", "1,200 claims"."""
    return f"{n:,} {word if n == 1 else several or word + 's'}"


def status_sign(status: str | Status) -> str:
    return SIGNS.get(str(status), "")
