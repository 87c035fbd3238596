"""The JSON API: the pages' answers for programs, described by OpenAPI at ``/api/openapi.json``.

Records are those of :mod:`sayso.records`. Every question takes ``as_of``; lists take ``limit`` and ``offset`` and tell ``total``.
"""

from __future__ import annotations

from dataclasses import asdict, is_dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from sayso.ledger.review import Question
from sayso.records import Claim, Document, Event, Status
from sayso.web import queries, search
from sayso.web.desk import Desk
from sayso.web.index import Index
from sayso.web.lines import COLUMNS, cells, lines
from sayso.web.network import drawing
from sayso.web.routes.common import found, wanted


class Problem(BaseModel):
    """What went wrong, in one sentence."""

    detail: str


class Problems(BaseModel):
    """Which values were not understood."""

    detail: list[dict[str, Any]]


_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "Not understood, or a host that is not this machine"},
    404: {"model": Problem, "description": "There is no such thing"},
    413: {"model": Problem, "description": "Too large"},
    422: {"model": Problems, "description": "A value that is not allowed"},
    503: {"model": Problem, "description": "The ledger cannot be used"},
}
_WRITES = {**_ERRORS, 403: {"model": Problem, "description": "Not from a page of the desk, and without its address as Origin"}}

router = APIRouter(prefix="/api", responses=_ERRORS)

