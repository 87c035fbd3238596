"""Talking points: what one voice says again and again, quoted or in other words; and denials against what they deny."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.analysis.talking_points import Pair, denials, talking_points
from sayso.events import build
from tests.builders import claim, document

LINE = "“We have never sent and will never send a single weapon to any side in this war”"
ROUTE: dict[str, Any] = {"actor_": ["Iran=IRN"], "recipient": ["Russia=RUS"], "items": ["drones=weapon.uav"]}


def said(publisher: str, day: str, text: str, trigger: str, source: str, **fields: Any) -> Pair:
    doc = document(text, publisher=publisher, published=date.fromisoformat(day))
    return claim(trigger, doc, sources=[source], **{**ROUTE, **fields}), doc


DENIAL = {"status": "denied"}
QUOTED = [
    said(
        "Post",
        "2022-08-01",
        f"{LINE}, the minister in Tehran said of drones from Iran for Russia.",
        "sent",
        "the minister=IRN/state",
        **DENIAL,
    ),
    said(
        "Gazette",
        "2022-10-18",
        "Asked about drones that Iran is said to give Russia, the envoy was curt: “We have never sent and will never send a single weapon "
        "to either side in this war”, and he left.",
        "sent",
        "the envoy=IRN/state",
        **DENIAL,
    ),
    said(
        "Herald",
        "2022-11-05",
        "Not one crate: that was the reply on Saturday, when the embassy denied sending drones from Iran to Russia at all.",
        "sending",
        "the embassy=IRN/state",
        **DENIAL,
    ),
]


def test_a_quotation_that_recurs_with_a_word_changed_is_one_point() -> None:
    (point,) = (p for p in talking_points(QUOTED) if p.kind == "quoted")
    assert (point.holder, point.documents, point.first, point.last) == ("IRN", 2, date(2022, 8, 1), date(2022, 10, 18))
    assert point.words.startswith("We have never sent") and point.publishers == ("Post", "Gazette")
    texts = {d.sha256: d.text for _, d in QUOTED}
    assert all(texts[i.document][i.start : i.end] == i.text for i in point.instances)


def test_one_thing_said_in_other_words_is_one_point() -> None:
    (point,) = (p for p in talking_points(QUOTED) if p.kind == "paraphrased")
    assert point.says == "Iran → Russia: transfer of drones, denied"
    assert (point.documents, point.recurrence, point.spread) == (3, 3, (("2022-08", 1), ("2022-10", 1), ("2022-11", 1)))
    assert len({c for i in point.instances for c in i.claims}) == 3


def test_copies_are_reach_and_no_recurrence() -> None:
    first = QUOTED[2]
    copied = [
        said(
            f"Paper {n}", f"2022-11-{6 + n:02}", f"Morning edition, page {n}. {first[1].text}", "sending", "the embassy=IRN/state", **DENIAL
        )
        for n in range(4)
    ]
    assert talking_points([first, *copied]) == ()
    (point,) = (p for p in talking_points([*QUOTED, *copied]) if p.kind == "paraphrased")
    assert (point.documents, point.reach, point.recurrence) == (3, 7, 3)


def test_another_voice_makes_another_point() -> None:
    other = said(
        "Post",
        "2022-08-03",
        "Moscow, for its part, denied that Iran was sending drones to Russia.",
        "sending",
        "Moscow=RUS/state",
        **DENIAL,
    )
    assert {p.holder for p in talking_points([*QUOTED, other], at_least=1)} == {"IRN", "RUS"}
    assert {p.holder for p in talking_points([*QUOTED, other], holder="IRN")} == {"IRN"}


def test_the_publishers_own_reports_are_no_points() -> None:
    doc = [document(f"Iran sent drones to Russia in lot {n}.", publisher="Post", published=date(2022, 8, n)) for n in (1, 2)]
    assert talking_points([(claim("sent", d, **ROUTE), d) for d in doc]) == ()


def test_reports_of_one_event_after_another_repeat_nothing() -> None:
    own = [
        said("Post", f"2022-0{n}-01", f"Iran sent drones to Russia once more, in its {w} convoy, Kyiv says.", "sent", "Kyiv=UKR/state")
        for n, w in ((3, "fourth"), (5, "eighth"), (8, "ninth"))
    ]
    assert talking_points(own) == ()
    events = build(own)
    expected = 3 - len(events) + 1
    found = talking_points(own, events, at_least=1)
    assert [(p.documents, p.recurrence) for p in found] == [(3, expected)]


def test_what_names_nobody_but_one_party_is_no_point() -> None:
    own = [
        said("Post", f"2022-08-0{n}", f"Iran denied sending, day {n}.", "sending", "Iran=IRN/state", recipient=[], items=[], **DENIAL)
        for n in (1, 2)
    ]
    assert talking_points(own) == ()


@pytest.mark.parametrize("quote", ["“never again”", '"Lies and more lies"'])
def test_short_quotations_are_no_points(quote: str) -> None:
    texts = (
        f"{quote}, Iran said in a note on drones that it was sending to Russia.",
        f"For the second time this week Iran denied sending drones of any make to Russia: {quote}, its letter reads.",
    )
    own = [said("P", f"2022-08-0{n + 1}", text, "sending", "Iran=IRN/state", **DENIAL) for n, text in enumerate(texts)]
    assert [p.kind for p in talking_points(own)] == ["paraphrased"]


def test_the_order_of_reading_changes_nothing() -> None:
    assert talking_points(QUOTED) == talking_points(QUOTED[::-1])


def test_denials_stand_against_what_they_deny() -> None:
    sent = said(
        "Monitor", "2022-10-17", "Iran sent drones to Russia, satellite pictures seen here show.", "sent", "satellite pictures=/document"
    )
    found = denials(build([sent, QUOTED[1]]))
    assert len(found) == 1 and found[0].denials == (QUOTED[1][0].id,)
    if found[0].claims:  # put together into one event by the linkage
        assert found[0].claims == (sent[0].id,) and found[0].first_said == date(2022, 10, 17)
    assert found[0].first_denied == date(2022, 10, 18) and found[0].denied_by[0][0] == "Iran"


def test_a_denial_of_what_nobody_says_stands_alone() -> None:
    (found,) = denials(build([QUOTED[0]]))
    assert (found.said_by, found.first_said, found.first_denied) == ((), None, date(2022, 8, 1))
