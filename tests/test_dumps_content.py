"""Dumps read back: each holds what the store holds, and two stores of the same data make the same bytes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import UnknownNameError, UsageError
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.catalogue import question
from profgraph.queries.dumps import EDITION_FORMS, WHOLE_FORMS, dump_called, dumps_of, newest_called
from profgraph.queries.export import RDF_FORMATS
from profgraph.queries.exporting import export_all
from profgraph.queries.parameters import LoadedVersion, loaded_versions
from profgraph.queries.sorting import in_order
from profgraph.queries.workbook import xlsx
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table, table_of
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BUNDLED = bundled().read_text(encoding="utf-8")
# Another standard, and another edition of the bundled one.
TEXTS = {
    "16.020": BUNDLED,
    "16.099": BUNDLED.replace("16.020", "16.099").replace("620н", "621н").replace("Устав ", "План "),
    "16.020 of 2015": BUNDLED.replace("620н", "700н").replace("8 сентября 2014", "9 сентября 2015"),
}
NAMES = ("16.020@620n-2014-09-08", "16.020@700n-2015-09-09", "16.099@621n-2014-09-08")
RDF = {form.ending: form for form in WHOLE_FORMS if form.suffix in RDF_FORMATS}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def filled(folder: Path, names: Iterable[str]) -> Path:
    with Writer.open(folder / "store") as writer:
        for name in names:
            path = folder / f"{name}.txt"
            path.write_text(TEXTS[name], encoding="utf-8")
            assert [type(result) for result in load([path], writer)] == [Loaded]
        writer.publish()
    return folder / "store"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(filled(tmp_path_factory.mktemp("there"), TEXTS)) as opened:
        yield opened


@pytest.fixture(scope="module")
def dumps(store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with every dump of the store."""
    folder = tmp_path_factory.mktemp("dumps") / "made" / "here"
    export_all(store, folder)
    return folder


def canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_every_dump_is_there_with_its_digest_and_nothing_else(dumps: Path) -> None:
    names = {f"profgraph{form.ending}" for form in WHOLE_FORMS}
    names |= {f"{name}{form.ending}" for name in NAMES for form in EDITION_FORMS}
    assert {path.name for path in dumps.iterdir()} == names | {f"{name}.sha256" for name in names}
    for name in names:
        digest = hashlib.sha256((dumps / name).read_bytes()).hexdigest()
        assert (dumps / f"{name}.sha256").read_text(encoding="utf-8") == f"{digest}  {name}\n"


@pytest.mark.parametrize("ending", RDF)
def test_the_whole_holds_what_the_store_holds(store: EmbeddedStore, dumps: Path, ending: str) -> None:
    form = RDF_FORMATS[RDF[ending].suffix]
    read = canonical(ox.parse(content(dumps / f"profgraph{ending}"), form))
    held = store.quads() if form.supports_datasets else {ox.Quad(*quad.triple) for quad in store.quads()}
    assert read == canonical(held)


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_is_the_same_in_all_formats(dumps: Path, name: str) -> None:
    lines = (dumps / f"{name}.nq").read_bytes()
    quads = set(ox.parse(lines, ox.RdfFormat.N_QUADS))
    assert lines.splitlines() == sorted(lines.splitlines())
    assert len(quads) > 5_000
    for ending in (".trig", ".jsonld"):
        assert set(ox.parse(path=str(dumps / f"{name}{ending}"))) == quads
    assert {quad.triple for quad in ox.parse(path=str(dumps / f"{name}.ttl"))} == {quad.triple for quad in quads}


