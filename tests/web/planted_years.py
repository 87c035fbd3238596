"""Three years of reports with a change of pace, two foes, a mediator who falls silent, and a friend of each side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sayso.ledger import Store
from sayso.records import Claim, Document
from tests.builders import claim, document, when

TURN = date(2021, 7, 1)
"""From here on Iran arms Russia three times a month, and Turkey mediates no more."""

_DEEDS: dict[str, dict[str, Any]] = {
    "sent": {"event": "AID", "flow": "transfer"},
    "attacked": {"event": "ASSAULT", "flow": None},
    "met": {"event": "CONSULT", "mode": "meet", "flow": None},
    "praised": {"event": "SUPPORT", "flow": None},
}


_PLACES = [
    "Odesa", "Kherson", "Rostov", "Bryansk", "Taganrog", "Sumy", "Izmail", "Belgorod", "Voronezh", "Kursk",
    "Mariupol", "Astrakhan", "Baku", "Tabriz", "Rasht", "Anzali", "Aktau", "Derbent", "Samara", "Saratov",
    "Volgograd", "Penza", "Tula", "Kaluga", "Smolensk", "Poltava", "Lutsk", "Rivne", "Uman", "Nikopol",
]  # fmt: skip


def _months() -> Iterator[date]:
    return (date(2020 + n // 12, n % 12 + 1, 1) for n in range(36))


def _said(n: int, day: date, who: str, deed: str, whom: tuple[str, ...]) -> tuple[Document, Claim]:
    words = f"{day.day} {day:%B} {day.year}"
    name, others = who.partition("=")[0], " and ".join(w.partition("=")[0] for w in whom)
    goods = "missiles to " if deed == "sent" else ""
    # Each report has words of its own: reports alike in all but the day would be taken for one retold.
    one, two = _PLACES[n % 30], _PLACES[(7 * n + 3) % 30]
    details = f"after hours in {one}", f"while {two} was watching", f"as trains left {one} for {two}", f"with {two} and {one} on alert"
    text = f"{name} {deed} {goods}{others} on {words} {details[n % 4]}, officials said in note {n}."
    doc = document(text, id=f"n{n}", publisher=f"Paper {n % 7}", published=day)
    return doc, claim(
        deed,
        doc,
        **_DEEDS[deed],
        actor_=[who],
        recipient=list(whom),
        items=["missiles=weapon.missile"] if goods else [],
        time=when(text, words, f"{day}"),
        sources=["officials=/official"],
        confidence=0.8,
    )


def reports() -> Iterator[tuple[Document, Claim]]:
    n = 0
    for month in _months():
        deeds = [(day, "Russia=RUS", "attacked", ("Ukraine=UKR",)) for day in (2, 16)]
        if month >= TURN:
            deeds += [(day, "Iran=IRN", "sent", ("Russia=RUS",)) for day in (5, 13, 24)]
        else:
            deeds += [(9, "Turkey=TUR", "met", ("Russia=RUS", "Ukraine=UKR"))]
            if month.month % 4 == 1:
                deeds += [(5, "Iran=IRN", "sent", ("Russia=RUS",))]
        deeds += [(27, "China=CHN", "praised", ("Russia=RUS" if month.month % 2 else "Ukraine=UKR",))]
        for day, who, deed, whom in deeds:
            n += 1
            yield _said(n, month.replace(day=day), who, deed, whom)


def plant(path: Path) -> None:
    with Store(path) as store:
        run = store.start_run("1", ["years"])
        found = list(reports())
        for doc, said in found:
            store.record(run, doc, [said], "1")
        store.end_run(run, read=len(found), claims=len(found))
        list(store.events())
