"""A brief: what the ledger says, on one screen, for a memo. Every line ends in the id of a claim that `sayso why` opens.

Where a section has more lines than fit, the ones that most documents speak of are kept, then the newest; how many were left out is
said. Figures are listed as claimed, never added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sayso.ledger import disputes, routes
from sayso.ledger.filters import Filters, Query, narrowed
from sayso.ledger.names import name_of
from sayso.ledger.register import Stage
from sayso.ledger.reports import Sides
from sayso.ledger.routes import RouteLine
from sayso.ledger.words import EVENT_WORDS, bounds, days, goods, item_words, parties, route, says, several_words, short, time_words, what
from sayso.records import Claim, Document, Flow, Quantity, Status

if TYPE_CHECKING:
    from sayso.ledger.store import Store

Pair = tuple[Claim, Document]

LINES = {"delivered": 8, "planned": 6, "other-flows": 6, "denied": 5, "disputes": 5, "sanctions": 5, "events": 8}
"""Lines a section may have: together with their titles one screen of about 60 lines."""

_VERB = {
    Flow.PRODUCE: "{who} made {goods}",
    Flow.USE: "{who} used {goods}{against}",
    Flow.INTERCEPT: "{who} shot down {goods}{of}",
    Flow.LOSS: "{goods}{of} lost{by}",
    Flow.SEIZE: "{who} seized {goods}{bound}",
    Flow.WITHHOLD: "{who} held back {goods}{bound}",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. ``claims`` are the ids behind it, the one to open first at the front."""

    text: str
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    count: int  # of claims; more than the ids where only some of them are named
    documents: int
    latest: date | None

    @property
    def id(self) -> str:
        return short(self.claims[0])


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title. ``more`` were left out; ``ask`` is the command that shows them."""

    key: str
    title: str
    lines: tuple[Line, ...]
    more: int
    ask: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands where. ``first``, ``last``: publication days of the documents that the claims come from."""

    documents: int
    claims: int
    publishers: tuple[str, ...]
    first: date | None
    last: date | None
    sections: tuple[Section, ...]


class _Group(NamedTuple):
    pairs: list[Pair]

    @property
    def documents(self) -> int:
        return len({d.sha256 for _, d in self.pairs})

    @property
    def latest(self) -> date | None:
        return max((d.published for _, d in self.pairs if d.published), default=None)


def _line(text: str, pairs: list[Pair], first: Claim | None = None) -> Line:
    group = _Group(pairs)
    ids = dict.fromkeys([*([first.id] if first else []), *(c.id for c, _ in pairs)])
    return Line(text, tuple(dict.fromkeys(says(c, d) for c, d in pairs)), tuple(ids), len(ids), group.documents, group.latest)


def _section(key: str, title: str, lines: Iterable[Line], ask: str) -> Section:
    ranked = sorted(lines, key=lambda x: ("?" in x.text.partition(":")[0], -x.documents, -x.count, -(x.latest or date.min).toordinal()))
    return Section(key, title, tuple(ranked[: LINES[key]]), max(0, len(ranked) - LINES[key]), ask)


def _names(ids: tuple[str, ...]) -> str:
    return " + ".join(name_of(i) for i in ids) or "?"


_GOODS = 5
"""Kinds of goods told on the line of one route."""


def _transfer_lines(entries: Iterable[RouteLine], by_id: dict[str, Pair]) -> Iterable[Line]:
    """One line a route: its goods, each with its figures; what is ordered or possible among the planned is told as such."""
    by_route: dict[tuple[tuple[str, ...], tuple[str, ...]], list[RouteLine]] = {}
    for e in entries:
        by_route.setdefault((e.supplier, e.receiver), []).append(e)
    for (supplier, receiver), found in by_route.items():
        # What has figures first, then what most claims speak of.
        found.sort(key=lambda e: (not e.figures, -len(e.claims)))
        told = [_goods_of(e) for e in found[:_GOODS]] + ([f"{len(found) - _GOODS} more kinds"] if len(found) > _GOODS else [])
        days_told = {w for e in found if e.first and e.last and (w := days(e.first, e.last))}
        when = f" ({days_told.pop()})" if len(days_told) == 1 else ""
        lead = next((f.claims[0] for e in found for f in e.figures), found[0].claims[0])
        pairs = [by_id[i] for i in dict.fromkeys(i for e in found for i in e.claims)]
        yield _line(f"{_names(supplier)} → {_names(receiver)}: {'; '.join(told)}{when}", pairs, by_id[lead][0])


