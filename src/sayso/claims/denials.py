"""One event, two voices: a claim and its denial are two claims.

"CENTCOM rejects Iran's claim that the strait is closed": Iran says it is closed, CENTCOM denies it. The draft below a denied report
carries the denial; where the report has a named owner of its own, the owner's claim stands beside it.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.context import Context
from sayso.claims.draft import Draft
from sayso.claims.lexicon import cue_forms
from sayso.claims.speakers import noun_group
from sayso.records import Reason


def second_voices(ctx: Context, d: Draft) -> list[Draft]:
    """For a denied event whose chain holds a denier and the owner of the denied report: the report itself; and the chains cut apart."""
    if d.status != "denied" or len(d.sources) < 2:
        return []
    deny, report = cue_forms("speech", "deny"), noun_group("report")
    for n in range(len(d.sources) - 1):
        outer, inner = d.sources[n], d.sources[n + 1]
        if outer.cue is None or inner.cue is None or outer.cue.text.lower() not in deny:
            continue
        if inner.cue.text.lower() not in report | frozenset(cue_forms("speech", "say")) or outer.id == inner.id:
            continue
        before = d.sources[:n]
        whole = d.sources[n + 1 :]
        d.sources = (*before, outer)
        if inner.id in ("reports", "claims", "allegations", "rumours", "accusations", "suggestions"):
            return []
        voice = replace(d, status="actual", sources=(*before, *whole), reasons=[*d.reasons], denial=True)
        voice.reasons.append(Reason("status", f"as its source presents it; “{outer.cue.text}” is another claim"))
        d.denial = True
        return [voice]
    return []
