"""`sayso runs`: what was read, skipped and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, opened, settings

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.ledger import Run


def runs(format: FormatOption = None, ledger: LedgerOption = None) -> None:
    """What was read into the ledger and when, what was skipped and why."""
    from sayso.cli.shapes import run_object, run_row

    form = settings(format=format).format
    with opened(ledger) as store:
        found = store.runs()
    if form == "json":
        output.write_json(run_object(r) for r in found)
    elif form == "jsonl":
        output.write_lines(run_object(r) for r in found)
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts(run_row(r) for r in found))
    elif not found:
        output.say("Nothing was read yet.")
    else:
        console = output.console()
        console.print(_table(found))
        for run in found:
            for remark in (*run.skipped, *run.notices):
                head = f"run {run.number}  {'skipped' if remark.skipped else 'notice'}  {remark.kind}  "
                console.print(output.text(head, "dim") + output.text(f"{remark.what}: {remark.message}"))


def _table(found: tuple[Run, ...]) -> Table:
    table = output.table(
        ("run", {"justify": "right"}),
        ("started (UTC)", {"no_wrap": True}),
        ("outcome", {"no_wrap": True}),
        ("read", {"justify": "right"}),
        ("seen", {"justify": "right"}),
        ("skipped", {"justify": "right"}),
        ("claims", {"justify": "right"}),
        ("from", {"ratio": 1}),
    )
    table.expand = True
    for r in found:
        outcome = r.outcome or "cut off"
        table.add_row(
            output.text(r.number),
            output.text(f"{r.started:%Y-%m-%d %H:%M}"),
            output.text(outcome, "" if outcome == "finished" else "yellow"),
            output.text(f"{r.read:,}"),
            output.text("" if r.seen is None else f"{r.seen:,}"),
            output.text(f"{len(r.skipped):,}"),
            output.text(f"{r.claims:,}"),
            output.text(", ".join(r.inputs[:3]) + (f" and {len(r.inputs) - 3} more" if len(r.inputs) > 3 else "")),
        )
    return table
