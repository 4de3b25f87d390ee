"""A comparison in each form: whole, in both languages, and the same bytes for the same editions."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING, get_args

import pytest
from profgraph.comparison.changes import Change, Comparison, Kind
from profgraph.comparison.comparing import compared
from profgraph.comparison.edition import Row
from profgraph.comparison.rendering.html import render_body, render_page
from profgraph.comparison.rendering.json import to_json
from profgraph.comparison.rendering.sheets import to_xlsx
from profgraph.comparison.rendering.terminal import to_text
from profgraph.comparison.rendering.turtle import to_turtle
from profgraph.comparison.words import KINDS, THINGS, WORDS
from profgraph.errors import Language, Message
from profgraph.ontology.terms import PROV, PS, RDF
from python_calamine import CalamineWorkbook
from rdflib import Graph, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Made

    Render = Callable[[Comparison], str | bytes]

LANGUAGES: tuple[Language, ...] = get_args(Language)
OLD = (
    Row("", "name", 1, "name", "Сварщик"),
    Row("", "okz", 1, "code", "Сварщики", "7212"),
    Row("", "functions", 1, "generalized", "Сварка", "A", "3"),
    Row("A", "education", 1, "education", "Среднее <b>профессиональное</b>"),
    Row("A", "functions", 1, "particular", "Подготовка кромок под сварку", "A/01.3", "3"),
    Row("A/01.3", "skills", 1, "skill", "Резать металл"),
    Row("A/01.3", "skills", 2, "skill", "Зачищать кромки деталей"),
    Row("A", "functions", 2, "particular", "Контроль швов", "A/02.3", "3"),
    Row("A/02.3", "actions", 1, "action", "Осмотр швов"),
)
NEW = (
    Row("", "name", 1, "name", "Сварщик"),
    Row("", "okz", 1, "code", "Сварщики", "7213"),
    Row("", "functions", 1, "generalized", "Сварка", "A", "4"),
    Row("A", "education", 1, "education", "Среднее <b>профессиональное</b>"),
    Row("A", "functions", 1, "particular", "Подготовка кромок под сварку", "A/01.3", "3"),
    Row("A/01.3", "skills", 2, "skill", "Зачищать кромки стальных деталей"),
    Row("A", "functions", 1, "particular", "Правка изделий", "A/03.3", "3"),
    Row("A/03.3", "skills", 1, "skill", "Резать металл"),
)
TEXT = """\
Comparison of editions
Old: 40.001 Сварщик, приказ 1n-2020-01-01
New: 40.001 Сварщик, приказ 2n-2022-01-01
What is compared is the content; the order, its number and dates name the edition and are no change.

Summary
  generalised function: another level 1
  particular function: added 1, removed 1
  labour action: removed 1
  skill: reworded 1, moved 1
  code of a classifier: renumbered 1

The standard as a whole
  ~ ОКЗ code, renumbered (code 7212 → 7213): Сварщики

A Сварка
  ~ generalised function, another level (level 3 → 4): Сварка

A/01.3 Подготовка кромок под сварку
  ~ skill, reworded: Зачищать кромки {+стальных +}деталей
  ~ skill, moved (now in A/03.3): Резать металл

A/02.3 Контроль швов
  - particular function, removed (level 3): Контроль швов
  - labour action, removed: Осмотр швов

A/03.3 Правка изделий
  + particular function, added (level 3): Правка изделий
  ~ skill, moved (was in A/01.3): Резать металл
