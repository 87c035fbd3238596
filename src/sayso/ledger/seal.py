"""The seal at the end of a closed ledger file: SHA-256 of every byte before it, and a CRC-32 of each stretch of 64 KiB.

The hash chain proves that rows are as they were recorded. A database file also has bytes that belong to no row: free space, indexes,
tables that can be made anew. The seal covers these, too, so that any byte that changes in a file at rest is found, and about where.
SQLite knows from its header where the database ends and leaves what stands behind it alone; the next writer's checkpoint cuts the seal
off, and closing puts a new one there. A ledger whose writer was killed has none until it is next closed.

    ... database ...  CRC-32 of each 64 KiB (4 bytes each)  sha256 (32 bytes)  size of the database (8 bytes)  "sayso-seal-1\\n" (13 bytes)
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAGIC = b"sayso-seal-1\n"
STRETCH = 1 << 16
_TAIL = 32 + 8 + len(MAGIC)

# SQLite's lock bytes (its file format is fixed): whoever holds the shared range alone knows that no other process has the file open.
_SHARED_FIRST, _SHARED_SIZE = 0x40000000 + 2, 510


@dataclass(frozen=True, slots=True)
class Seal:
    """What was found at the end of a file. ``broken``: stretches (first byte, one past the last) that are not as they were sealed."""

    there: bool
    whole: bool
    broken: tuple[tuple[int, int], ...] = ()
    why: str = ""


def _page_size(file: BinaryIO) -> int:
    file.seek(16)
    page = int.from_bytes(file.read(2), "big")
    return 65536 if page == 1 else max(512, page)


def _database_size(file: BinaryIO) -> int:
    """Bytes of the database by its own header, 0 where there is none."""
    file.seek(0)
    head = file.read(100)
    return _page_size(file) * int.from_bytes(head[28:32], "big") if len(head) == 100 else 0


def _digests(file: BinaryIO, size: int) -> tuple[bytes, bytes]:
    sha, marks, left = hashlib.sha256(), bytearray(), size
    file.seek(0)
    while left:
        part = file.read(min(STRETCH, left))
        if not part:
            break
        sha.update(part)
        marks += zlib.crc32(part).to_bytes(4, "big")
        left -= len(part)
    return bytes(marks), sha.digest()


def seal(path: Path) -> bool:
    """Put a seal behind the database; False where another process has the file open, or the system has no locks of this kind."""
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    try:
        with path.open("r+b") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
            except OSError:
                return False
            wal = path.with_name(path.name + "-wal")
            size = _database_size(file)
            if (wal.exists() and wal.stat().st_size) or not size or size > path.stat().st_size:
                return False
            marks, digest = _digests(file, size)
            file.seek(size)
            file.write(marks + digest + size.to_bytes(8, "big") + MAGIC)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False  # a full disk: the ledger is whole without its seal
    return True


def check(path: Path, hold: Callable[[BinaryIO], None] | None = None) -> Seal:
    """Compare the file with its seal. Nothing is locked: only a file at rest can be told from one that is being written.

    ``hold`` takes the open file to close it later: closing it while SQLite has the file open in this process would drop SQLite's locks.
    """
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        return Seal(False, False, why="it is being written, or its writer was cut off")
    file = path.open("rb")
    try:
        length = file.seek(0, os.SEEK_END)
        file.seek(max(0, length - _TAIL))
        tail = file.read(_TAIL)
        size = _database_size(file)
        if not tail.endswith(MAGIC):
            if size and length < size:
                return Seal(True, False, why=f"the file ends after {length:,} of {size:,} bytes")
            extra, sealed = length - size, 4 * -(-size // STRETCH) + _TAIL
            # After a writer was cut off, whole pages of an older seal may be left there.
            if size and extra > 0 and (extra == sealed or extra % _page_size(file)):
                return Seal(True, False, why=f"the {extra:,} bytes behind the database are no whole seal")
            return Seal(False, False, why="no writer has closed it yet")
        sealed = int.from_bytes(tail[32:40], "big")
        count = -(-sealed // STRETCH)
        if sealed + 4 * count + _TAIL != length:
            return Seal(True, False, why=f"the file has {length:,} bytes and was sealed with {sealed + 4 * count + _TAIL:,}")
        file.seek(sealed)
        marks = file.read(4 * count)
        found, digest = _digests(file, sealed)
    finally:
        if hold:
            hold(file)
        else:
            file.close()
    broken = [(n * STRETCH, min(sealed, (n + 1) * STRETCH)) for n in range(count) if marks[4 * n : 4 * n + 4] != found[4 * n : 4 * n + 4]]
    if digest == tail[:32] and not broken:
        return Seal(True, True)
    return Seal(True, False, tuple(broken), "" if broken else "the seal itself was changed")
