"""When two claims of two texts say that it happened, and whether the one speaks of what the other told.

A report names the day of what it tells ("on May 4", "yesterday's"), refers back to it without a day ("following the attack"), tells of
another one ("a new round of"), or tells it as news of the day on which it was published. Acts of one day that are told as news on two days
are two.
"""

from __future__ import annotations

from sayso.events.comparison import SAME_FEW, Comparison, Levels, both_ways, either, meet, same_few
from sayso.events.features import Features

ONE_DAY = frozenset({"attack", "intercept", "seize", "talks"})
"""Acts of one day: told as news again on another day, they are others."""

SHORT = 2
"""A time of no more days than this names a day; "last week" does not."""

PAST = 10
"""A day that lies so many days before the report is named because of what happened on it."""

FEW_DAYS, WEEK, LATER, MONTH = 3, 7, 14, 31
"""Days. Within ``LATER`` days an act that was told is referred back to without its day."""


MARKED = 4
"""Shared words of this weight (two uncommon ones) in both sentences or titles, or as names, mark an act, as its place does."""


def names_day(r: Features) -> bool:
    """Whether the words give the day of what is told, and it is another than that of the report ("overnight" and "today" are news)."""
    if not r.dated or r.first is None or r.last is None or r.last - r.first > SHORT:
        return False
    return r.published is None or r.last < r.published or r.first > r.published


def marked(a: Features, b: Features) -> bool:
    """Whether the two have something in common beside what is done to whom: a place, rare words of their sentences, names, their title, a
    party that few reports name, a day long past."""
    if same_few(a, b) or meet(a.spots, b.spots) or meet(a.near, b.near) >= MARKED or meet(a.names, b.names) >= MARKED:
        return True
    return meet(a.title, b.title) >= MARKED or (_past(a) and _past(b))


def _past(r: Features) -> bool:
    return r.dated and r.last is not None and r.published is not None and r.last < r.published - PAST


def _day(a: Features, b: Features) -> int | None:
    if a.published is None or b.published is None:
        return None
    if names_day(a) and names_day(b):
        assert a.first is not None and b.first is not None and a.last is not None and b.last is not None
        gap = max(a.first, b.first) - min(a.last, b.last)
        return (0 if marked(a, b) else 1) if gap <= 0 else 2 if gap == 1 else 3
    if names_day(a) or names_day(b):
        return _one_names(a, b) if names_day(a) else _one_names(b, a)
    gap = abs(a.published - b.published)
    early, late = (a, b) if a.published < b.published else (b, a)
    if gap and late.told == "another":
        return 12
    if gap == 0:
        return (13 if marked(a, b) else 14) if "back" in (a.told, b.told) else 15 if marked(a, b) else 16
    if late.told == "back":
        if gap > WEEK:
            return 21 if marked(a, b) else 22
        return (17 if marked(a, b) else 18) if early.told != "back" else 19 if marked(a, b) else 20
    if a.family in ONE_DAY or b.family in ONE_DAY:
        if early.told == "back":
            return 23
        return 24 if gap > FEW_DAYS else 25 if a.told == b.told == "today" else 26 if gap == 1 else 27
    if gap == 1:
        return 28 if marked(a, b) else 29
    return (30 if marked(a, b) else 31) if gap <= WEEK else 32 if gap <= MONTH else 33


def two_news(a: Features, b: Features) -> bool:
    """Whether the two tell acts of one day as news of two days: what they share is then what such acts share."""
    if a.published is None or b.published is None or a.published == b.published or names_day(a) or names_day(b):
        return False
    late = a if a.published > b.published else b
    return (a.family in ONE_DAY or b.family in ONE_DAY) and late.told in ("news", "today")


def _one_names(one: Features, other: Features) -> int:
    """``one`` names a day, ``other`` does not."""
    assert one.first is not None and one.last is not None and other.published is not None
    if other.told == "back":
        return (9 if marked(one, other) else 10) if one.first <= other.published <= one.last + LATER else 11
    if one.first <= other.published <= one.last + 1:
        return 4 if marked(one, other) else 5
    if one.first - 2 <= other.published <= one.last + 3:
        return 6 if one.family in ONE_DAY or other.family in ONE_DAY else 7
    return 8


def _names(side: str) -> str:
    other = f"(published_{side} is null or last_{side} < published_{side} or first_{side} > published_{side})"
    return f"(dated_{side} and last_{side} - first_{side} <= {SHORT} and {other})"


