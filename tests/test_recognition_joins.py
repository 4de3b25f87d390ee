"""What a page break cut is put together again, and a new row after a page break stays a new row."""

from __future__ import annotations

import pytest
from profgraph.loader.diagnostics import Diagnostic
from profgraph.loader.model import Place
from profgraph.loader.recognition.joins import rejoin_paragraphs, rejoin_rows
from profgraph.loader.sources.document import Row, Span

TEXT = 1


def span(text: str, line: int, paragraph: int | None = None) -> Span:
    return Span(text, Place((line,), paragraph))


def row(line: int, *texts: str, after_break: bool = False) -> Row:
    return Row(tuple((span(text, line),) if text else () for text in texts), after_break)


def rejoined(rows: list[Row]) -> tuple[list[Row], list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return rejoin_rows(rows, findings=findings), findings


def finding(text: str, *lines: int, code: str = "row-rejoined") -> Diagnostic:
    return Diagnostic(code, Place(lines), (("text", text),))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param("Подготовка рабочей распорядительной", "документации для устранения нарушений", id="lower case"),
        pytest.param("Руководители специализированных", "(производственных) подразделений", id="bracket"),
        pytest.param("Улучшение нормирования труда,", "Правильное применение форм", id="comma before it"),
        pytest.param("Организационно-", "Технические мероприятия", id="hyphen before it"),
        pytest.param("Меры безопасности –", "Инструктаж", id="dash before it"),
        pytest.param("Работы (", "ГОСТ 12.0.004)", id="open bracket before it"),
        pytest.param("Знание правил и", "Норм охраны труда", id="conjunction before it"),
        pytest.param("Приказы Минтруда России ОТ", "Дата приказа", id="preposition before it, in capitals"),
        pytest.param("и", "Нормы", id="nothing but a conjunction before it"),
    ],
)
def test_a_row_that_goes_on_is_joined(above: str, below: str) -> None:
    rows = [row(5, "Трудовые действия", above), row(7, "", below, after_break=True)]
    whole = Span(f"{above} {below}", Place((5, 7)))
    assert rejoined(rows) == (
        [Row(((span("Трудовые действия", 5),), (whole,)), after_break=False)],
        [finding(whole.text, 5, 7)],
    )


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(
            row(5, "Трудовые действия", "Осуществление координации работ"),
            row(7, "", "Контроль обеспеченности работников", after_break=True),
            id="a capital after a finished text",
        ),
        pytest.param(
            row(5, "", "Правила охраны труда"), row(6, "", "и промышленной безопасности"), id="no break between"
        ),
        pytest.param(
            row(5, "", "Правила охраны труда и"),
            row(7, "Другие характеристики", "-", after_break=True),
            id="the row has a label of its own",
        ),
        pytest.param(
            row(5, "", "Правила охраны труда,"),
            row(7, "", "правила", "6", after_break=True),
            id="another cell is filled",
        ),
        pytest.param(row(5, "", "Правила охраны труда,"), row(7, "", "", after_break=True), id="nothing goes on"),
        pytest.param(
            row(5, "Трудовые действия", ""), row(7, "", "правила", after_break=True), id="nothing to go on from"
        ),
        pytest.param(row(5, "Трудовые действия"), row(7, "", "правила", after_break=True), id="a shorter row above"),
        pytest.param(row(5, "", "Правила и"), row(7, "", after_break=True), id="a shorter row below"),
        pytest.param(row(5, "", "Инструкция Минэнерго"), row(7, "", "12 правил", after_break=True), id="a number"),
        pytest.param(row(5, "", "Работа с ГОСТИ"), row(7, "", "Правила", after_break=True), id="«и» inside a word"),
    ],
)
def test_any_other_row_is_a_new_one(above: Row, below: Row) -> None:
    assert rejoined([above, below]) == ([above, below], [])


def test_a_row_cut_by_two_page_breaks_is_one_row() -> None:
    rows = [
        row(1, "Трудовые действия", "Подготовка", "x"),
        row(3, "", "документов", "", after_break=True),
        row(5, "", "и чертежей", "", after_break=True),
        row(6, "", "Сдача"),
    ]
    whole = "Подготовка документов и чертежей"
    assert rejoined(rows) == (
        [
            Row(
                ((span("Трудовые действия", 1),), (Span(whole, Place((1, 3, 5))),), (span("x", 1),)), after_break=False
            ),
            row(6, "", "Сдача"),
        ],
        [finding("Подготовка документов", 1, 3), finding(whole, 1, 3, 5)],
    )


def test_of_several_paragraphs_only_those_at_the_break_are_joined() -> None:
    upper = Row(((), (span("Первое", 1, 1), span("Второе, с", 1, 2))), after_break=False)
    lower = Row(((), (span("Продолжением", 3, 1), span("Третье", 3, 2))), after_break=True)
    seam = Span("Второе, с Продолжением", Place((1, 3)))
    assert rejoined([upper, lower]) == (
        [Row(((), (span("Первое", 1, 1), seam, span("Третье", 3, 2))), after_break=False)],
        [finding(seam.text, 1, 3)],
    )


def test_the_first_row_has_nothing_to_join() -> None:
    first = row(2, "", "документации", after_break=True)
    assert rejoined([first]) == ([first], [])


def test_a_long_text_is_told_by_its_ends() -> None:
    above, below = "Н" * 60, "к" * 60
    _, (found,) = rejoined([row(1, "", above), row(3, "", below, after_break=True)])
    assert dict(found.values)["text"] == f"{'Н' * 45}…{'к' * 45}"


@pytest.mark.parametrize(
    ("spans", "whole", "findings"),
    [
        ([], None, []),
        ([span("Комплекс работ", 3)], span("Комплекс работ", 3), []),
        (
            [span("Комплекс", 3), span("работ", 4)],
            Span("Комплекс работ", Place((3, 4))),
            [],
        ),
        (
            [span("Комплекс", 3), span("работ", 4), span("потребителей", 6)],
            Span("Комплекс работ потребителей", Place((3, 4, 6))),
            [finding("Комплекс работ потребителей", 3, 4, 6, code="paragraph-rejoined")],
        ),
    ],
    ids=["nothing", "one line", "a soft line break", "a blank line"],
)
def test_a_paragraph_cut_by_a_blank_line_is_one(
    spans: list[Span], whole: Span | None, findings: list[Diagnostic]
) -> None:
    found: list[Diagnostic] = []
    assert rejoin_paragraphs(spans, found) == whole
    assert found == findings
