"""Which arms and military goods a text names: "450 Shahed-136 drones", "air-to-air and Hellfire missiles", "military aid".

What the lexicon finds (``designators.scan``) is put together (``weapon_cores``) and given the noun phrase around it here. Before a
noun for a deed or a trade ("drone attack", "arms shipment") an item is only a modifier: it keeps its bare words, and a nationality
before a deed is not the weapon's. Parts of speech and the tree, where there are any, are asked for the bounds of the phrase and for
verbs that look like nouns; without them closed lists of words do the same work.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sayso.identity.arsenal import BESIDE, COMPANY, SURE, arsenal
from sayso.identity.designators import Designation, find_designations, parse_designation
from sayso.identity.weapon_cores import Core, below, cores_of, kin
from sayso.identity.weapon_words import COUNT, figure, nations, words
from sayso.language.plain import plain
from sayso.records import Item

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.language.plain import Parse, Placed

__all__ = ["Designation", "ItemMention", "Items", "class_of", "find_designations", "find_items", "parse_designation"]

_WINDOW: Final = 160  # characters to both sides in which company is looked for
_REACH: Final = 100  # the same for the words that a noun wants near by or far off
_HYPHENS: Final = frozenset("-–‑")
_VERBS: Final = frozenset({"VB", "VBD", "VBZ", "VBP", "VBG", "VBN"})
_ARTICLES: Final = frozenset({"a", "an", "the", "this", "that", "these", "those"})
_BEFORE_NOUN: Final = frozenset({"JJ", "JJR", "JJS", "CD", "NN", "NNP", "NNPS", "VBN", "HYPH", "AFX", "DT"})
_MODIFIERS: Final = frozenset({"compound", "nmod:desc"})
_NEXT_WORD: Final = re.compile(r"[ \u00a0-]([A-Za-z]+)(?![A-Za-z])")
# "missile and drone attack": the noun after a coordination without a plural in it.
_NEXT_AFTER_AND: Final = re.compile(r" (?:and|or|&) (?:(?!an? |the |its |their )[\w-]+ ){0,2}?[\w-]*[^\Ws][ -]([A-Za-z]+)(?![A-Za-z])")
_AGAINST: Final = re.compile(r"(?:\banti|\bcounter|\bnon|\bc)[- ]$", re.IGNORECASE)
_LIST: Final = re.compile(r"(?:[,;/]| and| or| &| as well as| along with| plus| including| such as)+(?: [\w$.,'’-]+){0,6} ?")
_PARTICLED: Final = re.compile(r"(?:hand|turn|sign|pass)(?:s|ed|ing)?|t[ao]ken?|taking", re.IGNORECASE)
_BODY: Final = re.compile(r"\b(?:his|her|my|both|your|in the|into the|folded|open|bare|outstretched) $", re.IGNORECASE)
_SERVICE: Final = re.compile(r"[ -](?:Air|Army|Navy|Marine|Coast|Space|Armed|Special|National|Forces)")


@dataclass(frozen=True, slots=True)
class ItemMention:
    """Goods as mentioned.

    ``start``/``end`` are half-open character offsets of the whole noun phrase, ``i``/``j`` its token bounds; ``head`` is the index of
    the head noun, ``core`` the token bounds of the words that the lexicon knows. ``maker`` is what the table knows of the model
    (alpha-3), ``origin`` what the words say. ``modifier``: the words only modify a noun for a deed or a trade ("drone attack").
    ``elided``: the noun stands with the next item ("ballistic and cruise missiles").
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
    elided: bool
    why: str

    def item(self) -> Item:
        return Item(self.start, self.end, self.text, self.class_, self.designation, None, self.origin)


@dataclass(frozen=True, slots=True)
class Items:
    """All goods of one document, in order, and the way from a token to what its noun phrase names."""

    all: tuple[ItemMention, ...]
    _by_token: dict[int, int]

    def mention(self, head: Placed) -> ItemMention | None:
        """The mention whose core (or whose count: "thousands of drones") contains ``head``; None where it names no goods."""
        k = self._by_token.get(head.i)
        return None if k is None else self.all[k]

    def at(self, head: Placed) -> Item | None:
        """The goods named by the noun phrase that ``head`` heads, without a quantity; None where it names none."""
        found = self.mention(head)
        return found.item() if found else None

    def elided_at(self, head: Placed) -> tuple[Item, ...]:
        """Further goods that share the noun ``head``: "ballistic" of "ballistic and cruise missiles"; empty for most."""
        k = self._by_token.get(head.i)
        out: list[Item] = []
        while k is not None and k > 0 and self.all[k - 1].elided and not self.all[k].elided:
            out.append(self.all[k - 1].item())
            k -= 1
        return tuple(out)


