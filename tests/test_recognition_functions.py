"""Section III: from its rows to functions, with their origin, groups and classifier references."""

from __future__ import annotations

import pytest
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import (
    AdmissionCondition,
    ClassifierReference,
    FootnoteMarker,
    GeneralizedWorkFunction,
    Item,
    JobTitle,
    Origin,
    OtherCharacteristic,
    ParticularWorkFunction,
    Passage,
    Place,
    WrittenCode,
)
from profgraph.loader.recognition.blocks import function_blocks
from profgraph.loader.recognition.functions import read_functions
from profgraph.loader.recognition.recogniser import in_document_order
from profgraph.loader.sources.text import read_text

GENERALISED = "3.1. Обобщенная трудовая функция\n\nНаименование\tЭксплуатация\tКод\tA\tУровень квалификации\t5\n"
PARTICULAR = "\n3.1.1. Трудовая функция\n\nНаименование\tОбход\tКод\tA/01.5\tУровень (подуровень)\t5\n"
GROUPS = "Трудовые действия\tОбход линий\nНеобходимые умения\tСмотреть\nНеобходимые знания\tУстав\n"
FURTHER = "\nДополнительные характеристики\n\nНаименование документа\tКод\tНаименование группы\n"
HEAD = Place((3,))

Read = tuple[tuple[GeneralizedWorkFunction, ...], list[Passage], list[FootnoteMarker], list[Diagnostic]]


def read(text: str) -> Read:
    passages: list[Passage] = []
    markers: list[FootnoteMarker] = []
    findings: list[Diagnostic] = []
    blocks = function_blocks(read_text(text.encode(), "x.txt").blocks, passages, findings)
    return read_functions(blocks, passages, markers, findings), passages, markers, findings


def only(text: str) -> tuple[GeneralizedWorkFunction, list[Diagnostic]]:
    (function,), passages, _, findings = read(text)
    assert passages == []
    return function, findings


def place(line: int) -> Place:
    return Place((line,))


def test_a_generalised_function_with_a_particular_one() -> None:
    origin = "Происхождение функции\tОригинал\tX\tЗаимствовано из оригинала\t\t\n\t\t\t\tКод оригинала\t\n"
    titles = "Возможные наименования должностей, профессий рабочих <4>\tМастер\n"
    titles += "Особые условия допуска к работе\tДопуск <3>\n"
    (function,), passages, markers, findings = read(GENERALISED + origin + titles + PARTICULAR + GROUPS)
    assert function == GeneralizedWorkFunction(
        code=WrittenCode("A", "A", HEAD),
        number="3.1",
        name="Эксплуатация",
        level=5,
        place=HEAD,
        origin=Origin(
            original=True,
            mark="X",
            borrowed_from_code=None,
            borrowed_from_registration_number=None,
            place=place(4),
        ),
        job_titles=(JobTitle(1, "Мастер", place(6)),),
        admission=(AdmissionCondition(1, "Допуск", place(7), 3),),
        functions=(
            ParticularWorkFunction(
                code=WrittenCode("A/01.5", "A/01.5", place(11)),
                number="3.1.1",
                name="Обход",
                level=5,
                place=place(11),
                actions=(Item("action", 1, 1, "Обход линий", place(12)),),
                skills=(Item("skill", 1, 1, "Смотреть", place(13)),),
                knowledge=(Item("knowledge", 1, 1, "Устав", place(14)),),
            ),
        ),
    )
    assert (passages, findings) == ([], [])
    assert markers == [
        FootnoteMarker(4, "Возможные наименования должностей, 3.1", place(6)),
        FootnoteMarker(3, "Особые условия допуска, 3.1, п. 1", place(7)),
    ]


CHECKED = '<input checked="" type="checkbox"/>'


@pytest.mark.parametrize(
    ("cells", "original", "mark", "borrowed", "findings"),
    [
        ("Оригинал\tX\tЗаимствовано из оригинала\t\t", True, "X", (None, None), []),
        ("Оригинал\tХ\tЗаимствовано из оригинала\t\t", True, "Х", (None, None), []),
        ("Оригинал\tx", True, "x", (None, None), []),
        (
            f"Оригинал\t{CHECKED}\tЗаимствовано из оригинала\t\t",
            True,
            CHECKED,
            (None, None),
            [diagnose("origin-markup", place(4), mark=CHECKED)],
        ),
        ('Оригинал\t<input type="checkbox"/>', False, '<input type="checkbox"/>', (None, None), []),
        ("Оригинал\t\tЗаимствовано из оригинала\tA/02.6\t145", False, "", ("A/02.6", "145"), []),
        ("", False, "", (None, None), []),
    ],
)
def test_origins(
    cells: str,
    original: bool,  # noqa: FBT001  (a column of the table)
    mark: str,
    borrowed: tuple[str | None, str | None],
    findings: list[Diagnostic],
) -> None:
    function, found = only(f"{GENERALISED}Происхождение трудовой функции\t{cells}\n")
    assert function.origin == Origin(original, mark, *borrowed, place=place(4))
    assert found == findings


def test_a_function_without_a_row_of_origin_has_none() -> None:
    assert only(GENERALISED)[0].origin is None


