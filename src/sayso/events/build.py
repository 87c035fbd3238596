"""All of it at once: claims with their documents in, events out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sayso.events.blocking import candidates
from sayso.events.clusters import PairIds, cluster
from sayso.events.copies import Copy
from sayso.events.copies import copies as find_copies
from sayso.events.features import features
from sayso.events.fields import Pair
from sayso.events.firsts import mark_firsts
from sayso.events.reconcile import reconcile
from sayso.events.weights import Weights, score, shipped
from sayso.records import Document, Event


def build(
    pairs: Iterable[Pair],
    *,
    must: Iterable[PairIds] = (),
    cannot: Iterable[PairIds] = (),
    rejected: Collection[str] = (),
    weights: Weights | None = None,
    pair_weights: Mapping[PairIds, float] | None = None,
    copies: Mapping[str, Copy] | None = None,
) -> list[Event]:
    """The events behind ``pairs`` (claim, document), sorted by first publication and id. The order of ``pairs`` makes no difference.

    ``must``, ``cannot``: pairs of claim ids that a person put together or took apart; ``rejected``: ids of claims that a person rejected,
    which take part in nothing. ``pair_weights``: weights computed elsewhere (:mod:`sayso.events.splink_link`) instead of here; ``copies``:
    known copies, found here where None.
    """
    weights = weights or shipped()
    refused = set(rejected)
    # One text by two publishers gives the same claims; the earlier publication keeps them.
    ordered = sorted(pairs, key=lambda p: (p[1].published or date.max, p[1].publisher or "~", p[1].id), reverse=True)
    known = {c.id: (c, d) for c, d in ordered if c.id not in refused}
    if pair_weights is None:
        records = [features(c, d) for c, d in known.values()]
        pair_weights = {(a.id, b.id): score(a, b, weights) for a, b in candidates(records)}
    if copies is None:
        copies = find_copies(d for _, d in known.values())
    texts: dict[str, Document] = {d.sha256: d for _, d in known.values()}
    groups = cluster(known, pair_weights, must=must, cannot=cannot, threshold=weights.threshold)
    events = [reconcile((known[i] for i in group), copies=copies, documents=texts) for group in groups]
    return mark_firsts(sorted(events, key=lambda e: (str(e.published_first or "~"), e.id)), known)
