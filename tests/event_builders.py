"""Events with good defaults, built by hand: one claim and one origin each unless a test says otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from sayso.records import Event, EventItem, FieldView, Flow, Member, Origin, Status, Value


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def origin(key: str, *claims: str, party: bool = False, independent: bool = True, kind: str = "publisher", **more: Any) -> Origin:
    return Origin(key, more.pop("name", key), kind, False, None, party, independent, tuple(claims), **more)


def goods(spec: str, claims: tuple[str, ...] = ()) -> EventItem:
    """ "weapon.uav:Shahed-136@405-495/batch"; bounds, model and measure may be left out."""
    value, _, figures = spec.partition("@")
    class_, _, designation = value.partition(":")
    figures, _, measure = figures.partition("/")
    low, _, high = figures.partition("-")
    return EventItem(class_, designation or None, int(low) if low else None, int(high) if high else None, measure or None, claims)


def event(
    flow: str | None = "transfer",
    actors: Iterable[str] = ("IRN",),
    recipients: Iterable[str] = ("RUS",),
    items: Iterable[str] = (),
    *,
    type: str | None = "AID",
    status: str = "actual",
    published: str | None = "2022-11-05",
    on: str | None = None,
    until: str | None = None,
    values: dict[str, Iterable[tuple[str, int | None, int | None]]] | None = None,
    origins: Iterable[Origin] | None = None,
    members: Iterable[Member] | None = None,
    id: str | None = None,
    **more: Any,
) -> Event:
    """``values``: fields with values that do not agree, as {"quantity weapon.uav batch": [("300", 300, 300), ("450", 450, 450)]}."""
    actors, recipients, items = tuple(actors), tuple(recipients), tuple(items)
    name = id or hashlib.sha256(repr((flow, actors, recipients, items, type, status, published, on, until, more)).encode()).hexdigest()[:16]
    claim = f"c-{name}"
    first = day(published)
    made = tuple(members) if members is not None else (Member(claim, f"d-{name}", "The Post", first, "post", Status(status)),)
    said = tuple(m.id for m in made)
    fields = tuple(
        FieldView(
            n, tuple(Value(t, said, ("post",), first, lo, hi) for t, lo, hi in found), len(list(found)) > 1, "figures exclude each other"
        )
        for n, found in (values or {}).items()
    )
    stands = tuple(origins) if origins is not None else (origin("post", *said, name="The Post", since=first),)
    return Event(
        **{
            "id": name,
            "event": type,
            "mode": None,
            "flow": Flow(flow) if flow else None,
            "actors": actors,
            "recipients": recipients,
            "items": tuple(goods(i, said) for i in items),
            "places": (),
            "first": day(on),
            "last": day(until or on),
            "status": Status(status),
            "members": made,
            "origins": stands,
            "independent_origins": sum(o.independent for o in stands),
            "fields": fields,
            "disputes": tuple(f.name for f in fields if f.disputed),
            "denied_by": (),
            "credibility": 3,
            "credibility_rule": "one independent origin",
            "published_first": first,
            "published_last": max((m.published for m in made if m.published), default=first),
            **more,
        }
    )
