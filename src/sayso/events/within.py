"""Comparisons of two claims of one text: whether its words tell of one thing twice.

There the same parties, place and day say little; what tells is how the two hang together: "killed in an attack", "launches drones, hitting
a depot", "claims responsibility" are one event; "strikes after an attack", "another strike", "while Israel bombs" are two.
"""

from __future__ import annotations

from sayso.events.comparison import Comparison, Levels, either, meet
from sayso.events.features import Features

_NEAR, _FAR = 60, 140
"""Characters between the beginnings of two triggers."""


def _bond(a: Features, b: Features) -> int:
    if a.at == b.at:
        return 0
    early, late = (a, b) if a.at < b.at else (b, a)
    if late.told == "another":
        return 1
    if early.sentence == late.sentence:
        return _in_one_sentence(early, late)
    if late.sort == "word":
        return 10
    if late.tie == "measure":
        return 11
    if late.told == "back" or late.tie in ("the", "which"):
        return 12
    return 13 if late.sort == "harm" else 14 if late.hinge < 0 else 15


def _in_one_sentence(early: Features, late: Features) -> int:
    result = early.sort in ("harm", "abduct")
    if late.hinge > early.at:
        return 8 if result else 9
    if late.sort == "word" or early.sort == "word":
        return 2
    if late.tie in ("measure", "course", "which", "aim"):
        return 3
    if late.tie == "way":
        return 4 if result else 5
    return 6 if late.tie == "with" else 7


def _l(what: str) -> str:
    return either(what, "at")


_ONE = "sentence_l = sentence_r"
_RESULT = "coalesce(early.sort, '') in ('harm', 'abduct')"
_WORD = "(coalesce(sort_l, '') = 'word' or coalesce(sort_r, '') = 'word')"
_TIES = "'measure', 'course', 'which', 'aim'"
_BOND: Levels = (
    ("told by the same words", "at_l = at_r"),
    ("the later tells of another one", _l("late.told = 'another'")),
    ("in one sentence, what is said of it", f"{_ONE} and " + _l("late.hinge <= early.at") + f" and {_WORD}"),
    ("in one sentence, its course, aim or rank", f"{_ONE} and " + _l(f"late.hinge <= early.at and late.tie in ({_TIES})")),
    ("in one sentence, what it did and the way", f"{_ONE} and " + _l(f"late.hinge <= early.at and late.tie = 'way' and {_RESULT}")),
    ("in one sentence, two acts, one in the other", f"{_ONE} and " + _l("late.hinge <= early.at and late.tie = 'way'")),
    ("in one sentence, one with the other", f"{_ONE} and " + _l("late.hinge <= early.at and late.tie = 'with'")),
    ("in one sentence, side by side", f"{_ONE} and " + _l("late.hinge <= early.at")),
    ("in one sentence, what it did, and after what", f"{_ONE} and " + _l(_RESULT)),
    ("in one sentence, set apart", _ONE),
    ("in two sentences, what is said of it", _l("coalesce(late.sort, '') = 'word'")),
    ("in two sentences, its rank", _l("late.tie = 'measure'")),
    ("in two sentences, and the later refers back", _l("(late.told = 'back' or late.tie in ('the', 'which'))")),
    ("in two sentences, what it did", _l("coalesce(late.sort, '') = 'harm'")),
    ("in two sentences", _l("late.hinge < 0")),
    ("in two sentences, and the later set apart", ""),
)  # fmt: skip


def _distance(a: Features, b: Features) -> int:
    gap = abs(a.at - b.at)
    return 0 if gap < _NEAR else 1 if gap < _FAR else 2


def _told(a: Features, b: Features) -> int:
    return 1 if (a.told == "back") != (b.told == "back") else 0


def _place(a: Features, b: Features) -> int | None:
    if a.sentence == b.sentence or not a.places or not b.places:
        return None
    return 0 if meet(a.places, b.places) else 1


_SAME = "{size(places_l)} = 0 or {size(places_r)} = 0 or sentence_l = sentence_r"
WITHIN: tuple[Comparison, ...] = (
    Comparison("bond", _bond, "", _BOND, within=True),
    Comparison("distance", _distance, "", (
        ("close together", f"abs(at_l - at_r) < {_NEAR}"),
        ("not far from each other", f"abs(at_l - at_r) < {_FAR}"),
        ("far from each other", ""),
    ), within=True),
    Comparison("told in one text", _told, "", (
        ("both as news, or both as something told before", "(told_l = 'back') = (told_r = 'back')"),
        ("one as something told before", ""),
    ), within=True),
    Comparison("place in one text", _place, _SAME, (
        ("two sentences that name the same place", "{meet(places)} > 0"),
        ("two sentences that name other places", ""),
    ), within=True),
)  # fmt: skip
