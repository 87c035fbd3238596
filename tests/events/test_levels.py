"""What tells two claims apart, and what makes them one event: a case for each mechanism of the comparisons."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.events import features, worth_it
from sayso.events.comparison import meet
from sayso.events.days import MARKED, marked, names_day
from sayso.events.features import Features
from sayso.events.levels import BY_NAME
from sayso.records import Reason
from tests.builders import claim, document, when

Day = tuple[str, str, str] | None


def told(text: str, trigger: str, day: int, *, time: Day = None, lexicon: str = "strike", near: int = 0, **fields: object) -> Features:
    """A report of an attack, published on a day of May 2025; ``time``: words, first and last day."""
    d = document(text, published=date(2025, 5, day), title=fields.pop("title", None))
    given = {"event": "ASSAULT", "flow": None, **fields}
    span = when(text, *time) if time else None
    reasons = (Reason("event", "the trigger", f"predicates/assault.yaml#{lexicon}"),)
    return features(claim(trigger, d, time=span, reasons=reasons, **given), d)


def level(name: str, a: Features, b: Features) -> str | None:
    n = BY_NAME[name].level(a, b)
    assert n == BY_NAME[name].level(b, a), "the order of the two makes no difference"
    return None if n is None else BY_NAME[name].levels[n][0]


STRIKE = told("A drone strikes the Nasosna depot near Belma.", "strikes", 4)
YESTERDAY = ("yesterday's", "2025-05-04", "2025-05-04")


class TestDays:
    def test_one_names_the_day_on_which_the_other_was_told(self) -> None:
        late = told("Belma mourns the dead of yesterday's strike.", "strike", 5, time=YESTERDAY)
        assert names_day(late) and not names_day(STRIKE)
        assert level("day", STRIKE, late) == "one names the day on which the other was told"

    def test_a_place_or_rare_words_mark_it(self) -> None:
        late = told("The Nasosna depot burns after yesterday's strike.", "strike", 5, time=YESTERDAY)
        assert marked(STRIKE, late)
        assert level("day", STRIKE, late) == "one names the day on which the other was told, and something that marks it"

    def test_two_days_in_the_words_of_both_are_two_strikes(self) -> None:
        a = told("Mali was struck on May 2.", "struck", 4, time=("May 2", "2025-05-02", "2025-05-02"))
        b = told("Mali was struck on May 6.", "struck", 8, time=("May 6", "2025-05-06", "2025-05-06"))
        assert level("day", a, b) == "other days in the words of both"

    def test_another_day_than_that_on_which_the_other_was_told(self) -> None:
        late = told("Belma mourns the dead of the April 9 strike.", "strike", 8, time=("April 9", "2025-04-09", "2025-04-09"))
        assert level("day", STRIKE, late) == "one names another day than that on which the other was told"

    def test_overnight_is_news_of_the_day(self) -> None:
        a = told("Mali was struck overnight.", "struck", 5, time=("overnight", "2025-05-04", "2025-05-05"))
        assert not names_day(a)

    def test_news_of_two_days_are_two(self) -> None:
        late = told("A drone strikes the Kosti depot.", "strikes", 5)
        assert level("day", STRIKE, late) == "told in the present on two days"
        assert level("day", STRIKE, told("A drone strikes the Kosti depot.", "strikes", 12)) == "told as news more than three days apart"

    def test_an_act_that_lasts_may_be_told_again(self) -> None:
        a, b = (
            told(f"The blockade {word}.", "blockade", n, event="COERCE", lexicon="blockade") for n, word in ((4, "holds"), (5, "lasts"))
        )
        assert level("day", a, b) == "acts that last, told a day apart"

    @pytest.mark.parametrize(
        ("text", "trigger"),
        [
            ("Israel killed a man who took part in the October 7 attacks in an airstrike.", "airstrike"),  # the day of the other act
            ("It is the first airstrike since May 1.", "airstrike"),  # a bound
        ],
    )
    def test_the_day_of_something_else_is_not_its_day(self, text: str, trigger: str) -> None:
        words = "October 7" if "October" in text else "May 1"
        assert not told(text, trigger, 8, time=(words, "2023-10-07", "2023-10-07")).dated

    def test_the_day_before_its_own_noun_is_its_day(self) -> None:
        text = "Mali mourns the dead of the May 1 attacks."
        assert told(text, "attacks", 8, time=("May 1", "2025-05-01", "2025-05-01")).dated


class TestMarks:
    def test_a_town_that_reports_name_every_week_marks_nothing(self) -> None:
        a, b = (told(f"A drone strikes {what} in Kyiv.", "strikes", 4) for what in ("a school", "a bridge"))
        assert "kyiv" in a.places and a.spots == () and not marked(a, b)
        assert level("place", a, b) == "the same place"

    def test_words_of_the_title_mark_it(self) -> None:
        a = told("A drone strikes.", "strikes", 4, title="2025 Nasosna depot strike")
        b = told("The toll of the strike rises.", "strike", 5, title="2025 Nasosna depot strike")
        assert meet(a.title, b.title) >= MARKED and marked(a, b)

    def test_a_war_as_title_marks_nothing(self) -> None:
        a, b = (told(f"A drone strikes {what}.", "strikes", 4, title="Gaza war") for what in ("a school", "a bridge"))
        assert not marked(a, b)

    def test_marked_claims_are_compared_though_a_party_is_misread(self) -> None:
        a = told("Iran strikes the Nasosna depot.", "strikes", 4, actor_=["Iran=IRN"])
        b = told("The Nasosna depot is struck by Togo.", "struck", 4, actor_=["Togo=TGO"])
        assert worth_it(a, b)
        assert not worth_it(a, told("The Kosti depot is struck by Togo.", "struck", 4, actor_=["Togo=TGO"]))

    def test_who_is_both_sides_is_not_known_as_actor(self) -> None:
        assert told("Mali was struck.", "struck", 4, actor_=["Mali=MLI"], recipient=["Mali=MLI"]).actors == ()

    def test_the_one_acts_on_the_other(self) -> None:
        a = told("Iran strikes Mali.", "strikes", 4, actor_=["Iran=IRN"], recipient=["Mali=MLI"])
        b = told("Mali strikes Iran.", "strikes", 4, actor_=["Mali=MLI"], recipient=["Iran=IRN"])
        assert level("actors", a, b) == "the one acts on the other"

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ("airstrike", "strike", "an attack, and one of some sort"),
            ("abduct", "strike", "other sorts of attack"),
            ("kill", "abduct", "an attack and what it did, or what is said of it"),
        ],
    )
    def test_sorts_of_attack(self, one: str, other: str, expected: str) -> None:
        a, b = (told(f"Belma was hit, report {n}.", "hit", 4, lexicon=s) for n, s in enumerate((one, other)))
        assert level("trigger", a, b) == expected

    def test_two_reports_of_news_need_several_things_in_common(self) -> None:
        late = told("A drone strikes the Nasosna depot near Belma.  Again, it burns.", "strikes", 5)
        assert level("two reports of news", STRIKE, late) == "two reports with one of them in common"
        assert level("place", STRIKE, late) is None and level("two reports of news", STRIKE, told("Belma hit.", "hit", 4)) is None


class TestInOneText:
    @pytest.mark.parametrize(
        ("text", "one", "other", "expected"),
        [
            (
                "Nine were abducted in an attack on Belma.",
                ("abducted", "abduct"),
                ("attack", "strike"),
                "in one sentence, what it did and the way",
            ),
            ("Drones strike Belma, killing nine.", ("strike", "strike"), ("killing", "kill"), "in one sentence, its course, aim or rank"),
            (
                "It is an attack that was the largest strike.",
                ("attack", "strike"),
                ("strike", "strike"),
                "in one sentence, its course, aim or rank",
            ),
            ("Troops strike Belma after an attack on Kidal.", ("strike", "strike"), ("attack", "strike"), "in one sentence, set apart"),
            ("Belma was struck. Another strike hit Kidal.", ("struck", "strike"), ("strike", "strike"), "the later tells of another one"),
            (
                "A bomb went off in Belma. The army claims responsibility.",
                ("went off", "bomb-explodes"),
                ("claims responsibility", "claim-responsibility"),
                "in two sentences, what is said of it",
            ),
        ],
    )
    def test_how_two_claims_hang_together(self, text: str, one: tuple[str, str], other: tuple[str, str], expected: str) -> None:
        a, b = (told(text, words, 4, lexicon=entry) for words, entry in (one, other))
        assert level("bond", a, b) == expected
        assert level("day", a, b) is None and level("what in one text", a, b) is not None

    def test_news_through_what_it_did_is_no_later_mention(self) -> None:
        assert told("Nine people are killed after a drone strike on Belma.", "strike", 4).told == "today"
        assert told("Schools close following the strike on Belma.", "strike", 4).told == "back"


class TestDenials:
    TEXT = "Iran sent drones to Russia, Kenya said. Tehran denied it. Iran sent drones to Syria."

    def told(self, trigger: str, recipient: str, status: str = "actual") -> Features:
        d = document(self.TEXT, published=date(2025, 5, 4))
        return features(claim(trigger, d, flow="transfer", actor_=["Iran=IRN"], recipient=[recipient], status=status), d)

    def test_a_denial_denies_what_its_text_tells_of_the_same_parties(self) -> None:
        first, denial = self.told("sent", "Russia=RUS"), self.told("denied", "Russia=RUS", "denied")
        assert level("status", first, denial) == "one denies what the other tells in the same text"

    def test_not_what_it_tells_of_others(self) -> None:
        other, denial = self.told("sent", "Syria=SYR"), self.told("denied", "Russia=RUS", "denied")
        assert level("status", other, denial) == "one denies it"
