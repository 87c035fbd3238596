"""The matrix of competing hypotheses: each piece of evidence against each card.

As in Heuer's method the ranking rests on what speaks *against* a card: the weighted sum of I (1) and II (2). What goes well with a card
is shown and not counted, because the same evidence often goes well with its rivals too. No sum is a probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sayso.analysis.narratives.cards import Card, Pattern
from sayso.analysis.narratives.evidence import Evidence, evidence, matches
from sayso.records import Event


class Mark(StrEnum):
    """How a piece of evidence goes with a card."""

    CC = "CC"  # very well: the card strongly expects it
    C = "C"  # well
    N = "N"  # it is about the same thing and speaks neither way
    I = "I"  # noqa: E741 - not well
    II = "II"  # not at all: the card rules it out
    NA = "NA"  # it has nothing to do with the card


VALUE = {Mark.CC: 2, Mark.C: 1, Mark.N: 0, Mark.I: -1, Mark.II: -2, Mark.NA: 0}


@dataclass(frozen=True, slots=True)
class Cell:
    """One mark, the pattern of the card that gave it (None for N and NA), and why in words."""

    card: str
    mark: Mark
    pattern: Pattern | None
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of evidence and its marks, one a card. ``diagnosticity`` is the weight times the distance between the best and the worst mark
    (0 where all cards take it alike: such evidence tells them in no way apart)."""

    evidence: Evidence
    weight: float
    cells: tuple[Cell, ...]
    diagnosticity: float

    def mark(self, card: str) -> Mark:
        return next(c.mark for c in self.cells if c.card == card)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The first report that does not go with a card: the day, the voice, the evidence and its claims."""

    day: date
    voice: str
    evidence: str
    mark: Mark
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A voice that tells the story itself. ``declared``: the card names it as a holder."""

    key: str
    name: str
    kind: str
    since: date | None
    last: date | None
    events: tuple[str, ...]
    claims: tuple[str, ...]
    declared: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a card stands. Cards with equal ``against`` share a ``rank`` (1 = least contradicted).

    ``against``: the weighted sum of what does not go with it; ``with_it``: of what does (shown, not ranked by). ``origins_against``:
    independent origins among the voices against it. ``contradicted``: the first independent contradiction; ``corroborated``: the day from
    which two independent origins spoke against it. ``unseen``: what it expects and the ledger does not have. ``silent``: declared holders
    whom the ledger never heard tell it.
    """

    card: Card
    rank: int
    against: float
    with_it: float
    marks: dict[Mark, int]
    origins_against: tuple[str, ...]
    contradicted: Contradiction | None
    corroborated: date | None
    holders: tuple[Holder, ...]
    silent: tuple[str, ...]
    unseen: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rivals against each other. ``rows``: the most diagnostic first; ``standings``: the least contradicted first."""

    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    standings: tuple[Standing, ...]
    as_of: date | None

    @property
    def order(self) -> tuple[tuple[str, ...], ...]:
        """The ranking as groups of ids, the least contradicted first; equals are in one group."""
        ranks = sorted({s.rank for s in self.standings})
        return tuple(tuple(sorted(s.card.id for s in self.standings if s.rank == r)) for r in ranks)

    def standing(self, card: str) -> Standing:
        return next(s for s in self.standings if s.card.id == card)

    @property
    def holder_keys(self) -> frozenset[str]:
        return frozenset(h for c in self.cards for h in c.holders)


def assess(cards: Sequence[Card], events: Iterable[Event], *, as_of: date | None = None) -> Matrix:
    """The matrix of ``cards`` against ``events`` (as the ledger knew them by ``as_of``). The order of ``events`` makes no difference."""
    cards = tuple(cards)
    holders = frozenset(h for c in cards for h in c.holders)
    pieces = [p for p in evidence(events) if any(matches(s, p) for c in cards for s in c.scope)]
    rows = []
    for piece in pieces:
        cells = tuple(_cell(card, piece) for card in cards)
        values = [VALUE[c.mark] for c in cells]
        weight = piece.weight(holders=holders)
        rows.append(Row(piece, weight, cells, weight * (max(values) - min(values))))
    rows.sort(key=lambda r: (-r.diagnosticity, -r.weight, r.evidence.since or date.max, r.evidence.id))
    against = {c.id: sum(weighed(r, c.id) for r in rows) for c in cards}
    ranks = ranking(against)
    standings = [_standing(c, ranks[c.id], against[c.id], rows, holders) for c in cards]
    return Matrix(cards, tuple(rows), tuple(sorted(standings, key=lambda s: (s.rank, s.card.id))), as_of)


