"""From the claims of one event to the event: every claim kept, every field with its values side by side."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sayso.events.copies import Copy
from sayso.events.credibility import credibility
from sayso.events.features import fold
from sayso.events.fields import (
    Pair,
    Said,
    exclude,
    figures,
    money_view,
    parties_view,
    place_view,
    quantity_views,
    span_of,
    status_view,
    time_view,
)
from sayso.events.origins import origins
from sayso.identity.names import names
from sayso.records import Claim, Document, Event, EventItem, Flow, Member, Status

_ADVANCE = (Status.ACTUAL, Status.PLANNED, Status.POSSIBLE)


def event_id(members: Iterable[Pair]) -> str:
    """A name made from the earliest claim: "e" and 15 hexadecimal digits. Further claims leave it as it is, unless they were published
    earlier; a store keeps the old name as an alias then."""
    first = min(members, key=_when)
    return "e" + hashlib.sha256(f"event {first[0].id}".encode()).hexdigest()[:15]


def _when(pair: Pair) -> tuple[date, str]:
    return pair[1].published or date.max, pair[0].id


def reconcile(
    members: Iterable[Pair],
    *,
    copies: Mapping[str, Copy] | None = None,
    documents: Mapping[str, Document] | None = None,
) -> Event:
    """The event that these claims speak of. The order of ``members`` makes no difference.

    ``copies``: which texts repeat which (sha256 → :class:`Copy`), see ``copies()``; ``documents``: further texts by sha256
    (originals of copies). Raises ``ValueError`` for no claims at all.
    """
    pairs = tuple(sorted({c.id: (c, d) for c, d in members}.values(), key=_when))
    if not pairs:
        raise ValueError("an event needs at least one claim")
    copies = copies or {}
    affirming = [p for p in pairs if p[0].status is not Status.DENIED] or list(pairs)
    actors, recipients = _parties(affirming, "actor"), _parties(affirming, "recipient")
    found = origins(pairs, {*actors, *recipients}, copies, documents)
    origin = {c: o.key for o in found for c in o.claims}
    said = Said(pairs, origin)
    views = [status_view(said), parties_view(said, "actors"), parties_view(said, "recipients"), *quantity_views(said)]
    views += [money_view(said), time_view(said), place_view(said)]
    fields = tuple(v for v in views if v is not None)
    denied_by = tuple(dict.fromkeys(origin[c.id] for c, _ in pairs if c.status is Status.DENIED))
    status = _status(pairs, origin)
    # Who tells of it and of its denial has told of it.
    affirmed = {origin[c.id] for c, _ in pairs if c.status is not Status.DENIED}
    grade, rule = credibility(found, [k for k in denied_by if k not in affirmed], status, fields, (_voices(actors), _voices(recipients)))
    event, mode, flow = _kind(affirming, origin)
    first, last = span_of(said)
    days = [d.published for _, d in pairs if d.published]
    return Event(
        id=event_id(pairs),
        event=event,
        mode=mode,
        flow=flow,
        actors=actors,
        recipients=recipients,
        items=_items(affirming, origin),
        places=tuple(dict.fromkeys(p.text for c, _ in affirming for p in c.place)),
        first=first,
        last=last,
        status=status,
        members=tuple(_member(c, d, origin, copies) for c, d in pairs),
        origins=found,
        independent_origins=sum(o.independent for o in found),
        fields=fields,
        disputes=tuple(f.name for f in fields if f.disputed),
        denied_by=denied_by,
        credibility=grade,
        credibility_rule=rule,
        published_first=min(days, default=None),
        published_last=max(days, default=None),
    )


def _member(claim: Claim, document: Document, origin: Mapping[str, str], copies: Mapping[str, Copy]) -> Member:
    copied = copies.get(document.sha256)
    own = (document.sha256, document.publisher, document.published)
    return Member(claim.id, *own, origin[claim.id], claim.status, copied.original if copied else None)


def _voices(ids: Sequence[str]) -> set[str]:
    """The ids themselves and the states that groups and firms belong to."""
    return {*ids, *(names().homes[i] for i in ids if i in names().homes)}


def _status(pairs: Sequence[Pair], origin: Mapping[str, str]) -> Status:
    """What most independent origins say last. A plan is superseded by a later report that it came about, and a denial retires nothing."""
    done = max((d.published for c, d in pairs if c.status is Status.ACTUAL and d.published), default=date.min)
    said: dict[str, set[Status]] = {}
    for claim, document in pairs:
        ahead = claim.status in (Status.PLANNED, Status.POSSIBLE) and (document.published or date.max) < done
        if claim.status is not Status.DENIED and not ahead:  # what looked ahead is superseded by what has come about
            said.setdefault(origin[claim.id], set()).add(claim.status)
    # An origin that says both "sent" and "will send" has said that it was sent.
    votes = Counter(min(statuses, key=_ADVANCE.index) for statuses in said.values())
    return max(_ADVANCE, key=lambda s: (votes[s], -_ADVANCE.index(s))) if votes else Status.DENIED


def _kind(pairs: Sequence[Pair], origin: Mapping[str, str]) -> tuple[str | None, str | None, Flow | None]:
    """Event, mode and flow as most origins have them; a mode before none."""
    votes: dict[tuple[str | None, Flow | None], set[str]] = {}
    modes: dict[str, set[str]] = {}
    for claim, _ in pairs:
        votes.setdefault((claim.event, claim.flow), set()).add(origin[claim.id])
        if claim.mode:
            modes.setdefault(claim.mode, set()).add(origin[claim.id])
    counts = Counter((c.event, c.flow) for c, _ in pairs)
    event, flow = max(votes, key=lambda k: (len(votes[k]), k[1] is not None, counts[k], str(k)))
    own = {c.mode for c, _ in pairs if c.event == event and c.mode}
    mode = max(sorted(own), key=lambda m: len(modes[m])) if own else None
    return event, mode, flow


def _parties(pairs: Sequence[Pair], side: str) -> tuple[str, ...]:
    """The parties that the most claims name, with all that claims which share one of them add. Others stay in the field's values."""
    sets: list[tuple[str, ...]] = [tuple(sorted({a.id for a in getattr(c, side)})) for c, _ in pairs if getattr(c, side)]
    if not sets:
        return ()
    known = names().display
    counts: Counter[tuple[str, ...]] = Counter(sets)

    def standing(ids: tuple[str, ...]) -> tuple[bool, int, int, tuple[str, ...]]:
        return all(i in known for i in ids), counts[ids], len(ids), ids

    ordered: list[tuple[str, ...]] = sorted(counts)
    chosen = max(ordered, key=standing)
    best = set(chosen)
    for s in sorted(counts):
        if best & set(s):
            best |= set(s)
    named = {i for i in best if i in known or "-" in i}
    return tuple(sorted(named or best))


