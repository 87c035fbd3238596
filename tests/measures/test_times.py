"""Times of events: from words to first and last day, with notation and anchor."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.measures import times

THURSDAY = date(2025, 7, 10)

# text: the words found, first day, last day, EDTF, what it was anchored to
Row = tuple[str, str | None, str | None, str | None, str]

ABSOLUTE: dict[str, Row] = {
    "on 13 November 2024": ("13 November 2024", "2024-11-13", "2024-11-13", "2024-11-13", "absolute"),
    "on November 13, 2024": ("November 13, 2024", "2024-11-13", "2024-11-13", "2024-11-13", "absolute"),
    "on the 13th of November 2024": ("the 13th of November 2024", "2024-11-13", "2024-11-13", "2024-11-13", "absolute"),
    "on Sunday, 6 July 2025": ("Sunday, 6 July 2025", "2025-07-06", "2025-07-06", "2025-07-06", "absolute"),
    "Nov. 6, 2016": ("Nov. 6, 2016", "2016-11-06", "2016-11-06", "2016-11-06", "absolute"),
    "24/02/2022": ("24/02/2022", "2022-02-24", "2022-02-24", "2022-02-24", "absolute"),
    "02/24/2022": ("02/24/2022", "2022-02-24", "2022-02-24", "2022-02-24", "absolute"),
    "24.02.2022": ("24.02.2022", "2022-02-24", "2022-02-24", "2022-02-24", "absolute"),
    "2022-02-24": ("2022-02-24", "2022-02-24", "2022-02-24", "2022-02-24", "absolute"),
    "in November 2024": ("November 2024", "2024-11-01", "2024-11-30", "2024-11", "absolute"),
    "in 2015": ("2015", "2015-01-01", "2015-12-31", "2015", "absolute"),
    "the 1990s": ("the 1990s", "1990-01-01", "1999-12-31", "199X", "absolute"),
    "in the early 2000s": ("the early 2000s", "2000-01-01", "2003-12-31", "2000-01-01/2003-12-31", "absolute"),
    "the 19th century": ("the 19th century", "1800-01-01", "1899-12-31", "18XX", "absolute"),
    "in the summer of 2023": ("the summer of 2023", "2023-06-01", "2023-08-31", "2023-22", "absolute"),
    "in winter 2023": ("winter 2023", "2023-12-01", "2024-02-29", "2023-24", "absolute"),
    "the first quarter of 2024": ("the first quarter of 2024", "2024-01-01", "2024-03-31", "2024-01/2024-03", "absolute"),
    "Q3 2023": ("Q3 2023", "2023-07-01", "2023-09-30", "2023-07/2023-09", "absolute"),
    "in H2 2024": ("H2 2024", "2024-07-01", "2024-12-31", "2024-07/2024-12", "absolute"),
    "in the first half of 2024": ("the first half of 2024", "2024-01-01", "2024-06-30", "2024-01/2024-06", "absolute"),
    "FY2024": ("FY2024", "2023-10-01", "2024-09-30", "2023-10/2024-09", "absolute"),
    "early 2023": ("early 2023", "2023-01-01", "2023-04-30", "2023-01-01/2023-04-30", "absolute"),
    "in mid-2024": ("mid-2024", "2024-05-01", "2024-08-31", "2024-05-01/2024-08-31", "absolute"),
    "late 2022": ("late 2022", "2022-09-01", "2022-12-31", "2022-09-01/2022-12-31", "absolute"),
    "around March 1981": ("March 1981", "1981-03-01", "1981-03-31", "1981-03~", "absolute"),
    "in 490 BC": ("490 BC", None, None, "-0489", "absolute"),
    "the 2019 Easter bombings": ("the 2019 Easter", "2019-04-21", "2019-04-21", "2019-04-21", "absolute"),
    "on Christmas Day 2024": ("Christmas Day 2024", "2024-12-25", "2024-12-25", "2024-12-25", "absolute"),
    "the October 7 attacks": ("October 7", "2023-10-07", "2023-10-07", "2023-10-07", "absolute"),
    "after 9/11 it": ("after 9/11", "2001-09-12", None, "2001-09-12/..", "absolute"),
    "on 29 February 2023": ("29 February 2023", None, None, None, "none"),
    "in the first six months of 2025": ("in the first six months of 2025", "2025-01-01", "2025-06-30", "2025-01-01/2025-06-30", "absolute"),
    "the last week of October 2024": ("the last week of October 2024", "2024-10-25", "2024-10-31", "2024-10-25/2024-10-31", "absolute"),
    "the second half of March 2024": ("the second half of March 2024", "2024-03-16", "2024-03-31", "2024-03-16/2024-03-31", "absolute"),
}

SPANS: dict[str, Row] = {
    "2014-15": ("2014-15", "2014-01-01", "2015-12-31", "2014/2015", "absolute"),
    "from March to June 2022": ("from March to June 2022", "2022-03-01", "2022-06-30", "2022-03/2022-06", "absolute"),
    "between March and June 2022": ("between March and June 2022", "2022-03-01", "2022-06-30", "2022-03/2022-06", "absolute"),
    "from March to June": ("from March to June", "2025-03-01", "2025-06-30", "2025-03/2025-06", "published"),
    "from 5 to 7 May": ("from 5 to 7 May", "2025-05-05", "2025-05-07", "2025-05-05/2025-05-07", "published"),
    "5–7 May 2024": ("5–7 May 2024", "2024-05-05", "2024-05-07", "2024-05-05/2024-05-07", "absolute"),
    "from 28 June to 3 July": ("from 28 June to 3 July", "2025-06-28", "2025-07-03", "2025-06-28/2025-07-03", "published"),
    "December 30 to January 2": ("December 30 to January 2", "2024-12-30", "2025-01-02", "2024-12-30/2025-01-02", "published"),
    "Tuesday through Thursday": ("Tuesday through Thursday", "2025-07-08", "2025-07-10", "2025-07-08/2025-07-10", "published"),
    "since February": ("since February", "2025-02-01", "2025-07-10", "2025-02/2025-07-10", "published"),
    "since 2014": ("since 2014", "2014-01-01", "2025-07-10", "2014/2025-07-10", "absolute"),
    "since mid-October": ("since mid-October", "2024-10-15", "2025-07-10", "2024-10-15/2025-07-10", "published"),
    "since the start of the war": ("since the start", None, "2025-07-10", "../2025-07-10", "published"),
    "since Russia's invasion in February 2022": (
        "since Russia's invasion in February 2022",
        "2022-02-01",
        "2025-07-10",
        "2022-02-01/2025-07-10",
        "absolute",
    ),
    "no later than 1 August 2025": ("no later than 1 August 2025", None, "2025-08-01", "../2025-08-01", "absolute"),
    "for 30 days until August 9": ("for 30 days until August 9", "2025-07-10", "2025-08-09", "2025-07-10/2025-08-09", "published"),
    "in the 24 hours to Sunday": ("in the 24 hours to Sunday", "2025-07-05", "2025-07-06", "2025-07-05/2025-07-06", "published"),
    "before the end of the month": ("before the end of the month", None, "2025-07-31", "../2025-07-31", "published"),
    "the week of 5 May": ("the week of 5 May", "2025-05-05", "2025-05-11", "2025-05-05/2025-05-11", "published"),
    "since the siege began on 2 March": (
        "since the siege began on 2 March",
        "2025-03-02",
        "2025-07-10",
        "2025-03-02/2025-07-10",
        "published",
    ),
    "until June 2026": ("until June 2026", None, "2026-06-30", "../2026-06-30", "absolute"),
    "by the end of 2025": ("by the end of 2025", None, "2025-12-31", "../2025-12-31", "absolute"),
    "before 2020": ("before 2020", None, "2019-12-31", "../2019-12-31", "absolute"),
    "after March 5": ("after March 5", "2025-03-06", None, "2025-03-06/..", "published"),
    "from July 9 onwards": ("from July 9", "2025-07-09", None, "2025-07-09/..", "published"),
    "damage after overnight rains": ("overnight", "2025-07-09", "2025-07-10", "2025-07-09/2025-07-10", "published"),
    "hit by last week's storm": ("last week", "2025-06-30", "2025-07-06", "2025-06-30/2025-07-06", "published"),
}

RELATIVE: dict[str, Row] = {
    "attacked yesterday": ("yesterday", "2025-07-09", "2025-07-09", "2025-07-09", "published"),
    "today": ("today", "2025-07-10", "2025-07-10", "2025-07-10", "published"),
    "will meet tomorrow": ("tomorrow", "2025-07-11", "2025-07-11", "2025-07-11", "published"),
    "the day before yesterday": ("the day before yesterday", "2025-07-08", "2025-07-08", "2025-07-08", "published"),
    "overnight": ("overnight", "2025-07-09", "2025-07-10", "2025-07-09/2025-07-10", "published"),
    "on Monday": ("Monday", "2025-07-07", "2025-07-07", "2025-07-07", "published"),
    "killed on Thursday": ("Thursday", "2025-07-10", "2025-07-10", "2025-07-10", "published"),
    "They will meet on Monday": ("Monday", "2025-07-14", "2025-07-14", "2025-07-14", "published"),
    "which won't take effect on Friday": ("Friday", "2025-07-11", "2025-07-11", "2025-07-11", "published"),
    "scheduled for Tuesday": ("Tuesday", "2025-07-15", "2025-07-15", "2025-07-15", "published"),
    "last Monday": ("last Monday", "2025-07-07", "2025-07-07", "2025-07-07", "published"),
    "next Monday": ("next Monday", "2025-07-14", "2025-07-14", "2025-07-14", "published"),
    "this Friday": ("this Friday", "2025-07-11", "2025-07-11", "2025-07-11", "published"),
    "Monday night": ("Monday night", "2025-07-07", "2025-07-07", "2025-07-07", "published"),
    "last week": ("last week", "2025-06-30", "2025-07-06", "2025-06-30/2025-07-06", "published"),
    "last month": ("last month", "2025-06-01", "2025-06-30", "2025-06", "published"),
    "this year": ("this year", "2025-01-01", "2025-12-31", "2025", "published"),
    "next year": ("next year", "2026-01-01", "2026-12-31", "2026", "published"),
    "last summer": ("last summer", "2024-06-01", "2024-08-31", "2024-22", "published"),
    "last June": ("last June", "2025-06-01", "2025-06-30", "2025-06", "published"),
    "in June last year": ("June last year", "2024-06-01", "2024-06-30", "2024-06", "published"),
    "over the weekend": ("the weekend", "2025-07-05", "2025-07-06", "2025-07-05/2025-07-06", "published"),
    "earlier this year": ("earlier this year", "2025-01-01", "2025-07-10", "2025-01-01/2025-07-10", "published"),
    "later this month": ("later this month", "2025-07-10", "2025-07-31", "2025-07-10/2025-07-31", "published"),
    "early next week": ("early next week", "2025-07-14", "2025-07-15", "2025-07-14/2025-07-15", "published"),
    "over the past week": ("over the past week", "2025-07-04", "2025-07-10", "2025-07-04/2025-07-10", "published"),
    "over the past day": ("over the past day", "2025-07-09", "2025-07-10", "2025-07-09/2025-07-10", "published"),
    "in the past 24 hours": ("in the past 24 hours", "2025-07-09", "2025-07-10", "2025-07-09/2025-07-10", "published"),
    "over the last three months": ("over the last three months", "2025-04-11", "2025-07-10", "2025-04-11/2025-07-10", "published"),
    "over the next two years": ("over the next two years", "2025-07-10", "2027-07-10", "2025-07-10/2027-07-10", "published"),
    "over the past 20-plus months": ("over the past 20-plus months", None, "2025-07-10", "../2025-07-10", "published"),
    "in recent weeks": ("recent weeks", None, None, None, "published"),
    "two days ago": ("two days ago", "2025-07-08", "2025-07-08", "2025-07-08", "published"),
    "three weeks ago": ("three weeks ago", "2025-06-16", "2025-06-22", "2025-06-16/2025-06-22", "published"),
    "two months ago": ("two months ago", "2025-05-01", "2025-05-31", "2025-05", "published"),
    "a year ago": ("a year ago", "2024-07-10", "2024-07-10", "2024-07-10", "published"),
    "three years ago": ("three years ago", "2022-01-01", "2022-12-31", "2022", "published"),
    "a decade ago": ("a decade ago", "2015-01-01", "2015-12-31", "2015", "published"),
    "more than a decade ago": ("more than a decade ago", None, "2015-12-31", "../2015-12-31", "published"),
    "a few days ago": ("a few days ago", None, None, None, "published"),
    "within 48 hours": ("within 48 hours", "2025-07-10", "2025-07-12", "2025-07-10/2025-07-12", "published"),
    "The duties take effect in 30 days": ("in 30 days", "2025-08-09", "2025-08-09", "2025-08-09", "published"),
    "the first visit in seven years": ("in seven years", None, None, None, "none"),
    "effective immediately": ("effective immediately", "2025-07-10", "2025-07-10", "2025-07-10", "published"),
    "by the end of the year": ("by the end of the year", None, "2025-12-31", "../2025-12-31", "published"),
    "at 10:30 p.m. on": ("10:30 p.m.", "2025-07-10", "2025-07-10", "2025-07-10", "published"),
}

WITHOUT_YEAR: dict[str, Row] = {
    "on 3 May": ("3 May", "2025-05-03", "2025-05-03", "2025-05-03", "published"),
    "on 29 December": ("29 December", "2024-12-29", "2024-12-29", "2024-12-29", "published"),
    "They met on August 1": ("August 1", "2025-08-01", "2025-08-01", "2025-08-01", "published"),
    "It will host the talks on November 4": ("November 4", "2025-11-04", "2025-11-04", "2025-11-04", "published"),
    "in March": ("March", "2025-03-01", "2025-03-31", "2025-03", "published"),
    "in July": ("July", "2025-07-01", "2025-07-31", "2025-07", "published"),
    "It was recognised in September": ("September", "2024-09-01", "2024-09-30", "2024-09", "published"),
    "It will recognise it in September": ("September", "2025-09-01", "2025-09-30", "2025-09", "published"),
    "until July 20": ("until July 20", None, "2025-07-20", "../2025-07-20", "published"),
    "at Christmas": ("Christmas", "2024-12-25", "2024-12-25", "2024-12-25", "published"),
    "in mid-May": ("mid-May", "2025-05-11", "2025-05-20", "2025-05-11/2025-05-20", "published"),
    "the January 19 ceasefire deal": ("January 19", "2025-01-19", "2025-01-19", "2025-01-19", "published"),
    "on January 6th": ("January 6th", "2025-01-06", "2025-01-06", "2025-01-06", "published"),
}

OPEN: dict[str, Row] = {
    "for three years": ("for three years", None, None, None, "none"),
    "a nine-month siege": ("nine-month", None, None, None, "none"),
    "every day": ("every day", None, None, None, "none"),
    "annually": ("annually", None, None, None, "none"),
    "for a fifth consecutive day": ("a fifth consecutive day", None, None, None, "none"),
    "two years after the invasion": ("two years after", None, None, None, "none"),
    "that month": ("that month", None, None, None, "none"),
    "nearly two years later": ("nearly two years later", None, None, None, "none"),
}

ALL = {**ABSOLUTE, **SPANS, **RELATIVE, **WITHOUT_YEAR, **OPEN}


def day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


@pytest.mark.parametrize(("text", "expected"), ALL.items(), ids=ALL)
def test_words_to_days(text: str, expected: Row) -> None:
    words, first, last, edtf, anchor = expected
    found = times(text, THURSDAY)
    assert found, "no time was found"
    assert (found[0].text, found[0].first, found[0].last, found[0].edtf, found[0].anchor) == (words, day(first), day(last), edtf, anchor)


@pytest.mark.parametrize("text", [*RELATIVE, *WITHOUT_YEAR])
def test_without_a_publication_nothing_is_counted_from_it(text: str) -> None:
    """Relative words keep open bounds and say why; nothing falls back to today."""
    for found in times(text, None):
        assert (found.first, found.last) == (None, None)
        assert found.anchor != "published"
        assert found.why


def test_without_a_publication_relative_words_do_not_count_from_dates_in_the_text() -> None:
    found = times("The war began in 2014. Last week it was hit again, and on 3 May too. In June 2016 it ended; on 5 July they left.", None)
    assert [(t.text, str(t.first)) for t in found] == [
        ("2014", "2014-01-01"),
        ("Last week", "None"),
        ("3 May", "None"),
        ("June 2016", "2016-06-01"),
        ("5 July", "2016-07-05"),
    ]


SEQUENCES = {
    "days later": ("It sailed on June 5, 2022. Two days later, it sank.", ["2022-06-05", "2022-06-07"]),
    "the following day": ("On 5 July troops came. They left the following day.", ["2025-07-05", "2025-07-06"]),
    "the same day": ("On 3 May it began. That same day, it ended.", ["2025-05-03", "2025-05-03"]),
    "the previous day, with no day before": ("A boat sank the previous day.", ["2025-07-09"]),
    "the previous day, far from an old date": ("The war of 2014 goes on. A boat sank the previous day.", ["2014-01-01", "2025-07-09"]),
    "counted from the date in the words": ("The tariff starts 21 days after July 12.", ["2025-08-02"]),
    "the eve": ("on the eve of 24 February 2022", ["2022-02-23"]),
    "since then": ("It joined in May 2024. Since then it has paid.", ["2024-05-01", "2024-05-01"]),
    "years ago goes on in its sentence": ("The siege of 2 March 2014 ended on 18 April.", ["2014-03-02", "2014-04-18"]),
    "two days of one month": ("on 12 and 13 June", ["2025-06-12", "2025-06-13"]),
    "a list of days": ("on November 16, 17 and 18", ["2024-11-16", "2024-11-17", "2024-11-18"]),
    "since it began, and the beginning": ("It fires since the siege began on 2 March.", ["2025-03-02", "2025-03-02"]),
    "a clock and its day": ("at 5 a.m. on 3 May", ["2025-05-03", "2025-05-03"]),
}


@pytest.mark.parametrize(("text", "firsts"), SEQUENCES.values(), ids=SEQUENCES)
def test_times_that_count_from_each_other(text: str, firsts: list[str]) -> None:
    assert [str(t.first) for t in times(text, THURSDAY)] == firsts


NO_TIME = {
    "a modal verb": "It may happen.",
    "a prime minister": "Theresa May resigned.",
    "a march": "The Long March to the sea; they march on.",
    "a movement": "the March 23 Movement",
    "the Olympics": "the upcoming Winter Olympics",
    "a race": "a record of 2:15:41",
    "a verb": "Prices fall and leaders spring to act.",
    "an age": "a 30-year-old man",
    "the present": "now, currently, the former minister",
    "a count of things": "They sent 2025 drones.",
    "someone's day": "on Genocide Remembrance Day",
    "a model": "a Boeing 2707 and Resolution 2024",
}


@pytest.mark.parametrize("text", NO_TIME.values(), ids=NO_TIME)
def test_what_dates_no_event(text: str) -> None:
    assert times(text, THURSDAY) == ()


def test_a_history_is_read_by_its_own_dates() -> None:
    """Years told once hold for what follows; a new year begins where that is nearer."""
    text = (
        "The war began in 1936. In March 1937 the army advanced, and on 26 April it burned the town. The siege of 1938 followed. "
        "On 15 December 1938 it broke. In January the city fell. On 1 April 1939 the war ended."
    )
    found = {t.text: str(t.first) for t in times(text, date(2009, 12, 19))}
    assert found["26 April"] == "1937-04-26"
    assert found["January"] == "1939-01-01"


def test_a_history_is_not_led_astray_by_a_year_it_glances_at() -> None:
    text = (
        "In June 1920 the front moved. On 20 July 1920 it held. Documents found in 2004 confirm it. On 13 August the battle began. "
        "In October 1920 there was peace. In March 1921 it was signed."
    )
    assert {t.text: str(t.first) for t in times(text, date(2009, 12, 19))}["13 August"] == "1920-08-13"


def test_news_that_looks_back_stays_news() -> None:
    text = "Since 2014 and again in 2022, 2023 and 2024 it was bombed. On Monday and last week it was hit; yesterday too. It fell on 3 May."
    assert str(times(text, THURSDAY)[-1].first) == "2025-05-03"


def test_every_time_says_why() -> None:
    found = times("since February; until June 2026; three years ago; in recent weeks", THURSDAY)
    assert [t.why for t in found] == [
        "since: from its first day to the day of publication; the nearest before publication",
        "until: up to its last day; the year stands in the words",
        "counted from the day of publication",
        "the words do not say how many: kept, with open bounds",
    ]
