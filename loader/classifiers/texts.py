"""The encoding of a text file, told from all of it and without holding it in memory."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from ...errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PIECE = 2**20
_FREQUENT = frozenset("оеаинтсрвлкмдпу")  # most letters of any Russian text; wrong decodings have few of them
_SURE = 0.5


def encoding_of(path: Path) -> str:
    """Return the encoding: by its mark, else UTF-8 where all of the file is that, UTF-16 or cp1251.

    Raise `SourceError` where it is none of them.
    """
    with path.open("rb") as file:
        head = file.read(_PIECE)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return _proved(path, encoding)
    if not head:
        raise SourceError(
            ru=f"{path.name}: файл пуст; укажите другой",
            en=f"{path.name}: the file is empty; name another",
        )
    if b"\0" in head:
        # Every other byte of Latin letters and digits in UTF-16.
        return _proved(path, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be")
    if _is_all(path, "utf-8"):
        return "utf-8"
    if _russian_share(head) >= _SURE:
        return _proved(path, "cp1251")
    raise _unknown(path)


def _proved(path: Path, encoding: str) -> str:
    if not _is_all(path, encoding):
        raise _unknown(path)
    return encoding


def _is_all(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                if "\0" in decoder.decode(piece):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _russian_share(head: bytes) -> float:
    letters = [one.lower() for one in head.decode("cp1251", errors="replace") if not one.isascii()]
    return sum(one in _FREQUENT for one in letters) / max(1, len(letters))


def _unknown(path: Path) -> SourceError:
    return SourceError(
        ru=f"{path.name}: кодировка не распознана; сохраните файл в UTF-8",
        en=f"{path.name}: the encoding cannot be told; save the file in UTF-8",
    )
