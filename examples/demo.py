"""The main job on real text, command by command, as a user would type it. `make demo` runs this."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
LEDGER = "demo.sayso"
COMMANDS = [
    f"sayso read examples/current-events.jsonl examples/official.jsonl --ledger {LEDGER}",
    f"sayso transfers --ledger {LEDGER}",
    f"sayso claims --flow intercept --actor ukraine --ledger {LEDGER} --limit 8",
    f"sayso disputes --ledger {LEDGER} --limit 5",
    f"sayso balances --owner UKR --class weapon.uav --ledger {LEDGER}",
    f"sayso verify --ledger {LEDGER}",
    f"sayso brief --ledger {LEDGER}",
]


def run(command: str, folder: Path) -> str:
    print(f"\n$ {command}", flush=True)
    words = shlex.split(command)
    sayso = Path(sys.executable).with_name("sayso")
    done = subprocess.run([str(sayso), *words[1:]], cwd=folder, check=False)
    if done.returncode not in {0, 1}:  # 1 = some documents were skipped, which the command has said
        raise SystemExit(done.returncode)
    return command


def main() -> None:
    root = HERE.parent
    for old in root.glob(f"{LEDGER}*"):
        old.unlink()
    start = time.monotonic()
    for command in COMMANDS:
        run(command, root)
    print(f"\nDone in {time.monotonic() - start:.0f} s. Where to look next:")
    path = os.path.relpath(root / LEDGER, Path.cwd())
    print("  .venv/bin/sayso why ID            one claim on its words: every field with the rule that read it")
    print(f"  .venv/bin/sayso serve --ledger {LEDGER}   the desk: the same ledger in the browser")
    print("  .venv/bin/sayso claims --help     all filters; --format json|jsonl|csv for other programs")
    print("  .venv/bin/sayso read ARTICLE.html your own report; give --published and --publisher where the page does not say")
    print(f"The ledger is {path}: one SQLite file (give it with --ledger or SAYSO_LEDGER).")


if __name__ == "__main__":
    main()
