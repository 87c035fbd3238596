"""Origins: the place a claim comes from. Ten articles that copy one wire, or one outlet's scoop, have one origin.

1. The innermost named source of the chain; without one, the publisher (or the agency that the text credits with its words).
   A text that cites outlets for all of its words, as a digest does, speaks with their voice, and with its own only where it cites none.
   Which of several said what is not known: together they are one voice, that of one which has the event without the others, if there is.
2. An unnamed source belongs to the outlet it spoke to. "Ukrainian officials said" without an outlet is Ukraine's voice, though unnamed.
3. An outlet that is credited for this claim points to what that outlet itself published of the event, if the ledger has it.
4. A text that copies another speaks with the other's voice.
5. Unnamed voices with the same quotation are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sayso.events.cards import card, cited_outlets, credit_of, outlet_id, publisher_of
from sayso.events.copies import Copy, quotations
from sayso.events.features import passage
from sayso.identity.lookup import name_of
from sayso.identity.names import names, slug
from sayso.records import Claim, Document, Origin, Source

Pair = tuple[Claim, Document]
_STATE = re.compile(r"[A-Z]{3}")
_CARRIERS = frozenset({"media", "organisation", "document"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Where one claim comes from, seen alone. ``outlet``: the id of the outlet whose own words it is, or None where a named source
    stands behind it; ``via``: the outlet that an unnamed source spoke to; ``beside``: ids of the outlets that are cited together with this
    one for the same words."""

    key: str
    name: str
    kind: str
    anonymous: bool
    via: str | None
    outlet: str | None
    beside: tuple[str, ...] = ()


def voice(claim: Claim, document: Document, copy_of: Document | None = None) -> Voice:
    """The voice behind one claim; ``copy_of``: the text that its document repeats."""
    speakers = _speakers(copy_of or document)
    ids, told = tuple(id for id, _ in speakers), _listed([name for _, name in speakers])
    chain = list(claim.sources)
    if not chain:
        kind = "cited" if cited_outlets(copy_of or document) else "publisher"
        return Voice(ids[0], told, kind, False, None, ids[0], ids[1:])
    inner = chain[-1]
    if not inner.anonymous:
        id, name = _named(inner)
        return Voice(id, name, inner.kind, False, None, id if card(id) else None)
    for link in reversed(chain[:-1]):
        if not link.anonymous and (link.kind in _CARRIERS or card(_named(link)[0])):
            id, name = _named(link)
            return Voice(id, f"{inner.text}, to {name}", inner.kind, True, id, id if card(id) else None)
        if not link.anonymous:
            id, name = _named(link)
            return Voice(id, name, link.kind, False, None, None)
    if inner.id and _STATE.fullmatch(inner.id) and inner.kind in ("official", "state", "organisation", "group"):
        return Voice(inner.id, f"{inner.text} ({name_of(inner.id)})", inner.kind, True, None, None)
    return Voice(ids[0], f"{inner.text}, to {told}", inner.kind, True, ids[0], ids[0], ids[1:])


def _speakers(document: Document) -> tuple[tuple[str, str], ...]:
    """Who speaks where the text names nobody (id, name): the outlets it cites for all of its words, else the credited agency, else the
    publisher, else the document itself."""
    if cited := cited_outlets(document):
        return cited
    credit = credit_of(document)
    if credit:
        return ((credit.id, credit.name),)
    return (publisher_of(document) or (f"document-{document.sha256[:12]}", f"an unnamed publisher ({document.id})"),)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _named(source: Source) -> tuple[str, str]:
    own = outlet_id(source.text) if source.kind == "media" or not source.id else None
    id = own or source.id or slug(source.text) or source.text
    known = id in names().display or card(id) is not None
    found = card(id)
    return id, found.name if found else name_of(id) if known else source.text


