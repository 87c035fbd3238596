"""Talking points: what one voice says in document after document, quoted or paraphrased; and denials against what they deny.

A *quoted* point is a quotation that recurs, word for word or nearly so (shared runs of three words). A *paraphrased* point is one thing
said (the same deed, parties, goods and status) by one voice in several documents, however it is put. A document that copies another is
no recurrence of its own: it is counted beside, as reach.

A voice that reports attack after attack repeats no point: what is said to have *happened* recurs only where several documents say it of one
event. A denial, a plan or a warning recurs each time that it is made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sayso.events.copies import Copy, copies
from sayso.events.features import fold
from sayso.events.origins import Voice, voice
from sayso.records import Claim, Document, Event, Member, Status

QUOTE_WORDS = 5
"""Shorter quotations are single words in quotation marks and titles."""

RUN = 3
ALIKE = 0.5
"""Two quotations are one where this share of the shorter one's runs of three words stands in the other: a quotation that is cut, or changed
by an editor in a word or two, keeps more; two sentences on one subject share far less."""

_QUOTED = re.compile(r"“([^“”]{12,900})”|\"([^\"\n]{12,900})\"|«([^«»]{12,900})»")
_WORDS = re.compile(r"\w+")

Pair = tuple[Claim, Document]


@dataclass(frozen=True, slots=True)
class Instance:
    """One time that the point is made: where, when, and in which words (a span of the stored text)."""

    document: str  # sha256
    publisher: str | None
    published: date | None
    start: int
    end: int
    text: str
    claims: tuple[str, ...]
    copy: bool


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """What a voice says again and again. ``kind``: "quoted" or "paraphrased". ``first``, ``last``: publication days. ``documents``: without
    copies; ``reach``: with them. ``spread``: documents by month. ``says``: event or flow, parties, goods and status, for a paraphrase.
    ``events``: the events of the ledger that it speaks of; ``recurrence`` is what points are ranked by: documents, less those that tell of
    one more event that happened.
    """

    holder: str
    name: str
    kind: str
    words: str
    says: str
    first: date | None
    last: date | None
    documents: int
    reach: int
    recurrence: int
    events: tuple[str, ...]
    publishers: tuple[str, ...]
    spread: tuple[tuple[str, int], ...]
    instances: tuple[Instance, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial beside what it denies: one event, the voices that deny it and the voices that say it, each with the first day."""

    event: str
    denied_by: tuple[tuple[str, date | None], ...]
    said_by: tuple[tuple[str, date | None], ...]
    denials: tuple[str, ...]  # claims
    claims: tuple[str, ...]
    first_said: date | None
    first_denied: date | None


def denials(events: Iterable[Event]) -> tuple[Denial, ...]:
    """The events that somebody denies, with both sides; the newest denial first. A denial of what nobody says has an empty other side."""
    found = []
    for e in events:
        no = [m for m in e.members if m.status is Status.DENIED and m.copy_of is None]
        if not no:
            continue
        yes = [m for m in e.members if m.status is not Status.DENIED and m.copy_of is None]
        names = {o.key: o.name for o in e.origins}

        def voices(members: Sequence[Member], names: dict[str, str] = names) -> tuple[tuple[str, date | None], ...]:
            days: dict[str, list[date]] = {}
            for m in members:
                days.setdefault(m.origin, []).extend([m.published] if m.published else [])
            return tuple(sorted(((names.get(k, k), min(d, default=None)) for k, d in days.items()), key=lambda v: (v[1] or date.max, v[0])))

        first_said = min((m.published for m in yes if m.published), default=None)
        first_denied = min((m.published for m in no if m.published), default=None)
        found.append(Denial(e.id, voices(no), voices(yes), tuple(m.id for m in no), tuple(m.id for m in yes), first_said, first_denied))
    return tuple(sorted(found, key=lambda d: (-(d.first_denied or date.min).toordinal(), d.event)))


def talking_points(
    pairs: Iterable[Pair],
    events: Iterable[Event] = (),
    *,
    holder: str | None = None,
    at_least: int = 2,
    copied: Mapping[str, Copy] | None = None,
) -> tuple[TalkingPoint, ...]:
    """The points that recur ``at_least`` so often in documents that are no copies of each other, the most repeated first.

    ``pairs``: claims with their documents, texts included. ``events``: tell which claims speak of one event; without them every document
    is taken to speak of an event of its own. ``holder``: only this voice (key of an origin). ``copied``: which texts repeat which (found
    here where None). A claim whose text names no source is the publisher's own report and makes no point.
    """
    kept = sorted({c.id: (c, d) for c, d in pairs}.values(), key=lambda p: (p[1].published or date.max, p[1].sha256, p[0].trigger.start))
    if copied is None:
        copied = copies({d.sha256: d for _, d in kept}.values())
    voices = {c.id: voice(c, d) for c, d in kept}
    home = {m.id: e.id for e in events for m in e.members}
    quoted = _quotations(kept, voices, copied, home)
    told = _paraphrases(kept, voices, copied, home)
    found = [p for p in (*quoted, *told) if p.recurrence >= at_least and holder in (None, p.holder)]
    return tuple(sorted(found, key=lambda p: (-p.recurrence, -p.documents, -p.reach, p.first or date.max, p.holder, p.words)))


class _Said(NamedTuple):
    """What is said, however it is put."""

    deed: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    goods: tuple[str, ...]  # classes, to their second level
    status: str