"""


@pytest.fixture(scope="module")
def comparison(made: Made) -> Comparison:
    return compared(made(*OLD), made(*NEW, version="2n-2022-01-01"))


def test_the_text(comparison: Comparison) -> None:
    assert to_text(comparison, "en") == TEXT


def test_equal_editions_are_said_to_be_equal(made: Made) -> None:
    same = compared(made(*OLD), made(*OLD))
    assert to_text(same, "ru").splitlines()[3:5] == [
        "Это одна и та же редакция: сравниваются её прочтения.",
        "Различий нет.",
    ]
    assert json.loads(to_json(same))["changes"] == []
    assert "<li" not in render_page(same, "ru")


def test_colours_are_for_terminals(comparison: Comparison) -> None:
    coloured = to_text(comparison, "en", colour=True)
    assert "\x1b[32m{+стальных +}\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == TEXT


def test_lines_fit_the_width(comparison: Comparison) -> None:
    narrow = to_text(comparison, "ru", width=40)
    assert max(map(len, narrow.splitlines())) <= 40
    assert "".join(narrow.split()) == "".join(to_text(comparison, "ru").split())


def test_json_holds_every_change_with_both_rows(comparison: Comparison) -> None:
    found = json.loads(to_json(comparison))
    assert [found[side]["name"] for side in ("old", "new")] == ["40.001@1n-2020-01-01", "40.001@2n-2022-01-01"]
    assert found["counts"]["skill"] == {"reworded": 1, "moved": 1}
    rows = [
        Change(
            tuple(map(Kind, one["kinds"])),
            *(Row(**one[side]) if one[side] else None for side in ("old", "new")),
        )
        for one in found["changes"]
    ]
    assert sorted(map(repr, rows)) == sorted(map(repr, comparison.changes))
    assert {one["what"] for one in found["changes"]} == {one.row.kind for one in comparison.changes}
    assert asdict(rows[0].row).keys() == {"owner", "group", "position", "kind", "text", "code", "level", "iri"}


def test_turtle_says_of_each_change_what_and_from_what_to_what(comparison: Comparison) -> None:
    graph = Graph().parse(data=to_turtle(comparison), format="turtle")
    (node,) = graph.subjects(RDF.type, PS.EditionComparison)
    assert graph.value(node, PS.comparesFrom) == URIRef(comparison.old.iri)
    assert graph.value(node, PS.comparesTo) == URIRef(comparison.new.iri)
    said = [
        tuple(str(graph.value(change, one) or "") for one in (PS.changeKind, PS.changesFrom, PS.changesTo))
        for change in graph.objects(node, PS.hasChange)
    ]
    expected = [
        (kind.value, one.old.iri if one.old else "", one.new.iri if one.new else "")
        for one in comparison.changes
        for kind in one.kinds
    ]
    assert sorted(said) == sorted(expected)
    values = {str(kind): (before, after) for kind, before, after in graph.query(VALUES)}
    assert {kind: tuple(one and one.toPython() for one in pair) for kind, pair in values.items()} == {
        "level": (3, 4),
        "renumbered": ("7212", "7213"),
        "moved": ("A/01.3/skills/1", "A/03.3/skills/1"),
        "reworded": ("Зачищать кромки деталей", "Зачищать кромки стальных деталей"),
    }
    assert len(set(graph.subject_objects(PROV.wasRevisionOf))) == 4


VALUES = """
SELECT ?kind ?before ?after
WHERE { ?change ps:changeKind ?kind ; ps:valueBefore ?before ; ps:valueAfter ?after }
"""


def test_a_workbook_has_the_changes_and_their_numbers(comparison: Comparison) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(to_xlsx(comparison, "en")))
    assert book.sheet_names == ["Changes", "Summary", "Comparison of editions"]
    changes, counts, about = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert changes[0][:6] == ["Old function", "New function", "What", "How it changed", "Old", "New"]
    assert len(changes) == 1 + len(comparison.changes)
    assert changes[2] == ["A", "A", "generalised function", "another level", "Сварка", "Сварка", "A", "A", 3.0, 4.0]
    assert counts[4] == ["skill", 0.0, 0.0, 0.0, 1.0, 0.0, 1.0]
    assert about[1:3] == [["Old", comparison.old.label], ["New", comparison.new.label]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_alone(comparison: Comparison, lang: Language) -> None:
    page = render_page(comparison, lang)
    assert f'<html lang="{lang}">' in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "@import" not in page
    assert "url(" not in page
    anchors = re.findall(r'href="#([^"]*)"', page)
    assert anchors == re.findall(r'<section class="function[^"]*" id="([^"]*)"', page)
    assert "Зачищать кромки <ins>стальных </ins>деталей" in page
    assert "<del>Осмотр швов</del>" in page


def test_words_of_a_document_are_no_markup(made: Made) -> None:
    row = Row("", "name", 1, "name", "<script>alert(1)</script>\x1b[31m")
    found = compared(made(Row("", "purpose", 1, "purpose", "Ц")), made(row))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;�[31m" in render_page(found, "en")
    assert "\x1b" not in to_text(found, "en")
    assert "<script" not in render_page(found, "en")


def test_rows_of_a_page_are_linked(comparison: Comparison) -> None:
    linked = re.findall(r'<a href="(/x[^"]*)"', render_body(comparison, "en", lambda iri: f"/x{iri[-2:]}"))
    rows = [one.row for one in comparison.changes]
    assert {f"/x{row.iri[-2:]}" for row in rows} <= set(linked)


RENDERERS: tuple[Render, ...] = (
    to_json,
    to_turtle,
    lambda one: to_xlsx(one, "ru"),
    lambda one: render_page(one, "ru"),
)


@pytest.mark.parametrize("render", RENDERERS)
def test_equal_comparisons_give_equal_bytes(
    comparison: Comparison, made: Made, render: Callable[[Comparison], str | bytes]
) -> None:
    again = compared(made(*OLD), made(*NEW, version="2n-2022-01-01"))
    assert render(comparison) == render(again)


@pytest.mark.parametrize("word", [*KINDS.values(), *THINGS.values(), *WORDS.values()], ids=lambda one: one.en)
def test_both_languages_say_it(word: Message) -> None:
    assert re.search("[а-яё]", word.ru)
    assert re.search("[a-z]", word.en)
    assert not re.search("[а-яё]", word.en)


def test_every_kind_has_its_word() -> None:
    assert KINDS.keys() == {*Kind}
