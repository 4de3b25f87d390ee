"""Real orders in PDF say what the registry's XML of the same editions says, counted there by xml.etree alone."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.recognition.codes import latin
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.choice import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from profgraph.loader.model import Standard

OF_2013, OF_2022 = "06.001-679n-2013", "06.001-424n-2022"
PDF = {OF_2013: f"{OF_2013}-consultant.pdf", OF_2022: f"{OF_2022}-libreoffice.pdf"}
Facts = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def read(shared: Path) -> dict[str, Recognised]:
    return {
        edition: recognise(read_document((shared / "corpus/orders" / name).read_bytes(), name))
        for edition, name in PDF.items()
    }


def texts(element: ET.Element, path: str) -> list[str]:
    """Return the texts of the elements."""
    return stated(" ".join((one.text or "").split()) for one in element.findall(path))


def stated(texts: Iterable[str]) -> list[str]:
    """Return the texts without dashes: where one form of an order has a dash, the other may have nothing."""
    return [text for text in texts if text not in {"", "-", "–"}]


def text(element: ET.Element, name: str) -> str:
    return texts(element, name)[0]


def from_xml(path: Path, *, swapped: bool) -> Facts:
    """Return what the XML says; with `swapped`, its lists of skills and of knowledge are taken for each other."""
    facts: Facts = {}
    skills, knowledge = "RequiredSkills/RequiredSkill", "NecessaryKnowledges/NecessaryKnowledge"
    for one in ET.parse(path).getroot().iter("GeneralizedWorkFunction"):  # noqa: S314  (the corpus is ours)
        facts[latin(text(one, "CodeOTF"))] = {
            "name": text(one, "NameOTF"),
            "level": text(one, "LevelOfQualification"),
            "titles": texts(one, "PossibleJobTitles/PossibleJobTitle"),
            "education": texts(one, "EducationalRequirements/EducationalRequirement"),
            "experience": texts(one, "RequirementsWorkExperiences/RequirementsWorkExperience"),
            "admission": texts(one, "SpecialConditionsForAdmissionToWork/SpecialConditionForAdmissionToWork"),
        }
        for function in one.iter("ParticularWorkFunction"):
            facts[latin(text(function, "CodeTF"))] = {
                "name": text(function, "NameTF"),
                "level": text(function, "SubQualification"),
                "actions": texts(function, "LaborActions/LaborAction"),
                "skills": texts(function, knowledge if swapped else skills),
                "knowledge": texts(function, skills if swapped else knowledge),
            }
    return facts


def from_pdf(standard: Standard) -> Facts:
    facts: Facts = {}
    for one in standard.functions:
        facts[one.key] = {
            "name": one.name,
            "level": str(one.level),
            "titles": [title.text for title in one.job_titles],
            "education": stated(requirement.text for requirement in one.education),
            "experience": stated(requirement.text for requirement in one.experience),
            "admission": stated(requirement.text for requirement in one.admission),
        }
        for function in one.functions:
            facts[function.key] = {
                "name": function.name,
                "level": str(function.level),
                "actions": [item.text for item in function.actions],
                "skills": [item.text for item in function.skills],
                "knowledge": [item.text for item in function.knowledge],
            }
    return facts


@pytest.mark.parametrize(("edition", "swapped", "count"), [(OF_2013, True, 19), (OF_2022, False, 20)])
def test_functions_levels_names_requirements_and_items_agree(
    read: dict[str, Recognised], shared: Path, edition: str, count: int, *, swapped: bool
) -> None:
    expected = from_xml(shared / f"corpus/registry-xml/{edition}.xml", swapped=swapped)
    assert len(expected) == count
    assert from_pdf(read[edition].standard) == expected


# What the orders have and the registry does not, or the other way round: the documents differ, not their readings.
ONLY_IN_PDF = {
    OF_2013: {
        (function, code, name)
        for function in "CD"
        for code, name in (
            ("230400", "Информационные системы и технологии"),
            ("230700", "Прикладная информатика"),
            ("231000", "Программная инженерия"),
        )
    },
    OF_2022: set(),
}
ONLY_IN_XML = {OF_2013: set(), OF_2022: {("C", "2.09.02.00", "Информатика и вычислительная техника")}}


@pytest.mark.parametrize("edition", PDF)
def test_codes_of_classifiers_agree_but_for_those_that_the_documents_give_differently(
    read: dict[str, Recognised], shared: Path, edition: str
) -> None:
    # A dash for a code says that there is none, and a point after it is no part of it.
    in_pdf = {
        (one.key, reference.code_as_written.strip("-."), reference.name)
        for one in read[edition].standard.functions
        for reference in one.references
    }
    root = ET.parse(shared / f"corpus/registry-xml/{edition}.xml").getroot()  # noqa: S314  (the corpus is ours)
    in_xml = {
        (latin(text(one, "CodeOTF")), *(" ".join((part.text or "").split()).strip("-.") for part in unit))
        for one in root.iter("GeneralizedWorkFunction")
        for units in one.findall("OtherCharacteristicPlus/*")
        for unit in units
    }
    assert (in_pdf - in_xml, in_xml - in_pdf) == (ONLY_IN_PDF[edition], ONLY_IN_XML[edition])


@pytest.mark.parametrize(
    ("edition", "found"),
    [
        (OF_2013, {"running-lines": 1, "row-rejoined": 5}),
        (OF_2022, {"letter-homoglyph": 14, "row-rejoined": 6, "word-rejoined": 3, "classifier-code-put-right": 4}),
    ],
)
def test_what_is_said_of_the_reading(read: dict[str, Recognised], edition: str, found: dict[str, int]) -> None:
    told = [one.code for one in read[edition].diagnostics]
    assert {code: told.count(code) for code in set(told)} == found


UNIVERSITY = (
    "Федеральное государственное бюджетное образовательное учреждение высшего профессионального образования "
    '"Московский государственный университет экономики, статистики и информатики (МЭСИ)"'
)


def test_the_order_of_2013(read: dict[str, Recognised]) -> None:
    standard = read[OF_2013].standard
    assert (standard.code, standard.name, standard.registration_number) == ("06.001", "Программист", "4")
    assert (standard.order.number, str(standard.order.date)) == ("679н", "2013-11-18")
    assert (standard.source.provider, str(standard.source.saved_on)) == ("КонсультантПлюс", "2015-03-10")
    assert standard.purpose == ("Разработка, отладка, проверка работоспособности, модификация программного обеспечения")
    assert [(one.name, one.head_position, one.head_name) for one in standard.developers] == [
        (UNIVERSITY, "и.о. ректора", "Минашкин В.Г."),
        ('Фирма "1С" города Москвы', None, None),
        ('ООО "1С-МФТИ" города Москвы', None, None),
        ('ООО "СТМ" города Москвы', None, None),
        ("Ассоциация предприятий компьютерных и информационных технологий (АП КИТ) города Москвы", None, None),
    ]
    assert [(one.number, one.text, len(one.markers)) for one in standard.footnotes] == [
        (1, "Общероссийский классификатор занятий.", 1),
        (2, "Общероссийский классификатор видов экономической деятельности.", 1),
        (3, "Единый квалификационный справочник должностей руководителей, специалистов и служащих.", 1),
        (4, "Общероссийский классификатор специальностей по образованию.", 1),
    ]


def test_every_item_is_on_the_page_that_its_place_tells(read: dict[str, Recognised]) -> None:
    standard = read[OF_2013].standard
    assert len(standard.source.page_starts) == 22
    pages = {one.key: standard.source.page(one.place.first) for one in standard.particular_functions}
    assert pages == {
        "A/01.3": 5, "A/02.3": 6, "A/03.3": 7, "A/04.3": 8, "A/05.3": 8,
        "B/01.4": 10, "B/02.4": 11, "B/03.4": 12, "B/04.4": 13, "B/04.5": 13,
        "C/01.5": 15, "C/02.5": 16, "D/01.6": 18, "D/02.6": 19, "D/03.6": 20,
    }  # fmt: skip