def _goods_of(entry: RouteLine) -> str:
    """ "drones, 2,000–9,999 in all and 405–495 a batch (possible)"."""
    figures = entry.figure_words().replace("; ", " and ")
    told = ", ".join(w for w in (goods(entry.class_, entry.designation), figures, *entry.money[:1]) if w)
    return told + (f" ({entry.stage})" if entry.stage in (Stage.ORDERED, Stage.POSSIBLE) else "")


def _flow_lines(pairs: Iterable[Pair]) -> Iterable[Line]:
    groups: dict[tuple[Flow, str, str, str, Status], list[Pair]] = {}
    for claim, document in pairs:
        if claim.flow is None or claim.flow is Flow.TRANSFER or claim.status is Status.DENIED:
            continue
        named = dict.fromkeys(goods(i.class_, i.designation) for i in claim.items) or {"weapons": None}
        for item in named:
            key = claim.flow, parties(claim.actor, long=True), parties(claim.recipient, long=True), item, claim.status
            groups.setdefault(key, []).append((claim, document))
    for (flow, who, whom, item, status), group in groups.items():
        known = whom != "?"
        text = _VERB[flow].format(
            who="Somebody" if who == "?" else who,
            goods=item,
            against=f" against {whom}" if known else "",
            of=f" of {whom}" if known else "",
            bound=f" bound for {whom}" if known else "",
            by="" if who == "?" else f" to {who}",
        )
        found = [
            i.quantity
            for c, _ in group
            for i in c.items
            if goods(i.class_, i.designation) == item and i.quantity and bounds(i.quantity.low, i.quantity.high)
        ]
        shown = _figures(found)
        lead = next((c for c, _ in group if any(i.quantity for i in c.items)), group[0][0])
        text = text[:1].upper() + text[1:] + ("" if status is Status.ACTUAL else f" ({status})")
        yield _line(text + (f": {shown}" if shown else ""), group, lead)


def _figures(found: list[Quantity]) -> str:
    """Up to three figures as claimed, the newest first; of more, how many there are and between which they lie."""
    told = list(dict.fromkeys(bounds(q.low, q.high) for q in found))
    if len(told) <= 3:
        return "; ".join(told)
    numbers = [n for q in found for n in (q.low, q.high) if n is not None]
    return f"latest {told[0]}; {len(told)} figures from {min(numbers):,} to {max(numbers):,}"


def _deed(claim: Claim) -> str:
    """ "Iran → Russia: transfer of drones, missiles"; "Iran → Israel: attack “struck”"."""
    items = ", ".join(dict.fromkeys(item_words(i) for i in claim.items))
    when = time_words(claim.time)
    kind = claim.flow.value if claim.flow else f"{EVENT_WORDS.get(claim.event or '', 'event')} “{claim.trigger.text}”"
    return f"{route(claim, long=True)}: {kind}" + (f" of {items}" if items else "") + (f", {when}" if when else "")


def _denied_lines(pairs: Iterable[Pair]) -> Iterable[Line]:
    groups: dict[str, list[Pair]] = {}
    for claim, document in pairs:
        groups.setdefault(_deed(claim), []).append((claim, document))
    for deed, group in groups.items():
        who = dict.fromkeys(says(c, d) for c, d in group if c.sources)
        yield _line(f"{deed} — denied by {several_words(who)}" if who else f"{deed} — did not happen", group)


def _dispute_lines(found: Iterable[disputes.Dispute]) -> Iterable[Line]:
    """One line for each claim that is denied or whose figure another excludes, with the first of those that stand against it."""
    against: dict[tuple[str, str], list[disputes.Dispute]] = {}
    for d in found:
        against.setdefault((d.kind, d.first[0].id), []).append(d)
    for (kind, _), group in against.items():
        (first, a), (second, b) = group[0].first, group[0].second
        more = len({d.second[0].id for d in group}) - 1
        if kind == "denied":
            said = "reported by" if first.status is Status.ACTUAL else f"{first.status} according to"
            not_so = "denied by" if second.sources else "said not to have happened by"
            text = f"{_deed(first)}: {said} {says(first, a)}, {not_so} {says(second, b)}"
        else:
            x, y = group[0].items or (first.items[0], second.items[0])
            text = f"{route(first, long=True)}: {what(first)} of {item_words(x)} by {says(first, a)}, {item_words(y)} by {says(second, b)}"
        pairs = [group[0].first, *(d.second for d in group)]
        yield _line(text + (f", and {more} more" if more else ""), pairs)


