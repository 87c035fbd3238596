"""The card of the trained parts: what they are, what they learned from, what they reach on held-out texts."""

from __future__ import annotations

from typing import Any

FORM = """# Trained parts of the claims room

Four small models beside the rules. Written by `python -m training.claims`; do not edit by hand.

| file | what |
| --- | --- |
| `states.npy` | hearing: {rows} × {labels} weights (half precision) from the encoder's word states to {labels} labels |
| `weights.json` | parties: {parties:,} signs in words with their log-odds; acceptance: {accept:,} signs; thresholds; encoder `{encoder}` |
| `scope.json` | words and pairs of words with their log-odds that a text is in scope (`python -m training.claims.scope`) |

Learned from {texts} annotated texts with {claims:,} claims (`claims/train.jsonl`, `corpus/annotations`), all CC BY-SA 4.0, CC BY or public
domain; nothing of `claims/dev.jsonl`. Acceptance also learned from 600 Current Events items of sections that hold next to no claims. Five
folds by document; figures on texts not trained on:

| | claim F1 | strict claim F1 | precision | recall |
| --- | --- | --- | --- | --- |
| rules alone | {r[claim]:.3f} | {r[strict]:.3f} | {r[precision]:.3f} | {r[recall]:.3f} |
| with the trained parts, every draft from a chance of 0.5 | {l[claim]:.3f} | {l[strict]:.3f} | {l[precision]:.3f} | {l[recall]:.3f} |

Drafts that are complete by the rules are taken from a chance of 0.25 (chosen on `claims/dev.jsonl` and PLOVER's records among four values).

The rules were written while reading the same training texts, so the first row flatters them, and the second row understates what the
trained parts add on other texts. English news and statements about states only; the weights know no party by name.
"""


def text(texts: int, claims: int, rules: dict[str, float], learned: dict[str, float], parts: dict[str, Any]) -> str:
    return FORM.format(
        texts=texts, claims=claims, r=rules, l=learned, rows=384, labels=len(parts["labels"]), parties=len(parts["parties"]),
        accept=len(parts["accept"]), encoder=parts["encoder"],
    )  # fmt: skip
