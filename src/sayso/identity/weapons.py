"""Which arms and military goods a text names: "450 Shahed-136 drones", "air-to-air and Hellfire missiles", "military aid".

What the lexicon finds in the text (``designators.scan``) is put together here into noun phrases. Neighbouring finds are one item
("Hellfire" + "air-to-surface" + "missiles"); its last noun is the head, what stands before narrows the class, a light head takes
the class of what stands before it ("Patriot batteries"), a part makes a part of it ("drone engines"). Before a noun for a deed or
a trade ("drone attack", "arms shipment") an item is only a modifier: it keeps its bare words, and a nationality before a deed is
not the weapon's. The dependency tree, where there is one, is asked only for parts of speech and for what belongs to the phrase;
without it closed lists of words do the same work.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from sayso.identity.arsenal import BESIDE, COMPANY, SURE, Arsenal, Term, arsenal
from sayso.identity.designators import Designation, Found, find_designations, parse_designation, scan
from sayso.lexicons import load
from sayso.records import Item

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Designation", "ItemMention", "Items", "class_of", "find_designations", "find_items", "parse_designation"]

_WINDOW: Final = 160  # characters to both sides in which company is looked for
_GAP: Final = re.compile(r"[ \t\u00a0]*[-–‑\"“”'‘’«»(]?[ \t\u00a0]*\n?|\n|[\"”’»] ?[\"“‘«(]?")
_NUMBER: Final = (
    r"(?:\d[\d,. ]*\d|\d)(?: (?:hundred|thousand|million|dozen))?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|"
    r"four|five|six|seven|eight|nine))?|(?:an? |one |two |three |four |five |six |several |some )?(?:hundred|thousand|dozen|million)|both|half a dozen|half a million"
)
_VAGUE: Final = (
    r"(?:(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|tens|an? (?:\w+ )?(?:number|couple|pair|handful|variety|range|host|series of)"
    r"|an? few|an? further|a single|pairs|both|most|many|much|more|fewer|several|some|multiple|numerous|countless|various|enough|no|any|each|every|another|other|additional|further|all|"
    r"an unspecified number|an undisclosed number|an unknown number|unspecified numbers|large numbers|large quantities|large amounts|a large quantity|a total)"
)
_HEDGE: Final = (
    r"(?:at least|at most|up to|more than|fewer than|less than|as many as|as few as|no more than|no fewer than|over|under|about|around|approximately|roughly|some|nearly|almost|"
    r"close to|an estimated|estimated|an additional|another|a further|the (?:first|last|remaining|other)|a total of|an initial|only|just|the|these|those|its first|its|their)"
)
_COUNT: Final = re.compile(
    rf"(?<![\w.])(?:{_HEDGE} )*(?:between (?:{_NUMBER}) and (?:{_NUMBER})|(?:{_NUMBER})(?: to | ?[-–] ?| or )(?:{_NUMBER})|(?:{_NUMBER})|{_VAGUE})"
    rf"(?: (?:more|additional|other|of (?:the|its|their|these)|of))? $",
    re.IGNORECASE,
)
_DETERMINERS: Final = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "some", "several", "multiple", "many", "few", "other", "another", "additional", "further", "more", "all", "both", "each", "every", "any", "no", "various", "numerous", "such", "first", "second", "third", "last", "latest", "new", "old", "modern", "advanced"]
)
_POSSESSIVES: Final = frozenset(["its", "their", "his", "her", "our", "my", "your", "whose"])
_STOPS: Final = frozenset(
    ["and", "or", "but", "nor", "of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "onto", "over", "under", "after", "before", "during", "against", "via", "including", "as", "than", "that", "which", "who", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may", "might", "shall", "should", "not", "it", "they", "he", "she", "we", "you", "i", "there", "using", "while", "when", "where", "if", "because", "about", "around", "sent", "send", "sends", "sending", "fired", "fires", "fire", "launch", "launches", "launched", "launching", "used", "uses", "use", "supplied", "supplies", "supply", "supplying", "provided", "provides", "provide", "providing", "deliver", "delivers", "delivered", "delivering", "delivered", "deploy", "deploys", "deployed", "deploying", "destroyed", "destroys", "destroy", "destroying", "intercepted", "intercepts", "intercept", "intercepting", "said", "says", "say", "bought", "buys", "buy", "buying", "sold", "sells", "sell", "selling", "received", "receives", "receive", "receiving", "ordered", "orders", "donated", "donates", "donate", "shot", "downed", "hit", "hits", "struck", "seized", "seizes", "seize", "lost", "include", "includes", "included", "give", "gives", "gave", "given", "transferred", "transfer", "transfers", "exported", "export", "imported", "import", "produce", "produces", "produced", "producing", "made", "make", "makes", "built", "build", "get", "gets", "got", "operates", "operate", "operated"]
)
_ADJECTIVES: Final = frozenset(
    ["hostile", "modern", "advanced", "old", "new", "heavy", "light", "large", "small", "long-range", "short-range", "medium-range", "suspected", "deadly", "lethal", "military", "armed", "unarmed", "tactical", "strategic", "guided", "precision", "explosive", "incoming", "enemy", "cheap", "sophisticated", "self-propelled", "towed", "main", "multi-role", "stealth", "surplus", "used", "second-hand", "refurbished", "upgraded", "modernised", "modernized", "hypersonic", "supersonic", "conventional", "nuclear-capable", "nuclear-armed", "high-altitude", "medium-altitude", "low-cost", "jet-powered", "multiple", "unmanned", "remaining", "own", "same", "major", "offensive", "defensive", "combat", "attack", "naval"]
)
_MAKER_WORDS: Final = frozenset(
    ["boeing", "lockheed", "martin", "raytheon", "iai", "bell", "sikorsky", "airbus", "saab", "dassault", "bayraktar", "baykar", "elbit", "rafael", "kongsberg", "rheinmetall", "bae", "northrop", "grumman", "leonardo", "embraer", "mikoyan", "sukhoi", "antonov", "tupolev", "ilyushin", "mil", "kamov", "hanwha", "kai", "elta", "thales", "mbda", "hesa", "general", "dynamics", "atomics", "textron", "agustawestland", "agusta", "eurocopter", "nexter", "oshkosh", "cessna", "beechcraft", "mcdonnell", "douglas", "hughes"]
)
_LEFT_WORDS: Final = (
    _DETERMINERS
    | _ADJECTIVES
    | _MAKER_WORDS
    | frozenset(
        ["made", "built", "produced", "designed", "carrying", "operated", "supplied", "donated", "provided", "launched", "range", "altitude", "north", "south", "saudi", "u.s.", "us", "uk", "era", "short", "long", "medium", "multi", "role", "capable", "military"]
    )
)
_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class ItemMention:
    """Goods as mentioned.

    ``start``/``end`` are half-open character offsets of the whole noun phrase, ``i``/``j`` its token bounds; ``head`` is the index of
    the head noun, ``core`` the token bounds of the words that the lexicon knows. ``maker`` is what the table knows of the model
    (alpha-3), ``origin`` what the words say. ``modifier``: the words only modify a noun for a deed or a trade ("drone attack").
    """

    start: int
    end: int
    text: str
    i: int
    j: int
    head: int
    core: tuple[int, int]
    class_: str
    designation: str | None
    designator: Designation | None
    maker: str | None
    origin: str | None
    modifier: bool
    why: str

    def item(self) -> Item:
        return Item(self.start, self.end, self.text, self.class_, self.designation, None, self.origin)


@dataclass(frozen=True, slots=True)
class Items:
    """All goods of one document, in order, and the way from a token to what its noun phrase names."""

    all: tuple[ItemMention, ...]
    _by_token: dict[int, int]

    def mention(self, head: Token) -> ItemMention | None:
        """The mention whose core (or whose count: "thousands of drones") contains ``head``; None where it names no goods."""
        k = self._by_token.get(head.i)
        return None if k is None else self.all[k]

    def at(self, head: Token) -> Item | None:
        """The goods named by the noun phrase that ``head`` heads, without a quantity; None where it names none."""
        found = self.mention(head)
        return found.item() if found else None


@dataclass(frozen=True, slots=True)
class _Nations:
    adjective: re.Pattern[str]
    states: dict[str, str]
    made: re.Pattern[str]
    handled: re.Pattern[str]


@cache
def _nations() -> _Nations:
    content = load("weapons/nationalities.yaml")
    states: dict[str, str] = {**content["adjectives"]}
    names = sorted([*states, *content["nouns"]], key=len, reverse=True)
    plain = sorted(states, key=len, reverse=True)
    verbs, others = "|".join(content["makes"]), "|".join(content["handles"])
    return _Nations(
        adjective=re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, plain))})(?![\w])"),
        states={**states, **content["nouns"]},
        made=re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, names))})[- ](?:{verbs})(?!\w)"),
        handled=re.compile(
            rf"(?<![\w.])({'|'.join(map(re.escape, names))})(?: [Mm]ilitary| [Aa]rmy| [Nn]avy| [Aa]ir [Ff]orce)?[- ](?:{others})(?!\w)"
        ),
    )


def _below(class_: str, of: str) -> bool:
    return class_ == of or class_.startswith(of + ".")


def _kin(a: str, b: str) -> bool:
    """Whether one class lies in the other, or both in one branch: an F-16 and an aircraft, not an F-16 and an engine."""
    if a == "weapon" or b == "weapon":
        return a.startswith("weapon") and b.startswith("weapon")
    return a.split(".")[:2] == b.split(".")[:2] or {a.split(".")[1] if "." in a else a, b.split(".")[1] if "." in b else b} <= {
        "missile", "air-defence", "artillery", "ammunition", "uav", "explosive", "nuclear"
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Core:
    """Neighbouring finds put together, before the noun phrase around them is known."""

    start: int
    end: int
    class_: str
    designator: Designation | None
    designator_end: int
    strength: int
    why: str
    generic: bool  # ends in a generic noun


def _narrow(class_: str, modifiers: list[Term]) -> tuple[str, str]:
    """``class_`` after all modifiers, nearest to the head first; and the words that changed it."""
    used: list[str] = []
    for term in reversed(modifiers):
        for source, target in term.narrows:
            if _below(class_, source) and class_ != target and not _below(class_, target):
                class_ = target
                used.append(term.text)
                break
    return class_, ", ".join(reversed(used))


def _deeper(a: str, b: str) -> str:
    """The class of a model beside its generic noun: the deeper where one contains the other, else the noun's."""
    if _below(a, b):
        return a
    return b


