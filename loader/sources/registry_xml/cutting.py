"""Cuts an export of the registry into its standards, one at a time: a file of all of them does not fill the memory."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from ....errors import SourceError
from ..decode import MAX_BYTES, decode
from .card import CARD
from .decoding import declared_encoding
from .detection import ROOTS
from .parsing import hardened_parser, malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.parsers.expat import XMLParserType

MAX_EXPORT = 2**29  # bytes: all standards of the country are some 200 MB
_CARD = re.compile(rb"<%s[\s/>]" % CARD.encode())
_OVERLAP = 32  # bytes of a tag that may end one chunk and begin the next
_LONGEST_TAG = 2**16


def holds_several(chunks: Iterable[bytes]) -> bool:
    """Tell whether a stream holds more than one standard, or is as large as if it did; no more of it is read."""
    seen, size, tail = 0, 0, b""
    for chunk in chunks:
        size += len(chunk)
        # In UTF-16 a zero stands beside each letter of a tag.
        begun = tail + chunk.replace(b"\0", b"")
        seen += len(_CARD.findall(begun)) - len(_CARD.findall(tail))
        if seen > 1 or size > MAX_EXPORT:
            return True
        tail = begun[-_OVERLAP:]
    return False


def standards(chunks: Iterable[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the standards of an export, each with its name and its XML, in the encoding that the export has.

    Raise `SourceError` where the export is at fault, after the standards before the fault.
    """
    stream = iter(chunks)
    first = next(stream, b"")
    encoding, declared = decode(first, name).encoding, declared_encoding(first)
    cutter, numbers = _Cutter(name), count(1)
    for piece, is_last in _pieces(chain((first,), stream), name, encoding):
        fault = cutter.feed(piece, is_last=is_last)
        for card in cutter.taken():
            yield f"{name}#{next(numbers)}", _as_in_export(card, encoding, declared)
        if fault:
            raise fault
    if cutter.strays:
        raise _outside(name, *cutter.strays[0])


@dataclass
class _Cutter:
    """A stream of UTF-8 as far as it is needed: the standard that is being read, and those that are whole."""

    name: str
    held: bytearray = field(default_factory=bytearray)
    dropped: int = 0  # bytes before those held
    depth: int = 0
    begun_at: int | None = None
    begun_depth: int = 0
    whole: list[bytes] = field(default_factory=list)
    strays: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser: XMLParserType = hardened_parser(self.name, self._start, self._end)

    def feed(self, piece: bytes, *, is_last: bool) -> SourceError | None:
        """Take more of the stream; return what is wrong with it."""
        self.held += piece
        try:
            self.parser.Parse(piece, is_last)
        except ExpatError as error:
            return malformed(error, self.name)
        except SourceError as error:
            return error
        # Outside of a standard only the tag that is being read is still needed.
        end = self.dropped + len(self.held)
        self._drop(end - _LONGEST_TAG if self.begun_at is None else self.begun_at)
        return _too_large(self.name) if len(self.held) > MAX_BYTES + len(piece) else None

    def taken(self) -> list[bytes]:
        """Return the standards that became whole since the last call."""
        found, self.whole = self.whole, []
        return found

    def _drop(self, until: int) -> None:
        if until > self.dropped:
            del self.held[: until - self.dropped]
            self.dropped = until

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self.depth += 1
        if self.begun_at is not None:
            return
        if tag == CARD and self.parser.CurrentByteIndex >= self.dropped:
            self.begun_at, self.begun_depth = self.parser.CurrentByteIndex, self.depth
        elif tag not in ROOTS:
            self.strays.append((tag, self.parser.CurrentLineNumber))

    def _end(self, _: str) -> None:
        if self.begun_at is not None and self.depth == self.begun_depth:
            end = self.held.index(b">", self.parser.CurrentByteIndex - self.dropped) + 1
            self.whole.append(bytes(self.held[self.begun_at - self.dropped : end]))
            self.begun_at = None
        self.depth -= 1


def _as_in_export(card: bytes, encoding: str, declared: str | None) -> bytes:
    """Return a standard, cut out in UTF-8, as a file of its own that is written, and says it is, as the export was."""
    if encoding == "utf-8" and (declared is None or declared.lower() == encoding):
        return card
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return (head + card.decode()).encode(encoding, errors="xmlcharrefreplace")


def _pieces(chunks: Iterable[bytes], name: str, encoding: str) -> Iterator[tuple[bytes, bool]]:
    """Yield the stream in UTF-8, and with the last piece that it is the last."""
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)(errors="replace")
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_EXPORT:
            raise _too_large_export(name)
        yield decoder.decode(chunk).encode(), False
    yield decoder.decode(b"", final=True).encode(), True


def _outside(name: str, tag: str, line: int) -> SourceError:
    return SourceError(
        ru=f"{name}, строка {line}: элемент <{tag}> стоит вне стандартов и не прочитан; стандарты файла прочитаны",
        en=f"{name}, line {line}: the element <{tag}> stands outside of the standards and was not read; they were",
    )


def _too_large(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: один стандарт занимает больше {MAX_BYTES >> 20} МБ; это не выгрузка реестра",
        en=f"{name}: one standard takes over {MAX_BYTES >> 20} MB; this is no export of the registry",
    )


def _too_large_export(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: файл больше {MAX_EXPORT >> 20} МБ; разделите выгрузку на части",
        en=f"{name}: the file is over {MAX_EXPORT >> 20} MB; divide the export into parts",
    )
