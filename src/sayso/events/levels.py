"""The comparisons of linkage: of all pairs, of pairs of two texts (with :mod:`sayso.events.days`), and of pairs of one text (with
:mod:`sayso.events.within`)."""

from __future__ import annotations

from sayso.events.comparison import SAME_FEW, Comparison, Levels, Pick, meet, same_few
from sayso.events.days import DAY, TWO_NEWS, two_news
from sayso.events.features import Features
from sayso.events.within import WITHIN

ALIKE = (30, 16, 8, 4, 2)
"""Bounds of the likeness of two passages: the square of the cosine of their weighted words, in hundredths (cosines of 0.55 … 0.14)."""

FEW = 4
"""Passages of less weight have no words to compare."""

MANY = 15
"""Passages of so much weight should have something in common, if they tell of one thing."""

RICH, SOME = 9, 5
"""Weights of shared words of two sentences: three rare ones; a rare one and another."""


MEANS = frozenset({"air", "gun", "blast", "clash"})
"""Sorts of attack that are also just called attacks or strikes."""


def _what(a: Features, b: Features) -> int:
    if a.kind == b.kind:
        if a.mode is None or b.mode is None:
            return 1 if a.mode or b.mode else 0
        return 0 if a.mode == b.mode else 2 if a.mode_group == b.mode_group else 4
    return 3 if a.family == b.family else 5


_WHAT: Levels = (
    ("the same kind and mode", "kind_l = kind_r and coalesce(mode_l, '') = coalesce(mode_r, '')"),
    ("the same kind, one mode unknown", "kind_l = kind_r and (mode_l is null or mode_r is null)"),
    ("the same kind, related modes", "kind_l = kind_r and mode_group_l = mode_group_r"),
    ("related kinds", "kind_l != kind_r and family_l = family_r"),
    ("the same kind, other modes", "kind_l = kind_r"),
    ("other kinds", ""),
)


def _trigger(a: Features, b: Features) -> int:
    if a.sort is None or b.sort is None:
        return 5 if a.entry == b.entry else 6
    if a.entry == b.entry:
        return 0
    if a.sort == b.sort:
        return 1
    sorts = {a.sort, b.sort}
    return 2 if sorts & {"harm", "word"} else 3 if "blow" in sorts and sorts & MEANS else 4


_SORTS = "(sort_l is null or sort_r is null)"
_MEANS = ", ".join(f"'{s}'" for s in sorted(MEANS))
_TRIGGER: Levels = (
    ("the same predicate of attacks", f"not {_SORTS} and entry_l = entry_r"),
    ("the same sort of attack", f"not {_SORTS} and sort_l = sort_r"),
    ("an attack and what it did, or what is said of it", f"not {_SORTS} and (sort_l in ('harm', 'word') or sort_r in ('harm', 'word'))"),
    (
        "an attack, and one of some sort",
        f"not {_SORTS} and ((sort_l = 'blow' and sort_r in ({_MEANS})) or (sort_r = 'blow' and sort_l in ({_MEANS})))",
    ),
    ("other sorts of attack", f"not {_SORTS}"),
    ("the same predicate", "entry_l = entry_r"),
    ("other words", ""),
)


def _actors(a: Features, b: Features) -> int | None:
    return _sides(
        a.actors, b.actors, a.actors_up, b.actors_up, a.actors_few, bool(meet(a.actors, b.recipients) or meet(b.actors, a.recipients))
    )


def _recipients(a: Features, b: Features) -> int | None:
    return _sides(a.recipients, b.recipients, a.recipients_up, b.recipients_up, a.recipients_few, False)


Names = tuple[str, ...]


def _sides(a: Names, b: Names, a_up: Names, b_up: Names, few: bool, turned: bool) -> int | None:
    if not a or not b:
        return None
    if a == b:
        return 0 if few else 1
    if meet(a, b):
        return 2
    return 3 if meet(a, b_up) or meet(a_up, b) else 4 if turned else 5


