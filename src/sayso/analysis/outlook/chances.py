"""Will A do this to B within the next days? A logistic model over signs of the history, with a recurrency baseline beside it.

The baseline is what a careful clerk would say from one card: of all pairs for which the same lies as long back and was as frequent, in what
share did it happen again within the window. The model adds what the clerk does not look at: temporal rules mined from the history ("after A
threatens B, A strikes B within 30 days in 14 of 40 cases"), the other direction, plans, and how active both are. Both are learned from days
whose window had closed before the day of the outlook, so that nothing of the future is in them.

Method: rules after TLogic (Liu and others, AAAI 2022), confidence shrunk towards the kind's own rate; logistic regression by Newton steps
with a ridge; learned over cut days every :data:`EVERY` days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sayso.analysis.outlook.history import Flags, Ints
from sayso.analysis.outlook.series import PLANNED, Series

Reals = NDArray[np.float64]

WINDOW = 30
EVERY = 10
PAIRS = 6_000
"""Pairs that a cut day is learned from at most; drawn whatever became of them, so that the chances stay right."""
BLOCK = 60
"""Days after which the rules are mined anew while learning."""
LIVE = 365
"""Pairs without any act for so many days are not asked about."""
LAST = np.array([7, 30, 90, 365])
OFTEN = np.array([0, 1, 3, 9])
_PRIOR = 4.0  # cases that the shrinkage of a rule or of a cell of the baseline counts for
_LEAST = 5  # cases that a rule needs
_RIDGE = 30.0
_MOST = np.log1p(4.0)  # a sign counts up to four days: wars must not outweigh everything else

SIGNS: tuple[str, ...] = (
    "how often this kind happens between any two",
    "how often and when last the same happened",
    "the same within 7 days",
    "the same within 30 days",
    "the same within 90 days",
    "the same ever",
    "the same by the other party within 30 days",
    "the same by the other party within 90 days",
    "planned within 30 days",
    "anything by the actor towards the other within 30 days",
    "anything by the actor towards the other within 90 days",
    "anything by the other party within 30 days",
    "the actor does this to anyone, within 30 days",
    "the actor does this to anyone, within 90 days",
    "this is done to the recipient by anyone, within 30 days",
    "this is done to the recipient by anyone, within 90 days",
    "the strongest rule that fires",
    "rules that fire",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions: actor, recipient and kind by number, and the first day of the window, all of one length."""

    actor: Ints
    recipient: Ints
    kind: Ints
    day: Ints


@dataclass(frozen=True, slots=True)
class Rules:
    """After ``sign`` (a kind, by the actor or by the other party), ``kind`` within the window: cases and hits, (2, signs, kinds).

    Kinds with a class of goods are neither: they are too rare to be signs, and inherit the chances of their flow.
    """

    cases: Reals
    hits: Reals
    rate: Reals  # of each kind, over all pairs and days: what a rule must beat

    def confidence(self) -> Reals:
        """The share of hits, shrunk towards the kind's rate; (2, signs, kinds)."""
        found: Reals = (self.hits + _PRIOR * self.rate) / (self.cases + _PRIOR)
        return found


@dataclass(frozen=True, slots=True)
class Chances:
    """A learned outlook. ``kinds`` are the names behind the numbers of ``rules``; ``cells`` the baseline's table (ages, counts)."""

    kinds: tuple[str, ...]
    window: int
    weights: Reals
    cells: Reals
    rules: Rules
    cases: int  # examples it was learned from


def logit(p: Reals) -> Reals:
    q = np.clip(p, 1e-4, 1 - 1e-4)
    found: Reals = np.log(q / (1 - q))
    return found


def expit(x: Reals) -> Reals:
    found: Reals = 1 / (1 + np.exp(-np.clip(x, -30, 30)))
    return found