def _items(pairs: Sequence[Pair], origin: Mapping[str, str]) -> tuple[EventItem, ...]:
    """The goods. For each measure of a number, the bounds of the best supported numbers that agree; goods named more generally, without a
    number of their own, go with the more specific ones."""
    rows: dict[tuple[str, str | None, str | None], tuple[int | None, int | None, list[str]]] = {}
    for key, found in figures(pairs).items():
        best = max(
            found,
            key=lambda f: (
                len({origin[g.pair[0].id] for g in found if not exclude(f.bounds, g.bounds)}),
                -(f.pair[1].published or date.max).toordinal(),
                f.pair[0].id,
            ),
        )
        agreeing = [f for f in found if not exclude(best.bounds, f.bounds)]
        lows = [f.quantity.low for f in agreeing]
        highs = [f.quantity.high for f in agreeing]
        low = None if None in lows else min(n for n in lows if n is not None)
        high = None if None in highs else max(n for n in highs if n is not None)
        rows[key] = (low, high, list(dict.fromkeys(f.pair[0].id for f in found)))
    for claim, _ in pairs:
        for item in claim.items:
            q = item.quantity
            if q and (q.low is not None or q.high is not None):
                continue
            home = next((k for k in sorted(rows, key=str) if _covers(item.class_, item.designation, k)), None)
            key = home or (item.class_, item.designation, None)
            low, high, claims = rows.setdefault(key, (None, None, []))
            if claim.id not in claims:
                claims.append(claim.id)
    bare = [k for k, (low, high, _) in rows.items() if low is None and high is None]
    for key in sorted(bare, key=str):
        home = next((k for k in sorted(rows, key=str) if k != key and _covers(key[0], key[1], k)), None)
        if home:
            rows[home][2].extend(c for c in rows.pop(key)[2] if c not in rows[home][2])
    return tuple(
        EventItem(class_, designation, low, high, measure, tuple(claims))
        for (class_, designation, measure), (low, high, claims) in sorted(rows.items(), key=lambda r: str(r[0]))
    )


def _covers(class_: str, designation: str | None, other: tuple[str, str | None, str | None]) -> bool:
    """Whether goods named so can be the ``other`` ones, named as exactly or more so."""
    if designation is not None and (other[1] is None or fold(designation) != fold(other[1])):
        return False
    return other[0] == class_ or other[0].startswith(class_ + ".")
