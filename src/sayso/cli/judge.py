"""`sayso judge`, `sayso undo`, `sayso judgements`, `sayso review`: what people decide, and what they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, opened, settings

if TYPE_CHECKING:
    from sayso.ledger import Judgement

WhoOption = Annotated[str, typer.Option("--who", metavar="NAME", help="Who decides.", envvar="SAYSO_WHO", show_default=False)]
WhyOption = Annotated[str, typer.Option("--why", metavar="REASON", help="Why, in words.", show_default=False)]


def judge(
    target: Annotated[str, typer.Argument(metavar="ID", help="A claim or an event: its id or its first letters.", show_default=False)],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="accept, reject, correct, merge, split or unsure.", show_default=False)],
    who: WhoOption,
    why: WhyOption,
    field: Annotated[
        str | None,
        typer.Option(
            "--field",
            metavar="FIELD",
            help="correct: event, mode, flow, status, actor, recipient, class, designation, quantity, measure, place or time.",
            show_default=False,
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(
            "--value",
            metavar="VALUE",
            help="correct: what it is (none = nothing). split: the claims that do not belong.",
            show_default=False,
        ),
    ] = None,
    into: Annotated[str | None, typer.Option("--into", metavar="ID", help="merge: the other event.", show_default=False)] = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Decide about a claim or an event. It outranks the machine, also when a newer one reads the text again, until it is taken back.

    No row is changed: `sayso undo` takes a judgement back, `sayso judgements` lists them all.
    """
    from sayso.ledger import Store

    set_ = settings(format=format, ledger=ledger)
    with Store(set_.ledger, create=False) as store:
        _tell([store.judge(target, verdict, who=who, why=why, field=field, value=value, into=into)], set_.format)


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The judgement's number.", show_default=False)],
    who: WhoOption,
    why: WhyOption,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Take a judgement back. That is written down, too, and can itself be taken back."""
    from sayso.ledger import Store

    set_ = settings(format=format, ledger=ledger)
    with Store(set_.ledger, create=False) as store:
        _tell([store.undo(number, who=who, why=why)], set_.format)


def judgements(
    target: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only those about this claim or event.", show_default=False)] = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List what people decided: who, when, why, and what was taken back."""
    with opened(ledger) as store:
        found = store.judgements(target)
    if not found and settings(format=format).format == "table":
        output.say("Nothing was judged yet.")
        return
    _tell(list(found), settings(format=format).format)


def _tell(found: list[Judgement], form: str) -> None:
    from sayso.cli.event_shapes import judgement_object

    if form == "json":
        output.write_json(judgement_object(j) for j in found)
    elif form == "jsonl":
        output.write_lines(judgement_object(j) for j in found)
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts({**judgement_object(j), "claims": "; ".join(j.claims)} for j in found))
    else:
        table = output.table(
            ("no.", {"justify": "right"}),
            ("when (UTC)", {"no_wrap": True}),
            ("who", {}),
            ("verdict", {"no_wrap": True}),
            ("about", {"ratio": 3}),
            ("why", {"ratio": 4}),
            ("", {"no_wrap": True}),
        )
        table.expand = True
        for j in found:
            about = f"judgement {j.undoes}" if j.undoes else f"{j.kind} {(j.target or '')[:8]}"
            about += f" and {j.into[:8]}" if j.into else ""
            about += f": {j.field} is {j.value}" if j.field else f": {j.value}" if j.value else ""
            state = "" if j.in_force else "taken back"
            state = state or ("" if j.found or j.undoes else "not found again")
            style = "" if j.in_force else "dim"
            cells = (j.number, f"{j.recorded_at:%Y-%m-%d %H:%M}", j.who, j.verdict, about, j.why, state)
            table.add_row(*(output.text(c, style) for c in cells))
        output.console().print(table)


def review(
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only claim, merge or near.", show_default=False)] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List what is worth a person's look: doubtful claims, merges that hang by a thread, pairs that were kept apart by as little."""
    from sayso.cli.event_shapes import question_object

    set_ = settings(format=format)
    with opened(ledger) as store:
        found = store.review(kind=kind, limit=limit or (set_.rows or 50))
    if set_.format == "json":
        output.write_json(question_object(q) for q in found)
    elif set_.format == "jsonl":
        output.write_lines(question_object(q) for q in found)
    elif set_.format == "csv":
        rows = ({**question_object(q), "claims": "; ".join(q.claims), "events": "; ".join(q.events)} for q in found)
        output.write_csv(*output.rows_of_dicts(rows))
    elif not found:
        output.say("Nothing is in doubt.")
    else:
        table = output.table(
            ("kind", {"no_wrap": True}), ("claims", {"style": "cyan"}), ("events", {"style": "cyan"}), ("why it is asked", {"ratio": 1})
        )
        table.expand = True
        for q in found[:limit] if limit else found:
            ids = ("\n".join(c[:8] for c in q.claims), "\n".join(e[:8] for e in q.events))
            table.add_row(output.text(q.kind), *(output.text(i) for i in ids), output.text(q.reason))
        output.console().print(table)
