"""A planted world: three stories about one supplier, told by reports, copies and a late denial. All names of outlets are made up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sayso.analysis.narratives import Card, parse_cards
from sayso.events import build
from sayso.records import Claim, Document, Event
from tests.builders import claim, document, when

CARDS: tuple[Card, ...] = parse_cards(
    [
        {
            "id": "sends-none",
            "statement": "Iran sends no weapons to Russia.",
            "holders": ["Iran"],
            "rivals": ["sent-before", "keeps-sending"],
            "says": [{"flow": "transfer", "actor": "Iran", "recipient": "Russia", "status": "denied"}],
            "expects": [{"flow": "transfer", "actor": "Iran", "recipient": "Russia", "status": "denied"}],
            "rules_out": [{"flow": "transfer", "actor": "Iran", "recipient": "Russia", "status": "actual", "strength": "strong"}],
        },
        {
            "id": "sent-before",
            "statement": "Iran sent drones before the war and none since.",
            "rivals": ["sends-none", "keeps-sending"],
            "expects": [
                {
                    "flow": "transfer",
                    "actor": "Iran",
                    "recipient": "Russia",
                    "status": "actual",
                    "until": "2022-02-23",
                    "strength": "strong",
                }
            ],
            "rules_out": [
                {
                    "flow": "transfer",
                    "actor": "Iran",
                    "recipient": "Russia",
                    "status": "actual",
                    "since": "2022-02-24",
                    "strength": "strong",
                }
            ],
        },
        {
            "id": "keeps-sending",
            "statement": "Iran has been sending drones throughout.",
            "rivals": ["sends-none", "sent-before"],
            "says": [{"flow": "transfer", "actor": "Iran", "recipient": "Russia", "status": "actual"}],
            "expects": [
                {
                    "flow": "transfer",
                    "actor": "Iran",
                    "recipient": "Russia",
                    "class": "weapon.uav",
                    "status": "actual",
                    "strength": "strong",
                },
                {"flow": "produce", "actor": "Iran", "class": "weapon.uav"},
            ],
            "rules_out": [{"flow": "transfer", "actor": "Iran", "recipient": "Russia", "status": "denied"}],
        },
    ]
)

Pair = tuple[Claim, Document]


def _report(publisher: str, day: str, text: str, trigger: str, *, about: tuple[str, str] | None = None, **fields: object) -> Pair:
    doc = document(text, publisher=publisher, published=date.fromisoformat(day), id=f"{publisher} {day}")
    time = when(text, about[0], *about[1].split("/")) if about else None
    given = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"], "items": ["drones=weapon.uav"], "time": time, **fields}
    return claim(trigger, doc, **given), doc  # type: ignore[arg-type]


def planted() -> list[Pair]:
    """Iran's early denial; a report of old deliveries; from 30 August on reports of new ones by three outlets; a late denial."""
    aug, oct = ("in August 2022", "2022-08-01/2022-08-31"), ("on 17 October 2022", "2022-10-17")
    return [
        _report(
            "Harbour Times",
            "2022-07-15",
            "Iran is not sending drones to Russia, the foreign ministry in Tehran said when asked about rumours of a deal.",
            "sending",
            status="denied",
            sources=["the foreign ministry in Tehran=IRN/state"],
        ),
        _report(
            "Northern Ledger",
            "2022-08-10",
            "A handful of Mohajer drones was delivered from Iran to Russia in November 2021, shipping papers seen by this newspaper show.",
            "delivered",
            about=("in November 2021", "2021-11-01/2021-11-30"),
        ),
        _report(
            "Harbour Times",
            "2022-08-30",
            "Cargo flights carried the first combat drones from Iran to Russia in August 2022, satellite pictures reviewed here suggest.",
            "carried",
            about=aug,
        ),
        _report(
            "Eastern Monitor",
            "2022-09-02",
            "Our own count of landings confirms that Iran shipped drones to Russia in August 2022 aboard at least four transport planes.",
            "shipped",
            about=aug,
        ),
        _report(
            "The Meridian",
            "2022-10-20",
            "Another consignment of drones went from Iran to Russia on 17 October 2022, port workers described how the crates were loaded.",
            "consignment",
            about=oct,
        ),
        _report(
            "Harbour Times",
            "2022-11-05",
            "Tehran insists that it did not send drones: there was no shipment from Iran to Russia on 17 October 2022, its envoy declared.",
            "shipment",
            about=oct,
            status="denied",
            sources=["its envoy=IRN/state"],
        ),
    ]


def copies(of: Pair, n: int) -> list[Pair]:
    """``n`` other papers that print a report as it is, a day later each, under a headline of their own."""
    original, doc = of
    found = []
    for k in range(n):
        text = f"Headline {k}. {doc.text}"
        assert doc.published
        again = document(
            text, publisher=f"Paper {k}", published=date.fromordinal(doc.published.toordinal() + 1 + k), id=f"copy {k} of {doc.id}"
        )
        items, sources = [f"{i.text}={i.class_}" for i in original.items], [f"{s.text}={s.id or ''}/{s.kind}" for s in original.sources]
        time = when(text, original.time.text, str(original.time.first), str(original.time.last)) if original.time else None
        more = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"], "items": items, "sources": sources, "status": original.status.value}
        found.append((claim(original.trigger.text, again, time=time, **more), again))  # type: ignore[arg-type]
    return found


def events_of(pairs: Iterable[Pair]) -> list[Event]:
    return build(pairs)
