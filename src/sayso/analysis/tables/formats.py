"""One row of an event table → what it says. Each reader takes the cells of a row and gives a :class:`Line`, or raises :class:`BadRow`.

Sources of the columns: the POLECAT data set's header (40 columns), the ICEWS coded event data (20 columns), the GDELT 2.0 event codebook
(61 columns, no header), and the quadruple files of the forecasting literature (subject, relation, object, time).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.analysis.tables.cameo import by_code, by_name
from sayso.analysis.tables.parties import is_organ, party

POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity"),
    *("Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW"),
    *("Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City"),
    *("District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity"),
    *("Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District"),
    *("Province", "Country", "Latitude", "Longitude"),
)
GDELT_COLUMNS = 61
# Of GDELT's columns those that are read, by number from 0.
_GDELT = {"day": 1, "code": 26}
_GDELT_ACTOR = {"code": 0, "name": 1, "country": 2, "group": 3, "type": 7}  # from 5 for the first actor, from 15 for the second
# The 16 types of PLOVER and of POLECAT.
TYPES = frozenset(
    {
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
        *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }
)


class BadRow(Exception):
    """A row that cannot be used. ``kind`` is a stable key: columns, date, code, actor."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says: who did what to whom on a day. ``recipient`` is None where the actor acts alone or within itself."""

    day: date
    actor: str
    recipient: str | None
    event: str | None
    mode: str | None


Reader = Callable[[Sequence[str]], Line]


def _day(text: str) -> date:
    text = text.strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise BadRow("date", f"“{text}” is not a day such as 2024-03-05") from None


def _line(day: date, actor: str | None, recipient: str | None, event: str | None, mode: str | None) -> Line:
    if actor is None:
        raise BadRow("actor", "no actor is named")
    return Line(day, actor, recipient if recipient != actor else None, event, mode)


def _mode(mode: str) -> str | None:
    return mode.strip().casefold() or None


def polecat(header: Sequence[str]) -> Reader:
    """A reader for POLECAT rows under ``header``; the columns are found by name."""
    at = _columns(header, ("Event Date", "Event Type", "Actor Name", "Recipient Name"), "POLECAT")

    def who(cells: Sequence[str], side: str) -> str | None:
        sectors = [cells[at[c]] for c in (f"Primary {side} Sector", f"{side} Sectors") if c in at]
        country = cells[at[f"{side} Country"]].split(";")[0].strip() if f"{side} Country" in at else ""
        return party(cells[at[f"{side} Name"]].split(";")[0].strip(), country, is_organ(re.split(r"[;,]", ";".join(sectors))))

    def read(cells: Sequence[str]) -> Line:
        event = cells[at["Event Type"]].strip().upper()
        if event not in TYPES:
            raise BadRow("code", f"“{event}” is no PLOVER event type")
        mode = _mode(cells[at["Event Mode"]]) if "Event Mode" in at else None
        return _line(_day(cells[at["Event Date"]]), who(cells, "Actor"), who(cells, "Recipient"), event, mode)

    return read


def icews(header: Sequence[str]) -> Reader:
    """A reader for ICEWS rows under ``header``."""
    at = _columns(header, ("Event Date", "Source Name", "CAMEO Code", "Target Name"), "ICEWS")

    def who(cells: Sequence[str], side: str) -> str | None:
        sectors = cells[at[f"{side} Sectors"]] if f"{side} Sectors" in at else ""
        country = cells[at[f"{side} Country"]].strip() if f"{side} Country" in at else ""
        return party(cells[at[f"{side} Name"]], country, is_organ(re.split(r"[,;()]", sectors)))

    def read(cells: Sequence[str]) -> Line:
        coded = by_code(cells[at["CAMEO Code"]])
        if coded is None:
            raise BadRow("code", f"“{cells[at['CAMEO Code']]}” is no CAMEO code")
        return _line(_day(cells[at["Event Date"]]), who(cells, "Source"), who(cells, "Target"), coded.event, coded.mode)

    return read


def gdelt(_: Sequence[str]) -> Reader:
    """A reader for GDELT 2.0 rows, which have no header."""

    def who(cells: Sequence[str], first: int) -> str | None:
        get = {name: cells[first + offset].strip() for name, offset in _GDELT_ACTOR.items()}
        if not get["code"] and not get["name"]:
            return None
        kinds = [cells[first + 7 + i].strip() for i in range(3)]
        organ = bool(get["country"]) and ((not any(kinds) and not get["group"]) or is_organ(kinds))
        name = get["name"].title() or get["code"]
        found = party(name, get["country"], organ)
        # GDELT's names are roles ("POLICE"); the code tells whose
        return f"{name} ({get['code']})" if found == name and get["code"] else found

    def read(cells: Sequence[str]) -> Line:
        text = cells[_GDELT["day"]].strip()
        if not re.fullmatch(r"\d{8}", text):
            raise BadRow("date", f"“{text}” is not a day such as 20240305")
        coded = by_code(cells[_GDELT["code"]])
        if coded is None:
            raise BadRow("code", f"“{cells[_GDELT['code']]}” is no CAMEO code")
        day = _day(f"{text[:4]}-{text[4:6]}-{text[6:]}")
        return _line(day, who(cells, 5), who(cells, 15), coded.event, coded.mode)

    return read


def quadruples(
    entities: Mapping[str, str], relations: Mapping[str, str], first_day: date | None, hours: int
) -> Callable[[Sequence[str]], Line]:
    """A reader for subject, relation, object, time. Names of ids come from the maps; a time is a day, or a number of steps of ``hours``
    hours since ``first_day``."""
    from functools import cache

    @cache
    def kind(relation: str) -> tuple[str | None, str | None]:
        name = relations.get(relation, relation).strip()
        if name.upper() in TYPES:
            return name.upper(), None
        coded = by_name(name) or by_code(name)
        if coded is None:
            raise BadRow("code", f"“{name}” is neither a PLOVER type nor a CAMEO event")
        return coded.event, coded.mode

    def when(text: str) -> date:
        if not re.fullmatch(r"\d+(\.0+)?", text) or (len(text) == 8 and text.startswith(("19", "20"))):
            return _day(text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}")
        if first_day is None:
            raise BadRow("date", f"the time “{text}” is a number and no first day is given")
        return first_day + timedelta(hours=hours * int(float(text)))

    def read(cells: Sequence[str]) -> Line:
        s, r, o, t = (c.strip() for c in cells[:4])
        event, mode = kind(r)
        return _line(when(t), party(entities.get(s, s)), party(entities.get(o, o)), event, mode)

    return read


def _columns(header: Sequence[str], needed: Sequence[str], what: str) -> dict[str, int]:
    from sayso.errors import SettingError

    at = {name.strip(): i for i, name in enumerate(header)}
    if missing := [n for n in needed if n not in at]:
        raise SettingError(f"This {what} file has no column {', '.join(missing)}", "Its first line must be the header of the data set.")
    return at
