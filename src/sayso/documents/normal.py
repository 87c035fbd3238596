"""The form in which every text is stored.

Invariants of the stored text, whatever it was read from:

- Unicode NFC (composed), so that "é" is one character in names and lexicons. NFC and not NFKC: quotes, dashes, ligatures, superscripts
  and scripts stay as printed.
- Lines end with ``\\n`` only. Tabs stay.
- No control characters (so no NUL), no lone surrogates, and none of the invisible characters that sit inside words and hide them from
  every lexicon ("Shahed\\u2060-136"): soft hyphen, zero-width space, word joiner, byte order mark, marks of writing direction.
  The zero-width (non-)joiner stays between letters of scripts that need it, as in Persian, and goes elsewhere.
- Spaces of odd widths (no-break, thin …) are plain spaces, one for one.

Nothing is trimmed and no words are touched: where a text has none of these characters, it is stored as it came, character by character,
so that offsets of annotations made on it hold in the stored text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# C1 controls are in practice always bytes of windows-1252 that went through Latin-1: curly quotes, dashes, the euro sign.
_C1 = {byte: bytes([byte]).decode("cp1252", errors="ignore") for byte in range(0x80, 0xA0)} | {0x85: "\n"}
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x2028, 0x2029], "\n")
_GONE = dict.fromkeys(
    [
        *(code for code in range(0x20) if chr(code) not in "\t\n" and code not in _BREAKS),
        *(0x7F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *(*range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070)),
    ]
)
_TABLE = _C1 | _SPACES | _BREAKS | _GONE
_ODD = re.compile("[" + "".join(f"\\U{code:08x}" for code in sorted(_TABLE)) + "]")
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_JOINER = re.compile("(?<![^\x00-\u024f\\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f\\s])")


def normalise(text: str) -> str:
    """``text`` as it is stored (see the top of this file). Doing it twice changes nothing."""
    if text.isascii():
        if _ODD.search(text) is None:
            return text
        return text.replace("\r\n", "\n").translate(_TABLE)
    text = _BROKEN.sub("\ufffd", text.replace("\r\n", "\n"))
    if _ODD.search(text) is not None:
        text = text.translate(_TABLE)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    return unicodedata.normalize("NFC", text)


def digest(text: str) -> str:
    """The hexadecimal SHA-256 of a stored text in UTF-8: what a text is known by."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sayable(words: str) -> str:
    """``words`` for a message or an origin: whatever cannot be written in UTF-8 (lone surrogates, bytes in the name of a file) replaced."""
    return _BROKEN.sub("\ufffd", words)


def one_line(text: str | None) -> str | None:
    """``text`` for a title or a name: normalised, on one line, None where nothing is left."""
    return (" ".join(normalise(text).split()) or None) if text else None
