"""sayso: who armed whom, with how much of what, when, and on whose say-so.

>>> import sayso
>>> with sayso.open("x.sayso") as ledger:                  # made where there is none
...     report = ledger.read("article.html", published="2022-11-05")
...     for claim in ledger.claims(flow="transfer"):
...         print(claim.trigger.text, claim.why())
...     for event in ledger.events(flow="transfer"):
...         print(event.actors, event.recipients, event.independent_origins, event.disputes)

``sayso.extract(text)`` gives the claims of one text without a ledger, ``sayso.analyze_documents(documents)`` those of a stream. Names
are imported when they are first used: ``import sayso`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.version import VERSION

if TYPE_CHECKING:
    from sayso.engine import Ledger, analyze_documents, extract
    from sayso.engine import open_ledger as open
    from sayso.errors import SaysoError
    from sayso.ledger import Brief, Entry, ReadReport
    from sayso.records import Claim, Document, Event, Flow, Status

__version__ = VERSION

__all__ = [
    "Brief",
    "Claim",
    "Document",
    "Entry",
    "Event",
    "Flow",
    "Ledger",
    "ReadReport",
    "SaysoError",
    "Status",
    "analyze_documents",
    "extract",
    "open",
]

_HOMES = {
    "Brief": "sayso.ledger",
    "Claim": "sayso.records",
    "Document": "sayso.records",
    "Entry": "sayso.ledger",
    "Event": "sayso.records",
    "Flow": "sayso.records",
    "Ledger": "sayso.engine",
    "ReadReport": "sayso.ledger",
    "SaysoError": "sayso.errors",
    "Status": "sayso.records",
    "analyze_documents": "sayso.engine",
    "extract": "sayso.engine",
    "open": "sayso.engine:open_ledger",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    from importlib import import_module

    home, _, called = _HOMES[name].partition(":")
    value = getattr(import_module(home), called or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
