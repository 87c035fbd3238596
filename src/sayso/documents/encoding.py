"""Bytes to characters: which encoding a text is in.

The order of evidence: a byte order mark; the zero bytes of UTF-16 and UTF-32; valid UTF-8 (bytes of another encoding are hardly ever valid
UTF-8 by chance); what the page, the feed or the server declares; and last what charset-normalizer makes of it. That guesser is good
where most letters are outside ASCII (Cyrillic, Arabic, Chinese), and poor where few are: on short English, French or German texts in
Latin-1 it names code pages of Central Europe or of old Macintoshes. Below two such letters in five we read windows-1252, as browsers do.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMED = re.compile(r"^(ascii|utf[-_]?(8|16|32)|iso8859|cp125|cp8\d\d|koi8|gb|hz$|big5|shift_jis|euc|iso2022|johab|mac|tis-620|ptcp)")
_DECLARED = re.compile(rb"""(?:charset\s*=\s*["']?|<\?xml[^>]{0,100}encoding\s*=\s*["'])([A-Za-z0-9_.:-]{2,40})""")
_HIGH_LINES = re.compile(rb"[^\n]{0,400}[\x80-\xff][^\n]{0,400}")
_SAMPLE = 32_768  # bytes shown to charset-normalizer; more takes seconds and changes nothing
_PLAIN_SHARE = 0.95  # of the characters must be letters, digits, punctuation or spaces for bytes to be taken as UTF-16
_FOREIGN_SHARE = 0.4  # of the letters: where the guesser begins to be right more often than windows-1252


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the name of the encoding they were in, and how many sequences of bytes were not valid in it (shown as U+FFFD)."""

    text: str
    encoding: str
    broken: int = 0


def wide(data: bytes) -> str | None:
    """The name of the UTF-16 or UTF-32 form that ``data`` is in, by its mark or by its zero bytes; None where it is neither.

    Without a mark, both byte orders are tried on the first 4,096 bytes; the one is taken that gives plain text with spaces or line ends."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return None if name == "utf-8-sig" else name
    sample = data[:4096]
    if b"\0" not in sample:
        return None
    for name, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        even = sample[: len(sample) - len(sample) % width]
        if width == 2 and len(even) >= 2 and data[len(even) - 2 : len(even)] and _cut_pair(even, name):
            even = even[:-2]
        try:
            text = even.decode(name)
        except UnicodeDecodeError:
            continue
        if len(text) >= 2 and re.search(r"[ \n]", text) and _plain(text) >= _PLAIN_SHARE:
            return name
    return None


def _cut_pair(data: bytes, name: str) -> bool:
    """Whether the sample ends in the middle of a surrogate pair."""
    last = data[-1] if name.endswith("le") else data[-2]
    return 0xD8 <= last <= 0xDB


def _plain(text: str) -> float:
    """The share of ``text`` that is words: letters, digits, punctuation, spaces and line ends."""
    plain = sum(1 for c in text if c in "\t\r\n" or (c == "\ufeff") or unicodedata.category(c)[0] in "LMNPSZ")
    # Two bytes of a Latin text in the wrong order give letters too, but of a hundred scripts at once: U+4100, U+6200, U+2000.
    pages = len({ord(c) >> 8 for c in text if c.isalpha()})
    common = sum(1 for c in text if c in " \n") / len(text)
    return plain / len(text) if common >= 0.02 and (pages <= 8 or len(text) > 40 * pages) else 0.0


def declared(data: bytes) -> tuple[str, ...]:
    """The encodings that the first 4,096 bytes of a page or a feed name, in their order."""
    return tuple(name.decode("ascii") for name in _DECLARED.findall(data[:4096]))


def _known(name: str) -> str | None:
    """The codec behind a declared name; Latin-1 and ASCII mean windows-1252, as they do for browsers. None where there is none."""
    try:
        found = codecs.lookup(name.strip().lower()).name
    except (LookupError, ValueError):
        return None
    if not _NAMED.match(found):
        return None
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def decode(data: bytes, hints: Sequence[str] = ()) -> Decoded:
    """The characters of ``data``. Never fails: what no encoding explains is read as windows-1252, or as UTF-8 with U+FFFD where most
    of it is UTF-8. ``hints`` are encodings that were declared, the most trusted first."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data, name)
    if (name_of_wide := wide(data)) is not None:
        return _lenient(data, name_of_wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    # Cut or damaged UTF-8: valid sequences of two to four bytes outnumber the broken ones by far.
    sound = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", data))
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    if sound >= 4 * broken:
        return Decoded(text, "utf-8", broken)
    for hint in hints:
        codec = _known(hint)
        if codec is None or codec.startswith("utf"):
            continue
        if codec == "cp1252":
            return _western(data)
        try:
            return Decoded(data.decode(codec), codec)
        except UnicodeDecodeError:
            continue
    return _guessed(data)


def _lenient(data: bytes, name: str) -> Decoded:
    text = data.decode(name, errors="replace")
    broken = 0
    if "\ufffd" in text:
        try:
            data.decode(name)
        except UnicodeDecodeError:
            broken = text.count("\ufffd")
    return Decoded(text, "utf-8" if name == "utf-8-sig" else name, broken)


def _western(data: bytes) -> Decoded:
    """Latin-1, whose control characters 0x80 to 0x9F are then stored as the signs of windows-1252 (see normal.py)."""
    return Decoded(data.decode("latin-1"), "windows-1252" if re.search(rb"[\x80-\x9f]", data) else "iso-8859-1")


def _guessed(data: bytes) -> Decoded:
    high = len(re.findall(rb"[\x80-\xff]", data))
    if high < _FOREIGN_SHARE * (high + len(re.findall(rb"[A-Za-z]", data))):
        return _western(data)
    from charset_normalizer import from_bytes

    sample = b"\n".join(_HIGH_LINES.findall(data[: 8 * _SAMPLE]))[:_SAMPLE]
    guess = from_bytes(sample).best()
    codec = _known(guess.encoding) if guess is not None else None
    if codec is None or codec == "cp1252" or codec.startswith("utf"):
        return _western(data)
    text = data.decode(codec, errors="replace")
    return Decoded(text, codec, text.count("\ufffd"))
