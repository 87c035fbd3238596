"""The desk: the ledger in the browser. It reads the ledger through the same questions as the command line.

create_app(ledger)     the application (FastAPI), see :mod:`sayso.web.app`; needs the extra ``sayso[web]``
write_report(store)    the brief as one page that needs nothing else, see :mod:`sayso.web.report`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.web.app import create_app
    from sayso.web.report import write_report

__all__ = ["create_app", "write_report"]

_HOMES = {"create_app": "app", "write_report": "report"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso.web' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"sayso.web.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
