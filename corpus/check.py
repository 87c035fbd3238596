#!/usr/bin/env python3
"""Check files of annotated claims against the codebook.

    python corpus/check.py FILE...

Prints one line a problem ("FILE: document, claim: what is wrong") and exits 1 if there is any. Standard library only, and nothing of
the package is imported: the corpus must be checkable by people who do not run sayso.

What is checked: the fields and their order, every span against the characters of the text, every value against the codebook's lists,
dates, and the bounds of quantities against the words they were read from. What no program can check (whether the event is there at all)
is what the second reading is for.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DOCUMENT_FIELDS = ("id", "date", "publisher", "text", "claims")
CLAIM_FIELDS = (*("trigger", "event", "mode", "flow", "actor", "recipient", "items", "money", "place", "time", "status", "sources"),)
ENTITY_FIELDS = ("text", "id", "sector", "start", "end")
ITEM_FIELDS = ("text", "class", "designation", "quantity", "origin", "start", "end")
QUANTITY_FIELDS = ("text", "low", "high", "hedge")  # and "measure", where the words say it
TIME_FIELDS = ("text", "first", "last", "start", "end")
MONEY_FIELDS = ("text", "amount", "currency")
SOURCE_FIELDS = ("text", "id", "kind", "anonymous", "cue", "start", "end")

SHARED_MODES = {"assist", "change", "yield", "meet"}  # REQUEST and REJECT have the same
MODES: dict[str | None, set[str]] = {
    None: set(),
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "RETREAT": {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": SHARED_MODES,
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": SHARED_MODES,
    "THREATEN": {"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        *("seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"),
    },
    "ASSAULT": {
        *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack"),
        *("aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"),
    },
}

# Which events a kind of flow can stand beside. Captured arms are COERCE with flow `loss`; making arms for oneself may be MOBILIZE.
FLOWS: dict[str, set[str | None]] = {
    "transfer": {"AID", "COOPERATE"},
    "produce": {"COOPERATE", "MOBILIZE", None},
    "use": {"ASSAULT", "MOBILIZE"},
    "intercept": {"ASSAULT"},
    "loss": {"ASSAULT", "COERCE", None},
    "seize": {"COERCE"},
    "withhold": {"REJECT", "SANCTION"},
}
STATUSES = {"actual", "planned", "possible", "denied"}
CLASSES = {
    *("weapon", "weapon.uav", "weapon.uav.loitering", "weapon.uav.recon", "weapon.missile", "weapon.missile.ballistic"),
    *("weapon.missile.ballistic.short-range", "weapon.missile.cruise", "weapon.missile.anti-ship", "weapon.missile.anti-tank"),
    *("weapon.air-defence", "weapon.artillery", "weapon.artillery.rocket", "weapon.ammunition", "weapon.ammunition.shell"),
    *("weapon.armour", "weapon.armour.tank", "weapon.aircraft", "weapon.aircraft.fighter", "weapon.aircraft.helicopter", "weapon.ship"),
    *("weapon.ship.submarine", "weapon.small-arms", "weapon.explosive", "weapon.sensor", "weapon.nuclear", "component"),
    *("component.engine", "component.electronics", "technology", "fuel", "equipment", "personnel", "aid"),
}
SOURCE_KINDS = {"state", "official", "organisation", "media", "document", "person", "group"}
HEDGES = {"exact", "approximate", "lower", "upper", "range", "vague", "share"}
MEASURES = {"batch", "total", "rate", "stock"}
# PLOVER's sectors, and IGO for international organisations.
SECTORS = {
    *("AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "OPP", "PRE", "PRM"),
    *("PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK"),
}

# ISO 3166-1 alpha-3, and XKX for Kosovo. Anything else that stands for a state is a slip of the pen.
_STATES = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA
    BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU
    EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND
    HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO
    LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC
    NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM
    SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA
    UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE
"""
STATES = frozenset(_STATES.split())
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CURRENCY = re.compile(r"[A-Z]{3}")

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: value for value, word in enumerate(_UNITS.split())} | {word: 20 + 10 * i for i, word in enumerate(_TENS.split())}
WORDS |= {"a": 1, "an": 1, "single": 1, "both": 2, "dozen": 12}
POWERS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
VAGUE: dict[str, tuple[int | None, int | None]] = {
    "a couple": (2, 2),
    "a couple of": (2, 2),
    "a pair": (2, 2),
    "a pair of": (2, 2),
    "a few": (3, 5),
    "several": (3, 9),
    "multiple": (2, None),
    "a number of": (None, None),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, 9_999_999),
}
N = r"(?P<n>.+)"
HEDGED = (
    (r"(?:more than|over|exceeding) " + N, "lower"),
    (r"(?:at least|a minimum of) " + N, "at least"),
    (r"(?:fewer than|less than|under) " + N, "fewer"),
    (r"(?:up to|at most) " + N, "up to"),
    (r"(?:about|around|approximately|roughly|some) " + N, "about"),
    (r"(?:nearly|almost) " + N, "nearly"),
)


