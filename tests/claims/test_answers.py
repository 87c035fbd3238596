"""Denials that refer back to what was told before: text → the denied claim (event, actors → recipients, who denies), or none."""

from __future__ import annotations

import pytest

from .test_extract import claims_of, pytestmark  # noqa: F401 — the mark skips the module where there is no encoder

DENIED = {
    "a pronoun in the next sentence": (
        "Iran sent about 450 drones to Russia, Ukrainian officials told CNN. Tehran denied it.",
        ("denied", "AID", "transfer", ["IRN"], ["RUS"], ["Tehran"]),
    ),
    "a relative clause": (
        "Ukraine accused Belarus of firing missiles at Kyiv, which Minsk denies.",
        ("denies", "ASSAULT", "use", ["BLR"], ["UKR"], ["Minsk"]),
    ),
    "a noun for what was said, with a relative clause": (
        "Armenia said Azerbaijan had shelled Goris, an allegation that Baku has denied.",
        ("denied", "ASSAULT", None, ["AZE"], ["ARM"], ["Baku"]),
    ),
    "a noun for what was said, which is no accusation of its own": (
        "Sudan says Chad delivered weapons to the RSF. Chad rejected the accusations.",
        ("rejected", "AID", "transfer", ["TCD"], ["rsf-sudan"], ["Chad"]),
    ),
    "a passive": (
        "Israel struck a hospital in Khan Younis, Hamas said. The claim was denied by Israel.",
        ("denied", "ASSAULT", None, ["ISR"], ["PSE"], ["Israel"]),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), DENIED.values(), ids=DENIED)
def test_a_denial_is_a_claim_beside_the_first_report(text: str, wanted: tuple[object, ...]) -> None:
    found = claims_of(text)
    denied = [c for c in found if c.status == "denied"]
    assert [
        (c.trigger.text, c.event, c.flow, [a.id for a in c.actor], [a.id for a in c.recipient], [s.text for s in c.sources]) for c in denied
    ] == [wanted]
    assert [c for c in found if (c.event, c.status) == (wanted[1], "actual")], "the first report stays"
    assert any(r.field == "status" and "denies what" in r.rule for r in denied[0].reasons)


NONE = {
    "an offer is turned down, not denied": "Ghana offered Togo talks. Togo rejected it.",
    "a person is denied something": "Police in Ghana arrested a rebel. A court denied him bail.",
    "a warning is no report": "Russia fired missiles at Kyiv. Moscow dismissed the warnings.",
    "nobody told anything before": "Tehran denied it.",
    "the denier told it": "Iran said it had seized a tanker near Fujairah. Later Iran denied it.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_denial(text: str) -> None:
    assert not [c for c in claims_of(text) if c.status == "denied"]
