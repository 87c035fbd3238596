"""Which kind of figure it is: this batch, a running total, a rate, or a stock."""

from __future__ import annotations

from functools import cache

from sayso.lexicons import load
from sayso.measures.numerals import tables
from sayso.measures.words import Words

# How many tokens after its figure "a month" or "each" may stand.
_RATE_REACH = 6
_ORDER = ("rate", "total", "stock", "batch")


@cache
def _cues() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The cues by their first word, longest first."""
    cues: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in _ORDER:
        for phrase in load("measures/counts.yaml")["measure"][kind]:
            words = tuple(Words(phrase).low)
            cues.setdefault(words[0], []).append((words, kind))
    return {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in cues.items()}


def _same_figure(words: Words, j: int, k: int) -> bool:
    """Nothing between tokens ``j`` and ``k`` begins another clause or figure: "two launchers with six missiles each" """
    numbers = tables()
    return not any(w in {",", ";", ":"} or w[0].isdecimal() or w in numbers.ones or w in numbers.tens for w in words.low[j:k])


def measure_of(words: Words, i: int, j: int) -> tuple[str | None, str]:
    """``batch``, ``total``, ``rate`` or ``stock`` for the figure in tokens ``i`` to ``j``, and the words that say so.

    A rate must follow the figure within its clause; of the other cues in the sentence the strongest kind decides (total before
    stock before batch), and among equals the nearest."""
    cues = _cues()
    first, last = words.sentence(i)
    best: tuple[int, int, str] | None = None
    k = first
    while k < last:
        for phrase, kind in cues.get(words.low[k], ()):
            if not words.has(k, phrase) or k + len(phrase) > last:
                continue
            distance = k - j if k >= j else i - (k + len(phrase))
            if kind == "rate" and not (j <= k <= j + _RATE_REACH and not words.capital(k) and _same_figure(words, j, k)):
                continue
            if kind == "stock" and distance > 12:
                continue
            rank = (_ORDER.index(kind), abs(distance))
            if best is None or rank < best[:2]:
                best = (*rank, words.slice(k, k + len(phrase)))
            k += len(phrase) - 1
            break
        k += 1
    return (None, "") if best is None else (_ORDER[best[0]], f"“{best[2]}”")
