"""Sentences and the claims in them, one mechanism a case, through the whole pipeline with the real encoder."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims import extract
from sayso.claims.codebook import document_to_dict
from sayso.lexicons import ROOT
from sayso.records import Claim, Document

MODEL = Path(ROOT).parent / "language" / "model" / "encoder.onnx"
pytestmark = pytest.mark.skipif(not MODEL.exists(), reason="needs the encoder (make model)")
DAY = date(2025, 6, 1)


def claims_of(text: str) -> tuple[Claim, ...]:
    from sayso.language import analyze

    document = Document("test", text, hashlib.sha256(text.encode()).hexdigest(), published=DAY)
    return extract(document, analyze(text))


def chain_on(text: str, trigger: str) -> list[str]:
    """The words of the source chain of the claim on the trigger, outermost first."""
    claims = claims_of(text)
    found = [c for c in claims if trigger in c.trigger.text or c.trigger.text in trigger]
    assert found, [c.trigger.text for c in claims]
    return [s.text for s in found[0].sources]


class Want(NamedTuple):
    """Words of the trigger, event or flow, actors, recipients, status, sources (ids, outermost first)."""

    trigger: str
    kind: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    status: str = "actual"
    sources: tuple[str, ...] | None = None


CASES: dict[str, tuple[str, list[Want]]] = {
    # transfers
    "giver, receiver, goods": ("Iran has provided Russia with dozens of drones.", [Want("provided", "transfer", ("IRN",), ("RUS",))]),
    "preparing to send is planned": (
        "North Korea is preparing to send missiles to Russia.",
        [Want("send", "transfer", ("PRK",), ("RUS",), "planned")],
    ),
    "denied sending has the denier as source": (
        "Iran denied sending drones to Russia.",
        [Want("sending", "transfer", ("IRN",), ("RUS",), "denied", ("IRN",))],
    ),
    "stopped exporting is withheld": ("China stopped exporting drone parts to Russia.", [Want("stopped", "withhold", ("CHN",), ("RUS",))]),
    "a relative clause keeps its object": (
        "The drones, which Iran delivered to Russia in August, were used to attack Kyiv.",
        [Want("delivered", "transfer", ("IRN",), ("RUS",))],
    ),
    "may give is possible": ("Russia may give Iran fighter jets.", [Want("give", "transfer", ("RUS",), ("IRN",), "possible")]),
    "no evidence is denied": (
        "There is no evidence that Belarus has transferred missiles to Syria.",
        [Want("transferred", "transfer", ("BLR",), ("SYR",), "denied")],
    ),
    # attacks
    "nationality acts, place is hit": (
        "Three people are killed in a Ukrainian drone attack in Taganrog, Russia.",
        [Want("attack", "ASSAULT", ("UKR",), ("RUS",))],
    ),
    "killing is part of the strike": (
        "A Russian missile strike on Kharkiv, Ukraine, kills two people.",
        [Want("strike", "ASSAULT", ("RUS",), ("UKR",))],
    ),
    "an unknown attacker stays empty": (
        "A drone strike on a market in Darfur, Sudan, kills four people.",
        [Want("strike", "ASSAULT", (), ("SDN",))],
    ),
    "fired from is a place": (
        "Jordan intercepted two missiles fired from Iran.",
        [Want("fired", "use", (), ("JOR",)), Want("intercepted", "intercept", ("JOR",), ())][1:],
    ),
    "two who clash are actors": ("Clashes between Armenia and Azerbaijan continue.", [Want("Clashes", "ASSAULT", ("ARM", "AZE"))]),
    # diplomacy
    "those who meet are actors": (
        "French president Emmanuel Macron meets German chancellor Friedrich Merz in Paris.",
        [Want("meets", "CONSULT", ("DEU", "FRA"))],
    ),
    "a rejected meeting is the rejection alone": (
        "Iran rejects negotiations with the United States.",
        [Want("rejects", "REJECT", ("IRN",), ("USA",))],
    ),
    "signing an agreement is one claim": ("Saudi Arabia and Syria sign an agreement.", [Want("sign", "SUPPORT", ("SAU", "SYR"))]),
    "agreed and promised act": (
        "Germany agrees to send missiles to Ukraine.",
        [Want("agrees", "AGREE", ("DEU",), ("UKR",), "actual", ()), Want("send", "transfer", ("DEU",), ("UKR",), "planned", ("DEU",))],
    ),
    # conflict of words
    "charge and its source": (
        "Israel accuses Hamas of killing three soldiers.",
        [Want("accuses", "ACCUSE", ("ISR",), ("hamas",), "actual", ()), Want("killing", "ASSAULT", ("hamas",), (), "actual", ("ISR",))][:1],
    ),
    "threat and threatened act": (
        "Donald Trump threatens to impose sanctions on Iran.",
        [Want("threatens", "THREATEN", ("USA",), ("IRN",)), Want("sanctions", "SANCTION", ("USA",), ("IRN",), "possible")],
    ),
    # sanctions
    "announced sanctions are actual and sourced": (
        "The United Kingdom announces sanctions on Russia.",
        [Want("sanctions", "SANCTION", ("GBR",), ("RUS",), "actual", ("GBR",))],
    ),
    "who signs the order imposes": (
        "United States president Donald Trump signs an executive order imposing tariffs on Canada.",
        [Want("tariffs", "SANCTION", ("USA",), ("CAN",))],
    ),
    "lifting covers the sanctions": ("The European Union lifts sanctions on Syria.", [Want("lifts", "RETREAT", ("eu",), ("SYR",))]),
    "what follows in response to has happened": (
        "Russia bans 30 Japanese officials in response to Japan's sanctions on Russia.",
        [Want("sanctions", "SANCTION", ("JPN",), ("RUS",))],
    ),
    # sources
    "nested chain, outermost first": (
        "CNN reports that Ukrainian officials say Iran sent drones to Russia.",
        [Want("sent", "transfer", ("IRN",), ("RUS",), "actual", ("cnn", "UKR"))],
    ),
    "according to": (
        "Russia fired missiles at Ukraine, according to the Ukrainian air force.",
        [Want("fired", "use", ("RUS",), ("UKR",), "actual", ("UKR",))],
    ),
    "a speaker's pronoun": (
        "The Houthis claim that they shot down an American drone over Yemen.",
        [Want("shot down", "intercept", ("houthis",), ("USA",), "actual", ("houthis",))],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_claim(text: str, wanted: list[Want]) -> None:
    """The claim a mechanism must give; the reasons are printed where it does not."""
    found = claims_of(text)
    for want in wanted:
        near = [c for c in found if (want.trigger in c.trigger.text or c.trigger.text in want.trigger)]
        claim = next((c for c in near if want.kind in (c.event, c.flow)), None)
        assert claim is not None, [(c.trigger.text, c.event, c.flow) for c in found]
        assert {a.id for a in claim.actor} == set(want.actor), claim.why()
        assert {a.id for a in claim.recipient} == set(want.recipient), claim.why()
        assert claim.status == want.status, claim.why()
        if want.sources is not None:
            assert tuple(s.id for s in claim.sources) == want.sources, claim.why()


@pytest.mark.parametrize(
    "text",
    [
        "A typhoon strikes the Philippines, killing nine people.",
        "Spain beats Germany in the final of the UEFA championship.",
        "The company announces a deal to buy 65 aircraft.",
        "Around 12 people die in a bus crash near Lima, Peru.",
        "The Nikkei falls by three percent.",
    ],
    ids=["weather", "sport", "business", "accident", "markets"],
)
def test_nothing_to_claim(text: str) -> None:
    """Weather, sport, markets and accidents hold no claim."""
    assert not claims_of(text)


def test_the_same_text_gives_the_same_ids() -> None:
    """Ids are made of what is said and where."""
    text = "Iran sent drones to Russia. Russia denied it had received Iranian drones."
    assert [c.id for c in claims_of(text)] == [c.id for c in claims_of(text)]


def test_every_claim_explains_itself() -> None:
    """Each claim cites its lexicon entry, says what set its status, and gives its confidence in words."""
    for claim in claims_of("Iran is preparing to send missiles to Russia, Ukrainian officials say."):
        fields = {r.field for r in claim.reasons}
        assert {"event", "status", "confidence"} <= fields
        assert any(r.lexicon and r.lexicon.startswith("predicates/") for r in claim.reasons)
        assert claim.confidence is not None
        assert 0 < claim.confidence < 1


SENTENCES = [text for text, _ in CASES.values()]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.sampled_from([" ", "\n\n", "  "]))
def test_words_are_where_they_say(sentences: list[str], gap: str) -> None:
    """Every span of every claim is exactly what stands in the text."""
    text = gap.join(sentences)
    document = Document("test", text, hashlib.sha256(text.encode()).hexdigest(), published=DAY)
    record = document_to_dict(document, claims_of(text))
    for claim in record["claims"]:
        spans = [claim["trigger"], *claim["actor"], *claim["recipient"], *claim["items"], *claim["place"], *claim["sources"]]
        spans += [s for s in (claim["time"], claim["money"]) if s]
        assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)