def mine(series: Series, day: int, window: int) -> Rules:
    """Rules from what happened before ``day``: for each act with a closed window, which kinds followed, either way."""
    k, n = len(series.kinds), max(1, len(series.kinds))
    sign_kinds, target_kinds = plain(series), targets(series)
    closed = (series.day + window < day) & np.isin(series.kind, sign_kinds)
    lines = np.unique(np.stack([series.actor, series.recipient, series.kind, series.day], 1)[closed], axis=0)
    a, b, sign, when = lines.T if len(lines) else np.zeros((4, 0), np.int64)
    cases, hits = np.zeros((2, k, k)), np.zeros((2, k, k))
    for way, (actor, other) in enumerate(((a, b), (b, a))):
        total = np.bincount(sign, minlength=k).astype(float)
        for kind in target_kinds:
            followed = series.same.happened(series.key(actor, other, np.full(len(actor), kind)), when + 1, window)
            cases[way, :, kind] = total
            hits[way, :, kind] = np.bincount(sign, followed, k)
    # the rate over pairs and days: windows begun on a grid of days, for pairs that were live
    happened, asked = np.zeros(n), 0
    for cut in range(window, day - window, window):
        actor, other = series.pairs_before(cut, LIVE)
        asked += len(actor)
        for kind in target_kinds:
            happened[kind] += series.same.happened(series.key(actor, other, np.full(len(actor), kind)), cut, window).sum()
    return Rules(cases, hits, _inherited(series, (happened[:k] + 0.5) / (asked + 100.0)))


def _inherited(series: Series, rate: Reals) -> Reals:
    """Kinds with a class of goods have the rate of their flow: how often the very class flows is told by the signs."""
    out = rate.copy()
    for i, kind in enumerate(series.kinds):
        if not plain_kind(kind):
            flow = series.kind_number(" ".join(kind.split(" ")[:2]))
            out[i] = rate[flow] if flow is not None else rate.min()
    return out


def baseline_cell(series: Series, asked: Asked) -> tuple[Ints, Ints]:
    """The cell of the baseline's table: how long ago the same happened last, and how often in a year."""
    seen = series.same.before(series.key(asked.actor, asked.recipient, asked.kind), asked.day, 365)
    return np.searchsorted(LAST, seen.age), np.searchsorted(OFTEN, seen.n)


def signs(series: Series, rules: Rules, cells: Reals, asked: Asked) -> Reals:
    """One row a question, one column for each of :data:`SIGNS`."""
    a, b, k, day = asked.actor, asked.recipient, asked.kind, asked.day
    same, back = series.key(a, b, k), series.key(b, a, k)
    pair, pair_back = series.pair_key(a, b), series.pair_key(b, a)
    log = np.log1p
    plan = np.array([_number(series, name + PLANNED) for name in series.kinds], np.int64)[k] if len(series.kinds) else k
    planned = np.where(plan >= 0, series.same.before(series.key(a, b, np.maximum(plan, 0)), day, 30).n, 0)
    confidence, strength = fired(series, rules, asked)
    rate = rules.rate[k]
    best = (confidence * strength).max((1, 2)) if confidence.size else np.zeros(len(k))
    beats = ((confidence > 2 * rate[:, None, None]) & strength).sum((1, 2)) if confidence.size else np.zeros(len(k))
    last, often = baseline_cell(series, asked)
    columns = [
        logit(rate),
        logit(cells[last, often]),
        *(log(series.same.before(same, day, d).n) for d in (7, 30, 90, 365)),
        *(log(series.same.before(back, day, d).n) for d in (30, 90)),
        log(planned),
        *(log(series.pair.before(pair, day, d).n) for d in (30, 90)),
        log(series.pair.before(pair_back, day, 30).n),
        *(log(series.by_actor.before(series.party_key(a, k), day, d).n) for d in (30, 90)),
        *(log(series.by_recipient.before(series.party_key(b, k), day, d).n) for d in (30, 90)),
        np.where(best > rate, logit(np.maximum(best, rate)) - logit(rate), 0),
        log(beats),
    ]
    out = np.stack([np.asarray(c, float) for c in columns], 1)
    out[:, 2:16] = np.minimum(out[:, 2:16], _MOST)
    return out


