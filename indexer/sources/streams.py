"""Bytes out of archives, with a look ahead and a bound on memory, whatever was done to the archive.

A `.gz` of scraped pages is a row of gzip members, most often one for each record. A damaged member, or one that
inflates without end, must cost that member only: the next one is found by its first bytes.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import SEEK_END
from typing import BinaryIO, Final

_BLOCK: Final = 65_536
_SPACE: Final = 64
_MAGIC: Final = b"\x1f\x8b\x08"


class Window:
    """A stream of bytes that is read forwards only, with a look ahead of any size."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read, self._ahead = read, bytearray()
        self.position = 0  # of the next byte, from the start of the stream

    def peek(self, size: int) -> bytes:
        """The next bytes, without taking them; fewer only at the end of the stream."""
        while len(self._ahead) < size and (more := self._read(max(_BLOCK, size - len(self._ahead)))):
            self._ahead += more
        return bytes(memoryview(self._ahead)[:size])

    def take(self, size: int) -> bytes:
        """The next bytes; fewer only at the end of the stream."""
        taken = self.peek(size)
        del self._ahead[: len(taken)]
        self.position += len(taken)
        return taken

    def skip_space(self) -> bool:
        """Pass over white space; False at the end of the stream."""
        while ahead := self.peek(_SPACE):
            if rest := ahead.lstrip():
                return self.drop(len(ahead) - len(rest))
            self.drop(len(ahead))
        return False

    def drop(self, size: int) -> bool:
        """Pass over the next bytes; False where the stream ends before."""
        while size > 0 and (taken := self.take(min(size, _BLOCK))):
            size -= len(taken)
        return size <= 0


class Member:
    """One gzip member of a file, inflated as it is read: never more than is asked for is held in memory."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self._file, self._inflate, self._waiting = file, zlib.decompressobj(16 + zlib.MAX_WBITS), b""
        self.start = start
        self.damage = ""  # why it ended before its end, once it has

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end of the member or where it is damaged."""
        while not (self._inflate.eof or self.damage):
            waiting = self._inflate.unconsumed_tail or self._file.read(_BLOCK)
            if not waiting:
                self.damage = "cut short"
                break
            try:
                if inflated := self._inflate.decompress(waiting, size):
                    return inflated
            except zlib.error as error:
                self.damage = str(error)
        return b""

    @property
    def end(self) -> int | None:
        """Where the next member begins in the file; None before this one was read to its end."""
        return self._file.tell() - len(self._inflate.unused_data) if self._inflate.eof else None


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes of a file that belong to no gzip member."""

    start: int
    end: int


def is_gzip(file: BinaryIO) -> bool:
    """Whether a file is gzip, whatever its name says."""
    start = file.read(len(_MAGIC))
    file.seek(0)
    return start == _MAGIC


def members(file: BinaryIO, begins: Callable[[bytes], bool]) -> Iterator[Member | Gap]:
    """The gzip members of a file, and the gaps between them.

    After a member that was not read to its end, the next is the first one whose content `begins` as it should.
    """
    start: int | None = 0
    while start is not None:
        member = Member(file, start)
        yield member
        end = member.end
        if end is None:
            start = _next_member(file, member.start + 1, begins)
        elif _magic_at(file, end):
            start = end
        else:
            start = _next_member(file, end, begins)
            stop = file.seek(0, SEEK_END) if start is None else start
            if stop > end:
                yield Gap(end, stop)


def _magic_at(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return file.read(len(_MAGIC)) == _MAGIC


def _next_member(file: BinaryIO, start: int, begins: Callable[[bytes], bool]) -> int | None:
    """The offset of the next member from `start` on, or None. Three magic bytes can be chance, so it must open too."""
    for offset in _occurrences(file, start):
        if begins(Member(file, offset).read(64)):
            return offset
    return None


def _occurrences(file: BinaryIO, start: int) -> Iterator[int]:
    """The offsets of gzip's magic bytes from `start` on."""
    overlap = len(_MAGIC) - 1
    while True:
        file.seek(start)
        block = file.read(_BLOCK)
        found = block.find(_MAGIC)
        while found >= 0:
            yield start + found
            found = block.find(_MAGIC, found + 1)
        if len(block) <= overlap:
            return
        start += len(block) - overlap
