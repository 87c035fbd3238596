"""Counts: from words to bounds."""

from __future__ import annotations

import pytest

from sayso.measures import quantities

Row = tuple[str, list[tuple[str, int | None, int | None, str]]]

CODEBOOK: dict[str, Row] = {
    "a plain figure": ("450 drones", [("450", 450, 450, "exact")]),
    "about": ("about 450 drones", [("about 450", 405, 495, "approximate")]),
    "approximately": ("approximately 1,000 weapons", [("approximately 1,000", 900, 1100, "approximate")]),
    "more than": ("more than 300", [("more than 300", 301, None, "lower")]),
    "at least": ("at least 300", [("at least 300", 300, None, "lower")]),
    "fewer than": ("fewer than 300", [("fewer than 300", 0, 299, "upper")]),
    "up to": ("up to 300", [("up to 300", 0, 300, "upper")]),
    "between and": ("between 30 and 40 tanks", [("between 30 and 40", 30, 40, "range")]),
    "to": ("30 to 40 tanks", [("30 to 40", 30, 40, "range")]),
    "dash": ("30–40 tanks", [("30–40", 30, 40, "range")]),
    "nearly": ("almost 200 tanks", [("almost 200", 180, 200, "approximate")]),
    "a couple": ("a couple of tanks", [("a couple", 2, 2, "vague")]),
    "thousands": ("thousands of drones", [("thousands", 2000, 9999, "vague")]),
    "tens of thousands": ("tens of thousands of shells", [("tens of thousands", 20000, 99999, "vague")]),
    "a percentage keeps its words": ("80 percent of the drones", [("80 percent", None, None, "share")]),
    "a share keeps its words": ("more than half of the drones", [("more than half", None, None, "share")]),
    "multiple": ("multiple missiles", [("multiple", 2, None, "vague")]),
    "a number of": ("a number of missiles", [("a number", None, None, "vague")]),
    "a bare plural": ("drones and missiles", []),
}

SEEN: dict[str, Row] = {  # shapes of Wikipedia's Current Events portal and of official statements, in words of our own
    "two figures in a row": ("It fired 74 drones and 13 missiles.", [("74", 74, 74, "exact"), ("13", 13, 13, "exact")]),
    "rounded inwards": ("around 205 vehicles", [("around 205", 185, 225, "approximate")]),
    "killed and injured": ("At least 19 people are killed and 40 injured.", [("At least 19", 19, None, "lower"), ("40", 40, 40, "exact")]),
    "another": ("153 killed and another 243 injured", [("153", 153, 153, "exact"), ("another 243", 243, 243, "exact")]),
    "model number after a letter": ("32 newly built Su-34 bombers", [("32", 32, 32, "exact")]),
    "a designator follows": ("14 M113 carriers", [("14", 14, 14, "exact")]),
    "year before a count": ("In 2022 Spain sent 20 M113s.", [("20", 20, 20, "exact")]),
    "year like a count": ("It sent 2000 155mm shells.", [("2000", 2000, 2000, "exact")]),
    "year and things": ("They sent 2025 drones.", [("2025", 2025, 2025, "exact")]),
    "flights": ("Flights 7 and 8 both failed", [("both", 2, 2, "exact")]),
    "an index": ("the S&P 500 rises", []),
    "a vote": ("The Senate votes 85–5 to pass it.", []),
    "a telephone number": ("call 888-847-6592", []),
    "an age between commas": ("Dayton, 42, of Woodbridge died", []),
    "an age in words": ("children as young as 10", []),
    "an exercise": ("Exercise Eager Lion 16 begins", []),
    "quoted": ('"more than 200" launchers', [("more than 200", 201, None, "lower")]),
    "spaces group thousands": ("10 000 shells", [("10 000", 10000, 10000, "exact")]),
    "no-break spaces too": ("1\u00a0500 shells", [("1\u00a0500", 1500, 1500, "exact")]),
    "at least 10 of the 30": ("at least 10 of the 30 drones", [("at least 10", 10, None, "lower"), ("30", 30, 30, "exact")]),
}

