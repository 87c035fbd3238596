"""Streams of bytes that know what they begin with, and gzip that is read as far as it goes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from sayso.documents.sniff import HEAD

_CHUNK = 1 << 16


class Headed(io.RawIOBase):
    """A readable stream whose first bytes were already taken and are given out again."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        if self._head:
            size = min(len(view), len(self._head))
            view[:size], self._head = self._head[:size], self._head[size:]
            return size
        data = read_some(self._rest, len(view))
        view[: len(data)] = data
        return len(data)


def read_some(stream: IO[bytes], size: int) -> bytes:
    """Up to ``size`` bytes, as soon as there are any; empty at the end."""
    read1: Callable[[int], bytes] | None = getattr(stream, "read1", None)
    return (read1(size) if read1 is not None else stream.read(size)) or b""


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream, the bytes that it begins with (up to HEAD; not yet taken from it), and whether these are all."""

    stream: io.BufferedReader
    head: bytes
    whole: bool


def open_head(stream: IO[bytes]) -> Opened:
    """Look at the beginning of ``stream`` without taking it away. From a pipe that has given one whole line of JSON, no more is awaited,
    so that a program on its other end can write a record and wait for the answer."""
    head = b""
    while len(head) < HEAD:
        more = read_some(stream, HEAD - len(head))
        if not more:
            return Opened(io.BufferedReader(Headed(head, stream), _CHUNK), head, True)
        head += more
        if len(head) < HEAD and head.lstrip().startswith(b"{") and head.rstrip(b"\r\n").endswith(b"}") and head.endswith(b"\n"):
            break
    return Opened(io.BufferedReader(Headed(head, stream), _CHUNK), head, False)


class Gunzip(io.RawIOBase):
    """The content of a gzip stream of one member or many. It never fails: at the first fault it ends, and ``fault`` says what it was.

    (``gzip`` and warcio either raise in the middle of a record or end without a word.)"""

    def __init__(self, packed: IO[bytes]) -> None:
        self.fault: str | None = None
        self._packed, self._engine, self._input, self._done = packed, zlib.decompressobj(31), b"", False
        self._inside = False  # a member has begun and not ended

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        while not self._done and len(view):
            if not self._input:
                self._input = read_some(self._packed, _CHUNK)
                if not self._input:
                    self._done = True
                    if self._inside:
                        self.fault = "the compressed data ends before its end"
                    break
            if self._engine.eof and not self._next_member():
                continue
            try:
                data = self._engine.decompress(self._input, len(view))
            except zlib.error:
                self._done, self.fault = True, "the compressed data is damaged"
                break
            self._inside = not self._engine.eof
            self._input = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
            if data:
                view[: len(data)] = data
                return len(data)
        return 0

    def _next_member(self) -> bool:
        self._input = self._input.lstrip(b"\0")  # padding between or after members is allowed
        if not self._input:
            return False
        self._engine, self._inside = zlib.decompressobj(31), True
        return True


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number (from 1). ``data`` is None where it is longer than the limit. ``ended``: it had a line end."""

    number: int
    data: bytes | None
    ended: bool


def lines(stream: io.BufferedReader, limit: int) -> Iterator[Line]:
    """The lines of ``stream`` without their ends, none held in memory beyond ``limit`` bytes."""
    number = 0
    while data := stream.readline(limit + 1):
        number += 1
        ended = data.endswith(b"\n")
        if len(data) > limit and not ended:
            while (more := stream.readline(_CHUNK)) and not more.endswith(b"\n"):
                pass
            yield Line(number, None, True)
        else:
            yield Line(number, data.rstrip(b"\r\n"), ended)
