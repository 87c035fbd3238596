"""The brief: what changed since a day; flows, plans, denials, disputes; the most credible and the most contested; a timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from sayso.records import Event, Flow, Status
from sayso.web.bars import Month, timeline
from sayso.web.index import Index, Row
from sayso.web.phrases import plural
from sayso.web.routes.common import Ask, Asked

router = APIRouter(include_in_schema=False)

WINDOW = timedelta(days=30)
"""How far back the brief goes from the last report, where no day is asked for."""

LINES = 7
"""Lines of a section."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the brief. ``more`` events were left out; ``href`` shows them all. ``tell``: what is said below each line."""

    title: str
    rows: list[Row]
    more: int
    href: str
    note: str = ""
    tell: Callable[[Row], str] | None = None


def _weight(r: Row) -> tuple[int, int, int]:
    e = r.event
    return (-e.independent_origins, -len(e.members), -(e.published_last or date.min).toordinal())


def _contested(e: Event) -> int:
    return len(e.disputes) + 2 * len(e.denied_by)


def _flow(*statuses: Status, only: Flow | None = None) -> Callable[[Event], bool]:
    def test(e: Event) -> bool:
        right = e.flow is Flow.TRANSFER if only else e.flow is not None and e.flow is not Flow.TRANSFER
        return right and e.status in statuses

    return test


Test = Callable[[Event], bool]
To = Callable[..., str]
"""Makes an address on the desk."""

SECTIONS: tuple[tuple[str, Test, dict[str, str]], ...] = (
    ("Arms delivered", _flow(Status.ACTUAL, only=Flow.TRANSFER), {"flow": "transfer", "status": "actual"}),
    ("Planned, ordered or possible", _flow(Status.PLANNED, Status.POSSIBLE, only=Flow.TRANSFER), {"flow": "transfer", "status": "planned"}),
    ("Used, shot down, lost, seized, held back, made", _flow(Status.ACTUAL, Status.PLANNED, Status.POSSIBLE), {"flow": "any"}),
    ("Denied", lambda e: e.status is Status.DENIED or bool(e.denied_by), {"status": "denied"}),
    ("Sanctions", lambda e: e.event == "SANCTION" and e.flow is None and e.status is not Status.DENIED, {"event": "SANCTION"}),
    ("Attacks", lambda e: e.event == "ASSAULT" and e.flow is None and e.status is not Status.DENIED, {"event": "ASSAULT"}),
    (
        "Talks, agreements, support",
        lambda e: e.event in ("AGREE", "CONSULT", "SUPPORT", "COOPERATE") and e.flow is None,
        {"event": "AGREE"},
    ),
)


def parts(to: To, news: list[Row], since: date | None) -> list[Part]:
    """The sections that have something to tell."""
    made = []
    for title, test, query in SECTIONS:
        rows = sorted((r for r in news if test(r.event)), key=_weight)
        if rows:
            made.append(Part(title, rows[:LINES], max(0, len(rows) - LINES), to("/events", since=since, **query)))
    return made


def beside(to: To, news: list[Row], since: date | None) -> list[Part]:
    """Most contested, most credible, firsts."""

    def dispute(r: Row) -> str:
        e = r.event
        from sayso.web.phrases import field_name

        told = [f"{field_name(d).lower()} disputed" for d in e.disputes[:2]]
        return "; ".join([*told, *([f"denied by {plural(len(e.denied_by), 'origin')}"] if e.denied_by else [])])

    contested = sorted((r for r in news if _contested(r.event)), key=lambda r: (-_contested(r.event), _weight(r)))
    credible = sorted((r for r in news if r.event.credibility <= 2), key=lambda r: (r.event.credibility, _weight(r)))
    firsts = sorted((r for r in news if r.event.firsts), key=_weight)
    made = [
        Part("Most contested", contested[:LINES], max(0, len(contested) - LINES), to("/events", since=since, disputed=1), "", dispute),
        Part("Most credible", credible[:LINES], 0, "", "Told by independent origins that agree; nobody denies it."),
        Part(
            "First of their kind",
            firsts[:LINES],
            0,
            "",
            "A route, a class of goods or a model that the ledger had not met before.",
            lambda r: r.event.firsts[0].why,
        ),
    ]
    return [p for p in made if p.rows]


def chart(index_rows: list[Row]) -> list[Month]:
    quiet = [r.day for r in index_rows if r.day and not _contested(r.event)]
    loud = [r.day for r in index_rows if r.day and _contested(r.event)]
    return timeline(quiet, loud)


def since_day(ask: Ask, index: Index) -> date | None:
    """The day the brief begins: as asked, else a month before the last report; None for everything."""
    if ask.get("since") == "all":
        return None
    return ask.day("since") or (index.latest - WINDOW if index.latest else None)


def figures(to: To, news: list[Row], since: date | None) -> list[tuple[int, str, str | None]]:
    """How many there are of what, with the page that lists them."""
    return [
        (len(news), "events", to("/events", since=since)),
        (sum(1 for r in news if r.event.flow is Flow.TRANSFER), "transfers of arms", to("/ledger", since=since, flow="transfer")),
        (sum(len(r.event.members) for r in news), "claims", None),
        (len({m.document for r in news for m in r.event.members}), "reports", to("/documents")),
        (sum(1 for r in news if _contested(r.event)), "disputed or denied", to("/events", since=since, disputed=1)),
    ]


def told(ask: Ask) -> dict[str, object]:
    """Everything the brief shows."""
    index = ask.index
    since = since_day(ask, index)
    return index.kept(("brief", since, ask.as_of), lambda: _told(ask.to, index, since))


def _told(to: To, index: Index, since: date | None) -> dict[str, object]:
    news = [r for r in index.rows if since is None or (r.event.published_last and r.event.published_last >= since)]
    fresh = sum(1 for r in news if since is None or (r.event.published_first and r.event.published_first >= since))
    return {
        "index": index,
        "since": since,
        "news": news,
        "fresh": fresh,
        "figures": figures(to, news, since),
        "sections": parts(to, news, since),
        "beside": beside(to, news, since),
        "months": index.kept("timeline", lambda: chart(index.rows)),
        "title": "Brief",
    }


def warm(index: Index) -> None:
    """Make what the brief and the network show of a whole ledger, before anybody asks."""
    from sayso.web.index import Wanted
    from sayso.web.lines import lines
    from sayso.web.network import drawing
    from sayso.web.render import address

    for since in {None, index.latest - WINDOW if index.latest else None}:
        index.kept(("brief", since, None), lambda since=since: _told(address, index, since))  # type: ignore[misc]
    index.kept(("network", Wanted()), lambda: drawing(index.rows))
    lines(index, Wanted())
    _ = index.by_party, index.flows, index.owners, index.parties


@router.get("/")
def brief(ask: Asked) -> HTMLResponse:
    return ask.page("brief.html", **told(ask))


@router.get("/brief.html")
def saved(ask: Asked) -> Response:
    """The brief as one page that needs nothing else, to send to a colleague."""
    from sayso.web.report import report

    index = ask.index
    page = report(index, ask.desk.store, since=since_day(ask, index), as_of=ask.as_of, ledger=ask.desk.name)
    return HTMLResponse(page, headers={"content-disposition": 'attachment; filename="brief.html"'})
