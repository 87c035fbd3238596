"""`sayso import`: the field's event tables beside the claims read by us."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, opened, settings

if TYPE_CHECKING:
    from sayso.ledger.importing import ImportReport

FilesArgument = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Event tables: plain, .gz or .zip.")]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="polecat, icews, gdelt or quadruples. Default: found from the file.", show_default=False),
]
NameOption = Annotated[
    str | None, typer.Option("--dataset", metavar="NAME", help="What to call the acts. Default: the kind.", show_default=False)
]
FirstDayOption = Annotated[
    str | None,
    typer.Option("--first-day", metavar="DATE", help="The day of time 0, for quadruples with numbered times.", show_default=False),
]
HoursOption = Annotated[int, typer.Option("--hours", min=1, metavar="N", help="Hours of one step of numbered times.")]


def import_(
    files: FilesArgument = None,
    kind: KindOption = None,
    dataset: NameOption = None,
    first_day: FirstDayOption = None,
    hours: HoursOption = 24,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> int:
    """Take event tables in (POLECAT, ICEWS, GDELT 2.0, quadruples), apart from what was read; without a file, list what was."""
    from sayso.analysis.tables import open_table
    from sayso.ledger import Store
    from sayso.ledger.filters import day

    form = settings(format=format).format
    start = day("first-day", first_day)
    if files:
        tables = [open_table(path, kind=kind, dataset=dataset, first_day=start, hours=hours) for path in files]
        with Store(settings(ledger=ledger).ledger) as store:
            found = [store.add_import(t.dataset, t.name, t.sha256, t.acts(), t.skipped) for t in tables]
    else:
        with opened(ledger) as store:
            found = list(store.imports())
    if form == "json":
        output.write_json(_object(i) for i in found)
    elif form == "jsonl":
        output.write_lines(_object(i) for i in found)
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts({k: v for k, v in _object(i).items() if k != "remarks"} for i in found))
    elif not found:
        output.say("Nothing was imported yet.")
    else:
        _show(found)
    return 1 if files and any(i.skipped for i in found) else 0


def _object(i: ImportReport) -> dict[str, Any]:
    told = {"dataset": i.dataset, "file": i.name, "sha256": i.sha256, "acts": i.acts, "skipped": i.skipped, "new": i.fresh}
    told["recorded_at"] = i.recorded_at.isoformat()
    told["remarks"] = [{"row": r.what, "kind": r.kind, "message": r.message} for r in i.remarks]
    return told


def _show(found: list[ImportReport]) -> None:
    console = output.console()
    table = output.table(
        ("data set", {"no_wrap": True}),
        ("file", {}),
        ("acts", {"justify": "right"}),
        ("skipped", {"justify": "right"}),
        ("sha256", {"no_wrap": True}),
        ("", {"no_wrap": True}),
    )
    for i in found:
        cells = (i.dataset, i.name, f"{i.acts:,}", f"{i.skipped:,}", i.sha256[:12], "new" if i.fresh else "")
        table.add_row(*(output.text(c) for c in cells))
    console.print(table)
    for i in found:
        for r in i.remarks[:20]:
            console.print(output.text(f"{r.what}  {r.kind}: ", "dim") + output.text(r.message))
        if len(i.remarks) > 20:
            console.print(output.text(f"and {len(i.remarks) - 20:,} more remarks: --format json lists them", "dim"))
