"""Codes of functions in mixed alphabets, what section III proves of the map's codes, and qualification levels."""

from __future__ import annotations

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import MapEntry, Place, WrittenCode
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.codes import homoglyph, latin, read_code
from profgraph.loader.recognition.functional_map import read_map
from profgraph.loader.recognition.levels import Level, read_level
from profgraph.loader.recognition.recogniser import recognise
from profgraph.loader.sources.document import Cell, Row, Span
from profgraph.loader.sources.text import read_text

HERE = Place((111,))
NAME = "Управление процессом эксплуатации"


def cell(text: str, line: int = 111) -> Cell:
    return (Span(text, Place((line,))),) if text else ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("A/01.5", "A/01.5"),
        ("\N{CYRILLIC CAPITAL LETTER A}/01.5", "A/01.5"),
        ("\N{CYRILLIC CAPITAL LETTER VE}/01.6", "B/01.6"),
        ("\N{CYRILLIC SMALL LETTER ES}/02.7", "C/02.7"),
        ("АВЕКМНОРСТУХ", "ABEKMHOPCTYX"),
        (" A / 01.5 ", "A/01.5"),
        ("b/03.6", "B/03.6"),
        ("V/03.6", "V/03.6"),
        ("Б/03.6", "Б/03.6"),
        ("Г", "Г"),
    ],
)
def test_letters_that_look_alike_become_latin(written: str, code: str) -> None:
    assert latin(written) == code


@pytest.mark.parametrize(
    ("written", "script"),
    [("A/01.5", "Latin"), ("А/01.5", "Cyrillic"), ("A", "Latin"), ("01.5", "Latin"), ("АB", "mixed")],
)
def test_the_script_of_a_code(written: str, script: str) -> None:
    assert WrittenCode("A/01.5", written, HERE).script == script


@pytest.mark.parametrize(
    ("written", "particular", "code"),
    [("A", False, "A"), ("D.", False, "D"), ("A/01.5", True, "A/01.5"), ("A/01.5.", True, "A/01.5")],
)
def test_a_latin_code_needs_no_finding(written: str, particular: bool, code: str) -> None:  # noqa: FBT001  (a column)
    findings: list[Diagnostic] = []
    assert read_code(written, HERE, findings, particular=particular) == WrittenCode(code, written, HERE)
    assert findings == []


@pytest.mark.parametrize(("written", "particular", "code"), [("В", False, "B"), ("А/01.5", True, "A/01.5")])
def test_a_cyrillic_code_is_read_and_told(written: str, particular: bool, code: str) -> None:  # noqa: FBT001  (a column)
    findings: list[Diagnostic] = []
    read = read_code(written, HERE, findings, particular=particular)
    assert read == WrittenCode(code, written, HERE)
    assert findings == homoglyph(read) == [diagnose("letter-homoglyph", HERE, written=written, code=code)]


@pytest.mark.parametrize("written", ["", "Б/01.5", "A/1.5", "A/01", "A/01.55", "AB/01.5", "A", "01.5", "A-01.5"])
def test_what_is_no_code_of_a_particular_function(written: str) -> None:
    findings: list[Diagnostic] = []
    assert read_code(written, HERE, findings, particular=True) is None
    assert findings == [diagnose("code-unreadable", HERE, written=written, pattern="A/01.5")]


@pytest.mark.parametrize("written", ["", "Б", "AB", "A/01.5", "1"])
def test_what_is_no_code_of_a_generalised_function(written: str) -> None:
    findings: list[Diagnostic] = []
    assert read_code(written, HERE, findings, particular=False) is None
    assert findings == [diagnose("code-unreadable", HERE, written=written, pattern="A")]


def test_digits_of_other_scripts_are_no_code() -> None:
    assert read_code("A/\u0660\u0661.\u0665", HERE, [], particular=True) is None


def entry(code: str, written: str, name: str = NAME) -> MapEntry:
    return MapEntry(WrittenCode(code, written, HERE), name, 6, HERE)


@pytest.mark.parametrize(
    ("written", "names", "code", "findings"),
    [
        pytest.param(
            "V/03.6",
            {"B/03.6": NAME},
            "B/03.6",
            [diagnose("letter-proven", HERE, written="V/03.6", code="B/03.6", name=NAME)],
            id="proven by number, level and name",
        ),
        pytest.param(
            "В/03.6",
            {"B/03.6": NAME},
            "B/03.6",
            [diagnose("letter-homoglyph", HERE, written="В/03.6", code="B/03.6")],
            id="a look-alike needs no proof",
        ),
        pytest.param("V/03.6", {"V/03.6": NAME}, "V/03.6", [], id="section III has V itself"),
        pytest.param("V/03.6", {"V/03.6": "Другое", "B/03.6": NAME}, "V/03.6", [], id="V is another function there"),
        pytest.param("V/03.6", {"B/03.6": "Управление другим"}, "V/03.6", [], id="another name"),
        pytest.param("V/03.6", {"B/04.6": NAME}, "V/03.6", [], id="another number"),
        pytest.param("V/03.6", {"B/03.7": NAME}, "V/03.6", [], id="another level"),
        pytest.param("V/03.6", {"B/03.6": NAME, "C/03.6": NAME}, "V/03.6", [], id="two functions could be meant"),
        pytest.param(
            "V/03.6",
            {"B/03.6": "УПРАВЛЕНИЕ  процессом эксплуатации"},
            "B/03.6",
            [diagnose("letter-proven", HERE, written="V/03.6", code="B/03.6", name=NAME)],
            id="names are compared folded",
        ),
    ],
)
def test_a_letter_of_the_map_is_mended_only_by_proof(
    written: str, names: dict[str, str], code: str, findings: list[Diagnostic]
) -> None:
    found: list[Diagnostic] = []
    rows = [Row((cell(""), cell(""), cell(""), cell(NAME), cell(written), cell("6")), after_break=False)]
    assert read_map(rows, names, [], found) == (entry(code, written),)
    assert found == findings


def test_a_letter_that_section_three_does_not_prove_stays_and_the_map_is_not_covered() -> None:
    name = "Управление процессом эксплуатации муниципальных линий электропередачи"
    text = bundled().read_text(encoding="utf-8")
    text = text.replace(f"{name}\tV/03.6", f"{name} и сетей\tV/03.6")
    recognised = recognise(read_text(text.encode(), "x.txt"))
    spelt = [one.code.normal for one in recognised.standard.particular_functions if one.map_entry is None]
    assert spelt == ["B/03.6"]
    (left,) = recognised.standard.unmatched
    assert (left.code, left.name) == (WrittenCode("V/03.6", "V/03.6", Place((111,))), f"{name} и сетей")


@pytest.mark.parametrize(
    ("written", "level", "findings"),
    [
        ("5", (5, None), []),
        ("9", (9, None), []),
        ("7.1", (7, None), [diagnose("sublevel", HERE, written="7.1", level=7)]),
        ("", (None, None), []),
        *((written, (None, written), []) for written in ("-", "0", "10", "5-6", "пятый", "7.12", "5 уровень")),
    ],
)
def test_levels(written: str, level: Level, findings: list[Diagnostic]) -> None:
    found: list[Diagnostic] = []
    assert read_level(cell(written), HERE, found) == level
    assert found == findings