AsOf = Annotated[date | None, Query(description="Only what was published by that day")]
Limit = Annotated[int, Query(ge=1, le=1000)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Words = Annotated[str | None, Query(max_length=200)]
Several = Annotated[list[str] | None, Query(max_length=20)]
Id = Annotated[str, Path(min_length=1, max_length=200)]
Since = Annotated[date | None, Query(description="On that day or later")]
Until = Annotated[date | None, Query(description="On that day or earlier")]
StatusOf = Annotated[Status | None, Query(description="How the reports present it")]
Flows = Literal["any", "transfer", "produce", "use", "intercept", "loss", "seize", "withhold"]


class Events(BaseModel):
    total: int
    events: list[dict[str, Any]] = Field(description="Records of sayso.records.Event")


class Lines(BaseModel):
    total: int
    lines: list[dict[str, Any]]


class Network(BaseModel):
    months: list[str]
    edges: list[dict[str, Any]]
    left_out: int


class Documents(BaseModel):
    total: int
    documents: list[dict[str, Any]]


class Read(BaseModel):
    document: dict[str, Any]
    claims: list[dict[str, Any]]


class Verdict(BaseModel):
    """A judgement to record. ``value`` of a split: the ids of claims, with spaces between them."""

    target: str = Field(min_length=1, max_length=200)
    verdict: Literal["accept", "reject", "correct", "merge", "split", "unsure"]
    why: str = Field(min_length=1, max_length=2000)
    who: str | None = Field(None, max_length=200)
    field: str | None = Field(None, max_length=100)
    value: str | None = Field(None, max_length=2000)
    into: str | None = Field(None, max_length=200)


class Undo(BaseModel):
    why: str = Field(min_length=1, max_length=2000)
    who: str | None = Field(None, max_length=200)


def _plain(record: Event | Claim | Document | Any) -> dict[str, Any]:
    assert is_dataclass(record) and not isinstance(record, type)
    told: dict[str, Any] = jsonable_encoder(asdict(record))
    return told


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _index(request: Request, as_of: date | None) -> Index:
    return _desk(request).index(as_of)


@router.get("/events", response_model=Events)
def events(
    request: Request,
    actor: Several = None,
    recipient: Several = None,
    party: Several = None,
    flow: Flows | None = None,
    event: Words = None,
    status: StatusOf = None,
    item: Words = None,
    q: Words = None,
    since: Since = None,
    until: Until = None,
    disputed: bool = False,
    as_of: AsOf = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    """Events, the latest reports first. ``q``: words of the headline; ``item``: a class and all below it, or words."""
    asked = wanted(
        actor=actor, recipient=recipient, party=party, flow=flow, event=event, status=status.value if status else None, item=item
    )
    rows = _index(request, as_of).select(replace(asked, words=q, since=since, until=until, disputed=disputed))
    return {"total": len(rows), "events": [_plain(r.event) for r in rows[offset : offset + limit]]}


@router.get("/events/{id}", response_model=dict[str, Any])
def event(request: Request, id: Id, as_of: AsOf = None) -> Any:
    """One event by its id, an id it had earlier, or the id of one of its claims; a beginning will do."""
    return _plain(found(lambda: _desk(request).event(id, as_of)))


@router.get("/claims/{id}", response_model=dict[str, Any])
def claim(request: Request, id: Id) -> Any:
    """One claim with the reasons of every field, its document (without the text) and the event it belongs to."""
    desk = _desk(request)
    known = found(lambda: desk.store.provenance(id))
    own = desk.claim_event(known.claim.id)
    document = {k: v for k, v in _plain(known.document).items() if k != "text"}
    return {"claim": _plain(known.claim), "document": document, "event": own.id if own else None, "superseded": known.superseded}


@router.get("/documents", response_model=Documents)
def documents(request: Request, q: Words = None, as_of: AsOf = None, limit: Limit = 100, offset: Offset = 0) -> Any:
    """Texts, the latest publication first."""
    store = _desk(request).store
    rows = queries.documents(store, words=q, as_of=as_of, offset=offset, limit=limit)
    return {"total": queries.count_documents(store, words=q), "documents": [_plain(r) for r in rows]}


@router.get("/documents/{id}", response_model=Read)
def document(request: Request, id: Id) -> Any:
    """One stored text with its claims; offsets are in its characters."""
    store = _desk(request).store
    known = found(lambda: store.document(id))
    return {"document": _plain(known), "claims": [_plain(c) for c in queries.claims_of(store, known)]}


@router.get("/ledger", response_model=Lines)
def ledger(
    request: Request,
    actor: Several = None,
    recipient: Several = None,
    party: Several = None,
    flow: Flows | None = None,
    status: StatusOf = None,
    item: Words = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    """The register: one line an event and kind of goods, with bounds."""
    asked = wanted(
        actor=actor,
        recipient=recipient,
        party=party,
        flow=flow,
        status=status.value if status else None,
        item=item,
        since=since,
        until=until,
    )
    rows = lines(_index(request, as_of), asked)
    return {"total": len(rows), "lines": [dict(zip(COLUMNS, cells(x), strict=True)) for x in rows[offset : offset + limit]]}


@router.get("/balances/{owner}", response_model=dict[str, Any])
def balance(
    request: Request, owner: Id, class_: Annotated[str, Query(alias="class", max_length=100)] = "weapon", as_of: AsOf = None
) -> Any:
    """What came to an owner and what went, of a class of goods, as bounds with the figures behind them."""
    from sayso.ledger.balances import balances

    return _plain(
        balances((r.event for r in _index(request, as_of).by_party.get(owner, ()) if r.event.flow is not None), owner, class_, as_of=as_of)
    )


@router.get("/network", response_model=Network)
def network(request: Request, party: Several = None, item: Words = None, as_of: AsOf = None) -> Any:
    """Edges between actors: kind, sign, weight (independent origins), events, disputed ones, weight by month; the heaviest first."""
    made = drawing(_index(request, as_of).select(wanted(party=party, item=item)), most=2000, placed=False)
    edges = [{**_plain(e), "sign": e.sign} for e in made["edges"]]
    return {"months": made["months"], "edges": edges, "left_out": made["left_out"]}


@router.get("/search", response_model=list[dict[str, Any]])
def find(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    kind: Annotated[Literal["event", "claim", "document"] | None, Query()] = None,
    as_of: AsOf = None,
) -> Any:
    """Events, claims and texts that hold the words, the best first."""
    return [jsonable_encoder(asdict(h)) for h in search.look(_desk(request), q, kind, as_of)]


@router.get("/review", response_model=list[dict[str, Any]])
def review(request: Request) -> Any:
    """What a person is asked, the most doubtful first."""
    questions: tuple[Question, ...] = _desk(request).review()
    return [_plain(q) for q in questions]


@router.get("/runs", response_model=list[dict[str, Any]])
def runs(request: Request) -> Any:
    """What was read when, what was skipped and why."""
    return [_plain(r) for r in _desk(request).store.runs()]


@router.get("/judgements", response_model=list[dict[str, Any]])
def judgements(request: Request, target: Words = None) -> Any:
    """Every judgement, or those on one claim or event."""
    return [_plain(j) for j in found(lambda: _desk(request).store.judgements(target or None))]


@router.post("/judgements", response_model=dict[str, Any], status_code=201, responses=_WRITES)
def judge(request: Request, given: Verdict) -> JSONResponse:
    """Record a judgement. It outranks the machine until it is taken back."""
    desk = _desk(request)
    desk.check_writable()
    with desk.writing:
        made = desk.store.judge(
            given.target,
            given.verdict,
            who=given.who or desk.who,
            why=given.why,
            field=given.field,
            value=(given.value or "").split() if given.verdict == "split" else given.value,
            into=given.into,
        )
    return JSONResponse(_plain(made), 201)


@router.post("/judgements/{number}/undo", response_model=dict[str, Any], status_code=201, responses=_WRITES)
def undo(request: Request, number: Annotated[int, Path(ge=1, le=2**53)], given: Undo) -> JSONResponse:
    """Take a judgement back; both stay in the ledger."""
    desk = _desk(request)
    desk.check_writable()
    if not any(j.number == number for j in desk.store.judgements()):
        raise HTTPException(404, f"There is no judgement {number}")
    with desk.writing:
        made = desk.store.undo(number, who=given.who or desk.who, why=given.why)
    return JSONResponse(_plain(made), 201)
