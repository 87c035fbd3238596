"""What the claims of one event say of each field: values side by side, with who gives them and since when. Nothing is averaged.

Each function gives a :class:`~sayso.records.FieldView`, or None where no claim says anything. A field is disputed where two values
cannot both hold, by a rule that the view states.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.events.features import fold
from sayso.identity.lookup import name_of
from sayso.identity.names import names
from sayso.records import Claim, Document, FieldView, Item, Quantity, Status, Value

Pair = tuple[Claim, Document]

TOTALS_WITHIN = timedelta(days=3)
"""Running totals grow: they are held against each other only where they were published so close together."""


@dataclass(frozen=True, slots=True)
class Said:
    """The claims of one event with the key of each one's origin."""

    pairs: tuple[Pair, ...]  # the earliest first
    origin: Mapping[str, str]

    def value(self, text: str, said: Sequence[Pair], low: int | None = None, high: int | None = None) -> Value:
        days = [d.published for _, d in said if d.published]
        keys = tuple(dict.fromkeys(self.origin[c.id] for c, _ in said))
        return Value(text, tuple(dict.fromkeys(c.id for c, _ in said)), keys, min(days, default=None), low, high)

    def grouped(self, key: Callable[[Claim], Hashable | None], pairs: Iterable[Pair] | None = None) -> dict[Hashable, list[Pair]]:
        out: dict[Hashable, list[Pair]] = {}
        for pair in self.pairs if pairs is None else pairs:
            found = key(pair[0])
            if found is not None:
                out.setdefault(found, []).append(pair)
        return out


def status_view(said: Said) -> FieldView:
    """Who says that it happened, is planned, may happen, or denies it."""
    groups = {status: [p for p in said.pairs if p[0].status is status] for status in Status}
    values = tuple(said.value(status.value, found) for status, found in groups.items() if found)
    denied = bool(groups[Status.DENIED]) and len(values) > 1
    rule = (
        "somebody denies what others say"
        if denied
        else "a plan, and later its coming about, do not exclude each other"
        if len(values) > 1
        else "all say the same"
    )
    return FieldView("status", values, denied, rule)


def parties_view(said: Said, side: str) -> FieldView | None:
    """``side``: "actors" or "recipients". Sets that share nobody exclude each other."""

    def ids(claim: Claim) -> tuple[str, ...] | None:
        found = claim.actor if side == "actors" else claim.recipient
        return tuple(sorted({a.id for a in found})) or None

    groups = said.grouped(ids)
    if not groups:
        return None
    values = tuple(said.value(", ".join(name_of(i) for i in key), found) for key, found in groups.items() if isinstance(key, tuple))
    named = [set(key) | {h for i in key if (h := names().homes.get(i))} for key in groups if isinstance(key, tuple) and _in_particular(key)]
    apart = any(not a & b for n, a in enumerate(named) for b in named[n + 1 :])
    rule = f"two claims name {side} that have nobody in common" if apart else f"the {side} named do not exclude each other"
    return FieldView(side, values, apart, rule)


def _in_particular(ids: tuple[str, ...]) -> bool:
    return all(i in names().display or "-" in i for i in ids)


