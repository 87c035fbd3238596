"""What every benchmark shares: the data folder, and a table that prints our figure beside the reference."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. ``ours`` is printed as it is; ``reached`` is None where there is nothing to reach."""

    measure: str
    ours: str
    reference: str = ""
    to_reach: str = ""
    reached: bool | None = None


@dataclass(slots=True)
class Table:
    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, measure: str, ours: str, reference: str = "", to_reach: str = "", reached: bool | None = None) -> None:
        self.rows.append(Row(measure, ours, reference, to_reach, reached))

    def markdown(self) -> str:
        mark = {True: "yes", False: "no", None: ""}
        lines = [f"### {self.title}", "", "| measure | ours | reference | to reach | reached |", "| --- | --- | --- | --- | --- |"]
        lines += [f"| {r.measure} | {r.ours} | {r.reference} | {r.to_reach} | {mark[r.reached]} |" for r in self.rows]
        return "\n".join([*lines, "", *(f"- {n}" for n in self.notes), ""])


def data_folder(given: str | None = None) -> Path:
    """The data folder: ``--data``, else ``SAYSO_DATA``. Ends the program with a sentence where there is none."""
    path = Path(given or os.environ.get("SAYSO_DATA", ""))
    if not (given or os.environ.get("SAYSO_DATA")) or not path.is_dir():
        raise SystemExit("No data folder: give --data FOLDER or set SAYSO_DATA (benchmarks/README.md says where each public original is).")
    return path


def parser(description: str | None) -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", help="data folder (default: SAYSO_DATA)")
    return p
