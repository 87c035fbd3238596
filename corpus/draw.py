#!/usr/bin/env python3
"""Draw short texts about arms flows, by their words and a seed, never by what an extractor finds in them.

    python corpus/draw.py ITEMS.jsonl --without FILE... > drawn.jsonl

ITEMS has one item of the Current events portal a line: {"id", "date", "section", "text"}. Items whose id or text stands in a file after
--without are left out. This is how the texts of wcep-2.jsonl were found; nothing was put in or taken out by hand afterwards, so some of
them are not about arms at all, and are annotated as they are.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def _items(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path, metavar="ITEMS.jsonl")
    parser.add_argument("--without", type=Path, nargs="*", default=[], metavar="FILE", help="files whose items are left out")
    options = parser.parse_args(arguments)
    without = frozenset(words for path in options.without for item in _items(path) for words in (item["id"], item["text"]))
    for item in draw(_items(options.items), without):
        document = {"id": item["id"], "date": item["date"], "publisher": "Wikipedia Current Events", "text": item["text"], "claims": []}
        print(json.dumps(document, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