def _key(claim: Claim) -> _Said | None:
    """What the claim says; None where it names one party and no goods, which may be said of anything."""
    if len({a.id for a in (*claim.actor, *claim.recipient)}) + bool(claim.items) < 2:
        return None
    deed = claim.flow.value if claim.flow else f"{claim.event} {claim.mode or ''}".strip()
    goods = tuple(sorted({".".join(i.class_.split(".")[:2]) for i in claim.items}))
    actors, recipients = (tuple(sorted({a.id for a in side})) for side in (claim.actor, claim.recipient))
    return _Said(deed, actors, recipients, goods, claim.status.value)


def _says(key: _Said) -> str:
    from sayso.ledger.names import name_of
    from sayso.ledger.words import goods

    sides = " → ".join(" + ".join(name_of(i) for i in side) for side in (key.actors, key.recipients) if side)
    items = ", ".join(goods(c) for c in key.goods)
    return f"{sides}: {key.deed}" + (f" of {items}" if items else "") + ("" if key.status == "actual" else f", {key.status}")


def _paraphrases(
    pairs: Sequence[Pair], voices: Mapping[str, Voice], copied: Mapping[str, Copy], home: Mapping[str, str]
) -> list[TalkingPoint]:
    from sayso.ledger.passages import passage

    groups: dict[tuple[str, _Said], list[tuple[Pair, Instance]]] = {}
    for claim, document in pairs:
        key = _key(claim)
        if key is None or not claim.sources:
            continue  # the publisher's own report is no point that somebody makes
        at = passage(claim, document.text)
        instance = Instance(
            document.sha256, document.publisher, document.published, at.start, at.end, at.text, (claim.id,), document.sha256 in copied
        )
        groups.setdefault((voices[claim.id].key, key), []).append(((claim, document), instance))
    return [
        _point(voices[said[0][0][0].id], "paraphrased", _says(key), [i for _, i in said], home, happened=key.status == "actual")
        for (_, key), said in sorted(groups.items(), key=lambda g: str(g[0]))
    ]


def _quotations(
    pairs: Sequence[Pair], voices: Mapping[str, Voice], copied: Mapping[str, Copy], home: Mapping[str, str]
) -> list[TalkingPoint]:
    """Quotations of one voice, joined where they are alike. The voice is that of a claim inside the quotation, else of one in whose
    passage it stands; a quotation without any claim near it has no known speaker and is left out."""
    from sayso.ledger.passages import passage

    by_text: dict[str, list[Pair]] = {}
    for claim, document in pairs:
        by_text.setdefault(document.sha256, []).append((claim, document))
    found: dict[str, list[tuple[Voice, Instance, frozenset[str]]]] = {}
    for said in by_text.values():
        document = said[0][1]
        for match in _QUOTED.finditer(document.text):
            start, end = match.start() + 1, match.end() - 1
            words = _WORDS.findall(fold(document.text[start:end]))
            if len(words) < QUOTE_WORDS:
                continue
            inside = [c for c, _ in said if start <= c.trigger.start < end and c.sources]
            around = [c for c, _ in said if c.sources and (p := passage(c, document.text)).start < end and start < p.end]
            near = inside or around
            if not near:
                continue
            own = voices[near[0].id]
            where = (document.sha256, document.publisher, document.published, start, end, document.text[start:end])
            instance = Instance(*where, tuple(dict.fromkeys(c.id for c in near)), document.sha256 in copied)
            found.setdefault(own.key, []).append((own, instance, _runs(words)))
    points = []
    for said_ in found.values():
        points += [
            _point(said_[group[0]][0], "quoted", "", [said_[n][1] for n in group], home) for group in _alike([runs for *_, runs in said_])
        ]
    return points


def _runs(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def _alike(quotes: Sequence[frozenset[str]]) -> list[list[int]]:
    """Groups of quotations that are alike, directly or through another one. Only those that share a run are compared."""
    home = list(range(len(quotes)))

    def top(n: int) -> int:
        while home[n] != n:
            home[n] = home[home[n]]
            n = home[n]
        return n

    where: dict[str, list[int]] = {}
    for n, runs in enumerate(quotes):
        shared = Counter(m for run in runs for m in where.get(run, ()))
        for m, count in shared.items():
            if count >= ALIKE * min(len(runs), len(quotes[m])):
                home[top(n)] = top(m)
        for run in runs:
            where.setdefault(run, []).append(n)
    groups: dict[int, list[int]] = {}
    for n in range(len(quotes)):
        groups.setdefault(top(n), []).append(n)
    return list(groups.values())


def _point(own: Voice, kind: str, says: str, instances: list[Instance], home: Mapping[str, str], *, happened: bool = False) -> TalkingPoint:
    instances = sorted(instances, key=lambda i: (i.published or date.max, i.document, i.start))
    days = [i.published for i in instances if i.published]
    originals = [i for i in instances if not i.copy] or instances[:1]
    months = Counter(f"{day:%Y-%m}" for day in {i.document: i.published for i in originals}.values() if day)
    longest = max(originals, key=lambda i: len(i.text)) if kind == "quoted" else originals[0]
    documents = {i.document for i in originals}
    spoken = {home.get(c, f"{i.document} {c}") for i in originals for c in i.claims}
    return TalkingPoint(
        holder=own.key,
        name=own.name,
        kind=kind,
        words=" ".join(longest.text.split()),
        says=says,
        first=min(days, default=None),
        last=max(days, default=None),
        documents=len(documents),
        reach=len({i.document for i in instances}),
        recurrence=max(1, len(documents) - len(spoken) + 1) if happened else len(documents),
        events=tuple(sorted(spoken & set(home.values()))),
        publishers=tuple(dict.fromkeys(i.publisher for i in instances if i.publisher)),
        spread=tuple(sorted(months.items())),
        instances=tuple(instances),
    )
