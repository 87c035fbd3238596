"""What others coded, and what is expected: imported acts, forecasts, outcomes. Each is kept as it came, never mixed with ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Row

from sayso.acts import Act, Forecast, Ground, Outcome
from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.ledger.chain import Writer
from sayso.ledger.eventful import Eventful
from sayso.ledger.filters import day
from sayso.ledger.reports import Remark
from sayso.records import Status

_ENTRY = 10_000
"""Acts an entry of the chain."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One file of an event table in the ledger. ``fresh``: it was taken in now; the same file (by its hash) is taken in once."""

    number: int
    dataset: str
    name: str
    sha256: str
    acts: int
    skipped: int
    recorded_at: datetime
    fresh: bool
    remarks: tuple[Remark, ...] = ()


class Importing(Eventful):
    """The part of a ledger that keeps what does not come from reports."""

    def add_import(self, dataset: str, name: str, sha256: str, acts: Iterable[Act], skipped: Iterable[Remark] = ()) -> ImportReport:
        """Take the acts of a file in, in one transaction. A file that was taken in before (by its hash) changes nothing."""
        from sayso.ledger.file import program

        with self._writing() as writer:
            c = t.imports.c
            known = writer.connection.execute(select(t.imports).where(c.dataset == dataset, c.sha256 == sha256)).first()
            if known is None:
                number = writer.next(t.imports)
                found = list(acts)
                remarks = list(skipped)  # what was skipped is known when the acts were read
                first = writer.next(t.import_remarks)
                row = {"number": number, "dataset": dataset, "name": name, "sha256": sha256, "acts": len(found)}
                row |= {"skipped": sum(r.skipped for r in remarks), "recorded_at": datetime.now(UTC), "program": program()}
                writer.add(t.imports, row)
                told = [
                    {"number": n, "import": number, "what": r.what, "kind": r.kind, "message": r.message, "skipped": r.skipped}
                    for n, r in enumerate(remarks, first)
                ]
                writer.add(t.import_remarks, told)
                writer.seal()
                self._keep(writer, number, dataset, found)
        return next(i for i in self._imports(fresh=None if known else number) if i.dataset == dataset and i.sha256 == sha256)

    @staticmethod
    def _keep(writer: Writer, number: int, dataset: str, acts: list[Act]) -> None:
        first = writer.next(t.acts)
        for at in range(0, len(acts), _ENTRY):
            rows: list[dict[str, Any]] = []
            for n, act in enumerate(acts[at : at + _ENTRY], first + at):
                if act.dataset != dataset:
                    raise SettingError(f"The act {act.id} is of {act.dataset}, not of {dataset}", "Import each data set by itself.")
                row = {"number": n, "import": number, "id": act.id, "day": act.day, "actor": act.actor, "recipient": act.recipient}
                row |= {"event": act.event, "mode": act.mode, "flow": act.flow, "classes": act.classes, "status": act.status.value}
                rows.append(row | {"weight": act.weight, "dated": act.dated, "joint": act.joint})
            writer.add(t.acts, rows)
            writer.seal()

    def imports(self) -> tuple[ImportReport, ...]:
        """Every file that was taken in, the first one first."""
        return tuple(self._imports())

    def _imports(self, fresh: int | None = None) -> Iterator[ImportReport]:
        with self._reading() as connection:
            remarks: dict[int, list[Remark]] = {}
            for row in connection.execute(select(t.import_remarks).order_by(t.import_remarks.c.number)):
                remarks.setdefault(row._mapping["import"], []).append(Remark(row.what, row.kind, row.message, row.skipped))
            rows = connection.execute(select(t.imports).order_by(t.imports.c.number)).all()
        for r in rows:
            told = (r.number, r.dataset, r.name, r.sha256, r.acts, r.skipped, r.recorded_at)
            yield ImportReport(*told, r.number == fresh, tuple(remarks.get(r.number, ())))

    def acts(
        self,
        *,
        dataset: str | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        first: date | str | None = None,
        last: date | str | None = None,
        as_of: date | str | None = None,
    ) -> Iterator[Act]:
        """Acts by day. ``dataset``: that of an import; None: those of the ledger's own events (as of ``as_of``), and nothing else.
        ``actor``, ``recipient``: ids; ``first``, ``last``: days, both inclusive."""
        low, high = day("first", first), day("last", last)
        if dataset is None:
            found = self.acts_of_events(as_of=as_of) if as_of else self.acts_of_events()
            yield from sorted(
                (a for a in found if _within(a, actor, recipient, low, high)), key=lambda a: (a.day, a.id, a.actor, str(a.recipient))
            )
            return
        with self._reading() as connection:
            numbers = connection.execute(select(t.imports.c.number).where(t.imports.c.dataset == dataset)).scalars().all()
            if not numbers:
                known = connection.execute(select(t.imports.c.dataset).distinct()).scalars().all()
                raise SettingError(f"There is no data set “{dataset}” in {self.path}", f"There are {', '.join(known) or 'none yet'}.")
            query = select(t.acts).where(t.acts.c["import"].in_(numbers))
            for column, wanted in ((t.acts.c.actor, actor), (t.acts.c.recipient, recipient)):
                query = query.where(column == wanted) if wanted is not None else query
            query = query.where(t.acts.c.day >= low) if low else query
            query = query.where(t.acts.c.day <= high) if high else query
            rows = connection.execution_options(yield_per=2000).execute(query.order_by(t.acts.c.day, t.acts.c.number))
            for r in rows:
                told = (r.id, r.day, r.actor, r.recipient, r.event, r.mode, r.flow, r.classes or (), Status(r.status))
                yield Act(*told, r.weight, r.dated, r.joint, dataset)

    # ---- forecasts

    def add_forecasts(self, forecasts: Iterable[Forecast]) -> int:
        """Write forecasts down; gives how many are new. One that was made before (by its id) stays as it was."""
        with self._writing() as writer:
            known = set(writer.connection.execute(select(t.forecasts.c.id)).scalars())
            first, now = writer.next(t.forecasts), datetime.now(UTC)
            fresh = {f.id: f for f in forecasts if f.id not in known}
            rows = [_forecast_row(first + n, f, now) for n, f in enumerate(fresh.values())]
            writer.add(t.forecasts, rows)
            return len(rows)

    def forecasts(self, *, open_only: bool = False) -> tuple[Forecast, ...]:
        """Every forecast, the first one first; ``open_only``: those without an outcome."""
        query = select(t.forecasts).order_by(t.forecasts.c.number)
        if open_only:
            query = query.where(t.forecasts.c.id.not_in(select(t.outcomes.c.forecast)))
        with self._reading() as connection:
            return tuple(_forecast_from(r) for r in connection.execute(query))

    def add_outcomes(self, outcomes: Iterable[Outcome]) -> int:
        """Write outcomes down; gives how many are new. A forecast has one outcome: the first that was written."""
        with self._writing() as writer:
            known = set(writer.connection.execute(select(t.outcomes.c.forecast)).scalars())
            made = set(writer.connection.execute(select(t.forecasts.c.id)).scalars())
            fresh = {o.forecast: o for o in outcomes if o.forecast not in known}
            if strange := sorted(fresh.keys() - made):
                raise SettingError(f"There is no forecast {strange[0]} in {self.path}", "Write the forecast down first.")
            first = writer.next(t.outcomes)
            rows = [
                {"number": n, "forecast": o.forecast, "scored_at": o.scored_at, "happened": o.happened, "events": o.events}
                for n, o in enumerate(fresh.values(), first)
            ]
            writer.add(t.outcomes, rows)
            return len(rows)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Every outcome, the first one first."""
        with self._reading() as connection:
            rows = connection.execute(select(t.outcomes).order_by(t.outcomes.c.number))
            return tuple(Outcome(r.forecast, r.scored_at, r.happened, r.events or ()) for r in rows)

    def count_acts(self, dataset: str) -> int:
        """How many acts of a data set there are."""
        with self._reading() as connection:
            query = select(func.count()).select_from(t.acts).join(t.imports, t.imports.c.number == t.acts.c["import"])
            return int(connection.execute(query.where(t.imports.c.dataset == dataset)).scalar_one())


def _within(act: Act, actor: str | None, recipient: str | None, first: date | None, last: date | None) -> bool:
    sides = actor in (None, act.actor) and recipient in (None, act.recipient)
    return sides and (first is None or act.day >= first) and (last is None or act.day <= last)


def _forecast_row(number: int, f: Forecast, now: datetime) -> dict[str, Any]:
    names = ("id", "made_at", "as_of", "dataset", "question", "actor", "recipient", "event", "flow", "window_first", "window_last")
    reasons = json.dumps([[g.rule, g.weight, list(g.events)] for g in f.reasons], ensure_ascii=False)
    row = {"number": number, **{name: getattr(f, name) for name in names}, "class": f.class_, "recorded_at": now}
    return row | {"probability": f.probability, "baseline": f.baseline, "words": f.words, "reasons": reasons}


def _forecast_from(r: Row[Any]) -> Forecast:
    grounds = tuple(Ground(rule, weight, tuple(events)) for rule, weight, events in json.loads(r.reasons))
    told = (r.id, r.made_at, r.as_of, r.dataset, r.question, r.actor, r.recipient, r.event, r.flow, r._mapping["class"])
    return Forecast(*told, r.window_first, r.window_last, r.probability, r.baseline, r.words, grounds)
