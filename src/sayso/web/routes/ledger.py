"""The ledger: flows as a register with bounds drawn as bars; balances of an owner as bars in and out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from sayso.ledger.words import GOODS
from sayso.web.bars import largest
from sayso.web.index import STATUSES
from sayso.web.lines import COLUMNS, SORTS, Line, cells, lines
from sayso.web.phrases import FLOW_WORDS
from sayso.web.routes.common import PAGE, Ask, Asked, Pages, changed, csv_file, ids, json_file

router = APIRouter(include_in_schema=False)


def listed(ask: Ask) -> list[Line]:
    """The lines that pass the filters of the address, sorted as it says (default: the latest reports first)."""
    found = lines(ask.index, ask.wanted())
    sort = ask.get("sort") or ""
    if key := SORTS.get(sort.lstrip("-")):
        found.sort(key=key, reverse=not sort.startswith("-"))
    return found


@router.get("/ledger")
def ledger(ask: Asked) -> HTMLResponse:
    found = listed(ask)
    pages = Pages.of(len(found), ask.number("page", 1))
    shown = pages.cut(found)
    return ask.page(
        "ledger.html",
        title="Ledger",
        lines=shown,
        most=largest((x.low, x.high) for x in shown),
        pages=pages,
        size=PAGE,
        flows=FLOW_WORDS,
        types={},
        statuses=STATUSES,
        asked=ask,
        owners=ask.index.owners[:300],
        classes=GOODS,
        any_flows=bool(ask.index.flows),
        changed=lambda **p: changed(ask, **p),
        files={kind: changed(ask, f"/ledger.{kind}", page=None) for kind in ("csv", "json")},
    )


@router.get("/ledger.csv")
def ledger_csv(ask: Asked) -> Response:
    return csv_file("ledger", COLUMNS, (cells(x) for x in listed(ask)))


@router.get("/ledger.json")
def ledger_json(ask: Asked) -> Response:
    return json_file("ledger", COLUMNS, (cells(x) for x in listed(ask)))


OUT = frozenset({"given", "used", "shot down", "lost", "seized"})


def balance_of(ask: Ask, owner: str, class_: str) -> Any:
    """The balance of an owner for a class of goods and all below it."""
    from sayso.ledger.balances import balances

    index, since = ask.index, ask.day("since")
    own = [r.event for r in index.by_party.get(owner, ()) if r.event.flow is not None]
    return index.kept(("balance", owner, class_, since), lambda: balances(own, owner, class_, since=since, as_of=ask.as_of))


@router.get("/balances")
def balances(ask: Asked) -> HTMLResponse:
    owners = ask.index.owners[:300]
    named = ids([ask.get("owner") or ""]) if ask.get("owner") else owners[:1]
    owner = next((o for o in named if o in ask.index.owners), named[0] if named else None)
    class_ = ask.get("class") or "weapon"
    balance = balance_of(ask, owner, class_) if owner else None
    bounds_ = [b for b in balance.bounds if b.partner is None] if balance else []
    return ask.page(
        "balances.html",
        title="Balances",
        owner=owner,
        owners=owners,
        class_=class_,
        classes=GOODS,
        balance=balance,
        bounds_=[b for b in bounds_ if b.parts],
        partners={b.kind: [x for x in balance.bounds if x.partner and x.kind == b.kind and x.parts] for b in bounds_} if balance else {},
        out=OUT,
        most=largest((b.low, b.high) for b in bounds_),
        asked=ask,
    )
