"""Credibility of an event on the Admiralty scale (1–6), by rules that are written out. It is about the information, never about the source.

What counts are independent origins, who among them takes part in the event, and who contradicts it; not how many articles repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import FieldView, Origin, Status

RULES = {
    1: "confirmed: two or more independent origins say it, at least one of them named and no party to it (or both sides say it), "
    "and nobody denies it",
    2: "probably true: a named origin that is no party to it says it and nobody denies it; or more independent origins say it than deny it",
    3: "possibly true: one origin says it, an unnamed one or a party to it, and nobody denies it; or it is said and denied by equals",
    4: "doubtful: one origin says it, an unnamed one or a party to it, and another denies it",
    5: "improbable: more independent origins deny it than say it",
    6: "cannot be judged: nobody says that it happened or is planned, only that it may; or no origin is known",
}


def credibility(
    origins: Sequence[Origin], denied_by: Sequence[str], status: Status, fields: Sequence[FieldView], sides: tuple[set[str], set[str]]
) -> tuple[int, str]:
    """The grade and the rule that gave it, in words. ``denied_by``: keys of origins that only
    deny it; ``sides``: the voices of the actors and of the recipients, as keys of origins."""
    denying = {o.key for o in origins if o.key in denied_by and o.independent}
    saying = [o for o in origins if o.key not in denied_by and o.independent]
    if status is Status.DENIED:
        return (5, RULES[5]) if denying else (6, RULES[6])
    if status is Status.POSSIBLE or not saying:
        return 6, RULES[6]
    named = [o for o in saying if not o.anonymous and not o.party]
    keys = {o.key for o in saying}
    both_sides = bool(keys & sides[0]) and bool(keys & sides[1])
    if denying and len(denying) > len(saying):
        return _with(5, fields)
    if not denying:
        if len(saying) > 1 and (named or both_sides):
            return _with(1, fields)
        return _with(2, fields) if named or both_sides else _with(3, fields)
    if len(saying) > len(denying) and named:
        return _with(2, fields)
    return _with(3, fields) if named else _with(4, fields)


def _with(grade: int, fields: Sequence[FieldView]) -> tuple[int, str]:
    """A disputed figure, place or time is told beside the grade; it does not make the event itself less likely."""
    open_ = [f.name for f in fields if f.disputed and f.name != "status"]
    return grade, RULES[grade] + (f"; disputed in detail: {', '.join(open_)}" if open_ else "")
