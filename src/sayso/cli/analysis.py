"""What the commands of the analysis share: their options, whom a name means, and results as plain objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import opened

if TYPE_CHECKING:
    from sayso.acts import Act

AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="With what was published by that day.", show_default=False)]
DatasetOption = Annotated[
    str | None,
    typer.Option("--dataset", metavar="NAME", help="An imported event table instead of the ledger's own events.", show_default=False),
]
PartyOption = Annotated[str | None, typer.Option("--party", metavar="WHO", help="Only what concerns this party.", show_default=False)]
PictureOption = Annotated[
    Path | None,
    typer.Option("--picture", metavar="FILE", help="Write the picture to FILE as a Vega-Lite specification (JSON).", show_default=False),
]
PeriodOption = Annotated[str, typer.Option("--period", metavar="PERIOD", help="week, month or quarter.")]

DERIVED = ("words", "net", "sign", "rise", "index", "firm", "lost", "balanced", "kind", "gap", "exact", "theatres")
"""Properties that are written beside the fields of a record that has them."""


def day(name: str, words: str | None) -> date | None:
    """The day that the option ``--name`` gives."""
    from sayso.ledger.filters import day as read

    return read(f"--{name}", words or None)


def period(words: str) -> Any:
    from sayso.analysis.series import Period
    from sayso.errors import SettingError

    try:
        return Period(words.lower())
    except ValueError as error:
        raise SettingError(f"“{words}” is no period", f"There are {', '.join(p.value for p in Period)}.") from error


def acts_of(ledger: str | None, dataset: str | None, as_of: str | None) -> list[Act]:
    """The acts that a command works on. A sentence on the standard error where there are none."""
    from sayso.analysis.series import fetch

    with opened(ledger) as store:
        found = fetch(store, dataset=dataset, as_of=day("as-of", as_of))
    if not found:
        output.say("There are no events to add up." + (f" Nothing was published by {as_of}." if as_of else ""))
    return found


def party(words: str, acts: Sequence[Act]) -> str:
    """The id that ``words`` mean among the parties of ``acts``."""
    from sayso.errors import SettingError
    from sayso.ledger.names import ids_of, near

    present = {a.actor for a in acts} | {a.recipient for a in acts if a.recipient}
    if words in present:
        return words
    meant = ids_of(words)
    there = sorted(meant & present) or sorted(meant)
    if len(there) == 1:
        return there[0]
    folded = sorted(p for p in present if p.casefold() == words.casefold())
    if len(folded) == 1:
        return folded[0]
    if there:
        raise SettingError(f"“{words}” may mean {', '.join(there)}", "Give the one that is meant.")
    close = near(words)
    raise SettingError(f"“{words}” is no party that sayso knows", f"Did you mean {', '.join(close)}?" if close else "Give its name or id.")


def plain(thing: Any) -> Any:
    """Records as objects, with what is derived from them (:data:`DERIVED`); days as ISO strings."""
    if is_dataclass(thing) and not isinstance(thing, type):
        made = {f.name.rstrip("_"): plain(getattr(thing, f.name)) for f in fields(thing)}
        for name in DERIVED:
            value = getattr(thing, name, None)
            if name not in made and value is not None and not callable(value):
                made[name] = plain(value)
        return made
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, dict):
        return {str(k): plain(v) for k, v in thing.items()}
    if isinstance(thing, list | tuple | set | frozenset):
        return [plain(v) for v in thing]
    return round(thing, 6) if isinstance(thing, float) else thing


def flat(thing: Any, **more: object) -> dict[str, object]:
    """One row of CSV or JSON Lines: lists of ids as words, inner records left to JSON."""
    made: dict[str, object] = {}
    for name, value in plain(thing).items():
        if isinstance(value, list):
            made[name] = " ".join(map(str, value)) if all(not isinstance(v, list | dict) for v in value) else output.dumps(value)
        else:
            made[name] = output.dumps(value) if isinstance(value, dict) else value
    return {**more, **made}


def write(form: str, whole: Any, rows: Iterable[dict[str, object]]) -> bool:
    """Write for programs: the whole as JSON, the rows as JSON Lines or CSV. False where a table for people is wanted."""
    if form == "json":
        print(output.dumps(plain(whole), indent=2))
    elif form == "jsonl":
        output.write_lines(rows)
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts(rows))
    return form != "table"


def picture(path: Path | None, spec: dict[str, Any]) -> None:
    if path:
        path.write_text(output.dumps(spec, indent=1) + "\n", encoding="utf-8")


def ids(events: Sequence[str], most: int = 2) -> str:
    """The first ids as `sayso why` takes them, and how many more."""
    from sayso.ledger.words import short

    shown = " ".join(short(e) if ":" not in e else e for e in events[:most])
    return shown + (f" +{len(events) - most}" if len(events) > most else "")


def who(id: str) -> str:
    """The code of a state, the name of others."""
    from sayso.ledger.names import name_of

    return id if id.isupper() else name_of(id)
