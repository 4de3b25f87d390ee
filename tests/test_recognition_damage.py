"""Damage to the text of section III: what can be put right is put right, the rest is kept, told or refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from profgraph.errors import RefusedError
from profgraph.loader.diagnostics import Diagnostic, diagnose
from profgraph.loader.model import Passage, Place
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.blocks import GROUPS
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.text import read_text

TEXT = bundled().read_text(encoding="utf-8")
LINES = TEXT.split("\n")
NUMBERS = ["3.1", "3.1.1", "3.1.2", "3.1.3", "3.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4"]
HEADINGS = [nth for nth, line in enumerate(LINES) if re.match(r"#* 3\.\d", line)]
SECTION_IV = next(nth for nth, line in enumerate(LINES) if line.startswith("#### IV."))
OF_PARTICULAR = {"actions", "skills", "knowledge", "other"}
LOOKALIKES = str.maketrans("асеорхАВЕКМНОРСТХ", "aceopxABEKMHOPCTX")


def read(text: str) -> Recognised:
    return recognise(read_text(text.encode(), "x.txt"))


PLAIN = read(TEXT)


def edited(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def with_lines(after: int, *lines: str) -> str:
    """Return the bundled standard with `lines` after its first `after` ones."""
    return "\n".join([*LINES[:after], *lines, *LINES[after:]])


def new_findings(read: Recognised) -> list[Diagnostic]:
    return [finding for finding in read.diagnostics if finding not in PLAIN.diagnostics]


def kept(read: Recognised) -> str:
    return repr(replace(read.standard, document_text=""))


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(RefusedError) as refused:
        read(text)
    return refused.value.message.ru, refused.value.message.en


def end_of_block(number: str) -> int:
    """Return how many lines stand above the end of a function's last row."""
    following = [*HEADINGS, SECTION_IV][NUMBERS.index(number) + 1]
    return max(nth for nth in range(following) if "\t" in LINES[nth]) + 1


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("label", GROUPS)
def test_a_row_at_the_end_of_a_function_is_in_its_group_or_a_passage(label: str, number: str) -> None:
    end = end_of_block(number)
    found = read(with_lines(end, f"{label.capitalize()}\tВставка"))
    belongs = number.count(".") > 1 and GROUPS[label] in OF_PARTICULAR
    assert "Вставка" in kept(found)
    assert ("Вставка" in repr(found.standard.functions)) is belongs
    told = [dict(one.values)["text"] for one in found.diagnostics if one.code == "unrecognised-text"]
    passages = [one.text for one in found.standard.passages if one.group == "unrecognised"]
    assert told == passages
    assert ["Вставка" in text for text in told] == ([] if belongs else [True])


@pytest.mark.parametrize("number", ["3.1", "3.2"])
@pytest.mark.parametrize("label", GROUPS)
def test_a_row_above_the_classifiers_is_in_its_group_or_a_passage(label: str, number: str) -> None:
    caption = next(
        nth for nth in range(HEADINGS[NUMBERS.index(number)], len(LINES)) if "Дополнительные х" in LINES[nth]
    )
    found = read(with_lines(caption - 1, f"{label.capitalize()}\tВставка"))
    belongs = GROUPS[label] == "other" or GROUPS[label] not in OF_PARTICULAR
    assert ("Вставка" in repr(found.standard.functions)) is belongs
    line = Place((caption,))
    assert [one for one in found.standard.passages if one.group == "unrecognised"] == (
        [] if belongs else [Passage("unrecognised", "Вставка", line)]
    )
    assert [one for one in found.diagnostics if one.code == "unrecognised-text"] == (
        [] if belongs else [diagnose("unrecognised-text", line, text="Вставка")]
    )


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        ("3.1.2", "3.1.2. Трудовая фунция"),
        ("3.1.2", "3.1.2 Тр. функция"),
        ("3.1.1", "3.1.1. Функция трудовая"),
        ("3.2.4", "3.2.4.  Tрудовая функция"),
        ("3.2", "3.2 Обобщ. трудовая функция"),
        ("3.1", "3.1. ОТФ"),
    ],
)
def test_a_heading_in_other_words_is_known_by_its_number(number: str, heading: str) -> None:
    line = HEADINGS[NUMBERS.index(number)]
    found = read("\n".join([*LINES[:line], f"### {heading}", *LINES[line + 1 :]]))
    assert found.standard.functions == PLAIN.standard.functions
    assert found.standard.passages == PLAIN.standard.passages
    told = diagnose("heading-by-number", Place((line + 1,)), heading=" ".join(heading.split()), number=number)
    assert new_findings(found) == [told]


