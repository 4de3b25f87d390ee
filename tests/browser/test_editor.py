"""The editor of queries in a real browser: written, completed, run, stopped, read, taken away as a file."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from profgraph.web.editor.files import has_editor
from prometheus_client.parser import text_string_to_metric_families
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Faults, Visit
    from playwright.sync_api import Page

pytestmark = pytest.mark.skipif(not has_editor(), reason="this installation was built without the editor")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUERY = "SELECT ?f ?level { ?f ps:code 'B/03.6' ; ps:level ?level }"
PATIENCE = 25  # seconds
NAME = "B/03.6 Управление процессом эксплуатации муниципальных линий электропередачи"


def write(page: Page, text: str) -> None:
    """Put a text into the editor by keyboard alone."""
    page.locator(".yasqe .CodeMirror").wait_for()
    page.get_by_label(re.compile("Текст запроса|Text of the query")).focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def written(page: Page) -> str:
    """Return the text in the editor."""
    return str(page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()"))


def run(page: Page) -> None:
    """Run what is in the editor and wait for what comes of it."""
    page.keyboard.press("Control+Enter")
    page.locator(".editor [role=status]", has_text="Готово.").wait_for()


def busy(site: str) -> float:
    """Return how many places are taken by queries."""
    families = text_string_to_metric_families(urlopen(f"{site}/metrics", timeout=60).read().decode())  # noqa: S310  (our own server)
    return sum(one.value for family in families for one in family.samples if one.name == "profgraph_query_workers_busy")


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for less than the time that a query may take."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_query_is_written_run_and_its_answer_followed(visit: Visit) -> None:
    page = visit("/sparql")
    write(page, QUERY)
    run(page)
    assert page.locator("#outcome tbody td").all_inner_texts() == [
        f"{NAME}\nhttps://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6",
        "6",
    ]
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    # The address is that of the query now.
    page.reload()
    assert written(page) == QUERY
    page.get_by_role("link", name=NAME).click()
    page.wait_for_url("**/doc/standard/16.020/620n-2014-09-08/B/03.6*")
    assert page.locator("h1").inner_text().endswith("электропередачи")


@pytest.mark.parametrize(
    ("begun", "name", "label", "whole"),
    [
        (
            "SELECT * { ?f ps:effectiveKn",
            "ps:effectiveKnowledgeStatement",
            "действующее знание",
            "SELECT * { ?f ps:effectiveKnowledgeStatement",
        ),
        (
            "SELECT * { ?знания наследует умен",
            "ps:inheritsSkillsFrom",
            "наследует умения от",
            "SELECT * { ?знания ps:inheritsSkillsFrom",
        ),
        (
            "SELECT * { ?f a трудовая ф",
            "ps:ParticularWorkFunction",
            "Трудовая функция",
            "SELECT * { ?f a ps:ParticularWorkFunction",
        ),
        ("SELECT ?function { ?fun", "?function", "", "SELECT ?function { ?function"),
        (
            "SELECT * { ?f inheritsKn",
            "ps:inheritsKnowledgeFrom",
            "наследует знания от",
            "SELECT * { ?f ps:inheritsKnowledgeFrom",
        ),
        ("SELECT * { ?f dcter", "dcterms:", "http://purl.org/dc/terms/", "SELECT * { ?f dcterms:"),
    ],
)
def test_a_term_is_completed_by_its_name_or_by_words_of_its_label(
    begun: str, name: str, label: str, whole: str, visit: Visit
) -> None:
    page = visit("/sparql")
    write(page, begun)
    page.keyboard.press("Control+Space")
    hints = page.get_by_role("listbox", name="Подсказки")
    hints.wait_for()
    option = hints.get_by_role("option").filter(has=page.get_by_text(name, exact=True))
    assert option.locator("span").all_inner_texts() == ([label] if label else [])
    option.click()
    assert written(page) == whole


def test_what_is_typed_is_completed_by_itself_and_enter_takes_it(visit: Visit) -> None:
    page = visit("/sparql")
    write(page, "SELECT * { ?f ")
    page.keyboard.type("ps:inheritsKn")
    page.get_by_role("listbox", name="Подсказки").wait_for()
    page.keyboard.press("Enter")
    assert written(page) == "SELECT * { ?f ps:inheritsKnowledgeFrom"


def test_a_question_is_one_click_away(visit: Visit) -> None:
    page = visit("/sparql")
    page.locator(".yasqe .CodeMirror").wait_for()
    before = written(page)
    page.get_by_text("Готовые вопросы").click()
    page.locator(".ready a[href*='example=effective-knowledge']").first.click()
    page.locator(".editor [role=status]", has_text="Вопрос в редакторе").wait_for()
    assert written(page) != before
    assert page.locator(".ready[open]").count() == 0
    assert page.url.endswith("/sparql")
    run(page)
    assert page.locator("#fault").count() == 0
    assert page.locator("#outcome tbody tr").count() > 0


def test_the_answer_is_taken_away_as_a_workbook(visit: Visit, tmp_path: Path) -> None:
    page = visit("/sparql", accept_downloads=True)
    write(page, QUERY)
    run(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    download.value.save_as(tmp_path / "answer.xlsx")
    assert CalamineWorkbook.from_path(tmp_path / "answer.xlsx").get_sheet_by_index(0).to_python() == [
        ["f", "level"],
        ["<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6>", 6.0],
    ]


def test_a_query_that_is_stopped_gives_its_place_back(visit: Visit, site: str) -> None:
    page = visit("/sparql")
    write(page, ENDLESS)
    page.keyboard.press("Control+Enter")
    stop = page.get_by_role("button", name="Остановить")
    wait_until(lambda: busy(site) == 1)
    assert page.get_by_role("button", name="Выполнить").get_attribute("aria-disabled") == "true"
    stop.press("Enter")
    page.get_by_role("alert").get_by_text("запрос остановлен тем, кто его отправил").wait_for()
    stop.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "Выполнить"
    assert busy(site) == 0
    # The editor goes on as before.
    write(page, QUERY)
    run(page)
    assert page.locator("#outcome tbody tr").count() == 1
    assert page.get_by_role("alert").count() == 0


def test_a_page_that_is_left_stops_its_query(visit: Visit, site: str) -> None:
    page = visit("/sparql")
    write(page, ENDLESS)
    page.keyboard.press("Control+Enter")
    wait_until(lambda: busy(site) == 1)
    page.goto("/")
    wait_until(lambda: busy(site) == 0)


def test_what_is_wrong_is_said_beside_the_editor(visit: Visit) -> None:
    page = visit("/sparql")
    write(page, "SELECT * { ?s }")
    page.keyboard.press("Control+Enter")
    assert page.get_by_role("alert").inner_text() == "запрос, строка 1, столбец 16: ошибка после «SELECT * { ?s }»"
    told = [page.locator("#editor").get_attribute(f"aria-{name}") for name in ("describedby", "invalid")]
    assert told == ["fault hint keys", "true"]
    assert page.locator(".parseErrorIcon").get_attribute("title") == (
        "Здесь синтаксис нарушен; что именно не так, скажет ответ, если выполнить запрос."
    )


@pytest.mark.parametrize("key", ["Tab", "Escape"])
def test_the_keyboard_is_never_caught(key: str, visit: Visit) -> None:
    page = visit("/sparql")
    write(page, QUERY)
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "Выполнить"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "editor"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_the_editor(scheme: str, lang: str, visit: Visit, axe: Faults) -> None:
    page = visit("/sparql", lang=lang, scheme=scheme)
    write(page, "# all\n" + QUERY)
    page.keyboard.press("Control+Enter")
    page.locator("#outcome tbody tr").wait_for()
    page.locator(".ready summary").click()
    assert axe(page) == []
    write(page, "SELECT * { ?f ps:inh")
    page.keyboard.press("Control+Space")
    page.get_by_role("listbox").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_editor_fits_the_screen(width: int, visit: Visit) -> None:
    page = visit("/sparql", width=width)
    write(page, QUERY + " # " + "long" * 100)
    run(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
