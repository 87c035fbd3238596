"""What linkage looks at: one flat record a claim, of scalars and sorted lists, the same for Python and for a table in DuckDB or Spark.

Nothing here depends on any other claim, so a record is made once and never changes: that is what makes the order of reading indifferent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sayso.events.telling import hinge, own_time, sort_of, tie, told
from sayso.identity.names import names, pieces
from sayso.lexicons import load
from sayso.records import Claim, Document, Flow, Status

OPEN = 10**12
"""Stands for an open upper bound: no report speaks of so many."""

LONG = 4
"""A time of more days than this ("in October") is a stretch in which an event lies, not its day."""

_FAMILY = {
    "transfer": "supply", "AID": "supply", "COOPERATE": "supply", "withhold": "withhold", "produce": "produce", "intercept": "intercept",
    "ASSAULT": "attack", "loss": "attack", "SANCTION": "sanction", "AGREE": "deal", "SUPPORT": "deal", "CONSULT": "talks",
}  # fmt: skip
#: Acts of parties who stand beside each other: "X meets Y" is "Y meets X".
_TOGETHER = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
_MODES = {
    "aerial": "air", "drone": "air", "heavy-weapons": "air", "destroy": "air", "explosives": "ground", "suicide-attack": "ground",
    "firearms": "hand", "primitive": "hand",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|\d[\d,.]*\d")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
_NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-])")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?|\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?")
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]*(?: (?:al-|el-)?[A-ZÀ-Þ][\w'’-]*)*")
_DIRECTIONS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "The"})
_STEP = re.compile(r"(?<=[a-z])[ -]?(?=\d)|(?<=\d)[ -]?(?=[a-z])|[ -]")
_NAMELESS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Features:
    """One claim as linkage sees it. Days are ordinals (``date.toordinal``), lists are sorted and without repetition, ``None`` is
    unknown. ``kind`` is the flow, else the event; ``*_up`` hold the home states of groups and firms, and all classes above."""

    id: str
    document: str  # sha256 of the stored text
    sentence: int  # offset of the sentence that holds the trigger
    published: int | None
    first: int | None
    last: int | None
    dated: bool  # the words give the day; else first and last are the day of publication
    kind: str
    family: str
    mode: str | None
    mode_group: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actors_up: tuple[str, ...]
    recipients_up: tuple[str, ...]
    actors_few: bool  # somebody that only few reports name is among them: a person, a firm, a body of no lexicon
    recipients_few: bool
    actor_key: str | None  # the named parties in one string, for exact comparison
    recipient_key: str | None
    classes: tuple[str, ...]
    classes_up: tuple[str, ...]
    designations: tuple[str, ...]
    designations_up: tuple[str, ...]  # with what they are variants of: "leopard 2a6", "leopard 2", "leopard"
    figure_of: str | None  # what is counted: the first two steps of a class, or "money USD"
    figure_low: int
    figure_high: int
    measure: str | None
    places: tuple[str, ...]
    spots: tuple[str, ...]  # those of them that reports do not name every week
    states: tuple[str, ...]
    status: str
    entry: str  # the lexicon entry that the trigger belongs to, else its stem
    sort: str | None  # of an attack: "harm", "blow", "air" … (``events/ties.yaml``)
    at: int  # offset of the trigger
    hinge: int  # offset of the last word before it that sets it apart from what stands before in its sentence, or -1
    tie: str  # how it hangs together with what stands before in its sentence (``events/ties.yaml``)
    told: str  # "back": something told before; "another": one more of its kind; "today": news in the present; else "news"
    words: tuple[str, ...]  # words of the passage that few others have, the rarer the more often: "kerch", "kerch+", "kerch++"
    near: tuple[str, ...]  # the same of its own sentence
    names: tuple[str, ...]  # the same of the names in its own sentence and in the title
    title: tuple[str, ...]  # the same of the title
    numbers: tuple[str, ...]  # its figures of two digits and more, but for years
    common: int  # how often this kind of act between these parties is reported: 0 rarely … 3 all the time


COLUMNS = tuple(f.name for f in fields(Features))


def fold(words: str) -> str:
    """Lower case, without accents and typographic marks: "Zaporizhzhia’s" → "zaporizhzhia's"."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def stem(word: str) -> str:
    """A word without its most common endings; crude on purpose, since both sides are cut the same way."""
    word = fold(word).removesuffix("'s").rstrip("'")
    for end in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "s", "y"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word


