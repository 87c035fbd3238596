"""English word forms: from a lexicon's dictionary form to all the forms a text may show.

The lexicon is looked up by word form, so that a wrong lemma from the tagger costs nothing. The irregular forms below cover the
verbs and nouns of the predicate lexicon; everything else follows the spelling rules.
"""

from __future__ import annotations

import re
import unicodedata


def words(text: str) -> frozenset[str]:
    """A set of words written in one line, as lists of words are easiest to read and to review."""
    return frozenset(text.split())


IRREGULAR_VERBS: dict[str, tuple[str, ...]] = {
    "arise": ("arose", "arisen"),
    "awake": ("awoke", "awoken"),
    "be": ("am", "is", "are", "was", "were", "been", "being"),
    "bear": ("bore", "borne"),
    "beat": ("beat", "beaten"),
    "become": ("became", "become"),
    "begin": ("began", "begun", "beginning"),
    "bid": ("bid", "bidding"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought",),
    "broadcast": ("broadcast",),
    "build": ("built",),
    "buy": ("bought",),
    "cast": ("cast",),
    "catch": ("caught",),
    "choose": ("chose", "chosen"),
    "come": ("came", "come"),
    "cut": ("cut",),
    "deal": ("dealt",),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "fight": ("fought",),
    "find": ("found",),
    "flee": ("fled",),
    "fly": ("flew", "flown"),
    "forbid": ("forbade", "forbidden", "forbidding"),
    "forego": ("forewent", "foregone"),
    "forgive": ("forgave", "forgiven"),
    "freeze": ("froze", "frozen"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hang": ("hanged", "hung"),
    "have": ("has", "had"),
    "hit": ("hit",),
    "hold": ("held",),
    "keep": ("kept",),
    "know": ("knew", "known"),
    "lay": ("laid",),
    "lead": ("led",),
    "leave": ("left",),
    "lend": ("lent",),
    "let": ("let",),
    "lose": ("lost",),
    "make": ("made",),
    "meet": ("met",),
    "overrun": ("overran", "overrun"),
    "oversee": ("oversaw", "overseen"),
    "overthrow": ("overthrew", "overthrown"),
    "pay": ("paid",),
    "put": ("put",),
    "quit": ("quit",),
    "read": ("read",),
    "retake": ("retook", "retaken"),
    "ride": ("rode", "ridden"),
    "rise": ("rose", "risen"),
    "run": ("ran", "run"),
    "say": ("said",),
    "see": ("saw", "seen"),
    "seek": ("sought",),
    "sell": ("sold",),
    "send": ("sent",),
    "set": ("set",),
    "shake": ("shook", "shaken"),
    "shed": ("shed",),
    "shell": ("shelled", "shelling"),
    "shoot": ("shot",),
    "shut": ("shut",),
    "sink": ("sank", "sunk"),
    "speak": ("spoke", "spoken"),
    "spend": ("spent",),
    "split": ("split",),
    "spread": ("spread",),
    "stand": ("stood",),
    "steal": ("stole", "stolen"),
    "strike": ("struck", "stricken"),
    "swear": ("swore", "sworn"),
    "take": ("took", "taken"),
    "teach": ("taught",),
    "tear": ("tore", "torn"),
    "tell": ("told",),
    "think": ("thought",),
    "throw": ("threw", "thrown"),
    "undergo": ("underwent", "undergone"),
    "undertake": ("undertook", "undertaken"),
    "uphold": ("upheld",),
    "win": ("won",),
    "withdraw": ("withdrew", "withdrawn"),
    "withhold": ("withheld",),
    "write": ("wrote", "written"),
}
#: Two-syllable verbs with the stress on the second syllable double their last consonant.
DOUBLING = words(
    "abet admit airdrop allot ban bar beg bid blot cancel clap chop commit compel concur confer control cut defer deter dig drag "
    "drop embed equip excel expel fit flog grab grip gun gut hit impel incur jam kidnap knit label let level model mob mug nab "
    "nap net occur omit outgun overrun pat patrol peg permit pin plan plot plug prefer prod propel quit ram rebel recur refer "
    "regret remit repel rig rip rob rub run scrap scrub ship shred shun shut signal sip sit skid skim skip slam slap slip slit "
    "snap snip snub spin split spot spur stab stem step stir stop strap strip stun submit swap tap tip top transfer transmit "
    "trap travel trim tug unplug unwrap wed whip wiretap worship wrap zap"
)
IRREGULAR_NOUNS = {"man": "men", "woman": "women", "person": "people", "child": "children", "crisis": "crises", "aircraft": "aircraft"}


def verb_forms(lemma: str) -> set[str]:
    """All forms of a verb: "ship" → ship, ships, shipped, shipping."""
    out = {lemma}
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        out.add(lemma + "es")
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeou":
        out.add(lemma[:-1] + "ies")
    else:
        out.add(lemma + "s")
    if lemma in DOUBLING and lemma[-1] not in "wxy":
        stem_ed, stem_ing = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
        out |= {lemma + "ed", lemma + "ing"} if lemma in ("cancel", "label", "level", "model", "signal", "travel") else set()
    elif lemma.endswith("ie"):
        stem_ed, stem_ing = lemma + "d", lemma[:-2] + "ying"
    elif lemma.endswith("ee"):
        stem_ed, stem_ing = lemma + "d", lemma + "ing"
    elif lemma.endswith("e"):
        stem_ed, stem_ing = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeou":
        stem_ed, stem_ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        stem_ed, stem_ing = lemma + "ed", lemma + "ing"
    out.add(stem_ing)
    irregular = IRREGULAR_VERBS.get(lemma)
    if irregular is None and "-" not in lemma:
        for prefix in ("re", "over", "under", "out", "mis", "un"):
            if lemma.startswith(prefix) and lemma[len(prefix) :] in IRREGULAR_VERBS:
                irregular = tuple(prefix + f for f in IRREGULAR_VERBS[lemma[len(prefix) :]])
    out |= set(irregular) if irregular else {stem_ed}
    return out


def noun_forms(lemma: str) -> set[str]:
    """Singular and plural: "embargo" → embargo, embargoes, embargos."""
    if lemma in IRREGULAR_NOUNS:
        return {lemma, IRREGULAR_NOUNS[lemma]}
    if lemma.endswith("y") and lemma[-2:-1] not in "aeou":
        return {lemma, lemma[:-1] + "ies"}
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return {lemma, lemma + "es"}
    if lemma.endswith("o"):
        return {lemma, lemma + "es", lemma + "s"}
    if lemma.endswith("sis"):
        return {lemma, lemma[:-2] + "es"}
    return {lemma, lemma + "s"}


def slug(text: str) -> str:
    """A lower-case id from words: "Los Choneros" → "los-choneros"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"^(the|a|an|some|several|all|any|two|three|four|five|six)\s+", "", plain.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
