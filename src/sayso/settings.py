"""One settings object. What is not given on the command line comes from the environment, then from a file, then from the default.

The file is TOML with the names below: the one named by ``SAYSO_SETTINGS``, else ``sayso.toml`` in the current folder, else
``settings.toml`` in ``~/.config/sayso`` (or ``$XDG_CONFIG_HOME/sayso``). The environment variable of a setting is its name in capitals
behind ``SAYSO_``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sayso.errors import SettingError

FORMATS = ("table", "json", "jsonl", "csv")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    ledger: Path | str
    format: str
    rows: int
    workers: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, described once: the command line's help, the documentation and the checks come from here."""

    name: str
    default: Any
    help: str
    parse: Callable[[str], Any]

    @property
    def variable(self) -> str:
        return f"SAYSO_{self.name.upper()}"


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value.lower() not in allowed:
            raise ValueError(f"one of {', '.join(allowed)}")
        return value.lower()

    return parse


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.strip().isdigit() or not low <= int(value) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(value)

    return parse


def _path(value: str) -> Path:
    if not value.strip() or "\0" in value:
        raise ValueError("the path of a file")
    return Path(value).expanduser()


def _ledger(value: str) -> Path | str:
    """A file, or the address of a database (``postgresql://…``), which is left as it is."""
    return value if re.match(r"postgres(ql)?(\+\w+)?://", value) else _path(value)


SETTINGS: tuple[Setting, ...] = (
    Setting("ledger", Path("ledger.sayso"), "The ledger's file, or the address of a PostgreSQL database.", _ledger),
    Setting("format", "table", "How results are written: table, json, jsonl or csv.", _one_of(*FORMATS)),
    Setting("rows", 50, "Rows a table shows before it is cut (0 = all). Other formats are never cut.", _number(0, 10**9)),
    Setting("workers", 1, "Processes that read documents; each holds the whole pipeline.", _number(1, 256)),
)
_BY_NAME = {s.name: s for s in SETTINGS}


def _file(environment: Mapping[str, str]) -> Path | None:
    if named := environment.get("SAYSO_SETTINGS"):
        return Path(named).expanduser()
    home = environment.get("XDG_CONFIG_HOME")
    folder = Path(home) if home else Path.home() / ".config"
    return next((p for p in (Path("sayso.toml"), folder / "sayso" / "settings.toml") if p.is_file()), None)


def _from_file(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        found, mend = f"cannot be read ({error.strerror})", "Check SAYSO_SETTINGS and its permissions."
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found, mend = f"is not valid TOML ({error})", 'Write lines such as rows = 100 or format = "json".'
    raise SettingError(f"The settings file {path} {found}", mend)


def load(environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """The settings in force; ``given`` (of the command line) comes first, None stands for not given. All problems are told at once."""
    environment = os.environ if environment is None else environment
    path = _file(environment)
    written = _from_file(path) if path else {}
    problems: list[str] = []
    for name in written.keys() - _BY_NAME.keys():
        near = get_close_matches(name, _BY_NAME, 1)
        problems.append(f"{path}: there is no setting “{name}”" + (f" (did you mean {near[0]}?)" if near else ""))
    values: dict[str, Any] = {}
    for s in SETTINGS:
        written_or_set = ((s.variable, environment.get(s.variable) or None), (str(path), written.get(s.name)))
        if (value := given.get(s.name)) is not None and isinstance(value, type(s.default)):
            values[s.name] = value
            continue
        where, value = next((w, v) for w, v in ((f"--{s.name}", value), *written_or_set, ("", s.default)) if v is not None)
        try:
            values[s.name] = s.parse(str(value)) if where else value
        except ValueError as error:
            problems.append(f"{where}: {s.name} “{value}” is not {error}")
    if problems:
        raise SettingError("; ".join(problems), f"Settings: {', '.join(s.name for s in SETTINGS)}.")
    return Settings(**values)
