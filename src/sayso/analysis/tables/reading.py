"""Reading an event table: plain, gzip or zip, row by row, with every row that cannot be used counted and told.

Invariants: memory does not grow with the file; an act's id leads back to its row (data set, the file's hash, the line).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sayso.acts import Act
from sayso.analysis.tables import formats
from sayso.analysis.tables.formats import BadRow, Reader
from sayso.errors import DocumentError, SettingError
from sayso.ledger.reports import Remark

LISTED = 1000
"""Rows that are told one by one; more are only counted."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of table: its columns, and how to make a reader from its first line (``header``: whether that line is names)."""

    name: str
    words: str
    columns: tuple[int, ...]
    header: bool
    reader: Callable[[Sequence[str]], Reader]


DATASETS = {
    "polecat": Dataset("polecat", "POLECAT, 40 tab-separated columns", (40,), True, formats.polecat),
    "icews": Dataset("icews", "ICEWS coded event data, 20 tab-separated columns", (20,), True, formats.icews),
    "gdelt": Dataset("gdelt", "GDELT 2.0 events, 61 tab-separated columns without a header", (61,), False, formats.gdelt),
}
QUADRUPLES = "quadruples"


@dataclass(slots=True)
class EventTable:
    """An event table on disk. ``dataset`` is the name its acts bear; ``skipped`` fills while :meth:`acts` is read."""

    path: Path
    dataset: str
    kind: str
    sha256: str
    rows: int = 0
    skipped: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _reader: Reader | None = None

    @property
    def name(self) -> str:
        return self.path.name

    def acts(self) -> Iterator[Act]:
        """The acts of the table, in its order. Rows that cannot be used are counted in ``counts`` and told in ``skipped``."""
        self.rows = 0
        self.skipped.clear()
        self.counts.clear()
        try:
            for part, lines in _parts(self.path):
                yield from self._part(part, lines)
        except (OSError, EOFError, zipfile.BadZipFile) as error:
            raise _unreadable(self.path, error) from error
        for kind, n in self.counts.items():
            if n > (told := sum(r.kind == kind for r in self.skipped)):
                self.skipped.append(Remark(self.name, kind, f"{n - told:,} more rows of this kind are not listed"))

    def _part(self, part: str, lines: Iterator[str]) -> Iterator[Act]:
        read, known = self._reader, DATASETS.get(self.kind)
        columns = known.columns if known else (4, 5)
        # Tables of the field do not quote: a quotation mark is a part of a name.
        for number, cells in enumerate(csv.reader(_no_nul(lines), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not cells or (number == 1 and known is not None and known.header):
                continue
            self.rows += 1
            where = f"{part}{number}"
            try:
                if len(cells) not in columns:
                    raise BadRow("columns", f"{len(cells)} columns, not {' or '.join(map(str, columns))}")
                assert read is not None
                line = read(cells)
            except BadRow as bad:
                self._skip(bad, where)
                continue
            yield Act(
                id=f"{self.dataset}:{self.sha256[:12]}:{where}",
                day=line.day,
                actor=line.actor,
                recipient=line.recipient,
                event=line.event,
                mode=line.mode,
                dataset=self.dataset,
            )

    def _skip(self, bad: BadRow, where: str) -> None:
        self.counts[bad.kind] += 1
        if len(self.skipped) < LISTED:
            self.skipped.append(Remark(f"{self.name}:{where}", bad.kind, str(bad)))


def open_table(
    path: Path,
    *,
    kind: str | None = None,
    dataset: str | None = None,
    first_day: date | None = None,
    hours: int = 24,
) -> EventTable:
    """The event table in ``path``. ``kind`` (polecat, icews, gdelt, quadruples) is found from the file where it is not given.

    ``dataset`` names the acts (default: the kind). For quadruples with numbered days, ``first_day`` is the day of time 0 and ``hours`` the
    hours of one step; ``entity2id.txt`` and ``relation2id.txt`` beside the file give the names.
    """
    csv.field_size_limit(sys.maxsize)
    if not path.is_file():
        raise DocumentError(str(path), "missing", f"There is no file {path}", "Check the path; a folder is imported file by file.")
    try:
        first = next((line for _, lines in _parts(path) for line in lines), "")
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise _unreadable(path, error) from error
    cells = first.rstrip("\r\n").split("\t")
    kind = kind or _sniff(cells)
    if kind not in (*DATASETS, QUADRUPLES):
        raise SettingError(
            f"{path.name} is no event table that is known here ({len(cells)} tab-separated columns in its first line)",
            f"Known are {', '.join(d.words for d in DATASETS.values())}, and quadruples (subject, relation, object, time).",
        )
    if kind == QUADRUPLES:
        if first_day is None and "-" not in cells[3]:
            raise SettingError(f"The times in {path.name} are numbers ({cells[3].strip()})", "Give the day of time 0 with --first-day.")
        folder = path.parent
        reader = formats.quadruples(_ids(folder / "entity2id.txt"), _ids(folder / "relation2id.txt"), first_day, hours)
    else:
        reader = DATASETS[kind].reader(cells)
    return EventTable(path, dataset or kind, kind, _sha256(path), _reader=reader)


def _sniff(cells: Sequence[str]) -> str | None:
    if cells[:2] == ["Event ID", "Event Date"]:
        return "polecat" if "Actor Name" in cells else "icews" if "Source Name" in cells else None
    if len(cells) == formats.GDELT_COLUMNS and cells[0].isdigit():
        return "gdelt"
    if len(cells) in (4, 5) and cells[3].strip().replace("-", "").isdigit():
        return QUADRUPLES
    return None


def _ids(path: Path) -> dict[str, str]:
    """Numbers → names of an id map; empty where there is none."""
    if not path.is_file():
        return {}
    pairs = (line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {p[1].strip(): p[0].strip() for p in pairs}


def _parts(path: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """The texts in a file: one, or one for each member of a zip archive, with what stands before a line number in an id."""
    with path.open("rb") as raw:
        if zipfile.is_zipfile(raw):
            raw.seek(0)
            with zipfile.ZipFile(raw) as archive:
                members = [m for m in archive.infolist() if not m.is_dir()]
                for i, m in enumerate(members, 1):
                    with archive.open(m) as member:
                        yield (f"{i}." if len(members) > 1 else ""), _text(member)
            return
        raw.seek(0)
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if packed:
            with gzip.open(raw, "rb") as plain:
                yield "", _text(plain)
        else:
            yield "", _text(raw)


def _unreadable(path: Path, error: Exception) -> DocumentError:
    found = f"{path.name} cannot be read to its end ({error})"
    return DocumentError(str(path), "truncated", found, "Fetch the file again; nothing of it was kept.")


def _text(raw: object) -> Iterator[str]:
    # Broken bytes become a mark: a bad letter in a name must not cost the row.
    return io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")  # type: ignore[type-var]


def _no_nul(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
