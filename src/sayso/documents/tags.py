"""Markup off, words kept: for fragments of HTML in feeds and for pages too broken or too short for trafilatura.

One pass, linear in the length of the text, and no input on which it fails. (The standard library's HTMLParser raises on some malformed
declarations and takes quadratic time on others.)
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"""<(/?)([A-Za-z][\w:-]*)(?:"[^"<]*"|'[^'<]*'|[^<>"'])*>?|<[!?][^<>]*>?""")
_SILENT = frozenset({"script", "style", "template", "head", "svg", "iframe", "object", "select", "textarea", "math"})
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "  # noqa: SIM905
    "header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_PARAGRAPH = "\x1e"


def remove(markup: str) -> str:
    """The words of ``markup``: one line a block, entities as characters, no scripts, styles or comments. Empty where there are none."""
    out: list[str] = []
    at, lower, unclosed = 0, markup.lower(), set[str]()
    while (begin := markup.find("<", at)) >= 0:
        out.append(markup[at:begin])
        if markup.startswith("<!--", begin):
            end = markup.find("-->", begin + 4) if "-->" not in unclosed else -1
            if end < 0:
                unclosed.add("-->")
            at = end + 3 if end >= 0 else begin + 4
            continue
        match = _TAG.match(markup, begin)
        if match is None:
            out.append("<")  # a bare "<", as in "a < b"
            at = begin + 1
            continue
        at = match.end()
        name = (match[2] or "").lower()
        if name in _BLOCKS:
            out.append(_PARAGRAPH)
        if name in _SILENT and not match[1] and not match[0].endswith("/>") and name not in unclosed:
            end = lower.find(f"</{name}", at) if len(lower) == len(markup) else _find(markup, name, at)
            if end < 0:
                unclosed.add(name)
            else:
                at = end
    out.append(markup[at:])
    blocks = (" ".join(unescape(block).split()) for block in "".join(out).split(_PARAGRAPH))
    return "\n".join(block for block in blocks if block)


def _find(markup: str, name: str, at: int) -> int:
    """As ``lower.find``, where lower-casing changed the length (the Turkish İ)."""
    match = re.compile(f"</{name}", re.IGNORECASE).search(markup, at)
    return match.start() if match else -1
