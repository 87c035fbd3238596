"""How a claim is told: as news or as something told before, how it hangs together with what stands before it, what sort of act it tells of.

All of it is read from words near the trigger (``events/back.yaml``, ``events/ties.yaml``), never from another claim.
"""

from __future__ import annotations

import re
from functools import cache

from sayso.lexicons import load
from sayso.records import Claim

_NEAR = 90
"""Characters before a trigger in which its tie is looked for."""

_CLAUSE = re.compile(r"\b(?:that|who|which|whose)\b", re.IGNORECASE)


@cache
def _back() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(f"(?:{p})" for p in found), re.IGNORECASE if name != "noun" else 0)
        for name, found in load("events/back.yaml").items()
    }


@cache
def _ties() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]], dict[str, str]]:
    raw = load("events/ties.yaml")
    ties = {name: re.compile(p, re.IGNORECASE) for name, p in raw["ties"].items()}
    return re.compile(raw["apart"], re.IGNORECASE), ties, {e: sort for sort, found in raw["sorts"].items() for e in found.split()}


def told(claim: Claim, sentence: str, at: int) -> str:
    """Whether the words around the trigger (it stands at ``at`` in ``sentence``) speak of something told before ("back"), of one more of
    its kind ("another"), of "news", or of news told in the present ("today")."""
    before, after = sentence[:at], sentence[at + len(claim.trigger.text) :]
    noun = any(r.field == "confidence" and "by a noun" in r.rule for r in claim.reasons)
    found = _back()
    if claim.event == "ASSAULT" and found["result"].search(before) and not found["noun"].search(before):
        return "today"
    if (noun and found["noun"].search(before)) or found["before"].search(before) or found["after"].search(after):
        return "back"
    if found["another"].search(before) or found["again"].search(after):
        return "another"
    words = claim.trigger.text.split()[0]
    now = found["present"].search(sentence) if noun else found["passive"].search(before) or (words.endswith("s") and len(words) > 3)
    return "today" if now else "news"


@cache
def _times() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = load("events/ties.yaml")["times"]
    return re.compile(raw["bound"], re.IGNORECASE), re.compile(raw["of"], re.IGNORECASE)


def own_time(claim: Claim, text: str) -> bool:
    """Whether the claim's time is that of its trigger: not the day of another act ("who took part in the October 7 attacks"), nor a bound
    ("since April 7")."""
    time = claim.time
    if time is None:
        return False
    bound, of = _times()
    at, end = claim.trigger.start, claim.trigger.end
    act = of.match(text[time.end : time.end + 60])
    if act is not None:  # "yesterday's strikes": of this trigger, or of another act
        return time.end <= end and at <= time.end + act.end()
    if time.end <= at and _CLAUSE.search(text, time.end, at):
        return False
    return bound.search(text[max(0, time.start - 30) : time.start]) is None


def hinge(sentence: str, at: int) -> int:
    """Where the last word before the trigger begins that sets it apart from what stands before ("after", "while"); -1 where none does."""
    last = -1
    for match in _ties()[0].finditer(sentence, 0, at):
        last = match.start()
    return last


def tie(trigger: str, sentence: str, at: int) -> str:
    """How the trigger hangs together with what stands before it in its sentence; a name of ``events/ties.yaml``, else "none"."""
    before = sentence[max(0, at - _NEAR) : at]
    participle = trigger.split()[0].endswith("ing")
    for name, pattern in _ties()[1].items():
        if (name != "course" or participle) and pattern.search(before):
            return name
    return "none"


def sort_of(entry: str, family: str) -> str | None:
    """The sort of an attack by its lexicon entry; other attacks are a sort of their own, other acts have none."""
    name = entry.rpartition("#")[2]
    return _ties()[2].get(name, name) if family == "attack" else None
