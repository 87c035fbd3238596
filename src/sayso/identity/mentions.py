"""Names found in a text: longest match over the table of names, read by case, date and what else the text speaks of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sayso.identity.names import Names, Piece, Reading, pieces
from sayso.identity.words import words

_JOINS = set(" \t\n\r\u00a0-–‑‐—/")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found. ``start``/``end`` are character offsets of the name itself (no article), ``i``/``j`` half-open token bounds.

    ``id`` is what it stands for on the day of the text: a person in office has the state's id, and ``person`` is his own slug.
    """

    start: int
    end: int
    i: int
    j: int
    text: str
    id: str
    kind: str
    sector: str | None
    state: str | None
    adjectival: bool
    why: str
    person: str | None = None
    people: bool = False
    capital: bool = False
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A reading chosen for pieces ``a`` to ``b`` (half-open)."""

    a: int
    b: int
    reading: Reading
    readings: tuple[Reading, ...]
    why: str


def _joined(text: str, left: Piece, right: Piece) -> bool:
    """Whether two pieces belong to one stretch of name: blanks and hyphens between them, or the point of an abbreviation."""
    gap = text[left.end : right.start]
    if left.possessive:
        return False
    if not gap:
        return right.fold in {",", "(", ")", "&", "+", "/"} or left.fold in {"(", "+", "/", ","}
    if gap == "." or (gap.startswith(".") and len(left.fold) <= 3):
        gap = gap[1:]  # "Amazon.com", "St. Lucia"
    elif gap[:1] in {"'", "’"} and left.fold.endswith("s"):
        gap = gap[1:]  # "Workers' Party"
        if not gap:
            return False
    return len(gap) <= 3 and all(c in _JOINS for c in gap)


def _owned_joined(text: str, left: Piece, right: Piece) -> bool:
    """The same for a possessive inside a name ("People's Republic")."""
    gap = text[left.end : right.start]
    return left.possessive and len(gap) <= 4 and gap[-1:] in _JOINS


def candidates(names: Names, text: str, found: list[Piece]) -> list[list[tuple[int, list[Reading]]]]:
    """For each piece the lengths, longest first, at which a name of the table begins there, with the readings its case allows."""
    out: list[list[tuple[int, list[Reading]]]] = []
    for i, p in enumerate(found):
        here: list[tuple[int, list[Reading]]] = []
        longest = names.longest.get(p.fold, 0)
        if longest:
            stop = i + 1
            while (
                stop < len(found)
                and stop - i < longest
                and (_joined(text, found[stop - 1], found[stop]) or _owned_joined(text, found[stop - 1], found[stop]))
            ):
                stop += 1
            for n in range(stop - i, 0, -1):
                readings = names.table.get(tuple(q.fold for q in found[i : i + n]))
                if not readings:
                    continue
                fit = [r for r in readings if names.fits(r, found[i : i + n]) and (not r.article or (i > 0 and found[i - 1].fold == "the"))]
                if fit:
                    here.append((n, fit))
        out.append(here)
    return out


class Finder:
    """Chooses among the candidates of one text. ``on`` is the ISO day of the text, None where it is unknown."""

    def __init__(self, names: Names, text: str, on: str | None, people: list[tuple[int, int]]) -> None:
        self.names, self.text, self.on = names, text, on
        self.people = people
        self.pieces = pieces(text)
        self.options = candidates(names, text, self.pieces)
        self.headline = self._headlines()
        self.support = self._support()

    def _headlines(self) -> list[bool]:
        """For each piece whether its line is set as a headline (most words capitalised), where a capital means nothing."""
        out: list[bool] = []
        at = 0
        for line in self.text.split("\n"):
            end, first = at + len(line), len(out)
            stop = first
            while stop < len(self.pieces) and self.pieces[stop].start < end:
                stop += 1
            heavy = [p for p in self.pieces[first:stop] if p.case in "UTml" and len(p.fold) > 3]
            tall = (
                not line.rstrip().endswith((".", "!", "?", '"', "”"))
                and len(heavy) >= 4
                and sum(p.case != "l" for p in heavy) >= 0.75 * len(heavy)
            )
            out += [tall] * (stop - first)
            at = end + 1
        return out

    def _support(self) -> Counter[str]:
        """How often each identity and state is named beyond doubt: weak names and doubles lean on it."""
        seen: Counter[str] = Counter()
        i = 0
        while i < len(self.options):
            step = 1
            for n, readings in self.options[i]:
                sure = [r for r in readings if not r.weak and r.holds(self.on) and r.alone]
                ids = {r.id for r in sure}
                if sure:
                    if len(ids) == 1 or len({r.person for r in sure}) == 1:
                        seen[sure[0].id] += 1
                        if sure[0].person:
                            seen["@" + sure[0].person] += n > 1
                        if sure[0].state and sure[0].state != sure[0].id:
                            seen[sure[0].state] += 1
                    step = n
                    break
            i += step
        return seen

    def find(self) -> list[Found]:
        out: list[Found] = []
        i = 0
        while i < len(self.pieces):
            step = 1
            for n, readings in self.options[i]:
                chosen = self._choose(i, i + n, readings)
                if chosen is not None:
                    out.append(Found(i, i + n, chosen[0], tuple(readings), chosen[1]))
                    step = n
                    break
            i += step
        return out

    def _choose(self, a: int, b: int, readings: list[Reading]) -> tuple[Reading, str] | None:
        if self.text[self.pieces[b - 1].end : self.pieces[b - 1].end + 1] in "$€£" and self.text[self.pieces[b - 1].end :][:1]:
            return None  # "US$ 40 million"
        readings = [r for r in readings if not (r.kind == "group" and r.sector == "PTY" and self._longer_name(a, r))]
        persons = [r for r in readings if r.person]
        others = [r for r in readings if not r.person and r.holds(self.on)]
        if persons:
            chosen = self._person(a, b, persons)
            if chosen is not None and not (
                others and b - a == 1 and self.support["@" + str(chosen[0].person)] == 0 and any(not r.weak for r in others)
            ):
                return chosen
        if not others or self._part_of_name(a, b, others):
            return None
        strong = [r for r in others if not r.weak]
        pool = strong or [r for r in others if self._leans(r)]
        # A weak reading outdoes a strong one only where the text speaks of it by another name.
        rivals = [r for r in others if r.weak and strong and self.support[r.id] > max((self.support[s.id] for s in strong), default=0)]
        pool = rivals or pool
        if not pool:
            return None
        best = max(pool, key=lambda r: self.support[r.id] * 2 + (self.support[r.state] if r.state else 0))
        ids = {r.id for r in pool}
        why = f"“{self.text[self.pieces[a].start : self.pieces[b - 1].end]}” is {best.entry}"
        if len(ids) > 1:
            why += f", chosen over {', '.join(sorted(ids - {best.id}))} because the text speaks of it"
        same = [r for r in pool if r.id == best.id]
        return next((r for r in same if not r.adjectival), best) if not self._modifies(b) else next(
            (r for r in same if r.adjectival), best
        ), why

    def _longer_name(self, a: int, r: Reading) -> bool:
        """Whether a party's name is the end of another's: "Social Democratic Party" is not the Democratic Party."""
        if a == 0 or self.headline[a]:
            return False
        p = self.pieces[a - 1]
        if self.text[p.end : self.pieces[a].start] != " " or p.case not in "Tm" or p.fold in words("common"):
            return False
        named = {x.state for n, found in self.options[a - 1] if n == 1 for x in found}
        return r.state not in named

    def _modifies(self, b: int) -> bool:
        """Whether a word of the same phrase follows the name, so that the name stands as an adjective."""
        if b >= len(self.pieces) or self.pieces[b - 1].possessive:
            return False
        gap = self.text[self.pieces[b - 1].end : self.pieces[b].start]
        return bool(gap) and all(c in _JOINS for c in gap)

    def _leans(self, r: Reading) -> bool:
        own = self.support[r.id] or (r.state and self.support[r.state])
        return bool(own or any(self.support[n] for n in self.names.near.get(r.id, ())))

    def _person(self, a: int, b: int, readings: list[Reading]) -> tuple[Reading, str] | None:
        """In office on the day: the state. Else the person. A bare surname needs the full name, a title, or an office held that day."""
        if b - a == 1 and (self._other_first_name(a) or self._first_name(a)):
            return None
        who = self._who(readings)
        mine = [r for r in readings if r.person == who]
        public = [r for r in mine if r.id != r.person and r.holds(self.on)]
        chosen = public[-1] if public else next(r for r in mine if r.id == r.person)
        introduced = self.support["@" + str(who)] > 0
        if not chosen.alone and not introduced and not self._titled(a):
            return None
        day = self.on or "an unknown day"
        if public:
            return chosen, f"in office on {day} ({chosen.entry})"
        return chosen, f"in no office on {day}: a person ({chosen.entry})"

    def _who(self, readings: list[Reading]) -> str:
        """Which of several holders of a surname: the one named in full, then the one in office, then the one whose state is spoken of."""
        whos = list(dict.fromkeys(str(r.person) for r in readings))

        def rank(who: str) -> tuple[int, int, int]:
            mine = [r for r in readings if r.person == who]
            serving = any(r.id != who and r.holds(self.on) for r in mine)
            home = mine[0].state
            return self.support["@" + who], int(serving), self.support[home] if home else 0

        return max(whos, key=rank)

    def _titled(self, a: int) -> bool:
        return a > 0 and self.pieces[a - 1].fold in words("titles") and self.pieces[a - 1].end + 2 >= self.pieces[a].start

    def _other_first_name(self, a: int) -> bool:
        """Whether a given name that is not his stands before the surname ("Hunter Biden")."""
        if a == 0 or self.headline[a]:
            return False
        p = self.pieces[a - 1]
        if self.text[p.end : self.pieces[a].start] != " " or p.case not in "Tm" or p.possessive:
            return False
        if p.fold in words("titles") or p.fold in words("common") or not p.fold.isalpha():
            return False
        before = self.text[: p.start].rstrip()
        starts = not before or before[-1] in '.!?:;“"\n'
        named = any(n == 1 or k == a - 1 for k in (a - 1, a - 2) if k >= 0 for n, _ in self.options[k] if k + n == a)
        return not named and not (starts and p.fold in words("starters"))

    def _first_name(self, a: int) -> bool:
        """Whether an unknown capitalised word follows, so that the surname is another's given name ("Cameron Stanley")."""
        b = a + 1
        if self.headline[a] or b >= len(self.pieces) or self.pieces[a].possessive:
            return False
        q = self.pieces[b]
        if self.text[self.pieces[a].end : q.start] != " " or q.case not in "Tm" or q.fold in words("common") or q.fold in words("titles"):
            return False
        end = self.pieces[a].end
        if any(s <= self.pieces[a].start and e > end for s, e in self.people):
            return True
        return not self.people and not self.options[b]

    def _part_of_name(self, a: int, b: int, readings: list[Reading]) -> bool:
        """Whether the words are part of another name: "Jordan Peterson", "Michael Jordan", "the West Coast"."""
        if b - a == 1 and self.pieces[a].fold in words("compass") and b < len(self.pieces) and not self.headline[a]:
            q = self.pieces[b]
            if self.text[self.pieces[a].end : q.start] == " " and q.case in "TUm" and not self.options[b]:
                return True
        if b - a != 1 or self.headline[a] or self.pieces[a].fold not in words("personal") or all(r.adjectival for r in readings):
            return False
        start, end = self.pieces[a].start, self.pieces[b - 1].end
        if any(s <= start and end <= e and (s, e) != (start, end) for s, e in self.people):
            return True
        if a + 1 < len(self.pieces):
            q = self.pieces[a + 1]
            if (
                self.text[end : q.start] == " "
                and q.case in "Tm"
                and not self.pieces[a].possessive
                and not self.options[a + 1]
                and q.fold not in words("common")
                and q.fold not in words("titles")
                and self._surname(a + 1)
            ):
                return True
        if a > 0:
            p = self.pieces[a - 1]
            if self.text[p.end : start] == " " and p.case in "Tm" and p.fold in words("given"):
                return True
        return False

    def _surname(self, k: int) -> bool:
        """A capitalised word of no other use, followed by a word in small letters or nothing: "Peterson said"."""
        return (
            k + 1 >= len(self.pieces) or self.pieces[k + 1].case in "ln" or self.text[self.pieces[k].end : self.pieces[k + 1].start] != " "
        )
