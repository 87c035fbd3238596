"""`sayso read`: reports into the ledger."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, PublishedOption, PublisherOption, WorkersOption, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sayso.engine import Progress
    from sayso.ledger import ReadReport

SHOWN = 20
"""Skipped documents told one by one; `sayso runs` has them all."""


def read(
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, addresses, or - for the standard input.", show_default=False)
    ],
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    again: Annotated[bool, typer.Option("--again", help="Read texts again that are in the ledger.")] = False,
    workers: WorkersOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> int:
    """Read reports into the ledger: text, Markdown, HTML, feeds, JSON Lines, WARC, folders of them.

    A text seen before is not read again. Stop at any time: what was read stays, and reading the same again goes on from there.
    Exit status: 0 all was read; 1 some of it was skipped; 2 nothing could be read; 3 the ledger cannot be used.
    """
    set_ = settings(format=format, ledger=ledger, workers=workers)
    from sayso.engine import Ledger

    with _interruptible(), Ledger(set_.ledger) as store, _bar() as progress:
        report = store.read(*sources, published=published, publisher=publisher, again=again, workers=set_.workers, progress=progress)
    _tell(report, set_.format, str(set_.ledger))
    if not (report.read or report.seen or report.skipped):
        output.say(f"sayso: There was nothing to read in {', '.join(sources)}. Name files, or folders that hold some.")
        return 2
    if not report.skipped:
        return 0
    return 1 if report.read or report.seen else 2


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        output.say("sayso: Interrupted. What was read is in the ledger; reading the same again goes on from there.")
        raise


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None] | None]:
    """A line on the standard error that says how far it is; none where that is no terminal."""
    console = output.console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("loading the language model", total=None, rate="")

        def show(p: Progress) -> None:
            seconds = bar.tasks[0].elapsed or 0.0
            done = p.read + p.seen + p.skipped
            told = (
                [f"{p.read:,} read"] + ([f"{p.seen:,} seen before"] if p.seen else []) + ([f"{p.skipped:,} skipped"] if p.skipped else [])
            )
            rate = f"{done / seconds:,.1f} documents/s" if seconds > 1 else ""
            bar.update(task, description=f"{', '.join(told)}, {p.claims:,} claims", rate=rate)

        yield show


def _tell(report: ReadReport, form: str, ledger: str) -> None:
    told: dict[str, Any] = {
        "run": report.run,
        "read": report.read,
        "superseded": report.superseded,
        "seen": report.seen,
        "skipped": len(report.skipped),
        "claims": report.claims,
        "seconds": round(report.seconds, 2),
        "ledger": ledger,
    }
    if form == "csv":
        output.write_csv(*output.rows_of_dicts([told]))
    elif form != "table":
        remarks = {
            name: [{"what": r.what, "kind": r.kind, "message": r.message} for r in found]
            for name, found in (("skipped_documents", report.skipped), ("notices", report.notices))
        }
        print(output.dumps({**told, **remarks}, indent=2 if form == "json" else None))
    if form != "table":
        return
    for remark in report.skipped[:SHOWN]:
        output.say(f"skipped ({remark.kind}) {remark.what}: {remark.message}")
    if len(report.skipped) > SHOWN:
        kinds = ", ".join(f"{n} {kind}" for kind, n in Counter(r.kind for r in report.skipped).most_common())
        output.say(f"… {len(report.skipped) - SHOWN} more skipped ({kinds}); `sayso runs` lists them.")
    for remark in report.notices[:SHOWN]:
        output.say(f"note ({remark.kind}) {remark.what}: {remark.message}")
    sys.stderr.flush()
    again = f" ({report.superseded:,} of them again)" if report.superseded else ""
    print(
        f"{report.read:,} read{again}, {report.seen:,} seen before, {len(report.skipped):,} skipped; "
        f"{report.claims:,} claims in {ledger} ({report.seconds:.1f} s)"
    )
