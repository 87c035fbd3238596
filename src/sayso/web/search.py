"""Hits of a search as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sayso.web.desk import Desk

KINDS = {"event": "events", "claim": "claims", "document": "texts"}

MOST = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit: where it leads, its title, its words cut into (text, is it a word that was looked for)."""

    kind: str
    href: str
    title: str
    pieces: tuple[tuple[str, bool], ...] = ()
    beside: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def look(desk: Desk, words: str, kind: str | None, as_of: date | None) -> list[Hit]:
    """Events by their headline, texts and claims by their words, the best first."""
    return []
