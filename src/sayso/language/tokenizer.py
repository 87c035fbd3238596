"""Words with exact offsets: spaCy's English tokenizer, moved towards Universal Dependencies.

English UD (EWT and GUM since 2023) splits hyphenated words, slashes and sums of money; spaCy's defaults keep some of them whole.
The differences are expressed as prefix, suffix and infix rules only, so every character of the text stays where it was.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

HYPHENS = "-–—‐‑−~"
QUOTES = "\"'“”‘’«»„`"
# Between two word characters: "Su-35", "U.S.-made", "and/or", "2022–23", "Kyiv…Moscow".
INFIXES = (
    rf"(?<=\w)[{HYPHENS}]+(?=\w)",
    rf"(?<=[\w.)\]{QUOTES}])[{HYPHENS}]+(?=[\w$€£(\[{QUOTES}])",
    r"(?<=[A-Za-z])/(?=[A-Za-z])",
    r"\.\.+|…",
    r"(?<=[a-z]{2})\.(?=[A-Z][a-z])",  # a missing blank after a full stop
    r"(?<=[A-Za-z]),(?=[A-Za-z])",
    rf"(?<=\w)[:;?!(){{}}<>=@#&*|]+(?=[A-Za-z{QUOTES}])",
    rf"(?<=[A-Za-z0-9])[\"“”«»„()]+(?=[A-Za-z0-9{QUOTES}])",
    r"--+",
)


@cache
def blank() -> Language:
    """An English spaCy pipeline that only tokenizes."""
    import spacy
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    nlp = spacy.blank("en")
    tokenizer = nlp.tokenizer
    assert nlp.Defaults.prefixes is not None and nlp.Defaults.suffixes is not None
    prefixes = [*nlp.Defaults.prefixes, rf"[{HYPHENS}]+(?=\w)", "~", r"\.\.+"]
    suffixes = [*nlp.Defaults.suffixes, rf"(?<=\w)[{HYPHENS}]+", r"(?<=\d)(?:mm|km|kg|cm|kt|mph|kph|bn|pm|am|AM|PM|MW|GW|kW)", r"\.\.+"]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(INFIXES).finditer
    return nlp
