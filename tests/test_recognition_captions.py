"""What editors of legal databases note at an order: days in force, each with its place; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from profgraph.loader.building import build
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import Place
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.order import read_order
from profgraph.loader.sources.choice import read_document
from profgraph.loader.sources.document import Block, Paragraph, Span
from profgraph.ontology.terms import PROV, PS, Minter
from profgraph.settings import BASE

OPENING = 'Утвердить прилагаемый профессиональный стандарт "Сварщик".'
NOTE = "КонсультантПлюс: примечание."
STATED = "2. Настоящий приказ вступает в силу с 1 марта 2023 г."
Days = tuple[date | None, date | None]


def read(*texts: str) -> tuple[Days, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    blocks: list[Block] = [
        Paragraph((Span(text, Place((line,))),)) for line, text in enumerate([OPENING, *texts], start=1)
    ]
    order = read_order(blocks, [], findings).order
    return (order.noted_from, order.noted_to), findings


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        ([], (None, None)),
        (["Начало действия документа - 01.03.2023."], (date(2023, 3, 1), None)),
        (["Начало действия документа – 1 марта 2023 г. (за исключением пункта 2)"], (date(2023, 3, 1), None)),
        (["Дата вступления в силу: 01.03.2023"], (date(2023, 3, 1), None)),
        (["Дата введения в действие 01.03.2023"], (date(2023, 3, 1), None)),
        ([NOTE, "Документ вступает в силу с 01.03.2023."], (date(2023, 3, 1), None)),
        (["Срок действия документа ограничен до 01.03.2029."], (None, date(2029, 2, 28))),
        (["Срок действия документа - по 28.02.2029."], (None, date(2029, 2, 28))),
        (["Срок действия документа - до 28 февраля 2029 г. включительно."], (None, date(2029, 2, 28))),
        (
            ["Документ утратил силу с 1 марта 2023 года на основании приказа Минтруда России от 20.07.2022 N 424н"],
            (None, date(2023, 2, 28)),
        ),
        ([NOTE, "С 01.03.2023 документ утрачивает силу в связи с изданием Приказа."], (None, date(2023, 2, 28))),
        (
            ["Начало действия документа - 01.03.2023.", NOTE, "С 01.09.2025 данный документ утрачивает силу."],
            (date(2023, 3, 1), date(2025, 8, 31)),
        ),
        ([STATED, "Начало действия документа - 01.03.2023."], (date(2023, 3, 1), None)),
        ([NOTE, "С 01.03.2023 пункт 2 утрачивает силу."], (None, None)),
        ([NOTE, "Содержится в пункте 16 Правил, документ утратил силу с 01.03.2023."], (None, None)),
    ],
)  # fmt: skip
def test_days_that_are_noted(texts: list[str], days: Days) -> None:
    assert read(*texts) == (days, [])


@pytest.mark.parametrize(
    ("texts", "ignored", "days"),
    [
        (["Документ утратил силу."], [2], (None, None)),
        (["Начало действия документа - 31.02.2023."], [2], (None, None)),
        (["Начало действия документа - 01.03.2023.", "Дата вступления в силу: 01.04.2023"], [2, 3], (None, None)),
        ([STATED, "Начало действия документа - 01.04.2023."], [3], (None, None)),
        ([STATED, "Документ утратил силу с 01.03.2023."], [3], (None, None)),
        (
            ["Начало действия документа - 01.03.2023.", "Документ утратил силу с 01.03.2022."],
            [3],
            (date(2023, 3, 1), None),
        ),
        (["Документ утратил силу с 01.01.0001."], [2], (None, None)),
    ],
)
def test_a_note_that_cannot_be_used_is_a_finding_at_its_place(texts: list[str], ignored: list[int], days: Days) -> None:
    findings = [diagnose("validity-note-ignored", Place((line,)), text=[OPENING, *texts][line - 1]) for line in ignored]
    assert read(*texts) == (days, findings)


@pytest.mark.parametrize(
    "text", ["Начало действия редакции - 01.03.2023.", "Начало действия документа - 10 дней после опубликования."]
)
def test_what_notes_no_day_of_the_document_is_kept_as_unrecognised(text: str) -> None:
    assert read(text) == ((None, None), [diagnose("unrecognised-text", Place((2,)), text=text)])


def test_a_note_in_html_is_read_through_its_markup() -> None:
    begins = "<p>Начало действия документа&nbsp;- <a href='#'>01.03.2023</a>."
    ends = "<p><b>Документ утратил силу</b> с 1 марта 2029 г."
    document = read_document(f"<html><body><p>{OPENING}{begins}{ends}</html>".encode(), "x.html")
    findings: list[Diagnostic] = []
    order = read_order(document.blocks, [], findings).order
    assert (order.noted_from, order.noted_to, findings) == (date(2023, 3, 1), date(2029, 2, 28), [])


def test_a_note_is_in_the_graph_with_its_place() -> None:
    note, head = "Начало действия документа - 01.12.2014.", "КонсультантПлюс: примечание.\n"
    text = bundled().read_text(encoding="utf-8")
    assert text.count(head) == 1
    built = build(text.replace(head, f"{note}\n\n{head}").encode(), "x.txt", Minter(BASE))
    triples, version = built.graphs.triples["asserted"], built.graphs.version
    days = {(link, str(day)) for node, link, day in triples if node == version and link.startswith(f"{PS}noted")}
    assert days == {(PS.notedValidFrom, "2014-12-01")}
    (passage,) = (node for node, link, words in triples if link == PS.verbatimText and str(words) == note)
    line = text[: text.index(head)].count("\n") + 1
    places = [place for node, link, place in triples if (node, link) == (passage, PROV.wasDerivedFrom)]
    assert [str(place).rpartition("#")[2] for place in places] == [f"L{line}"]
