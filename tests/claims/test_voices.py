"""Whose words stand behind a claim, and what they make of it: one mended mechanism a case."""

from __future__ import annotations

import pytest

from .test_extract import chain_on, claims_of, pytestmark  # noqa: F401 — the mark skips the module where there is no encoder

#: text, trigger, sources outermost first
CHAINS: dict[str, tuple[str, str, list[str]]] = {
    "who issues a statement speaks in it": (
        "The foreign ministry of Italy issued a joint statement condemning the Iranian attacks on tankers in the Gulf.",
        "attacks",
        ["The foreign ministry of Italy"],
    ),
    "those who fight are not those who report": (
        "Fighting is reported between Druze forces and Bedouin tribes in Suwayda, Syria.",
        "Fighting",
        [],
    ),
    "who summons protests": (
        "The Iranian foreign ministry summoned the British ambassador to protest the arrest of two Iranians in London.",
        "arrest",
        ["The Iranian foreign ministry"],
    ),
    "declaring is the act": ("Congress declared a state of emergency in Haiti.", "state of emergency", []),
    "who declares a truce tells of it": (
        "The president of Ecuador declares a ceasefire with the rebels for Christmas.",
        "ceasefire",
        ["The president of Ecuador"],
    ),
    "reporters pass nothing on": (
        "A Pentagon spokesman told reporters that U.S. forces struck a Houthi base in Yemen.",
        "struck",
        ["A Pentagon spokesman"],
    ),
    "an outlet that has it from officials": (
        "Axios reports from American officials that Iran attacked a tanker in the Gulf.",
        "attacked",
        ["Axios", "American officials"],
    ),
    "who documents tells": (
        "The Syrian Observatory for Human Rights documented three massacres of Alawite civilians by soldiers in Latakia.",
        "massacres",
        ["The Syrian Observatory for Human Rights"],
    ),
    "a turn of a transcript": (
        "SECRETARY LARSEN: We talked with Foreign Minister Lavrov about Aleppo. Russia bombed a hospital in Idlib.",
        "bombed",
        ["SECRETARY LARSEN"],
    ),
}


@pytest.mark.parametrize(("text", "trigger", "chain"), CHAINS.values(), ids=CHAINS.keys())
def test_chain(text: str, trigger: str, chain: list[str]) -> None:
    """The chain of the claim on the trigger holds these words, outermost first."""
    assert chain_on(text, trigger) == chain


STATUSES: dict[str, tuple[str, str, str]] = {
    "what a treaty provides for is yet to be done": (
        "Colombia and Peru sign a treaty that bars Chinese military bases.",
        "bars",
        "planned",
    ),
    "none of them": ("None of the missiles were intercepted by Ukrainian forces.", "intercepted", "denied"),
    "ready for talks": ("The Iranian president says he is ready for talks with the United States.", "talks", "possible"),
}


@pytest.mark.parametrize(("text", "trigger", "status"), STATUSES.values(), ids=STATUSES.keys())
def test_status(text: str, trigger: str, status: str) -> None:
    """The status of the claim on the trigger."""
    found = [c for c in claims_of(text) if trigger in c.trigger.text]
    assert [c.status.value for c in found][:1] == [status]
