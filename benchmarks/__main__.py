"""All tables side by side:  python -m benchmarks --data DATA [TABLE ...]

Prints each table and keeps it in ``benchmarks/RESULTS.md``, where the tables that were not asked for stay as they are.
"""

from __future__ import annotations

import importlib
import platform
import re
from pathlib import Path

from .common import data_folder, parser

TABLES = (
    "language",
    "claims",
    "confidence",
    "plover",
    "precision",
    "corpus",
    "identity_links",
    "weapons_sipri",
    "measures_time",
    "measures_kiel",
    "measures_claims",
    "ledger",
    "relations",
    "balances",
    "narratives",
    "outlook",
    "events",
    "throughput",
    "desk",
)


def main() -> None:
    p = parser(__doc__)
    p.add_argument("tables", nargs="*", help=f"which ({', '.join(TABLES)}); all by default")
    a = p.parse_args()
    data = data_folder(a.data)
    kept = Path(__file__).parent / "RESULTS.md"
    sections = _sections(kept.read_text(encoding="utf-8") if kept.exists() else "")
    for name in a.tables or TABLES:
        if name not in TABLES:
            raise SystemExit(f"There is no table {name!r}; there are {', '.join(TABLES)}.")
        text = importlib.import_module(f"benchmarks.{name}").table(data).markdown()
        print(text, flush=True)
        sections[name] = text
    where = f"{platform.machine()}, {platform.python_implementation()} {platform.python_version()}, two cores"
    head = f"# Benchmarks\n\n`make bench` on {where}. What each table measures: [README.md](README.md).\n"
    body = [f"<!-- {name} -->\n{sections[name]}" for name in TABLES if name in sections]
    kept.write_text("\n".join([head, *body]), encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    """The tables of a results file by name."""
    parts = re.split(r"^<!-- (\w+) -->\n", text, flags=re.MULTILINE)
    return {name: body.rstrip("\n") + "\n" for name, body in zip(parts[1::2], parts[2::2], strict=True)}


if __name__ == "__main__":
    main()
