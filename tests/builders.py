"""Records with good defaults, so that a test shows only what matters to it.

Spans are found in the text by their words, so that offsets are always true: ``Claims("Iran sent drones to Russia.")`` then
``.claim("sent", actor=["Iran=IRN"], recipient=["Russia=RUS"], items=["drones=weapon.uav"])``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from sayso.records import Actor, Claim, DateOrigin, Document, Flow, Item, Money, Place, Quantity, Reason, Source, Span, Status, TimeSpan

TEXT = "Iran sent thousands of drones to Russia, officials told CNN."


def document(text: str = TEXT, **fields: Any) -> Document:
    """A document named after its hash, published by nobody on no day unless ``fields`` say so."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if fields.get("published") and "date_origin" not in fields:
        fields["date_origin"] = DateOrigin.GIVEN
    return Document(**{"id": f"doc-{sha256[:8]}", "text": text, "sha256": sha256, "language": "en", **fields})


def span(text: str, words: str, near: int = 0) -> Span:
    """Where ``words`` stand in ``text``: the place nearest to ``near``."""
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    start = min(places, key=lambda at: abs(at - near))
    return Span(start, start + len(words), words)


def _named(text: str, spec: str, near: int = 0) -> tuple[int, int, str, str]:
    """``"Iranian officials=IRN"``: the words and what they stand for."""
    words, _, value = spec.partition("=")
    found = span(text, words, near)
    return found.start, found.end, words, value


def actor(text: str, spec: str, near: int = 0) -> Actor:
    """ "words=ID" or "words=ID/SECTOR"."""
    start, end, words, value = _named(text, spec, near)
    id, _, sector = value.partition("/")
    return Actor(start, end, words, id, sector or None)


def item(text: str, spec: str, near: int = 0) -> Item:
    """ "thousands of drones=weapon.uav", "drones=weapon.uav:Shahed-136", with bounds "450 drones=weapon.uav@450-450/batch" """
    start, end, words, value = _named(text, spec, near)
    value, _, figures = value.partition("@")
    class_, _, designation = value.partition(":")
    quantity = None
    if figures:
        figures, _, measure = figures.partition("/")
        low, _, high = figures.partition("-")
        quantity = Quantity(start, end, words, int(low) if low else None, int(high) if high else None, "range", measure or None)
    return Item(start, end, words, class_, designation or None, quantity)


def source(text: str, spec: str, near: int = 0, *, cue: str | None = None) -> Source:
    """ "CNN=cnn/media", "officials=/official" (no id, anonymous)."""
    start, end, words, value = _named(text, spec, near)
    id, _, kind = value.partition("/")
    return Source(start, end, words, id or None, kind or "official", not id, span(text, cue) if cue else None)


def when(text: str, words: str, first: str | None = None, last: str | None = None) -> TimeSpan:
    found = span(text, words)
    days = (date.fromisoformat(d) if d else None for d in (first, last or first))
    return TimeSpan(found.start, found.end, words, *days, anchor="absolute")


def claim(
    trigger: str,
    doc: Document | None = None,
    *,
    event: str | None = "AID",
    mode: str | None = None,
    flow: str | None = "transfer",
    actor_: Iterable[str] = (),
    recipient: Iterable[str] = (),
    items: Iterable[str] = (),
    sources: Iterable[str] = (),
    place: Iterable[str] = (),
    status: str = "actual",
    time: TimeSpan | None = None,
    money: Money | None = None,
    reasons: tuple[Reason, ...] = (),
    confidence: float | None = None,
) -> Claim:
    """A claim whose id is a hash of what it says and where, as the real ones are."""
    doc = doc or document()
    text = doc.text
    found = span(text, trigger)
    said = (doc.sha256, found, event, mode, flow, *actor_, "→", *recipient, *items, *sources, status)
    return Claim(
        id=hashlib.sha256(repr(said).encode()).hexdigest()[:16],
        document=doc.id,
        trigger=found,
        event=event,
        mode=mode,
        flow=Flow(flow) if flow else None,
        actor=tuple(actor(text, a, found.start) for a in actor_),
        recipient=tuple(actor(text, a, found.start) for a in recipient),
        items=tuple(item(text, i, found.start) for i in items),
        money=money,
        place=tuple(Place(s, e, w, v or None) for s, e, w, v in (_named(text, p, found.start) for p in place)),
        time=time,
        status=Status(status),
        sources=tuple(source(text, s, found.start) for s in sources),
        confidence=confidence,
        reasons=reasons,
    )


DRONES = document(
    "Iran sent thousands of drones to Russia. The last shipment to Russia by Iran included about 450 drones, officials told CNN. "
    "Iran is preparing to send short-range ballistic missiles to Russia. Tehran denies sending drones to Moscow. "
    "Ukrainian officials said they shot down more than 300 Iranian drones. The United States imposed sanctions on Iran.",
    id="drones",
    publisher="The Example Post",
    published=date(2022, 11, 5),
    title="Drones",
)
"""A report with a total, a batch, a plan, a denial, an interception and a sanction."""


def drones() -> tuple[Claim, ...]:
    """The claims of ``DRONES``."""
    t = DRONES.text
    route: dict[str, Any] = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"]}
    return (
        claim(
            "sent",
            DRONES,
            **route,
            items=["thousands of drones=weapon.uav@2000-9999/total"],
            confidence=0.9,
            reasons=(
                Reason("event", "the verb “sent” evokes a transfer", "predicates/transfer.yaml#send", span(t, "sent")),
                Reason("actor", "subject of “sent” (nsubj)", None, span(t, "Iran")),
            ),
        ),
        claim(
            "shipment",
            DRONES,
            **route,
            items=["about 450 drones=weapon.uav@405-495/batch"],
            sources=["CNN=cnn/media", "officials=/official"],
        ),
        claim(
            "send short", DRONES, **route, items=["short-range ballistic missiles=weapon.missile.ballistic.short-range"], status="planned"
        ),
        claim(
            "sending",
            DRONES,
            actor_=["Tehran=IRN/GOV"],
            recipient=["Moscow=RUS"],
            items=["drones=weapon.uav"],
            status="denied",
            sources=["Tehran=IRN/state"],
        ),
        claim(
            "shot down",
            DRONES,
            event="ASSAULT",
            mode="destroy",
            flow="intercept",
            actor_=["Ukrainian officials=UKR"],
            recipient=["Iranian=IRN"],
            items=["more than 300 Iranian drones=weapon.uav@301-"],
            sources=["Ukrainian officials=UKR/state"],
        ),
        claim(
            "imposed sanctions",
            DRONES,
            event="SANCTION",
            mode="discontinue",
            flow=None,
            actor_=["The United States=USA"],
            recipient=["Iran=IRN"],
        ),
    )