def origins(
    members: Iterable[Pair],
    parties: Iterable[str],
    copies: Mapping[str, Copy] | None = None,
    documents: Mapping[str, Document] | None = None,
) -> tuple[Origin, ...]:
    """The origins of one event's claims, the earliest first. Each claim belongs to exactly one.

    ``parties``: ids of the event's actors and recipients; ``copies``: by sha256 (:func:`sayso.events.copies.copies`); ``documents``:
    further texts by sha256, so that a copy can speak for an original that has no claim in this event.
    """
    pairs = sorted(members, key=_when)
    copies = copies or {}
    texts = {**(documents or {}), **{d.sha256: d for _, d in pairs}}
    voices: dict[str, Voice] = {}
    for claim, document in pairs:
        copied = copies.get(document.sha256)
        voices[claim.id] = voice(claim, document, texts.get(copied.original) if copied else None)
    for claim, document in pairs:
        copied = copies.get(document.sha256)
        # The same words were read twice, perhaps not quite alike: the original's reading stands for both.
        earlier = next((c for c, d in pairs if copied and d.sha256 == copied.original and c.status is claim.status), None)
        if earlier is not None:
            voices[claim.id] = voices[earlier.id]
    _follow(pairs, voices)
    _share_quotations(pairs, voices)
    _settle(pairs, voices)
    sides = set(parties)
    groups: dict[str, list[Pair]] = {}
    for claim, document in pairs:
        groups.setdefault(voices[claim.id].key, []).append((claim, document))
    out = []
    for key, said in groups.items():
        first = voices[said[0][0].id]
        told = next((v for c, _ in said if not (v := voices[c.id]).anonymous), first)
        days = [d.published for _, d in said if d.published]
        out.append(
            Origin(
                key=key,
                name=told.name,
                kind=told.kind,
                anonymous=told.anonymous,
                via=told.via,
                party=all(_is_party(id, sides) for id in (key, *first.beside)),
                independent=not _unknown(key),
                claims=tuple(c.id for c, _ in said),
                since=min(days, default=None),
            )
        )
    # Texts without any publisher could all be one text's children: together they count once, and only where nobody else speaks.
    if out and not any(o.independent for o in out):
        out[0] = _counted(out[0])
    return tuple(out)


def _unknown(key: str) -> bool:
    return key.startswith("document-")


def _counted(o: Origin) -> Origin:
    return Origin(o.key, o.name, o.kind, o.anonymous, o.via, o.party, True, o.claims, o.since)


def _when(pair: Pair) -> tuple[date, str]:
    return pair[1].published or date.max, pair[0].id


def _is_party(key: str, sides: set[str]) -> bool:
    """Whether an origin takes part in the event: itself, the state it speaks for, or the state that owns it."""
    found = card(key)
    own = {key, (found.voice_of if found else names().homes.get(key)) or key}
    return bool(own & sides)


def _follow(pairs: list[Pair], voices: dict[str, Voice]) -> None:
    """What others credit an outlet with has the origin that the outlet's own report of the event has."""
    own: dict[str, list[Voice]] = {}
    for claim, document in pairs:
        speakers = _speakers(document)
        if len(speakers) == 1:
            own.setdefault(speakers[0][0], []).append(voices[claim.id])

    def end(v: Voice, seen: frozenset[str]) -> Voice:
        if v.outlet is None or v.beside or v.outlet in seen:
            return v
        said = own.get(v.outlet)
        if not said:
            return v
        # An outlet that has it in its own voice, or from unnamed people, is the end of the road.
        further = next((w for w in said if w.outlet != v.outlet), None)
        return v if further is None or any(w.outlet == v.outlet for w in said) else end(further, seen | {v.outlet})

    found = {claim.id: end(voices[claim.id], frozenset()) for claim, _ in pairs}
    voices.update(found)


def _share_quotations(pairs: list[Pair], voices: dict[str, Voice]) -> None:
    """Unnamed voices and publishers whose passages have one quotation in common become the earliest of them."""
    first: dict[str, Voice] = {}
    for claim, document in pairs:
        own = voices[claim.id]
        if own.kind not in ("publisher", "cited") and not own.anonymous:
            continue
        start, end = passage(document.text, claim.trigger.start)
        for quote in sorted(quotations(document.text[start:end])):
            voices[claim.id] = first.setdefault(quote, voices[claim.id])


def _settle(pairs: list[Pair], voices: dict[str, Voice]) -> None:
    """Outlets that are cited together become the one of them that has the event without the others; else all of them are one voice."""
    alone: dict[str, Voice] = {}
    for claim, _ in pairs:
        if not voices[claim.id].beside:
            alone.setdefault(voices[claim.id].key, voices[claim.id])
    for claim, _ in pairs:
        own = voices[claim.id]
        if own.beside:
            ids = (own.key, *own.beside)
            met = next((alone[id] for id in ids if id in alone), None)
            if met is None:
                alone.update(dict.fromkeys(ids, own))
            else:
                name = own.name if own.anonymous or met.beside else _outlet_name(met)
                voices[claim.id] = replace(own, key=met.key, name=name, beside=met.beside, via=own.via and met.key)


def _outlet_name(v: Voice) -> str:
    found = card(v.key)
    return found.name if found else v.name
