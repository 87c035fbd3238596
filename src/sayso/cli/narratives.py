"""`sayso narratives`: rival stories against the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import AsOfOption, FormatOption, LedgerOption, LimitOption, RecordedOption, opened, settings

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.analysis.narratives import Matrix, Sensitivity, Standing

CardsArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[CARD]…", help="YAML files of cards, or folders of them. Default: ./narratives.", show_default=False),
]
PictureOption = Annotated[
    Path | None,
    typer.Option("--picture", metavar="FILE", help="Write the matrix as a Vega-Lite heatmap to FILE (JSON).", show_default=False),
]


def narratives(
    cards: CardsArgument = None,
    as_of: AsOfOption = None,
    recorded_by: RecordedOption = None,
    limit: LimitOption = None,
    picture: PictureOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Set rival stories against the ledger: what speaks against each, since when, on whose say-so, and what would change the picture.

    A card says what a story expects and what it rules out (docs/narratives.md). The ranking is by what speaks against a story; it is no
    probability and no verdict.
    """
    from sayso.analysis.narratives import load_cards, sensitivity
    from sayso.analysis.narratives.of_ledger import matrices
    from sayso.analysis.narratives.pictures import heatmap, matrix_object
    from sayso.errors import SettingError

    if not cards and not Path("narratives").is_dir():
        raise SettingError("No cards were named and there is no folder narratives", "Name YAML files; docs/narratives.md shows a card.")
    known = load_cards(cards or [Path("narratives")])
    set_ = settings(format=format, ledger=ledger)
    with opened(ledger) as store:
        found = matrices(store, known, as_of=as_of, recorded_by=recorded_by)
    if picture:
        specs = [heatmap(m) for m in found]
        spec = specs[0] if len(specs) == 1 else {"$schema": specs[0]["$schema"], "vconcat": specs}
        picture.write_text(output.dumps(spec, indent=1) + "\n", encoding="utf-8")
    if set_.format == "json":
        print(output.dumps([matrix_object(m, sensitivity(m)) for m in found], indent=2))
    elif set_.format == "jsonl":
        output.write_lines(row for m in found for row in matrix_object(m, sensitivity(m))["rows"])
    elif set_.format == "csv":
        output.write_csv(*output.rows_of_dicts(_csv_row(m, r) for m in found for r in m.rows))
    else:
        rows = 12 if limit is None else limit
        for n, matrix in enumerate(found):
            if n:
                output.console().print()
            show(matrix, sensitivity(matrix), rows)


def _csv_row(matrix: Matrix, row: Any) -> dict[str, object]:
    from sayso.analysis.narratives.pictures import row_words

    return {
        "evidence": row.evidence.id,
        "words": row_words(row).strip(),
        "first_report": row.evidence.since,
        "origins": "; ".join(v.name for v in row.evidence.voices),
        "copies": row.evidence.copies,
        "weight": round(row.weight, 3),
        "diagnosticity": round(row.diagnosticity, 3),
        **{c.card: c.mark.value for c in row.cells},
        "claims": "; ".join(row.evidence.claims),
    }


def show(matrix: Matrix, found: Sensitivity, rows: int) -> None:
    """The standings, then the most diagnostic evidence, then what would change the ranking."""
    console = output.console()
    console.print(output.text("Least contradicted first" + (f" (as of {matrix.as_of})" if matrix.as_of else ""), "bold"))
    for s in matrix.standings:
        console.print(output.text(f"{s.rank}. {s.card.statement} [{s.card.id}]", "bold"))
        for line in _standing(s):
            console.print(output.text(f"   {line}"))
    if not matrix.rows:
        console.print("No event of the ledger bears on these cards.")
        return
    console.print()
    console.print(_matrix_table(matrix, rows))
    left = len(matrix.rows) - rows if rows else 0
    if left > 0:
        output.say(f"{rows} of {len(matrix.rows)} rows; --limit 0 shows all.")
    console.print()
    for line in _sensitivity(matrix, found):
        console.print(output.text(line))
    console.print(output.text("It shows which evidence tells the stories apart, and gives no verdict.", "dim"))


def _standing(s: Standing) -> list[str]:
    from sayso.ledger.names import name_of
    from sayso.ledger.words import several_words

    marks = ", ".join(f"{n} {m.value}" for m, n in s.marks.items() if n and m.value != "NA") or "no evidence bears on it"
    lines = [f"against it: {s.against:.1f} ({marks}); independent origins against it: {len(s.origins_against)}"]
    if s.contradicted:
        c = s.contradicted
        since = f"; by a second origin since {s.corroborated}" if s.corroborated else "; by no second origin"
        lines.append(f"first independent contradiction: {c.day}, {c.voice} [{c.evidence.partition('/')[0][:8]}]{since}")
    elif s.marks and s.against:
        lines.append("no independent contradiction: only parties and holders speak against it")
    if s.holders:
        told = [f"{h.name} since {h.since}" + (f" ({len(h.claims)} claims)" if len(h.claims) > 1 else "") for h in s.holders]
        lines.append(f"told by: {several_words(told, 4)}")
    if s.silent:
        lines.append(f"the card names as holders, and the ledger never heard: {', '.join(map(name_of, s.silent))}")
    if s.unseen:
        lines.append(f"expected and not seen: {len(s.unseen)} of {len(s.card.expects)}")
    return lines


_STYLE = {"CC": "green", "C": "", "N": "dim", "I": "yellow", "II": "red", "NA": "dim"}


def _matrix_table(matrix: Matrix, rows: int) -> Table:
    from sayso.analysis.narratives.pictures import row_words
    from sayso.ledger.words import several_words, short

    columns: list[tuple[str, dict[str, Any]]] = [("evidence", {"ratio": 5, "min_width": 12}), ("who says", {"ratio": 3, "min_width": 8})]
    columns += [(f"{n + 1}", {"no_wrap": True}) for n in range(len(matrix.standings))]
    table = output.table(*columns, ("weight", {"justify": "right"}), ("event", {"style": "cyan", "no_wrap": True}))
    table.expand = True
    for r in matrix.rows[:rows] if rows else matrix.rows:
        marks = [r.mark(s.card.id).value for s in matrix.standings]
        table.add_row(
            output.text(row_words(r).strip()),
            output.text(several_words([v.name for v in r.evidence.voices], 3)),
            *(output.text(m, _STYLE[m]) for m in marks),
            output.text(f"{r.weight:.2g}"),
            output.text(short(r.evidence.event.id)),
        )
    return table


def _sensitivity(matrix: Matrix, found: Sensitivity) -> list[str]:
    leading = [c for c in found.changes if c.leads]
    tried = ", ".join(f"{n} {kind}{'s' if n != 1 else ''}" for kind, n in found.tried.items())
    if not found.changes:
        lines = [f"Leaving out any one of {tried} changes nothing in the ranking."]
    else:
        lines = [f"Left out one at a time: {tried}; {len(found.changes)} change the ranking, {len(leading)} of them the lead:"]
        lines += [
            f"  without {c.kind} {c.name if c.kind != 'event' else c.key[:8]}: " + " < ".join(" = ".join(g) for g in c.order)
            for c in found.changes[:6]
        ]
    if found.events_to_lead:
        lines.append(f"The second story would stand as well as the first without {found.events_to_lead} event(s), those that weigh most.")
    return lines
