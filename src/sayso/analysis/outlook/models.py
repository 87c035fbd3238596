"""Learned outlooks on disk: JSON that a person can read, and the one that comes with sayso."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from sayso.analysis.outlook.chances import SIGNS, Chances, Reals, Rules, plain_kind
from sayso.errors import InputError

SHIPPED = Path(__file__).parent / "defaults.json"
"""Learned from the Current Events portal of Wikipedia, January 2025 to August 2026, as sayso reads it."""


def save(chances: Chances, path: Path) -> None:
    """Write a learned outlook. Kinds with a class of goods take no part in rules and are left out."""
    on = [i for i, k in enumerate(chances.kinds) if plain_kind(k)]
    grid = np.ix_([0, 1], on, on)
    kept = {
        "about": "an outlook learned by sayso; cells: the baseline's table, last by often; rules: way, sign, kind, cases, hits",
        "window": chances.window,
        "cases": chances.cases,
        "weights": dict(zip((*SIGNS, "always"), np.round(chances.weights, 4).tolist(), strict=True)),
        "cells": np.round(chances.cells, 6).tolist(),
        "kinds": [chances.kinds[i] for i in on],
        "rate": np.round(chances.rules.rate[on], 7).tolist(),
        "rules": _rows(chances.rules.cases[grid], chances.rules.hits[grid]),
    }
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in kept.items())
    path.write_text("{" + lines + "}\n", encoding="utf-8")


def _rows(cases: Reals, hits: Reals) -> list[list[int]]:
    return [[int(w), int(s), int(k), int(cases[w, s, k]), int(hits[w, s, k])] for w, s, k in zip(*np.nonzero(cases), strict=True)]


def load(path: Path = SHIPPED) -> Chances:
    """A learned outlook of :func:`save`."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        weights = np.array([kept["weights"][s] for s in (*SIGNS, "always")])
        k = len(kept["kinds"])
        cases, hits = np.zeros((2, k, k)), np.zeros((2, k, k))
        for way, sign, kind, n, h in kept["rules"]:
            cases[way, sign, kind], hits[way, sign, kind] = n, h
        rules = Rules(cases, hits, np.array(kept["rate"]))
        return Chances(tuple(kept["kinds"]), kept["window"], weights, np.array(kept["cells"]), rules, kept["cases"])
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"The learned outlook {path} cannot be used ({error})", "Learn it again with sayso outlook --learn.") from error
