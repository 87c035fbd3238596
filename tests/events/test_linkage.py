"""Weights of pairs, candidates and clusters: explained, the same in Python and in Splink, and indifferent to the order of reading."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.events import APART, blocking_keys, candidates, cluster, components, features, score, shipped, weigh
from sayso.events.clusters import VETO, tells
from sayso.events.features import Features, numbers_in, rare_words, sentence_bounds
from sayso.events.levels import COMPARISONS
from sayso.records import Claim, Document
from tests.builders import claim, document, when

Pair = tuple[Claim, Document]


def sent(text: str, day: int, *items: str, by: str = "Reuters", status: str = "actual", to: str = "Russia=RUS", month: int = 10) -> Pair:
    d = document(text, publisher=by, published=date(2022, month, day))
    return claim("sent", d, actor_=["Iran=IRN"], recipient=[to], items=items, status=status), d


BATCH = sent("Iran sent 450 drones to Russia.", 20, "450 drones=weapon.uav@450-450/batch")
AGAIN = sent("About 450 drones were sent by Iran to Russia.", 21, "450 drones=weapon.uav@405-495/batch", by="CNN")
TOTAL = sent("Iran has sent thousands of drones to Russia so far.", 21, "thousands of drones=weapon.uav@2000-9999/total", by="NPR")
TANKS = sent("Iran sent 12 tanks to Russia.", 21, "12 tanks=weapon.armour.tank@12-12/batch", by="AP")
LATER = sent("Iran sent 200 drones to Russia.", 20, "200 drones=weapon.uav@200-200/batch", month=12)


class TestFeatures:
    def test_sentences_and_numbers(self) -> None:
        text = "Iran sent drones. Officials in Washington said 1,200 were sent. No more."
        assert text[slice(*sentence_bounds(text, text.index("1,200")))] == "Officials in Washington said 1,200 were sent."
        assert numbers_in("On May 12 2023, 1,200 drones and 7 boats; 45 died in 2022.") == ("1200", "45")

    def test_common_words_tell_nothing(self) -> None:
        assert rare_words("Russian forces attack the city") == ()
        assert "nasosna" in rare_words("The Nasosna depot was hit")

    def test_unnamed_people_are_nobody(self) -> None:
        d = document("Gunmen attacked Mali.")
        f = features(claim("attacked", d, event="ASSAULT", flow=None, actor_=["Gunmen=gunmen"], recipient=["Mali=MLI"]), d)
        assert f.actors == () and f.recipients == ("MLI",)


class TestWeights:
    @pytest.mark.parametrize(
        ("a", "b", "one"),
        [
            (BATCH, AGAIN, True),  # the same batch, rounded by another outlet
            (BATCH, TOTAL, False),  # a batch is not the thousands delivered so far
            (BATCH, TANKS, False),  # other goods
            (BATCH, LATER, False),  # another batch, two months later
        ],
    )
    def test_pairs(self, a: Pair, b: Pair, one: bool) -> None:
        pair = weigh(features(*a), features(*b))
        assert (pair.weight > shipped().threshold) is one, pair.why()

    def test_every_bit_has_a_reason(self) -> None:
        pair = weigh(features(*BATCH), features(*AGAIN))
        assert pair.weight == pytest.approx(sum(r.weight for r in pair.reasons))
        assert pair.weight == pytest.approx(score(features(*BATCH), features(*AGAIN)))
        assert ("figure", "figures that can both hold") in {(r.comparison, r.level) for r in pair.reasons}
        assert "+" in pair.why() and 0 < pair.probability < 1

    def test_symmetric(self) -> None:
        assert weigh(features(*BATCH), features(*TOTAL)) == weigh(features(*TOTAL), features(*BATCH))

    def test_a_batch_and_a_total_are_vetoed(self) -> None:
        assert score(features(*BATCH), features(*TOTAL)) <= VETO

    def test_a_claim_shares_keys_only_with_what_may_be_its_event(self) -> None:
        assert blocking_keys(*BATCH) & blocking_keys(*AGAIN)
        d = document("Togo sent 6 drones to Benin.", published=date(2022, 10, 20))
        assert not blocking_keys(*BATCH) & blocking_keys(claim("sent", d, actor_=["Togo=TGO"], recipient=["Benin=BEN"]), d)

    def test_a_day_in_the_words_finds_a_late_report(self) -> None:
        text = "Iran sent drones to Russia on 20 October 2022."
        d = document(text, published=date(2023, 9, 1))
        late = claim("sent", d, actor_=["Iran=IRN"], recipient=["Russia=RUS"], time=when(text, "20 October 2022", "2022-10-20"))
        assert blocking_keys(*BATCH) & blocking_keys(late, d)


IDS = "abcdefgh"
WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] < p[1]), st.floats(-12, 12, allow_nan=False), max_size=20
)


class TestClusters:
    def test_a_chain_of_weak_links_is_no_event(self) -> None:
        chain = {(IDS[n], IDS[n + 1]): 3.0 for n in range(6)}
        assert max(len(g) for g in cluster(IDS, chain, threshold=0)) <= 3

    def test_people_outrank_weights(self) -> None:
        weights = {("a", "b"): 20.0, ("b", "c"): -20.0}
        assert frozenset("ab") in cluster("abc", weights, threshold=0)
        assert frozenset("ab") not in cluster("abc", weights, cannot=[("b", "a")], threshold=0)
        assert frozenset("bc") <= next(g for g in cluster("abc", weights, must=[("b", "c")], threshold=0) if "b" in g)

    def test_a_veto_holds_though_others_bind(self) -> None:
        weights = {("a", "b"): 9.0, ("b", "c"): 9.0, ("a", "c"): VETO - 1}
        assert all(not {"a", "c"} <= g for g in cluster("abc", weights, threshold=0))

    @given(WEIGHTS, st.randoms(use_true_random=False))
    @settings(max_examples=60, deadline=None)
    def test_order_makes_no_difference(self, weights: dict[tuple[str, str], float], rnd: random.Random) -> None:
        ids, pairs = list(IDS), list(weights.items())
        rnd.shuffle(ids)
        rnd.shuffle(pairs)
        assert cluster(ids, dict(pairs), threshold=0) == cluster(IDS, weights, threshold=0)

    @given(WEIGHTS)
    @settings(max_examples=60, deadline=None)
    def test_only_touched_components_need_to_be_clustered_again(self, weights: dict[tuple[str, str], float]) -> None:
        whole = cluster(IDS, weights, threshold=0)
        parts = [g for c in components(IDS, weights, threshold=0) for g in cluster(c, weights, threshold=0)]
        assert sorted(parts, key=min) == whole
        assert sorted(i for g in whole for i in g) == sorted(IDS)


FURTHER = [
    "Following the attack, smoke rose.",
    "Belma was hit after another strike.",
    "The army claimed responsibility.",
    "Guards were sent home.",
]


def some_records() -> list[Features]:
    """Claims that differ in every field that is compared."""
    rnd, out = random.Random(3), []
    names = ["Iran=IRN", "Russia=RUS", "Hezbollah=hezbollah", "Lebanon=LBN", "gunmen=gunmen", "Acme Works=acme-works"]
    goods = [
        "drones=weapon.uav",
        "450 drones=weapon.uav:Shahed-136@450-450/batch",
        "drones=weapon.uav.loitering:Shahed-131@9-/total",
        "shells=weapon.ammunition.shell",
    ]
    kinds = [("AID", "transfer", None), ("COOPERATE", None, None), ("ASSAULT", "use", "drone"), ("ASSAULT", None, "aerial")]
    kinds += [("CONSULT", None, "visit"), ("COERCE", "seize", "seize")]
    for n in range(90):
        text = (
            "Iran and Russia and Hezbollah and Lebanon and gunmen and Acme Works sent 450 drones, drones and shells near Kosti, Sudan "
            f"on 3 October. {rnd.choice(FURTHER)} {'The Belma depot and Nasosna burned, 77 died.' if n % 3 else 'Report.'} Text {n // 2}."
        )
        title = rnd.choice([None, "2022 Kosti depot strike", "Belma raid", "Sudanese civil war"])
        d = document(text, published=date(2022, 10, rnd.randint(1, 28)) if n % 9 else None, publisher="CNN", title=title)
        event, flow, mode = rnd.choice(kinds)
        time = when(text, "3 October", f"2022-10-{rnd.randint(1, 28):02d}") if n % 4 == 0 else None
        out.append(
            features(
                claim(
                    rnd.choice(["sent", "burned" if n % 3 else "sent"]),
                    d,
                    event=event,
                    flow=flow,
                    mode=mode,
                    actor_=rnd.sample(names, rnd.randint(0, 2)),
                    recipient=rnd.sample(names, rnd.randint(0, 2)),
                    items=rnd.sample(goods, rnd.randint(0, 1)),
                    place=["Kosti, Sudan=SDN"] if n % 5 == 0 else [],
                    status=rnd.choice(["actual", "planned", "denied", "possible"]),
                    time=time,
                ),
                d,
            )
        )
    return list({r.id: r for r in out}.values())


def test_splink_gives_the_same_weights() -> None:
    pytest.importorskip("splink")
    from sayso.events.splink_link import pair_weights

    records = some_records()
    ours = {(a.id, b.id): score(a, b) for a, b in candidates(records)}
    theirs = pair_weights(records)
    assert theirs.keys() == ours.keys() and len(ours) > 250
    assert all(theirs[p] == pytest.approx(ours[p], abs=1e-9) for p in ours)
    levels = {(c.name, c.level(a, b)) for c in COMPARISONS for a in records for b in records if a.id < b.id}
    assert len(levels) > 0.6 * sum(len(c.levels) for c in COMPARISONS), "the records reach most levels"


def test_apart_is_less_than_the_threshold() -> None:
    assert VETO < APART < shipped().threshold


@given(WEIGHTS)
@settings(max_examples=40, deadline=None)
def test_a_store_may_leave_out_what_tells_nothing(weights: dict[tuple[str, str], float]) -> None:
    kept = {p: w for p, w in weights.items() if tells(w)}
    assert cluster(IDS, kept, threshold=0) == cluster(IDS, weights, threshold=0)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Israel intercepts a missile over Haifa.", "intercepts", "today"),
        ("Israel said that it intercepted a missile.", "intercepted", "news"),
        ("Troops withdraw following the attack on Kidal.", "attack", "back"),
        ("He took part in attacks on Mali.", "attacks", "back"),
        ("Officials say the man who attacked the base fled.", "attacked", "back"),
        ("The army launched a new round of strikes on Mali.", "strikes", "another"),
        ("The port was attacked again on Monday.", "attacked", "another"),
    ],
)
def test_news_and_what_was_told_before(text: str, trigger: str, expected: str) -> None:
    d = document(text, published=date(2025, 5, 4))
    assert features(claim(trigger, d, event="ASSAULT", flow=None), d).told == expected


def test_words_in_common_are_named() -> None:
    texts = ("A drone strike hit the Barakah depot near Nasosna.", "Drones struck Barakah, close to the Nasosna depot.")
    a, b = (features(claim(w, d, event="ASSAULT", flow=None), d) for w, d in zip(("strike", "struck"), map(document, texts), strict=True))
    assert "barakah, nasosna" in weigh(a, b).why()
