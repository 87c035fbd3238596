#!/usr/bin/env python3
"""Draw short texts about arms flows, by their words and a seed, never by what an extractor finds in them.

    python corpus/draw.py ITEMS.jsonl --without FILE... > drawn.jsonl
    python corpus/draw.py ITEMS.jsonl --without FILE... --batches 9 > drawn.jsonl
    python corpus/draw.py ITEMS.jsonl --without FILE... --others > drawn.jsonl

ITEMS has one item of the Current events portal a line: {"id", "date", "section", "text"}. Items whose id or text stands in a file after
--without are left out. The first form is how the texts of wcep-2.jsonl were found, the second how those of wcep-3.jsonl were (batches of
forty, half of each with words about arms, half by section only), the third how those of wcep-4.jsonl were (by section alone). Nothing was
put in or taken out by hand afterwards, so some texts with words about arms are not about arms at all, and are annotated as they are.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

SEED = 20260902
SECTIONS = {
    *("Armed conflicts and attacks", "Attacks and armed conflicts", "International relations", "Politics and elections"),
    *("Business and economy", "Law and crime", "Law and Crime", "Disasters and accidents", "Science and technology"),
}
# Words for goods. A missile or drone counts as goods only where the next words do not make an attack of it.
GOODS = r"""\b(?:
    weapons?|weaponry|arms|armaments|munitions?|ammunition|explosives|grenades|rifles|firearms|howitzers?|artillery|tanks|
    armou?red\ (?:vehicles|personnel\ carriers)|fighter\ jets?|fighter\ aircraft|warplanes|
    F-16s?|F-35s?|Gripens?|Rafales?|Mirage|Eurofighters?|Patriots?|HIMARS|Tomahawks?|interceptors|submarines?|frigates?|warships?|
    helicopters|nuclear\ warheads?|mercenaries|security\ assistance|
    air\ defen[cs]e\ systems?|defen[cs]e\ (?:equipment|articles|package|exports)|
    military\ (?:aid|assistance|support|package|equipment|supplies|hardware|technology|vehicles|trucks|cargo|advis[eo]rs)|
    (?:missiles?|drones?|UAVs?|rockets?)(?!(?:\ and\ \S+)?(?:\ \S+)?\ (?:attacks?|strikes?|barrages?|launch\w*|threats?|debris))
    )\b"""
PROJECTILES = r"\b(?:drones?|missiles?|rockets?|projectiles?|mortars?|shells?|UAVs?)\b"
CRAFT = r"""\b(?:fighter\ jets?|warplanes?|jets?|helicopters?|drones?|UAVs?|warships?|submarines?|frigates?|tanks?|launchers?|
    military\ (?:aircraft|plane|vehicles?)|ammunition\ depots?|weapons?\ depots?)\b"""
# A crash counts where the text has a military word: helicopters of tourists crash too.
MILITARY = r"""\b(?:air\ force|army|navy|military|forces|coast\ guard|fighter|F-\d+\w*|MiG-\d+|Su-\d+\w*|MQ-9|
    warplanes?|warships?|frigates?|drones?|depots?)\b"""
NEAR, FAR = r"[^.]{0,50}?", r"[^.]{0,90}?"

# How many texts of each kind, and the words that make one. The rarest kinds stand first: a text belongs to the first whose words it has.
KINDS: dict[str, tuple[int, str]] = {
    "withhold": (
        10,
        rf"""\b(?:embargo\w*|with(?:hold|held)\w*|suspend\w*|suspension|halt\w*|paus\w*|block\w*|cancel\w*|refus\w+|
        rul\w+\ out|on\ hold|bans?|banned)\b{FAR}{GOODS}|\b(?:arms|weapons)\ embargo""",
    ),
    "seize": (8, rf"\b(?:seiz\w+|confiscat\w+|smuggl\w+|interdict\w+|traffick\w+|illegally\ transport\w+)\b{FAR}{GOODS}"),
    "produce": (
        10,
        rf"""\b(?:produc\w+|manufactur\w+|assembl\w+|build(?:s|ing)?|built|unveil\w*)\b{NEAR}{GOODS}|
        {GOODS}{NEAR}\b(?:production|factory)\b""",
    ),
    "transfer": (
        18,
        rf"""\b(?:transfer\w*|deliver\w*|suppl(?:y|ies|ied|ying)|sales?|sells?|sold|selling|sends?|sending|sent|provid\w+|donat\w+|
        aid\ package|purchas\w+|buy(?:s|ing)?|bought|shipments?|exports?|acquir\w+|receiv\w+|gifts?)\b{FAR}{GOODS}|
        {GOODS}{NEAR}\b(?:sales?|deliver\w*|shipments?|transfers?|packages?|deals?)\b""",
    ),
    "loss": (
        8,
        rf"""^(?=.*{MILITARY})(?:.*\b(?:crash\w*|sinks?|sank|sunk|sinking|destroy\w*|captur\w+|damag\w+)\b{NEAR}{CRAFT}|
        .*{CRAFT}{NEAR}\b(?:crash\w*|sinks?|sank|sunk|destroyed|damaged)\b)""",
    ),
    "intercept": (
        12,
        rf"""\b(?:intercept\w*|sh(?:oot|ot)s?\ down|shooting\ down|down(?:s|ed)|jam(?:s|med))\b{FAR}(?:{PROJECTILES}|{CRAFT})|
        (?:{PROJECTILES}|{CRAFT}){NEAR}\b(?:intercepted|shot\ down|downed)\b""",
    ),
    "use": (
        14,
        rf"""{PROJECTILES}[^.]{{0,25}}?\b(?:attacks?|strikes?|launch\w*|fired|hits?|barrage)\b|
        \b(?:launch\w*|fir(?:es|ed|ing))\b{NEAR}{PROJECTILES}""",
    ),
}  # fmt: skip
PATTERNS = {kind: re.compile(words, re.IGNORECASE | re.VERBOSE) for kind, (_, words) in KINDS.items()}


def kind_of(text: str) -> str | None:
    """The first kind whose words the text has; None where it has none."""
    return next((kind for kind, pattern in PATTERNS.items() if pattern.search(text)), None)


def draw(items: Iterable[dict[str, str]], without: frozenset[str] = frozenset(), seed: int = SEED) -> list[dict[str, str]]:
    """The drawn items, by kind: a month at a time in shuffled order, one text of each, until the kind has its number or no more texts.

    ``without`` holds ids and texts: an item that has either is left out.
    """
    pools: dict[str, dict[str, list[dict[str, str]]]] = {kind: defaultdict(list) for kind in KINDS}
    seen = set(without)
    for item in sorted(items, key=lambda item: item["id"]):
        if item["id"] in without or item["text"] in seen or item["section"] not in SECTIONS:
            continue
        seen.add(item["text"])
        if kind := kind_of(item["text"]):
            pools[kind][item["date"][:7]].append(item)
    dice = random.Random(seed)
    drawn: list[dict[str, str]] = []
    for kind, (wanted, _) in KINDS.items():
        months = sorted(pools[kind])
        dice.shuffle(months)
        taken: list[dict[str, str]] = []
        while len(taken) < wanted and any(pools[kind].values()):
            for month in months:
                if pools[kind][month] and len(taken) < wanted:
                    texts = pools[kind][month]
                    taken.append(texts.pop(dice.randrange(len(texts))))
        drawn += taken
    return drawn


# A batch: as many texts with words about arms as by section alone. A section has several spellings in the portal.
BATCH = 40
BATCH_SEED = 20261122
PLAIN = {
    "Armed conflicts and attacks": 8,
    "International relations": 7,
    "Politics and elections": 2,
    "Business and economy": 2,
    "Law and crime": 1,
}
# wcep-4: texts as they come, mostly without a claim, from sections where an extractor invents most.
OTHERS = {
    "Law and crime": 45,
    "Politics and elections": 30,
    "Disasters and accidents": 18,
    "Business and economy": 9,
    "Sports": 6,
    "Health and environment": 5,
    "Arts and culture": 4,
    "Science and technology": 3,
}
ALIKE = {"Attacks and armed conflicts": "Armed conflicts and attacks", "Law and Crime": "Law and crime"}
ANY_GOODS = re.compile(GOODS, re.IGNORECASE | re.VERBOSE)


def _rounds(pools: dict[str, list[dict[str, str]]], dice: random.Random) -> Iterator[dict[str, str]]:
    """One item of each pool in turn, each pool shuffled, the pools in the order of their names; pools that are empty drop out."""
    ordered = [pools[name] for name in sorted(pools)]
    for pool in ordered:
        dice.shuffle(pool)
    while any(ordered):
        yield from (pool.pop() for pool in ordered if pool)


def batches(
    items: Iterable[dict[str, str]], number: int, without: frozenset[str] = frozenset(), seed: int = BATCH_SEED
) -> list[dict[str, str]]:
    """``number`` batches of forty in the order of reading.

    In each, twenty texts with words about arms, one of each kind in turn (texts with only a word for goods are a kind of their own), and
    twenty by section (``PLAIN``), one of each month in turn. A shorter draw is the beginning of a longer one. Fewer come back where the
    texts of a half are used up.
    """
    arms: dict[str, list[dict[str, str]]] = defaultdict(list)
    plain: dict[str, dict[str, list[dict[str, str]]]] = {section: defaultdict(list) for section in PLAIN}
    seen = set(without)
    for item in sorted(items, key=lambda item: item["id"]):
        if item["id"] in without or item["text"] in seen:
            continue
        seen.add(item["text"])
        section = ALIKE.get(item["section"], item["section"])
        kind = kind_of(item["text"]) or ("goods" if ANY_GOODS.search(item["text"]) else None)
        if kind and item["section"] in SECTIONS:
            arms[kind].append(item)
        elif section in PLAIN:
            plain[section][item["date"][:7]].append(item)
    dice = random.Random(seed)
    armed = iter(_rounds(arms, dice))
    by_section = {section: iter(_rounds(plain[section], dice)) for section in PLAIN}
    drawn: list[dict[str, str]] = []
    for _ in range(number):
        batch = list(islice(armed, BATCH // 2))
        for section, wanted in PLAIN.items():
            batch += list(islice(by_section[section], wanted))
        dice.shuffle(batch)
        drawn += batch
    return drawn


def others(items: Iterable[dict[str, str]], without: frozenset[str] = frozenset(), seed: int = BATCH_SEED) -> list[dict[str, str]]:
    """As many texts of each section as ``OTHERS`` says, one of each month in turn, whatever their words."""
    pools: dict[str, dict[str, list[dict[str, str]]]] = {section: defaultdict(list) for section in OTHERS}
    seen = set(without)
    for item in sorted(items, key=lambda item: item["id"]):
        section = ALIKE.get(item["section"], item["section"])
        if section in OTHERS and item["id"] not in without and item["text"] not in seen:
            pools[section][item["date"][:7]].append(item)
        seen.add(item["text"])
    dice = random.Random(seed)
    return [item for section, wanted in OTHERS.items() for item in islice(_rounds(pools[section], dice), wanted)]


def _items(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path, metavar="ITEMS.jsonl")
    parser.add_argument("--without", type=Path, nargs="*", default=[], metavar="FILE", help="files whose items are left out")
    parser.add_argument("--batches", type=int, metavar="N", help="draw N batches of forty, half of them by section only")
    parser.add_argument("--others", action="store_true", help="draw by section alone, from sections with few claims")
    options = parser.parse_args(arguments)
    without = frozenset(words for path in options.without for item in _items(path) for words in (item["id"], item["text"]))
    items = _items(options.items)
    if options.others:
        drawn = others(items, without)
    else:
        drawn = draw(items, without) if options.batches is None else batches(items, options.batches, without)
    for item in drawn:
        document = {"id": item["id"], "date": item["date"], "publisher": "Wikipedia Current Events", "text": item["text"], "claims": []}
        print(json.dumps(document, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
