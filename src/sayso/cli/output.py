"""How results leave the program: tables for people, JSON, JSON Lines and CSV for programs.

Words from documents are shown as they are, except for control characters: a report must not be able to steer the terminal.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A spreadsheet reads a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

STATUS_STYLE = {"actual": "", "delivered": "", "ordered": "yellow", "planned": "yellow", "possible": "magenta", "denied": "red"}


def clean(words: str) -> str:
    """``words`` without control characters and direction marks."""
    return _CONTROL.sub("\ufffd", words)


def console(*, stderr: bool = False) -> Console:
    """A console that does not interpret markup and passes a closed pipe on."""
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise  # Rich calls this while it handles the BrokenPipeError

    return Quiet(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=False)


def text(words: object, style: str = "") -> Text:
    """A cell of a table."""
    from rich.text import Text

    return Text(clean(str(words)), style=style)


def table(*columns: tuple[str, dict[str, Any]]) -> Table:
    """A table without frames: a head, a rule, rows."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", show_edge=False)
    for title, options in columns:
        made.add_column(title, **{"overflow": "fold", **options})
    return made


def say(words: str) -> None:
    """A sentence for the person, on the standard error."""
    print(clean(words), file=sys.stderr)


def dumps(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def write_json(values: Iterable[object]) -> None:
    """One array, written as it comes."""
    out, first = sys.stdout, True
    out.write("[")
    for value in values:
        out.write(("\n" if first else ",\n") + dumps(value))
        first = False
    out.write("]\n" if first else "\n]\n")


def write_lines(values: Iterable[object]) -> None:
    for value in values:
        sys.stdout.write(dumps(value) + "\n")


def cell(value: object) -> str:
    """One CSV cell. Words that a spreadsheet would take for a formula get an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    words = _CONTROL.sub(" ", str(value)).strip()
    return "'" + words if words.startswith(_FORMULA) else words


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV as spreadsheets read it: a header, commas, quotes where needed."""
    for row in (header, *()):
        sys.stdout.write(_csv_line(row))
    for values in rows:
        sys.stdout.write(_csv_line([cell(v) for v in values]))


def _csv_line(values: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(values)
    return buffer.getvalue()


def rows_of_dicts(values: Iterable[Mapping[str, object]]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """The header and the rows of records that all have the same keys."""
    iterator = iter(values)
    first = next(iterator, None)
    if first is None:
        return (), ()

    def rows() -> Iterable[Sequence[object]]:
        yield list(first.values())
        for value in iterator:
            yield list(value.values())

    return list(first), rows()
