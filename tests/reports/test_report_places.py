"""From the report alone every place is found: its line is named, and what stands there is quoted."""

from __future__ import annotations

import re

import pytest
from profgraph.loader.findings import review
from profgraph.loader.pipeline import bundled
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.shapes.rendering.terminal import to_text

TEXT = bundled().read_text(encoding="utf-8")
# Five unlike faults: what stands in the document, what is put there, what the report quotes of it.
FAULTS = [
    ("\tВырабатывать варианты организации", "\tВыработка вариантов организации", "Выработка вариантов организации"),
    ("знания, соответствующие трудовой функции А/01.5", "знания, соответствующие трудовой функции А/07.5", "А/07.5"),
    ("A/03.5\tУровень (подуровень) квалификации\t5", "A/03.5\tУровень (подуровень) квалификации\t4", "4"),
    ("\t140208\tМонтаж", "\t14О208\tМонтаж", "14О208"),
    ("Обрабатывать данные для анализа", "Обрабатывать данные (для анализа", "Обрабатывать данные (для анализа"),
]


def lines(text: str) -> list[str]:
    """Return the lines of the Russian report on a document, on a screen so wide that none is wrapped."""
    return to_text([review(text.encode(), "order.txt", Minter(BASE))], "ru", width=1000).splitlines()


def named(places: list[str]) -> set[int]:
    """Return the numbers of the lines that a report names."""
    found: set[int] = set()
    for place in places:
        for first, last in re.findall(r"(\d+)(?:–(\d+))?(?= \(|,|:|$)", place.partition("«")[0]):
            found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.fixture(scope="module")
def baseline() -> list[str]:
    return lines(TEXT)


@pytest.mark.parametrize(("at", "by", "quoted"), FAULTS, ids=[quoted for _, _, quoted in FAULTS])
def test_the_place_is_found(at: str, by: str, quoted: str, baseline: list[str]) -> None:
    before, found, after = TEXT.partition(at)
    assert found
    report = [line for line in lines(before + by + after) if line not in baseline]
    places = [line for line in report if line.startswith("    строк")]
    assert before.count("\n") + 1 in named(places)
    assert any(quoted in line for line in report)
