"""The table of functions and items as CSVW and as a workbook: a row a pair, equal to what the store concludes."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.queries.exports.edition import COMPETENCES
from profgraph.queries.exports.reading import edition
from profgraph.queries.parameters import loaded_versions
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from profgraph.store.embedded import EmbeddedStore

    Exported = Callable[..., bytes]
    Line = tuple[str, str, str, str, str, str]

ANSWER = Path(__file__).parent.parent / "answers" / "function-items.csv"
TABLE, METADATA = "function-items.csv", "csv-metadata.json"
KINDS = {"actions": "action", "skills": "skill", "knowledge": "knowledge"}


def lines_of(store: EmbeddedStore) -> Iterator[Line]:
    """Yield the function, the item, its text, its place, its kind and its origin as exports read an edition."""
    for version in loaded_versions(store):
        held = edition(store, version.iri)
        rows = {row.iri: row for row in held.all_rows()}
        for function in (one for generalized in held.functions for one in generalized.functions):
            own = [row for row in function.rows if row.group in COMPETENCES and not row.is_reference]
            stated = {row.iri for row in own}
            given = [rows[iri] for iris in function.effective.values() for iri in iris if iri not in stated]
            for row in own:
                yield function.iri, row.iri, row.text, str(row.position), KINDS[row.group], "own"
            for row in given:
                yield function.iri, row.iri, row.text, str(row.position), KINDS[row.group], "inherited"


def read(body: bytes) -> tuple[list[dict[str, str]], dict[str, Any]]:
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert archive.namelist() == [METADATA, TABLE]
        rows = list(csv.DictReader(StringIO(archive.read(TABLE).decode(), newline="")))
        return rows, json.loads(archive.read(METADATA))


@pytest.mark.parametrize("name", ["one", "several"])
def test_a_row_for_each_function_and_item(name: str, exported: Exported, request: pytest.FixtureRequest) -> None:
    store: EmbeddedStore = request.getfixturevalue(name)
    rows, _ = read(exported(store, "csvw"))
    told = ("function", "statement", "text", "position", "kind", "how")
    found = sorted(tuple(row[column] for column in told) for row in rows)
    assert found == sorted(lines_of(store))


def test_the_metadata_describe_the_columns(one: EmbeddedStore, exported: Exported) -> None:
    rows, metadata = read(exported(one, "csvw"))
    (table,) = metadata["tables"]
    columns = table["tableSchema"]["columns"]
    assert (table["url"], [column["name"] for column in columns]) == (TABLE, list(rows[0]))
    numbers = [column["name"] for column in columns if column["datatype"] == "integer"]
    assert numbers == ["level", "position"]
    assert {row[name].isdecimal() for row in rows for name in numbers} == {True}
    assert {frozenset(column["titles"]) for column in columns} == {frozenset({"und", "ru", "en"})}


def test_a_standard_is_told_as_if_it_were_alone(one: EmbeddedStore, several: EmbeddedStore, exported: Exported) -> None:
    assert exported(several, "csvw", "16.020") == exported(one, "csvw")
    with zipfile.ZipFile(BytesIO(exported(several, "csvw", "16.020"))) as archive:
        assert archive.read(TABLE) == ANSWER.read_bytes()


def test_the_workbook_says_the_same(several: EmbeddedStore, exported: Exported) -> None:
    rows, _ = read(exported(several, "csvw"))
    book = CalamineWorkbook.from_filelike(BytesIO(exported(several, "xlsx")))
    ((head, *lines),) = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert (head[0], head[7:12], len(lines)) == (
        "Стандарт",
        ["Вид", "Происхождение", "Из функции", "Номер строки", "Текст"],
        len(rows),
    )
    words = {
        "action": "действие",
        "skill": "умение",
        "knowledge": "знание",
        "own": "собственное",
        "inherited": "унаследованное",
    }
    expected = [
        [words.get(value, value) if name in {"kind", "how"} else value for name, value in row.items()] for row in rows
    ]
    shown = [[f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip("<>") for cell in line] for line in lines]
    assert shown == expected
