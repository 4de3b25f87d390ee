"""How answers are shown: the drawn table, CSV, JSON and the workbook, each compared as a whole."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from profgraph.errors import Message, UsageError
from profgraph.queries.rendering import FORMATS, headings, plain, shown
from profgraph.queries.terminal import csv_text, json_text, table_text
from profgraph.queries.values import worded
from profgraph.queries.workbook import xlsx
from profgraph.store.protocol import Table
from rdflib import RDFS, XSD, BNode, Graph, Literal, URIRef

COLUMNS = {"code": Message(ru="Код", en="Code"), "n": Message(ru="Сколько", en="How many")}
IRI = URIRef("http://example.org/a")
YES = Literal("true", datatype=XSD.boolean)
SHARE = Literal("0.43", datatype=XSD.decimal)
TABLE = Table(
    ("code", "n", "what"),
    (
        (Literal("B/03.6"), Literal(12), Literal('«Устав», "план"', lang="ru")),
        (Literal("=1+1"), Literal(5), IRI),
        (Literal("[bold]А[/bold]"), Literal(-1), None),
    ),
)
CELLS = [["B/03.6", 12.0, '«Устав», "план"'], ["=1+1", 5.0, "<http://example.org/a>"], ["[bold]А[/bold]", -1.0, ""]]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (None, ""),
        (IRI, "<http://example.org/a>"),
        (BNode("b"), "b"),
        (Literal("да", lang="ru"), "да"),
        (Literal(7), "7"),
        (SHARE, "0.43"),
        (Literal("2014-09-08", datatype=XSD.date), "2014-09-08"),
        (YES, "true"),
    ],
)
def test_a_term_is_shown_bare(term: URIRef | BNode | Literal | None, text: str) -> None:
    assert shown(term) == text


@pytest.mark.parametrize(
    ("term", "ru", "en"),
    [
        (Literal("code-form"), "вид кода", "form of the code"),
        (Literal("narrowMatch"), "к более узкому", "narrower"),
        (Literal("closeMatch 0.95 → exactMatch 1"), "близкая 0.95 → точная 1", "close 0.95 → exact 1"),
        (Literal("relatedMatch 0.6"), "смежная 0.6", "related 0.6"),
        (Literal("unheardMatch 0.6"), "unheardMatch 0.6", "unheardMatch 0.6"),
        (Literal("closeMatch 0.95 →"), None, None),
        (Literal("closeMatch 1 → exactMatch 1", lang="en"), None, None),
        (Literal("план"), None, None),
        (IRI, None, None),
        (None, None, None),
    ],
)
def test_fixed_values_and_chains_of_links_have_words(
    term: URIRef | Literal | None, ru: str | None, en: str | None
) -> None:
    assert (worded(term, "ru"), worded(term, "en")) == (ru, en)


def test_headings_are_those_of_the_question() -> None:
    assert headings(TABLE, COLUMNS, "ru") == ["Код", "Сколько", "what"]
    assert headings(TABLE, COLUMNS, "en") == ["Code", "How many", "what"]
    assert headings(TABLE, {}, "en") == ["code", "n", "what"]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "ru",
            [
                " Код              Сколько   what",
                " " + "─" * 49,
                ' B/03.6                12   «Устав», "план"',
                " =1+1                   5   <http://example.org/a>",
                " [bold]А[/bold]        -1",
                "",
                "строк: 3",
            ],
        ),
        (
            "en",
            [
                " Code             How many   what",
                " " + "─" * 50,
                ' B/03.6                 12   «Устав», "план"',
                " =1+1                    5   <http://example.org/a>",
                " [bold]А[/bold]         -1",
                "",
                "rows: 3",
            ],
        ),
    ],
)
def test_a_table_is_drawn(lang: str, lines: list[str]) -> None:
    assert table_text(TABLE, COLUMNS, "ru" if lang == "ru" else "en").splitlines() == lines


def test_a_table_without_rows_or_columns_is_drawn() -> None:
    assert table_text(Table(("code", "what"), ()), COLUMNS, "ru").split() == ["Код", "what", "─" * 10, "строк:", "0"]
    assert table_text(Table((), ((), ())), {}, "en") == "rows: 2\n"


def test_a_long_text_is_folded_and_nothing_of_it_lost() -> None:
    text = " ".join(f"слово{number}" for number in range(200))
    drawn = table_text(Table(("a", "b"), ((Literal(text), Literal("конец")),)), {}, "en")
    assert max(map(len, drawn.splitlines())) <= 200
    assert re.findall(r"слово\d+", drawn) == text.split()


def test_a_text_is_shown_as_it_is_written() -> None:
    texts = [":x:", "a:warning:b", "\\[b]", "[/]", "C:\\"]
    drawn = table_text(Table(("a",), tuple((Literal(text),) for text in texts)), {}, "en")
    assert drawn.split()[2:-2] == texts


def test_numbers_are_aligned_by_their_end() -> None:
    drawn = table_text(Table(("share",), ((SHARE,), (Literal("0.5", datatype=XSD.decimal),))), {}, "en")
    assert drawn.splitlines()[2:4] == ["  0.43", "   0.5"]


def test_csv_has_the_names_of_the_variables() -> None:
    assert csv_text(TABLE) == (
        'code,n,what\r\nB/03.6,12,"«Устав», ""план"""\r\n=1+1,5,http://example.org/a\r\n[bold]А[/bold],-1,\r\n'
    )


