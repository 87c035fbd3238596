"""Balances: how many of a class of goods an owner received, made, used, lost … as bounds, and how the bounds were reached.

What holds for every bound:

- Only what is said to have happened counts. What is planned, possible or denied, and figures shared with another owner, are told beside.
- *At least*: figures are added only where days, partners or goods keep them apart (:mod:`sayso.ledger.counting`). A running total and
  the batches within it are never added; the batches after it are.
- *At most*: only a running total can say so, for the goods and partners it speaks of and up to the day it was told. Otherwise open.
- What was shot down was also launched: interceptions stand behind "used" as well, as an alternative to what was said to be launched at
  the same time, never on top of it.
- An event counts once, however many reports and copies tell it; figures that do not agree count with their outermost bounds.

An event without days of its own is placed on the line of days by its first report: ``REPORTED_WITHIN`` days before it, where the words
tell of one batch or of an attack; else at any time before it. Such figures are marked ``assumed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sayso.ledger.balance_words import steps
from sayso.ledger.counting import FOREVER, Counted, most
from sayso.ledger.register import Number, spread
from sayso.records import Event, EventItem, Flow, Status

REPORTED_WITHIN = {Flow.USE: 3, Flow.INTERCEPT: 3, Flow.LOSS: 7, Flow.SEIZE: 14, Flow.TRANSFER: 31, Flow.PRODUCE: 31}
"""Days before its first report in which an event without days of its own is taken to lie."""

_AT_ONCE = {Flow.USE, Flow.INTERCEPT, Flow.LOSS, Flow.SEIZE}
"""Flows whose figures, where the words give no measure, are of one occasion; those of a transfer may be all there ever were."""

EXPENDED = ("weapon.missile", "weapon.ammunition", "weapon.uav.loitering", "weapon.explosive")
"""Classes whose use is also their end. Other drones fly again, and guns fire again."""


class Kind(StrEnum):
    RECEIVED = "received"
    MADE = "made"
    TAKEN = "taken"  # seized by the owner, from others
    GIVEN = "given"
    USED = "used"
    SHOT_DOWN = "shot down"
    LOST = "lost"
    SEIZED = "seized"  # stopped on the way to the owner; never received


_SIDES: dict[Kind, tuple[tuple[Flow, str], ...]] = {
    Kind.RECEIVED: ((Flow.TRANSFER, "recipients"),),
    Kind.MADE: ((Flow.PRODUCE, "actors"),),
    Kind.TAKEN: ((Flow.SEIZE, "actors"),),
    Kind.GIVEN: ((Flow.TRANSFER, "actors"),),
    Kind.USED: ((Flow.USE, "actors"), (Flow.INTERCEPT, "recipients")),
    Kind.SHOT_DOWN: ((Flow.INTERCEPT, "recipients"),),
    Kind.LOST: ((Flow.LOSS, "recipients"),),
    Kind.SEIZED: ((Flow.SEIZE, "recipients"),),
}
"""Which flows stand behind a kind, and on which side of them the owner stands."""


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of one event. ``first``, ``last``: the days it is counted for (None = open); ``assumed``: they come from the day of the
    report. ``counted``: it is one of those that make up the lower bound. ``left_out``: why it cannot count at all."""

    event: str
    flow: Flow
    class_: str
    designation: str | None
    measure: str | None
    low: int | None
    high: int | None
    partners: tuple[str, ...]
    first: date | None
    last: date | None
    assumed: bool
    disputed: bool
    denied_by: tuple[str, ...]
    origins: int
    party: bool  # only parties to the event tell it
    counted: bool = False
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """At least ``low`` and at most ``high`` (None = open); ``low`` is None where no report gives a number.

    ``undisputed``: the lower bound without events that are denied or whose fields are disputed. ``high_told``/``high_until``: the upper
    bound that a running total gave and the day it was told; it is ``high`` as well where nothing can have come after. ``partner`` is None
    for all partners together. ``steps`` say in words how the bounds were reached, ``parts`` which figures there are.
    """

    kind: Kind
    partner: str | None
    low: int | None
    high: int | None
    undisputed: int | None
    high_told: int | None
    high_until: date | None
    steps: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def events(self) -> tuple[str, ...]:
        """The events that speak of it, counted or not."""
        return tuple(dict.fromkeys(p.event for p in self.parts))


