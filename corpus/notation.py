#!/usr/bin/env python3
"""Write annotations in a short notation and turn them into the corpus's JSON Lines.

    python corpus/notation.py TEXTS.jsonl NOTES.txt > annotated.jsonl

Nobody should count characters by hand. A note is one line a claim, under a line ``# id`` for its text (a text without a claim has only
that line). The fields stand between `` | ``; the first three are the trigger, ``EVENT mode flow`` (``-`` where there is no event; mode and
flow as far as there are any), and ``actors > recipients``; what follows is in any order, each with its letter:

    # wcep-2026-05-22-027
    put on hold | SANCTION discontinue withhold | the United States=USA > Taiwan=TWN | I arms: weapon | M US$14 billion: 14e9 USD | S @cao

    status            planned, possible or denied, alone; actual where none stands
    I words: class    an item; its quantity is read from its first words; after the class ``d=F-16`` its designation, ``o=RUS`` its origin,
                      ``q=several/3/9/vague`` a quantity that stands elsewhere or is not in the codebook's table (``-`` for an open bound);
                      ``q=-`` where its first words tell no number of things ("two tons of explosives")
    P words=ID; …     places
    T words: first last    a time; ``-`` for an open bound; ``T words`` alone where the words give no day
    M words: amount CUR
    S words=ID kind cue    a source, outermost first; ``kind?`` where it is anonymous; ``S @name`` one that a line
                           ``@name words=ID kind cue`` above told

An entity is ``words=ID`` or ``words=ID/SECTOR``. ``words#2`` is the second place where the words stand as whole words; without a number,
entities take the place nearest to the trigger, and a trigger that stands twice is refused. So is what does not stand in the text.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any


def _check() -> ModuleType:
    """check.py, which stands beside this file; the corpus is no package."""
    spec = importlib.util.spec_from_file_location("corpus_check", Path(__file__).with_name("check.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = _check()


class NotationError(ValueError):
    """A note that cannot be read, or words that do not stand in their text; says which."""


def places(words: str, text: str) -> list[int]:
    """Where the words begin in the text: as whole words, or anywhere if they never stand so."""
    whole = [hit.start() for hit in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return whole or [hit.start() for hit in re.finditer(re.escape(words), text)]


def span(words: str, text: str, near: int | None = None) -> dict[str, Any]:
    """The words with their offsets; ``#n`` picks the n-th place, else the one nearest to ``near``."""
    numbered = re.fullmatch(r"(.*)#(\d+)", words, re.DOTALL)
    if numbered:
        words = numbered[1]
    found = places(words, text)
    if numbered:
        if len(found) < int(numbered[2]):
            raise NotationError(f"{words!r} stands {len(found)} times in the text, not {numbered[2]}")
        start = found[int(numbered[2]) - 1]
    elif not found:
        raise NotationError(f"{words!r} does not stand in the text")
    elif len(found) > 1 and near is None:
        raise NotationError(f"{words!r} stands {len(found)} times: say which with #1 … #{len(found)}")
    else:
        start = min(found, key=lambda place: abs(place - (near or 0)))
    return {"text": words, "start": start, "end": start + len(words)}


def _entities(notes: str, text: str, near: int) -> list[dict[str, Any]]:
    out = []
    for note in filter(None, map(str.strip, notes.split(";"))):
        words, equals, identity = note.rpartition("=")
        if not equals:
            raise NotationError(f"{note!r} has no identity: write words=ID")
        name, _, sector = identity.strip().partition("/")
        at = span(words.strip(), text, near)
        out.append({"text": at["text"], "id": name, "sector": sector or None, "start": at["start"], "end": at["end"]})
    return out


def _open(value: str) -> str | None:
    return None if value in ("-", "") else value


def quantity(words: str) -> dict[str, Any] | None:
    """The quantity that the first words of an item tell by the codebook's table: the most words that are one; None where none are."""
    parts = words.split(" ")
    for end in range(len(parts), 0, -1):
        first = " ".join(parts[:end])
        if found := check.bounds(first):
            return {"text": first, "low": found[0], "high": found[1], "hedge": found[2]}
    return None


def _item(note: str, text: str, near: int) -> dict[str, Any]:
    words, colon, rest = note.rpartition(": ")
    if not colon:
        raise NotationError(f"item {note!r} has no class: write words: class")
    class_, *more = rest.split()
    extra = dict(part.split("=", 1) for part in re.split(r" (?=[dqo]=)", " ".join(more)) if part)
    at = span(words.strip(), text, near)
    counted = quantity(at["text"])
    if extra.get("q") == "-":
        counted = None
    elif "q" in extra:
        told, low, high, hedge = extra["q"].split("/")
        bounds = [int(value) if (value := _open(each)) else None for each in (low, high)]
        counted = {"text": told, "low": bounds[0], "high": bounds[1], "hedge": hedge}
    return {
        "text": at["text"],
        "class": class_,
        "designation": extra.get("d"),
        "quantity": counted,
        "origin": extra.get("o"),
        "start": at["start"],
        "end": at["end"],
    }