def test_json_has_numbers_and_nulls() -> None:
    assert json_text(TABLE) == (
        "[\n"
        '  {\n    "code": "B/03.6",\n    "n": 12,\n    "what": "«Устав», \\"план\\""\n  },\n'
        '  {\n    "code": "=1+1",\n    "n": 5,\n    "what": "http://example.org/a"\n  },\n'
        '  {\n    "code": "[bold]А[/bold]",\n    "n": -1,\n    "what": null\n  }\n'
        "]\n"
    )


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (YES, True),
        (Literal("1.5E0", datatype=XSD.double), 1.5),
        (Literal("2014-09-08", datatype=XSD.date), "2014-09-08"),
        (Literal("7"), "7"),
        (SHARE, 0.43),
    ],
)
def test_json_values_are_typed(term: Literal, value: object) -> None:
    assert json.loads(json_text(Table(("x",), ((term,),)))) == [{"x": value}]


@pytest.mark.parametrize(("lang", "heads"), [("ru", ["Код", "Сколько", "what"]), ("en", ["Code", "How many", "what"])])
def test_a_workbook_holds_the_table(lang: str, heads: list[str]) -> None:
    parts = workbook(xlsx(TABLE, COLUMNS, "ru" if lang == "ru" else "en"))
    assert cells(parts) == [heads, *CELLS]
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert sheet.find(f".//{MAIN}pane[@ySplit='1'][@state='frozen']") is not None
    assert [sheet.find(f".//{MAIN}{tag}") for tag in ("f", "hyperlink")] == [None, None]


def test_the_columns_of_a_workbook_are_as_wide_as_their_texts_up_to_a_bound() -> None:
    wide = Table(("narrow", "fitting", "wide"), ((Literal(1), Literal("x" * 30), Literal("x" * 300)),))
    sheet = workbook(xlsx(wide, {}, "en"))["xl/worksheets/sheet1.xml"]
    widths = [round(float(column.attrib["width"])) for column in sheet.iter(f"{MAIN}col")]
    assert widths == [11, 33, 81]


def test_a_long_workbook_holds_its_table_as_a_short_one_does() -> None:
    day, odd = Literal("2014-09-08", datatype=XSD.date), Literal(" a\tb\n<&> \x01 =1+1 ")
    kinds = ((Literal("B/03.6"), day, Literal(12)), (odd, None, SHARE), (IRI, YES, Literal("x" * 300)))
    short, long = Table(("a", "b", "c"), kinds), Table(("a", "b", "c"), kinds * 3_400)
    few, many = (workbook(xlsx(table, {}, "en")) for table in (short, long))
    heads, *rows = cells(few)
    assert cells(many) == [heads, *rows * 3_400]
    assert look(many) == look(few)
    assert xlsx(long, {}, "en") == xlsx(long, {}, "en")


