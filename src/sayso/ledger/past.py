"""How an event came to be what it is: what was known of it on each day that something was published, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from sayso.ledger import derived as d
from sayso.ledger import grouping
from sayso.ledger.filters import Query
from sayso.ledger.judging import Judging
from sayso.ledger.words import bounds, goods
from sayso.records import Event

_DAYS = 400
"""Days that are looked at one by one; of an event with more, the latest."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one day brought (None: the day is not known): new claims, and what the event said otherwise than before, in words."""

    day: date | None
    what: str
    claims: tuple[str, ...]


class Past(Judging):
    """The part of a ledger that tells how events changed."""

    def history(self, id: str) -> tuple[Step, ...]:
        """Each day on which something about the event was published, with what it changed; then the judgements about it."""
        event = self.event(id)
        days = sorted({m.published for m in event.members if m.published})[-_DAYS:]
        steps: list[Step] = []
        before: Event | None = None
        with self._reading() as connection:
            numbers = set(connection.execute(select(d.grouped.c.claim).where(d.grouped.c.event == event.id)).scalars())
            for day in days:
                moment = grouping.Moment(connection, Query(as_of=day))
                groups = [g for g in moment.groups(moment.closure(numbers)) if g & numbers]
                told = sorted((e for e, _ in moment.told(groups).values()), key=lambda e: (-len(set(e.claims) & set(event.claims)), e.id))
                if told and (step := _step(day, before, told[0], len(told))):
                    steps.append(step)
                    before = told[0]
        undated = tuple(m.id for m in event.members if m.published is None)
        if undated:
            steps.append(Step(None, f"{len(undated)} claims of reports without a date", undated))
        for j in self.judgements(event.id):
            state = "" if j.in_force else " (taken back later)"
            about = f"{j.field} is {j.value}" if j.field else f"judgement {j.undoes}" if j.undoes else j.kind or ""
            steps.append(Step(j.recorded_at.date(), f"{j.who}: {j.verdict} {about}{state}: {j.why}", j.claims))
        return tuple(steps)


def _items(event: Event) -> dict[str, str]:
    return {
        f"{goods(i.class_, i.designation)}{f' ({i.measure})' if i.measure else ''}": bounds(i.low, i.high) or "no number"
        for i in event.items
    }


def _step(day: date, before: Event | None, now: Event, parts: int) -> Step | None:
    known = {(m.id, m.publisher, m.published) for m in before.members} if before else set()
    new = [m for m in now.members if (m.id, m.publisher, m.published) not in known]
    names = {o.key: o.name for o in now.origins}
    publishers = ", ".join(dict.fromkeys(m.publisher or "publisher not known" for m in new))
    told = [f"{len(new)} claim{'s' if len(new) != 1 else ''} ({publishers})"] if new else []
    origins = [o.name for o in now.origins if o.independent and (before is None or o.key not in {x.key for x in before.origins})]
    if origins:
        told.append(f"new origins: {', '.join(origins)}")
    if before is None:
        told += [f"{name}: {number}" for name, number in _items(now).items()] + [f"status {now.status}"]
    else:
        was, new_items = _items(before), _items(now)
        told += [f"{name}: {was.get(name, 'not told')} → {number}" for name, number in new_items.items() if was.get(name) != number]
        if before.status != now.status:
            told.append(f"status {before.status} → {now.status}")
        told += [f"disputed now: {field}" for field in now.disputes if field not in before.disputes]
        told += [f"no longer disputed: {field}" for field in before.disputes if field not in now.disputes]
        told += [f"denied by {names.get(k, k)}" for k in now.denied_by if k not in before.denied_by]
    if before is None or before.credibility != now.credibility:
        told.append(f"credibility {now.credibility}")
    if told and parts > 1:
        told.append(f"still {parts} events then")
    if not told:
        return None
    return Step(day, "; ".join(told), tuple(dict.fromkeys(m.id for m in new)))
