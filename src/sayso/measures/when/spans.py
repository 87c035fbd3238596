"""From time expressions to the times of events: what "since", "until", "from … to" and their like make of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sayso.measures.grammar import small_words
from sayso.measures.when import days
from sayso.measures.when.direction import direction
from sayso.measures.when.moves import stretch
from sayso.measures.when.resolve import Resolver
from sayso.measures.when.timex import Timex
from sayso.measures.words import Words
from sayso.records import TimeSpan

_DASHES = frozenset({"-", "–", "—", "‑", "−", "/"})
_OPENERS = frozenset({"since", "from", "between", "starting", "beginning", "effective"})
_UNTIL = frozenset({"until", "till", "through", "thru", "til"})
# How many tokens before a date the "since" of "since the liberation of the city began on" may stand.
_SINCE_REACH = 12
_LEADS = frozenset({"only", "just", "early", "about", "around", "at", "least", "on", "as", "late"})


@dataclass(frozen=True, slots=True)
class _Bounds:
    first: date | None
    last: date | None
    why: str


def combine(words: Words, found: list[Timex], published: date | None, resolver: Resolver) -> tuple[TimeSpan, ...]:
    """The times that can date an event, in order: expressions joined into spans, references without a day left out."""
    spans: list[TimeSpan] = []
    k = 0
    while k < len(found):
        one = found[k]
        if one.kind == "ref" or (one.shape == "length" and words.at(one.j - 1) in {"old", "age"}):
            k += 1  # neither what points at no day nor an age dates an event
            continue
        two = found[k + 1] if k + 1 < len(found) else None
        pair = _pair(words, one, two, published) or _length_to(words, one, two)
        if pair is not None:
            spans.append(pair)
            k += 2
            continue
        made = _single(words, one, published, resolver)
        while spans and spans[-1].end > made.start:
            spans.pop()  # "since the war" in "since the war began on March 2"
        spans.append(made)
        if made.start < one.start and _since_began(words, one.i) is not None:
            spans.append(_span(words, one.i, one))  # it dates the beginning itself, too
        k += 1
    return tuple(spans)


def _pair(words: Words, one: Timex, two: Timex | None, published: date | None) -> TimeSpan | None:
    """ "from March to June", "between March and June 2022", "13–15 November", "2014-15", "since March until May"."""
    if two is None or not _dateable(one) or not _dateable(two):
        return None
    between = words.low[one.j : two.i]
    opener, at = _before(words, one.i)
    if len(between) == 1 and between[0] in _DASHES:
        how = "a span"
    elif between in (["to"], ["through"], ["until"], ["till"]) or (between in (["up", "to"], ["until", "the"]) and opener):
        how = "from … to"
    elif between == ["and"] and opener == "between":
        how = "between … and"
    else:
        return None
    one, two = _settle(one, two)
    if one.first is not None and two.last is not None and one.first > two.last:
        return None
    start = at if opener in {"from", "between", "since"} else one.i
    text = words.slice(start, two.j)
    anchor = one.anchor if one.anchor == two.anchor else two.anchor
    return TimeSpan(
        words.start[start],
        two.end,
        text,
        one.first,
        two.last,
        _edtf(one, two),
        anchor,
        f"{how}: the first day of the one to the last day of the other; {two.why}",
    )


def _length_to(words: Words, one: Timex, two: Timex | None) -> TimeSpan | None:
    """ "In the 24 hours to Sunday", "for 30 days until April 19": so long up to a date."""
    if two is None or one.shape not in {"length", "window"} or not _dateable(two) or two.last is None or one.unit is None:
        return None
    between, n = words.low[one.j : two.i], one.amount[1]
    if between not in (["to"], ["until"], ["till"], ["ending"], ["ended"], ["through"], ["up", "to"]) or n is None or n != int(n):
        return None
    if between in (["until"], ["till"]):
        first = days.shift(two.last, one.unit, -int(n))
    else:
        first, _ = stretch(two.last, one.unit, int(n), -1)
    if first is None:
        return None
    start = one.i - 1 if words.at(one.i - 1) in {"for", "in", "over", "during"} else one.i
    text = words.slice(start, two.j)
    why = f"so long up to the last day of the date after it; {two.why}"
    return TimeSpan(words.start[start], two.end, text, first, two.last, days.interval(first, two.last), two.anchor, why)


def _settle(one: Timex, two: Timex) -> tuple[Timex, Timex]:
    """The year printed once: "between March and June 2022", "from December to March 2023"."""
    if one.first is None or two.first is None or one.last is None or two.anchor != "absolute" or one.anchor == "absolute":
        return one, two
    for year in (two.first.year, two.first.year - 1):
        moved = _in_year(one, year)
        if moved is not None and moved.first is not None and moved.first <= two.first:
            return moved, two
    return one, two


def _in_year(one: Timex, year: int) -> Timex | None:
    if one.first is None or one.last is None or not days.in_calendar(year):
        return None
    try:
        first, last = one.first.replace(year=year), one.last.replace(year=year)
    except ValueError:
        return None
    if one.unit == "M" and not one.part:
        period = days.of_month(year, first.month)
        return replace(one, first=period.first, last=period.last, edtf=period.edtf, anchor="absolute")
    return replace(one, first=first, last=last, edtf=days.interval(first, last), anchor="absolute")


def _edtf(one: Timex, two: Timex) -> str | None:
    if one.edtf and two.edtf and "/" not in one.edtf and "/" not in two.edtf:
        return f"{one.edtf}/{two.edtf}"
    return days.interval(one.first, two.last)


def _dateable(timex: Timex) -> bool:
    return timex.kind in {"date", "time"}


def _before(words: Words, i: int) -> tuple[str, int]:
    """The word that governs the expression at ``i``, and where it stands; small words in between are stepped over."""
    k = i - 1
    while k >= 0 and words.low[k] in _LEADS and k > i - 4:
        k -= 1
    return (words.low[k], k) if k >= 0 else ("", i)


def _single(words: Words, one: Timex, published: date | None, resolver: Resolver) -> TimeSpan:
    """One expression with the preposition that bears on it."""
    word, at = words.at(one.i - 1), one.i - 1
    governor, far = _before(words, one.i)
    if one.kind in {"duration"} and one.shape == "length":
        return _length(words, one, published, resolver)
    if one.kind == "set" or not (one.first or one.last or one.kind in {"date", "time"}):
        return _span(words, one.i, one)
    if one.kind in {"date", "time"} and one.first is not None:
        began = _since_began(words, one.i)
        if began is not None and published is not None and one.first <= published:
            why = f"since it began: from its first day to the day of publication; {one.why}"
            return _span(words, began, one, _Bounds(one.first, published, why))
    if governor == "since" and one.kind in {"date", "time"}:
        first = one.first
        if one.part == "MID" and one.unit == "M" and first is not None:
            first = first.replace(day=15)  # "since mid-October" is since its middle day
        if first is None:
            if published is None or one.anchor != "none" or one.part is not None:
                return _span(words, far, one)
            return _span(
                words,
                far,
                one,
                _Bounds(None, published, f"since: up to the day of publication, from a day not given; {one.why}"),
                anchor="published",
            )
        if first is not None and published is not None and first > published:
            return _span(words, far, one)
        last = published
        note = f"{one.edtf.split('/')[0]}/{last.isoformat() if last else '..'}" if one.edtf else days.interval(first, last)
        if one.part == "MID":
            note = days.interval(first, last)
        why = (
            f"since: from its first day to the day of publication; {one.why}"
            if last
            else f"since: from its first day, left open; {one.why}"
        )
        return _span(words, far, one, _Bounds(first, last, why), note)
    if word in _UNTIL or (word == "to" and words.at(at - 1) == "up"):
        if one.last is None:
            return _span(words, at, one)
        return _span(words, at, one, _Bounds(None, one.last, f"until: up to its last day; {one.why}"))
    if word in {"by", "before", "after"} and _modifies(words, one.j):
        return _span(words, one.i, one)  # "after overnight rains", "hit by last week's storm"
    if word == "by" and one.last is not None and one.kind == "date":
        return _span(words, at, one, _Bounds(None, one.last, f"by: not after its last day; {one.why}"))
    if words.before(one.i, ("no", "later", "than")) and one.last is not None:
        return _span(words, one.i - 3, one, _Bounds(None, one.last, f"no later than: up to its last day; {one.why}"))
    if word == "before" and one.part == "END" and one.last is not None:
        return _span(words, at, one, _Bounds(None, one.last, f"before the end: up to its last day; {one.why}"))
    if word == "before" and one.first is not None and one.kind in {"date", "time"}:
        return _span(words, at, one, _Bounds(None, days.plus(one.first, -1), f"before: up to the day before; {one.why}"))
    if word == "after" and one.last is not None and one.kind in {"date", "time"}:
        return _span(words, at, one, _Bounds(days.plus(one.last, 1), None, f"after: from the day after; {one.why}"))
    if (
        word == "from"
        and one.kind in {"date", "time"}
        and one.first is not None
        and words.at(one.j) in {"onward", "onwards", "on", "forward"}
    ):
        return _span(words, at, one, _Bounds(one.first, None, f"from: its first day on; {one.why}"))
    if word in {"in", "on", "at", "during", "over", "within", "for", "throughout"} and one.shape == "window":
        return _span(words, at, one)
    return _span(words, one.i, one)


def _length(words: Words, one: Timex, published: date | None, resolver: Resolver) -> TimeSpan:
    """ "within 48 hours", "in 30 days": from publication on, where the sentence looks ahead; "for three years" stays open."""
    word, at = words.at(one.i - 1), one.i - 1
    n = one.amount[1]
    if (
        word in {"within", "in"}
        and published is not None
        and n is not None
        and n == int(n)
        and not resolver.history
        and one.unit not in {"s", "min"}
    ):
        looks = direction(words, one.i, one.j)
        end = days.shift(published, one.unit or "D", int(n)) if one.unit != "h" else days.plus(published, -(-int(n) // 24))
        if end is not None and looks >= 0 and word == "within":
            return _span(words, at, one, _Bounds(published, end, "within: from the day of publication, so long"), anchor="published")
        ahead = looks > 0 or (looks == 0 and one.unit in {"D", "W", "h", "F"})
        if end is not None and word == "in" and ahead and words.at(one.j) not in {"of", "since"} and not _superlative(words, at):
            return _span(words, at, one, _Bounds(end, end, "in so long: counted from the day of publication"), anchor="published")
    if word in {"for", "within", "in", "over", "during", "after"}:
        return _span(words, at, one)
    return _span(words, one.i, one)


def _since_began(words: Words, i: int) -> int | None:
    """The "since" of "since the liberation of the city began [on]" or "since the invasion in", where that ends before token ``i``;
    None where there is none, or it means "since then" ("has since moved there in 2015")."""
    k = i - 1 if words.at(i - 1) in {"on", "in"} else i
    if k == i and words.at(k - 1) not in {"began", "started", "begun", "begins", "starts", "launched"}:
        return None
    for s in range(k - 2, max(k - _SINCE_REACH, words.sentence(i)[0]) - 1, -1):
        if words.low[s] == "since":
            return None if words.at(s - 1) in {"has", "have", "had", "ever", "long"} else s
        if words.low[s] in {",", ";", ":", "(", ")"}:
            return None
    return None


def _modifies(words: Words, j: int) -> bool:
    """What ends before token ``j`` modifies a noun that follows."""
    nxt = words.at(j)
    return nxt in {"'", "’"} or (nxt.isalpha() and nxt not in small_words("function"))


def _superlative(words: Words, i: int) -> bool:
    """ "The first in twenty years", "the deadliest attack in months": looks back, whatever the tense."""
    first = max(words.sentence(i)[0], i - 10)
    return any(
        w in {"first", "only", "worst", "most", "least", "best", "record", "lowest", "highest"} or (w.endswith("est") and len(w) > 5)
        for w in words.low[first:i]
    )


def _span(words: Words, i: int, one: Timex, bounds: _Bounds | None = None, note: str | None = None, anchor: str | None = None) -> TimeSpan:
    start = words.start[i]
    text = words.text[start : one.end]
    if bounds is None:
        return TimeSpan(start, one.end, text, one.first, one.last, one.edtf, anchor or one.anchor, one.why)
    return TimeSpan(
        start, one.end, text, bounds.first, bounds.last, note or days.interval(bounds.first, bounds.last), anchor or one.anchor, bounds.why
    )
