"""Normative acts in running text: citations, days, points, issuers and the usual short form."""

from __future__ import annotations

from datetime import date

import pytest
from profgraph.loader.model import ActCitation
from profgraph.loader.recognition.acts import (
    ISSUERS,
    act_label,
    citations,
    cited_point,
    issuer_key,
    parse_date,
)

DECREE_23 = ActCitation("government", "23", date(2013, 1, 22))
ORDER_147 = ActCitation("mintrud", "147н", date(2013, 4, 12))


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("постановлением Правительства Российской Федерации от 22 января 2013 г. N 23 (Собрание…)", (DECREE_23,)),
        ("Постановлением Правительства РФ от 22.01.2013 N 23", (DECREE_23,)),
        ("ПРИКАЗ МИНТРУДА РОССИИ ОТ 12 АПРЕЛЯ 2013 Г. № 147н", (ORDER_147,)),
        (
            "Приказ Министерства труда и социальной защиты\nРоссийской Федерации от 12 апреля 2013 года N147н",
            (ORDER_147,),
        ),
        ("приказ Минтруда России от 12.04.2013 № 147н, зарегистрирован 24 мая 2013 г., N 28534", (ORDER_147,)),
        (
            "Приказ Минздравсоцразвития от 12 апреля 2011 г. N 302н (изм. приказа Минздрава от 15.05.2013 N 296н)",
            (
                ActCitation("minzdravsoc", "302н", date(2011, 4, 12)),
                ActCitation("minzdrav", "296н", date(2013, 5, 15)),
            ),
        ),
        ("приказом Минобрнауки России от 17.09.2009 N 337", (ActCitation("minobrnauki", "337", date(2009, 9, 17)),)),
        ("приказ Минобрнауки от 01.02.2010 N 355-ст", (ActCitation("minobrnauki", "355-ст", date(2010, 2, 1)),)),
        (
            "постановления Правительства РФ от 22.01.2013 N 23, постановление Правительства РФ от 22.01.2013 N 23",
            (DECREE_23,),
        ),
        ("приказ Ростехнадзора от 12.04.2013 N 147н", ()),
        ("приказ Минтруда России от 31.02.2013 N 147н", ()),
        ("приказ Минтруда России N 147н", ()),
        ("приказ Минтруда России от 12.04.2013 N 147 н", (ORDER_147,)),
        ("приказ Минтруда России от 12.04.2013 N 147 на", (ActCitation("mintrud", "147", date(2013, 4, 12)),)),
        ("письмо Минтруда России от 12.04.2013 N 147н", ()),
        ("статья 213 Трудового кодекса Российской Федерации", ()),
        ("", ()),
    ],
)
def test_citations(text: str, acts: tuple[ActCitation, ...]) -> None:
    assert citations(text) == acts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("08.09.2014", date(2014, 9, 8)),
        ("8 сентября 2014 г.", date(2014, 9, 8)),
        ("8 СЕНТЯБРЯ 2014 года", date(2014, 9, 8)),
        ("01 мая 2020", date(2020, 5, 1)),
        ("29.02.2016", date(2016, 2, 29)),
        ("29.02.2015", None),
        ("31.13.2014", None),
        ("0.00.0000", None),
        ("8 сентябрь 2014", None),
        ("сентября 2014", None),
        ("2014", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert parse_date(text) == day


def test_every_month() -> None:
    first_half = ["января", "февраля", "марта", "апреля", "мая", "июня"]
    second_half = ["июля", "августа", "сентября", "октября", "ноября", "декабря"]
    days = [parse_date(f"10 {month} 2014 г.") for month in first_half + second_half]
    assert days == [date(2014, number, 10) for number in range(1, 13)]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("В соответствии с пунктом 22 Правил", "22"),
        ("содержится в пункте 16 новой редакции", "16"),
        ("Пункт 3", "3"),
        ("пунктами 1.2 и 2", "1.2"),
        ("населенный пункт", None),
        ("подпункты", None),
        ("согласно пунктам 5 и 7", "5"),
        ("на основании пунктов 5 и 7", "5"),
        ("подпунктом 2 пункта 5", "5"),
    ],
)
def test_cited_points(text: str, point: str | None) -> None:
    assert cited_point(text) == point


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Минтруда России", "mintrud"),
        ("Министерства труда  и социальной защиты Российской Федерации", "mintrud"),
        ("Правительства РФ", "government"),
        ("Министерства здравоохранения и социального развития Российской Федерации", "minzdravsoc"),
        ("Министерства здравоохранения Российской Федерации", "minzdrav"),
        ("Минздравсоцразвития", "minzdravsoc"),
        ("МИНОБРНАУКИ РОССИИ", "minobrnauki"),
        ("Минэнерго России", None),
    ],
)
def test_issuers(text: str, key: str | None) -> None:
    assert issuer_key(text) == key


def test_no_name_of_an_issuer_hides_another() -> None:
    called = [(name, issuer.key) for issuer in ISSUERS for name in issuer.called]
    assert [(name, issuer_key(name)) for name, _ in called] == called


@pytest.mark.parametrize(
    ("act", "label"),
    [
        (ORDER_147, "Приказ Минтруда России от 12.04.2013 N 147н"),
        (DECREE_23, "Постановление Правительства РФ от 22.01.2013 N 23"),
    ],
)
def test_the_short_form_of_an_act_is_read_back(act: ActCitation, label: str) -> None:
    assert act_label(act) == label
    assert citations(label) == (act,)