def test_equal_answers_give_equal_workbooks() -> None:
    assert xlsx(TABLE, COLUMNS, "ru") == xlsx(TABLE, COLUMNS, "ru")


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (None, ""),
        (Literal("http://example.org/"), "http://example.org/"),
        (Literal("0012"), "0012"),
        (Literal("a\tb\nc \x01"), "a\tb\nc _x0001_"),
        (Literal("1.5E0", datatype=XSD.double), 1.5),
        (Literal("2014-09-08", datatype=XSD.date), 41890),
        (Literal("1899-12-31", datatype=XSD.date), "1899-12-31"),
        (YES, "true"),
        (SHARE, 0.43),
        (Literal("INF", datatype=XSD.double, normalize=False), "INF"),
        (Literal("NaN", datatype=XSD.double, normalize=False), "NaN"),
    ],
)
def test_a_cell_is_typed(term: Literal | None, cell: str | float) -> None:
    assert cells(workbook(xlsx(Table(("x",), ((term,),)), {}, "en"))) == [["x"], [cell]]


def test_what_is_no_table_is_shown_plainly() -> None:
    graph = Graph(bind_namespaces="none")
    graph.bind("rdfs", RDFS)
    graph.add((IRI, RDFS.label, Literal("да", lang="ru")))
    assert (plain(answer=True), plain(answer=False)) == ("true", "false")
    assert plain(graph).split("\n\n") == [
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        '<http://example.org/a> rdfs:label "да"@ru .',
        "",
    ]
    with pytest.raises(TypeError):
        plain(TABLE)
    for answer in (True, graph):
        with pytest.raises(UsageError) as refused:
            xlsx(answer, {}, "en")
        assert refused.value.message.en == "xlsx: only the answer of a SELECT makes a sheet; choose another format"


def test_the_formats_are_named_once() -> None:
    assert FORMATS == ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdfxml", "xlsx")


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        read = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    return {name: ET.fromstring(part) for name, part in read.items()}  # noqa: S314  (our own file)


def cells(parts: dict[str, ET.Element]) -> list[list[str | float]]:
    # A long sheet has its texts in the cells.
    shared = parts["xl/sharedStrings.xml"].iter(f"{MAIN}si") if "xl/sharedStrings.xml" in parts else ()
    texts = ["".join(item.itertext()) for item in shared]
    return [[value(cell, texts) for cell in row] for row in parts["xl/worksheets/sheet1.xml"].iter(f"{MAIN}row")]


def look(parts: dict[str, ET.Element]) -> list[object]:
    """Return what stays in sight, and of each column how wide it is and how its texts are laid out."""
    sheet, styles = parts["xl/worksheets/sheet1.xml"], next(parts["xl/styles.xml"].iter(f"{MAIN}cellXfs"))
    panes = [one.attrib for one in sheet.iter(f"{MAIN}pane")]
    return [
        *panes,
        *((one.attrib["width"], styles[int(one.attrib["style"])][0].attrib) for one in sheet.iter(f"{MAIN}col")),
    ]


def value(cell: ET.Element, texts: list[str]) -> str | float:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    written = cell.findtext(f"{MAIN}v")
    if written is None:
        return ""
    return texts[int(written)] if cell.get("t") == "s" else float(written)


def test_where_words_do_not_fit_side_by_side_each_row_is_a_block() -> None:
    table = Table(("code", "what"), ((Literal("B/03.6"), Literal("Предупреждения")), (Literal("A"), None)))
    columns = {"code": Message(ru="Код", en="Code"), "what": Message(ru="Что", en="What")}
    assert table_text(table, columns, "ru", width=25) == ("Код: B/03.6\nЧто: Предупреждения\n\nКод: A\n\nстрок: 2\n")
    assert "Предупреждения" in table_text(table, columns, "ru", width=27).split()