@dataclass(frozen=True, slots=True)
class Balance:
    """The bounds of one owner and class, and what they come to: ``came`` (received, made, taken), ``went`` (given, lost, shot down,
    used up), ``change`` the one minus the other. A bound is open where any of its kinds is open or not spoken of at all."""

    owner: str
    class_: str
    since: date | None
    as_of: date | None
    bounds: tuple[Bound, ...]
    came: Number
    went: Number
    change: Number
    rule: str

    def bound(self, kind: Kind, partner: str | None = None) -> Bound | None:
        """The bound of that kind and partner, None where no event speaks of it."""
        return next((b for b in self.bounds if b.kind is kind and b.partner == partner), None)


def balances(
    events: Iterable[Event], owner: str, class_: str = "weapon", *, since: date | None = None, as_of: date | None = None
) -> Balance:
    """The balance of ``owner`` (an actor's id) for ``class_`` and every class below it, from ``since`` to ``as_of``.

    ``events`` are those the ledger knew by ``as_of`` (default: the day of their last report).
    """
    kept = [e for e in events if e.flow and (as_of is None or e.published_first is None or e.published_first <= as_of)]
    until = as_of or max((e.published_last for e in kept if e.published_last), default=None)
    found: list[Bound] = []
    for kind in Kind:
        parts = sorted(_parts(kept, kind, owner, class_, since), key=lambda p: (p.last or date.max, p.event, p.class_, p.designation or ""))
        if not parts:
            continue
        found.append(_bound(kind, None, parts, class_, since, until))
        partners = sorted({p.partners[0] for p in parts if len(p.partners) == 1})
        apart = [_bound(kind, w, [p for p in parts if p.partners == (w,)], class_, since, until) for w in partners]
        # One partner alone says the same again, unless a running total bounds it from above.
        whole = len(partners) == 1 and all(len(p.partners) == 1 for p in parts)
        found += [b for b in apart if not whole or b.high_told is not None]
    found = [_below_used(b, found) for b in found]
    came, went, change, rule = _sums(class_, since, {b.kind: b for b in found if b.partner is None})
    return Balance(owner, class_, since, until, tuple(found), came, went, change, rule)


def _under(class_: str, top: str) -> bool:
    return class_ == top or class_.startswith(top + ".")


def _deniers(part: Part, event: Event, events: Iterable[Event]) -> tuple[str, ...]:
    """Who denies the event itself, or such a thing at all: a later denial of the same flow, parties and goods that names no day."""
    found = {o.key: o.name for o in event.origins if o.key in event.denied_by}
    for other in events:
        if other is event or other.flow is not event.flow or not (other.denied_by and set(event.actors) & set(other.actors)):
            continue
        no = [m for m in other.members if m.status is Status.DENIED]
        bare = not any(f.name == "time" and {m.id for m in no} & set(v.claims) for f in other.fields for v in f.values)
        classes = [i.class_ for i in other.items if {m.id for m in no} & set(i.claims)]
        goods = not classes or any(_under(part.class_, c) or _under(c, part.class_) for c in classes)
        sides = not other.recipients or set(event.recipients) & set(other.recipients)
        later = any(m.published and (part.first is None or m.published >= part.first) for m in no)
        if bare and goods and sides and later:
            found |= {o.key: o.name for o in other.origins if o.key in other.denied_by}
    return tuple(found[k] for k in sorted(found))


def _parts(events: Iterable[Event], kind: Kind, owner: str, class_: str, since: date | None) -> Iterator[Part]:
    events = list(events)
    denying = [e for e in events if e.denied_by]
    for event in events:
        for flow, side in _SIDES[kind]:
            if event.flow is flow and owner in getattr(event, side):
                others = set(event.actors if side == "recipients" else event.recipients)
                # Who stands on both sides shares nothing with the owner: "Iran → Iran + Russia" is a transfer to Russia.
                owners = (set(getattr(event, side)) - others) | {owner}
                within = flow is Flow.TRANSFER and others == {owner}
                for item in event.items:
                    if _under(item.class_, class_):
                        part = _part(event, flow, item, tuple(sorted(owners)), tuple(sorted(others - {owner})), since)
                        part = replace(part, denied_by=_deniers(part, event, denying))
                        yield replace(part, left_out="within the owner itself") if within else part


