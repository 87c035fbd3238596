"""Giving times and sums of money to the event they belong to: the nearest trigger above them in the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.context import Context
from sayso.claims.draft import Draft
from sayso.claims.lexicon import cue_forms
from sayso.claims.tree import ancestors, deep_object
from sayso.records import Money, Reason, TimeSpan

if TYPE_CHECKING:
    pass

_STEPS = 7


def _owner(ctx: Context, span: TimeSpan | Money, owners: dict[int, Draft], below: dict[int, Draft]) -> Draft | None:
    root = ctx.top(span.start, span.end)
    if root is None:
        return None
    if root.i in owners:
        return owners[root.i]
    speech = cue_forms("speech", "say")
    for n, up in enumerate(ancestors(root)):
        if n >= _STEPS:
            break
        if up.i in owners:
            return owners[up.i]
        if up.lower_ in speech and up.pos_ == "VERB":
            return None  # the time of the saying
        if up.i in below and up.pos_ == "VERB":
            return below[up.i]
    return None


def attach(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Sets ``time`` and ``money``. A time on the verb that kills in "killed overnight in a strike" belongs to the strike."""
    owners: dict[int, Draft] = {}
    below: dict[int, Draft] = {}
    for d in drafts:
        for i in d.owners():
            owners.setdefault(i, d)
    hurt = cue_forms("light", "hurt")
    for d in drafts:
        node = d.scene.carrier or d.scene.wrapper or d.scene.head
        above = node.head
        if above.lower_ in hurt or (d.scene.carrier is not None and not d.scene.light):
            below.setdefault(above.i if above.lower_ in hurt else node.i, d)
        if d.scene.verb:
            found = deep_object(d.scene.head)
            if found is not None:
                below.setdefault(found.token.i, d)
    for t in ctx.measures.times:
        event = _owner(ctx, t, owners, below)
        if event is not None and event.time is None:
            event.time = t
            event.reasons.append(Reason("time", "nearest event above the words in the tree", None, None))
    for m in ctx.measures.money:
        event = _owner(ctx, m, owners, below)
        if event is not None and event.money is None:
            event.money = m
