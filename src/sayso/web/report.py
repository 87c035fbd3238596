"""The brief as one page that needs nothing else: no script, no address, its style inside. Made to be sent to a colleague."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from markupsafe import Markup

from sayso.ledger.filters import Filters, day
from sayso.records import Event
from sayso.web import queries
from sayso.web.index import Index, Row
from sayso.web.render import environment
from sayso.web.routes.brief import Part, beside, chart, figures, parts

if TYPE_CHECKING:
    from sayso.ledger import Store

STATIC = Path(__file__).parent / "static"

CLAIMS = 4
"""Claims that are quoted of one event."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim on its words: who says it, where it was printed, the passage in pieces (text, is it the trigger)."""

    says: str
    printed: str
    url: str | None
    pieces: list[tuple[str, bool]]


def _quotes(store: Store, events: list[Event]) -> dict[str, list[Quote]]:
    """The words behind each event, one claim an origin first."""
    from sayso.ledger.words import says
    from sayso.web.claims import marked

    wanted: dict[str, list[str]] = {}
    for e in events:
        seen: set[str] = set()
        first = [m.id for m in e.members if not m.copy_of and not (m.origin in seen or seen.add(m.origin))]  # type: ignore[func-returns-value]
        wanted[e.id] = first[:CLAIMS]
    pairs = queries.claims_by_id(store, [c for ids in wanted.values() for c in ids])
    found: dict[str, list[Quote]] = {}
    for id, claims in wanted.items():
        found[id] = [
            Quote(says(c, d), ", ".join(str(w) for w in (d.publisher or d.title or d.id, d.published) if w), d.url, marked(c, d.text))
            for c, d in (pairs[i] for i in claims if i in pairs)
        ]
    return found


def report(index: Index, store: Store, *, since: date | None, as_of: date | None, ledger: str) -> str:
    """The page as HTML."""

    def nowhere(path: str, **params: object) -> str:
        return ""

    news = [r for r in index.rows if since is None or (r.event.published_last and r.event.published_last >= since)]
    sections: list[Part] = [*parts(nowhere, news, since), *beside(nowhere, news, since)]
    shown: dict[str, Row] = {r.id: r for s in sections for r in s.rows}
    style = (STATIC / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        environment()
        .get_template("report.html")
        .render(
            style=Markup(style),  # our own file: nothing of a document is in it
            policy=f"default-src 'none'; style-src 'sha256-{digest}'",
            index=index,
            since=since,
            as_of=as_of,
            until=index.latest,
            ledger_name=ledger,
            news=news,
            figures=figures(nowhere, news, since),
            sections=sections,
            months=chart(index.rows),
            quotes=_quotes(store, [r.event for r in shown.values()]),
            numbers={id: n for n, id in enumerate(shown, 1)},
            rows=shown,
            to=nowhere,
        )
    )


def write_report(store: Store, path: Path, **filters: Unpack[Filters]) -> None:
    """Write the brief of the events that pass ``filters`` to ``path``. ``since`` is a day of publication here: what changed since then."""
    since, as_of = day("since", filters.pop("since", None)), day("as_of", filters.get("as_of"))
    page = report(Index(store.events(**filters)), store, since=since, as_of=as_of, ledger=str(store.path).rpartition("/")[2])
    path.write_text(page, encoding="utf-8")
