"""English is read; other languages are named."""

from __future__ import annotations

import pytest

from sayso.language import language_of

CASES = {
    "news": ("The ministry sent several hundred drones to its ally, officials said on Monday.", "en", True),
    "Persian": ("ایران هزاران پهپاد به روسیه داده است و مقام‌ها گفتند که این روند ادامه دارد.", "fa", False),
    "Russian": ("Иран поставил России тысячи беспилотников, сообщили официальные лица в понедельник.", "ru", False),
    "German": ("Die Bundesregierung hat der Lieferung von Panzern an die Ukraine am Montag zugestimmt.", "de", False),
    "French": ("Le ministère de la Défense a annoncé la livraison de nouveaux canons à l'armée ukrainienne.", "fr", False),
    "Chinese": ("伊朗向俄罗斯提供了数千架无人机，官员周一表示。", "zh", False),
    "English between German names": (
        "European Commission president Ursula von der Leyen survives a vote of no confidence by the parliament.",
        "en",
        True,
    ),
    "Dutch": ("De regering heeft besloten om nieuwe wapens aan Oekraïne te leveren, zei de minister.", "nl", False),
    "Spanish": ("El gobierno anunció el envío de nuevas armas a Ucrania, según el ministro de Defensa.", "es", False),
    "Indonesian": ("Pemerintah mengumumkan pengiriman senjata baru ke Ukraina, kata menteri pertahanan.", "id", False),
    "English with foreign names": ("Hayʼat Tahrir al-Sham and Jaysh al-Izza clashed near Khirbat al-Naqus, SOHR reported.", "en", True),
}


@pytest.mark.parametrize(("text", "code", "english"), CASES.values(), ids=CASES)
def test_language(text: str, code: str, english: bool) -> None:
    found = language_of(text)
    assert found is not None
    assert (found.code, found.english) == (code, english)


@pytest.mark.parametrize("text", ["", "   \n", "300", "OK", "Su-35"])
def test_too_few_letters_say_nothing(text: str) -> None:
    assert language_of(text) is None


def test_a_quotation_in_another_language_does_not_make_an_english_text_foreign() -> None:
    text = "The ministry said “мы не поставляли оружие” in a statement, which was translated by the agency on Monday morning."
    found = language_of(text)
    assert found is not None
    assert found.english
