"""Rows that refer to another function: their forms, and the function that each means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import (
    GeneralizedWorkFunction,
    InheritanceReference,
    Item,
    ItemKind,
    ParticularWorkFunction,
    Place,
    ReferenceKind,
    WrittenCode,
)
from profgraph.loader.recognition.items import read_items, read_references
from profgraph.loader.recognition.references import resolved
from profgraph.loader.sources.document import Span

HERE = Place((186,), 1)
CYRILLIC = "\N{CYRILLIC CAPITAL LETTER A}/01.5"


def spans(*texts: str) -> list[Span]:
    return [Span(text, HERE) for text in texts]


def reference(code: str, kind: ReferenceKind = "knowledge", quoted: str | None = None) -> InheritanceReference:
    return InheritanceReference(kind, kind, 1, 1, "", WrittenCode(code, code, HERE), quoted, HERE)


def function(
    code: str, *references: InheritanceReference, name: str = "", occurrence: int = 1
) -> ParticularWorkFunction:
    return ParticularWorkFunction(
        WrittenCode(code, code, HERE), "3.1.1", name or code, 5, HERE, references=references, occurrence=occurrence
    )


def whole(*functions: ParticularWorkFunction) -> tuple[GeneralizedWorkFunction, ...]:
    return (GeneralizedWorkFunction(WrittenCode("A", "A", HERE), "3.1", "A", 5, HERE, functions=functions),)


@pytest.mark.parametrize(
    ("text", "kind", "written", "quoted"),
    [
        (f'Необходимые знания, соответствующие трудовой функции {CYRILLIC} "Обход"', "knowledge", [CYRILLIC], "Обход"),
        ("Необходимые умения, соответствующие трудовой функции A/01.5 «Обход»", "skill", ["A/01.5"], "Обход"),
        ("Необходимые умения, предусмотренные трудовой функцией A/01.5", "skill", ["A/01.5"], None),
        ("Необходимые знания, предусмотренные для трудовой функции A/01.5", "knowledge", ["A/01.5"], None),
        ("НЕОБХОДИМЫЕ ЗНАНИЯ СООТВЕТСТВУЮЩИЕ ТРУДОВОЙ ФУНКЦИИ A / 01.5", "knowledge", ["A / 01.5"], None),
        (
            "Необходимые знания, соответствующие трудовым функциям A/01.5, A/02.5 и В/01.6",
            "knowledge",
            ["A/01.5", "A/02.5", "В/01.6"],
            None,
        ),
        (
            'Необходимые знания, соответствующие трудовой функции A/01.5 "Работа с "1С""',
            "knowledge",
            ["A/01.5"],
            'Работа с "1С"',
        ),
    ],
)
def test_forms_of_a_reference(text: str, kind: ReferenceKind, written: list[str], quoted: str | None) -> None:
    findings: list[Diagnostic] = []
    codes = {CYRILLIC: "A/01.5", "A / 01.5": "A/01.5", "В/01.6": "B/01.6"}
    assert read_references(kind, spans("Устав", f"{text} <3>"), findings) == [
        InheritanceReference(kind, kind, nth, 2, text, WrittenCode(codes.get(code, code), code, HERE), quoted, HERE)
        for nth, code in enumerate(written, start=1)
    ]
    cyrillic = [code for code in written if not code.isascii()]
    assert findings == [
        *([diagnose("several-targets", HERE, codes=", ".join(written))] if len(written) > 1 else []),
        *(diagnose("letter-homoglyph", HERE, written=code, code=codes[code]) for code in cyrillic),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Знания, соответствующие трудовой функции A/01.5",
        "Необходимые действия, соответствующие трудовой функции A/01.5",
        "Порядок применения A/01.5",
        "Трудовая функция A/01.5: необходимые знания",
    ],
)
def test_what_is_no_reference_is_an_item(text: str) -> None:
    findings: list[Diagnostic] = []
    assert read_references("knowledge", spans(text), findings) == []
    assert findings == []
    assert read_items("knowledge", spans(text), findings) == (Item("knowledge", 1, 1, text, HERE),)
    assert findings == [diagnose("reference-unclear", HERE, text=text)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("action", "Порядок применения A/01.5"),
        ("skill", "Читать схемы 220/380 В"),
        ("knowledge", "Нормы расхода, л/100 км"),
        ("knowledge", "Устав"),
    ],
)
def test_what_names_no_function_is_not_told(kind: ItemKind, text: str) -> None:
    findings: list[Diagnostic] = []
    assert read_items(kind, spans(text), findings) == (Item(kind, 1, 1, text, HERE),)
    assert findings == []


@pytest.mark.parametrize(
    ("rest", "code", "written", "quoted"),
    [
        ("", "", "", None),
        (' "Обход"', "", "", "Обход"),
        (" A/1.5", "A/1.5", "A/1.5", None),
        (" A/1.5 «Обход»", "A/1.5", "A/1.5", "Обход"),
        (" a/01.5", "A/01.5", "a/01.5", None),
        (" A-01.5", "", "", None),
    ],
)
def test_a_reference_without_a_code_of_the_right_form_is_no_item(
    rest: str, code: str, written: str, quoted: str | None
) -> None:
    text = f"Необходимые знания, соответствующие трудовой функции{rest}"
    findings: list[Diagnostic] = []
    assert read_references("knowledge", spans(text), findings) == [
        InheritanceReference("knowledge", "knowledge", 1, 1, text, WrittenCode(code, written, HERE), quoted, HERE)
    ]
    assert read_items("knowledge", spans(text), findings) == ()
    assert findings == []


def test_positions_count_every_row_and_ordinals_the_own_ones() -> None:
    rows = spans("Устав", "Необходимые знания, соответствующие трудовой функции A/01.5", "Нормы <2>", "Устав")
    assert [(one.ordinal, one.position, one.text, one.footnote) for one in read_items("knowledge", rows, [])] == [
        (1, 1, "Устав", None),
        (2, 3, "Нормы", 2),
        (3, 4, "Устав", None),
    ]


@pytest.mark.parametrize("group", ["skill", "action"])
def test_a_reference_in_the_wrong_group_keeps_its_kind(group: ItemKind) -> None:
    findings: list[Diagnostic] = []
    text = "Необходимые знания, соответствующие трудовой функции A/01.5"
    (found,) = read_references(group, spans(text), findings)
    assert (found.kind, found.group) == ("knowledge", group)
    assert findings == []


def by_name(written: str) -> list[Diagnostic]:
    return [diagnose("reference-by-name", HERE, written=written, code="A/01.5", name="Обход")]


FIRST, AGAIN = function("A/01.5", name="Обход"), function("A/01.5", name="Осмотр", occurrence=2)


@pytest.mark.parametrize(
    ("targets", "code", "quoted", "key", "findings"),
    [
        ([FIRST], "A/01.5", "Обход", "A/01.5", []),
        ([FIRST], "A/01.5", "ОБХОД ", "A/01.5", []),
        ([FIRST], "A/01.5", None, "A/01.5", []),
        ([FIRST], "A/01.5", "Объезд", "A/01.5", []),
        (
            [FIRST],
            "A/1.5",
            "ОБХОД ",
            "A/01.5",
            by_name("A/1.5"),
        ),
        (
            [FIRST],
            "",
            "Обход",
            "A/01.5",
            by_name("—"),
        ),
        (
            [FIRST],
            "F/01.5",
            "Обход",
            "A/01.5",
            by_name("F/01.5"),
        ),
        (
            [FIRST, AGAIN],
            "A/1.5",
            "Осмотр",
            "A/01.5~2",
            [diagnose("reference-by-name", HERE, written="A/1.5", code="A/01.5", name="Осмотр")],
        ),
        ([FIRST], "A/09.5", "Обход", None, []),
        ([FIRST], "A/1.5", "Объезд", None, []),
        ([FIRST], "A/09.5", None, None, []),
        ([FIRST], "", None, None, []),
        ([FIRST, replace(AGAIN, name="Обход")], "A/1.5", "Обход", None, []),
        ([FIRST, AGAIN], "A/01.5", "Осмотр", "A/01.5~2", []),
        ([FIRST, AGAIN], "A/01.5", "Обход", "A/01.5", []),
        ([FIRST, AGAIN], "A/01.5", None, None, []),
        ([FIRST, AGAIN], "A/01.5", "Объезд", None, []),
        ([FIRST, replace(AGAIN, name="Обход")], "A/01.5", "Обход", None, []),
    ],
    ids=[
        "named",
        "named in another case",
        "without a name",
        "another name",
        "by its name",
        "by its name, without a code",
        "by its name, the letter another",
        "by the name of a repeated code",
        "dangling, though the name is known",
        "dangling, another name",
        "dangling, no name",
        "dangling, neither code nor name",
        "dangling, two of that name",
        "second of a repeated code",
        "first of a repeated code",
        "repeated, no name",
        "repeated, another name",
        "repeated with the name",
    ],
)
def test_the_function_that_a_reference_means(
    targets: list[ParticularWorkFunction], code: str, quoted: str | None, key: str | None, findings: list[Diagnostic]
) -> None:
    found: list[Diagnostic] = []
    referring = function("B/01.6", reference(code, quoted=quoted))
    aimed = replace(referring, references=(replace(reference(code, quoted=quoted), target=key),))
    assert resolved(whole(*targets, referring), found) == whole(*targets, aimed)
    assert found == findings
