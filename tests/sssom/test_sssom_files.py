"""SSSOM/TSV of others is read as its specification has it, or refused with a cure; what is written is read back."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError
from profgraph.loader.sssom.reading import is_sssom, read_sssom
from profgraph.loader.sssom.slots import COLUMNS, IDENTIFIERS, NEEDED, MappingRow, MappingSet
from profgraph.loader.sssom.values import several
from profgraph.loader.sssom.writing import to_sssom
from profgraph.ontology.terms import SEMAPV, SKOS

if TYPE_CHECKING:
    from pathlib import Path

    from profgraph.loader.sssom.reading import Sheet

MOST = 1_000
NAME = "fruit.sssom.tsv"
META = """curie_map:
  NO: http://fruit.example/
  'on': https://kitchen.example/food#
mapping_set_id: https://kitchen.example/sets/fruit
license: https://creativecommons.org/licenses/by/4.0/
creator_id: [on:c1]
subject_source_version: 08
mapping_date: 2022-05-02
"""
HEAD = "".join(f"#{line}\n" for line in META.splitlines())
COLS = "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tconfidence\n"
ROW = 'on:F1\t"a ""whole"" apple"\tskos:exactMatch\tNO:2473\tsemapv:ManualMappingCuration\tAnna|B\\|C\t0.95\n'
FILE = HEAD + COLS + ROW
SET = MappingSet("https://kitchen.example/sets/fruit", "https://creativecommons.org/publicdomain/zero/1.0/")


def read(folder: Path, data: str | bytes) -> Sheet:
    (folder / NAME).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_sssom(folder / NAME, most_bytes=2**18, most_rows=MOST)


def said(sheet: Sheet) -> list[dict[str, str]]:
    return [
        {name: str(row.iri(name)) if name in IDENTIFIERS else row.text(name) for name in COLUMNS if row.text(name)}
        for row in sheet.rows
    ]


def told(sheet: Sheet) -> list[tuple[object, ...]]:
    return [(*map(row.iri, NEEDED), row.confidence()) for row in sheet.rows]


SAID = {
    "subject_id": "https://kitchen.example/food#F1",
    "subject_label": 'a "whole" apple',
    "predicate_id": str(SKOS.exactMatch),
    "object_id": "http://fruit.example/2473",
    "mapping_justification": str(SEMAPV.ManualMappingCuration),
    "author_label": "Anna|B\\|C",
    "mapping_date": "2022-05-02",
    "confidence": "0.95",
}


@pytest.mark.parametrize(
    "data",
    [
        FILE,
        FILE.replace("\n", "\r\n"),
        FILE.replace("\n#", "\t\t\n#"),
        FILE.replace("#", "# "),
        FILE.replace("#license: h", '"#license: ""h').replace("/4.0/\n", '/4.0/"""\n'),
        "\ufeff" + FILE,
        FILE.encode("utf-16"),
        FILE.replace("0.95\n", "0.95\t\t\n") + "\t\t\n\n",
        FILE.removesuffix("\n"),
        FILE.replace("on:F1", "https://kitchen.example/food#F1").replace("NO:2473", "<http://fruit.example/2473>"),
    ],
)
def test_one_set_is_written_in_many_ways(tmp_path: Path, data: str | bytes) -> None:
    sheet = read(tmp_path, data)
    assert said(sheet) == [SAID]
    (row,) = sheet.rows
    assert (row.place.row, row.confidence(), several(row.text("author_label"))) == (
        len(HEAD.splitlines()) + 2, Decimal("0.95"), ["Anna", "B|C"],
    )  # fmt: skip
    assert sheet.metadata == {
        "curie_map": {"NO": "http://fruit.example/", "on": "https://kitchen.example/food#"},
        "mapping_set_id": "https://kitchen.example/sets/fruit",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator_id": ["on:c1"],
        "subject_source_version": "08",
        "mapping_date": "2022-05-02",
    }


def test_metadata_may_stand_in_a_file_beside(tmp_path: Path) -> None:
    (tmp_path / "fruit.sssom.yml").write_text(META, encoding="utf-8")
    assert said(read(tmp_path, COLS + ROW)) == [SAID]
    (tmp_path / "fruit.sssom.yml").write_text("curie_map: [", encoding="utf-8")
    assert said(read(tmp_path, FILE)) == [SAID], "its own metadata are the ones that count"


