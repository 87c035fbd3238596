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
