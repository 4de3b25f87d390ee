"""What is put right in a card, and what is said of it: by cards with one defect each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.model import Place
from profgraph.loader.sources.registry_xml.elements import Element
from profgraph.loader.sources.registry_xml.swap import evidence
from profgraph.loader.sources.registry_xml.values import values

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.loader.building import Built
    from profgraph.loader.diagnostics import Diagnostic


def listed(*texts: str, footnotes: frozenset[int] = frozenset()) -> tuple[list[str], list[str]]:
    """Return the values of a list whose elements have these texts, and the codes of the findings."""
    findings: list[Diagnostic] = []
    elements = [Element("V", Place((line,)), text) for line, text in enumerate(texts, start=1)]
    return [span.text for span in values(elements, footnotes, findings)], [one.code for one in findings]


@pytest.mark.parametrize(
    ("texts", "read", "codes"),
    [
        (("Знать  всё\n по порядку ",), ["Знать всё по порядку"], []),
        (("Один<br />\nи второй",), ["Один и второй"], ["markup-removed"]),
        (("Мастер<br>Техник",), ["Мастер", "Техник"], ["markup-removed", "values-told-apart"]),
        (("<p>Мастер</p><p>Техник</p>",), ["Мастер", "Техник"], ["markup-removed", "values-told-apart"]),
        (("<b>Мастер</b>&nbsp;участка",), ["Мастер участка"], ["markup-removed"]),
        (("Напряжение <0,4 кВ и >35 кВ",), ["Напряжение <0,4 кВ и >35 кВ"], []),
        (("Высшее", "или", "Среднее"), ["Высшее или Среднее"], ["values-joined"]),
        (("А", "или", "Б", "или", "В", "Г"), ["А или Б или В", "Г"], ["values-joined", "values-joined"]),
        (("или", "Среднее"), ["или", "Среднее"], []),
        (("Высшее", "или"), ["Высшее", "или"], []),
        (("–",), ["–"], []),
        ((" ", ""), [], []),
    ],
)
def test_the_values_of_a_list(texts: tuple[str, ...], read: list[str], codes: list[str]) -> None:
    assert listed(*texts) == (read, codes)


@pytest.mark.parametrize(
    ("text", "read", "codes"),
    [
        ("Требования охраны труда3", "Требования охраны труда <3>", ["footnote-digit"]),
        ("Осмотр (обследование)3 линии", "Осмотр (обследование) <3> линии", ["footnote-digit"]),
        ("Требования охраны труда<sup>3</sup>", "Требования охраны труда <3>", ["markup-removed"]),
        ("Требования охраны труда4", "Требования охраны труда4", []),
        ("Основы Web3 и PHP5", "Основы Web3 и PHP5", []),
    ],
)
def test_a_digit_is_a_footnote_where_the_function_has_that_footnote(text: str, read: str, codes: list[str]) -> None:
    assert listed(text, footnotes=frozenset({3})) == ([read], codes)


UNKNOWN = ["element-unknown", "unrecognised-text"]
PLUS = "OtherCharacteristicPlus"


def codes(built: Built) -> list[str]:
    return [one.code for one in built.diagnostics]


def test_a_good_card_needs_no_finding(card: Callable[..., str], building: Callable[[str], Built]) -> None:
    assert codes(building(card())) == []


@pytest.mark.parametrize(
    ("parts", "found", "value"),
    [
        ({"code": "40.001 "}, ["activity-code-put-right"], "40.001 "),
        ({"purpose": "Надёжная&lt;br /&gt;\nлиния"}, ["markup-removed"], "Надёжная линия"),
        ({"outside": "<Approved>Да</Approved>"}, UNKNOWN, "Да"),
        ({"outside": "<Approved/>"}, ["element-unknown"], ""),
        ({"outside": "<OrderNumber>13н</OrderNumber>"}, UNKNOWN, "13н"),
        ({"outside": "Забытый текст"}, UNKNOWN, "Забытый текст"),
        ({"titles": '<PossibleJobTitle kind="x">Мастер</PossibleJobTitle>'}, UNKNOWN, "kind=x"),
        ({"titles": "Мастер"}, [], "Мастер"),
        (
            {"plus": f"<{PLUS}><ListOKNPO><UnitOKNPO>1</UnitOKNPO></ListOKNPO></{PLUS}>"},
            UNKNOWN,
            "1",
        ),
        (
            {"plus": f"<{PLUS}><ListOKZ><UnitOKZ><CodeOKZ>2512. </CodeOKZ></UnitOKZ></ListOKZ></{PLUS}>"},
            ["classifier-code-put-right"],
            "2512. ",
        ),
    ],
)  # fmt: skip
def test_what_is_found_is_said_and_stays_in_the_graph(
    parts: dict[str, str], found: list[str], value: str, card: Callable[..., str], building: Callable[[str], Built]
) -> None:
    built = building(card(**parts))
    assert codes(built) == found
    assert not value or value in {str(one) for _, _, one in built.graphs.triples["asserted"]}


def test_both_spellings_of_other_characteristics_are_read(
    card: Callable[..., str], building: Callable[[str], Built]
) -> None:
    names = ("OtherCharacteristics", "OtherCharacteristic")
    more = [f"<OtherCharacteristics><{one}>Внимание</{one}></OtherCharacteristics>" for one in names]
    built = building(card({"more": more[0]}, {"code": "A/02.5", "more": more[1]}))
    assert [[one.text for one in function.other] for function in built.standard.particular_functions] == [
        ["Внимание"]
    ] * 2


def test_a_footnote_belongs_to_the_digit_of_its_number(
    card: Callable[..., str], building: Callable[[str], Built]
) -> None:
    knowledge = "<NecessaryKnowledge>Правила охраны труда1</NecessaryKnowledge>"
    built = building(card({"knowledge": knowledge, "footnotes": "<Footnote>1 Приказ Минтруда</Footnote>"}))
    (footnote,) = built.standard.footnotes
    (function,) = built.standard.particular_functions
    assert (footnote.number, footnote.text) == (1, "Приказ Минтруда")
    assert [(one.text, one.footnote) for one in function.knowledge] == [("Правила охраны труда", 1)]
    assert codes(built) == ["footnote-digit"]


ABLE, KNOWN = ("Выбирать провод", "Читать схему"), ("Устройство линии", "Схема линии")


@pytest.mark.parametrize(
    ("functions", "is_swapped"),
    [
        ([(KNOWN, ABLE)] * 3, True),
        ([(KNOWN, ABLE)] * 2, False),  # two functions are no whole file
        ([(KNOWN, ABLE)] * 20 + [(ABLE, KNOWN)], False),  # one speaks against it
        ([(KNOWN, ABLE)] * 14 + [(KNOWN, KNOWN)], True),
        ([(KNOWN, ABLE)] * 8 + [(KNOWN, KNOWN)] * 2, False),
        ([(ABLE, KNOWN)] * 5, False),
        ([((), ABLE)] * 5, False),
        ([], False),
    ],
)
def test_only_the_whole_file_proves_a_swap(
    functions: list[tuple[tuple[str, ...], tuple[str, ...]]],
    is_swapped: bool,  # noqa: FBT001  (a column)
) -> None:
    assert evidence(functions).is_whole_file == is_swapped


def test_a_swapped_card_keeps_the_written_element_as_the_place(
    card: Callable[..., str], building: Callable[[str], Built]
) -> None:
    wrong = {
        "skills": "<RequiredSkill>Устройство линии</RequiredSkill>",
        "knowledge": "<NecessaryKnowledge>Осматривать линию</NecessaryKnowledge>",
    }
    built = building(card(*({"code": f"A/0{number}.5", **wrong} for number in (1, 2, 3))))
    assert codes(built) == ["lists-swapped"]
    function = next(iter(built.standard.particular_functions))
    (skill,), (knowledge,) = function.skills, function.knowledge
    assert (skill.text, knowledge.text) == ("Осматривать линию", "Устройство линии")
    paths = [one.place.path or "" for one in (skill, knowledge)]
    assert [one.split("/")[-1] for one in paths] == ["NecessaryKnowledge.1", "RequiredSkill.1"]
    places = {str(one).partition("#x/")[2] for _, _, one in built.graphs.triples["asserted"] if "#x/" in str(one)}
    assert set(paths) <= places
