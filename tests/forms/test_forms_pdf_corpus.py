"""Real orders in PDF: what their reading tells, where each item stands, what only the order itself says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from profgraph.loader.recognition.recogniser import Recognised

OF_2013, OF_2022 = "06.001-679n-2013", "06.001-424n-2022"


@pytest.mark.parametrize(
    ("edition", "found"),
    [
        (OF_2013, {"running-lines": 1, "row-rejoined": 5}),
        (OF_2022, {"letter-homoglyph": 14, "row-rejoined": 6, "word-rejoined": 3, "classifier-code-put-right": 4}),
    ],
)
def test_what_is_said_of_the_reading(printed: dict[str, Recognised], edition: str, found: dict[str, int]) -> None:
    told = [one.code for one in printed[edition].diagnostics]
    assert {code: told.count(code) for code in set(told)} == found


UNIVERSITY = (
    "Федеральное государственное бюджетное образовательное учреждение высшего профессионального образования "
    '"Московский государственный университет экономики, статистики и информатики (МЭСИ)"'
)


def test_the_order_of_2013(printed: dict[str, Recognised]) -> None:
    standard = printed[OF_2013].standard
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


def test_every_item_is_on_the_page_that_its_place_tells(printed: dict[str, Recognised]) -> None:
    standard = printed[OF_2013].standard
    assert len(standard.source.page_starts) == 22
    pages = {one.key: standard.source.page(one.place.first) for one in standard.particular_functions}
    assert pages == {
        "A/01.3": 5, "A/02.3": 6, "A/03.3": 7, "A/04.3": 8, "A/05.3": 8,
        "B/01.4": 10, "B/02.4": 11, "B/03.4": 12, "B/04.4": 13, "B/04.5": 13,
        "C/01.5": 15, "C/02.5": 16, "D/01.6": 18, "D/02.6": 19, "D/03.6": 20,
    }  # fmt: skip