def _part(event: Event, flow: Flow, item: EventItem, owners: tuple[str, ...], partners: tuple[str, ...], since: date | None) -> Part:
    low, high = spread(event, item, Status.ACTUAL if event.status is Status.ACTUAL else None)
    first, last, assumed = _days(event, flow, item)
    saying = [o for o in event.origins if o.key not in event.denied_by]
    left_out = None
    if event.status is not Status.ACTUAL:
        left_out = event.status.value
    elif len(set(owners)) > 1:
        left_out = "shared by " + " + ".join(sorted(set(owners)))
    elif item.measure in ("rate", "stock"):
        left_out = f"a {item.measure}"
    elif low is None and high is None:
        left_out = "no number"
    elif since and last and last < since:
        left_out = f"before {since}"
    elif since and low and (first is None or first < since) and item.measure != "total":
        left_out = f"may lie before {since}"
    return Part(
        event=event.id,
        flow=flow,
        class_=item.class_,
        designation=item.designation,
        measure=item.measure,
        low=low,
        high=high,
        partners=partners,
        first=first,
        last=last,
        assumed=assumed,
        disputed=any(d != "status" for d in event.disputes),
        denied_by=(),
        origins=event.independent_origins,
        party=bool(saying) and all(o.party for o in saying),
        left_out=left_out,
    )


def _days(event: Event, flow: Flow, item: EventItem) -> tuple[date | None, date | None, bool]:
    """The days a figure is counted for. Nothing that has happened lies after its first report."""
    told = event.published_first
    if "time" in event.disputes:
        return None, told, False  # claims that exclude each other: any day before the first report
    if item.measure == "total":
        return event.first, min((d for d in (event.last, told) if d), default=None), False
    if event.first or event.last:
        last = min((d for d in (event.last, told) if d and (event.first is None or d >= event.first)), default=event.first)
        return event.first, last, False
    if told is None:
        return None, None, True
    once = item.measure == "batch" or flow in _AT_ONCE
    return (told - timedelta(days=REPORTED_WITHIN[flow]) if once else None), told, True


def _family(designation: str) -> str:
    """The family of a model: a "Shahed" may be a Shahed-136, so the two are not kept apart."""
    from sayso.identity.arsenal import arsenal, slug

    weapon = arsenal().by_id.get(slug(designation))
    return slug(weapon.family if weapon else designation)


def _lanes(part: Part, class_: str) -> tuple[tuple[str, ...], ...]:
    """Four ways to keep figures apart: by partner and class, by partner and model, by class, by model and partner.

    A figure whose partner or class is not told may be of any, so its lanes end there. The model only parts figures of one class where the
    class has none below it: a "Mohajer-6" of the class weapon.uav may be among the reconnaissance drones of another report.
    """
    from sayso.identity.arsenal import CLASSES

    goods = tuple(part.class_.removeprefix(class_).strip(".").split(".")) if part.class_ != class_ else ()
    partner = part.partners if len(part.partners) == 1 else ()
    family = (_family(part.designation),) if part.designation else ()
    leaf = not any(c.startswith(part.class_ + ".") for c in CLASSES)
    finest = goods + (family if leaf else ())
    return (
        partner + finest if partner else (),
        partner + family if partner else (),
        finest + partner if leaf and family else finest,
        family + partner if family else (),
    )


def _low(parts: list[Part], class_: str, since: date | None) -> tuple[int, tuple[int, ...]]:
    """The largest sum of figures that are kept apart in any of four ways, and the places of these figures in ``parts``."""
    usable = [
        (n, p) for n, p in enumerate(parts) if not p.left_out and p.low and (since is None or (p.first is not None and p.first >= since))
    ]
    lanes = {n: _lanes(p, class_) for n, p in usable}
    best: tuple[int, tuple[int, ...]] = (0, ())
    for way in range(4):
        figures = [
            Counted(f"{n:06}", p.low or 0, p.first.toordinal() if p.first else 0, p.last.toordinal() if p.last else FOREVER, lanes[n][way])
            for n, p in usable
        ]
        value, chosen = most(figures)
        if value > best[0]:
            best = value, tuple(sorted(map(int, chosen)))
    return best


