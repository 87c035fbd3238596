"""Source cards: who publishes, who owns it, and whom a text credits with its words (``lexicons/sources``, ``actors/media.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from sayso.events.features import fold
from sayso.identity.names import slug
from sayso.lexicons import load
from sayso.records import Document


@dataclass(frozen=True, slots=True)
class Card:
    """An outlet. ``owner``: state, public, party, group, igo, or None where it is private or unknown; ``state``: ISO 3166 alpha-3 of
    the place it publishes from; ``reliability``: A–F on the Admiralty scale, F until a person says otherwise."""

    id: str
    name: str
    kind: str
    owner: str | None = None
    state: str | None = None
    domains: tuple[str, ...] = ()
    reliability: str = "F"

    @property
    def voice_of(self) -> str | None:
        """The state that owns it."""
        return self.state if self.owner == "state" else None


@dataclass(frozen=True, slots=True)
class _Shelf:
    cards: dict[str, Card]
    by_name: dict[str, str]
    by_domain: dict[str, str]
    agency: str  # a pattern of the names of agencies


def _key(name: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(name)).strip().removeprefix("the ")


@cache
def _shelf() -> _Shelf:
    own = load("sources/cards.yaml")
    cards: dict[str, Card] = {}
    by_name: dict[str, str] = {}
    agencies: list[str] = []
    for e in [*load("actors/media.yaml"), *own["more"]]:
        domains = tuple(own["cards"].get(e["id"], ())) or tuple(e.get("domains", ()))
        letter = (own["reliability"] or {}).get(e["id"], "F")
        card = Card(e["id"], e["name"], e["kind"], e.get("owner"), e.get("state"), domains, letter)
        cards.setdefault(card.id, card)
        known = [e["name"], *e["names"], *(e.get("weak") or []), *own["cited"].get(e["id"], ())]
        for name in known:
            by_name.setdefault(_key(name), card.id)
        if card.kind == "agency":
            agencies += [e["name"], *e["names"]]
    by_domain = {d: c.id for c in cards.values() for d in c.domains}
    ordered = sorted({f"{'(?:[Tt]he )?'}{re.escape(a)}" for a in agencies}, key=lambda a: (-len(a), a))
    return _Shelf(cards, by_name, by_domain, "(?P<wire>" + "|".join(ordered) + ")")


def outlet_id(name: str) -> str | None:
    """The id of an outlet by any of its names; None where no card has it."""
    return _shelf().by_name.get(_key(name))


def card(id: str) -> Card | None:
    """The card with this id."""
    return _shelf().cards.get(id)


def reliability(id: str, given: dict[str, str] | None = None) -> str:
    """A–F for an outlet: what a person said (``given``: id → letter), else its card, else F (cannot be judged)."""
    found = card(id)
    return (given or {}).get(id) or (found.reliability if found else "F")


_VIA = re.compile(r"\s+via\s+|\s*/\s*")


@cache
def _domain_id(host: str) -> str | None:
    parts = host.lower().split(".")
    return next((i for n in range(len(parts) - 1) if (i := _shelf().by_domain.get(".".join(parts[n:])))), None)


def publisher_of(document: Document) -> tuple[str, str] | None:
    """Id and name of the publisher: by its name, else by the domain of its address; a name without a card is its own slug."""
    name = document.publisher
    found = outlet_id(name) if name else None
    if found is None and document.url and (name is None or "." in name):
        found = _domain_id(urlsplit(document.url).hostname or "")
    if found is None and name and "." in name and " " not in name:
        found = _domain_id(name.removeprefix("www."))
    if found:
        return found, _shelf().cards[found].name
    return (slug(name), name) if name and slug(name) else None


def cited_outlets(document: Document) -> tuple[tuple[str, str], ...]:
    """Id and name of each outlet that the text cites for all of its words. Of "AFP via The Daily" and "AFP/BSS" it is the first, whose
    words they are."""
    found: dict[str, str] = {}
    for cited in document.cites:
        first = _VIA.split(cited, maxsplit=1)[0].strip()
        whose = cited if outlet_id(cited) else first
        id = outlet_id(whose) or slug(whose)
        known = card(id) if id else None
        if id:
            found.setdefault(id, known.name if known else whose)
    return tuple(found.items())


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a text credits with its words. ``words``: the notice itself."""

    id: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    start: tuple[re.Pattern[str], ...]
    end: tuple[re.Pattern[str], ...]
    anywhere: tuple[re.Pattern[str], ...]
    publisher: tuple[re.Pattern[str], ...]
    partial: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    raw, wire = load("sources/credits.yaml"), _shelf().agency

    def made(key: str, flags: int = 0) -> tuple[re.Pattern[str], ...]:
        found = (p.replace("WIRE", wire).replace("OUTLET", r"(?P<outlet>[^.\n]{2,80})") for p in raw[key])
        return tuple(re.compile(p, flags) for p in found)

    return _Patterns(made("start"), made("end"), made("anywhere"), made("publisher"), re.compile(raw["not"]))


def credit_of(document: Document) -> Credit | None:
    """The agency or outlet that the text as a whole comes from, where a credit line, a dateline or the publisher's name says so."""
    patterns, text = _patterns(), document.text.strip()
    for one in patterns.publisher:
        if match := one.fullmatch(document.publisher or ""):
            return _credit(match)
    head = text[:400]
    for one in patterns.start:
        if match := one.match(head):
            return _credit(match)
    for line in [t for t in text[-400:].splitlines() if t.strip()][-3:]:
        tail = line.strip()
        for one in patterns.end:
            # a line of its own, or the last words of the last sentence
            match = one.fullmatch(tail) or next(
                (m for m in one.finditer(tail) if m.end() == len(tail) and _after_stop(tail, m.start())), None
            )
            if match and not patterns.partial.match(tail, match.end()):
                return _credit(match)
    for one in patterns.anywhere:
        if match := one.search(text):
            return _credit(match)
    return None


def _after_stop(line: str, at: int) -> bool:
    return re.search(r"[.!?”\"’)]\s*$", line[:at]) is not None


def _credit(match: re.Match[str]) -> Credit | None:
    name = (match.groupdict().get("wire") or match.groupdict().get("outlet") or "").strip(" ,;:-–—()[]“”\"'")
    name = re.split(r",? (?:on|under|and is|and was|as part of|with permission)\b", name)[0].strip(" ,")
    if not name:
        return None
    found = outlet_id(name)
    known = card(found) if found else None
    return Credit(found or slug(name), known.name if known else name, match.group().strip())
