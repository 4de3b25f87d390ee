"""Archives: what is in a ZIP, in bounded time and memory, and whether a packed document may be unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import SourceError
from .decode import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 10_000
MOST_MARKUP = 48 * 2**20  # of one packed document; the longest DOCX of an order has 20 MB
MOST_UNPACKED = 256 * 2**20  # of one packed document, with its pictures
MOST_TOGETHER = 4 * 2**30  # of an archive
_WORD = "word/document.xml"
_PACKAGE = frozenset({"[Content_Types].xml", "mimetype"})  # what a document that is packed as a ZIP holds
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_LOCKED = 0x1


@dataclass(frozen=True)
class Member:
    """A file of an archive, by its path there; `error` tells why it has no bytes."""

    name: str
    data: bytes = b""
    error: SourceError | None = None


def is_zip(data: bytes) -> bool:
    """Tell whether the bytes are a ZIP archive of any kind."""
    return data.startswith(ZIP_HEADS)


def is_docx(data: bytes) -> bool:
    """Tell whether the bytes are a ZIP that holds the text of a word processor."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return is_zip(data) and _WORD in packed.namelist()
    except FAULTS:
        return False


def is_archive(file: IO[bytes]) -> bool:
    """Tell whether a ZIP holds files, and is not one document; what cannot be opened is said to be an archive."""
    try:
        with zipfile.ZipFile(file) as packed:
            return _PACKAGE.isdisjoint(packed.namelist())
    except FAULTS:
        return True


def members(file: IO[bytes], name: str) -> Iterator[Member]:
    """Yield the files of an archive in the order of their paths; raise `SourceError` where it is of no use."""
    try:
        packed = zipfile.ZipFile(file)
    except FAULTS as error:
        raise _damaged(name) from error
    with packed:
        infos = sorted((one for one in packed.infolist() if not _is_aside(one)), key=lambda one: one.filename)
        if not infos:
            raise SourceError(
                ru=f"{name}: в архиве нет ни одного документа; выберите другой файл",
                en=f"{name}: the archive holds no document; choose another file",
            )
        if len(infos) > MOST_MEMBERS:
            raise SourceError(
                ru=f"{name}: в архиве больше {MOST_MEMBERS} файлов; разделите его",
                en=f"{name}: the archive has over {MOST_MEMBERS} files; divide it",
            )
        if sum(info.file_size for info in infos) > MOST_TOGETHER:
            raise _too_large(name, MOST_TOGETHER)
        for info in infos:
            yield _member(packed, info, f"{name}/{_path(info)}")


def unpacked_size_is_safe(data: bytes, name: str) -> None:
    """Raise `SourceError` where a packed document would unpack to more than any order needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
    except FAULTS as error:
        raise _damaged(name) from error
    # zipfile reads no more of a file than the archive states.
    markup = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
    for size, most in ((markup, MOST_MARKUP), (sum(info.file_size for info in infos), MOST_UNPACKED)):
        if size > most:
            raise _too_large(name, most)


def _member(packed: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    if info.flag_bits & _LOCKED:
        return Member(
            name,
            error=SourceError(
                ru=f"{name}: закрыт паролем; распакуйте архив", en=f"{name}: locked with a password; unpack the archive"
            ),
        )
    try:
        with packed.open(info) as file:
            data = file.read(MAX_BYTES + 1)
    except (*FAULTS, RuntimeError):
        return Member(name, error=_damaged(name))
    return Member(name, error=_too_large(name, MAX_BYTES)) if len(data) > MAX_BYTES else Member(name, data)


def _is_aside(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a folder or what some systems add by themselves."""
    parts = info.filename.split("/")
    return info.is_dir() or parts[0] == "__MACOSX" or parts[-1].startswith(".")


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path of a file; old archives write Russian names in the code page of DOS."""
    is_unicode = bool(info.flag_bits & 0x800)
    if is_unicode or info.filename.isascii():
        return info.filename
    return info.filename.encode("cp437", errors="replace").decode("cp866", errors="replace")


def _damaged(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: архив повреждён или обрывается; получите его заново",
        en=f"{name}: the archive is damaged or cut off; get it again",
    )


def _too_large(name: str, most: int) -> SourceError:
    return SourceError(
        ru=f"{name}: распаковывается больше чем в {most >> 20} МБ; это не текст приказа",
        en=f"{name}: unpacks to over {most >> 20} MB; it is not the text of an order",
    )
