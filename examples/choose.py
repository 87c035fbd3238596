"""Choose the demo's texts from the data folder:  python examples/choose.py DATA

Kept in the repository so that the demo needs no download. Current Events items are chosen by theme (arms and sanctions around Iran,
Russia, Ukraine, North Korea and Israel), not by how well they are read; official documents are those of three governments in re3d.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
WHO = re.compile(r"\b(Iran|Russia|Ukrain|North Korea|Israel|Hezbollah|Houthi|Hamas|Kremlin|Pyongyang|Tehran|Moscow|Kyiv)\w*")
WHAT = re.compile(
    r"\b(sanction|drone|missile|arms|weapon|ammunition|munition|shell|tank|fighter jet|aircraft|frigate|submarine|air defen|Patriot|"
    r"warship|embargo|military aid|"
    r"deliver|suppl|shipment|export)\w*",
    re.IGNORECASE,
)
EACH = 300


def main(data: Path) -> None:
    rows = [json.loads(line) for line in (data / "wcep/items.jsonl").open(encoding="utf-8")]
    # Two different names and a word of the theme: a rough measure of how much an item is about it.
    fitting = [r for r in rows if WHAT.search(r["text"]) and len(set(WHO.findall(r["text"]))) >= 2]
    step = max(1, len(fitting) // EACH)
    chosen = fitting[::step][:EACH]
    with (HERE / "current-events.jsonl").open("w", encoding="utf-8") as out:
        for r in chosen:
            out.write(json.dumps({k: r[k] for k in ("id", "date", "section", "topics", "text", "outlets")}, ensure_ascii=False) + "\n")
    names = {"centcom": "U.S. Central Command", "us-state-department": "U.S. Department of State", "uk-government": "UK Government"}
    official = []
    for folder, publisher in names.items():
        with (data / "re3d" / folder / "documents.json").open(encoding="utf-8") as lines:
            found = [json.loads(x) for x in lines if x.strip()]
        official += [
            {"id": r["_id"], "text": r["text"], "publisher": publisher, "title": r.get("title"), "url": r.get("sourceUrl")}
            for r in sorted(found, key=lambda r: r["_id"])[:6]
        ]
    with (HERE / "official.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps({k: v for k, v in r.items() if v}, ensure_ascii=False) + "\n" for r in official)
    print(len(fitting), "fit,", len(chosen), "chosen;", len(official), "official documents")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
