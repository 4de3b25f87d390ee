"""A classifier is read from a sheet of a workbook; one too long, too wide or packed too well is refused."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from profgraph.errors import ProfGraphError
from profgraph.loader.classifiers.editions import edition
from profgraph.loader.importing import Asked, read_edition

if TYPE_CHECKING:
    from pathlib import Path

    from profgraph.loader.classifiers.items import Table

ROWS = (
    ("35", "Обеспечение электрической энергией, газом и паром"),
    ("35.1", "Производство, передача и распределение «энергии»"),
    ("35.10", "Передача; и распределение"),
    ("35.10.1", "Передача"),
)
ITEMS = [(code, name, above) for (code, name), above in zip(ROWS, (None, "35", "35.1", "35.10"), strict=True)]


def read(path: Path, kind: str = "okved", name: str = "2014", sheet: str | None = None) -> Table:
    return read_edition(path, edition(kind, name), Asked(sheet))


def told(table: Table) -> list[tuple[str, str, str | None]]:
    return [(item.code, item.name, item.broader) for item in table.items]


def refused(path: Path, kind: str = "okved", name: str = "2014", sheet: str | None = None) -> str:
    with pytest.raises(ProfGraphError) as caught:
        read(path, kind, name, sheet)
    assert "\n" not in caught.value.message.ru + caught.value.message.en
    return caught.value.message.en


def workbook(path: Path, rows: list[tuple[object, ...]], sheet: str = "ОКВЭД") -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("О таблице").write(0, 0, "Таблица кодов")
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def test_a_workbook_is_read_from_its_sheet_below_its_title(tmp_path: Path) -> None:
    rows = [("Классификатор ОК 029-2014",), (), ("№", "Код ОКВЭД", "Наименование"), *((1, *row) for row in ROWS)]
    table = read(workbook(tmp_path / "book.xlsx", rows), sheet="ОКВЭД")
    assert told(table) == ITEMS
    assert table.above == 2
    assert [item.row for item in table.items] == [4, 5, 6, 7]


def test_whole_numbers_of_a_workbook_are_codes_and_fractions_are_refused(tmp_path: Path) -> None:
    rows = [("Код", "Наименование"), (2, "Специалисты"), (21, "Науки"), (214, "Инженеры"), (2143, "Экологи")]
    table = read(workbook(tmp_path / "whole.xlsx", rows), "okz", sheet="ОКВЭД")
    assert [item.code for item in table.items] == ["2", "21", "214", "2143"]
    rows = [("Код", "Наименование"), ("35", "Энергия"), (35.1, "Передача")]
    assert refused(workbook(tmp_path / "broken.xlsx", rows), sheet="ОКВЭД") == (
        "broken.xlsx, row 3, column 1: «35.1» is no code of this classifier; "
        "make the column of codes one of text: numbers lose zeros"
    )


def test_a_sheet_that_there_is_not_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", list(ROWS))
    assert refused(path, sheet="ОКЗ") == "book.xlsx: there is no sheet 'ОКЗ'; there are: О таблице, ОКВЭД"


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(257):
            member.write(bytes(2**20))
    assert refused(path) == (
        "bomb.xlsx: over 256 MB when unpacked; leave one sheet with the classifier in the workbook"
    )


def test_a_cell_at_the_far_end_of_a_sheet_is_told_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)
        page.write(1_048_575, 16_383, "x")
    assert refused(path) == (
        "wide.xlsx: not read within 120 s and 2 GiB of memory; "
        "leave one table on the sheet, with no cells far from it, or save it as CSV"
    )
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("suffix", ["xlsx", "json"])
def test_rows_beyond_those_of_any_classifier_are_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"long.{suffix}"
    rows = [("code", "name"), *((f"{number:06}", "Наименование") for number in range(30_000))]
    if suffix == "json":
        path.write_text(json.dumps(rows), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    assert refused(path, "okso", "2003") == (
        f"long.{suffix}, row 25001: over 25000 rows, more than any classifier has; name the file of one edition"
    )
