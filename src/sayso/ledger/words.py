"""How parts of claims are put into words for people: bounds, days, parties, goods, who says so."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from sayso.ledger.names import known_name, name_of
from sayso.records import Actor, Claim, Document, Item, Source, TimeSpan

GOODS = {
    "weapon": "weapons",
    "weapon.uav": "drones",
    "weapon.uav.loitering": "loitering munitions",
    "weapon.uav.recon": "reconnaissance drones",
    "weapon.missile": "missiles",
    "weapon.missile.ballistic": "ballistic missiles",
    "weapon.missile.ballistic.short-range": "short-range ballistic missiles",
    "weapon.missile.cruise": "cruise missiles",
    "weapon.missile.anti-ship": "anti-ship missiles",
    "weapon.missile.anti-tank": "anti-tank missiles",
    "weapon.air-defence": "air defence",
    "weapon.artillery": "artillery",
    "weapon.artillery.rocket": "rocket artillery",
    "weapon.ammunition": "ammunition",
    "weapon.ammunition.shell": "shells",
    "weapon.armour": "armoured vehicles",
    "weapon.armour.tank": "tanks",
    "weapon.aircraft": "aircraft",
    "weapon.aircraft.fighter": "fighter aircraft",
    "weapon.aircraft.helicopter": "helicopters",
    "weapon.ship": "ships",
    "weapon.ship.submarine": "submarines",
    "weapon.small-arms": "small arms",
    "weapon.explosive": "explosives",
    "weapon.sensor": "sensors",
    "weapon.nuclear": "nuclear weapons",
    "component": "components",
    "component.engine": "engines",
    "component.electronics": "electronics",
    "technology": "technology",
    "fuel": "fuel",
    "equipment": "equipment",
    "personnel": "personnel",
    "aid": "aid",
}
"""The codebook's classes in words."""

EVENT_WORDS = {
    "AGREE": "agreement",
    "CONSULT": "talks",
    "SUPPORT": "support",
    "CONCEDE": "concession",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "retreat",
    "REQUEST": "request",
    "ACCUSE": "accusation",
    "REJECT": "rejection",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanctions",
    "MOBILIZE": "mobilisation",
    "COERCE": "coercion",
    "ASSAULT": "attack",
}
"""The PLOVER types of event in words."""

# Mentions that name nobody by themselves; the identity behind them is told instead.
_SHORT = frozenset(
    ["he", "she", "it", "they", "who", "which", "this", "that", "we", "i", "you", "him", "her", "them", "his", "its", "their"]
)


def goods(class_: str | None, designation: str | None = None) -> str:
    """ "Shahed-136" or "drones"; an unknown class is told by its last part, and no class at all as "unspecified"."""
    if designation:
        return designation
    if class_ is None:
        return "unspecified"
    return GOODS.get(class_) or class_.rpartition(".")[2].replace("-", " ")


def bounds(low: int | None, high: int | None) -> str:
    """2,000–9,999 · 450 · at least 301 · up to 50; empty where both are open."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def days(first: date | None, last: date | None) -> str:
    """2022-11-05 · 2022-10 (a whole month) · 2022 (a whole year) · 2022-10-03…2022-10-09 · from …, until …; empty where both are open."""
    if first is None or last is None:
        return f"from {first}" if first else f"until {last}" if last else ""
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}…{last.year}"
    if first.day == 1 and _is_month_end(last) and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first}…{last}"


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def time_words(time: TimeSpan | None) -> str:
    """The days of an event, else the words for them where the days are not known."""
    if time is None:
        return ""
    return days(time.first, time.last) or f"“{time.text}”"


def party(actor: Actor, *, long: bool = False) -> str:
    """IRN, or "Iran"."""
    return name_of(actor.id) if long or not actor.id.isupper() else actor.id


def parties(actors: Iterable[Actor], *, long: bool = False) -> str:
    """IRN + PRK; "?" where the words name nobody."""
    return " + ".join(dict.fromkeys(party(a, long=long) for a in actors)) or "?"


def route(claim: Claim, *, long: bool = False) -> str:
    """IRN → RUS; only the actors where there is nobody on the other side."""
    left = parties(claim.actor, long=long)
    return f"{left} → {parties(claim.recipient, long=long)}" if claim.recipient else left


def item_words(item: Item) -> str:
    """The words of the text, with the bounds where they say more than the words: "thousands of drones (2,000–9,999)"."""
    words = " ".join(item.text.split())
    q = item.quantity
    figure = bounds(q.low, q.high) if q else ""
    return words if not figure or figure.replace(",", "") in words.replace(",", "") else f"{words} ({figure})"


def speaker(source: Source) -> str:
    """One link of a chain by its words; a pronoun by the name behind it, an outlet or body by its name."""
    words = " ".join(source.text.split()).removesuffix("'s").removesuffix("’s")
    if source.id and words.lower() in _SHORT:
        return name_of(source.id)
    return (known_name(source.id) or words) if source.id and source.kind in ("media", "organisation") else words


def chain(claim: Claim) -> str:
    """ "CNN › officials from a Western country", the outermost first; empty where the publisher speaks for itself."""
    return " › ".join(speaker(s) for s in claim.sources)


def says(claim: Claim, document: Document) -> str:
    """Who stands behind the claim: the innermost source, with the outlet it spoke to where it is named; else the publisher."""
    if not claim.sources:
        return document.publisher or document.title or document.id
    inner = speaker(claim.sources[-1])
    outlet = next((speaker(s) for s in claim.sources[:-1] if s.kind == "media"), None)
    return f"{inner} ({outlet})" if outlet and outlet != inner else inner


def several_words(words: Iterable[str], most: int = 2) -> str:
    """ "A, B and 3 more"."""
    told = list(words)
    return ", ".join(told[:most]) + (f" and {len(told) - most} more" if len(told) > most else "")


def what(claim: Claim) -> str:
    """ "transfer", "ASSAULT drone", "SANCTION": the flow where there is one, else the event and its mode."""
    if claim.flow:
        return claim.flow.value
    return " ".join(w for w in (claim.event, claim.mode) if w)


def short(id: str) -> str:
    """The beginning of an id that is shown to people; `sayso why` takes it."""
    return id[:8]
