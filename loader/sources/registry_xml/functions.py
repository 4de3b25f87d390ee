"""Section III of a card as the rows of the official layout: functions, requirements, items, classifiers, footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..document import Paragraph, Row, Span
from .card import CLASSIFIERS, leaves
from .values import code, value, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...diagnostics import Diagnostic
    from ..document import Block
    from .elements import Element

_SKILLS, _KNOWLEDGE = "RequiredSkills", "NecessaryKnowledges"
_LABELS = {
    "PossibleJobTitles": "Возможные наименования должностей, профессий",
    "EducationalRequirements": "Требования к образованию и обучению",
    "RequirementsWorkExperiences": "Требования к опыту практической работы",
    "SpecialConditionsForAdmissionToWork": "Особые условия допуска к работе",
    "LaborActions": "Трудовые действия",
    _SKILLS: "Необходимые умения",
    _KNOWLEDGE: "Необходимые знания",
    "OtherCharacteristics": "Другие характеристики",
}
_SWAPPED = {**_LABELS, _SKILLS: _LABELS[_KNOWLEDGE], _KNOWLEDGE: _LABELS[_SKILLS]}
_CLASSIFIERS = dict(zip(CLASSIFIERS, ("ОКЗ", "ОКВЭД", "ЕКС", "ЕТКС", "ОКПДТР", "ОКСО", "ОКСВНК"), strict=True))
_FOOTNOTE = re.compile(r"<?(\d{1,3})[>).]?\s+(\S.*)", re.DOTALL)


def generalized_functions(card: Element) -> tuple[Element, ...]:
    """Return the elements of the generalised functions."""
    section: Element | None = card
    for tag in ("ThirdSection", "WorkFunctions", "GeneralizedWorkFunctions"):
        section = section.child(tag) if section else None
    return section.children if section else ()


def particular_functions(generalized: Element) -> tuple[Element, ...]:
    """Return the elements of the particular functions of a generalised one."""
    found = generalized.child("ParticularWorkFunctions")
    return found.children if found else ()


def texts(function: Element, group: str) -> tuple[str, ...]:
    """Return the texts of a group of a function."""
    return tuple(one.text for one in _members(function, group))


def function_blocks(card: Element, findings: list[Diagnostic], *, swapped: bool) -> Iterator[Block]:
    """Yield the blocks of section III; in a `swapped` card skills are written as knowledge, and knowledge as skills."""
    labels = _SWAPPED if swapped else _LABELS
    for generalized in generalized_functions(card):
        yield _caption("Обобщенная трудовая функция", generalized)
        yield from _function(generalized, ("CodeOTF", "NameOTF", "LevelOfQualification"), labels, findings)
        yield from _classifier_rows(generalized, findings)
        for particular in particular_functions(generalized):
            yield _caption("Трудовая функция", particular)
            yield from _function(particular, ("CodeTF", "NameTF", "SubQualification"), labels, findings)


def footnotes(card: Element) -> Iterator[tuple[Element, int | None, str]]:
    """Yield the footnotes of all functions: the element, the number that its text begins with, and the text."""
    for generalized in generalized_functions(card):
        for function in (generalized, *particular_functions(generalized)):
            yield from _footnotes(function)


def _footnotes(function: Element) -> Iterator[tuple[Element, int | None, str]]:
    listed = function.child("ListFootnes")
    for one in leaves(listed) if listed else ():
        found = _FOOTNOTE.fullmatch(" ".join(one.text.split()))
        yield (one, int(found[1]), found[2]) if found else (one, None, one.text)


def _caption(text: str, element: Element) -> Paragraph:
    return Paragraph((Span(text, element.place),))


def _function(
    element: Element, head: tuple[str, str, str], labels: Mapping[str, str], findings: list[Diagnostic]
) -> Iterator[Row]:
    written, name, level = (element.child(tag) for tag in head)
    stated = (value(name, findings), code(written), value(level, findings))
    place = next((one.place for one in stated if one), element.place)
    captions = ("Наименование", "Код", "Уровень квалификации")
    cells = [((Span(caption, place),), (one,) if one else ()) for caption, one in zip(captions, stated, strict=True)]
    yield Row(tuple(cell for pair in cells for cell in pair), after_break=False)
    numbers = frozenset(number for _, number, _ in _footnotes(element) if number)
    for group, label in labels.items():
        spans = values(_members(element, group), numbers, findings)
        for nth, span in enumerate(spans):
            yield Row(((Span(label, span.place),) if nth == 0 else (), (span,)), after_break=False)


def _members(function: Element, group: str) -> tuple[Element, ...]:
    """Return the elements of a group; a list without any is its own value."""
    found = function.child(group)
    if found is None:
        return ()
    return found.children or ((found,) if found.text.strip() else ())


def _classifier_rows(generalized: Element, findings: list[Diagnostic]) -> Iterator[Row]:
    """Yield the table of classifiers with its head."""
    listed = generalized.child("OtherCharacteristicPlus")
    rows = [row for one in (listed.children if listed else ()) for row in unit_rows(one, findings, labelled=True)]
    if rows:
        place = rows[0].place
        captions = (
            "Наименование документа",
            "Код",
            "Наименование базовой группы",
        )
        yield Row(tuple((Span(caption, place),) for caption in captions), after_break=False)
        yield from rows


def unit_rows(listed: Element | None, findings: list[Diagnostic], *, labelled: bool) -> Iterator[Row]:
    """Yield a row a unit of a list of classifier codes: its code and name, `labelled` with the classifier."""
    for unit in listed.children if listed else ():
        key = unit.tag.removeprefix("Unit")
        written, name = code(unit.child(f"Code{key}")), value(unit.child(f"Name{key}"), findings)
        place = next((one.place for one in (written, name) if one), None)
        if place is not None:
            cells = ((written,) if written else (), (name,) if name else ())
            yield Row((((Span(_CLASSIFIERS[key], place),), *cells) if labelled else cells), after_break=False)
