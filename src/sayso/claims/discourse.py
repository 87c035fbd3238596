"""What the syntax leaves open and the running text settles.

"Russia attacks Kyiv. 397 drones are launched in total." Nobody launches in the second sentence, but the attack goes on. An empty
actor or recipient of an assault is taken from the assault before it, in the same sentence or the ones before, where nothing speaks
against it: the same kind of weapon or no weapon named, and the states that are hit agree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sayso.claims.both_sides import fight
from sayso.claims.draft import Draft
from sayso.claims.lexicon import cue_forms
from sayso.claims.tree import ancestors, is_dep, is_passive

_REACH = 2  # sentences back for who attacks; what is hit is carried over one sentence only


def _sentence_numbers(drafts: Sequence[Draft]) -> list[int]:
    """Which sentence of the document each draft's head stands in. Sentences are walked once: spaCy finds them anew at each call."""
    if not drafts:
        return []
    starts = [s.start for s in drafts[0].scene.ctx.doc.sents]
    return [bisect_right(starts, d.head) - 1 for d in drafts]


def _fits(d: Draft, before: Draft) -> bool:
    if before.event != "ASSAULT" or before.flow in ("intercept", "loss") or before.status == "denied":
        return False
    if d.recipient.actors and before.recipient.actors and not d.recipient_ids & before.recipient_ids:
        return False
    if d.actor.actors and before.actor.actors and not d.actor_ids & before.actor_ids:
        return False
    mine, theirs = (
        {i.class_.split(".")[1] for i in d.items if "." in i.class_},
        {i.class_.split(".")[1] for i in before.items if "." in i.class_},
    )
    return not mine or not theirs or bool(mine & theirs) or d.scene.verb


def _where(gap: int) -> str:
    return "in the sentence before" if gap < 2 else "in the sentence before that"


def _users(d: Draft, before: Draft) -> bool:
    """Whether the weapons only bear a nationality and the attack before names who uses them on the same target (codebook, "Who")."""
    if not d.actor.road.startswith("thing of") or before.event != "ASSAULT" or before.flow in ("intercept", "loss"):
        return False
    hit = bool(d.recipient_ids) and d.recipient_ids == before.recipient_ids
    return hit and before.status == "actual" and bool(before.actor.actors) and not before.actor_ids & (d.actor_ids | d.recipient_ids)


def _killed_in(d: Draft, before: Draft) -> bool:
    """ "launches strikes …, including 16 inmates killed in an airstrike on a prison": the second is part of the first."""
    carrier = d.scene.carrier
    if d.scene.verb and is_passive(d.scene.head) and not d.items:  # "hijacked by X, with 440 people being taken hostage"
        return before.head in {t.i for t in ancestors(d.scene.head)} and d.scene.head.dep_ != "acl:relcl"
    if carrier is None or carrier.lower_ not in cue_forms("light", "hurt") or d.scene.verb or not is_dep(carrier, "acl"):
        return False
    above = {t.i for t in ancestors(carrier)}
    return bool(above & before.owners())


def continue_assaults(drafts: Sequence[Draft]) -> None:
    """Fills empty actors and recipients of assaults from the assault before them."""
    numbers = _sentence_numbers(drafts)
    for n, d in enumerate(drafts):
        if d.event != "ASSAULT" or d.dropped or d.flow in ("intercept", "loss"):
            continue
        for m in range(n - 1, -1, -1):
            before = drafts[m]
            gap = numbers[n] - numbers[m]
            if gap > _REACH:
                break
            if gap < 1 and not _killed_in(d, before):
                continue
            if before.dropped or (not _fits(d, before) and not _users(d, before)):
                continue
            if _users(d, before):
                d.give("actor", before.actor.actors, f"who uses these weapons in “{before.scene.head.text}”, carried over {_where(gap)}")
                break
            said = before.scene.head.text
            where = _where(gap)
            others = tuple(a for a in before.actor.actors if a.id not in d.recipient_ids) if fight(before) else before.actor.actors
            if not d.actor.actors and others:  # who falls in a fight was killed by the other side
                d.give("actor", others, f"carried over from “{said}” {where}")
            if not d.recipient.actors and before.recipient.actors and gap <= 1:
                d.give("recipient", before.recipient.actors, f"carried over from “{said}” {where}")
            break
