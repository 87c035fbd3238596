"""Words with exact offsets: spaCy's English tokenizer, moved towards Universal Dependencies.

English UD (EWT and GUM since 2023) splits hyphenated words, slashes and sums of money; spaCy's defaults keep some of them whole.
The differences are expressed as prefix, suffix and infix rules only, so every character of the text stays where it was.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

HYPHENS = "-–—‐‑−~"
QUOTES = "\"'“”‘’«»„`"
# Prefixes that UD leaves on their word ("non-aligned", "pro-Russian"), unlike other parts of a hyphenated word.
PREFIXES = (
    "a|anti|bi|co|contra|counter|cross|cyber|de|dis|e|eco|ex|extra|geo|hyper|il|im|infra|inter|intra|ir|macro|mega|meta|micro|mid|mini|"
    "mis|mono|multi|neo|non|pan|para|poly|post|pre|pro|pseudo|quasi|re|semi|socio|sub|super|supra|trans|tri|ultra|un|under|uni|vice"
)
RUN = r"([!?*=_~#<>+])\1+"  # "!!!", "____": one word
ABBREVIATIONS = ("etc.", "Ft.", "No.", "Nos.", "Lt.", "Sgt.", "Cpl.", "Maj.", "Gens.", "Adm.", "Amb.", "Sec.", "al.", "vs.", "Mt.")
# Between two word characters: "Su-35", "U.S.-made", "and/or", "2022–23", "Kyiv…Moscow".
INFIXES = (
    rf"(?<=\w)[{HYPHENS}]+(?=\w)",
    rf"(?<=[\w.)\]{QUOTES}])[{HYPHENS}]+(?=[\w$€£(\[{QUOTES}])",
    r"(?<=[A-Za-z])/(?=[A-Za-z])",
    r"\.\.+|…",
    r"(?<=[a-z]{2})\.(?=[A-Z][a-z])",  # a missing blank after a full stop
    r"(?<=[A-Za-z]),(?=[A-Za-z])",
    rf"(?<=\w)[:;?!(){{}}<>=#*|]+(?=[A-Za-z{QUOTES}])",
    rf"(?<=[A-Za-z0-9])[\"“”«»„()]+(?=[A-Za-z0-9{QUOTES}])",
    r"--+",
)


@cache
def blank() -> Language:
    """The shared pipeline that only tokenizes."""
    return build()


def build() -> Language:
    """A new English spaCy pipeline that only tokenizes."""
    import spacy
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer  # a compiled class whose search functions are attributes
    assert nlp.Defaults.prefixes is not None and nlp.Defaults.suffixes is not None
    prefixes = [RUN, r"\.\.+", *nlp.Defaults.prefixes, rf"[{HYPHENS}]+(?=\w)", "~"]
    suffixes = [
        RUN,
        *nlp.Defaults.suffixes,
        rf"(?<=\w)[{HYPHENS}]+",
        r"(?<=\d)(?:mm|km|kg|cm|kt|mph|kph|bn|pm|am|AM|PM|MW|GW|kW)",
        r"\.\.+",
    ]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    infixes = compile_infix_regex(INFIXES)
    whole = re.compile(rf"(?:(?:{PREFIXES})-(?=[A-Za-z])|\d{{3}}-(?=\d{{3,4}}\b)|\d{{3}}-\d{{3}}-(?=\d{{4}}\b))", re.IGNORECASE)

    def splits(text: str) -> list[re.Match[str]]:
        """Where to split inside ``text``; not after a prefix, nor inside a telephone number."""
        kept = {m.end() for m in whole.finditer(text) if m.start() == 0 or not text[m.start() - 1].isalnum()}
        return [m for m in infixes.finditer(text) if m.end() not in kept]

    tokenizer.infix_finditer = splits
    for word in ABBREVIATIONS:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    for word in ("and/or", "And/or"):
        tokenizer.add_special_case(word, [{"ORTH": word[:3]}, {"ORTH": "/"}, {"ORTH": "or"}])
    return nlp
