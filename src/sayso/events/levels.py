"""The comparisons of linkage: for each, the levels from the strongest agreement down, as Python and as SQL that say the same.

A comparison gives the number of the first level that holds, or ``None`` where one of the two records does not say: no evidence. The
conditions use plain comparisons of scalars, and the size of an intersection of two lists, so that DuckDB and Spark both read them.
``{meet(x)}`` in a condition is the number of values the two lists have in common, ``{cross(x,y)}`` that of one's x and the other's y.
"""

from __future__ import annotations

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


PAST = 10
"""A day that lies so many days before the report is named because of what happened on it."""

MANY = 6
"""So many rare words in both passages should have some in common, if they tell of one thing."""


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
    if a.document == b.document or len(a.words) < 2 or len(b.words) < 2:
        return None
    shared, least = _meet(a.words, b.words), min(len(a.words), len(b.words))
    shared += _meet(a.rarest, b.rarest)
    if shared:
        return 0 if shared >= 9 else 1 if shared >= 6 else 2 if shared >= 4 else 3 if shared == 3 else 4 if shared == 2 else 5
    return 6 if least < MANY else 7


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
    if _meet(a.words, b.words) + _meet(a.rarest, b.rarest) >= 2:
        return 0
    return 1 if max(a.common, b.common) < 2 else 2


def _together(a: Features, b: Features) -> int | None:
    if a.document != b.document:
        return None
    return 1 if a.sentence == b.sentence else 0


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
_SHARED = "({meet(words)} + {meet(rarest)})"
_LEAST = "least({size(words_l)}, {size(words_r)})"
_STATES = "({size(states_l)} = 0 or {size(states_r)} = 0)"

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
    Comparison("words", _words, "document_l = document_r or {size(words_l)} < 2 or {size(words_r)} < 2", (
        ("very many rare words in common", f"{_SHARED} >= 9"),
        ("many rare words in common", f"{_SHARED} >= 6"),
        ("several rare words in common", f"{_SHARED} >= 4"),
        ("three rare words in common, or one and a very rare one", f"{_SHARED} = 3"),
        ("two rare words in common, or a very rare one", f"{_SHARED} = 2"),
        ("one rare word in common", f"{_SHARED} = 1"),
        ("no rare word in common, where there are few", f"{_LEAST} < {MANY}"),
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
         f"or {{meet(places)}} > 0 or {{meet(numbers)}} > 0 or {{meet(designations)}} > 0 or {_SHARED} >= 2"),
        ("nothing in common that marks it", f"not {_BUSY}"),
        ("nothing that marks it among acts that are reported every day", ""),
    )),
    Comparison("together", _together, "document_l != document_r", (
        ("in one text, in two sentences", "sentence_l != sentence_r"),
        ("in one sentence", ""),
    )),
)  # fmt: skip
BY_NAME = {c.name: c for c in COMPARISONS}
