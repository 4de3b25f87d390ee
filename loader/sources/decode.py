"""From bytes to text: UTF-8, UTF-16, and the one-byte encodings of Russian texts."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from ...errors import SourceError

MAX_BYTES = 32 * 2**20  # the longest order known is under 2 MB; the cap keeps a wrong file from filling memory
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Soft hyphens and zero-width characters: they print nothing, and hide a word from whoever looks for it.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ONE_BYTE = ("cp1251", "koi8-r", "cp866")
_HEADS = (b"%PDF", b"PK\x03\x04", b"{\\rtf")  # formats that hold text, but are not text
_FREQUENT = frozenset("оеаинтсрвлкмдпу")  # most letters of any Russian text; wrong decodings have few of them


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of `data`; raise `SourceError` on an empty, too large or binary file."""
    if len(data) > MAX_BYTES:
        raise SourceError(
            ru=f"{name}: файл больше {MAX_BYTES >> 20} МБ; это не текст приказа",
            en=f"{name}: the file is over {MAX_BYTES >> 20} MB; it is not the text of an order",
        )
    decoded = _decoded(data, name)
    if not decoded.text.strip():
        raise SourceError(
            ru=f"{name}: файл пуст; укажите файл приказа", en=f"{name}: the file is empty; name the file of an order"
        )
    return decoded


def text_by(data: bytes, encoding: str) -> str | None:
    """Return the text by an encoding that is declared, where that makes more Russian of it than those told by bytes."""
    try:
        text = data.decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        return None
    if not text or (b"\x00" not in data and is_utf_8(data)):
        return None
    others = (_shares(data[:20000].decode(one, errors="replace")) for one in _ONE_BYTE)
    return text if _shares(text[:20000]) > max((0.5, 0.0), *others) else None


def _decoded(data: bytes, name: str) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_plain(data.decode(encoding, errors="replace")), encoding.removesuffix("-sig"))
    if b"\x00" in data or data.startswith(_HEADS):
        raise _binary(name)
    return _without_bom(data, name)


def _without_bom(data: bytes, name: str) -> Decoded:
    try:
        # Not final: a file that is cut inside its last character is still UTF-8.
        return Decoded(_plain(codecs.getincrementaldecoder("utf-8")().decode(data)), "utf-8")
    except UnicodeDecodeError:
        pass
    readings = [(_russian_share(data, encoding), encoding) for encoding in _ONE_BYTE]
    share, encoding = max(readings)
    if share < 0.5:
        raise _binary(name)
    return Decoded(_plain(data.decode(encoding, errors="replace")), encoding)


def _russian_share(data: bytes, encoding: str) -> float:
    return _share(data[:20000].decode(encoding, errors="replace"))


def _shares(text: str) -> tuple[float, float]:
    """Return how Russian a text is; of two encodings with the same small letters the capitals tell which it is."""
    return _share(text), _share(text.lower())


def is_utf_8(data: bytes) -> bool:
    """Tell whether the bytes are text in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _share(text: str) -> float:
    letters = [letter for letter in text if not letter.isascii()]
    return sum(letter in _FREQUENT for letter in letters) / max(1, len(letters))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "").translate(_INVISIBLE)


def _binary(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: двоичный файл, а не текст; сохраните приказ как текст (UTF-8 или cp1251)",
        en=f"{name}: a binary file, not a text; save the order as text (UTF-8 or cp1251)",
    )
