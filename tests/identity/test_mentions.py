"""Names found in texts: longest match, case, date and context. The sentences are invented."""

# ruff: noqa: E501 (one case, one line)

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.identity import identify
from tests.identity.trees import plain, vocabulary

# name, text, day, [(words, identity)]: all that must be found, in order
CASES = [
    ("a state", "Iran sent drones to Russia.", "2022-11-01", [("Iran", "IRN"), ("Russia", "RUS")]),
    ("us is not the US", "He told us about the US.", "2022-11-01", [("US", "USA")]),
    ("points and none", "The U.S. and the UK agreed.", "2022-11-01", [("U.S.", "USA"), ("UK", "GBR")]),
    ("at the end of a sentence", "It fled to the U.S. Iran denied it.", "2022-11-01", [("U.S.", "USA"), ("Iran", "IRN")]),
    ("money is no state", "It cost US$ 40 million.", "2022-11-01", []),
    ("headline in capitals", "IRAN SENDS DRONES TO RUSSIA", "2022-11-01", [("IRAN", "IRN"), ("RUSSIA", "RUS")]),
    ("across a line break", "The United\nStates agreed.", "2022-11-01", [("United\nStates", "USA")]),
    ("longest match", "The Washington Post spoke to the White House in Washington, D.C.", "2022-11-01",
     [("Washington Post", "washington-post"), ("White House", "USA"), ("Washington, D.C.", "USA")]),
    ("possessive inside a name", "China's People's Liberation Army drilled.", "2022-11-01", [("China", "CHN"), ("People's Liberation Army", "CHN")]),
    ("spellings", "Hizbullah, Hezbollah and Hizballah are one.", "2024-01-01", [("Hizbullah", "hezbollah"), ("Hezbollah", "hezbollah"), ("Hizballah", "hezbollah")]),
    ("accents and apostrophes", "Sana'a and Türkiye and Élysée.", "2024-01-01", [("Sana'a", "YEM"), ("Türkiye", "TUR"), ("Élysée", "FRA")]),
    ("hyphens", "al-Shabaab and Al Shabaab", "2024-01-01", [("al-Shabaab", "al-shabaab"), ("Al Shabaab", "al-shabaab")]),
    ("a capital", "Tehran denied it.", "2022-11-01", [("Tehran", "IRN")]),
    ("metonyms", "The Kremlin and Downing Street agreed.", "2022-11-01", [("Kremlin", "RUS"), ("Downing Street", "GBR")]),
    ("forces", "The IRGC, the IDF and CENTCOM.", "2022-11-01", [("IRGC", "IRN"), ("IDF", "ISR"), ("CENTCOM", "USA")]),
    ("acronyms are capitals", "Let us see who is here.", "2022-11-01", []),
    ("group within a group's name", "The Islamic State – Somalia Province and the Islamic State.", "2025-01-01",
     [("Islamic State – Somalia Province", "islamic-state-somalia"), ("Islamic State", "islamic-state")]),
    ("Pakistani Taliban", "The Pakistani Taliban are not the Taliban.", "2025-01-01", [("Pakistani Taliban", "ttp"), ("Taliban", "AFG")]),
    ("the Taliban before they ruled", "The Taliban attacked.", "2015-01-01", [("Taliban", "taliban")]),
    ("RSF in Sudan", "The RSF attacked in Sudan.", "2025-01-01", [("RSF", "rsf-sudan"), ("Sudan", "SDN")]),
    ("RSF and the press", "Reporters Without Borders, or RSF, protested.", "2025-01-01", [("Reporters Without Borders", "reporters-without-borders"), ("RSF", "reporters-without-borders")]),
    ("ISF in Iraq", "Iraqi forces and the ISF advanced.", "2016-01-01", [("Iraqi", "IRQ"), ("ISF", "IRQ")]),
    ("a weak name needs support", "The Coalition advanced.", "2016-01-01", []),
    ("a weak name with support", "ISIL fled from the Coalition.", "2016-01-01", [("ISIL", "islamic-state"), ("Coalition", "global-coalition")]),
    ("part of a person's name", "Michael Jordan and Jordan Peterson met.", "2025-01-01", []),
    ("the country", "Michael met officials in Jordan.", "2025-01-01", [("Jordan", "JOR")]),
    ("a point of the compass", "The West Bank, the West Coast and the West.", "2025-01-01", [("West Bank", "PSE"), ("West", "WEST")]),
    ("in office", "Biden spoke.", "2022-01-01", [("Biden", "USA")]),
    ("out of office", "Biden spoke.", "2026-01-01", [("Biden", "joe-biden")]),
    ("between terms", "Trump spoke.", "2023-01-01", [("Trump", "donald-trump")]),
    ("president-elect", "Donald Trump spoke.", "2025-01-05", [("Donald Trump", "donald-trump")]),
    ("two offices of one man", "Mark Rutte spoke.", "2025-01-05", [("Mark Rutte", "nato")]),
    ("the same man before", "Mark Rutte spoke.", "2020-01-05", [("Mark Rutte", "NLD")]),
    ("a surname of two leaders", "Khamenei spoke.", "2026-06-01", [("Khamenei", "IRN")]),
    ("a month", "It began in May.", "2018-01-01", []),
    ("a surname that is a word, introduced", "Theresa May spoke. May left.", "2018-01-01", [("Theresa May", "GBR"), ("May", "GBR")]),
    ("another first name", "Hunter Biden was there.", "2022-01-01", []),
    ("the Gulf", "Gulf states met in the Gulf.", "2025-01-01", [("Gulf states", "gulf-states"), ("Gulf", "persian-gulf")]),
    ("a sea", "South China Sea", "2025-01-01", [("South China Sea", "south-china-sea")]),
    ("occupied land", "Crimea and Donetsk", "2025-01-01", [("Crimea", "UKR"), ("Donetsk", "UKR")]),
    ("Georgia by context", "Georgia's prime minister flew from Tbilisi.", "2025-01-01", [("Georgia", "GEO"), ("Tbilisi", "GEO")]),
    ("an outlet", "Reuters and TASS reported it.", "2025-01-01", [("Reuters", "reuters"), ("TASS", "tass")]),
    ("a firm", "Baykar and Lockheed Martin", "2025-01-01", [("Baykar", "baykar"), ("Lockheed Martin", "lockheed-martin")]),
    ("a ship's prefix", "the USS Nimitz", "2025-01-01", [("USS", "USA")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "want"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_names_mean_what_they_meant_on_the_day(text, day, want):
    found = identify(plain(text), date.fromisoformat(day)).mentions
    assert [(m.text, m.id) for m in found] == want


def test_adjectives_are_marked():
    found = identify(plain("Iranian drones and Iran's drones"), None).mentions
    assert [(m.adjectival, m.possessive) for m in found] == [(True, False), (False, True)]


def test_every_mention_says_why():
    for m in identify(plain("Trump met the RSF in Sudan, said the Kremlin."), date(2025, 6, 1)).mentions:
        assert m.why


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Iran", "'s", "the", "US", "us", "forces", "of", ".", ",", "-", "\n", "Trump", "its", "they", "U.S.", "é", "’s", "government"]
        ),
        max_size=12,
    ),
    st.data(),
)
def test_no_text_and_no_tree_make_it_raise(words, data):
    """Offsets are right and nothing raises, whatever the words and however wrong the tree."""
    heads = [data.draw(st.integers(0, len(words) - 1)) for _ in words]
    heads = [h if _reaches_root(i, heads) else i for i, h in enumerate(heads)]
    deps = [
        data.draw(st.sampled_from(["nsubj", "amod", "nmod", "conj", "flat", "obl", "nmod:poss", "advcl", "ccomp"])) if h != i else "ROOT"
        for i, h in enumerate(heads)
    ]
    pos = [data.draw(st.sampled_from(["NOUN", "PROPN", "ADJ", "VERB", "PRON", "ADP", "PUNCT"])) for _ in words]
    doc = Doc(vocabulary().vocab, words=words, pos=pos, heads=heads if words else None, deps=deps if words else None)
    ids = identify(doc, None)
    for m in ids.mentions:
        assert doc.text[m.start : m.end] == m.text
        assert m.i < m.j <= len(doc)
    for token in doc:
        for a in (*ids.actors(token), *ids.owner(token)):
            assert doc.text[a.start : a.end] == a.text
        place = ids.place(token)
        assert place is None or doc.text[place.start : place.end] == place.text
        ids.people(token)


def _reaches_root(i: int, heads: list[int]) -> bool:
    seen = set()
    while heads[i] != i:
        if i in seen:
            return False
        seen.add(i)
        i = heads[i]
    return True
