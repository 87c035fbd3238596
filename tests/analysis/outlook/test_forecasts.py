"""Forecasts: words, baseline, rules, grounds that lead back, scores; nothing of the future gets in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.acts import Act
from sayso.analysis.outlook import Question, Series, ask, learn, load, save, score, settle, words
from sayso.analysis.outlook.chances import Asked, mine, questions, targets
from sayso.analysis.outlook.forecasts import say_kind
from sayso.analysis.outlook.series import kinds
from sayso.errors import InputError
from sayso.records import Status

DAY = date(2025, 1, 1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def act(day: int, actor: str, recipient: str | None, event: str | None = "ASSAULT", **more: object) -> Act:
    name = f"{actor}-{event}-{recipient}-{day}"
    return replace(Act(name, DAY + timedelta(days=day), actor, recipient, event), **more)  # type: ignore[arg-type]


def world(days: int = 300, pairs: int = 24, seed: int = 1) -> list[Act]:
    """Threats come at random; in half of the cases an assault follows within three weeks, and never without a threat."""
    draw = np.random.default_rng(seed)
    acts = []
    for pair in range(pairs):
        a, b = f"A{pair}", f"B{pair}"
        acts.append(act(0, a, b, "CONSULT"))
        for day in np.flatnonzero(draw.random(days) < 1 / 60).tolist():
            acts.append(act(day, a, b, "THREATEN"))
            if draw.random() < 0.5:
                acts.append(act(day + int(draw.integers(1, 20)), a, b, "ASSAULT"))
    return acts


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.551, "likely"),
        (0.8, "likely"),
        (0.9, "very likely"),
        (0.96, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_words_of_icd_203(probability: float, expected: str) -> None:
    assert words(probability) == expected


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_rise_with_the_probability(a: float, b: float) -> None:
    order = ["almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"]
    low, high = sorted((a, b))
    assert order.index(words(low)) <= order.index(words(high))


def test_what_is_no_probability_has_no_word() -> None:
    with pytest.raises(ValueError, match="no probability"):
        words(1.2)


def test_kinds_of_an_act() -> None:
    transfer = act(0, "A", "B", "AID", flow="transfer", classes=("weapon.uav",))
    assert sorted(kinds(transfer)) == ["AID", "flow transfer", "flow transfer weapon", "flow transfer weapon.uav"]
    assert list(kinds(replace(transfer, status=Status.DENIED))) == []
    assert "AID planned" in list(kinds(replace(transfer, status=Status.PLANNED)))
    assert say_kind("flow transfer weapon.uav planned") == "transfer of weapon.uav (planned)"


def test_ten_reports_of_a_day_count_once() -> None:
    series = Series([act(3, "A", "B"), replace(act(3, "A", "B"), id="other"), act(9, "A", "B")])
    key = series.key(np.array([0]), np.array([1]), np.array([0]))
    seen = series.same.before(key, 10)
    assert (seen.n.tolist(), seen.age.tolist()) == ([2], [4])  # days count from the first act
    assert series.events(0, 1, 0, 0, 9) == ["A-ASSAULT-B-9", "other", "A-ASSAULT-B-3"]


def test_rules_count_cases_and_hits_of_closed_windows() -> None:
    acts = [act(0, "A", "B", "THREATEN"), act(10, "A", "B"), act(100, "A", "B", "THREATEN"), act(195, "C", "D", "THREATEN")]
    series = Series([*acts, act(200, "C", "D")])
    rules = mine(series, 200, 30)
    threaten, assault = series.kind_number("THREATEN"), series.kind_number("ASSAULT")
    assert (rules.cases[0, threaten, assault], rules.hits[0, threaten, assault]) == (2, 1)
    assert (rules.cases[1, threaten, assault], rules.hits[1, threaten, assault]) == (2, 0)


def test_the_planted_rule_is_learned_and_told_with_its_events() -> None:
    acts = world()
    chances = learn(Series(acts), 300)
    assert chances is not None
    now = [*acts, act(301, "A0", "B0", "THREATEN")]
    (found,) = ask(now, Question("A0", "B0", "ASSAULT"), chances, as_of=DAY + timedelta(days=302), made_at=NOW)
    (calm,) = ask(acts, Question("A0", "B0", "ASSAULT"), chances, as_of=DAY + timedelta(days=302), made_at=NOW)
    assert found.probability > 1.5 * calm.probability and found.probability > found.baseline
    told = [g for g in found.reasons if g.rule.startswith("after THREATEN, A0 → B0, there was ASSAULT the same way")]
    assert told and told[0].weight > 0 and told[0].events == ("A0-THREATEN-B0-301",)
    assert found.words == words(found.probability) and found.window_first == DAY + timedelta(days=303)


def test_a_walk_forward_beats_the_baseline_and_is_calibrated() -> None:
    acts = world(days=500, pairs=40)
    series = Series(acts)
    p, b, y = [], [], []
    for day in range(240, 470, 30):
        known = [a for a in acts if a.day < DAY + timedelta(days=day)]
        chances = learn(Series(known), day)
        assert chances is not None
        found = ask(known, Question(event="ASSAULT"), chances, as_of=DAY + timedelta(days=day - 1), made_at=NOW, limit=None)
        outcomes = settle(found, acts, known_until=DAY + timedelta(days=520))
        p += [f.probability for f in found]
        b += [f.baseline for f in found]
        y += [o.happened for o in outcomes]
    got = score(p, b, y)
    assert got is not None and got.brier < got.baseline_brier and got.skill > 0 and got.ece < 0.06
    assert series.days > 400


def test_acts_after_the_day_are_not_looked_at() -> None:
    acts, chances = world(), load()
    until = [a for a in acts if a.day <= DAY + timedelta(days=200)]
    question, day = Question("A1", "B1"), DAY + timedelta(days=200)
    assert ask(acts, question, chances, as_of=day, made_at=NOW) == ask(until, question, chances, as_of=day, made_at=NOW)


def test_the_same_question_of_the_same_day_has_the_same_id_and_another_data_set_another() -> None:
    acts, chances, day = world(), load(), DAY + timedelta(days=250)
    one, two = (ask(acts, Question("A1", "B1", "ASSAULT"), chances, as_of=day)[0] for _ in range(2))
    other = ask(acts, Question("A1", "B1", "ASSAULT"), chances, as_of=day, dataset="icews")[0]
    assert one.id == two.id != other.id


def test_open_questions_are_answered_for_every_live_pair_both_ways_if_asked() -> None:
    acts, chances, day = world(), load(), DAY + timedelta(days=250)
    pair = ask(acts, Question("A1", "B1"), chances, as_of=day, both_ways=True, limit=None)
    assert {(f.actor, f.recipient) for f in pair} == {("A1", "B1"), ("B1", "A1")}
    assert {f.recipient for f in ask(acts, Question(actor="A2"), chances, as_of=day, limit=None)} == {"B2"}
    assert ask(acts, Question("A1", "nobody"), chances, as_of=day) == []
    assert ask(acts, Question("A1", "B1", "AID"), chances, as_of=day) == []
    ordered = [f.probability for f in ask(acts, Question(), chances, as_of=day)]
    assert ordered == sorted(ordered, reverse=True) and len(ordered) == 20


def test_a_class_of_goods_on_a_route() -> None:
    goods = {"flow": "transfer", "classes": ("weapon.uav",)}
    acts = [act(d, "IRN", "RUS", "AID", **goods) for d in range(0, 200, 20)] + world(200, 4)
    (found,) = ask(acts, Question("IRN", "RUS", flow="transfer", class_="weapon.uav"), load(), as_of=DAY + timedelta(days=190))
    assert (found.flow, found.class_, found.event) == ("transfer", "weapon.uav", None)
    assert found.probability > 0.2 and any(g.events for g in found.reasons)
    outcomes = settle([found], [*acts, act(200, "IRN", "RUS", "AID", **goods)], known_until=DAY + timedelta(days=230))
    assert outcomes[0].happened and outcomes[0].events == ("IRN-AID-RUS-200",)


def test_forecasts_are_settled_when_their_window_is_over_and_only_by_what_happened() -> None:
    acts, chances, day = world(), load(), DAY + timedelta(days=250)
    found = ask(acts, Question("A1", "B1", "ASSAULT"), chances, as_of=day)
    assert settle(found, acts, known_until=day + timedelta(days=29)) == []
    late = [a for a in acts if a.day <= day]
    planned = replace(act(260, "A1", "B1"), status=Status.PLANNED)
    (outcome,) = settle(found, [*late, planned], known_until=day + timedelta(days=30))
    assert not outcome.happened and outcome.events == ()
    (outcome,) = settle(found, [*late, act(260, "A1", "B1")], known_until=day + timedelta(days=30))
    assert outcome.happened and outcome.events == ("A1-ASSAULT-B1-260",)


def test_scores_of_known_cases() -> None:
    got = score([1.0, 0.0, 0.5, 0.5], [0.5] * 4, [True, False, True, False])
    assert got is not None
    assert got.brier == pytest.approx(0.125) and got.baseline_brier == pytest.approx(0.25) and got.skill == pytest.approx(0.5)
    assert got.ece == pytest.approx(0) and got.baseline_log == pytest.approx(np.log(2))
    assert [(b.n, b.happened) for b in got.bins] == [(1, 0.0), (2, 0.5), (1, 1.0)]
    assert score([], [], []) is None


def test_what_was_learned_survives_being_kept(tmp_path: Path) -> None:
    acts = world()
    chances = learn(Series(acts), 300)
    assert chances is not None
    save(chances, tmp_path / "o.json")
    day, question = DAY + timedelta(days=299), Question("A1", "B1")
    kept, fresh = (ask(acts, question, c, as_of=day, made_at=NOW) for c in (load(tmp_path / "o.json"), chances))
    assert [f.probability for f in kept] == pytest.approx([f.probability for f in fresh], abs=2e-3)


def test_a_broken_file_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text("{}")
    with pytest.raises(InputError, match="--learn"):
        load(tmp_path / "o.json")


def test_too_little_history_teaches_nothing() -> None:
    assert learn(Series(world(90, 2)), 90) is None
    assert learn(Series([]), 10) is None


def test_questions_leave_out_plans_and_classes() -> None:
    series = Series([act(0, "A", "B", "AID", flow="transfer", classes=("weapon",)), act(1, "A", "B", "AID", status=Status.PLANNED)])
    asked: Asked = questions(series, 5, targets(series))
    assert {series.kinds[k] for k in asked.kind} == {"AID", "flow transfer"} and len(asked.kind) == 4
