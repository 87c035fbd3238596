"""What judgements in force mean for claims: which are hidden, and which are tied together or kept apart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection


def hidden_at(connection: Connection, moment: datetime) -> set[int]:
    return set()


def ties(connection: Connection, moment: datetime | None) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    return [], []
