"""Those through whom words come: nested chains, outermost first, one mechanism a case."""

from __future__ import annotations

import pytest

from sayso.claims.forms import verb_forms
from sayso.claims.lexicon import lexicon

from .test_extract import chain_on, claims_of, pytestmark  # noqa: F401 — the mark skips the module where there is no encoder

CHAINS: dict[str, tuple[str, str, list[str]]] = {
    "an outlet that cites": ("Iran sent drones to Russia, CNN reported, citing Western officials.", "sent", ["CNN", "Western officials"]),
    "an outlet that quotes inside its clause": (
        "The Wall Street Journal, quoting US officials, says that Iran has transferred missiles to Russia.",
        "transferred",
        ["The Wall Street Journal", "US officials"],
    ),
    "quoted as saying": (
        "IRNA quoted the defence minister as saying that Israel attacked the base.",
        "attacked",
        ["IRNA", "the defence minister"],
    ),
    "a witness quoted": (
        "The BBC quotes a witness who says soldiers shot protesters in Khartoum, Sudan.",
        "shot",
        ["The BBC", "a witness"],
    ),
    "in an interview with": (
        "In an interview with the BBC, President Zelensky said Russia attacked Kyiv.",
        "attacked",
        ["the BBC", "President Zelensky"],
    ),
    "speaking to an outlet": (
        "Speaking to Al Jazeera, a Hamas spokesman said Israel bombed a school in Gaza.",
        "bombed",
        ["Al Jazeera", "a Hamas spokesman"],
    ),
    "the accused is no source": (
        "Russia accuses Ukraine of targeting a compressor station in a drone attack.",
        "drone attack",
        ["Russia"],
    ),
}


@pytest.mark.parametrize(("text", "trigger", "chain"), CHAINS.values(), ids=CHAINS.keys())
def test_chain(text: str, trigger: str, chain: list[str]) -> None:
    """The chain of the claim on the trigger holds these words, outermost first."""
    assert chain_on(text, trigger) == chain


ACTS: dict[str, tuple[str, str, set[str], set[str], str]] = {
    "an intercepted attack belongs to the one who is hit": (
        "Kuwait air defenses have intercepted hostile missile and drone attacks on the country.",
        "intercepted",
        {"KWT"},
        set(),
        "actual",
    ),
    "what was met on its way acts": (
        "Turkey shoots down a suspected Iranian ballistic missile violating Turkish airspace.",
        "violating Turkish airspace",
        {"IRN"},
        {"TUR"},
        "actual",
    ),
    "a purpose that is spoken is done": ("Pakistan summons the Afghan envoy to protest the attack.", "protest", {"PAK"}, {"AFG"}, "actual"),
}


@pytest.mark.parametrize(("text", "trigger", "actor", "recipient", "status"), ACTS.values(), ids=ACTS.keys())
def test_act(text: str, trigger: str, actor: set[str], recipient: set[str], status: str) -> None:
    """The claim on the trigger has these parties (an empty set of recipients is not compared) and this status."""
    found = [c for c in claims_of(text) if trigger in c.trigger.text]
    assert found, [c.trigger.text for c in claims_of(text)]
    assert {a.id for a in found[0].actor} == actor
    assert not recipient or {a.id for a in found[0].recipient} == recipient
    assert found[0].status == status


@pytest.mark.parametrize("form", ["airdropped", "skipped", "conferred", "mobbed", "quashed"])
def test_forms(form: str) -> None:
    """Consonants double where English doubles them."""
    assert any(form in verb_forms(v) for v in ("airdrop", "skip", "confer", "mob", "quash"))


def test_hyphens() -> None:
    """A phrase with a hyphen is found whether the tokenizer cuts at it or not."""
    assert "de-escalate" in lexicon().index
    assert "de" in lexicon().index
