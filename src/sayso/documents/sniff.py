"""What a stretch of bytes is: by its content first, and by its name or its declared type only where the content leaves it open."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum

from sayso.documents.encoding import wide

HEAD = 65_536  # bytes looked at


class Form(StrEnum):
    EMPTY = "empty"
    BINARY = "binary"
    GZIP = "gzip"
    WARC = "warc"
    LINES = "json-lines"
    JSON = "json"
    FEED = "feed"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    OTHER = "other"  # text, but no report: what it is stands in `what`


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The form, and for what cannot be read: what it is, in words, and how to mend it."""

    form: Form
    what: str = ""
    mend: str = ""


_TO_TEXT = "Convert it to text, HTML or Markdown first."
_UNPACK = "Unpack it first and give the folder."
_BINARIES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "Convert it to text first (for example with pdftotext)."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Microsoft Office", _TO_TEXT),
    (b"{\\rtf", "a Rich Text document", _TO_TEXT),
    (b"%!PS", "a PostScript document", _TO_TEXT),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "Give the text it shows."),
    (b"\xff\xd8\xff", "a JPEG image", "Give the text it shows."),
    (b"GIF87a", "a GIF image", "Give the text it shows."),
    (b"GIF89a", "a GIF image", "Give the text it shows."),
    (b"II*\0", "a TIFF image", "Give the text it shows."),
    (b"MM\0*", "a TIFF image", "Give the text it shows."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"BZh91AY&SY", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ\0", "an xz file", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", _UNPACK),
    (b"SQLite format 3\0", "an SQLite database", "If it is a ledger, open it as one; it is not a report."),
    (b"PAR1", "a Parquet table", "Export it as JSON Lines first."),
    (b"\x7fELF", "a program", "Give a report instead."),
    (b"ID3", "a sound recording", "Give a transcript instead."),
    (b"OggS", "a sound or video recording", "Give a transcript instead."),
    (b"RIFF", "a sound, video or image file", "Give a transcript instead."),
)
_OFFICE = {"docx": "a Word document", "xlsx": "an Excel table", "pptx": "a PowerPoint presentation", "odt": "an OpenDocument text"}
_OFFICE |= {"ods": "an OpenDocument table", "odp": "an OpenDocument presentation", "epub": "an e-book (EPUB)", "pages": "a Pages document"}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.05  # random bytes have 11 per cent, texts with a stray control character far below one

_SUFFIXES = {
    **dict.fromkeys(("md", "markdown", "mkd", "mdown"), Form.MARKDOWN),
    **dict.fromkeys(("html", "htm", "xhtml", "shtml"), Form.HTML),
    **dict.fromkeys(("jsonl", "ndjson", "jsonlines"), Form.LINES),
    "json": Form.JSON,
    **dict.fromkeys(("rss", "atom", "rdf"), Form.FEED),
}
_TYPES = {"text/markdown": Form.MARKDOWN, "text/html": Form.HTML, "application/xhtml+xml": Form.HTML, "application/json": Form.JSON}
_TYPES |= dict.fromkeys(("application/x-ndjson", "application/jsonl", "application/jsonlines"), Form.LINES)
_TYPES |= dict.fromkeys(("application/rss+xml", "application/atom+xml", "application/rdf+xml"), Form.FEED)

# Files that lie beside reports in a folder (a saved page's parts, a project's sources) and hold no prose.
NO_REPORTS = frozenset(
    "css js mjs cjs ts jsx tsx map py pyc pyi ipynb sh bat ps1 c h cc cpp hpp java rs go rb php pl sql r m yaml yml toml ini cfg conf "  # noqa: SIM905
    "lock csv tsv svg xsl xslt dtd xsd bib tex sty makefile gitignore db sqlite ledger log ttf otf woff woff2 eot ico".split()
)

_OPENING = re.compile(r"<\s*([!?/]?[A-Za-z][\w:-]*)")
_FEEDS = frozenset({"rss", "feed", "rdf:rdf", "channel", "atom:feed"})
_PAGE = frozenset(
    "html head body title meta link base script style div p span a article section main header footer nav h1 h2 h3 h4 ul ol li table "  # noqa: SIM905
    "tr td br b i em strong img center font form iframe noscript blockquote figure pre dl".split()
)


def suffix(name: str) -> str:
    """The last extension of a name in lower case, without the dot; a trailing ".gz" does not count."""
    parts = name.lower().rsplit("/", 1)[-1].split(".")
    if len(parts) > 2 and parts[-1] in ("gz", "gzip"):
        parts = parts[:-1]
    return parts[-1] if len(parts) > 1 else ""


