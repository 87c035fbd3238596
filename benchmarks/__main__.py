"""All tables side by side:  python -m benchmarks --data DATA [TABLE ...]

Prints each table and keeps the whole in ``benchmarks/RESULTS.md``. A table that cannot be made says why and does not stop the rest.
"""

from __future__ import annotations

import importlib
import platform
from pathlib import Path

from .common import data_folder, parser

TABLES = (
    "language",
    "claims",
    "confidence",
    "identity_links",
    "weapons_sipri",
    "measures_time",
    "measures_kiel",
    "measures_claims",
    "throughput",
)


def main() -> None:
    p = parser(__doc__)
    p.add_argument("tables", nargs="*", help=f"which ({', '.join(TABLES)}); all by default")
    a = p.parse_args()
    data = data_folder(a.data)
    kept = Path(__file__).parent / "RESULTS.md"
    parts = []
    for name in a.tables or TABLES:
        if name not in TABLES:
            raise SystemExit(f"There is no table {name!r}; there are {', '.join(TABLES)}.")
        text = importlib.import_module(f"benchmarks.{name}").table(data).markdown()
        print(text, flush=True)
        parts.append(text)
    if not a.tables:
        where = f"{platform.machine()}, {platform.python_implementation()} {platform.python_version()}, two cores"
        head = f"# Benchmarks\n\n`make bench` on {where}.\n"
        kept.write_text("\n".join([head, *parts]), encoding="utf-8")


if __name__ == "__main__":
    main()
