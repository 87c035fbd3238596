"""One object with everything a caller may decide about reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.errors import SettingError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    ``published`` and ``publisher`` speak for documents that do not speak for themselves: a date or a publisher that a record, a feed,
    a page's metadata or a front matter states is kept. Only a date that was merely seen on a page (``DateOrigin.PAGE``) gives way to
    ``published``, because the user knows better than a guess. A date from here has the origin ``given``.

    ``max_bytes`` bounds one document: a file that must be held as a whole (text, page, feed, JSON array), one line of JSON Lines, one
    record of a WARC. JSON Lines and WARC themselves are streamed and may be of any size.

    ``timeout_s`` bounds the fetching of one address, from the first byte asked for to the last one received.
    ``today`` is the day against which dates in the future are told (default: the computer's calendar); set it to read the same twice.
    """

    published: date | None = None
    publisher: str | None = None
    max_bytes: int = 50 * MEGABYTE
    timeout_s: float = 20.0
    today: date | None = None

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise SettingError(f"max_bytes is {self.max_bytes}", "Give the size in bytes, 1 or more.")
        if self.timeout_s <= 0:
            raise SettingError(f"timeout_s is {self.timeout_s}", "Give the time in seconds, more than 0.")

    def latest_day(self) -> date:
        """The last day on which something can have been published: tomorrow, because the day begins earlier further east."""
        return (self.today or date.today()) + timedelta(days=1)


def megabytes(size: int) -> str:
    """``size`` bytes for a person to read: "52.4 MB", "800 bytes"."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE // 10 else f"{size:,} bytes"