def _of_sequence(sequence: list[Found]) -> _Core | None:
    """The item that a row of neighbouring finds names, or None where it has neither a head nor a model."""
    designators = [f.designation for f in sequence if f.designation is not None]
    last = sequence[-1]
    start, end = sequence[0].start, last.end
    modifiers = [f.term for f in sequence if f.term is not None and f.term.kind == "modifier"]
    heads = [(f, t) for f in sequence for t in ((f.term, *f.also) if f.term else ()) if t.kind == "head"]
    named = _one_of(designators)
    strengths = [d.strength for d in designators] or [t.strength for f, t in heads if f is last] or [t.strength for _, t in heads]
    kinds = {t.kind for t in ((last.term, *last.also) if last.term else ())}
    word = text_of(last)
    before = [f for f in sequence[:-1]]
    head_class = next((t.class_ for f, t in heads if f is last), None)
    goods_before = [t.class_ for f, t in heads if f is not last] + [d.class_ for d in designators]
    if "part" in kinds and before and goods_before:
        part = next(t for t in (last.term, *last.also) if t is not None and t.kind == "part")
        return _Core(start, end, part.class_, None, end, SURE, f"'{word}' of what stands before it", True)
    if "light" in kinds and head_class is None:
        if not goods_before:
            return None
        class_, why = _narrow(goods_before[-1], modifiers)
        if named is not None and _kin(named.class_, class_):
            class_ = named.class_
        return _Core(
            start,
            end,
            class_,
            named,
            end,
            SURE if named else min(strengths or [SURE]),
            f"'{word}' takes the class of what stands before it",
            True,
        )
    if head_class is not None:
        class_, used = _narrow(head_class, modifiers)
        term = next(t for f, t in heads if f is last)
        why = f"weapons/generic.yaml: '{term.text}'" + (f", narrowed by {used}" if used else "")
        strength = term.strength
        if named is not None and _kin(named.class_, class_):
            class_ = _deeper(named.class_, class_) if class_ != "weapon" else named.class_
            if named.calibre_mm is not None and class_ == "weapon.ammunition":
                class_ = "weapon.ammunition.shell" if named.class_.endswith("shell") else class_
            why, strength = f"{named.why}; {why}", SURE
        elif named is not None:
            named = None
        if before and any(f.term is None or f.term.kind in {"head", "modifier"} for f in before):
            strength = SURE
        return _Core(start, end, class_, named, end, strength, why, True)
    if named is not None:
        class_, used = _narrow(named.class_, modifiers)
        last_named = max(f.end for f in sequence if f.designation is not None)
        generic_before = [t for f, t in heads]
        if generic_before and _kin(generic_before[-1].class_, class_):
            class_ = _deeper(class_, generic_before[-1].class_)
            return _Core(start, last_named, class_, named, last_named, SURE, f"{named.why}; after '{generic_before[-1].text}'", False)
        first = min(f.start for f in sequence if f.designation is not None or (f.term is not None and f.term.kind == "modifier"))
        return _Core(first, last_named, class_, named, last_named, named.strength, named.why, False)
    if heads:
        # A head with only modifiers after it ("drones surveillance"): the head stands alone.
        f, term = heads[-1]
        class_, used = _narrow(term.class_, [g.term for g in sequence if g.term and g.term.kind == "modifier" and g.end <= f.start])
        return _Core(start, f.end, class_, None, f.end, term.strength, f"weapons/generic.yaml: '{term.text}'", True)
    return None


