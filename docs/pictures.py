"""Make the pictures of the README from the demo's ledger:  python docs/pictures.py  (after `make demo`)"""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

import sayso

HERE = Path(__file__).parent
LEDGER = HERE.parent / "demo.sayso"
WIDTH = 104


def shoot(name: str, words: list[str], lines: int) -> None:
    """Run a command as in a terminal of :data:`WIDTH` columns and keep its first ``lines`` lines as SVG."""
    env = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    command = [str(Path(sys.executable).with_name("sayso")), *words, "--ledger", str(LEDGER)]
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout.splitlines()
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text(f"$ sayso {' '.join(words)}", style="bold"))
    console.print(Text.from_ansi("\n".join(out[:lines])))
    (HERE / f"{name}.svg").write_text(console.export_svg(title="sayso"), encoding="utf-8")


def main() -> None:
    with sayso.open(LEDGER) as ledger:
        claims = [c for c in ledger.claims(flow="intercept") if c.items and c.items[0].quantity and c.sources]
        shown = claims[0].id[:8]
    shoot("brief", ["brief"], 44)
    shoot("why", ["why", shown], 40)


if __name__ == "__main__":
    main()