@pytest.mark.parametrize(
    ("written", "text", "footnote"),
    [("-", None, None), ("–", None, None), ("—", None, None), ("Ответственность <2>", "Ответственность", 2)],
)
def test_other_characteristics(written: str, text: str | None, footnote: int | None) -> None:
    function, findings = only(f"{GENERALISED}Другие характеристики\t{written}\n")
    assert function.other == (OtherCharacteristic(text, text or written, place(4), footnote),)
    assert findings == []


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("Трудовые действия\tОбход линий\n", ["skill", "knowledge"]),
        ("Необходимые умения\tСмотреть\n", ["action", "knowledge"]),
        ("Необходимые знания\tУстав\n", ["action", "skill"]),
    ],
)
def test_a_missing_group_leaves_the_others(group: str, kinds: list[str]) -> None:
    (generalized,), _, _, findings = read(GENERALISED + PARTICULAR + GROUPS.replace(group, ""))
    assert [item.kind for item in generalized.functions[0].items] == kinds
    assert findings == []


def test_a_function_without_its_head_row_is_told() -> None:
    functions, _, _, findings = read(f"{GENERALISED}\n3.1.1. Трудовая функция\n")
    assert [function.functions for function in functions] == [()]
    assert findings == [diagnose("head-missing", place(5), number="3.1.1")]


def test_text_that_belongs_to_no_function_or_group_is_kept() -> None:
    _, passages, _, findings = read(f"Ранее\tего\n{GENERALISED}Условия\tПрочие\n\nПримечание\n")
    texts = [("Ранее его", 1), ("Условия Прочие", 5), ("Примечание", 7)]
    expected = [Passage("unrecognised", text, place(line)) for text, line in texts]
    assert sorted(passages, key=lambda passage: passage.place) == expected
    assert in_document_order(findings) == tuple(
        diagnose("unrecognised-text", place(line), text=text) for text, line in texts
    )


def test_classifier_references() -> None:
    rows = "ОКЗ\t3113\tТехники-электрики\nЕКС <4>\t-\tМастер участка, мастер\n\t\tТехник\n"
    rows += "ОКСО <5>\t140206\tСтанции\n\t140208\tМонтаж\n\n\t\t(и эксплуатация) линий\n"
    (function,), _, markers, findings = read(GENERALISED + FURTHER + rows)
    assert function.references == (
        ClassifierReference("okz", "3113", "3113", "Техники-электрики", 1, place(8)),
        ClassifierReference(
            "eks", None, "-", "Мастер участка, мастер", 1, place(9), titles=("Мастер участка", "мастер"), footnote=4
        ),
        ClassifierReference("eks", None, "", "Техник", 2, place(10), titles=("Техник",), footnote=4),
        ClassifierReference("okso", "140206", "140206", "Станции", 1, place(11), footnote=5),
        ClassifierReference(
            "okso", "140208", "140208", "Монтаж (и эксплуатация) линий", 2, Place((12, 14)), footnote=5
        ),
    )
    assert markers == [FootnoteMarker(4, "ЕКС, 3.1", place(9)), FootnoteMarker(5, "ОКСО, 3.1", place(11))]
    assert [finding.code for finding in findings] == ["row-rejoined"]


@pytest.mark.parametrize(
    ("label", "classifier"),
    [
        ("ОКЗ", "okz"),
        ("ЕКС", "eks"),
        ("ЕКСД", "eks"),
        ("ЕТКС <3>", "etks"),
        ("ОКПДТР", "okpdtr"),
        ("ОКСО", "okso"),
        ("ОКСВНК", "oksvnk"),
        ("О К З", "okz"),
    ],
)
def test_labels_of_classifiers(label: str, classifier: str) -> None:
    function, _ = only(f"{GENERALISED}{FURTHER}{label}\t1\tИмя\n")
    assert [one.classifier for one in function.references] == [classifier]


@pytest.mark.parametrize(
    "row",
    ["ОКЗ\t3113", "ОКНПО\t1\tСварщик", "\t1\tСварщик", "ОКЗ\t1\tСварщик\tПримечание", "ОКЗ\t\t"],
    ids=["two cells", "an unknown label", "no label", "a fourth cell", "a label only"],
)
def test_what_is_no_classifier_reference_is_kept_and_told(row: str) -> None:
    (function,), passages, _, findings = read(f"{GENERALISED}{FURTHER}{row}\n")
    text = " ".join(row.split())
    assert function.references == ()
    assert passages == [Passage("unrecognised", text, place(8))]
    assert findings == [diagnose("unrecognised-text", place(8), text=text)]


def test_a_row_below_an_unknown_classifier_is_not_the_one_aboves() -> None:
    (function,), passages, _, _ = read(f"{GENERALISED}{FURTHER}ОКЗ\t3113\tТехники\nОКНПО\t1\tСварщик\n\t2\tМонтажник\n")
    assert [(one.classifier, one.code) for one in function.references] == [("okz", "3113")]
    assert [passage.text for passage in passages] == ["ОКНПО 1 Сварщик", "2 Монтажник"]


@pytest.mark.parametrize("above", ["", "ОКЗ\t3113\tТехники\n"], ids=["at the top", "below another classifier"])
def test_a_row_below_a_short_row_has_the_classifier_of_that_row(above: str) -> None:
    (function,), _, _, _ = read(f"{GENERALISED}{FURTHER}{above}ЕКС\t-\n\t-\tТехник\n")
    assert [(one.classifier, one.name) for one in function.references if one.name] == [
        *([("okz", "Техники")] if above else []),
        ("eks", "Техник"),
    ]


def test_a_row_with_nothing_but_a_marker_is_no_item() -> None:
    (function,), _, markers, _ = read(GENERALISED + PARTICULAR + GROUPS + "\t<7>\n")
    assert [item.text for item in function.functions[0].knowledge] == ["Устав"]
    assert [marker.number for marker in markers] == [7]
