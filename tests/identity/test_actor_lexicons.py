"""The lexicons of actors: schema, dates, codes, and that every entry is found by its own names."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import sayso.lexicons
from sayso.identity.mentions import Finder
from sayso.identity.names import names, pieces, place_pairs, slug
from sayso.identity.nouns import plural_of
from sayso.identity.words import words
from sayso.lexicons import load
from tests.identity.trees import plain

ROOT = Path(sayso.lexicons.__file__).parent / "actors"
SECTORS = {
    "GOV",
    "MIL",
    "LEG",
    "JUD",
    "SPY",
    "COP",
    "CVL",
    "BUS",
    "MED",
    "REB",
    "OPP",
    "PTY",
    "IGO",
    "NGO",
    "CRM",
    "PRM",
    "EDU",
    "HLH",
    "REL",
    None,
}
TEXT = str
# file → (required fields, optional fields)
SCHEMA = {
    "countries": ({"id", "name", "alpha2", "wikidata", "region", "names"}, {"cow", "gw", "weak", "adjectives", "people", "capitals"}),
    "governments": ({"state", "sector", "names"}, {"weak", "from", "to"}),
    "forces": ({"state", "sector", "names"}, {"weak", "from", "to"}),
    "groups": ({"id", "name", "state", "sector", "names"}, {"weak", "as"}),
    "organisations": ({"id", "name", "sector", "names"}, {"weak", "parent", "near", "members"}),
    "regions": ({"id", "name", "kind", "names"}, {"adjectives", "members"}),
    "firms": ({"id", "name", "state", "trade", "names"}, {"weak"}),
    "media": ({"id", "name", "kind", "state", "names"}, {"weak", "owner"}),
    "holders": ({"name", "state", "terms"}, {"names", "short", "alone"}),
    "sectors": ({"class", "sector", "nouns", "example"}, {"plural"}),
}
STATES = {e["id"] for e in load("actors/countries.yaml")}
IDS = {e["id"] for f in ("groups", "organisations", "regions", "firms", "media") for e in load(f"actors/{f}.yaml")}


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@pytest.mark.parametrize("file", SCHEMA)
def test_entries_have_their_fields_and_no_others(file):
    needed, allowed = SCHEMA[file]
    for e in load(f"actors/{file}.yaml"):
        assert needed <= set(e) <= needed | allowed, e
        if "state" in e:
            assert e["state"] is None or e["state"] in STATES, e
        if "sector" in e:
            assert e["sector"] in SECTORS, e
        for n in (*e.get("names", ()), *e.get("weak", ())):
            assert isinstance(n, TEXT) and n == n.strip() and n, e


@pytest.mark.parametrize("file", [*SCHEMA, "places", "cities", "words"])
def test_every_file_explains_its_fields_and_names_its_source(file):
    head = "".join(line for line in (ROOT / f"{file}.yaml").read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    for f in set().union(*SCHEMA.get(file, ())):
        assert re.search(rf"\b{f}\b", head), f"{file}: the header does not explain {f!r}"
    assert re.search(r"[Ww]ritten|[Rr]eviewed", head)


def test_ids_are_slugs_and_unique():
    all_ids = [e["id"] for f in ("groups", "organisations", "regions", "firms", "media") for e in load(f"actors/{f}.yaml")]
    assert [i for i, n in Counter(all_ids).items() if n > 1] == []
    for i in all_ids:
        assert i == "WEST" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i), i


def test_every_country_of_iso_3166_is_there_once():
    codes = [e["id"] for e in load("actors/countries.yaml")]
    assert len(codes) == len(set(codes)) == 250  # 249 of ISO 3166-1, and Kosovo
    assert {"XKX", "TWN", "PSE"} <= set(codes)
    for key in ("cow", "gw", "alpha2", "wikidata"):
        values = [e[key] for e in load("actors/countries.yaml") if key in e]
        assert [v for v, n in Counter(values).items() if n > 1] == [], key
    assert sum("cow" in e for e in load("actors/countries.yaml")) == 195


def test_office_holders_have_ordered_terms():
    for e in load("actors/holders.yaml"):
        for t in e["terms"]:
            assert set(t) <= {"office", "from", "to", "sector", "state", "group"}, e
            first, last = day(t.get("from")), day(t.get("to"))
            assert first is None or last is None or first <= last, e
            assert t.get("sector", "GOV") in SECTORS
            assert t.get("group") is None or t["group"] in IDS, e
            assert t.get("state", "USA") in STATES


def test_two_heads_of_one_state_do_not_overlap_by_more_than_a_month():
    """A person cannot be president while another is: the dates of presidents agree within thirty days."""
    terms: dict[str, list[tuple[date, date, str]]] = {}
    for e in load("actors/holders.yaml"):
        for t in e["terms"]:
            if t["office"] == "president" and not t.get("group") and e["state"] not in {"BIH", "CHE"}:
                terms.setdefault(e["state"], []).append((day(t.get("from")) or date.min, day(t.get("to")) or date.max, e["name"]))
    for state, listed in terms.items():
        listed.sort()
        for (_, last, a), (first, _, b) in pairwise(listed):
            assert (last - first).days <= 31, f"{state}: {a} and {b}"


def test_organisations_have_known_members_and_parents():
    for e in load("actors/organisations.yaml"):
        assert e.get("parent") is None or e["parent"] in IDS
        for m in e.get("members", ()):
            code = m if isinstance(m, str) else m["state"]
            assert code in STATES, e["id"]
            if isinstance(m, dict):
                assert set(m) <= {"state", "from", "to"}
                first, last = day(m.get("from")), day(m.get("to"))
                assert first or last
                assert first is None or last is None or first < last


def test_places_are_of_known_states_and_named_once_for_each():
    seen: dict[tuple[str, str], int] = Counter()
    for code, name, others in place_pairs():
        assert code.lstrip("?") in STATES, code
        for n in (name, *others):
            seen[code, n] += 1
    assert sum(1 for _ in seen) > 4_500


NAMED = [
    (f, e)
    for f in ("countries", "governments", "forces", "groups", "organisations", "regions", "firms", "media")
    for e in load(f"actors/{f}.yaml")
]


def test_every_strong_name_is_found_by_itself():
    """Each name, set in a sentence, gives a mention of its own entry (on a day when the entry holds)."""
    missed = []
    for file, e in NAMED:
        want = {e.get("id"), e.get("state")}
        for n in e["names"]:
            text = f"It was {n} itself."
            on = "2025-06-01" if not e.get("as") else "2010-01-01"
            found = Finder(names(), text, on, []).find()
            if not any(f.reading.id in want for f in found):
                missed.append((file, n, [f.reading.id for f in found]))
    assert missed == []


def test_no_strong_name_is_a_common_word():
    """One-word names in small letters would match ordinary words; all begin with a capital or carry one."""
    for file, e in NAMED:
        for n in e["names"]:
            if len(pieces(n)) == 1:
                assert any(c.isupper() for c in n), (file, n)


def test_a_holder_is_found_in_office_and_out_of_it():
    missed = []
    for e in load("actors/holders.yaml"):
        own = slug(e["name"])
        for t in e["terms"][:1]:
            on = t.get("from") or t.get("to")
            want = t.get("group") or t.get("state") or e["state"]
            found = Finder(names(), f"It was {e['name']} himself.", on, []).find()
            if not any(f.reading.id == want and f.reading.person == own for f in found):
                missed.append((e["name"], on, [(f.reading.id, f.reading.person) for f in found]))
        found = Finder(names(), f"It was {e['name']} himself.", "1900-01-01", []).find()
        if not any(f.reading.id == own for f in found):
            missed.append((e["name"], "1900", [f.reading.id for f in found]))
    assert missed == []


@pytest.mark.parametrize("entry", load("actors/sectors.yaml"), ids=lambda e: f"{e['class']}-{e['sector']}")
def test_each_class_of_nouns_has_an_example_that_holds(entry):
    """The example's phrase, set as a subject without a tree, gets the identity and sector that the entry says."""
    from sayso.identity import identify

    phrase, want, sector = entry["example"]
    doc = plain(phrase + " spoke.")
    for t in doc:
        t.pos_ = (
            "PUNCT"
            if t.is_punct
            else "ADP"
            if t.lower_ == "of"
            else "DET"
            if t.lower_ in {"the", "a"}
            else "PROPN"
            if t.text[0].isupper()
            else "NOUN"
        )
        t.lemma_ = t.lower_[:-1] if t.pos_ == "NOUN" and t.lower_.endswith("s") and not t.lower_.endswith("ss") else t.lower_
    cut = next((t.i for t in doc if t.lower_ == "of"), len(doc) - 2)
    heads = [t.i for t in doc if t.i < cut]
    head = doc[next(t.i - 1 for t in doc if t.lower_ == "of")] if " of " in phrase else doc[heads[-1]]
    actors = identify(doc, date(2025, 6, 1)).actors(head)
    if want == "civilians":
        assert actors == ()
        assert identify(doc, date(2025, 6, 1)).people(head)
    else:
        assert [(a.id, a.sector) for a in actors][:1] == [(want, sector)]


def test_plurals():
    table = {
        "official": "officials",
        "policeman": "policemen",
        "embassy": "embassies",
        "head of state": "heads of state",
        "child": "children",
        "corps": "corps",
    }
    assert {k: plural_of(k) for k in table} == table


def test_word_lists_are_lower_case_and_explained():
    for key, value in load("actors/words.yaml").items():
        assert value["means"]
        assert words(key)
        if key not in {"island", "kingdom", "emirate", "sultanate", "archipelago"}:
            assert all(w == w.lower() for w in words(key)), key
        else:
            assert words(key) <= STATES
