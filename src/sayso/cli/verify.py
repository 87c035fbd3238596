"""`sayso verify`: is the ledger as it was recorded?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, opened, settings


def verify(
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help="A head that was noted earlier: it must still be in the chain.", show_default=False),
    ] = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> int:
    """Check every row against the hash chain, and every byte of a closed file against its seal.

    Exit status: 0 all is as it was recorded; 1 something differs: the rows are named; 3 there is no ledger.
    """
    from sayso.errors import LedgerError

    set_ = settings(format=format, ledger=ledger)
    try:
        with opened(ledger) as store:
            found = store.verify(head=head)
    except LedgerError as error:
        if "is damaged" not in error.found:
            raise
        return _tell({"ok": False, "faults": [{"table": "file", "row": None, "what": error.found}]}, [f"file: {error}"], set_.format)
    told = {
        "ok": found.ok,
        "entries": found.entries,
        "rows": found.rows,
        "head": found.head,
        "sealed": found.sealed,
        "faults": [{"table": f.table, "row": f.row, "what": f.what} for f in found.faults],
        "notes": list(found.notes),
    }
    return _tell(told, [str(f) for f in found.faults], set_.format)


def _tell(told: dict[str, Any], faults: list[str], form: str) -> int:
    if form in ("json", "jsonl"):
        print(output.dumps(told, indent=2 if form == "json" else None))
    elif form == "csv":
        output.write_csv(("table", "row", "what"), [list(f.values()) for f in told["faults"]])
    else:
        for fault in faults:
            print(output.clean(fault))
        for note in told.get("notes", ()):
            output.say(f"note: {note}")
        if told["ok"]:
            seal = " and every byte of the file" if told["sealed"] else ""
            print(f"All {told['rows']:,} rows in {told['entries']:,} entries{seal} are as they were recorded.\nhead {told['head']}")
        else:
            output.say(f"{len(faults):,} fault{'s' if len(faults) != 1 else ''}: the ledger is not as it was recorded.")
    return 0 if told["ok"] else 1
