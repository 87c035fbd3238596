"""Full text over documents and claims."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def index_everything(connection: Connection) -> None:
    """placeholder until search lands"""
