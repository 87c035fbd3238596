"""One entity that a phrase stands for, as the rooms within identity pass it on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One entity a phrase stands for. ``unclear`` says why it is open which; ``candidates`` what it could be; ``why`` the rule in words."""

    id: str
    sector: str | None
    kind: str
    why: str
    plural: bool = False
    animate: bool = False
    unclear: str | None = None
    candidates: tuple[str, ...] = ()
    person: str | None = None
