"""Planted worlds: events that are known beforehand, told by many reports, to see whether they are found again.

A world is a YAML file. Its header explains the fields. Reports are made from templates, by a seeded draw, and from sentences written by
hand; the texts go through the real pipeline, and each claim belongs to the event of the sentence in which its trigger stands.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from sayso.records import Claim, DateOrigin, Document

Pair = tuple[Claim, Document]


@dataclass(frozen=True, slots=True)
class Report:
    """One planted text. ``events``: for each of its sentences the key of the event (None: none); ``origin``: where it comes from."""

    document: Document
    events: tuple[tuple[str, str | None], ...]  # (sentence, key)
    origin: str | None


@dataclass(slots=True)
class World:
    """Reports, and what is true of each event: its ``origins``, which of its fields are ``disputed``, who ``denies`` it."""

    reports: list[Report]
    origins: dict[str, frozenset[str]]
    disputed: dict[str, frozenset[str]]
    denied: dict[str, bool]
    kinds: dict[str, frozenset[str | None]]
    event_of: dict[str, str] = field(default_factory=dict)  # claim id → key, once the texts are read

    def read(self) -> list[Pair]:
        """The claims of all reports, by the real pipeline; fills ``event_of``."""
        from sayso.engine.stream import analyze_documents

        pairs: list[Pair] = []
        # A text that two publishers print word for word is one text; the earlier one keeps it.
        told = {r.document.id: r for r in {r.document.sha256: r for r in sorted(self.reports, key=_age, reverse=True)}.values()}
        for result in analyze_documents([r.document for r in told.values()]):
            if result.document is None:
                continue
            for claim in result.claims:
                key = _event_at(told[result.document.id], claim.trigger.start)
                # What else a sentence says ("over the delivery of drones") is linked as well, but no planted event.
                if key is not None and self.kinds[key] & {claim.event, claim.flow.value if claim.flow else None}:
                    self.event_of[claim.id] = key
                pairs.append((claim, result.document))
        return pairs

    def same(self, a: str, b: str) -> bool:
        """Whether two claims are of one planted event."""
        return self.event_of[a] == self.event_of[b]


def _age(report: Report) -> tuple[date, str]:
    return report.document.published or date.max, report.document.id


def _event_at(report: Report, at: int) -> str | None:
    start = 0
    for sentence, key in report.events:
        start = report.document.text.index(sentence, start)
        if start <= at < start + len(sentence):
            return key
        start += len(sentence)
    return None


def load(path: Path, seed: int = 1) -> World:
    """The world of a YAML file; the same seed makes the same texts."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    draw = random.Random(seed)
    reports = list(_reports(raw, draw))
    origins: dict[str, set[str]] = {}
    for r in reports:
        for _, key in r.events:
            if key and r.origin:
                origins.setdefault(key, set()).add(r.origin)
    events = {e["key"]: e for e in raw["events"]}
    return World(
        reports,
        {k: frozenset(v) for k, v in origins.items()},
        {k: frozenset(e.get("disputed", ())) for k, e in events.items()},
        {k: any(t.get("denial") for t in e.get("told", ())) for k, e in events.items()},
        {k: frozenset(raw["kinds"][e["kind"]]) for k, e in events.items()},
    )


def _reports(raw: Mapping[str, Any], draw: random.Random) -> Iterator[Report]:
    outlets: list[str] = raw["outlets"]
    for e in raw["events"]:
        day = e["day"] if isinstance(e["day"], date) else date.fromisoformat(e["day"])
        named = {k: [v] if isinstance(v, str) else v for k, v in e.get("slots", {}).items()}
        templates = list(raw["templates"].get(e.get("kind"), ()))
        draw.shuffle(templates)
        publishers = draw.sample(outlets, len(outlets))
        for n in range(e.get("reports", 0)):
            slots = {k: draw.choice(v) for k, v in named.items()}
            words = templates[n % len(templates)].format(**slots, day=_spoken(day))
            publisher = publishers[n % len(publishers)]
            words, origin = _attributed(words, e, publisher, n, raw, draw)
            yield _report(e["key"], words, publisher, day + timedelta(days=draw.choice((0, 0, 1, 1, 2))), origin)
        for told in e.get("told", ()):
            when = day + timedelta(days=told.get("after", 0))
            yield _report(e["key"], told["text"], told.get("by"), when, told.get("origin"), told.get("beside"))
        for copied in e.get("copies", ()):
            when = day + timedelta(days=copied.get("after", 0))
            for by in copied["by"]:
                text = copied["text"]
                yield _report(
                    e["key"], text, by, when, copied["origin"], lead=copied.get("lead", {}).get(by), tail=copied.get("tail", {}).get(by)
                )


def _attributed(words: str, e: Mapping[str, Any], publisher: str, n: int, raw: Mapping[str, Any], draw: random.Random) -> tuple[str, str]:
    """Every third report names a source of the event, every fifth credits another outlet; the others speak for themselves."""
    ids: Mapping[str, str] = raw["ids"]
    sources: Mapping[str, str] = e.get("sources", {})
    if n % 3 == 1 and sources:
        name = draw.choice(sorted(sources))
        return f"{words}, {name} said.", sources[name]
    if n % 5 == 4:
        other = draw.choice([o for o in raw["outlets"] if o != publisher])
        return f"{words}, according to {other}.", ids[other]
    return f"{words}.", ids[publisher]


def _spoken(day: date) -> str:
    return f"{day:%B} {day.day}"


def _report(
    key: str,
    text: str,
    by: str | None,
    day: date,
    origin: str | None,
    beside: Iterable[Mapping[str, Any]] | None = None,
    *,
    lead: str | None = None,
    tail: str | None = None,
) -> Report:
    parts: list[tuple[str, str | None]] = [(lead, None)] if lead else []
    parts.append((text, key))
    parts += [(b["text"], b.get("key")) for b in beside or ()]
    parts += [(tail, None)] if tail else []
    words = " ".join(p for p, _ in parts)
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    name = f"{by or 'nobody'}-{day.isoformat()}-{sha256[:8]}"
    document = Document(name, words, sha256, publisher=by, published=day, date_origin=DateOrigin.GIVEN)
    return Report(document, tuple(parts), origin)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of claims in one event: found and true."""

    both: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.true if self.true else 1.0


def agreement(world: World, groups: Iterable[Iterable[str]]) -> Agreement:
    """Pair precision and recall of groups of claim ids."""
    found = {p for g in groups for p in combinations(sorted(i for i in g if i in world.event_of), 2)}
    true = {p for p in combinations(sorted(world.event_of), 2) if world.same(*p)}
    return Agreement(len(found & true), len(found), len(true))


def true_pairs(world: World) -> set[tuple[str, str]]:
    """Pairs of claims of one event, each with the smaller id first."""
    return {p for p in combinations(sorted(world.event_of), 2) if world.same(*p)}
