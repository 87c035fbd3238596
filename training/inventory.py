"""The label inventories, fixed by the training texts and shipped beside the model as ``labels.json``."""

from __future__ import annotations

from collections import Counter

from sayso.language.lemmas import script

from .corpora import Text

FLAT = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
NAMES = ["O", *(f"{p}-{t}" for t in ("PER", "ORG", "LOC", "EVENT", "MISC") for p in "BI")]


def inventory(texts: list[Text], least: int = 3) -> dict[str, list[str]]:
    """Label lists by head. Features and lemma scripts seen fewer than ``least`` times are left to the default, index 0."""
    upos, xpos, feats, lemma, deprel = (Counter[str]() for _ in range(5))
    for t in texts:
        upos.update(t.upos)
        xpos.update(t.xpos)
        feats.update(t.feats)
        deprel.update(t.deprels)
        lemma.update(script(w, x) for w, x in zip(t.words, t.lemmas, strict=False))

    def kept(c: Counter[str], default: str, floor: int) -> list[str]:
        return [default, *sorted(k for k, n in c.items() if n >= floor and k != default)]

    return {
        "upos": sorted(upos),
        "xpos": sorted(xpos),
        "feats": kept(feats, "_", least),
        "lemma": kept(lemma, "0|", least),
        "deprel": sorted(deprel),
        "names": NAMES,
        "flat": FLAT,
    }


def lemma_table(texts: list[Text]) -> dict[str, dict[str, str]]:
    """Part of speech → lower-case form → lemma, for the forms that the treebanks show and that differ from their lemma.

    What was seen is looked up; the lemma head is for what was not. The majority decides; names are left to the head, which keeps case.
    """
    seen: dict[tuple[str, str], Counter[str]] = {}
    for t in texts:
        for word, upos, lemma in zip(t.words, t.upos, t.lemmas, strict=True):
            if upos in {"VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET"} and word.isalpha():
                seen.setdefault((upos, word.lower()), Counter())[lemma.lower()] += 1
    table: dict[str, dict[str, str]] = {}
    for (upos, form), lemmas in sorted(seen.items()):
        table.setdefault(upos, {})[form] = lemmas.most_common(1)[0][0]
    return table
