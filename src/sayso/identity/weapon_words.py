"""Closed classes of words around a weapon noun: counts, determiners, what ends a phrase, and nationalities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.lexicons import load

_UNITS: Final = "one|two|three|four|five|six|seven|eight|nine"
_TEENS: Final = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ROUND: Final = "hundred|thousand|million|dozen"
_NUMBER: Final = (
    rf"(?:\d[\d,. ]*\d|\d)(?: (?:{_ROUND}))?|an?|{_UNITS}|{_TEENS}|(?:{_TENS})(?:[- ](?:{_UNITS}))?|"
    rf"(?:(?:an?|several|some|{_UNITS}|{_TEENS}) )?(?:{_ROUND})|both|half a (?:dozen|million)"
)
_VAGUE: Final = (
    r"(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|tens|pairs|"
    r"an? (?:\w+ )?(?:number|couple|pair|handful|series)|an? few|an? further|a single|a total|"
    r"an (?:unspecified|undisclosed|unknown) (?:number|quantity|amount)|"
    r"large (?:numbers|quantities|amounts)|a large (?:number|quantity|amount)|"
    r"most|many|much|more|fewer|several|some|multiple|numerous|countless|various|enough|any|each|every|another|other|additional|further|all"
)
_HEDGE: Final = (
    r"at least|at most|up to|more than|fewer than|less than|as many as|as few as|no more than|no fewer than|over|under|about|around|"
    r"approximately|roughly|some|nearly|almost|close to|an estimated|estimated|an additional|another|a further|"
    r"the (?:first|last|remaining|other)|an initial|only|just|the|these|those"
)
NUMBER_WORDS: Final = frozenset(f"{_UNITS}|{_TEENS}|{_TENS}|{_ROUND}|dozens|hundreds|thousands|millions|scores".split("|"))
# A count with its hedge at the end of the text before a noun: "more than 300 ", "between 30 and 40 ", "thousands of ", "a number of ".
COUNT: Final = re.compile(
    rf"(?<![\w.])(?:(?:{_HEDGE}) )*(?:between (?:{_NUMBER}) and (?:{_NUMBER})|(?:{_NUMBER})(?: to | ?[-–] ?| or )(?:{_NUMBER})|"
    rf"(?:{_NUMBER})|(?:{_VAGUE}))(?: (?:rounds|pieces|units|tons|tonnes|boxes|containers|sets|types|kinds|pairs) of)?"
    r"(?: (?:more|additional|other|further|of (?:the|these)|of))? $",
    re.IGNORECASE,
)


def figure(word: str) -> bool:
    """Whether a word is a number in figures or letters."""
    return word[:1].isdigit() or word.lower() in NUMBER_WORDS


@dataclass(frozen=True, slots=True)
class Words:
    """Closed classes of lower-case words; what each holds stands in ``lexicons/weapons/phrase-words.yaml``."""

    determiners: frozenset[str]
    possessives: frozenset[str]
    stops: frozenset[str]
    makers: frozenset[str]
    left: frozenset[str]  # all that may stand in a phrase before its noun
    bound: frozenset[str]


@cache
def words() -> Words:
    content = {key: frozenset(map(str, value)) for key, value in load("weapons/phrase-words.yaml").items()}
    return Words(
        determiners=content["determiners"],
        possessives=content["possessives"],
        stops=content["stops"],
        makers=content["makers"],
        left=content["determiners"] | content["adjectives"] | content["makers"],
        bound=content["bound"],
    )


@dataclass(frozen=True, slots=True)
class Nations:
    """Patterns over nationalities: ``adjective`` ("Iranian"), ``made`` ("Iran-made"), ``handled`` ("U.S.-supplied"); name → alpha-3."""

    adjective: re.Pattern[str]
    made: re.Pattern[str]
    handled: re.Pattern[str]
    states: dict[str, str]


@cache
def nations() -> Nations:
    content = load("weapons/nationalities.yaml")
    adjectives: dict[str, str] = content["adjectives"]
    states = {**adjectives, **content["nouns"]}

    def any_of(names: dict[str, str]) -> str:
        return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))

    makes, handles = "|".join(content["makes"]), "|".join(content["handles"])
    service = r"(?: [Mm]ilitary| [Aa]rmy| [Nn]avy| [Aa]ir [Ff]orce)?"
    return Nations(
        adjective=re.compile(rf"(?<![\w.])({any_of(adjectives)})(?![\w$])"),
        made=re.compile(rf"(?<![\w.])({any_of(states)})[- ](?:{makes})(?!\w)"),
        handled=re.compile(rf"(?<![\w.])({any_of(states)}){service}[- ](?:{handles})(?!\w)"),
        states=states,
    )
