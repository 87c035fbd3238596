"""The lexicon of role nouns: what "officials", "army" or "settlers" says about the people or bodies that a phrase stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load

IRREGULAR = {"people": "people", "person": "persons", "child": "children", "corps": "corps", "chargé d'affaires": "chargés d'affaires"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A role noun: its class (office, organ, people, crew, group, firm, country, body, person), PLOVER sector, and number."""

    cls: str
    sector: str | None
    plural: bool


def plural_of(noun: str) -> str:
    """The regular plural of the last word, with the few exceptions that the lexicon holds."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    head, _, last = noun.rpartition(" ")
    if " of " in noun or "-in-" in noun or " d'" in noun:
        first, _, rest = noun.partition(" ")
        return f"{plural_of(first)} {rest}" if rest else noun
    if last.endswith("man") and last != "human":
        last = last[:-3] + "men"
    elif last == "person":
        last = "persons"
    elif last.endswith(("s", "sh", "ch", "x")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}" if head else last


@cache
def nouns() -> tuple[dict[tuple[str, ...], Noun], frozenset[tuple[str, ...]]]:
    """Phrases (as lower-case word tuples, singular and plural) → noun, and those of class "person" and "body", which overlap others."""
    table: dict[tuple[str, ...], Noun] = {}
    persons: set[tuple[str, ...]] = set()
    for entry in load("actors/sectors.yaml"):
        always = set(entry.get("plural") or ())
        for noun in entry["nouns"]:
            for form, many in ((noun, noun in always), (plural_of(noun), True)):
                key = tuple(form.replace("-", " - ").replace("'s", " 's").split())
                if entry["class"] == "person":
                    persons.add(key)
                if key not in table:
                    table[key] = Noun(entry["class"], entry.get("sector"), many)
    return table, frozenset(persons)


LONGEST = 5


def noun_at(low: list[str], lemma: list[str], i: int) -> tuple[Noun, int] | None:
    """The longest role noun that ends at token ``i``, and the token where it begins; None where there is none."""
    table, _ = nouns()
    for n in range(min(LONGEST, i + 1), 0, -1):
        words = tuple(low[i - n + 1 : i + 1])
        found = table.get(words) or table.get((*words[:-1], lemma[i]))
        if found:
            many = found.plural or (table.get(words) is None and low[i] != lemma[i] and low[i].endswith("s"))
            return Noun(found.cls, found.sector, many), i - n + 1
    return None


def noun_after(low: list[str], i: int, stop: int) -> tuple[Noun, int] | None:
    """A role noun that begins at token ``i`` and runs over "of" ("ministry of intelligence"): the noun and its end (half-open)."""
    table, _ = nouns()
    for n in range(min(LONGEST, stop - i), 1, -1):
        found = table.get(tuple(low[i : i + n]))
        if found:
            return found, i + n
    return None


def is_private(low: list[str], i: int) -> bool:
    """Whether the noun at ``i`` is a private role before a personal name ("activist")."""
    _, persons = nouns()
    return (low[i],) in persons or (i > 0 and (low[i - 1], low[i]) in persons)
