"""Build ``actors/cities.yaml``: place names that texts themselves give a country ("Dobropillia, Donetsk Oblast, Ukraine").

    python -m sayso.lexicons.build.cities --items items.jsonl --packages FOLDER [--leave-out dev.jsonl] [--words words.conllu]

Two public sources: the items of Wikipedia's Current Events portal (CC BY-SA 4.0), of which only the pairs name → country are kept,
and rigour's sub-national territories (MIT). ``--leave-out`` names documents that must not be read (held out for measuring). A name
that texts give to several countries is kept where nine of ten agree, else as a weak name of each. With ``--words``, a name that is
also a common English word in small letters is left out. The result is reviewed by hand: ``DROP`` lists what must not come in.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from sayso.identity.names import fold, names, pieces
from sayso.lexicons.build.countries import EXTRA, territories

HERE = Path(__file__).parent
OUT = HERE.parent / "actors" / "cities.yaml"
HEADER = """\
# Places and the state they belong to, as texts give it. Written by src/sayso/lexicons/build/cities.py from Wikipedia's Current Events
# portal, January 2025 to August 2026 (CC BY-SA 4.0; only pairs of name and country), and rigour {rigour} (MIT; sub-national
# territories); reviewed by hand. More places, by hand, in places.yaml.
#
#   key     ISO 3166 alpha-3; "?XXX" for names that texts give to several states, read only where the text speaks of that one
#   value   place names
"""
# Names that the pattern finds and that are no places, or that mean something else more often.
LISTED = [line for line in (HERE / "cities.drop").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
DROP = {line for line in LISTED if not line.startswith("-")}
# Words of names that the pattern takes for places and that are bodies.
BODIES = {line[1:] for line in LISTED if line.startswith("-")}
PLAIN = re.compile(r"(?:[A-ZÀ-ŽŠŽĐĆ][\w'’ʻ.-]*|al-[A-Z][\w'’]+|el-[A-Z][\w'’]+|de|la|del|da|do|dos|of|the|bin|sur|les|le|am|an der)")
NAME = re.compile(rf"{PLAIN.pattern}(?:[ -]{PLAIN.pattern}){{0,4}}$")


def subdivisions(packages: Path) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Names of rigour's sub-national territories: name → state, and state → names."""
    all_ = territories(packages)
    a3 = {c: EXTRA.get(c) or str(t.get("alpha3") or "").upper() for c, t in all_.items()}
    to: dict[str, str] = {}
    by: dict[str, set[str]] = defaultdict(set)
    for t in all_.values():
        parent = t.get("parent")
        if "-" not in t["code"] or not parent or t.get("is_historical") or len(a3.get(parent, "")) != 3:
            continue
        for n in {t["name"], *(s for s in t.get("names_strong", []) if s.isascii() and "," not in s and len(s) > 3)}:
            if n and n[0].isupper() and not n.isupper():
                to[n] = a3[parent]
                by[a3[parent]].add(n)
    return to, by


def chains(text: str) -> list[list[tuple[int, int]]]:
    """Stretches of comma-separated capitalised names, as character bounds of each link."""
    out = []
    for m in re.finditer(r"(?<![\w])(?:[A-ZÀ-Ž][^,.;:()]{1,40}, )+[A-ZÀ-Ž][\w'’. -]{2,40}", text):
        at, links = m.start(), []
        for part in m.group().split(", "):
            links.append((at, at + len(part)))
            at += len(part) + 2
        out.append(links)
    return out


def tail_name(link: str) -> str | None:
    """The name that ends the words before a comma: "A bomb explodes in the city of Dera Ismail Khan" → "Dera Ismail Khan"."""
    m = NAME.search(link)
    if not m:
        return None
    words = m.group().split(" ")
    while words and (words[0][:1].islower() or words[0] in {"In", "At", "The", "Near", "On", "Of"}):
        words.pop(0)
    return " ".join(words) or None


def mine(items: Path, left_out: set[str], to: dict[str, str]) -> dict[str, Counter[str]]:
    """Name → how often texts give it to each state."""
    table = names().table
    state_of: dict[str, str] = dict(to)
    for key, readings in table.items():
        for r in readings:
            if r.kind == "state" and r.sector is None and not r.adjectival and not r.weak and len(r.id) == 3:
                state_of.setdefault(" ".join(key), r.id)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with items.open(encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            if d["id"] in left_out:
                continue
            text = d["text"]
            for links in chains(text):
                for k in range(1, len(links)):
                    head = text[links[k][0] : links[k][1]]
                    words = head.split(" ")
                    state = None
                    for n in range(min(5, len(words)), 0, -1):
                        trial = " ".join(words[:n]).rstrip(".")
                        state = state_of.get(trial) or state_of.get(" ".join(p.fold for p in pieces(trial)))
                        if state:
                            break
                    if not state:
                        continue
                    for back in range(k - 1, -1, -1):
                        name = tail_name(text[links[back][0] : links[back][1]])
                        whole = name == text[links[back][0] : links[back][1]]
                        if name and len(name) > 2 and name not in DROP:
                            found[name][state] += 1
                        if not whole:
                            break
    return found


def build(items: Path, packages: Path, left_out: set[str], words: set[str]) -> dict[str, list[str]]:
    to, by = subdivisions(packages)
    out: dict[str, set[str]] = defaultdict(set)
    taken = {k for k, rs in names().table.items() if any(not r.weak for r in rs)}
    for state, listed in by.items():
        out[state] |= {n for n in listed if tuple(p.fold for p in pieces(n)) not in taken and n not in DROP and "(" not in n}
    for name, states in mine(items, left_out, to).items():
        key = tuple(p.fold for p in pieces(name))
        if (
            "(" in name
            or set(name.split()) & BODIES
            or key in taken
            or name in to
            or not key
            or (len(key) == 1 and (fold(name) in words or len(name) < 4))
        ):
            continue
        best, n = states.most_common(1)[0]
        total = sum(states.values())
        if n >= 0.9 * total and (total >= 2 or len(key) > 1 or len(name) > 5):
            out[best].add(name)
        elif n >= 2 and len(states) <= 3 and n < 0.9 * total:
            for s in states:
                out["?" + s].add(name)
    return {k: sorted(v) for k, v in sorted(out.items())}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--items", type=Path, required=True)
    p.add_argument("--packages", type=Path, required=True)
    p.add_argument("--leave-out", type=Path)
    p.add_argument("--words", type=Path)
    p.add_argument("--out", type=Path, default=OUT)
    args = p.parse_args()
    left_out = {json.loads(line)["id"] for line in args.leave_out.open(encoding="utf-8")} if args.leave_out else set()
    words: Counter[str] = Counter()
    if args.words:
        for line in args.words.open(encoding="utf-8"):
            cells = line.split("\t")
            if len(cells) > 3 and cells[1].islower() and cells[3] != "PROPN":
                words[cells[1]] += 1
    args.out.write_text("{}\n", encoding="utf-8")  # the table of names must not see the file that is being built
    names.cache_clear()
    from sayso.lexicons import load

    load.cache_clear()
    table = build(args.items, args.packages, left_out, {w for w, n in words.items() if n >= 2})
    release = next(args.packages.rglob("rigour-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    lines = [HEADER.format(rigour=release)]
    for state, listed in table.items():
        lines.append(f"{json.dumps(state)}: {json.dumps(listed, ensure_ascii=False)}")
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sum(map(len, table.values()))} names of {len(table)} states in {args.out}")


if __name__ == "__main__":
    main()