def test_what_the_set_says_holds_where_no_mapping_says_its_own(tmp_path: Path) -> None:
    dated = FILE.replace("\tconfidence", "\tmapping_date")
    for date in ("0.95", ""):
        others = [ROW.replace("0.95", date), ROW.replace("0.95", "")]
        found = read(tmp_path, dated.replace(ROW, "".join(others)))
        assert [row.text("mapping_date") for row in found.rows] == ([date, ""] if date else ["2022-05-02"] * 2)
        assert [row.text("subject_source_version") for row in found.rows] == ["08"] * 2
        assert [row.text("license") for row in found.rows] == [""] * 2


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("1", "1"), ("0", "0"), ("1.0", "1"), ("0,70", "0.7"), (".5", "0.5"), ("0.8333333333333334",) * 2,
     ("5e-05", "0.00005"), ("5.551115123125783e-17", "0.000000000000000056")],
)  # fmt: skip
def test_a_confidence_is_read_as_it_is_printed(tmp_path: Path, text: str, value: str | None) -> None:
    (row,) = read(tmp_path, FILE.replace("0.95", text)).rows
    found = row.confidence()
    assert (found if found is None else f"{found:f}") == value


NEEDS = f"{NAME}, row {{}}: this is no table of SSSOM: it lacks the columns {{}}; add them"
NO_IRI = (
    f"{NAME}, row 10: «{{}}» is neither an IRI nor a name with a known prefix; declare it in curie_map or write the IRI"
)
NO_NUMBER = f"{NAME}, row 10: the confidence «{{}}» is no number from 0 to 1; mend it"
NO_YAML = f"{NAME}: the metadata of the SSSOM (lines with #) are no YAML ("
NO_FIELDS = f"{NAME}: the metadata of the SSSOM are no list of fields; lines such as «# curie_map:» are needed"
LONG = f"{NAME}: the metadata of the SSSOM have over 1000 lines or 100000 signs; shorten them"
REFUSED = {
    "no text": (b"\x98\xff\xfe", f"{NAME}: the encoding cannot be told; save the file in UTF-8"),
    "nothing": ("", f"{NAME}: the file is empty; name another"),
    "a head only": (HEAD, NEEDS.format(9, "subject_id, predicate_id, object_id, mapping_justification")),
    "a column less": (FILE.replace("\tobject_id", "\tobject"), NEEDS.format(9, "object_id")),
    "a column twice": (
        FILE.replace("_label", "_id"), f"{NAME}, row 9: the column subject_id stands twice; remove one",
    ),
    "a row too long": (
        FILE.replace("0.95", "1\t2"), f"{NAME}, row 10: 8 cells in 7 columns; remove the tabs that are too many",
    ),
    "half a row": (
        HEAD + COLS + "on:F1\tapple\tskos:exactMatch\n",
        f"{NAME}, row 10: empty: object_id, mapping_justification; fill it in or remove the row",
    ),
    "an open quote": (
        FILE.replace("on:F1", '"on:F1'),
        f"{NAME}, row 10: the table cannot be read ('\t' expected after '\"'); mend its quotes",
    ),
    "a quote that never ends": (
        FILE + '"on:F2\n', f"{NAME}, row 11: the table cannot be read (unexpected end of data); mend its quotes",
    ),
    "another prefix": (FILE.replace("on:F1", "off:F1"), NO_IRI.format("off:F1")),
    "a word": (FILE.replace("NO:2473", "apple"), NO_IRI.format("apple")),
    "a blank inside": (FILE.replace("NO:2473", "NO:24 73"), NO_IRI.format("NO:24 73")),
    "a prefix that means no IRI": (FILE.replace("http://fruit", "the fruit"), NO_IRI.format("NO:2473")),
    "above 1": (FILE.replace("0.95", "1.01"), NO_NUMBER.format("1.01")),
    "below 0": (FILE.replace("0.95", "-0.1"), NO_NUMBER.format("-0.1")),
    "no number": (FILE.replace("0.95", "nan"), NO_NUMBER.format("nan")),
    "a number of ten million digits": (FILE.replace("0.95", "1e-9999999"), NO_NUMBER.format("1e-9999999")),
    "a remark": (f"# It is mine.\n{FILE}", NO_YAML),
    "an alias of nothing": (f"#a: *b\n{COLS}{ROW}", NO_YAML),
    "a key of another kind": (f"#? {{\n{COLS}{ROW}", NO_YAML),
    "a deep list": ("#" + "[" * 50_000 + "\n" + COLS, NO_YAML),
    "words": (f"# just words\n{COLS}{ROW}", NO_FIELDS),
    "a list": (f"#- a\n{COLS}{ROW}", NO_FIELDS),
    "no map": (f"#curie_map: 7\n{COLS}{ROW}", NO_FIELDS),
    "a prefix of SSSOM for another thing": (
        FILE.replace("#  NO:", "#  skos: http://skos.example/\n#  NO:"),
        f"{NAME}: curie_map: in SSSOM the prefix skos means {SKOS}; remove this line",
    ),
    "a long head": ("#a: b\n" * 1_001 + FILE, LONG),
    "a wide head": (f"#a: {'b' * 60_000}\n#c: {'d' * 60_000}\n", LONG),
    "many rows": (FILE + "a\tb\tc\td\te\n" * MOST, f"{NAME}: over {MOST} rows or 0 MB; divide it"),
    "many bytes": (b"x" * (2**18 + 1), f"{NAME}: over {MOST} rows or 0 MB; divide it"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_refused_with_its_place_and_cure(tmp_path: Path, data: str | bytes, problem: str) -> None:
    with pytest.raises(ProfGraphError) as refused:
        told(read(tmp_path, data))
    message = refused.value.message
    # What the parser of YAML says of it is its own.
    assert (message.en[: len(problem)] if problem == NO_YAML else message.en) == problem
    assert ("\n" in message.ru, "; " in message.ru) == (False, True)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfGraphError) as refused:
        read_sssom(tmp_path / NAME, most_bytes=1, most_rows=1)
    assert refused.value.message.en == (
        f"{tmp_path / NAME}: the file cannot be read (No such file or directory); check its name and permissions"
    )


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(FILE, True), (COLS, True), (COLS.replace("subject_id", '"subject_id"'), True), ("", False), (HEAD, False),
     ("subject_identifier\tobject_id\n", False), ("@prefix a: <b:> .\n", False)],
)  # fmt: skip
def test_a_table_is_told_by_its_columns(text: str, is_one: bool) -> None:  # noqa: FBT001  (a column of the table above)
    assert is_sssom(text.splitlines(keepends=True)) == is_one


