"""Lemmas as edit scripts: what to cut from the end of the lower-case word and what to put there.

"sent" → "send" is cut 1, add "d"; "drones" → "drone" is cut 1. The scripts of the treebanks (some hundreds) are the classes of the
lemma head. Method: Chrupała 2006, edit-tree classification reduced to suffixes, which covers English.

A form that the treebanks or the list of irregular forms know is looked up; the scripts are for the rest.
"""

from __future__ import annotations

from collections.abc import Callable

WHOLE = "="  # script prefix: the lemma shares nothing with the word ("better" → "good") and is given in full
AS_IS = "^"  # the word as it is printed, case kept (proper nouns)


def script(word: str, lemma: str) -> str:
    """The edit script from ``word`` to ``lemma``: "^" as printed, "2|y" cut two letters and add "y", "=be" the lemma itself."""
    if lemma == word and word != word.lower():
        return AS_IS
    low, goal = word.lower(), lemma.lower()
    common = 0
    while common < min(len(low), len(goal)) and low[common] == goal[common]:
        common += 1
    if lemma != lemma.lower() and lemma.lower().startswith(low):
        return AS_IS
    if common == 0 or len(low) - common > 5:
        return WHOLE + lemma
    return f"{len(low) - common}|{goal[common:]}"


def apply(word: str, edit: str, name: bool = False) -> str:
    """The lemma of ``word`` under an edit script. The word itself where the script does not fit. ``name``: keep the case (CNN, Houthis)."""
    if edit.startswith(WHOLE):
        return edit[1:]
    base = word if name or edit == AS_IS else word.lower()
    if edit == AS_IS:
        return base
    cut, _, add = edit.partition("|")
    n = int(cut)
    return base[: len(base) - n] + add if n < len(base) else base


def lemmatizer(scripts: list[str], table: dict[str, dict[str, str]]) -> Callable[[str, str, int], str]:
    """A function of word, universal tag and script number. ``table``: tag → lower-case form → lemma, as shipped with the encoder."""
    from sayso.lexicons import load

    irregular = load("irregular.yaml")
    verbs = {form: base for base, forms in irregular["verbs"].items() for form in forms}
    known = {"VERB": {**table.get("VERB", {}), **verbs}, "AUX": {**verbs, **table.get("AUX", {})}}
    known["NOUN"] = {**table.get("NOUN", {}), **irregular["nouns"]}
    known = {**table, **known}

    def lemma(word: str, upos: str, number: int) -> str:
        found = known.get(upos, {}).get(word.lower())
        return found if found is not None else apply(word, scripts[number], name=upos == "PROPN")

    return lemma
