"""Claims of any shape, for properties. Their spans need not stand in a text: the ledger keeps what it is given."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from sayso.records import Actor, Claim, Flow, Item, Money, Place, Quantity, Reason, Source, Span, Status, TimeSpan, Unresolved

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
maybe = st.none() | words
offset = st.integers(0, 10**6)
count = st.none() | st.integers(0, 2**63 - 1)
day = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
amount = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=4)

spans = st.builds(Span, offset, offset, words)
quantities = st.builds(Quantity, offset, offset, words, count, count, words, maybe, maybe)
actors = st.builds(
    Actor, offset, offset, words, words, maybe, st.none() | st.builds(Unresolved, words, st.lists(words, max_size=2).map(tuple))
)
items = st.builds(Item, offset, offset, words, words, maybe, st.none() | quantities, maybe)
sources = st.builds(Source, offset, offset, words, maybe, words, st.booleans(), st.none() | spans)


def several(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


def claims(document: str) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        id=st.text("0123456789abcdef", min_size=16, max_size=16),
        document=st.just(document),
        trigger=spans,
        event=maybe,
        mode=maybe,
        flow=st.none() | st.sampled_from(Flow),
        actor=several(actors),
        recipient=several(actors),
        items=several(items),
        money=st.none() | st.builds(Money, offset, offset, words, amount, maybe, amount, amount),
        place=several(st.builds(Place, offset, offset, words, maybe)),
        time=st.none() | st.builds(TimeSpan, offset, offset, words, day, day, maybe, words, maybe),
        status=st.sampled_from(Status),
        sources=several(sources),
        confidence=st.none() | st.floats(0, 1),
        reasons=several(st.builds(Reason, words, words, maybe, st.none() | spans)),
    )