def _source(note: str, text: str, near: int) -> dict[str, Any]:
    found = re.fullmatch(r"(.+)=(\S+) (\w+)(\?)? (.+)", note.strip())
    if not found:
        raise NotationError(f"source {note!r}: write words=ID kind cue")
    at = span(found[1], text, near)
    return {
        "text": at["text"],
        "id": found[2],
        "kind": found[3],
        "anonymous": bool(found[4]),
        "cue": found[5],
        "start": at["start"],
        "end": at["end"],
    }


def claim(line: str, text: str, named: Mapping[str, str]) -> dict[str, Any]:
    """One claim from its line; ``named`` holds the sources that ``@name`` stands for."""
    parts = [part.strip() for part in re.split(r" \|(?: |$)", line)]
    if len(parts) < 3:
        raise NotationError(f"{line!r} has no trigger | EVENT | actors > recipients")
    trigger, kind, parties, *rest = parts
    event, mode, flow = _kind(kind)
    at = span(trigger, text)
    actors, _, recipients = parties.partition(">")
    out: dict[str, Any] = {
        "trigger": at,
        "event": event,
        "mode": mode,
        "flow": flow,
        "actor": _entities(actors, text, at["start"]),
        "recipient": _entities(recipients, text, at["start"]),
        "items": [],
        "money": None,
        "place": [],
        "time": None,
        "status": "actual",
        "sources": [],
    }
    for note in rest:
        letter, _, body = note.partition(" ")
        if note in check.STATUSES:
            out["status"] = note
        elif letter == "I":
            out["items"].append(_item(body, text, at["start"]))
        elif letter == "P":
            out["place"] += _entities(body, text, at["start"])
        elif letter == "T":
            words, _, days = body.partition(": ")
            first, last = ((*days.split(), "-", "-"))[:2]
            when = span(words, text, at["start"])
            out["time"] = {"text": when["text"], "first": _open(first), "last": _open(last), "start": when["start"], "end": when["end"]}
        elif letter == "M":
            words, _, value = body.rpartition(": ")
            amount, _, currency = value.partition(" ")
            span(words, text, at["start"])
            number = float(amount)
            out["money"] = {"text": words, "amount": int(number) if number.is_integer() else number, "currency": currency or None}
        elif letter == "S":
            full = named.get(body[1:]) if body.startswith("@") else body
            if full is None:
                raise NotationError(f"no source was named {body}")
            out["sources"].append(_source(full, text, at["start"]))
        else:
            raise NotationError(f"{note!r} is neither a status nor a field (I, P, T, M, S)")
    return out


def _kind(note: str) -> tuple[str | None, str | None, str | None]:
    """Event, mode and flow of ``EVENT mode flow``."""
    event, *rest = note.split()
    known = None if event == "-" else event
    if known not in check.MODES:
        raise NotationError(f"there is no event {event!r}")
    mode = rest.pop(0) if rest and rest[0] in check.MODES[known] else None
    flow = rest.pop(0) if rest and rest[0] in check.FLOWS else None
    if rest:
        raise NotationError(f"{note!r}: {' '.join(rest)} is neither a mode of {event} nor a flow")
    return known, mode, flow


def annotate(notes: str, texts: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each text of the notes with its claims, and what is wrong with it in words (empty where nothing is)."""
    for part in re.split(r"^# ", notes, flags=re.MULTILINE)[1:]:
        name, *lines = [line.strip() for line in part.splitlines() if line.strip()]
        if name not in texts:
            raise NotationError(f"there is no text {name!r}")
        document = {key: texts[name][key] for key in ("id", "date", "publisher", "text")} | {"claims": []}
        named: dict[str, str] = {}
        problems: list[str] = []
        for line in lines:
            try:
                if line.startswith("@"):
                    label, _, source = line[1:].partition(" ")
                    _source(source, document["text"], 0)
                    named[label] = source
                else:
                    document["claims"].append(claim(line, document["text"], named))
            except NotationError as error:
                problems.append(f"{name}: {error}")
        yield document, [*problems, *check.check_document(document)]


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 2:
        print(__doc__)
        return 2
    texts = {row["id"]: row for row in map(json.loads, filter(str.strip, Path(arguments[0]).read_text(encoding="utf-8").splitlines()))}
    wrong = 0
    for document, problems in annotate(Path(arguments[1]).read_text(encoding="utf-8"), texts):
        for problem in problems:
            print(problem, file=sys.stderr)
        wrong += len(problems)
        print(json.dumps(document, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
