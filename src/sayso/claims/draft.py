"""A claim while it is being made: the scene, and what each stage has found for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sayso.claims.agents import NOBODY, Party
from sayso.records import Actor, Item, Money, Place, Reason, Source, TimeSpan

if TYPE_CHECKING:
    from sayso.claims.scene import Scene


@dataclass(slots=True)
class Draft:
    """Mutable on purpose: merging and the running text fill what the syntax left open. Frozen into a Claim at the end."""

    scene: Scene
    tokens: tuple[int, ...]
    event: str | None
    mode: str | None
    flow: str | None
    actor: Party = NOBODY
    recipient: Party = NOBODY
    items: tuple[Item, ...] = ()
    money: Money | None = None
    place: tuple[Place, ...] = ()
    time: TimeSpan | None = None
    status: str = "actual"
    sources: tuple[Source, ...] = ()
    reasons: list[Reason] = field(default_factory=list)
    dropped: str = ""
    denial: bool = False
    whole: bool = True  # the rules found the parties its entry asks for
    chance: float = 1.0  # that it is a claim, by the trained part
    doubt: str = ""  # why the rules alone would not make it a claim

    def give(self, side: Literal["actor", "recipient"], actors: tuple[Actor, ...], road: str) -> None:
        """Put these parties on a side, and say why."""
        if side == "actor":
            self.actor = Party(actors, road)
        else:
            self.recipient = Party(actors, road)
        self.reasons.append(Reason(side, road))

    @property
    def head(self) -> int:
        return self.scene.hit.head

    @property
    def actor_ids(self) -> frozenset[str]:
        return frozenset(a.id for a in self.actor.actors)

    @property
    def recipient_ids(self) -> frozenset[str]:
        return frozenset(a.id for a in self.recipient.actors)

    @property
    def recipient_open(self) -> bool:
        """Whether the entry has a place for a recipient at all."""
        return bool(self.scene.recipient_slots) and self.scene.recipient_slots != ("nobody",)

    def owners(self) -> set[int]:
        """The words a time or a sum of money may hang on to belong to this event."""
        out = {self.head, *self.tokens}
        for t in (self.scene.wrapper, self.scene.carrier if self.scene.light else None):
            if t is not None:
                out.add(t.i)
        return out
