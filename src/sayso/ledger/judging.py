"""Judging: what a person decides about claims and events, and taking it back. A judgement outranks the machine until it is taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Row

from sayso.errors import SettingError
from sayso.ledger import corrections, judged, writing
from sayso.ledger import derived as d
from sayso.ledger import tables as t
from sayso.ledger.chain import Writer
from sayso.ledger.eventful import Eventful
from sayso.ledger.linking import mark_dirty
from sayso.ledger.rows import claims_from
from sayso.ledger.sight import chunks
from sayso.records import Claim

VERDICTS = ("accept", "reject", "correct", "merge", "split", "unsure")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement as recorded. ``kind``: claim or event; ``target``: its id then; ``claims``: the ids of the claims it spoke of.

    ``undoes``: the judgement that it takes back. ``in_force``: nothing took it back. ``found``: how many of its claims the newest readings
    still hold; a judgement of which none is left changes nothing."""

    number: int
    recorded_at: datetime
    who: str
    why: str
    verdict: str
    kind: str | None
    target: str | None
    into: str | None
    field: str | None
    value: str | None
    undoes: int | None
    in_force: bool
    claims: tuple[str, ...] = ()
    found: int = 0


@dataclass(frozen=True, slots=True)
class _Target:
    kind: str
    id: str
    numbers: tuple[int, ...]


def reapply(writer: Writer, sha256: str) -> None:
    """A text was read again: let the judgements about it meet its new claims."""
    connection = writer.connection
    if connection.execute(select(t.anchors.c.claim).where(t.anchors.c.sha256 == sha256).limit(1)).first() is None:
        return
    found = judged.standing(connection)
    again = {a.now for own in found.anchors.values() for a in own if a.sha256 == sha256 and a.now is not None}
    _amend(writer, [n for n in found.corrections if n in again and n not in found.shown], found)
    mark_dirty(connection, judged.refresh(connection))


def _amend(writer: Writer, originals: Collection[int], found: judged.Standing) -> None:
    """Write the corrected claims down, each from all corrections of it that are in force."""
    for original in sorted(originals):
        rows = found.corrections[original]
        claim = claims_from(writer.connection, [original])[0]
        for row in rows:
            try:
                claim = corrections.corrected(claim, row.field, row.value, number=row.number, who=row.who, why=row.why)
            except SettingError:
                continue  # a newer reading of the text has no item of that number: the rest still holds
        c = t.claims.c
        reading = writer.connection.execute(select(c.reading).where(c.number == original)).scalar_one()
        position = writer.connection.execute(select(func.max(c.position)).where(c.reading == reading)).scalar_one() + 1
        number = writer.next(t.claims)
        words = select(t.texts.c.text).join(t.readings, t.readings.c.sha256 == t.texts.c.sha256).where(t.readings.c.number == reading)
        writing.add_claims(writer, [(number, reading, position, claim)], writer.connection.execute(words).scalar_one())
        writer.add(t.amendments, {"claim": number, "original": original, "judgement": rows[-1].number})


