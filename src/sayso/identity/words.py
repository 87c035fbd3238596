"""The word lists of ``lexicons/actors/words.yaml`` as frozen sets."""

from __future__ import annotations

from functools import cache

from sayso.lexicons import load


@cache
def words(name: str) -> frozenset[str]:
    """The list ``name``; a KeyError is a mistake of ours."""
    return frozenset(str(w) for w in load("actors/words.yaml")[name]["words"])


# Pronouns, by what they agree with. A closed class of the language, not knowledge about the world.
SINGULAR = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
SPEAKER = frozenset({"we", "us", "our", "ours", "ourselves", "i", "me", "my"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
PRONOUNS = SINGULAR | PLURAL | PERSONAL | SPEAKER
DASHES = frozenset({"-", "–", "‑", "—", "−"})
# Relations of a noun or adjective that heads a phrase of its own.
SUBJECT = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
NOMINAL = SUBJECT | {"obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "root", "ROOT", "appos", "parataxis", "conj"}


def statelike(id: str) -> bool:
    """Whether an identity is a state's code (ISO 3166 alpha-3)."""
    return len(id) == 3 and id.isupper()
