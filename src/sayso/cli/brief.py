"""`sayso brief`: one screen for a memo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, opened, settings, with_filters

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import Brief, Filters


@with_filters
def brief(
    filters: Filters,
    format: FormatOption = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write it as one page for a browser, to send to a colleague.", show_default=False),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """One screen for a memo: flows with bounds and sources, what is planned, what is denied, what does not agree.

    Each line ends in the id of a claim: `sayso why ID` shows the words it stands on.
    """
    from sayso.cli.shapes import brief_object, brief_rows

    form = settings(format=format).format
    if html is not None:
        _write(html, filters, ledger)
        return
    with opened(ledger) as store:
        told = store.brief(**filters)
    if form == "json":
        print(output.dumps(brief_object(told), indent=2))
    elif form == "jsonl":
        output.write_lines(brief_rows_with_dates(brief_rows(told)))
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts(brief_rows(told)))
    else:
        show(told, output.console(), filters)


def _write(path: Path, filters: Filters, ledger: str | None) -> None:
    from sayso.errors import SettingError

    try:
        from sayso.web.report import write_report
    except ModuleNotFoundError as error:
        raise SettingError(f"A page needs {error.name}", "Install it with pip install 'sayso[web]'.") from None
    with opened(ledger) as store:
        try:
            write_report(store, path, **filters)
        except OSError as error:
            raise SettingError(f"{path} cannot be written ({error.strerror})", "Name another file.") from error
    output.say(f"The brief is in {path}.")


def brief_rows_with_dates(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{k: str(v) if k == "latest" and v else v for k, v in row.items()} for row in rows]


def show(told: Brief, console: Console, filters: Filters) -> None:
    """The brief as text that survives being pasted: a line a statement, wrapped with a hanging indent."""
    from rich.text import Text

    from sayso.ledger.filters import describe
    from sayso.ledger.words import days, several_words, short

    published = days(told.first, told.last)
    printed = several_words(told.publishers, 3)
    scope = f"{told.claims:,} claims from {told.documents:,} document{'s' if told.documents != 1 else ''}"
    scope += (f", published {published}" if published else "") + (f" ({printed})" if printed else "")
    if filters:
        scope += "; " + describe(filters)
    console.print(Text("Brief", style="bold") + Text(f"  {output.clean(scope)}"))
    if not told.sections:
        console.print("Nothing to tell.")
    for section in told.sections:
        console.print()
        console.print(Text(section.title, style="bold"))
        for line in section.lines:
            body = Text("- " + output.clean(line.text))
            # Where all comes from one publisher the first line says so; denials and disputes name their sides themselves.
            named = [s for s in line.sources if told.publishers != (s,)] if section.key not in ("denied", "disputes") else []
            if named:
                body.append(output.clean(f" — {several_words(named)}"), style="dim")
            if line.documents > 1:
                body.append(f", {line.documents} reports", style="dim")
            ids = line.claims[:2] if section.key == "disputes" else line.claims[:1]
            body.append(f" [{' '.join(short(i) for i in ids)}]", style="cyan")
            for n, piece in enumerate(body.wrap(console, console.width - 2)):
                piece.rstrip()
                console.print(piece if n == 0 else Text("  ") + piece)
        if section.more:
            console.print(Text(f"  {section.more} more: {section.ask}", style="dim"))
