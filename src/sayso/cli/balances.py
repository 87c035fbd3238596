"""`sayso balances`: what an owner received, made, used and lost of a class of goods, as bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import AsOfOption, FormatOption, LedgerOption, RecordedOption, opened, settings

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.ledger.balances import Balance, Bound

OwnerOption = Annotated[str, typer.Option("--owner", metavar="WHO", help="Whose goods: RUS, Russia, Moscow, hezbollah.")]
ClassOption = Annotated[
    str, typer.Option("--class", metavar="CLASS", help="A class of goods and all below it: weapon.uav, missile.cruise, weapon.")
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Count from that day (2022-02-24). Default: all there is.", show_default=False),
]


def balances(
    owner: OwnerOption,
    class_: ClassOption = "weapon",
    since: SinceOption = None,
    as_of: AsOfOption = None,
    recorded_by: RecordedOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """What an owner received, made, used and lost of a class of goods: bounds, and how each was reached.

    Batches are added only where days, partners or goods keep them apart, and never to a running total that may hold them; what was shot
    down was also launched. Copies count for nothing.
    """
    from sayso.cli.register_shapes import balance_object, balance_rows

    set_ = settings(format=format, ledger=ledger)
    with opened(ledger) as store:
        found = store.balances(owner, class_, since=since, as_of=as_of, recorded_by=recorded_by)
    if set_.format == "json":
        print(output.dumps(balance_object(found), indent=2))
    elif set_.format == "jsonl":
        output.write_lines(balance_object(found)["bounds"])
    elif set_.format == "csv":
        output.write_csv(*output.rows_of_dicts(balance_rows(found)))
    elif not found.bounds:
        _nothing(found)
    else:
        show(found)


def _nothing(found: Balance) -> None:
    from sayso.ledger.names import ids_of, near

    output.say(f"No event speaks of {found.class_} that {found.owner} received, made, used or lost.")
    if not ids_of(found.owner) and (close := near(found.owner)):
        output.say(f"“{found.owner}” is no name that sayso knows; did you mean {', '.join(close)}?")


def show(found: Balance) -> None:
    """A line a kind, then how each bound was reached."""
    from sayso.ledger.names import name_of
    from sayso.ledger.words import bounds, goods

    console = output.console()
    told = f"{name_of(found.owner)}: {goods(found.class_)} ({found.class_} and below)"
    told += (f", since {found.since}" if found.since else "") + (f", as of {found.as_of}" if found.as_of else "")
    console.print(output.text(told, "bold"))
    console.print(_table(found))
    for name, number in (("came", found.came), ("went", found.went), ("change", found.change)):
        if words := bounds(number.low, number.high):
            console.print(output.text(f"{name}: {words}"))
    console.print(output.text(found.rule, "dim"))


def _table(found: Balance) -> Table:
    from sayso.ledger.names import name_of
    from sayso.ledger.words import bounds

    table = output.table(
        ("what", {"min_width": 9}),
        ("number", {"min_width": 10}),
        ("events", {"justify": "right"}),
        ("how", {"ratio": 1, "min_width": 16}),
    )
    table.expand = True
    for b in found.bounds:
        if b.partner is not None and b.low is None and b.high_told is None:
            continue  # a partner without any number is in the line of all partners
        what = b.kind.value if b.partner is None else f"  {_PARTNER[b.kind.value]} {name_of(b.partner)}"
        number = bounds(b.low, b.high) or "no number"
        table.add_row(output.text(what), output.text(number), output.text(len(b.events)), output.text("\n".join(_how(b))))
    return table


_PARTNER = {
    "received": "from",
    "made": "with",
    "taken": "from",
    "given": "to",
    "used": "against",
    "shot down": "by",
    "lost": "to",
    "seized": "by",
}


def _how(bound: Bound) -> list[str]:
    """Every step for all partners together; for one of them, only its bounds."""
    return [f"{step}." for step in bound.steps if bound.partner is None or step.startswith(("at least", "at most"))]