def _sanction_lines(pairs: Iterable[Pair]) -> Iterable[Line]:
    groups: dict[tuple[str, str, Status], list[Pair]] = {}
    for claim, document in pairs:
        if claim.flow is None and claim.status is not Status.DENIED:
            sides = parties(claim.actor, long=True), parties(claim.recipient, long=True)
            groups.setdefault((*sides, claim.status), []).append((claim, document))
    for (who, whom, status), group in groups.items():
        modes = ", ".join(dict.fromkeys(c.mode for c, _ in group if c.mode and c.mode != "discontinue"))
        words = f"{who} → {whom}" + (f" ({modes})" if modes else "") + ("" if status is Status.ACTUAL else f" ({status})")
        yield _line(words, group)


def _event_lines(store: Store, filters: Filters) -> Iterable[Line]:
    """One line an event type: how many claims, and who does it to whom most."""
    found: dict[str, list[Sides]] = {}
    for sides in store.sides(**filters):
        if sides.flow is None and sides.event not in (None, "SANCTION"):
            found.setdefault(str(sides.event), []).append(sides)
    for event, rows in found.items():
        count = sum(r.claims for r in rows)
        named = [r for r in rows if r.actor]
        top = ", ".join(name_of(str(r.actor)) + (f" → {name_of(r.recipient)}" if r.recipient else "") + f" {r.claims:,}" for r in named[:3])
        newest = max(rows, key=lambda r: r.latest or date.min)
        lead = named[0] if named else rows[0]
        words = f"{event} {count:,}" + (f": {top}" if top else "")
        # Ranked by how many there are: documents that hold several pairs would be counted several times.
        yield Line(words, (), (lead.claim,), count, 0, newest.latest)


def _claimed_against(store: Store, filters: Filters, denied: list[Pair]) -> Iterable[Pair]:
    """Claims other than flows that the newest denials may stand against: of the same event, by the same actor."""
    wanted = dict.fromkeys((c.event, a.id) for c, _ in denied if c.flow is None and c.event for a in c.actor)
    for event, actor in list(wanted)[:40]:
        yield from store.listed(**narrowed(filters, event=event, actor=filters.get("actor") or actor))


def write(store: Store, filters: Filters) -> Brief:
    """The brief of the claims that pass ``filters``."""
    flows = list(store.listed(**narrowed(filters, flow=filters.get("flow") or [f.value for f in Flow])))
    by_id = {claim.id: (claim, document) for claim, document in flows}
    entries = routes.lines(p for p in flows if p[0].flow is Flow.TRANSFER)
    asked = Query.of(filters)
    denied = list(store.listed(**narrowed(filters, status="denied"))) if "denied" in (asked.status or ["denied"]) else []
    sanctions = list(store.listed(**narrowed(filters, event="SANCTION"))) if "SANCTION" in (asked.event or ["SANCTION"]) else []
    against = [] if asked.event else list(_claimed_against(store, filters, denied))
    beside = {claim.id: (claim, document) for claim, document in [*flows, *denied, *against]}
    delivered = (e for e in entries if e.stage is Stage.DELIVERED)
    planned = (e for e in entries if e.stage in (Stage.ORDERED, Stage.PLANNED, Stage.POSSIBLE))
    found = [*disputes.denials(beside.values()), *disputes.figures(flows)]
    sections = (
        _section("delivered", "Arms delivered", _transfer_lines(delivered, by_id), "sayso transfers"),
        _section("planned", "Planned, ordered or possible", _transfer_lines(planned, by_id), "sayso transfers"),
        _section("other-flows", "Used, shot down, lost, seized, held back, made", _flow_lines(flows), "sayso claims --flow use"),
        _section("denied", "Denied", _denied_lines(denied), "sayso claims --status denied"),
        _section("disputes", "What does not agree", _dispute_lines(found), "sayso transfers"),
        _section("sanctions", "Sanctions", _sanction_lines(sanctions), "sayso claims --event SANCTION"),
        _section("events", "Other events", _event_lines(store, filters), "sayso claims --event …"),
    )
    scope = store.scope(**filters)
    return Brief(scope.documents, scope.claims, scope.publishers, scope.first, scope.last, tuple(s for s in sections if s.lines))