def text_of(found: Found) -> str:
    return found.term.text if found.term else found.designation.text if found.designation else ""


def _one_of(designators: list[Designation]) -> Designation | None:
    """The designator of the phrase: neighbours that name one weapon ("MQ-9" "Reaper") are one, else the first that is not a calibre."""
    models = [d for d in designators if d.calibre_mm is None]
    if not models:
        return designators[-1] if designators else None
    best = max(models, key=lambda d: (d.ship is None, d.model is not None, d.strength == SURE))
    return best


def _clusters(found: list[Found], text: str) -> list[list[Found]]:
    """Rows of finds with nothing between them but blanks, hyphens, quotation marks or an opening bracket."""
    rows: list[list[Found]] = []
    for f in found:
        if f.term is not None and f.term.kind == "void":
            rows.append([f])
            continue
        if rows and rows[-1][-1].term is not None and rows[-1][-1].term.kind == "void":
            rows.append([f])
            continue
        if rows and _GAP.fullmatch(text, rows[-1][-1].end, f.start):
            gap = text[rows[-1][-1].end : f.start]
            # A plural noun ends its phrase, unless what follows names it: 'drones (Shahed-136)'.
            if not ("(" in gap and f.designation is None):
                rows[-1].append(f)
                continue
        rows.append([f])
    return rows


