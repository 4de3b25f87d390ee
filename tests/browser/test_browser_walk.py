"""What a methodologist does in a browser: three clicks, by keyboard alone, a question by its form, a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit
    from playwright.sync_api import Locator, Page

FUNCTION = "16.020@620n-2014-09-08/B/03.6"
NAME = "B/03.6 Управление процессом эксплуатации муниципальных линий электропередачи"
GIVER = "A/02.5 Производство работ по эксплуатации муниципальных линий электропередачи"
FARTHER = "A/01.5 Проверка технического состояния муниципальных линий электропередачи"
FIRST = "Обеспечивать рациональное расходование материалов, запасных частей, оборудования, инструмента и приспособлений"
# More stops than this between a reader and what a page is about are too many.
MOST_STOPS = 60
# A4 without the margins that printers leave, in CSS pixels.
SHEET = {"width": 718, "height": 1000}
ACTIVE = "document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"


def test_three_clicks_to_what_a_function_requires_and_from_where(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("link", name="B/03.6").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    inherited = page.locator("section[aria-labelledby=skills] .taken li").first
    expect(inherited.locator(".said")).to_have_text(FIRST)
    inherited.get_by_role("link", name="строка 185").click()
    place = page.locator(":target")
    expect(place).to_be_in_viewport()
    expect(place).to_have_text(FIRST)
    page.get_by_role("link", name="что взято из этих строк").click()
    expect(page.locator(":target").get_by_role("link", name=FIRST)).to_be_in_viewport()


def test_a_function_is_opened_and_followed_to_its_line_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate(ACTIVE) == "К содержанию"
    page.keyboard.press("Enter")
    tab_to(page, "B/03.6")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, "строка 322")
    page.keyboard.press("Enter")
    expect(page.locator("[id='L322']")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("lang", "kind", "own", "inherited"),
    [
        ("ru", "skills", ("Собственные", 5), [(f"унаследовано из {GIVER}", 7)]),
        ("en", "skills", ("Own", 5), [(f"inherited from {GIVER}", 7)]),
        (
            "ru",
            "knowledge",
            ("Собственные", 2),
            [
                (f"унаследовано из {FARTHER} через A/02.5", 9),
                (f"унаследовано из {GIVER}", 5),
            ],
        ),
    ],
)
def test_own_and_inherited_are_told_apart_by_words(
    visit: Visit, lang: str, kind: str, own: tuple[str, int], inherited: list[tuple[str, int]]
) -> None:
    section = visit("/doc/standard/16.020/620n-2014-09-08/B/03.6", lang=lang).locator(f"[aria-labelledby={kind}]")
    headings = [" ".join(one.split()) for one in section.get_by_role("heading", level=3).all_inner_texts()]
    counts = [one.get_by_role("listitem").count() for one in section.get_by_role("list").all()]
    assert list(zip(headings, counts, strict=True)) == [own, *inherited]


def test_a_question_is_asked_by_its_form_and_its_answer_taken_as_a_workbook(visit: Visit, tmp_path: Path) -> None:
    page = visit("/q/")
    page.get_by_role("link", name="Что в функции собственное, а что унаследовано?").click()
    page.get_by_label("Функция").select_option(FUNCTION)
    page.get_by_role("button", name="Спросить").click()
    expect(page.get_by_role("heading", level=2, name="Ответ")).to_be_visible()
    shown = cells(page.locator("table.answer"))
    assert len(shown) == 29
    with page.expect_download() as downloading:
        page.get_by_role("link", name="XLSX").click()
    assert downloading.value.suggested_filename == "own-and-inherited.xlsx"
    downloading.value.save_as(tmp_path / "answer.xlsx")
    (sheet,) = CalamineWorkbook.from_path(tmp_path / "answer.xlsx").sheet_names
    found = CalamineWorkbook.from_path(tmp_path / "answer.xlsx").get_sheet_by_name(sheet).to_python()
    assert [[str(cell) for cell in row] for row in found] == shown


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/doc/standard/16.020/620n-2014-09-08",
        "/doc/standard/16.020/620n-2014-09-08/B/03.6",
        f"/q/own-and-inherited?function={FUNCTION}",
    ],
)
def test_a_page_is_printed_without_what_only_a_screen_has(visit: Visit, address: str) -> None:
    page = visit(address)
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)  # type: ignore[arg-type]  # a dictionary of two numbers
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]
    assert page.locator("nav, button, form.query, .downloads, .behind").filter(visible=True).count() == 0
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator("table").filter(visible=True).count() > 0
    assert page.locator("main").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of this name has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE) == name:
            return
    raise AssertionError(f"{name} is not reached by {MOST_STOPS} stops")


def cells(table: Locator) -> list[list[str]]:
    """Return the rows of a table as a reader sees them, the head first."""
    rows = table.get_by_role("row").all()
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows]