def _number(series: Series, kind: str) -> int:
    found = series.kind_number(kind)
    return -1 if found is None else found


def fired(series: Series, rules: Rules, asked: Asked) -> tuple[Reals, Flags]:
    """For each question, each way and sign: the confidence of the rule to the question's kind, and whether its sign stands within 30 days.

    A kind is no sign of itself: that is the baseline's card.
    """
    k, n = len(series.kinds), len(asked.kind)
    stands = np.zeros((n, 2, k), bool)
    for way, (a, b) in enumerate(((asked.actor, asked.recipient), (asked.recipient, asked.actor))):
        for sign in np.flatnonzero((rules.cases[way] >= _LEAST).any(1)):
            stands[:, way, sign] = series.same.before(series.key(a, b, np.full(n, sign)), asked.day, 30).n > 0
    stands[np.arange(n), 0, asked.kind] = False
    enough = (rules.cases >= _LEAST)[:, :, asked.kind].transpose(2, 0, 1)
    return rules.confidence()[:, :, asked.kind].transpose(2, 0, 1), stands & enough


def questions(series: Series, day: int, kinds: Ints, pairs: int | None = None) -> Asked:
    """Every live pair with every kind, for a window that begins on ``day``; of more than ``pairs`` pairs so many, drawn by chance."""
    a, b = series.pairs_before(day, LIVE)
    if pairs is not None and len(a) > pairs:
        drawn = np.sort(np.random.default_rng(day).permutation(len(a))[:pairs])
        a, b = a[drawn], b[drawn]
    n = len(kinds)
    return Asked(np.repeat(a, n), np.repeat(b, n), np.tile(kinds, len(a)), np.full(len(a) * n, day, np.int64))


def plain(series: Series) -> Ints:
    """The kinds without a class of goods."""
    return np.array([i for i, k in enumerate(series.kinds) if plain_kind(k)], np.int64)


def plain_kind(kind: str) -> bool:
    """Whether a kind names no class of goods."""
    return kind.removesuffix(PLANNED).count(" ") < 2


def targets(series: Series) -> Ints:
    """The kinds that are asked about: what is done, not what is planned, and flows without their classes."""
    return np.array([i for i, k in enumerate(series.kinds) if not k.endswith(PLANNED) and k.count(" ") < 2], np.int64)


def learn(series: Series, day: int, *, window: int = WINDOW, most: int = 200_000) -> Chances | None:
    """Learn from what happened before ``day``; None where there are fewer than 50 cases in which something happened.

    Of questions where nothing points to the kind only a part is looked at, weighted accordingly; ``most`` bounds the examples.
    """
    rules = mine(series, day, window)
    cuts = range(max(60, window), day - window + 1, EVERY)
    parts = [questions(series, cut, targets(series), PAIRS) for cut in cuts]
    if not parts:
        return None
    every = Asked(*(np.concatenate([getattr(p, f) for p in parts]) for f in ("actor", "recipient", "kind", "day")))
    truth = series.same.happened(series.key(every.actor, every.recipient, every.kind), every.day, window)
    if truth.sum() < 50:
        return None
    cells = _cells(series, every, truth)
    drawn, weight = _draw(series, every, truth, most)
    kept = Asked(every.actor[drawn], every.recipient[drawn], every.kind[drawn], every.day[drawn])
    weights = _fit(_earlier(series, cells, kept, window), truth[drawn].astype(float), weight)
    return Chances(tuple(series.kinds), window, weights, cells, rules, len(drawn))


def _earlier(series: Series, cells: Reals, asked: Asked, window: int) -> Reals:
    """The signs of past questions with the rules as they stood then: rules that know the answers would look too good."""
    out = np.zeros((len(asked.day), len(SIGNS)))
    block = asked.day // BLOCK
    for b in np.unique(block):
        part = np.flatnonzero(block == b)
        rules = mine(series, int(b) * BLOCK, window)
        out[part] = signs(series, rules, cells, Asked(asked.actor[part], asked.recipient[part], asked.kind[part], asked.day[part]))
    return out


