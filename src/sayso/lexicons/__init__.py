"""Knowledge outside code: YAML files, each with a header that explains its fields.

Parsing YAML is slow (about 1 s a megabyte), so a parsed file is kept as JSON in the user's cache folder under the hash of its
bytes. The cache is a convenience: where it cannot be written or read, the YAML is parsed again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sayso.errors import LexiconError

ROOT = Path(__file__).parent


def _cache_folder() -> Path:
    base = os.environ.get("SAYSO_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "sayso" / "lexicons"


def _parse(raw: bytes, name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(raw, Loader=loader)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" near line {where.line + 1}" if where else ""
        raise LexiconError(f"The lexicon {name} is not valid YAML{line}", "Check quotes, colons and indentation there.") from error


@cache
def load(name: str) -> Any:
    """The parsed lexicon ``name``, a path below this folder such as ``"weapons/uav.yaml"``. Dates stay strings (ISO 8601)."""
    path = ROOT / name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LexiconError(f"The lexicon {name} cannot be read ({error.strerror})", "Reinstall sayso.") from error
    kept = _cache_folder() / f"{hashlib.sha256(raw).hexdigest()[:32]}.json"
    try:
        return json.loads(kept.read_bytes())
    except (OSError, ValueError):
        pass
    # One value for both ways in: what JSON cannot say (dates) becomes a string before it is used or kept.
    text = json.dumps(_parse(raw, name), ensure_ascii=False, default=str)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=kept.parent, delete=False, encoding="utf-8") as file:
            file.write(text)
        Path(file.name).replace(kept)
    except OSError as error:
        print(f"sayso: the lexicon cache {kept.parent} cannot be written ({error.strerror}); start-up stays slower", file=sys.stderr)
    return json.loads(text)


def load_folder(folder: str) -> dict[str, Any]:
    """Every YAML file directly in ``folder``, by its name below the lexicons' root, in alphabetical order."""
    return {name: load(name) for name in sorted(f"{folder}/{p.name}" for p in (ROOT / folder).glob("*.yaml"))}