class _Reader:
    """One pass over one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.starts = [t.idx for t in doc]
        self.tagged = doc.has_annotation("TAG")
        self.parsed = doc.has_annotation("DEP")
        self.arsenal: Arsenal = arsenal()
        self.nations = _nations()

    def token_at(self, char: int) -> int:
        return bisect_right(self.starts, char) - 1

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        return self.token_at(start), bisect_left(self.starts, end)

    # -- company -------------------------------------------------------------------------------------------------------

    def company(self, start: int, end: int, certain: list[_Core]) -> bool:
        """Whether a cue word or a certain item stands near by."""
        low, high = max(0, start - _WINDOW), end + _WINDOW
        if any(low <= c.start < high and (c.end <= start or c.start >= end) for c in certain):
            return True
        return any(not (start <= m.start() < end) for m in self.arsenal.cues.finditer(self.text, low, min(high, len(self.text))))

    def neighbours(self, start: int, end: int, certain: list[_Core]) -> bool:
        """Whether a certain item stands within the same sentence (no full stop between)."""
        for c in certain:
            if c.start == start:
                continue
            between = self.text[c.end : start] if c.end <= start else self.text[end : c.start]
            if len(between) < _WINDOW and not re.search(r"[.!?;:]\s", between):
                return True
        return False

    # -- the words around ------------------------------------------------------------------------------------------------

    def is_noun(self, i: int) -> bool:
        return not self.tagged or self.doc[i].tag_ in _NOUN_TAGS or not self.doc[i].tag_

    def host_after(self, end: int) -> str | None:
        """ "event" or "goods" where a noun for a deed or a trade follows ("drone attack", "missile and drone attack"), else None."""
        m = re.compile(
            r"(?:[ -](?:and|or|&) (?:[\w-]+ ){0,3}?[\w-]+|, [\w-]+(?: [\w-]+)?,?(?: and| or) [\w-]+(?: [\w-]+)?)?[ -]([A-Za-z]+)"
        ).match(self.text, end)
        if not m:
            return None
        for m in (re.compile(r"[ -](?:[a-z]+[ -])?([A-Za-z]+)").match(self.text, end), m):
            if m is None:
                continue
            word = m[1].lower()
            if m.end() < len(self.text) and self.text[m.end()].isalnum():
                continue
            if word in self.arsenal.event_hosts:
                return "event"
            if word in self.arsenal.goods_hosts:
                return "goods"
        return None

    def modifier_host(self, core: _Core, i: int, j: int) -> str | None:
        """What kind of noun the item only modifies, or None where it is a phrase of its own."""
        head = j - 1
        plural = (
            core.generic and self.text[core.end - 1] == "s" and not self.text[core.start : core.end].lower().endswith(("weapons", "arms"))
        )
        if plural:
            return None
        following = re.compile(r"[ -]([A-Za-z]+)").match(self.text, core.end)
        if following:
            word = following[1].lower()
            if word in self.arsenal.event_hosts or word in self.arsenal.goods_hosts:
                token = self.token_at(following.start(1))
                verb = self.tagged and self.doc[token].tag_ in {"VBZ", "VBD", "VBP", "VB", "VBG", "VBN"}
                if not verb:
                    return "event" if word in self.arsenal.event_hosts else "goods"
                return None
        if self.parsed:
            token = self.doc[head]
            if token.dep_ in {"compound", "nmod:desc", "conj"}:
                top = token.head
                if token.dep_ == "conj" and top.dep_ in {"compound", "nmod:desc"}:
                    top = top.head
                if top.i >= j and top.lower_ in self.arsenal.event_hosts:
                    return "event"
                if top.i >= j and top.lower_ in self.arsenal.goods_hosts:
                    return "goods"
            return None
        if following is None or following[1].lower() in {"and", "or"}:
            return self.host_after(core.end)
        return None

    # -- the noun phrase -------------------------------------------------------------------------------------------------

    def belongs(self, k: int, head: int) -> bool:
        """Whether token ``k``, left of the core, is part of its noun phrase (determiners and counts apart)."""
        token = self.doc[k]
        low = token.lower_
        bound = k > 0 and self.doc[k - 1].text in {"-", "–", "‑"} and not self.doc[k - 1].whitespace_
        if token.is_space or (low in _STOPS and not bound) or low in _POSSESSIVES or low in {"'s", "’s", "'", "’"}:
            return False
        if token.text in {"-", "–", "‑"}:
            return k > 0 and not self.doc[k - 1].whitespace_ and not token.whitespace_
        if token.is_punct:
            return False
        if self.parsed:
            top, steps = token, 0
            while top.i != head and top.head.i != top.i and steps < 6:
                top, steps = top.head, steps + 1
            if top.i == head and token.pos_ in {"ADJ", "NUM", "NOUN", "PROPN", "DET", "VERB", "ADV", "X", "SYM"}:
                return token.dep_ not in {"nsubj", "cop", "case", "cc"}
        if self.tagged and token.tag_:
            return token.tag_ in {"JJ", "JJR", "JJS", "CD", "NN", "NNP", "NNPS", "VBN", "HYPH", "AFX", "DT"} and token.tag_ != "DT"
        return (
            token.like_num
            or self.nations.adjective.fullmatch(token.text) is not None
            or all(
                part in _LEFT_WORDS or self.nations.adjective.fullmatch(part.title()) is not None
                for part in low.replace("–", "-").split("-")
                if part
            )
        )

    def phrase(self, core: _Core, i: int, j: int) -> int:
        """The first token of the noun phrase whose core is tokens ``i`` … ``j``."""
        k, head = i, j - 1
        while k > 0 and i - k < 10 and self.belongs(k - 1, head):
            k -= 1
        first = k
        # Hyphens do not begin a phrase.
        while first < i and self.doc[first].text in {"-", "–", "‑"}:
            first += 1
        start = self.doc[first].idx
        counted = False
        # The count may already stand in the phrase ("300 drones" of "more than 300 drones"): it is read again with its hedge.
        opening = first
        while opening < i and (
            self.doc[opening].like_num or self.doc[opening].lower_ in _DETERMINERS or self.doc[opening].text in {"-", "–", ","}
        ):
            opening += 1
        stop = self.doc[opening].idx if opening < i else core.start
        window = self.text[max(0, stop - 70) : stop].replace("\n", " ").replace("\u00a0", " ")
        if (m := _COUNT.search(window)) and stop - len(window) + m.start() <= start:
            start = stop - len(window) + m.start()
            counted = True
        n = self.token_at(start)
        while n < i and self.doc[n].lower_ in _POSSESSIVES:
            n, counted = n + 1, False
        # Owners before the weapon ("ISIL heavy weapons") stay outside, unless a determiner or a count opens the phrase.
        if not counted and self.doc[n].lower_ not in _DETERMINERS and not self.doc[n].like_num:
            while n < i and not self.doc[n].like_num and self.doc[n].lower_ not in _DETERMINERS and self._owner(n):
                n += 1
        return n

    def _owner(self, n: int) -> bool:
        token = self.doc[n]
        if token.lower_ in _MAKER_WORDS or not (token.text[:1].isupper() or token.text in {"-", "(", ")"}):
            return False
        tail = self.text[token.idx : token.idx + 24]
        return not (self.nations.adjective.match(tail) or self.nations.made.match(tail) or self.nations.handled.match(tail)) and not (
            token.idx == 0 and self.tagged and token.tag_ not in {"NNP", "NNPS"}
        )

    def origin(self, start: int, core: _Core) -> tuple[str | None, str]:
        """The maker's country where the words between ``start`` and the head give it, and the words."""
        words = self.text[start : core.end]
        if m := self.nations.made.search(words):
            return self.nations.states[m[1]], m.group()
        blocked = [(m.start(), m.end()) for m in self.nations.handled.finditer(words)]
        for m in self.nations.adjective.finditer(words):
            if any(a <= m.start() < b for a, b in blocked):
                continue
            after = words[m.end() :]
            # "U.S. Air Force F-15E": the owner's service, not the maker.
            if re.match(r"[ -](?:Air|Army|Navy|Marine|Coast|Space|Armed|Special|National|military[ -])", after):
                continue
            return self.nations.states[m[1]], m.group()
        return None, ""

    def _quotes(self, start: int, end: int) -> tuple[int, int]:
        """The bounds widened over a bracket or quotation mark that the phrase opens or closes only by half."""
        inside = self.text[start:end]
        if inside.count("(") > inside.count(")") and self.text[end : end + 1] == ")":
            end += 1
        for opening, closing in (('"', '"'), ("“", "”"), ("'", "'")):
            odd = inside.count(opening) % 2 if opening == closing else inside.count(closing) > inside.count(opening)
            if odd and start and self.text[start - 1] == opening:
                start -= 1
            elif odd and self.text[end : end + 1] == closing:
                end += 1
        return start, end

    # -- all together ----------------------------------------------------------------------------------------------------

    def void(self, core: _Core, j: int) -> bool:
        """Whether the words around say that these are no goods."""
        text = self.text
        after = re.compile(r"[ -]([A-Za-z]+)").match(text, core.end)
        if after and after[1].lower() in self.arsenal.void_after and core.generic:
            return True
        if (
            after
            and text[core.end] == "-"
            and after[1].lower()
            in {
                "armed",
                "capable",
                "carrying",
                "laden",
                "equipped",
                "grade",
                "free",
                "proof",
                "related",
                "like",
                "packed",
                "tipped",
                "powered",
                "producing",
                "mounted",
                "hunting",
            }
        ):
            return True
        low = text[core.start : core.end].lower()
        before = text[max(0, core.start - 12) : core.start].lower()
        if re.search(r"(?:anti|counter|non|c)[- ]$", before):
            return True
        if low == "arms" and re.search(r"\b(?:his|her|their|my|both|your|its|whose|in the|into the) $", before):
            return not re.search(
                r"\b(?:lay|lays|laid|laying|down|up|surrender|surrendered|give up|hand over|handed over|decommission)\b",
                text[max(0, core.start - 30) : core.start].lower(),
            )
        if low == "mine" and re.search(r"\b(?:of|is|a friend of) $", before):
            return True
        if self.tagged and core.generic and core.designator is None:
            token = self.doc[j - 1]
            if token.tag_ in {"VB", "VBD", "VBZ", "VBP", "VBG", "VBN"} and len(low.split()) == 1 and "-" not in low:
                return True
        return self.named_otherwise(core, j)

    def named_otherwise(self, core: _Core, j: int) -> bool:
        """Whether the words are part of a person's name ("Stacey Abrams") or, for a bare noun, of a title ("New York Jets")."""
        i = self.token_at(core.start)
        ent = self.doc[j - 1].ent_type_
        if core.designator is not None and not core.generic:
            return ent in {"PER", "PERSON"} and core.designator.strength > SURE
        if core.designator is None and ent in {"PER", "PERSON"}:
            return True
        text = self.text
        one_word = " " not in text[core.start : core.end]
        if core.designator is None and one_word and text[core.start].isupper() and not text[core.start : core.end].isupper() and i > 0:
            previous = self.doc[i - 1]
            return (
                previous.text[:1].isupper()
                and previous.is_alpha
                and previous.i > 0
                and not self.nations.adjective.fullmatch(previous.text)
                and previous.lower_ not in _DETERMINERS
            )
        return False

    def cores(self) -> list[_Core]:
        rows = _clusters(scan(self.text), self.text)
        cores: list[_Core] = []
        for row in rows:
            if row[0].term is not None and row[0].term.kind == "void":
                continue
            core = _of_sequence(row)
            if core is not None:
                cores.append(core)
        certain = [c for c in cores if c.strength == SURE]
        kept: list[_Core] = []
        for core in cores:
            if core.strength == COMPANY and not self.company(core.start, core.end, certain):
                continue
            if core.strength == BESIDE and (core.designator is not None or not self.neighbours(core.start, core.end, certain)):
                continue
            kept.append(core)
        return kept

    def read(self) -> Items:
        mentions: list[ItemMention] = []
        by_token: dict[int, int] = {}
        last_origin: tuple[int, str | None, bool] = (-1, None, False)
        for core in self.cores():
            i, j = self.bounds(core.start, core.end)
            if j <= i or self.void(core, j):
                continue
            host = self.modifier_host(core, i, j)
            n = i if host == "event" else self.phrase(core, i, j)
            start = self.doc[n].idx if n < i else core.start
            origin, words = (None, "") if host == "event" else self.origin(start, core)
            if host == "goods" and origin is None:
                n, start = i, core.start
            elif host == "goods" and self.doc[n].lower_ in _DETERMINERS:
                n += 1
                start = self.doc[n].idx
            # "Iranian aircraft and helicopters": a nationality holds for what is joined to it without a count of its own.
            if (
                origin is None
                and host is None
                and n == i
                and re.fullmatch(r" and | or |/", self.text[last_origin[0] : core.start] if last_origin[0] >= 0 else "")
            ):
                origin = last_origin[1]
                words = "shared with the item before it" if origin else ""
            last_origin = (core.end, origin, host is not None)
            start, end = self._quotes(start, core.end)
            why = (
                core.why
                + (f"; origin by {words!r}" if origin else "")
                + (f"; modifies a noun for {'a deed' if host == 'event' else 'a trade'}" if host else "")
            )
            designator = core.designator
            mention = ItemMention(
                start=start,
                end=end,
                text=self.text[start:end],
                i=n,
                j=j,
                head=j - 1,
                core=(i, j),
                class_=core.class_,
                designation=designator.name if designator else None,
                designator=designator,
                maker=designator.maker if designator else None,
                origin=origin,
                modifier=host is not None,
                why=why,
            )
            for k in range(i, j):
                by_token[k] = len(mentions)
            if re.search(r"\bof\b", self.text[start : core.start]):
                # The head of "thousands of drones" is "thousands" in many trees.
                for k in range(n, i):
                    if self.doc[k].lower_ != "of":
                        by_token.setdefault(k, len(mentions))
            mentions.append(mention)
        return Items(tuple(mentions), by_token)


def find_items(doc: Doc) -> Items:
    """All arms and military goods that ``doc`` names, in order. Works on any ``Doc``; tags, tree and names make it better."""
    return _Reader(doc).read()


def class_of(text: str) -> str | None:
    """The codebook class of a phrase by itself ("loitering munitions", "F-16C", "155mm shells"); None where it names no goods."""
    cores = [c for row in _clusters(scan(text), text) if (c := _of_sequence(row)) is not None]
    if not cores:
        return None
    best = max(cores, key=lambda c: (c.designator is not None and c.strength == SURE, -c.strength, c.end))
    return replace(best).class_