def sniff(head: bytes, name: str = "", mime: str = "", whole: bool = False) -> Sniffed:
    """What the document is that begins with ``head`` (up to HEAD bytes; ``whole`` = there are no more)."""
    if not head:
        return Sniffed(Form.EMPTY)
    if head.startswith(b"\x1f\x8b"):
        return Sniffed(Form.GZIP)
    if head.startswith((b"WARC/0.", b"WARC/1.", b"filedesc://")):
        return Sniffed(Form.WARC)
    if (unreadable := _binary(head, name)) is not None:
        return unreadable
    encoding = wide(head)
    text = head.decode(encoding, errors="replace") if encoding else head.decode("utf-8-sig", errors="replace")
    start = text.lstrip("\ufeff \t\r\n\f")
    if not start:
        return Sniffed(Form.EMPTY) if whole else Sniffed(Form.TEXT)
    by_name = _SUFFIXES.get(suffix(name)) or _TYPES.get(mime.split(";")[0].strip().lower())
    if start[0] in "{[":
        return Sniffed(_json(start, by_name, whole))
    if start[0] == "<":
        return _marked_up(start, by_name)
    if re.match(r"(?:[\w-]+: [^\n]*\r?\n)*MIME-Version: 1\.0", start, re.IGNORECASE) and "multipart/" in start:
        return Sniffed(Form.OTHER, "a mail or a page saved as one file (MHTML)", "Save the page as HTML, or the mail as text.")
    if by_name in (Form.LINES, Form.JSON):
        return Sniffed(Form.LINES)  # every line that is no record is then reported by its number
    if text.lstrip("\ufeff").startswith("---") and re.match(r"---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", start):
        return Sniffed(Form.MARKDOWN)
    if by_name is Form.HTML and re.search(r"<(?:p|div|br|html|body|h\d)\b", text, re.IGNORECASE):
        return Sniffed(Form.HTML)
    return Sniffed(Form.MARKDOWN if by_name is Form.MARKDOWN else Form.TEXT)


def _binary(head: bytes, name: str) -> Sniffed | None:
    for magic, what, mend in _BINARIES:
        # Words can begin with "RIFF" too; then no zero bytes follow.
        if head.startswith(magic) and (len(magic) > 4 or _CONTROLS.search(magic) or b"\0" in head or not magic.isalnum()):
            return Sniffed(Form.BINARY, what, mend)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        office = _OFFICE.get(suffix(name))
        return Sniffed(Form.BINARY, office, _TO_TEXT) if office else Sniffed(Form.BINARY, "a zip archive", _UNPACK)
    if head[4:8] == b"ftyp":
        return Sniffed(Form.BINARY, "a video", "Give a transcript instead.")
    if wide(head) is not None:
        return None
    page = re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head)\b", head, re.IGNORECASE)  # browsers show pages with stray NULs
    if (b"\0" in head and not page) or len(_CONTROLS.findall(head)) > max(1, _CONTROL_SHARE * len(head)):
        return Sniffed(Form.BINARY, "not text: it holds zero bytes or control characters", "Save it as text in UTF-8 first.")
    return None


def _json(start: str, by_name: Form | None, whole: bool) -> Form:
    """JSON as one value, JSON Lines, or a text that happens to begin with a bracket."""
    line, ended, rest = start.partition("\n")
    if start[0] == "{" and by_name is Form.LINES:
        return Form.LINES
    if (record := _record(line)) is not None:
        # One object that is no record may hold records under a key; what is more than one line is JSON Lines.
        return Form.JSON if whole and not rest.strip() and "text" not in record else Form.LINES
    if by_name in (Form.JSON, Form.LINES):
        return Form.LINES if by_name is Form.LINES and start[0] == "{" else Form.JSON
    lines = [one for one in rest.split("\n")[: None if whole else -1] if one.strip()]
    # A first line that is damaged does not make a file of records anything else.
    if start[0] == "{" and any(one.startswith("{") and _record(one) is not None for one in lines[:20]):
        return Form.LINES
    if re.match(r"\{\s*(?:\"(?:[^\"\\]|\\.)*\"\s*:|\})|\[\s*(?:[\[{\]]|\")", start):
        return Form.JSON
    # Nothing that JSON could begin with ("[Kyiv, 5 November] …"): words. One long damaged line of JSON has its first key at least.
    return Form.LINES if not ended and not whole and start.startswith('{"') else Form.TEXT


def _record(line: str) -> dict[str, object] | None:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _marked_up(start: str, by_name: Form | None) -> Sniffed:
    """HTML, a feed, another XML vocabulary, or a text that begins with a "<"."""
    names = [m[1].lower() for m in _OPENING.finditer(re.sub(r"<!--.*?(?:-->|$)", "", start[:8192], flags=re.DOTALL))]
    elements = [n for n in names if n[0] not in "?/!"]
    if "!doctype" in names[:3] and re.search(r"<!doctype\s+html", start[:2048], re.IGNORECASE):
        return Sniffed(Form.HTML)
    if elements and elements[0] in _FEEDS:
        return Sniffed(Form.FEED)
    if elements and elements[0] in _PAGE:
        return Sniffed(Form.HTML)
    if by_name in (Form.HTML, Form.FEED, Form.MARKDOWN):
        return Sniffed(by_name)
    if names and names[0] == "?xml":
        what = f"an XML document <{elements[0]}> that is neither a feed nor a page" if elements else "an XML document without content"
        return Sniffed(Form.OTHER, what, "Convert it to text, HTML or JSON Lines first.")
    if any(n in _PAGE for n in elements):
        return Sniffed(Form.HTML)
    return Sniffed(Form.TEXT)
