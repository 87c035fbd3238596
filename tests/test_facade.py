"""The public face: a dozen names, imported when they are used."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sayso

NAMES = {
    *("Brief", "Claim", "Document", "Entry", "Event", "Flow", "Ledger", "ReadReport", "SaysoError", "Status"),
    *("analyze_documents", "extract", "open"),
}


def test_all_and_only_these_names() -> None:
    assert set(sayso.__all__) == NAMES
    assert len(sayso.__all__) == 13
    assert {n for n in dir(sayso) if not n.startswith("_")} - set(sayso.__all__) <= {
        # submodules that some test has imported, and what `from __future__` leaves behind
        *(p.stem for p in Path(sayso.__file__).parent.iterdir()),
        *("annotations", "TYPE_CHECKING", "VERSION"),
    }


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_name_is_there_and_documented(name: str) -> None:
    assert getattr(sayso, name).__doc__


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sayso.nothing  # type: ignore[attr-defined]


def test_importing_sayso_loads_nothing_else() -> None:
    code = "import sys, sayso; print([m for m in sys.modules if m.startswith(('sayso.', 'sqlalchemy', 'spacy', 'numpy', 'rich'))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "['sayso.version']"


def test_the_version_is_that_of_the_package() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    assert tomllib.loads(project.read_text())["project"]["version"] == sayso.__version__


def test_opening_and_asking_needs_no_language_model(tmp_path: Path) -> None:
    code = (
        "import sys, sayso\n"
        f"with sayso.open({str(tmp_path / 'x.sayso')!r}) as ledger: list(ledger.claims(actor='Iran')), ledger.transfers(), ledger.brief()\n"
        "print([m for m in ('spacy', 'onnxruntime', 'trafilatura', 'numpy', 'dateparser') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