def test_a_file_as_it_is_written() -> None:
    row = MappingRow(
        "https://example.org/a/1", str(SKOS.closeMatch), "urn:b:2", str(SEMAPV.LexicalMatching),
        subject_label="один", confidence=Decimal("0.95"), comment="a\tb",
    )  # fmt: skip
    about = replace(SET, mapping_set_title="Соответствия: 1", mapping_set_version="08", mapping_provider="no")
    assert "".join(to_sssom(about, [row])) == (
        "#curie_map:\n#  ns1: https://example.org/a/\n"
        '#  ns2: "urn:b:"\n'
        "#mapping_set_id: https://kitchen.example/sets/fruit\n"
        "#license: https://creativecommons.org/publicdomain/zero/1.0/\n"
        '#mapping_set_title: "Соответствия: 1"\n'
        '#mapping_set_version: "08"\n#mapping_provider: "no"\n'
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tcomment\n"
        'ns1:1\tодин\tskos:closeMatch\tns2:2\tsemapv:LexicalMatching\t0.95\t"a\tb"\n'
    )


IRIS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["https://a.example/", "https://b.example/x/y/", "http://c.example/z#", "urn:isbn:"]),
    st.text("0123456789.-|", min_size=1, max_size=6).map(lambda text: text.replace("|", "_")),
    st.sampled_from(["", "a", "/", "#"]),
)
TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff") | st.sampled_from('\t"\n\\|#:')
).map(str.strip)
CONFIDENCES = st.none() | st.integers(0, 10**6).map(lambda number: Decimal(number) / 10**6)
ROWS = st.builds(
    MappingRow,
    IRIS,
    st.sampled_from([str(SKOS.exactMatch), "https://example.org/relation"]),
    IRIS,
    st.just(str(SEMAPV.ManualMappingCuration)),
    subject_label=TEXTS,
    author_label=TEXTS,
    object_source=st.just("") | IRIS,
    confidence=CONFIDENCES,
    comment=TEXTS,
)
SETS = st.builds(
    MappingSet, IRIS, IRIS, mapping_set_title=TEXTS, subject_source=st.just("") | IRIS,
    subject_source_version=TEXTS | st.sampled_from(["08", "1.1", "no", "2022-05-02", "~", "a: b", "- a", "0x1"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sssom")


@given(SETS, st.lists(ROWS, max_size=4))
def test_what_is_written_is_read_back(shelf: Path, about: MappingSet, rows: list[MappingRow]) -> None:
    text = "".join(to_sssom(about, rows))
    assert text == "".join(to_sssom(about, rows))
    sheet = read(shelf, text)
    given = {field.name: getattr(about, field.name) for field in fields(about) if field.name not in IDENTIFIERS}
    assert {name: sheet.metadata.get(name, "") for name in given} == given
    assert [replace(_again(row), subject_source="") for row in sheet.rows] == rows
    assert {str(row.iri("subject_source")) for row in sheet.rows if about.subject_source} <= {about.subject_source}
    assert set(sheet.columns) <= set(COLUMNS)
    head = text.partition("subject_id\t")[0]
    whole = yaml.safe_load("".join(line[1:] for line in head.splitlines(keepends=True)))
    assert {name: whole.get(name, "") for name in given} == given, "for readers of YAML that know more kinds than text"


def _again(row: object) -> MappingRow:
    told = {name: row.text(name) for name in COLUMNS if row.text(name)}  # type: ignore[attr-defined]  # a row as it was read
    for name in IDENTIFIERS & told.keys():
        told[name] = str(row.iri(name))  # type: ignore[attr-defined]  # the same
    if "author_label" in told:
        (told["author_label"],) = several(told["author_label"])
    return MappingRow(**{**told, "confidence": row.confidence()})  # type: ignore[attr-defined,arg-type]  # the same