def _sql_sides(side: str) -> tuple[str, Levels]:
    return f"{side}_key_l is null or {side}_key_r is null", (
        ("the same, whom few reports name", f"{side}_key_l = {side}_key_r and {side}s_few_l"),
        ("the same", f"{side}_key_l = {side}_key_r"),
        ("some the same", f"{{meet({side}s)}} > 0"),
        ("one belongs to the other", f"{{cross({side}s,{side}s_up)}} > 0"),
        ("the one acts on the other", "{cross(actors,recipients)} > 0" if side == "actor" else "false"),
        ("others", ""),
    )


def _goods(a: Features, b: Features) -> int | None:
    if not a.classes or not b.classes:
        return None
    if meet(a.designations, b.designations_up) or meet(a.designations_up, b.designations):
        return 0
    if a.designations and b.designations:
        return 4
    if meet(a.classes, b.classes):
        return 1
    if meet(a.classes, b.classes_up) or meet(a.classes_up, b.classes):
        return 2
    return 3 if meet(a.classes_up, b.classes_up) else 5


_ONE_UNNAMED = "({size(designations_l)} = 0 or {size(designations_r)} = 0)"
_GOODS: Levels = (
    ("the same model, or a variant of it", "{cross(designations,designations_up)} > 0"),
    ("the same class", "{meet(classes)} > 0 and " + _ONE_UNNAMED),
    ("one class within the other", "{cross(classes,classes_up)} > 0 and " + _ONE_UNNAMED),
    ("related classes", "{meet(classes_up)} > 0 and " + _ONE_UNNAMED),
    ("other models", "{size(designations_l)} > 0 and {size(designations_r)} > 0"),
    ("other goods", ""),
)


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


_APART = (
    "((measure_l = 'total' and coalesce(measure_r, 'total') != 'total' and figure_low_l > figure_high_r) "
    "or (measure_r = 'total' and coalesce(measure_l, 'total') != 'total' and figure_low_r > figure_high_l))"
)
_FIGURE: Levels = (
    ("the same figure", "(figure_low_l = figure_low_r and figure_high_l = figure_high_r)"),
    ("figures that can both hold", "figure_low_l <= figure_high_r and figure_low_r <= figure_high_l"),
    ("figures that exclude each other", f"not coalesce({_APART}, false) and document_l != document_r"),
    ("a batch beside a running total", f"coalesce({_APART}, false)"),
    ("two figures in one text", ""),
)


def _place(a: Features, b: Features) -> int | None:
    if a.places and b.places:
        if meet(a.places, b.places):
            return 0
        return 2 if not a.states or not b.states or meet(a.states, b.states) else 3
    if not a.states or not b.states:
        return None
    return 1 if meet(a.states, b.states) else 3


_STATES = "({size(states_l)} = 0 or {size(states_r)} = 0)"
_PLACE: Levels = (
    ("the same place", "{meet(places)} > 0"),
    ("the same state", "({size(places_l)} = 0 or {size(places_r)} = 0) and {meet(states)} > 0"),
    ("other places of one state", "{size(places_l)} > 0 and {size(places_r)} > 0 and (" + _STATES + " or {meet(states)} > 0)"),
    ("other states", ""),
)


def _status(a: Features, b: Features) -> int:
    if a.status == b.status:
        return 0
    if a.status == "denied" or b.status == "denied":
        together = a.document == b.document and a.kind == b.kind and meet(a.actors, b.actors)
        return 1 if together and (not a.recipients or not b.recipients or meet(a.recipients, b.recipients)) else 2
    if a.status != "actual" and b.status != "actual":
        return 3
    if a.document == b.document:
        return 6
    if a.published is None or b.published is None:
        return 5
    plan, done = (b, a) if a.status == "actual" else (a, b)
    assert plan.published is not None and done.published is not None
    return 4 if plan.published <= done.published else 5


_STATUS: Levels = (
    ("the same status", "status_l = status_r"),
    ("one denies what the other tells in the same text",
     "(status_l = 'denied' or status_r = 'denied') and document_l = document_r and kind_l = kind_r and {meet(actors)} > 0 and "
     "({size(recipients_l)} = 0 or {size(recipients_r)} = 0 or {meet(recipients)} > 0)"),
    ("one denies it", "status_l = 'denied' or status_r = 'denied'"),
    ("a plan and a possibility", "status_l != 'actual' and status_r != 'actual'"),
    ("a plan, and later its coming about",
     "document_l != document_r and ((status_r = 'actual' and published_l <= published_r) or "
     "(status_l = 'actual' and published_r <= published_l))"),
    ("a plan after what has happened", "document_l != document_r"),
    ("a plan beside what has happened, in one text", ""),
)  # fmt: skip