def _high(parts: list[Part], partner: str | None, class_: str, since: date | None) -> tuple[int | None, date | None, Part | None]:
    """The upper bound of the running total told last, among those that speak of everything asked for; of one day the smallest.

    "A total of 440 drones" may be the total of one attack: for attacks, interceptions, losses and seizures only a total since a day counts.
    """
    found = [
        p
        for p in parts
        if p.measure == "total"
        and not p.left_out
        and p.high is not None
        and p.last is not None
        and p.class_ == class_
        and p.designation is None
        and p.partners == ((partner,) if partner else ())
        and (p.flow not in _AT_ONCE if p.first is None else since is not None and p.first <= since)
    ]
    if not found:
        return None, None, None
    last = max(found, key=lambda p: (p.last or date.min, -(p.high or 0), p.event))
    return last.high, last.last, last


def _bound(kind: Kind, partner: str | None, parts: list[Part], class_: str, since: date | None, until: date | None) -> Bound:
    low, chosen = _low(parts, class_, since)
    calm, _ = _low([p for p in parts if not p.disputed and not p.denied_by], class_, since)
    told, told_on, by = _high(parts, partner, class_, since)
    short = None
    if told is not None and _low([p for p in parts if p.last and told_on and p.last <= told_on], class_, since)[0] > told:
        told, told_on, by, short = None, None, None, by  # other figures come to more: one of them is wrong, or the total is of less
    closed = told is not None and told_on is not None and until is not None and told_on >= until
    usable = any(p.low is not None and not p.left_out for p in parts)
    parts = [replace(p, counted=n in chosen) for n, p in enumerate(parts)]
    return Bound(
        kind=kind,
        partner=partner,
        low=low if usable else None,
        high=told if closed else None,
        undisputed=calm if usable else None,
        high_told=told,
        high_until=told_on,
        steps=tuple(steps(kind.value, parts, low, calm, by, short, closed=closed)),
        parts=tuple(parts),
    )


def _below_used(bound: Bound, found: list[Bound]) -> Bound:
    """No more can be shot down than was launched."""
    if bound.kind is not Kind.SHOT_DOWN:
        return bound
    used = next((b for b in found if b.kind is Kind.USED and b.partner == bound.partner), None)
    if used is None or used.high is None or (bound.high is not None and bound.high <= used.high):
        return bound
    return replace(bound, high=used.high, steps=(*bound.steps, f"at most {used.high:,}: no more than were used"))


_CAME = (Kind.RECEIVED, Kind.MADE, Kind.TAKEN)


def _sums(class_: str, since: date | None, found: dict[Kind, Bound]) -> tuple[Number, Number, Number, str]:
    """What came, what went, and the difference. Lost, shot down and (where use is the end of it) used goods may be the same ones, so of
    these the rule of :func:`_low` finds the least number that went; what was given away went on top."""
    spent = any(_under(class_, c) for c in EXPENDED)
    kinds = (Kind.SHOT_DOWN, Kind.LOST, *((Kind.USED,) if spent else ()))
    gone = {(p.event, p.class_, p.designation, p.measure): p for k in kinds if k in found for p in found[k].parts}
    given = found.get(Kind.GIVEN)
    came = Number(_at_least([found[k].low for k in _CAME if k in found]), _at_most(_CAME, found))
    went_low = _at_least([_low(list(gone.values()), class_, since)[0] or None, given.low if given else None])
    went = Number(went_low, _at_most((Kind.GIVEN, *kinds), found))
    low = came.low - went.high if came.low is not None and went.high is not None else None
    high = came.high - went.low if came.high is not None and went.low is not None else None
    words = "came: received, made or taken; went: given away, shot down, lost" + (", used" if spent else "")
    words += "; of what was used, shot down and lost on the same days only the largest figure counts" if spent else ""
    if not spent and Kind.USED in found:
        words += "; use is not the end of goods of this class as a whole"
    return came, went, Number(low, high), words + "; what there was before is not in it"


def _at_least(lows: Iterable[int | None]) -> int | None:
    told = [n for n in lows if n is not None]
    return sum(told) if told else None


def _at_most(kinds: Iterable[Kind], found: dict[Kind, Bound]) -> int | None:
    """The sum of the upper bounds. A kind of which nobody speaks is open: silence does not mean that there were none."""
    highs = [found[k].high if k in found else None for k in kinds]
    return None if None in highs else sum(n for n in highs if n is not None)
