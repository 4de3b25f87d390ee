"""The headings that cut a document into its parts, in the spellings that exports give them."""

from __future__ import annotations

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import ClassifierReference, FootnoteMarker, Passage, Place, SourceFile
from profgraph.loader.recognition.general import General, read_general
from profgraph.loader.recognition.sections import Parts, cut
from profgraph.loader.sources.document import Block, Document, Paragraph, Row, Span

NUMBERS = {"one": "I", "two": "II", "three": "III", "four": "IV"}


def paragraph(line: int, text: str) -> Paragraph:
    return Paragraph((Span(text, Place((line,))),))


def row(line: int, *texts: str) -> Row:
    return Row(tuple((Span(text, Place((line,))),) if text else () for text in texts), after_break=False)


def divided(*blocks: Block) -> tuple[Parts, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return cut(Document(SourceFile("x", "", 0, 0, "utf-8"), blocks, ""), findings), findings


def test_a_whole_document_is_cut_at_its_headings() -> None:
    texts = ["Приказ", "ПРОФЕССИОНАЛЬНЫЙ СТАНДАРТ", "Сварщик", "I. Общие сведения", "Сварка"]
    texts += ["II. Описание трудовых функций", "Карта", "III. Характеристика обобщенных трудовых функций"]
    texts += ["3.1. Функция", "IV. Сведения об организациях", "4.1. Союз", "<1> Сноска"]
    blocks = [paragraph(line, text) for line, text in enumerate(texts, start=1)]
    assert divided(*blocks) == (
        Parts(
            order=[blocks[0]],
            title=[blocks[2]],
            one=[blocks[4]],
            two=[blocks[6]],
            three=[blocks[8]],
            four=[blocks[10]],
            footnotes=[blocks[11]],
            found={"title", "one", "two", "three", "four"},
        ),
        [],
    )


def test_without_headings_all_is_order() -> None:
    blocks = (paragraph(1, "Договор"), row(2, "Общие сведения", "5"))
    assert divided(*blocks) == (Parts(order=list(blocks)), [])


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        ("one", "I. Общие сведения"),
        ("one", "I.Общие сведения"),
        ("one", "I. ОБЩИЕ СВЕДЕНИЯ"),
        ("two", "II. Описание трудовых функций"),
        ("two", "II. Описание трудовых функций, входящих в профессиональный стандарт (функциональная карта)"),
        ("three", "III. Характеристика обобщенных трудовых функций"),
        ("three", "III. Характеристика обобщённых трудовых функций"),
        ("four", "IV. Сведения об организациях - разработчиках профессионального стандарта"),
        ("four", "IV. Сведения об организациях – разработчиках"),
    ],
)
def test_a_heading_with_its_number(part: str, heading: str) -> None:
    assert divided(paragraph(1, heading)) == (Parts(found={part}), [])


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        ("one", "1. Общие сведения"),
        ("one", "l. Общие сведения"),
        ("one", "\N{CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I}. Общие сведения"),
        ("two", "2. Описание трудовых функций"),
        ("three", "Ш. Характеристика обобщенных трудовых функций"),
        ("three", "3. Характеристика обобщенных трудовых функций"),
        ("four", "4. Сведения об организациях-разработчиках"),
    ],
)
def test_a_heading_with_another_number_is_told(part: str, heading: str) -> None:
    parts, findings = divided(paragraph(60, heading))
    assert parts == Parts(found={part})
    assert findings == [diagnose("section-number", Place((60,)), heading=heading, number=NUMBERS[part])]


def test_footnotes_on_consecutive_lines_are_parted_and_keep_their_further_lines() -> None:
    spans = [Span(text, Place((line,))) for line, text in enumerate(["<1> Один", "и ещё", "<2> Два", "<12> Три"], 379)]
    assert divided(Paragraph(tuple(spans)))[0] == Parts(
        footnotes=[Paragraph((spans[0], spans[1])), Paragraph((spans[2],)), Paragraph((spans[3],))]
    )


