"""What one claim takes over from another of the same sentence: who is promised or threatened, who accuses.

- content: the recipient of a promise or threat is the recipient of what is promised ("agrees to grant the United States …"); several
  who agree together agree with each other and keep none.
- accuser: "sanctions companies accused of aiding Iran" leaves the accuser to the one who sanctions.
- shared: "suspends aid and imposes sanctions on Rwanda" are two acts on one recipient.
- aimed: "summons Iran's ambassador to demand …", "strikes Hezbollah sites, alleging …": whom the main act meets is asked or accused.
- host: "visits Riyadh to discuss the crisis": who is visited discusses too.
- spoils: "kills four gang members and seizes weapons": the weapons were theirs.
- answered: "the US asked Pakistan to join, while Pakistan rejected the proposal": who asked or offered is rejected.
- threatened: the act threatened meets the one who is threatened, where the act itself names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.draft import Draft
from sayso.claims.tree import ancestors, conj_top, conjuncts, is_dep, is_passive

_STEPS = 4


def _below(top: Draft, d: Draft) -> bool:
    """Whether ``d`` stands in the complement of the verb or noun of ``top``."""
    node = d.scene.carrier if d.scene.carrier is not None else d.scene.head
    chain = [node]
    for n, up in enumerate(ancestors(node)):
        if n >= _STEPS:
            break
        chain.append(up)
        if up.i == top.head:
            road = chain[-2]
            return is_dep(road, "xcomp", "ccomp", "obj", "obl", "acl", "nmod", "advcl") and road.i > top.head
        if up.dep_ in ("acl:relcl", "conj"):
            return False
    return False


def inherit(drafts: Sequence[Draft]) -> None:
    """Fills empty sides from the claims around them."""
    for top in drafts:
        if top.event in ("AGREE", "THREATEN") and not top.recipient.actors and "content" in top.scene.recipient_slots:
            _from_content(top, drafts)
    for top in drafts:
        if top.event == "THREATEN" and top.recipient.actors:
            for d in drafts:
                if d is not top and not d.recipient.actors and d.event in ("SANCTION", "ASSAULT", "COERCE") and _below(top, d):
                    d.give("recipient", top.recipient.actors, f"who is threatened by “{top.scene.head.text}”")
    for d in drafts:
        if d.scene.verb and not d.recipient.actors and d.recipient_open:
            _shared(d, drafts)
    for d in drafts:
        if d.scene.verb and d.event in ("REQUEST", "ACCUSE") and not d.recipient.actors and d.recipient_open:
            _aimed(d, drafts)
        if d.event == "CONSULT" and d.mode != "visit" and d.scene.verb and len(d.actor.actors) == 1:
            _host(d, drafts)
        if d.event == "REJECT" and not d.recipient.actors and d.recipient_open:
            _answered(d, drafts)
        if (
            d.event == "COERCE"
            and d.flow in ("seize", "loss")
            and d.scene.verb
            and (not d.recipient.actors or d.recipient_ids <= d.actor_ids)
        ):
            _spoils(d, drafts)
    for d in drafts:
        if d.event == "ACCUSE" and not d.actor.actors and d.scene.verb and is_passive(d.scene.head) and d.scene.head.dep_ == "acl":
            _accuser(d, drafts)


def _shared(d: Draft, drafts: Sequence[Draft]) -> None:
    """ "suspends aid to and imposes sanctions on Rwanda": coordinated verbs with one subject share the recipient behind the last."""
    chain = {t.i for t in conjuncts(conj_top(d.scene.head))}
    for other in drafts:
        node = other.scene.head if other.scene.verb else other.scene.carrier
        if other is d or node is None or node.i not in chain or node.i <= d.head or other.event != d.event or not other.recipient.actors:
            continue
        if d.actor_ids == other.actor_ids:
            d.give("recipient", other.recipient.actors, f"shared with “{other.scene.head.text}”")
            return


_AIMS = ("ASSAULT", "SANCTION", "CONSULT", "REQUEST", "ACCUSE", "COERCE", "THREATEN", "REJECT")


def _aimed(d: Draft, drafts: Sequence[Draft]) -> None:
    """A request or accusation in a free clause of the main verb of the same actor meets whom the main verb meets."""
    if not is_dep(d.scene.head, "advcl", "xcomp", "parataxis") or d.scene.head.head.i == d.scene.head.i:
        return
    above = d.scene.head.head.i
    for main in drafts:
        governs = main.head == above or (main.scene.carrier is not None and main.scene.light and main.scene.carrier.i == above)
        if main is d or not governs or main.event not in _AIMS or not main.recipient.actors or main.actor_ids != d.actor_ids:
            continue
        fresh = tuple(a for a in main.recipient.actors if a.id not in d.actor_ids)
        if fresh:
            d.give("recipient", fresh, f"whom “{main.scene.head.text}” meets")
            return


def _host(d: Draft, drafts: Sequence[Draft]) -> None:
    """Those who are visited to talk talk too."""
    for main in drafts:
        visit = main.event == "CONSULT" and main.mode == "visit" and main.recipient.actors and main.actor_ids == d.actor_ids
        if visit and is_dep(d.scene.head, "advcl", "xcomp") and d.scene.head.head.i == main.head:
            d.give("actor", (*d.actor.actors, *main.recipient.actors), f"{d.actor.road}; whom “{main.scene.head.text}” meets")
            return


def _answered(d: Draft, drafts: Sequence[Draft]) -> None:
    """Who made the request, offer or proposal before, in the same sentence to the one who rejects, or with nobody named."""
    for main in sorted(drafts, key=lambda o: -o.head):
        if main.head >= d.head or main.head not in d.scene.sentence or main.event not in ("REQUEST", "AGREE", "THREATEN"):
            continue
        if main.actor.actors and not main.actor_ids & d.actor_ids and (not main.recipient.actors or main.recipient_ids & d.actor_ids):
            d.give("recipient", main.actor.actors, f"who acts in “{main.scene.head.text}”, which is rejected")
            return


def _spoils(d: Draft, drafts: Sequence[Draft]) -> None:
    """Weapons that are seized by those who kill or arrest in the same sentence were theirs who are killed or arrested."""
    for main in drafts:
        if (
            main is d
            or main.event not in ("ASSAULT", "COERCE")
            or main.head not in d.scene.sentence
            or main.flow in ("seize", "loss", "intercept")
        ):
            continue
        theirs = tuple(
            a for a in main.recipient.actors if not (len(a.id) == 3 and a.id.isupper()) and a.id not in ("civilians", "individuals")
        )
        if theirs and main.actor_ids & d.actor_ids:
            d.give("recipient", theirs, f"whom “{main.scene.head.text}” meets, whose weapons they were")
            return


def _from_content(top: Draft, drafts: Sequence[Draft]) -> None:
    if len(top.actor.actors) > 1:
        return
    for d in drafts:
        if d is not top and d.recipient.actors and _below(top, d):
            fresh = tuple(a for a in d.recipient.actors if a.id not in top.actor_ids)
            if fresh:
                top.give("recipient", fresh, f"recipient of “{d.scene.head.text}”, which “{top.scene.head.text}” governs")
                return


def _accuser(d: Draft, drafts: Sequence[Draft]) -> None:
    """The one who sanctions, charges or bans the accused."""
    above = {t.i for t in ancestors(d.scene.head)}
    for main in drafts:
        if main is not d and main.event in ("SANCTION", "ACCUSE") and main.actor.actors and (main.head in above or main.owners() & above):
            d.give("actor", main.actor.actors, f"who acts in “{main.scene.head.text}” against the accused")
            if not d.recipient.actors:
                d.recipient = main.recipient
            return
