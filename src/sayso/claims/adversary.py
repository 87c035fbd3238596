"""Whose missile, whose attack: what another claim of the text tells about the other side.

- coreference of the weapon: "Russia attacks Kyiv. Ukraine says it shot down 95 drones": whoever attacks the one who intercepts.
- the other way round: "shot down 13 missiles from Iran during attacks on the airport": whose missiles are met attacks.
- own side: an army that takes, clears or strikes a place of its own state meets the armed group that the text names there.
- the same enemy: where only the place speaks for the target, the group that the same actor fights elsewhere in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.armed import groups
from sayso.claims.draft import Draft
from sayso.claims.tree import conj_top, conjuncts, deep_subject
from sayso.claims.who import core, from_mention, is_state

if TYPE_CHECKING:
    from sayso.claims.context import Context

#: Sentences back in which the attack may stand that is met.
_REACH = 2


def launched_by(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Fills whose weapons are intercepted from the attack that they belong to."""
    for d in drafts:
        if d.flow != "intercept" or d.recipient.actors or d.event != "ASSAULT":
            continue
        if any(c.lower_ == "another" for i in d.scene.sentence for c in [ctx.doc[i]] if d.head < i < d.head + 4):
            continue  # "repelled another drone attack"
        here = ctx.sentence_of[d.head]
        best: Draft | None = None
        for other in drafts:
            gap = here - ctx.sentence_of[other.head]
            if other is d or other.event != "ASSAULT" or other.flow in ("intercept", "loss") or not 0 <= gap <= _REACH:
                continue
            if other.status == "denied" or not other.actor.actors or other.actor_ids & d.actor_ids:
                continue
            if d.actor.actors and other.recipient.actors and not other.recipient_ids & d.actor_ids:
                continue
            if best is None or (gap, abs(other.head - d.head)) < (here - ctx.sentence_of[best.head], abs(best.head - d.head)):
                best = other
        if best is not None:
            d.give("recipient", best.actor.actors, f"who attacks in “{best.scene.head.text}”")


def attacker(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Fills who attacks from the same sentence: the subject is the attack itself, its missiles are met, or it goes on by another name."""
    heads = {o.head: o for o in drafts if o.event == "ASSAULT"}
    for d in drafts:
        if d.event != "ASSAULT" or d.actor.actors or not d.scene.actor_slots or d.scene.actor_slots == ("nobody",):
            continue
        if d.scene.verb and (found := deep_subject(d.scene.head)) is not None:
            attack = heads.get(core(found.token).i)  # "strikes that killed four and destroyed launchers", "attacks, one of which killed"
            if attack is not None and attack is not d and attack.actor.actors:
                _take_over(d, attack)
            continue
        if d.flow == "intercept":  # "… intercepts waves of attacks, with 84 missiles destroyed"
            for other in drafts:
                same = ctx.sentence_of[other.head] == ctx.sentence_of[d.head] and other.recipient_ids & d.recipient_ids
                if other is not d and other.flow == "intercept" and other.actor.actors and same:
                    _take_over(d, other)
                    break
            continue
        if d.scene.verb or d.flow == "loss":
            continue
        for other in drafts:
            if other is d or other.event != "ASSAULT" or ctx.sentence_of[other.head] != ctx.sentence_of[d.head] or other.status == "denied":
                continue
            if other.flow == "intercept":
                if other.recipient.actors and d.recipient_ids and d.recipient_ids <= other.actor_ids:
                    d.give("actor", other.recipient.actors, f"whose weapons are met in “{other.scene.head.text}”")
                    break
            elif _goes_on(d, other):
                _take_over(d, other)
                break


def _goes_on(d: Draft, other: Draft) -> bool:
    """Whether two attacks of one sentence on the same side are one campaign; attacks that are listed beside each other need not be."""
    if not other.actor.actors or other.flow == "loss" or not d.recipient_ids or d.recipient_ids != other.recipient_ids:
        return False
    listed = d.scene.head in conjuncts(conj_top(other.scene.head)) or other.scene.head in conjuncts(conj_top(d.scene.head))
    return not listed and not other.actor_ids & other.recipient_ids and d.mode not in ("torture", "targeted", "sexual")


def _take_over(d: Draft, other: Draft) -> None:
    d.give("actor", other.actor.actors, f"who acts in “{other.scene.head.text}”")


def only_place(ctx: Context, d: Draft) -> bool:
    """Whether nothing but the place speaks for the recipient."""
    if not d.recipient.actors or not all(is_state(a.id) for a in d.recipient.actors):
        return False
    if d.recipient.road == "the state where it happens":
        return True
    for a in d.recipient.actors:
        inside = [m for m in ctx.ids.mentions if a.start <= m.start and m.end <= a.end]
        if any(m.kind not in ("place", "state", "region") or m.adjectival or m.sector for m in inside):
            return False
        if not inside and a.sector not in ("CVL", "MIL", None):
            return False
    return True


def _civilians(d: Draft) -> bool:
    hurt = {"people", "person", "civilians", "civilian", "children", "women", "men", "residents", "protesters", "demonstrators"}
    return any(set(a.text.lower().split()) & hurt for a in d.recipient.actors)


def enemy_of_text(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Puts the armed group that is fought in the place of the state whose ground it is."""
    fought: dict[str, Counter[str]] = {}
    for d in drafts:
        if d.event == "ASSAULT" and d.status != "denied":
            for r in d.recipient.actors:
                if not is_state(r.id) and _is_group(ctx, r.id):
                    for a in d.actor_ids:
                        fought.setdefault(a, Counter())[r.id] += 1
    for d in drafts:
        if d.event != "ASSAULT" or d.flow in ("intercept", "loss") or not d.actor.actors or not only_place(ctx, d) or _civilians(d):
            continue
        mine = d.actor_ids
        enemies: Counter[str] = Counter()
        for a in mine:
            enemies.update(fought.get(a, Counter()))
        own = bool(mine & d.recipient_ids)
        if not own and _any_state(mine):
            continue
        speak = {i for o in drafts if o.event in ("ACCUSE", "REQUEST") for i in o.actor_ids}
        near = [m for m in groups(ctx, ctx.sentences[ctx.sentence_of[d.head]]) if m.id not in mine and m.id not in speak]
        chosen = next((m for m in near if m.id in enemies), None)
        if chosen is None and len({m.id for m in near}) == 1 and own:
            chosen = near[0]
        ident = chosen.id if chosen is not None else enemies.most_common(1)[0][0] if enemies else None
        if ident is None:
            continue
        m = chosen or next((m for m in ctx.ids.mentions if m.id == ident), None)
        who = from_mention(m) if m is not None else None
        if who is not None and who.id not in mine:
            d.give("recipient", (who,), f"whom the actor fights in the text, at a place of {'its own' if own else 'another'}")


def _any_state(ids: frozenset[str]) -> bool:
    return any(is_state(i) for i in ids)


def _is_group(ctx: Context, ident: str) -> bool:
    return any(m.id == ident and m.kind == "group" for m in ctx.ids.mentions)