def exclude(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    """No number lies within both pairs of inclusive bounds (None = open)."""
    return (a[1] is not None and b[0] is not None and a[1] < b[0]) or (b[1] is not None and a[0] is not None and b[1] < a[0])


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as one claim gives it."""

    item: Item
    quantity: Quantity
    pair: Pair

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        return self.quantity.low, self.quantity.high


FigureKey = tuple[str, str | None, str | None]
"""Class, designation, measure."""


def figures(pairs: Iterable[Pair]) -> dict[FigureKey, list[Figure]]:
    """The numbers by goods and measure. A number that does not say what it measures counts as a batch, unless totals are told too."""
    found = [
        Figure(item, q, (claim, document))
        for claim, document in pairs
        for item in claim.items
        if (q := item.quantity) and (q.low is not None or q.high is not None)
    ]
    plain = "batch" if not any(f.quantity.measure == "total" for f in found) else None
    out: dict[FigureKey, list[Figure]] = {}
    for f in found:
        out.setdefault((f.item.class_, f.item.designation, f.quantity.measure or plain), []).append(f)
    return out


def quantity_views(said: Said) -> tuple[FieldView, ...]:
    """One view for each goods and measure; denials give no numbers."""
    views = []
    for (class_, designation, measure), found in figures(p for p in said.pairs if p[0].status is not Status.DENIED).items():
        groups: dict[tuple[int | None, int | None], list[Figure]] = {}
        for f in found:
            groups.setdefault(f.bounds, []).append(f)
        values = tuple(said.value(fs[0].quantity.text, [f.pair for f in fs], *bounds) for bounds, fs in groups.items())
        clash = any(_clash(a, b, measure) for n, a in enumerate(found) for b in found[n + 1 :])
        rule = "no number lies within both bounds, for the same goods and measure" if clash else "a number can lie within all bounds"
        if not clash and any(exclude(a, b) for n, a in enumerate(groups) for b in list(groups)[n + 1 :]):
            rule = "the numbers differ, but are of different days or one voice's two numbers"
        name = " ".join(w for w in ("quantity", class_, designation, measure) if w)
        views.append(FieldView(name, values, clash, rule))
    return tuple(views)


def _clash(a: Figure, b: Figure, measure: str | None) -> bool:
    (one, first), (two, second) = a.pair, b.pair
    if not exclude(a.bounds, b.bounds) or measure == "rate":
        return False
    if first.sha256 == second.sha256 and one.sources == two.sources:
        return False  # one voice that names two numbers speaks of two things
    if {one.status, two.status} == {Status.ACTUAL, Status.PLANNED} or {one.status, two.status} == {Status.ACTUAL, Status.POSSIBLE}:
        return False  # fewer came than were promised: both can be true
    if measure == "total":
        return bool(first.published and second.published) and abs(first.published - second.published) <= TOTALS_WITHIN  # type: ignore[operator]
    return True


def money_view(said: Said) -> FieldView | None:
    """Amounts of money by currency; bounds in whole units."""
    found = [(c.money, (c, d)) for c, d in said.pairs if c.money and c.money.amount is not None and c.status is not Status.DENIED]
    if not found:
        return None
    groups: dict[tuple[str, int, int], list[tuple[str, Pair]]] = {}
    for money, pair in found:
        assert money.amount is not None
        low, high = int(money.low or money.amount), int(money.high or money.amount)
        groups.setdefault((money.currency or "", low, high), []).append((money.text, pair))
    values = tuple(said.value(said_[0][0], [p for _, p in said_], low, high) for (_, low, high), said_ in groups.items())
    keys = list(groups)
    clash = any(a[0] == b[0] and exclude(a[1:], b[1:]) for n, a in enumerate(keys) for b in keys[n + 1 :])
    return FieldView("money", values, clash, "no amount lies within both bounds" if clash else "the amounts can all hold")


def time_view(said: Said) -> FieldView | None:
    """Days of the event in the claims' own words. Stretches that do not meet exclude each other, unless one is of a plan."""
    groups = said.grouped(lambda c: (c.time.first, c.time.last) if c.time and (c.time.first or c.time.last) else None)
    if not groups:
        return None
    values, firm = [], []
    for key, found in groups.items():
        assert isinstance(key, tuple)
        first, last = key
        words = first.isoformat() if first == last and first else f"{first or '…'} – {last or '…'}"
        values.append(said.value(words, found))
        if first and last and any(c.status is Status.ACTUAL for c, _ in found):
            firm.append((first, last))
    apart = any(a[1] < b[0] or b[1] < a[0] for n, a in enumerate(firm) for b in firm[n + 1 :])
    return FieldView("time", tuple(values), apart, "the days have none in common" if apart else "the days can be one time")


def place_view(said: Said) -> FieldView | None:
    """Places as named. Places in two states exclude each other; two places of one state stand side by side."""
    groups: dict[str, list[Pair]] = {}
    texts: dict[str, str] = {}
    states: list[set[str]] = []
    for claim, document in said.pairs:
        own = {p.id for p in claim.place if p.id and len(p.id) == 3 and p.id.isupper()}
        if own and claim.status is Status.ACTUAL:
            states.append(own)
        for p in claim.place:
            texts.setdefault(fold(p.text), p.text)
            groups.setdefault(fold(p.text), []).append((claim, document))
    if not groups:
        return None
    values = tuple(said.value(texts[key], found) for key, found in groups.items())
    apart = any(not a & b for n, a in enumerate(states) for b in states[n + 1 :])
    return FieldView("place", values, apart, "the places lie in different states" if apart else "the places do not exclude each other")


def span_of(said: Said) -> tuple[date | None, date | None]:
    """First and last day of the event: what the best supported times that agree leave together. Times of what happened go before plans."""
    for statuses in ((Status.ACTUAL,), (Status.PLANNED, Status.POSSIBLE)):
        times = [
            ((c.time.first, c.time.last), said.origin[c.id])
            for c, _ in said.pairs
            if c.time and c.status in statuses and (c.time.first or c.time.last)
        ]
        if times:
            break
    else:
        return None, None

    def meets(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
        return (a[1] or date.max) >= (b[0] or date.min) and (b[1] or date.max) >= (a[0] or date.min)

    def support(t: tuple[date | None, date | None]) -> tuple[int, int]:
        agreeing = [(u, o) for u, o in times if meets(t, u)]
        return len({o for _, o in agreeing}), len(agreeing)

    best = max((t for t, _ in times), key=lambda t: (support(t), (t[0] or date.min).toordinal() - (t[1] or date.max).toordinal(), str(t)))
    first, last = best
    for t, _ in sorted(times, key=lambda x: str(x[0])):
        if meets((first, last), t):
            first = max((d for d in (first, t[0]) if d), default=None)
            last = min((d for d in (last, t[1]) if d), default=None)
    return first, last
