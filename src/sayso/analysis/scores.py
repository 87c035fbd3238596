"""Cooperation and conflict of one act, by the PLOVER manual (``lexicons/plover_scores.yaml``).

Only PLOVER scores are used here, never Goldstein's: acts imported from CAMEO tables are mapped to PLOVER types first and scored then.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sayso.acts import Act
from sayso.errors import SettingError
from sayso.records import Status


class Quad(StrEnum):
    """The four kinds of dealings, cooperation first."""

    VERBAL_COOPERATION = "verbal-cooperation"
    MATERIAL_COOPERATION = "material-cooperation"
    VERBAL_CONFLICT = "verbal-conflict"
    MATERIAL_CONFLICT = "material-conflict"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")

    @property
    def hostile(self) -> bool:
        return self in (Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT)


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` from -10 (most hostile) to +10 (most cooperative); ``quad`` its kind."""

    value: float
    quad: Quad


@cache
def _table() -> dict[str, Any]:
    from sayso.lexicons import load

    return dict(load("plover_scores.yaml"))


@cache
def score_of(event: str, mode: str | None = None) -> Score:
    """The score of a PLOVER type and mode. A mode without a score of its own has that of its type.

    Raises :class:`SettingError` where ``event`` is no PLOVER type.
    """
    known = _table()["types"].get(event)
    if known is None:
        raise SettingError(f"“{event}” is no PLOVER event type", f"There are {', '.join(_table()['types'])}.")
    return Score(float((known.get("modes") or {}).get(mode, known["score"])), Quad(known["quad"]))


def score(act: Act) -> Score | None:
    """What ``act`` counts as between its parties; None where it counts nothing.

    Nothing: possible and denied acts, and acts without a PLOVER type (statements, pure flows).
    A planned act is a stated intention and counts as AGREE or THREATEN, as the manual codes intentions.
    """
    if act.event is None or act.status in (Status.POSSIBLE, Status.DENIED):
        return None
    plain = score_of(act.event, act.mode)
    if act.status is Status.PLANNED:
        return score_of(_table()["folding"]["planned"][plain.quad.value])
    return plain
