"""`sayso serve`: the ledger in the browser."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.cli.options import LedgerOption, settings

PORT = 8765


def serve(
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, metavar="N", help="The port on this machine.")] = PORT,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="NAME", help="Who signs judgements. Default: your user name.", show_default=False),
    ] = None,
    cards: Annotated[
        list[Path] | None,
        typer.Option("--cards", metavar="PATH", help="Narratives: YAML files or folders. Default: ./narratives.", show_default=False),
    ] = None,
    ledger: LedgerOption = None,
) -> int:
    """Open the ledger in the browser: the desk. It is reached from this machine only, and nothing leaves it.

    A ledger that is not there yet is made. Stop it with Ctrl-C.
    """
    from sayso.errors import SettingError

    try:
        import uvicorn

        from sayso.web import create_app
    except ModuleNotFoundError as error:
        raise SettingError(f"The desk needs {error.name}", "Install it with pip install 'sayso[web]'.") from None
    path = settings(ledger=ledger).ledger
    narratives = tuple(cards or ([Path("narratives")] if Path("narratives").is_dir() else []))
    app = create_app(path, who=who, cards=narratives)
    threading.Thread(target=_read_ahead, args=(app.state.desk,), daemon=True, name="sayso-ahead").start()
    print(f"The desk of {path} is at http://127.0.0.1:{port}/ (Ctrl-C stops it)", flush=True)
    try:
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False, server_header=False)
    except SystemExit as stop:
        # uvicorn ends the program with 1 where the port is taken; it has said why.
        raise SettingError(f"The desk could not listen on port {port}", "Another program has it; take another with --port.") from stop
    return 0


def _read_ahead(desk: Any) -> None:
    """Read the events before the first page asks for them. What goes wrong is said when a page is asked for."""
    with suppress(Exception):
        desk.index()
