"""`sayso brokers`: who stands between parties that are at odds."""

from __future__ import annotations

from sayso.cli import output
from sayso.cli.analysis import AsOfOption, DatasetOption, PartyOption, acts_of, day, flat, ids, party, who, write
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, settings


def brokers(
    party_: PartyOption = None,
    as_of: AsOfOption = None,
    dataset: DatasetOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Who mediates between parties at odds, who could by position (Gould and Fernandez), and who lost the part when."""
    from sayso.analysis.brokers import brokers as find

    set_ = settings(format=format, ledger=ledger)
    acts = acts_of(ledger, dataset, as_of)
    if not acts:
        return
    found = find(acts, as_of=day("as-of", as_of), party=party(party_, acts) if party_ else None)
    rows = [*(flat(m, what="mediation") for m in found.mediations), *(flat(p, what="position") for p in found.positions)]
    keys = {k: None for row in rows for k in row}
    if write(set_.format, found, ({k: row.get(k) for k in keys} for row in rows)):
        return
    console, most = output.console(), set_.rows if limit is None else limit
    if not rows:
        output.say("Nobody stands between parties that are firmly at odds.")
        return
    if found.mediations:
        table = output.table(
            ("mediates", {}),
            ("between", {}),
            ("events", {"justify": "right"}),
            ("from, to", {"no_wrap": True}),
            ("now", {}),
            ("event", {"style": "cyan"}),
        )
        for m in found.mediations[: most or None]:
            now = (f"lost the part (p = {m.p:.3f})" + (f", then {who(m.successor)}" if m.successor else "")) if m.lost else ""
            days = f"{m.first}" if m.first == m.last else f"{m.first} … {m.last}"
            cells = (who(m.broker), f"{who(m.a)}, {who(m.c)}", len(m.events), days, now, ids(m.events))
            table.add_row(*map(output.text, cells))
        console.print(table)
    if found.positions:
        table = output.table(
            ("has friends in", {}), ("who", {}), ("part", {}), ("events", {"justify": "right"}), ("event", {"style": "cyan"})
        )
        for p in found.positions[: most or None]:
            part = p.role + (f" of {who(p.stands_with)}" if p.stands_with else "")
            table.add_row(*map(output.text, (f"{who(p.a)}, {who(p.c)}", who(p.broker), part, len(p.events), ids(p.events))))
        console.print()
        console.print(table)
