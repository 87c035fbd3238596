"""Claims become events: copies, origins, linkage, reconciliation. Pure functions over claims; the ledger stores what they give.

    events = build([(claim, document), …])                 # all at once; the order makes no difference

    # One more article, without relinking the world:
    keys = blocking_keys(claim, document)                   # compare it with the claims that share a key
    a, b = features(claim, document), features(other, other_document)
    pair = weigh(a, b)                                      # log2 odds, and the reason for each bit of them
    groups = cluster(component, weights, must=…, cannot=…)  # only the components that it touches
    event = reconcile([(claim, document), …], copies=…)

What is one event, what is an origin, and by which rules a figure is disputed or a report credible: docs/events.md.
"""

from sayso.events.blocking import blocking_keys, candidates, worth_it
from sayso.events.build import build
from sayso.events.clusters import APART, cluster, components
from sayso.events.copies import Copy, copies, copy_keys, is_copy, originals
from sayso.events.features import Features, features
from sayso.events.firsts import mark_firsts
from sayso.events.origins import Voice, origins, voice
from sayso.events.reconcile import event_id, reconcile
from sayso.events.weights import PairReason, PairWeight, Weights, score, shipped, weigh

__all__ = [
    "APART",
    "Copy",
    "Features",
    "PairReason",
    "PairWeight",
    "Voice",
    "Weights",
    "blocking_keys",
    "build",
    "candidates",
    "cluster",
    "components",
    "copies",
    "copy_keys",
    "event_id",
    "features",
    "is_copy",
    "mark_firsts",
    "originals",
    "origins",
    "reconcile",
    "score",
    "shipped",
    "voice",
    "weigh",
    "worth_it",
]
