"""Quotations that run on: who speaks in the sentences after "X said:" and inside quotation marks.

A speech begins with a verb of saying whose sentence ends in a colon, or with a quotation mark that is not closed in its sentence.
In a transcript a name in capitals and a colon begin a turn, which lasts to the next one.
It ends at the closing mark, at the next such speaker, or, where no marks are used (official statements), at the end of the text.
A sentence that only says "they added …" continues the last speaker through its own subject, so nothing is needed for it here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sayso.claims.lexicon import cue_forms
from sayso.claims.tree import deep_subject

if TYPE_CHECKING:
    from sayso.language.plain import Parse, Sentence, Token


class Link(NamedTuple):
    """A speaker found above a trigger: the head of the phrase, the cue word, and the rule that found it."""

    head: Token
    cue: Token
    rule: str


_OPEN, _CLOSE = "“«", "”»"
#: A transcript's turn: "SECRETARY RUBIO: We talked about …".
_TURN = re.compile(r"(?:[A-Z][A-Z.'’-]+ ){0,4}[A-Z][A-Z'’-]+(?=:\s)")
_ASKERS = frozenset({"QUESTION", "Q", "REPORTER", "MODERATOR"})


def _turn(sent: Sentence) -> Token | None:
    """The last word of the name that opens a turn of a transcript, or None."""
    found = _TURN.match(sent.text.lstrip())
    if found is None or len(found.group()) < 4:
        return None
    return next((t for t, after in zip(sent, list(sent)[1:], strict=False) if after.text == ":"), None)


def _speaker(sent: Sentence) -> Link | None:
    """The last verb of saying in a sentence and its subject."""
    best: Link | None = None
    for t in sent:
        if t.lower_ in cue_forms("speech", "say") and t.pos_ == "VERB":
            found = deep_subject(t)
            if found is not None and found.token.sent == sent and found.token.pos_ in ("PROPN", "NOUN", "PRON"):
                best = Link(found.token, t, f"speech after “{t.text}”")
    provided = [t for t in sent if t.lower_ in ("provided", "issued", "released", "made") and t.pos_ == "VERB"]
    if best is None and provided and "statement" in sent.text.lower():
        found = deep_subject(provided[-1])
        if found is not None:
            best = Link(found.token, provided[-1], "speech after a statement")
    return best


def _depth(text: str, inside: bool) -> bool:
    """Whether a quotation is open after ``text``, given whether it was open before."""
    for ch in text:
        if ch in _OPEN:
            inside = True
        elif ch in _CLOSE:
            inside = False
        elif ch == '"':
            inside = not inside
    return inside


def running_speech(doc: Parse) -> dict[int, Link]:
    """Sentence start → the speaker whose running speech the sentence belongs to; absent where nobody's speech runs."""
    out: dict[int, Link] = {}
    current: Link | None = None
    marks = False  # whether the current speech stands in quotation marks
    inside = False
    turn: Link | None = None
    for sent in doc.sents:
        text = sent.text.strip()
        who = _turn(sent)
        if who is not None:
            turn = None if who.text in _ASKERS else Link(who, who, "speaker of the turn")
            current = None
        if turn is not None:
            out[sent.start] = turn
            continue
        speaker = _speaker(sent)
        after = _depth(sent.text, inside)
        starts_inside = inside or (text[:1] in ("“", '"', "‟"))
        opens = text.endswith(":") and speaker is not None
        if current is not None and (starts_inside or not marks) and not opens and (speaker is None or starts_inside):
            out[sent.start] = current
        if text.endswith(":") and speaker is not None:
            nxt = doc.text[sent.end_char : sent.end_char + 6].strip()
            current, marks = speaker, nxt[:1] in ("“", '"')
        elif after and speaker is not None and not inside:
            current, marks = speaker, True
        elif (marks and not after and not starts_inside) or (
            not marks
            and speaker is not None
            and current is not None
            and speaker.cue.lower_ in ("said", "says", "added", "told")
            and not starts_inside
        ):
            current = None
        if marks and inside and not after:
            # The mark closes here; a next sentence that opens a new one belongs to the same speaker.
            nxt = doc.text[sent.end_char : sent.end_char + 6].strip()
            if nxt[:1] not in ("“", '"'):
                current = None
        inside = after
    return out