def _cells(series: Series, asked: Asked, truth: Flags) -> Reals:
    last, often = baseline_cell(series, asked)
    shape = (len(LAST) + 1, len(OFTEN) + 1)
    at = last * shape[1] + often
    n = np.bincount(at, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    hits = np.bincount(at, truth, shape[0] * shape[1]).reshape(shape)
    # shrunk towards all of the same age
    of_age = (hits.sum(1) + _PRIOR * truth.mean()) / (n.sum(1) + _PRIOR)
    found: Reals = (hits + _PRIOR * of_age[:, None]) / (n + _PRIOR)
    return found


def _draw(series: Series, asked: Asked, truth: Flags, most: int) -> tuple[Ints, Reals]:
    """All questions where the same ever happened or comes true, and a part of the rest with its weight."""
    seen = series.same.before(series.key(asked.actor, asked.recipient, asked.kind), asked.day).n > 0
    matter = np.flatnonzero(seen | truth)
    rest = np.flatnonzero(~(seen | truth))
    generator = np.random.default_rng(0)
    if len(matter) > most // 2:
        matter = np.sort(generator.permutation(matter)[: most // 2])
    share = min(len(rest), max(len(matter), most // 4))
    part = np.sort(generator.permutation(rest)[:share])
    weight = np.concatenate([np.full(len(matter), (seen | truth).sum() / max(1, len(matter))), np.full(share, len(rest) / max(1, share))])
    return np.concatenate([matter, part]), weight


def _fit(x: Reals, y: Reals, weight: Reals) -> Reals:
    """Logistic regression by Newton steps, the intercept last; the ridge pulls towards the baseline (its logit at weight 1)."""
    x = np.column_stack([x, np.ones(len(x))])
    start = np.zeros(x.shape[1])
    start[1] = 1.0
    ridge = np.full(x.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    w = start.copy()
    for _ in range(30):
        p = expit(x @ w)
        slope = x.T @ (weight * (y - p)) - ridge * (w - start)
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        w = w + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    return w


def apply(chances: Chances, series: Series, asked: Asked) -> tuple[Reals, Reals, Reals]:
    """Probability, baseline, and what each sign adds to the log-odds (questions, signs; the last column is the intercept).

    The probability is the mean of the model's and the baseline's: walking forward, the model is right about who comes next, but it
    believes that a war goes on as it went; the mean had the better Brier score in five of six windows (docs/outlook.md).
    """
    rules = align(chances, series)
    x = signs(series, rules, chances.cells, asked)
    last, often = baseline_cell(series, asked)
    parts = np.column_stack([x * chances.weights[:-1], np.full(len(x), chances.weights[-1])])
    baseline = chances.cells[last, often]
    return (expit(parts.sum(1)) + baseline) / 2, baseline, parts


def align(chances: Chances, series: Series) -> Rules:
    """The rules in the numbering of ``series``; kinds that were not learned have no cases and the lowest rate."""
    if chances.kinds == tuple(series.kinds):
        return chances.rules
    old = {k: i for i, k in enumerate(chances.kinds)}
    place = np.array([old.get(k, -1) for k in series.kinds], np.int64)
    on = np.flatnonzero(place >= 0)
    k = len(series.kinds)
    cases, hits = np.zeros((2, k, k)), np.zeros((2, k, k))
    ways = np.arange(2)
    grid, source = np.ix_(ways, on, on), np.ix_(ways, place[on], place[on])
    cases[grid], hits[grid] = chances.rules.cases[source], chances.rules.hits[source]
    rate = np.full(k, float(chances.rules.rate.min()) if len(chances.rules.rate) else 1e-3)
    rate[on] = chances.rules.rate[place[on]]
    return replace(chances.rules, cases=cases, hits=hits, rate=_inherited(series, rate))