_ONE = _names("l").replace("_l", "@").replace("last@", "one.last").replace("first@", "one.first")
_ONE = _ONE.replace("dated@", "one.dated").replace("published@", "one.published")
_GAP = "(greatest(first_l, first_r) - least(last_l, last_r))"
_BOTH = f"({_names('l')} and {_names('r')})"
_ANY = f"({_names('l')} or {_names('r')})"
_APART = "abs(published_l - published_r)"
_FAMILIES = ", ".join(f"'{f}'" for f in sorted(ONE_DAY))
_LASTS = f"(family_l not in ({_FAMILIES}) and family_r not in ({_FAMILIES}))"
_OLD = f"(dated_l and dated_r and last_l < published_l - {PAST} and last_r < published_r - {PAST})"
_RARE = " or ".join(f"{{meet({name})}} >= {MARKED}" for name in ("near", "names", "title"))
_MARKED = f"({SAME_FEW} or {{meet(spots)}} > 0 or {_RARE} or {_OLD})"


def _l(what: str) -> str:
    return either(what, "published")


_LATE_IS_NEWS = _l("late.told in ('news', 'today')")
TWO_NEWS = f"coalesce(not {_ANY} and {_APART} > 0 and not {_LASTS} and {_LATE_IS_NEWS}, false)"
"""SQL of :func:`two_news`."""

_TOLD = both_ways(f"{_ONE} and other.told != 'back' and one.first <= other.published and other.published <= one.last + 1")
_SOON = both_ways(f"{_ONE} and one.first <= other.published and other.published <= one.last + {LATER}")
_EITHER = "(told_l = 'back' or told_r = 'back')"
_BACK = _l("late.told = 'back'")
_FIRST = _l("late.told = 'back' and early.told != 'back'")
_DAY: Levels = (
    ("the same day in the words of both, and something that marks it", f"{_BOTH} and {_GAP} <= 0 and {_MARKED}"),
    ("the same day in the words of both", f"{_BOTH} and {_GAP} <= 0"),
    ("a day apart in the words of both", f"{_BOTH} and {_GAP} = 1"),
    ("other days in the words of both", _BOTH),
    ("one names the day on which the other was told, and something that marks it", f"{_TOLD} and {_MARKED}"),
    ("one names the day on which the other was told", _TOLD),
    ("one names a day near to that on which the other was told",
     both_ways(f"{_ONE} and other.told != 'back' and one.first - 2 <= other.published and other.published <= one.last + 3")
     + f" and not {_LASTS}"),
    ("acts that last, one names a day near to that on which the other was told",
     both_ways(f"{_ONE} and other.told != 'back' and one.first - 2 <= other.published and other.published <= one.last + 3")),
    ("one names another day than that on which the other was told", both_ways(f"{_ONE} and other.told != 'back'")),
    ("one names a day, the other refers back soon after it, and something that marks it", f"{_SOON} and {_MARKED}"),
    ("one names a day, the other refers back soon after it", _SOON),
    ("one names a day, the other refers back at another time", _ANY),
    ("the later tells of another one", _l("late.told = 'another'")),
    ("told on the same day, one refers back, and something marks it", f"{_APART} = 0 and {_EITHER} and {_MARKED}"),
    ("told on the same day, and one refers back", f"{_APART} = 0 and {_EITHER}"),
    ("told on the same day, and something that marks it", f"{_APART} = 0 and {_MARKED}"),
    ("told on the same day", f"{_APART} = 0"),
    ("the later refers back within a week of the news, and something that marks it", f"{_APART} <= {WEEK} and {_FIRST} and {_MARKED}"),
    ("the later refers back within a week of the news", f"{_APART} <= {WEEK} and {_FIRST}"),
    ("both refer back within a week, and something that marks it", f"{_APART} <= {WEEK} and {_BACK} and {_MARKED}"),
    ("both refer back within a week", f"{_APART} <= {WEEK} and {_BACK}"),
    ("the later refers back after more than a week, and something that marks it", f"{_BACK} and {_MARKED}"),
    ("the later refers back after more than a week", _BACK),
    ("the earlier refers back, the later is news", f"not {_LASTS} and " + _l("early.told = 'back'")),
    ("told as news more than three days apart", f"not {_LASTS} and {_APART} > {FEW_DAYS}"),
    ("told in the present on two days", f"not {_LASTS} and told_l = 'today' and told_r = 'today'"),
    ("told as news on two days, one after the other", f"not {_LASTS} and {_APART} = 1"),
    ("told as news on two days", f"not {_LASTS}"),
    ("acts that last, told a day apart, and something that marks it", f"{_APART} = 1 and {_MARKED}"),
    ("acts that last, told a day apart", f"{_APART} = 1"),
    ("acts that last, told within a week, and something that marks it", f"{_APART} <= {WEEK} and {_MARKED}"),
    ("acts that last, told within a week", f"{_APART} <= {WEEK}"),
    ("acts that last, told within a month", f"{_APART} <= {MONTH}"),
    ("acts that last, told more than a month apart", ""),
)  # fmt: skip
DAY = Comparison("day", _day, "published_l is null or published_r is null", _DAY, within=False)