def weighed(row: Row, card: str, weight: float | None = None) -> float:
    """What a row adds to the sum against a card."""
    return max(0, -VALUE[row.mark(card)]) * (row.weight if weight is None else weight)


def ranking(against: dict[str, float]) -> dict[str, int]:
    """Ranks by the sums against the cards; sums that differ by less than a millionth are equal."""
    values = sorted({round(v, 6) for v in against.values()})
    return {card: 1 + sum(round(w, 6) < round(v, 6) for w in against.values()) for card, v in against.items()} if values else {}


def _cell(card: Card, piece: Evidence) -> Cell:
    """The strongest pattern that holds decides; between equals, what is ruled out."""
    found = [
        (2 if p.strength == "strong" else 1, rules_out, p)
        for rules_out, patterns in ((True, card.rules_out), (False, card.expects))
        for p in patterns
        if matches(p, piece)
    ]
    if found:
        strength, rules_out, pattern = max(found, key=lambda f: (f[0], f[1]))
        mark = (Mark.II if strength == 2 else Mark.I) if rules_out else (Mark.CC if strength == 2 else Mark.C)
        return Cell(card.id, mark, pattern, pattern.why or ("the card rules it out" if rules_out else "the card expects it"))
    if any(matches(p, piece) for p in card.scope):
        return Cell(card.id, Mark.N, None, "it is about this, and the card neither expects it nor rules it out")
    return Cell(card.id, Mark.NA, None, "it has no bearing on the card")


def _standing(card: Card, rank: int, against: float, rows: Sequence[Row], holders: frozenset[str]) -> Standing:
    contrary = [r for r in rows if VALUE[r.mark(card.id)] < 0]
    free = sorted(
        (
            (v.since, v.name, v.key, r)
            for r in contrary
            for v in r.evidence.voices
            if v.counts and v.since is not None and v.key not in holders
        ),
        key=lambda f: (f[0], f[3].evidence.id, f[2]),
    )
    first = free[0] if free else None
    second = next((f for f in free if f[2] != free[0][2]), None)
    told = _holders(card, rows)
    return Standing(
        card=card,
        rank=rank,
        against=against,
        with_it=sum(max(0, VALUE[r.mark(card.id)]) * r.weight for r in rows),
        marks={m: sum(r.mark(card.id) is m for r in rows) for m in Mark},
        origins_against=tuple(dict.fromkeys(f[1] for f in free)),
        contradicted=Contradiction(
            first[0],
            first[1],
            first[3].evidence.id,
            first[3].mark(card.id),
            next(v.claims for v in first[3].evidence.voices if v.key == first[2]),
        )
        if first
        else None,
        corroborated=second[0] if second else None,
        holders=told,
        silent=tuple(h for h in card.holders if h not in {t.key for t in told}),
        unseen=tuple(p for p in card.expects if not any(matches(p, r.evidence) for r in rows)),
    )


def _holders(card: Card, rows: Sequence[Row]) -> tuple[Holder, ...]:
    """Who tells the story, from the source chains: the declared holders first, then whoever told it first."""
    found: dict[str, list[tuple[Evidence, int]]] = {}
    for r in rows:
        if any(matches(p, r.evidence) for p in card.says):
            for n, v in enumerate(r.evidence.voices):
                found.setdefault(v.key, []).append((r.evidence, n))
    holders = []
    for key, said in found.items():
        voices = [e.voices[n] for e, n in said]
        days = [v.since for v in voices if v.since]
        holders.append(
            Holder(
                key=key,
                name=voices[0].name,
                kind=voices[0].kind,
                since=min(days, default=None),
                last=max(days, default=None),
                events=tuple(sorted({e.event.id for e, _ in said})),
                claims=tuple(sorted({c for v in voices for c in v.claims})),
                declared=key in card.holders,
            )
        )
    return tuple(sorted(holders, key=lambda h: (not h.declared, h.since or date.max, h.key)))
