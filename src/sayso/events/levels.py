"""The comparisons of linkage: for each, the levels from the strongest agreement down, as Python and as SQL that say the same.

A comparison gives the number of the first level that holds, or ``None`` where one of the two records does not say: no evidence. The
conditions use plain comparisons of scalars, and the size of an intersection of two lists, so that DuckDB and Spark both read them.
``{meet(x)}`` in a condition is the number of values the two lists have in common, ``{cross(x,y)}`` that of one's x and the other's y.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.events.features import LONG, Features

Pick = Callable[[Features, Features], int | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field that two claims are compared by. ``null``: the SQL condition under which it is no evidence; ``levels``: name →
    SQL condition, the last one empty ("else")."""

    name: str
    pick: Pick
    null: str
    levels: tuple[tuple[str, str], ...]


ONE_DAY = frozenset({"attack", "intercept", "seize", "talks"})
"""Acts of one day: told as news again on another day, they are others."""

SHORT = 2
"""A time of no more days than this names a day; "last week" does not."""

PAST = 10
"""A day that lies so many days before the report is named because of what happened on it."""

ALIKE = (30, 16, 8, 4, 2)
"""Bounds of the likeness of two passages: the square of the cosine of their weighted words, in hundredths (cosines of 0.55 … 0.14)."""

FEW = 4
"""Passages of less weight have no words to compare."""

MANY = 15
"""Passages of so much weight should have something in common, if they tell of one thing."""