def _words(a: Features, b: Features) -> int | None:
    if len(a.words) < FEW or len(b.words) < FEW:
        return None
    shared = 100 * meet(a.words, b.words) ** 2
    sizes = len(a.words) * len(b.words)
    return next((n for n, share in enumerate(ALIKE) if shared >= share * sizes), 5 if shared else 6 if sizes < MANY * MANY else 7)


_SIZES = "({size(words_l)} * {size(words_r)})"
_MEET2 = "(100 * {meet(words)} * {meet(words)})"
_WORDS: Levels = (
    ("passages very much alike", f"{_MEET2} >= {ALIKE[0]} * {_SIZES}"),
    ("passages much alike", f"{_MEET2} >= {ALIKE[1]} * {_SIZES}"),
    ("passages alike", f"{_MEET2} >= {ALIKE[2]} * {_SIZES}"),
    ("some rare words in common", f"{_MEET2} >= {ALIKE[3]} * {_SIZES}"),
    ("few rare words in common", f"{_MEET2} >= {ALIKE[4]} * {_SIZES}"),
    ("a word in common", "{meet(words)} > 0"),
    ("no rare word in common, where there are few", f"{_SIZES} < {MANY * MANY}"),
    ("no rare word in common", ""),
)


def _marks(a: Features, b: Features) -> int:
    shared, place = meet(a.near, b.near), bool(meet(a.spots, b.spots))
    if shared >= RICH:
        return 0 if place else 1
    if shared >= SOME:
        return 2 if place else 3
    if shared:
        return 4 if place else 6
    return 5 if place else 7


_MARKS: Levels = (
    ("the same place, and several rare words in both sentences", f"{{meet(near)}} >= {RICH} and {{meet(spots)}} > 0"),
    ("several rare words in both sentences", f"{{meet(near)}} >= {RICH}"),
    ("the same place, and rare words in both sentences", f"{{meet(near)}} >= {SOME} and {{meet(spots)}} > 0"),
    ("rare words in both sentences", f"{{meet(near)}} >= {SOME}"),
    ("the same place, and a word in both sentences", "{meet(near)} > 0 and {meet(spots)} > 0"),
    ("the same place, and no other rare word in both sentences", "{meet(spots)} > 0"),
    ("a word in both sentences", "{meet(near)} > 0"),
    ("nothing that marks both sentences", ""),
)


def _names(a: Features, b: Features) -> int | None:
    return _shared(a.names, b.names)


def _title(a: Features, b: Features) -> int | None:
    return _shared(a.title, b.title)


def _shared(a: Names, b: Names) -> int | None:
    if not a or not b:
        return None
    shared = meet(a, b)
    return 0 if shared >= RICH else 1 if shared >= SOME else 2 if shared > 2 else 3 if shared else 4


def _sql_shared(name: str, words: str) -> tuple[str, Levels]:
    return f"{{size({name}_l)}} = 0 or {{size({name}_r)}} = 0", (
        (f"several rare {words} in common", f"{{meet({name})}} >= {RICH}"),
        (f"rare {words} in common", f"{{meet({name})}} >= {SOME}"),
        (f"one rare {words.removesuffix('s')} in common", f"{{meet({name})}} > 2"),
        (f"a common {words.removesuffix('s')} in common", f"{{meet({name})}} > 0"),
        (f"other {words}", ""),
    )


def _news(a: Features, b: Features) -> int | None:
    if not two_news(a, b):
        return None
    alike = 100 * meet(a.words, b.words) ** 2 >= ALIKE[2] * len(a.words) * len(b.words)
    rich = meet(a.near, b.near) >= RICH
    things = (meet(a.places, b.places), meet(a.numbers, b.numbers), meet(a.words, b.words) and alike, rich, same_few(a, b))
    return max(0, 4 - sum(map(bool, things)))


