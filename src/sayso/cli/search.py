"""`sayso search`: words in claims and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, opened, settings

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.ledger import Hit


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS…", help='All of these; "side by side" in quotes; Shahed* for a beginning.', show_default=False),
    ],
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only claim or document.", show_default=False)] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Only what was published by that day.", show_default=False)
    ] = None,
    recorded_by: Annotated[
        str | None, typer.Option("--recorded-by", metavar="DATE", help="Only what was recorded by that day.", show_default=False)
    ] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Find words in claims and documents, the best first. Stems are compared: shipment finds shipments."""
    from sayso.cli.event_shapes import hit_object

    form = settings(format=format).format
    asked = " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in words)
    with opened(ledger) as store:
        found = store.search(asked, kind=kind, as_of=as_of, recorded_by=recorded_by, limit=limit or (20 if form == "table" else 1000))
    if form == "json":
        output.write_json(hit_object(h) for h in found)
    elif form == "jsonl":
        output.write_lines(hit_object(h) for h in found)
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts({k: v for k, v in hit_object(h).items() if k != "marks"} for h in found))
    elif not found:
        output.say("Nothing holds these words.")
    else:
        console = output.console()
        plain = not console.is_terminal or console.no_color
        table = output.table(
            ("", {"no_wrap": True}), ("id", {"style": "cyan", "no_wrap": True}), ("where", {"ratio": 2}), ("words", {"ratio": 5})
        )
        table.expand = True
        for hit in found:
            where = " · ".join(str(w) for w in (hit.publisher or hit.document, hit.published) if w)
            table.add_row(output.text(hit.kind), output.text(hit.id[:8]), output.text(where), _marked(hit, plain=plain))
        console.print(table)


def _marked(hit: Hit, *, plain: bool) -> Text:
    from rich.text import Text

    text, at = Text(), 0
    for start, end in hit.marks:
        text.append(output.clean(hit.snippet[at:start]))
        words = output.clean(hit.snippet[start:end])
        text.append(f"»{words}«" if plain else words, "bold")
        at = end
    return text.append(output.clean(hit.snippet[at:]))