def number(words: str) -> int | None:
    """The whole number the words name ("two dozen", "1,200", "3 million"), or None where they name none."""
    done, part, found = 0, 0, False
    for word in re.split(r"[\s-]+", words.strip().lower()):
        if word in ("and", "of") and found:
            continue
        if found and word in POWERS:
            part *= POWERS[word]
            if POWERS[word] >= 1000:
                done, part = done + part, 0
        elif re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d+", word):
            part += int(word.replace(",", ""))
        elif word in WORDS:
            part += WORDS[word]
        else:
            return None
        found = True
    return done + part if found else None


def bounds(words: str) -> tuple[int | None, int | None, str] | None:
    """Low, high and hedge that the codebook's table gives for the words; None where the table is silent."""
    low = words.strip().lower()
    if low in VAGUE:
        return (*VAGUE[low], "vague")
    if (
        (span := re.fullmatch(r"(?:between )?(\S+)(?: and | to |[–-])(\S+)", low))
        and (a := number(span[1]))
        and (b := number(span[2]))
        and a < b
    ):
        return a, b, "range"
    for pattern, kind in HEDGED:
        if (hit := re.fullmatch(pattern, low)) and (n := number(hit["n"])) is not None:
            return {
                "lower": (n + 1, None, "lower"),
                "at least": (n, None, "lower"),
                "fewer": (0, n - 1, "upper"),
                "up to": (0, n, "upper"),
                "about": (math.ceil(n * 0.9), math.floor(n * 1.1), "approximate"),
                "nearly": (math.ceil(n * 0.9), n, "approximate"),
            }[kind]
    n = number(low)
    return None if n is None else (n, n, "exact")


def relative(words: str, published: date) -> tuple[date, date] | None:
    """First and last day of the few relative expressions whose reading the codebook fixes; None for all others."""
    day = timedelta(days=1)
    monday = published - timedelta(days=published.weekday())
    last_month = published.replace(day=1) - day
    fixed = {
        "today": (published, published),
        "yesterday": (published - day, published - day),
        "overnight": (published - day, published),
        "last week": (monday - 7 * day, monday - day),
        "last month": (last_month.replace(day=1), last_month),
        "last year": (date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)),
        "over the past week": (published - 6 * day, published),
        "over the past day": (published - day, published),
    }
    return fixed.get(words.strip().lower())


def _fields(found: dict[str, Any], wanted: tuple[str, ...], what: str, extra: tuple[str, ...] = ()) -> Iterator[str]:
    names = tuple(name for name in found if name not in extra)
    if names != wanted:
        yield f"{what}: fields are {', '.join(names)}, and should be {', '.join(wanted)}"


def _span(found: dict[str, Any], text: str, what: str) -> Iterator[str]:
    start, end, words = found.get("start"), found.get("end"), found.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        yield f"{what}: start {start!r} and end {end!r} are no span of a text of {len(text)} characters"
    elif text[start:end] != words:
        yield f"{what}: says {words!r}, but the text has {text[start:end]!r} at {start}–{end}"
    elif words != words.strip():
        yield f"{what}: {words!r} begins or ends with a space"


