"""The matrix against a planted world of three rival stories, copies and a late denial."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest

from sayso.analysis.narratives import Mark, Matrix, assess, evidence, parse_cards, sensitivity
from sayso.analysis.narratives.evidence import PARTY_WEIGHT, matches
from sayso.analysis.narratives.matrix import VALUE, weighed
from sayso.analysis.narratives.pictures import heatmap, matrix_object
from sayso.records import Event, FieldView, Member, Status, Value
from tests.analysis.narratives.world import CARDS, copies, events_of, planted
from tests.event_builders import event, origin

PAIRS = planted()


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return assess(CARDS, events_of(PAIRS))


def facts(m: Matrix) -> list[tuple[object, ...]]:
    return [
        (s.card.id, s.rank, round(s.against, 9), s.contradicted.day if s.contradicted else None, s.corroborated, s.origins_against)
        for s in m.standings
    ]


def test_the_story_that_the_reports_speak_against_least_stands_first(matrix: Matrix) -> None:
    assert matrix.order == (("keeps-sending",), ("sent-before",), ("sends-none",))


def test_the_first_independent_contradiction(matrix: Matrix) -> None:
    found = {s.card.id: (str(s.contradicted.day), s.contradicted.voice) if s.contradicted else None for s in matrix.standings}
    assert found == {
        "sends-none": ("2022-08-10", "Northern Ledger"),
        "sent-before": ("2022-08-30", "Harbour Times"),
        "keeps-sending": None,  # only a party to the deal denies it
    }
    assert matrix.standing("sent-before").corroborated == date(2022, 9, 2)


@pytest.mark.parametrize("copied", range(len(PAIRS)), ids=[f"{d.publisher} {d.published}" for _, d in PAIRS])
def test_ten_copies_change_nothing(matrix: Matrix, copied: int) -> None:
    again = assess(CARDS, events_of([*PAIRS, *copies(PAIRS[copied], 10)]))
    assert facts(again) == facts(matrix)
    assert sum(r.evidence.copies for r in again.rows) == 10


def test_without_the_late_denial_dates_and_ranks_are_the_same(matrix: Matrix) -> None:
    early = assess(CARDS, events_of(PAIRS[:-1]))
    assert early.order == matrix.order
    assert [f[3] for f in facts(early)] == [f[3] for f in facts(matrix)]


def test_the_order_of_events_changes_nothing(matrix: Matrix) -> None:
    events = events_of(PAIRS)
    random.Random(7).shuffle(events)
    assert assess(CARDS, events) == matrix


def test_every_row_opens_on_its_claims(matrix: Matrix) -> None:
    known = {c.id for c, _ in PAIRS}
    for row in matrix.rows:
        assert row.evidence.claims and set(row.evidence.claims) <= known
        assert {c for v in row.evidence.voices for c in v.claims} <= set(row.evidence.claims)
        assert [c.card for c in row.cells] == [c.id for c in CARDS] and all(c.why for c in row.cells)


def test_what_is_affirmed_and_what_is_denied_of_one_event_are_two_rows(matrix: Matrix) -> None:
    disputed = [r for r in matrix.rows if r.evidence.event.denied_by and r.evidence.event.status is Status.ACTUAL]
    assert {r.evidence.status for r in disputed} == {Status.ACTUAL, Status.DENIED}
    assert {r.mark("sends-none") for r in disputed} == {Mark.II, Mark.C}


def test_a_party_that_speaks_for_itself_weighs_little(matrix: Matrix) -> None:
    weights = {r.evidence.status: r.weight for r in matrix.rows if r.evidence.event.denied_by and len(r.evidence.event.members) > 1}
    assert weights[Status.DENIED] == PARTY_WEIGHT and weights[Status.ACTUAL] == 1.0


def test_two_origins_weigh_more_than_one_and_less_than_two_events(matrix: Matrix) -> None:
    august = next(r for r in matrix.rows if len(r.evidence.voices) == 2)
    assert august.weight == 2.0


def test_who_holds_it_and_since_when(matrix: Matrix) -> None:
    (iran,) = matrix.standing("sends-none").holders
    assert (iran.key, iran.since, iran.last, iran.declared, len(iran.claims)) == ("IRN", date(2022, 7, 15), date(2022, 11, 5), True, 2)
    assert next(h.key for h in matrix.standing("keeps-sending").holders) == "northern-ledger"


def test_what_was_expected_and_never_seen_is_told(matrix: Matrix) -> None:
    assert [p.flow for p in matrix.standing("keeps-sending").unseen] == [("produce",)]


def test_evidence_that_fits_all_alike_tells_nothing_apart() -> None:
    cards = parse_cards(
        [
            {"id": "a", "statement": "One.", "rivals": ["b"], "expects": [{"flow": "use"}], "rules_out": [{"flow": "loss"}]},
            {"id": "b", "statement": "Two.", "expects": [{"flow": "use"}], "rules_out": [{"flow": "seize"}]},
        ]
    )
    found = assess(cards, [event("use"), event("seize", type="COERCE")])
    assert [(r.evidence.event.flow, r.diagnosticity > 0) for r in found.rows] == [("seize", True), ("use", False)]
    assert found.rows[0].mark("a") is Mark.NA


MARKS = {
    "strongly expected": ({"expects": [{"flow": "transfer", "strength": "strong"}], "rules_out": [{"flow": "loss"}]}, Mark.CC),
    "expected": ({"expects": [{"flow": "transfer"}], "rules_out": [{"flow": "loss"}]}, Mark.C),
    "about it": ({"rules_out": [{"flow": "transfer", "status": "denied"}]}, Mark.N),
    "does not go with it": ({"rules_out": [{"flow": "transfer"}]}, Mark.I),
    "ruled out": ({"rules_out": [{"flow": "transfer", "strength": "strong"}]}, Mark.II),
    "no bearing": ({"rules_out": [{"flow": "loss"}]}, Mark.NA),
    "the stronger pattern decides": (
        {"expects": [{"flow": "transfer", "strength": "strong"}], "rules_out": [{"flow": "transfer"}]},
        Mark.CC,
    ),
    "between equals what is ruled out decides": ({"expects": [{"flow": "transfer"}], "rules_out": [{"flow": "transfer"}]}, Mark.I),
}


@pytest.mark.parametrize(("fields", "mark"), MARKS.values(), ids=MARKS.keys())
def test_marks(fields: dict[str, object], mark: Mark) -> None:
    cards = parse_cards([{"id": "a", "statement": "One.", **fields}, {"id": "b", "statement": "All.", "rules_out": [{"flow": "transfer"}]}])
    (row,) = assess(cards, [event("transfer", items=["weapon.uav@450-450/batch"])]).rows
    assert row.mark("a") is mark


SENT = event(
    "transfer",
    ["IRN"],
    ["RUS"],
    ["weapon.uav.loitering:Shahed-136@405-495/batch"],
    on="2022-08-10",
    until="2022-08-20",
    places=("the port of Amirabad",),
)
MATCHES = {
    "flow": ({"flow": ["use", "transfer"]}, True),
    "event": ({"event": "SANCTION"}, False),
    "either side": ({"party": "Russia"}, True),
    "both sides named": ({"actor": "Russia", "recipient": "Iran"}, False),
    "a class above": ({"class": "weapon.uav"}, True),
    "a class beside": ({"class": "weapon.missile"}, False),
    "a model": ({"designation": "shahed-136"}, True),
    "status": ({"flow": "transfer", "status": "denied"}, False),
    "since before it": ({"flow": "transfer", "since": "2022-08-01"}, True),
    "since a day within it": ({"flow": "transfer", "since": "2022-08-15"}, False),
    "until after it": ({"flow": "transfer", "until": "2022-08-20"}, True),
    "until a day within it": ({"flow": "transfer", "until": "2022-08-15"}, False),
    "surely so many": ({"class": "weapon.uav", "at_least": 405}, True),
    "perhaps so many": ({"class": "weapon.uav", "at_least": 450}, False),
    "surely no more": ({"class": "weapon.uav", "at_most": 495}, True),
    "a place": ({"flow": "transfer", "place": "Amirabad"}, True),
    "a part of a place's name": ({"flow": "transfer", "place": "Amir"}, False),
    "another place": ({"flow": "transfer", "not_place": ["Bandar Abbas"]}, True),
    "a place that is left out": ({"flow": "transfer", "not_place": ["port of Amirabad"]}, False),
    "who says it": ({"source": "post"}, True),
    "who does not": ({"source": "Iran"}, False),
}


@pytest.mark.parametrize(("pattern", "holds"), MATCHES.values(), ids=MATCHES.keys())
def test_patterns(pattern: dict[str, object], holds: bool) -> None:
    (card,) = parse_cards({"id": "a", "statement": "One.", "rules_out": [pattern]})
    (piece,) = evidence([SENT])
    assert matches(card.rules_out[0], piece) is holds


def _dated(*times: tuple[str, str | None]) -> Event:
    """An event with a claim for each (status, days); the days as a field of time tells them, None where the claim gives none."""
    members = tuple(Member(f"c{n}", f"d{n}", "P", date(2022, 11, 1 + n), f"o{n}", Status(s)) for n, (s, _) in enumerate(times))
    values = tuple(Value(t, (f"c{n}",), (f"o{n}",)) for n, (_, t) in enumerate(times) if t)
    origins = [origin(f"o{n}", f"c{n}") for n in range(len(times))]
    return event("transfer", members=members, origins=origins, fields=(FieldView("time", values, False, ""),))


SPLITS: dict[str, tuple[list[tuple[str, str | None]], list[tuple[str, list[str]]]]] = {
    "days that meet are one piece": (
        [("actual", "2022-08-01 – 2022-08-31"), ("actual", "2022-08-15 – 2022-09-15")],
        [("2022-08-15 2022-08-31", ["o0", "o1"])],
    ),
    "days that exclude each other are two": (
        [("actual", "2021-11-01 – 2021-11-30"), ("actual", "2022-10-17")],
        [("2021-11-01 2021-11-30", ["o0"]), ("2022-10-17 2022-10-17", ["o1"])],
    ),
    "a report without days goes with what had begun last": (
        [("actual", "2021-11-01 – 2021-11-30"), ("actual", "2022-10-17"), ("actual", None)],
        [("2021-11-01 2021-11-30", ["o0"]), ("2022-10-17 2022-10-17", ["o1", "o2"])],
    ),
    "a denial has days of its own": (
        [("actual", "2022-10-17"), ("denied", "2022-01-01 – 2022-12-31")],
        [("2022-10-17 2022-10-17", ["o0"]), ("2022-01-01 2022-12-31", ["o1"])],
    ),
    "an open end stays open": ([("actual", "2022-02-24 – …")], [("2022-02-24 None", ["o0"])]),
    "no days at all": ([("actual", None)], [("None None", ["o0"])]),
}


@pytest.mark.parametrize(("times", "expected"), SPLITS.values(), ids=SPLITS.keys())
def test_pieces_by_time(times: list[tuple[str, str | None]], expected: list[tuple[str, list[str]]]) -> None:
    pieces = list(evidence([_dated(*times)]))
    assert [(f"{p.first} {p.last}", [v.key for v in p.voices]) for p in pieces] == expected
    assert len({p.id for p in pieces}) == len(pieces)


def test_a_denial_is_not_doubtful_because_the_event_is() -> None:
    (piece,) = evidence([event("transfer", status="denied", credibility=5)])
    assert piece.weight() == 1.0


@pytest.mark.parametrize(("credibility", "weight"), [(1, 1.0), (3, 1.0), (4, 0.7), (5, 0.4), (6, 0.7)])
def test_doubt_lowers_the_weight(credibility: int, weight: float) -> None:
    (piece,) = evidence([event("transfer", credibility=credibility)])
    assert piece.weight() == weight


def test_holders_of_a_card_are_no_independent_evidence() -> None:
    made: Event = event("transfer")
    made_by_holder = event("transfer", origins=[origin("UKR", made.members[0].id, kind="state")], members=[_by(made, "UKR")])
    (piece,) = evidence([made_by_holder])
    assert piece.weight() == 1.0 and piece.weight(holders=frozenset({"UKR"})) == PARTY_WEIGHT


def _by(made: Event, key: str) -> Member:
    from dataclasses import replace

    return replace(made.members[0], origin=key)


def test_what_would_change_the_ranking_is_found_by_trying(matrix: Matrix) -> None:
    """Each change that is told is one, and none is missed: built anew without the origin, event or month."""
    found = sensitivity(matrix)
    told = {(c.kind, c.key): c.order for c in found.changes}
    kept = {(k, key) for k, key in _things(matrix)}
    for kind, key in kept:
        against = {c.id: 0.0 for c in CARDS}
        for r in matrix.rows:
            weight = r.weight
            if kind == "origin":
                weight = r.evidence.weight(frozenset({key}), matrix.holder_keys)
            elif key in (r.evidence.event.id, r.evidence.month):
                weight = 0.0
            for c in CARDS:
                against[c.id] += weighed(r, c.id, weight)
        order = sorted(against, key=lambda c: round(against[c], 6))
        same = [c for g in matrix.order for c in g] == order and len({round(v, 6) for v in against.values()}) == len(against)
        assert ((kind, key) in told) is not same, (kind, key)
    assert sum(found.tried.values()) == len(kept)


def _things(matrix: Matrix) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for r in matrix.rows:
        found |= {("origin", v.key) for v in r.evidence.voices} | {("event", r.evidence.event.id)}
        found |= {("month", r.evidence.month)} if r.evidence.month else set()
    return found


def test_how_many_events_it_takes_is_the_least(matrix: Matrix) -> None:
    n = sensitivity(matrix).events_to_lead
    first, second = matrix.standings[0].card.id, matrix.standings[1].card.id
    ids = sorted({r.evidence.event.id for r in matrix.rows})

    def overtaken(without: tuple[str, ...]) -> bool:
        left = [r for r in matrix.rows if r.evidence.event.id not in without]
        return sum(weighed(r, second) for r in left) <= sum(weighed(r, first) for r in left) + 1e-6

    least = next(k for k in range(len(ids) + 1) if any(overtaken(c) for c in combinations(ids, k)))
    assert n == least == 2


def test_the_picture_has_a_cell_for_every_mark(matrix: Matrix) -> None:
    spec = heatmap(matrix)
    assert len(spec["data"]["values"]) == len(matrix.rows) * len(CARDS)
    assert spec["encoding"]["x"]["sort"] == ["keeps-sending", "sent-before", "sends-none"]
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_the_object_tells_all_and_calls_it_no_verdict(matrix: Matrix) -> None:
    told = matrix_object(matrix, sensitivity(matrix))
    assert told["ranking"] == [["keeps-sending"], ["sent-before"], ["sends-none"]]
    assert told["standings"][2]["first_independent_contradiction"]["day"] == "2022-08-10"
    assert {c["mark"] for r in told["rows"] for c in r["cells"]} <= {m.value for m in VALUE}
    assert "no verdict" in told["note"]


def test_no_events_make_an_empty_matrix() -> None:
    found = assess(CARDS, [])
    assert found.rows == () and found.order == (tuple(sorted(c.id for c in CARDS)),)
    assert sensitivity(found).changes == () and sensitivity(found).events_to_lead == 0
