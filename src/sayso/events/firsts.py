"""Firsts: the first report of a route of arms, of an item class or model on a route, of a sanction between two parties.

"First" is by the day of publication, over the events that are given. What a report's own words say is the first ("would be the first
instance of") is kept with the claims that say so, whether the ledger agrees or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from sayso.events.features import sentence_bounds
from sayso.events.fields import Pair
from sayso.identity.lookup import name_of
from sayso.lexicons import load
from sayso.records import Event, First, Flow, Status


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = load("events/firsts.yaml")
    return re.compile("|".join(raw["said"]), re.IGNORECASE), re.compile("|".join(raw["not"]), re.IGNORECASE)


def says_first(pair: Pair) -> str | None:
    """The words of a claim's sentence that say it is the first of its kind; None where there are none. Only the words nearest to the
    trigger count, with no other clause ("; ", " but ") between."""
    claim, document = pair
    start, end = sentence_bounds(document.text, claim.trigger.start)
    sentence = document.text[start:end]
    said, not_said = _patterns()
    found = [m for m in said.finditer(sentence) if not not_said.match(sentence[m.start() :]) and not not_said.search(m.group())]
    at = claim.trigger.start - start
    found = [m for m in found if not re.search(r"; |, but |, while ", sentence[min(m.end(), at) : max(m.start(), at)])]
    return min(found, key=lambda m: abs(m.start() - at)).group() if found else None


def _keys(event: Event) -> Iterator[tuple[str, str, str]]:
    """(what, key, in words) of all that the event could be the first of."""
    if event.status is Status.DENIED:
        return
    for a in event.actors:
        for r in event.recipients:
            if a == r:
                continue
            route, names = f"{a}→{r}", f"from {name_of(a)} to {name_of(r)}"
            if event.flow is Flow.TRANSFER:
                yield "route", route, f"arms {names}"
                for item in event.items:
                    yield "class", f"{route} {item.class_}", f"{item.class_} {names}"
                    if item.designation:
                        yield "model", f"{route} {item.designation}", f"{item.designation} {names}"
            elif event.event == "SANCTION":
                yield "sanction", route, f"sanctions of {name_of(a)} against {name_of(r)}"


def _since(event: Event) -> tuple[date, str]:
    return event.published_first or date.max, event.id


def mark_firsts(events: Iterable[Event], pairs: Mapping[str, Pair] | None = None) -> list[Event]:
    """The same events in the same order, with their ``firsts``. ``pairs``: claims by id with their documents, for what the words say."""
    events = list(events)
    earliest: dict[tuple[str, str], Event] = {}
    for event in events:
        for what, key, _ in _keys(event) if event.published_first else ():
            best = earliest.get((what, key))
            if best is None or _since(event) < _since(best):
                earliest[what, key] = event
    return [_marked(event, earliest, pairs or {}) for event in events]


def _marked(event: Event, earliest: Mapping[tuple[str, str], Event], pairs: Mapping[str, Pair]) -> Event:
    words = {c: w for c in event.claims if c in pairs and (w := says_first(pairs[c]))}
    found: dict[tuple[str, str], First] = {}
    for what, key, in_words in _keys(event):
        if earliest.get((what, key)) is event and event.published_first:
            why = f"the first report of {in_words} that the ledger knows, published {event.published_first.isoformat()}"
            found[what, key] = First(what, key, why, tuple(words))
    if words and not found:
        route = "→".join(("+".join(event.actors) or "?", "+".join(event.recipients) or "?"))
        classes = sorted({i.class_ for i in event.items})
        what = "sanction" if event.event == "SANCTION" else "class" if event.flow and classes else "route"
        key = f"{route} {classes[0]}" if what == "class" else route
        found[what, key] = First(what, key, "said to be the first, though not the first that the ledger knows", tuple(words))
    if not found:
        return event
    quoted = "; ".join(dict.fromkeys(f"“{w}”" for w in words.values()))
    return replace(event, firsts=tuple(replace(f, why=f"{f.why}; in a report's words: {quoted}") if quoted else f for f in found.values()))