def _meet(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    if len(a) == 1 and len(b) == 1:
        return int(a[0] == b[0])
    return len(set(a).intersection(b)) if a and b else 0


def _what(a: Features, b: Features) -> int | None:
    if a.kind == b.kind:
        if a.mode is None or b.mode is None:
            return 1 if a.mode or b.mode else 0
        return 0 if a.mode == b.mode else 2 if a.mode_group == b.mode_group else 4
    return 3 if a.family == b.family else 5


def _trigger(a: Features, b: Features) -> int | None:
    return 0 if a.entry == b.entry else 1


def _actors(a: Features, b: Features) -> int | None:
    return _sides(a.actors, b.actors, a.actors_up, b.actors_up, a.actors_few)


def _recipients(a: Features, b: Features) -> int | None:
    return _sides(a.recipients, b.recipients, a.recipients_up, b.recipients_up, a.recipients_few)


def _sides(a: tuple[str, ...], b: tuple[str, ...], a_up: tuple[str, ...], b_up: tuple[str, ...], few: bool) -> int | None:
    if not a or not b:
        return None
    if a == b:
        return 0 if few else 1
    if _meet(a, b):
        return 2
    return 3 if _meet(a, b_up) or _meet(a_up, b) else 4


def _goods(a: Features, b: Features) -> int | None:
    if not a.classes or not b.classes:
        return None
    if _meet(a.designations, b.designations_up) or _meet(a.designations_up, b.designations):
        return 0
    if a.designations and b.designations:
        return 4
    if _meet(a.classes, b.classes):
        return 1
    if _meet(a.classes, b.classes_up) or _meet(a.classes_up, b.classes):
        return 2
    return 3 if _meet(a.classes_up, b.classes_up) else 5


def _figure(a: Features, b: Features) -> int | None:
    if a.figure_of is None or a.figure_of != b.figure_of:
        return None
    if a.figure_low == b.figure_low and a.figure_high == b.figure_high:
        return 0
    if a.figure_low <= b.figure_high and b.figure_low <= a.figure_high:
        return 1  # also of a batch and a total: "has sent 10 tanks" may mean either
    # A batch is a part of a larger total. A total below the batch is another word for what came: "has sent 4".
    total, batch = (a, b) if a.measure == "total" else (b, a)
    apart = total.measure == "total" and batch.measure not in (None, "total") and total.figure_low > batch.figure_high
    return 3 if apart else 4 if a.document == b.document else 2


def _time(a: Features, b: Features) -> int | None:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    gap = max(a.first, b.first) - min(a.last, b.last)
    dated = int(a.dated) + int(b.dated)
    long = a.last - a.first > LONG or b.last - b.first > LONG
    if gap <= 0 and long:
        return 2
    if dated == 2:
        past = a.published is not None and b.published is not None and a.last < a.published - PAST and b.last < b.published - PAST
        return (0 if past else 1) if gap <= 0 else 3 if gap == 1 else 4 if gap <= 3 else 5
    if max(a.common, b.common) >= 2:
        return 12 if gap <= 0 else 13 if gap == 1 else 14 if gap <= 7 else 15
    if gap <= 0:
        return 6
    if gap == 1:
        return 7
    return 8 if gap <= 3 else 9 if gap <= 7 else 10 if gap <= 30 else 11


def _place(a: Features, b: Features) -> int | None:
    if a.places and b.places:
        if _meet(a.places, b.places):
            return 0
        return 2 if not a.states or not b.states or _meet(a.states, b.states) else 3
    if not a.states or not b.states:
        return None
    return 1 if _meet(a.states, b.states) else 3


def _status(a: Features, b: Features) -> int | None:
    if a.status == b.status:
        return 0
    if a.status == "denied" or b.status == "denied":
        return 1
    if a.status != "actual" and b.status != "actual":
        return 2
    if a.document == b.document:
        return 5
    if a.published is None or b.published is None:
        return 4
    plan, done = (b, a) if a.status == "actual" else (a, b)
    assert plan.published is not None and done.published is not None
    return 3 if plan.published <= done.published else 4


def _words(a: Features, b: Features) -> int | None:
    if a.document == b.document or len(a.words) < FEW or len(b.words) < FEW:
        return None
    shared = 100 * _meet(a.words, b.words) ** 2
    sizes = len(a.words) * len(b.words)
    return next((n for n, share in enumerate(ALIKE) if shared >= share * sizes), 5 if shared else 6 if sizes < MANY * MANY else 7)


def _numbers(a: Features, b: Features) -> int | None:
    if a.document == b.document or not a.numbers or not b.numbers:
        return None
    shared = _meet(a.numbers, b.numbers)
    return 0 if shared > 1 else 1 if shared else 2


def _common(a: Features, b: Features) -> int | None:
    return 3 - max(a.common, b.common)


def _marks(a: Features, b: Features) -> int | None:
    if a.document == b.document:
        return None
    few = (a.actors_few and a.actor_key == b.actor_key) or (a.recipients_few and a.recipient_key == b.recipient_key)
    if few or _meet(a.places, b.places) or _meet(a.numbers, b.numbers) or _meet(a.designations, b.designations):
        return 0
    if _meet(a.words, b.words) >= 5:
        return 0
    return 1 if max(a.common, b.common) < 2 else 2


def _back(a: Features, b: Features) -> int | None:
    if a.document == b.document or a.published is None or b.published is None or a.published == b.published:
        return None
    early, late = (a, b) if a.published < b.published else (b, a)
    if late.first is None or late.last is None:
        return None
    if late.dated or late.told == "back":
        if early.told == "back" or early.dated:
            return None
        if late.dated and late.last - late.first <= SHORT:
            return 0 if late.first <= min(a.published, b.published) <= late.last + 1 else 1
        return 2
    if late.told == "another":
        return 3
    if a.family not in ONE_DAY and b.family not in ONE_DAY:
        return 6
    if a.told == b.told == "today":
        return 7
    return 4 if abs(a.published - b.published) == 1 else 5


def _together(a: Features, b: Features) -> int | None:
    if a.document != b.document:
        return None
    if a.sentence == b.sentence:
        return 2 if a.told == b.told or {a.told, b.told} == {"news", "today"} else 3
    late = b if a.sentence < b.sentence else a
    return 0 if late.told == "back" else 4 if late.told == "another" else 1


def _sql_sides(side: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return f"{side}_key_l is null or {side}_key_r is null", (
        ("the same, whom few reports name", f"{side}_key_l = {side}_key_r and {side}s_few_l"),
        ("the same", f"{side}_key_l = {side}_key_r"),
        ("some the same", f"{{meet({side}s)}} > 0"),
        ("one belongs to the other", f"{{cross({side}s,{side}s_up)}} > 0"),
        ("others", ""),
    )


_GAP = "(greatest(first_l, first_r) - least(last_l, last_r))"
_BUSY = "greatest(common_l, common_r) >= 2"
_LONG = f"(last_l - first_l > {LONG} or last_r - first_r > {LONG})"
_BOTH = "(dated_l and dated_r)"
_SAME_FIGURE = "(figure_low_l = figure_low_r and figure_high_l = figure_high_r)"
_APART = (
    "((measure_l = 'total' and coalesce(measure_r, 'total') != 'total' and figure_low_l > figure_high_r) "
    "or (measure_r = 'total' and coalesce(measure_l, 'total') != 'total' and figure_low_r > figure_high_l))"
)
_SIZES = "({size(words_l)} * {size(words_r)})"
_MEET2 = "(100 * {meet(words)} * {meet(words)})"
_DAYS = ", ".join(f"'{f}'" for f in sorted(ONE_DAY))
_ONE_DAY = f"(family_l in ({_DAYS}) or family_r in ({_DAYS}))"


def _late(what: str) -> str:
    """A condition on the later (``late_``) and the earlier (``early_``) of the two."""
    one = what.replace("late.", "L:").replace("early.", "R:")
    first = re.sub(r"R:(\w+)", r"\1_r", re.sub(r"L:(\w+)", r"\1_l", one))
    other = re.sub(r"R:(\w+)", r"\1_l", re.sub(r"L:(\w+)", r"\1_r", one))
    return f"((published_l > published_r and {first}) or (published_r > published_l and {other}))"


_STATES = "({size(states_l)} = 0 or {size(states_r)} = 0)"

_NEWS = "(told_l in ('news', 'today') and told_r in ('news', 'today'))"
_TODAY = "(told_l = 'today' and told_r = 'today')"
_NAMED = f"(late.dated and late.last - late.first <= {SHORT})"
COMPARISONS: tuple[Comparison, ...] = (
    Comparison("what", _what, "", (
        ("the same kind and mode", "kind_l = kind_r and coalesce(mode_l, '') = coalesce(mode_r, '')"),
        ("the same kind, one mode unknown", "kind_l = kind_r and (mode_l is null or mode_r is null)"),
        ("the same kind, related modes", "kind_l = kind_r and mode_group_l = mode_group_r"),
        ("related kinds", "kind_l != kind_r and family_l = family_r"),
        ("the same kind, other modes", "kind_l = kind_r"),
        ("other kinds", ""),
    )),
    Comparison("trigger", _trigger, "", (("the same predicate", "entry_l = entry_r"), ("other words", ""))),
    Comparison("actors", _actors, *_sql_sides("actor")),
    Comparison("recipients", _recipients, *_sql_sides("recipient")),
    Comparison("goods", _goods, "{size(classes_l)} = 0 or {size(classes_r)} = 0", (
        ("the same model, or a variant of it", "{cross(designations,designations_up)} > 0"),
        ("the same class", "{meet(classes)} > 0 and ({size(designations_l)} = 0 or {size(designations_r)} = 0)"),
        ("one class within the other", "{cross(classes,classes_up)} > 0 and ({size(designations_l)} = 0 or {size(designations_r)} = 0)"),
        ("related classes", "{meet(classes_up)} > 0 and ({size(designations_l)} = 0 or {size(designations_r)} = 0)"),
        ("other models", "{size(designations_l)} > 0 and {size(designations_r)} > 0"),
        ("other goods", ""),
    )),
    Comparison("figure", _figure, "figure_of_l is null or figure_of_r is null or figure_of_l != figure_of_r", (
        ("the same figure", _SAME_FIGURE),
        ("figures that can both hold", "figure_low_l <= figure_high_r and figure_low_r <= figure_high_l"),
        ("figures that exclude each other", f"not coalesce({_APART}, false) and document_l != document_r"),
        ("a batch beside a running total", f"coalesce({_APART}, false)"),
        ("two figures in one text", ""),
    )),
    Comparison("time", _time, "first_l is null or first_r is null", (
        ("the same day in both texts, long past",
         f"{_GAP} <= 0 and not {_LONG} and {_BOTH} and last_l < published_l - {PAST} and last_r < published_r - {PAST}"),
        ("the same day in both texts", f"{_GAP} <= 0 and not {_LONG} and {_BOTH}"),
        ("times that overlap", f"{_GAP} <= 0 and {_LONG}"),
        ("a day apart in both texts", f"{_BOTH} and {_GAP} = 1"),
        ("two or three days apart in both texts", f"{_BOTH} and {_GAP} > 1 and {_GAP} <= 3"),
        ("four days and more apart in both texts", f"{_BOTH} and {_GAP} > 3"),
        ("reported on the same day", f"not {_BUSY} and {_GAP} <= 0"),
        ("reported a day apart", f"not {_BUSY} and {_GAP} = 1"),
        ("reported two or three days apart", f"not {_BUSY} and {_GAP} <= 3"),
        ("reported within a week", f"not {_BUSY} and {_GAP} <= 7"),
        ("reported within a month", f"not {_BUSY} and {_GAP} <= 30"),
        ("reported more than a month apart", f"not {_BUSY}"),
        ("of acts that are reported every day, on the same day", f"{_GAP} <= 0"),
        ("of acts that are reported every day, a day apart", f"{_GAP} = 1"),
        ("of acts that are reported every day, within a week", f"{_GAP} <= 7"),
        ("of acts that are reported every day, more than a week apart", ""),
    )),
    Comparison("place", _place, "({size(places_l)} = 0 or {size(places_r)} = 0) and " + _STATES, (
        ("the same place", "{meet(places)} > 0"),
        ("the same state", "({size(places_l)} = 0 or {size(places_r)} = 0) and {meet(states)} > 0"),
        ("other places of one state", "{size(places_l)} > 0 and {size(places_r)} > 0 and (" + _STATES + " or {meet(states)} > 0)"),
        ("other states", ""),
    )),
    Comparison("status", _status, "", (
        ("the same status", "status_l = status_r"),
        ("one denies it", "status_l = 'denied' or status_r = 'denied'"),
        ("a plan and a possibility", "status_l != 'actual' and status_r != 'actual'"),
        ("a plan, and later its coming about",
         "document_l != document_r and ((status_r = 'actual' and published_l <= published_r) or "
         "(status_l = 'actual' and published_r <= published_l))"),
        ("a plan after what has happened", "document_l != document_r"),
        ("a plan beside what has happened, in one text", ""),
    )),
    Comparison("words", _words, "document_l = document_r or {size(words_l)} < " + str(FEW) + " or {size(words_r)} < " + str(FEW), (
        ("passages very much alike", f"{_MEET2} >= {ALIKE[0]} * {_SIZES}"),
        ("passages much alike", f"{_MEET2} >= {ALIKE[1]} * {_SIZES}"),
        ("passages alike", f"{_MEET2} >= {ALIKE[2]} * {_SIZES}"),
        ("some rare words in common", f"{_MEET2} >= {ALIKE[3]} * {_SIZES}"),
        ("few rare words in common", f"{_MEET2} >= {ALIKE[4]} * {_SIZES}"),
        ("a word in common", "{meet(words)} > 0"),
        ("no rare word in common, where there are few", f"{_SIZES} < {MANY * MANY}"),
        ("no rare word in common", ""),
    )),
    Comparison("numbers", _numbers, "document_l = document_r or {size(numbers_l)} = 0 or {size(numbers_r)} = 0", (
        ("two numbers in common", "{meet(numbers)} > 1"),
        ("a number in common", "{meet(numbers)} = 1"),
        ("other numbers", ""),
    )),
    Comparison("how common", _common, "", (
        ("such acts between these parties are reported all the time", "greatest(common_l, common_r) = 3"),
        ("such acts between these parties are common", "greatest(common_l, common_r) = 2"),
        ("such acts between these parties are uncommon", "greatest(common_l, common_r) = 1"),
        ("such acts between these parties are rare", ""),
    )),
    Comparison("marks", _marks, "document_l = document_r", (
        ("something in common that marks it: a place, a number, a model, a person, rare words",
         "(actors_few_l and coalesce(actor_key_l = actor_key_r, false)) or "
         "(recipients_few_l and coalesce(recipient_key_l = recipient_key_r, false)) "
         "or {meet(places)} > 0 or {meet(numbers)} > 0 or {meet(designations)} > 0 or {meet(words)} >= 5"),
        ("nothing in common that marks it", f"not {_BUSY}"),
        ("nothing that marks it among acts that are reported every day", ""),
    )),
    Comparison("refers back", _back, "document_l = document_r or coalesce(published_l = published_r, true) or "
        + _late("(late.first is null or late.last is null or "
                "((late.dated or late.told = 'back') and (early.told = 'back' or early.dated)))"), (
        ("the later names the day on which the earlier was told",
         _late(f"({_NAMED} and late.first <= early.published and early.published <= late.last + 1)")),
        ("the later names another day", _late(_NAMED)),
        ("the later refers back to something told before", _late("(late.dated or late.told = 'back')")),
        ("the later tells of another one", _late("late.told = 'another'")),
        ("told as news on two days, one after the other", f"{_ONE_DAY} and abs(published_l - published_r) = 1 and not {_TODAY}"),
        ("told as news on two days", f"{_ONE_DAY} and not {_TODAY}"),
        ("told as news on two days, of acts that last", f"not {_ONE_DAY}"),
        ("told in the present on two days", ""),
    )),
    Comparison("together", _together, "document_l != document_r", (
        ("in one text, and the later sentence refers back",
         "(sentence_l < sentence_r and told_r = 'back') or (sentence_r < sentence_l and told_l = 'back')"),
        ("in one text, in two sentences",
         "(sentence_l < sentence_r and told_r != 'another') or (sentence_r < sentence_l and told_l != 'another')"),
        ("in one sentence", f"sentence_l = sentence_r and (told_l = told_r or {_NEWS})"),
        ("in one sentence, and one of the two is told as what was before, or as another", "sentence_l = sentence_r"),
        ("in one text, and the later sentence tells of another one", ""),
    )),
)  # fmt: skip
BY_NAME = {c.name: c for c in COMPARISONS}