def relabelled(label: str, written: str) -> tuple[str, list[int]]:
    """Return the standard with a label written otherwise in section III, and the lines of that label."""
    lines = list(LINES)
    changed = [nth for nth in range(HEADINGS[0], SECTION_IV) if re.match(rf"{label}(?=\t| <)", lines[nth])]
    for nth in changed:
        lines[nth] = lines[nth].replace(label, written, 1)
    assert changed
    return "\n".join(lines), changed


LABELS = [
    "Наименование",
    "Наименование документа",
    "Возможные наименования должностей",
    "Требования к образованию и обучению",
    "Требования к опыту практической работы",
    "Особые условия допуска к работе",
    "Другие характеристики",
    "Трудовые действия",
    "Необходимые умения",
    "Необходимые знания",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("change", ["colon", "full stop", "Latin letters", "one Latin letter", "both"])
def test_a_label_is_read_in_spite_of_its_spelling(label: str, change: str) -> None:
    position = next(nth for nth, letter in enumerate(label) if letter != letter.translate(LOOKALIKES))
    one = label[:position] + label[position].translate(LOOKALIKES) + label[position + 1 :]
    latin = label.translate(LOOKALIKES)
    forms = {"colon": f"{label}:", "full stop": f"{label} .", "Latin letters": latin, "one Latin letter": one}
    written = forms.get(change, f"{one} :")
    text, changed = relabelled(label, written)
    found = read(text)
    assert found.standard.functions == PLAIN.standard.functions
    assert found.standard.passages == PLAIN.standard.passages
    assert new_findings(found) == [
        diagnose("label-put-right", Place((nth + 1,)), written=written, label=label.lower()) for nth in changed
    ]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("letter", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_a_letter_that_prints_nothing_changes_nothing(label: str, letter: str) -> None:
    found = read(relabelled(label, f"{letter}{label[:4]}{letter}{label[4:]}{letter}")[0])
    assert replace(found.standard, source=PLAIN.standard.source) == PLAIN.standard
    assert found.diagnostics == PLAIN.diagnostics


def test_the_rows_below_an_unknown_label_are_not_the_group_aboves() -> None:
    first = LINES.index("\tОсновы электротехники и механики")
    end = next(nth for nth in range(first, len(LINES)) if LINES[nth].startswith("Другие характеристики"))
    found = read(with_lines(first, "Неизвестные строки\tВставка"))
    plain, function = next(PLAIN.standard.particular_functions), next(found.standard.particular_functions)
    below = [line.strip() for line in LINES[first:end]]
    expected = ["Неизвестные строки Вставка", *below]
    assert [item.text for item in function.knowledge] + below == [item.text for item in plain.knowledge]
    assert (function.actions, function.skills, function.references) == (plain.actions, plain.skills, plain.references)
    assert [one.text for one in function.other] == [one.text for one in plain.other]
    assert [one for one in found.standard.passages if one.group == "unrecognised"] == [
        Passage("unrecognised", text, Place((line,))) for line, text in enumerate(expected, start=first + 1)
    ]
    assert [one for one in found.diagnostics if one.code == "unrecognised-text"] == [
        diagnose("unrecognised-text", Place((line,)), text=text[:120])
        for line, text in enumerate(expected, start=first + 1)
    ]


@pytest.mark.parametrize("number", ["3.1.2", "3.1.3", "3.2", "3.2.2", "3.2.3", "3.2.4"])
def test_a_function_without_its_heading_is_refused(number: str) -> None:
    line = HEADINGS[NUMBERS.index(number)]
    head = next(nth for nth in range(line, len(LINES)) if LINES[nth].startswith("Наименование\t")) + 1
    above = NUMBERS[NUMBERS.index(number) - 1]
    told = diagnose("head-repeated", Place((head,)), number=above).message
    assert refusal("\n".join([*LINES[:line], "", *LINES[line + 1 :]])) == (
        f"x.txt, строка {head}: {told.ru}",
        f"x.txt, line {head}: {told.en}",
    )


def texts_of(recognised: Recognised) -> set[str]:
    functions = list(recognised.standard.particular_functions)
    own = {item.text for function in functions for item in function.items}
    return own | {reference.text for function in functions for reference in function.references}


@pytest.mark.parametrize("number", NUMBERS)
def test_without_a_heading_no_row_is_lost_in_silence(number: str) -> None:
    line = HEADINGS[NUMBERS.index(number)]
    try:
        found = read("\n".join([*LINES[:line], "", *LINES[line + 1 :]]))
    except RefusedError:
        return
    whole = kept(found)
    assert [text for text in sorted(texts_of(PLAIN)) if text not in whole] == []


@pytest.mark.parametrize("text", ["08.09.2014 Вставка", "1.5 МПа - Вставка", "1.1 Вставка"])
def test_a_numbered_line_that_is_no_heading_does_not_keep_the_document_out(text: str) -> None:
    line = HEADINGS[NUMBERS.index("3.1.2")]
    found = read(with_lines(line, text, ""))
    assert "Вставка" in kept(found)
    assert [one.key for one in found.standard.particular_functions] == [
        one.key for one in PLAIN.standard.particular_functions
    ]


ROW = 'функции A/01.5 "Проверка технического состояния муниципальных линий электропередачи"\n\tДействующие'
NAME = "Проверка технического состояния муниципальных линий электропередачи"
NAMED = f' "{NAME}"'


@pytest.mark.parametrize(
    ("written", "target", "findings"),
    [
        (
            f"\N{CYRILLIC CAPITAL LETTER A}/1.5{NAMED}",
            "A/01.5",
            [
                ("letter-homoglyph", {"written": "\N{CYRILLIC CAPITAL LETTER A}/1.5", "code": "A/1.5"}),
                ("reference-by-name", {"written": "\N{CYRILLIC CAPITAL LETTER A}/1.5", "code": "A/01.5", "name": NAME}),
            ],
        ),
        (f"A/1.5{NAMED}", "A/01.5", [("reference-by-name", {"written": "A/1.5", "code": "A/01.5", "name": NAME})]),
        (
            f"\N{CYRILLIC SMALL LETTER A}/01.5{NAMED}",
            "A/01.5",
            [("letter-homoglyph", {"written": "\N{CYRILLIC SMALL LETTER A}/01.5", "code": "A/01.5"})],
        ),
        (NAMED.strip(), "A/01.5", [("reference-by-name", {"written": "—", "code": "A/01.5", "name": NAME})]),
        (f"A-01.5{NAMED}", "A/01.5", [("reference-by-name", {"written": "—", "code": "A/01.5", "name": NAME})]),
        (
            f"A/1.5{NAMED.upper()}",
            "A/01.5",
            [("reference-by-name", {"written": "A/1.5", "code": "A/01.5", "name": NAME})],
        ),
        (f"A/09.5{NAMED}", None, []),
        ("А-1", None, []),
        ('"Поверка"', None, []),
        ('A/1.5 "Поверка"', None, []),
    ],
)
def test_a_reference_with_a_damaged_code(
    written: str, target: str | None, findings: list[tuple[str, dict[str, str]]]
) -> None:
    found = read(edited(ROW, f"функции {written}\n\tДействующие"))
    plain = list(PLAIN.standard.particular_functions)
    functions = list(found.standard.particular_functions)
    assert [one.items for one in functions] == [one.items for one in plain]
    expected = [[reference.target for reference in one.references] for one in plain]
    expected[2] = [target]
    assert [[reference.target for reference in one.references] for one in functions] == expected
    assert [(one.code, dict(one.values), one.place) for one in new_findings(found)] == [
        (code, values, Place((211,))) for code, values in findings
    ]


def test_the_reference_of_the_last_function_with_a_damaged_code() -> None:
    name = "Контроль соблюдения персоналом"
    whole = next(one.name for one in PLAIN.standard.particular_functions if one.key == "A/03.5")
    cyrillic = "\N{CYRILLIC CAPITAL LETTER A}/3.5"
    old = f'Необходимые умения, соответствующие трудовой функции \N{CYRILLIC CAPITAL LETTER A}/03.5 "{name}'
    found = read(edited(old, f'Необходимые умения, соответствующие трудовой функции {cyrillic} "{name}'))
    assert [one.target for function in found.standard.particular_functions for one in function.references] == [
        one.target for function in PLAIN.standard.particular_functions for one in function.references
    ]
    assert new_findings(found) == [
        diagnose("letter-homoglyph", Place((350,)), written=cyrillic, code="A/3.5"),
        diagnose("reference-by-name", Place((350,)), written=cyrillic, code="A/03.5", name=whole),
    ]
