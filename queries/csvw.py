"""Tables for statistics: CSV files with metadata (CSV on the Web, W3C) that say what each column is, in one zip."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..store.protocol import CSV
from .catalogue import question

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, BinaryIO

    from ..errors import Message
    from ..store.embedded import EmbeddedStore
    from .question import Question

METADATA = "csv-metadata.json"
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_EPOCH = (2000, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE_FILE = 0o100644 << 16
# What is no string in the columns of the tables; the tests hold it against the data.
_NUMBERS = ("level", "months", "ordinal", "position", "times")
_DATATYPES = {"date": "date", "registeredOn": "date", **dict.fromkeys(_NUMBERS, "integer")}


def write_tables(store: EmbeddedStore, texts: Mapping[str, str], output: BinaryIO) -> None:
    """Write the answers of these questions, each to its own query, and their metadata; equal answers, equal bytes."""
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        with archive.open(_entry(METADATA), "w") as file:
            file.write(json.dumps(_metadata(texts), ensure_ascii=False, indent=2).encode() + b"\n")
        for name, text in texts.items():
            with archive.open(_entry(f"{name}.csv"), "w") as file:
                store.written(text, [CSV], file)  # type: ignore[arg-type]  # a binary file by another name


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _READABLE_FILE
    return entry


def _metadata(names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "ru"}],
        "dc:title": _worded("ProfGraph: профессиональные стандарты", "ProfGraph: Russian professional standards"),
        "dc:license": {"@id": _LICENCE},
        "tables": [_table(question(name)) for name in names],
    }


def _table(asked: Question) -> dict[str, Any]:
    return {
        "url": f"{asked.name}.csv",
        "dc:title": _both(asked.title),
        "dc:description": _both(asked.description),
        "tableSchema": {"columns": [_column(name, message) for name, message in asked.columns.items()]},
    }


def _column(name: str, message: Message) -> dict[str, Any]:
    # The header holds the variable's name: a title in no language, so that validators find it.
    titles = {"und": name, "ru": message.ru, "en": message.en}
    return {"name": name, "titles": titles, "datatype": _DATATYPES.get(name, "string")}


def _both(message: Message) -> list[dict[str, str]]:
    return _worded(message.ru, message.en)


def _worded(ru: str, en: str) -> list[dict[str, str]]:
    return [{"@value": ru, "@language": "ru"}, {"@value": en, "@language": "en"}]