def test_a_graph_is_one_block(store: EmbeddedStore, dumps: Path) -> None:
    graphs = {str(quad.graph_name) for quad in store.quads()}
    text = (dumps / "profgraph.trig").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^(<\S+>) \{$", text, re.MULTILINE)) == sorted(graphs)
    objects = json.loads((dumps / "profgraph.jsonld").read_bytes())
    assert sorted(f"<{one['@id']}>" for one in objects) == sorted(graphs)


def archived(path: Path) -> tuple[dict[str, list[dict[str, str]]], list[dict[str, object]]]:
    """Return the rows of each table of an archive, and what its metadata say of the tables."""
    with zipfile.ZipFile(path) as archive:
        metadata = json.loads(archive.read("csv-metadata.json"))
        tables = {}
        for described in metadata["tables"]:
            text = archive.read(described["url"]).decode("utf-8")
            assert not text.startswith("\N{BYTE ORDER MARK}")
            tables[described["url"]] = list(csv.DictReader(io.StringIO(text, newline="")))
        assert {*archive.namelist()} == {"csv-metadata.json", *tables}
    assert metadata["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "ru"}]
    return tables, metadata["tables"]


def test_the_tables_of_the_whole_hold_every_edition(store: EmbeddedStore, dumps: Path) -> None:
    tables, _ = archived(dumps / "profgraph.csv.zip")
    assert {row["edition"] for row in tables["competences.csv"]} == {
        label
        for (label,) in [
            [str(cell) for cell in row]
            for row in table_of(store.query("SELECT ?l { ?v a ps:StandardVersion ; rdfs:label ?l }")).rows
        ]
    }
    assert len(tables["competences.csv"]) == 3 * 103
    assert [(row["code"], row["date"]) for row in tables["approval.csv"]] == [
        ("16.020", "2014-09-08"),
        ("16.020", "2015-09-09"),
        ("16.099", "2014-09-08"),
    ]
    assert {row["edition"] for row in tables["classifier-codes.csv"]} == {
        "",
        "ОКЗ, ОК 010-93",
        "ОКЗ, ОК 010-2014",
        "ОКСО, ОК 009-2003",
        "Перечни специальностей 2009 года",
    }
    for name, rows in tables.items():
        answer = table_of(store.query(question(name.removesuffix(".csv")).text))
        assert [tuple(row.values()) for row in rows] == [
            tuple("" if cell is None else str(cell) for cell in row) for row in answer.rows
        ]


@pytest.mark.parametrize("name", ["profgraph", *NAMES])
def test_the_metadata_say_what_the_columns_are(store: EmbeddedStore, dumps: Path, name: str) -> None:
    tables, described = archived(dumps / f"{name}.csv.zip")
    for one in described:
        columns = one["tableSchema"]["columns"]  # type: ignore[index]  # JSON
        rows = tables[str(one["url"])]
        asked = question(str(one["url"]).removesuffix(".csv"))
        assert {tuple(row) for row in rows} == {tuple(column["name"] for column in columns)}
        assert [column["titles"] for column in columns] == [
            {"und": key, "ru": wording.ru, "en": wording.en} for key, wording in asked.columns.items()
        ]
        answer = table_of(store.query(asked.text))
        for index, column in enumerate(columns):
            found = {row[index].datatype for row in answer.rows if isinstance(row[index], Literal)}
            kinds = {str(kind).rpartition("#")[2] if kind else "string" for kind in found}
            assert kinds <= {column["datatype"]}, column["name"]


TITLES = ["Приказы", "Функции", "Действия", "Умения", "Знания", "Требования", "Коды"]
NUMBERS = {"Уровень", "Номер", "Номер строки", "Раз", "Опыт, месяцев"}
DAYS = {"Дата", "Дата регистрации"}


def sheets_of(path: Path) -> dict[str, list[list[str | int]]]:
    """Return the cells of each sheet of a workbook: numbers as numbers, texts as texts."""
    with zipfile.ZipFile(path) as book:
        parts = {name: ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}  # noqa: S314  (our own file)
    shared = ["".join(text.text or "" for text in item.iter(f"{SHEET}t")) for item in parts["xl/sharedStrings.xml"]]
    titles = [sheet.get("name", "") for sheet in parts["xl/workbook.xml"].iter(f"{SHEET}sheet")]
    found = {}
    for number, title in enumerate(titles, start=1):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        pane = sheet.find(f".//{SHEET}pane")
        assert pane is not None
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        assert all(10 <= float(column.get("width", "0")) <= 83 for column in sheet.iter(f"{SHEET}col"))
        found[title] = [[value(cell, shared) for cell in row] for row in sheet.iter(f"{SHEET}row")]
        area = sheet.find(f"{SHEET}autoFilter")
        assert area is not None
        assert area.get("ref", "").endswith(f"{chr(ord('A') + len(found[title][0]) - 1)}{len(found[title])}")
    return found


def value(cell: ET.Element, shared: list[str]) -> str | int:
    text = cell.findtext(f"{SHEET}v") or ""
    if cell.get("t") == "s":
        return shared[int(text)]
    return int(text) if text else ""


def texts(sheet: list[list[str | int]], *heads: str) -> list[tuple[str, ...]]:
    """Return these columns of a sheet as CSV writes them."""
    columns = [sheet[0].index(head) for head in heads]
    return [tuple(text(str(sheet[0][column]), row[column]) for column in columns) for row in sheet[1:]]


def text(head: str, cell: str | int) -> str:
    if head in DAYS and cell != "":
        return str(date(1899, 12, 30) + timedelta(days=int(cell)))
    assert cell == "" or isinstance(cell, int) is (head in NUMBERS)
    return str(cell)


# The sheets, the tables that hold the same rows, and the columns whose fixed values are not put into words.
ALIKE = [
    ("Приказы", "approval", {"Код": "code", "Приказ": "order", "Дата": "date", "Дата регистрации": "registeredOn"}),
    ("Функции", "functions", {"Редакция": "edition", "ОТФ": "generalized", "Функция": "code", "Наименование": "name",
                              "Уровень": "level"}),
    ("Требования", "all-requirements", {"Редакция": "edition", "ОТФ": "generalized", "Номер строки": "position",
                                        "Текст": "text", "Опыт, месяцев": "months"}),
    ("Коды", "classifier-codes", {"Код": "code", "Наименование": "name", "Раз": "times"}),
]  # fmt: skip
ROWS = {"Стандарт": "standardCode", "Редакция": "edition", "Функция": "code", "Наименование": "name",
        "Уровень": "level", "Номер": "ordinal", "Текст": "text"}  # fmt: skip


@pytest.mark.parametrize("name", ["profgraph", NAMES[0]])
def test_the_workbook_has_a_sheet_for_each_kind_of_thing(dumps: Path, name: str) -> None:
    sheets = sheets_of(dumps / f"{name}.xlsx")
    tables, _ = archived(dumps / f"{name}.csv.zip")
    assert list(sheets) == TITLES
    for title, table, columns in ALIKE:
        rows = [tuple(row[column] for column in columns.values()) for row in tables[f"{table}.csv"]]
        assert texts(sheets[title], *columns) == rows, title
    for title, kind in (("Действия", "action"), ("Умения", "skill"), ("Знания", "knowledge")):
        of_kind = [row for row in tables["competences.csv"] if row["kind"] == kind]
        assert sheets[title][0] == list(ROWS)
        assert texts(sheets[title], *ROWS) == [tuple(row[column] for column in ROWS.values()) for row in of_kind]


def test_another_store_loaded_in_another_order_by_another_process_makes_the_same_bytes(
    dumps: Path, tmp_path: Path
) -> None:
    folder = filled(tmp_path, reversed(TEXTS))
    command = [sys.executable, "-m", "profgraph", "--store", folder, "export", "--all", "-o", tmp_path / "again"]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in dumps.iterdir()}


def test_names_of_dumps(store: EmbeddedStore) -> None:
    editions = loaded_versions(store)
    for dump in dumps_of(editions):
        assert dump_called(dump.name, editions) == dump
    for name in ("profgraph", "profgraph.rdf", "16.020.ttl", "../store.json", "", "PROFGRAPH.NQ"):
        with pytest.raises(UnknownNameError):
            dump_called(name, editions)


def test_a_standard_names_its_newest_edition(store: EmbeddedStore) -> None:
    editions = loaded_versions(store)
    for code, name in (("16.020", NAMES[1]), ("16.099", NAMES[2])):
        for form in EDITION_FORMS:
            assert newest_called(f"{code}{form.ending}", editions) == dump_called(f"{name}{form.ending}", editions)
    for unknown in ("16.020", "16.020.ttl.gz", "16.021.ttl", "profgraph.ttl", f"{NAMES[0]}.ttl", ""):
        assert newest_called(unknown, editions) is None


def test_editions_with_versions_by_digest_have_names_of_files() -> None:
    edition = LoadedVersion(URIRef("https://w3id.org/profgraph/id/standard/06.001/x-0123456789ab"), "06.001", "")
    assert [dump.name for dump in dumps_of([edition])][len(WHOLE_FORMS) :] == [
        f"06.001@x-0123456789ab{ending}" for ending in (".trig", ".nq", ".ttl", ".jsonld", ".csv.zip", ".xlsx")
    ]


@given(
    st.lists(st.text(max_size=3).map(lambda text: text.encode().hex().encode() + b"\n"), max_size=40), st.integers(1, 9)
)
def test_lines_are_sorted_through_the_disk_as_in_memory(lines: list[bytes], run: int) -> None:
    with in_order(iter(lines), run=run) as found:
        assert list(found) == sorted(set(lines))


def test_a_sheet_that_would_be_cut_is_refused() -> None:
    row = (Literal("а"),)
    with pytest.raises(UsageError) as refused:
        xlsx(Table(("a",), (row,) * 1_048_576), {}, "en")
    assert refused.value.message.en == (
        "xlsx: more than 1,048,575 rows, which a sheet does not hold; choose CSV or a single standard"
    )