@cache
def common_words() -> frozenset[str]:
    """Stems that many passages share and that tell no event from another (``events/common-words.yaml``)."""
    return frozenset(str(load("events/common-words.yaml")["stems"]).split())


@cache
def _bands() -> dict[str, int]:
    """Stems of ``events/common-words.yaml`` that count, though less than one that is not listed at all."""
    found = load("events/common-words.yaml")
    return {word: n for n, name in ((1, "frequent"), (2, "known")) for word in str(found[name]).split()}


def weighted(words: Iterable[str], bands: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """Each word once, twice or three times (then with a "+" for each time more), by how rare it is: about its inverse document
    frequency in steps of two bits. So the size of an intersection is a sum of weights, in SQL as well. ``bands``: those of passages where
    None."""
    found = _bands() if bands is None else bands
    return tuple(sorted(w + "+" * n for w in words for n in range(found.get(w, 3))))


@cache
def _title_bands() -> dict[str, int]:
    """Weights of words of titles: a name that many passages have may stand in few titles, and then weighs one more."""
    text, found = _bands(), load("events/common-words.yaml")
    titles = {w: n for n, name in enumerate(("title stems", "title frequent", "title known")) for w in str(found[name]).split()}
    return {w: min(text.get(w, 3) + 1, titles.get(w, 3)) for w in {*text, *titles}}


@cache
def common_places() -> frozenset[str]:
    """Names that tell no place from another, because reports name them every day ("Gaza Strip")."""
    return frozenset(load("events/common-words.yaml")["places"])


@cache
def busy_places() -> frozenset[str]:
    """Towns that reports name every week: they tell places apart, but mark nothing ("Kyiv")."""
    return frozenset(load("events/common-words.yaml")["busy places"])


def sentence_bounds(text: str, at: int) -> tuple[int, int]:
    """The sentence that holds the character ``at``: half-open offsets."""
    start, end = 0, len(text)
    for cut in _SENTENCE.finditer(text):
        if cut.end() <= at:
            start = cut.end()
        elif cut.start() >= at:
            end = cut.start()
            break
    return start, end


def passage(text: str, at: int) -> tuple[int, int]:
    """The sentence at ``at`` with the one before and the one after it, where each of these is short: half-open offsets."""
    start, end = sentence_bounds(text, at)
    before = sentence_bounds(text, start - 2)[0] if start >= 2 else start
    after = sentence_bounds(text, end + 2)[1] if end + 2 < len(text) else end
    return (before if start - before <= 400 else start), (after if after - end <= 400 else end)


def rare_words(text: str) -> tuple[str, ...]:
    """Stems of the words that few passages share: names, uncommon nouns."""
    found = (stem(word) for word in _WORD.findall(text) if not word[0].isdigit())
    return tuple(sorted({cut for cut in found if len(cut) >= 3 and cut not in common_words()}))


def rare_names(text: str) -> tuple[str, ...]:
    """Stems of the capitalised words that few passages share."""
    found = (stem(word) for match in _NAME.finditer(text) for word in _WORD.findall(match[0]))
    return tuple(sorted({cut for cut in found if len(cut) >= 3 and cut not in common_words()}))


_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"]
_UNITS += ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPELT = re.compile(
    rf"\b(?:(?P<ten>{'|'.join(_TENS)})(?:-(?P<unit>{'|'.join(_UNITS[:9])}))?|(?P<low>{'|'.join(_UNITS[9:])}))\b", re.IGNORECASE
)


def _spelt(match: re.Match[str]) -> str:
    if match["low"]:
        return str(_UNITS.index(match["low"].lower()) + 1)
    return str(20 + 10 * _TENS.index(match["ten"].lower()) + (_UNITS.index(match["unit"].lower()) + 1 if match["unit"] else 0))


def numbers_in(text: str) -> tuple[str, ...]:
    """Figures of two digits and more, without separators, also those in words ("fourteen"); years and dates are none."""
    found = (m[0].replace(",", "") for m in _NUMBER.finditer(_SPELT.sub(_spelt, _DATE.sub(" ", text))))
    return tuple(sorted({n for n in found if len(n) >= 2 and not re.fullmatch(r"(?:19|20)\d\d", n)}))


def how_common(family: str, actors: str | None, recipients: str | None) -> int:
    """0–3, from counts of Current Events claims (``events/routes.yaml``); parties that are not listed are rare."""
    return int(_routes().get(f"{family}|{actors or ''}|{recipients or ''}", 0))


@cache
def _routes() -> dict[str, int]:
    bands = load("events/routes.yaml")["bands"]
    return {route: int(band) for band, routes in bands.items() for route in routes}


def _is_named(id: str) -> bool:
    """Whether an identity is somebody in particular: not "gunmen", "civilians", "individuals"."""
    return id in names().display or _NAMELESS.fullmatch(id) is None


def _parties(ids: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    own = {i for i in ids if i and _is_named(i)}
    homes = names().homes
    return tuple(sorted(own)), tuple(sorted(own | {homes[i] for i in own if i in homes}))


def _few(ids: Iterable[str]) -> bool:
    return any(i not in names().display for i in ids)


def _up(classes: Iterable[str]) -> tuple[str, ...]:
    out = set()
    for class_ in classes:
        steps = class_.split(".")
        out |= {".".join(steps[:n]) for n in range(1, len(steps) + 1)}
    return tuple(sorted(out))


def _figure(claim: Claim) -> tuple[str | None, int, int, str | None]:
    """The figure to compare by: that of the first counted goods, else the money."""
    for item in claim.items:
        q = item.quantity
        if q and (q.low is not None or q.high is not None):
            return ".".join(item.class_.split(".")[:2]), q.low or 0, OPEN if q.high is None else q.high, q.measure
    money = claim.money
    if money and money.amount is not None:
        low, high = int(money.low or money.amount), int(money.high or money.amount)
        return f"money {money.currency or '?'}", low, high, None
    return None, 0, OPEN, None


def _places(claim: Claim, text: str, start: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of places below the state, folded, and the states: the claim's own places, and those that its sentence (it begins at
    ``start``) names; a capital among the words of a party or a source is a government."""
    local: set[str] = set()
    for place in claim.place:
        local |= {fold(m[0]) for m in _NAME.finditer(place.text) if not _is_wide(m[0])}
    taken = [(p.start, p.end) for p in (*claim.actor, *claim.recipient)] + [(s.start, s.end) for s in claim.sources]
    for match in _NAME.finditer(text):
        at = start + match.start()
        party = any(a <= at < b for a, b in taken)
        words = match[0].split()
        for n in range(len(words)):
            for m in range(len(words), n, -1):
                name = " ".join(words[n:m])
                if _is_place(name) and not (party and _is_capital(name)):
                    local.add(fold(name))
                    break
    states = {p.id for p in claim.place if p.id}
    return tuple(sorted(n for n in local - common_places() if len(n) > 2)), tuple(sorted(states))


@cache
def _is_place(name: str) -> bool:
    """Whether a name is that of a place below the state."""
    found = names().table.get(tuple(p.fold for p in pieces(name)), [])
    return bool(found) and found[0].kind == "place" and not found[0].weak


@cache
def _is_capital(name: str) -> bool:
    return any(r.capital for r in names().table.get(tuple(p.fold for p in pieces(name)), []))


@cache
def _is_wide(name: str) -> bool:
    """Whether a name is that of a state or people, not of a place in it."""
    found = names().table.get(tuple(p.fold for p in pieces(name)), [])
    return any(r.kind in ("state", "region") for r in found) or name in _DIRECTIONS


def _family(kind: str, mode: str | None) -> str:
    """Kinds of acts that reports call by each other's names."""
    return "seize" if kind == "COERCE" and mode == "seize" else _FAMILY.get(kind, kind)


def features(claim: Claim, document: Document) -> Features:
    """The record of one claim. Party-less and dateless claims keep ``None`` and empty lists: no evidence either way."""
    kind = claim.flow.value if claim.flow and claim.flow is not Flow.USE else claim.event or (claim.flow.value if claim.flow else "")
    actors, actors_up = _parties(a.id for a in claim.actor)
    recipients, recipients_up = _parties(a.id for a in claim.recipient)
    if kind in _TOGETHER or (kind == "RETREAT" and claim.mode == "ceasefire"):
        actors, actors_up = _parties(a.id for a in (*claim.actor, *claim.recipient))
        recipients, recipients_up = (), ()
    elif actors == recipients:
        actors, actors_up = (), ()  # who is both is more often the one who suffers, and the other side is not read
    family, actor_key, recipient_key = _family(kind, claim.mode), "+".join(actors) or None, "+".join(recipients) or None
    published = document.published.toordinal() if document.published else None
    time = claim.time if claim.time and own_time(claim, document.text) else None
    days = [d.toordinal() for d in (time.first, time.last) if d] if time else []
    whole = len(days) == 2
    first, last = (min(days), max(days)) if whole else (published, published)
    start, end = passage(document.text, claim.trigger.start)
    begin, finish = sentence_bounds(document.text, claim.trigger.start)
    sentence, at, title = document.text[begin:finish], claim.trigger.start - begin, document.title or ""
    local, states = _places(claim, sentence, begin)
    entry = next((r.lexicon for r in claim.reasons if r.field == "event" and r.lexicon), None) or stem(claim.trigger.text)
    figure_of, low, high, measure = _figure(claim)
    designations = tuple(sorted({fold(i.designation) for i in claim.items if i.designation}))
    return Features(
        id=claim.id,
        document=document.sha256,
        sentence=begin,
        published=published,
        first=first,
        last=last,
        dated=whole,
        kind=kind,
        family=family,
        mode=claim.mode,
        mode_group=_MODES.get(claim.mode, claim.mode) if claim.mode else None,
        actors=actors,
        recipients=recipients,
        actors_up=actors_up,
        recipients_up=recipients_up,
        actors_few=_few(actors),
        recipients_few=_few(recipients),
        actor_key=actor_key,
        recipient_key=recipient_key,
        classes=tuple(sorted({i.class_ for i in claim.items})),
        classes_up=_up(i.class_ for i in claim.items),
        designations=designations,
        designations_up=tuple(sorted({d[: m.start()].rstrip(" -") for d in designations for m in _STEP.finditer(d)} | set(designations))),
        figure_of=figure_of,
        figure_low=low,
        figure_high=high,
        measure=measure,
        places=local,
        spots=tuple(p for p in local if p not in busy_places()),
        states=states,
        status=Status(claim.status).value,
        entry=entry,
        sort=sort_of(entry, family),
        at=claim.trigger.start,
        hinge=begin + found if (found := hinge(sentence, at)) >= 0 else -1,
        tie=tie(claim.trigger.text, sentence, at),
        told=told(claim, sentence, at),
        words=weighted(rare_words(document.text[start:end])),
        near=weighted(rare_words(sentence)),
        names=weighted(rare_names(f"{sentence} {title}")),
        title=weighted(rare_words(title), _title_bands()),
        numbers=numbers_in(sentence),
        common=how_common(family, actor_key, recipient_key),
    )


def row(record: Features) -> dict[str, Any]:
    """The record as a row of a table; tuples become lists."""
    values = ((name, getattr(record, name)) for name in COLUMNS)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