_THINGS = (
    "{meet(places)} > 0",
    "{meet(numbers)} > 0",
    f"({{meet(words)}} > 0 and {_MEET2} >= {ALIKE[2]} * {_SIZES})",
    f"{{meet(near)}} >= {RICH}",
    SAME_FEW,
)
_COUNT = "(" + " + ".join(f"(case when {thing} then 1 else 0 end)" for thing in _THINGS) + ")"
_NEWS: Levels = (
    ("two reports with four things in common of place, numbers, words, party", f"{_COUNT} >= 4"),
    ("two reports with three of them in common", f"{_COUNT} = 3"),
    ("two reports with two of them in common", f"{_COUNT} = 2"),
    ("two reports with one of them in common", f"{_COUNT} = 1"),
    ("two reports with none of them in common", ""),
)


def _unless_news(name: str, pick: Pick, null: str, levels: Levels) -> Comparison:
    """A comparison of two texts that says nothing of two reports of news of two days."""

    def held(a: Features, b: Features) -> int | None:
        return None if two_news(a, b) else pick(a, b)

    return Comparison(name, held, " or ".join(f"({part})" for part in (null, TWO_NEWS) if part), levels, within=False)


def _numbers(a: Features, b: Features) -> int | None:
    if not a.numbers or not b.numbers:
        return None
    shared = meet(a.numbers, b.numbers)
    return 0 if shared > 1 else 1 if shared else 2


_NUMBERS: Levels = (
    ("two numbers in common", "{meet(numbers)} > 1"),
    ("a number in common", "{meet(numbers)} = 1"),
    ("other numbers", ""),
)


def _common(a: Features, b: Features) -> int:
    return 3 - max(a.common, b.common)


_COMMON: Levels = (
    ("such acts between these parties are reported all the time", "greatest(common_l, common_r) = 3"),
    ("such acts between these parties are common", "greatest(common_l, common_r) = 2"),
    ("such acts between these parties are uncommon", "greatest(common_l, common_r) = 1"),
    ("such acts between these parties are rare", ""),
)


def _in_both_kinds(name: str, pick: Pick, null: str, levels: Levels) -> tuple[Comparison, Comparison]:
    """The same levels, with weights of their own for pairs of two texts and pairs of one."""
    return Comparison(name, pick, null, levels, within=False), Comparison(f"{name} in one text", pick, null, levels, within=True)


_KINDS = [
    _in_both_kinds("what", _what, "", _WHAT),
    _in_both_kinds("trigger", _trigger, "", _TRIGGER),
    _in_both_kinds("actors", _actors, *_sql_sides("actor")),
    _in_both_kinds("recipients", _recipients, *_sql_sides("recipient")),
]
COMPARISONS: tuple[Comparison, ...] = (
    *(across for across, _ in _KINDS),
    Comparison("goods", _goods, "{size(classes_l)} = 0 or {size(classes_r)} = 0", _GOODS),
    Comparison("figure", _figure, "figure_of_l is null or figure_of_r is null or figure_of_l != figure_of_r", _FIGURE),
    DAY,
    _unless_news("place", _place, "({size(places_l)} = 0 or {size(places_r)} = 0) and " + _STATES, _PLACE),
    Comparison("status", _status, "", _STATUS),
    _unless_news("words", _words, f"{{size(words_l)}} < {FEW} or {{size(words_r)}} < {FEW}", _WORDS),
    _unless_news("marks", _marks, "", _MARKS),
    _unless_news("names", _names, *_sql_shared("names", "names")),
    _unless_news("title", _title, *_sql_shared("title", "words of the title")),
    _unless_news("numbers", _numbers, "{size(numbers_l)} = 0 or {size(numbers_r)} = 0", _NUMBERS),
    Comparison("two reports of news", _news, f"not {TWO_NEWS}", _NEWS, within=False),
    Comparison("how common", _common, "", _COMMON, within=False),
    *(within for _, within in _KINDS),
    *WITHIN,
)
BY_NAME = {c.name: c for c in COMPARISONS}
