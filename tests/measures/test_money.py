"""Sums of money: amount, currency, bounds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sayso.measures import money

Row = tuple[str, list[tuple[str, str | None, str | None, str | None, str | None]]]

CASES: dict[str, Row] = {  # text, amount, currency, low, high; shapes seen in the wild and invented
    "dollar": ("a $3 million grant", [("$3 million", "3000000", "USD", "3000000", "3000000")]),
    "two letters": ("US$1.96 billion", [("US$1.96 billion", "1960000000", "USD", "1960000000", "1960000000")]),
    "lower bound": ("over £1.1bn", [("over £1.1bn", "1100000000", "GBP", "1100000000", None)]),
    "both currencies": (
        "fines him 2 million rubles (US$25,000)",
        [("2 million rubles", "2000000", "RUB", "2000000", "2000000"), ("US$25,000", "25000", "USD", "25000", "25000")],
    ),
    "euro sign after": ("50 million €", [("50 million €", "50000000", "EUR", "50000000", "50000000")]),
    "hyphened scale": ("a $2.6-billion sale", [("$2.6-billion", "2600000000", "USD", "2600000000", "2600000000")]),
    "range": ("between $1 billion and $2 billion", [("between $1 billion and $2 billion", None, "USD", "1000000000", "2000000000")]),
    "range with one scale": ("€50 to €60 million", [("€50 to €60 million", None, "EUR", "50000000", "60000000")]),
    "nationality": ("20 million Turkish lira", [("20 million Turkish lira", "20000000", "TRY", "20000000", "20000000")]),
    "nationality settles a shared noun": (
        "5 million Kuwaiti dinars",
        [("5 million Kuwaiti dinars", "5000000", "KWD", "5000000", "5000000")],
    ),
    "a shared noun alone": ("5 million dinars", [("5 million dinars", "5000000", None, "5000000", "5000000")]),
    "code before": ("DKK 100 million", [("DKK 100 million", "100000000", "DKK", "100000000", "100000000")]),
    "cents": ("$4.06 per gallon", [("$4.06", "4.06", "USD", "4.06", "4.06")]),
    "vague": ("hundreds of millions of euros", [("hundreds of millions of euros", None, "EUR", "200000000", "999999999")]),
    "approximate": ("about $100 million", [("about $100 million", "100000000", "USD", "90000000", "110000000")]),
    "upper": ("up to $500", [("up to $500", "500", "USD", "0", "500")]),
    "letters in front": ("R$16 million", [("R$16 million", "16000000", "BRL", "16000000", "16000000")]),
    "a bomb is no sum": ("500-pound bombs", []),
    "a weight is no sum": ("2,000 pounds of explosives", []),
    "sterling": ("500 pounds sterling", [("500 pounds sterling", "500", "GBP", "500", "500")]),
    "millions of pounds": ("3 million pounds", [("3 million pounds", "3000000", "GBP", "3000000", "3000000")]),
    "a verb is no currency": ("The team won 3 games.", []),
    "no figure": ("dollars and euros", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_sums(text: str, expected: list[tuple[str, str | None, str | None, str | None, str | None]]) -> None:
    def decimal(value: str | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    found = [(m.text, m.amount, m.currency, m.low, m.high) for m in money(text)]
    assert found == [(t, decimal(a), c, decimal(lo), decimal(hi)) for t, a, c, lo, hi in expected]


def test_amounts_are_printed_plainly() -> None:
    assert [str(m.amount) for m in money("€1.6 billion and $14.90")] == ["1600000000", "14.9"]
