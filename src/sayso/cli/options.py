"""Options that several commands share, each described once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sayso.ledger import Store
    from sayso.settings import Settings


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help="The ledger's file, or postgresql://user@host/database. Default: SAYSO_LEDGER, else ./ledger.sayso.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="How to write the result. Default: SAYSO_FORMAT, else table.", show_default=False, case_sensitive=False
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What the ledger said with what was published by that day.", show_default=False),
]
RecordedOption = Annotated[
    str | None,
    typer.Option("--recorded-by", metavar="DATE", help="What the ledger said with what we had recorded by then.", show_default=False),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", min=0, metavar="N", help="At most so many (0 = all). Default: 50 rows of a table, else all.", show_default=False
    ),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DATE", help="Day of publication (2022-11-05) of documents that do not state one.", show_default=False
    ),
]
PublisherOption = Annotated[
    str | None,
    typer.Option("--publisher", metavar="NAME", help="Publisher of documents that do not state one.", show_default=False),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, metavar="N", help="Processes that read; each holds the whole pipeline. Default: 1.", show_default=False
    ),
]


def _filter(name: str, metavar: str, help: str, kind: Any = list[str] | None) -> inspect.Parameter:
    option = typer.Option(f"--{name}", metavar=metavar or None, help=help, show_default=False, rich_help_panel="Filters")
    default = False if kind is bool else None
    name = name.replace("-", "_")
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])


FILTERS = (
    _filter("actor", "WHO", "Who does it: Iran, iranian, Tehran, IRN, or words of the text."),
    _filter("recipient", "WHO", "To whom."),
    _filter("party", "WHO", "On either side."),
    _filter("flow", "KIND", "transfer, produce, use, intercept, loss, seize, withhold."),
    _filter("event", "TYPE", "A PLOVER type: AID, SANCTION, ASSAULT …"),
    _filter("status", "STATUS", "actual, planned, possible, denied."),
    _filter("since", "DATE", "On that day or later: the event's day where the text gives one, else the day of publication.", str | None),
    _filter("until", "DATE", "On that day or earlier.", str | None),
    _filter("source", "WHO", "Who says it: a source of the text, or the publisher."),
    _filter("item", "GOODS", "A class and all below it (weapon.uav, missile), a designation, or words (drones)."),
    _filter("text", "WORDS", "Words of the passage.", str | None),
    _filter("document", "NAME", "A document's name, or the beginning of its hash."),
    _filter("confidence", "SHARE", "At least so likely to be right, 0 to 1: 0.7 keeps the surer half.", str | None),
    _filter("as-of", "DATE", "What the ledger says with what was published by that day.", str | None),
    _filter("recorded-by", "DATE", "What the ledger said with what was recorded by that day or moment (UTC).", str | None),
    _filter("machine", "", "As the machine read it: without human judgements.", bool),
)
"""Filters of claims. One that is given several times means "any of these"; several together mean "all of these"."""


def with_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give ``command`` the filters as options; it takes them as one dictionary ``filters``."""
    signature = inspect.signature(command)
    # Annotations are strings here; that of the filters is left alone, because naming it would load the database's library.
    own = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=eval(p.annotation, command.__globals__))
        for p in signature.parameters.values()
        if p.name != "filters"
    ]

    @wraps(command)
    def wrapper(**given: Any) -> Any:
        filters = {p.name: value for p in FILTERS if (value := given.pop(p.name))}
        return command(filters=filters, **given)

    parameters = [*FILTERS, *own]
    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in parameters}
    del wrapper.__wrapped__
    return wrapper


def settings(**given: Any) -> Settings:
    """The settings in force; options that were not given are None."""
    from sayso.settings import load

    if isinstance(given.get("format"), Format):
        given["format"] = given["format"].value
    return load(**given)


@contextmanager
def opened(path: str | None) -> Iterator[Store]:
    """The ledger, for questions only."""
    from sayso.ledger import Store

    with Store(settings(ledger=path).ledger, create=False, readonly=True) as store:
        yield store
