"""The report as HTML: it says all that the text says, loads nothing, leads from findings to cures, can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from markup import Markup
from profgraph.errors import Message
from profgraph.loader.findings import review
from profgraph.loader.pipeline import bundled
from profgraph.ontology.terms import PSS, Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import Family, Severity, Shape, bundled_catalogue
from profgraph.shapes.examples import Example, examples
from profgraph.shapes.rendering.html import (
    STYLESHEET,
    differing,
    marked,
    render_body,
    render_checks,
    render_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profgraph.errors import Language
    from profgraph.shapes.report import FileReport

SERVICE = (files("profgraph") / "web" / "static" / "style.css").read_text(encoding="utf-8")


def shape(code: str, severity: Severity) -> Shape:
    """Return a check whose words tell its code."""
    words = {kind: Message(ru=f"{kind} {code} рус.", en=f"{kind} {code}.") for kind in ("name", "what", "cure", "act")}
    name, sources = words["name"], (words["act"],)
    return Shape(PSS[code], name, name, severity, Family.QUALITY, words["what"], words["cure"], sources)


SHAPES = [shape("Level", Severity.VIOLATION), shape("Verb", Severity.WARNING)]
VERB = Example("Verb", "text", "", good="Умения\tВести <учет>", bad="Умения\tВедение <учета>")


@pytest.fixture(scope="module")
def real() -> FileReport:
    """Return the report on the bundled standard."""
    return review(bundled().read_bytes(), "order.txt", Minter(BASE))


@pytest.fixture(params=["ru", "en"])
def pages(
    request: pytest.FixtureRequest, faulty: FileReport, refused: FileReport, real: FileReport
) -> Iterator[Markup]:
    """Return a report on several documents and the catalogue, each as a page of its own."""
    lang: Language = request.param
    body = render_checks(tuple(bundled_catalogue().values()), examples(), lang)
    return iter([Markup(render_page([faulty, refused, real], lang)), Markup(f"<h1>{body}</h1>")])


def test_the_body_says_everything(faulty: FileReport) -> None:
    assert Markup(render_body([faulty], "ru", shapes=SHAPES)).texts == [
        *("16.020 Специалист, приказ 620н от 08.09.2014", "файл", "приказы/order.txt"),
        *("нарушений", "1", "предупреждений", "3", "замечаний", "1", "исправлений при чтении", "2"),
        *("B/03.6", "Управление процессом", "нарушений: 1", "предупреждений: 2"),
        *("Документ в целом", "предупреждений: 1", "замечаний: 1"),
        *("B/03.6", "Управление процессом"),
        *("нарушение", "Не так: Level.", "Level", "строки 105, 294–296", "«5»", "Управление процессом B/03.6 5 5"),
        *("предупреждение", "Не так: Verb.", "Verb"),
        *("строка 257 (абзац 1)", "Умения", "Знание <b>правил</b> & норм"),
        *("строка 257 (абзац 2)", "Умения", "Выработка вариантов решений"),
        "Документ в целом",
        *("предупреждение", "нет раздела IV: проверьте, полон ли документ", "section-missing"),
        *("замечание", "Не так: Order.", "Order"),
        *("Исправлено при чтении: 2", "строки 108–110, 294–296", ": строка склеена"),
        "Что исправить",
        *("name Level рус.", "нарушение", "Level", "качество документа: загрузке не мешает", "what Level рус."),
        *("Что сделать.", "cure Level рус.", "Основание: act Level рус."),
        *("name Verb рус.", "предупреждение", "Verb", "качество документа: загрузке не мешает", "what Verb рус."),
        *("Что сделать.", "cure Verb рус.", "Основание: act Verb рус."),
    ]


def test_a_check_is_shown_with_its_examples() -> None:
    assert Markup(render_checks([SHAPES[1]], {"Verb": VERB}, "en")).texts == [
        *("Warnings", "name Verb.", "Warnings", "name Verb.", "warning", "Verb"),
        *("quality of the document: does not stop loading", "what Verb.", "What to do.", "cure Verb."),
        *("Bad", "Умения │", "Ведение", "<учета>", "Good", "Умения │", "Вести", "<учет>", "Rule: act Verb."),
    ]


def test_nothing_comes_from_elsewhere_and_nothing_is_a_script(pages: Iterator[Markup]) -> None:
    for page in pages:
        assert [one for one in [*page.values("href"), *page.values("src")] if not one.startswith("#")] == []
        assert [tag for tag, _ in page.elements if tag in {"script", "link", "iframe", "img", "object"}] == []
        assert [name for _, attrs in page.elements for name in attrs if name == "style" or name.startswith("on")] == []


def test_every_link_leads_to_one_place_of_the_page(pages: Iterator[Markup]) -> None:
    for page in pages:
        places = page.values("id")
        assert len(places) == len(set(places))
        assert set(page.values("href")) <= {f"#{place}" for place in places}


def test_every_finding_of_a_check_leads_to_its_cure(real: FileReport) -> None:
    page = Markup(render_page([real], "ru"))
    led = {attrs["href"] for tag, attrs in page.elements if tag == "a" and attrs.get("class") == "code"}
    assert led == {f"#{one.code}" for one in real.faults if one.shape}


def test_headings_go_down_one_step_at_a_time(pages: Iterator[Markup]) -> None:
    for page in pages:
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert [after for before, after in pairwise(levels) if after > before + 1] == []


def test_what_a_document_says_is_no_markup(faulty: FileReport) -> None:
    script = "<script>alert(1)</script>"
    first = replace(faulty.findings[0], value=script, excerpt=f"{script} {script}", function_label=script, function='"')
    page = Markup(render_page([replace(faulty, name=script, title=script, findings=(first,))], "ru"))
    assert [tag for tag, _ in page.elements if tag == "script"] == []


def test_the_list_of_repairs_is_open_when_details_are_wanted(faulty: FileReport) -> None:
    folded, opened = (Markup(render_page([faulty], "ru", details=wanted)) for wanted in (False, True))
    assert ("details", {"class": "repairs"}) in folded.elements
    assert ("details", {"class": "repairs", "open": ""}) in opened.elements


@pytest.mark.parametrize(
    ("excerpt", "value", "shown"),
    [
        ("ОКЗ 2143 Инженеры", "2143", "ОКЗ <mark>2143</mark> Инженеры"),
        ("Код B/03.6 <b>", "B/03.6", "Код <mark>B/03.6</mark> &lt;b&gt;"),
        ("уровень 6 из 6", "6", None),
        ("код 16.020", "6", None),
        ("нет здесь", "2143", None),
        ("значения нет", None, None),
        ("пустое", "", None),
    ],
)
def test_a_value_is_marked_where_there_is_no_doubt_about_its_place(
    excerpt: str, value: str | None, shown: str | None
) -> None:
    found = marked(excerpt, value)
    assert (found if found is None else str(found)) == shown


@pytest.mark.parametrize(
    ("text", "other", "shown"),
    [
        ("Ведение учета", "Вести учет", "<mark>Ведение</mark> <mark>учета</mark>"),
        ("код A/01.5 <5>", "код А/01.5 <5>", "код <mark>A/01.5</mark> &lt;5&gt;"),
        ("а\tб", "а\tб\tв", "а │ б"),
        ("а\tб\tв", "а\tб", "а │ б<mark> │ в</mark>"),
        ("одно", "одно", "одно"),
        ("", "слово", "<mark>—</mark>"),
    ],
)
def test_the_words_that_differ_are_marked(text: str, other: str, shown: str) -> None:
    assert str(differing(text, other)) == shown


def test_the_file_and_the_service_have_the_same_colours_and_fonts(faulty: FileReport) -> None:
    blocks = re.compile(r":root \{.*?\}", re.DOTALL)
    assert blocks.findall(render_page([faulty], "ru"))[:2] == blocks.findall(SERVICE)[:2]


def test_the_stylesheet_stays_in_the_report_and_loads_nothing() -> None:
    assert re.findall(r"url\(|@import|@font-face", STYLESHEET) == []
    plain = re.sub(r"/\*.*?\*/", "", STYLESHEET, flags=re.DOTALL)
    selectors = [one.strip() for found in re.findall(r"([^{}]+)\{", plain) for one in found.split(",")]
    assert [one for one in selectors if not one.startswith((".report", "@media"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("violation", "warning", "info", "good") for ground in ("paper", "sheet")),
        *(("ink", ground) for ground in ("bad-tint", "good-tint", "value-tint")),
    ],
)
def test_contrast_is_enough_to_read(text: str, ground: str, scheme: str) -> None:
    assert contrast(colours(scheme)[text], colours(scheme)[ground]) >= 4.5


def colours(scheme: str) -> dict[str, str]:
    blocks = [
        *re.findall(r":root \{(.*?)\}", SERVICE, re.DOTALL)[:2],
        *re.findall(r"\.report \{(.*?)\}", STYLESHEET, re.DOTALL)[:2],
    ]
    chosen = blocks[::2] if scheme == "light" else blocks
    return {name: colour for block in chosen for name, colour in re.findall(r"--([\w-]+): (#\w{6})", block)}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
