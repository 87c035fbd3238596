"""A PostgreSQL server for the tests: made in a temporary folder, reached through a socket there, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _program(name: str) -> str | None:
    """The program on the PATH, else where Debian and Homebrew put it."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql*/bin")]
    return shutil.which(name) or next(
        (found for place in sorted(places, reverse=True) if (found := shutil.which(name, path=str(place)))), None
    )


def missing() -> str | None:
    """Why there can be no server here; None where there can."""
    for program in ("initdb", "postgres"):
        if _program(program) is None:
            return f"there is no {program} on the PATH"
    if os.name == "posix" and os.geteuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "the package psycopg is not installed"
    return None


def _user() -> str | None:
    """Whom the server runs as: it refuses to be run by root. None: ourselves, or nobody where root has no user postgres."""
    import pwd

    try:
        return pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    except KeyError:
        return None


@contextmanager
def server() -> Iterator[str]:
    """The folder of the socket of a running server; databases are made in it as the user ``sayso``."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        make = ["-D", str(data), "-U", "sayso", "-A", "trust", "-E", "UTF8", "--no-sync"]
        initdb, postgres = _program("initdb"), _program("postgres")
        assert initdb and postgres
        subprocess.run([initdb, *make], check=True, capture_output=True, cwd=folder, env=environment, user=_user())
        options = ["-D", str(data), "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([postgres, *options], stdout=log, stderr=log, cwd=folder, env=environment, user=_user())
        try:
            _wait(folder, process)
            yield str(folder)
        finally:
            process.terminate()
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        try:
            psycopg.connect(f"host={folder} user=sayso dbname=postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {(folder / 'log').read_text()[-2000:]}")


def database(folder: str, name: str, like: str = "template0") -> str:
    """A new database, empty or a copy of ``like``; gives its address."""
    import psycopg

    with psycopg.connect(f"host={folder} user=sayso dbname=postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY FILE_COPY')
    return f"postgresql+psycopg://sayso@/{name}?host={folder}"
