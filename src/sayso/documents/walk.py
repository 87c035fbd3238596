"""Folders: every file below, in the order of its name, each folder once."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from pathlib import Path

from sayso.documents.normal import sayable
from sayso.documents.sniff import NO_REPORTS, suffix
from sayso.errors import DocumentError

_KINDS = {errno.ENOENT: "missing", errno.ENOTDIR: "missing", errno.ENAMETOOLONG: "missing", errno.ELOOP: "loop"}
_KINDS |= {errno.EACCES: "permission", errno.EPERM: "permission"}


def walk(folder: Path) -> Iterator[Path | DocumentError]:
    """The files below ``folder``. Hidden files and folders, and files that hold no reports by their extension, are counted in one line
    each; a link to a folder that is read anyway, or that would lead in a circle, is reported and not followed."""
    seen: dict[tuple[int, int], Path] = {}
    hidden: list[str] = []
    foreign: list[str] = []
    # An explicit stack: a folder can be nested more deeply than Python calls can.
    stack: list[Path] = [folder]
    while stack:
        path = stack.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                yield path if stat.S_ISREG(status.st_mode) else not_a_file(path)
                continue
            key = (status.st_dev, status.st_ino)
            if key in seen:
                first = sayable(str(seen[key]))
                found = f"The folder is a link back to “{first}”, which is read already"
                yield DocumentError(sayable(str(path)), "loop", found, "It was not followed.")
                continue
            seen[key] = path
            names = sorted((entry.name for entry in path.iterdir()), reverse=True)
        except (OSError, ValueError) as error:
            yield unreadable(path, error)
            continue
        for name in names:
            if name.startswith("."):
                hidden.append(name)
            elif suffix(name) in NO_REPORTS and not (path / name).is_dir():
                foreign.append(name)
            else:
                stack.append(path / name)
    if hidden:
        yield DocumentError(sayable(str(folder)), "skipped", _count(hidden, "hidden file or folder was", "hidden files and folders were"))
    if foreign:
        yield DocumentError(
            sayable(str(folder)), "skipped", _count(foreign, "file that holds no report was", "files that hold no reports were")
        )


def _count(names: list[str], one: str, many: str) -> str:
    shown = sayable(", ".join(sorted(names)[:3])) + (", …" if len(names) > 3 else "")
    return f"{len(names)} {one if len(names) == 1 else many} passed over ({shown})"


def not_a_file(path: Path) -> DocumentError:
    return DocumentError(
        sayable(str(path)), "format", "It is a pipe, a socket or a device, not a file", "Give it by name or on the standard input."
    )


def unreadable(path: Path, error: OSError | ValueError) -> DocumentError:
    """The error for a path that the system would not open or read."""
    kind = _KINDS.get(error.errno or 0, "unreadable") if isinstance(error, OSError) else "missing"
    found, mend = {
        "missing": ("There is no such file or folder", "Check the path."),
        "permission": ("It may not be read", "Change its permissions, or run as a user who may read it."),
        "loop": ("It is a link that leads in a circle", "It was not followed."),
        "unreadable": (f"The system could not read it ({getattr(error, 'strerror', None) or error})", "Copy it elsewhere and try again."),
    }[kind]
    return DocumentError(sayable(str(path)), kind, found, mend)
