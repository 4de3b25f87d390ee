"""Forms that no reader here can read, told by how they begin, each with what to save it as."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from ...errors import Message, SourceError
from .archives import FAULTS, is_zip

if TYPE_CHECKING:
    from collections.abc import Mapping

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_HEAD = 2**20  # bytes in which the list of an OLE file's streams is looked for
_LONGEST_TYPE = 100  # bytes of the name of a type
_LOCKED = Message(
    ru="документ закрыт паролем; сохраните его без пароля",
    en="the document is locked with a password; save it without one",
)
_STREAMS: Mapping[bytes, Message] = {
    "EncryptedPackage".encode("utf-16-le"): _LOCKED,
    "WordDocument".encode("utf-16-le"): Message(
        ru="DOC старого Word; откройте его в Word или LibreOffice и сохраните как DOCX",
        en="a DOC of the old Word; open it in Word or LibreOffice and save it as DOCX",
    ),
}
_OLD_OFFICE = Message(
    ru="файл старого Office, но не текст Word; сохраните приказ как DOCX",
    en="a file of the old Office, but no text of Word; save the order as DOCX",
)
_OTHER_ARCHIVE = Message(
    ru="архив не вида ZIP; распакуйте его или упакуйте в ZIP",
    en="an archive, but no ZIP; unpack it, or pack it as ZIP",
)
_PICTURE = Message(
    ru="картинка, а не текст; распознайте её и сохраните как DOCX",
    en="a picture, not a text; run character recognition on it and save it as DOCX",
)
_HEADS: Mapping[bytes, Message] = {
    b"{\\rtf": Message(ru="RTF; откройте его и сохраните как DOCX", en="an RTF; open it and save it as DOCX"),
    b"7z\xbc\xaf\x27\x1c": _OTHER_ARCHIVE,
    b"Rar!\x1a\x07": _OTHER_ARCHIVE,
    b"\x1f\x8b": _OTHER_ARCHIVE,
    b"AT&TFORM": _PICTURE,  # DjVu
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"II*\x00": _PICTURE,
    b"MM\x00*": _PICTURE,
}
_PACKED: Mapping[str, Message] = {
    "application/vnd.oasis.opendocument.text": Message(
        ru="документ OpenDocument (ODT); сохраните его как DOCX",
        en="an OpenDocument text (ODT); save it as DOCX",
    ),
    "xl/workbook.xml": Message(
        ru="книга Excel, а не документ; укажите файл приказа",
        en="an Excel workbook, not a document; name the file of an order",
    ),
}
_PACKAGE = Message(
    ru="архив или документ неизвестного вида; распакуйте его или сохраните приказ как DOCX",
    en="an archive, or a document of an unknown kind; unpack it, or save the order as DOCX",
)


def refuse_foreign_forms(data: bytes, name: str) -> None:
    """Raise `SourceError` on a form that is known and not read, with its cure."""
    message = _told(data)
    if message:
        raise SourceError(ru=f"{name}: {message.ru}", en=f"{name}: {message.en}")


def _told(data: bytes) -> Message | None:
    if data.startswith(_OLE):
        head = data[:_OLE_HEAD] + data[-_OLE_HEAD:]
        return next((message for stream, message in _STREAMS.items() if stream in head), _OLD_OFFICE)
    if is_zip(data):
        return next((_PACKED[mark] for mark in _marks(data) if mark in _PACKED), _PACKAGE)
    return next((message for head, message in _HEADS.items() if data.startswith(head)), None)


def _marks(data: bytes) -> list[str]:
    """Return what tells the kind of a packed document: the names in it, and the type that it states."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if "mimetype" not in names:
                return names
            with packed.open("mimetype") as stated:
                return [stated.read(_LONGEST_TYPE).decode("ascii", errors="replace").strip(), *names]
    except (*FAULTS, RuntimeError):
        return []
