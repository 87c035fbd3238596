"""Narratives: planted worlds of three rival stories, read from texts, with copies and a late denial.

In each world a supplier and a receiver are at the centre of three stories: it sends nothing; it sent something before the war and nothing
since; it goes on sending. Reports by made-up outlets are written so that one of the three is what the evidence speaks against least, and
the day on which each story meets its first independent contradiction is planted. Each world is assessed twice: from claims as a perfect
reader would give them, and from the claims that sayso reads in the texts; both are linked into events first. Then ten papers print one
report again. The floor counts articles for and against instead of independent origins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sayso.analysis.narratives import Card, Matrix, assess, parse_cards
from sayso.analysis.narratives.evidence import matches
from sayso.documents.normal import digest
from sayso.records import Actor, Claim, DateOrigin, Document, Flow, Item, Source, Span, Status, TimeSpan

from .common import Table

WAR = date(2024, 3, 1)
OUTLETS = ("Harbour Times", "Northern Ledger", "Eastern Monitor", "The Meridian", "Daily Compass", "Valley Courier")
FURTHER = (
    "The newspaper had asked to see the papers for several weeks and was shown them in a room without windows.",
    "Nobody at the harbour office wished to be photographed, and the lights on the quay were out by ten in the evening.",
    "The road to the warehouse has been mended since the spring, and the grass beside it stands as high as a man.",
    "It rained for most of the morning, so that the clerks kept the shutters closed and worked by lamplight.",
    "A second reader checked the translation of the documents word for word before this page went to print.",
    "The reporters wrote down the numbers by hand, because no copying machine was to be found in the building.",
)
"""A further sentence in which nothing happens, one an outlet: a report is longer than the line that a copying paper puts above it."""

PLACES = (
    ("Iran", "Russia", "drones", "weapon.uav", "Tehran"),
    ("North Korea", "Syria", "missiles", "weapon.missile", "Pyongyang"),
    ("Turkey", "Azerbaijan", "drones", "weapon.uav", "Ankara"),
    ("China", "Myanmar", "armoured vehicles", "weapon.armour", "Beijing"),
    ("Belarus", "Serbia", "air defence systems", "weapon.air-defence", "Minsk"),
    ("Brazil", "Nigeria", "rockets", "weapon.artillery.rocket", "Brasília"),
    ("South Korea", "Poland", "howitzers", "weapon.artillery", "Seoul"),
    ("Pakistan", "Libya", "small arms", "weapon.small-arms", "Islamabad"),
)
TRUTHS = ("none", "before", "goes-on")


@dataclass(frozen=True, slots=True)
class Report:
    """A text and what a perfect reader finds in it: the trigger, flow, status and day of the one claim, and the words of its source."""

    outlet: str
    day: date
    text: str
    trigger: str
    flow: str = "transfer"
    status: str = "actual"
    when: tuple[date, date] | None = None
    source: str | None = None  # None: the outlet itself


@dataclass(frozen=True, slots=True)
class World:
    """``contradicted``: card → the day of its first independent contradiction (None: there is none)."""

    name: str
    truth: str
    supplier: str
    receiver: str
    goods: str
    class_: str
    cards: tuple[Card, ...]
    reports: tuple[Report, ...]
    contradicted: dict[str, date | None]

    @property
    def ids(self) -> tuple[str, str]:
        pattern = self.cards[0].rules_out[0]
        return pattern.actor[0], pattern.recipient[0]


def _cards(supplier: str, receiver: str) -> tuple[Card, ...]:
    route = {"flow": "transfer", "actor": supplier, "recipient": receiver}
    before, since = str(WAR - timedelta(1)), str(WAR)
    held = {"flow": "withhold", "actor": supplier, "recipient": receiver, "status": "actual"}
    strong = {"strength": "strong"}
    return parse_cards(
        [
            {
                "id": "none",
                "statement": f"{supplier} sends no weapons to {receiver}.",
                "holders": [supplier],
                "rivals": ["before", "goes-on"],
                "says": [{**route, "status": "denied"}],
                "expects": [{**route, "status": "denied"}, {**held, **strong}],
                "rules_out": [{**route, "status": "actual", **strong}],
            },
            {
                "id": "before",
                "statement": f"{supplier} sent weapons to {receiver} before the war and none since.",
                "expects": [{**route, "status": "actual", "until": before, **strong}],
                "rules_out": [{**route, "status": "actual", "since": since, **strong}, {**route, "status": "denied", "until": before}],
            },
            {
                "id": "goes-on",
                "statement": f"{supplier} goes on sending weapons to {receiver}.",
                "expects": [{**route, "status": "actual", "since": since, **strong}],
                "rules_out": [{**route, "status": "denied", "since": since}, {**held, **strong}],
            },
        ]
    )


def _world(n: int, supplier: str, receiver: str, goods: str, class_: str, capital: str, truth: str) -> World:
    def at(days: int) -> date:
        return WAR + timedelta(days + n)

    def said(day: date) -> str:
        return f"{day:%B} {day.day}, {day.year}"

    old, fresh, again = WAR - timedelta(120 + n), at(20), at(70)
    a, b, c, d, *_ = OUTLETS[n % 6 :] + OUTLETS[: n % 6]
    no = {"status": "denied"}
    denial = Report(a, at(5), f"{capital} denied that {supplier} had sent {goods} to {receiver}.", "sent", source=capital, **no)
    words = f"The government of {supplier} denies sending {goods} to {receiver}, its spokesman said."
    late = Report(b, at(100), words, "sending", source=f"The government of {supplier}", **no)
    words = f"{supplier} delivered {goods} to {receiver} on {said(old)}, according to shipping records seen by {c}."
    first = Report(c, at(12), words, "delivered", when=(old, old), source="shipping records")
    words = f"Workers at the port told {d} that {supplier} shipped {goods} to {receiver} on {said(old)}."
    second = Report(d, at(16), words, "shipped", when=(old, old), source="Workers at the port")
    words = f"{supplier} sent {goods} to {receiver} on {said(fresh)}, {b} has learned from two people at the airfield."
    third = Report(b, at(23), words, "sent", when=(fresh, fresh))
    words = f"Satellite pictures show that {supplier} transferred {goods} to {receiver} on {said(fresh)}, {c} found."
    fourth = Report(c, at(26), words, "transferred", when=(fresh, fresh))
    words = f"{supplier} supplied {receiver} with {goods} again on {said(again)}, {d} reported."
    fifth = Report(d, at(74), words, "supplied", when=(again, again))
    words = f"{supplier} did not deliver {goods} to {receiver} in 2023, customs files seen by {b} show."
    files = Report(b, at(23), words, "deliver", when=(date(2023, 1, 1), date(2023, 12, 31)), source="customs files", **no)
    words = f"{supplier} suspended deliveries of {goods} to {receiver}, diplomats told {c}."
    stop = Report(c, at(40), words, "suspended", flow="withhold", source="diplomats")
    told = {"none": [files, stop], "before": [first, second, stop], "goes-on": [first, second, third, fourth, fifth]}[truth]
    contradicted: dict[str, date | None] = {
        "none": {"none": None, "before": at(23), "goes-on": at(40)},
        "before": {"none": at(12), "before": None, "goes-on": at(40)},
        "goes-on": {"none": at(12), "before": at(23), "goes-on": None},
    }[truth]
    longer = (replace(r, text=f"{r.text} {FURTHER[OUTLETS.index(r.outlet)]}") for r in (denial, *told, late))
    reports = tuple(sorted(longer, key=lambda r: r.day))
    name = f"{supplier} → {receiver}, {truth}"
    return World(name, truth, supplier, receiver, goods, class_, _cards(supplier, receiver), reports, contradicted)


def worlds() -> Iterator[World]:
    for n, place in enumerate(PLACES):
        for k, truth in enumerate(TRUTHS):
            yield _world(3 * n + k, *place, truth)


def _document(report: Report, name: str) -> Document:
    return Document(
        id=name,
        text=report.text,
        sha256=digest(report.text),
        publisher=report.outlet,
        published=report.day,
        date_origin=DateOrigin.GIVEN,
        language="en",
    )


def _copies(report: Report) -> list[Report]:
    """Ten papers print it as it is under a line of their own, a day later each."""
    return [
        replace(report, outlet=f"Paper {k}", day=report.day + timedelta(1 + k), text=f"Morning edition, page {k + 2}. {report.text}")
        for k in range(10)
    ]


Pair = tuple[Claim, Document]


def _read(documents: list[Document]) -> dict[str, list[Pair]]:
    """The claims of each text, all texts in one stream."""
    from sayso.engine import analyze_documents

    found: dict[str, list[Pair]] = {}
    for result in analyze_documents(documents):
        if result.document is not None:
            found[result.document.sha256] = [(claim, result.document) for claim in result.claims]
    return found


def _perfect(report: Report, document: Document, world: World) -> Pair:
    """The claim that a perfect reader makes of the report."""
    text = report.text

    def span(words: str) -> tuple[int, int, str]:
        start = text.index(words)
        return start, start + len(words), words

    start, end, _ = span(report.trigger)
    time = TimeSpan(start, end, report.trigger, *report.when, anchor="absolute") if report.when else None
    source = report.source
    chain = (
        (Source(*span(source), world.ids[0] if report.status == "denied" and "customs" not in text else None, "official", False),)
        if source
        else ()
    )
    if source and chain[0].id is None:  # records and people without a name speak to the outlet
        chain = (Source(*span(source), None, "person", True),)
    return Claim(
        id=digest(f"{document.sha256} {report.trigger}")[:16],
        document=document.id,
        trigger=Span(start, end, report.trigger),
        event="SANCTION" if report.flow == "withhold" else "AID",
        mode=None,
        flow=Flow(report.flow),
        actor=(Actor(*span(world.supplier), world.ids[0]),),
        recipient=(Actor(*span(world.receiver), world.ids[1]),),
        items=(Item(*span(world.goods), world.class_),),
        money=None,
        place=(),
        time=time,
        status=Status(report.status),
        sources=chain,
    ), document


def _by_articles(cards: tuple[Card, ...], pairs: list[Pair], m: Matrix) -> str:
    """The floor: the card with the most articles for it, less those against it."""
    texts = {c.id: d.sha256 for c, d in pairs}
    score = {}
    for card in cards:
        fits = {texts[c] for r in m.rows for c in r.evidence.claims if any(matches(p, r.evidence) for p in card.expects)}
        breaks = {texts[c] for r in m.rows for c in r.evidence.claims if any(matches(p, r.evidence) for p in card.rules_out)}
        score[card.id] = len(fits) - len(breaks)
    return max(sorted(score), key=lambda i: score[i])


def _days(m: Matrix) -> dict[str, date | None]:
    return {s.card.id: s.contradicted.day if s.contradicted else None for s in m.standings}


@dataclass(slots=True)
class _Counts:
    lead: int = 0
    days: int = 0
    moved: int = 0
    shifted: int = 0
    floor: int = 0
    floor_copied: int = 0


def _assess(world: World, pairs: list[Pair], copied: list[Pair], counts: _Counts) -> None:
    from sayso.events import build

    m = assess(world.cards, build(pairs))
    again = assess(world.cards, build([*pairs, *copied]))
    found = _days(m)
    counts.lead += m.order[0] == (world.truth,)
    counts.days += sum(found[c] == day for c, day in world.contradicted.items())
    counts.moved += again.order != m.order
    counts.shifted += _days(again) != found
    counts.floor += _by_articles(world.cards, pairs, m) == world.truth
    counts.floor_copied += _by_articles(world.cards, [*pairs, *copied], again) == world.truth


def table(data: Path) -> Table:
    out = Table("Narratives: planted worlds of three rival stories")
    planted = list(worlds())
    # The report that does the right story most harm when it is repeated: a denial where weapons go, else the last report.
    targets = [w.reports[0] if w.truth != "none" else w.reports[-1] for w in planted]
    reports = [list(w.reports) for w in planted]
    copies = [_copies(t) for t in targets]
    documents = {id(r): _document(r, f"{r.outlet} {r.day}") for group in (*reports, *copies) for r in group}
    read = _read(list(documents.values()))
    perfect, ours = _Counts(), _Counts()
    heard = told = 0
    for world, own, more in zip(planted, reports, copies, strict=True):
        _assess(world, *([_perfect(r, documents[id(r)], world) for r in group] for group in (own, more)), perfect)
        _assess(world, *([p for r in group for p in read[documents[id(r)].sha256]] for group in (own, more)), ours)
        told += len(own)
        for r in own:
            said = {(c.flow, c.status.value) for c, _ in read[documents[id(r)].sha256] if c.actor and c.recipient}
            heard += (Flow(r.flow), r.status) in said
    n, all_days = len(planted), 3 * len(planted)
    for name, c in (("claims as planted", perfect), ("claims as read", ours)):
        out.add(f"{name}: the right story is contradicted least", f"{c.lead} of {n}", f"articles counted: {c.floor}", str(n), c.lead == n)
        out.add(f"{name}: first independent contradiction on its day", f"{c.days} of {all_days}", "", str(all_days), c.days == all_days)
        wrong = f"articles counted: right in {c.floor_copied}"
        out.add(f"{name}: ten copies change the ranking", f"{c.moved} of {n}", wrong, "0", c.moved == 0)
        out.add(f"{name}: ten copies change a day", f"{c.shifted} of {n}", "", "0", c.shifted == 0)
    out.add("reports whose claim is read with flow, parties and status", f"{heard} of {told}")
    out.notes.append("Eight pairs of states, three truths each; one early and one late denial by the supplier in every world.")
    out.notes.append("Outlets and reports are made up; nothing here says anything about the states named.")
    return out