def _identity(name: Any, what: str) -> Iterator[str]:
    """A state in capitals, or a lower-case slug."""
    if not isinstance(name, str) or not name:
        yield f"{what}: has no id"
    elif name not in STATES and not SLUG.fullmatch(name):
        yield f"{what}: {name!r} is neither an ISO 3166 alpha-3 code nor a lower-case name joined by hyphens"


def _entities(claim: dict[str, Any], slot: str, text: str) -> Iterator[str]:
    seen: set[tuple[str, int]] = set()
    for entity in claim.get(slot) or []:
        what = f"{slot} {entity.get('text')!r}"
        yield from _fields(entity, ENTITY_FIELDS, what)
        yield from _span(entity, text, what)
        yield from _identity(entity.get("id"), what)
        if entity.get("sector") is not None and entity["sector"] not in SECTORS:
            yield f"{what}: unknown sector {entity['sector']!r}"
        if (key := (str(entity.get("id")), int(entity.get("start") or 0))) in seen:
            yield f"{what}: stands twice in {slot}"
        seen.add(key)


def _quantity(quantity: dict[str, Any], text: str) -> Iterator[str]:
    what = f"quantity {quantity.get('text')!r}"
    yield from _fields(quantity, QUANTITY_FIELDS, what, extra=("measure",))
    low, high, hedge = quantity.get("low"), quantity.get("high"), quantity.get("hedge")
    if str(quantity.get("text")) not in text:
        yield f"{what}: is not in the text"
    if hedge not in HEDGES:
        yield f"{what}: unknown hedge {hedge!r}"
    if quantity.get("measure") not in {None, *MEASURES}:
        yield f"{what}: unknown measure {quantity['measure']!r}"
    if any(value is not None and (not isinstance(value, int) or value < 0) for value in (low, high)):
        yield f"{what}: bounds {low!r} – {high!r} are not whole numbers"
    elif low is not None and high is not None and low > high:
        yield f"{what}: low {low} is above high {high}"
    elif (table := bounds(str(quantity.get("text")))) and table != (low, high, hedge):
        yield f"{what}: is {low} – {high} ({hedge}), and the codebook's table says {table[0]} – {table[1]} ({table[2]})"


def _items(claim: dict[str, Any], text: str) -> Iterator[str]:
    for item in claim.get("items") or []:
        what = f"item {item.get('text')!r}"
        yield from _fields(item, ITEM_FIELDS, what)
        yield from _span(item, text, what)
        if item.get("class") not in CLASSES:
            yield f"{what}: unknown class {item.get('class')!r}"
        if item.get("origin") is not None:
            yield from _identity(item["origin"], f"{what}, origin")
        if item.get("quantity"):
            yield from _quantity(item["quantity"], text)
    if claim.get("items") and not claim.get("flow"):
        yield "has items, but no flow"


def _time(time: dict[str, Any], text: str, published: date | None) -> Iterator[str]:
    what = f"time {time.get('text')!r}"
    yield from _fields(time, TIME_FIELDS, what)
    yield from _span(time, text, what)
    try:
        first, last = (date.fromisoformat(time[key]) if time.get(key) else None for key in ("first", "last"))
    except (TypeError, ValueError):
        yield f"{what}: {time.get('first')!r} – {time.get('last')!r} are not ISO dates"
        return
    if first and last and first > last:
        yield f"{what}: first day {first} is after last day {last}"
    elif published and (fixed := relative(str(time.get("text")), published)) and fixed != (first, last):
        yield f"{what}: is {first} – {last}, and the codebook says {fixed[0]} – {fixed[1]}"


