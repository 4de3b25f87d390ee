"""The report for a terminal: every finding with its place, each cure once, no colour where none is wanted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message
from profgraph.shapes.rendering.terminal import to_text
from profgraph.shapes.rendering.words import as_cells, lines_text, shortened, visible
from profgraph.shapes.report import FileReport, Finding, Level, Spot

if TYPE_CHECKING:
    from profgraph.errors import Language

RUSSIAN = """\
приказы/order.txt
16.020 Специалист, приказ 620н от 08.09.2014
нарушений: 1, предупреждений: 3, замечаний: 1, исправлений
при чтении: 2

B/03.6 Управление процессом
  нарушение: Не так: Level. [Level]
    строки 105, 294–296: «5»
      > Управление процессом B/03.6 5 5
  предупреждение: Не так: Verb. [Verb]
    строка 257 (абзац 1): «Знание <b>правил</b> & норм»
    строка 257 (абзац 2): «Выработка вариантов решений»

Документ в целом
  предупреждение: нет раздела IV: проверьте, полон ли
    документ [section-missing]
  замечание: Не так: Order. [Order]

Исправлено при чтении
  строки 108–110, 294–296: строка склеена

clean.txt
16.021 Другой
нарушений: 0, предупреждений: 0, замечаний: 0, исправлений
при чтении: 0

notes.txt
Документ не принят: это не стандарт

Что исправить
  Имя Level [Level]: Исправьте Level.
  Имя Verb [Verb]: Исправьте Verb.
  Имя Order [Order]: Исправьте Order.

Подробно о проверке: profgraph checks КОД

Файлов: 3; без нарушений: 1, с нарушениями: 1, не принято: 1
"""

ENGLISH = """\
приказы/order.txt
16.020 Специалист, приказ 620н от 08.09.2014
violations: 1, warnings: 3, remarks: 1, repairs while reading: 2 (to see them: --details)

B/03.6 Управление процессом
  violation: Wrong: Level. [Level]
    lines 105, 294–296: “5”
      > Управление процессом B/03.6 5 5
  warning: Wrong: Verb. [Verb]
    line 257 (paragraph 1): “Знание <b>правил</b> & норм”
    line 257 (paragraph 2): “Выработка вариантов решений”

The document as a whole
  warning: section-missing in English [section-missing]
  remark: Wrong: Order. [Order]

What to mend
  Name of Level [Level]: Mend Level.
  Name of Verb [Verb]: Mend Verb.
  Name of Order [Order]: Mend Order.

More about a check: profgraph checks CODE
"""


def test_the_report_in_russian(faulty: FileReport, clean: FileReport, refused: FileReport) -> None:
    assert to_text([faulty, clean, refused], "ru", width=60, details=True) == RUSSIAN


def test_the_report_in_english(faulty: FileReport) -> None:
    assert to_text([faulty], "en") == ENGLISH


def test_colours_are_all_that_a_terminal_adds(faulty: FileReport) -> None:
    coloured = to_text([faulty], "en", colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == ENGLISH
    assert "\x1b[1;31mviolation: \x1b[0m" in coloured


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal_and_none_ends_in_a_space(faulty: FileReport, width: int) -> None:
    lines = to_text([faulty], "ru", width=width, details=True).splitlines()
    assert [line for line in lines if len(line) > width or line != line.rstrip()] == []


def test_what_a_document_says_cannot_steer_the_terminal(faulty: FileReport) -> None:
    first = replace(faulty.findings[0], value="\x1b[2J\x9b2J\rслово\u202e", excerpt="\x1b]0;a\x07")
    text = to_text([replace(faulty, name="\x1b[31m.txt", title="\x1bc", findings=(first,))], "ru")
    assert [sign for sign in text if sign != "\n" and not sign.isprintable()] == []


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("ru", "B/03.6 Управление процессом (2-я с этим кодом)"),
        ("en", "B/03.6 Управление процессом (no. 2 with this code)"),
    ],
)
def test_functions_of_one_code_are_told_apart(faulty: FileReport, lang: Language, heading: str) -> None:
    first = next(one for one in faulty.findings if one.function == "B/03.6")
    text = to_text([replace(faulty, findings=(first, replace(first, occurrence=2)))], lang)
    assert [line for line in text.splitlines() if line.startswith("B/03.6")] == [
        heading.partition(" (")[0],
        heading,
    ]


def test_the_line_of_the_document_is_shown_once_for_all_that_is_about_it() -> None:
    said = Message(ru="Код не тот.", en="Wrong code.")
    found = [
        Finding(Level.WARNING, "Code", said, (Spot(80, 80),), value=value, excerpt="1222 Руководители 2143 Инженеры")
        for value in ("1222", "2143")
    ]
    report = FileReport("a.txt", "16.020", "v", (*found, replace(found[0], spots=(Spot(81, 81),))))
    assert to_text([report], "ru").splitlines()[4:] == [
        "Документ в целом",
        "  предупреждение: Код не тот. [Code]",
        "    строки 80, 81: «1222»",
        "    строка 80: «2143»",
        "      > 1222 Руководители 2143 Инженеры",
    ]


@pytest.mark.parametrize(
    ("spots", "ru", "en"),
    [
        ((), "", ""),
        ((Spot(0, 0),), "", ""),
        ((Spot(256, 256),), "строка 256", "line 256"),
        ((Spot(256, 256, 2),), "строка 256 (абзац 2)", "line 256 (paragraph 2)"),
        ((Spot(294, 296),), "строки 294–296", "lines 294–296"),
        ((Spot(256, 256), Spot(105, 105), Spot(256, 256)), "строки 105, 256", "lines 105, 256"),
    ],
)
def test_places_are_written_as_people_do(spots: tuple[Spot, ...], ru: str, en: str) -> None:
    wanted: dict[Language, str] = {"ru": ru, "en": en}
    assert {lang: lines_text(spots, lang) for lang in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("две \t строки\n", "две строки"),
        ("мягкий\u00adперенос", "мягкий\ufffdперенос"),
        ("неразрывный\u00a0пробел", "неразрывный пробел"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_marked(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_text_is_shortened() -> None:
    assert shortened("слово " * 60) == "слово " * 26 + "слов…"


def test_tabs_are_borders_of_cells() -> None:
    assert as_cells("") == "—"
    assert as_cells("\nУмения\tВести учет\t\n\tВести журнал\n") == "Умения │ Вести учет │\n │ Вести журнал"
