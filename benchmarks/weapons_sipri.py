"""Weapons: designations of the SIPRI Arms Transfers Database in plain sentences, and wiki links to weapons in current events.

The sentences are built from a row's supplier, designation and description; the class that is compared with the description comes
from our table, never from the description: it is asked in a sentence without it. The data are measured on and never shipped.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.common import Table, data_folder, parser
from sayso.identity.arsenal import RUN, steps
from sayso.identity.designators import Designation
from sayso.identity.weapons import find_items

HERE = Path(__file__).parent
WITH = "{supplier} delivered 12 {designation} ({description}) to another state last year."
DIRECT = "{supplier} delivered 12 {designation} {description}s to another state last year."
WITHOUT = "{supplier} delivered 12 {designation} to another state last year."


@cache
def _blank() -> Any:
    import spacy

    return spacy.blank("en")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def classes_of(description: str, table: dict[str, list[str]]) -> list[str]:
    """The classes that agree with SIPRI's description; [] where the mapping does not know it."""
    plain = re.sub(r"\(.*?\) ?", "", description).strip()
    if plain in table:
        return table[plain]
    keys = [k for k in table if k in plain]
    return table[max(keys, key=lambda k: (plain.endswith(k), len(k)))] if keys else []


def found(sentence: str, designation: str) -> tuple[Designation, str] | None:
    """The designator that covers the designation's figures (or, without figures, its name), and its class."""
    start = sentence.index(designation)
    wanted = [m for m in RUN.finditer(designation) if any(c.isdigit() for c in m.group())] or list(RUN.finditer(designation))
    for mention in find_items(_blank()(sentence)).all:
        d = mention.designator
        if d is None:
            continue
        # A calibre stands beside the model and is kept as a figure of its own.
        left = [m for m in wanted if d.calibre_mm is None or m.group() not in {"mm", f"{d.calibre_mm:g}"}]
        if all(d.start <= start + m.start() and start + m.end() <= d.end for m in left):
            return d, mention.class_
    return None


def sipri(data: Path, table: Table, show: int = 0) -> None:
    rows = _read(data / "truth" / "sipri-designations-dev.csv")
    mapping: dict[str, list[str]] = yaml.safe_load((HERE / "sipri_classes.yaml").read_text(encoding="utf-8"))
    named = [r for r in rows if r["Weapon designation"].lower() != r["Weapon description"].lower()]
    generic = len(rows) - len(named)
    got = direct = alone = right = judged = shapes = 0
    missed: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    wrong: list[str] = []
    for row in named:
        given = {"supplier": row["Supplier"], "designation": row["Weapon designation"], "description": row["Weapon description"]}
        designation, description = given["designation"], given["description"]
        both = found(WITH.format(**given), designation)
        single = found(WITHOUT.format(**given), designation)
        got += both is not None
        direct += found(DIRECT.format(**given), designation) is not None
        alone += single is not None
        if both is None:
            missed[description] += 1
            examples.setdefault(description, []).append(designation)
            continue
        agree = classes_of(description, mapping)
        # Our own class: of the designator in the table, before the description beside it has narrowed anything.
        if both[0].why.startswith(("a designator by its shape", "a name in no table")):
            shapes += 1
            continue
        ours = both[0].class_
        judged += 1
        if ours in agree:
            right += 1
        else:
            wrong.append(f"{designation} ({description}): {ours}")
    n = len(named)
    table.add("designations, sentence with description: weapon, family and model", f"{got / n:.1%} of {n}", "", "85 %", got / n >= 0.85)
    table.add("the same, the description right behind the designation, without brackets", f"{direct / n:.1%}")
    table.add("the same without the description", f"{alone / n:.1%}", "", "", None)
    table.add("class agrees with the description", f"{right / judged:.1%} of {judged}", "", "90 %", right / judged >= 0.9)
    table.notes.append(
        f"{shapes} of the recognised are codes and names that no table and no naming system knows, read by the noun beside them; "
        "they have no class of ours and are not judged."
    )
    table.notes.append(f"{generic} rows whose designation is only the description again ('vehicle engine') are left out.")
    table.notes.append("Not recognised, by description: " + ", ".join(f"{k} {v}" for k, v in missed.most_common(12)) + ".")
    if show:
        for kind, count in missed.most_common():
            print(f"missed {count:3} {kind}: {', '.join(examples[kind][:show])}")
        for line in wrong:
            print("class ", line)


def links(data: Path, table: Table, show: int = 0) -> None:
    """Wiki links whose page is a weapon: is the linked text found as an item of the page's family or class?"""
    pages: dict[str, dict[str, str]] = yaml.safe_load((HERE / "weapon_pages.yaml").read_text(encoding="utf-8"))["pages"]
    n = hit = same = 0
    causes: list[str] = []
    with (data / "wcep" / "items.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            wanted = [(link, pages[page]) for link in item["links"] if (page := link["page"].replace("_", " ").split("#")[0]) in pages]
            if not wanted:
                continue
            mentions = find_items(_blank()(item["text"])).all
            for link, page in wanted:
                n += 1
                at = [m for m in mentions if m.start < link["end"] and link["start"] < m.end]
                ok = [m for m in at if _agrees(m.class_, page["class"])]
                family = page.get("family")
                named = [
                    m
                    for m in ok
                    if not family
                    or (m.designator and set(steps(family)) <= set(steps(m.designator.family + " " + (m.designator.model or ""))))
                ]
                hit += bool(named)
                same += bool(at)
                if not named:
                    cause = "not found" if not at else f"class {at[0].class_}" if not ok else "family"
                    causes.append(f"{cause}: {item['text'][link['start'] : link['end']]!r} → {page}")
    table.add("wiki links to weapons: family and class of the page", f"{hit / n:.1%} of {n}", "", "85 %", hit / n >= 0.85)
    table.notes.append(
        "Links by cause of failure: " + ", ".join(f"{k} {v}" for k, v in Counter(c.split(":")[0] for c in causes).most_common(8)) + "."
    )
    if show:
        for cause, count in Counter(causes).most_common(show):
            print(f"link {count:3} {cause}")


def _agrees(ours: str, page: str) -> bool:
    """Equal, or one level apart: the words of a link may say less than its page."""
    a, b = ours.split("."), page.split(".")
    return a == b or a[:-1] == b or a == b[:-1]


def table(data: Path, show: int = 0) -> Table:
    t = Table("Weapons: designations and links")
    sipri(data, t, show)
    if (HERE / "weapon_pages.yaml").exists():
        links(data, t, show)
    return t


if __name__ == "__main__":
    p = parser(__doc__)
    p.add_argument("--errors", type=int, default=0, metavar="N", help="also print N examples of each kind of miss")
    args = p.parse_args()
    print(table(data_folder(args.data), args.errors).markdown())