def _money(money: dict[str, Any], text: str) -> Iterator[str]:
    what = f"money {money.get('text')!r}"
    yield from _fields(money, MONEY_FIELDS, what)
    if str(money.get("text")) not in text:
        yield f"{what}: is not in the text"
    if not isinstance(money.get("amount"), int | float) or money["amount"] <= 0:
        yield f"{what}: amount {money.get('amount')!r} is not a positive number"
    if money.get("currency") is not None and not CURRENCY.fullmatch(str(money["currency"])):
        yield f"{what}: {money['currency']!r} is not an ISO 4217 code"


def _sources(claim: dict[str, Any], text: str) -> Iterator[str]:
    for source in claim.get("sources") or []:
        what = f"source {source.get('text')!r}"
        yield from _fields(source, SOURCE_FIELDS, what)
        yield from _span(source, text, what)
        yield from _identity(source.get("id"), what)
        if source.get("kind") not in SOURCE_KINDS:
            yield f"{what}: unknown kind {source.get('kind')!r}"
        if not isinstance(source.get("anonymous"), bool):
            yield f"{what}: anonymous is {source.get('anonymous')!r}, and must be true or false"
        if not source.get("cue") or str(source["cue"]) not in text:
            yield f"{what}: its cue {source.get('cue')!r} is not in the text"


def check_claim(claim: dict[str, Any], text: str, published: date | None) -> Iterator[str]:
    """What is wrong with one claim, in words. Without a day of publication relative days are not checked."""
    yield from _fields(claim, CLAIM_FIELDS, "the claim")
    yield from _span(claim.get("trigger") or {}, text, "trigger")
    event, mode, flow, status = (claim.get(key) for key in ("event", "mode", "flow", "status"))
    if event not in MODES:
        yield f"unknown event {event!r}"
    elif mode is not None and mode not in MODES[event]:
        yield f"{event} has no mode {mode!r}"
    if flow is not None and flow not in FLOWS:
        yield f"unknown flow {flow!r}"
    elif flow is not None and event not in FLOWS[flow]:
        yield f"flow {flow!r} does not stand beside {event}"
    if event is None and flow is None:
        yield "has neither event nor flow"
    if status not in STATUSES:
        yield f"unknown status {status!r}"
    for slot in ("actor", "recipient", "place"):
        yield from _entities(claim, slot, text)
    yield from _items(claim, text)
    yield from _sources(claim, text)
    if claim.get("time"):
        yield from _time(claim["time"], text, published)
    if claim.get("money"):
        yield from _money(claim["money"], text)


def check_document(document: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one annotated text, in words: fields, date, each claim, and claims that stand twice."""
    name = document.get("id", "?")
    for problem in _fields(document, DOCUMENT_FIELDS, "the document"):
        yield f"{name}: {problem}"
    try:
        published = date.fromisoformat(document["date"]) if document["date"] is not None else None
    except (KeyError, TypeError, ValueError):
        yield f"{name}: {document.get('date')!r} is not an ISO date"
        return
    seen: set[tuple[Any, ...]] = set()
    for claim in document.get("claims") or []:
        trigger = claim.get("trigger") or {}
        where = f"{name}, {trigger.get('text')!r}"
        for problem in check_claim(claim, document["text"], published):
            yield f"{where}: {problem}"
        key = (trigger.get("start"), claim.get("event"), claim.get("flow"), claim.get("status"), json.dumps(claim.get("actor")))
        if key in seen:
            yield f"{where}: the same claim stands twice"
        seen.add(key)


def check_file(path: Path) -> Iterator[str]:
    """What is wrong with one JSON Lines file, in words; texts that stand twice included."""
    seen: set[str] = set()
    for count, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except json.JSONDecodeError as error:
            yield f"{path.name}: line {count} is not JSON: {error}"
            continue
        if document.get("id") in seen:
            yield f"{path.name}: {document['id']} stands twice"
        seen.add(document.get("id"))
        for problem in check_document(document):
            yield f"{path.name}: {problem}"


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    problems = [problem for name in arguments for problem in check_file(Path(name))]
    for problem in problems:
        print(problem)
    print(
        f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in {len(arguments)} file{'' if len(arguments) == 1 else 's'}",
        file=sys.stderr,
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
