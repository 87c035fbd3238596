"""Names against the editors' own links: does our identity at a wiki link agree with the page it points to?

Current Events items link countries, governments, forces, groups and outlets. ``pages.yaml`` says which identity each page is; it is
drawn up from the titles, not from our output. A link whose page is not in that table is not counted. Errors are printed by cause.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.common import Table, data_folder, parser

if TYPE_CHECKING:
    from sayso.identity.identities import Identities

PAGES = Path(__file__).parent / "pages.yaml"
STATE_KINDS = ("state", "people", "government", "office", "force")
GROUP_KINDS = ("group", "organisation", "outlet", "firm")
FORMER = re.compile(r"\b(?:[Ff]ormer|[Oo]usted|[Dd]eposed|[Ll]ate|[Ii]mpeached|[Ee]xiled|-elect)\b[^.,;]{0,30}$")
TO_REACH = {"state": 0.97, "group": 0.90, "weapon": 0.85}


def pages() -> dict[str, tuple[str, str]]:
    """Page title → (kind, identity)."""
    return {
        title: (kind, str(id)) for kind, listed in yaml.safe_load(PAGES.read_text(encoding="utf-8")).items() for title, id in listed.items()
    }


def items(data: Path, every: int) -> Iterator[dict[str, Any]]:
    """Every ``every``-th item, without the held-out documents of the claims corpus."""
    held_out = data / "claims" / "dev.jsonl"
    left_out = {json.loads(line)["id"] for line in held_out.open(encoding="utf-8")} if held_out.exists() else set()
    with (data / "wcep" / "items.jsonl").open(encoding="utf-8") as lines:
        kept = (d for d in map(json.loads, lines) if d["id"] not in left_out)
        for k, d in enumerate(kept):
            if k % every == 0:
                yield d


def ours(ids: Identities, start: int, end: int) -> tuple[set[str], str]:
    """Our identities for the characters of a link, and how they were found: by a name there, else by the phrase."""
    over = [m for m in ids.mentions if m.start < end and start < m.end]
    if over:
        best = max(over, key=lambda m: min(m.end, end) - max(m.start, start))
        return {best.id} | ({best.state} if best.kind == "place" and best.state else set()), "name"
    i, j = ids.view.at(start, end)
    for k in range(j - 1, i - 1, -1):
        if not i <= ids.view.head[k] < j or ids.view.head[k] == k:
            actors = ids.actors(ids.doc[k])
            if actors:
                return {a.id for a in actors if a.unresolved is None}, "phrase" if any(a.unresolved is None for a in actors) else "unclear"
            if ids.view.dep[k] in {"amod", "compound"}:
                # "the U.S. military base", "presidential election": the link is on a modifier; whose thing it is decides.
                whose = ids.owner(ids.doc[k].head)
                if whose:
                    return {a.id for a in whose if a.unresolved is None}, "phrase"
    return set(), "none"


def past(text: str, start: int) -> bool:
    """Whether the words before an office call its holder a former one: then the person is meant, and the office page does not tell."""
    return bool(FORMER.search(text[max(0, start - 40) : start]))


def judge(found: set[str], how: str, want: str) -> str:
    if want in found:
        return "right"
    if how in {"none", "unclear"}:
        return {"none": "not found", "unclear": "left open"}[how]
    return "another identity"


def judge_weapon(goods: Any, start: int, end: int, want: str) -> tuple[str, str]:
    """Right where goods overlap the link and their class lies on the path of one of the wanted classes, above or below it."""
    over = [m for m in goods.all if m.start < end and start < m.end]
    if not over:
        return "not found", "–"
    paths = [m.class_ for m in over]
    fits = any(p.startswith(w) or w.startswith(p) for p in paths for w in want.split("|"))
    return ("right" if fits else "another class"), "/".join(paths)


def measure(docs: Iterable[tuple[dict[str, Any], Any]], errors: Counter[tuple[str, str, str, str, str]]) -> Counter[tuple[str, str]]:
    from sayso.identity.identities import identify

    try:
        from sayso.identity.weapons import find_items
    except ImportError:
        find_items = None
    known = pages()
    tally: Counter[tuple[str, str]] = Counter()
    for item, doc in docs:
        ids = goods = None
        for link in item["links"]:
            if link["page"] not in known:
                continue
            kind, want = known[link["page"]]
            if kind == "weapon":
                if find_items is not None:
                    goods = goods or find_items(doc)
                    verdict, found = judge_weapon(goods, link["start"], link["end"], want)
                    tally[kind, verdict] += 1
                    if verdict != "right":
                        errors[verdict, kind, item["text"][link["start"] : link["end"]], link["page"], found] += 1
                continue
            if kind == "office" and past(item["text"], link["start"]):
                continue
            ids = ids or identify(doc, date.fromisoformat(item["date"]))
            found, how = ours(ids, link["start"], link["end"])
            verdict = judge(found, how, want)
            tally[kind, verdict] += 1
            if verdict != "right":
                errors[verdict, kind, item["text"][link["start"] : link["end"]], link["page"], "/".join(sorted(found)) or "–"] += 1
    return tally


def table(data: Path, every: int = 4, errors: Counter[tuple[str, str, str, str, str]] | None = None) -> Table:
    from sayso.language import analyze_many

    listed = list(items(data, every))
    errors = Counter() if errors is None else errors
    tally = measure(zip(listed, analyze_many(d["text"] for d in listed), strict=True), errors)
    out = Table("Identity at the editors' links (Wikipedia Current Events)")
    for label, kinds in (("state", STATE_KINDS), ("group", GROUP_KINDS), ("weapon", ("weapon",))):
        right = sum(n for (k, v), n in tally.items() if k in kinds and v == "right")
        total = sum(n for (k, _), n in tally.items() if k in kinds)
        share = right / total if total else 0.0
        goal = TO_REACH[label]
        out.add(f"{label}s: {', '.join(kinds)} ({total:,} links)", f"{share:.1%}", "none", f"{goal:.0%}", share >= goal)
        for kind in kinds:
            n = sum(c for (k, _), c in tally.items() if k == kind)
            if n:
                causes = ", ".join(f"{v} {c}" for (k, v), c in sorted(tally.items()) if k == kind and v != "right")
                out.add(f"— {kind} ({n:,})", f"{tally[kind, 'right'] / n:.1%}" + (f"; {causes}" if causes else ""))
    out.notes.append(f"Every {every}th item, {len(listed):,} items; the documents held out for claims are left out.")
    return out


def main() -> None:
    p = parser(__doc__)
    p.add_argument("--every", type=int, default=4, help="take every N-th item (default 4)")
    p.add_argument("--errors", type=int, default=60, help="print the N most frequent errors by cause")
    args = p.parse_args()
    errors: Counter[tuple[str, str, str, str, str]] = Counter()
    print(table(data_folder(args.data), args.every, errors).markdown())
    for (verdict, kind, words, page, found), n in sorted(errors.most_common(args.errors), key=lambda e: (e[0][0], -e[1])):
        print(f"{verdict:18}{kind:14}{n:4}  {words!r} → {page}; ours {found}")


if __name__ == "__main__":
    main()
