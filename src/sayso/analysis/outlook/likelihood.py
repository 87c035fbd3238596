"""Words for likelihood: ICD 203 (Analytic Standards, US Director of National Intelligence, 2 January 2015, section D.6.e.(2)(a)).

The directive's bounds in per cent: almost no chance 1–5, very unlikely 5–20, unlikely 20–45, roughly even chance 45–55, likely 55–80,
very likely 80–95, almost certain 95–99. A value on a bound takes the word nearer to even; below 1 and above 99 the outer words still stand.
"""

from __future__ import annotations

WORDS: tuple[tuple[float, str], ...] = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
"""Upper bounds and words, in order."""


def words(probability: float) -> str:
    """The ICD 203 term of a probability in [0, 1]."""
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is no probability")
    for bound, word in WORDS[:3]:
        if probability < bound:
            return word
    for bound, word in WORDS[3:]:
        if probability <= bound:
            return word
    raise AssertionError