class _Reader:
    """One pass over one document."""

    def __init__(self, doc: Parse) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.starts: list[int] = [t.idx for t in doc]
        self.tagged, self.parsed = doc.tagged, doc.parsed
        self.arsenal = arsenal()
        self.nations = nations()
        self.words = words()
        self.certain: list[Core] = []  # the items that need no company, for those that do

    def token_at(self, char: int) -> int:
        return bisect_right(self.starts, char) - 1

    # -- company -------------------------------------------------------------------------------------------------------

    def placed(self, core: Core) -> bool:
        """Whether the words that a noun wants near by, or far off, are where it wants them."""
        if core.term is None:
            return True
        low, high = max(0, core.start - _REACH), min(len(self.text), core.end + _REACH)
        near, far = core.term.near, core.term.far
        if far is not None and far.search(self.text, low, high):
            return False
        # The noun itself may contain the word ("nuclear technology"): only what stands before and after it counts.
        return near is None or bool(near.search(self.text, low, core.start) or near.search(self.text, core.end, high))

    def believed(self, core: Core) -> bool:
        """Whether a weak noun or name keeps the company it needs: a cue word or a certain item near by, or one in its own sentence."""
        if not self.placed(core):
            return False
        start, end = core.start, core.end
        if core.strength == SURE:
            return True
        if core.strength == BESIDE:
            return core.designator is None and self.listed(core)
        low, high = max(0, start - _WINDOW), min(len(self.text), end + _WINDOW)
        near = any(low <= c.start < high and (c.end <= start or c.start >= end) for c in self.certain)
        return near or any(not start <= m.start() < end for m in self.arsenal.cues.finditer(self.text, low, high))

    def listed(self, core: Core) -> bool:
        """Whether it stands in a list with certain goods ("weapons, vehicles and ammunition"); "a drone hit vehicles" is none."""
        low, high = core.start - _WINDOW, core.end + _WINDOW
        return any(
            _LIST.fullmatch(self.text, *((c.end, core.start) if c.end <= core.start else (core.end, c.start)))
            for c in self.certain
            if low <= c.start < high and c is not core
        )

    # -- what the words around make of it --------------------------------------------------------------------------------

    def host_word(self, word: str) -> str | None:
        return "event" if word in self.arsenal.event_hosts else "goods" if word in self.arsenal.goods_hosts else None

    def host(self, core: Core, j: int) -> str | None:
        """ "event" or "goods" where the item only modifies a noun for a deed or a trade, else None."""
        last = self.text[core.start : core.end].lower()
        if core.generic and last.endswith("s") and not last.endswith(("weapons", "arms")):
            return None
        if following := _NEXT_WORD.match(self.text, core.end):
            host = self.host_word(following[1].lower())
            if host is not None:
                return None if self.text[core.end] != "-" and self.verb(following.start(1)) else host
        if self.parsed:
            token = self.doc[j - 1]
            if token.dep_ == "conj":
                token = token.head
            if token.dep_ in _MODIFIERS and token.head.i >= j and (host := self.host_word(token.head.text.lower())):
                return host
        if (after := _NEXT_AFTER_AND.match(self.text, core.end)) and not self.verb(after.start(1)):
            return self.host_word(after[1].lower())
        return None

    def verb(self, char: int) -> bool:
        return self.tagged and self.doc[self.token_at(char)].tag_ in _VERBS

    def void(self, core: Core, i: int, j: int) -> bool:
        """Whether the words around say that these are no goods."""
        text = self.text
        after = _NEXT_WORD.match(text, core.end)
        word = after[1].lower() if after else ""
        if word in self.arsenal.void_after and (core.generic or (core.designator is not None and core.designator.strength)):
            return True
        if (text[core.end : core.end + 1] == "-" and word in self.words.bound) or _AGAINST.search(
            text, max(0, core.start - 10), core.start
        ):
            return True
        if text[core.start : core.end].lower() == "arms" and _BODY.search(text, max(0, core.start - 16), core.start):
            return True
        token = self.doc[j - 1]
        if self.tagged and core.generic and j - i == 1 and token.tag_ in _VERBS:
            return True
        person = token.ent_type_ in {"PER", "PERSON"}
        if core.designator is not None:
            return person and not core.generic and core.designator.strength > SURE and not self.listed(core)
        return person or self.title(core, i)

    def title(self, core: Core, i: int) -> bool:
        """Whether one capitalised noun goes on a name: "New York Jets", "Royal Dutch Shell"."""
        words = self.text[core.start : core.end]
        if i == 0 or " " in words or not words[0].isupper() or words.isupper():
            return False
        before = self.doc[i - 1]
        return (
            before.is_alpha
            and before.text[0].isupper()
            and before.i > 0
            and before.text.lower() not in self.words.determiners
            and not self.nations.adjective.fullmatch(before.text)
        )

    # -- the noun phrase -------------------------------------------------------------------------------------------------

    def belongs(self, k: int, head: int) -> bool:
        """Whether token ``k``, left of the core, is part of its noun phrase (counts with "of" apart)."""
        token = self.doc[k]
        low = token.text.lower()
        bound = k > 0 and self.doc[k - 1].text in _HYPHENS and not self.doc[k - 1].whitespace_
        if token.is_space or (low in self.words.stops and not bound) or low in self.words.possessives:
            return False
        if token.text in _HYPHENS:
            return k > 0 and not self.doc[k - 1].whitespace_ and not token.whitespace_
        if token.is_punct:
            return False
        if self.parsed:
            top, steps = token, 0
            while top.i != head and top.head.i != top.i and steps < 6:
                top, steps = top.head, steps + 1
            if top.i == head:
                return token.dep_ not in {"nsubj", "cop", "case", "cc"} and low != "no"
        if self.tagged and token.tag_:
            return token.tag_ in _BEFORE_NOUN and low != "no"
        if figure(token.text) or self.nations.adjective.fullmatch(token.text):
            return True
        parts = [part for part in re.split(r"[-–]", low) if part]
        return all(part in self.words.left or self.nations.adjective.fullmatch(part.title()) for part in parts)

    def phrase(self, core: Core, i: int, j: int) -> int:
        """The first token of the noun phrase whose core is tokens ``i`` … ``j``."""
        first = i
        while first > 0 and i - first < 10 and self.belongs(first - 1, j - 1):
            first -= 1
            if self.doc[first].text.lower() in _ARTICLES:
                break
        while first < i and self.doc[first].text in _HYPHENS:
            first += 1
        # The count may already stand in the phrase ("300 drones" of "more than 300 drones"): it is read again with its hedge.
        opening = first
        for k in range(first, i):
            if figure(self.doc[k].text) or (k == opening and self.doc[k].text.lower() in self.words.determiners):
                opening = k + 1
        start = self.starts[first] if first < i else core.start
        stop = self.starts[opening] if opening < i else core.start
        window = re.sub(r"[\n\u00a0]", " ", self.text[max(0, stop - 70) : stop])
        counted = (m := COUNT.search(window)) is not None and stop - len(window) + m.start() <= start
        if counted and m is not None:
            first = self.token_at(stop - len(window) + m.start())
            # "handed over 13 jets": the particle belongs to the verb.
            if self.doc[first].text == "over" and first and _PARTICLED.match(self.doc[first - 1].text):
                first += 1
        while first < i and self.doc[first].text.lower() in self.words.possessives:
            first += 1
        # Owners before the weapon ("ISIL heavy weapons") stay outside, unless a determiner or a count opens the phrase.
        if not counted:
            while first < i and self.owner(first):
                first += 1
        return first

    def owner(self, k: int) -> bool:
        """Whether token ``k``, first of the phrase, names who has the weapon: "ISIL heavy weapons", "U.S.-supplied missiles"."""
        token, nations = self.doc[k], self.nations
        low = token.text.lower()
        near = self.text[max(0, token.idx - 20) : token.idx + 28]
        here = min(token.idx, 20)

        def within(pattern: re.Pattern[str]) -> re.Match[str] | None:
            return next((m for m in pattern.finditer(near) if m.start() <= here < m.end()), None)

        if within(nations.handled):
            return True
        if figure(token.text) or low in self.words.determiners or low in self.words.makers:
            return False
        if not (token.text[:1].isupper() or token.is_punct) or within(nations.made):
            return False
        # "Russian drones": the maker; "Ukrainian Armed Forces drones": the owner.
        maker = within(nations.adjective)
        if maker is not None and not _SERVICE.match(near, maker.end()):
            return False
        return not self.tagged or token.tag_ in {"NNP", "NNPS", "HYPH", "NN", "JJ"} or token.is_punct

    def origin(self, start: int, end: int) -> tuple[str | None, str]:
        """The maker's country where the words from ``start`` to ``end`` give it, and those words."""
        words = self.text[start:end]
        if m := self.nations.made.search(words):
            return self.nations.states[m[1]], m.group()
        handled = [m.span() for m in self.nations.handled.finditer(words)]
        for m in self.nations.adjective.finditer(words):
            # "U.S. Air Force F-15E": the owner's service, not the maker.
            if not any(a <= m.start() < b for a, b in handled) and not _SERVICE.match(words, m.end()):
                return self.nations.states[m[1]], m.group()
        return None, ""

    def quotes(self, start: int, end: int) -> tuple[int, int]:
        """The bounds widened over a bracket or quotation mark that the phrase opens or closes only by half."""
        inside = self.text[start:end]
        if inside.count("(") > inside.count(")") and self.text[end : end + 1] == ")":
            end += 1
        if inside.count('"') % 2 or inside.count("”") > inside.count("“"):
            if start and self.text[start - 1] in '"“':
                start -= 1
            elif self.text[end : end + 1] in {'"', "”"}:
                end += 1
        return start, end

    # -- all together ----------------------------------------------------------------------------------------------------

    def mention(self, core: Core, previous: ItemMention | None) -> ItemMention | None:
        i, j = self.token_at(core.start), bisect_left(self.starts, core.end)
        if j <= i or self.void(core, i, j):
            return None
        host = self.host(core, j)
        first = i if host == "event" or core.elided else self.phrase(core, i, j)
        if previous is not None and first < previous.j <= i:
            first = previous.j if previous.designator is None or core.designator is not None else first
        start = self.starts[first] if first < i else core.start
        origin, words = (None, "") if host == "event" else self.origin(start, core.end)
        if host == "goods":
            # "all weapons shipments", "a new arms deal": what opens the phrase belongs to the trade, but for the nationality.
            at = self.text.find(words, start) if words else core.start
            first, start = (self.token_at(at), at) if words else (i, core.start)
        if origin is None and host is None and first == i and previous is not None and not previous.modifier:
            # "Iranian aircraft and helicopters": a nationality holds for what is joined to it without a count of its own.
            between = self.text[previous.end : core.start]
            if between in {" and ", " or ", "/"} and previous.origin:
                origin, words = previous.origin, "the item before it"
        start, end = self.quotes(start, core.end)
        why = core.why + (f"; origin by {words!r}" if origin else "")
        if host:
            why += f"; modifies a noun for a {'deed' if host == 'event' else 'trade'}"
        designator = core.designator
        return ItemMention(
            start=start,
            end=end,
            text=self.text[start:end],
            i=first,
            j=j,
            head=j - 1,
            core=(i, j),
            class_=core.class_,
            designation=designator.name if designator else None,
            designator=designator,
            maker=designator.maker if designator else None,
            origin=origin,
            modifier=host is not None,
            elided=core.elided,
            why=why,
        )

    def read(self) -> Items:
        cores = cores_of(self.text)
        self.certain = [c for c in cores if c.strength == SURE and self.placed(c)]
        mentions: list[ItemMention] = []
        for core in cores:
            if not self.believed(core):
                continue
            found = self.mention(core, mentions[-1] if mentions else None)
            if found is None:
                continue
            # "HIMARS long-range rocket systems": a model inside the next phrase is that phrase's.
            if mentions and found.start <= mentions[-1].start and (model := mentions[-1].designator) is not None:
                mentions.pop()
                if kin(model.class_, found.class_):
                    deeper = model.class_ if below(model.class_, found.class_) else found.class_
                    found = replace(
                        found, designator=model, designation=model.name, maker=model.maker, class_=deeper, why=f"{model.why}; {found.why}"
                    )
            mentions.append(found)
        by_token: dict[int, int] = {}
        for n, m in enumerate(mentions):
            for k in range(m.core[0], m.j):
                by_token[k] = n
            # The head of "thousands of drones" is "thousands" in many trees.
            if re.search(r"\bof\b", self.text[m.start : self.starts[m.core[0]]]):
                for k in range(m.i, m.core[0]):
                    if self.doc[k].text.lower() != "of":
                        by_token.setdefault(k, n)
        return Items(tuple(mentions), by_token)


def find_items(doc: Doc | Parse) -> Items:
    """All arms and military goods that ``doc`` names, in order. Tags, tree and names make it better."""
    return _Reader(plain(doc)).read()


def class_of(text: str) -> str | None:
    """The codebook class of a phrase by itself ("loitering munitions", "F-16C", "155mm shells"); None where it names no goods."""
    sure = [
        c
        for c in cores_of(text)
        if not c.elided and (c.strength <= COMPANY or c.generic or c.designator is None or c.designator.calibre_mm)
    ]
    return max(sure, key=lambda c: (c.designator is not None, -c.strength, c.end)).class_ if sure else None
