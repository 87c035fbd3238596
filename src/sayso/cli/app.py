"""The command line: every command, and what happens when one goes wrong.

Exit status of all commands: 0 done, 1 done but some documents were skipped (verify: something differs), 2 bad input (an option, a path,
an id), 3 the ledger cannot be used, 4 a lexicon is broken, 5 the encoder is missing, 130 interrupted, 141 the reader of the output went
away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from sayso.cli.balances import balances
from sayso.cli.brief import brief
from sayso.cli.brokers import brokers
from sayso.cli.events import disputes, events, history
from sayso.cli.extract import extract
from sayso.cli.import_ import import_
from sayso.cli.judge import judge, judgements, review, undo
from sayso.cli.narratives import narratives
from sayso.cli.network import network
from sayso.cli.outlook import outlook
from sayso.cli.output import say
from sayso.cli.queries import claims, transfers
from sayso.cli.read import read
from sayso.cli.relations import relations
from sayso.cli.roles import roles
from sayso.cli.runs import runs
from sayso.cli.search import search
from sayso.cli.serve import serve
from sayso.cli.talking_points import talking_points
from sayso.cli.turning_points import turning_points
from sayso.cli.verify import verify
from sayso.cli.why import why

INTERRUPTED, PIPE_CLOSED = 130, 141

app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done, 1 some documents were skipped, 2 bad input, 3 the ledger cannot be used, 4 a lexicon is broken, "
    "5 the encoder is missing.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from sayso.version import VERSION

        print(f"sayso {VERSION}")
        raise typer.Exit


@app.callback()
def _main(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    """Who armed whom, with how much of what, when, and on whose say-so: reports in, attributed claims out."""


for command in (
    read,
    brief,
    serve,
    events,
    claims,
    transfers,
    balances,
    disputes,
    relations,
    turning_points,
    roles,
    brokers,
    network,
    narratives,
    talking_points,
    why,
    history,
    search,
    review,
    judge,
    undo,
    judgements,
    verify,
    runs,
    extract,
):
    app.command()(command)
app.command()(outlook)
app.command("import")(import_)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status. Every error is one sentence on the standard error."""
    from sayso.errors import SaysoError

    command: Any = typer.main.get_command(app)
    try:
        status = command.main(arguments, prog_name="sayso", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except SaysoError as error:
        say(f"sayso: {error}")
        return error.exit_code
    except typer.Abort:
        return INTERRUPTED
    except (SystemExit, BrokenPipeError):
        return PIPE_CLOSED  # Typer turns a closed pipe into an exit; nothing else here exits
    except Exception as error:
        usage = getattr(error, "format_message", None)
        if usage is None:
            raise
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "sayso"
        say(f"sayso: {str(usage()).rstrip('.')}. `{path} --help` tells more.")
        return int(getattr(error, "exit_code", 2))


def main() -> None:
    """The entry point of the command ``sayso``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Output is UTF-8 for programs wherever it goes; what a terminal cannot show is escaped, not fatal.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    status = run()
    if status in (INTERRUPTED, PIPE_CLOSED):
        # A thread may still wait for the standard input, and nobody reads the output: leave without waiting or flushing.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)
