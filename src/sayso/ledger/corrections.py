"""A person's correction of one field of a claim: the value in words, and the claim as it then reads.

What is corrected keeps the words of the text that it stood on; where there are none, the trigger stands for them. The reason of the field
says who corrected it and why.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sayso.errors import SettingError
from sayso.ledger.names import ids_of, near
from sayso.ledger.words import EVENT_WORDS
from sayso.records import Actor, Claim, Flow, Item, Place, Quantity, Reason, Status, TimeSpan

NONE = frozenset(["", "none", "-", "null"])
_MEASURES = ("batch", "total", "rate", "stock")
_CLASS = re.compile(r"[a-z]+(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*")
_NUMBER = r"\d[\d,. ]*"


def _wrong(field: str, value: str, mend: str) -> SettingError:
    return SettingError(f"“{value}” is no {field}", mend)


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> str:
    found = next((a for a in allowed if a.casefold() == value.casefold()), None)
    if found is None:
        raise _wrong(field, value, f"Allowed: {', '.join(allowed)}.")
    return found


def _event(claim: Claim, value: str) -> Claim:
    return replace(claim, event=None if value in NONE else _one_of("event", value, tuple(EVENT_WORDS)))


def _mode(claim: Claim, value: str) -> Claim:
    return replace(claim, mode=None if value in NONE else value)


def _flow(claim: Claim, value: str) -> Claim:
    return replace(claim, flow=None if value in NONE else Flow(_one_of("flow", value, tuple(f.value for f in Flow))))


def _status(claim: Claim, value: str) -> Claim:
    return replace(claim, status=Status(_one_of("status", value, tuple(s.value for s in Status))))


def party(words: str) -> str:
    """The id of the one party that ``words`` name: "Iran", "IRN", "quds-force"."""
    found = ids_of(words)
    if len(found) == 1:
        return next(iter(found))
    if len(found) > 1:
        raise SettingError(f"“{words}” may be {', '.join(sorted(found))}", "Write the id that is meant.")
    if re.fullmatch(r"[A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*", words):
        return words
    close = near(words)
    raise SettingError(f"“{words}” is no party that sayso knows", f"Did you mean {', '.join(close)}?" if close else "Write its id.")


def _parties(was: tuple[Actor, ...], claim: Claim, value: str) -> tuple[Actor, ...]:
    if value in NONE:
        return ()
    words = [w.strip() for w in re.split(r"[+,;]", value) if w.strip()]
    made = []
    for n, word in enumerate(words):
        spot = was[n] if n < len(was) else claim.trigger
        made.append(Actor(spot.start, spot.end, spot.text, party(word)))
    return tuple(made)


def _actor(claim: Claim, value: str) -> Claim:
    return replace(claim, actor=_parties(claim.actor, claim, value))


def _recipient(claim: Claim, value: str) -> Claim:
    return replace(claim, recipient=_parties(claim.recipient, claim, value))


def _items(claim: Claim, value: str, change: Callable[[Item, str], Item], *, make: bool = False) -> Claim:
    """Change the item that "2: …" names, or the only one."""
    index, colon, rest = value.partition(":")
    if colon and index.strip().isdigit():
        which, value = int(index) - 1, rest.strip()
        if not 0 <= which < len(claim.items):
            raise SettingError(f"The claim has {len(claim.items)} items, not {which + 1}", "Number them from 1 in the order of the text.")
    elif len(claim.items) > 1:
        listed = ", ".join(f"{n}: {i.text}" for n, i in enumerate(claim.items, 1))
        raise SettingError(f"The claim has {len(claim.items)} items ({listed})", "Say which one: “2: …”.")
    else:
        which = 0
    items = list(claim.items)
    if not items:
        if not make:
            raise SettingError("The claim has no items", "Correct its class first.")
        items = [Item(claim.trigger.start, claim.trigger.end, claim.trigger.text, "weapon")]
    items[which] = change(items[which], value)
    return replace(claim, items=tuple(items))


def _class(claim: Claim, value: str) -> Claim:
    if value in NONE:
        return replace(claim, items=())

    def change(item: Item, value: str) -> Item:
        if not _CLASS.fullmatch(value):
            raise _wrong("item class", value, "Write it as in weapon.uav or weapon.missile.ballistic.")
        return replace(item, class_=value)

    return _items(claim, value, change, make=True)


def _designation(claim: Claim, value: str) -> Claim:
    return _items(claim, value, lambda item, value: replace(item, designation=None if value in NONE else value))


def bounds_of(value: str) -> tuple[int | None, int | None, str, str | None]:
    """(low, high, hedge, measure) of "450", "400-500 batch", "at least 300 total", "300+", "up to 50"."""
    words = value.strip().casefold()
    measure = next((m for m in _MEASURES if words.endswith(m)), None)
    words = words.removesuffix(measure).strip() if measure else words

    def number(told: str) -> int:
        return int(re.sub(r"[,. ]", "", told))

    if match := re.fullmatch(rf"({_NUMBER})", words):
        return number(match[1]), number(match[1]), "exact", measure
    if match := re.fullmatch(rf"({_NUMBER}?)\s*(?:-|–|—|to|\.\.|…)\s*({_NUMBER})", words):
        low, high = number(match[1]), number(match[2])
        if low > high:
            raise _wrong("quantity", value, "The lower bound goes first.")
        return low, high, "range", measure
    if match := re.fullmatch(rf"(?:at least|>=|≥)\s*({_NUMBER})|({_NUMBER}?)\s*\+", words):
        return number(match[1] or match[2]), None, "lower", measure
    if match := re.fullmatch(rf"(?:up to|at most|<=|≤)\s*({_NUMBER})", words):
        return None, number(match[1]), "upper", measure
    raise _wrong("quantity", value, "Write 450, 400-500, at least 300 or up to 50, and batch, total, rate or stock behind it.")


def _quantity(claim: Claim, value: str) -> Claim:
    def change(item: Item, value: str) -> Item:
        if value in NONE:
            return replace(item, quantity=None)
        low, high, hedge, measure = bounds_of(value)
        was = item.quantity
        spot = was or item
        measure = measure or (was.measure if was else None)
        return replace(item, quantity=Quantity(spot.start, spot.end, spot.text, low, high, hedge, measure))

    return _items(claim, value, change)


def _measure(claim: Claim, value: str) -> Claim:
    def change(item: Item, value: str) -> Item:
        if item.quantity is None:
            raise SettingError("The item has no quantity", "Correct the quantity first.")
        return replace(item, quantity=replace(item.quantity, measure=None if value in NONE else _one_of("measure", value, _MEASURES)))

    return _items(claim, value, change)


def _place(claim: Claim, value: str) -> Claim:
    if value in NONE:
        return replace(claim, place=())
    spot = claim.place[0] if claim.place else claim.trigger
    found = ids_of(value)
    return replace(claim, place=(Place(spot.start, spot.end, spot.text if claim.place else value, next(iter(found), None)),))


def _days(value: str) -> tuple[date, date]:
    try:
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if re.fullmatch(r"\d{4}-\d\d", value):
            year, month = map(int, value.split("-"))
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date.fromisoformat(value), date.fromisoformat(value)
    except ValueError:
        raise _wrong("time", value, "Write 2022-11-05, 2022-11, 2022 or 2022-11-01/2022-11-09.") from None


def _time(claim: Claim, value: str) -> Claim:
    if value in NONE:
        return replace(claim, time=None)
    first, _, last = re.sub(r"…|\.\.", "/", value).partition("/")
    begin, end = _days(first.strip())[0], _days((last or first).strip())[1]
    if begin > end:
        raise _wrong("time", value, "The first day goes first.")
    spot = claim.time or claim.trigger
    return replace(claim, time=TimeSpan(spot.start, spot.end, spot.text, begin, end, anchor="absolute"))


FIELDS: dict[str, Callable[[Claim, str], Claim]] = {
    "event": _event,
    "mode": _mode,
    "flow": _flow,
    "status": _status,
    "actor": _actor,
    "recipient": _recipient,
    "class": _class,
    "designation": _designation,
    "quantity": _quantity,
    "measure": _measure,
    "place": _place,
    "time": _time,
}
"""The fields that can be corrected."""

_OF_ITEMS = frozenset(["class", "designation", "quantity", "measure"])


def corrected(claim: Claim, field: str, value: str, *, number: int, who: str, why: str) -> Claim:
    """``claim`` with one field as a person says it is. Raises :class:`SettingError` for a field or a value that is not understood."""
    if field not in FIELDS:
        raise SettingError(f"There is no field “{field}” to correct", f"There are {', '.join(FIELDS)}.")
    made = FIELDS[field](claim, value.strip())
    name = "items" if field in _OF_ITEMS else field
    told = Reason(name, f"corrected by {who}: {field} is {value.strip() or 'none'} ({why})", f"judgement {number}")
    return replace(made, reasons=(*made.reasons, told))