@pytest.mark.parametrize(
    "text",
    [
        "Общие сведения",
        "I. Общие сведения о стандарте",
        "Описание трудовых функций",
        "II. Трудовые функции",
        "профессиональный стандарт «Сварщик»",
        "<а> не сноска",
        "<1>",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert divided(paragraph(1, text))[0] == Parts(order=[paragraph(1, text)])


def test_section_one_whole() -> None:
    rows = [row(8, "1222", "Руководители", "2143", "Инженеры"), row(9, "1223", "Директора", "", "")]
    blocks: list[Block] = [
        Paragraph((Span("Ремонт", Place((1,))), Span("линий", Place((2,))))),
        paragraph(3, "16.020"),
        paragraph(4, "(наименование вида профессиональной деятельности)"),
        paragraph(5, "Код"),
        paragraph(6, "Основная цель вида профессиональной деятельности:"),
        paragraph(7, "Снабжение"),
        paragraph(8, "Группа занятий:"),
        *rows,
        paragraph(10, "(код ОКЗ <1>)"),
        paragraph(11, "(наименование)"),
        paragraph(12, "Отнесение к видам экономической деятельности:"),
        row(13, "40.13.3", "Сети"),
        paragraph(14, "(код ОКВЭД <2>)"),
        paragraph(15, "Примечание"),
    ]
    findings: list[Diagnostic] = []
    assert read_general(blocks, findings) == General(
        code="16.020",
        code_as_written="16.020",
        activity="Ремонт линий",
        purpose="Снабжение",
        passages=[
            Passage("activity-code", "16.020", Place((3,))),
            Passage("unrecognised", "Примечание", Place((15,))),
            Passage("activity", "Ремонт линий", Place((1, 2))),
            Passage("purpose", "Снабжение", Place((7,))),
        ],
        references=[
            ClassifierReference("okz", "1222", "1222", "Руководители", 1, Place((8,)), 1, 1, (), 1),
            ClassifierReference("okz", "2143", "2143", "Инженеры", 2, Place((8,)), 1, 2, (), 1),
            ClassifierReference("okz", "1223", "1223", "Директора", 3, Place((9,)), 2, 1, (), 1),
            ClassifierReference("okved", "40.13.3", "40.13.3", "Сети", 1, Place((13,)), 1, 1, (), 2),
        ],
        markers=[FootnoteMarker(1, "код ОКЗ", Place((10,))), FootnoteMarker(2, "код ОКВЭД", Place((14,)))],
    )
    assert findings == [diagnose("unrecognised-text", Place((15,)), text="Примечание")]


@pytest.mark.parametrize(
    "written", ["16.020", "16. 020", "16 .020", "16,020", "16.020.", "16.О20", "16.o2O", "16.02 0 .", "16.020 <1>"]
)
def test_an_activity_code_is_read_and_kept_as_written(written: str) -> None:
    findings: list[Diagnostic] = []
    general, words = read_general([paragraph(66, written)], findings), written.removesuffix(" <1>")
    assert (general.code, general.code_as_written) == ("16.020", words)
    assert general.passages == [Passage("activity-code", written, Place((66,)))]
    told = diagnose("activity-code-put-right", Place((66,)), written=words, code="16.020")
    assert findings == ([] if words == "16.020" else [told])


@pytest.mark.parametrize(
    ("text", "miswritten"),
    [
        *((text, True) for text in ("16.20", "16.0200", "16020", "1б.020", "Код 16.020", "16-020", "16 020", "16/020")),
        *((text, True) for text in ("№ 16.020", "16.XXX", "ХХ.ХХХ", "00.000", "16.0200 16.021")),
        *((text, False) for text in ("Ремонт линий", "Приказ 16", "16", "")),
    ],
)
def test_what_is_no_activity_code(text: str, *, miswritten: bool) -> None:
    general = read_general([paragraph(1, text)] if text else [], [])
    assert (general.code, general.miswritten) == (None, Span(text, Place((1,))) if miswritten else None)


def test_a_second_code_of_the_activity_is_told_and_kept() -> None:
    findings: list[Diagnostic] = []
    general = read_general([paragraph(1, "16.20"), paragraph(2, "16.020"), paragraph(3, "16.021")], findings)
    assert (general.code, general.activity) == ("16.020", None)
    assert [one.text for one in general.passages] == ["16.20", "16.020", "16.021"]
    assert findings == [
        diagnose("unrecognised-text", Place((3,)), text="16.021"),
        diagnose("unrecognised-text", Place((1,)), text="16.20"),
    ]


def test_every_cell_of_section_one_is_kept() -> None:
    blocks: list[Block] = [paragraph(1, "Группа занятий:"), row(2, "1222", "Руководители", "2143")]
    assert [one.code_as_written for one in read_general(blocks, []).references] == ["1222", "2143"]


def test_a_row_without_a_code_is_no_classifier_reference() -> None:
    blocks: list[Block] = [
        paragraph(1, "Отнесение к видам экономической деятельности:"),
        row(2, "40.13.3", "Сети"),
        row(3, "А", "Эксплуатация", "5", "Обход", "A/01.5", "5"),
    ]
    general = read_general(blocks, [])
    assert [one.code for one in general.references] == ["40.13.3"]
    assert general.passages == [Passage("unrecognised", "А Эксплуатация 5 Обход A/01.5 5", Place((3,)))]