INVENTED: dict[str, Row] = {
    "hedged range": ("some 30-40 BMP-2s", [("some 30-40", 30, 40, "range")]),
    "a hedge inside": ("between 800 and more than 1,000 drones", [("between 800 and more than 1,000", 800, 1000, "range")]),
    "scale printed once": ("1 to 2 million shells", [("1 to 2 million", 1000000, 2000000, "range")]),
    "or": ("two or three launchers", [("two or three", 2, 3, "range")]),
    "words between": ("between one hundred and two hundred drones", [("between one hundred and two hundred", 100, 200, "range")]),
    "hundred and": ("one hundred and two hundred", [("one hundred", 100, 100, "exact"), ("two hundred", 200, 200, "exact")]),
    "at least another": ("at least another 20 tanks", [("at least another 20", 20, None, "lower")]),
    "the next figure's hedge": ("20 tanks, at least 15 of them new", [("20", 20, 20, "exact"), ("at least 15", 15, None, "lower")]),
    "up to several hundred": ("up to several hundred drones", [("up to several hundred", 0, 999, "upper")]),
    "several million": ("several million rounds", [("several million", 3000000, 9999999, "vague")]),
    "half a dozen": ("half-a-dozen boats", [("half-a-dozen", 6, 6, "exact")]),
    "hyphened thing": ("a 40-drone attack", [("40", 40, 40, "exact")]),
    "plus sign": ("300+ missiles", [("300+", 300, None, "lower")]),
    "thousand as k": ("40k shells", [("40k", 40000, 40000, "exact")]),
    "decimal without a scale": ("a 6.2-magnitude quake", []),
    "resolution": ("Resolution 2249 and article 5", []),
    "calibre and distance": ("155 mm guns with a range of 300 km", []),
    "weight": ("20 tons of explosives", []),
    "duration": ("for 13 days", []),
    "one way": ("a one-way attack drone", []),
    "pronoun": ("no one said that one day they would", []),
    "fraction": ("two-thirds of the fleet", [("two-thirds", None, None, "share")]),
    "ordinals": ("the 4th and the fifth launch", []),
    "number sign": ("unit #45 and No. 6", []),
    "ratio": ("a 24/7 service", []),
    "clock": ("at 10:30 and 0930 hours", []),
    "upper bound of nothing": ("fewer than 0 drones", [("fewer than 0", 0, 0, "upper")]),
}


@pytest.mark.parametrize(("text", "expected"), [*CODEBOOK.values(), *SEEN.values(), *INVENTED.values()], ids=[*CODEBOOK, *SEEN, *INVENTED])
def test_bounds_and_hedges(text: str, expected: list[tuple[str, int | None, int | None, str]]) -> None:
    assert [(q.text, q.low, q.high, q.hedge) for q in quantities(text)] == expected


MEASURES = {
    "so far": ("Iran has sent 450 drones so far.", "total"),
    "in total": ("It lost 3,000 tanks in total.", "total"),
    "perfect": ("Ukraine has received 31 Abrams tanks.", "total"),
    "brings to": ("Since the start of the war 6,602 drones were shot down.", "total"),
    "a month": ("It makes 50 missiles a month.", "rate"),
    "per day": ("Russia fires 10,000 shells per day.", "rate"),
    "each": ("two launchers with six missiles each", None),
    "arsenal": ("Its arsenal holds about 3,000 missiles.", "stock"),
    "possesses": ("North Korea possesses 50 warheads.", "stock"),
    "one act": ("Russia launched 101 drones overnight.", "batch"),
    "shipment": ("the last shipment included about 450 drones", "batch"),
    "nothing says": ("the two leaders", None),
}


@pytest.mark.parametrize(("text", "measure"), MEASURES.values(), ids=MEASURES)
def test_which_kind_of_figure_it_is(text: str, measure: str | None) -> None:
    assert quantities(text)[0].measure == measure


def test_a_rate_belongs_to_the_figure_before_it() -> None:
    launchers, missiles = quantities("two launchers with six missiles each")
    assert (launchers.measure, missiles.measure) == (None, "rate")


def test_every_count_says_why() -> None:
    found = quantities("at least 10 of the 30 drones, thousands of shells, half of the tanks")
    assert [q.why for q in found] == [
        "“at least”: N and up",
        "the figure itself",
        "“thousands” by the codebook's table of vague numbers",
        "a share: kept in words, with open bounds",
    ]
