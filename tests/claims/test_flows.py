"""When goods make a flow of an event: weapons that are used, weapons that are hit, and words that only sound like a flow."""

from __future__ import annotations

import pytest

from .test_extract import claims_of, pytestmark  # noqa: F401 — the mark skips the module where there is no encoder

#: text, trigger, (event, flow, whether goods are named)
CASES: dict[str, tuple[str, str, tuple[str | None, str | None, bool]]] = {
    "a warplane that carries out strikes is used": (
        "Turkish warplanes carried out airstrikes on villages near Sinjar, Iraq.",
        "airstrikes",
        ("ASSAULT", "use", True),
    ),
    "a weapon that is struck is lost, not used": (
        "Israel struck an air defence battery near Homs, Syria.",
        "struck",
        ("ASSAULT", "loss", True),
    ),
    "a vehicle that is attacked is not used": (
        "Gunmen attacked an armored vehicle near Kenscoff, Haiti.",
        "attacked",
        ("ASSAULT", None, False),
    ),
    "a weapon brought to a border is used": (
        "Azerbaijan massed troops and tanks on the border with Armenia.",
        "mass",
        ("MOBILIZE", "use", True),
    ),
    "an assault beaten back is no interception": (
        "The Nigerian army repelled an attack by Boko Haram.",
        "repelled",
        ("ASSAULT", None, False),
    ),
    "what a missile destroys is not intercepted": (
        "A school in Kharkiv was destroyed by a Russian missile.",
        "destroyed",
        ("ASSAULT", "use", True),
    ),
    "a ceasefire that holds is in force": (
        "The ceasefire between Armenia and Azerbaijan remains in force.",
        "ceasefire",
        ("RETREAT", None, False),
    ),
}


@pytest.mark.parametrize(("text", "trigger", "want"), CASES.values(), ids=CASES.keys())
def test_flow(text: str, trigger: str, want: tuple[str | None, str | None, bool]) -> None:
    """Event, flow and goods of the claim on the trigger."""
    found = [c for c in claims_of(text) if trigger in c.trigger.text or c.trigger.text in trigger]
    assert found, [(c.trigger.text, c.event) for c in claims_of(text)]
    flow = found[0].flow.value if found[0].flow else None
    assert (found[0].event, flow, bool(found[0].items)) == want


def test_what_is_fired_and_aims_is_one_event() -> None:
    """ "Fired two rockets targeting a base" tells of one attack."""
    found = [c for c in claims_of("Hezbollah fired two rockets targeting an Israeli base near Haifa.") if c.event == "ASSAULT"]
    assert [c.trigger.text for c in found] == ["fired"]


def test_no_flow_without_goods() -> None:
    """Words of stopping are flows of arms only where arms are named."""
    assert not [c for c in claims_of("North Korea will stop its propaganda broadcasts against South Korea.") if c.flow is not None]


def test_a_launch_site_is_a_place() -> None:
    """ "A missile launch site" names no launch."""
    assert all(c.event != "MOBILIZE" for c in claims_of("Israel attacked a missile launch site near Hodeidah, Yemen."))


NOT_CLAIMED: dict[str, tuple[str, str]] = {
    "a month is no march": ("At least 20 civilians have been killed by Syrian forces since March 6.", "PROTEST"),
    "a death toll is no toll": ("The death toll from the Israeli air campaign in Lebanon has reached 900.", "COERCE"),
    "a truce that is talked about": ("Russia accuses Ukraine of violations of the ceasefire.", "RETREAT"),
    "a prison sentence arrests nobody": ("A Russian court sentences two Ukrainian officers to life imprisonment.", "COERCE"),
}


@pytest.mark.parametrize(("text", "event"), NOT_CLAIMED.values(), ids=NOT_CLAIMED.keys())
def test_not_claimed(text: str, event: str) -> None:
    """No claim of this event."""
    assert event not in {c.event for c in claims_of(text)}


def test_what_is_discussed_belongs_to_the_visit() -> None:
    """ "Visits Qatar to discuss" is one consultation."""
    found = [c for c in claims_of("Turkish foreign minister Hakan Fidan visits Qatar to discuss the war in Gaza.") if c.event == "CONSULT"]
    assert [c.trigger.text for c in found] == ["visits"]


def test_what_went_on_around_a_killing_is_another_event() -> None:
    """ "Killed by a mortar amid fighting" tells of both."""
    text = "Two soldiers were killed by a mortar near Bajaur, Pakistan, amid fighting between the Pakistani army and the Pakistani Taliban."
    found = {c.trigger.text: c.flow.value if c.flow else None for c in claims_of(text) if c.event == "ASSAULT"}
    assert found.get("killed") == "use"
