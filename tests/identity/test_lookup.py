"""Names to identities and back, without a document."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from sayso.identity import lookup, members, name_of

CASES = [
    ("Iran", None, "IRN"),
    ("iran", None, "IRN"),
    ("IRN", None, "IRN"),
    ("IR", None, "IRN"),
    ("the Kremlin", None, "RUS"),
    ("Tehran", None, "IRN"),
    ("uk", None, "GBR"),
    ("USA", None, "USA"),
    ("US", None, "USA"),
    ("Iranian", None, "IRN"),
    ("hezbollah", None, "hezbollah"),
    ("Hezbollah", None, "hezbollah"),
    ("the West", None, "WEST"),
    ("NATO", None, "nato"),
    ("Joe Biden", date(2022, 1, 1), "USA"),
    ("Joe Biden", date(2026, 1, 1), "joe-biden"),
    ("Raúl Ejemplo", None, "raul-ejemplo"),
    ("The Sample Company", None, "sample-company"),
]


@pytest.mark.parametrize(("name", "on", "want"), CASES)
def test_a_name_has_an_identity(name, on, want):
    assert lookup(name, on) == want


def test_an_identity_has_a_display_name():
    assert name_of("IRN") == "Iran"
    assert name_of("hezbollah") == "Hezbollah"
    assert name_of("sample-company") == "Sample Company"


def test_members_are_dated():
    assert "SWE" not in members("nato", date(2024, 1, 1))
    assert "SWE" in members("nato", date(2025, 1, 1))
    assert "GBR" in members("eu", date(2019, 1, 1))
    assert "GBR" not in members("eu", date(2021, 1, 1))
    assert set(members("gulf-states")) == {"BHR", "KWT", "OMN", "QAT", "SAU", "ARE"}


def test_lookup_needs_no_language_model():
    code = "import sys, sayso.identity as i; i.lookup('Iran'); assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
