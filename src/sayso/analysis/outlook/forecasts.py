"""Forecasts: questions put to a learned outlook, answered with words, grounds and past events."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from sayso.acts import OURS, Act, Forecast, Ground
from sayso.analysis.outlook.chances import SIGNS, WINDOW, Asked, Chances, Reals, align, apply, fired, targets
from sayso.analysis.outlook.history import Ints
from sayso.analysis.outlook.likelihood import words
from sayso.analysis.outlook.series import PLANNED, Series, window

_AT = {name: i for i, name in enumerate(SIGNS)}
_TOLD = 0.1  # grounds that move the log-odds by less are left out
_EVENTS = 10  # past events a ground names at most


@dataclass(frozen=True, slots=True)
class Question:
    """Will ``actor`` do ``event``, or a ``flow`` (of ``class_``), to ``recipient``? None: any party, or every kind."""

    actor: str | None = None
    recipient: str | None = None
    event: str | None = None
    flow: str | None = None
    class_: str | None = None

    def kind(self) -> str | None:
        if self.flow:
            return f"flow {self.flow}" + (f" {self.class_}" if self.class_ else "")
        return self.event


def ask(
    acts: Iterable[Act],
    question: Question,
    chances: Chances,
    *,
    as_of: date,
    made_at: datetime | None = None,
    dataset: str = OURS,
    both_ways: bool = False,
    limit: int | None = 20,
) -> list[Forecast]:
    """Forecasts that answer ``question``, the likeliest first; acts after ``as_of`` are not looked at.

    A party or kind that is open is answered for all that are live (an act in the last year). ``both_ways``: the question the other way too.
    """
    series = Series(a for a in acts if a.day <= as_of)
    day = series.day_of(as_of) + 1
    asked = _asked(series, question, day, both_ways)
    if not len(asked.kind):
        return []
    probability, baseline, parts = apply(chances, series, asked)
    order = np.lexsort((np.arange(len(probability)), -probability))[:limit]
    made = made_at or datetime.now(UTC)
    teller = _Teller(series, chances, dataset, as_of, made)
    return [teller.forecast(_one(asked, i), float(probability[i]), float(baseline[i]), parts[i]) for i in order]


def _one(asked: Asked, i: int) -> Asked:
    return Asked(asked.actor[i : i + 1], asked.recipient[i : i + 1], asked.kind[i : i + 1], asked.day[i : i + 1])


def _asked(series: Series, question: Question, day: int, both_ways: bool) -> Asked:
    kind = question.kind()
    kinds = targets(series) if kind is None else np.array([n for n in [series.kind_number(kind)] if n is not None], np.int64)
    a, b = _pairs(series, question.actor, question.recipient, day)
    if both_ways:
        a, b = np.concatenate([a, b]), np.concatenate([b, a])
    n = len(kinds)
    return Asked(np.repeat(a, n), np.repeat(b, n), np.tile(kinds, len(a)), np.full(len(a) * n, day, np.int64))


def _pairs(series: Series, actor: str | None, recipient: str | None, day: int) -> tuple[Ints, Ints]:
    if actor and recipient:
        one, other = series.number(actor), series.number(recipient)
        found = [] if one is None or other is None else [(one, other)]
        pairs = np.array(found, np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]
    a, b = series.pairs_before(day, 365)
    keep = np.ones(len(a), bool)
    for name, column in ((actor, a), (recipient, b)):
        if name:
            number = series.number(name)
            keep &= column == (-1 if number is None else number)
    return a[keep], b[keep]


def say_kind(kind: str) -> str:
    """A kind in words: "CONSULT", "transfer of weapon.uav", "AID (planned)"."""
    plain, ending = (kind.removesuffix(PLANNED), " (planned)") if kind.endswith(PLANNED) else (kind, "")
    if not plain.startswith("flow "):
        return plain + ending
    _, flow, *rest = plain.split(" ")
    return flow + (f" of {rest[0]}" if rest else "") + ending


class _Teller:
    """Puts the numbers of one outlook into words."""

    def __init__(self, series: Series, chances: Chances, dataset: str, as_of: date, made_at: datetime) -> None:
        self.series, self.chances, self.dataset, self.as_of, self.made_at = series, chances, dataset, as_of, made_at
        self.rules = align(chances, series)

    def forecast(self, q: Asked, probability: float, baseline: float, parts: Reals) -> Forecast:
        s = self.series
        a, b, kind = s.parties[int(q.actor[0])], s.parties[int(q.recipient[0])], s.kinds[int(q.kind[0])]
        first, last = window(self.as_of, self.chances.window)
        question = f"Will there be {say_kind(kind)}, {a} → {b}, from {first} to {last}?"
        flow = kind.split(" ") if kind.startswith("flow ") else None
        return Forecast(
            id=hashlib.sha256("\x1f".join((question, self.dataset, str(self.as_of))).encode()).hexdigest()[:16],
            made_at=self.made_at,
            as_of=self.as_of,
            dataset=self.dataset,
            question=question,
            actor=a,
            recipient=b,
            event=None if flow else kind,
            flow=flow[1] if flow else None,
            class_=flow[2] if flow and len(flow) > 2 else None,
            window_first=first,
            window_last=last,
            probability=round(probability, 4),
            baseline=round(baseline, 4),
            words=words(probability),
            reasons=tuple(self._grounds(q, baseline, parts)),
        )

    def _grounds(self, q: Asked, baseline: float, parts: Reals) -> list[Ground]:
        """The grounds, the weightiest first, then other rules that fire (weight 0: the strongest stands for them)."""
        rules = self._rules(q, parts)
        found = [g for g in (*self._surroundings(q, parts), *rules[:1]) if abs(g.weight) >= _TOLD]
        found.append(self._recurrency(q, baseline, parts))
        return [*sorted(found, key=lambda g: -abs(g.weight)), *rules[1:4]]

    def _past(self, a: int, b: int, kind: int, days: int) -> tuple[str, ...]:
        day = self.series.day_of(self.as_of)
        return tuple(self.series.events(a, b, kind, day - days + 1, day)[:_EVENTS])

    def _recurrency(self, q: Asked, baseline: float, parts: Reals) -> Ground:
        s = self.series
        a, b, k = int(q.actor[0]), int(q.recipient[0]), int(q.kind[0])
        seen = s.same.before(s.key(q.actor, q.recipient, q.kind), q.day, 365)
        weight = round(float(parts[1:6].sum()), 3)
        name = say_kind(s.kinds[k])
        if not seen.n[0]:
            return Ground(f"no {name}, {s.parties[a]} → {s.parties[b]}, in the last year", weight)
        n, age = int(seen.n[0]), int(seen.age[0])
        told = f"{name}, {s.parties[a]} → {s.parties[b]}, on {n} {'day' if n == 1 else 'days'} of the last year, last {age} days before"
        return Ground(f"{told}; after such a record it recurs in {baseline:.0%} of cases", weight, self._past(a, b, k, 365))

    def _surroundings(self, q: Asked, parts: Reals) -> list[Ground]:
        s = self.series
        a, b, k = int(q.actor[0]), int(q.recipient[0]), int(q.kind[0])
        one, other, name = s.parties[a], s.parties[b], say_kind(s.kinds[k])
        plan = s.kind_number(s.kinds[k] + PLANNED)
        planned = self._past(a, b, plan, 30) if plan is not None else ()
        rate = float(self.rules.rate[k])
        grounds = [
            (f"{name} happens between {rate:.1%} of live pairs in such a window", parts[0] + parts[-1], ()),
            (f"{name} was planned, {one} → {other}, within 30 days", parts[_AT["planned within 30 days"]], planned),
            (f"{name} the other way, {other} → {one}, within 90 days", parts[6:8].sum(), self._past(b, a, k, 90)),
            (f"acts of any kind, {one} → {other}, within 90 days", parts[9:11].sum(), self._any(a, b, 90)),
            (f"acts of any kind, {other} → {one}, within 30 days", parts[11], self._any(b, a, 30)),
            (f"{name} by {one} towards anyone within 90 days", parts[12:14].sum(), ()),
            (f"{name} towards {other} by anyone within 90 days", parts[14:16].sum(), ()),
        ]
        return [Ground(rule, round(float(weight), 3), events) for rule, weight, events in grounds]

    def _any(self, a: int, b: int, days: int) -> tuple[str, ...]:
        found = (e for k, name in enumerate(self.series.kinds) if not name.endswith(PLANNED) for e in self._past(a, b, k, days))
        return tuple(dict.fromkeys(found))[:_EVENTS]

    def _rules(self, q: Asked, parts: Reals) -> list[Ground]:
        """Rules that fire and beat the kind's rate, the most confident first."""
        s, rules = self.series, self.rules
        a, b, k = int(q.actor[0]), int(q.recipient[0]), int(q.kind[0])
        confidence, stands = fired(s, rules, q)
        found = []
        for way, sign in zip(*np.nonzero(stands[0] & (confidence[0] > rules.rate[k])), strict=True):
            one, other = (a, b) if way == 0 else (b, a)
            cases, hits = int(rules.cases[way, sign, k]), int(rules.hits[way, sign, k])
            told = f"after {say_kind(s.kinds[sign])}, {s.parties[one]} → {s.parties[other]}, there was {say_kind(s.kinds[k])}"
            told += f" {'the same way' if way == 0 else 'the other way'} within {self.chances.window} days in {hits} of {cases} cases"
            found.append((float(confidence[0, way, sign]), told, self._past(one, other, int(sign), WINDOW)))
        found.sort(key=lambda f: (-f[0], f[1]))
        weight = round(float(parts[16:18].sum()), 3)
        return [Ground(told, weight if i == 0 else 0.0, events) for i, (_, told, events) in enumerate(found)]
