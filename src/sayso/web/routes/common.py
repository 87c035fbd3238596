"""What every page asks of its address: the desk, the day it is turned back to, filters, the page of a list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from sayso.errors import SettingError
from sayso.ledger.names import ids_of
from sayso.web import render
from sayso.web.desk import Desk, asked_day
from sayso.web.index import Index, Wanted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to the desk."""

    request: Request
    desk: Desk
    as_of: date | None

    @property
    def index(self) -> Index:
        return self.desk.index(self.as_of)

    def get(self, name: str) -> str | None:
        return self.request.query_params.get(name, "").strip() or None

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(v.strip() for v in self.request.query_params.getlist(name) if v.strip())

    def day(self, name: str) -> date | None:
        return asked_day(self.get(name))

    def number(self, name: str, default: int, low: int = 1, high: int = 10_000_000) -> int:
        words = self.get(name)
        if words is None:
            return default
        if not (words.isascii() and words.isdigit()) or not low <= int(words[:12]) <= high:
            raise SettingError(f"{name} “{words}” is not a number from {low} to {high}", "Change it in the address.")
        return int(words)

    def page(self, template: str, **values: Any) -> HTMLResponse:
        return render.page(self.request, template, as_of=self.as_of, **values)

    def to(self, path: str, **params: Any) -> str:
        return render.address(path, **{"as_of": self.as_of, **params})

    def wanted(self) -> Wanted:
        return wanted(
            actor=self.all("actor"),
            recipient=self.all("recipient"),
            party=self.all("party"),
            flow=self.get("flow"),
            event=self.get("event"),
            status=self.get("status"),
            item=self.get("item"),
            words=self.get("q"),
            since=self.day("since"),
            until=self.day("until"),
            disputed=self.get("disputed") in ("1", "true", "yes", "on"),
            kind=self.get("kind"),
        )


def _ask(request: Request) -> Ask:
    return Ask(request, request.app.state.desk, asked_day(request.query_params.get("as_of")))


Asked = Annotated[Ask, Depends(_ask)]


def ids(words: Iterable[str]) -> tuple[str, ...]:
    """Actors' ids for what an address says: an id, a name, a nationality, a capital."""
    found: list[str] = []
    for word in words:
        known = sorted(ids_of(word))
        found += known or [word, word.upper(), "-".join(word.lower().split())]
    return tuple(dict.fromkeys(found))


def wanted(**given: Any) -> Wanted:
    """Filters with names of actors turned into ids."""
    for side in ("actor", "recipient", "party"):
        given[side] = ids(given.get(side) or ())
    return Wanted(**given)


def found(ask: Callable[[], T]) -> T:
    """What ``ask`` gives; where there is nothing of that name, an answer 404."""
    try:
        return ask()
    except (SettingError, KeyError) as error:
        raise HTTPException(404, str(error)) from error


# ---- files of exactly what is shown

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A CSV file. Cells that a spreadsheet would run as a formula are quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([f"'{c}" if isinstance(c, str) and c.startswith(_FORMULA) else "" if c is None else c for c in row])
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def json_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The same as a JSON array of objects."""
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    headers = {"content-disposition": f'attachment; filename="{name}.json"'}
    return Response(json.dumps(told, ensure_ascii=False, indent=1, default=str), media_type="application/json", headers=headers)


PAGE = 50
"""Lines of a list at once."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list."""

    number: int
    last: int
    total: int

    @classmethod
    def of(cls, total: int, number: int, size: int = PAGE) -> Pages:
        last = max(1, -(-total // size))
        return cls(min(number, last), last, total)

    def cut(self, rows: Sequence[T], size: int = PAGE) -> Sequence[T]:
        return rows[(self.number - 1) * size : self.number * size]


def pairs_of(request: Request, **changed: Any) -> Iterator[tuple[str, str]]:
    """The address's parameters with some of them set anew (None takes one away)."""
    for k, v in request.query_params.multi_items():
        if k not in changed and v:
            yield k, v
    for k, v in changed.items():
        if v is not None:
            yield k, str(v)


def changed(ask: Ask, path: str | None = None, **params: Any) -> str:
    """The page's own address with some parameters set anew."""
    from urllib.parse import urlencode

    pairs = list(pairs_of(ask.request, **params))
    where = path or ask.request.url.path
    return f"{where}?{urlencode(pairs)}" if pairs else where
