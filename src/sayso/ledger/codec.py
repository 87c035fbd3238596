"""Events as JSON and back: what the ledger keeps ready, and what leaves it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sayso.records import Event, EventItem, FieldView, First, Flow, Member, Origin, Status, Value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def dump(e: Event) -> str:
    """The event as JSON, shorter than readable."""
    told: dict[str, Any] = {
        "id": e.id, "event": e.event, "mode": e.mode, "flow": e.flow and e.flow.value,
        "actors": e.actors, "recipients": e.recipients, "places": e.places,
        "items": [[i.class_, i.designation, i.low, i.high, i.measure, i.claims] for i in e.items],
        "first": _iso(e.first), "last": _iso(e.last), "status": e.status.value,
        "members": [[m.id, m.document, m.publisher, _iso(m.published), m.origin, m.status.value, m.copy_of] for m in e.members],
        "origins": [
            [o.key, o.name, o.kind, o.anonymous, o.via, o.party, o.independent, o.claims, _iso(o.since)] for o in e.origins
        ],
        "independent": e.independent_origins,
        "fields": [
            [f.name, [[v.text, v.claims, v.origins, _iso(v.since), v.low, v.high] for v in f.values], f.disputed, f.rule]
            for f in e.fields
        ],
        "disputes": e.disputes, "denied_by": e.denied_by, "grade": e.credibility, "rule": e.credibility_rule,
        "firsts": [[f.what, f.key, f.why, f.claimed] for f in e.firsts],
        "published": [_iso(e.published_first), _iso(e.published_last)],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def load(told: str) -> Event:
    """What :func:`dump` wrote."""
    e = json.loads(told)
    return Event(
        id=e["id"],
        event=e["event"],
        mode=e["mode"],
        flow=Flow(e["flow"]) if e["flow"] else None,
        actors=tuple(e["actors"]),
        recipients=tuple(e["recipients"]),
        items=tuple(EventItem(row[0], row[1], row[2], row[3], row[4], tuple(row[5])) for row in e["items"]),
        places=tuple(e["places"]),
        first=_day(e["first"]),
        last=_day(e["last"]),
        status=Status(e["status"]),
        members=tuple(Member(m[0], m[1], m[2], _day(m[3]), m[4], Status(m[5]), m[6]) for m in e["members"]),
        origins=tuple(Origin(o[0], o[1], o[2], o[3], o[4], o[5], o[6], tuple(o[7]), _day(o[8])) for o in e["origins"]),
        independent_origins=e["independent"],
        fields=tuple(
            FieldView(f[0], tuple(Value(v[0], tuple(v[1]), tuple(v[2]), _day(v[3]), v[4], v[5]) for v in f[1]), f[2], f[3])
            for f in e["fields"]
        ),
        disputes=tuple(e["disputes"]),
        denied_by=tuple(e["denied_by"]),
        credibility=e["grade"],
        credibility_rule=e["rule"],
        firsts=tuple(First(f[0], f[1], f[2], tuple(f[3])) for f in e["firsts"]),
        published_first=_day(e["published"][0]),
        published_last=_day(e["published"][1]),
    )