class Judging(Eventful):
    """The part of a ledger that takes judgements."""

    def judge(
        self,
        target: str,
        verdict: str,
        *,
        who: str,
        why: str,
        field: str | None = None,
        value: str | Sequence[str] | None = None,
        into: str | None = None,
    ) -> Judgement:
        """Write a judgement down. ``target`` is the id of a claim or an event, or its beginning.

        accept, reject, unsure: the claim, or all claims of the event. correct: ``field`` is ``value`` (see
        :data:`sayso.ledger.corrections.FIELDS`). merge: the event (or claim) ``target`` belongs to the event ``into`` (its id, or that of
        one of its claims). split: the claims in ``value`` (ids) do not belong to the event ``target``; of a claim, it does not belong to
        its event.
        """
        if verdict not in VERDICTS:
            raise SettingError(f"There is no verdict “{verdict}”", f"There are {', '.join(VERDICTS)}.")
        who, why = who.strip(), why.strip()
        if not who or not why:
            raise SettingError("A judgement needs somebody and a reason", "Give who and why.")
        self._linked()
        with self._writing() as writer:
            connection = writer.connection
            found = self._target(connection, target)
            others: tuple[int, ...] = ()
            words: str | None = None
            other_id: str | None = None
            if verdict == "correct":
                if not field or value is None or not isinstance(value, str):
                    raise SettingError("A correction needs a field and its value", f"Fields: {', '.join(corrections.FIELDS)}.")
                words = value
                self._try(connection, found.numbers, field, value)
            elif verdict == "merge":
                if not into:
                    raise SettingError("A merge needs the other event", "Give it as into.")
                other = self._target(connection, into)
                others, other_id = self._event_rows(connection, other), other.id
                if set(others) & set(found.numbers):
                    raise SettingError(f"{found.id} and {other.id} are one event already", "Name two events.")
            elif verdict == "split":
                found, others, words = self._split(connection, found, value)
            number = writer.next(t.judgements)
            row = {"number": number, "recorded_at": datetime.now(UTC), "who": who, "why": why, "verdict": verdict}
            row |= {"kind": found.kind, "target": found.id, "into": other_id, "field": field if verdict == "correct" else None}
            writer.add(t.judgements, row | {"value": words, "undoes": None})
            for side, numbers in (("target", found.numbers), ("other", others)):
                self._anchor(writer, number, side, numbers)
            self._take_effect(writer, number)
        return self._judgement(number)

    def undo(self, number: int, *, who: str, why: str) -> Judgement:
        """Take a judgement back (or take back that it was taken back). Nothing is removed: this is a judgement of its own."""
        who, why = who.strip(), why.strip()
        if not who or not why:
            raise SettingError("Taking a judgement back needs somebody and a reason", "Give who and why.")
        known = {j.number: j for j in self.judgements()}
        if number not in known:
            raise SettingError(f"There is no judgement {number} in {self.path}", "`sayso judgements` lists them.")
        if not known[number].in_force:
            raise SettingError(f"Judgement {number} was taken back before", "`sayso judgements` shows by which one; take that one back.")
        with self._writing() as writer:
            own = writer.next(t.judgements)
            row = {"number": own, "recorded_at": datetime.now(UTC), "who": who, "why": why, "verdict": "undo", "undoes": number}
            writer.add(t.judgements, row)
            self._take_effect(writer, number)
        return self._judgement(own)

    def judgements(self, target: str | None = None) -> tuple[Judgement, ...]:
        """Every judgement, the first one first; ``target``: those that speak of this claim or event."""
        with self._reading() as connection:
            own: set[str] | None = None
            if target is not None:
                numbers = self._target(connection, target).numbers
                own = set()
                for some in chunks(numbers):
                    own.update(connection.execute(select(t.claims.c.id).where(t.claims.c.number.in_(some))).scalars())
            standing = judged.standing(connection)
            force = {row.number for row in standing.judgements}
            undone = self._undone(connection)
            spoken: dict[int, list[str]] = {}
            for judgement, claim in connection.execute(select(t.anchors.c.judgement, t.anchors.c.claim)):
                spoken.setdefault(judgement, []).append(claim)
            found = []
            for row in connection.execute(select(t.judgements).order_by(t.judgements.c.number)):
                claims = tuple(spoken.get(row.number, ()))
                now = {a.now for a in standing.anchors.get(row.number, ()) if a.now is not None}
                if own is None or own & set(claims) or (row.undoes is not None and own & set(spoken.get(row.undoes, ()))):
                    in_force = row.number in force or (row.undoes is not None and row.number not in undone)
                    found.append(_made(row, in_force, claims, len(now)))
        return tuple(found)

    # ---- inside

    def _judgement(self, number: int) -> Judgement:
        return next(j for j in self.judgements() if j.number == number)

    @staticmethod
    def _undone(connection: Connection) -> set[int]:
        undone: set[int] = set()
        query = select(t.judgements.c.number, t.judgements.c.undoes).order_by(t.judgements.c.number.desc())
        for number, undoes in connection.execute(query):
            if undoes is not None and number not in undone:
                undone.add(undoes)
        return undone

    def _target(self, connection: Connection, id: str) -> _Target:
        """The claim or event that is meant: an exact id before a beginning, "claim:…" and "event:…" where both begin so."""
        kind, _, rest = id.strip().rpartition(":")
        prefix = rest.rstrip("….")
        if not prefix or kind not in ("", "claim", "event"):
            raise SettingError(f"“{id}” is no id", "Give the id of a claim or of an event.")
        claims: dict[str, int] = {}
        events: set[str] = set()
        if kind != "event":
            rows = connection.execute(
                select(t.claims.c.id, t.claims.c.number)
                .join(t.readings, t.readings.c.number == t.claims.c.reading)
                .where(t.claims.c.id.startswith(prefix, autoescape=True), t.claims.c.reading.not_in(select(d.superseded.c.reading)))
                .where(t.claims.c.number.not_in(select(t.amendments.c.claim)))
                .order_by(t.claims.c.number)
                .limit(50)
            )
            claims = dict(rows.all())
        if kind != "claim":
            for column in (d.grouped.c.event, d.grouped.c.own):
                if not events:
                    query = select(d.grouped.c.event).where(column.startswith(prefix, autoescape=True)).distinct().limit(6)
                    events = set(connection.execute(query).scalars())
        if prefix in claims:
            claims, events = {prefix: claims[prefix]}, set()
        elif prefix in events:
            claims, events = {}, {prefix}
        if not claims and not events:
            raise SettingError(f"There is no claim or event “{id}” in {self.path}", "`sayso claims` and `sayso events` list them.")
        if len(claims) + len(events) > 1:
            listed = [f"claim:{c}" for c in sorted(claims)] + [f"event:{e}" for e in sorted(events)]
            raise SettingError(f"“{id}” may be {', '.join(listed[:5])}", "Give more of the id, or say claim: or event: in front.")
        if claims:
            ((found, number),) = claims.items()
            return _Target("claim", found, (number,))
        event = events.pop()
        return _Target("event", event, self._machine_rows(connection, event))

    @staticmethod
    def _machine_rows(connection: Connection, event: str) -> tuple[int, ...]:
        """The claims of an event, each as the machine read it."""
        numbers = connection.execute(select(d.grouped.c.claim).where(d.grouped.c.event == event)).scalars().all()
        original = dict(connection.execute(select(t.amendments.c.claim, t.amendments.c.original)).all())
        return tuple(sorted({original.get(n, n) for n in numbers}))

    def _event_rows(self, connection: Connection, found: _Target) -> tuple[int, ...]:
        """The claims of the event that is meant, also where one of its claims was named."""
        if found.kind == "event":
            return found.numbers
        shown = judged.standing(connection).shown.get(found.numbers[0], found.numbers[0])
        event = connection.execute(select(d.grouped.c.event).where(d.grouped.c.claim == shown)).scalar()
        return self._machine_rows(connection, event) if event else found.numbers

    def _split(self, connection: Connection, found: _Target, value: str | Sequence[str] | None) -> tuple[_Target, tuple[int, ...], str]:
        """(what is set apart, what it is set apart from, in words)"""
        if found.kind == "claim":
            apart, rest = found, self._event_rows(connection, found)
        else:
            ids = value.replace(",", " ").split() if isinstance(value, str) else list(value or ())
            parts = [self._target(connection, f"claim:{i.removeprefix('claim:')}") for i in ids]
            own = tuple(sorted({n for p in parts for n in p.numbers}))
            if not own or not set(own) < set(found.numbers):
                raise SettingError("A split needs some of the event's claims", f"`sayso why {found.id[:8]}` lists them; name those apart.")
            apart, rest = _Target("event", found.id, own), found.numbers
        others = tuple(n for n in rest if n not in apart.numbers)
        if not others:
            raise SettingError(f"The claim {found.id} is alone in its event", "There is nothing to split.")
        told = connection.execute(select(t.claims.c.id).where(t.claims.c.number.in_(apart.numbers)).order_by(t.claims.c.number)).scalars()
        return apart, others, " ".join(told)

    @staticmethod
    def _try(connection: Connection, numbers: Sequence[int], field: str, value: str) -> None:
        """Raise where the correction is not understood."""
        found = judged.standing(connection)
        for claim in _as_corrected(connection, numbers, found):
            corrections.corrected(claim, field, value, number=0, who="-", why="-")

    @staticmethod
    def _anchor(writer: Writer, judgement: int, side: str, numbers: Sequence[int]) -> None:
        rows: list[Row[Any]] = []
        for some in chunks(numbers):
            query = select(t.claims, t.readings.c.sha256).join(t.readings, t.readings.c.number == t.claims.c.reading)
            rows += writer.connection.execute(query.where(t.claims.c.number.in_(some)).order_by(t.claims.c.number)).all()
        writer.add(
            t.anchors,
            [
                {
                    "judgement": judgement,
                    "side": side,
                    "position": n,
                    "claim": r.id,
                    "sha256": r.sha256,
                    "start_char": r.trigger_start,
                    "end_char": r.trigger_end,
                    "event": r.event,
                    "flow": r.flow,
                }
                for n, r in enumerate(rows)
            ],
        )

    @staticmethod
    def _take_effect(writer: Writer, number: int) -> None:
        """Let a judgement that was made or taken back come to bear."""
        connection = writer.connection
        verdict = connection.execute(select(t.judgements.c.verdict).where(t.judgements.c.number == number)).scalar_one()
        found = judged.standing(connection)
        chain = {number}
        while verdict == "undo":  # what is taken back may itself be the taking back of something
            number = connection.execute(select(t.judgements.c.undoes).where(t.judgements.c.number == number)).scalar_one()
            verdict = connection.execute(select(t.judgements.c.verdict).where(t.judgements.c.number == number)).scalar_one()
            chain.add(number)
        numbers: list[int] = []
        for own in judged.anchors_of(connection, chain, None).values():
            numbers += [a.now for a in own if a.now is not None]
        if verdict == "correct":
            _amend(writer, [n for n in set(numbers) if n in found.corrections], found)
        mark_dirty(connection, {*numbers, *(found.shown[n] for n in numbers if n in found.shown), *judged.refresh(connection)})


def _as_corrected(connection: Connection, numbers: Sequence[int], found: judged.Standing) -> list[Claim]:
    return claims_from(connection, [found.shown.get(n, n) for n in numbers], reasons=False)


def _made(row: Row[Any], in_force: bool, claims: tuple[str, ...], now: int) -> Judgement:
    return Judgement(
        number=row.number,
        recorded_at=row.recorded_at,
        who=row.who,
        why=row.why,
        verdict=row.verdict,
        kind=row.kind,
        target=row.target,
        into=row.into,
        field=row.field,
        value=row.value,
        undoes=row.undoes,
        in_force=in_force,
        claims=claims,
        found=now,
    )
