"""Cards of narratives: YAML files that say what a story states, what it expects of the ledger, and what it rules out.

A file holds one card or a list of cards:

    id: no-arms                      # lower case and hyphens
    statement: Iran sends no weapons to Russia.
    holders: [Iran]                  # who is known to hold it; their own voices are no independent evidence for or against any card
    rivals: [arms-since-summer]      # ids of cards that it competes with; in one file or given together
    says:                            # what one claims who tells this story, as patterns; finds its holders
      - {flow: transfer, actor: Iran, recipient: Russia, class: weapon, status: denied}
    expects:                         # evidence that goes well with it; strength weak (C, the default) or strong (CC)
      - {flow: withhold, actor: Iran, recipient: Russia, strength: strong, why: it held weapons back}
    rules_out:                       # evidence that does not go with it; weak (I) or strong (II)
      - {flow: transfer, actor: Iran, recipient: Russia, class: weapon, status: actual, strength: strong}
    about:                           # what bears on it at all (default: its own patterns without status, time and number)
      - {flow: transfer, actor: Iran, recipient: Russia}

A pattern holds where all of its fields hold; a list means "any of these". Fields: event, mode, flow, actor, recipient, party (either side),
class (and all below it), designation, status, since and until (days of the event, else of its first report), at_least and at_most (a number
of the goods), place and not_place (words in the names of places that the claims give; "Gaza" fits "Gaza City"), source (who says it).
``why`` is shown in the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from sayso.errors import SettingError
from sayso.ledger.filters import EVENTS
from sayso.ledger.names import ids_of, near
from sayso.records import Flow, Status


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_several)]
Strength = Literal["weak", "strong"]


def _choose(value: Sequence[str], allowed: Iterable[str], what: str) -> tuple[str, ...]:
    known = {a.casefold(): a for a in allowed}
    if wrong := [v for v in value if v.casefold() not in known]:
        raise ValueError(f"there is no {what} “{wrong[0]}”; allowed are {', '.join(known.values())}")
    return tuple(known[v.casefold()] for v in value)


def _actors(value: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in value:
        ids = ids_of(word)
        if not ids and (word != word.lower() or " " in word):
            close = near(word)
            raise ValueError(f"“{word}” is no name that sayso knows" + (f"; did you mean {', '.join(close)}?" if close else ""))
        found += sorted(ids) or [word]
    return tuple(dict.fromkeys(found))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Pattern(_Strict):
    """A set of claims: every field that is given must hold. Actors are ids of the lexicons (names are turned into them)."""

    event: Words = ()
    mode: Words = ()
    flow: Words = ()
    actor: Words = ()
    recipient: Words = ()
    party: Words = ()
    class_: Words = Field((), alias="class")
    designation: Words = ()
    status: Words = ()
    since: date | None = None
    until: date | None = None
    at_least: int | None = Field(None, ge=0)
    at_most: int | None = Field(None, ge=0)
    place: Words = ()
    not_place: Words = ()
    source: Words = ()
    strength: Strength = "weak"
    why: str = ""

    @field_validator("event")
    @classmethod
    def _event(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _choose(value, EVENTS, "event")

    @field_validator("flow")
    @classmethod
    def _flow(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _choose(value, (f.value for f in Flow), "flow")

    @field_validator("status")
    @classmethod
    def _status(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _choose(value, (s.value for s in Status), "status")

    @field_validator("class_")
    @classmethod
    def _class(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        from sayso.identity.arsenal import CLASSES

        return _choose(value, sorted(CLASSES), "class")

    @field_validator("actor", "recipient", "party", "source")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _actors(value)

    @model_validator(mode="after")
    def _says_something(self) -> Pattern:
        if not any((self.event, self.mode, self.flow, self.actor, self.recipient, self.party, self.class_, self.designation, self.source)):
            raise ValueError("a pattern must name an event, a flow, a party, goods or a source; status and time alone fit everything")
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} lies after until {self.until}")
        return self

    def wide(self) -> Pattern:
        """The pattern without status, time, number and source: what it is about."""
        return self.model_copy(update={"status": (), "since": None, "until": None, "at_least": None, "at_most": None, "source": ()})


class Card(_Strict):
    """One narrative. ``scope`` is what it is about: ``about``, or its own patterns widened."""

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    statement: str = Field(min_length=3)
    holders: Words = ()
    rivals: Words = ()
    says: tuple[Pattern, ...] = ()
    expects: tuple[Pattern, ...] = ()
    rules_out: tuple[Pattern, ...] = Field(min_length=1)
    about: tuple[Pattern, ...] = ()
    note: str = ""

    @field_validator("holders")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _actors(value)

    @property
    def scope(self) -> tuple[Pattern, ...]:
        return self.about or tuple(dict.fromkeys(p.wide() for p in (*self.says, *self.expects, *self.rules_out) if p.wide()))


def _problem(error: Any) -> str:
    where = ".".join(str(p) for p in error["loc"])
    said = {
        "extra_forbidden": "is no field of a card; see the head of sayso.analysis.narratives.cards or docs/narratives.md",
        "missing": "is missing",
        "too_short": "must hold at least one pattern: a story that rules nothing out cannot be tested",
        "string_pattern_mismatch": f"must be lower-case letters, digits and hyphens, not {error.get('input')!r}",
    }.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{where} {said}"


def parse_cards(content: Any, where: str = "the card") -> tuple[Card, ...]:
    """The cards of parsed YAML. Raises :class:`SettingError` that names every mistake at once."""
    given = content if isinstance(content, list) else [content]
    cards: list[Card] = []
    problems: list[str] = []
    for n, one in enumerate(given):
        name = str(one["id"]) if isinstance(one, dict) and one.get("id") else f"card {n + 1}"
        if not isinstance(one, dict):
            problems.append(f"{name} is {type(one).__name__}, not a mapping of fields")
            continue
        try:
            cards.append(Card.model_validate(one))
        except ValidationError as error:
            problems += [f"{name}: {_problem(e)}" for e in error.errors()]
    if problems:
        raise SettingError(f"{where}: {'; '.join(problems)}", "docs/narratives.md shows a whole card.")
    return tuple(cards)


def load_cards(paths: Iterable[str | Path]) -> tuple[Card, ...]:
    """The cards of YAML files and of folders with ``*.yaml``. Raises :class:`SettingError` for a file that cannot be read, a card that
    breaks the schema, two cards with one id, and a rival that is not among the cards."""
    import yaml

    cards: list[Card] = []
    for given in map(Path, paths):
        files = sorted(given.glob("*.yaml")) if given.is_dir() else [given]
        if not files:
            raise SettingError(f"The folder {given} holds no cards", "Put files *.yaml there, or name files.")
        for file in files:
            try:
                content = yaml.safe_load(file.read_text(encoding="utf-8"))
            except (OSError, UnicodeError) as error:
                raise SettingError(f"The card {file} cannot be read ({error})", "Name a YAML file in UTF-8.") from error
            except yaml.YAMLError as error:
                line = f" near line {mark.line + 1}" if (mark := getattr(error, "problem_mark", None)) else ""
                raise SettingError(f"The card {file} is not valid YAML{line}", "Check quotes, colons and indentation there.") from error
            cards += parse_cards(content, str(file))
    ids = [c.id for c in cards]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise SettingError(f"Two cards are called {', '.join(twice)}", "Give each card an id of its own.")
    if lost := sorted({r for c in cards for r in c.rivals} - set(ids)):
        raise SettingError(f"No card given is called {', '.join(lost)}, which another card names as its rival", "Give its file too.")
    return tuple(cards)


def contests(cards: Sequence[Card]) -> tuple[tuple[Card, ...], ...]:
    """The cards in groups of rivals, in the order given. Cards that name no rival and are named by none compete with each other."""
    groups: list[set[str]] = []
    for card in cards:
        mine = {card.id, *card.rivals}
        for group in [g for g in groups if g & mine]:
            mine |= group
            groups.remove(group)
        groups.append(mine)
    alone = {i for g in groups if len(g) == 1 for i in g}
    groups = [g for g in groups if len(g) > 1] + ([alone] if alone else [])
    found = [tuple(c for c in cards if c.id in g) for g in groups]
    order = [c.id for c in cards]
    return tuple(sorted(found, key=lambda g: order.index(g[0].id)))
