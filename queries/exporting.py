"""What `profgraph export` does: a file or a folder of files on this machine, whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import Message, unwritable
from ..store.whole_file import whole_file
from .closure import export_closure
from .dumps import dumps_of, prepare
from .export import export, known_format, packed, split_suffix
from .parameters import loaded_versions, resolve_standard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..errors import Language
    from ..store.embedded import EmbeddedStore


def export_file(
    store: EmbeddedStore, file: Path, standard: str | None, *, lang: Language, is_closed: bool = False
) -> None:
    """Write everything, or one edition, or its closure; raise `UsageError` where the file cannot be written."""
    edition = resolve_standard(store, standard) if standard or is_closed else None
    suffix, is_packed = split_suffix(file.name)
    known_format(suffix)
    with _writable(file), whole_file(file) as output, packed(output, is_packed=is_packed) as target:
        if is_closed and edition:
            export_closure(store, suffix, edition, target)
        else:
            export(store, suffix, edition, target, lang=lang, scratch=file.parent)


def export_named(store: EmbeddedStore, file: Path, form: str, standard: str | None, *, lang: Language) -> None:
    """Write everything, or one edition, in a format of `NAMED_FORMATS`; raise as `export_file`."""
    from .exports.writing import refuse_other_ending, write_named

    suffix, is_packed = split_suffix(file.name)
    refuse_other_ending(form, suffix, is_packed=is_packed)
    with _writable(file), whole_file(file) as output, packed(output, is_packed=is_packed) as target:
        write_named(store, form, standard, target, lang=lang, scratch=file.parent)


def export_all(store: EmbeddedStore, folder: Path) -> Message:
    """Write every dump with its digest into the folder; return what was done."""
    dumps = dumps_of(loaded_versions(store))
    with _writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for dump in dumps:
            prepare(store, dump, folder)
    version = store.data_version()
    return Message(
        ru=f"{folder}: версия {version}, файлов: {len(dumps)}; проверить: sha256sum -c *.sha256",
        en=f"{folder}: version {version}, files: {len(dumps)}; to check: sha256sum -c *.sha256",
    )


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error
